"""The return page leads with what was spent and what came back, or says what it takes to know."""


def said(app) -> str:
    """Titles, headings, paragraphs and captions, as they read."""
    texts = [*app.title, *app.subheader, *app.markdown, *app.caption]
    return " ".join(text.value for text in texts).replace("\\", "").replace("\u00a0", " ")


def test_on_the_sample_every_chart_stands_under_its_finding(open_page):
    app = open_page("return")
    assert app.title[0].value.startswith("We spent ")
    assert "cents on the dollar" in app.title[0].value
    assert app.get("plotly_chart")
    assert len(app.metric) == 5


def test_with_spend_alone_it_says_what_to_upload_for_the_return(open_page, stored):
    spend = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}]
    app = open_page("return", store=stored(spend=spend))
    assert app.title[0].value == "We spent 10; what came back has not been reported"
    assert "upload a deployments sheet" in said(app)


def test_with_a_list_of_initiatives_alone_it_says_that_no_spend_was_uploaded(open_page, stored):
    pilots = [
        {"reporting_on": "2026-03-31", "initiative_id": "1", "name": "n", "business_unit": "HR", "stage": "pilot"}
    ]
    app = open_page("return", store=stored(pilots=pilots))
    assert app.title[0].value == "No spend was uploaded, so cost and return cannot be computed"
    assert "upload a spend sheet" in said(app)
    assert not app.get("plotly_chart")


def test_one_unit_shows_its_own_money(open_page):
    whole, claims = open_page("return"), open_page("return", query={"units": "Claims"})
    assert claims.title[0].value != whole.title[0].value


def test_the_return_says_whose_judgement_it_rests_on_and_what_breaking_even_takes(open_page):
    text = said(open_page("return"))
    assert "the weights are our judgement" in text
    assert "all that is claimed" in text
    assert "people's time in training" in text
