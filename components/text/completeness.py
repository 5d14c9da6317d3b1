"""How complete and how timely the inputs are, in words: for the Upload page and for the command line."""

from collections.abc import Sequence
from typing import Any

from components.text import format
from queries import METRICS
from queries.quality import Fill, Gap, Quality, Sheet

MOST_UNITS = 3  # named in a line; the download names them all
MOST_FIGURES = 2


def finding(found: Quality) -> str:
    """Who is late, and what would unlock the most figures, in one clause."""
    return f"{_timeliness(found)}; {_first_fill(found.first, len(found.units))}"


def sheet_state(one: Sheet) -> str:
    """How a unit's sheet stands: sent; blank: tool; 2 columns blank; late, 52 days; never."""
    if one.state == "partly":
        several = format.plural(len(one.blank), "column")
        return f"blank: {format.column(one.blank[0])}" if len(one.blank) == 1 else f"{several} blank"
    if one.state == "late":
        return f"late, {format.days(one.days_late)}"
    return f"not since {one.last}" if one.state == "lapsed" else one.state


def fill_label(one: Fill) -> str:
    """What is to be filled in: the Training sheet; Adoption: seats."""
    if not one.columns:
        return f"the {one.dataset.capitalize()} sheet"
    return f"{one.dataset.capitalize()}: {format.join(map(format.column, one.columns))}"


def unit_names(names: Sequence[str], every: int) -> str:
    """Which units: Legal; Finance and HR; 31 units: DHS, DOE, DOJ and others; all 6 units."""
    if len(names) == every and every > 1:
        return f"all {format.count(every)} units"
    if len(names) <= MOST_UNITS:
        return format.join(names)
    return f"{format.count(len(names))} units: {', '.join(names[:MOST_UNITS])} and others"


def figure_titles(ids: Sequence[str]) -> str:
    """Figures by their titles, the first few."""
    titles = [METRICS[name].title for name in ids[:MOST_FIGURES]]
    more = len(ids) - len(titles)
    return format.join([*titles, f"{format.count(more)} more"] if more else titles)


def blank_share(one: Gap) -> str:
    """How much of a column is blank: 36 of 59 (61 %)."""
    return f"{format.of(one.blank, one.rows)} ({format.percent(one.blank / one.rows)})"


def as_dict(found: Quality) -> dict[str, Any]:
    """All of it as plain dictionaries and lists."""
    return {
        "quarter": found.quarter.label,
        "finding": finding(found),
        "sheets": [vars(one) for one in found.sheets],
        "first": [vars(one) for one in found.first],
        "gaps": [vars(one) for one in found.gaps],
        "waiting": dict(found.waiting),
    }


def lines(found: Quality | None) -> list[str]:
    """All of it as a person reads it in a terminal."""
    if found is None:
        return ["Nothing has been uploaded that still stands."]
    said = [f"{found.quarter.label}: {finding(found)}", "", "Who has sent what"]
    for unit in found.units:
        states = [one for one in found.sheets if one.business_unit == unit]
        told = [f"{one.dataset} {sheet_state(one)}" for one in states if one.state not in ("sent", "never")]
        never = [one.dataset for one in states if one.state == "never"]
        said.append(
            f"  {unit}: {'; '.join([*told, *([f'never {format.join(never)}'] if never else [])]) or 'all sent'}"
        )
    said += ["", "What to fill in first"]
    every = len(found.units)
    said += [
        f"  {fill_label(one)} ({unit_names(one.units, every)}): {format.plural(len(one.unlocks), 'figure')}, {figure_titles(one.unlocks)}"
        for one in found.first
    ]
    said += ["", "Blank in some rows of the newest sheets"]
    said += [
        f"  {one.dataset} {one.column.replace('_', ' ')}: {blank_share(one)}, {unit_names(one.units, every)}"
        for one in found.gaps
    ]
    return said


def _timeliness(found: Quality) -> str:
    quarter = found.quarter.label
    late = found.late
    if not late:
        return f"Nobody is late with {quarter}"
    by_unit: dict[str, list[Sheet]] = {}
    for one in found.sheets:
        if one.state in ("sent", "partly", "late"):
            by_unit.setdefault(one.business_unit, []).append(one)
    silent = [unit for unit, sheets in by_unit.items() if all(one.state == "late" for one in sheets)]
    if len(silent) == len(found.units) > 1:
        return f"None of {format.count(len(silent))} units has sent {quarter}"
    if silent:
        who = (
            silent[0] if len(silent) == 1 else f"{format.count(len(silent))} of {format.count(len(found.units))} units"
        )
        return f"{who} {format.inflect(len(silent), 'has', 'have')} not sent {quarter}"
    waiting = sorted({one.business_unit for one in late})
    whose = f"of {waiting[0]}" if len(waiting) == 1 else f"of {format.count(len(waiting))} units"
    verb = format.inflect(len(late), "is", "are")
    return f"{format.plural(len(late), 'sheet')} {whose} {verb} late with {quarter}"


def _first_fill(fills: Sequence[Fill], every: int) -> str:
    if not fills:
        return "no figure waits for a column"
    one = fills[0]
    whose = (
        one.units[0] if len(one.units) == 1 else f"{'all ' if len(one.units) == every else ''}{len(one.units)} units"
    )
    what = fill_label(one).replace(": ", " ") if one.columns else fill_label(one)
    up_to = "" if len(one.units) == 1 else "up to "
    return f"{what} of {whose} would unlock {up_to}{format.plural(len(one.unlocks), 'figure')}"
