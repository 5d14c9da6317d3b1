"""The spend page leads with where the money is, or says what it takes to know."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import turn
from tests.pages.test_return import text_of

TABS = ("Where it went", "What it bought", "Seats and contracts", "What a result costs")
Stored = Callable[..., Path]


def heads(app: AppTest) -> str:
    return " ".join(head.value.replace("\\", "").replace("\u00a0", " ") for head in app.subheader)


def tabs(app: AppTest) -> list[str]:
    return [tab.label for tab in app.tabs]


def money(amount: float, basis: str = "actual", **more: object) -> dict[str, object]:
    named = {"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": amount, "basis": basis}
    return named | more


def test_on_the_sample_the_answer_comes_first_and_each_tab_has_its_charts(open_page):
    app = open_page("spend")
    assert app.title[0].value.startswith("We spent ")
    assert "stranded" in app.title[0].value
    assert tabs(app) == list(TABS)
    assert len(app.get("plotly_chart")) == 6
    assert "Not in these figures" in text_of(app)
    assert "Quoted beside, not scored: 3.4m USD" in text_of(app)
    assert "the oldest is 18 months old" in heads(app)
    for name, charts, head in (
        (TABS[1], 4, "Data and governance took"),
        (TABS[2], 5, "A habitual user costs"),
        (TABS[3], 3, "best funded"),
    ):
        app = turn(app, "spend", name)
        assert len(app.get("plotly_chart")) == charts
        assert head in heads(app)


def test_a_unit_alone_has_the_same_tabs(open_page):
    app = open_page("spend", query={"units": "Claims"})
    for name in TABS[1:]:
        app = turn(app, "spend", name)
        assert app.get("plotly_chart")


def test_unlinked_money_is_said_to_be_untraced(open_page, stored: Stored):
    app = open_page("spend", store=stored(spend=[money(10.0)]))
    assert app.title[0].value == "We spent 10; what became of it is not known, for none is linked to an initiative"
    assert "None of the 10 is linked to an initiative" in text_of(app)
    assert tabs(app) == list(TABS[:2])


def test_a_budget_alone_says_what_it_can(open_page, stored: Stored):
    app = open_page("spend", store=stored(spend=[money(10.0, "budget"), money(20.0, "budget", period="2026-Q2")]))
    assert app.title[0].value == "30 is planned; what was spent has not been uploaded"
    assert tabs(app) == ["Where it went"]
    assert "30 is budgeted for Q1 2026 to Q2 2026; nothing is known to have been spent" in heads(app)
    assert "0 %" not in text_of(app)


def test_with_a_budget_alone_every_page_opens(open_page, stored: Stored):
    app = open_page("board", store=stored(spend=[money(10.0, "budget")]))
    for page in ("return", "funnel", "registry", "maturity"):
        app.switch_page(f"../pages/{page}.py").run()
        assert not app.exception, page
        assert app.title[0].value


def test_seats_without_any_spend_have_their_tab(open_page, stored: Stored):
    seats = {
        "period": "2026-Q1",
        "business_unit": "HR",
        "tool": "T",
        "seats": 50,
        "active_users": 20,
        "seat_price": 9.0,
    }
    app = open_page("spend", store=stored(adoption=[seats]))
    assert tabs(app) == ["Seats and contracts"]
    assert "40 % of the T seats in HR are used" in heads(app)


def test_with_a_list_of_initiatives_alone_it_says_that_no_spend_was_uploaded(open_page, stored: Stored):
    pilots = [
        {"reporting_on": "2026-03-31", "initiative_id": "1", "name": "n", "business_unit": "HR", "stage": "pilot"}
    ]
    app = open_page("spend", store=stored(pilots=pilots))
    assert app.title[0].value == "No spend was uploaded, so where the money goes cannot be said"
    assert "upload a spend sheet" in text_of(app)
    assert not app.tabs


def test_where_the_year_lands_is_behind_a_fold(open_page):
    app = open_page("spend")
    assert "Where the year lands" in [fold.label for fold in app.expander]
    assert "The year lands" not in heads(app)
