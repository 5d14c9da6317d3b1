-- The gates as data: what opens each level, the setting that holds its threshold, and what it needs to be judged.
-- Counts scale with the unit's size; `is_rate` are shares of cases, with an interval.
select
    level,
    position,
    gate,
    title,
    unit,
    setting(threshold) as threshold,
    is_scaled,
    is_rate,
    needs,
from (
    values
    (1, 1, 'active_users', 'Somebody uses it', 'count', null, false, false, 'active users'),
    (2, 1, 'seat_utilisation', 'Seats in use', 'percent', 'gate_seat_utilisation', false, false, 'seats and active users'),
    (2, 2, 'workflows_redesigned', 'Workflows redesigned', 'count', 'gate_workflows_redesigned', true, false, 'redesigned workflows'),
    (2, 3, 'live_with_baseline', 'Live tools with a baseline', 'count', 'gate_live_with_baseline', true, false, 'evidence or baselines'),
    (2, 4, 'habitual_share', 'Habitual users, of the active', 'percent', 'gate_habitual_share', false, false, 'habitual users'),
    (2, 5, 'kpi_share', 'Pilots with a KPI', 'percent', 'gate_kpi_share', false, true, 'KPIs'),
    (3, 1, 'internal_live', 'Live tools built inside', 'count', 'gate_internal_live', true, false, 'who built each live tool'),
    (3, 2, 'internally_maintained', 'Live tools kept inside', 'percent', 'gate_internally_maintained', false, true, 'who maintains each live tool'),
    (3, 3, 'builders', 'Builders with protected time', 'count', 'gate_builders', true, false, 'builders'),
    (3, 4, 'survival_90', 'Tools alive after 90 days', 'percent', 'gate_survival_90', false, true, 'tools followed for 90 days'),
    (3, 5, 'transfer', 'Training that led to building', 'percent', 'gate_transfer', false, true, 'training'),
    (3, 6, 'verified_roi', 'Verified return on cost', 'multiple', 'gate_verified_roi', false, false, 'spend and benefits')
) as rules (level, position, gate, title, unit, threshold, is_scaled, is_rate, needs)
