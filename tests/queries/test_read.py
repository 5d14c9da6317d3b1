"""Figures with their cases: rates keep numerator and denominator, intervals, and say when they are too few."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from queries import METRICS, by_unit, over_time, total
from queries.catalogue import Metric
from queries.read import needs_missing, row_of


def spend(unit: str, period: str, amount: float, **more) -> dict:
    return {"business_unit": unit, "period": period, "category": "data", "amount": amount} | more


ROWS = [spend("A", "2026-Q1", 5), spend("B", "2026-02", 7), spend("B", "2025-Q4", 1)]


def test_a_flow_is_summed_by_quarter(book):
    assert [(row.period, row.value) for row in over_time(book(spend=ROWS), METRICS["spend"]).rows] == [
        ("2025-Q4", 1),
        ("2026-Q1", 12),
    ]


def test_a_flow_is_summed_over_the_periods_shown(book):
    assert total(book(spend=ROWS), METRICS["spend"]).rows[0].value == 13


def test_since_shows_fewer_periods(book):
    assert total(book(spend=ROWS, since="2026-Q1"), METRICS["spend"]).rows[0].value == 12


def test_units_are_filtered_and_listed(book):
    shown = book(spend=ROWS, units=["B"])
    assert [(row.business_unit, row.value) for row in by_unit(shown, METRICS["spend"]).rows] == [("B", 8)]


def test_missing_input_is_named_not_zero(book):
    answer = total(
        book(
            pilots=[
                {
                    "business_unit": "A",
                    "initiative_id": "i",
                    "name": "x",
                    "stage": "pilot",
                    "reporting_on": "2026-03-31",
                }
            ]
        ),
        METRICS["spend"],
    )
    assert answer.rows == ()
    assert answer.missing == ("spend.amount",)


def test_one_of_two_columns_is_enough(book):
    shown = book(spend=ROWS)
    assert needs_missing(shown, ["spend.amount | spend.vendor"]) == ()
    assert needs_missing(shown, ["spend.vendor", "spend.period"]) == ("spend.vendor",)


RATE = Metric(id="x", layer="metrics", sql="", title="", question="", formula="", unit="percent", interval=True)


@pytest.mark.parametrize(("n", "state"), [(0, "insufficient"), (4, "few"), (5, "ok")])
def test_a_rate_of_fewer_than_five_cases_is_few(n, state):
    assert row_of(RATE, None, None, 0, n, None, None).state == state


@pytest.mark.parametrize(("cost", "value"), [(-300, None), (0, None), (200, 0.5)])
def test_nothing_is_divided_by_a_cost_of_nothing_or_by_a_refund(cost, value):
    row = row_of(METRICS["return_per_unit_spent"], None, None, 100, cost, None, None)
    assert (row.value, row.state) == (value, "ok" if value else "insufficient")


# KNOWN_ANSWERS K5, in percent.
K5 = [
    (11, 60, 10.558, 29.920),
    (4, 11, 15.166, 64.620),
    (3, 3, 43.850, 100),
    (0, 20, 0, 16.113),
    (0, 72, 0, 5.065),
    (0, 73, 0, 4.999),
    (3, 200, 0.511, 4.317),
]


def wilson(store, successes: float, trials: float) -> tuple:
    sql = "select wilson_low($1, $2), wilson_high($1, $2)"
    return store.connection.cursor().execute(sql, [successes, trials]).fetchone()


@pytest.mark.parametrize(("successes", "trials", "low", "high"), K5)
def test_wilson_known_answers(store, successes, trials, low, high):
    assert [100 * bound for bound in wilson(store, successes, trials)] == pytest.approx([low, high], abs=5e-4)


@pytest.mark.parametrize(("successes", "trials"), [(0, 1), (1, 1), (7, 12), (120, 3611), (3610, 3611)])
def test_wilson_agrees_with_statsmodels(store, successes, trials):
    expected = proportion_confint(successes, trials, alpha=0.05, method="wilson")
    assert wilson(store, successes, trials) == pytest.approx(expected, abs=1e-9)


def test_nothing_out_of_nothing_has_no_interval(store):
    assert wilson(store, 0, 0) == (None, None)
