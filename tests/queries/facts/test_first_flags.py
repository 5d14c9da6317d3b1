"""What was known when an initiative began: only what a list soon after the start states."""

from typing import Any

import pytest

FIRST, SECOND, THIRD = "2025-03-31", "2025-06-30", "2025-09-30"


def listed(on: str, stage: str = "pilot", **more: Any) -> dict[str, Any]:
    return {
        "reporting_on": on,
        "business_unit": "Claims",
        "initiative_id": "1",
        "name": "One",
        "stage": stage,
        "started_on": "2025-03-01",
    } | more


@pytest.fixture
def flag(book):
    """A flag of the one initiative that these rows are the lists of; None where it is not known."""

    def found(name: str, *rows: dict[str, Any]) -> Any:
        row = book(pilots=rows).facts("first_flags").execute(f"select {name} from facts.first_flags").fetchone()
        return row and row[0]

    return found


@pytest.mark.parametrize(("started_on", "known"), [("2024-12-21", "narrow_workflow"), ("2024-12-20", None)])
def test_scope_counts_from_a_list_within_100_days_of_the_start(flag, started_on: str, known: str | None):
    assert flag("scope_kind", listed(FIRST, started_on=started_on, scope_kind="narrow_workflow")) == known


def test_the_first_list_that_states_it_counts_and_not_what_it_became(flag):
    rows = listed(FIRST, data_ready=False), listed(SECOND, data_ready=True)
    assert flag("data_ready", *rows) is False


def test_blank_on_the_first_list_it_may_be_stated_on_the_next_within_the_time(flag):
    assert flag("data_ready", listed(FIRST), listed("2025-06-09", data_ready=True)) is True
    assert flag("monitoring_in_place", listed(FIRST)) is None


def test_what_is_first_stated_after_the_time_stays_unknown(flag):
    rows = listed(FIRST), listed("2025-06-10", data_ready=True, scope_kind="narrow_workflow")
    assert flag("data_ready", *rows) is None
    assert flag("scope_kind") is None


def test_what_stood_on_a_list_before_the_start_counts(flag):
    rows = listed("2024-12-31", "idea", started_on=None, data_ready=False), listed(FIRST, data_ready=True)
    assert flag("data_ready", *rows) is False


def test_without_a_start_nothing_is_known_of_it(flag):
    assert flag("data_ready", listed(FIRST, started_on=None, data_ready=True)) is None


def test_the_time_is_a_setting(book):
    made = book(pilots=[listed(FIRST, data_ready=True)], settings={"readiness_list_days": "29"})
    assert made.facts("first_flags").execute("from facts.first_flags").fetchall() == []
