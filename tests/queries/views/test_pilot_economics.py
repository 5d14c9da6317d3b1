"""Whether more money at the start brings more pilots into production: by what was planned then, and only then."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from queries import VIEWS, Book, listing


def listed(name: str, cost: float | None, on: str = "2025-01-31", **more: Any) -> dict[str, Any]:
    named = {"reporting_on": on, "initiative_id": name, "name": name, "business_unit": "A", "stage": "pilot"}
    return named | {"started_on": "2025-01-01", "planned_cost": cost} | more


def funding(book: Book) -> dict[str, float]:
    rows = book.facts("funding").execute("select initiative_key, funding from facts.funding where funding is not null")
    return {key.removeprefix("A/"): amount for key, amount in rows.fetchall()}


def test_the_first_list_counts_whatever_later_lists_say(book: Callable[..., Book]) -> None:
    book(pilots=[listed("x", 100)])
    assert funding(book(pilots=[listed("x", 900, "2026-03-31", stage="production")])) == {"x": 100}


@pytest.mark.parametrize(("on", "known"), [("2025-04-11", {"x": 100}), ("2025-04-12", {})])
def test_a_list_100_days_after_the_start_is_early_and_one_a_day_later_is_not(
    book: Callable[..., Book], on: str, known: dict[str, float]
) -> None:
    assert funding(book(pilots=[listed("x", 100, on)])) == known


def test_a_plan_in_another_currency_is_converted_at_its_month_s_rate(book: Callable[..., Book]) -> None:
    rates = [{"currency": "EUR", "period": "2025-01", "per_reporting_unit": 0.92}]
    assert funding(book(pilots=[listed("x", 92, currency="EUR")], rates=rates)) == {"x": pytest.approx(100)}
    assert funding(book(pilots=[listed("x", 92, currency="CHF")])) == {}


def test_thirds_of_nine_with_all_of_the_dearest_in_production(book: Callable[..., Book]) -> None:
    names = [f"p{number}" for number in range(1, 10)]
    book(pilots=[listed(name, 10.0 * number) for number, name in enumerate(names, 1)])
    later = [
        listed(
            name,
            None,
            "2026-03-31",
            stage="production" if number > 6 else "pilot",
            production_on=dt.date(2025, 6, 1) if number > 6 else None,
        )
        for number, name in enumerate(names, 1)
    ]
    spend = [{"period": "2025-Q1", "business_unit": "A", "category": "data", "amount": 30.0, "initiative_id": "p9"}]
    frame = listing(book(pilots=later, spend=spend), VIEWS["pilot_economics"]).frame
    assert frame["band"].tolist() == ["least", "middle", "most"]
    assert frame[["from_funding", "to_funding", "watched", "in_production"]].values.tolist() == [
        [10, 30, 3, 0],
        [40, 60, 3, 0],
        [70, 90, 3, 3],
    ]
    assert frame["by_365"].tolist() == [0, 0, pytest.approx(1)]
    assert frame["state"].tolist() == ["few"] * 3
    assert frame["spent_for_each"].dropna().tolist() == [10]


def test_a_unit_filter_does_not_move_the_thirds(book: Callable[..., Book]) -> None:
    rows = [listed(f"a{number}", 10.0 * number) for number in range(1, 7)]
    rows += [listed(f"b{number}", 100.0 * number, business_unit="B") for number in range(1, 4)]
    book(pilots=rows)
    frame = listing(book(units=["B"]), VIEWS["pilot_economics"]).frame
    assert frame[["band", "from_funding"]].values.tolist() == [["most", 100]]
