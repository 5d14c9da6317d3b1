"""Registry: what is live, whose it is, and what a list without users or owners cannot say."""


def test_on_the_sample_it_says_what_is_live_and_what_became_of_handoffs(open_page):
    app = open_page("registry")
    assert app.title[0].value.replace("\u00a0", " ") == (
        "15 tools are live, 7 built and kept inside; 3 of 5 handed over by a vendor were soon lost"
    )
    assert len(app.get("plotly_chart")) == 4


def test_a_list_without_users_and_owners_says_what_it_needs(open_page, stored):
    row = {"period": "2026-Q1", "business_unit": "HHS", "status": "live", "built_by": "internal"}
    path = stored(deployments=[row | {"deployment_id": f"d{number}", "name": "x"} for number in range(3)])
    app = open_page("registry", store=path)
    assert app.title[0].value.replace("\u00a0", " ") == "3 tools are live, 3 of 3 built inside"
    text = " ".join(markdown.value for markdown in app.markdown).replace("\\", "")
    assert "deployments.maintained_by" in text
    assert "pilots.handoff_on" in text
    assert [metric.label for metric in app.metric] == ["Live tools", "Built inside"]


def test_a_store_without_deployments_still_opens(open_page, stored):
    pilot = {"reporting_on": "2026-03-31", "business_unit": "HR", "initiative_id": "a", "name": "a", "stage": "pilot"}
    app = open_page("registry", store=stored(pilots=[pilot]))
    assert app.title[0].value == "Which tools are live is not known yet"
    assert not app.get("plotly_chart")


def test_tables_say_who_built_a_tool_and_when_it_failed_in_the_page_s_words(open_page):
    shown = open_page("registry").dataframe[0].value
    assert "inside" in set(shown["Built by"])
    assert "internal" not in set(shown["Built by"]) | set(shown["Maintained by"])
    assert "Q4 2025" in set(shown["Last incident"])
