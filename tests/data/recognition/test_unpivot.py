"""A column per month or quarter becomes a row per month or quarter; nothing is counted twice, nothing loses its cell."""

import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence

import openpyxl
import pytest

from data.ingest.upload import Prepared, prepare, prepare_tables
from data.reading import SourceFile
from data.recognition import unpivot as turning
from data.recognition.profiles import builtin
from data.recognition.unpivot import long

TODAY = dt.date(2026, 11, 21)
IDS = ("business_unit", "category")
LICENCES = ("Claims", "licences")

Wide = Callable[..., Prepared]


@pytest.fixture
def wide(store, source) -> Wide:
    """Sheets as they were read -> what would be stored: `wide(Spend=[header, row, ...])`."""

    def make(name: str = "test.xlsx", period: str | None = None, totals=None, **sheets) -> Prepared:
        return prepare_tables(source(name, totals, **sheets), store, today=TODAY, period=period)

    return make


def is_turned(source: SourceFile) -> bool:
    return any(column.heads for table in long(source) for column in table.columns)


def rows(prepared: Prepared, dataset: str, *columns: str) -> list[tuple]:
    """Rows as (first day, months, the columns asked for)."""
    found = prepared.rows[dataset].to_pylist()
    return [(_period(row), *(row.get(name) for name in columns)) for row in found]


def _period(row: dict) -> str:
    months = (
        (row["period_end"].year - row["period_start"].year) * 12 + row["period_end"].month - row["period_start"].month
    )
    return f"{row['period_start']:%Y-%m}+{months + 1}"


def rules(prepared: Prepared) -> dict[str, str | None]:
    return {problem.rule: problem.cell for problem in prepared.problems}


def test_each_figure_is_a_row_with_the_address_of_its_own_cell(wide: Wide):
    found = wide(Spend=[(*IDS, "2026-Q1", "2026-Q2"), (*LICENCES, 10, 20), ("Retail", "training", None, 5)])
    assert rows(found, "spend", "business_unit", "amount") == [
        ("2026-01+3", "Claims", 10),
        ("2026-04+3", "Claims", 20),
        ("2026-04+3", "Retail", 5),
    ]
    last = found.rows["spend"].to_pylist()[-1]
    assert (last["source_row"], json.loads(last["letters"])["amount"]) == (3, "D")
    assert json.loads(last["original"])["period"] == {"cell": "D1", "text": "2026-Q2"}


def test_it_is_said_how_a_sheet_was_turned(wide: Wide):
    found = wide(Spend=[(*IDS, "2026-Q1", "2026-Q2"), (*LICENCES, 10, 20)])
    [note] = [problem for problem in found.problems if problem.rule == "wide_sheet"]
    assert note.cell == "Spend!C1"
    assert "2026-Q1 to 2026-Q2): 1 row of the sheet became 2 rows" in note.says


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-Q1", "2026-Q2"),
        ("Q1 2026", "Q2 2026"),
        ("Q1/26", "Q2/26"),
        ("FY26 Q1", "FY26 Q2"),
        ("1Q26", "2Q26"),
        ("Cost Q1 2026", "Cost Q2 2026"),
        ("2026-Q1 Cost", "2026-Q2 Cost"),
        ("Cost (Q1 2026)", "Cost (Q2 2026)"),
        ("Cost - Q1 2026", "Cost - Q2 2026"),
    ],
)
def test_quarters_in_every_notation(wide: Wide, first: str, second: str):
    found = wide(Spend=[(*IDS, first, second), (*LICENCES, 10, 20)])
    assert rows(found, "spend", "amount") == [("2026-01+3", 10), ("2026-04+3", 20)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mar 2026", "Apr 2026"),
        ("March-26", "April-26"),
        ("03/2026", "04/2026"),
        ("2026-03", "2026-04"),
        ("März 2026", "April 2026"),
        ("2026-03-31", "2026-04-30"),
        ("31.03.2026", "30.04.2026"),
    ],
)
def test_months_in_every_notation(wide: Wide, first: str, second: str):
    found = wide(Spend=[(*IDS, first, second), (*LICENCES, 10, 20)])
    assert rows(found, "spend", "amount") == [("2026-03+1", 10), ("2026-04+1", 20)]


