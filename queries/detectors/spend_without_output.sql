/*
title = "Spend without output"
short = "Spend, no output"
question = "Where do we pay for access that changes nothing?"
formula = "seats used, of seats paid, in the tool's last quarter < 35 %, or no redesigned workflow and a renewal within 6 months; not in a tool's first 90 days. Exposed: the access spend on the tool in the quarters that were so"
unit = "money"
good = "down"
group = "failure_mode"
order = 1
subjects = "tools in units"
page = "spend"
needs = ["adoption.seats", "adoption.active_users"]
benchmarks = ["licence_adoption"]
remedy = "Give back the seats nobody uses before the renewal, and redesign one workflow around the rest."
next_step = "Ask the contract's owner for the seats to keep and the workflow they are for."
source = "The AI Build Gap: AI Spend Without AI Output"
*/
with used as (
    select
        *,
        lower(trim(tool)) as tool_key,
        case when active_users is not null then least(active_users, seats) end as used_seats,
        used_seats / seats < setting('low_utilisation') as is_little_used,
        workflows_redesigned = 0 as changed_nothing,
        renewal_on >= cast(getvariable('until') as date)
        and renewal_on <= months_after(cast(getvariable('until') as date), setting('renewal_months'))
            as renews_soon,
    from facts.adoption
    where seats > 0
),

quarters as (
    select distinct
        business_unit,
        tool_key,
        quarter_start,
    from used
    where not in_grace and (is_little_used or changed_nothing)
),

exposed as (
    select
        business_unit,
        tool_key,
        sum(spent) as exposed,
        flatten(list(spend_rows order by quarter_start)) as spend_rows,
    from quarters
    inner join facts.tool_spend using (business_unit, tool_key, quarter_start)
    group by business_unit, tool_key
),

judged as (
    select
        used.*,
        use.is_hidden,
        -- where few people stand behind a tool, only what it changed is judged
        case
            when used.in_grace then null
            when use.is_hidden then case when changed_nothing and renews_soon then true end
            else is_little_used or (changed_nothing and renews_soon)
        end as fires,
    from used
    inner join facts.tool_use as use using (business_unit, tool_key, quarter_start)
    where used.is_latest
)

select
    judged.business_unit,
    'tool' as subject_kind,
    judged.tool as subject_id,
    judged.tool as subject_name,
    severity(judged.fires, exposed.exposed, unit_spend.spent) as severity,
    case when judged.fires then exposed.exposed end as exposed,
    case
        when judged.in_grace then 'In its first ' || setting_text('grace_days') || ' days; not judged yet'
        when judged.is_hidden and judged.fires is null then 'Hidden: too few people, or too easily worked out'
        when judged.active_users is null and not judged.is_hidden then 'Not known: active users'
        when judged.fires is null and judged.changed_nothing is null then 'Not known: redesigned workflows'
        when judged.fires is null then 'No workflow redesigned; not known: when the contract renews'
        else
            case
                when judged.is_hidden then 'Seats used are hidden: too few people, or too easily worked out'
                else counted(judged.used_seats, judged.seats) || ' seats used'
            end
            || case judged.workflows_redesigned
                when 0 then ', no workflow redesigned'
                when 1 then ', 1 workflow redesigned'
                else coalesce(', ' || judged.workflows_redesigned || ' workflows redesigned', '')
            end
            || case when judged.renews_soon then ', renews on ' || day_text(judged.renewal_on) else '' end
    end as evidence,
    case when judged.fires then exposed.spend_rows end as spend_rows,
from judged
left join exposed using (business_unit, tool_key)
left join facts.unit_spend as unit_spend using (business_unit)
where in_units(judged.business_unit)
