"""How the return is told: what it cost, what came back, and whose judgement that rests on."""

from components import words
from components.page import Figure, Page

COLUMNS = {
    "business_unit": "Unit", "name": "Initiative", "stage": "Stage", "started_on": "Started",
    "production_on": "In production", "cost": "Direct cost", "claimed": "Claimed", "risk_adjusted": "Risk-adjusted",
    "verified": "Verified", "is_paid_back": "Paid back",
}  # fmt: skip
"""The table of initiatives: column and its name."""


def figures(page: Page) -> list[Figure]:
    """What it cost, what came back, what is lost: five figures."""
    tiers = page.ask("value_tiers").frame
    last = tiers.iloc[-1] if len(tiers) else None
    low, high = page.row("roi_verified"), page.row("roi_claimed")
    between = words.interval(low.value, high.value) if low and high else ""
    return [
        page.figure("cost", "Spent so far", _lately(page)),
        page.figure("roi_risk_adjusted", "Return, risk-adjusted", f"{between} verified to claimed" if between else ""),
        page.figure(
            "soft_share_of_value",
            "Soft share of the value",
            f"the rest is cash, {words.money(last['cash'])}" if last is not None else "",
        ),
        page.figure("stranded_share", "Stranded", page.counts("stranded_share", "money")),
        page.figure("seat_utilisation", "Seats in use", page.counts("seat_utilisation")),
    ]


def reading(page: Page) -> str:
    """What the return rests on: whose judgement the weights are, what breaking even takes, people's time."""
    says = ["Risk-adjusted weighs each benefit by its evidence; the weights are our judgement, kept as settings."]
    even = page.row("break_even_factor")
    if even and even.value is not None:
        says.append(
            f"Breaking even would take {words.multiple(even.value)} all that is claimed."
            if even.value > 1
            else f"To break even, {words.percent(even.value)} of what is claimed would have to be true."
        )
    time, counted = page.row("opportunity_cost"), page.row("roi_with_time")
    if time and counted and time.value and counted.value is not None:
        worth, result = words.money(time.value), words.percent(counted.value)
        says.append(f"Counting {worth} of people's time in training as cost, the return is {result}.")
    return " ".join(says)


def _lately(page: Page) -> str:
    rows = page.ask("spend").rows
    month = page.book.scope.settings.get("fiscal_start_month", "1")
    return f"in {words.quarter(rows[-1].period, month)}: {words.money(rows[-1].value)}" if rows else ""
