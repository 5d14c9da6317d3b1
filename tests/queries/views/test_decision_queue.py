"""What to stop, to fix and to scale, with the money that hangs on it."""

from queries import VIEWS, listing

PILOT = {
    "reporting_on": "2026-03-31",
    "business_unit": "Claims",
    "initiative_id": "C1",
    "name": "Triage",
    "stage": "pilot",
    "started_on": "2025-07-01",
}
COST = {"period": "2025-Q3", "business_unit": "Claims", "category": "build_team", "initiative_id": "C1", "amount": 100}
LIVE = PILOT | {"stage": "production", "production_on": "2025-10-01"}
TOOL = {
    "period": "2026-Q1",
    "business_unit": "Claims",
    "initiative_id": "C1",
    "deployment_id": "D1",
    "name": "Triage",
    "status": "live",
    "intended_users": 100,
    "active_users": 80,
    "benefit_amount": 200,
    "benefit_kind": "cost_avoided",
    "benefit_evidence": "controlled",
}
SEATS = {
    "business_unit": "Claims",
    "tool": "Desk",
    "seats": 100,
    "active_users": 34,
    "seat_price": 10,
    "renewal_on": "2026-09-30",
}


def queue(book):
    frame = listing(book, VIEWS["decision_queue"]).frame
    return [(row.action, row.rule, row.subject_id, row.money, row.place) for row in frame.itertuples()]


def test_a_pilot_beyond_its_limit_is_to_be_stopped_and_one_at_its_limit_is_not(book):
    at_the_limit = PILOT | {"initiative_id": "C2", "started_on": "2025-08-03"}  # 240 days
    assert queue(book(pilots=[PILOT, at_the_limit], spend=[COST])) == [("stop", "stalled", "C1", 100, 1)]


def test_what_paid_back_is_not_to_be_stopped(book):
    assert queue(book(pilots=[PILOT], spend=[COST], deployments=[TOOL | {"status": "idle"}])) == []


def test_unused_seats_are_to_be_given_back_before_they_renew(book):
    before = SEATS | {"period": "2025-Q4"}
    assert queue(book(adoption=[before, SEATS | {"period": "2026-Q1"}])) == [("stop", "seats", "Desk", 660, 1)]


def test_seats_that_renew_in_seven_months_or_that_35_of_100_use_can_wait(book):
    later = SEATS | {"renewal_on": "2026-10-01"}
    used = SEATS | {"tool": "Chat", "active_users": 35}
    rows = [row | {"period": period} for row in (later, used) for period in ("2025-Q4", "2026-Q1")]
    assert queue(book(adoption=rows)) == []


def test_a_live_tool_without_a_control_is_to_be_fixed(book):
    assert queue(book(pilots=[LIVE | {"audit_logged": False}], spend=[COST])) == [("fix", "control", "C1", 100, 1)]


def test_what_lost_its_vendor_is_to_be_fixed_once_even_if_it_lacks_a_control_too(book):
    pilot = LIVE | {"audit_logged": False, "built_by": "vendor", "handoff_on": "2026-01-31"}
    tool = TOOL | {"maintained_by": "nobody", "built_by": "vendor", "benefit_amount": None}
    assert queue(book(pilots=[pilot], spend=[COST], deployments=[tool])) == [("fix", "handoff", "C1", 100, 1)]


def test_what_is_proven_and_does_not_reach_everybody_is_to_be_scaled(book):
    ((action, rule, name, money, _),) = queue(book(pilots=[LIVE], spend=[COST], deployments=[TOOL]))
    assert (action, rule, name) == ("scale", "reach", "C1")
    assert money == 200 * 0.9 * 20 / 80  # evidenced, for the twenty it does not reach as for the eighty it does


def test_what_has_not_earned_its_cost_or_reaches_everybody_is_not_to_be_scaled(book):
    dear = COST | {"amount": 180}
    assert queue(book(pilots=[LIVE], spend=[dear], deployments=[TOOL])) == []
    assert queue(book(spend=[COST], deployments=[TOOL | {"active_users": 100}])) == []


def test_the_dearest_stands_first(book):
    other = PILOT | {"initiative_id": "C2", "name": "Other"}
    found = queue(book(pilots=[PILOT, other], spend=[COST, COST | {"initiative_id": "C2", "amount": 101}]))
    assert [(name, place) for _, _, name, _, place in found] == [("C2", 1), ("C1", 2)]


def test_unused_seats_of_few_people_wait_for_no_decision(book):
    few = SEATS | {"headcount": 4, "seats": 40, "active_users": 2}
    enough = few | {"headcount": 5}
    assert queue(book(adoption=[row | {"period": "2025-Q4"} for row in (few,)] + [few | {"period": "2026-Q1"}])) == []
    assert queue(book(adoption=[enough | {"period": "2025-Q4"}, enough | {"period": "2026-Q1"}])) == [
        ("stop", "seats", "Desk", 380, 1)
    ]


def test_what_few_people_use_or_are_meant_to_is_not_to_be_scaled(book):
    for active, meant in ((1, 4), (4, 100), (3, 4)):
        tool = TOOL | {"active_users": active, "intended_users": meant}
        assert queue(book(pilots=[LIVE], spend=[COST], deployments=[tool])) == []
    tool = TOOL | {"active_users": 5, "intended_users": 6}
    assert [row[:3] for row in queue(book(pilots=[LIVE], spend=[COST], deployments=[tool]))] == [
        ("scale", "reach", "C1")
    ]
