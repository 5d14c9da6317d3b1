"""The sheets of figures: each value a formula over its counts, its counts sums of the units' or of the rows' where they are."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from components.exports.workbook import sums
from components.exports.workbook.rows import Rows
from components.exports.workbook.sheet import FIRST, FORMATS, WorkbookWriter, quoted, tall, widths, write
from components.page import explain
from components.text import format
from components.theme import LIGHT
from queries import Answer, Book, Metric, Row, by_unit, over_time, total
from queries.read import NOT_RATES

FIGURES, UNITS, QUARTERS = "Figures", "By unit", "By quarter"
STATES = {"ok": "shown", "few": format.TOO_FEW, "insufficient": "not enough data", "suppressed": format.HIDDEN}
Z = "1.959963984540054"  # the 97.5 % point of the normal curve, as in queries/macros/basics.sql
NO_UNIT = "no unit"
RULE: dict[str, str | float] = {"top": 1, "top_color": LIGHT.line}
LARGE = 1000  # a count or an amount from here on is told whole

PART = (
    "Name",
    "Figure",
    "Of",
    "Value",
    "Numerator",
    "Denominator",
    "From",
    "To",
    "Judged from",
    "State",
    "Recomputed from",
)
"""The columns of a figure by unit or by quarter."""
WHOLE = (
    "Name",
    "Figure",
    "Question",
    "Value",
    "Numerator",
    "Denominator",
    "From",
    "To",
    "Judged from",
    "State",
    "Recomputed from",
    "In the app",
    "Same",
    "Shown as",
    "Counted",
    "Formula in words",
    "Rows behind",
    "Pages",
)
"""The columns of a figure for all that is shown; those of its value and counts stand where they do in its parts."""
WIDTHS = {
    "Figure": 34,
    "Question": 34,
    "Shown as": 14,
    "Counted": 34,
    "Formula in words": 60,
    "Rows behind": 30,
    "Pages": 26,
}
LONG = tuple(WIDTHS[name] for name in ("Figure", "Question", "Counted", "Formula in words"))
"""Columns of long texts, and their widths in letters."""
NUMBERS = range(PART.index("Value"), PART.index("State"))
VALUE, NUMERATOR, DENOMINATOR, JUDGED_FROM = (
    PART.index(name) for name in ("Value", "Numerator", "Denominator", "Judged from")
)


@dataclass(frozen=True)
class Asked:
    """A metric's answers, and the pages it stands on."""

    metric: Metric
    pages: tuple[str, ...]
    whole: Answer
    units: Answer
    quarters: Answer


@dataclass(frozen=True)
class Counts:
    """A figure's numerator and denominator as formulas; None where they are written as they are. `source` says from what."""

    numerator: str | None
    denominator: str | None
    source: str


GIVEN = Counts(None, None, "counts")


def asked(book: Book, metrics: Mapping[Metric, Sequence[str]], report: Callable[[float], None]) -> list[Asked]:
    """The answers of metrics, in total, by unit and by quarter; `report` is told how much of it is done."""
    answers = []
    for at, (metric, pages) in enumerate(metrics.items()):
        report(at / len(metrics))
        answers.append(Asked(metric, tuple(pages), total(book, metric), by_unit(book, metric), over_time(book, metric)))
    return answers


def put(writer: WorkbookWriter, answers: Sequence[Asked], rows: Mapping[str, Rows], fiscal_start_month: str) -> None:
    """The three sheets."""
    whole = writer.add_sheet(
        FIGURES,
        "The figures for all that is shown",
        "Each value is recomputed from its counts, the counts from the units, and the units from the rows where they are "
        "sums of rows. The last columns compare it with what the app shows.",
        LIGHT.accent,
    )
    units = writer.add_sheet(
        UNITS, "The same figures for each unit", "A state as it stands at the end of what is shown.", LIGHT.accent
    )
    quarters = writer.add_sheet(
        QUARTERS,
        "The same figures quarter by quarter, over the units shown",
        "A state as it stood at the end of each quarter.",
        LIGHT.accent,
    )
    of_units = _parts(writer, units, answers, rows, "business_unit", fiscal_start_month)
    _parts(writer, quarters, answers, rows, "period", fiscal_start_month)
    _wholes(writer, whole, answers, rows, of_units)


