"""The spend page leads with where the money is, or says what it takes to know."""

from tests.pages.test_return import said


def test_on_the_sample_every_chart_stands_under_its_finding(open_page):
    app = open_page("spend")
    assert app.title[0].value.startswith("We spent ")
    assert "stranded" in app.title[0].value
    assert app.get("plotly_chart")
    assert len(app.metric) == 5
    assert "Not in these figures" in said(app)


def test_unlinked_money_is_said_to_be_untraced(open_page, stored):
    spend = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}]
    app = open_page("spend", store=stored(spend=spend))
    assert app.title[0].value == "We spent 10; none of it is known to be stranded"
    assert "None of the 10 is linked to an initiative" in said(app)


def test_with_a_list_of_initiatives_alone_it_says_that_no_spend_was_uploaded(open_page, stored):
    pilots = [
        {"reporting_on": "2026-03-31", "initiative_id": "1", "name": "n", "business_unit": "HR", "stage": "pilot"}
    ]
    app = open_page("spend", store=stored(pilots=pilots))
    assert app.title[0].value == "No spend was uploaded, so where the money goes cannot be said"
    assert "upload a spend sheet" in said(app)
