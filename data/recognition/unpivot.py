"""Sheets with a column per month or quarter become sheets with a row per month or quarter.

Every row keeps the address of its own cell. Columns that add up others are not rows; they are used as a check. What the
figures are is said by the headers, else proposed from the columns beside them and the sheet's own words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    plain(word)
    for dataset in DATASETS.values()
    if "period" in dataset
    for word in ("period", *dataset["period"].synonyms)
)
_QUESTION = re.compile(r"q([5-9]|\d\d)\b", re.IGNORECASE)


_Kind = tuple[str, str]  # what a column measures, and whether that is actual or plan


@dataclass(frozen=True)
class _Plan:
    """How one table is turned: columns repeated in each row, columns that are one row each, columns that add up others."""

    beside: list[Column]
    periods: list[Heading]
    sums: list[tuple[Heading, list[Heading]]]
    year: Column | None


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
        problems += [_turned_note(table, plan, turned), *_not_adding_up(table, plan, turned)]
    return replace(source, tables=tuple(tables), problems=tuple(problems))


def _plan(table: Table, fiscal_start: int) -> _Plan | None:
    """How a table is to be turned; None where it is not wide."""
    if not _may_be_wide(table):
        return None
    headings = _headings(table, fiscal_start)
    dated = _repeated([header for header in headings if header.span])
    if not _are_several(dated) or not _hold_figures(dated):
        return None
    repeated = set(map(id, dated))  # a sheet may have 16,384 columns: each is looked at once
    others = [header for header in headings if id(header) not in repeated]
    year = next((header.column for header in others if _is_year(header.column)), None)
    if year is None and _name_their_period(others):
        return None
    totals = _totals(others, dated)
    beside = [header.column for header in others if header not in totals and header.column is not year]
    # A list of initiatives may state a benefit by year; its rows are initiatives, not years.
    if not beside or names_a_list(replace(table, columns=tuple(beside))):
        return None
    periods, sums = _periods_and_sums(dated)
    alike = _alike(periods)
    sums += [(header, alike[_kind(header)]) for header in totals]
    return _Plan(beside, periods, sums, year) if _is_each_once(periods) else None


def _headings(table: Table, fiscal_start: int) -> list[Heading]:
    order = cells.date_order([column.header for column in table.columns])
    return as_quarters([heading(column, fiscal_start, order) for column in table.columns], fiscal_start, order)


def _name_their_period(others: Iterable[Heading]) -> bool:
    """Whether each row says its own period: `Budget 2025` and `Budget 2026` beside that are two figures of the one row."""
    return any(plain(header.column.header) in _PERIOD_HEADERS for header in others)


def _totals(others: Iterable[Heading], dated: Iterable[Heading]) -> list[Heading]:
    """The columns that name no period and add up those that do: `Total`, `YTD`."""
    measures = {plain(header.measure) for header in dated}
    return [header for header in others if header.is_total and plain(header.measure) in measures]


def _may_be_wide(table: Table) -> bool:
    """Whether a table is one of figures at all: not a guide of the template, an export that has a profile of its own, or a
    survey, whose questions are called `Q1` to `Q6` as quarters are; only a `Q5` tells."""
    headers = [column.header for column in table.columns]
    is_guide = plain(table.sheet).startswith(tuple(map(plain, GUIDE_SHEETS)))
    if table.dataset or is_guide or any(map(_QUESTION.match, headers)) or not len(table):
        return False
    return export_of(headers) is None


def _periods_and_sums(dated: Sequence[Heading]) -> tuple[list[Heading], list[tuple[Heading, list[Heading]]]]:
    """The columns that are a row each, and those that add up others: stored as well, a quarter beside its months would be
    counted twice. A year before the quarters of this one has no parts and is a row."""
    periods: list[Heading] = []
    sums: list[tuple[Heading, list[Heading]]] = []
    alike, of_span = _alike(dated), Counter(header.span for header in dated)
    known: dict[tuple[cells.Period | None, _Kind], list[Heading]] = {}
    for header in dated:
        place = (header.span, _kind(header))
        if place not in known:
            known[place] = _parts_of(header, alike[place[1]])
        if known[place] or (header.is_total and of_span[header.span] > 1):
            sums.append((header, known[place]))
        else:
            periods.append(header)
    return periods, sums


def _is_each_once(periods: Sequence[Heading]) -> bool:
    """Whether there are periods, none twice: of two columns `Jan` nobody can say which is the figure."""
    counts = Counter((header.span, header.basis, plain(header.measure)) for header in periods)
    return max(counts.values(), default=0) == 1


def _repeated(dated: Sequence[Heading]) -> list[Heading]:
    """The columns whose measure is under several periods, or under the only period that there is: a `Benefit 2026` that
    no other year has is a column like any other."""
    spans: dict[str, set[cells.Period | None]] = defaultdict(set)
    for header in dated:
        spans[plain(header.measure)].add(header.span)
    if len({header.span for header in dated}) == 1:
        return list(dated)
    return [header for header in dated if len(spans[plain(header.measure)]) > 1]


def _are_several(dated: Sequence[Heading]) -> bool:
    """Two periods or more; or one month or quarter that names its year: the first of a sheet that grows."""
    spans = {header.span for header in dated}
    if len(spans) != 1:
        return len(spans) > 1
    return all(re.search(r"\d{2}", header.written) and header.span and header.span.grain != "year" for header in dated)


def _hold_figures(dated: Sequence[Heading]) -> bool:
    """Whether what stands under the periods are figures, and at least one does."""
    kinds = Counter(
        _is_figure(cell) for header in dated for cell in islice(dict.fromkeys(header.column.values), LOOKED_AT)
    )
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
    texts = {cells.text(cell) for cell in column.values if not isinstance(cell, CellError)} - {None}
    return bool(texts) and all(cells.is_year(str(text)) for text in texts)


def _kind(header: Heading) -> _Kind:
    """What a column measures; a total that does not say actual or plan is like none where both stand."""
    return plain(header.measure), header.basis


def _alike(headings: Iterable[Heading]) -> dict[_Kind, list[Heading]]:
    found: dict[_Kind, list[Heading]] = defaultdict(list)
    for header in headings:
        found[_kind(header)].append(header)
    return found


def _parts_of(header: Heading, alike: Sequence[Heading]) -> list[Heading]:
    """Of the columns that measure the same, those of shorter periods that lie in this one: the months beside their quarter."""
    assert header.span is not None
    inside = [
        other
        for other in alike
        if other.span
        and other.span != header.span
        and header.span.start <= other.span.start
        and other.span.end <= header.span.end
    ]
    # A year beside `Jan` or `Q1`: as those name none, their span is one that only tells them apart.
    if not inside and header.span.grain == "year":
        inside = [other for other in alike if other is not header and _is_yearless(other)]
    # Of months and quarters in a year only the months are its parts; a month is up to three days longer than another.
    finest = min((_days(other) for other in inside), default=0)
    return [other for other in inside if _days(other) < finest + 4]


def _is_yearless(header: Heading) -> bool:
    return cells.part_of_year(header.written) is not None


def _days(header: Heading) -> int:
    return (header.span.end - header.span.start).days if header.span else 0


_Group = dict[str, Heading]  # the columns of one period, by what they measure: together they are one row


def _turned(table: Table, plan: _Plan) -> Table:
    """The long table: for each row and period that holds anything, one row."""
    named = _named(table, plan)
    places = _places(table, plan, named)
    columns = [replace(column, values=[column.values[at] for at, _ in places]) for column in plan.beside]
    columns.append(_period_column(table, plan, places))
    if any(header.basis for header in plan.periods):
        columns.append(_basis_column(table, places))
    letters = {named[header.column.letter]: header.column.letter for header in reversed(plan.periods)}
    for measure in dict.fromkeys(named[header.column.letter] for header in plan.periods):
        columns.append(_measure_column(measure, letters[measure], places))
    notes = (*table.notes, *(header.column.header for header, _ in plan.sums))
    return replace(table, rows=[table.rows[at] for at, _ in places], columns=tuple(columns), notes=notes)


def _places(table: Table, plan: _Plan, named: dict[str, str]) -> list[tuple[int, _Group]]:
    """Where the long table's rows come from: the row of the sheet and the columns of one period, where any says something."""
    groups: dict[tuple[cells.Period | None, str], _Group] = defaultdict(dict)
    for header in plan.periods:
        groups[header.span, header.basis][named[header.column.letter]] = header
    return [
        (at, group)
        for at in range(len(table))
        for group in groups.values()
        if any(_says(header.column.values[at]) for header in group.values())
    ]


