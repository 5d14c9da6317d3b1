"""Each category of money buys one thing, and each thing is counted in the quarter it was paid in."""

from collections.abc import Callable
from typing import Any

import pytest

from data.schema import DATASETS
from queries import VIEWS, Book, listing

BUYS = {
    "access": ("licences", "model_usage"),
    "advice": ("consulting",),
    "training": ("training",),
    "governance": ("governance", "access_controls", "leadership"),
    "building": ("build_team", "vendor_build", "data", "platform", "integration", "infrastructure"),
    "change": ("change_management", "coaching"),
    "running": ("run",),
    "other": ("other",),
}


def paid(category: str, amount: float = 1.0, **more: Any) -> dict[str, Any]:
    return {"period": "2026-Q1", "business_unit": "A", "category": category, "amount": amount} | more


@pytest.mark.parametrize("purpose", BUYS)
def test_what_each_category_buys(book: Callable[..., Book], purpose: str) -> None:
    frame = listing(book(spend=[paid(category) for category in BUYS[purpose]]), VIEWS["spend_by_purpose"]).frame
    assert frame[["purpose", "amount"]].values.tolist() == [[purpose, len(BUYS[purpose])]]


def test_every_category_of_the_sheet_buys_something() -> None:
    known = {category for categories in BUYS.values() for category in categories}
    assert known == set(DATASETS["spend"]["category"].choices)


def test_plans_buy_nothing_and_a_refund_is_taken_off(book: Callable[..., Book]) -> None:
    rows = [paid("data", 5), paid("data", -2), paid("data", 99, basis="budget"), paid("data", 7, period="2025-Q4")]
    frame = listing(book(spend=rows, since="2026-Q1"), VIEWS["spend_by_purpose"]).frame
    assert frame[["period", "amount", "sheet_rows"]].values.tolist() == [["2026-Q1", 3, 2]]
