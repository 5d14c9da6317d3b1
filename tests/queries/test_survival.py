"""The survival table: small cases by hand, and random ones against lifelines and statsmodels."""

import duckdb
import lifelines
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from queries.catalogue import HERE
from tests.conftest import seeds

OUTCOMES = {"p": "event", "s": "competing", "o": "censored"}
K6 = "60p 90p 90s 120o 150p 200p 200s 240o 300p 365o"
K7_ENTRIES = (0, 0, 0, 0, 100, 0, 150, 0, 180, 200)
SCHEMA = pa.schema([("curve", "string"), ("entered_days", "int64"), ("days", "int64"), ("outcome", "string")])


def table(cases: str, entries: tuple[int | None, ...] | None = None) -> pd.DataFrame:
    """The survival table of `60p 90s 120o`: production, stop, still open, and their days."""
    written = [(int(case[:-1]), OUTCOMES[case[-1]]) for case in cases.split()]
    rows = [
        {"curve": "one", "entered_days": entry, "days": days, "outcome": outcome}
        for (days, outcome), entry in zip(written, entries or [None] * len(written), strict=True)
    ]
    return asked(rows)


def asked(rows: list[dict[str, object]]) -> pd.DataFrame:
    connection = duckdb.connect()
    for name in ("basics.sql", "survival.sql"):
        connection.execute((HERE / "macros" / name).read_text(encoding="utf-8"))
    connection.register("spells", pa.Table.from_pylist(rows, schema=SCHEMA))
    return connection.execute("from survival('spells') order by curve, day").df().set_index("day")


def wilson(part: int, whole: int) -> tuple[float, float]:
    low, high = proportion_confint(part, whole, method="wilson")
    return round(float(low), 6), round(float(high), 6)


def rounded(values: pd.Series) -> list[float]:
    return [round(float(value), 6) for value in values]


def test_survival_and_incidence_of_ten_cases():
    """K6."""
    found = table(K6)
    assert rounded(found.loc[[60, 90, 150, 200, 300], "survival"]) == [0.9, 0.8, 0.666667, 0.533333, 0.266667]
    assert rounded(found.loc[200, ["survival_low", "survival_high"]]) == [0.173052, 0.798306]
    assert rounded(found.loc[[60, 90, 150, 200, 300], "incidence"]) == [0.1, 0.2, 0.316667, 0.433333, 0.608333]
    assert round(found.loc[365, "competing_incidence"], 6) == 0.216667
    assert found.index[found["survival"] <= 0.5][0] == 300


def test_who_enters_late_is_not_at_risk_before():
    """K7: K6 with late entries."""
    found = table(K6, K7_ENTRIES)
    days = [60, 90, 150, 200, 300]
    assert list(found.loc[days, "at_risk"]) == [6, 5, 3, 4, 2]
    assert rounded(found.loc[days, "incidence"]) == [0.166667, 0.333333, 0.5, 0.583333, 0.666667]
    assert round(found.loc[365, "competing_incidence"], 6) == 0.25
    assert round(found.loc[300, "survival"], 6) == 0.166667


def test_ends_come_before_censorings_of_the_same_day():
    """K8: ties."""
    found = table("90p 90s 90o 120p 150s 200p")
    assert rounded(found.loc[[90, 120, 200], "incidence"]) == [0.166667, 0.388889, 0.611111]
    assert round(found.loc[200, "competing_incidence"], 6) == 0.388889


def test_who_enters_on_the_day_they_end_is_never_at_risk():
    assert table("60p 90p", (60, None)).index.tolist() == [90]
    assert table("60p 90p", (59, None)).loc[60, "at_risk"] == 2


def test_who_ends_on_the_first_day_was_at_risk_then():
    assert table("0p 10p").loc[0, ["at_risk", "incidence"]].tolist() == [2, 0.5]


def test_a_negative_number_of_days_is_left_out():
    assert table("-5p 10p").index.tolist() == [10]


