"""The learning curve: speed from one build to the next, with open builds, against an independent Poisson regression."""

import numpy as np
import pytest
import statsmodels.api as sm

COLUMNS = "curve varchar, team varchar, number bigint, days bigint, is_finished boolean"


@pytest.fixture
def learned(store):
    """What `learning` makes of builds written in the test: (curve, team, number, days, is_finished)."""
    one = store.connection.cursor()

    def ask(rows: list[tuple]) -> dict[str, dict]:
        one.execute(f"create or replace temp table written ({COLUMNS})")
        one.executemany("insert into written values (?, ?, ?, ?, ?)", rows)
        frame = one.execute("select * from learning('written')").df()
        return {row["curve"]: row for row in frame.to_dict("records")}

    return ask


def random_builds(seed: int) -> list[tuple]:
    chance = np.random.default_rng(seed)
    return [
        (curve, f"team {team}", number, int(chance.integers(5, 400)), bool(chance.random() < 0.7))
        for curve in ("A", "B")
        for team in range(int(chance.integers(1, 5)))
        for number in range(1, int(chance.integers(3, 6)))
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_slope_and_its_error_agree_with_statsmodels(learned, seed):
    rows = random_builds(seed)
    for curve, found in learned(rows).items():
        if np.isnan(found["slope"]):
            continue
        mine = [row for row in rows if row[0] == curve]
        finishing = sorted({row[1] for row in mine if row[4]})
        used = [row for row in mine if row[1] in finishing]
        if len(used) == len(finishing) + 1:  # nothing is left over for statsmodels' own scale
            continue
        given = np.array([[row[1] == team for team in finishing] + [row[2]] for row in used], dtype=float)
        fit = sm.GLM(
            np.array([float(row[4]) for row in used]),
            given,
            family=sm.families.Poisson(),
            offset=np.log([row[3] for row in used]),
        ).fit(tol=1e-14, maxiter=300)
        assert found["slope"] == pytest.approx(fit.params[-1], abs=1e-9)
        assert found["slope_error"] == pytest.approx(fit.bse[-1], abs=1e-9)


def test_two_builds_of_one_team_are_their_own_ratio(learned):
    found = learned([("A", "T", 1, 100, True), ("A", "T", 2, 50, True)])["A"]
    assert np.exp(found["slope"]) == pytest.approx(2)
    assert (found["teams"], found["builds"], found["finished"], found["reach"]) == (1, 2, 2, 2)
    assert found["first_days"] == pytest.approx(100)


def test_an_open_build_that_takes_long_slows_the_pace(learned):
    done = [("A", "T", 1, 100, True), ("A", "T", 2, 50, True)]
    assert learned([*done, ("A", "T", 3, 400, False)])["A"]["slope"] < learned(done)["A"]["slope"]


@pytest.mark.parametrize(
    "rows",
    [
        [("A", "T", 1, 100, True)],
        [("A", "T", 1, 100, True), ("A", "U", 1, 50, True)],
        [("A", "T", 1, 100, True), ("A", "T", 2, 300, False)],
        [("A", "T", 1, 300, False), ("A", "T", 2, 100, True)],
    ],
)
def test_no_slope_where_the_finished_builds_are_all_first_or_all_last(learned, rows):
    assert np.isnan(learned(rows)["A"]["slope"])


def test_nothing_finished_is_no_curve(learned):
    assert learned([("A", "T", 1, 100, False), ("A", "T", 2, 30, False)]) == {}
