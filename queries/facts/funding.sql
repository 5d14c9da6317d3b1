-- What an initiative was planned to cost when it began: by its first list, where that was made soon after the start
-- (setting); later the plan may have been written because of what had happened since.
with listed as (
    select
        initiative_key,
        reporting_on,
        planned_cost,
        upper(trim(coalesce(currency, setting_text('reporting_currency')))) as currency,
    from facts.pilot_lists
    qualify row_number() over (
        partition by initiative_key order by reporting_on, version, row_key
    ) = 1
)

select
    initiatives.initiative_key,
    initiatives.business_unit,
    case
        when listed.reporting_on <= initiatives.started_on + cast(setting('readiness_list_days') as integer) then
            listed.planned_cost / case
                when listed.currency = setting_text('reporting_currency') then 1
                else rates.per_reporting_unit
            end
    end as funding,
from facts.initiatives as initiatives
inner join listed using (initiative_key)
left join facts.rates as rates
    on listed.currency = rates.currency
    and rates.period_start = date_trunc('month', listed.reporting_on)
    and rates.period_end = last_day(listed.reporting_on)
where initiatives.ever_started
