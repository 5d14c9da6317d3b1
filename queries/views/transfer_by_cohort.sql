/*
title = "Trained people who built something, by cohort"
question = "Does training lead to building?"
page = "builders"
formula = "builders / people trained, with its 95 % Wilson interval, of cohorts that started at least 90 days before their unit's last list; small cohorts hidden, with others so that they cannot be worked out"
unit = "percent"
benchmarks = ["training_transfer"]
needs = ["training.builders"]
rows = "training_rows"
*/
select
    cohort_id,
    business_unit,
    started_on,
    case
        when not is_old_enough then 'young'
        when builders is null then 'unknown'
        when is_hidden then 'hidden'
        else 'ok'
    end as state,
    case when state = 'ok' then builders end as builders,
    case when state = 'ok' then trained end as trained,
    case when state = 'ok' then builders / nullif(trained, 0) end as share,
    case when state = 'ok' then wilson_low(builders, trained) end as low,
    case when state = 'ok' then wilson_high(builders, trained) end as high,
from facts.training
where in_units(business_unit)
order by business_unit, started_on, cohort_id
