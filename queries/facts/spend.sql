-- One row of a spend sheet, in the reporting currency, with the initiative it belongs to.
-- The id is looked up among those that the paying unit ever listed, then it is the only one of that id.
with linked as (
    select
        spend.*,
        upper(trim(coalesce(spend.currency, setting_text('reporting_currency')))) as currency_code,
        nullif(trim(spend.initiative_id), '') as given_id,
        coalesce(ids.keys[spend.business_unit], ids.only_key) as initiative_key,
        coalesce(ids.owners[spend.business_unit], ids.only_unit, spend.business_unit) as value_unit,
    from staging.spend as spend
    left join facts.initiative_ids as ids on lower(trim(spend.initiative_id)) = ids.written_id
)

select
    linked.row_key,
    linked.part_id,
    linked.version,
    linked.sheet,
    linked.source_row,
    linked.business_unit,
    linked.value_unit,
    linked.period,
    linked.quarter_start,
    linked.quarter_end,
    linked.period_start,
    linked.period_end,
    linked.category,
    linked.purpose,
    linked.basis,
    case
        when linked.currency_code = setting_text('reporting_currency') then 1
        else rates.per_reporting_unit
    end as rate,
    linked.amount / rate as amount,
    linked.amount as amount_written,
    linked.currency_code as currency,
    linked.given_id as initiative_id,
    linked.initiative_key,
    linked.given_id is not null and linked.initiative_key is null as is_unknown_initiative,
    linked.vendor,
    linked.tool,
    linked.delivered_on,
    linked.note,
from linked
left join facts.rates as rates
    on linked.currency_code = rates.currency
    and linked.period_start = rates.period_start
    and linked.period_end = rates.period_end
