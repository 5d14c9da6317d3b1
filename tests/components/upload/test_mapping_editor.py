"""How a sheet is read, as its sender corrects it in a table: column by column, value by value."""

from components.upload.mapping_editor import (
    KEPT_WITH_ROW,
    NEVER,
    Offer,
    RolledUp,
    UploadedTable,
    chosen_columns,
    columns_in_words,
    not_read,
    read_as,
)

OFFER = Offer(
    title="Spend",
    meanings=dict.fromkeys(("period", "business_unit", "amount", "started_on", "note"), ""),
    required=("period", "amount"),
    allowed={},
)
ARRIVED = UploadedTable(
    "Kosten", 1, 3, (("A", "Monat", ""), ("B", "Netto", ""), ("C", "Brutto", ""), ("D", "E-mail", ""))
)


def match(letter: str, header: str) -> dict[str, object]:
    return {"letter": letter, "header": header, "confidence": 0.9, "why": "another word for it"}


def sheet(**columns: dict[str, object]) -> dict[str, object]:
    return {"columns": columns, "personal": ["E-mail"], "values": {}}


SHEET = sheet(period=match("A", "Monat"), started_on=match("A", "Monat"), amount=match("B", "Netto"))


def test_each_column_says_what_it_is_read_as_and_two_names_of_one_column_stand_together():
    assert read_as(SHEET, ARRIVED, OFFER) == ["period * and started on", "amount *", KEPT_WITH_ROW, NEVER]


def test_what_nobody_changed_stays_as_it_was_proposed():
    columns, never = chosen_columns(SHEET, ARRIVED, OFFER, read_as(SHEET, ARRIVED, OFFER))
    assert columns == SHEET["columns"]
    assert never == ["E-mail"]


def test_a_name_given_to_another_column_leaves_the_one_that_had_it():
    columns, _ = chosen_columns(SHEET, ARRIVED, OFFER, ["period * and started on", "amount *", "amount *", NEVER])
    assert columns["amount"] == {"header": "Brutto", "letter": "C", "confidence": 1.0, "why": "as you said"}
    assert [match["letter"] for match in columns.values()].count("B") == 0


def test_a_column_that_was_read_as_two_names_can_be_read_as_one():
    columns, _ = chosen_columns(SHEET, ARRIVED, OFFER, ["period *", "amount *", KEPT_WITH_ROW, NEVER])
    assert list(columns) == ["period", "amount"]


def test_a_column_can_be_kept_out_of_the_store_and_let_in():
    columns, never = chosen_columns(SHEET, ARRIVED, OFFER, ["period * and started on", NEVER, KEPT_WITH_ROW, "note"])
    assert "amount" not in columns
    assert columns["note"]["letter"] == "D"
    assert never == ["Netto"]


def test_the_columns_are_counted_by_what_becomes_of_them():
    assert (
        columns_in_words(SHEET, ARRIVED, OFFER)
        == "Columns: 2 of 4 read, 1 kept with each row as they are, 1 never stored"
    )


def test_an_export_is_told_in_a_sentence_that_counts_every_row():
    export = RolledUp("OpenAI costs", "spend", 979, 940, 12, ((39, "days without costs"),), {})
    assert export.in_words() == (
        "Read as OpenAI costs: 940 of 979 rows are added up in 12 rows of spend; 39 left out: days without costs."
    )


def test_sheets_without_rows_and_sheets_left_out_are_named_with_the_reason_once():
    guides = ("Read me", "Example", "Example")
    assert not_read(
        ["Survey ", "Rates"], guides, [("GapboardLists", "hidden"), ("Old", "hidden"), ("X", "hidden")]
    ) == [
        "Without a row in this file: Survey and Rates.",
        'Left out: "Old" and "X" (hidden); "Read me" and "Example" (explain the template).',
    ]
    assert not_read([], (), [("GapboardLists", "hidden")]) == []
