"""A quarter's workbook: nine sheets with titles above the headers and a totals row below the money, as it was sent in."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.reading.table import Cell, Column, SourceFile, Table
from data.sample.capability import adoption, people, survey
from data.sample.handwriting import header, written
from data.sample.lists import pilots, training
from data.sample.money import forecast, rates, spend
from data.sample.odd import REFUSED, TOTAL_OFF_IN, WARNED
from data.sample.quarters import QUARTERS, Quarter
from data.sample.registry import deployments
from data.sample.stories import units
from data.schema import DATASETS, Dataset
from data.workbooks.example import Row
from data.workbooks.writing import to_bytes, write_cell

COMPANY = "Harrow & Vale Group"
HEADER_ROW = 3

_BY_UNIT = {
    "spend": spend,
    "adoption": adoption,
    "pilots": pilots,
    "deployments": deployments,
    "training": training,
    "survey": survey,
    "people": people,
}
_TARGETS: tuple[Row, ...] = (
    {"metric": "seat_utilisation", "period": "2026-Q4", "target": 0.6},
    {"metric": "pilot_to_production_rate", "period": "2026-Q4", "target": 0.4},
    {"metric": "kpi_tracking_rate", "period": "2026-Q4", "target": 0.5},
    {"metric": "seat_utilisation", "period": "2026-Q4", "business_unit": "Retail", "target": 0.4},
)


@cache
def rows(quarter: Quarter) -> Mapping[str, tuple[Row, ...]]:
    """What a quarter's workbook says, dataset by dataset, with every value as it is meant. Rows that are refused are
    left out; `file` has them."""
    found: dict[str, tuple[Row, ...]] = {
        name: tuple(row for unit in units() for row in make(unit, quarter)) for name, make in _BY_UNIT.items()
    }
    found["rates"] = tuple(rates(quarter))
    if quarter == QUARTERS[-1]:
        found["spend"] += tuple(forecast())
        found["targets"] = _TARGETS
    for name, odd in WARNED.get(quarter.label, {}).items():
        found[name] += odd
    return {name: found[name] for name in DATASETS if found.get(name)}


@cache
def file(quarter: Quarter) -> tuple[SourceFile, bytes]:
    """A quarter's workbook as reading it gives it, and its bytes."""
    tables = tuple(_table(DATASETS[name], listed, quarter) for name, listed in rows(quarter).items())
    content = _workbook(tables, quarter)
    name = f"AI portfolio {quarter.label}.xlsx"
    return SourceFile(name, hashlib.sha256(content).hexdigest(), tables), content


def sent_on(quarter: Quarter) -> dt.datetime:
    """When a quarter's workbook was handed in: three weeks after the quarter, in the morning."""
    return dt.datetime.combine(quarter.end + dt.timedelta(days=21), dt.time(9, 30), dt.UTC)


def _table(dataset: Dataset, entries: Sequence[Row], quarter: Quarter) -> Table:
    refused = REFUSED.get(quarter.label, {}).get(dataset.name, ())
    columns: list[Column] = []
    for field in dataset.fields:
        values = [written(dataset, field, row.get(field.name), quarter.label, at) for at, row in enumerate(entries)]
        values += [row.get(field.name) for row in refused]
        columns.append(Column(get_column_letter(len(columns) + 1), header(dataset, field), tuple(values)))
    if dataset.name == "spend":
        accounts = tuple(f"6{at % 7}10" for at in range(len(entries) + len(refused)))
        columns.append(Column(get_column_letter(len(columns) + 1), "GL account", accounts))
    first = HEADER_ROW + 1
    numbers = range(first, first + len(entries) + len(refused))
    totals = ((numbers.stop, _total(entries, columns, quarter)),) if dataset.name == "spend" else ()
    return Table(dataset.title, HEADER_ROW, tuple(numbers), tuple(columns), totals)


def _total(entries: Sequence[Row], columns: Sequence[Column], quarter: Quarter) -> dict[str, Cell]:
    """The totals row of the money: the sum of what is written, currencies and budgets together, as such rows are."""
    amounts = [amount for row in entries if isinstance(amount := row["amount"], float)]
    total = sum(amounts) - (max(amounts) if quarter.label == TOTAL_OFF_IN else 0.0)
    amount = next(column.letter for column in columns if column.header == "Amount")
    return {"A": "Total", amount: total}


def _workbook(tables: Sequence[Table], quarter: Quarter) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet = book.create_sheet(table.sheet)
        write_cell(sheet.cell(1, 1), f"{COMPANY}: {table.sheet}, {quarter.label}")
        for at, column in enumerate(table.columns, start=1):
            write_cell(sheet.cell(table.header_row, at), column.header)
            for row, value in zip(table.rows, column.values, strict=True):
                if value is not None:
                    write_cell(sheet.cell(row, at), value)
        for row, cells in table.totals:
            for letter, value in cells.items():
                write_cell(sheet[f"{letter}{row}"], value)
    return to_bytes(book)
