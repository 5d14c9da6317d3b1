"""What changed since the quarter before."""

import pandas as pd

from queries import VIEWS, listing

LIST = {
    "reporting_on": "2026-03-31",
    "business_unit": "Claims",
    "initiative_id": "C1",
    "name": "Triage",
    "stage": "pilot",
    "started_on": "2025-07-01",
}
COST = {"business_unit": "Claims", "category": "build_team", "initiative_id": "C1"}


def changes(book):
    frame = listing(book, VIEWS["changes"]).frame
    return [(row.kind, row.subject_name, None if pd.isna(row.money) else row.money) for row in frame.itertuples()]


def test_only_what_happened_in_the_last_quarter_is_a_change(book):
    new = LIST | {"stage": "production", "production_on": "2026-01-01"}
    old = LIST | {"initiative_id": "C2", "stage": "production", "production_on": "2025-12-31"}
    stopped = LIST | {"initiative_id": "C3", "name": "Chat", "stage": "stopped", "stopped_on": "2026-03-31"}
    spend = [COST | {"period": "2026-Q1", "amount": 10}]
    assert changes(book(pilots=[new, old, stopped], spend=spend)) == [
        ("production", "Triage", 10),
        ("stopped", "Chat", None),
    ]


def test_spend_changes_beyond_five_percent(book):
    before, at, beyond = (
        COST | {"period": period, "amount": amount}
        for period, amount in (("2025-Q4", 100), ("2026-Q1", 105), ("2026-Q1", 105.1))
    )
    assert changes(book(spend=[before, at])) == []
    ((kind, name, money),) = changes(book(spend=[before, beyond]))
    assert (kind, name, round(money, 6)) == ("spend", "Claims", 5.1)


def test_a_unit_that_is_new_has_nothing_to_compare(book):
    other = COST | {"business_unit": "HR", "period": "2026-Q1", "amount": 7}
    rows = [COST | {"period": period, "amount": 100} for period in ("2025-Q4", "2026-Q1")]
    assert changes(book(spend=[*rows, other])) == []


def test_what_left_the_list_without_an_end_is_a_change(book):
    before = LIST | {"reporting_on": "2025-12-31"}
    rest = LIST | {"initiative_id": "C2"}
    assert changes(book(pilots=[before, rest | {"reporting_on": "2025-12-31"}, rest])) == [("vanished", "Triage", None)]


def test_a_tool_that_lost_its_users_after_its_vendor_left_is_a_change(book):
    tool = {
        "business_unit": "Claims",
        "initiative_id": "C1",
        "deployment_id": "D1",
        "name": "Triage",
        "status": "live",
        "built_by": "vendor",
    }
    uses = [tool | {"period": period, "active_users": users} for period, users in (("2025-Q4", 50), ("2026-Q1", 4))]
    pilot = LIST | {"stage": "production", "production_on": "2025-10-01", "handoff_on": "2025-12-15"}
    assert changes(book(pilots=[pilot], deployments=uses)) == [("died", "Triage", None)]


def test_seats_nobody_uses_are_news_six_months_before_they_renew(book):
    seats = {"business_unit": "Claims", "tool": "Desk", "seats": 100, "active_users": 60, "seat_price": 10}
    near, far = seats | {"renewal_on": "2026-09-30"}, seats | {"tool": "Chat", "renewal_on": "2026-10-01"}
    rows = [row | {"period": period} for row in (near, far) for period in ("2025-Q4", "2026-Q1")]
    assert changes(book(adoption=rows)) == [("renewal", "Desk", 400)]


def test_unused_seats_of_few_people_are_no_news(book):
    few = {"business_unit": "Claims", "tool": "Desk", "headcount": 4, "seats": 40, "active_users": 2, "seat_price": 10}
    rows = [few | {"renewal_on": "2026-09-30", "period": period} for period in ("2025-Q4", "2026-Q1")]
    assert changes(book(adoption=rows)) == []
    assert changes(book(adoption=[row | {"headcount": 5} for row in rows])) == [("renewal", "Desk", 380)]