def _parts(
    writer: WorkbookWriter, sheet: Worksheet, answers: Sequence[Asked], rows: Mapping[str, Rows], by: str, month: str
) -> dict[str, tuple[int, int, set[str]]]:
    """A sheet of figures by unit or quarter; of each metric the first and the last row, and from what they are recomputed."""
    at, spans, names = FIRST, {}, []
    for answer in answers:
        first, sources = at, set()
        for row in (answer.units if by == "business_unit" else answer.quarters).rows:
            of = getattr(row, by)
            of = format.quarter(of, month) if of and by == "period" else of
            counts = (
                _from_rows(answer.metric, row, rows, {by: of})
                if of and (by != "period" or answer.metric.kind == "flow")
                else GIVEN
            )
            names.append((answer.metric.id, answer.metric.title, of or NO_UNIT))
            for column, name in enumerate(names[-1]):
                write(writer, sheet, at, column, name, "", **(RULE if at == first else {}))
            _figure(writer, sheet, at, answer.metric, row, counts)
            sources.add(counts.source)
            at += 1
        spans[answer.metric.id] = (first, at - 1, sources)
    headings = ["Quarter" if name == "Of" and by == "period" else "Unit" if name == "Of" else name for name in PART]
    writer.table_header(sheet, headings, at - FIRST, NUMBERS, frozen=3)
    _shape(sheet, headings, names)
    return spans


def _wholes(
    writer: WorkbookWriter,
    sheet: Worksheet,
    answers: Sequence[Asked],
    rows: Mapping[str, Rows],
    units: Mapping[str, tuple[int, int, set[str]]],
) -> None:
    names = []
    for at, answer in enumerate(answers, start=FIRST):
        metric, row = answer.metric, answer.whole.last
        names.append((metric.id, metric.title, metric.question))
        for column, content in enumerate(names[-1]):
            write(writer, sheet, at, column, content, text_wrap=column > 0)
        if row is None:
            write(writer, sheet, at, VALUE, format.NOT_KNOWN, align="right")
            write(writer, sheet, at, PART.index("State"), format.needs(answer.whole.missing), indent=1)
        else:
            _figure(writer, sheet, at, metric, row, _of_the_whole(answer, row, rows, *units[metric.id]))
            _compared(writer, sheet, at, metric, row)
        for column, content in enumerate((explain.counted(metric), metric.formula), start=WHOLE.index("Counted")):
            write(writer, sheet, at, column, content, text_wrap=True)
        if metric.rows and metric.rows in rows:
            writer.link(sheet, at, WHOLE.index("Rows behind"), rows[metric.rows].name, rows[metric.rows].name)
        write(writer, sheet, at, WHOLE.index("Pages"), ", ".join(answer.pages))
        tall(
            sheet, at, *zip((metric.title, metric.question, explain.counted(metric), metric.formula), LONG, strict=True)
        )
    writer.table_header(sheet, WHOLE, len(answers), NUMBERS, frozen=2)
    sheet.print_area(0, 0, FIRST + len(answers) - 1, len(PART) - 1)
    _shape(sheet, WHOLE, names)
    for name, width in WIDTHS.items():
        sheet.set_column(WHOLE.index(name), WHOLE.index(name), width)


def _figure(writer: WorkbookWriter, sheet: Worksheet, at: int, metric: Metric, row: Row, counts: Counts) -> None:
    """A figure's value and interval as formulas over its counts; a hidden one without counts."""
    state = PART.index("State")
    if row.state == "suppressed":
        write(writer, sheet, at, VALUE, format.NOT_KNOWN, align="right", font_color=LIGHT.grey)
        write(writer, sheet, at, state, STATES["suppressed"], indent=1)
        return
    n, d, least = (xl_rowcol_to_cell(at, column) for column in (NUMERATOR, DENOMINATOR, JUDGED_FROM))
    for column, formula, value in (
        (NUMERATOR, counts.numerator, row.numerator),
        (DENOMINATOR, counts.denominator, row.denominator),
    ):
        shape = "#,##0" if value is None or value == round(value) or abs(value) >= LARGE else "#,##0.00"
        if formula is None:
            write(writer, sheet, at, column, value, shape)
        else:
            sheet.write_formula(at, column, formula, writer.cell_format(num_format=shape), value or 0)
    bold = writer.cell_format(num_format=FORMATS.get(metric.unit, "General"), bold=True, align="right")
    sheet.write_formula(at, VALUE, f"={_value(metric, row, n, d, least)}", bold, shown(metric, row))
    if metric.interval:
        write(writer, sheet, at, JUDGED_FROM, metric.minimum_n, "0")
        percent = writer.cell_format(num_format=FORMATS["percent"], font_color=LIGHT.grey)
        for column, bound, value in ((6, _bound(n, d, -1), row.low), (7, _bound(n, d, 1), row.high)):
            is_shown = row.state == "ok" and value is not None
            sheet.write_formula(
                at,
                column,
                f'=IF(AND(N({d})>={least},{n}>=0,{n}<=N({d})),{bound},"")',
                percent,
                value if is_shown else "",
            )
    state_formula = f'=IF(N({d})<=0,"{STATES["insufficient"]}",IF({d}<{least},"{STATES["few"]}","{STATES["ok"]}"))'
    if metric.interval:
        sheet.write_formula(at, state, state_formula, writer.cell_format(indent=1), STATES[row.state])
    else:
        write(writer, sheet, at, state, STATES[row.state], indent=1)
    write(writer, sheet, at, PART.index("Recomputed from"), counts.source)


