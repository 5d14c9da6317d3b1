/*
title = "Training that did not transfer"
short = "Training lost"
question = "Which training taught what AI is, and not how to build with it?"
formula = "people of a cohort who shipped a working tool, of those trained, < 5 % by the whole 95 % interval; at least 20 trained, at least 90 days ago. Exposed: the unit's training spend from the cohort's quarter up to the next cohort"
unit = "money"
good = "down"
group = "failure_mode"
order = 4
subjects = "cohorts"
page = "builders"
needs = ["training.trained", "training.builders"]
benchmarks = ["training_transfer"]
remedy = "Protected hours, a real workflow each and a coach; certificates afterwards."
next_step = "Give the cohort's most motivated people one protected day a week and one workflow to automate."
source = "The AI Build Gap: Training That Didn't Transfer"
*/
with cohorts as (
    select
        *,
        quarter_start(started_on) as quarter_start,
        builders / nullif(trained, 0) < setting('low_transfer') as seems_so,
        case
            when is_old_enough and trained >= setting('transfer_minimum_trained')
                then wilson_high(builders, trained) < setting('low_transfer')
        end as fires,
    from facts.training
),

courses as (
    select
        value_unit as business_unit,
        quarter_start,
        row_key,
        amount,
    from facts.spend
    where basis = 'actual' and category = 'training'
),

starts as (
    select distinct
        business_unit,
        quarter_start,
    from cohorts
),

paid as (
    select
        starts.business_unit,
        starts.quarter_start,
        sum(courses.amount) as exposed,
        list(courses.row_key order by courses.row_key) as spend_rows,
    from courses
    asof join starts
        on courses.business_unit = starts.business_unit and courses.quarter_start >= starts.quarter_start
    group by all
)

select
    cohorts.business_unit,
    'cohort' as subject_kind,
    cohorts.cohort_id as subject_id,
    cohorts.cohort_id as subject_name,
    case
        when cohorts.seems_so and not cohorts.fires then 1
        else severity(cohorts.fires, paid.exposed, unit_spend.spent)
    end as severity,
    case when cohorts.fires then paid.exposed end as exposed,
    case
        when cohorts.is_hidden then 'Hidden: too few people, or too easily worked out'
        when cohorts.builders is null then 'Not known: how many shipped a working tool'
        when cohorts.trained < setting('transfer_minimum_trained') then 'Too few trained to judge: ' || cohorts.trained
        else
            counted(cohorts.builders, cohorts.trained) || ' shipped a working tool'
            || case
                when not cohorts.is_old_enough then '; too early to judge'
                when cohorts.seems_so and not cohorts.fires then '; too few trained to be sure'
                else ''
            end
    end as evidence,
    case when cohorts.fires then paid.spend_rows end as spend_rows,
from cohorts
left join paid using (business_unit, quarter_start)
left join facts.unit_spend as unit_spend using (business_unit)
where in_units(cohorts.business_unit)
