"""Builders: who builds against who leads, whether training leads there, whether it gets faster."""

from components.narratives import builders
from tests.pages.conftest import turn

PEOPLE = {"period": "2026-Q1", "business_unit": "Legal", "function": "Counsel", "headcount": 80, "ai_builders": 0}
PILOT = {"reporting_on": "2026-03-31", "initiative_id": "a", "name": "a", "business_unit": "HR", "stage": "pilot"}


def shown(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\\", "")


def heads(app) -> list[str]:
    return [shown(element.value) for element in app.subheader]


def test_on_the_sample_it_says_who_builds_and_where_nobody_does(open_page):
    app = open_page("builders")
    assert "below the quoted 3–5 a function; 0.24 per 100 people" in [shown(element.value) for element in app.caption]
    assert shown(app.title[0].value) == "11 builders, 6 of them in Claims; 3 leaders and no builder in Legal"
    assert len(app.get("plotly_chart")) == 2
    assert [shown(metric.value) for metric in app.metric] == ["1.8 a function", "6 %", "280 days", "4.0x", "2"]
    assert heads(app)[2] == "People by unit and function"


def test_each_question_has_a_tab_of_its_own(open_page):
    app = open_page("builders")
    drawn = {
        section.name: len(turn(app, "builders", section.name).get("plotly_chart")) for section in builders.SECTIONS
    }
    assert drawn == {"Who builds": 2, "Does training lead there?": 4, "Do they get faster?": 2, "Do they stay?": 1}


def test_training_is_said_to_lead_to_building_where_hours_are_protected(open_page):
    app = turn(open_page("builders"), "builders", "Does training lead there?")
    assert "18 of 313 trained people built something: 28 % in Claims, 2 % in HR" in heads(app)
    assert "21 % of those trained with protected hours built something, 1 % of those without" in heads(app)


def test_a_list_of_initiatives_alone_is_one_sentence_and_no_empty_chart(open_page, stored):
    app = open_page("builders", store=stored(pilots=[PILOT]))
    assert shown(app.title[0].value) == "Who can build AI here is not known yet"
    assert not app.get("plotly_chart")
    assert not app.subheader
    assert shown(app.markdown[-1].value).startswith("Not in what was uploaded: who builds and who leads")


def test_people_alone_show_leaders_and_builders_and_name_what_else_is_missing(open_page, stored):
    app = open_page("builders", store=stored(people=[PEOPLE | {"ai_leaders": 3, "permission_to_deploy": False}]))
    assert shown(app.title[0].value) == "3 leaders, 0 builders in Legal"
    assert heads(app)[:2] == ["Legal: no builder, 3 leaders", "Counsel has 0 builders and may not deploy"]
    assert "whether training leads to building" in " ".join(shown(element.value) for element in app.markdown)


def test_one_small_team_shows_no_number(open_page, stored):
    app = open_page("builders", store=stored(people=[PEOPLE | {"headcount": 4, "ai_leaders": 1}]))
    assert shown(app.title[0].value) == "Who builds and who leads is hidden: too few people"
    assert not app.get("plotly_chart")


def test_one_cohort_is_followed_and_not_judged(open_page, stored):
    cohort = {
        "reporting_on": "2026-03-31",
        "cohort_id": "c",
        "business_unit": "HR",
        "started_on": "2025-10-01",
        "trained": 20,
        "builders": 0,
    }
    headings = heads(open_page("builders", store=stored(training=[cohort])))
    assert "The one cohort has built nothing yet" in headings
    assert "0 of 20 trained people built something: a sign and no finding, for it may still be 16 %" in headings
