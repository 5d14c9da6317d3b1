"""Builders, leaders and those who left: counted once, hidden where few, whole where the function is large enough."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import DETECTORS, METRICS, VIEWS, Book, by_unit, listing, total

Make = Callable[..., Book]


def people(unit: str, headcount: int = 100, *, period: str = "2026-Q1", **more: Any) -> dict[str, Any]:
    row = {"period": period, "business_unit": unit, "function": f"{unit} work", "headcount": headcount}
    return row | more


def hidden(made: Book, view: str = "builders_by_function") -> set[str]:
    frame = listing(made, VIEWS[view]).frame
    return set(frame.loc[frame["is_hidden"], "business_unit"])


def test_a_function_of_four_is_hidden_with_the_next_smallest_and_one_of_five_is_not(book: Make) -> None:
    def rows(last: int) -> list[dict[str, Any]]:
        return [people("A", 40, ai_builders=1), people("B", 60, ai_builders=2), people("C", last, ai_builders=1)]

    assert hidden(book(people=rows(5))) == set()
    made = book(people=[*rows(4), people("D", 90, ai_builders=1)], settings={"suppression_k": "5"})
    assert hidden(made) == {"A", "C"}
    frame = listing(made, VIEWS["builders_by_function"]).frame
    assert frame.loc[frame["is_hidden"], ["headcount", "builders", "per_hundred"]].isna().all().all()


@pytest.mark.parametrize("view", ["people_rows", "builders_by_function", "leaders_and_builders"])
def test_what_a_total_by_unit_hides_no_list_shows(book: Make, view: str) -> None:
    sheet = [people("A", 40, ai_builders=1), people("B", 60, ai_builders=2), people("C", 3, ai_builders=1)]
    made = book(people=sheet)
    units = {row.business_unit for row in by_unit(made, METRICS["builders"]).rows if row.state == "suppressed"}
    assert hidden(made, view) == units == {"A", "C"}


def test_hiding_comes_before_the_filter(book: Make) -> None:
    sheet = [people("A", 40, ai_builders=1), people("B", 60, ai_builders=2), people("C", 3, ai_builders=1)]
    assert hidden(book(people=sheet, units=["A"])) == {"A"}


def test_builders_per_function_counts_only_functions_that_say(book: Make) -> None:
    sheet = [people("A", ai_builders=4), people("B", ai_builders=0), people("C", ai_leaders=2)]
    (row,) = total(book(people=sheet), METRICS["builders_per_function"]).rows
    assert (row.numerator, row.denominator, row.value) == (4, 2, 2)


def test_builders_per_100_are_of_the_same_people(book: Make) -> None:
    sheet = [people("A", 150, ai_builders=3), people("B", 50, ai_builders=1), people("C", 800)]
    (row,) = total(book(people=sheet), METRICS["builders_per_100_people"]).rows
    assert row.value == 2


def test_those_who_left_are_of_those_and_of_the_builders_there_are_now(book: Make) -> None:
    sheet = [
        people("A", period="2025-Q1", ai_builders=9, builders_left=5),
        people("A", period="2025-Q3", ai_builders=3, builders_left=2),
        people("A", period="2026-Q1", ai_builders=1, builders_left=0),
        people("B", period="2026-Q1", ai_builders=6),
    ]
    (row,) = total(book(people=sheet), METRICS["builders_left_share"]).rows
    assert (row.numerator, row.denominator) == (2, 3)


def test_more_left_than_are_left_is_still_a_share(book: Make) -> None:
    sheet = [people("A", period="2026-Q1", ai_builders=1, builders_left=4)]
    (row,) = total(book(people=sheet), METRICS["builders_left_share"]).rows
    assert (row.value, row.n, row.state) == (0.8, 5, "ok")


def test_nobody_left_and_nobody_there_is_no_share(book: Make) -> None:
    (row,) = total(book(people=[people("A", ai_builders=0, builders_left=0)]), METRICS["builders_left_share"]).rows
    assert (row.value, row.state) == (None, "insufficient")


def test_each_open_role_counts_its_days_once(book: Make) -> None:
    sheet = [
        people("A", open_ai_roles=3, open_roles_days=10),
        people("B", open_ai_roles=1, open_roles_days=50),
        people("C", open_ai_roles=0, open_roles_days=None),
        people("D", open_ai_roles=2),
    ]
    made = book(people=sheet)
    assert total(made, METRICS["days_roles_open"]).rows[0].value == 20
    assert total(made, METRICS["open_ai_roles"]).rows[0].value == 6


def test_leaders_and_builders_stand_beside_what_was_built_inside_in_two_quarters(book: Make) -> None:
    tools = [
        {
            "period": "2026-Q1",
            "business_unit": "A",
            "deployment_id": name,
            "name": name,
            "status": "live",
            "built_by": built_by,
            "went_live_on": day,
        }
        for name, built_by, day in (
            ("a", "internal", "2025-10-01"),
            ("b", "hybrid", "2026-01-01"),
            ("c", "internal", "2025-09-30"),
            ("d", "vendor", "2026-01-01"),
        )
    ]
    sheet = [people("A", ai_leaders=1, ai_builders=2), people("B", ai_leaders=3, ai_builders=0)]
    frame = listing(book(people=sheet, deployments=tools), VIEWS["leaders_and_builders"]).frame
    first, second = frame.to_dict("records")
    assert (first["leaders"], first["builders"], first["tools_built"]) == (1, 2, 2)
    assert (second["leaders"], second["builders"]) == (3, 0)
    assert second["tools_built"] != second["tools_built"]  # not known: the unit has no registry


def test_no_finding_tells_what_the_lists_hide(book: Make) -> None:
    sheet = [
        people("A", 40, ai_builders=0, ai_leaders=2),
        people("B", 60, ai_builders=2),
        people("C", 3, ai_builders=0),
    ]
    pilot = {"reporting_on": "2026-03-31", "initiative_id": "i", "name": "i", "business_unit": "A", "stage": "pilot"}
    found = listing(book(people=sheet, pilots=[pilot]), DETECTORS["governance_without_builders"]).frame
    said = found.set_index("business_unit")["evidence"].to_dict()
    assert {unit for unit, evidence in said.items() if evidence == "Hidden: too few people"} == {"A", "C"}
