/*
title = "Leaders and builders"
question = "Where is AI led, and where is it built?"
page = "builders"
formula = "AI leaders, engineers and builders with protected time of each unit, in the last period it reports, and the tools built inside that went live in its last two quarters; units of few people hidden, with others so that they cannot be worked out"
needs = ["people.ai_builders | people.ai_leaders"]
rows = "people_rows"
*/
with staffed as (
    select
        business_unit,
        bool_or(is_unit_hidden) as is_hidden,
        cast(sum(leaders) as bigint) as leaders,
        cast(sum(engineers) as bigint) as engineers,
        cast(sum(builders) as bigint) as builders,
        count(*) as functions,
        count_if(permission_to_deploy) as may_deploy,
        count(permission_to_deploy) as say_whether,
    from facts.people
    where is_latest
    group by business_unit
),

shipped as (
    select
        business_unit,
        count_if(
            built_by in ('internal', 'hybrid')
            and went_live_on
            > months_before(cast(getvariable('until') as date), 3 * setting('idle_quarters'))
        ) as tools_built,
    from facts.deployments
    group by business_unit
)

select
    staffed.business_unit,
    staffed.is_hidden,
    case when not staffed.is_hidden then staffed.leaders end as leaders,
    case when not staffed.is_hidden then staffed.engineers end as engineers,
    case when not staffed.is_hidden then staffed.builders end as builders,
    staffed.functions,
    staffed.may_deploy,
    staffed.say_whether,
    shipped.tools_built,
from staffed
left join shipped using (business_unit)
where in_units(staffed.business_unit)
order by staffed.is_hidden, builders desc nulls last, leaders desc nulls last, staffed.business_unit
