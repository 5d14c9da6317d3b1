"""The rows of spend that a finding exposes are listed the same from run to run: quarter by quarter, then row by row."""

import pytest

from queries import DETECTORS, VIEWS, Book

QUARTERS = [f"{year}-Q{quarter}" for year in range(2019, 2027) for quarter in range(1, 5)][:-1]
"""So many that an order left to a hash table would not be theirs by chance."""


def little_used(quarter: str) -> dict:
    return {
        "period": quarter,
        "business_unit": "HR",
        "tool": "Chat",
        "headcount": 1000,
        "seats": 200,
        "active_users": 40,
        "embedded": False,
    }


def paid(quarter: str, amount: float) -> dict:
    return {"period": quarter, "business_unit": "HR", "category": "licences", "tool": "Chat", "amount": amount}


@pytest.mark.parametrize("detector", ["spend_without_output", "workflow_gap"])
@pytest.mark.parametrize("view", [None, "judgements"])
def test_the_rows_a_tool_exposes_are_in_the_order_of_their_quarters(book, detector, view):
    # handed in the newest first, so that the order of the sheet is not the one asked for
    spend = [paid(quarter, amount) for quarter in reversed(QUARTERS) for amount in (2.0, 1.0)]
    made: Book = book(adoption=[little_used(quarter) for quarter in QUARTERS], spend=spend)
    subject = VIEWS[view] if view else DETECTORS[detector]
    (rows,) = (
        rows
        for name, rows in made.cursor(subject)
        .execute(f"select {'detector' if view else repr(detector)}, spend_rows from {subject.name}")
        .fetchall()
        if name == detector and rows
    )
    expected = made.cursor().execute("select row_key from facts.spend order by quarter_start, row_key").fetchall()
    assert rows == [key for (key,) in expected]
    assert len(rows) > 40
