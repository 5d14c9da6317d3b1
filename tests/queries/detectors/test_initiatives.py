"""Patterns and execution gaps of initiatives in flight or live: fires, does not, is not known."""

import pytest

from queries import DETECTORS

PILOT = {
    "reporting_on": "2026-03-31",
    "business_unit": "Claims",
    "initiative_id": "C1",
    "name": "Triage",
    "stage": "pilot",
    "started_on": "2025-06-01",
    "currency": "USD",
}
LIVE = PILOT | {"stage": "production", "production_on": "2025-12-01"}
CONTROLLED = {"governance_reviewed": True, "audit_logged": True, "access_controlled": True}
COST = {"period": "2025-Q3", "business_unit": "Claims", "initiative_id": "C1"}
# what the other rows of a sheet say: the columns are in use, so that a blank means what it says
USED = (
    PILOT
    | {
        "initiative_id": "Z",
        "stage": "stopped",
        "kpi": "Minutes",
        "scope_kind": "narrow_workflow",
        "barrier": ["cost"],
        "sponsor": "S",
        "owner": "O",
        "business_owner": "B",
        "kpi_baseline_on": "2025-01-01",
        "data_ready": True,
        "production_path": True,
        "monitoring_in_place": True,
        "workflow_embedded": True,
    }
    | CONTROLLED
)

CASES = [
    ("use_case_trap", PILOT, {"scope_kind": "generic_capability"}, 2),
    ("use_case_trap", PILOT, {"scope_kind": "generic_capability", "kpi": "Minutes"}, 0),
    ("use_case_trap", PILOT, {"scope_kind": "narrow_workflow"}, 0),
    ("use_case_trap", PILOT, {}, None),
    ("data_readiness_illusion", PILOT, {"data_ready": False}, 2),
    ("data_readiness_illusion", PILOT, {"data_ready": True}, 0),
    ("data_readiness_illusion", PILOT, {"data_ready": True, "barrier": ["data_quality"]}, None),
    ("data_readiness_illusion", PILOT, {}, None),
    ("governance_vacuum", LIVE, CONTROLLED, 0),
    ("governance_vacuum", LIVE, CONTROLLED | {"audit_logged": False}, 2),
    ("governance_vacuum", LIVE, CONTROLLED | {"audit_logged": None}, None),
    ("governance_vacuum", LIVE, {"access_controlled": False}, 2),
    ("measurement_mirage", LIVE, {"kpi_baseline_on": "2025-05-31"}, 0),
    ("measurement_mirage", LIVE, {"kpi_baseline_on": "2025-06-01"}, 2),
    ("measurement_mirage", LIVE, {}, 2),
    ("measurement_mirage", LIVE, {"kpi_baseline_on": "2025-05-31", "started_on": None}, None),
    ("mlops_gap", PILOT, {"production_path": False}, 2),
    ("mlops_gap", PILOT, {"production_path": True, "monitoring_in_place": False}, 0),
    ("mlops_gap", LIVE, {"production_path": True, "monitoring_in_place": False}, 2),
    ("mlops_gap", LIVE, {"production_path": True, "monitoring_in_place": True}, 0),
    ("mlops_gap", LIVE, {"production_path": True}, None),
    ("data_quality_gap", PILOT, {"barrier": ["cost", "data_quality"]}, 2),
    ("data_quality_gap", PILOT, {"barrier": ["cost"]}, 0),
    ("sponsorship_gap", PILOT, {}, 2),
    ("sponsorship_gap", PILOT, {"sponsor": "Chief Claims Officer"}, 0),
    ("ownership_gap", PILOT, {}, 2),
    ("ownership_gap", PILOT, {"owner": "Head of Claims"}, 0),
    ("misaligned_success", PILOT, {"kpi": "Minutes", "business_owner": "B"}, 0),
    ("misaligned_success", PILOT, {"kpi": "Minutes"}, 2),
    ("misaligned_success", PILOT, {"business_owner": "B"}, 2),
]


@pytest.mark.parametrize(("detector", "initiative", "says", "severity"), CASES)
def test_a_finding_follows_from_what_the_list_says(book, found, detector, initiative, says, severity):
    answers = found(book(pilots=[initiative | says, USED]), detector)
    assert answers["C1"][0] == severity
    assert answers["C1"][2] not in ("", "None")


@pytest.mark.parametrize(("data", "severity"), [(19, 3), (20, 0)])
def test_less_than_a_fifth_for_data_is_an_illusion_where_data_quality_holds_it_up(book, found, data, severity):
    pilot = PILOT | {"data_ready": True, "barrier": ["data_quality"]}
    later = {"period": "2026-Q3", "category": "data", "amount": 500}  # after the first year: it came too late
    spend = [
        COST | {"category": "data", "amount": data},
        COST | {"category": "vendor_build", "amount": 100 - data},
        COST | later,
    ]
    pilots = [pilot, pilot | {"reporting_on": "2026-09-30"}]
    assert found(book(pilots=pilots, spend=spend), "data_readiness_illusion")["C1"][0] == severity


