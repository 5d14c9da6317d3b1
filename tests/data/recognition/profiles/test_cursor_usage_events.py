"""Cursor's usage events: what the plan covers was not paid for, whatever stands in its cost column."""

import pytest

from tests.data.recognition.profiles.conftest import accounted, rows

OLD = (
    "Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost"
)
TEAM = OLD.replace("Kind", "User,Cloud Agent ID,Automation ID,Kind")
TO_YOU = (
    "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost,Cost to you"
)


def event(cost, kind="On-Demand", user=None, day="2026-10-01T10:00:00.000Z"):
    who = "" if user is None else f"{user},,,"
    return f"{day},{who}{kind},gpt-5,No,100,100,0,10,110,{cost}"


def test_the_real_events_of_a_plan_cost_nothing_more_and_what_they_were_metered_at_is_kept(prepared, real_files):
    read = prepared(real_files / "vendor_headers/cursor_usage_events_old.csv")
    assert accounted(read, "spend") == (2, 2, 0)
    [row] = rows(read, "spend")
    assert (row["amount"], row["covered by the plan, in USD"]) == (0, "0.13")


@pytest.mark.parametrize(
    ("cost", "kind", "paid"),
    [
        ("$0.01", "On-Demand", 0.01),
        ("0.12", "Usage-based", 0.12),
        ("Included", "Included", 0),
        ("Free", "Free", 0),
        ("0.12", "Included in Business", 0),
        ("0.12", "User API Key", 0),
    ],
)
def test_what_is_paid_depends_on_the_kind(prepared, cost, kind, paid):
    assert [row["amount"] for row in rows(prepared("e.csv", OLD, event(cost, kind)), "spend")] == [paid]


def test_a_failed_request_and_a_cost_that_is_no_number_are_left_out(prepared):
    read = prepared("e.csv", OLD, event("0.5"), event("0.5", "Errored, No Charge"), event("tbc"))
    assert accounted(read, "spend") == (3, 1, 2)


def test_what_it_cost_you_goes_before_what_it_was_metered_at(prepared):
    read = prepared("e.csv", TO_YOU, "2026-10-01,gpt-5,1,1,1,1,4,0.50,0.20", "2026-10-02,gpt-5,1,1,1,1,4,0.50,0")
    assert [row["amount"] for row in rows(read, "spend")] == [0.2]


def test_users_of_a_month_are_counted_whether_the_plan_covers_them_or_not(prepared):
    events = [event("Included", "Included", f"{user}@example.com") for user in "abcdea"]
    read = prepared("e.csv", TEAM, *events, event("1", "Errored, No Charge", "f@example.com"))
    assert [row["active_users"] for row in rows(read, "adoption")] == [5]
