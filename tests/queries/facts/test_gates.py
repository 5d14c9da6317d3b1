"""A unit's level is the highest whose gates, and all lower ones, the evidence opens."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from data.store import Store
from queries import VIEWS, Book, listing, resolve

Make = Callable[..., Book]
UNIT = {"business_unit": "Claims"}


def rows(*, seats: int | None = 100, kept: int = 2, training: bool = False) -> dict[str, list[dict[str, Any]]]:
    """K12: every gate of level 2 at its threshold; three tools built inside, of which `kept` are kept inside."""
    tools = [
        UNIT | {"period": period, "deployment_id": f"d{number}", "name": f"d{number}", "status": "live",
                "built_by": "internal", "maintained_by": "internal" if number < kept else "vendor",
                "went_live_on": "2025-07-10", "active_users": 20, "benefit_amount": 1000.0,
                "benefit_kind": "cash_releasing", "benefit_evidence": "baseline"}
        for period in ("2025-Q3", "2025-Q4", "2026-Q1") for number in range(3)
    ]  # fmt: skip
    pilots = [
        UNIT | {"reporting_on": "2026-03-31", "initiative_id": f"i{number}", "name": "x", "stage": "pilot",
                "started_on": "2025-06-01", "kpi": "hours" if number < 2 else None}
        for number in range(4)
    ]  # fmt: skip
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
        "adoption": [UNIT | {"period": "2026-Q1", "tool": "t", "seats": seats, "active_users": 55, "habitual_users": 22,
                             "workflows_redesigned": 2}],
        "spend": [UNIT | {"period": "2026-Q1", "category": "licences", "amount": 100.0}],
        "people": [UNIT | {"period": "2026-Q1", "function": "f", "headcount": 50, "ai_builders": 3}],
        "training": [cohort] if training else [],
    }  # fmt: skip


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


def test_in_the_sample_five_of_six_units_are_consumers_and_claims_builds(sample_store: Store) -> None:
    made = Book(sample_store.connection, resolve(sample_store.connection))
    frame = listing(made, VIEWS["levels"]).frame
    assert dict(frame["level"].value_counts()) == {1: 5, 3: 1}
    assert frame.loc[frame["level"] == 3, "business_unit"].tolist() == ["Claims"]
