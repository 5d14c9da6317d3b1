/*
title = "Governance without builders"
short = "Governance only"
question = "Where is AI owned at the top and built by nobody?"
formula = "a unit has AI leaders or governance spend, no builders, and nothing of it went into production in the last two quarters. Exposed: its spend on governance, access controls and leadership"
unit = "money"
good = "down"
group = "failure_mode"
order = 5
subjects = "units"
page = "builders"
needs = ["people.ai_builders", "pilots.stage | deployments.status"]
benchmarks = ["builders_per_function"]
remedy = "Three to five people who build, with protected time and permission to deploy."
next_step = "Name the first builder and the first workflow; move the next leader's budget to them."
source = "The AI Build Gap: The Chief AI Officer Who Can't Build Anything"
*/
with staffed as (
    select
        business_unit,
        sum(leaders) as leaders,
        sum(builders) as builders,
        bool_or(is_unit_hidden) as is_hidden,
    from facts.people
    where is_latest
    group by business_unit
),

governed as (
    select
        value_unit as business_unit,
        sum(amount) as exposed,
        list(row_key order by row_key) as spend_rows,
    from facts.spend
    where basis = 'actual' and purpose = 'governance'
    group by value_unit
),

shipped as (
    select
        business_unit,
        max(shipped_on) as last_shipped_on,
    from (
        select business_unit, production_on as shipped_on from facts.initiatives
        union all
        select business_unit, went_live_on as shipped_on from facts.deployments
    )
    group by business_unit
),

judged as (
    select
        staffed.*,
        governed.exposed,
        governed.spend_rows,
        shipped.last_shipped_on,
        case
            when shipped.business_unit is not null
                then coalesce(
                    shipped.last_shipped_on
                    > months_before(cast(getvariable('until') as date), 3 * setting('idle_quarters')),
                    false
                )
        end as has_shipped,
        not staffed.is_hidden as may_be_shown,
        case
            when may_be_shown
                then (staffed.leaders > 0 or coalesce(governed.exposed, 0) > 0) and staffed.builders = 0 and not has_shipped
        end as fires,
    from staffed
    left join governed using (business_unit)
    left join shipped using (business_unit)
)

select
    judged.business_unit,
    'unit' as subject_kind,
    judged.business_unit as subject_id,
    judged.business_unit as subject_name,
    severity(judged.fires, judged.exposed, unit_spend.spent) as severity,
    case when judged.fires then judged.exposed end as exposed,
    case
        when not judged.may_be_shown then 'Hidden: too few people'
        else
            coalesce(judged.leaders || case judged.leaders when 1 then ' leader, ' else ' leaders, ' end, '')
            || case
                when judged.builders is null then 'not known: builders'
                when judged.builders = 1 then '1 builder'
                else judged.builders || ' builders'
            end
            || case
                when judged.last_shipped_on is not null
                    then '; last went into production on ' || day_text(judged.last_shipped_on)
                when judged.has_shipped is null then '; not known: what went into production'
                else '; nothing ever went into production'
            end
    end as evidence,
    case when judged.fires then judged.spend_rows end as spend_rows,
from judged
left join facts.unit_spend as unit_spend using (business_unit)
where in_units(judged.business_unit)
