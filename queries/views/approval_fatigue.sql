/*
title = "Approvals after earlier stops"
question = "Do units tire of approving after others were stopped?"
page = "funnel"
formula = "approved for production / decided (approved, or stopped on the way), by how many of the unit's initiatives had been stopped before that decision; with 95 % Wilson interval"
n = "decided"
needs = ["pilots.started_on", "pilots.stage"]
rows = "approval_rows"
note = "An association: later decisions have more stops before them, and differ in more than that."
*/
with groups as (
    select unnest(['0', '1–2', '3 or more']) as stops_before
),

shown as (
    select *
    from facts.approvals
    where in_units(business_unit)
)

select
    groups.stops_before,
    count(shown.initiative_key) as decided,
    count(*) filter (where shown.is_approved) as approved,
    approved / nullif(decided, 0) as share,
    wilson_low(approved, decided) as low,
    wilson_high(approved, decided) as high,
    case when decided = 0 then 'insufficient' when decided < setting('minimum_n') then 'few' else 'ok' end as state,
from groups
left join shown using (stops_before)
group by groups.stops_before
order by groups.stops_before