def test_last_days_of_quarters_stand_for_quarters_and_that_is_said(wide: Wide):
    found = wide(Spend=[(*IDS, "2026-03-31", "2026-06-30"), (*LICENCES, 10, 20)])
    assert rows(found, "spend", "amount") == [("2026-01+3", 10), ("2026-04+3", 20)]
    assert "Last days of quarters stand for the quarters." in " ".join(problem.says for problem in found.problems)
    assert json.loads(found.rows["spend"]["original"][0].as_py())["period"]["text"] == "2026-03-31"


def test_months_without_a_year_take_the_one_year_of_title_sheet_and_file_and_a_person_confirms_it(wide: Wide):
    found = wide("AI costs 2026.xlsx", Costs=[(*IDS, "Jan", "Feb"), (*LICENCES, 10, 20)])
    assert [question.proposed for question in found.mapping.readings[0].open_questions] == ["2026"]
    assert found.needs_confirmation
    assert rows(found, "spend", "amount") == [("2026-01+1", 10), ("2026-02+1", 20)]


def test_two_years_or_none_are_asked_about_and_nothing_is_stored_without_an_answer(wide: Wide):
    sheet = [(*IDS, "Jan", "Feb"), (*LICENCES, 10, 20)]
    for name in ("costs.xlsx", "costs 2025 and 2026.xlsx"):
        found = wide(name, Costs=sheet)
        assert [question.proposed for question in found.mapping.readings[0].open_questions] == [""]
        assert (found.stored_rows, rules(found)["two_readings"]) == (0, "Costs!C1")
    assert rows(wide("costs.xlsx", period="2025", Costs=sheet), "spend", "amount") == [
        ("2025-01+1", 10),
        ("2025-02+1", 20),
    ]


def test_a_fiscal_year_that_starts_in_october_is_named_by_its_end(store, source):
    store.change_settings({"fiscal_start_month": "10"}, "test", "", dt.datetime(2026, 1, 1))
    sheet = source("costs FY2026.xlsx", Costs=[(*IDS, "Oct", "Nov", "Jan"), (*LICENCES, 10, 20, 30)])
    found = prepare_tables(sheet, store, today=TODAY)
    assert rows(found, "spend", "amount") == [("2025-10+1", 10), ("2025-11+1", 20), ("2026-01+1", 30)]


def test_a_year_column_beside_months_names_their_year(wide: Wide):
    found = wide(Costs=[(*IDS, "Year", "Jan", "Feb"), (*LICENCES, 2025, 10, 20), (*LICENCES, 2026, 30, None)])
    assert rows(found, "spend", "amount") == [("2025-01+1", 10), ("2025-02+1", 20), ("2026-01+1", 30)]


def test_several_measures_stand_beside_each_other_in_one_row(wide: Wide):
    found = wide(
        Tools=[
            ("Unit", "Tool", "Seats Q1 2026", "Active users Q1 2026", "Seats Q2 2026", "Active users Q2 2026"),
            ("Claims", "Copilot", 20, 10, 30, None),
        ]
    )
    assert rows(found, "adoption", "seats", "active_users") == [("2026-01+3", 20, 10), ("2026-04+3", 30, None)]


def test_actual_and_budget_become_the_basis(wide: Wide):
    found = wide(Spend=[(*IDS, "Jan 2026 Actual", "Jan 2026 Plan", "Feb 2026 Forecast"), (*LICENCES, 10, 12, 11)])
    assert rows(found, "spend", "amount", "basis") == [
        ("2026-01+1", 10, "actual"),
        ("2026-01+1", 12, "budget"),
        ("2026-02+1", 11, "forecast"),
    ]


def test_the_currency_and_scale_of_the_headers_hold(wide: Wide):
    found = wide(Spend=[(*IDS, "Q1 2026 (k EUR)", "Q2 2026 (k EUR)"), (*LICENCES, 10, 20)])
    assert rows(found, "spend", "amount", "currency") == [("2026-01+3", 10_000, "EUR"), ("2026-04+3", 20_000, "EUR")]


@pytest.mark.parametrize("total", ["Total", "Sum", "YTD", "FY 2026", "2026", "Total 2026", "Full year"])
def test_a_total_beside_its_quarters_is_a_check_and_no_row(wide: Wide, total: str):
    header = (*IDS, "2026-Q1", "2026-Q2", total)
    fits = wide(Spend=[header, (*LICENCES, 10, 20, 30)])
    assert (fits.stored_rows, "row_total" in rules(fits)) == (2, False)
    differs = wide(Spend=[header, (*LICENCES, 10, 20, 31), ("Retail", "training", 1, 1, None)])
    assert (differs.stored_rows, rules(differs)["row_total"]) == (4, "Spend!E2")


