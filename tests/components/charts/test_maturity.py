"""Maturity's charts say where each unit stands and what holds it back, and never lay one name over another."""

import datetime as dt
import random
from collections.abc import Callable

import pandas as pd
import pytest

from components.charts import gates as gates_chart
from components.charts import level_history, levels_by_threshold
from components.charts import levels as levels_chart
from components.charts import positions as positions_chart
from components.text import maturity_levels
from components.theme import Drawn, Viewport
from queries import VIEWS, Book, Listing, Scope, listing
from tests.queries.facts.test_gates import rows

Make = Callable[..., Book]
SCOPE = Scope(1, dt.date(2024, 1, 1), dt.date(2026, 3, 31), settings={"fiscal_start_month": "1"})
VIEWPORTS = [Viewport(kind, width) for kind in ("light", "dark") for width in ("wide", "narrow")]


def gates(made: Book, viewport: Viewport = VIEWPORTS[0]) -> Drawn:
    return gates_chart.chart(listing(made, VIEWS["gates"]), viewport)


def levels(made: Book, viewport: Viewport = VIEWPORTS[0]) -> Drawn:
    return levels_chart.chart(listing(made, VIEWS["levels"]), viewport)


def positions(made: Book, viewport: Viewport = VIEWPORTS[0]) -> Drawn:
    before = made.before()
    return positions_chart.chart(
        listing(made, VIEWS["positions"]), before and listing(before, VIEWS["positions"]), viewport
    )


def test_gates_say_what_holds_most_units_back(sample_book: Book) -> None:
    assert gates(sample_book).finding == "5 of 6 units are held back by too little habitual use"


def test_levels_name_who_is_nearest_to_the_next(sample_book: Book) -> None:
    drawn = levels(sample_book)
    assert drawn.finding == "Nearest to the next level: Finance, 3 of 5 gates to Integrator"
    assert "Claims at level 3, Builder" in drawn.alt


def test_positions_say_who_both_uses_and_builds_and_where_from(sample_book: Book) -> None:
    drawn = positions(sample_book)
    assert drawn.finding == "Of 6 units, Claims alone both uses AI habitually and builds it"
    assert sum(note.showarrow for note in drawn.figure.layout.annotations) >= 1


def test_where_next_to_no_gate_can_be_judged_a_tally_says_which(book: Make) -> None:
    tool = {"period": "2026-Q1", "business_unit": "HR", "deployment_id": "a", "name": "a", "status": "live"}
    drawn = gates(book(deployments=[tool | {"built_by": "internal"}]))
    assert [sum(bar.x) for bar in drawn.figure.data] == [0, 1, 0]
    assert drawn.finding == "Of 12 gates only one can be judged: live tools built inside, met by 0 of 1 unit"


@pytest.mark.parametrize(("tools", "says"), [(4, "4 of 4 ~"), (5, "100 % ~")])
def test_a_gate_of_fewer_than_five_cases_shows_its_counts(book: Make, tools: int, says: str) -> None:
    tool = {"period": "2026-Q1", "business_unit": "HR", "status": "live", "built_by": "internal", "active_users": 9}
    rows = [tool | {"deployment_id": f"{n}", "name": "t", "maintained_by": "internal"} for n in range(tools)]
    made = book(
        deployments=rows,
        adoption=[{"period": "2026-Q1", "business_unit": "HR", "tool": "t", "seats": 9, "active_users": 9}],
    )
    assert says in {note.text for note in gates(made).figure.layout.annotations}


def test_units_without_any_use_known_wait_for_data(book: Make) -> None:
    rows = [{"period": "2026-Q1", "business_unit": f"U{n}", "category": "licences", "amount": 1.0} for n in range(40)]
    drawn = levels(book(spend=rows))
    assert drawn.figure is None
    assert drawn.finding == "The levels of 40 units wait for data"
    assert drawn.subtitle.startswith("Not enough data: needs active users")


def test_of_a_unit_of_few_people_there_are_not_enough_to_say_how_far_it_is(book: Make) -> None:
    few = {"period": "2026-Q1", "business_unit": "HR", "tool": "t", "headcount": 3, "active_users": 2}
    found = listing(book(adoption=[few]), VIEWS["levels"]).frame.iloc[0]
    assert maturity_levels.level_progress(found) == "level 1: not enough people to say"


def test_a_gate_of_few_people_says_so_in_its_place(book: Make) -> None:
    given = rows()
    given["people"][0]["headcount"] = 4
    texts = [note.text for note in gates(book(**given)).figure.layout.annotations]
    assert "few people" in texts


