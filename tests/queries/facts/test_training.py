"""Training is judged from 90 days on, and cohorts that have not built yet are followed, not failed."""

import datetime as dt
import random
import warnings
from collections.abc import Callable
from typing import Any

from queries import METRICS, Book, by_unit, total

Make = Callable[..., Book]
LAST = dt.date(2026, 3, 31)


def cohort(
    name: str, age: int, trained: int = 20, *, unit: str = "Claims", built_after: int | None = None, **more: Any
) -> dict[str, Any]:
    started = LAST - dt.timedelta(days=age)
    built = None if built_after is None else started + dt.timedelta(days=built_after)
    row = {"reporting_on": LAST, "cohort_id": name, "business_unit": unit, "started_on": started, "trained": trained}
    return row | {"first_build_on": built} | more


def test_a_cohort_counts_from_90_days_and_not_at_89(book: Make) -> None:
    made = book(training=[cohort("a", 90, builders=3), cohort("b", 89, builders=20)])
    (row,) = total(made, METRICS["training_transfer_rate"]).rows
    assert (row.numerator, row.denominator, row.n) == (3, 20, 20)


def test_a_cohort_is_what_the_last_list_that_names_it_says(book: Make) -> None:
    earlier = cohort("a", 200, builders=1) | {"reporting_on": dt.date(2025, 12, 31)}
    made = book(training=[earlier, cohort("a", 200, builders=4), cohort("b", 100, builders=None)])
    (row,) = total(made, METRICS["training_transfer_rate"]).rows
    assert (row.numerator, row.denominator) == (4, 20)


def test_the_median_is_not_reached_where_most_have_not_built(book: Make) -> None:
    made = book(training=[cohort("a", 300, built_after=50), cohort("b", 300), cohort("c", 300)])
    assert total(made, METRICS["time_to_first_build"]).rows == ()


def test_the_total_is_the_median_of_all_units_and_not_of_their_medians(book: Make) -> None:
    rows = [cohort("a", 300, built_after=10), *(cohort(f"b{n}", 300, unit="Legal", built_after=100) for n in range(3))]
    made = book(training=rows)
    assert [row.value for row in by_unit(made, METRICS["time_to_first_build"]).rows] == [10, 100]
    assert [row.value for row in total(made, METRICS["time_to_first_build"]).rows] == [100]


def test_the_median_agrees_with_lifelines(book: Make) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import KaplanMeierFitter
    chance = random.Random(7)
    rows = [
        cohort(f"c{n}", age := chance.randint(20, 400), built_after=chance.choice([None, chance.randint(1, age)]))
        for n in range(60)
    ]
    days = [(row["first_build_on"] or LAST) - row["started_on"] for row in rows]
    fit = KaplanMeierFitter().fit([one.days for one in days], [row["first_build_on"] is not None for row in rows])
    (found,) = total(book(training=rows), METRICS["time_to_first_build"]).rows
    assert found.value == fit.median_survival_time_
