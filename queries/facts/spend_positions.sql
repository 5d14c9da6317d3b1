-- Where each actual amount stands: the first that fits. Linked: live, in flight, paid back, stranded. Unlinked: old
-- advice is stranded, where there is a list of initiatives it could be linked to; licences, usage, platform, infrastructure and training are enabling. The rest is unlinked, as is
-- what was spent on initiatives that left the list without an end.
with known as (
    select
        spend.row_key,
        spend.business_unit,
        spend.value_unit,
        spend.quarter_start,
        spend.category,
        spend.purpose,
        spend.amount,
        spend.initiative_key,
        initiatives.stage,
        coalesce(initiatives.is_stopped or initiatives.is_retired, false) as is_ended,
        coalesce(initiatives.is_stopped, false) as is_stopped,
        coalesce(initiatives.is_vanished, false) as is_vanished,
        coalesce(money.is_paid_back, false) as is_paid_back,
        coalesce(ageing.is_stalled, false) as is_stalled,
        coalesce(
            initiatives.is_stopped
            and initiatives.stopped_on <= initiatives.started_on + cast(setting('cheap_stop_days') as integer),
            false
        ) as is_cheap_stop,
        spend.category = 'consulting'
        and is_old_advice(advice_day(spend.delivered_on, spend.period_end))
        and exists (from facts.initiatives) as is_old_advice,
    from facts.spend as spend
    left join facts.initiatives as initiatives using (initiative_key)
    left join facts.initiative_money as money using (initiative_key)
    left join facts.ageing as ageing using (initiative_key)
    where spend.basis = 'actual' and spend.amount is not null
)

select
    row_key,
    business_unit,
    value_unit,
    quarter_start,
    category,
    purpose,
    amount,
    initiative_key,
    case
        when is_vanished and not is_ended then 'unlinked'
        when stage in ('production', 'scaled') then 'live'
        when stage in ('idea', 'pilot', 'proven', 'approved') and (not is_stalled or is_paid_back) then 'in_flight'
        when is_ended and is_paid_back then 'paid_back'
        when is_ended or is_stalled then 'stranded'
        when initiative_key is null and is_old_advice then 'stranded'
        when
            initiative_key is null
            and category in ('licences', 'model_usage', 'platform', 'infrastructure', 'training')
            then 'enabling'
        else 'unlinked'
    end as position,
    case
        when position in ('live', 'in_flight') then stage
        when position = 'paid_back' then if(is_stopped, 'stopped', 'retired')
        when position <> 'stranded' and initiative_key is null then category
        when position <> 'stranded' then if(is_vanished, 'vanished', 'stage unknown')
        when initiative_key is null then 'advice'
        when is_stalled then 'stalled'
        when is_cheap_stop then 'cheap_stop'
        when is_stopped then 'stopped'
        else 'retired'
    end as detail,
from known
