"""The registry's charts say who built and keeps what is live, and what became of it after handoff."""

from collections.abc import Callable
from typing import Any

import pytest

from components.charts import handoff_survival, registry_by_unit, registry_mix
from components.theme import Drawn, Viewport
from queries import METRICS, VIEWS, Book, listing, total

Make = Callable[..., Book]
VIEWPORTS = [Viewport(kind, width) for kind in ("light", "dark") for width in ("wide", "narrow")]


def tool(name: str, built_by: str | None, maintained_by: str | None = None, **more: Any) -> dict[str, Any]:
    row = {"period": "2026-Q1", "business_unit": "Claims", "deployment_id": name, "name": name, "status": "live"}
    return row | {"built_by": built_by, "maintained_by": maintained_by} | more


def mix(made: Book, viewport: Viewport = VIEWPORTS[0]) -> Drawn:
    return registry_mix.chart(listing(made, VIEWS["registry_mix"]), viewport)


def by_unit(made: Book, viewport: Viewport = VIEWPORTS[0]) -> Drawn:
    return registry_by_unit.chart(listing(made, VIEWS["registry_by_unit"]), viewport)


def survival(made: Book, viewport: Viewport = VIEWPORTS[0]) -> Drawn:
    at_90 = total(made, METRICS["handoff_survival_90d"])
    curve, windows = (listing(made, VIEWS[view]) for view in ("handoff_curve", "loss_windows"))
    return handoff_survival.chart(curve, at_90, windows, viewport)


def test_the_mix_says_how_many_are_built_and_kept_inside_and_how_many_nobody_keeps(book: Make) -> None:
    drawn = mix(book(deployments=[tool("a", "internal", "internal"), tool("b", "bought", "nobody")]))
    assert drawn.finding == "1 of 2 live tools is built and kept inside; nobody maintains 1"
    assert "bought and maintained by nobody 1" in drawn.alt


def test_where_nobody_says_who_maintains_the_mix_is_of_builders_alone(book: Make) -> None:
    drawn = mix(book(deployments=[tool("a", "internal"), tool("b", "bought"), tool("c", None)]))
    assert drawn.finding == "1 of 2 live tools were built inside; who maintains them is not stated"


def test_many_units_are_the_largest_and_others(book: Make) -> None:
    rows = [
        tool(f"{unit}-{n}", "internal", business_unit=f"Unit {unit:02}") for unit in range(40) for n in range(40 - unit)
    ]
    drawn = by_unit(book(deployments=rows))
    assert list(drawn.figure.layout.yaxis.ticktext)[-1] == "and 27 others"
    assert drawn.n == "n = 820 live tools in 40 units"


def test_live_tools_whose_builder_is_not_stated_are_told_beside_the_number(book: Make) -> None:
    drawn = by_unit(book(deployments=[tool("a", "internal"), tool("b", "bought"), tool("c", None)]))
    assert drawn.n == "n = 3 live tools in 1 unit; who built 1 of them is not stated"


def test_a_units_name_is_text_and_never_a_link(book: Make) -> None:
    drawn = by_unit(book(deployments=[tool("a", "internal", business_unit="<a href='x'>HR</a>")]))
    assert list(drawn.figure.layout.yaxis.ticktext) == ["&lt;a href=&#x27;x&#x27;&gt;HR&lt;/a&gt;"]


def test_survival_counts_the_lost_and_draws_how_unsure_their_days_are(sample_book: Book) -> None:
    drawn = survival(sample_book)
    assert drawn.finding == "3 of 5 tools were lost within 90 days of handoff"
    assert drawn.n == "n = 5 tools, 3 losses"
    assert any(trace.line.dash == "dot" for trace in drawn.figure.data)


def test_one_handoff_is_told_as_one(book: Make) -> None:
    rows = [
        tool("a", "vendor", period=period, initiative_id="a", active_users=users)
        for period, users in (("2025-Q4", 50), ("2026-Q1", 50))
    ]
    pilot = {"reporting_on": "2026-03-31", "business_unit": "Claims", "initiative_id": "a", "name": "a"}
    made = book(deployments=rows, pilots=[pilot | {"stage": "production", "handoff_on": "2025-10-01"}])
    assert survival(made).finding == "The one tool handed over was not lost within 90 days of handoff"


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=str)
@pytest.mark.parametrize("draw", [mix, by_unit, survival])
def test_each_is_drawn_in_every_look(sample_book: Book, draw: Callable[..., Drawn], viewport: Viewport) -> None:
    drawn = draw(sample_book, viewport)
    assert drawn.figure is not None
    assert drawn.finding in drawn.alt


@pytest.mark.parametrize("draw", [mix, by_unit, survival])
def test_on_an_empty_store_each_is_a_sentence(book: Make, draw: Callable[..., Drawn]) -> None:
    drawn = draw(book())
    assert drawn.figure is None
    assert "needs" in drawn.subtitle
