"""Money in one figure: what was spent on what, what it cost to get somewhere, what came of it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, Row, by_unit, listing, rows_behind, total

LAST = dt.date(2026, 3, 31)


def paid(category: str, amount: float, period: str = "2026-Q1", unit: str = "A", **more: Any) -> dict[str, Any]:
    return {"period": period, "business_unit": unit, "category": category, "amount": amount} | more


def one(book: Book, metric: str) -> Row:
    (row,) = total(book, METRICS[metric]).rows
    return row


def before(days: int) -> dt.date:
    return LAST - dt.timedelta(days=days)


def test_a_tenth_of_the_technology_spend_went_to_change(book: Callable[..., Book]) -> None:
    # K18
    rows = [
        paid("change_management", 120),
        paid("training", 50),
        paid("coaching", 30),
        paid("licences", 1500),
        paid("data", 500),
        paid("build_team", 999),
        paid("consulting", 999),
    ]
    assert one(book(spend=rows), "change_to_tech_ratio").value == pytest.approx(0.10)


def test_budget_variance_is_actual_less_budget_and_what_was_spent_without_one(book: Callable[..., Book]) -> None:
    rows = [
        paid("data", 120),
        paid("data", 100, basis="budget"),
        paid("data", 500, unit="B"),
        paid("data", 80, basis="forecast"),
    ]
    assert one(book(spend=rows), "budget_variance").value == 520


def test_a_budget_of_a_quarter_to_come_is_no_variance_yet(book: Callable[..., Book]) -> None:
    rows = [paid("data", 120), paid("data", 100, basis="budget"), paid("data", 100, "2026-Q2", basis="budget")]
    assert one(book(spend=rows), "budget_variance").value == 20


def test_data_cost_twice_its_budget(book: Callable[..., Book]) -> None:
    rows = [
        paid("data", 70, "2025-Q4"),
        paid("data", 200),
        paid("data", 100, basis="budget"),
        paid("data", 9, unit="B"),
    ]
    assert one(book(spend=rows), "data_cost_overrun_multiple").value == 2


def test_time_of_200_people_for_8_hours_at_60(book: Callable[..., Book]) -> None:
    """K18: the opportunity cost of 200 people x 8 h x 60 is 96,000."""
    cohort = {"reporting_on": "2026-03-31", "cohort_id": "c", "business_unit": "A", "started_on": "2026-01-01"}
    made = book(training=[cohort | {"trained": 200, "hours_per_person": 8.0}])
    assert one(made, "opportunity_cost").value == 96_000


def test_protected_hours_of_those_who_build_are_time_too(book: Callable[..., Book]) -> None:
    """Four builders with 6 protected hours a week for ten weeks: 240 hours; the twelve others build nothing."""
    cohort = {"reporting_on": "2026-03-31", "cohort_id": "c", "business_unit": "A", "started_on": "2026-01-20"}
    made = book(
        training=[cohort | {"trained": 16, "hours_per_person": 5.0, "builders": 4, "protected_hours_per_week": 6.0}]
    )
    assert one(made, "building_time").value == pytest.approx(240 * 60)
    assert one(made, "opportunity_cost").value == pytest.approx((80 + 240) * 60)


@pytest.mark.parametrize(("trained", "hours"), [(5, 60), (4, 0)])
def test_a_cohort_too_small_to_be_shown_does_not_tell_how_many_build(
    book: Callable[..., Book], trained: int, hours: float
) -> None:
    cohort = {"reporting_on": "2026-03-31", "cohort_id": "c", "business_unit": "A", "started_on": "2026-01-20"}
    made = book(training=[cohort | {"trained": trained, "builders": 1, "protected_hours_per_week": 6.0}])
    rows = total(made, METRICS["building_time"]).rows
    assert (rows[0].value if rows else 0) == pytest.approx(hours * 60)


def test_return_with_people_s_time_and_without(book: Callable[..., Book]) -> None:
    cohort = {"reporting_on": "2026-03-31", "cohort_id": "c", "business_unit": "A", "started_on": "2026-01-01"}
    worth = {"period": "2026-Q1", "business_unit": "A", "deployment_id": "d", "name": "d", "status": "live"}
    made = book(
        training=[cohort | {"trained": 10, "hours_per_person": 10.0}],
        spend=[paid("data", 6000)],
        deployments=[worth | {"benefit_amount": 10_000.0, "benefit_evidence": "controlled", "run_cost": 1500.0}],
    )
    assert one(made, "roi_risk_adjusted").value == pytest.approx(9000 / 7500 - 1)
    assert one(made, "roi_with_time").value == pytest.approx(9000 / 13_500 - 1)
    assert one(made, "cost").value == 7500


# K15: days ago of start, production and end; evidenced and cost.
MEASURED = {
    "A": (500, 300, None, 120, 100),
    "B": (300, 200, None, 50, 20),
    "C": (400, 100, None, 0, 10),
    "D": (700, None, 600, 0, 10),
    "E": (800, 600, 100, 90, 60),
    "F": (None, 300, None, 90, 60),
}


def measured(cases: dict[str, tuple[Any, ...]]) -> dict[str, list[dict[str, Any]]]:
    pilots, spend, deployments = [], [], []
    for name, (started, live, ended, evidenced, cost) in cases.items():
        stage = "production" if ended is None else "retired" if live else "stopped"
        pilots.append(
            {
                "reporting_on": LAST,
                "initiative_id": name,
                "name": name,
                "business_unit": "A",
                "stage": stage,
                "started_on": started and before(started),
                "production_on": live and before(live),
                "retired_on": before(ended) if ended and live else None,
                "stopped_on": before(ended) if ended and not live else None,
            }
        )
        spend.append(paid("data", cost, initiative_id=name))
        deployments.append(
            {
                "period": "2026-Q1",
                "business_unit": "A",
                "deployment_id": name,
                "name": name,
                "status": "live",
                "initiative_id": name,
                "benefit_amount": evidenced / 0.9,
                "benefit_evidence": "controlled",
            }
        )
    return {"pilots": pilots, "spend": spend, "deployments": deployments}


def test_two_of_four_have_a_measurable_return(book: Callable[..., Book]) -> None:
    """K15: A and E of A, C, D and E; B is too young, F has no start and is counted apart."""
    made = book(**measured(MEASURED))
    row = one(made, "initiative_roi_rate")
    assert (row.numerator, row.denominator, row.state) == (2, 4, "few")
    assert one(made, "initiative_failure_rate").numerator == 2


@pytest.mark.parametrize(("started", "live", "found"), [(365, 180, (1, 1)), (365, 179, (0, 1)), (364, 180, None)])
def test_a_year_old_and_half_a_year_live_is_enough(
    book: Callable[..., Book], started: int, live: int, found: tuple[int, int] | None
) -> None:
    rows = total(book(**measured({"A": (started, live, None, 90, 60)})), METRICS["initiative_roi_rate"]).rows
    assert ((rows[0].numerator, rows[0].denominator) if rows else None) == found


def test_evidenced_equal_to_cost_is_no_return(book: Callable[..., Book]) -> None:
    assert one(book(**measured({"A": (500, 300, None, 90, 90)})), "initiative_roi_rate").numerator == 0


def test_cost_of_a_production_initiative_is_all_spend_over_those_that_got_there(book: Callable[..., Book]) -> None:
    rows = measured(MEASURED)
    made = book(pilots=rows["pilots"], spend=[paid("licences", 1000), paid("data", 500, "2025-Q1")])
    assert one(made, "cost_per_production_initiative").value == 300


def test_without_any_in_production_there_is_no_cost_of_one(book: Callable[..., Book]) -> None:
    pilots = [{"reporting_on": LAST, "initiative_id": "x", "name": "x", "business_unit": "A", "stage": "pilot"}]
    assert one(book(pilots=pilots, spend=[paid("data", 5)]), "cost_per_production_initiative").state == "insufficient"


def test_the_first_year_is_four_quarters_and_must_be_over(book: Callable[..., Book]) -> None:
    pilots = [
        {"reporting_on": LAST, "initiative_id": name, "name": name, "business_unit": "A", "stage": "production"}
        for name in ("old", "young")
    ]
    spend = [
        paid("data", 30, "2025-Q1", initiative_id="old"),
        paid("governance", 20, "2025-Q4", initiative_id="old"),
        paid("build_team", 50, "2025-Q2", initiative_id="old"),
        paid("data", 900, "2026-Q1", initiative_id="old"),
        paid("data", 900, "2025-Q3", initiative_id="young"),
    ]
    made = book(pilots=pilots, spend=spend)
    assert one(made, "first_year_cost_per_production_initiative").value == 100
    assert one(made, "data_governance_share_of_spend").value == pytest.approx(0.5)


def test_money_without_a_rate_is_counted_and_in_no_sum(book: Callable[..., Book]) -> None:
    made = book(spend=[paid("data", 10), paid("data", 7, currency="CHF"), paid("data", 8, currency="CHF")])
    assert one(made, "spend").value == 10
    frame = listing(made, VIEWS["money_without_rate"]).frame
    assert frame[["currency", "amount_written", "sheet_rows"]].values.tolist() == [["CHF", 15, 2]]


def test_spend_counts_where_it_is_paid_and_cost_where_it_belongs(book: Callable[..., Book]) -> None:
    pilots = [{"reporting_on": LAST, "initiative_id": "x", "name": "x", "business_unit": "A", "stage": "pilot"}]
    made = book(pilots=pilots, spend=[paid("data", 5, unit="IT", initiative_id="x"), paid("data", 1)])
    assert [(row.business_unit, row.value) for row in by_unit(made, METRICS["spend"]).rows] == [("A", 1), ("IT", 5)]
    assert [(row.business_unit, row.value) for row in by_unit(made, METRICS["cost"]).rows] == [("A", 6)]


@pytest.mark.parametrize("metric", ["spend", "cost", "claimed_value", "shelfware"])
def test_the_rows_behind_a_figure_add_up_to_it_and_say_where_they_stood(book: Callable[..., Book], metric: str) -> None:
    worth = {"period": "2026-Q1", "business_unit": "A", "deployment_id": "d", "name": "d", "status": "live"}
    seats = {"period": "2026-Q1", "business_unit": "A", "tool": "t", "seats": 10, "active_users": 5, "seat_price": 12.0}
    made = book(
        spend=[paid("data", 5), paid("data", 7, "2025-Q4")],
        deployments=[worth | {"benefit_amount": 9.0}],
        adoption=[seats],
    )
    frame = rows_behind(made, METRICS[metric]).frame
    column = {"claimed_value": "claimed", "shelfware": "shelfware"}.get(metric, "amount")
    assert frame[column].sum() == one(made, metric).value
    assert frame[["upload", "sheet", "source_row"]].notna().all().all()
