/*
title = "Deck nobody implemented"
short = "Deck on a shelf"
question = "Which advice did we buy that nobody carried out?"
formula = "advice delivered at least 12 months ago, and none of the initiatives it is linked to went past pilot, or none is linked. Exposed: what the advice cost"
unit = "money"
good = "down"
group = "failure_mode"
order = 2
subjects = "pieces of advice"
page = "spend"
needs = ["spend.amount", "spend.category", "pilots.stage"]
benchmarks = ["deck_age"]
remedy = "Take the one workflow of the roadmap that a team wants, and give it builders and a date; write off the rest."
next_step = "Name who carries out its first workstream by the next board meeting, or close the engagement."
source = "The AI Build Gap: The $500K Deck Nobody Implemented"
*/
with judged as (
    select
        *,
        case
            when not is_old then false
            else not is_taken_up
        end as fires,
    from facts.advice
)

select
    judged.business_unit,
    'contract' as subject_kind,
    judged.vendor || case
        when not judged.is_dated_by_period then ' ' || judged.delivered_on
        when judged.is_old then ''
        else ', lately'
    end as subject_id,
    judged.vendor as subject_name,
    severity(judged.fires, judged.cost, unit_spend.spent) as severity,
    case when judged.fires then judged.cost end as exposed,
    case when judged.is_dated_by_period then 'First paid for by ' else 'Delivered on ' end || day_text(judged.delivered_on)
    || case
        when judged.fires is null then '; not known: the stage of what it is linked to'
        when judged.is_taken_up then '; something it is linked to went past pilot'
        when judged.initiatives = 0 then ', and linked to no initiative'
        when judged.initiatives = 1 then ', and the one initiative it is linked to never went past pilot'
        else ', and none of the ' || judged.initiatives || ' initiatives it is linked to went past pilot'
    end
    || case when judged.is_old then '' else '; judged ' || setting_text('advice_stranded_months') || ' months after' end
    as evidence,
    case when judged.fires then judged.spend_rows end as spend_rows,
from judged
left join facts.unit_spend as unit_spend using (business_unit)
where in_units(judged.business_unit)
