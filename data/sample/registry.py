"""What is live: the registry of tools in production, a row a quarter, or a month where the unit counts by month."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from data.reading.table import Cell
from data.sample.money import local
from data.sample.quarters import Points, Quarter, along, held, noisy, quarter_of
from data.sample.stories import Live, Unit
from data.workbooks.example import Row


@dataclass(frozen=True)
class _Tool:
    """A live tool: what it is called, whose initiative it was, when it went live and was retired."""

    id: str
    name: str
    initiative: str | None
    built_by: str | None
    vendor: str | None
    live_on: dt.date
    retired: dt.date | None
    live: Live


def deployments(unit: Unit, quarter: Quarter) -> list[Row]:
    """The unit's live tools in a quarter; a retired tool has one last row and then none."""
    return [row for tool in _tools(unit) for row in _rows(unit, tool, quarter)]


def _tools(unit: Unit) -> Iterator[_Tool]:
    for entry in unit.initiatives:
        if entry.live:
            dates = entry.dates
            yield _Tool(
                f"{entry.id}-D1",
                entry.name,
                entry.id,
                entry.built_by,
                entry.vendor,
                dates["production"],
                dates.get("retired"),
                entry.live,
            )
    for tool in unit.tools:
        yield _Tool(tool.id, tool.name, None, tool.built_by, tool.vendor, tool.live_on, None, tool.live)


def _rows(unit: Unit, tool: _Tool, quarter: Quarter) -> Iterator[Row]:
    if tool.live_on > quarter.end or (tool.retired and tool.retired < quarter.start):
        return
    if not unit.monthly:
        yield _row(unit, tool, quarter, quarter.label, 1.0)
        return
    months = [
        month
        for month in quarter.months()
        if (month.year, month.month) >= (tool.live_on.year, tool.live_on.month)
        and not (tool.retired and month > tool.retired)
    ]
    for at, month in enumerate(months):
        last = tool.retired is not None and (month.year, month.month) == (tool.retired.year, tool.retired.month)
        yield _row(unit, tool, quarter, f"{month:%Y-%m}", 1 / len(months), first=at == 0, retired=last)


def _row(
    unit: Unit,
    tool: _Tool,
    quarter: Quarter,
    period: str,
    share: float,
    *,
    first: bool = True,
    retired: bool | None = None,
) -> Row:
    """One row: `share` is the part of the quarter's money and hours the row stands for."""
    live = tool.live
    if retired is None:
        retired = tool.retired is not None and tool.retired <= quarter.end
    users = along(live.users, quarter.label) or 0.0
    evidence = held(live.evidence, quarter.label) or None
    confirmed = evidence == "finance_confirmed" and live.line
    maintained = held(live.maintained, quarter.label)
    return {
        "period": period,
        "deployment_id": tool.id,
        "name": tool.name,
        "business_unit": unit.name,
        "initiative_id": tool.initiative,
        "tool": live.tool,
        "function": unit.function,
        "went_live_on": tool.live_on,
        "status": "retired" if retired else held(live.status, quarter.label) or "live",
        "built_by": tool.built_by,
        "built_by_team": live.team,
        "maintained_by": maintained,
        "maintainer": {"internal": live.team or f"{unit.name} analysts", "vendor": tool.vendor}.get(maintained or ""),
        "intended_users": float(live.intended),
        "active_users": 0.0 if retired else float(round(noisy(users, 0.03, tool.id, period))),
        "benefit_amount": _money(unit, tool, live.benefit, quarter, period, share),
        "benefit_kind": live.kind,
        "benefit_evidence": evidence,
        "evidence_ref": f"FIN-{tool.id}-{period}" if confirmed else None,
        "confirmed_by": unit.finance_partner if confirmed else None,
        "confirmed_on": _last_day(period, quarter) if confirmed else None,
        "budget_line": live.line or None,
        "hours_saved": _quantity(tool, live.hours, quarter, period, share),
        "outputs": _quantity(tool, live.outputs, quarter, period, share),
        "run_cost": local(unit, quarter, live.run_cost * 1000 * share) if live.run_cost else None,
        "currency": None if unit.currency == "USD" else unit.currency,
        "incidents": float(live.incidents.get(quarter.label, 0) if first else 0),
        "security_incidents": float(live.security.get(quarter.label, 0) if first else 0),
        "benefit_group": live.group,
        **_minutes(tool, quarter),
    }


def _money(unit: Unit, tool: _Tool, points: Points, quarter: Quarter, period: str, share: float) -> Cell:
    amount = along(points, quarter.label)
    if amount is None:
        return None
    return local(unit, quarter, noisy(amount * 1000 * share, 0.05, tool.id, "benefit", period))


def _quantity(tool: _Tool, points: Points, quarter: Quarter, period: str, share: float) -> Cell:
    amount = along(points, quarter.label)
    return None if amount is None else float(round(noisy(amount * share, 0.05, tool.id, "quantity", period)))


def _minutes(tool: _Tool, quarter: Quarter) -> Row:
    """Minutes per output: what they were, and what they are, reached by the third quarter live."""
    if tool.live.minutes is None:
        return {}
    before, after = tool.live.minutes
    since = int(quarter.label[:4]) * 4 + int(quarter.label[-1])
    went_live = quarter_of(tool.live_on)
    since -= int(went_live[:4]) * 4 + int(went_live[-1])
    share = min(1.0, (since + 1) / 3)
    return {"minutes_before": float(before), "minutes_after": round(before + share * (after - before), 1)}


def _last_day(period: str, quarter: Quarter) -> dt.date:
    if "Q" in period:
        return quarter.end
    first = dt.date.fromisoformat(f"{period}-01")
    return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
