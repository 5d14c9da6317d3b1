"""Which workbook does a program manager fill in? One generated from the schema, so that it never says anything else.

`template` is the blank workbook, `filled` the same with rows in it. The same inputs give the same bytes.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.reading.table import Cell
from data.schema import DATASETS, Dataset, Field
from data.workbooks.example import EXAMPLE, Row
from data.workbooks.writing import to_bytes, write_cell, write_line

GUIDE_SHEETS = ("Read me", "Example", "Fiscal calendar", "GapboardLists")
"""The sheets that are not data. An upload leaves out every sheet whose name begins with one of them."""

LAST_ROW = 20_000
"""Drop-down lists and date checks reach down to here."""

_AUTHOR = "Gapboard"
_NOTATION = {
    "text": "Text.",
    "period": "A month or a quarter: 2026-Q1, Q1 2026, 2026-03, Mar 2026.",
    "date": "A date: YYYY-MM-DD, or an Excel date.",
    "money": "An amount of money: 1200.50. Refunds are negative.",
    "number": "A number: 12.5.",
    "count": "A whole number, 0 or more.",
    "score": "A number from 1 to 5.",
    "choice": "One of: {choices}.",
    "choices": "One or several, separated by a semicolon: {choices}.",
    "yes_no": "yes, no or unknown. Blank = unknown.",
}
_FORMATS = {
    "text": "@",
    "period": "@",
    "date": "yyyy-mm-dd",
    "money": "#,##0.00",
    "number": "General",
    "count": "#,##0",
    "score": "0.0",
}

# Colours are Excel's theme colours, so that the workbook follows the reader's own theme.
_INK, _ACCENT, _PAPER = Color(theme=1), Color(theme=3), Color(theme=0)
_REQUIRED = PatternFill("solid", fgColor=_ACCENT)
_OPTIONAL = PatternFill("solid", fgColor=Color(theme=0, tint=-0.12))
_RULE = Border(bottom=Side(style="thin", color=_ACCENT))


def template(
    *, today: dt.date, fiscal_start: int = 1, reporting_currency: str = "USD", units: Sequence[str] = ()
) -> bytes:
    """The blank workbook: how to fill it in, a sheet per dataset, an example, the fiscal calendar around `today`.

    `fiscal_start` is the first month of the fiscal year; `units` are offered as a list where they are known.
    """
    return filled({}, today=today, fiscal_start=fiscal_start, reporting_currency=reporting_currency, units=units)


def filled(
    rows: Mapping[str, Sequence[Row]],
    *,
    today: dt.date,
    fiscal_start: int = 1,
    reporting_currency: str = "USD",
    units: Sequence[str] = (),
) -> bytes:
    """The template with rows in it: dataset -> rows by column name. Cells are written as they are, text as text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _read_me(book.create_sheet("Read me"), reporting_currency, fiscal_start)
    lists = _lists(today, fiscal_start, reporting_currency, units)
    ranges = {
        name: f"GapboardLists!${get_column_letter(at)}$2:${get_column_letter(at)}${len(values) + 1}"
        for at, (name, values) in enumerate(lists.items(), start=1)
    }
    for dataset in DATASETS.values():
        _dataset_sheet(book.create_sheet(dataset.title), dataset, ranges, rows.get(dataset.name, ()))
    _example(book.create_sheet("Example"))
    _calendar(book.create_sheet("Fiscal calendar"), today, fiscal_start)
    hidden = book.create_sheet("GapboardLists")
    hidden.sheet_state = "hidden"
    for at, (name, values) in enumerate(lists.items(), start=1):
        for row, value in enumerate((name, *values), start=1):
            write_cell(hidden.cell(row, at), value)
    return to_bytes(book)


def describe(field: Field) -> str:
    """What a header's note says: the meaning, whether it is required, how a value is written."""
    notation = _NOTATION[field.kind].format(choices=", ".join(field.choices))
    default = f" Blank = {field.default}." if field.default else ""
    return f"{field.meaning}.\n{'Required' if field.required else 'Optional'}. {notation}{default}"


def quarter_of(day: dt.date, fiscal_start: int) -> str:
    """The fiscal quarter of a day, named by the year in which its fiscal year ends: `2026-Q1`."""
    months = (day.month - fiscal_start) % 12
    starts_in = day.year if day.month >= fiscal_start else day.year - 1
    return f"{starts_in + (fiscal_start > 1)}-Q{months // 3 + 1}"


def _dataset_sheet(sheet: Worksheet, dataset: Dataset, ranges: Mapping[str, str], rows: Sequence[Row]) -> None:
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 24
    for at, field in enumerate(dataset.fields, start=1):
        letter = get_column_letter(at)
        _header(sheet.cell(1, at), field)
        column = sheet.column_dimensions[letter]
        column.width = max(14, len(field.name) + 4)
        column.number_format = _FORMATS.get(field.kind, "General")
        check = _check(dataset, field, ranges)
        if check is not None:
            sheet.add_data_validation(check)
            check.add(f"{letter}2:{letter}{LAST_ROW}")
    unknown = {name for row in rows for name in row} - {field.name for field in dataset.fields}
    if unknown:
        raise KeyError(f"{dataset.name} has no columns {', '.join(sorted(unknown))}")
    places = {field.name: at for at, field in enumerate(dataset.fields, start=1)}
    for below, row in enumerate(rows, start=2):
        for name, value in row.items():
            if value is not None:
                write_cell(sheet.cell(below, places[name]), _as_people_write(value))


def _header(cell: SheetCell, field: Field) -> None:
    cell.value = field.name
    cell.font = Font(bold=True, color=_PAPER if field.required else _INK)
    cell.fill = _REQUIRED if field.required else _OPTIONAL
    cell.alignment = Alignment(vertical="center")
    cell.border = _RULE
    cell.comment = Comment(describe(field), _AUTHOR, height=150, width=300)


