"""A cell corrected by hand is understood like any other, and the file's own words stay beside it."""

import datetime as dt
import json

import pytest

from data.ingest.corrections import corrected, made_in, place
from data.ingest.fingerprint import known_as
from data.ingest.upload import Stopped, accept, confirmed, prepare, prepare_tables

TODAY, NOW = dt.date(2026, 11, 21), dt.datetime(2026, 11, 21, 12)
HEADER = ("period", "business_unit", "category", "amount")
GOOD, BAD = ("2026-Q1", "Claims", "licences", 10), ("2026-Q1", "Legal", "licences", "ten")


def stored(store, columns: str) -> list[tuple]:
    cursor = store.connection.cursor()
    cursor.execute(f"set variable as_of = {store.latest}")
    return cursor.execute(f"select {columns} from ledger.spend order by source_row").fetchall()


@pytest.mark.parametrize(
    ("typed", "amount"), [("1.2m", 1_200_000), ("(1,200.00)", -1200), ("€ 30", 30), ("12.50", 12.5)]
)
def test_a_corrected_amount_is_understood_as_the_sheet_s_own_are(store, source, typed, amount):
    prepared = prepare_tables(source(Spend=[HEADER, GOOD, BAD]), store, today=TODAY, corrections={"Spend!D3": typed})
    assert prepared.errors == ()
    assert prepared.rows["spend"].column("amount").to_pylist() == [10, amount]


def test_a_correction_that_is_not_understood_is_an_error_of_that_cell(store, source):
    prepared = prepare_tables(source(Spend=[HEADER, GOOD, BAD]), store, today=TODAY, corrections={"Spend!D3": "x"})
    assert [problem.cell for problem in prepared.errors] == ["Spend!D3"]
    assert '"x"' in prepared.errors[0].says


def test_the_file_s_own_words_stay_beside_what_was_typed(store, workbook):
    content = workbook(Spend=[HEADER, GOOD, BAD, (None, "Risk", "licences", 3)])
    typed = {"Spend!D3": "1200", "Spend!A4": "2026-Q2"}
    accept(prepare(content, "a.xlsx", store, today=TODAY, corrections=typed), store, "Ada", NOW)
    rows = stored(store, "business_unit, amount, original")
    assert rows[0][2] is None
    assert json.loads(rows[1][2]) == {"amount": {"cell": "D3", "text": "ten", "corrected": "1200"}}
    assert json.loads(rows[2][2])["period"] == {"cell": "A4", "text": "", "corrected": "2026-Q2"}
    assert store.original(store.versions()[0].sha256) == content


def test_a_blank_correction_empties_the_cell(source):
    (table,) = corrected(source(Spend=[HEADER, GOOD]), {"Spend!C2": " "}).tables
    assert table.column("category").values == [None]
    assert table.corrected == {("C", 2): "licences"}


def test_typing_what_stands_there_corrects_nothing(store, source):
    file = corrected(source(Spend=[HEADER, GOOD]), {"Spend!D2": "10", "Spend!B2": "Claims"})
    assert made_in(file) == {}
    assert known_as(file, made_in(file), store) == file.sha256


def test_an_address_in_a_correction_is_removed_from_what_is_kept(store, source):
    file = source(Spend=[(*HEADER, "note"), (*GOOD, "ask jo@example.com")])
    prepared = prepare_tables(file, store, today=TODAY, corrections={"Spend!E2": "ask al@example.com"})
    (original,) = prepared.rows["spend"].column("original").to_pylist()
    assert "@" not in original
    assert json.loads(original)["note"]["corrected"] == "ask (e-mail address removed)"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("Costs!D2", 'no sheet that was read is called "Costs"'),
        ("Spend!D1", "is a header"),
        ("Spend!D3", "is in a totals row"),
        ("Spend!Z2", "outside what was read"),
        ("Spend!D9", "A2 to D2"),
        ("D2", "not the address of a cell"),
        ("Spend!", "not the address of a cell"),
    ],
)
def test_what_is_no_cell_of_a_table_s_rows_cannot_be_corrected(source, address, says):
    file = source(Spend=[HEADER, GOOD], totals=("Total", None, None, 10))
    with pytest.raises(ValueError, match=says):
        corrected(file, {address: "1"})


