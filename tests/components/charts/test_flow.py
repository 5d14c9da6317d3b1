"""Starts and finishes: what the chart says, what it opens, and when an average time may be read from it."""

import pytest

from components.charts import flow
from components.text.littles_law import time_in_progress
from components.theme import Drawn, Viewport
from queries import Listing


def quarter(period: str, starts: int, first: int, production: int, stopped: int, gone: int, now: int) -> dict:
    return {
        "period": period,
        "starts": starts,
        "first_listed": first,
        "production": production,
        "stopped": stopped,
        "gone": gone,
        "in_progress": now,
    }


BALANCE = {
    "state": "ok",
    "in_progress_before": 20,
    "in_progress_after": 21,
    "finishes": 8,
    "days_each": 849.4,
    "in_progress_average": 18.6,
    "finishes_a_year": 8.0,
}


@pytest.fixture
def balance(listed):
    return lambda **more: listed("flow_balance", [BALANCE | more])


@pytest.fixture
def drawn(listed, balance):
    def chart(*rows: dict, missing: tuple[str, ...] = ()) -> Drawn:
        return flow.chart(listed("flow", rows, missing), balance(), Viewport())

    return chart


ROWS = quarter("2025-Q1", 3, 2, 0, 0, 0, 5), quarter("2025-Q2", 1, 0, 2, 1, 1, 2)


def test_what_came_and_what_left_is_the_finding(drawn):
    found = drawn(*ROWS)
    assert (
        found.finding
        == "4 started, 2 were on the way already: 2 reached production and 1 was stopped; 2 are in progress"
    )
    assert found.n == "n = 4 starts; 2 on the way when first listed"
    assert "Q2 2025: 1 started, 2 in production, 1 stopped, 1 gone, 2 in progress" in found.alt


def test_starts_stand_above_the_line_and_finishes_below(drawn):
    bars = [trace for trace in drawn(*ROWS).figure.data if trace.type == "bar"]
    assert [list(bar.y) for bar in bars] == [[3, 1], [2, 0], [0, -2], [0, -1], [0, -1]]
    assert list(bars[0].customdata) == ["entered_as_in=started 2025-Q1", "entered_as_in=started 2025-Q2"]
    assert bars[2].customdata[1] == "left_as_in=production 2025-Q2"


def test_one_quarter_can_be_drawn(drawn):
    assert drawn(ROWS[0]).figure is not None


def test_nothing_on_the_way_is_a_sentence(drawn):
    assert drawn().figure is None
    assert drawn(missing=("pilots.started_on",)).subtitle == "Not enough data: needs pilots.started_on."


def test_in_balance_the_average_time_is_said(balance):
    says = time_in_progress(balance())
    assert "20 were in progress a year ago, 21 are now" in says
    assert "in progress for 849 days" in says


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("unbalanced", "starts and finishes do not balance: 20 were"),
        ("short", "less than a year"),
        ("joined", "a unit's first list"),
        ("few", "only 8 initiatives left"),
    ],
)
def test_otherwise_it_is_said_why_not(balance, state: str, says: str):
    assert says in time_in_progress(balance(state=state, days_each=None))


def test_without_a_flow_nothing_is_said_of_it(listed):
    empty: Listing = listed("flow_balance")
    assert time_in_progress(empty) == ""
