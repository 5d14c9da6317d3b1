"""Diagnosis: which failure modes, where, for how much; each detector with its evidence and remedy; the playbook."""

from pathlib import Path

import pytest

from components.narratives.diagnosis import TABS
from components.narratives.playbook import PRACTICES
from data.sample.truth import HIDDEN
from queries import BENCHMARKS, DETECTORS, GROUPS, METRICS
from tests.pages.conftest import turn

ROOT = Path(__file__).resolve().parents[2]
PILOT = {
    "reporting_on": "2026-03-31",
    "business_unit": "HR",
    "initiative_id": "a",
    "name": "Desk",
    "stage": "pilot",
    "started_on": "2025-06-01",
}
TOOL = {"period": "2026-Q1", "business_unit": "HR", "tool": "Desk", "seats": 10, "active_users": 1}
STANDING = {"pilots": [PILOT], "adoption": [TOOL]}


def read(app) -> str:
    """Everything the page says, as it reads."""
    every = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.get("page_link")]
    texts = [str(getattr(element, "value", None) or getattr(element, "label", "")) for element in every]
    return " ".join(texts).replace("\\", "").replace("\u00a0", " ")


def title(app) -> str:
    return app.title[0].value.replace("\\", "").replace("\u00a0", " ")


def test_on_the_sample_it_says_how_many_failure_modes_where_and_what_they_expose(open_page):
    app = open_page("diagnosis")
    assert title(app) == ("All 5 failure modes are found, in 5 of 6 units; they expose 4.8m of the 13.7m spent")
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Failure modes expose"] == "4.8m"
    assert shown["All findings expose"] == "8.2m"
    assert len(app.get("plotly_chart")) == 1
    listed = app.dataframe[0].value
    assert list(listed["How bad"].unique()) == ["Severe", "Found", "Sign"]


def test_each_detector_has_its_question_evidence_remedy_and_source(open_page):
    app = open_page("diagnosis")
    for kind, name in GROUPS.items():
        shown = read(turn(app, "diagnosis", name))
        for detector in DETECTORS.values():
            if detector.group == kind:
                for text in (detector.title, detector.question, detector.remedy, detector.next_step, detector.source):
                    assert text in shown, f"{detector.id}: {text}"


def test_what_is_hidden_is_named_where_it_is(open_page):
    shown = read(turn(open_page("diagnosis"), "diagnosis", GROUPS["failure_mode"]))
    assert "505 of 2,000 (25 %) seats used" in shown
    assert "3 of 200 (2 %) shipped a working tool" in shown
    assert len(HIDDEN["died_after_handoff"].fires) == shown.count("Handed over on")


def test_the_one_failure_mode_that_can_be_judged_is_said_as_one(open_page, stored):
    two = stored(adoption=[TOOL | {"period": "2025-Q4"}, TOOL])
    assert title(open_page("diagnosis", store=two)) == "The one failure mode that can be judged is found in HR"


def test_a_unit_in_the_filter_is_judged_alone(open_page):
    app = open_page("diagnosis", query={"units": "Claims"})
    assert title(app) == "None of 5 failure modes was found in 1 unit"


def test_where_no_failure_mode_can_be_judged_the_other_detectors_still_speak(open_page, stored):
    other = PILOT | {"initiative_id": "b", "owner": "O"}
    app = open_page("diagnosis", store=stored(pilots=[PILOT, other]))
    assert title(app) == "No failure mode can be judged yet; the other detectors found 1 thing, in HR"
    shown = read(app)
    assert "Not looked for yet" in shown
    assert "Spend without output and Workflow gap (columns of adoption)" in shown
    assert "Failure modes expose" not in {metric.label for metric in app.metric}
    shown = read(turn(app, "diagnosis", GROUPS["failure_mode"]))
    assert "Spend without output is not looked for yet: it needs adoption.seats and adoption.active_users." in shown


def test_where_no_detector_has_what_it_needs_there_is_no_frame(open_page, stored):
    app = open_page("diagnosis", store=stored(pilots=[PILOT]))
    assert title(app) == "Nothing can be judged yet, for no sheet says what a detector looks at"
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("name", TABS)
def test_every_tab_stands_on_one_unit_and_one_list(open_page, standing, name):
    turn(open_page("diagnosis", store=standing.path), "diagnosis", name)


def test_the_playbook_says_what_they_do_what_we_do_and_what_next(open_page):
    shown = read(turn(open_page("diagnosis"), "diagnosis", "Playbook"))
    assert "practices that can be scored" in shown
    for practice in PRACTICES:
        assert practice.claim in shown
        assert practice.source in shown
    assert "Pay for change: short of what the few do" in shown
    assert "Reviewed within a month: 24 % (9 of 37)" in shown
    assert "about another population: not scored" in shown


def test_every_measure_of_the_playbook_is_a_figure_and_every_page_it_links_to_is_there():
    for practice in PRACTICES:
        assert (ROOT / "pages" / f"{practice.page}.py").exists(), practice.page
        for measure in practice.measures:
            assert measure.metric in METRICS
            assert not measure.benchmark or measure.benchmark in BENCHMARKS


def test_a_practice_of_which_nothing_is_known_says_what_it_needs(open_page, stored):
    shown = read(turn(open_page("diagnosis", store=stored(pilots=[PILOT])), "diagnosis", "Playbook"))
    assert "Pay for change. For each dollar of technology" in shown
    assert "Not enough data: needs spend.amount. The AI Production Gap" in shown
    assert "Not enough data: needs pilots.last_reviewed_on. The AI Production Gap" in shown
    assert "Concentrate: not scored" in shown


def test_every_detector_leads_to_a_page_that_is_there():
    assert all((ROOT / "pages" / f"{detector.page}.py").exists() for detector in DETECTORS.values())
