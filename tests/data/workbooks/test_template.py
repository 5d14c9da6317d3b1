"""The template says what the schema says, keeps text as text, and is the same file every time."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from data.check.across import Reference
from data.check.check import check
from data.reading import read_file
from data.recognition.recognise import recognise
from data.schema import DATASETS, Dataset
from data.store import Store
from data.workbooks.example import EXAMPLE
from data.workbooks.export import blank_workbook
from data.workbooks.template import GUIDE_SHEETS, filled, quarter_of, template
from tests.conftest import upload

TODAY = dt.date(2026, 11, 21)
UNIT = "business_unit"


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(template(today=TODAY, units=("Claims", "Retail"))))


def test_the_sheets_are_the_guide_and_one_for_each_dataset(book: Workbook) -> None:
    assert {*book.sheetnames} == {*GUIDE_SHEETS, *(dataset.title for dataset in DATASETS.values())}
    assert book.active.title == "Read me"
    assert book["GapboardLists"].sheet_state == "hidden"


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_every_column_of_the_schema_has_a_header_with_a_note(book: Workbook, dataset: Dataset) -> None:
    headers = next(book[dataset.title].iter_rows(min_row=1, max_row=1))
    assert [cell.value for cell in headers] == [field.name for field in dataset.fields]
    for cell, field in zip(headers, dataset.fields, strict=True):
        assert field.meaning in cell.comment.text
        assert ("Required" in cell.comment.text) == field.required
    assert book[dataset.title].freeze_panes == "A2"


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_every_choice_has_a_list_that_offers_exactly_its_values(book: Workbook, dataset: Dataset) -> None:
    sheet = book[dataset.title]
    checks = {str(check.sqref).split("2:")[0]: check for check in sheet.data_validations.dataValidation}
    for cell, field in zip(sheet[1], dataset.fields, strict=True):
        offers = field.choices or {"yes_no": ("yes", "no", "unknown")}.get(field.kind) or ()
        if offers:
            _, area = checks[cell.column_letter].formula1.split("!")
            assert tuple(line[0].value for line in book["GapboardLists"][area.replace("$", "")]) == offers
        elif field.kind in ("date", "count", "score", "money", "number"):
            assert checks[cell.column_letter].type in ("date", "whole", "decimal")


def test_units_are_offered_where_they_are_known_and_only_there(book: Workbook) -> None:
    def lists(workbook: Workbook) -> list[object]:
        return [cell.value for cell in workbook["GapboardLists"][1]]

    assert "business_unit" in lists(book)
    assert "business_unit" not in lists(load_workbook(io.BytesIO(template(today=TODAY))))


def test_required_headers_look_different_from_optional_ones(book: Workbook) -> None:
    period, currency = book["Spend"]["A1"], book["Spend"]["E1"]
    assert period.fill != currency.fill


def test_the_example_uses_columns_and_values_of_the_schema() -> None:
    assert set(EXAMPLE) == set(DATASETS)
    for name, rows in EXAMPLE.items():
        for row in rows:
            assert set(DATASETS[name].required) <= set(row)
            for column, value in row.items():
                choices = DATASETS[name][column].choices
                assert not choices or set(str(value).split("; ")) <= set(choices)


def test_a_filled_workbook_reads_back_as_it_was_written() -> None:
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(filled(EXAMPLE, today=TODAY)))
    header, *rows = sheets.get_sheet_by_name("Spend").to_python()
    assert dict(zip(header, rows[2], strict=False))["currency"] == "EUR"
    assert [row[header.index("amount")] for row in rows] == [row["amount"] for row in EXAMPLE["spend"]]


def test_a_filled_template_imports_without_a_question_or_a_problem_and_its_guide_is_left_out() -> None:
    source = read_file(filled(EXAMPLE, today=TODAY), "template.xlsx")
    mapping = recognise(source)
    assert mapping.is_confirmed
    assert {name for name, _ in mapping.left_out} == set(GUIDE_SHEETS)
    checked = check(source, mapping, Reference(), TODAY)
    assert {(problem.rule, problem.cell) for problem in checked.problems} == {("personal", "Units!A1")}
    assert {name: rows.num_rows for name, rows in checked.rows.items()} == {
        name: len(rows) for name, rows in EXAMPLE.items()
    }


def test_the_blank_template_holds_no_rows() -> None:
    source = read_file(template(today=TODAY), "template.xlsx")
    checked = check(source, recognise(source), Reference(), TODAY)
    assert not checked.problems
    assert not any(rows.num_rows for rows in checked.rows.values())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    sheet = load_workbook(io.BytesIO(filled({"spend": ({"note": text},)}, today=TODAY)))["Spend"]
    assert (sheet["K2"].value, sheet["K2"].data_type, sheet["K2"].quotePrefix) == (text, "s", True)


def test_a_column_the_schema_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        filled({"spend": ({"colour": "blue"},)}, today=TODAY)


def test_equal_inputs_give_equal_bytes() -> None:
    assert template(today=TODAY) == template(today=TODAY)


@pytest.mark.parametrize(
    ("day", "fiscal_start", "quarter"),
    [
        (dt.date(2026, 1, 1), 1, "2026-Q1"),
        (dt.date(2026, 12, 31), 1, "2026-Q4"),
        (dt.date(2026, 3, 31), 4, "2026-Q4"),
        (dt.date(2026, 4, 1), 4, "2027-Q1"),
        (dt.date(2025, 10, 1), 10, "2026-Q1"),
        (dt.date(2026, 9, 30), 10, "2026-Q4"),
    ],
)
def test_a_fiscal_quarter_is_named_by_the_year_its_fiscal_year_ends_in(
    day: dt.date, fiscal_start: int, quarter: str
) -> None:
    assert quarter_of(day, fiscal_start) == quarter


def test_the_fiscal_calendar_covers_four_years_around_the_day() -> None:
    calendar = load_workbook(io.BytesIO(template(today=TODAY, fiscal_start=10)))["Fiscal calendar"]
    months = [row[0].date() for row in calendar.iter_rows(min_row=2, values_only=True)]
    assert (months[0], months[-1], len(months)) == (dt.date(2024, 10, 1), dt.date(2028, 9, 1), 48)


def test_a_store_s_units_are_offered_in_its_own_template(store: Store) -> None:
    def offered(content: bytes) -> list[object]:
        lists = load_workbook(io.BytesIO(content))["GapboardLists"]
        return next(([cell.value for cell in column[1:3]] for column in lists.columns if column[0].value == UNIT), [])

    assert offered(blank_workbook(store, today=TODAY)) == []
    store.add(upload(spend=[{"period": "2026-Q1", "business_unit": name, "amount": 1.0} for name in ("HR", "Claims")]))
    assert offered(blank_workbook(store, today=TODAY)) == ["Claims", "HR"]
    assert offered(blank_workbook(store, today=TODAY, offers_units=False)) == []
