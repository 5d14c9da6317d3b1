"""Safeguards and incidents: what is missing most, who does not say, what went wrong where."""

from collections.abc import Callable
from typing import Any

import pytest

from components.charts import incidents_by_tool, safeguards
from components.theme import Drawn, Viewport
from queries import VIEWS, Book, Listing, listing

VIEWPORTS = [Viewport(kind, width) for kind in ("light", "dark") for width in ("wide", "narrow")]
Listed = Callable[..., Listing]


def kept(safeguard: str, met: int, known: int, not_stated: int = 0) -> dict[str, Any]:
    return {"safeguard": safeguard, "met": met, "known": known, "not_stated": not_stated}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [kept("monitoring", 14, 16, 4), kept("review", 19, 20)],
            "Monitoring is missing most often: in 2 of 16 that state it",
        ),
        ([kept("review", 3, 3)], "Every safeguard that is stated is in place"),
        ([kept("review", 3, 3, 6)], "Every safeguard that is stated is in place, but up to 6 do not say"),
        ([kept("review", 0, 1)], "Review is missing in the one that states it"),
    ],
)
def test_what_is_missing_most_is_the_finding(listed: Listed, rows: list[dict], says: str) -> None:
    assert safeguards.chart(listed("governance_safeguards", rows), VIEWPORTS[0]).finding == says


def test_all_there_are_are_counted_so_that_no_point_has_an_interval(listed: Listed) -> None:
    figure = safeguards.chart(listed("governance_safeguards", [kept("review", 2, 4)]), VIEWPORTS[0]).figure
    assert [list(trace.x) for trace in figure.data] == [[0.5]]


def test_a_safeguard_of_which_nobody_says_anything_has_no_point(listed: Listed) -> None:
    found = safeguards.chart(
        listed("governance_safeguards", [kept("review", 5, 5), kept("audit log", 0, 0, 5)]), VIEWPORTS[0]
    )
    assert "nobody says" in [note.text for note in found.figure.layout.annotations]
    assert list(found.figure.data[-1].customdata) == ["safeguard=review"]
    assert safeguards.chart(listed("governance_safeguards", [kept("review", 0, 0, 5)]), VIEWPORTS[0]).figure is None


def wrong(name: str, incidents: int, security: int = 0, is_live: bool = True) -> dict[str, Any]:
    return {
        "deployment_id": name,
        "name": name,
        "business_unit": "Claims",
        "is_live": is_live,
        "incidents": incidents,
        "security_incidents": security,
    }


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([wrong("a", 5), wrong("b", 3, 2)], "8 incidents in four quarters, 2 of them about security; most (5) in a"),
        ([wrong("a", 1, 1), wrong("b", 0)], "1 incident in four quarters, about security"),
        ([wrong("a", 3), wrong("b", 0)], "3 incidents in four quarters, all in a"),
        ([wrong("a", 0)], "No tool had an incident in the last four quarters"),
    ],
)
def test_incidents_are_counted_and_placed(listed: Listed, rows: list[dict], says: str) -> None:
    assert incidents_by_tool.chart(listed("incidents_by_tool", rows), VIEWPORTS[0]).finding == says


def test_a_tool_with_a_security_incident_is_marked_and_opens_its_rows(listed: Listed) -> None:
    figure = incidents_by_tool.chart(
        listed("incidents_by_tool", [wrong("a", 5), wrong("b", 3, 2)]), VIEWPORTS[0]
    ).figure
    assert list(figure.data[0].marker.color) == [VIEWPORTS[0].context, VIEWPORTS[0].accent]
    assert list(figure.data[0].customdata) == ["deployment_id=a", "deployment_id=b"]


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=str)
@pytest.mark.parametrize(
    ("chart", "view"), [(safeguards.chart, "governance_safeguards"), (incidents_by_tool.chart, "incidents_by_tool")]
)
def test_each_is_drawn_in_every_look(
    sample_book: Book, chart: Callable[..., Drawn], view: str, viewport: Viewport
) -> None:
    found = chart(listing(sample_book, VIEWS[view]), viewport)
    assert found.figure is not None
    assert found.finding in found.alt


@pytest.mark.parametrize(
    ("chart", "view"), [(safeguards.chart, "governance_safeguards"), (incidents_by_tool.chart, "incidents_by_tool")]
)
def test_on_an_empty_store_each_is_a_sentence(
    book: Callable[..., Book], chart: Callable[..., Drawn], view: str
) -> None:
    found = chart(listing(book(), VIEWS[view]), VIEWPORTS[0])
    assert found.figure is None
    assert "needs" in found.subtitle