def _period_column(table: Table, plan: _Plan, places: Sequence[tuple[int, _Group]]) -> Column:
    """The period of each row, which says in which cell of the header it is written."""
    years = plan.year.values if plan.year else None
    headers = [(at, _first(group)) for at, group in places]
    periods = [_dated(header, years[at] if years else None) for at, header in headers]
    return Column("period", "period", periods, heads=[(_cell(table, header), header.written) for _, header in headers])


def _basis_column(table: Table, places: Sequence[tuple[int, _Group]]) -> Column:
    """Whether each row is actual or plan, where the headers say it."""
    headers = [_first(group) for _, group in places]
    heads = [(f"{header.column.letter}{table.header_row}", header.column.header) for header in headers]
    return Column("basis", "basis", [header.basis or None for header in headers], heads=heads)


def _measure_column(measure: str, letter: str, places: Sequence[tuple[int, _Group]]) -> Column:
    """The figures of one measure, each with the letter of the column it stands in: a remark about it names that cell."""
    headers = [(at, group.get(measure)) for at, group in places]
    figures = [header.column.values[at] if header else None for at, header in headers]
    return Column(letter, measure, figures, [header.column.letter if header else "" for _, header in headers])


def _first(group: _Group) -> Heading:
    return next(iter(group.values()))