def test_nobody_is_no_curve():
    assert asked([]).empty


def test_a_curve_that_reached_zero_stays_there_with_the_interval_of_those_watched():
    found = table("10p 20p 40p", (None, None, 30))
    assert found.loc[[20, 40], "survival"].tolist() == [0, 0]
    assert found.loc[[20, 40], "survival_low"].tolist() == [0, 0]
    assert rounded(found.loc[[20, 40], "survival_high"]) == [wilson(0, 2)[1], wilson(0, 3)[1]]
    assert round(found.loc[40, "incidence"], 12) == 1
    assert rounded(found.loc[40, ["incidence_low", "incidence_high"]]) == [wilson(3, 3)[0], 1]


def test_before_the_first_end_the_interval_is_that_of_nobody_among_those_watched():
    found = table("10o 20s 30p 40o")
    assert rounded(found.loc[10, ["incidence_low", "incidence_high"]]) == list(wilson(0, 4))
    assert rounded(found.loc[20, ["incidence_low", "incidence_high"]]) == list(wilson(0, 3))
    assert rounded(found.loc[10, ["survival_low", "survival_high"]]) == list(wilson(4, 4))


@pytest.mark.parametrize("seed", seeds(10, 100))
def test_every_interval_of_random_cases_contains_its_estimate(seed: int):
    random = np.random.default_rng(300 + seed)
    number = int(random.integers(1, 12))
    days, kinds = random.integers(1, 8, number), random.integers(0, 3, number)
    entries = np.minimum(random.integers(0, 5, number), days - 1)
    found = asked(_rows(days, kinds, [int(entry) or None for entry in entries]))
    for share, ends in (("survival",) * 2, ("incidence",) * 2, ("competing_incidence", "competing")):
        low, value, high = (found[column].to_numpy() for column in (f"{ends}_low", share, f"{ends}_high"))
        assert (low <= value + 1e-9).all()
        assert (value <= high + 1e-9).all()


def test_curves_do_not_mix():
    rows = [
        {"curve": curve, "entered_days": None, "days": days, "outcome": "event"}
        for curve, days in [("a", 10), ("a", 20), ("b", 10)]
    ]
    found = asked(rows).reset_index()
    assert found[["curve", "day", "survival"]].to_numpy().tolist() == [["a", 10, 0.5], ["a", 20, 0.0], ["b", 10, 0.0]]


@pytest.mark.parametrize("seed", seeds(10, 100))
def test_random_cases_agree_with_lifelines_and_statsmodels(seed: int):
    random = np.random.default_rng(seed)
    number = int(random.integers(8, 80))
    days, kinds = random.integers(1, 30, number), random.integers(0, 3, number)
    kinds[:2] = 1, 2
    found = asked(_rows(days, kinds, [None] * number))
    with np.errstate(divide="ignore", invalid="ignore"):  # the error of the last day, on which nobody is left
        incidence = CumIncidenceRight(days, kinds)
    assert found.index.tolist() == incidence.times.tolist()
    for kind, column, error in ((0, "incidence", "incidence_error"), (1, "competing_incidence", "competing_error")):
        assert found[column].to_numpy() == pytest.approx(incidence.cinc[kind], abs=1e-9)
        finite = np.isfinite(incidence.cinc_se[kind])
        assert found[error].to_numpy()[finite] == pytest.approx(incidence.cinc_se[kind][finite], abs=1e-9)
    kaplan_meier = lifelines.KaplanMeierFitter().fit(days, kinds == 1)
    assert found["survival"].to_numpy() == pytest.approx(
        kaplan_meier.survival_function_at_times(found.index).to_numpy(), abs=1e-9
    )
    inside = ((found["survival"] > 0) & (found["survival"] < 1)).to_numpy()
    band = kaplan_meier.confidence_interval_.loc[found.index].to_numpy()[inside]
    assert found[["survival_low", "survival_high"]].to_numpy()[inside] == pytest.approx(band, abs=1e-9)


