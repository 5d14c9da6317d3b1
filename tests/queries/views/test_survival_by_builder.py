"""Survival by builder is 1 less the incidence of loss, replaced tools competing; windows say what rows can."""

import datetime as dt
import random
import warnings
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from queries import METRICS, VIEWS, Book, listing, total
from tests.conftest import days

Make = Callable[..., Book]
MONTHS = [f"2025-{month:02}" for month in range(1, 13)]


def tool(name: str, period: str, users: int, **more: Any) -> dict[str, Any]:
    row = {"period": period, "business_unit": "Claims", "deployment_id": name, "name": name, "status": "live"}
    return row | {"active_users": users, "built_by": "vendor"} | more


def view(name: str, made: Book) -> pd.DataFrame:
    return listing(made, VIEWS[name]).frame


@pytest.mark.parametrize("seed", [1, 2])
def test_each_builders_curve_agrees_with_lifelines(book: Make, seed: int) -> None:
    """Random tools, a third replaced by a later one of their initiative: Aalen-Johansen by builder to 1e-9."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import AalenJohansenFitter
    chance = random.Random(seed)
    tools: list[dict[str, Any]] = []
    pilots, ends = [], []
    for number in range(60):
        built_by = chance.choice(["internal", "vendor"])
        live_on = dt.date(2025, 1, 2) + dt.timedelta(days=number)
        lost = chance.choice([None, *range(4, 12)])
        is_replaced = lost is not None and chance.random() < 0.3
        end = days(MONTHS[lost - 1])[0] if lost is not None else dt.date(2025, 12, 31)
        if (built_by, (end - live_on).days) in {(maker, length) for maker, length, _ in ends}:
            continue  # lifelines moves ties apart
        named = {"business_unit": "Claims", "name": "x", "initiative_id": f"i{number}"}
        pilots.append(named | {"reporting_on": "2025-12-31", "stage": "production"})
        for at, month in enumerate(MONTHS):
            if days(month)[1] < live_on:
                continue
            gone = lost is not None and at >= lost
            tools.append(
                named
                | {
                    "period": month,
                    "deployment_id": f"d{number}",
                    "active_users": 0 if gone else 50,
                    "status": "retired" if gone else "live",
                    "built_by": built_by,
                    "went_live_on": live_on,
                }
            )
            if is_replaced and at >= lost:
                tools.append(
                    named
                    | {
                        "period": month,
                        "deployment_id": f"r{number}",
                        "active_users": 50,
                        "status": "live",
                        "built_by": "hybrid",
                        "went_live_on": days(MONTHS[lost])[0],
                    }
                )
        ends.append((built_by, (end - live_on).days, 0 if lost is None else 2 if is_replaced else 1))
    frame = view("survival_by_builder", book(deployments=tools, pilots=pilots))
    for built_by in ("internal", "vendor"):
        durations, events = zip(*[(end, kind) for maker, end, kind in ends if maker == built_by], strict=True)
        found = frame[(frame["built_by"] == built_by) & (frame["dated_to"] == "first")]
        lost, replaced = found[found["events"] > 0], found[found["competing"] > 0]
        assert len(lost) > 3
        assert len(replaced) > 1
        for kind, rows, column in ((1, lost, "survival"), (2, replaced, "replaced")):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                fit = AalenJohansenFitter(calculate_variance=False)
                fit.fit(durations, events, event_of_interest=kind)
            for row in rows.itertuples():
                incidence = float(fit.cumulative_density_.loc[: row.days].iloc[-1, 0])
                told = getattr(row, column)
                assert (1 - told if kind == 1 else told) == pytest.approx(incidence, abs=1e-9)


def test_a_builder_is_the_one_first_listed(book: Make) -> None:
    rows = [
        tool("a", "2025-Q1", 50, went_live_on="2025-01-01"),
        tool("a", "2025-Q2", 50, went_live_on="2025-01-01", built_by="internal"),
    ]
    assert set(view("survival_by_builder", book(deployments=rows))["built_by"]) == {"vendor"}


def test_with_each_curve_stand_its_tools_its_losses_and_what_nobody_maintains(book: Make) -> None:
    rows = [
        tool("a", "2025-Q1", 50, went_live_on="2025-01-01", maintained_by="nobody"),
        tool("a", "2025-Q2", 50, maintained_by="nobody"),
        tool("b", "2025-Q1", 50, went_live_on="2025-01-01"),
        tool("b", "2025-Q2", 1),
    ]
    row = view("survival_by_builder", book(deployments=rows)).iloc[0]
    assert (row["tools"], row["lost"], row["were_replaced"], row["unmaintained"]) == (2, 1, 0, 1)
    assert (round(row["lost_low"], 6), round(row["lost_high"], 6)) == (0.094531, 0.905469)  # Wilson, 1 of 2


def windows(made: Book) -> dict[tuple[str, int], tuple[int, int, int]]:
    frame = view("loss_windows", made)
    return {(row.origin, row.within_days): (row.lost_surely, row.lost_at_most, row.tools) for row in frame.itertuples()}


def test_a_quarters_row_gives_a_band_and_no_thirty_days(book: Make) -> None:
    rows = [tool("a", "2025-Q1", 50, went_live_on="2025-01-01"), tool("a", "2025-Q2", 0, status="idle")]
    rows += [tool("a", "2025-Q3", 0, status="idle"), tool("a", "2025-Q4", 0, status="idle")]
    assert windows(book(deployments=rows)) == {("go_live", 90): (0, 1, 1), ("go_live", 180): (1, 1, 1)}


def test_monthly_rows_say_what_was_lost_within_thirty_days(book: Make) -> None:
    rows = [tool("a", "2025-01", 50, went_live_on="2025-01-20"), tool("a", "2025-02", 0, status="idle")]
    rows += [tool("a", month, 0, status="idle") for month in ("2025-03", "2025-04")]
    found = windows(book(deployments=rows))
    assert found["go_live", 30] == (0, 1, 1)  # day 12 to day 39
    assert found["go_live", 90] == (1, 1, 1)


@pytest.mark.parametrize(("live_on", "is_followed"), [("2025-01-01", False), ("2024-12-31", True)])
def test_a_window_counts_only_tools_followed_to_its_last_day(book: Make, live_on: str, is_followed: bool) -> None:
    rows = [tool("a", period, 50, went_live_on=live_on) for period in ("2024-Q4", "2025-Q1")]
    assert (("go_live", 90) in windows(book(deployments=rows))) is is_followed  # 31 March is day 89, or 90


def test_a_tool_replaced_within_the_window_is_not_counted_in_it(book: Make) -> None:
    rows = [
        tool("a", "2025-Q1", 50, went_live_on="2025-01-01", initiative_id="x"),
        tool("a", "2025-Q2", 0, status="retired", initiative_id="x"),
        tool("b", "2025-Q2", 60, initiative_id="x", went_live_on="2025-04-02"),
        tool("b", "2025-Q3", 60, initiative_id="x"),
        tool("b", "2025-Q4", 60, initiative_id="x"),
    ]
    pilot = {
        "reporting_on": "2025-12-31",
        "business_unit": "Claims",
        "initiative_id": "x",
        "name": "x",
        "stage": "production",
    }
    found = windows(book(deployments=rows, pilots=[pilot]))
    assert found["go_live", 90] == (0, 0, 1)  # b alone


def test_the_ninety_days_agree_with_the_figure(sample_book: Book) -> None:
    found = windows(sample_book)
    for origin, metric in (("handoff", "handoff_survival_90d"), ("go_live", "survival_90d")):
        row = total(sample_book, METRICS[metric]).last
        _, at_most, tools = found[origin, 90]
        assert (row.denominator - row.numerator, row.denominator) == (at_most, tools)
