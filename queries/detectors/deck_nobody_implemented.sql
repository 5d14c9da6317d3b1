/*
title = "Deck nobody implemented"
question = "Which advice did we buy that nobody carried out?"
formula = "advice delivered at least 12 months ago, and none of the initiatives it is linked to went past pilot, or none is linked. Exposed: what the advice cost"
unit = "money"
good = "down"
group = "failure_mode"
needs = ["spend.amount", "spend.category"]
benchmarks = ["deck_age"]
remedy = "Take the one workflow of the roadmap that a team wants, and give it builders and a date; write off the rest."
next_step = "Name who carries out its first workstream by the next board meeting, or close the engagement."
source = "The AI Build Gap: The $500K Deck Nobody Implemented"
*/
with advice as (
    select
        value_unit as business_unit,
        coalesce(nullif(trim(vendor), ''), 'Advice, vendor not named') as vendor,
        delivered_on as written_on,
        coalesce(max(delivered_on), max(period_end)) as delivered_on,
        sum(amount) as cost,
        list(row_key order by row_key) as spend_rows,
        list(distinct initiative_key) filter (initiative_key is not null) as initiative_keys,
    from facts.spend
    where basis = 'actual' and category = 'consulting'
    group by all
    having sum(amount) > 0
),

linked as (
    select
        advice.business_unit,
        advice.vendor,
        advice.written_on,
        count(*) as initiatives,
        bool_or(
            initiatives.stage in ('proven', 'approved', 'production', 'scaled')
            or coalesce(
                initiatives.proven_on, initiatives.approved_on, initiatives.production_on, initiatives.scaled_on
            ) is not null
        ) as any_past_pilot,
        bool_or(initiatives.stage = 'unknown') as any_unknown,
    from advice, unnest(advice.initiative_keys) as keys(initiative_key)
    inner join facts.initiatives as initiatives using (initiative_key)
    group by all
),

judged as (
    select
        advice.*,
        linked.initiatives,
        linked.any_past_pilot,
        advice.delivered_on + to_months(cast(setting('advice_stranded_months') as integer))
            <= cast(getvariable('until') as date) as is_old,
        datediff('month', advice.delivered_on, cast(getvariable('until') as date)) as months,
        case
            when not is_old or linked.any_past_pilot then false
            when linked.any_unknown then null
            else true
        end as fires,
    from advice
    left join linked
        on advice.business_unit = linked.business_unit
        and advice.vendor = linked.vendor
        and advice.written_on is not distinct from linked.written_on
)

select
    judged.business_unit,
    'contract' as subject_kind,
    judged.vendor || coalesce(' ' || cast(judged.written_on as varchar), '') as subject_id,
    judged.vendor as subject_name,
    severity(judged.fires, judged.cost, unit_spend.spent) as severity,
    case when judged.fires then judged.cost end as exposed,
    case when judged.written_on is null then 'Paid by ' else 'Delivered on ' end || day_text(judged.delivered_on)
    || case
        when judged.fires is null then '; not known: the stage of what it is linked to'
        when judged.any_past_pilot then '; something it is linked to went past pilot'
        when judged.initiatives is null then ', and linked to no initiative'
        when judged.initiatives = 1 then ', and the one initiative it is linked to never went past pilot'
        else ', and none of the ' || judged.initiatives || ' initiatives it is linked to went past pilot'
    end
    || case when judged.is_old then '' else '; judged ' || setting_text('advice_stranded_months') || ' months after' end
    as evidence,
    case when judged.fires then judged.spend_rows end as spend_rows,
from judged
left join facts.unit_spend as unit_spend using (business_unit)
where in_units(judged.business_unit)
