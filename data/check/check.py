"""From tables to rows: everything that is wrong with a file is found at once, each with its cell and what to do.

Errors keep a row out, warnings do not. Nothing is read or written here but what is handed in.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from data.check import across, rules
from data.check.across import Reference
from data.check.derive import derive
from data.check.draft import Draft, draft
from data.check.ids import make_ids, number_repeats, refuse_repeats
from data.check.rows import to_arrow
from data.problems import Problem, good_to_know, worst_first
from data.reading import cells
from data.reading.table import SourceFile, Table
from data.recognition.mapping import FileMapping, Reading
from data.recognition.names import unread_figures
from data.recognition.questions import is_makeable
from data.schema import DATASETS

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Checked:
    """Rows ready to be stored, by dataset; what is wrong; what was read, stored and left out of each dataset.

    An export's rows are counted as the file has them: read = rolled up + left out, and stored are the rows they became.
    """

    rows: Mapping[str, pa.Table]
    problems: tuple[Problem, ...]
    counts: Counts


def check(
    source: SourceFile,
    mapping: FileMapping,
    reference: Reference,
    today: dt.date,
    tell: Callable[[], None] = lambda: None,
) -> Checked:
    """A file's rows under a mapping, and all its problems. Read = stored (or rolled up) + left out, in every dataset.

    `tell` is called after each column and each step, so that whoever waits can be told, or can give up.
    """
    problems = list(source.problems)
    drafts: list[Draft] = []
    seen: dict[str, dict[tuple[object, ...], str]] = {}
    spelled = {name: dict(known) for name, known in reference.spelled.items()}
    for reading in mapping.readings:
        table = next(table for table in source.tables if reading.is_of(table))
        made = draft(table, reading, reference.home, reference.fiscal_start, spelled, reference.salt, tell)
        problems += _missing(made, reading, table)
        _says_nothing(made)
        problems += _not_kept(reading, table)
        make_ids(made)
        _required(made)
        number_repeats(made)
        refuse_repeats(made, seen.setdefault(reading.dataset, {}))
        tell()
        rules.look_at(made, today)
        tell()
        drafts.append(made)
    problems += _unrecognised(source, mapping)
    across.look_at(drafts, reference)
    drafts += [second for made in drafts for second in derive(made, reference.fiscal_start)]
    for made in drafts:
        problems += [*made.problems, *made.not_listed()]
    tables: dict[str, list[pa.Table]] = {}
    counts: Counts = {}
    for made in drafts:
        tell()
        rows = to_arrow(made)
        tables.setdefault(made.dataset.name, []).append(rows)
        count = counts.setdefault(made.dataset.name, {"read": 0, "stored": 0, "left_out": 0})
        count["read"] += made.table.lines_read
        count["stored"] += rows.num_rows
        if made.table.dataset:
            kept_lines = (lines for lines, out in zip(made.table.rolled_up, made.is_out, strict=True) if not out)
            behind = len({line for lines in kept_lines for line in lines})
            count["rolled_up"] = count.get("rolled_up", 0) + behind
            count["left_out"] += made.table.lines_read - behind
        else:
            count["left_out"] += len(made) - rows.num_rows
    joined = {name: pa.concat_tables(parts, promote_options="default") for name, parts in tables.items()}
    ordered = sorted(dict.fromkeys(problems), key=_place([table.sheet for table in source.tables]))
    return Checked(joined, tuple(ordered), counts)


def _place(sheets: Sequence[str]) -> Callable[[Problem], tuple[object, ...]]:
    """Errors first; then in the order of the file: sheet by sheet, row by row, from left to right."""
    orders = {sheet: at for at, sheet in enumerate(sheets)}

    def key(problem: Problem) -> tuple[object, ...]:
        sheet, _, cell = (problem.cell or "").rpartition("!")
        letters = cell.rstrip("0123456789")
        row = int(cell[len(letters) :] or 0)
        return worst_first(problem), orders.get(sheet, -1), row, len(letters), letters

    return key


def _missing(made: Draft, reading: Reading, table: Table) -> list[Problem]:
    """Required columns that the sheet does not have: said once, and nothing of the sheet can be stored."""
    found = []
    if unread_figures(table, reading):
        figures = next(column for column in table.columns if column.letters)
        made.is_out[:] = b"\1" * len(made)
        found.append(
            Problem(
                f"{table.sheet}!{figures.letter}{table.header_row}",
                "error",
                "What the figures under the periods measure is not said by the sheet.",
                "Say in the page what they are (amount, seats, active users ...), or write it above them.",
                "unread_figures",
            )
        )
    for name in made.dataset.required:
        stored = "period_start" if name == "period" else name
        if stored in made.values or (is_makeable(made.dataset, name) and name == "initiative_id"):
            continue
        if is_makeable(made.dataset, name):
            continue
        names = ", ".join(f'"{word}"' for word in (name, *made.dataset[name].synonyms[:3]))
        made.is_out[:] = b"\1" * len(made)
        found.append(
            Problem(
                f"{table.sheet}!A{table.header_row}",
                "error",
                f"{made.dataset.title} needs a column for {name.replace('_', ' ')}, and this sheet has none.",
                f"Add a column headed {names}, or say which column it is.",
                "missing_column",
            )
        )
    if not made.dataset.is_earned(made.values):
        made.is_out[:] = b"\1" * len(made)
        some = ", ".join(f'"{name}"' for name in made.dataset.earned_by[:4])
        found.append(
            Problem(
                f"{table.sheet}!A{table.header_row}",
                "error",
                f"This sheet has none of the columns that make it {made.dataset.title.lower()} ({some} ...).",
                "Say which column is one of them, or what else the sheet is.",
                "missing_column",
            )
        )
    for question in reading.open_questions:
        if question.key in ("period", "reporting_on") and not made.values.get(
            "period_start" if question.key == "period" else question.key
        ):
            made.is_out[:] = b"\1" * len(made)
            remedy = "Answer the question (a script says --period 2026-Q1), or add the column."
            found.append(Problem(f"{table.sheet}!A{table.header_row}", "error", question.asks, remedy, "asked_when"))
    return found


def _says_nothing(made: Draft) -> None:
    """Rows in which every measure is blank are no rows: a unit and a period alone say nothing, and would be counted."""
    measures = [made.get(name) for name in made.dataset.measures]
    rows = enumerate(zip(*measures, strict=True)) if measures else ()
    blank = [at for at, values in rows if not made.is_out[at] and all(value is None for value in values)]
    for at in blank:
        made.is_out[at] = 1
    made.say_once(
        next(iter(made.dataset.measures), ""),
        blank,
        "No answer and no figure in {n rows}: left out.",
        "Fill in what was answered, or remove the row.",
        "says_nothing",
    )


def _not_kept(reading: Reading, table: Table) -> list[Problem]:
    """Personal columns are dropped, and so is the file that holds them."""
    dataset = DATASETS[reading.dataset]
    keys = [
        good_to_know(
            f"{table.sheet}!{match.letter}{table.header_row}",
            f'"{cells.folded(match.header)}" may name people: a key stands for each name, and neither the names, '
            "nor columns beside them, nor the file itself are kept.",
            "personal",
        )
        for name, match in reading.columns.items()
        if dataset[name].personal and len(table)
    ]
    return keys + [
        good_to_know(
            f"{table.sheet}!{table.column(header).letter}{table.header_row}",
            f'"{cells.folded(header)}" holds personal data: neither the column nor the file itself is kept.',
            "personal",
        )
        for header in reading.personal
    ]


def _required(made: Draft) -> None:
    """Cells that may not be blank. A cell that was not understood is not said to be blank as well."""
    wanted = [*made.dataset.required, *(["reporting_on"] if made.dataset.replaces == "list" else [])]
    for name in wanted:
        values = made.values.get("period_start" if name == "period" else name)
        if values is None:
            continue
        for at, value in enumerate(values):
            if value is None and not made.is_out[at]:
                remedy = "Fill it in, or remove the row."
                made.refuse(name, at, f"{name.replace('_', ' ').capitalize()} is blank.", remedy, "blank")


def _unrecognised(source: SourceFile, mapping: FileMapping) -> list[Problem]:
    if not mapping.readings and any(problem.rule == "refused_export" for problem in source.problems):
        return []
    if not mapping.readings:
        says = "No sheet of this file is like a dataset Gapboard knows."
        if not source.tables:
            says = "The file holds no table: no header row with values below it."
        return [
            Problem(None, "error", says, "Use the template, or say in the page which columns are which.", "no_dataset")
        ]
    known = {table.sheet for table in source.tables}
    return [
        Problem(
            None,
            "warning",
            f'The sheet "{sheet}" was left out: it {why}.',
            "Say in the page which dataset it is.",
            "left_out",
        )
        for sheet, why in mapping.left_out
        if sheet in known and why == "is not like any dataset"
    ]
