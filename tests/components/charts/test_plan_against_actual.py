"""Plans beside what came of them."""

from collections.abc import Callable
from dataclasses import replace

from components.charts import plan_against_actual
from components.theme import Viewport
from queries import Listing

Listed = Callable[..., Listing]


def cohort(
    quarter: str, judged: int, below: int, due: float | None = 100.0, realised: float | None = 30.0
) -> dict[str, object]:
    value = {"due": due, "realised": realised} if judged else {"due": None, "realised": None}
    kinds = ("finance_confirmed", "controlled", "baseline", "modelled", "self_reported")
    value |= dict.fromkeys((f"claimed_{kind}" for kind in kinds), 0.0) | {"claimed_from_hours": 0.0}
    return {
        "start_quarter": quarter,
        "initiatives": 9,
        "costed": 4,
        "planned_cost": 50.0,
        "actual_cost": 60.0,
        "over_cost": 1,
        "judged": judged,
        "below_plan": below,
    } | value


def test_the_finding_counts_what_is_below_plan(listed: Listed):
    drawn = plan_against_actual.chart(
        listed("plan_cohorts", [cohort("2025-Q1", 4, 3), cohort("2025-Q2", 2, 1)]), Viewport()
    )
    assert drawn.finding == "4 of 6 that went live are below their planned benefit: 60 claimed of 200 due"
    assert drawn.n == "n = 6 planned initiatives that went live; 2 of 8 cost more than planned"


def test_the_reading_says_what_the_claim_rests_on_and_what_hours_are_counted_at(listed: Listed):
    claimed = {"claimed_finance_confirmed": 10.0, "claimed_self_reported": 20.0, "claimed_from_hours": 20.0}
    cohorts = listed("plan_cohorts", [cohort("2025-Q1", 5, 3) | claimed])
    at_half = replace(cohorts, scope=replace(cohorts.scope, settings={"realisation": "0.5"}))
    drawn = plan_against_actual.chart(at_half, Viewport())
    assert "claimed: 10 finance confirmed, 20 self-reported; 20 of it from hours counted at 50 %, 40 in full" in drawn.n


def test_four_are_too_few_to_judge_and_five_are_not(listed: Listed):
    few = plan_against_actual.chart(listed("plan_cohorts", [cohort("2025-Q1", 4, 3)]), Viewport())
    enough = plan_against_actual.chart(listed("plan_cohorts", [cohort("2025-Q1", 5, 3)]), Viewport())
    assert few.finding == "3 of 4 that went live are below their planned benefit: too few to judge"
    assert enough.finding.endswith("30 claimed of 100 due")


def test_what_was_planned_is_outlined_and_a_click_opens_the_cohort(listed: Listed):
    figure = plan_against_actual.chart(listed("plan_cohorts", [cohort("2025-Q1", 5, 3)]), Viewport()).figure
    planned, actual, due, realised = figure.data
    assert (planned.marker.color, due.marker.color) == ("rgba(0,0,0,0)", "rgba(0,0,0,0)")
    assert [trace.y[0] for trace in (planned, actual, due, realised)] == [50, 60, 100, 30]
    assert list(actual.customdata) == ["start_quarter=2025-Q1"]


def test_quarters_in_which_nothing_started_keep_their_place(listed: Listed):
    figure = plan_against_actual.chart(
        listed("plan_cohorts", [cohort("2025-Q4", 5, 3), cohort("2026-Q2", 5, 3)]), Viewport()
    ).figure
    assert list(figure.layout.xaxis.ticktext) == ["Q4<br>2025", "Q1<br>2026", "Q2"]
    assert [bool(value == value and value) for value in figure.data[1].y] == [True, False, True]


def test_where_nothing_is_due_yet_only_the_cost_is_drawn(listed: Listed):
    drawn = plan_against_actual.chart(listed("plan_cohorts", [cohort("2025-Q1", 0, 0)]), Viewport(width="narrow"))
    assert drawn.finding == "No planned benefit is due or reported yet; 1 of 4 cost more than planned"
    assert len(drawn.figure.data) == 2


def test_nothing_known_is_a_sentence(listed: Listed):
    assert "planned_cost" in plan_against_actual.chart(listed("plan_cohorts"), Viewport()).subtitle
    assert (
        plan_against_actual.chart(listed("plan_cohorts", missing=("pilots.planned_cost",)), Viewport()).figure is None
    )
