"""Improvement, benefit and time to output: who grew late is named, red only where money is being lost."""

from collections.abc import Callable
from typing import Any

import pytest

from components.charts import benefit_by_month, improvement_by_month, workflows
from components.theme import Drawn, Viewport
from queries import VIEWS, Book, Listing, listing

VIEWPORTS = [Viewport(kind, width) for kind in ("light", "dark") for width in ("wide", "narrow")]
Listed = Callable[..., Listing]


def life(
    name: str, pattern: str, *values: float, measure: str = "kpi", is_losing: bool = False
) -> list[dict[str, Any]]:
    return [
        {
            "deployment_id": name,
            "name": name,
            "business_unit": "Claims",
            "measure": measure,
            "month": 3 * at + 1,
            "value": value,
            "standing": pattern,
            "is_losing": is_losing,
            "is_late_in_measure": measure == "kpi",
        }
        for at, value in enumerate(values)
    ]


def improved(listed: Listed, *rows: dict[str, Any]) -> Drawn:
    return improvement_by_month.chart(listed("improvement_by_month", rows), VIEWPORTS[0])


def colours(found: Drawn) -> list[str]:
    return [trace.line.color for trace in found.figure.data if trace.mode == "lines"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (life("a", "improving", 0.1, 0.3), "The one live tool that is measured has moved"),
        (
            life("a", "improving", 0.1, 0.3) + life("b", "flat, but it pays", 0, 0.01),
            "1 of 2 live tools has moved by month four; the others pay all the same",
        ),
        (
            life("a", "improving", 0, 0.3) + life("b", "benefit gone", 0, 0.3),
            "All 2 live tools that are measured have moved by month four",
        ),
        (
            life("a", "slow bloomer", 0, 0.3) + life("b", "non-starter", 0, 0, is_losing=True),
            "a was flat at first and grew late; b has not moved since it went live and costs more than it brings",
        ),
        (
            life("a", "non-starter", 0, 0, is_losing=True)
            + life("b", "non-starter", 0, 0)
            + life("c", "improving", 0, 1),
            "2 of 3 live tools have not moved since they went live, 1 at a loss",
        ),
        (life("a", "too young to judge", 0.1), "No live tool has been measured into its fourth month yet"),
    ],
)
def test_who_grew_late_and_who_never_moved_is_the_finding(listed: Listed, rows: list[dict], says: str) -> None:
    assert improved(listed, *rows).finding == says


def test_red_is_only_for_money_being_lost(listed: Listed) -> None:
    viewport = VIEWPORTS[0]
    rows = [
        *life("a", "improving", 0, 1),
        *life("b", "slow bloomer", 0, 1),
        *life("c", "non-starter", 0, 0),
        *life("d", "non-starter", 0, 0, is_losing=True),
    ]
    assert colours(improved(listed, *rows)) == [viewport.context, viewport.accent, viewport.ink, viewport.red]


def test_a_line_opens_the_rows_of_its_tool_and_only_the_first_two_years_are_drawn(listed: Listed) -> None:
    found = improved(listed, *life("a", "improving", *([0.1] * 20)))
    assert max(found.figure.data[0].x) == 22
    assert list(found.figure.data[1].customdata) == ["deployment_id=a"]


def test_the_illustration_is_quoted_beside(listed: Listed) -> None:
    found = improved(listed, *life("a", "improving", 0.1, 0.3))
    assert "quoted as an illustration: 0 % in month one and 30 % in month four" in found.subtitle


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (life("a", "improving", 5, 9, measure="benefit"), "a brings something from its fourth month on"),
        (
            life("a", "improving", 5, 9, measure="benefit") + life("b", "benefit gone", 5, 0, measure="benefit"),
            "1 of 2 live tools brings something from their fourth month on; b does not",
        ),
        (
            life("a", "improving", 5, 9, measure="benefit") + life("b", "slow bloomer", 0, 9, measure="benefit"),
            "2 of 2 live tools bring something from their fourth month on; b began late",
        ),
        (
            life("a", "no longer live", 5, 9, measure="benefit"),
            "No live tool has reached its fourth month with a benefit stated",
        ),
    ],
)
def test_who_brings_something_is_the_finding(listed: Listed, rows: list[dict], says: str) -> None:
    assert benefit_by_month.chart(listed("improvement_by_month", rows), VIEWPORTS[0]).finding == says


def timed(name: str, reduction: float) -> dict[str, Any]:
    return {
        "deployment_id": name,
        "name": name,
        "business_unit": "Claims",
        "outputs": 10,
        "minutes_before": 10.0,
        "minutes_after": 10 * (1 - reduction),
        "reduction": reduction,
        "is_anchor": reduction >= 0.7,
    }


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([timed("a", 0.8), timed("b", 0.2)], "1 of 2 workflows has cut the time to an output by 70 % or more"),
        ([timed("a", 0.6), timed("b", 0.2)], "None of 2 workflows has cut the time to an output by 70 % or more"),
        ([timed("a", 0.8)], "a has cut the time to an output by 70 % or more"),
        ([timed("a", -0.5)], "a, the one workflow that is timed, has not cut the time to an output by 70 % or more"),
    ],
)
def test_anchors_are_the_finding(listed: Listed, rows: list[dict], says: str) -> None:
    found = workflows.chart(listed("workflows", rows), VIEWPORTS[0])
    assert found.finding == says
    assert found.figure.layout.xaxis.range[0] == min(0, *(row["reduction"] for row in rows), 0)


def test_anchors_are_marked_and_the_line_stands_at_seventy_percent(listed: Listed) -> None:
    figure = workflows.chart(listed("workflows", [timed("a", 0.8), timed("b", 0.2)]), VIEWPORTS[0]).figure
    assert list(figure.data[0].marker.color) == [VIEWPORTS[0].accent, VIEWPORTS[0].context]
    assert [shape.x0 for shape in figure.layout.shapes] == [0.7]


CHARTS = [
    (improvement_by_month.chart, "improvement_by_month"),
    (benefit_by_month.chart, "improvement_by_month"),
    (workflows.chart, "workflows"),
]


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=str)
@pytest.mark.parametrize(("chart", "view"), CHARTS)
def test_each_is_drawn_in_every_look(
    sample_book: Book, chart: Callable[..., Drawn], view: str, viewport: Viewport
) -> None:
    found = chart(listing(sample_book, VIEWS[view]), viewport)
    assert found.figure is not None
    assert found.finding in found.alt


@pytest.mark.parametrize(("chart", "view"), CHARTS)
def test_on_an_empty_store_each_is_a_sentence(
    book: Callable[..., Book], chart: Callable[..., Drawn], view: str
) -> None:
    found = chart(listing(book(), VIEWS[view]), VIEWPORTS[0])
    assert found.figure is None
    assert "needs" in found.subtitle
