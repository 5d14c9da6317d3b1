"""Vendor-built tools that did not outlive their vendor."""

import pytest

PILOT = {
    "reporting_on": "2026-03-31",
    "business_unit": "Retail",
    "initiative_id": "R1",
    "name": "Returns",
    "stage": "production",
    "production_on": "2025-07-01",
    "handoff_on": "2025-10-02",
    "built_by": "vendor",
}
TOOL = {
    "business_unit": "Retail",
    "initiative_id": "R1",
    "deployment_id": "D1",
    "name": "Returns",
    "status": "live",
    "built_by": "vendor",
    "maintained_by": "internal",
    "went_live_on": "2025-07-01",
}
COST = [
    {"period": "2025-Q3", "business_unit": "Retail", "category": "vendor_build", "initiative_id": "R1", "amount": 80}
]


def uses(*users, **more):
    quarters = ("2025-Q3", "2025-Q4", "2026-Q1")
    return [
        TOOL | more | {"period": quarter, "active_users": count}
        for quarter, count in zip(quarters, users, strict=False)
    ]


def test_below_a_fifth_of_its_peak_in_the_next_quarter_fires_and_a_fifth_does_not(book, found):
    severity, exposed, evidence = found(
        book(pilots=[PILOT], deployments=uses(100, 19, 19), spend=COST), "died_after_handoff"
    )["R1"]
    assert (severity, exposed) == (3, 80)
    assert "fewer than 20 % of its 100 users by 31 December 2025" in evidence


def test_a_fifth_of_the_peak_is_alive(book, found):
    answers = found(book(pilots=[PILOT], deployments=uses(100, 20, 20), spend=COST), "died_after_handoff")
    assert answers["R1"][:2] == (0, None)


def test_losing_its_users_later_is_another_story(book, found):
    earlier = PILOT | {"handoff_on": "2025-07-02"}
    assert found(book(pilots=[earlier], deployments=uses(100, 90, 5)), "died_after_handoff")["R1"][0] == 0


def test_that_nobody_maintains_it_is_enough(book, found):
    tools = uses(100, 90, 90, maintained_by="nobody")
    severity, _, evidence = found(book(pilots=[PILOT], deployments=tools), "died_after_handoff")["R1"]
    assert severity == 2
    assert evidence.endswith("nobody maintains it")


def test_what_was_built_inside_is_not_asked_about(book, found):
    tools = uses(100, 0, 0, built_by="internal")
    assert not found(book(pilots=[PILOT | {"built_by": "internal"}], deployments=tools), "died_after_handoff")


def test_a_vendor_that_still_maintains_its_tool_has_not_left(book, found):
    tools = uses(100, 90, 90, maintained_by="vendor")
    assert found(book(pilots=[PILOT | {"handoff_on": None}], deployments=tools), "died_after_handoff")["R1"][0] == 0


def test_too_soon_after_the_handoff_nothing_is_known(book, found):
    late = PILOT | {"handoff_on": "2026-03-01"}
    assert found(book(pilots=[late], deployments=uses(100, 90, 90)), "died_after_handoff")["R1"][0] is None


def test_a_tool_that_never_had_five_users_is_not_judged(book, found):
    assert found(book(pilots=[PILOT], deployments=uses(4, 0, 0)), "died_after_handoff")["R1"][0] is None


@pytest.mark.parametrize(("handoff", "severity"), [("2025-10-02", 2), ("2025-10-01", 1)])
def test_lost_in_a_quarter_that_ends_on_day_90_is_dead_and_on_day_91_it_is_a_sign(book, found, handoff, severity):
    pilot = PILOT | {"handoff_on": handoff}
    severity_then, _, evidence = found(book(pilots=[pilot], deployments=uses(100, 19, 19)), "died_after_handoff")["R1"]
    assert severity_then == severity
    assert evidence.endswith("whether within 90 days its rows do not say") == (severity == 1)


@pytest.mark.parametrize(("peak", "severity"), [(5, 2), (4, None)])
def test_five_users_once_is_enough_to_be_judged_and_four_are_not(book, found, peak, severity):
    answers = found(book(pilots=[PILOT], deployments=uses(peak, 0, 0)), "died_after_handoff")
    assert answers["R1"][0] == severity


def test_an_initiative_with_two_tools_is_judged_by_the_one_that_fared_worse(book, found):
    second = [row | {"deployment_id": "D2", "name": "Other"} for row in uses(100, 90, 90)]
    answers = found(book(pilots=[PILOT], deployments=[*uses(100, 5, 5), *second]), "died_after_handoff")
    assert list(answers) == ["R1"]
    assert answers["R1"][0] == 2
