"""Exports as they are published: every row found, none invented."""

import re
from collections import Counter
from pathlib import Path

import pytest

from data.reading import SourceFile, Table, cells, read_file


def source(file: Path) -> SourceFile:
    return read_file(file.read_bytes(), file.name)


def only_table(file: Path) -> Table:
    [table] = source(file).tables
    return table


def test_every_use_case_of_the_federal_inventory_stands_below_a_header_in_row_2(real_files: Path) -> None:
    table = only_table(real_files / "inventories/2025_individually_reported_AI_use_cases.xlsx")
    cases = {"made": 80, "real": 3611}[real_files.name]
    assert (table.header_row, len(table), len(table.columns)) == (2, cases, 36)
    assert (table.rows[0], table.rows[-1]) == (3, 2 + cases)
    stages = Counter(re.split("[ –-]", str(value))[0] for value in table.column("Stage of Development").values)
    assert (
        stages
        == {
            "made": {"a)": 28, "b)": 12, "c)": 24, "d)": 8, "None": 8},
            "real": {"a)": 1479, "b)": 440, "c)": 1040, "d)": 314, "None": 338},
        }[real_files.name]
    )


def test_every_date_of_the_federal_inventory_is_understood(real_files: Path) -> None:
    table = only_table(real_files / "inventories/2025_individually_reported_AI_use_cases.xlsx")
    column = next(column for column in table.columns if column.header.startswith("Date when"))
    order = cells.date_order(column.values)
    days = [cells.date(value, order, coarse="start") for value in column.values]
    assert order == "mdy"
    assert sum(day is not None for day in days) == {"made": 39, "real": 1402}[real_files.name]


def test_the_agency_file_with_a_banner_and_hidden_sheets(real_files: Path) -> None:
    read = source(real_files / "inventories/2025_0128_ocio-dhs-ai-use-case-inventory.xlsx")
    [table] = read.tables
    assert (table.header_row, len(table), len(table.columns)) == (2, {"made": 12, "real": 238}[real_files.name], 33)
    assert read.left_out == tuple((name, "hidden") for name in ("Sheet4", "Sheet3", "Sheet1", "Sheet2"))
    assert table.notes[-1] == "`"  # a stray mark, three rows below the last use case


@pytest.mark.parametrize(
    ("file", "header_row", "rows", "columns"),
    [
        ("inventories/2025_consolidated_COTS_AI_use_cases.xlsx", 1, {"made": 26, "real": 900}, 5),
        ("inventories/Artificial-Intelligence-Use-Case-Inventory-FY25.xlsx", 2, {"made": 7, "real": 223}, 6),
        ("inventories/hhs-ai-use-case-inventory-fy25.csv", 1, {"made": 12, "real": 447}, 33),
        ("focus/focus_sample.csv", 1, {"made": 24, "real": 1000}, 44),
        ("focus/focus_sample_costandusage_azure.EXCERPT.csv", 1, {"made": 2, "real": 2}, 65),
        ("viva/Sample-VivaInsights-PersonQuery-Export.Csv", 1, {"made": 187, "real": 979}, 48),
        ("github_copilot/billing-credit-usage.pseudonymised.csv", 1, {"made": 13, "real": 123}, 17),
    ],
)
def test_rows_and_columns_of_each_export(
    real_files: Path, file: str, header_row: int, rows: dict[str, int], columns: int
) -> None:
    table = only_table(real_files / file)
    assert (table.header_row, len(table), len(table.columns)) == (header_row, rows[real_files.name], columns)


def test_windows_text_is_read_with_its_dashes(real_files: Path) -> None:
    read = source(real_files / "inventories/hhs-ai-use-case-inventory-fy25.csv")
    assert any("–" in str(value) for value in read.tables[0].column("Stage of Development").values)
    assert [problem.rule for problem in read.problems] == ["encoding"]


def test_every_vendor_header_line_is_a_table(real_files: Path) -> None:
    files = sorted((real_files / "vendor_headers").glob("*.csv"))[:8]
    assert all(only_table(file).header_row == 1 for file in files)
