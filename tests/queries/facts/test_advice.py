"""Advice ages from its delivery until something it is linked to goes past pilot."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, by_unit, listing, total


def advice(delivered_on: str | None, **more: Any) -> dict[str, Any]:
    named = {"period": "2025-Q1", "business_unit": "A", "category": "consulting", "amount": 40.0, "vendor": "Deckers"}
    return named | {"delivered_on": delivered_on} | more


def pilot(stage: str, **more: Any) -> dict[str, Any]:
    named = {"reporting_on": "2026-03-31", "initiative_id": "x", "name": "x", "business_unit": "A", "stage": stage}
    return named | more


LAST = {"period": "2026-Q1", "business_unit": "A", "category": "data", "amount": 1.0}
LISTED = [pilot("pilot", initiative_id="other")]


def ages(book: Book) -> list[tuple[str | None, float | None]]:
    rows = (*by_unit(book, METRICS["advice_age_months"]).rows, *total(book, METRICS["advice_age_months"]).rows)
    return [(row.business_unit, row.value) for row in rows]


@pytest.mark.parametrize(("delivered_on", "months"), [("2024-09-30", 18), ("2024-10-01", 17), ("2026-03-31", 0)])
def test_age_is_counted_in_complete_months(book: Callable[..., Book], delivered_on: str, months: int) -> None:
    assert ages(book(spend=[advice(delivered_on), LAST], pilots=LISTED)) == [("A", months), (None, months)]


def test_advice_without_a_date_is_as_old_as_the_period_it_was_paid_in(book: Callable[..., Book]) -> None:
    made = book(spend=[advice(None), LAST], pilots=LISTED)
    assert ages(made) == [("A", 12), (None, 12)]
    assert listing(made, VIEWS["advice"]).frame["is_dated_by_period"].tolist() == [True]


def test_the_total_is_the_oldest_of_the_units_shown_and_no_sum(book: Callable[..., Book]) -> None:
    rows = [advice("2024-09-30"), advice("2025-01-31"), advice("2025-09-30", business_unit="B"), LAST]
    assert ages(book(spend=rows, pilots=LISTED)) == [("A", 18), ("B", 6), (None, 18)]
    assert ages(book(units=["B"])) == [("B", 6), (None, 6)]


@pytest.mark.parametrize(
    ("stage", "became"),
    [
        ("pilot", "linked, none past pilot"),
        ("proven", "taken up"),
        ("stopped", "linked, none past pilot"),
        ("unknown", "not known"),
    ],
)
def test_advice_is_taken_up_once_something_it_is_linked_to_is_past_pilot(
    book: Callable[..., Book], stage: str, became: str
) -> None:
    made = book(spend=[advice("2024-09-30", initiative_id="x"), LAST], pilots=[pilot(stage, started_on="2024-10-01")])
    assert listing(made, VIEWS["advice"]).frame["became"].tolist() == [became]
    assert bool(ages(made)) == (became == "linked, none past pilot")


def test_advice_still_to_be_delivered_and_a_refund_are_no_advice(book: Callable[..., Book]) -> None:
    rows = [advice("2026-04-01"), advice("2024-09-30", amount=-5.0, vendor="Other"), LAST]
    assert ages(book(spend=rows, pilots=LISTED)) == []


def test_what_became_of_advice_is_not_known_without_a_list_of_initiatives(book: Callable[..., Book]) -> None:
    made = book(spend=[advice(None), LAST])
    assert ages(made) == []
    assert listing(made, VIEWS["advice"]).frame["became"].tolist() == ["not known"]
    assert total(made, METRICS["stranded_spend"]).missing == ("pilots.stage",)


def test_what_is_stranded_of_advice_paid_by_the_month_is_what_is_old_of_it(book: Callable[..., Book]) -> None:
    """Its age, its finding and the money that is stranded all go by the same day."""
    paid = [advice(None, period=period) for period in ("2024-11", "2025-01", "2025-03", "2025-04", "2026-01")]
    made = book(spend=[*paid, LAST], pilots=LISTED)
    contracts = listing(made, VIEWS["advice"]).frame
    assert contracts[["months", "cost", "is_old"]].to_numpy().tolist() == [[16, 120.0, True], [11, 80.0, False]]
    assert total(made, METRICS["stranded_spend"]).last.value == 120
    assert ages(made) == [("A", 16), (None, 16)]
    fired = listing(made, VIEWS["finding_rows"]).frame.query("detector == 'deck_nobody_implemented'")
    assert fired["amount"].sum() == 120