@pytest.mark.parametrize("address", ["Spend!c14", "Spend!$C$14", "'Spend'!C14", " Spend!C14 "])
def test_an_address_is_read_however_a_spreadsheet_writes_it(address):
    assert place(address) == ("Spend", "C", 14)
    assert place("'It''s Q1!'!C14") == ("It's Q1!", "C", 14)


def test_tables_below_each_other_are_corrected_each_in_its_own_rows(store, workbook):
    content = workbook(Spend=[HEADER, GOOD, (), (), HEADER, BAD])
    prepared = prepare(content, "a.xlsx", store, today=TODAY, corrections={"Spend!D6": "7"})
    assert [len(table.corrected) for table in prepared.file.source.tables] == [0, 1]
    assert prepared.rows["spend"].column("amount").to_pylist() == [10, 7]


def test_a_file_stored_without_its_bad_row_can_be_handed_in_again_with_the_row_corrected(store, workbook):
    content = workbook(Spend=[HEADER, GOOD, BAD])
    first = prepare(content, "a.xlsx", store, today=TODAY)
    with pytest.raises(Stopped):
        accept(first, store, "Ada", NOW)
    accept(confirmed(first), store, "Ada", NOW, accept_valid=True)
    for _ in range(2):
        again = prepare(content, "a.xlsx", store, today=TODAY, corrections={"Spend!D3": "5"})
        accept(again, store, "Ada", NOW)
    assert again.already_stored == store.latest == 2
    assert stored(store, "business_unit, amount") == [("Claims", 10), ("Legal", 5)]


def test_cells_of_an_export_are_corrected_before_it_is_rolled_up(store, source):
    header = ("start_time_iso", "amount_value", "amount_currency", "line_item", "project_name")
    day = ("2026-01-05T00:00:00+00:00", "10", "usd", "tokens", "Claims bot")
    file = source(costs=[header, day, (day[0], "5O", *day[2:])])
    before = prepare_tables(file, store, today=TODAY).rows["spend"].column("amount").to_pylist()
    prepared = prepare_tables(file, store, today=TODAY, corrections={"costs!B3": "50"})
    assert (before, prepared.rows["spend"].column("amount").to_pylist()) == ([10], [60])


WIDE = ("business_unit", "category", "2026-Q1", "2026-Q2")


def test_a_cell_of_a_wide_sheet_is_corrected_in_its_own_quarter_under_its_own_letter(store, source):
    file = source(Spend=[WIDE, ("Claims", "licences", 10, 11), ("Legal", "run", 5, "2O")])
    prepared = prepare_tables(file, store, today=TODAY, corrections={"Spend!D3": "20"})
    rows = prepared.rows["spend"].to_pylist()
    (row,) = [
        found for found in rows if found["business_unit"] == "Legal" and found["period_start"] == dt.date(2026, 4, 1)
    ]
    assert row["amount"] == 20
    assert json.loads(row["original"])["amount"] == {"cell": "D3", "text": "2O", "corrected": "20"}
    others = [json.loads(found["original"] or "{}") for found in rows if found is not row]
    assert all("corrected" not in original.get("amount", {}) for original in others)


def test_a_cell_repeated_in_every_quarter_of_a_wide_sheet_is_corrected_in_each(store, source):
    file = source(Spend=[WIDE, ("Claims", "fun", 10, 11)])
    prepared = prepare_tables(file, store, today=TODAY, corrections={"Spend!B2": "run"})
    assert prepared.rows["spend"].column("category").to_pylist() == ["run", "run"]
    originals = [json.loads(original)["category"] for original in prepared.rows["spend"].column("original").to_pylist()]
    assert originals == [{"cell": "B2", "text": "fun", "corrected": "run"}] * 2
