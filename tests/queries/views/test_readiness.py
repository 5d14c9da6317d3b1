"""Readiness, scope and the platform at the start against production by day 365; approvals after earlier stops."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import proportion_confint

from queries import METRICS, VIEWS, listing, total
from queries.benchmarks import BENCHMARKS, verdict

FIRST, SEEN, LAST = "2024-12-31", "2025-03-31", "2026-06-30"


def row(number: str, stage: str, on: str = LAST, unit: str = "Claims", **more: Any) -> dict[str, Any]:
    return {
        "reporting_on": on,
        "business_unit": unit,
        "initiative_id": number,
        "name": number,
        "stage": stage,
    } | more


def group(name: str, in_production: int, of: int, unit: str = "Claims", **flags: Any) -> list[dict[str, Any]]:
    """So many pilots that began alike; some of them in production on day 200."""
    rows = []
    for index in range(of):
        number, start = f"{name}{index}", "2025-01-15"
        done = index < in_production
        rows.append(row(number, "pilot", SEEN, unit, started_on=start, **flags))
        rows.append(
            row(
                number,
                "production" if done else "pilot",
                LAST,
                unit,
                started_on=start,
                production_on="2025-08-03" if done else None,
            )
        )
    return rows


@pytest.fixture
def view(book):
    """A view's frame over rows written in the test, watched from before they began."""

    def shown(name: str, *rows: dict[str, Any], **more: Any) -> pd.DataFrame:
        return listing(book(pilots=[row("first", "idea", FIRST), *rows], **more), VIEWS[name]).frame

    return shown


def test_with_the_flag_and_without_it_are_compared_and_the_unknown_counted_apart(view):
    rows = [*group("y", 4, 5, data_ready=True), *group("n", 1, 6, data_ready=False), *group("u", 1, 2)]
    frame = view("readiness_outcomes", *rows)
    found = frame[frame["flag"] == "data_ready"].set_index("is_ready")
    assert found.loc[True, ["cases", "in_production", "by_365", "unknown", "state"]].tolist() == [5, 4, 0.8, 2, "ok"]
    assert found.loc[False, "by_365"] == pytest.approx(1 / 6)
    assert set(frame["flag"]) == {"data_ready"}


def test_four_with_a_flag_are_too_few_to_judge(view):
    rows = [*group("y", 4, 4, audit_logged=True), *group("n", 1, 5, audit_logged=False)]
    assert view("readiness_outcomes", *rows)["state"].tolist() == ["few", "ok"]


def test_a_flag_that_was_set_later_is_unknown(view):
    late = [one | ({"data_ready": True} if one["reporting_on"] == LAST else {}) for one in group("y", 3, 5)]
    assert view("readiness_outcomes", *late).empty


@pytest.mark.parametrize(
    ("name", "column", "yes", "no"),
    [
        ("platform_effect", "platform_reused", True, False),
        ("narrow_effect", "scope_kind", "narrow_workflow", "generic_capability"),
    ],
)
def test_the_multiple_is_one_share_by_the_other_with_its_interval(view, name: str, column: str, yes: Any, no: Any):
    frame = view(name, *group("y", 6, 10, **{column: yes}), *group("n", 2, 10, **{column: no}))
    assert frame[column].tolist() == [yes, no]
    assert frame["by_365"].tolist() == pytest.approx([0.6, 0.2])
    # The log of a ratio of two shares: variance (1 - p) / (n p) each, as for a risk ratio.
    spread = 1.959963984540054 * np.sqrt(0.4 / 6 + 0.8 / 2)
    assert frame["multiple"].tolist() == pytest.approx([3, 3])
    assert frame["multiple_low"].iloc[0] == pytest.approx(3 * np.exp(-spread), abs=1e-9)
    assert frame["multiple_high"].iloc[0] == pytest.approx(3 * np.exp(spread), abs=1e-9)


def test_a_multiple_whose_interval_holds_the_quoted_one_cannot_be_told(view):
    frame = view(
        "narrow_effect",
        *group("y", 6, 10, scope_kind="narrow_workflow"),
        *group("n", 2, 10, scope_kind="generic_capability"),
    )
    low, high = frame.loc[0, ["multiple_low", "multiple_high"]]
    assert verdict(low, high, BENCHMARKS["narrow_multiple"]) == "cannot tell"