def test_quarters_beside_their_months_are_not_counted_twice(wide: Wide):
    header = (*IDS, "Jan 2026", "Feb 2026", "Mar 2026", "Q1 2026", "Apr 2026")
    found = wide(Spend=[header, (*LICENCES, 1, 2, 3, 6, 4)])
    assert [amount for _, amount in rows(found, "spend", "amount")] == [1, 2, 3, 4]


def test_years_before_the_quarters_of_this_one_are_rows_of_their_own(wide: Wide):
    found = wide(Spend=[(*IDS, "2025", "Q1 2026", "Q2 2026"), (*LICENCES, 40, 10, 20)])
    assert rows(found, "spend", "amount") == [("2025-01+12", 40), ("2026-01+3", 10), ("2026-04+3", 20)]


def test_a_year_s_users_are_not_the_sum_of_its_quarters(wide: Wide):
    header = ("Unit", "Tool", "Seats Q1 2026", "Seats Q2 2026", "Seats 2026")
    found = wide(Tools=[header, ("Claims", "Copilot", 10, 20, 20)])
    assert (found.stored_rows, "row_total" in rules(found)) == (2, False)


def test_a_totals_row_is_checked_under_each_period(wide: Wide):
    sheet = [(*IDS, "2026-Q1", "2026-Q2"), (*LICENCES, 10, 20), ("Retail", "training", 1, 2)]
    assert "totals_row" not in rules(wide(totals=("Total", None, 11.0, 22.0), Spend=sheet))
    assert rules(wide(totals=("Total", None, 11.0, 23.0), Spend=sheet))["totals_row"] == "Spend!D4"


def test_what_the_figures_are_is_read_from_the_sheet_s_own_words(wide: Wide):
    found = wide(**{"Active users": [("Unit", "Tool", "2026-01", "2026-02"), ("Claims", "Copilot", 10, 20)]})
    assert rows(found, "adoption", "active_users") == [("2026-01+1", 10), ("2026-02+1", 20)]
    assert found.needs_confirmation


def test_figures_that_nothing_names_are_asked_about_and_not_stored(wide: Wide):
    found = wide(Data=[("Unit", "Thing", "2026-01", "2026-02"), ("Claims", "x", 10, 20)])
    assert (found.stored_rows, rules(found)["unread_figures"]) == (0, "Data!C1")
    assert found.mapping.confidence < 0.8


def test_targets_and_rates_may_be_wide_too(wide: Wide):
    found = wide(
        Targets=[("metric", "2026-Q1", "2026-Q2"), ("adoption_rate", 0.4, 0.5)],
        Rates=[("currency", "2026-Q1", "2026-Q2"), ("EUR", 1.1, 1.2)],
    )
    assert rows(found, "targets", "target") == [("2026-01+3", 0.4), ("2026-04+3", 0.5)]
    assert rows(found, "rates", "per_reporting_unit") == [("2026-01+3", 1.1), ("2026-04+3", 1.2)]


def test_one_quarter_alone_may_be_the_first_of_a_wide_sheet(wide: Wide):
    found = wide(Spend=[(*IDS, "2026-Q1"), (*LICENCES, 10)])
    assert rows(found, "spend", "amount") == [("2026-01+3", 10)]


def test_next_quarter_s_wide_sheet_has_the_shape_of_this_one(wide: Wide):
    header = ("Unit", "Cost type", "Q1 2026")
    this, other = (wide(Costs=[(*header, more), (*LICENCES, 1, 2)]) for more in ("Q2 2026", "Q3 2026"))
    assert [column.header for column in this.file.source.tables[0].columns] == [
        column.header for column in other.file.source.tables[0].columns
    ]


NOT_WIDE = {
    "one period column": [("period", *IDS, "amount"), ("2026-Q1", *LICENCES, 10)],
    "a period column and yearly figures": [
        ("period", *IDS, "amount", "Budget 2025", "Budget 2026"),
        ("2026-Q1", *LICENCES, 1, 2, 3),
    ],
    "a list of initiatives": [
        ("name", "business_unit", "stage", "Benefit 2025", "Benefit 2026"),
        ("A", "Claims", "pilot", 1, 2),
    ],
    "dates": [
        ("name", "unit", "Review Q1 2026", "Review Q2 2026"),
        ("A", "Claims", dt.date(2026, 1, 5), dt.date(2026, 5, 6)),
    ],
    "words": [("name", "unit", "Status Q1 2026", "Status Q2 2026"), ("A", "Claims", "green", "red")],
    "survey questions": [("unit", *(f"Q{n}" for n in range(1, 7))), ("Claims", 5, 4, 3, 4, 5, 1)],
    "questions in words": [("unit", "Q1: I feel able", "Q2: I am allowed"), ("Claims", 5, 4)],
    "days": [("unit", "30 days", "60 days"), ("Claims", 5, 4)],
    "two Januaries": [("unit", "category", "Jan", "Jan"), (*LICENCES, 5, 4)],
    "nothing but months": [("Jan 2026", "Feb 2026"), (5, 4)],
    "one year's figure": [("unit", "category", "Spend 2026"), (*LICENCES, 5)],
}


