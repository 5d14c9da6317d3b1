"""Maturity's charts say where each unit stands and what holds it back, and never lay one name over another."""

import random
from collections.abc import Callable

import pandas as pd
import pytest

from components import charts
from components.house import Drawn, Look
from queries import VIEWS, Book, Listing, Scope, listing

Make = Callable[..., Book]
LOOKS = [Look(kind, width) for kind in ("light", "dark") for width in ("wide", "narrow")]


def gates(made: Book, look: Look = LOOKS[0]) -> Drawn:
    return charts.gates(listing(made, VIEWS["gates"]), look)


def levels(made: Book, look: Look = LOOKS[0]) -> Drawn:
    return charts.levels(listing(made, VIEWS["levels"]), look)


def positions(made: Book, look: Look = LOOKS[0]) -> Drawn:
    before = made.before()
    return charts.positions(listing(made, VIEWS["positions"]), before and listing(before, VIEWS["positions"]), look)


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
    made = book(deployments=rows, adoption=[{"period": "2026-Q1", "business_unit": "HR", "tool": "t", "seats": 9,
                                             "active_users": 9}])  # fmt: skip
    assert says in {note.text for note in gates(made).figure.layout.annotations}


def test_units_without_any_use_known_wait_for_data(book: Make) -> None:
    rows = [{"period": "2026-Q1", "business_unit": f"U{n}", "category": "licences", "amount": 1.0} for n in range(40)]
    drawn = levels(book(spend=rows))
    assert drawn.figure is None
    assert drawn.finding == "The levels of 40 units wait for data"
    assert drawn.subtitle.startswith("Not enough data: needs active users")


def test_a_level_that_cannot_be_ruled_out_is_at_least_the_one_before(book: Make) -> None:
    seats = {"period": "2026-Q1", "business_unit": "HR", "tool": "t", "active_users": 9}
    assert levels(book(adoption=[seats])).finding.startswith("HR is at least at level 1, Consumer")


@pytest.mark.parametrize("seed", range(10))
def test_names_on_the_map_do_not_lie_over_each_other(seed: int) -> None:
    chance = random.Random(seed)
    units = ["Claims", "Retail", "Finance", "Legal", "Supply chain", "HR", "Group functions", "Operations"]
    frame = pd.DataFrame(
        {"business_unit": units, "ability": [chance.uniform(0.1, 0.6) for _ in units],
         "capacity": [chance.uniform(0, 0.5) for _ in units], "ability_known": 1.0, "capacity_known": 1.0,
         "spent": [chance.uniform(1, 9) for _ in units], "left_out": [[] for _ in units]}
    )  # fmt: skip
    scope = Scope(1, pd.Timestamp("2026-01-01").date(), pd.Timestamp("2026-03-31").date())
    drawn = charts.positions(Listing(VIEWS["positions"], scope, frame), None, Look())
    wide, high, span = 400, 340, 1.18
    named = [note for note in drawn.figure.layout.annotations if note.text in units]
    boxes = [
        (note.x * wide / span + note.xshift, note.y * high / span + note.yshift, len(note.text) * 6.6) for note in named
    ]
    assert len(boxes) == len(units)
    for at, (x, y, width) in enumerate(boxes):
        for other_x, other_y, other_width in boxes[at + 1 :]:
            assert abs(x - other_x) >= (width + other_width) / 2 - 2 or abs(y - other_y) >= 13


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("draw", [gates, levels, positions])
def test_each_is_drawn_in_every_look(sample_book: Book, draw: Callable[..., Drawn], look: Look) -> None:
    drawn = draw(sample_book, look)
    assert drawn.figure is not None
    assert drawn.finding in drawn.alt


@pytest.mark.parametrize("draw", [gates, levels, positions])
def test_on_an_empty_store_each_is_a_sentence(book: Make, draw: Callable[..., Drawn]) -> None:
    drawn = draw(book())
    assert drawn.figure is None
    assert "needs" in drawn.subtitle
