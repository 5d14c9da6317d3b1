"""A tool is lost in the first period that shows it idle, retired, left by its users, or not at all."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from queries import METRICS, VIEWS, Book, listing, total

Make = Callable[..., Book]


def tool(period: str, users: int | None, *, of: str = "a", **more: Any) -> dict[str, Any]:
    named = {"period": period, "business_unit": "Claims", "deployment_id": of, "name": of, "status": "live"}
    return named | {"active_users": users, "built_by": "vendor", "initiative_id": of} | more


def handed_over(on: str, of: str = "a", **more: Any) -> dict[str, Any]:
    named = {"reporting_on": "2026-03-31", "business_unit": "Claims", "initiative_id": of, "name": of}
    return named | {"stage": "production", "handoff_on": on} | more


def lives(made: Book) -> pd.DataFrame:
    frame = made.facts("survival").execute("select * from facts.survival order by deployment_id, origin").df()
    return frame.set_index(["deployment_id", "origin"])


def after_handoff(made: Book) -> pd.Series:
    return lives(made).loc[("a", "handoff")]


@pytest.mark.parametrize(("users", "is_lost"), [(6, False), (5, True)])
def test_a_tool_is_lost_below_a_fifth_of_its_peak_and_not_at_it(book: Make, users: int, is_lost: bool) -> None:
    made = book(deployments=[tool("2026-01", 30), tool("2026-02", users)], pilots=[handed_over("2026-01-01")])
    assert bool(after_handoff(made)["is_event"]) is is_lost


@pytest.mark.parametrize(("peak", "is_lost"), [(4, False), (5, True)])
def test_users_are_judged_from_a_peak_of_five(book: Make, peak: int, is_lost: bool) -> None:
    made = book(deployments=[tool("2026-01", peak), tool("2026-02", 0)], pilots=[handed_over("2026-01-01")])
    assert bool(after_handoff(made)["is_event"]) is is_lost


def test_the_peak_is_the_running_one_and_a_later_rise_loses_nobody(book: Make) -> None:
    made = book(deployments=[tool("2026-01", 5), tool("2026-02", 100)], pilots=[handed_over("2026-01-01")])
    assert not after_handoff(made)["is_event"]


@pytest.mark.parametrize("status", ["idle", "retired"])
def test_an_idle_or_retired_tool_is_lost_whatever_its_users(book: Make, status: str) -> None:
    rows = [tool("2026-01", 50), tool("2026-02", 50, status=status)]
    found = after_handoff(book(deployments=rows, pilots=[handed_over("2026-01-01")]))
    assert (bool(found["is_event"]), found["lost_as"]) == (True, status)


def test_a_missing_row_is_lost_and_not_alive(book: Make) -> None:
    rows = [tool("2026-01", 50), tool("2026-01", 9, of="b"), tool("2026-02", 9, of="b")]
    made = book(deployments=rows, pilots=[handed_over("2026-01-01")])
    found = after_handoff(made)
    assert (bool(found["is_event"]), found["lost_as"], found["days"]) == (True, "missing", 31)
    assert total(made, METRICS["live_tools"]).rows[0].value == 1


def test_a_row_that_was_left_out_once_and_came_back_is_not_a_loss(book: Make) -> None:
    rows = [tool("2026-01", 50), tool("2026-03", 50), *(tool(f"2026-0{month}", 9, of="b") for month in (1, 2, 3))]
    assert not after_handoff(book(deployments=rows, pilots=[handed_over("2026-01-01")]))["is_event"]


@pytest.mark.parametrize(
    ("handoff", "before", "after", "more", "first", "last"),
    [
        ("2025-10-02", "2025-Q4", "2026-Q1", {"active_users": 5}, 1, 180),
        ("2025-10-05", "2025-Q4", "2026-Q1", {"active_users": 5}, 1, 177),
        ("2025-10-02", "2025-Q4", "2026-Q1", {"active_users": None, "status": "idle"}, 91, 180),
        ("2025-10-05", "2025-Q4", "2026-Q1", {"active_users": None, "status": "idle"}, 88, 177),
        ("2025-10-05", "2025-11", "2025-12", {"active_users": 5}, 27, 87),
        ("2025-10-05", "2025-12", "2026-01", {"active_users": 5}, 57, 118),
    ],
)
def test_a_loss_lies_between_the_last_sign_of_life_and_the_first_of_death(
    book: Make, handoff: str, before: str, after: str, more: dict[str, Any], first: int, last: int
) -> None:
    """K37."""
    rows = [tool("2025-Q3", 100), tool(before, 100), tool(after, 100) | more]
    found = after_handoff(book(deployments=rows, pilots=[handed_over(handoff)]))
    assert (found["days"], found["days_at_most"]) == (first, last)


@pytest.mark.parametrize(
    ("handoff", "more", "surely"),
    [
        ("2025-10-02", {"active_users": 5}, 3),
        ("2025-10-05", {"active_users": 5}, 3),
        ("2025-10-02", {"active_users": None, "status": "idle"}, 6),
        ("2025-10-05", {"active_users": None, "status": "idle"}, 3),
    ],
)
def test_what_survived_is_told_as_a_band_and_three_days_do_not_change_it(
    book: Make, handoff: str, more: dict[str, Any], surely: int
) -> None:
    """K37 and K38: 3 to 6 of 6, and the gate at 80 % cannot be told."""
    rows = [tool(quarter, 100, of=of) for of in "abcdef" for quarter in ("2025-Q3", "2025-Q4")]
    rows += [tool("2026-Q1", 100, of=of) | (more if of in "abc" else {}) for of in "abcdef"]
    made = book(deployments=rows, pilots=[handed_over(handoff, of=of) for of in "abcdef"])
    assert total(made, METRICS["handoff_survival_90d"]).rows[0].numerator == surely
    windows = listing(made, VIEWS["loss_windows"]).frame.set_index(["origin", "within_days"])
    assert windows.loc[("handoff", 90), ["lost_surely", "lost_at_most", "tools"]].tolist() == [0, 6 - surely, 6]
    gates = listing(made, VIEWS["gates"]).frame.set_index("gate")
    if surely == 6:
        assert gates.loc["survival_90", "state"] == "met"
    else:
        assert gates.loc["survival_90", "state"] == "insufficient"
        assert gates.loc["survival_90", "needs"] == "monthly rows of tools: 3 to 6 of 6 were alive after 90 days"


@pytest.mark.parametrize(("lost", "perhaps", "state"), [(0, 2, "met"), (3, 2, "missed"), (2, 1, "insufficient")])
def test_the_gate_is_met_at_worst_missed_at_best_and_else_cannot_be_told(
    book: Make, lost: int, perhaps: int, state: str
) -> None:
    """K38: ten tools, a gate of 80 %."""
    rows = []
    for at, of in enumerate("abcdefghij"):
        users = [100, 5, 5] if at < lost else [100, 100, 5] if at < lost + perhaps else [100, 100, 100]
        rows += [
            tool(quarter, many, of=of) for quarter, many in zip(("2025-Q3", "2025-Q4", "2026-Q1"), users, strict=True)
        ]
    made = book(deployments=rows, pilots=[handed_over("2025-10-02", of=of) for of in "abcdefghij"])
    gates = listing(made, VIEWS["gates"]).frame.set_index("gate")
    assert gates.loc["survival_90", "state"] == state


@pytest.mark.parametrize(("handoff", "alive"), [("2025-10-03", 0), ("2025-10-02", 1)])
def test_a_tool_lost_on_day_90_is_lost_within_90_days_and_on_day_91_it_is_not(
    book: Make, handoff: str, alive: int
) -> None:
    rows = [*(tool(month, 50) for month in ("2025-10", "2025-11", "2025-12", "2026-01")), tool("2026-02", 0)]
    (row,) = total(book(deployments=rows, pilots=[handed_over(handoff)]), METRICS["handoff_survival_90d"]).rows
    assert (row.numerator, row.denominator) == (alive, 1)


def test_only_tools_handed_over_90_days_before_the_last_rows_are_counted(book: Make) -> None:
    rows = [tool("2026-Q1", 50), tool("2026-Q1", 50, of="b")]
    made = book(deployments=rows, pilots=[handed_over("2026-01-01"), handed_over("2025-12-31", of="b")])
    assert list(lives(made)["is_followed"]) == [False, False]  # day 89; and b was handed over before the first rows
    made = book(deployments=[tool("2026-04", 50), tool("2026-04", 50, of="b")])
    assert list(lives(made)["is_followed"]) == [True, False]


def test_a_tool_that_was_already_lost_in_the_first_rows_was_never_watched(book: Make) -> None:
    made = book(deployments=[tool("2026-Q1", 0, status="idle")], pilots=[handed_over("2025-06-01")])
    assert lives(made).empty


def test_a_tool_watched_late_enters_on_the_day_of_its_first_rows(book: Make) -> None:
    made = book(deployments=[tool("2026-Q1", 50)], pilots=[handed_over("2025-12-01")])
    assert after_handoff(made)["days_at_entry"] == 31


def test_what_was_built_inside_has_no_handoff_and_lives_from_going_live(book: Make) -> None:
    row = tool("2026-Q1", 50, built_by="internal", went_live_on="2026-01-05")
    assert list(lives(book(deployments=[row], pilots=[handed_over("2026-01-10")])).index) == [("a", "go_live")]


def test_a_tool_whose_users_nobody_counts_is_not_judged(book: Make) -> None:
    rows = [tool("2026-Q1", None, went_live_on="2026-01-01"), tool("2026-Q2", None, went_live_on="2026-01-01")]
    assert not lives(book(deployments=rows)).loc[("a", "go_live"), "is_followed"]


def test_a_tool_replaced_by_a_later_one_of_its_initiative_is_not_a_loss(book: Make) -> None:
    rows = [
        tool("2026-Q1", 50, went_live_on="2026-01-02"),
        tool("2026-Q2", 0, status="retired"),
        tool("2026-Q2", 60, of="b", initiative_id="a", went_live_on="2026-04-10"),
    ]
    found = lives(book(deployments=rows, pilots=[handed_over("2026-01-20")])).loc[("a", "handoff")]
    assert (bool(found["is_event"]), bool(found["is_replaced"])) == (False, True)


def test_incidents_before_the_loss_are_counted(book: Make) -> None:
    rows = [tool("2026-01", 50, incidents=2), tool("2026-02", 1, incidents=3), tool("2026-03", 1, incidents=9)]
    frame = listing(book(deployments=rows, pilots=[handed_over("2026-01-01")]), VIEWS["handoffs"]).frame
    assert frame["incidents_before"].tolist() == [5]


def test_nobody_to_maintain_it_is_a_state_of_its_own(book: Make) -> None:
    rows = [tool("2026-01", 50, maintained_by="nobody")]
    frame = listing(book(deployments=rows, pilots=[handed_over("2026-01-01")]), VIEWS["handoffs"]).frame
    assert frame["outcome"].tolist() == ["in use, nobody maintains it"]
