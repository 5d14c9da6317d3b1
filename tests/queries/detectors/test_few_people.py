"""A finding about a tool of few people says no count of them, and does not judge by it."""

import pandas as pd

from queries import DETECTORS, listing


def use(unit: str, people: int, seats: int, active: int, **more) -> dict:
    return {
        "period": "2026-Q3",
        "business_unit": unit,
        "tool": "X",
        "headcount": people,
        "seats": seats,
        "active_users": active,
        "workflows_redesigned": 0,
        "embedded": False,
    } | more


ROWS = [use("A", 3, 4, 1), use("B", 50, 40, 4), use("C", 60, 50, 5)]


def found(book, detector: str) -> dict[str, tuple]:
    frame = listing(book(adoption=ROWS), DETECTORS[detector]).frame
    return {
        row.business_unit: (None if pd.isna(row.severity) else row.severity, row.evidence) for row in frame.itertuples()
    }


def test_seats_used_by_few_people_are_neither_counted_nor_judged(book):
    hidden = "Hidden: too few people, or too easily worked out"
    assert found(book, "spend_without_output") == {
        "A": (None, hidden),
        "B": (None, hidden),
        "C": (2, "5 of 50 (10 %) seats used, no workflow redesigned"),
    }


def test_use_by_few_people_is_no_workflow_gap(book):
    hidden = "A separate place; how many use it is hidden: too few people, or too easily worked out"
    assert found(book, "workflow_gap") == {
        "A": (None, hidden),
        "B": (None, hidden),
        "C": (2, "A separate place; 5 of 60 (8 %) people use it"),
    }


def test_a_live_tool_of_few_users_is_no_workflow_gap_and_says_not_how_many(book):
    pilots = [
        {
            "reporting_on": "2026-09-30",
            "business_unit": "A",
            "initiative_id": "p",
            "name": "p",
            "stage": "production",
            "workflow_embedded": False,
        }
    ]
    tools = [
        {
            "period": "2026-Q3",
            "business_unit": "A",
            "deployment_id": "d",
            "initiative_id": "p",
            "status": "live",
            "intended_users": 40,
            "active_users": 2,
        }
    ]
    frame = listing(book(pilots=pilots, deployments=tools), DETECTORS["workflow_gap"]).frame
    hidden = "A separate place; how many use it is hidden: too few people, or too easily worked out"
    assert frame["evidence"].tolist() == [hidden]
    assert frame["severity"].isna().all()


def test_a_renewal_of_what_changed_nothing_is_found_without_saying_who_uses_it(book):
    frame = listing(
        book(adoption=[use("A", 3, 4, 1, renewal_on="2026-11-30")]), DETECTORS["spend_without_output"]
    ).frame
    assert frame["severity"].tolist() == [2]
    assert frame["evidence"].tolist() == [
        "Seats used are hidden: too few people, or too easily worked out, no workflow redesigned,"
        " renews on 30 November 2026"
    ]
