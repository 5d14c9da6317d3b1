"""A unit's level is the highest whose gates, and all lower ones, the evidence opens."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from data.store import Store
from queries import VIEWS, Book, listing

Make = Callable[..., Book]
AT = dt.datetime(2026, 5, 14)
UNIT = {"business_unit": "Claims"}


def rows(*, seats: int | None = 100, kept: int = 2, training: bool = False) -> dict[str, list[dict[str, Any]]]:
    """K12: every gate of level 2 at its threshold; three tools built inside, of which `kept` are kept inside."""
    tools = [
        UNIT
        | {
            "period": period,
            "deployment_id": f"d{number}",
            "name": f"d{number}",
            "status": "live",
            "built_by": "internal",
            "maintained_by": "internal" if number < kept else "vendor",
            "went_live_on": "2025-07-10",
            "active_users": 20,
            "benefit_amount": 1000.0,
            "benefit_kind": "cash_releasing",
            "benefit_evidence": "baseline",
        }
        for period in ("2025-Q3", "2025-Q4", "2026-Q1")
        for number in range(3)
    ]
    pilots = [
        UNIT
        | {
            "reporting_on": "2026-03-31",
            "initiative_id": f"i{number}",
            "name": "x",
            "stage": "pilot",
            "started_on": "2025-06-01",
            "kpi": "hours" if number < 2 else None,
        }
        for number in range(4)
    ]
    cohort = UNIT | {
        "reporting_on": "2026-03-31",
        "cohort_id": "c",
        "started_on": "2025-09-01",
        "trained": 20,
        "builders": 2,
    }
    return {
        "deployments": tools,
        "pilots": pilots,
        "adoption": [
            UNIT
            | {
                "period": "2026-Q1",
                "tool": "t",
                "seats": seats,
                "active_users": 55,
                "habitual_users": 22,
                "workflows_redesigned": 2,
            }
        ],
        "spend": [UNIT | {"period": "2026-Q1", "category": "licences", "amount": 100.0}],
        "people": [UNIT | {"period": "2026-Q1", "function": "f", "headcount": 50, "ai_builders": 3}],
        "training": [cohort] if training else [],
    }


def level(made: Book) -> pd.Series:
    return listing(made, VIEWS["levels"]).frame.iloc[0]


def gate(made: Book, name: str) -> pd.Series:
    return listing(made, VIEWS["gates"]).frame.set_index("gate").loc[name]


def test_k12_a_every_gate_of_level_2_at_equality_and_no_training_is_level_2_fragile(book: Make) -> None:
    found = level(book(**rows()))
    assert (found["level"], found["level_name"], bool(found["is_at_least"])) == (2, "Integrator", True)
    assert (found["next_level_state"], list(found["missing"])) == ("insufficient", ["training"])
    assert bool(found["is_fragile"])


def test_k12_b_every_gate_of_level_3_met_and_no_seats_is_at_least_level_1(book: Make) -> None:
    made = book(**rows(seats=None, kept=3, training=True))
    gates = listing(made, VIEWS["gates"]).frame
    assert set(gates.loc[gates["level"] == 3, "state"]) == {"met"}
    found = level(made)
    assert (found["level"], bool(found["is_at_least"])) == (1, True)
    assert list(found["missing"]) == ["seats and active users"]


def test_a_level_needs_all_lower_gates(book: Make) -> None:
    made = book(**rows(seats=111, kept=3, training=True))  # 55 of 111 is just below half
    found = level(made)
    assert (found["level"], bool(found["is_at_least"]), list(found["missed"])) == (1, False, ["Seats in use"])


def test_everything_met_is_a_builder_with_no_next_level(book: Make) -> None:
    found = level(book(**rows(kept=3, training=True)))
    assert (found["level"], found["next_level_state"]) == (3, "none")


@pytest.mark.parametrize(("kept", "state"), [(2, "met"), (1, "missed")])
def test_two_of_three_kept_inside_opens_its_gate_and_one_does_not_both_fragile(
    book: Make, kept: int, state: str
) -> None:
    found = gate(book(**rows(kept=kept)), "internally_maintained")
    assert (found["state"], found["n"], bool(found["is_fragile"])) == (state, 3, True)


def test_the_distance_is_what_is_missing_to_the_threshold(book: Make) -> None:
    assert gate(book(**rows(seats=220)), "seat_utilisation")["distance"] == pytest.approx(0.25)


def test_counts_grow_with_the_size_of_the_unit_beyond_the_setting(book: Make) -> None:
    made = book(**rows(), settings={"gate_people": "25"})  # the unit has 50 people
    assert gate(made, "builders")["at_least"] == 6
    assert gate(made, "internally_maintained")["at_least"] == 0.6


def test_a_unit_of_the_settings_size_has_the_settings_threshold(book: Make) -> None:
    assert gate(book(**rows(), settings={"gate_people": "50"}), "builders")["at_least"] == 3


@pytest.mark.parametrize(("first_build", "state"), [("2025-11-30", "met"), ("2025-12-01", "missed")])
def test_a_first_build_on_day_90_opens_the_gate_that_training_alone_does_not(
    book: Make, first_build: str, state: str
) -> None:
    given = rows(training=True)
    given["training"][0] |= {"builders": 1, "first_build_on": first_build}
    assert gate(book(**given), "transfer")["state"] == state


def test_a_unit_whose_list_has_nothing_in_production_has_no_live_tool_rather_than_no_data(book: Make) -> None:
    given = rows()
    other = {
        "reporting_on": "2026-03-31",
        "business_unit": "Legal",
        "initiative_id": "l",
        "name": "l",
        "stage": "pilot",
    }
    given["pilots"].append(other)
    gates = listing(book(**given), VIEWS["gates"]).frame.set_index(["business_unit", "gate"])
    assert gates.loc[("Legal", "internal_live"), ["measured", "state"]].tolist() == [0, "missed"]
    assert gates.loc[("Legal", "builders"), "state"] == "insufficient"


def test_a_unit_of_which_only_spend_is_known_is_at_no_known_level(book: Make) -> None:
    found = level(book(spend=[UNIT | {"period": "2026-Q1", "category": "licences", "amount": 1.0}]))
    assert (found["level"], bool(found["is_at_least"]), list(found["missing"])) == (0, True, ["active users"])


def test_a_gate_that_opens_no_level_is_off_and_holds_nobody_back(book: Make) -> None:
    given = rows(seats=111, kept=3, training=True)  # 55 of 111 is just below half
    made = book(**given, settings={"level_of_seat_utilisation": "off"})
    assert "seat_utilisation" not in set(listing(made, VIEWS["gates"]).frame["gate"])
    assert level(made)["level"] == 3


def test_a_gate_may_open_another_level(book: Make) -> None:
    made = book(**rows(seats=111, kept=3, training=True), settings={"level_of_seat_utilisation": "3"})
    assert (level(made)["level"], list(level(made)["missed"])) == (2, ["Seats in use"])


@pytest.mark.parametrize(("grows", "at_least"), [("yes", 6), ("no", 3)])
def test_whether_a_count_grows_with_the_unit_is_a_setting(book: Make, grows: str, at_least: int) -> None:
    made = book(**rows(), settings={"gate_people": "25", "scales_builders": grows})  # the unit has 50 people
    assert gate(made, "builders")["at_least"] == at_least


def test_a_changed_gate_counts_from_its_version_on_and_an_older_version_shows_the_older_gate(
    book: Make, store: Store
) -> None:
    first = book(**rows(kept=3, training=True))
    store.change_settings({"gate_builders": "4"}, "Ann", "our own bar", AT)
    after = book()
    assert (level(first)["level"], level(after)["level"]) == (3, 2)
    older = book(as_of=first.scope.as_of)
    assert (level(older)["level"], gate(older, "builders")["at_least"]) == (3, 3)


def test_other_settings_over_the_same_rows_are_another_answer_and_leave_the_first(book: Make) -> None:
    made = book(**rows(kept=3, training=True))
    stricter = made.at(replace(made.scope, settings={**made.scope.settings, "gate_builders": "4"}))
    assert [level(one)["level"] for one in (made, stricter, made)] == [3, 2, 3]


@pytest.mark.parametrize(
    ("name", "kept", "seats", "steps"),
    [
        ("internally_maintained", 1, 100, 1),  # two of three are asked for
        ("internally_maintained", 2, 100, 1),  # one fewer closes it
        ("internally_maintained", 3, 100, 2),
        ("seat_utilisation", 2, 220, 55),  # 110 of 220
        ("seat_utilisation", 2, 100, 6),  # 49 of 100 closes it
        ("seat_utilisation", 2, 110, 1),  # 55 of 110 is at the threshold
        ("builders", 2, 100, 1),
    ],
)
def test_the_smallest_change_that_turns_a_gate_is_counted_in_what_it_counts(
    book: Make, name: str, kept: int, seats: int, steps: int
) -> None:
    assert gate(book(**rows(kept=kept, seats=seats)), name)["steps"] == steps


@pytest.mark.parametrize(("seats", "fewer"), [(220, 110), (111, 1)])
def test_seats_can_be_given_back_instead(book: Make, seats: int, fewer: int) -> None:
    assert gate(book(**rows(seats=seats)), "seat_utilisation")["fewer_seats"] == fewer


def test_the_return_is_changed_by_money(book: Make) -> None:
    # 3 tools at 1,000 in each of three quarters, baseline counts 70 %: 6,300 evidenced against a cost of 100
    assert gate(book(**rows()), "evidenced_roi")["steps"] == pytest.approx(6200)


def test_what_must_change_together_and_what_alone(book: Make) -> None:
    found = listing(book(**rows(kept=1, training=True)), VIEWS["level_flips"]).frame
    up = found[found["direction"] == "up"]
    assert (up["gate"].tolist(), up["steps"].tolist(), up["level_then"].tolist()) == (
        ["internally_maintained"],
        [1],
        [3],
    )
    down = found[found["direction"] == "down"].set_index("gate")
    assert set(down["level_then"]) == {0, 1}
    assert down.loc[["kpi_share", "workflows_redesigned"], "steps"].tolist() == [1, 1]


def test_a_unit_whose_higher_gates_are_open_passes_more_than_one_level(book: Make) -> None:
    found = listing(book(**rows(seats=111, kept=3, training=True)), VIEWS["level_flips"]).frame
    assert found.loc[found["direction"] == "up", "level_then"].tolist() == [3]


@pytest.mark.parametrize(
    ("seats", "levels"),
    # 55 seats are used: the thresholds are 40, 45, 50, 55 and 60 %
    [(100, [2, 2, 2, 2, 1]), (101, [2, 2, 2, 1, 1]), (111, [2, 2, 1, 1, 1]), (140, [1, 1, 1, 1, 1])],
)
def test_a_level_is_tried_at_thresholds_a_tenth_and_a_fifth_lower_and_higher(
    book: Make, seats: int, levels: list[int]
) -> None:
    easy = {"gate_workflows_redesigned": "1", "gate_habitual_share": "0.2", "gate_kpi_share": "0.2"}
    found = listing(book(**rows(seats=seats), settings=easy), VIEWS["levels_by_threshold"]).frame
    assert found["factor"].tolist() == [0.8, 0.9, 1.0, 1.1, 1.2]
    assert found["level"].tolist() == levels


@pytest.mark.parametrize(("people", "state", "numerator"), [(4, "insufficient", None), (5, "met", 3)])
def test_builders_among_fewer_than_five_people_are_hidden_and_not_judged(
    book: Make, people: int, state: str, numerator: float | None
) -> None:
    given = rows()
    given["people"][0]["headcount"] = people
    found = gate(book(**given), "builders")
    assert found["state"] == state
    assert (None if pd.isna(found["numerator"]) else found["numerator"]) == numerator
    assert bool(found["is_hidden"]) == (people < 5)


@pytest.mark.parametrize(("headcount", "active", "is_hidden"), [(4, 3, True), (5, 3, False), (None, 4, True)])
def test_use_by_a_unit_of_few_people_is_neither_counted_nor_judged(
    book: Make, headcount: int | None, active: int, is_hidden: bool
) -> None:
    row = UNIT | {"period": "2026-Q1", "tool": "t", "headcount": headcount, "active_users": active, "habitual_users": 1}
    made = book(adoption=[row])
    used, habitual = gate(made, "active_users"), gate(made, "habitual_share")
    expected = "insufficient" if is_hidden else "met"
    assert (used["state"], bool(used["is_hidden"]), bool(pd.isna(used["numerator"]))) == (
        expected,
        is_hidden,
        is_hidden,
    )
    assert habitual["state"] == ("insufficient" if is_hidden else "missed")
    says = listing(made, VIEWS["gate_rows"]).frame["says"].iloc[0]
    assert (says == "hidden: few people") == is_hidden


def test_a_larger_unit_hidden_with_a_small_one_is_judged_no_more_than_it(book: Make) -> None:
    given = rows()
    given["people"].append(
        {"business_unit": "HR", "period": "2026-Q1", "function": "f", "headcount": 3, "ai_builders": 1}
    )
    gates = listing(book(**given), VIEWS["gates"]).frame.set_index(["business_unit", "gate"])
    found, small = gates.loc[("Claims", "builders")], gates.loc[("HR", "builders")]
    assert (small["state"], small["needs"]) == ("insufficient", "builders of more people")
    assert (found["state"], bool(found["is_hidden"])) == ("insufficient", True)
    assert found[["measured", "numerator", "steps"]].isna().all()


def use(tool: str, people: int, active: int | None, **more: Any) -> dict[str, Any]:
    named = {"period": "2026-Q1", "tool": tool, "headcount": people, "seats": people, "active_users": active}
    return UNIT | named | {"habitual_users": 0 if active is not None else None} | more


def deployed(active: int, meant: int | None) -> dict[str, Any]:
    named = {"period": "2026-Q1", "deployment_id": "d", "name": "d", "status": "live"}
    return UNIT | named | {"active_users": active, "intended_users": meant}


def used(made: Book) -> tuple[str, bool, float | None]:
    found = gate(made, "active_users")
    return found["state"], bool(found["is_hidden"]), None if pd.isna(found["measured"]) else found["measured"]


def test_the_most_users_of_several_tools_are_hidden_with_any_of_them(book: Make) -> None:
    # C is of three people, B must go with it: that somebody uses A may be said, not that C has most
    assert used(book(adoption=[use("A", 100, 1), use("B", 50, 2), use("C", 3, 3)])) == ("met", True, None)


@pytest.mark.parametrize(
    ("shown", "other", "small", "found"),
    [
        (0, 2, 3, ("met", True, None)),  # all the tools together have users, and are enough people
        (0, 0, 0, ("missed", True, None)),  # they have none together
        (0, None, 3, ("insufficient", True, None)),  # of some of the hidden nothing is known: the others stay untold
        (7, 2, 3, ("met", True, None)),
    ],
)
def test_whether_anybody_uses_ai_is_judged_by_what_may_be_added_up(
    book: Make, shown: int, other: int | None, small: int, found: tuple[str, bool, float | None]
) -> None:
    assert used(book(adoption=[use("A", 100, shown), use("B", 50, other), use("C", 3, small)])) == found


@pytest.mark.parametrize(
    ("active", "meant", "found"),
    [
        (3, 4, ("insufficient", True, None)),
        (0, 4, ("insufficient", True, None)),
        (4, None, ("insufficient", True, None)),
        (5, 5, ("met", False, 5)),
        (0, 5, ("missed", False, 0)),
    ],
)
def test_a_live_tool_of_few_people_does_not_open_the_gate_of_use(
    book: Make, active: int, meant: int | None, found: tuple[str, bool, float | None]
) -> None:
    assert used(book(adoption=[use("Lens", 100, 0)], deployments=[deployed(active, meant)])) == found


def test_a_live_tool_of_few_people_hides_no_larger_count_of_users(book: Make) -> None:
    assert used(book(adoption=[use("Lens", 100, 5)], deployments=[deployed(3, 4)])) == ("met", False, 5)
    assert used(book(adoption=[use("Lens", 100, 4)], deployments=[deployed(3, 4)])) == ("met", True, None)


def test_a_unit_of_few_people_has_no_level_that_could_be_told(book: Make) -> None:
    found = level(book(adoption=[use("Lens", 3, 2)]))
    assert (found["level"], bool(found["is_at_least"]), bool(found["lacks_people"])) == (0, True, True)
    assert list(found["missing"]) == ["active users of more people"]


def test_a_level_that_waits_for_data_does_not_lack_people(book: Make) -> None:
    assert not level(book(**rows()))["lacks_people"]


@pytest.mark.parametrize("name", ["seat_utilisation", "habitual_share"])
def test_seats_and_habits_of_few_people_open_no_gate(book: Make, name: str) -> None:
    found = gate(book(adoption=[use("Lens", 3, 2, habitual_users=2)]), name)
    assert (found["state"], bool(found["is_hidden"])) == ("insufficient", True)
    assert found["needs"].endswith(" of more people")


def test_a_gate_of_seats_leaves_hidden_tools_out(book: Make) -> None:
    tools = [use("A", 100, 60), use("B", 50, 20), use("C", 3, 3)]
    assert gate(book(adoption=tools), "seat_utilisation")["numerator"] == 60
    tools[1] |= {"seats": None}
    assert gate(book(adoption=tools), "seat_utilisation")["numerator"] == 60


def test_a_hidden_headcount_makes_no_gate_grow(book: Make) -> None:
    given = rows()
    given["people"].append(
        {"business_unit": "HR", "period": "2026-Q1", "function": "f", "headcount": 3, "ai_builders": 1}
    )
    made = book(**given, settings={"gate_people": "25"})  # the unit has 50 people, hidden beside HR's three
    assert gate(made.at(replace(made.scope, units=("Claims",))), "internal_live")["at_least"] == 3


def test_in_the_sample_five_of_six_are_consumers_under_every_threshold(sample_book: Book) -> None:
    found = listing(sample_book, VIEWS["levels_by_threshold"]).frame
    assert set(found.groupby("factor")["level"].apply(lambda levels: tuple(sorted(levels)))) == {(1, 1, 1, 1, 1, 3)}


def test_in_the_sample_five_of_six_units_are_consumers_and_claims_builds(sample_book: Book) -> None:
    frame = listing(sample_book, VIEWS["levels"]).frame
    assert dict(frame["level"].value_counts()) == {1: 5, 3: 1}
    assert frame.loc[frame["level"] == 3, "business_unit"].tolist() == ["Claims"]
