-- The gates as data: which level each opens, its threshold, whether it grows with the unit's size (settings), what it needs
-- to be judged. A gate that opens no level is off. `is_rate` are shares of cases, with an interval; `is_above` gates open
-- beyond their threshold, the others at it; `one` and `many` name what is counted.
select
    cast(setting('level_of_' || gate) as integer) as level,
    position,
    gate,
    title,
    unit,
    setting('gate_' || gate) as threshold,
    coalesce(setting('scales_' || gate), 0) = 1 as is_scaled,
    is_rate,
    is_above,
    one,
    many,
    needs,
from (
    values
    (1, 'active_users', 'Somebody uses it', 'count', false, true, 'active user', 'active users', 'active users'),
    (2, 'seat_utilisation', 'Seats in use', 'percent', false, false, 'seat in use', 'seats in use', 'seats and active users'),
    (3, 'workflows_redesigned', 'Workflows redesigned', 'count', false, false, 'redesigned workflow', 'redesigned workflows', 'redesigned workflows'),
    (4, 'live_with_baseline', 'Live tools with a baseline', 'count', false, false, 'live tool with a baseline', 'live tools with a baseline', 'evidence or baselines'),
    (5, 'habitual_share', 'Habitual users, of the active', 'percent', false, false, 'habitual user', 'habitual users', 'habitual users'),
    (6, 'kpi_share', 'Pilots with a KPI', 'percent', true, false, 'pilot with a KPI', 'pilots with a KPI', 'KPIs'),
    (7, 'internal_live', 'Live tools built inside', 'count', false, false, 'live tool built inside', 'live tools built inside', 'who built each live tool'),
    (8, 'internally_maintained', 'Live tools kept inside', 'percent', true, false, 'live tool kept inside', 'live tools kept inside', 'who maintains each live tool'),
    (9, 'builders', 'Builders with protected time', 'count', false, false, 'builder', 'builders', 'builders'),
    (10, 'survival_90', 'Tools alive after 90 days', 'percent', true, false, 'tool alive after 90 days', 'tools alive after 90 days', 'tools followed for 90 days'),
    (11, 'transfer', 'Training that led to building', 'percent', true, false, 'trained person who builds', 'trained people who build', 'training'),
    (12, 'evidenced_roi', 'Evidenced return on cost', 'multiple', false, true, 'of evidenced value', 'of evidenced value', 'spend and benefits')
) as rules (position, gate, title, unit, is_rate, is_above, one, many, needs)
where setting('level_of_' || gate) > 0
