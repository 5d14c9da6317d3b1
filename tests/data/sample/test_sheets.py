"""The workbooks of the sample are dirty, and mean exactly what they were made to mean."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from data.check.across import Reference
from data.check.check import check
from data.reading import read_file
from data.recognition.recognise import recognise
from data.sample import tables, workbook
from data.sample.odd import REFUSED, TOTAL_OFF_IN
from data.sample.quarters import QUARTERS, Quarter
from data.sample.sheets import HEADER_ROW, file, rows, sent_on
from data.schema import DATASETS

LAST = QUARTERS[-1]
REFERENCE = Reference(
    spelled={
        "business_unit": {
            unit.casefold(): unit for unit in ("Claims", "Retail", "Finance", "Legal", "Supply chain", "HR")
        }
    }
)


def test_there_is_a_workbook_for_each_quarter_and_every_dataset_but_the_list_of_people_is_there() -> None:
    files = tables()
    assert len(files) == len({source.sha256 for source in files}) == 12
    assert {table.sheet for source in files for table in source} == {
        dataset.title for dataset in DATASETS.values() if not dataset.names_people
    }


def test_a_workbook_reads_back_as_its_tables_say() -> None:
    source, content = file(LAST)
    for table, again in zip(source, read_file(content, source.name), strict=True):
        assert (again.sheet, again.header_row, tuple(again.rows)) == (table.sheet, HEADER_ROW, table.rows)
        assert again.totals == table.totals
        columns = {column.letter: column for column in again.columns}
        for column in table.columns:
            values = [None if value == " " else value for value in column.values]
            assert list(columns[column.letter].values) == values, column.header


@pytest.mark.parametrize("quarter", QUARTERS, ids=lambda quarter: quarter.label)
def test_every_cell_has_one_reading_and_only_the_odd_rows_are_refused(quarter: Quarter) -> None:
    source, _ = file(quarter)
    checked = check(source, recognise(source), REFERENCE, sent_on(quarter).date())
    refused = {name: len(odd) for name, odd in REFUSED.get(quarter.label, {}).items()}
    assert {name: count["left_out"] for name, count in checked.counts.items() if count["left_out"]} == refused
    for name, rows_of_dataset in rows(quarter).items():
        plain = [field for field in DATASETS[name].fields if field.kind not in ("period", "choices")]
        for stored, row in zip(checked.rows[name].to_pylist(), rows_of_dataset, strict=True):
            for field in plain:
                assert stored.get(field.name) == row.get(field.name), (name, field.name, row)


def test_the_sheets_are_dirty_in_many_ways() -> None:
    spend = next(table for table in file(LAST)[0] if table.sheet == "Spend")
    typed = Counter(type(value).__name__ for value in spend.column("Amount").values)
    assert typed["str"] >= 5
    assert {"2026-Q3", "Q3 2026", "Q3/26", "3Q26"} <= set(spend.column("Quarter").values)
    cells = [str(value) for table in file(LAST)[0] for column in table.columns for value in column.values]
    assert {"n/a", "TBD", "-"} <= set(cells)
    assert any(cell != cell.strip() for cell in cells if cell.strip())
    assert "GL account" in [column.header for column in spend.columns]


def test_a_totals_row_is_off_in_one_quarter_only() -> None:
    off = [
        quarter.label
        for quarter in QUARTERS
        for problem in check(file(quarter)[0], recognise(file(quarter)[0]), REFERENCE, sent_on(quarter).date()).problems
        if problem.rule == "totals_row"
    ]
    assert off == [TOTAL_OFF_IN]


@pytest.mark.parametrize("name", DATASETS)
def test_no_row_is_there_twice(name: str) -> None:
    dataset = DATASETS[name]
    for quarter in QUARTERS:
        keys = Counter(tuple(row.get(part) for part in dataset.key) for row in rows(quarter).get(name, ()))
        assert not dataset.key or not [key for key, count in keys.items() if count > 1]


def test_the_whole_history_is_one_filled_template_that_imports_without_an_error() -> None:
    source = read_file(workbook(), "history.xlsx")
    checked = check(source, recognise(source), REFERENCE, sent_on(LAST).date())
    assert not [problem for problem in checked.problems if problem.severity == "error"]
    for name in ("spend", "pilots", "deployments", "survey"):
        assert checked.rows[name].num_rows == sum(len(rows(quarter).get(name, ())) for quarter in QUARTERS)


def test_a_quarter_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        workbook("2022-Q1")


def test_the_sample_is_the_same_in_every_process() -> None:
    say = "import hashlib, data.sample as s; print(hashlib.sha256(s.workbook('2025-Q2')).hexdigest())"
    here = Path(__file__).resolve().parents[3]
    elsewhere = subprocess.run(
        [sys.executable, "-c", say],
        cwd=here,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == hashlib.sha256(workbook("2025-Q2")).hexdigest()
