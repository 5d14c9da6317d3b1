"""Registry: what is live, what became of it, is it governed, does it get better; and what a list cannot say."""

from tests.pages.conftest import turn

TABS = ("What is live", "Does it survive", "Is it governed", "Does it get better")


def on(open_page, tab: str, **more):
    """The registry with one of its tabs open."""
    return turn(open_page("registry", **more), "registry", tab)


def text(app) -> str:
    found = [*app.title, *app.subheader, *app.markdown, *app.caption]
    return " ".join(element.value for element in found).replace("\\", "").replace("\u00a0", " ")


def charts(app) -> int:
    return len(app.get("plotly_chart"))


def test_on_the_sample_it_says_what_is_live_and_what_became_of_handoffs(open_page):
    app = open_page("registry")
    assert app.title[0].value.replace("\u00a0", " ") == (
        "15 tools are live, 7 built and kept inside; 3 of 5 handed over by a vendor were soon lost"
    )
    assert charts(app) == 5
    assert [metric.label for metric in app.metric] == [
        "Live tools",
        "Built inside",
        "Built inside in six months",
        "Kept running inside",
        "Kept running by nobody",
        "Tools that hang on a vendor",
        "Value that hangs on a vendor",
    ]
    assert "two competitors that shipped 4 AI tools" in text(app)


def test_on_the_sample_every_tab_has_its_charts_and_its_figures(open_page):
    app = on(open_page, TABS[1])
    assert charts(app) == 4
    assert (
        "4 of 19 tools ever named were lost. None of 4 had an incident in the two periods before, 3 of 4 in the period "
        "that shows the loss. 1 is in use and nobody maintains it."
    ) in text(app)
    assert [metric.label for metric in app.metric] == [
        "Surely alive 90 days after handoff",
        "Surely alive 90 days after going live",
    ]
    turn(app, "registry", TABS[2])
    assert charts(app) == 2
    assert "2 of 6 units that count them had an AI security incident" in text(app)
    assert "35 % of organisations (IBM, 2024), which are not units" in text(app)
    turn(app, "registry", TABS[3])
    assert charts(app) == 4
    assert [(metric.label, metric.value.replace("\u00a0", " ")) for metric in app.metric] == [
        ("Cut in time to output", "53 %"),
        ("Anchor workflows", "2"),
    ]


def test_a_list_without_users_and_owners_says_what_it_needs(open_page, stored):
    row = {"period": "2026-Q1", "business_unit": "HHS", "status": "live", "built_by": "internal"}
    path = stored(deployments=[row | {"deployment_id": f"d{number}", "name": "x"} for number in range(3)])
    app = open_page("registry", store=path)
    assert app.title[0].value.replace("\u00a0", " ") == "3 tools are live, 3 of 3 built inside"
    assert "deployments.maintained_by" in text(app)
    assert [metric.label for metric in app.metric] == ["Live tools", "Built inside", "Tools that hang on a vendor"]


def test_each_tab_says_once_what_it_waits_for(open_page, stored):
    row = {"period": "2026-Q1", "business_unit": "HHS", "status": "live", "deployment_id": "a", "name": "x"}
    app = open_page("registry", store=stored(deployments=[row]))
    for tab, need in zip(
        TABS[1:], ("pilots.handoff_on", "pilots.audit_logged", "deployments.minutes_before"), strict=True
    ):
        turn(app, "registry", tab)
        assert text(app).count("Not known yet") == 1
        assert need in text(app)
        assert not charts(app)


def test_a_store_without_deployments_still_opens(open_page, stored):
    pilot = {"reporting_on": "2026-03-31", "business_unit": "HR", "initiative_id": "a", "name": "a", "stage": "pilot"}
    app = open_page("registry", store=stored(pilots=[pilot]))
    for tab in TABS:
        turn(app, "registry", tab)
        assert not app.exception
        assert app.title[0].value == "Which tools are live is not known yet"
        assert not charts(app)


def test_one_tool_of_which_all_is_known_fills_every_tab_without_a_claim_too_much(open_page, stored):
    tool = {
        "business_unit": "HR",
        "deployment_id": "a",
        "name": "Guide",
        "status": "live",
        "built_by": "vendor",
        "went_live_on": "2025-07-10",
        "maintained_by": "nobody",
        "initiative_id": "a",
        "minutes_before": 10.0,
        "minutes_after": 5.0,
        "outputs": 9.0,
        "benefit_amount": 10.0,
        "incidents": 1,
        "security_incidents": 0,
        "intended_users": 30,
    }
    pilot = {
        "business_unit": "HR",
        "initiative_id": "a",
        "name": "a",
        "stage": "production",
        "built_by": "vendor",
        "handoff_on": "2025-08-01",
        "governance_reviewed": True,
    }
    path = stored(
        deployments=[tool | {"period": period, "active_users": 20} for period in ("2025-Q3", "2025-Q4", "2026-Q1")],
        pilots=[pilot | {"reporting_on": "2026-03-31"}],
    )
    app = open_page("registry", store=path)
    assert app.title[0].value.replace("\u00a0", " ") == (
        "1 tool is live, 0 built and kept inside; the one handed over by a vendor was not soon lost"
    )
    for tab in TABS:
        turn(app, "registry", tab)
        assert not app.exception
        for head in app.subheader:
            assert " of 1 " not in head.value.replace("\u00a0", " "), head.value


def test_tables_say_who_built_a_tool_and_when_it_failed_in_the_page_s_words(open_page):
    shown = open_page("registry").dataframe[0].value
    assert "inside" in set(shown["Built by"])
    assert "internal" not in set(shown["Built by"]) | set(shown["Kept by"])
    assert "Q4 2025" in set(shown["Incident"])
    assert shown["What speaks against it"].iloc[0] == "nobody maintains it; no value claimed"
