"""What exchange rates did to the spend: volume and rates add up to the change, and a rate of some months names the others."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from components.narratives.spend import constant_currency_finding, partly_rated
from queries import METRICS, VIEWS, Book, listing, total
from tests.queries.views.test_budget import money

BEFORE, NOW = "2025-Q4", "2026-Q1"


def rate(currency: str, period: str, per_reporting_unit: float) -> dict[str, Any]:
    return {"currency": currency, "period": period, "per_reporting_unit": per_reporting_unit}


RATES = [rate("EUR", BEFORE, 0.80), rate("EUR", NOW, 1.00)]
EURO = [money(100, period=BEFORE, currency="EUR"), money(110, period=NOW, currency="EUR")]


def parts(book: Book) -> dict[str, tuple[float, float, float]]:
    rows = listing(book, VIEWS["constant_currency"]).frame
    return {str(row["currency"]): (row["volume"], row["rates"], row["change"]) for row in rows.to_dict("records")}


def test_k32_volume_at_the_rate_of_before_and_rates_on_what_is_paid_now_add_up(book: Callable[..., Book]) -> None:
    assert parts(book(spend=EURO, rates=RATES)) == {"EUR": pytest.approx((12.5, -27.5, -15))}


def test_k32_another_currency_is_volume_as_is_one_that_had_no_rate_before(book: Callable[..., Book]) -> None:
    more = [money(50, period=BEFORE), money(60, period=NOW), money(40, period=NOW, currency="GBP")]
    made = book(spend=[*EURO, *more], rates=[*RATES, rate("GBP", NOW, 0.50)])
    found = parts(made)
    assert found == {
        "EUR": pytest.approx((12.5, -27.5, -15)),
        "GBP": pytest.approx((80, 0, 80)),
        "USD": pytest.approx((10, 0, 10)),
    }
    assert [sum(part) for part in zip(*found.values(), strict=True)] == pytest.approx([102.5, -27.5, 75])
    quarters = [total(book(until=until, since=until), METRICS["spend"]).rows[0].value for until in (BEFORE, NOW)]
    assert quarters == pytest.approx([175, 250])


def test_k32_the_same_amount_at_another_rate_is_all_rates(book: Callable[..., Book]) -> None:
    rows = [money(100_000, period=period, currency="EUR") for period in (BEFORE, NOW)]
    made = book(spend=rows, rates=[rate("EUR", BEFORE, 0.92), rate("EUR", NOW, 0.83)])
    volume, rates, change = parts(made)["EUR"]
    assert (round(volume, 6), round(rates), round(change)) == (0, 11786, 11786)
    assert constant_currency_finding(listing(made, VIEWS["constant_currency"])) == (
        "From Q4 2025 to Q1 2026 spend changed by +12k USD: 0 by what was paid, +12k by exchange rates"
    )


def test_a_currency_not_paid_in_before_is_volume_at_the_rate_it_had(book: Callable[..., Book]) -> None:
    rows = [money(1, period=BEFORE), money(1, period=NOW), money(40, period=NOW, currency="GBP")]
    made = book(spend=rows, rates=[rate("GBP", BEFORE, 0.40), rate("GBP", NOW, 0.50)])
    assert parts(made)["GBP"] == pytest.approx((100, -20, 80))


def test_only_units_that_reported_both_quarters_are_compared_and_the_others_named(book: Callable[..., Book]) -> None:
    made = book(spend=[*EURO, money(900, unit="Legal"), money(7, unit="HR", period=BEFORE)], rates=RATES)
    found = listing(made, VIEWS["constant_currency"])
    assert parts(made) == {"EUR": pytest.approx((12.5, -27.5, -15))}
    assert set(found.frame["units_left_out"]) == {"HR, Legal"}
    assert constant_currency_finding(found).endswith("by exchange rates, without HR, Legal")


def test_without_a_rate_now_it_is_no_money_and_named(book: Callable[..., Book]) -> None:
    made = book(spend=[*EURO, money(500_000, currency="GBP")], rates=RATES)
    found = listing(made, VIEWS["constant_currency"])
    pounds = found.frame.set_index("currency").loc["GBP"]
    assert (pounds["change"], pounds["written_without_rate"]) == (0, 500_000)
    assert "GBP 500k now have no rate" in constant_currency_finding(found)


def test_k33_a_rate_of_two_months_is_used_for_the_quarter_and_the_third_is_named(book: Callable[..., Book]) -> None:
    rates = [rate("EUR", "2026-01", 0.50), rate("EUR", "2026-02", 1.00)]
    made = book(spend=[money(300, currency="EUR")], rates=rates)
    assert total(made, METRICS["spend"]).rows[0].value == pytest.approx(400)
    found = listing(made, VIEWS["rates_in_part"])
    assert found.frame[["currency", "months_without_rate", "written"]].values.tolist() == [["EUR", "March 2026", 300]]
    assert partly_rated(found) == (
        "EUR: March 2026 without a rate. What was paid in the quarter or year counts at the mean of the months that have one "
        "(400 USD)."
    )


def test_k33_the_amount_of_a_month_without_a_rate_is_no_money(book: Callable[..., Book]) -> None:
    rates = [rate("EUR", "2026-01", 0.50), rate("EUR", "2026-02", 1.00)]
    made = book(spend=[money(300, period="2026-03", currency="EUR")], rates=rates)
    assert listing(made, VIEWS["rates_in_part"]).frame.empty
    (row,) = listing(made, VIEWS["money_without_rate"]).frame.to_dict("records")
    assert (row["currency"], row["amount_written"]) == ("EUR", 300)


def test_a_rate_of_all_months_or_of_the_quarter_says_nothing(book: Callable[..., Book]) -> None:
    rates = [rate("EUR", f"2026-0{month}", 0.5) for month in (1, 2, 3)]
    made = book(spend=[money(300, currency="EUR")], rates=[*rates, rate("GBP", NOW, 0.5)])
    assert partly_rated(listing(made, VIEWS["rates_in_part"])) == ""
    assert isinstance(listing(made, VIEWS["rates_in_part"]).frame, pd.DataFrame)