def test_a_level_that_cannot_be_ruled_out_is_at_least_the_one_before(book: Make) -> None:
    seats = {"period": "2026-Q1", "business_unit": "HR", "tool": "t", "active_users": 9}
    assert levels(book(adoption=[seats])).finding.startswith("HR is at least at level 1, Consumer")


@pytest.mark.parametrize("seed", range(10))
def test_names_on_the_map_do_not_lie_over_each_other(seed: int) -> None:
    chance = random.Random(seed)
    units = ["Claims", "Retail", "Finance", "Legal", "Supply chain", "HR", "Group functions", "Operations"]
    frame = pd.DataFrame(
        {
            "business_unit": units,
            "ability": [chance.uniform(0.1, 0.6) for _ in units],
            "capacity": [chance.uniform(0, 0.5) for _ in units],
            "ability_known": 1.0,
            "capacity_known": 1.0,
            "spent": [chance.uniform(1, 9) for _ in units],
            "left_out": [[] for _ in units],
        }
    )
    scope = Scope(1, pd.Timestamp("2026-01-01").date(), pd.Timestamp("2026-03-31").date())
    drawn = positions_chart.chart(Listing(VIEWS["positions"], scope, frame), None, Viewport())
    wide, high, span = 400, 340, 1.18
    named = [note for note in drawn.figure.layout.annotations if note.text in units]
    boxes = [
        (note.x * wide / span + note.xshift, note.y * high / span + note.yshift, len(note.text) * 6.6) for note in named
    ]
    assert len(boxes) == len(units)
    for at, (x, y, width) in enumerate(boxes):
        for other_x, other_y, other_width in boxes[at + 1 :]:
            assert abs(x - other_x) >= (width + other_width) / 2 - 2 or abs(y - other_y) >= 13


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=str)
@pytest.mark.parametrize("draw", [gates, levels, positions])
def test_each_is_drawn_in_every_look(sample_book: Book, draw: Callable[..., Drawn], viewport: Viewport) -> None:
    drawn = draw(sample_book, viewport)
    assert drawn.figure is not None
    assert drawn.finding in drawn.alt


@pytest.mark.parametrize("draw", [gates, levels, positions])
def test_on_an_empty_store_each_is_a_sentence(book: Make, draw: Callable[..., Drawn]) -> None:
    drawn = draw(book())
    assert drawn.figure is None
    assert "needs" in drawn.subtitle


def thresholds(rows: dict[str, list[int]], at_least: bool = False) -> Listing:
    """Each unit's level at the five thresholds, from a fifth lower to a fifth higher."""
    frame = pd.DataFrame(
        [
            {"business_unit": unit, "factor": factor, "level": level, "is_at_least": at_least}
            for unit, levels in rows.items()
            for factor, level in zip((0.8, 0.9, 1.0, 1.1, 1.2), levels, strict=True)
        ]
    )
    return Listing(VIEWS["levels_by_threshold"], SCOPE, frame)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            {"A": [1] * 5, "B": [1] * 5, "C": [3] * 5},
            "2 of 3 units stay at level 1, whether every threshold is a fifth lower or a fifth higher",
        ),
        ({"A": [1] * 5}, "A stays at level 1, whether every threshold is a fifth lower or a fifth higher"),
        (
            {"A": [2, 1, 1, 1, 1], "B": [1] * 5, "C": [3, 3, 3, 3, 2]},
            "2 of 3 units are at level 1 as the gates are set; 1 with thresholds a fifth lower",
        ),
        (
            {"A": [1] * 5, "B": [1] * 5, "C": [3, 3, 3, 3, 2]},
            "2 of 3 units are at level 1 under every threshold tried, though C would move",
        ),
        (
            {"A": [2, 2, 1, 1, 1]},
            "A is at level 1 as set, but at 2 with thresholds a fifth lower and 2 with thresholds a tenth lower",
        ),
    ],
)
def test_whether_the_sentence_holds_under_other_thresholds_is_said_in_one(
    rows: dict[str, list[int]], says: str
) -> None:
    drawn = levels_by_threshold.chart(thresholds(rows), Viewport())
    assert drawn.finding == says
    assert drawn.n == f"n = {len(rows)} unit{'s' * (len(rows) > 1)}"
    assert len(drawn.figure.data[0].x) == 5 * len(rows)
    assert set(drawn.figure.data[0].customdata) == {f"business_unit={unit}" for unit in rows}


