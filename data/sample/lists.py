"""The lists handed in each quarter: every initiative as it stands on the last day, and every training cohort."""

import datetime as dt
from collections.abc import Iterator, Mapping

from data.reading.table import Cell
from data.sample.money import local
from data.sample.quarters import QUARTERS, Quarter, held, noisy
from data.sample.stories import Initiative, Unit
from data.schema import READINESS_FLAGS
from data.workbooks.example import Row

_DATES = ("idea", "started", "proven", "approved", "production", "scaled", "stopped", "retired", "handoff")
_GOVERNED = ("governance_reviewed", "audit_logged", "access_controlled")
_IN_FLIGHT = ("pilot", "proven", "approved", "production", "scaled")


def pilots(unit: Unit, quarter: Quarter) -> list[Row]:
    """The unit's list as of the quarter's end; nothing before its first list. What was stopped stays on the list."""
    if quarter.label < unit.first_list:
        return []
    return [
        _pilot(unit, initiative, quarter)
        for initiative in unit.initiatives
        if initiative.stage(quarter.end) and not (initiative.gone_after and quarter.label > initiative.gone_after)
    ]


def training(unit: Unit, quarter: Quarter) -> list[Row]:
    """The unit's cohorts as of the quarter's end."""
    return list(_cohorts(unit, quarter)) if quarter.label >= unit.first_list else []


def _pilot(unit: Unit, initiative: Initiative, quarter: Quarter) -> Row:
    stage = initiative.stage(quarter.end)
    on = {name: day for name, day in initiative.dates.items() if day <= quarter.end and _is_listed(initiative, name)}
    started = initiative.dates.get("started")
    troubled = initiative.barrier and started and (quarter.end - started).days >= 80
    planned = {f"planned_{name}": local(unit, QUARTERS[0], amount * 1000) for name, amount in initiative.plan.items()}
    return {
        "reporting_on": quarter.end,
        "initiative_id": initiative.id,
        "name": initiative.name,
        "business_unit": unit.name,
        "stage": stage,
        "function": unit.function,
        "workflow": initiative.workflow,
        "scope_kind": initiative.scope,
        "sponsor": initiative.sponsor,
        "owner": initiative.owner,
        "business_owner": initiative.business_owner,
        "built_by": initiative.built_by,
        "vendor": initiative.vendor,
        **{f"{name}_on": on.get(name) for name in _DATES},
        "paused": bool(initiative.paused_from) and quarter.label >= initiative.paused_from,
        "barrier": "; ".join(initiative.barrier) if troubled else None,
        **(_kpi(initiative, quarter) if stage != "idea" else {}),
        **(_flags(unit, initiative, quarter) if started and started <= quarter.end else {}),
        **planned,
        "currency": None if unit.currency == "USD" else unit.currency,
        "last_reviewed_on": _reviewed(unit, initiative, quarter),
    }


def _is_listed(initiative: Initiative, name: str) -> bool:
    """Whether the sheet gives this date: some give none, some none after the start."""
    return not initiative.undated or (initiative.undated == "stages" and name in ("idea", "started"))


def _kpi(initiative: Initiative, quarter: Quarter) -> Mapping[str, Cell]:
    """The KPI as it stood: it moves straight from its baseline at the start to today's value, or to where it stopped."""
    kpi = initiative.kpi
    if not kpi:
        return {}
    row: dict[str, Cell] = {"kpi": kpi["name"], "kpi_better": kpi.get("better")}
    if "baseline" in kpi and kpi["baseline_on"] <= quarter.end:
        share = _progress(initiative, quarter.end)
        row |= {
            "kpi_baseline": float(kpi["baseline"]),
            "kpi_baseline_on": kpi["baseline_on"],
            "kpi_target": float(kpi["target"]),
            "kpi_current": round(kpi["baseline"] + share * (kpi["current"] - kpi["baseline"]), 1),
            "kpi_current_on": quarter.end - dt.timedelta(days=9) if kpi.get("tracked") else None,
        }
        if "control" in kpi:
            before, now = kpi["control"]
            row |= {"control_baseline": float(before), "control_current": round(before + share * (now - before), 1)}
    row["control_group"] = "control" in kpi
    return row


def _progress(initiative: Initiative, day: dt.date) -> float:
    """How much of its improvement it had reached: all of it a year after production, or when it stopped."""
    start = initiative.dates["started"]
    settled = initiative.dates.get("production", start + dt.timedelta(days=200)) + dt.timedelta(days=270)
    end = min(filter(None, (settled, initiative.dates.get("stopped"), QUARTERS[-1].end)))
    return min(1.0, max(0.0, (day - start).days / max(1, (end - start).days)))


def _flags(unit: Unit, initiative: Initiative, quarter: Quarter) -> Mapping[str, Cell]:
    """Readiness: what the story says from the start, and what was done once it was approved; the rest is unknown."""
    approved = initiative.dates.get("approved")
    is_approved = approved is not None and approved <= quarter.end
    reviewed = initiative.dates.get("reviewed", approved - dt.timedelta(days=9) if approved else None)
    flags: dict[str, Cell] = {}
    for flag in READINESS_FLAGS:
        if flag in initiative.no:
            flags[flag] = False
        elif flag in initiative.yes or (is_approved and _is_done(unit, initiative, flag)):
            flags[flag] = True
    if flags.get("governance_reviewed") and reviewed and reviewed <= quarter.end:
        flags["governance_reviewed_on"] = reviewed
    return flags


def _is_done(unit: Unit, initiative: Initiative, flag: str) -> bool:
    """Governance is always done on approval; the rest always in Claims, elsewhere as it happens; approval builds no platform."""
    often = unit.reviewed_monthly or noisy(0.5, 1, initiative.id, flag) > 0.6
    return flag in _GOVERNED or (often and flag != "platform_reused")


def _reviewed(unit: Unit, initiative: Initiative, quarter: Quarter) -> dt.date | None:
    """Claims reviews every month; the others once, some weeks after the start."""
    started = initiative.dates.get("started")
    if started is None or started > quarter.end or initiative.stage(quarter.end) not in _IN_FLIGHT:
        return None
    if unit.reviewed_monthly:
        return max(started, quarter.end - dt.timedelta(days=round(noisy(12, 0.9, initiative.id, quarter.label))))
    once = started + dt.timedelta(days=75)
    return once if once <= quarter.end else None


def _cohorts(unit: Unit, quarter: Quarter) -> Iterator[Row]:
    for cohort in unit.cohorts:
        if cohort.started > quarter.end:
            continue
        built = cohort.first_build
        builders = held(cohort.builders, quarter.label)
        yield {
            "reporting_on": quarter.end,
            "cohort_id": cohort.id,
            "business_unit": unit.name,
            "started_on": cohort.started,
            "trained": float(cohort.trained),
            "completed": float(cohort.completed),
            "hours_per_person": float(cohort.hours),
            "protected_hours_per_week": float(cohort.protected),
            "first_build_on": built if built and built <= quarter.end else None,
            "builders": float(builders or 0),
            "coached": float(cohort.coached),
        }
