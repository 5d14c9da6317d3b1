-- What each unit that pays spent, planned and expected in a quarter, and what of it differs from its budget: on its own
-- budget, or unbudgeted where only others have one. A quarter in which nobody has a budget is not judged; a budget of
-- which no actual is known is not reported, and nothing was saved of it.
with by_quarter as (
    select
        business_unit,
        period,
        quarter_start,
        quarter_end,
        sum(amount) filter (where basis = 'actual') as actual,
        sum(amount) filter (where basis = 'budget') as budget,
        sum(amount) filter (where basis = 'forecast') as forecast,
        -- a budget in a currency without a rate is a budget still: what it allows is not known
        count(amount_written) filter (where basis = 'budget') > 0 as has_budget,
        count(amount) as sheet_rows,
    from facts.spend
    where basis <> 'committed'  -- a part of what is expected, never added to it
    group by all
)

select
    *,
    quarter_start > getvariable('until') as is_ahead,
    bool_or(has_budget) over (partition by quarter_start) as is_judged,
    actual is not null and budget is not null as has_both,
    has_budget and actual is null and not is_ahead as is_not_reported,
    case when has_both then actual - budget end as on_budget,
    case when is_judged and not has_budget then actual end as unbudgeted,
    coalesce(on_budget, unbudgeted) as variance,
from by_quarter
