"""Sheets with a column per month or quarter become sheets with a row per month or quarter.

Every row keeps the address of its own cell. Columns that add up others are not rows; they are used as a check. What the
figures are is said by the headers, else proposed from the columns beside them and the sheet's own words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from data.problems import NOTHING_TO_DO, Problem, counted
from data.reading import cells
from data.reading.table import Cell, CellError, Column, SourceFile, Table
from data.recognition.heading import Heading, as_quarters, heading
from data.recognition.measure import MEASURED, measure_of
from data.recognition.names import names_a_list
from data.recognition.profiles import export_of
from data.recognition.vocabulary import plain
from data.schema import DATASETS
from data.workbooks.template import GUIDE_SHEETS

FIGURES = 0.8  # share of the filled cells under periods that must be figures
ROUNDING = 0.005  # a total may differ from the sum of its months by this share
LOOKED_AT = 200  # different cells of a column
LISTED = 50  # totals that do not add up, one by one
_YEAR_HEADERS = frozenset(("year", "fiscal year", "fy", "calendar year", "jahr", "annee"))
_PERIOD_HEADERS = frozenset(
    plain(word) for one in DATASETS.values() if "period" in one for word in ("period", *one["period"].synonyms)
)
_QUESTION = re.compile(r"q([5-9]|\d\d)\b", re.IGNORECASE)


_Kind = tuple[str, str]  # what a column measures, and whether that is actual or plan


@dataclass
class _Plan:
    """How one table is turned: columns repeated in each row, columns that are one row each, columns that add up others."""

    beside: list[Column]
    periods: list[Heading]
    sums: list[tuple[Heading, list[Heading]]] = field(default_factory=list)
    year: Column | None = None


def long(source: SourceFile, fiscal_start: int = 1) -> SourceFile:
    """The file with wide tables turned into long ones; all others, exports and lists of initiatives among them, as they
    are. What was turned is said, and so is each total that its months do not add up to."""
    tables, problems = [], list(source.problems)
    for table in source.tables:
        plan = _plan(table, fiscal_start)
        if plan is None:
            tables.append(table)
            continue
        turned = _turned(table, plan)
        tables.append(turned)
        problems += [_said(table, plan, turned), *_not_adding_up(table, plan, turned)]
    return replace(source, tables=tuple(tables), problems=tuple(problems))


def _plan(table: Table, fiscal_start: int) -> _Plan | None:
    """How a table is to be turned; None where it is not wide."""
    headers = [column.header for column in table.columns]
    is_guide = plain(table.sheet).startswith(tuple(map(plain, GUIDE_SHEETS)))
    if table.dataset or is_guide or any(map(_QUESTION.match, headers)) or not len(table):
        return None
    order = cells.date_order(headers)
    said = [heading(column, fiscal_start, order) for column in table.columns]
    said = as_quarters(said, fiscal_start, order)
    dated = _repeated([one for one in said if one.span])
    if not _are_several(dated) or not _hold_figures(dated) or export_of(headers) is not None:
        return None
    measures = {plain(one.measure) for one in dated}
    repeated = set(map(id, dated))  # a sheet may have 16,384 columns: each is looked at once
    others = [one for one in said if id(one) not in repeated]
    year = next((one.column for one in others if _is_year(one.column)), None)
    if year is None and any(plain(one.column.header) in _PERIOD_HEADERS for one in others):
        return None
    sums = [one for one in others if one.is_total and plain(one.measure) in measures]
    beside = [one.column for one in others if one not in sums and one.column is not year]
    if not beside or names_a_list(replace(table, columns=tuple(beside))):
        return None
    plan = _Plan(beside, [], year=year)
    alike, of_span = _alike(dated), Counter(one.span for one in dated)
    known: dict[tuple[cells.Period | None, _Kind], list[Heading]] = {}
    for one in dated:
        place = (one.span, _kind(one))
        if place not in known:
            known[place] = _parts_of(one, alike[place[1]])
        if known[place] or (one.is_total and of_span[one.span] > 1):
            plan.sums.append((one, known[place]))
        else:
            plan.periods.append(one)
    alike = _alike(plan.periods)
    plan.sums += [(one, alike[_kind(one)]) for one in sums]
    counts = Counter((one.span, one.basis, plain(one.measure)) for one in plan.periods)
    return plan if plan.periods and max(counts.values()) == 1 else None


def _repeated(dated: Sequence[Heading]) -> list[Heading]:
    """The columns whose measure stands under several periods, or under the one period that there is: `Benefit 2026` once
    among other years is a column like any other."""
    spans: dict[str, set[cells.Period | None]] = defaultdict(set)
    for one in dated:
        spans[plain(one.measure)].add(one.span)
    if len({one.span for one in dated}) == 1:
        return list(dated)
    return [one for one in dated if len(spans[plain(one.measure)]) > 1]


def _are_several(dated: Sequence[Heading]) -> bool:
    """Two periods or more; or one month or quarter that names its year: the first of a sheet that grows."""
    spans = {one.span for one in dated}
    if len(spans) != 1:
        return len(spans) > 1
    return all(re.search(r"\d{2}", one.written) and one.span and one.span.grain != "year" for one in dated)


def _hold_figures(dated: Sequence[Heading]) -> bool:
    """Whether what stands under the periods are figures, and at least one does."""
    kinds = Counter(_is_figure(cell) for one in dated for cell in islice(dict.fromkeys(one.column.values), LOOKED_AT))
    figures, others = kinds[True], kinds[False]
    return figures > 0 and figures >= FIGURES * (figures + others)


def _is_figure(cell: Cell) -> bool | None:
    if cell is None or isinstance(cell, CellError):
        return None
    try:
        return None if cells.money(cell) is None else True
    except cells.TwoReadings:
        return True
    except cells.NotUnderstood:
        return False


def _is_year(column: Column) -> bool:
    """A column that names the year of months that stand in the headers."""
    if plain(column.header) not in _YEAR_HEADERS:
        return False
    said = {cells.text(cell) for cell in column.values if not isinstance(cell, CellError)} - {None}
    return bool(said) and all(cells.is_year(str(text)) for text in said)


def _kind(one: Heading) -> _Kind:
    """What a column measures; a total that does not say actual or plan is like none where both stand."""
    return plain(one.measure), one.basis


def _alike(headings: Iterable[Heading]) -> dict[_Kind, list[Heading]]:
    found: dict[_Kind, list[Heading]] = defaultdict(list)
    for one in headings:
        found[_kind(one)].append(one)
    return found


def _parts_of(one: Heading, alike: Sequence[Heading]) -> list[Heading]:
    """Of the columns that measure the same, those of shorter periods that lie in this one: the months beside their quarter."""
    assert one.span is not None
    inside = [
        other
        for other in alike
        if other.span
        and other.span != one.span
        and one.span.start <= other.span.start
        and other.span.end <= one.span.end
    ]
    if not inside and one.span.grain == "year":
        inside = [other for other in alike if other is not one and _is_yearless(other)]
    finest = min((_days(other) for other in inside), default=0)
    return [other for other in inside if _days(other) < finest + 4]


def _is_yearless(one: Heading) -> bool:
    return cells.part_of_year(one.written) is not None


def _days(one: Heading) -> int:
    return (one.span.end - one.span.start).days if one.span else 0


def _turned(table: Table, plan: _Plan) -> Table:
    """The long table: for each row and period that holds anything, one row."""
    named = _named(table, plan)
    groups: dict[tuple[cells.Period | None, str], dict[str, Heading]] = defaultdict(dict)
    for one in plan.periods:
        groups[one.span, one.basis][named[one.column.letter]] = one
    measures = list(dict.fromkeys(named[one.column.letter] for one in plan.periods))
    places: list[tuple[int, dict[str, Heading]]] = []
    for at in range(len(table)):
        for group in groups.values():
            if any(_says(one.column.values[at]) for one in group.values()):
                places.append((at, group))
    firsts = [next(iter(group.values())) for _, group in places]
    years = plan.year.values if plan.year else None
    columns = [
        *(replace(one, values=[one.values[at] for at, _ in places]) for one in plan.beside),
        Column(
            "period",
            "period",
            [_dated(one, years[at] if years else None) for one, (at, _) in zip(firsts, places, strict=True)],
            heads=[(_cell(table, one), one.written) for one in firsts],
        ),
    ]
    if any(one.basis for one in plan.periods):
        heads = [(f"{one.column.letter}{table.header_row}", one.column.header) for one in firsts]
        columns.append(Column("basis", "basis", [one.basis or None for one in firsts], heads=heads))
    for name in measures:
        cells_of = [group.get(name) for _, group in places]
        columns.append(
            Column(
                next(one.column.letter for one in plan.periods if named[one.column.letter] == name),
                name,
                [one.column.values[at] if one else None for one, (at, _) in zip(cells_of, places, strict=True)],
                [one.column.letter if one else "" for one in cells_of],
            )
        )
    notes = (*table.notes, *(one.column.header for one, _ in plan.sums))
    return replace(table, rows=[table.rows[at] for at, _ in places], columns=tuple(columns), notes=notes)


def _says(cell: Cell) -> bool:
    return isinstance(cell, CellError) or not cells.is_blank(cell)


def _dated(one: Heading, year: Cell) -> str:
    """The period as it is written in the header, with the year of the row where a column says it."""
    return f"{cells.text(year)} {one.written}" if year is not None else one.meant or one.written


def _cell(table: Table, one: Heading) -> str:
    lines = len(one.column.parts or (one.column.header,))
    return f"{one.column.letter}{table.header_row - (lines - 1 - one.line)}"


def _named(table: Table, plan: _Plan) -> dict[str, str]:
    """What each column of figures is called: as its header says, else what the sheet seems to measure."""
    beside = replace(table, columns=tuple(plan.beside))
    measures = dict.fromkeys(one.measure for one in plan.periods)
    names = {words: words if _is_measure(words) else measure_of(beside, words) for words in measures}
    return {one.column.letter: names[one.measure] for one in plan.periods}


def _is_measure(words: str) -> bool:
    """Whether words beside a period name a measure, not just its currency or scale."""
    return any(len(word) > 3 or word.islower() for word in re.findall(r"[^\W\d_]+", words))


def _said(table: Table, plan: _Plan, turned: Table) -> Problem:
    """That a sheet was turned, and how."""
    first, last = plan.periods[0].written, plan.periods[-1].written
    sums = [f'"{cells.folded(one.column.header)}"' for one, _ in plan.sums]
    left = f" {', '.join(sums)}: used as a check, not as rows." if sums else ""
    says = (
        f"The columns are periods ({first} to {last}): {counted(len(table), 'row')} of the sheet became"
        f" {counted(len(turned), 'row')}, one for each period that is filled in.{left}"
    )
    cell = f"{table.sheet}!{plan.periods[0].column.letter}{table.header_row}"
    remedy = NOTHING_TO_DO
    if plan.periods[0].meant:
        says += " Last days of quarters stand for the quarters."
        remedy = "Write 2026-03 above a figure of March alone."
    return Problem(cell, "note" if remedy == NOTHING_TO_DO else "warning", says, remedy, "wide_sheet")


def _not_adding_up(table: Table, plan: _Plan, turned: Table) -> list[Problem]:
    """Each total whose months say another sum. Only money, hours and other things that add up over time."""
    named = _named(table, plan)
    found: list[Problem] = []
    for one, parts in plan.sums:
        if not parts or plain(named[parts[0].column.letter]) not in MEASURED:
            continue
        mark = cells.decimal_mark(cell for each in (one, *parts) for cell in each.column.values)
        for at, row in enumerate(table.rows):
            total = _amount(one.column.values[at], mark)
            amounts = [_amount(each.column.values[at], mark) for each in parts]
            if total is None or not any(amount is not None for amount in amounts):
                continue
            added = sum(amount for amount in amounts if amount is not None)
            if abs(added - total) > max(0.5, ROUNDING * abs(total)):
                says = (
                    f'"{cells.folded(one.column.header)}" says {total:,.2f}, its {len(parts)} columns add up to'
                    f" {added:,.2f}."
                )
                remedy = "Check for a figure that is missing, or counted twice. The columns are stored, not the total."
                found.append(Problem(f"{table.sheet}!{one.column.letter}{row}", "warning", says, remedy, "row_total"))
    if len(found) > LISTED:
        more = f"{len(found) - LISTED:,} more totals do not add up either."
        found[LISTED:] = [replace(found[LISTED], says=more)]
    return found


def _amount(cell: Cell, mark: cells.Mark | None) -> float | None:
    try:
        money = None if isinstance(cell, CellError) else cells.money(cell, mark)
    except cells.NotUnderstood:
        return None
    return money.amount if money else None
