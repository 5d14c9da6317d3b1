"""What is said of an export that was rolled up: whom it names, which rows came to nothing and why, whose unit is unknown."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.problems import NOTHING_TO_DO, Problem, Severity, good_to_know
from data.reading.table import Table
from data.recognition.profiles import Profile

NOT_STATED = "not stated"  # the unit of rows that name none


@dataclass(frozen=True)
class Gone:
    """Rows of the file that no row was made of: how many, why, the first of them, what to do, and in which cells (`C14`)
    where it can be done there."""

    count: int
    because: str
    first: int
    remedy: str = NOTHING_TO_DO
    cells: tuple[str, ...] = ()


def too_few(smallest_group: int) -> str:
    """Why a small group's rows came to nothing."""
    return f"groups of fewer than {smallest_group} people"


def refused(table: Table, export: Profile) -> Problem:
    """An export that holds nothing of use, with what to export instead."""
    return Problem(_head(table), "error", f"{export.title}: {export.refused}", export.instead, "refused_export")


def personal(table: Table, headers: Sequence[str]) -> Problem:
    """That a file names people, and what becomes of their names."""
    listed = ", ".join(f'"{header}"' for header in headers)
    hold = "holds" if len(headers) == 1 else "hold"
    says = f"{listed} {hold} personal data: people are counted, and neither they nor the file itself is kept."
    return good_to_know(_head(table), says, "personal")


def remarked(table: Table, remark: str) -> Problem:
    """What to bear in mind of such rows."""
    return Problem(_head(table), "warning", remark, "Take out what does not belong here.", "export_remark")


def came_to_nothing(table: Table, gone: Sequence[tuple[str, Gone]]) -> list[Problem]:
    """Which rows are in no row of (dataset) and why, said once for all datasets, at the first of those rows."""
    datasets: dict[Gone, list[str]] = {}
    for dataset, reason in gone:
        datasets.setdefault(reason, []).append(dataset)
    return [problem for reason, names in datasets.items() for problem in _each(table, reason, " and ".join(names))]


def of_no_use(table: Table, gone: Sequence[Gone]) -> Problem:
    """An export of which nothing is left: an error, so that nobody takes it for stored."""
    why = ", ".join(reason.because for reason in gone)
    says = f"No row of this export can be used: {why}." if why else "This export has no row below its header."
    return Problem(_head(table), "error", says, "Export another span of time, or other columns.", "no_rows")


def nowhere(made: Table) -> list[Problem]:
    """Whose unit is not known."""
    units = next((column.values for column in made.columns if column.letter == "business_unit"), ())
    rows = {at for unit, behind in zip(units, made.rolled_up, strict=False) if unit == NOT_STATED for at in behind}
    if not rows:
        return []
    subject = "1 row names no" if len(rows) == 1 else f"{len(rows):,} rows name no"
    says = f'{subject} business unit: in {made.dataset} under "{NOT_STATED}".'
    remedy = "Upload a Units sheet that says which business unit a person or department belongs to."
    return [Problem(_head(made), "warning", says, remedy, "no_unit")]


def _each(table: Table, reason: Gone, datasets: str) -> list[Problem]:
    """The cells to correct one by one, and the rows that are left out for no such cell in one sentence."""
    listed = [
        Problem(
            f"{table.sheet}!{cell}", "error", f"Not in {datasets}: {reason.because}.", reason.remedy, "left_out_cell"
        )
        for cell in reason.cells
    ]
    rest = reason.count - len(reason.cells)
    if not rest:
        return listed
    more = "more of" if listed else "of"
    says = f"{rest:,} {more} {len(table):,} rows {'is' if rest == 1 else 'are'} not in {datasets}: {reason.because}."
    severity: Severity = "note" if reason.remedy == NOTHING_TO_DO else "error"
    return [*listed, Problem(f"{table.sheet}!A{reason.first}", severity, says, reason.remedy, "left_out_rows")]


def _head(table: Table) -> str:
    return f"{table.sheet}!A{table.header_row}"