def test_a_level_that_may_be_higher_is_marked_and_one_not_known_is_a_dot() -> None:
    known = levels_by_threshold.chart(thresholds({"A": [1] * 5}, at_least=True), Viewport())
    assert set(known.figure.data[0].text) == {"1+"}
    mixed = thresholds({"A": [1] * 5, "B": [0] * 5})
    mixed.frame.loc[mixed.frame["business_unit"] == "B", "is_at_least"] = True
    drawn = levels_by_threshold.chart(mixed, Viewport())
    assert "1 more unit not drawn" in drawn.subtitle
    assert drawn.finding.startswith("1 of 2 units stays at level 1")
    assert [
        note.text for note in level_history.chart(history({"A": [None, 1]}), Viewport()).figure.layout.annotations
    ] == ["·"]


def test_where_no_level_is_known_other_thresholds_are_not_drawn() -> None:
    assert levels_by_threshold.chart(thresholds({"A": [0] * 5}, at_least=True), Viewport()).figure is None


def history(rows: dict[str, list[int | None]]) -> dict[str, Listing]:
    """Each unit's level quarter by quarter; None is not known."""
    labels = [f"{2024 + place // 4}-Q{place % 4 + 1}" for place in range(len(next(iter(rows.values()))))]
    return {
        label: Listing(
            VIEWS["levels"],
            SCOPE,
            pd.DataFrame(
                [
                    {"business_unit": unit, "level": levels[place] or 0, "is_at_least": levels[place] is None}
                    for unit, levels in rows.items()
                ]
            ),
        )
        for place, label in enumerate(labels)
    }


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            {"A": [1, 1, 2], "B": [1, 1, 1]},
            "A has risen from level 1 to 2, reached in Q3 2024; the other unit has not moved",
        ),
        (
            {"A": [1, 2, 2], "B": [2, 2, 1]},
            "A has risen from level 1 to 2, reached in Q2 2024; B has fallen from level 2 to 1, reached in Q3 2024",
        ),
        ({"A": [1, 1], "B": [None, 1]}, "None of 2 units has changed its level since Q1 2024"),
        ({"A": [2, 2]}, "A has stayed at its level since Q1 2024"),
        (
            {"A": [1, 2], "B": [1, 2], "C": [1, 1]},
            "2 of 3 units have risen a level since Q1 2024; the other unit has not moved",
        ),
    ],
)
def test_the_history_says_who_rose_who_fell_and_who_stayed(rows: dict[str, list[int | None]], says: str) -> None:
    drawn = level_history.chart(history(rows), Viewport())
    assert drawn.finding == says
    assert len(drawn.figure.data[0].x) == sum(level is not None for levels in rows.values() for level in levels)


def test_on_a_telephone_the_history_shows_the_latest_ten_quarters_and_speaks_of_all() -> None:
    drawn = level_history.chart(history({"A": [1] * 11 + [2]}), Viewport("light", "narrow"))
    assert len(drawn.figure.data[0].x) == 10
    assert "12 quarters" in drawn.n


def test_without_a_known_level_there_is_no_history() -> None:
    assert level_history.chart(history({"A": [None, None]}), Viewport()).figure is None
    assert level_history.chart({}, Viewport()).figure is None


def test_bubbles_steps_and_gates_filter_to_their_unit_when_clicked(sample_book: Book) -> None:
    for draw in (positions, levels, gates):
        marks = [trace for trace in draw(sample_book).figure.data if trace.customdata is not None]
        assert {mark for trace in marks for mark in trace.customdata} >= {"business_unit=Claims", "business_unit=HR"}
        assert all(trace.hoverinfo == "text" for trace in marks)


def test_a_place_made_of_part_of_the_data_says_which_part_is_missing(book: Make) -> None:
    seats = {"period": "2026-Q1", "business_unit": "HR", "tool": "t", "active_users": 9, "habitual_users": 3}
    tool = {"period": "2026-Q1", "business_unit": "HR", "deployment_id": "a", "name": "a", "status": "live"}
    drawn = positions(book(adoption=[seats], deployments=[tool | {"built_by": "internal"}]))
    assert "ability on 50 % of its weight and capacity on 40 % of its weight, without" in drawn.alt
    assert drawn.n == "n = 1 unit, 1 on part of the data"


def test_where_only_the_capacity_is_not_known_only_that_is_asked_for(book: Make) -> None:
    seats = {"period": "2026-Q1", "business_unit": "HR", "tool": "t", "active_users": 9, "habitual_users": 3}
    drawn = positions(book(adoption=[seats]))
    assert drawn.subtitle == "Not enough data: needs who built or maintains each live tool or builders."
