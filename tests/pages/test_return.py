"""The return page leads with what was spent and what came back, or says what it takes to know."""

from tests.pages.conftest import turn


def text_of(app) -> str:
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
    assert "upload a deployments sheet" in text_of(app)


def test_with_a_list_of_initiatives_alone_it_says_that_no_spend_was_uploaded(open_page, stored):
    pilots = [
        {"reporting_on": "2026-03-31", "initiative_id": "1", "name": "n", "business_unit": "HR", "stage": "pilot"}
    ]
    app = open_page("return", store=stored(pilots=pilots))
    assert app.title[0].value == "No spend was uploaded, so cost and return cannot be computed"
    assert "upload a spend sheet" in text_of(app)
    assert not app.get("plotly_chart")


def test_one_unit_shows_its_own_money(open_page):
    whole, claims = open_page("return"), open_page("return", query={"units": "Claims"})
    assert claims.title[0].value != whole.title[0].value


def tables(app) -> list[list[str]]:
    return [list(table.value.columns) for table in app.dataframe]


def test_the_return_says_whose_judgement_it_rests_on_and_what_breaking_even_takes(open_page):
    text = text_of(open_page("return"))
    assert "the weights are our judgement" in text
    assert "all that is claimed" in text


def test_people_s_time_is_said_by_what_of_it_is_counted_and_the_return_with_it_and_without(open_page):
    text = text_of(open_page("return"))
    assert "for hours spent in training and" in text
    assert "protected hours of those who build, counted as used" in text
    assert "Counted as cost it makes the return" in text
    assert "Time of people whom no training sheet lists is not known" in text


def test_refunds_and_negative_benefits_are_said_in_words(open_page):
    text = text_of(open_page("return"))
    assert "1 row of benefits is negative" in text
    assert "a refund, taken off the cost" in text


def test_by_initiative_the_contradiction_the_confirmations_and_the_double_claim_are_said(open_page):
    app = turn(open_page("return"), "return", "By initiative")
    text = text_of(app)
    assert "Without a measurable return: 85 % (35 of 41" in text
    assert "they contradict each other" in text
    assert "Below plan: 72 % (13 of 18, 49–88 %)" in text
    assert "67 % of executives say" in text
    assert "do not add up to the portfolio's return" in text
    assert "say so without who, when and which budget line" in text
    assert "1 benefit is claimed more than once" in text
    assert any("Not counted" in names for names in tables(app))
    assert len(app.get("plotly_chart")) == 3, "the strip, the rate, the plans"


def test_measured_says_how_many_track_a_kpi_and_what_changed_beyond_a_control_group(open_page):
    app = turn(open_page("return"), "return", "Is it measured?")
    text = text_of(app)
    assert "track their KPI; 1 has a control group" in text
    assert "stand beside" in text
    assert any("Read as" in names for names in tables(app))
    assert len(app.get("plotly_chart")) == 5


def test_what_is_not_known_is_gathered_in_a_sentence_and_no_frame_stands_empty(open_page, stored):
    pilots = [
        {
            "reporting_on": "2026-03-31",
            "initiative_id": "1",
            "name": "n",
            "business_unit": "HR",
            "stage": "production",
            "started_on": "2025-01-05",
            "production_on": "2025-06-01",
            "planned_cost": 20.0,
            "kpi": "minutes",
        },
    ]
    spend = [{"period": "2026-Q1", "business_unit": "HR", "category": "data", "amount": 10.0, "initiative_id": "1"}]
    app = open_page("return", store=stored(spend=spend, pilots=pilots))
    text = text_of(app)
    assert "Not known yet: how many initiatives pay (needs deployments.benefit_amount" in text
    assert not any("Return, %" in names or "Paid back, evidenced" in names for names in tables(app)), (
        "nothing was reported"
    )
    assert "No planned benefit is due or reported yet; 0 of 1 cost more than planned" in text


def test_what_nets_to_nothing_has_no_return_and_says_so(open_page, stored):
    spend = [
        {"period": "2026-Q1", "business_unit": "HR", "category": "data", "amount": amount} for amount in (10.0, -10.0)
    ]
    worth = {"period": "2026-Q1", "business_unit": "HR", "deployment_id": "d", "name": "d", "status": "live"}
    app = open_page("return", store=stored(spend=spend, deployments=[worth | {"benefit_amount": 5.0}]))
    assert app.title[0].value == "What was spent nets to nothing, so there is no return on it"
    assert "There is no return on nothing" in text_of(app)


def test_an_initiative_without_a_start_is_left_out_of_the_rate_and_counted_apart(open_page, stored):
    """K15: F has no start."""
    pilots = [
        {
            "reporting_on": "2026-03-31",
            "initiative_id": name,
            "name": name,
            "business_unit": "HR",
            "stage": "production",
            "started_on": started,
            "production_on": "2025-06-01",
        }
        for name, started in (("E", "2024-01-20"), ("F", None))
    ]
    spend = [{"period": "2026-Q1", "business_unit": "HR", "category": "data", "amount": 60.0, "initiative_id": "E"}]
    worth = {"period": "2026-Q1", "business_unit": "HR", "deployment_id": "d", "name": "d", "status": "live"}
    worth |= {"initiative_id": "E", "benefit_amount": 100.0, "benefit_evidence": "controlled"}
    text = text_of(
        turn(
            open_page("return", store=stored(pilots=pilots, spend=spend, deployments=[worth])),
            "return",
            "By initiative",
        )
    )
    assert "1 of 1 has a measurable return, too few to judge" in text
    assert "1 initiative without a start date is left out" in text
