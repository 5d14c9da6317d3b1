"""A row of spend stands in the reporting currency and belongs to an initiative or to none."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import Book

PILOT = {"reporting_on": "2026-03-31", "name": "Triage", "stage": "pilot"}


def row(**changed: Any) -> dict[str, Any]:
    return {"period": "2026-Q1", "business_unit": "Claims", "category": "data", "amount": 110.0} | changed


def facts(book: Book, columns: str) -> list[tuple[Any, ...]]:
    return book.facts("spend").execute(f"select {columns} from facts.spend order by row_key").fetchall()


def test_an_amount_is_divided_by_the_rate_of_its_period(book: Callable[..., Book]) -> None:
    rates = [{"currency": "EUR", "period": "2026-Q1", "per_reporting_unit": 1.1}]
    made = book(spend=[row(currency="EUR"), row(currency="eur", period="2026-02")], rates=rates)
    assert facts(made, "amount, rate, amount_written") == [(pytest.approx(100), 1.1, 110)] * 2


def test_92_at_a_rate_of_point_92_is_100(book: Callable[..., Book]) -> None:
    made = book(
        spend=[row(currency="EUR", amount=92.0)],
        rates=[{"currency": "EUR", "period": "2026-Q1", "per_reporting_unit": 0.92}],
    )
    assert facts(made, "amount") == [(pytest.approx(100),)]


def test_a_quarter_takes_the_mean_of_monthly_rates(book: Callable[..., Book]) -> None:
    rates = [
        {"currency": "EUR", "period": f"2026-0{month}", "per_reporting_unit": rate}
        for month, rate in ((1, 1.0), (2, 1.1), (3, 1.2))
    ]
    assert facts(book(spend=[row(currency="EUR")], rates=rates), "rate") == [(pytest.approx(1.1),)]


def test_a_month_s_own_rate_wins_over_its_quarter_s(book: Callable[..., Book]) -> None:
    rates = [
        {"currency": "EUR", "period": "2026-Q1", "per_reporting_unit": 1.1},
        {"currency": "EUR", "period": "2026-02", "per_reporting_unit": 1.0},
    ]
    assert facts(book(spend=[row(currency="EUR", period="2026-02")], rates=rates), "rate") == [(1.0,)]


def test_without_a_rate_the_amount_is_unknown_and_never_what_was_written(book: Callable[..., Book]) -> None:
    made = book(spend=[row(currency="CHF")])
    assert facts(made, "amount, amount_written") == [(None, 110)]


def test_a_blank_currency_is_the_reporting_currency(book: Callable[..., Book]) -> None:
    assert facts(book(spend=[row()], settings={"reporting_currency": "EUR"}), "amount, currency") == [(110, "EUR")]


def test_linked_spend_counts_with_the_initiative_s_unit(book: Callable[..., Book]) -> None:
    pilots = [PILOT | {"initiative_id": "C-1", "business_unit": "Claims"}]
    made = book(spend=[row(business_unit="IT", initiative_id=" c-1 ")], pilots=pilots)
    assert facts(made, "business_unit, value_unit, initiative_key, is_unknown_initiative") == [
        ("IT", "Claims", "Claims/C-1", False)
    ]


def test_an_id_of_two_units_means_the_paying_unit_s_own(book: Callable[..., Book]) -> None:
    pilots = [PILOT | {"initiative_id": "1", "business_unit": unit} for unit in ("Claims", "HR")]
    made = book(spend=[row(business_unit=unit, initiative_id="1") for unit in ("HR", "IT")], pilots=pilots)
    assert facts(made, "initiative_key, is_unknown_initiative") == [("HR/1", False), (None, True)]


def test_an_id_no_list_knows_is_unknown_and_a_blank_one_is_not(book: Callable[..., Book]) -> None:
    made = book(spend=[row(initiative_id="nope"), row(initiative_id=" "), row()])
    assert facts(made, "is_unknown_initiative, initiative_id") == [(True, "nope"), (False, None), (False, None)]
