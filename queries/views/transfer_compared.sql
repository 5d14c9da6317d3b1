/*
title = "What went with training that led to building"
question = "Do protected hours and coaching help training to transfer?"
page = "builders"
formula = "builders / people trained, of cohorts with protected hours against those without, and of coached cohorts (somebody had one-to-one support) against those not coached; cohorts at least 90 days old that may be shown; 95 % Wilson intervals"
unit = "percent"
benchmarks = ["training_transfer"]
needs = ["training.builders", "training.protected_hours_per_week | training.coached"]
rows = "training_rows"
note = "An association: cohorts were not drawn by lot, and people of one cohort are not independent of each other."
*/
with judged as (
    select
        cohort_key,
        builders,
        trained,
        protected_hours_per_week > 0 as had_hours,
        coached > 0 as had_coaching,
    from facts.training
    where is_old_enough and builders is not null and not is_hidden and in_units(business_unit)
),

compared as (
    select
        *,
        unnest([
            {'condition': 'protected_hours', 'had': had_hours},
            {'condition': 'coaching', 'had': had_coaching}
        ], recursive := true),
        -- the two cannot be told apart where the same cohorts had both
        bool_and(had_hours = had_coaching) filter (where had_hours is not null and had_coaching is not null) over ()
        as is_one_split,
    from judged
),

summed as (
    select
        condition,
        had,
        any_value(is_one_split) as is_one_split,
        count(*) as cohorts,
        cast(sum(builders) as bigint) as builders,
        cast(sum(trained) as bigint) as trained,
    from compared
    where had is not null
    group by condition, had
)

select
    condition,
    had,
    cohorts,
    builders,
    trained,
    builders / nullif(trained, 0) as share,
    wilson_low(builders, trained) as low,
    wilson_high(builders, trained) as high,
    is_one_split,
    count(*) over (partition by condition) = 2
    and max(low) over (partition by condition) > min(high) over (partition by condition) as is_apart,
from summed
order by condition desc, had desc
