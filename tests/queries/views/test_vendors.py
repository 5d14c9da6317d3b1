"""How much depends on one vendor, and on which rates the money rests."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import VIEWS, Book, listing


def paid(vendor: str | None, amount: float, **more: Any) -> dict[str, Any]:
    named = {"period": "2026-Q1", "business_unit": "A", "category": "licences", "amount": amount, "vendor": vendor}
    return named | more


def test_a_vendor_s_share_is_of_all_spend_and_of_what_named_vendors_got(book: Callable[..., Book]) -> None:
    rows = [paid("Big", 60), paid("Small", 20), paid(None, 20)]
    frame = listing(book(spend=rows), VIEWS["vendors"]).frame
    assert frame[["vendor", "share"]].values.tolist() == [["Big", 0.6], ["Small", 0.2], ["not named", 0.2]]
    assert frame["share_of_named"].dropna().tolist() == [0.75, 0.25]


def test_one_vendor_is_one_however_it_is_written(book: Callable[..., Book]) -> None:
    rows = [paid("Big", 60), paid(" big ", 20, business_unit="B"), paid("Big", 999, basis="budget")]
    frame = listing(book(spend=rows), VIEWS["vendors"]).frame
    assert frame[["amount", "units", "sheet_rows"]].values.tolist() == [[80, 2, 2]]


def test_only_refunds_leave_no_share(book: Callable[..., Book]) -> None:
    frame = listing(book(spend=[paid("Big", 5), paid("Big", -5)]), VIEWS["vendors"]).frame
    assert frame["share"].isna().all()


def test_92_at_a_rate_of_point_92_is_100(book: Callable[..., Book]) -> None:
    # K18
    rates = [{"currency": "EUR", "period": "2026-Q1", "per_reporting_unit": 0.92}]
    frame = listing(book(spend=[paid("Big", 92, currency="EUR")], rates=rates), VIEWS["currencies"]).frame
    (row,) = frame.to_dict("records")
    assert (row["currency"], row["written"], row["rate"], row["amount"]) == (
        "EUR",
        92,
        pytest.approx(0.92),
        pytest.approx(100),
    )


def test_each_quarter_keeps_its_own_rate_and_money_without_one_is_counted_apart(book: Callable[..., Book]) -> None:
    rates = [{"currency": "EUR", "period": "2025-Q4", "per_reporting_unit": 0.9}]
    rows = [paid("Big", 9, currency="EUR", period="2025-Q4"), paid("Big", 10, currency="EUR"), paid("Big", 7)]
    frame = listing(book(spend=rows, rates=rates), VIEWS["currencies"]).frame
    assert frame[["currency", "quarter_period", "rows_without_rate"]].values.tolist() == [
        ["EUR", "2026-Q1", 1],
        ["EUR", "2025-Q4", 0],
        ["USD", "2026-Q1", 0],
    ]
    assert frame["rate"].dropna().tolist() == [pytest.approx(0.9), 1]
    assert frame["written_without_rate"].dropna().tolist() == [10]
