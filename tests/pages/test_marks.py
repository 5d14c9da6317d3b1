"""What a chart's marks say they open is there: a unit that can be filtered to, or rows of a listing behind the chart."""

from pathlib import Path

import pytest

from components.page import chart_clicks
from tests.pages.conftest import turn

pytestmark = pytest.mark.trust  # opens every tab of every page
PAGES = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "pages").glob("*.py"))
UNITS = {"Claims", "Retail", "Finance", "Legal", "Supply chain", "HR"}


def drawn(trace) -> list[str]:
    """What the marks of a trace open; a bar of no length is no mark."""
    if trace.customdata is None:
        return []
    opens = list(trace.customdata)
    if trace.type != "bar":
        return opens
    lengths = trace.x if trace.orientation == "h" else trace.y
    return [opened for opened, length in zip(opens, lengths, strict=True) if length]


@pytest.mark.parametrize("name", PAGES)
def test_on_the_sample_every_mark_opens_its_unit_or_its_rows(open_page, monkeypatch, name):
    opening_nothing, seen = [], set()

    def look(visit, figure, chart, alt, subjects, ask):
        for opens in {chart_clicks.opened_by(data) for trace in figure.data for data in drawn(trace)}:
            column, _, value = opens.partition("=")
            if opens:
                seen.add(opens)
                is_there = (
                    value in UNITS if column == chart_clicks.UNIT else chart_clicks.behind(column, value, subjects, ask)
                )
                opening_nothing.extend([] if is_there else [f"{chart}: {opens}"])

    monkeypatch.setattr(chart_clicks, "chart", look)
    app = open_page(name)
    for tab in [tab.label for tab in app.tabs][1:]:
        turn(app, name, tab)
    assert not opening_nothing
    assert seen or name in ("benchmarks", "methods", "settings", "upload", "board")