def _check(dataset: Dataset, field: Field, ranges: Mapping[str, str]) -> DataValidation | None:
    """What Excel checks while a person types; lists that may be left (periods, units, several barriers) only offer."""
    offered = {"period": "period", "business_unit": "business_unit", "currency": "currency"}.get(field.name)
    listed = f"{dataset.name}.{field.name}" if field.choices else "yes_no" if field.kind == "yes_no" else offered
    if listed is not None:
        if listed not in ranges:
            return None
        check = DataValidation("list", formula1=ranges[listed])
        check.showErrorMessage = field.kind in ("choice", "yes_no")
    elif field.kind == "date":
        check = DataValidation("date", operator="between", formula1="DATE(2000,1,1)", formula2="DATE(2100,12,31)")
    elif field.kind == "count":
        check = DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
    elif field.kind == "score":
        check = DataValidation("decimal", operator="between", formula1="1", formula2="5")
    elif field.kind in ("money", "number"):
        check = DataValidation("decimal", operator="between", formula1="-1E+12", formula2="1E+12")
    else:
        return None
    check.allowBlank = True
    check.errorStyle = "warning"  # the importer knows more words than the list: a person may go on
    if check.type != "list":
        check.showErrorMessage = True
    check.errorTitle = field.name
    check.error = describe(field).splitlines()[1][:220]
    return check


def _lists(today: dt.date, fiscal_start: int, currency: str, units: Sequence[str]) -> dict[str, Sequence[str]]:
    """What the drop-down lists offer; a column without anything to offer has no list."""
    quarters = dict.fromkeys(quarter_of(month, fiscal_start) for month in _months(today, fiscal_start))
    lists: dict[str, Sequence[str]] = {"period": tuple(quarters), "yes_no": ("yes", "no", "unknown")}
    lists["currency"] = tuple(dict.fromkeys((currency, "USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD")))
    if units:
        lists["business_unit"] = tuple(units)
    for dataset in DATASETS.values():
        lists.update({f"{dataset.name}.{field.name}": field.choices for field in dataset.fields if field.choices})
    return lists


def _months(today: dt.date, fiscal_start: int) -> list[dt.date]:
    """Four fiscal years of months: two before the current one, the current one, one after."""
    first_year = (today.year if today.month >= fiscal_start else today.year - 1) - 2
    months = ((first_year * 12 + fiscal_start - 1) + at for at in range(48))
    return [dt.date(month // 12, month % 12 + 1, 1) for month in months]


def _calendar(sheet: Worksheet, today: dt.date, fiscal_start: int) -> None:
    write_line(sheet, 1, ("Month", "Written as", "Fiscal quarter", "First day of the fiscal year"), bold=True)
    for row, month in enumerate(_months(today, fiscal_start), start=2):
        write_line(sheet, row, (month, f"{month:%Y-%m}", quarter_of(month, fiscal_start)))
        sheet.cell(row, 1).number_format = "mmm yyyy"
        if month.month == fiscal_start:
            write_cell(sheet.cell(row, 4), month)
    sheet.freeze_panes = "A2"
    for letter in "ABCD":
        sheet.column_dimensions[letter].width = 16 if letter != "D" else 28


def _example(sheet: Worksheet) -> None:
    write_line(sheet, 1, ("An example of each sheet. This sheet is not imported.",), bold=True)
    row = 3
    for name, lines in EXAMPLE.items():
        columns = [field for field in DATASETS[name].fields if any(field.name in line for line in lines)]
        write_line(sheet, row, (f"{DATASETS[name].title}: {DATASETS[name].meaning}",), bold=True)
        for at, field in enumerate(columns, start=1):
            _header(sheet.cell(row + 1, at), field)
        for below, line in enumerate(lines, start=row + 2):
            write_line(sheet, below, tuple(_as_people_write(line.get(field.name)) for field in columns))
        row += len(lines) + 3
    for at in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(at)].width = 18


def _read_me(sheet: Worksheet, currency: str, fiscal_start: int) -> None:
    year = "the calendar year" if fiscal_start == 1 else f"the fiscal year that begins in month {fiscal_start}"
    lines: list[tuple[str, str]] = [
        ("Gapboard template", ""),
        ("", "A quarter in ten minutes: fill in what you have, leave the rest blank, upload the file."),
        ("1", "Start with Spend and Pilots. Every other sheet adds answers; no sheet and no row has to be there."),
        ("2", "Headers with a dark ground are required. Hold the pointer over a header: its note says what it means."),
        ("3", f"A period is a month or a quarter of {year}: 2026-Q1, 2026-03. See the sheet Fiscal calendar."),
        ("4", f"Money is in {currency} unless the currency column says otherwise; then give its rate on Rates."),
        ("5", "Pilots and Training are lists as of a day (reporting_on): hand in the whole list each quarter."),
        ("6", "Blank means not known. Zero means none. They are different answers, and both are welcome."),
        ("7", "Next quarter, hand in the same sheet again: what changed is shown before anything is stored."),
        ("8", "Exports of vendors' systems go in as they are. Units says whose their people are; no name is stored."),
        ("", ""),
        ("Sheet", "What a row is"),
        *((dataset.title, dataset.meaning) for dataset in DATASETS.values()),
        ("Example", "A filled example of each sheet; not imported."),
    ]
    for row, line in enumerate(lines, start=1):
        write_line(sheet, row, line, bold=row == 1 or line[0] == "Sheet")
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=16, color=_ACCENT)
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 110
    sheet.sheet_view.showGridLines = False


def _as_people_write(value: Cell) -> Cell:
    return ("yes" if value else "no") if isinstance(value, bool) else value
