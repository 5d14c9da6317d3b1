"""What is said of an upload in sentences: an export is told by what became of its rows, not by columns."""

import datetime as dt

from data.ingest.report import in_words, report
from data.ingest.upload import prepare_tables
from tests.data.conftest import source

TODAY = dt.date(2026, 11, 21)
COSTS = ("start_time_iso", "amount_value", "amount_currency", "line_item", "project_name")
DAYS = [("2026-01-30", 1, "usd", "tokens", "Claims"), ("2026-01-31", 2, "usd", "tokens", "Claims"), ("2026-02-01",)]


def sentences(store, **sheets):
    prepared = prepare_tables(source("f.xlsx", **sheets), store, today=TODAY)
    return in_words(report("f.xlsx", prepared, None, prepared.problems))


def test_rows_of_an_export_are_told_as_rolled_up_and_no_column_of_the_sheet_is_named(store):
    days = [(*day, *[None] * (len(COSTS) - len(day))) for day in DAYS]
    lines = sentences(store, Costs=[COSTS, *days])
    assert lines[1:3] == [
        '  "Costs" is read as spend: rolled up from: OpenAI platform costs.',
        "  spend: 2 of 3 rows rolled up into 1, 1 left out",
    ]
    assert not any("<-" in line for line in lines)


def test_rows_of_a_sheet_are_told_as_read_with_the_columns_they_come_from(store):
    lines = sentences(
        store, Spend=[("period", "business_unit", "category", "amount"), ("2026-Q1", "Claims", "licences", 10)]
    )
    assert any(line.startswith('    amount <- D "amount"') for line in lines)
    assert "  spend: 1 read, 1 fit, 0 left out" in lines


def test_what_nothing_needs_to_be_done_about_is_told_as_good_to_know(store):
    header = ("period", "business_unit", "category", "amount", "vendor")
    lines = sentences(store, Spend=[header, ("2026-Q1", "Claims", "licences", 10, "jo.kim@example.com")])
    (line,) = [line for line in lines if "E-mail addresses are never stored" in line]
    assert line.startswith("  good to know: Spend!E2: ")
    assert not any(line.strip().startswith("warning:") for line in lines)