def _value(metric: Metric, row: Row, n: str, d: str, least: str) -> str:
    if row.denominator is None and metric.unit in NOT_RATES and not metric.interval:
        return f'IF(ISNUMBER({n}),{n},"{format.NOT_KNOWN}")'
    ratio = f"{n}/{d}"
    if metric.interval:  # below the number from which it is judged only the counts are shown
        ratio = f'IF({d}<{least},{n}&" of "&{d},{ratio})'
    return f'IF(AND(ISNUMBER({n}),N({d})>0),{ratio},"{format.NOT_KNOWN}")'


def _bound(n: str, d: str, side: int) -> str:
    """An end of the 95 % Wilson interval of n in d."""
    z = f"{Z}^2"
    spread = f"{Z}*SQRT({n}*({d}-{n})/{d}+{z}/4)"
    end = f"({n}+{z}/2{'+' if side > 0 else '-'}{spread})/({d}+{z})"
    return f"MIN(1,{end})" if side > 0 else f"MAX(0,{end})"


def shown(metric: Metric, row: Row) -> float | str:
    """The value as the sheet's formula gives it: a number, the counts of few cases, n/a."""
    if row.state == "few":
        return f"{row.numerator or 0:.15g} of {row.denominator or 0:.15g}"
    return format.NOT_KNOWN if row.value is None else row.value


def _compared(writer: WorkbookWriter, sheet: Worksheet, at: int, metric: Metric, row: Row) -> None:
    """What the app shows, and whether the sheet comes to the same."""
    in_app = WHOLE.index("In the app")
    value = format.NOT_KNOWN if row.state == "suppressed" else shown(metric, row)
    write(writer, sheet, at, in_app, value, FORMATS.get(metric.unit, ""), align="right")
    ours, theirs = xl_rowcol_to_cell(at, VALUE), xl_rowcol_to_cell(at, in_app)
    near = f"ABS({ours}-{theirs})<=0.000000001*MAX(1,ABS({theirs}))"
    comparison = f'=IF(IF(ISNUMBER({theirs}),IF(ISNUMBER({ours}),{near},FALSE),{ours}={theirs}),"yes","no")'
    sheet.write_formula(at, in_app + 1, comparison, writer.cell_format(), "yes")
    write(writer, sheet, at, in_app + 2, format.figure(row, metric.unit))


def _from_rows(metric: Metric, row: Row, rows: Mapping[str, Rows], among: Mapping[str, str]) -> Counts:
    """The counts as sums over rows, where they are."""
    if row.state == "suppressed" or metric.id not in sums.SUMS:
        return GIVEN
    above, below = sums.SUMS[metric.id]
    numerator = sums.formula(above, rows, among, row.numerator)
    denominator = sums.formula(below, rows, among, row.denominator)
    if numerator is None or (denominator is None and row.denominator is not None):
        return GIVEN
    return Counts(numerator, denominator, "rows")


def _of_the_whole(
    answer: Asked, row: Row, rows: Mapping[str, Rows], first: int, last: int, sources: set[str]
) -> Counts:
    """The counts as the sum over the units, where they are; else over the rows, where they are that."""
    parts = answer.units.rows
    if answer.metric.additive and parts and row.state != "suppressed" and _adds_up(parts, row):
        formulas = [
            f"=SUM({quoted(UNITS)}!{xl_rowcol_to_cell(first, column, True, True)}:{xl_rowcol_to_cell(last, column, True, True)})"
            for column in (NUMERATOR, DENOMINATOR)
        ]
        source = "rows, through the units" if sources == {"rows"} else "units"
        return Counts(formulas[0], None if row.denominator is None else formulas[1], source)
    return _from_rows(answer.metric, row, rows, {})


def _adds_up(parts: Iterable[Row], row: Row) -> bool:
    """Whether what is shown of the units is the whole."""
    listed = list(parts)
    return (
        all(
            whole is None
            or math.isclose(
                sum(getattr(part, name) or 0 for part in listed), whole, rel_tol=sums.NEAR, abs_tol=sums.NEAR
            )
            for name, whole in (("numerator", row.numerator), ("denominator", row.denominator))
        )
        and row.numerator is not None
    )


def _shape(sheet: Worksheet, headings: Sequence[str], names: Sequence[Sequence[str]]) -> None:
    """The columns' widths; those of names by the names."""
    named = [[line[at] for line in names] for at in range(3)]
    widths(sheet, [*named, *([] for _ in headings[3:])], headings)
    for column in (VALUE, NUMERATOR, DENOMINATOR):
        sheet.set_column(column, column, 15)
    for name, width in (("State", 22), ("Recomputed from", 22)):
        sheet.set_column(headings.index(name), headings.index(name), width)
