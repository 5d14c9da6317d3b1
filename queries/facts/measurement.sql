-- How well an initiative that has started is measured, and what its KPI says. With a control group the effect is the
-- difference in differences; without one, what changed is an association. `improvement` is a share of the baseline,
-- above nought where it got better.
with measured as (
    select
        initiatives.initiative_key,
        initiatives.business_unit,
        nullif(trim(initiatives.kpi), '') as kpi,
        initiatives.kpi_better,
        initiatives.kpi_baseline,
        initiatives.kpi_baseline_on,
        initiatives.kpi_target,
        initiatives.kpi_current,
        initiatives.kpi_current_on,
        initiatives.control_baseline,
        initiatives.control_current,
        nullif(trim(initiatives.kpi), '') is not null as has_kpi,
        coalesce(
            initiatives.kpi_baseline is not null and initiatives.kpi_baseline_on < initiatives.started_on, false
        ) as has_baseline,
        initiatives.kpi_target is not null as has_target,
        nullif(trim(initiatives.kpi), '') is not null
        and initiatives.kpi_current is not null
        and initiatives.kpi_current_on is not null as is_tracked,
        coalesce(initiatives.control_group, false)
        or (initiatives.control_baseline is not null and initiatives.control_current is not null) as has_control,
        coalesce(money.evidenced > 0, false) as has_evidenced,
        initiatives.kpi_current - initiatives.kpi_baseline as change,
        initiatives.control_current - initiatives.control_baseline as control_change,
        case initiatives.kpi_better when 'higher' then 1 when 'lower' then -1 end
        / nullif(abs(initiatives.kpi_baseline), 0) as scale,
    from facts.initiatives as initiatives
    left join facts.initiative_money as money using (initiative_key)
    where initiatives.ever_started
)

select
    * exclude (scale),
    change - coalesce(control_change, 0) as effect,
    case
        when change is null then null
        when control_change is null then 'association'
        else 'difference in differences'
    end as method,
    scale * change as improvement,
    scale * effect as effect_share,
    scale * (kpi_target - kpi_baseline) as target_share,
    scale * control_change as control_share,
    is_tracked and effect_share is not null as is_comparable,
from measured
