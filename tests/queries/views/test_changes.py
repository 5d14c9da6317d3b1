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


def spend(unit: str, quarter: str, amount: float, currency: str | None = None) -> dict[str, object]:
    return {"period": quarter, "business_unit": unit, "category": "data", "amount": amount, "currency": currency}


def moves(book):
    return [
        (
            row.kind,
            row.subject_name,
            row.change if isinstance(row.change, str) else None,
            *(None if pd.isna(end) else round(end, 6) for end in (row.before, row.amount)),
        )
        for row in listing(book, VIEWS["changes"]).frame.itertuples()
    ]


def test_spend_changes_beyond_five_percent(book):
    before, at, beyond = (spend("Claims", *at) for at in (("2025-Q4", 100), ("2026-Q1", 105), ("2026-Q1", 105.1)))
    assert moves(book(spend=[before, at])) == []
    assert moves(book(spend=[before, beyond])) == [("spend", "Claims", "rose", 100, 105.1)]


def test_spend_changes_beyond_a_hundredth_of_what_all_spent(book):
    """A floor of 10 with 1,000 spent: 0 to 10 is no news, 0 to 10.1 is."""
    large = [spend("HR", "2025-Q4", 990), spend("HR", "2026-Q1", 990)]
    none, at = spend("Claims", "2025-Q4", 0), spend("Claims", "2026-Q1", 10)
    assert moves(book(spend=[*large, none, at])) == []
    assert moves(book(spend=[*large, none, at | {"amount": 10.2}])) == [("spend", "Claims", "rose", 0, 10.2)]


def test_case_8_what_appears_and_what_is_not_reported_any_more_is_told_and_so_is_what_becomes_known_late(book):
    money = [
        spend("A", "2026-Q1", 800_000),
        spend("B", "2026-Q1", 100),
        spend("B", "2026-Q2", 300),
        spend("New", "2026-Q2", 900_000),
    ]
    listed = LIST | {"business_unit": "B", "initiative_id": "I1", "name": "Late", "started_on": "2025-01-10"}
    lists = [
        listed | {"stage": "approved"},
        listed | {"reporting_on": "2026-06-30", "stage": "production", "production_on": "2026-03-20"},
    ]
    found = book(spend=money, pilots=lists)
    assert moves(found) == [
        ("spend", "New", "appeared", None, 900_000),
        ("spend", "A", "ended", 800_000, None),
        ("production", "Late", None, None, None),
    ]
    late = listing(found, VIEWS["changes"]).frame.iloc[-1]
    assert late["is_late"]
    assert str(late["day"].date()) == "2026-03-20"


def test_what_the_list_before_told_is_no_news_and_a_first_list_tells_nothing_late(book):
    listed = LIST | {"stage": "production", "production_on": "2026-03-20"}
    assert changes(book(pilots=[listed, listed | {"reporting_on": "2026-06-30"}])) == []
    assert changes(book(pilots=[listed | {"reporting_on": "2026-06-30"}])) == []


def test_what_is_new_on_a_list_is_a_change_and_a_first_list_is_none(book):
    other = LIST | {"initiative_id": "C2", "name": "Chat"}
    assert changes(book(pilots=[LIST, other])) == []
    assert changes(book(pilots=[LIST | {"reporting_on": "2025-12-31"}])) == [("new", "Chat", None)]


def test_exchange_rates_stand_apart_from_what_was_paid(book):
    """K32: EUR 100 at .80 a USD, then EUR 110 at 1.00: volume +12.5, rates -27.5."""
    rates = [
        {"currency": "EUR", "period": period, "per_reporting_unit": rate}
        for period, rate in (("2025-Q4", 0.8), ("2026-Q1", 1))
    ]
    money = [spend("Claims", "2025-Q4", 100, "EUR"), spend("Claims", "2026-Q1", 110, "EUR")]
    assert moves(book(spend=money, rates=rates)) == [
        ("rates", "Claims", "fell", 137.5, 110),
        ("spend", "Claims", "rose", 125, 137.5),
    ]
    same = [money[0], money[1] | {"amount": 100}]
    assert [move[0] for move in moves(book(spend=same, rates=rates))] == ["rates"]


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
