"""Users of each live tool: those that lost users first, each to its own scale, a small group never as a number."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from components.charts import dependency, deployed_by_half_year, tool_users
from components.theme import Drawn, Viewport
from queries import VIEWS, Book, Listing, listing

VIEWPORTS = [Viewport(kind, width) for kind in ("light", "dark") for width in ("wide", "narrow")]
Listed = Callable[..., Listing]


def line(name: str, *users: float | None, meant: float | None = 100) -> list[dict[str, Any]]:
    return [
        {
            "deployment_id": name,
            "name": name,
            "business_unit": "Claims",
            "period_end": f"2026-0{at + 1}-28",
            "users": number,
            "is_hidden": number is None,
            "intended_users": meant,
            "is_monthly": True,
        }
        for at, number in enumerate(users)
    ]


def drawn(listed: Listed, *rows: dict[str, Any]) -> Drawn:
    return tool_users.chart(listed("tool_users", rows), VIEWPORTS[0])


def names(found: Drawn) -> list[str]:
    return list(found.figure.layout.yaxis.ticktext)


def test_what_lost_users_stands_first_and_is_counted(listed: Listed) -> None:
    found = drawn(listed, *line("kept", 20, 30, 40), *line("fell", 50, 40, 20))
    assert found.finding == "1 of 2 live tools has lost users since their best period"
    assert names(found) == ["fell", "kept"]
    assert found.n == "n = 2 live tools"


@pytest.mark.parametrize(("now", "lost"), [(95, False), (94.9, True)])
def test_five_percent_below_the_most_is_kept_and_more_is_lost(listed: Listed, now: float, lost: bool) -> None:
    found = drawn(listed, *line("a", 100, now))
    assert found.finding == f"The one live tool has {'lost users since it had most' if lost else 'kept its users'}"


def test_a_small_group_is_said_to_be_small_and_its_number_is_nowhere(listed: Listed) -> None:
    found = drawn(listed, *line("a", 40, None))
    assert "a fewer than 5, at most 40" in found.alt
    assert any("fewer than 5" in note.text for note in found.figure.layout.annotations)


def test_a_click_on_its_end_opens_the_rows_of_a_tool(listed: Listed) -> None:
    found = drawn(listed, *line("a", 40, 50))
    assert [list(trace.customdata) for trace in found.figure.data if trace.customdata is not None] == [
        ["deployment_id=a"]
    ]


def test_many_tools_are_those_that_lost_most(listed: Listed) -> None:
    rows = [row for at in range(30) for row in line(f"t{at:02}", 100, 100 - at)]
    found = drawn(listed, *rows)
    assert names(found)[0] == "t29"
    assert len(names(found)) == 16
    assert "of 30" in found.subtitle


def test_without_users_there_is_a_sentence(listed: Listed) -> None:
    assert tool_users.chart(listed("tool_users", missing=("deployments.active_users",)), VIEWPORTS[0]).figure is None
    assert drawn(listed).subtitle == "No live tool says in these quarters how many use it."


def half(first: str, last: str, tools: int, inside: int, known: int | None = None) -> dict[str, Any]:
    return {
        "first_day": pd.Timestamp(first),
        "last_day": pd.Timestamp(last),
        "tools": tools,
        "built_inside": inside,
        "known_builder": tools if known is None else known,
        "still_live": tools,
    }


@pytest.mark.parametrize(
    ("last", "says"),
    [
        ((0, 0), "No tool went live in the last six months"),
        ((1, 1), "1 tool went live in the last six months, built inside"),
        ((1, 0), "1 tool went live in the last six months, not built inside"),
        ((4, 0), "4 tools went live in the last six months, none of them built inside"),
        ((4, 3), "4 tools went live in the last six months, 3 of them built inside"),
        ((4, 0, 0), "4 tools went live in the last six months"),
    ],
)
def test_the_finding_is_of_the_last_six_months(listed: Listed, last: tuple[int, ...], says: str) -> None:
    rows = [half("2025-04-01", "2025-09-30", 2, 1), half("2025-10-01", "2026-03-31", *last)]
    found = deployed_by_half_year.chart(listed("deployed_by_half_year", rows), VIEWPORTS[0])
    assert found.finding == says
    assert list(found.figure.layout.xaxis.ticktext) == ["Apr–Sep<br>2025", "Oct–Mar<br>2026"]


def test_older_half_years_are_counted_and_not_drawn(listed: Listed) -> None:
    rows = [half(f"{year}-01-01", f"{year}-06-30", 1, 0) for year in range(2010, 2026)]
    found = deployed_by_half_year.chart(listed("deployed_by_half_year", rows), VIEWPORTS[0])
    assert found.n == "n = 16 tools, 8 of them earlier"


def hanging(
    tools: tuple[float, float], value: tuple[float, float] | None, alone: tuple[float, float] | None
) -> list[dict]:
    rows = [("on a vendor", "tools", tools), ("on a vendor", "value", value), ("on nobody", "tools", alone)]
    return [
        {"hangs": hangs, "counted": counted, "part": pair[0], "whole": pair[1]} for hangs, counted, pair in rows if pair
    ]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            hanging((7, 15), (48.0, 100.0), (1, 15)),
            "7 of 15 live tools hang on a vendor, and 48 % of the value; nobody maintains 1",
        ),
        (hanging((1, 15), None, (0, 15)), "1 of 15 live tools hangs on a vendor"),
        (hanging((1, 1), None, (1, 1)), "The one live tool hangs on a vendor; nobody maintains it"),
        (hanging((0, 1), None, None), "The one live tool: hangs on no vendor"),
    ],
)
def test_what_hangs_on_a_vendor_is_the_finding(listed: Listed, rows: list[dict], says: str) -> None:
    found = dependency.chart(listed("dependency", rows), VIEWPORTS[0])
    assert found.finding == says
    assert found.figure.layout.xaxis.range == (0, 1)


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=str)
@pytest.mark.parametrize(
    ("chart", "view"),
    [
        (tool_users.chart, "tool_users"),
        (deployed_by_half_year.chart, "deployed_by_half_year"),
        (dependency.chart, "dependency"),
    ],
)
def test_each_is_drawn_in_every_look(
    sample_book: Book, chart: Callable[..., Drawn], view: str, viewport: Viewport
) -> None:
    found = chart(listing(sample_book, VIEWS[view]), viewport)
    assert found.figure is not None
    assert found.finding in found.alt
