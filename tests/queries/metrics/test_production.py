"""Production by cohort, survivors apart, the young apart; what is abandoned, turned down, live, narrow."""

import datetime as dt
from typing import Any

import pytest

from queries import METRICS, over_time, total

BEGINNING = "2024-12-31"


def row(number: str, stage: str, on: str, unit: str = "Claims", **more: Any) -> dict[str, Any]:
    return {
        "reporting_on": on,
        "business_unit": unit,
        "initiative_id": number,
        "name": number,
        "stage": stage,
    } | more


def cohort(last: str, *production: str | None, started: str = "2025-01-15", **more: Any) -> list[dict[str, Any]]:
    """Pilots that started on a day, watched from before it to the last list; each in production on its day, or not."""
    rows = [row("first", "idea", BEGINNING), row("first", "idea", last)]
    for number, day in enumerate(production):
        stage = "production" if day else "pilot"
        rows.append(row(str(number), stage, last, started_on=started, production_on=day, **more))
    return rows


def figure(book, metric: str, *rows: dict[str, Any], **scope: Any) -> tuple[float | None, float | None] | None:
    last = total(book(pilots=rows, **scope), METRICS[metric]).last
    return last and (last.numerator, last.denominator)


def test_the_first_quarter_of_2025_is_ready_for_day_180_on_27_september(book):
    """K16."""
    assert figure(book, "production_within_180_days", *cohort("2025-09-27", None)) == (0, 1)


def test_a_day_earlier_it_is_too_young_for_day_180(book):
    assert figure(book, "production_within_180_days", *cohort("2025-09-26", None)) is None


def test_the_first_quarter_of_2025_is_ready_for_day_365_on_31_march(book):
    """K16."""
    assert figure(book, "production_within_a_year", *cohort("2026-03-31", None)) == (0, 1)


def test_a_day_earlier_it_is_too_young_for_day_365(book):
    assert figure(book, "production_within_a_year", *cohort("2026-03-30", None)) is None


def test_day_365_is_within_a_year_and_day_366_is_not(book):
    rows = cohort("2026-03-31", "2026-01-15", "2026-01-16")
    assert figure(book, "production_within_a_year", *rows) == (1, 2)


def test_later_production_counts_as_ever(book):
    rows = cohort("2026-03-31", "2026-01-15", "2026-01-16", None)
    assert figure(book, "pilot_to_production_rate", *rows) == (2, 3)


def test_survivors_are_left_out(book):
    early = row("early", "production", "2026-03-31", started_on="2024-12-30", production_on="2025-02-01")
    rows = [*cohort("2026-03-31", None), early]
    assert figure(book, "production_within_a_year", *rows) == (0, 1)


def test_one_that_vanished_stays_in_the_denominator(book):
    rows = cohort("2026-03-31", "2025-06-01")
    rows.append(row("gone", "pilot", "2025-03-31", started_on="2025-01-15"))
    assert figure(book, "production_within_a_year", *rows) == (1, 2)


def test_in_production_since_an_unknown_day_is_left_out(book):
    rows = [*cohort("2026-03-31", None), row("undated", "production", "2026-03-31", started_on="2025-01-15")]
    assert figure(book, "production_within_a_year", *rows) == (0, 1)


def test_a_unit_whose_lists_ended_does_not_age(book):
    rows = [*cohort("2025-06-30", None), row("other", "idea", "2026-03-31", unit="HR")]
    assert figure(book, "production_within_a_year", *rows) is None


def test_cohorts_are_by_start_quarter(book):
    rows = [
        *cohort("2026-06-30", "2025-06-01"),
        row("later", "pilot", "2026-06-30", started_on="2025-04-01"),
    ]
    answer = over_time(book(pilots=rows), METRICS["production_within_a_year"])
    assert [(one.period, one.numerator, one.denominator) for one in answer.rows] == [
        ("2025-Q1", 1, 1),
        ("2025-Q2", 0, 1),
    ]


def test_four_are_too_few_to_judge_and_five_are_not(book):
    answer = total(book(pilots=cohort("2026-03-31", *[None] * 4)), METRICS["production_within_a_year"])
    assert answer.last.state == "few"


def test_five_are_enough(book):
    answer = total(book(pilots=cohort("2026-03-31", *[None] * 5)), METRICS["production_within_a_year"])
    assert answer.last.state == "ok"


def test_abandoned_after_proof_are_those_stopped_of_those_proven(book):
    rows = [
        row("a", "stopped", BEGINNING, proven_on="2024-06-01", stopped_on="2024-09-01"),
        row("b", "approved", BEGINNING, proven_on="2024-06-01"),
        row("c", "stopped", BEGINNING, started_on="2024-06-01", stopped_on="2024-09-01"),
    ]
    assert figure(book, "abandoned_after_poc_rate", *rows) == (1, 2)


def test_one_list_without_proof_dates_says_nothing_of_abandonment(book):
    assert figure(book, "abandoned_after_poc_rate", row("a", "production", BEGINNING)) is None


def test_ideas_turned_down_are_of_those_resolved(book):
    rows = [
        row("no", "stopped", BEGINNING, idea_on="2024-01-01", stopped_on="2024-02-01"),
        row("yes", "pilot", BEGINNING, idea_on="2024-01-01", started_on="2024-02-01"),
        row("open", "idea", BEGINNING, idea_on="2024-01-01"),
        row("never an idea on record", "pilot", BEGINNING, started_on="2024-02-01"),
    ]
    assert figure(book, "rejected_idea_share", *rows) == (1, 2)


def test_where_no_rejection_was_recorded_the_share_is_not_known(book):
    rows = [row("yes", "pilot", BEGINNING, idea_on="2024-01-01", started_on="2024-02-01")]
    assert figure(book, "rejected_idea_share", *rows) is None


def test_live_and_active_are_those_on_the_last_list(book):
    stages = ["idea", "pilot", "proven", "approved", "production", "scaled", "stopped", "retired", "unknown"]
    rows = [row(stage, stage, BEGINNING) for stage in stages] + [row("gone", "production", "2024-09-30")]
    assert figure(book, "live_share", *rows) == (2, 10)
    assert figure(book, "active_use_cases") == (5, None)


def test_a_stock_on_one_list_is_no_share_of_experiments(book):
    assert figure(book, "experiments_in_production_rate", row("a", "production", BEGINNING)) is None


def test_stalled_leaves_out_the_paused_and_the_undated(book):
    rows = [
        row("stuck", "pilot", BEGINNING, started_on="2024-01-01"),
        row("new", "pilot", BEGINNING, started_on="2024-12-01"),
        row("paused", "pilot", BEGINNING, started_on="2024-01-01", paused=True),
        row("undated", "pilot", BEGINNING),
    ]
    assert figure(book, "stalled_share", *rows) == (1, 2)


@pytest.mark.parametrize(("number", "expected"), [(5, 3.0), (4, None)])
def test_narrow_against_generic_needs_five_of_each(book, number: int, expected: float | None):
    rows = [row("first", "idea", BEGINNING)]
    for kind, reach in (("narrow_workflow", 3), ("generic_capability", 1)):
        for index in range(number):
            one = {"started_on": dt.date(2025, 1, 15), "scope_kind": kind}
            name = f"{kind}{index}"
            rows.append(row(name, "pilot", "2025-03-31", **one))
            done = {"production_on": dt.date(2025, 8, 1)} if index < reach else {}
            rows.append(row(name, "production" if done else "pilot", "2026-03-31", **one, **done))
    last = total(book(pilots=rows), METRICS["narrow_vs_generic_ratio"]).last
    assert last.value == (pytest.approx(expected) if expected else None)
