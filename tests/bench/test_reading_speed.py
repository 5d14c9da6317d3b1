"""What safety costs: a file read in a limited child process against the same bytes read in place."""

import csv
import io

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from data.reading import read_file

ROWS = 20_000
HEADERS = [f"Column {letter}" for letter in "ABCDEFGHIJKL"]

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def cells() -> list[list[object]]:
    return [[f"name {row}", row, row * 1.5, "2026-03-31", *["text"] * 8] for row in range(ROWS)]


@pytest.fixture(scope="module")
def workbook(cells) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Spend")
    for row in (HEADERS, *cells):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture(scope="module")
def text(cells) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([HEADERS, *cells])
    return written.getvalue().encode()


def test_a_workbook_in_a_child_against_calamine_alone(workbook, fastest, capsys):
    def alone() -> int:
        return len(CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python())

    in_child = fastest(lambda: read_file(workbook, "spend.xlsx"))
    in_place = fastest(alone)
    with capsys.disabled():
        print(
            f"\n{ROWS:,} x 12 xlsx: in a limited child {in_child / in_place:.1f}x calamine in place ({in_child:.1f} s)"
        )
    assert len(read_file(workbook, "spend.xlsx").tables[0]) == ROWS


def test_a_text_table_in_a_child_against_the_csv_module(text, fastest, capsys):
    in_child = fastest(lambda: read_file(text, "spend.csv"))
    in_place = fastest(lambda: list(csv.reader(io.StringIO(text.decode()))))
    with capsys.disabled():
        print(f"\n{ROWS:,} x 12 csv: in a limited child {in_child / in_place:.1f}x the csv module ({in_child:.1f} s)")
    assert len(read_file(text, "spend.csv").tables[0]) == ROWS
