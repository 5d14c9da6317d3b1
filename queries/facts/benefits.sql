-- One benefit in a period, from a live tool or from the hours a tool saved in a unit, in the reporting currency.
-- Of a benefit group only the claim with the strongest evidence counts (tie: the smaller). The negative counts whole, at
-- every tier. Documented is what of the evidenced shows its papers: finance's confirmation, a control group with both its
-- values, a baseline from before go-live, minutes before and after, or where the evidence is kept.
with deployed as materialized (
    select
        'deployments' as dataset,
        row_key,
        part_id,
        version,
        sheet,
        source_row,
        business_unit,
        initiative_id,
        deployment_id,
        tool,
        function,
        period,
        quarter_start,
        quarter_end,
        period_start,
        period_end,
        benefit_kind,
        benefit_amount,
        hours_saved,
        case
            when
                evidence = 'finance_confirmed'
                and (
                    nullif(trim(confirmed_by), '') is null
                    or confirmed_on is null
                    or nullif(trim(budget_line), '') is null
                )
                then 'baseline'
            else evidence
        end as evidence,
        evidence as evidence_written,
        nullif(lower(trim(benefit_group)), '') as benefit_group,
        run_cost,
        currency,
        went_live_on,
        minutes_before is not null and minutes_after is not null as has_minutes,
        nullif(trim(evidence_ref), '') is not null as has_reference,
    from staging.deployments
),

saved as (
    select
        'adoption' as dataset,
        adoption.row_key,
        adoption.part_id,
        adoption.version,
        adoption.sheet,
        adoption.source_row,
        adoption.business_unit,
        null as initiative_id,
        null as deployment_id,
        adoption.tool,
        null as function,
        adoption.period,
        adoption.quarter_start,
        adoption.quarter_end,
        adoption.period_start,
        adoption.period_end,
        'productivity' as benefit_kind,
        null as benefit_amount,
        adoption.hours_saved,
        'self_reported' as evidence,
        'self_reported' as evidence_written,
        null as benefit_group,
        null as run_cost,
        null as currency,
    from staging.adoption as adoption
    anti join (
        select business_unit, lower(trim(tool)) as tool, quarter_start
        from deployed
        where benefit_amount is not null or hours_saved is not null
    ) as claimed
        on adoption.business_unit = claimed.business_unit
        and lower(trim(adoption.tool)) = claimed.tool
        and adoption.quarter_start = claimed.quarter_start
    where adoption.hours_saved is not null
),

written as (
    select
        *,
        upper(trim(coalesce(currency, setting_text('reporting_currency')))) as currency_code,
    from (select * from deployed union all by name select * from saved)
),

valued as (
    select
        written.*,
        case
            when written.currency_code = setting_text('reporting_currency') then 1
            else rates.per_reporting_unit
        end as rate,
        case
            when written.benefit_kind = 'qualitative' then null
            when written.benefit_amount is not null then written.benefit_amount / rate
            else written.hours_saved * hour_rate(written.function) * setting('realisation')
        end as amount,
        case written.evidence
            when 'finance_confirmed' then 5
            when 'controlled' then 4
            when 'baseline' then 3
            when 'modelled' then 2
            else 1
        end as strength,
        if(written.evidence = 'finance_confirmed', 1, setting('factor_' || written.evidence)) as factor,
        coalesce(ids.keys[written.business_unit], ids.only_key) as initiative_key,
        coalesce(ids.owners[written.business_unit], ids.only_unit, written.business_unit) as value_unit,
    from written
    left join facts.rates as rates
        on written.currency_code = rates.currency
        and written.period_start = rates.period_start
        and written.period_end = rates.period_end
    left join facts.initiative_ids as ids on lower(trim(written.initiative_id)) = ids.written_id
),

-- Claims of one group are compared period by period; where months meet quarters, quarter by quarter.
slotted as (
    select
        *,
        case
            when benefit_group is null then null
            when
                min(period_end - period_start) over (partition by benefit_group, quarter_start) + 10
                < max(period_end - period_start) over (partition by benefit_group, quarter_start)
                then quarter_start
            else period_start
        end as slot,
    from valued
),

claims as (
    select
        benefit_group,
        slot,
        business_unit,
        deployment_id,
        benefit_kind,
        row_number() over (
            partition by benefit_group, slot
            order by max(strength) desc, sum(amount), business_unit, deployment_id, benefit_kind
        ) = 1 as is_strongest,
    from slotted
    where benefit_group is not null and amount is not null
    group by benefit_group, slot, business_unit, deployment_id, benefit_kind
),

judged as (
    select
        slotted.*,
        slotted.amount is not null and coalesce(claims.is_strongest, true) as is_counted,
        case
            when slotted.evidence = 'finance_confirmed' or slotted.has_reference then true
            when slotted.evidence = 'controlled'
                then
                    initiatives.control_group
                    and initiatives.control_baseline is not null
                    and initiatives.control_current is not null
            when slotted.evidence = 'baseline'
                then
                    slotted.has_minutes
                    or (
                        initiatives.kpi_baseline is not null
                        and initiatives.kpi_baseline_on < coalesce(slotted.went_live_on, initiatives.production_on)
                    )
        end as has_papers,
    from slotted
    left join claims
        on slotted.benefit_group = claims.benefit_group
        and slotted.slot = claims.slot
        and slotted.business_unit = claims.business_unit
        and slotted.deployment_id = claims.deployment_id
        and slotted.benefit_kind is not distinct from claims.benefit_kind
    left join facts.initiatives as initiatives on slotted.initiative_key = initiatives.initiative_key
),

tiered as (
    select
        *,
        case when is_counted then amount end as claimed,
        case when is_counted then if(amount < 0, amount, amount * factor) end as risk_adjusted,
        case when amount < 0 or strength >= 3 then risk_adjusted end as evidenced,
        case when amount < 0 or has_papers then evidenced end as documented,
        case when amount < 0 or strength = 5 then evidenced end as confirmed,
    from judged
)

select
    dataset,
    row_key,
    part_id,
    version,
    sheet,
    source_row,
    business_unit,
    value_unit,
    initiative_key,
    deployment_id,
    tool,
    period,
    quarter_start,
    quarter_end,
    period_start,
    period_end,
    benefit_kind,
    evidence,
    evidence_written,
    benefit_group,
    is_counted,
    coalesce(benefit_kind in ('cash_releasing', 'revenue'), false) as is_cash,
    amount as stated,
    benefit_amount as amount_written,
    hours_saved,
    currency_code as currency,
    claimed,
    risk_adjusted,
    evidenced,
    documented,
    confirmed,
    -- a tool has a row for each kind of benefit: what it costs to run, said on several of them, is one cost
    case
        when row_number() over (
            partition by dataset, business_unit, deployment_id, period_start, period_end, run_cost, currency_code
            order by initiative_key is null, row_key
        ) = 1 then run_cost / rate
    end as run_cost,
from tiered