@pytest.mark.parametrize("sheet", NOT_WIDE.values(), ids=NOT_WIDE)
def test_other_sheets_are_left_as_they_are(source, sheet: Sequence[Sequence[object]]):
    assert not is_turned(source(Data=sheet))


@pytest.mark.parametrize("name", sorted(builtin()))
def test_exports_are_left_to_their_profiles(source, name: str):
    for line in builtin()[name].recognised_by:
        header = [*(pattern.replace("*", "x") for pattern in line), "Q1 2026", "Q2 2026"]
        assert not is_turned(source(Data=[header, [1.0] * len(header)]))


def workbook(*rows: Sequence[object], merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Spend"
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_two_header_lines_of_a_real_workbook_name_period_and_basis(store):
    content = workbook(
        ("AI spend",),
        (*IDS, "Q1 2026", None, "Q2 2026", None),
        (None, None, "Actual", "Budget", "Actual", "Budget"),
        (*LICENCES, 10, 11, 20, 21),
        ("Retail", "training", 1, None, None, 2),
        merged=("A2:A3", "B2:B3", "C2:D2", "E2:F2"),
    )
    found = prepare(content, "spend.xlsx", store, today=TODAY)
    assert rows(found, "spend", "business_unit", "basis", "amount") == [
        ("2026-01+3", "Claims", "actual", 10),
        ("2026-01+3", "Claims", "budget", 11),
        ("2026-04+3", "Claims", "actual", 20),
        ("2026-04+3", "Claims", "budget", 21),
        ("2026-01+3", "Retail", "actual", 1),
        ("2026-04+3", "Retail", "budget", 2),
    ]
    first = json.loads(found.rows["spend"]["original"][0].as_py())
    assert first["period"] == {"cell": "C2", "text": "Q1 2026"}


def test_a_year_above_its_months_and_real_dates_as_headers(store):
    years = workbook((None, None, 2026), (*IDS, "Jan", "Feb"), (*LICENCES, 10, 20))
    found = prepare(years, "spend.xlsx", store, today=TODAY)
    assert rows(found, "spend", "amount") == [("2026-01+1", 10), ("2026-02+1", 20)]
    days = workbook((*IDS, dt.date(2026, 1, 1), dt.date(2026, 2, 1)), (*LICENCES, 10, 20))
    found = prepare(days, "spend.xlsx", store, today=TODAY)
    assert rows(found, "spend", "amount") == [("2026-01+1", 10), ("2026-02+1", 20)]


@pytest.mark.parametrize("header", ["2026-03,2026-04", "03/2026,04/2026", "2026-03-31,2026-04-30", "202603,202604"])
def test_months_in_the_header_of_a_text_table_are_no_figures(store, header: str):
    content = f"business_unit,category,{header}\nClaims,licences,10,20\nRetail,training,,5\n".encode()
    found = prepare(content, "Spend.csv", store, today=TODAY)
    assert rows(found, "spend", "amount") == [("2026-03+1", 10), ("2026-04+1", 20), ("2026-04+1", 5)]


@pytest.mark.parametrize("names", [["2026-Q1"], ["FY26", "Jan"], ["Users 2026-Q1", "Users 2026"], ["Total", "2026-01"]])
def test_no_column_of_a_very_wide_sheet_is_set_against_every_other(monkeypatch, source, names):
    compared = Counter()
    for name in ("_kind", "_is_yearless"):
        original = getattr(turning, name)
        monkeypatch.setattr(
            turning, name, lambda header, name=name, original=original: (compared.update([name]), original(header))[1]
        )
    headers = [*names, *names] * 500
    long(
        source("w.xlsx", None, Spend=[["business_unit", "category", *headers], ["Claims", "data", *[1] * len(headers)]])
    )
    assert compared["_kind"] >= len(headers) / 2
    assert all(count <= 3 * len(headers) for count in compared.values())