def test_random_initiatives_give_the_shares_of_statsmodels(view):
    random = np.random.default_rng(7)
    days, kinds = random.integers(1, 500, 40), random.integers(0, 3, 40)
    days[0], kinds[0] = 600, 0  # the last to be seen is still on the way
    start = pd.Timestamp("2025-01-15")
    rows = [row("first", "idea", "2026-12-31")]
    for index, (length, kind) in enumerate(zip(days, kinds, strict=True)):
        end = (start + pd.Timedelta(days=int(length))).date().isoformat()
        number, begun = str(index), {"started_on": "2025-01-15"}
        rows.append(row(number, "pilot", "2025-01-15", platform_reused=True, **begun))
        if kind == 0:
            rows.append(row(number, "pilot", end, **begun))
        else:
            name, day = (("production", "production_on"), ("stopped", "stopped_on"))[kind - 1]
            rows.append(row(number, name, "2026-12-31", **begun, **{day: end}))
    found = view("platform_effect", *rows).iloc[0]
    theirs = CumIncidenceRight(days, kinds)
    at = np.searchsorted(theirs.times, 365, side="right") - 1
    assert found["by_365"] == pytest.approx(theirs.cinc[0][at], abs=1e-9)
    assert found["stopped_by_365"] == pytest.approx(theirs.cinc[1][at], abs=1e-9)


def test_where_none_without_it_got_there_there_is_no_multiple(view):
    frame = view("platform_effect", *group("y", 3, 5, platform_reused=True), *group("n", 0, 5, platform_reused=False))
    assert frame["multiple"].isna().all()
    assert frame["high_365"].iloc[1] == pytest.approx(0.434482, abs=1e-6)


def one_after_the_other(name: str, days: list[int | None], **flags: Any) -> list[dict[str, Any]]:
    """Pilots that began on one day; in production after so many days, or on the way still."""
    rows = []
    for index, length in enumerate(days):
        number, start = f"{name}{index}", "2025-01-15"
        done = length and (pd.Timestamp(start) + pd.Timedelta(days=length)).date().isoformat()
        rows.append(row(number, "pilot", SEEN, started_on=start, **flags))
        stage = "production" if done else "pilot"
        rows.append(row(number, stage, LAST, started_on=start, production_on=done))
    return rows


@pytest.mark.parametrize(
    ("narrow", "generic", "low", "apart_from"),
    [
        ([60, 90, 120, 150, 200] * 4, [None] * 20, 0.8389, 0.7722),
        ([60, 90, 120, 150, 200], [300, None, None, None, None], 0.5655, 0.2215),
        ([60, 90, 120, 150, 200], [None, 60, 90, 120, 150], 0.5655, -0.2663),
    ],
)
def test_where_all_got_there_the_interval_is_that_of_all_of_them_and_not_of_an_earlier_day(
    view, narrow: list[int | None], generic: list[int | None], low: float, apart_from: float
):
    found = view(
        "narrow_effect",
        *one_after_the_other("y", narrow, scope_kind="narrow_workflow"),
        *one_after_the_other("n", generic, scope_kind="generic_capability"),
    )
    first, second = found.iloc[0], found.iloc[1]
    theirs = proportion_confint(len(narrow), len(narrow), method="wilson")
    assert (first["by_365"], first["high_365"]) == (pytest.approx(1), 1)
    assert first["low_365"] == pytest.approx(theirs[0], abs=1e-9) == pytest.approx(low, abs=1e-4)
    assert first["difference_low_365"] == pytest.approx(apart_from, abs=1e-4)
    if second["by_365"] == 0:
        theirs = proportion_confint(0, len(generic), method="wilson")
        assert second["high_365"] == pytest.approx(theirs[1], abs=1e-9)
        return
    # as far below as Wilson's end of the five, and as far above as the error of the others
    share, error = second["by_365"], np.sqrt(second["by_365"] * (1 - second["by_365"]) / len(generic))
    spread = np.hypot(np.log(1 / theirs[0]), 1.959963984540054 * error / share)
    assert first["multiple_low"] == pytest.approx(np.exp(-spread) / share, abs=1e-9)
    assert first["multiple_high"] == pytest.approx(np.exp(1.959963984540054 * error / share) / share, abs=1e-9)


def test_six_of_six_ready_and_two_of_six_not_are_apart(view):
    found = view("readiness_outcomes", *group("y", 6, 6, data_ready=True), *group("n", 2, 6, data_ready=False))
    assert found["by_365"].tolist() == pytest.approx([1, 1 / 3])
    assert found["low_365"].iloc[0] == pytest.approx(proportion_confint(6, 6, method="wilson")[0], abs=1e-9)
    assert found["difference_low"].iloc[0] == pytest.approx(0.1475, abs=1e-4)


