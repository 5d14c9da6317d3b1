"""The adoption page: three tabs on the sample; without use or a survey, what to upload; few people stay hidden."""

import pytest

from tests.conftest import Rows
from tests.pages.conftest import turn

TABS = "adoption-Who uses it-Why not more-What difference it makes"
USE: Rows = [
    {
        "period": "2026-Q1",
        "business_unit": "HR",
        "tool": "DeskMate",
        "headcount": 40,
        "seats": 40,
        "active_users": 9,
        "habitual_users": 3,
    },
]
SURVEY: Rows = [
    {
        "period": "2026-Q1",
        "business_unit": "HR",
        "responses": 40,
        "invited": 80,
        "confidence_4_5": 30,
        "clarity_4_5": 30,
        "skill_4_5": 5,
        "permission_4_5": 30,
    },
]


@pytest.fixture
def open_tab(open_page):
    """The page with one of its tabs open."""

    return lambda name, **more: turn(open_page("adoption", **more), "adoption", name)


def text(app) -> str:
    found = [*app.title, *app.subheader, *app.markdown, *app.caption]
    return " ".join(element.value for element in found).replace("\\", "").replace("\u00a0", " ")


def test_on_the_sample_the_title_says_how_far_people_get(open_page):
    app = open_page("adoption")
    assert "people have a seat" in app.title[0].value
    assert len(app.get("plotly_chart")) == 4
    assert len(app.metric) == 5
    assert "72 % use AI" in text(app)
    assert (
        "The title counts a person once, 1,384 active; a rate counts them with each tool they use, 1,536, and"
        in text(app)
    )


@pytest.mark.parametrize(
    ("tab", "charts", "says"),
    [
        (
            "Why not more",
            4,
            "What holds people back: confidence in Finance, clarity in Retail, skill in HR and permission in Legal",
        ),
        ("What difference it makes", 3, "HR and Legal use AI and have no evidenced value"),
    ],
)
def test_each_tab_has_its_charts_and_its_finding(open_tab, tab, charts, says):
    app = open_tab(tab)
    assert not app.exception
    assert len(app.get("plotly_chart")) == charts
    assert says in text(app)


def test_one_unit_alone_is_not_compared_with_others(open_page, stored):
    assert len(open_page("adoption", store=stored(adoption=USE)).get("plotly_chart")) == 2


def test_use_without_a_survey_says_what_a_survey_needs(open_tab, stored):
    app = open_tab("Why not more", store=stored(adoption=USE))
    assert app.title[0].value.replace("\u00a0", " ") == "40 people have a seat, 9 use it and 3 have a habit"
    assert "No survey is reported" in text(app)


def test_what_use_leads_to_is_not_claimed_without_benefits(open_tab, stored):
    says = text(open_tab("What difference it makes", store=stored(adoption=USE)))
    assert "Not known yet: what came of it" in says
    assert "no evidenced value" not in says


def test_a_survey_without_use_says_what_binds_and_what_use_needs(open_page, stored):
    app = open_page("adoption", store=stored(survey=SURVEY))
    assert app.title[0].value == "What holds people back is skill in HR; who uses AI has not been reported"
    assert "No use is reported" in text(app)


def test_without_use_and_survey_the_page_says_what_to_upload(open_page, stored):
    spend = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 1.0}]
    app = open_page("adoption", store=stored(spend=spend))
    assert app.title[0].value.startswith("Neither use nor a survey")
    assert "No use is reported" in text(app)
    assert "No survey is reported" in text(app)
    assert not app.get("plotly_chart")


def test_few_people_are_hidden_on_every_tab(open_tab, stored):
    few = [USE[0] | {"headcount": 4, "seats": 4, "active_users": 3, "habitual_users": 2}]
    path = stored(
        adoption=few,
        survey=[
            SURVEY[0] | {"responses": 4, "confidence_4_5": 3, "clarity_4_5": 1, "skill_4_5": 2, "permission_4_5": 2}
        ],
    )
    for tab in ("Who uses it", "Why not more", "What difference it makes"):
        app = open_tab(tab, store=path)
        assert not app.exception
        assert "idden: too few people" in text(app)
        assert not app.get("plotly_chart")


def test_a_units_filter_changes_what_binds(open_page):
    assert "what holds people back is skill in HR" in open_page("adoption", query={"units": ["HR"]}).title[0].value
