"""A cell is understood where it has one reading, asked about where it has two, refused in words where it has none."""

import datetime as dt

import pytest

from data.reading import CellError, cells
from data.reading.cells import NotUnderstood


@pytest.mark.parametrize("word", ["", " ", "\u00a0", "-", "–", "n/a", "N/A", "TBD", "tba", "None", "null", None])
def test_words_for_nothing_are_blank_for_every_kind(word: str | None) -> None:
    for understand in (cells.number, cells.money, cells.count, cells.share, cells.date, cells.period, cells.yes_no):
        assert understand(word) is None
    assert cells.text(word) is None


def test_na_alone_stays_a_text_because_it_is_north_america() -> None:
    assert cells.text("NA") == "NA"


def test_text_loses_outer_and_folds_inner_blanks() -> None:
    assert cells.text("  Use Case ID\n\n[Agency\u00a0Abbrev.] ") == "Use Case ID [Agency Abbrev.]"


def test_text_loses_letters_that_cannot_be_seen() -> None:
    assert cells.text("Re\x01tail\u202e\ufffe\u200b") == "Retail"
    assert cells.text("North\x85of\xa0it") == "North of it"
    assert cells.text("Zo\xeb \u5317") == "Zo\xeb \u5317"


def test_a_whole_number_as_text_has_no_decimals() -> None:
    assert cells.text(123.0) == "123"
    assert cells.text(1.5) == "1.5"


def test_leading_zeros_stay() -> None:
    assert cells.text("00123") == "00123"


@pytest.mark.parametrize("word", ["yes", "Yes ", "Y", "TRUE", "1", 1.0, True, "x", "✓"])
def test_yes(word: str | float) -> None:
    assert cells.yes_no(word) is True


@pytest.mark.parametrize("word", ["no", "N", "false", "0", 0.0, False])
def test_no(word: str | float) -> None:
    assert cells.yes_no(word) is False


def test_unknown_is_neither_yes_nor_no_and_no_mistake() -> None:
    assert cells.yes_no("unknown") is None


def test_another_word_is_neither_yes_nor_no() -> None:
    with pytest.raises(NotUnderstood, match='"perhaps" is neither yes nor no'):
        cells.yes_no("perhaps")


def test_a_formula_error_is_named_and_never_blank() -> None:
    with pytest.raises(NotUnderstood, match="The formula gives #N/A"):
        cells.number(CellError("#N/A"))


def test_a_formula_never_computed_says_to_let_excel_calculate() -> None:
    with pytest.raises(NotUnderstood, match="no computed value"):
        cells.text(CellError("no value"))


@pytest.mark.parametrize(
    ("written", "code"), [("usd", "USD"), ("EUR", "EUR"), ("€", "EUR"), ("US$", "USD"), ("£", "GBP")]
)
def test_currencies_by_code_and_sign(written: str, code: str) -> None:
    assert cells.currency(written) == code


def test_a_dollar_sign_is_the_dollar_of_the_house() -> None:
    assert cells.currency("$", home="CAD") == "CAD"
    assert cells.currency("$", home="EUR") == "USD"


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(NotUnderstood, match='"XYZ" is not a currency'):
        cells.currency("XYZ")


def test_the_federal_column_of_five_notations_is_understood_whole() -> None:
    column = [
        "03/2025",
        "Apr-25",
        "7/30/2021",
        "08/01/2025 00:00:00",
        "10/09/2024 12:00:00 AM",
        2025.0,
        "9/1/2019 0:00",
    ]
    order = cells.date_order(column)
    days = [cells.date(value, order, coarse="start") for value in column]
    assert days == [
        dt.date(2025, 3, 1),
        dt.date(2025, 4, 1),
        dt.date(2021, 7, 30),
        dt.date(2025, 8, 1),
        dt.date(2024, 10, 9),
        dt.date(2025, 1, 1),
        dt.date(2019, 9, 1),
    ]
