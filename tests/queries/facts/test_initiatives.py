"""An initiative as its lists tell it: dates listed or inferred, plans, survivors, those that vanish."""

import datetime as dt
from typing import Any

import pytest

FIRST, SECOND, THIRD = "2025-03-31", "2025-06-30", "2025-09-30"


def listed(on: str, stage: str, number: str = "1", unit: str = "Claims", **more: Any) -> dict[str, Any]:
    """An initiative's row on the list of a day."""
    return {
        "reporting_on": on,
        "business_unit": unit,
        "initiative_id": number,
        "name": f"No {number}",
        "stage": stage,
    } | more


@pytest.fixture
def one(book):
    """The initiative that these rows are the lists of, as a dictionary."""

    def found(*rows: dict[str, Any], initiative_id: str = "1", **scope: Any) -> dict[str, Any]:
        cursor = book(pilots=rows, **scope).facts("initiatives")
        cursor.execute("from facts.initiatives where initiative_id = ?", [initiative_id])
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))

    return found


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_change_of_stage_between_two_lists_is_dated_by_the_later(one):
    found = one(listed(FIRST, "pilot", started_on="2025-01-02"), listed(SECOND, "production"))
    assert (found["production_on"], found["production_inferred"]) == (day(SECOND), True)
    assert found["production_not_before"] == day(FIRST)


def test_a_listed_date_is_taken_before_an_inferred_one(one):
    found = one(listed(FIRST, "pilot"), listed(SECOND, "production", production_on="2025-05-05"))
    assert (found["production_on"], found["production_inferred"]) == (day("2025-05-05"), False)


def test_what_the_first_list_shows_has_no_date(one):
    found = one(listed(FIRST, "production"), listed(SECOND, "production"))
    assert found["production_on"] is None
    assert found["ever_production"]


def test_an_inferred_date_after_a_listed_later_stage_is_no_date(one):
    rows = listed(FIRST, "pilot"), listed(SECOND, "proven", approved_on="2025-05-05")
    assert one(*rows)["proven_on"] is None


def test_a_stage_skipped_between_lists_is_reached_without_a_date(one):
    found = one(listed(FIRST, "pilot"), listed(SECOND, "production"))
    assert (found["proven_on"], found["furthest"]) == (None, 4)


def test_a_date_on_the_lists_day_happened(one):
    assert one(listed(FIRST, "pilot", production_on="2025-03-31"))["production_on"] == day("2025-03-31")


def test_a_date_the_day_after_the_list_is_a_plan(one):
    found = one(listed(FIRST, "pilot", production_on="2025-04-01"), listed(SECOND, "pilot", "2"))
    assert (found["production_on"], found["ever_production"]) == (None, False)


def test_a_date_blank_on_a_later_list_still_holds(one):
    rows = listed(FIRST, "pilot", started_on="2025-01-02"), listed(SECOND, "pilot")
    assert one(*rows)["started_on"] == day("2025-01-02")


def test_until_censors_what_later_lists_say(one):
    rows = listed(FIRST, "pilot"), listed(SECOND, "production", production_on="2025-05-05")
    found = one(*rows, until="2025-Q1")
    assert (found["stage"], found["production_on"], found["ever_production"]) == ("pilot", None, False)


def test_an_id_gone_from_its_units_last_list_has_vanished_and_is_censored_there(one):
    found = one(listed(FIRST, "production"), listed(SECOND, "pilot", "2"))
    assert (found["is_vanished"], found["censored_on"], found["is_live"]) == (True, day(FIRST), False)


def test_another_units_later_list_makes_nothing_vanish(one):
    found = one(listed(FIRST, "production"), listed(SECOND, "pilot", "2", unit="HR"))
    assert (found["is_vanished"], found["is_live"]) == (False, True)


def test_who_started_before_the_units_first_list_is_a_survivor_and_enters_with_it(one):
    found = one(listed(FIRST, "pilot", started_on="2025-03-30"))
    assert (found["is_survivor_cohort"], found["entered_on"]) == (True, day(FIRST))


def test_who_started_on_the_day_of_the_first_list_was_watched_from_the_start(one):
    found = one(listed(FIRST, "pilot", started_on="2025-03-31"))
    assert (found["is_survivor_cohort"], found["entered_on"]) == (False, day(FIRST))


def test_without_a_start_nobody_enters(one):
    found = one(listed(FIRST, "pilot"))
    assert (found["started_on"], found["entered_on"], found["is_survivor_cohort"]) == (None, None, None)


def test_a_stop_taken_back_is_no_stop(one):
    rows = listed(FIRST, "stopped", stopped_on="2025-03-01"), listed(SECOND, "pilot")
    found = one(*rows)
    assert (found["is_stopped"], found["stopped_on"]) == (False, None)


def test_stopped_without_any_stage_before_is_unknown(one):
    found = one(listed(FIRST, "stopped", stopped_on="2025-03-01"))
    assert (found["furthest"], found["ever_started"], found["ever_production"]) == (None, None, None)


def test_whether_a_retired_one_without_dates_was_ever_in_production_is_unknown(one):
    assert one(listed(FIRST, "pilot"), listed(SECOND, "retired"))["ever_production"] is None


def test_a_retired_one_that_was_listed_in_production_was(one):
    assert one(listed(FIRST, "production"), listed(SECOND, "retired"))["ever_production"]


def test_planned_money_is_in_the_reporting_currency(book):
    rates = [{"currency": "EUR", "period": "2025-03", "per_reporting_unit": 0.8}]
    rows = [listed(FIRST, "pilot", planned_cost=80.0, currency="EUR"), listed(FIRST, "pilot", "2", planned_cost=80.0)]
    cursor = book(pilots=rows, rates=rates).facts("initiatives")
    assert cursor.execute("select planned_cost from facts.initiatives order by all").fetchall() == [(80.0,), (100.0,)]


def test_planned_money_without_a_rate_is_not_known(one):
    assert one(listed(FIRST, "pilot", planned_cost=80.0, currency="EUR"))["planned_cost"] is None


def test_who_built_it_is_as_first_listed(one):
    found = one(listed(FIRST, "pilot", built_by="vendor"), listed(SECOND, "pilot", built_by="internal"))
    assert (found["first_built_by"], found["built_by"]) == ("vendor", "internal")


def test_production_that_a_later_list_takes_back_never_happened(one):
    rows = [listed(FIRST, "pilot"), listed(SECOND, "production", production_on="2025-06-01"), listed(THIRD, "proven")]
    found = one(*rows)
    assert (found["ever_production"], found["production_on"], found["furthest"]) == (False, None, 2)
    assert found["production_taken_back_on"] == day(THIRD)


def test_until_the_list_that_takes_it_back_it_was_in_production(one):
    rows = [listed(FIRST, "pilot"), listed(SECOND, "production", production_on="2025-06-01"), listed(THIRD, "proven")]
    found = one(*rows, until="2025-Q2")
    assert (found["ever_production"], found["production_on"]) == (True, day("2025-06-01"))


def test_in_production_again_is_from_the_list_that_says_so(one):
    found = one(listed(FIRST, "scaled"), listed(SECOND, "pilot"), listed(THIRD, "production"))
    assert (found["production_on"], found["scaled_on"], found["furthest"]) == (day(THIRD), None, 4)


def test_a_stop_takes_no_production_back(one):
    found = one(listed(FIRST, "production", production_on="2025-03-01"), listed(SECOND, "stopped"))
    assert (found["ever_production"], found["production_on"]) == (True, day("2025-03-01"))
