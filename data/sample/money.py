"""What was spent, planned and expected: the spend sheet of a quarter, and the rates it needs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from data.reading.table import Cell
from data.sample.quarters import NEXT, QUARTERS, Points, Quarter, along, held, noisy, quarter_of
from data.sample.stories import Bought, Initiative, Recurring, Unit, units
from data.workbooks.example import Row

RATES: dict[str, Points] = {
    "EUR": {"2023-Q4": 0.93, "2024-Q3": 0.91, "2025-Q1": 0.95, "2025-Q3": 0.86, "2026-Q3": 0.88},
    "GBP": {"2023-Q4": 0.80, "2024-Q4": 0.78, "2025-Q2": 0.75, "2026-Q3": 0.76},
}
"""Units of each currency for one dollar."""

_GROUPS = {
    "licences": "licences",
    "model_usage": "licences",
    "consulting": "consulting",
    "training": "training",
    "governance": "governance",
    "leadership": "governance",
    "access_controls": "governance",
    "data": "data",
}
_UNDERESTIMATED = {"consulting": 0.6, "data": 0.42}
"""Budgets are set for fewer headings than money is booked under; the rest is budgeted as build_team."""


def spend(unit: Unit, quarter: Quarter) -> list[Row]:
    """The unit's spend rows of a quarter: what was spent, then what had been budgeted for it."""
    actual = list(_actual(unit, quarter))
    return [*actual, *_budget(unit, quarter, actual)]


def forecast() -> list[Row]:
    """What each unit expects to spend in the quarter after the last."""
    rows: list[Row] = []
    for unit in units():
        last = sum(_amount(row) for row in _actual(unit, QUARTERS[-1]))
        row = {**_row(unit, NEXT, "other", 0), "amount": float(round(last * 1.04, -3))}
        rows.append({**row, "basis": "forecast", "note": "Expected next quarter"})
    return rows


def rates(until: Quarter) -> list[Row]:
    """Every rate up to a quarter: the sheet is handed in whole each time. The last has a planning rate for the next."""
    known = [quarter for quarter in QUARTERS if quarter.end <= until.end]
    return [
        {
            "currency": currency,
            "period": quarter.label,
            "per_reporting_unit": round(along(points, quarter.label) or 1, 4),
        }
        for quarter in (*known, *((NEXT,) if until == QUARTERS[-1] else ()))
        for currency, points in RATES.items()
    ]


def local(unit: Unit, quarter: Quarter, dollars: float) -> float:
    """An amount in the currency the unit's sheet is kept in, to the unit of currency."""
    rate = along(RATES[unit.currency], quarter.label) if unit.currency in RATES else 1.0
    return float(round(dollars * (rate or 1.0)))


def _actual(unit: Unit, quarter: Quarter) -> Iterator[Row]:
    for entry in unit.seats:
        seats = held(entry.seats, quarter.label)
        if seats:
            yield {
                **_row(unit, quarter, "licences", seats * entry.price / 4),
                "tool": entry.tool,
                "vendor": entry.vendor,
            }
    for cost in unit.recurring:
        amount = along(cost.amount, quarter.label)
        if amount is not None:
            amount = noisy(amount, 0.1, unit.name, cost.category, quarter.label)
            yield {**_row(unit, quarter, cost.category, amount * 1000), **_stated(cost)}
    for purchase in unit.bought:
        if purchase.quarter == quarter.label:
            yield {
                **_row(unit, quarter, purchase.category, purchase.amount * 1000),
                **_stated(purchase),
                "initiative_id": purchase.initiative,
                "delivered_on": purchase.delivered,
            }
    for initiative in unit.initiatives:
        for category, amount in linked(initiative, quarter).items():
            row = _row(unit, quarter, category, amount * 1000)
            by_vendor = category in ("vendor_build", "integration")
            yield {**row, "initiative_id": initiative.id, "vendor": initiative.vendor if by_vendor else None}


def linked(initiative: Initiative, quarter: Quarter) -> Mapping[str, float]:
    """What an initiative cost in a quarter, in thousands: its build spread from start to end, then its running."""
    dates = initiative.dates
    if "started" not in dates:
        return {}
    ends = [dates[name] for name in ("production", "stopped", "retired") if name in dates]
    first, last = quarter_of(dates["started"]), quarter_of(min(ends)) if ends else QUARTERS[-1].label
    if initiative.gone_after:
        last = initiative.gone_after
    known = [each.label for each in QUARTERS if first <= each.label <= last] or [QUARTERS[0].label]
    costs: dict[str, float] = {}
    for category, total in initiative.spend.items():
        if category == "run":
            alive = "production" in dates and known[-1] < quarter.label <= _retired(initiative)
            if alive:
                costs[category] = noisy(total, 0.12, initiative.id, category, quarter.label)
        elif quarter.label in known:
            weights = _weights(initiative, category, known)
            costs[category] = total * weights[quarter.label]
    return costs


def _weights(initiative: Initiative, category: str, known: list[str]) -> dict[str, float]:
    """How a cost falls over the quarters: data first, change last, the rest evenly; noisy, and summing to one."""
    lean = {"data": -1.0, "governance": -0.5, "change_management": 1.0, "coaching": 1.0, "integration": 0.5}
    slope = lean.get(category, 0.0)
    raw = defaultdict(float)
    for at, label in enumerate(known):
        place = at / (len(known) - 1) - 0.5 if len(known) > 1 else 0.0
        raw[label] = noisy(1 + slope * place, 0.12, initiative.id, category, label)
    return {label: weight / sum(raw.values()) for label, weight in raw.items()}


def _retired(initiative: Initiative) -> str:
    """The last quarter in which running it costs anything: its retirement, or when the last person left it."""
    if "retired" in initiative.dates:
        return quarter_of(initiative.dates["retired"])
    empty = [label for label, users in (initiative.live.users if initiative.live else {}).items() if users == 0]
    return min(empty, default=QUARTERS[-1].label)


def _budget(unit: Unit, quarter: Quarter, actual: list[Row]) -> Iterator[Row]:
    """Budgets were set before the quarter: near what came, but too low for advice and far too low for data."""
    totals: dict[str, float] = defaultdict(float)
    for row in actual:
        heading = _GROUPS.get(str(row["category"]), "build_team")
        totals[heading] += _amount(row)
    for heading, total in totals.items():
        planned = total * _UNDERESTIMATED.get(heading, 0.95)
        amount = float(round(noisy(planned, 0.12, "budget", unit.name, heading, quarter.label), -3))
        if amount > 0:
            yield {**_row(unit, quarter, heading, amount), "amount": amount, "basis": "budget"}


def _row(unit: Unit, quarter: Quarter, category: str, dollars: float) -> dict[str, Cell]:
    currency = None if unit.currency == "USD" else unit.currency
    amount = local(unit, quarter, dollars)
    return {
        "period": quarter.label,
        "business_unit": unit.name,
        "category": category,
        "amount": amount,
        "currency": currency,
    }


def _amount(row: Row) -> float:
    amount = row["amount"]
    assert isinstance(amount, float)
    return amount


def _stated(cost: Recurring | Bought) -> dict[str, str]:
    stated = {"vendor": cost.vendor, "tool": cost.tool, "note": cost.note}
    return {name: value for name, value in stated.items() if value is not None}