@pytest.mark.parametrize("seed", seeds(10, 100))
def test_random_late_entries_agree_with_statsmodels_and_a_count_by_hand(seed: int):
    random = np.random.default_rng(100 + seed)
    number = int(random.integers(8, 60))
    days, kinds = random.integers(5, 40, number), random.integers(0, 3, number)
    entries = np.minimum(random.integers(0, 20, number), days - 1)
    found = asked(_rows(days, kinds, [int(entry) or None for entry in entries]))
    kaplan_meier = SurvfuncRight(days, (kinds == 1).astype(int), entry=np.where(entries == 0, -1, entries))
    ours = found.loc[kaplan_meier.surv_times, "survival"].to_numpy()
    assert ours == pytest.approx(kaplan_meier.surv_prob, abs=1e-9)
    assert found["incidence"].to_numpy() == pytest.approx(_by_hand(found.index, days, kinds, entries, 1), abs=1e-9)
    by_hand = _by_hand(found.index, days, kinds, entries, 2)
    assert found["competing_incidence"].to_numpy() == pytest.approx(by_hand, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_differences_and_ratios_of_two_shares_agree_with_statsmodels(seed: int):
    random = np.random.default_rng(200 + seed)
    whole = random.integers(5, 60, 2)
    part = random.integers(1, whole)
    share = part / whole
    error = np.sqrt(share * (1 - share) / whole)
    connection = duckdb.connect()
    for name in ("basics.sql", "survival.sql"):
        connection.execute((HERE / "macros" / name).read_text(encoding="utf-8"))
    (p, q), (s, t), (a, b), (m, n) = (tuple(map(float, pair)) for pair in (share, error, part, whole))
    row = connection.execute(
        f"""
        select
            difference_low({p}, wilson_low({a}, {m}), {q}, wilson_high({b}, {n})),
            difference_high({p}, wilson_high({a}, {m}), {q}, wilson_low({b}, {n})),
            ratio_low({p}, {s}, wilson_low({a}, {m}), {q}, {t}),
            ratio_high({p}, {s}, {q}, {t}, wilson_low({b}, {n})),
        """
    ).fetchone()
    counts = (part[0], whole[0], part[1], whole[1])
    theirs = (
        *confint_proportions_2indep(*counts, method="newcomb", compare="diff"),
        *confint_proportions_2indep(*counts, method="log", compare="ratio"),
    )
    assert row == pytest.approx(theirs, abs=1e-9)


def test_a_ratio_to_nothing_has_no_interval():
    connection = duckdb.connect()
    for name in ("basics.sql", "survival.sql"):
        connection.execute((HERE / "macros" / name).read_text(encoding="utf-8"))
    assert connection.execute("select ratio_low(0.5, 0.1, 0.2, 0, 0), ratio_high(0, 0, 0.5, 0.1, 0.2)").fetchone() == (
        None,
        None,
    )


def _rows(days: np.ndarray, kinds: np.ndarray, entries: list[int | None]) -> list[dict[str, object]]:
    names = ("censored", "event", "competing")
    return [
        {"curve": "one", "entered_days": entry, "days": int(day), "outcome": names[kind]}
        for day, kind, entry in zip(days, kinds, entries, strict=True)
    ]


def _by_hand(times: pd.Index, days: np.ndarray, kinds: np.ndarray, entries: np.ndarray, kind: int) -> list[float]:
    """Aalen-Johansen, step by step: the share still there, times the share of those at risk that end this way."""
    staying, reached, found = 1.0, 0.0, []
    for day in times:
        at_risk = ((entries < day) & (days >= day)).sum()
        reached += staying * ((days == day) & (kinds == kind)).sum() / at_risk
        staying *= 1 - ((days == day) & (kinds > 0)).sum() / at_risk
        found.append(reached)
    return found
