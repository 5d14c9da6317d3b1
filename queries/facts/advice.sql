-- Advice that was bought, a contract by unit, vendor and delivery date: how many complete months old it is, and whether
-- an initiative it is linked to went past pilot (null: the stage of what it is linked to is not known, or there is no
-- list of initiatives at all). Where no delivery date is written, a vendor's old payments are one contract, from the first
-- of them, and those since another. What is still to be delivered, and what was paid back, is none yet.
with contracts as (
    select
        value_unit as business_unit,
        coalesce(nullif(trim(vendor), ''), 'Vendor not named') as vendor,
        delivered_on as written_on,
        is_old_advice(advice_day(delivered_on, period_end)) as is_old,
        min(advice_day(delivered_on, period_end)) as ready_on,
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
        contracts.business_unit,
        contracts.vendor,
        contracts.written_on,
        contracts.is_old,
        count(*) as initiatives,
        bool_or(
            initiatives.stage in ('proven', 'approved', 'production', 'scaled')
            or coalesce(
                initiatives.proven_on, initiatives.approved_on, initiatives.production_on, initiatives.scaled_on
            ) is not null
        ) as any_past_pilot,
        bool_or(initiatives.stage = 'unknown') as any_unknown,
    from contracts, unnest(contracts.initiative_keys) as keys(initiative_key)
    inner join facts.initiatives as initiatives using (initiative_key)
    group by all
)

select
    contracts.business_unit,
    contracts.vendor,
    contracts.ready_on as delivered_on,
    contracts.written_on is null as is_dated_by_period,
    contracts.cost,
    contracts.spend_rows,
    datesub('month', contracts.ready_on, cast(getvariable('until') as date)) as months,
    contracts.is_old,
    coalesce(linked.initiatives, 0) as initiatives,
    case
        when linked.any_past_pilot then true
        when linked.any_unknown or not exists (from facts.initiatives) then null
        else false
    end as is_taken_up,
from contracts
left join linked
    on contracts.business_unit = linked.business_unit
    and contracts.vendor = linked.vendor
    and contracts.written_on is not distinct from linked.written_on
    and contracts.is_old = linked.is_old
where contracts.ready_on <= getvariable('until')
