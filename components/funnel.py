"""How the way to production is told: how many get there, what stands still, and what the lists cannot say."""

from components import words
from queries import Answer, Listing

FIGURES = (
    ("production_within_a_year", "In production within a year"),
    ("production_within_180_days", "Within 180 days"),
    ("abandoned_after_poc_rate", "Abandoned after proof"),
    ("stalled_share", "Stalled, of those on the way"),
    ("active_use_cases", "Active use cases"),
)
"""What lists that follow each other answer: metric and label."""
STOCK_FIGURES = (
    ("live_share", "In production now"),
    ("active_use_cases", "Active use cases"),
    ("stalled_share", "Stalled, of those on the way"),
)
"""What one list can answer."""
STALLED = {
    "name": "Initiative", "business_unit": "Unit", "stage": "Stage", "days_in_stage": "Days in stage",
    "limit_days": "Limit", "owner": "Owner", "barriers": "Barriers", "money_held_up": "Spent so far",
}  # fmt: skip
"""The columns of the stalled list and what they are called."""
LEFT_OUT = {
    "no start date": "without a start date",
    "in production since an unknown day": "in production since an unknown day",
    "retired, and whether it was ever in production is not known": "retired without a word on production",
    "stopped on an unknown day": "stopped on an unknown day",
    "ended before it started": "ended before they started",
    "ended before the first list": "ended before their unit's first list",
}
"""Why an initiative's days cannot be counted, after its number."""


def headline(within_a_year: Answer, stalled: Answer, stock: Listing) -> str:
    """How many reach production and how many stand still, in one clause; or the stock, where that is all there is."""
    if stock.missing or stock.frame.empty:
        return "No initiative is on any list, so nothing can be said of the way to production"
    row, still = within_a_year.last, stalled.last
    stuck = (
        f"; {words.of(still.numerator, still.denominator)} on the way {words.agreeing(still.numerator, 'has', 'have')} stalled"
        if still and still.n
        else ""
    )
    if row and row.state == "ok":
        counts = words.of(row.numerator, row.denominator)
        return f"{counts} pilots ({words.percent(row.value)}) {words.agreeing(row.numerator, 'was', 'were')} in production within a year{stuck}"
    if row and row.state == "few":
        return f"{words.of(row.numerator, row.denominator)} pilots {words.agreeing(row.numerator, 'was', 'were')} in production within a year, {words.TOO_FEW}{stuck}"
    counts = stock.frame.groupby("stage")["initiatives"].sum()
    live = counts.get("production", 0) + counts.get("scaled", 0)
    return f"{words.of(live, counts.sum())} initiatives {words.agreeing(live, 'is', 'are')} in production; how many pilots get there cannot be said yet"


def is_followed(stages: Listing) -> bool:
    """Whether the lists say more than what stands at each stage today."""
    return not stages.missing and not stages.frame.empty and not bool(stages.frame["is_stock"].iloc[0])


def figures(stages: Listing) -> tuple[tuple[str, str], ...]:
    """The figures under the page's title: metric and label."""
    return FIGURES if is_followed(stages) else STOCK_FIGURES


def left_out(reasons: Listing) -> str:
    """Which started initiatives no rate counts, and why; empty where all are counted."""
    if reasons.missing or reasons.frame.empty:
        return ""
    found = dict(zip(reasons.frame["reason"], reasons.frame["initiatives"], strict=True))
    survivors = found.get("started before the first list", 0)
    parts = [f"{words.count(found[reason])} {text}" for reason, text in LEFT_OUT.items() if reason in found]
    if survivors:
        parts.insert(0, f"{words.count(survivors)} that started before their unit's first list, on which those "
                        "already stopped no longer stood")  # fmt: skip
    return f"Not in the rates: {words.joined(parts)}." if parts else ""


def cannot_say(stock: Listing) -> list[str]:
    """What one list without dates leaves open, and what would tell; nothing where there is no list."""
    if stock.missing or stock.frame.empty:
        return []
    counts = stock.frame.groupby("stage")["initiatives"].sum()
    pilots = sum(counts.get(stage, 0) for stage in ("pilot", "proven", "approved"))
    live = counts.get("production", 0) + counts.get("scaled", 0)
    return [
        f"There is one list. {words.count(pilots)} on the way and {words.count(live)} in production is a stock, not a "
        "conversion rate: what was stopped before the list was made is not on it.",
        "A second list, a quarter later, starts the clock: from then on each change of stage is dated, and what "
        "vanishes is counted. Keep on it what was stopped, with start, production and stop dates where they are known.",
    ]
