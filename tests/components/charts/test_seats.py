"""Seats: who uses them, what a user costs, what nobody uses."""

from collections.abc import Callable

from components.charts import seats_in_use, unused_seats, user_cost
from components.theme import LIGHT, Viewport
from queries import METRICS, Answer, Listing, Row
from tests.components.charts.conftest import SCOPE

Listed = Callable[..., Listing]
NONE = float("nan")


def tool(name: str, used: float, seats: float, **more: object) -> dict[str, object]:
    return {
        "tool": name,
        "business_unit": "HR",
        "seats": seats,
        "used": used,
        "utilisation": used / seats,
        "unused_cost": 1.0,
        "in_grace": False,
        "is_hidden": False,
    } | more


def test_tools_below_the_quoted_failure_are_counted_and_stand_above(listed: Listed):
    rows = [tool("A", 34, 100), tool("B", 35, 100), tool("C", 1, 50, in_grace=True)]
    drawn = seats_in_use.chart(listed("seats_in_use", rows), Viewport())
    assert drawn.finding == "1 of 2 tools has fewer than 35 % of its seats in use"
    assert drawn.figure.layout.yaxis.ticktext == ("C, HR", "B, HR", "A, HR")
    assert "no success" in drawn.subtitle
    (marks,) = [trace for trace in drawn.figure.data if trace.mode == "markers"]
    assert list(marks.customdata) == ["tool=C", "tool=B", "tool=A"]
    assert list(marks.marker.color) == [LIGHT.paper, LIGHT.accent, LIGHT.accent]


def test_a_hidden_tool_has_no_point_and_is_counted(listed: Listed):
    hidden = tool("D", NONE, 4, is_hidden=True)
    drawn = seats_in_use.chart(listed("seats_in_use", [tool("A", 34, 100), hidden]), Viewport(width="narrow"))
    assert drawn.finding == "34 % of the A seats in HR are used"
    assert drawn.n == "n = 2 tools in units; 1 hidden: too few people"
    assert "D in HR: hidden: too few people" in drawn.alt


def test_only_new_tools_are_not_judged(listed: Listed):
    drawn = seats_in_use.chart(listed("seats_in_use", [tool("C", 1, 50, in_grace=True)]), Viewport())
    assert drawn.finding == "Every tool is too new, or held by too few people, to be judged"
    assert seats_in_use.chart(listed("seats_in_use"), Viewport()).figure is None


def answer(metric: str, **values: float | None) -> Answer:
    rows = [
        Row(None, unit, value, 1.0, value, None, None, None, "suppressed" if value is None else "ok")
        for unit, value in values.items()
    ]
    return Answer(METRICS[metric], SCOPE, tuple(rows))


def test_what_a_habitual_user_costs_where_it_is_dearest_and_cheapest():
    drawn = user_cost.chart(
        answer("cost_per_seat_year", HR=100, IT=100),
        answer("cost_per_active_user", HR=200, IT=150),
        answer("cost_per_habitual_user", HR=900, IT=300),
        Viewport(),
    )
    assert drawn.finding == "A habitual user costs 900 a year in HR, 300 in IT"
    assert "seat 100 · active 200 · habitual 900" in drawn.alt


def test_a_unit_whose_people_are_hidden_shows_its_seats_alone():
    drawn = user_cost.chart(
        answer("cost_per_seat_year", HR=100),
        answer("cost_per_active_user", HR=None),
        answer("cost_per_habitual_user", HR=None),
        Viewport(),
    )
    assert drawn.finding == "A seat costs 100 a year in HR"
    assert drawn.n == "1 unit; 1 hidden: too few people"


def test_no_cost_known_is_a_sentence():
    none = Answer(METRICS["cost_per_seat_year"], SCOPE, (), ("adoption.seat_price",))
    assert user_cost.chart(none, none, none, Viewport()).figure is None


def test_unused_seats_are_red_and_those_of_new_tools_in_outline(listed: Listed):
    rows = [{"period": "2026-Q1", "shelfware": 600.0, "grace": 100.0, "left_out": 0, "price": 1000.0}]
    drawn = unused_seats.chart(listed("unused_seats", rows), Viewport())
    assert drawn.finding == "Seats nobody used cost 600, 60 % of what the seats cost"
    assert drawn.figure.data[0].marker.color == LIGHT.red
    assert drawn.figure.data[1].marker.color == "rgba(0,0,0,0)"
    assert "in outline 100 in a tool's first quarter, not counted" in drawn.subtitle
    assert drawn.figure.layout.annotations[0].text == "600 + 100 new"


def test_all_seats_used_is_said(listed: Listed):
    rows = [{"period": "2026-Q1", "shelfware": 0.0, "grace": 0.0, "left_out": 0, "price": 1000.0}]
    assert (
        unused_seats.chart(listed("unused_seats", rows), Viewport()).finding == "No seat that was paid for stood unused"
    )
    assert unused_seats.chart(listed("unused_seats", missing=("adoption.seats",)), Viewport()).figure is None
