"""How complete and how timely the inputs are, in words: for the Upload page and for the command line."""

from collections.abc import Sequence

from components.text import format
from queries import METRICS
from queries.quality import Fill, Gap, Quality, Sheet

MOST_NAMED = 3  # named in a line; the download names them all
MOST_FIGURES = 2


def finding(quality: Quality) -> str:
    """Who is late, and what would unlock the most figures, in one clause."""
    return f"{_timeliness(quality)}; {_first_fill(quality.first, len(quality.units))}"


def sheet_state(sheet: Sheet) -> str:
    """The state of a unit's sheet: sent; blank: tool; 2 columns blank; late, 52 days; never."""
    if sheet.state == "partly":
        several = format.plural(len(sheet.blank), "column")
        return f"blank: {format.column(sheet.blank[0])}" if len(sheet.blank) == 1 else f"{several} blank"
    if sheet.state == "late":
        return f"late, {format.days(sheet.days_late)}"
    return f"not since {sheet.last}" if sheet.state == "lapsed" else sheet.state


def fill_label(fill: Fill) -> str:
    """What is to be filled in: the Training sheet; Adoption: seats."""
    if not fill.columns:
        return f"the {fill.dataset.capitalize()} sheet"
    return f"{fill.dataset.capitalize()}: {format.join(map(format.column, fill.columns))}"


def unit_names(names: Sequence[str], total: int) -> str:
    """Which units: Legal; Finance and HR; 31 units: DHS, DOE, DOJ and others; all 6 units."""
    if len(names) == total and total > 1:
        return f"all {format.count(total)} units"
    if len(names) <= MOST_NAMED:
        return format.join(names)
    return f"{format.count(len(names))} units: {', '.join(names[:MOST_NAMED])} and others"


def figure_titles(ids: Sequence[str]) -> str:
    """Figures by their titles, the first few."""
    titles = [METRICS[name].title for name in ids[:MOST_FIGURES]]
    others = len(ids) - len(titles)
    return format.join([*titles, f"{format.count(others)} more"] if others else titles)


def blank_share(gap: Gap) -> str:
    """How much of a column is blank: 36 of 59 (61 %)."""
    return f"{format.of(gap.blank, gap.rows)} ({format.percent(gap.blank / gap.rows)})"


def as_dict(quality: Quality) -> dict[str, object]:
    """All of it as plain dictionaries and lists."""
    return {
        "quarter": quality.quarter.label,
        "finding": finding(quality),
        "sheets": [vars(sheet) for sheet in quality.sheets],
        "first": [vars(fill) for fill in quality.first],
        "gaps": [vars(gap) for gap in quality.gaps],
        "waiting": dict(quality.waiting),
    }


def lines(quality: Quality | None) -> list[str]:
    """All of it as a person reads it in a terminal."""
    if quality is None:
        return ["Nothing has been uploaded that still stands."]
    report = [f"{quality.quarter.label}: {finding(quality)}", "", "Who has sent what"]
    for unit in quality.units:
        states = [sheet for sheet in quality.sheets if sheet.business_unit == unit]
        open_sheets = [
            f"{sheet.dataset} {sheet_state(sheet)}" for sheet in states if sheet.state not in ("sent", "never")
        ]
        never = [sheet.dataset for sheet in states if sheet.state == "never"]
        report.append(
            f"  {unit}: {'; '.join([*open_sheets, *([f'never {format.join(never)}'] if never else [])]) or 'all sent'}"
        )
    report += ["", "What to fill in first"]
    total = len(quality.units)
    report += [
        f"  {fill_label(fill)} ({unit_names(fill.units, total)}): {format.plural(len(fill.unlocks), 'figure')}, {figure_titles(fill.unlocks)}"
        for fill in quality.first
    ]
    report += ["", "Blank in some rows of the newest sheets"]
    report += [
        f"  {gap.dataset} {gap.column.replace('_', ' ')}: {blank_share(gap)}, {unit_names(gap.units, total)}"
        for gap in quality.gaps
    ]
    return report


def _timeliness(quality: Quality) -> str:
    quarter = quality.quarter.label
    late = quality.late
    if not late:
        return f"Nobody is late with {quarter}"
    by_unit: dict[str, list[Sheet]] = {}
    for sheet in quality.sheets:
        if sheet.state in ("sent", "partly", "late"):
            by_unit.setdefault(sheet.business_unit, []).append(sheet)
    silent = [unit for unit, sheets in by_unit.items() if all(sheet.state == "late" for sheet in sheets)]
    if len(silent) == len(quality.units) > 1:
        return f"None of {format.count(len(silent))} units has sent {quarter}"
    if silent:
        subject = (
            silent[0]
            if len(silent) == 1
            else f"{format.count(len(silent))} of {format.count(len(quality.units))} units"
        )
        return f"{subject} {format.inflect(len(silent), 'has', 'have')} not sent {quarter}"
    late_units = sorted({sheet.business_unit for sheet in late})
    owner = f"of {late_units[0]}" if len(late_units) == 1 else f"of {format.count(len(late_units))} units"
    verb = format.inflect(len(late), "is", "are")
    return f"{format.plural(len(late), 'sheet')} {owner} {verb} late with {quarter}"


def _first_fill(fills: Sequence[Fill], total: int) -> str:
    if not fills:
        return "no figure waits for a column"
    first = fills[0]
    owner = (
        first.units[0]
        if len(first.units) == 1
        else f"{'all ' if len(first.units) == total else ''}{len(first.units)} units"
    )
    label = fill_label(first).replace(": ", " ") if first.columns else fill_label(first)
    up_to = "" if len(first.units) == 1 else "up to "
    return f"{label} of {owner} would unlock {up_to}{format.plural(len(first.unlocks), 'figure')}"