@pytest.mark.parametrize(("evidence", "severity"), [(None, 2), ("self_reported", 2), ("modelled", 0)])
def test_a_benefit_that_is_only_self_reported_is_a_mirage(book, found, evidence, severity):
    tool = {
        "period": "2026-Q1",
        "business_unit": "Claims",
        "initiative_id": "C1",
        "deployment_id": "D1",
        "name": "Triage",
        "status": "live",
        "benefit_amount": 10,
        "benefit_kind": "cost_avoided",
        "benefit_evidence": evidence,
    }
    pilot = LIVE | {"kpi_baseline_on": "2025-01-01"}
    assert found(book(pilots=[pilot], deployments=[tool]), "measurement_mirage")["C1"][0] == severity


@pytest.mark.parametrize(
    ("users", "embedded", "severity"), [(19, False, 2), (20, False, 0), (19, True, 0), (19, None, None)]
)
def test_a_separate_tool_that_under_a_fifth_use_is_a_workflow_gap(book, found, users, embedded, severity):
    other = {"period": "2026-Q1", "business_unit": "HR", "tool": "Known", "embedded": True}
    tool = {"period": "2026-Q1", "business_unit": "Claims", "tool": "Desk", "headcount": 100, "active_users": users}
    assert found(book(adoption=[tool | {"embedded": embedded}, other]), "workflow_gap")["Desk"][0] == severity


@pytest.mark.parametrize(
    ("users", "embedded", "severity"), [(19, False, 2), (20, False, 0), (19, True, 0), (19, None, None)]
)
def test_a_live_initiative_outside_the_workflow_that_under_a_fifth_use_is_one_too(
    book, found, users, embedded, severity
):
    tool = {
        "period": "2026-Q1",
        "business_unit": "Claims",
        "initiative_id": "C1",
        "deployment_id": "D1",
        "name": "Triage",
        "status": "live",
        "intended_users": 100,
        "active_users": users,
    }
    pilot = LIVE | {"workflow_embedded": embedded}
    assert found(book(pilots=[pilot, USED], deployments=[tool]), "workflow_gap")["C1"][0] == severity


INITIATIVE_DETECTORS = sorted({detector for detector, *_ in CASES})


@pytest.mark.parametrize("detector", INITIATIVE_DETECTORS)
@pytest.mark.parametrize("stage", ["idea", "stopped", "retired", "unknown"])
def test_only_what_is_in_flight_or_live_is_judged(book, found, detector, stage):
    assert "C1" not in found(book(pilots=[PILOT | {"stage": stage}, USED]), detector)


@pytest.mark.parametrize("detector", INITIATIVE_DETECTORS)
def test_a_column_that_nobody_filled_in_is_not_enough_data(book, found, detector):
    assert not found(book(pilots=[LIVE | {"stage": "approved"}]), detector)


def test_what_the_initiative_cost_is_exposed(book, found):
    spend = [COST | {"category": "data", "amount": 10}, COST | {"category": "data", "amount": 90, "basis": "budget"}]
    assert found(book(pilots=[PILOT, USED], spend=spend), "ownership_gap")["C1"][:2] == (3, 10)


@pytest.mark.parametrize("detector", DETECTORS.values(), ids=DETECTORS.keys())
def test_every_detector_says_what_it_is_and_what_to_do(detector):
    assert detector.title
    assert detector.formula
    assert detector.needs
    assert detector.source
    assert detector.remedy
    assert detector.next_step
    assert detector.group in ("failure_mode", "pattern", "human_gap", "execution")


def test_one_benefit_with_better_evidence_is_enough_to_be_no_mirage(book, found):
    tool = {
        "period": "2026-Q1",
        "business_unit": "Claims",
        "initiative_id": "C1",
        "name": "Triage",
        "status": "live",
        "benefit_amount": 10,
        "benefit_kind": "cost_avoided",
    }
    rows = [tool | {"deployment_id": "D1"}, tool | {"deployment_id": "D2", "benefit_evidence": "modelled"}]
    pilot = LIVE | {"kpi_baseline_on": "2025-01-01"}
    assert found(book(pilots=[pilot], deployments=rows), "measurement_mirage")["C1"][0] == 0


@pytest.mark.parametrize(
    ("stage", "is_judged"), [("proven", False), ("approved", True), ("production", True), ("scaled", True)]
)
def test_governance_is_asked_for_from_approval_on(book, found, stage, is_judged):
    pilot = PILOT | CONTROLLED | {"stage": stage, "audit_logged": False}
    assert ("C1" in found(book(pilots=[pilot, USED]), "governance_vacuum")) == is_judged


@pytest.mark.parametrize(("detector", "is_judged"), [("measurement_mirage", False), ("mlops_gap", True)])
def test_what_is_not_live_yet_has_no_baseline_to_show_but_needs_a_path(book, found, detector, is_judged):
    assert ("C1" in found(book(pilots=[PILOT | {"production_path": False}, USED]), detector)) == is_judged


@pytest.mark.parametrize(("cost", "severity"), [(10, 3), (9.99, 2), (None, 2)])
def test_a_tenth_of_the_unit_s_spend_is_severe_and_less_or_none_is_found(book, found, cost, severity):
    spend = [{"period": "2025-Q3", "business_unit": "Claims", "category": "data", "amount": 100 - (cost or 0)}]
    if cost:
        spend.append(COST | {"category": "data", "amount": cost})
    assert found(book(pilots=[PILOT, USED], spend=spend), "ownership_gap")["C1"][0] == severity