def _says(cell: Cell) -> bool:
    return isinstance(cell, CellError) or not cells.is_blank(cell)


def _dated(header: Heading, year: Cell) -> str:
    """The period as it is written in the header, with the year of the row where a column says it."""
    return f"{cells.text(year)} {header.written}" if year is not None else header.meant or header.written


def _cell(table: Table, header: Heading) -> str:
    lines = len(header.column.parts or (header.column.header,))
    return f"{header.column.letter}{table.header_row - (lines - 1 - header.line)}"


def _named(table: Table, plan: _Plan) -> dict[str, str]:
    """What each column of figures is called: as its header says, else what the sheet seems to measure."""
    beside = replace(table, columns=tuple(plan.beside))
    measures = dict.fromkeys(header.measure for header in plan.periods)
    names = {words: words if _is_measure(words) else measure_of(beside, words) for words in measures}
    return {header.column.letter: names[header.measure] for header in plan.periods}


def _is_measure(words: str) -> bool:
    """Whether words beside a period name a measure, not just its currency or scale."""
    return any(len(word) > 3 or word.islower() for word in re.findall(r"[^\W\d_]+", words))


def _turned_note(table: Table, plan: _Plan, turned: Table) -> Problem:
    """That a sheet was turned, and how."""
    first, last = plan.periods[0].written, plan.periods[-1].written
    sums = [f'"{cells.folded(header.column.header)}"' for header, _ in plan.sums]
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
    for header, parts in plan.sums:
        if not parts or plain(named[parts[0].column.letter]) not in MEASURED:
            continue
        mark = cells.decimal_mark(cell for each in (header, *parts) for cell in each.column.values)
        for at, row in enumerate(table.rows):
            total = _amount(header.column.values[at], mark)
            amounts = [_amount(each.column.values[at], mark) for each in parts]
            if total is None or not any(amount is not None for amount in amounts):
                continue
            added = sum(amount for amount in amounts if amount is not None)
            if abs(added - total) > max(0.5, ROUNDING * abs(total)):
                says = (
                    f'"{cells.folded(header.column.header)}" says {total:,.2f}, its {len(parts)} columns add up to'
                    f" {added:,.2f}."
                )
                remedy = "Check for a figure that is missing, or counted twice. The columns are stored, not the total."
                found.append(
                    Problem(f"{table.sheet}!{header.column.letter}{row}", "warning", says, remedy, "row_total")
                )
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
