-- What was planned for each initiative that has started, beside what it has cost and brought so far. A yearly benefit is
-- due by the months a tool has been live: whole months, and the days of the last one as a part of it. Months that no
-- deployments sheet of the unit reports yet are not due, nor any where it names no initiative at all; below plan is judged
-- from the first whole month on, beyond materiality. A plan is a claim: it is set against all that is claimed, at 100 %.
with reported as (
    select
        value_unit as business_unit,
        max(period_end) as reported_until,
    from facts.benefits
    where dataset = 'deployments' and initiative_key is not null
    group by value_unit
),

lived as (
    select
        initiatives.initiative_key,
        initiatives.business_unit,
        initiatives.started_on,
        initiatives.start_quarter,
        initiatives.planned_cost,
        initiatives.planned_benefit,
        initiatives.production_on,
        reported.reported_until,
        least(
            initiatives.retired_on,
            initiatives.stopped_on,
            case when initiatives.is_vanished then initiatives.last_listed_on end,
            reported.reported_until
        ) + 1 as live_before,
        datesub('month', initiatives.production_on, live_before) as whole_months,
    from facts.initiatives as initiatives
    left join reported using (business_unit)
    where initiatives.ever_started and initiatives.started_on is not null
),

timed as (
    select
        *,
        case
            when production_on is null then 0
            when reported_until is null then null
            when live_before <= production_on then 0
            else
                whole_months
                + datediff('day', production_on + to_months(cast(whole_months as integer)), live_before)
                / datediff(
                    'day',
                    production_on + to_months(cast(whole_months as integer)),
                    production_on + to_months(cast(whole_months + 1 as integer))
                )
        end as months_live,
    from lived
)

select
    timed.initiative_key,
    timed.business_unit,
    timed.started_on,
    timed.start_quarter,
    timed.planned_cost,
    case when timed.planned_cost > 0 then money.cost end as cost,
    timed.planned_benefit,
    timed.months_live,
    case when timed.planned_benefit > 0 then timed.planned_benefit * timed.months_live / 12 end as due,
    case when timed.planned_benefit > 0 and timed.months_live > 0 then coalesce(money.claimed, 0) end as realised,
    coalesce(timed.planned_benefit > 0 and timed.months_live >= 1, false) as is_judged,
    case
        when timed.planned_benefit > 0 and timed.months_live >= 1 then realised < due * (1 - setting('materiality'))
    end as is_below_plan,
    money.claimed_finance_confirmed,
    money.claimed_controlled,
    money.claimed_baseline,
    money.claimed_modelled,
    money.claimed_self_reported,
    money.claimed_from_hours,
    case when timed.planned_cost > 0 then money.cost > timed.planned_cost end as is_over_cost,
from timed
left join facts.initiative_money as money using (initiative_key)
