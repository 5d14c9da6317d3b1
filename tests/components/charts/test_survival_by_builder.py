"""Survival by builder and by window: counts where tools are few, hatched where rows do not say the day."""

from collections.abc import Callable
from typing import Any

import pytest

from components.charts import loss_windows, survival_by_builder
from components.theme import Drawn, Viewport
from queries import VIEWS, Book, Listing, listing

VIEWPORTS = [Viewport(kind, width) for kind in ("light", "dark") for width in ("wide", "narrow")]
Listed = Callable[..., Listing]
WILSON = {(0, 7): (0, 0.354), (3, 6): (0.188, 0.812), (0, 60): (0, 0.06), (30, 60): (0.377, 0.623)}


def curve(built_by: str, lost: int, tools: int, **more: Any) -> list[dict[str, Any]]:
    low, high = WILSON.get((lost, tools), (0, 1))
    row = {
        "built_by": built_by,
        "dated_to": "first",
        "at_risk": tools,
        "competing": 0,
        "low": None,
        "high": None,
        "replaced": 0,
        "tools": tools,
        "lost": lost,
        "lost_low": low,
        "lost_high": high,
        "were_replaced": 0,
        "unmaintained": 0,
    }
    ends = [
        {"days": 50, "events": lost, "survival": 1 - lost / tools},
        {"days": 400, "events": 0, "survival": 1 - lost / tools},
    ]
    return [row | end | more for end in ends]


def drawn(listed: Listed, *rows: dict[str, Any], viewport: Viewport = VIEWPORTS[0]) -> Drawn:
    return survival_by_builder.chart(listed("survival_by_builder", rows), viewport)


def test_builders_that_chance_can_explain_are_not_set_apart(listed: Listed) -> None:
    found = drawn(listed, *curve("internal", 0, 7), *curve("vendor", 3, 6))
    assert found.finding == "Lost: 3 of 6 by a vendor, 0 of 7 built inside: not apart beyond chance"
    assert found.n == "n = 13 tools, 3 losses"


def test_builders_apart_beyond_chance_are_said_to_be(listed: Listed) -> None:
    found = drawn(listed, *curve("internal", 0, 60), *curve("vendor", 30, 60))
    assert found.finding == "Lost: 30 of 60 by a vendor, 0 of 60 built inside"


def test_builders_with_few_tools_have_counts_and_no_line(listed: Listed) -> None:
    found = drawn(listed, *curve("internal", 0, 7), *curve("bought", 1, 4, unmaintained=1))
    assert "too few for a line: bought 1 of 4 lost, nobody maintains 1" in found.subtitle
    assert [list(trace.customdata) for trace in found.figure.data if trace.customdata is not None] == [
        ["built_by=internal"]
    ]


def test_where_all_are_few_there_are_only_counts(listed: Listed) -> None:
    found = drawn(listed, *curve("internal", 0, 1))
    assert found.figure is None
    assert found.finding == "The one tool that went live is still in use"
    assert found.subtitle == "Built inside 0 of 1 lost: too few to judge."


def test_nothing_lost_is_none_of_so_many(listed: Listed) -> None:
    assert drawn(listed, *curve("internal", 0, 7)).finding == "None of 7 tools that went live was lost"


def window(origin: str, within: int, surely: int, at_most: int, tools: int) -> dict[str, Any]:
    return {
        "origin": origin,
        "within_days": within,
        "tools": tools,
        "lost_surely": surely,
        "lost_at_most": at_most,
        "low": 0.0,
        "high": 1.0,
    }


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (window("go_live", 90, 0, 3, 19), "0 to 3 of 19 tools were lost within 90 days of going live"),
        (window("go_live", 90, 1, 1, 19), "1 of 19 tools was lost within 90 days of going live"),
        (window("handoff", 90, 0, 0, 6), "None of 6 tools was lost within 90 days of handoff"),
        (window("handoff", 90, 0, 1, 1), "The one tool followed was perhaps lost within 90 days of handoff"),
        (window("handoff", 90, 0, 0, 1), "The one tool followed was not lost within 90 days of handoff"),
        (window("handoff", 30, 1, 1, 1), "The one tool followed was lost within 30 days of handoff"),
    ],
)
def test_the_band_is_the_finding(listed: Listed, row: dict[str, Any], says: str) -> None:
    assert loss_windows.chart(listed("loss_windows", [row]), VIEWPORTS[0]).finding == says


def test_what_may_have_been_lost_is_hatched_and_explained(listed: Listed) -> None:
    found = loss_windows.chart(listed("loss_windows", [window("go_live", 90, 0, 3, 19)]), VIEWPORTS[0])
    assert found.figure.data[1].marker.pattern.shape == "/"
    assert "hatched" in found.subtitle
    assert "30 days" not in found.subtitle


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=str)
@pytest.mark.parametrize("chart", [survival_by_builder.chart, loss_windows.chart])
def test_each_is_drawn_in_every_look(sample_book: Book, chart: Callable[..., Drawn], viewport: Viewport) -> None:
    found = chart(listing(sample_book, VIEWS[chart.__module__.rpartition(".")[2]]), viewport)
    assert found.figure is not None
    assert found.finding in found.alt


@pytest.mark.parametrize("chart", [survival_by_builder.chart, loss_windows.chart])
def test_on_an_empty_store_each_is_a_sentence(book: Callable[..., Book], chart: Callable[..., Drawn]) -> None:
    found = chart(listing(book(), VIEWS[chart.__module__.rpartition(".")[2]]), VIEWPORTS[0])
    assert found.figure is None
    assert "needs" in found.subtitle
