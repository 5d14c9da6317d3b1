-- One initiative as it stands on its last list up to `until`: what that list says, when it reached each stage, and over
-- which days it was watched. Dates that no list gives are read from consecutive lists.
with known as (
    select
        latest.* exclude (
            initiative_key,
            idea_on, started_on, proven_on, approved_on, production_on, scaled_on, stopped_on, retired_on, handoff_on,
            last_reviewed_on, barrier, planned_benefit, planned_cost, currency
        ),
        upper(trim(coalesce(latest.currency, setting_text('reporting_currency')))) as currency,
        latest.planned_benefit as planned_benefit_written,
        latest.planned_cost as planned_cost_written,
        coalesce(latest.barrier, cast([] as varchar[])) as barriers,
        dates.* exclude (business_unit, stage, row_key),
        dates.last_listed_on < dates.unit_last_list_on as is_vanished,
    from facts.pilot_lists as latest
    inner join facts.stage_dates as dates using (row_key)
)

select
    known.*,
    case
        when known.currency = setting_text('reporting_currency') then 1
        else rates.per_reporting_unit
    end as rate,
    known.planned_benefit_written / rate as planned_benefit,
    known.planned_cost_written / rate as planned_cost,
    quarter_label(started_on) as start_quarter,
    case when started_on is not null then greatest(started_on, unit_first_list_on) end as entered_on,
    last_listed_on as censored_on,
    started_on < unit_first_list_on as is_survivor_cohort,
    stage in ('production', 'scaled') and not is_vanished as is_live,
    stage in ('pilot', 'proven', 'approved') and not is_vanished as is_in_flight,
    stage = 'stopped' or (stage = 'unknown' and stopped_on is not null) as is_stopped,
    stage = 'retired' or (stage = 'unknown' and retired_on is not null) as is_retired,
    furthest >= 1 as ever_started,
    -- retired without a date or a list that shows it in production: whether it ever was is not known
    case when furthest >= 4 then true when stage <> 'retired' and furthest is not null then false end
        as ever_production,
from known
left join facts.rates as rates
    on known.currency = rates.currency
    and rates.period_start = date_trunc('month', known.reporting_on)
    and rates.period_end = last_day(known.reporting_on)
