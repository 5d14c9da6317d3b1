"""Numbers and money as people write them."""

import math
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reading.amounts import Money, count, decimal_mark, money, number, share
from data.reading.values import NotUnderstood, TwoReadings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1200", 1200),
        ("1,200.50", 1200.5),
        ("1.234,50", 1234.5),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("1 200", 1200),
        ("1\u00a0200\u00a0300,5", 1200300.5),
        ("1'200.5", 1200.5),
        ("12,5", 12.5),
        ("0.125", 0.125),
        ("1234.567", 1234.567),
        ("(1200)", -1200),
        ("-1,200.00", -1200),
        ("−5", -5),
        ("1200-", -1200),
        ("12%", 0.12),
        ("-3.5 %", -0.035),
        ("1.2m", 1_200_000),
        ("5k", 5000),
        ("2 bn", 2e9),
        ("1.2E+05", 120000),
        ("0.003835980000000000000000000000", 0.00383598),
        ("12,34,567", 1234567),
        (7.5, 7.5),
    ],
)
def test_a_number_with_one_reading_is_understood(written: str | float, meant: float) -> None:
    assert number(written) == pytest.approx(meant)


@pytest.mark.parametrize("written", ["1,234", "1.234", "(12,500)", "100.000"])
def test_three_digits_behind_one_mark_are_asked_about(written: str) -> None:
    with pytest.raises(TwoReadings) as asked:
        number(written)
    whole, part = asked.value.readings
    assert whole == pytest.approx(1000 * part)


def test_the_columns_decimal_mark_settles_it() -> None:
    assert number("1,234", mark=".") == 1234
    assert number("1,234", mark=",") == 1.234


@pytest.mark.parametrize(
    "written", ["abc", "1.2.3", "1,2,3", "12 13", "--5", "1-100", "10,000-50,000", "N4", "%", "1e999"]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(NotUnderstood):
        number(written)


def test_a_band_is_called_a_range() -> None:
    with pytest.raises(NotUnderstood, match='"1-100" is a range'):
        number("1-100")


def test_a_number_against_its_columns_mark_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="does not fit its column"):
        number("12,5", mark=".")


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1,234", "1,234.50"], "."),
        (["1.234", "12,5"], ","),
        (["1,234", "$2,500,000"], "."),
        (["1,234", "5.678"], None),
        (["12.5", "12,5"], None),
        (["800", None, 3.0], None),
    ],
)
def test_a_column_decides_its_decimal_mark_once(column: list[str | float | None], mark: str | None) -> None:
    assert decimal_mark(column) == mark


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("$1.2m", 1.2e6, "USD"),
        ("EUR 5k", 5000, "EUR"),
        ("5 000 €", 5000, "EUR"),
        ("1.234,50 €", 1234.5, "EUR"),
        ("CHF 1'234.50", 1234.5, "CHF"),
        ("-$1,200.00", -1200, "USD"),
        ("($1,200.00)", -1200, "USD"),
        ("US$ 5", 5, "USD"),
        ("$5.50 CAD", 5.5, "CAD"),
        ("1200", 1200, None),
        (1200.0, 1200, None),
    ],
)
def test_money_keeps_the_currency_beside_it(written: str | float, amount: float, currency: str | None) -> None:
    assert money(written) == Money(pytest.approx(amount), currency)


def test_a_dollar_is_the_dollar_of_the_house() -> None:
    assert money("$5", home="AUD") == Money(5, "AUD")
    assert money("$5", home="EUR") == Money(5, "USD")


def test_two_currencies_in_a_cell_are_asked_about() -> None:
    with pytest.raises(TwoReadings, match="names two currencies"):
        money("$5 EUR")


def test_a_count_is_whole_and_not_below_zero() -> None:
    assert count("0") == 0
    with pytest.raises(NotUnderstood, match='"-1" is below zero'):
        count("-1")
    with pytest.raises(NotUnderstood, match=r'"1.5" is not a whole number'):
        count("1.5")


def test_a_count_with_one_mark_has_one_reading() -> None:
    assert count("1,234") == 1234
    assert count("1.234") == 1234


@pytest.mark.parametrize(
    ("written", "meant"), [("12%", 0.12), (0.12, 0.12), ("12", 0.12), (1.0, 1.0), ("100%", 1.0), (0.0, 0)]
)
def test_a_share_is_a_percentage_or_a_fraction(written: str | float, meant: float) -> None:
    assert share(written) == pytest.approx(meant)


@pytest.mark.parametrize("written", ["101%", "-1%", 101.0])
def test_a_share_lies_between_0_and_100_percent(written: str | float) -> None:
    with pytest.raises(NotUnderstood):
        share(written)


@settings(max_examples=200, deadline=None)
@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False))
def test_what_python_writes_with_two_decimals_is_read_back(amount: float) -> None:
    written = f"{amount:,.2f}"
    assert number(written) == pytest.approx(round(amount, 2), abs=1e-9)
    swapped = written.translate(str.maketrans(",.", ".,"))
    assert number(swapped) == pytest.approx(round(amount, 2), abs=1e-9)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,-+()%kmb$€ '\u00a0eE", max_size=12))
def test_any_text_is_a_finite_number_or_blank_or_refused(written: str) -> None:
    for understand in (number, share, count):
        try:
            amount = understand(written)
        except NotUnderstood:
            continue
        assert amount is None or math.isfinite(amount)
    with suppress(NotUnderstood):
        money(written)
