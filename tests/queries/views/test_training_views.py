"""Training on the Builders page: the curve of first builds, transfer by cohort, what went with it, the gaps."""

import datetime as dt
import random
import warnings
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from queries import METRICS, VIEWS, Book, by_unit, listing, total
from tests.conftest import seeds

Make = Callable[..., Book]
LAST = dt.date(2026, 3, 31)


def cohort(
    name: str, age: int, trained: int = 20, *, unit: str = "Claims", built_after: int | None = None, **more: Any
) -> dict[str, Any]:
    started = LAST - dt.timedelta(days=age)
    built = None if built_after is None else started + dt.timedelta(days=built_after)
    row = {"reporting_on": LAST, "cohort_id": name, "business_unit": unit, "started_on": started, "trained": trained}
    return row | {"first_build_on": built} | more


def rows(made: Book, view: str) -> pd.DataFrame:
    return listing(made, VIEWS[view]).frame


def test_the_curve_of_first_builds_and_its_band_agree_with_lifelines(book: Make) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import KaplanMeierFitter
    chance = random.Random(11)
    given = [
        cohort(f"c{n}", age := chance.randint(20, 400), built_after=chance.choice([None, chance.randint(1, age)]))
        for n in range(40)
    ]
    days = [((row["first_build_on"] or LAST) - row["started_on"]).days for row in given]
    fit = KaplanMeierFitter().fit(days, [row["first_build_on"] is not None for row in given])
    found = rows(book(training=given), "first_build_curve").set_index("days")
    ours = found[found["events"] > 0]
    theirs = 1 - fit.survival_function_["KM_estimate"]
    band = 1 - fit.confidence_interval_
    assert ours["built"].to_list() == pytest.approx(theirs.loc[ours.index].to_list(), abs=1e-9)
    inner = ours[ours["built"] < 1]
    assert inner["built_low"].to_list() == pytest.approx(band.iloc[:, 1].loc[inner.index].to_list(), abs=1e-9)
    assert inner["built_high"].to_list() == pytest.approx(band.iloc[:, 0].loc[inner.index].to_list(), abs=1e-9)


def test_a_cohort_of_four_neither_shows_its_first_build_nor_moves_the_median(book: Make) -> None:
    given = [cohort("small", 300, 4, built_after=10), cohort("a", 300, 5, built_after=200)]
    made = book(training=given)
    frame = rows(made, "first_build_cohorts").set_index("cohort_id")
    assert frame.loc["small", ["days", "is_built"]].isna().all()
    assert frame.loc["a", "days"] == 200
    assert total(made, METRICS["time_to_first_build"]).rows[0].value == 200


def test_the_rows_behind_hide_what_the_total_by_unit_hides(book: Make) -> None:
    given = [
        cohort("a", 200, 4, unit="A", builders=1),
        cohort("b", 200, 9, unit="B", builders=1),
        cohort("c", 200, 30, unit="C", builders=1),
    ]
    made = book(training=given)
    units = {
        row.business_unit for row in by_unit(made, METRICS["training_transfer_rate"]).rows if row.state == "suppressed"
    }
    frame = rows(made, "training_rows")
    assert set(frame.loc[frame["is_hidden"], "business_unit"]) == units == {"A", "B"}
    assert frame.loc[frame["is_hidden"], ["trained", "completed", "builders", "coached"]].isna().all().all()


def test_within_a_unit_a_small_cohort_takes_another_along(book: Make) -> None:
    given = [
        cohort("a", 200, 3, builders=1),
        cohort("b", 200, 9, builders=1),
        cohort("c", 200, 30, builders=1),
        cohort("young", 30, 6, builders=0),
    ]
    frame = rows(book(training=given), "training_rows").set_index("cohort_id")
    assert list(frame.index[frame["is_hidden"]]) == ["a", "b"] or set(frame.index[frame["is_hidden"]]) == {"a", "b"}


def test_a_cohort_is_young_at_89_days_and_judged_at_90_with_its_wilson_interval(book: Make) -> None:
    made = book(
        training=[cohort("old", 90, 20, builders=0), cohort("young", 89, 20, builders=5), cohort("silent", 200, 20)]
    )
    frame = rows(made, "transfer_by_cohort").set_index("cohort_id")
    assert frame["state"].to_dict() == {"old": "ok", "young": "young", "silent": "unknown"}
    low, high = proportion_confint(0, 20, method="wilson")
    assert (frame.loc["old", "low"], frame.loc["old", "high"]) == (
        pytest.approx(low, abs=1e-9),
        pytest.approx(high, abs=1e-9),
    )
    assert round(100 * high, 3) == 16.113


