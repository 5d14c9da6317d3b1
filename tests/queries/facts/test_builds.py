"""A team's builds: which count, whose they are, in which order, and how long those still open have taken."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, by_unit, listing, total

Make = Callable[..., Book]


def pilot(
    name: str, started: str | None, *, stage: str = "production", unit: str = "Claims", **more: Any
) -> dict[str, Any]:
    row = {
        "reporting_on": "2026-03-31",
        "business_unit": unit,
        "initiative_id": name,
        "name": name,
        "stage": stage,
        "started_on": started,
        "built_by": "internal",
    }
    return row | more


def tool(name: str, went_live: str, *, team: str | None = "Team", unit: str = "Claims", **more: Any) -> dict[str, Any]:
    row = {
        "period": "2026-Q1",
        "business_unit": unit,
        "deployment_id": name,
        "name": name,
        "status": "live",
        "initiative_id": name,
        "built_by": "internal",
        "built_by_team": team,
        "went_live_on": went_live,
    }
    return row | more


def builds(made: Book) -> list[tuple]:
    rows = listing(made, VIEWS["build_rows"]).frame
    return list(rows[["initiative_id", "team", "number", "days", "is_finished"]].itertuples(index=False, name=None))


THREE = {
    "pilots": [pilot("a", "2025-01-01"), pilot("b", "2025-05-31"), pilot("c", "2025-08-10")],
    "deployments": [tool("a", "2025-04-11"), tool("b", "2025-07-20"), tool("c", "2025-08-30")],
}
"""100, 50 and 20 days from start to going live: each build in the same ratio, on average, as the next."""


def test_builds_are_numbered_in_the_order_they_started(book: Make) -> None:
    given = {"pilots": THREE["pilots"][::-1], "deployments": THREE["deployments"]}
    assert builds(book(**given)) == [
        ("a", "Team", 1, 100, True),
        ("b", "Team", 2, 50, True),
        ("c", "Team", 3, 20, True),
    ]


def test_an_open_build_is_its_owners_where_the_owner_is_a_team_and_else_the_only_teams(book: Make) -> None:
    pilots = [
        pilot("a", "2025-01-01"),
        pilot("x", "2026-01-10", stage="pilot", owner=" team "),
        pilot("y", "2026-02-01", stage="pilot", owner="Somebody"),
    ]
    assert builds(book(pilots=pilots, deployments=[tool("a", "2025-04-11")]))[1:] == [
        ("x", "Team", 2, 80, False),
        ("y", "Team", 3, 58, False),
    ]


def test_of_two_teams_an_open_build_without_either_as_owner_is_nobodys(book: Make) -> None:
    pilots = [pilot("a", "2025-01-01"), pilot("b", "2025-01-01"), pilot("x", "2026-01-10", stage="pilot")]
    tools = [tool("a", "2025-04-11"), tool("b", "2025-04-11", team="Other")]
    assert {row[0] for row in builds(book(pilots=pilots, deployments=tools))} == {"a", "b"}


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({"stage": "stopped", "stopped_on": "2026-02-01"}, False),
        ({"stage": "pilot", "built_by": "vendor"}, False),
        ({"stage": "pilot", "built_by": "hybrid"}, True),
        ({"stage": "idea", "started_on": None}, False),
    ],
)
def test_what_was_stopped_bought_or_never_started_is_no_build(book: Make, more: dict, counts: bool) -> None:
    made = book(
        pilots=[pilot("a", "2025-01-01"), pilot("x", "2026-01-10") | more], deployments=[tool("a", "2025-04-11")]
    )
    assert ("x" in {row[0] for row in builds(made)}) is counts


def test_an_initiative_that_vanished_counts_until_it_was_last_listed(book: Make) -> None:
    earlier = [pilot("a", "2025-01-01"), pilot("x", "2025-12-01", stage="pilot")]
    pilots = [row | {"reporting_on": "2025-12-31"} for row in earlier] + [pilot("a", "2025-01-01")]
    assert builds(book(pilots=pilots, deployments=[tool("a", "2025-04-11")]))[1] == ("x", "Team", 2, 30, False)


def test_velocity_is_the_latest_build_up_to_the_fifth_against_the_first(book: Make) -> None:
    found = book(**THREE).cursor(VIEWS["positions"]).execute("select multiple from facts.build_velocity").fetchall()
    assert found[0][0] == pytest.approx(5)


def test_the_fifth_is_not_spoken_of_before_some_team_has_finished_it(book: Make) -> None:
    four = [pilot(f"i{n}", f"2025-0{n}-01") for n in range(1, 5)]
    live = [tool(f"i{n}", f"2025-0{n}-28") for n in range(1, 5)]
    assert total(book(pilots=four, deployments=live), METRICS["build_velocity_multiple"]).rows == ()
    fifth = total(
        book(pilots=[*four, pilot("i5", "2025-05-01")], deployments=[*live, tool("i5", "2025-05-28")]),
        METRICS["build_velocity_multiple"],
    )
    assert fifth.rows[0].value == pytest.approx(1)


def test_a_unit_filter_reads_that_units_teams_alone(book: Make) -> None:
    pilots, live = [], []
    for unit, days in (("Claims", (16, 8, 4, 2, 1)), ("Retail", (1, 2, 4, 8, 16))):
        for n, length in enumerate(days, 1):
            pilots.append(pilot(f"{unit}{n}", f"2025-0{n}-01", unit=unit))
            live.append(tool(f"{unit}{n}", f"2025-0{n}-{1 + length:02}", unit=unit, team=f"{unit} team"))
    made = book(pilots=pilots, deployments=live)
    units = {row.business_unit: row.value for row in by_unit(made, METRICS["build_velocity_multiple"]).rows}
    assert units == {"Claims": pytest.approx(16), "Retail": pytest.approx(1 / 16)}
    assert total(made, METRICS["build_velocity_multiple"]).rows[0].value == pytest.approx(1)
