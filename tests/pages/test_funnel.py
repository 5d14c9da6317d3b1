"""The funnel page: the rate and its charts on the sample; on one list, the stock and what it cannot say."""

from typing import Any

import pytest

from tests.conftest import Rows
from tests.pages.conftest import turn

ONE_LIST: Rows = [
    {
        "reporting_on": "2025-12-31",
        "business_unit": unit,
        "initiative_id": str(number),
        "name": str(number),
        "stage": stage,
    }
    for number, (unit, stage) in enumerate(
        [("HHS", "production"), ("HHS", "pilot"), ("DOE", "idea"), ("DOE", "unknown"), ("DOE", "retired")]
    )
]


def text(app) -> str:
    found = [*app.title, *app.subheader, *app.markdown, *app.caption]
    return " ".join(element.value for element in found).replace("\\", "").replace("\u00a0", " ")


def tab(open_page, name: str, **store: Any):
    """The page with one of its tabs open."""
    return turn(open_page("funnel", **store), "funnel", name)


def test_on_the_sample_the_title_is_the_rate_and_the_three_counts_are_told_apart(open_page):
    app = open_page("funnel")
    assert "50 watched) reach production within a year" in app.title[0].value.replace("\u00a0", " ")
    assert len(app.get("plotly_chart")) == 3
    assert len(app.metric) == 7
    says = text(app)
    assert "One question, three counts" in says
    assert "Gone from the list without a word: Visual search" in says


@pytest.mark.parametrize(
    ("name", "number", "says"),
    [
        ("How fast", 4, "Little's law"),
        ("Where it stalls", 2, "What has stalled"),
        ("What makes the difference", 4, "An association, not a cause"),
    ],
)
def test_on_the_sample_every_tab_has_its_charts(open_page, name: str, number: int, says: str):
    app = tab(open_page, name)
    assert not app.exception
    assert len(app.get("plotly_chart")) == number
    assert says in text(app)


def test_with_two_lists_and_little_on_them_what_waits_is_gathered_in_lines(open_page, stored):
    first = [
        {
            "reporting_on": "2025-09-30",
            "business_unit": "HR",
            "initiative_id": str(at),
            "name": str(at),
            "stage": "pilot",
            "started_on": "2025-10-01",
        }
        for at in range(3)
    ]
    store = stored(pilots=[*first, *(row | {"reporting_on": "2025-12-31"} for row in first)])
    app = tab(open_page, "What makes the difference", store=store)
    assert not app.exception
    assert not app.get("plotly_chart")
    assert not app.subheader
    assert "What readiness at the start is worth is not known yet" in text(app)
    app = tab(open_page, "How fast", store=store)
    assert "0 of 3 reached production, 0 stopped first: too few to judge" in text(app)


def test_one_list_shows_its_stock_and_says_what_it_cannot(open_page, stored):
    app = open_page("funnel", store=stored(pilots=ONE_LIST))
    says = text(app)
    assert "1 of 5 initiatives is in production" in app.title[0].value.replace("\u00a0", " ")
    assert "a stock, not a conversion rate" in says
    assert "needs pilots.barrier" in says
    assert len(app.get("plotly_chart")) == 2


def test_without_pilots_the_page_says_what_it_needs(open_page, stored):
    spend = [{"period": "2025-Q4", "business_unit": "HHS", "category": "licences", "amount": 1.0}]
    app = open_page("funnel", store=stored(spend=spend))
    assert app.title[0].value.startswith("No initiative is on any list")
    assert "needs pilots.stage" in text(app)
    assert "What one list cannot say" not in text(app)
    assert not app.get("plotly_chart")


def test_a_units_filter_changes_the_rate(open_page):
    everyone = open_page("funnel").title[0].value
    claims = open_page("funnel", query={"units": ["Claims"]}).title[0].value
    assert claims != everyone


def test_one_list_with_dates_shows_how_far_each_came_and_still_no_rate(open_page, stored):
    rows = [
        {
            "reporting_on": "2025-12-31",
            "business_unit": "HR",
            "initiative_id": str(at),
            "name": str(at),
            "stage": stage,
            "started_on": "2025-01-01",
            "production_on": "2025-06-01" if stage == "production" else None,
        }
        for at, stage in enumerate(["production", "pilot", "proven"])
    ]
    app = open_page("funnel", store=stored(pilots=rows))
    assert app.title[0].value.replace("\u00a0", " ").startswith("1 of 3 initiatives is in production; how many")
    assert "1 of 3 that started has reached production" in text(app)
    assert "What one list cannot say" in text(app)
    assert not app.tabs