def test_who_was_lost_sight_of_early_is_not_behind_a_share_of_all(view):
    """Two of two that were watched: of eight more it is not known."""
    unseen = [row(f"u{index}", "pilot", SEEN, unit="Gone", started_on="2025-01-15") for index in range(8)]
    rows = [row("first", "idea", FIRST, unit="Gone"), *unseen, *one_after_the_other("y", [200, 300])]
    found = view("time_to_production", *rows).iloc[0]
    assert (found["watched"], found["by_365"]) == (10, pytest.approx(1))
    assert found["low_365"] == pytest.approx(proportion_confint(2, 2, method="wilson")[0], abs=1e-9)


def test_where_all_were_stopped_none_got_there_of_all_of_them(view):
    rows = [
        entry
        if entry["stage"] == "pilot" and entry["reporting_on"] == SEEN
        else entry | {"stage": "stopped", "stopped_on": "2025-08-03"}
        for entry in group("s", 0, 6)
    ]
    found = view("time_to_production", *rows).iloc[0]
    assert (found["by_365"], found["low_365"]) == (0, 0)
    assert found["high_365"] == pytest.approx(proportion_confint(0, 6, method="wilson")[1], abs=1e-9)


def test_the_platform_multiple_needs_five_of_each(book):
    rows = [
        row("first", "idea", FIRST),
        *group("y", 4, 5, platform_reused=True),
        *group("n", 2, 5, platform_reused=False),
    ]
    assert total(book(pilots=rows), METRICS["platform_speed_multiple"]).last.value == pytest.approx(2)
    assert total(book(pilots=rows[:9] + rows[11:]), METRICS["platform_speed_multiple"]).last.value is None


def test_the_rows_show_what_each_had_at_the_start(view):
    rows = group("y", 1, 1, data_ready=True, scope_kind="narrow_workflow")
    found = view("readiness_rows", *rows).iloc[0]
    assert found[["name", "outcome", "days", "data_ready", "scope_kind", "sheet"]].tolist() == [
        "y0",
        "event",
        200,
        True,
        "narrow_workflow",
        "Pilots",
    ]


def test_approvals_are_counted_by_how_many_were_stopped_in_the_unit_before(view):
    begun = {"started_on": "2025-01-01"}
    frame = view(
        "approval_fatigue",
        row("a", "approved", approved_on="2025-02-01", **begun),
        row("s1", "stopped", stopped_on="2025-03-01", **begun),
        row("b", "approved", approved_on="2025-03-01", **begun),
        row("s2", "stopped", stopped_on="2025-04-01", **begun),
        row("s3", "stopped", stopped_on="2025-05-01", **begun),
        row("c", "production", production_on="2025-06-01", **begun),
        row("open", "pilot", **begun),
        row("another unit", "approved", unit="HR", approved_on="2025-07-01", **begun),
    )
    assert frame[["stops_before", "decided", "approved"]].to_numpy().tolist() == [
        ["0", 3, 2],
        ["1–2", 2, 0],
        ["3 or more", 1, 1],
    ]
    assert set(frame["state"]) == {"few"}


def test_an_idea_turned_down_is_no_stop_and_a_decision_before_the_first_list_does_not_count(view):
    frame = view(
        "approval_fatigue",
        row("idea", "stopped", idea_on="2025-01-01", stopped_on="2025-02-01"),
        row("before", "approved", started_on="2024-01-01", approved_on="2024-12-31"),
        row("after", "approved", started_on="2025-01-01", approved_on="2025-03-01"),
    )
    assert frame[["decided", "approved"]].to_numpy().tolist() == [[1, 1], [0, 0], [0, 0]]


def test_approved_and_stopped_afterwards_was_approved(view):
    frame = view(
        "approval_fatigue",
        row("a", "stopped", started_on="2025-01-01", approved_on="2025-03-01", stopped_on="2025-05-01"),
    )
    assert frame["approved"].tolist() == [1, 0, 0]


@pytest.mark.parametrize("name", ["readiness_outcomes", "platform_effect", "narrow_effect", "approval_fatigue"])
def test_another_units_initiatives_are_not_compared(view, name: str):
    flags = {"data_ready": True, "platform_reused": True, "scope_kind": "narrow_workflow"}
    alone = view(name, *group("y", 1, 2, **flags))
    theirs = [row("first", "idea", FIRST, "HR"), *group("h", 2, 5, "HR", **flags)]
    pd.testing.assert_frame_equal(view(name, *theirs, units=["Claims"]), alone)