def test_cohorts_with_and_without_hours_are_apart_only_where_their_intervals_are(book: Make) -> None:
    def compared(builders: int) -> pd.DataFrame:
        given = [
            cohort("with", 200, 50, builders=builders, protected_hours_per_week=4.0),
            cohort("without", 200, 50, builders=2, protected_hours_per_week=0.0),
            cohort("not said", 200, 50, builders=50),
        ]
        return rows(book(training=given), "transfer_compared")

    frame = compared(20)
    assert frame[["condition", "had", "builders", "trained", "is_apart"]].to_numpy().tolist() == [
        ["protected_hours", True, 20, 50, True],
        ["protected_hours", False, 2, 50, True],
    ]
    assert not compared(6)["is_apart"].any()


def test_hours_and_coaching_of_the_same_cohorts_cannot_be_told_apart(book: Make) -> None:
    both = cohort("both", 200, 30, builders=9, protected_hours_per_week=4.0, coached=10)
    none = cohort("none", 200, 30, builders=1, protected_hours_per_week=0.0, coached=0)
    one = cohort("one", 200, 30, builders=1, protected_hours_per_week=0.0, coached=5)
    assert rows(book(training=[both, none]), "transfer_compared")["is_one_split"].all()
    assert not rows(book(training=[one]), "transfer_compared")["is_one_split"].all()


def test_one_side_alone_is_not_apart_from_anything(book: Make) -> None:
    frame = rows(book(training=[cohort("a", 200, 50, builders=5, coached=3)]), "transfer_compared")
    assert frame["is_apart"].tolist() == [False]


def survey(unit: str, period: str, agreeing: int, answers: int = 40) -> dict[str, Any]:
    return {"period": period, "business_unit": unit, "responses": answers, "skill": 3.0, "skill_4_5": agreeing}


def test_gaps_are_read_before_the_quarter_of_the_first_coached_cohort_and_after_it(book: Make) -> None:
    coached = cohort("a", 0, unit="A", coached=5) | {"started_on": dt.date(2025, 5, 10)}
    plain = cohort("b", 0, unit="B", coached=0) | {"started_on": dt.date(2025, 5, 10)}
    answers = [
        survey("A", "2024-Q4", 1),
        survey("A", "2025-Q1", 10),
        survey("A", "2025-Q2", 39),
        survey("A", "2025-Q4", 30),
        survey("B", "2025-Q1", 12),
        survey("B", "2025-Q4", 14),
        survey("C", "2025-Q1", 8),
        survey("C", "2025-Q4", 8),
    ]
    frame = rows(book(training=[coached, plain], survey=answers), "coached_gaps")
    with_coaching, without = frame[frame["is_coached"]].iloc[0], frame[~frame["is_coached"]].iloc[0]
    assert (with_coaching["agreeing_before"], with_coaching["agreeing_after"], with_coaching["is_apart"]) == (
        10,
        30,
        True,
    )
    assert (without["units"], without["agreeing_before"], without["agreeing_after"], without["judged_after"]) == (
        2,
        20,
        22,
        80,
    )


def test_a_unit_without_a_survey_before_its_coaching_says_nothing(book: Make) -> None:
    coached = cohort("a", 0, unit="A", coached=5) | {"started_on": dt.date(2025, 5, 10)}
    frame = rows(
        book(training=[coached], survey=[survey("A", "2025-Q2", 9), survey("A", "2025-Q4", 9)]), "coached_gaps"
    )
    assert frame.empty


@pytest.mark.parametrize("table", seeds(8, 100))
def test_no_small_cohort_follows_from_cohorts_units_and_totals_together(book: Make, table: int) -> None:
    """For random tables and every filter of units: no cohort under five lies in the span of all that is shown."""
    chance = np.random.default_rng(table)
    given = [
        cohort(f"{unit}{n}", 200, int(chance.choice([1, 2, 3, 4, 5, 8, 13, 30])), unit=unit, builders=1)
        for unit in "ABCD"[: int(chance.integers(2, 5))]
        for n in range(int(chance.integers(1, 4)))
    ]
    made, metric = book(training=given), METRICS["training_transfer_rate"]
    names = [(row["business_unit"], row["cohort_id"]) for row in given]
    units = sorted({unit for unit, _ in names})
    frame = rows(made, "transfer_by_cohort")
    shown = set(frame.loc[frame["state"] == "ok", ["business_unit", "cohort_id"]].itertuples(index=False, name=None))
    known = [[name == one for name in names] for one in shown]
    known += [
        [name[0] == row.business_unit for name in names]
        for row in by_unit(made, metric).rows
        if row.state != "suppressed"
    ]
    for some in chain.from_iterable(combinations(units, size) for size in range(1, len(units) + 1)):
        if total(made.at(replace(made.scope, units=some)), metric).rows[0].state != "suppressed":
            known.append([name[0] in some for name in names])
    told = np.array(known, dtype=float).reshape(-1, len(names))
    for row in given:
        if row["trained"] < 5:
            wanted = np.array([[name == (row["business_unit"], row["cohort_id"]) for name in names]], dtype=float)
            assert np.linalg.matrix_rank(np.vstack([told, wanted])) > np.linalg.matrix_rank(told), given
