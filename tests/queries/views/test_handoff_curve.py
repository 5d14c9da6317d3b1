"""Survival after handoff is the Kaplan-Meier curve of tools watched from their handoff or from their first rows."""

import datetime as dt
import random
import warnings
from collections.abc import Callable

import pytest

from queries import VIEWS, Book, listing
from tests.conftest import days

MONTHS = [f"2025-{month:02}" for month in range(1, 13)]


def test_the_curve_agrees_with_lifelines(book: Callable[..., Book]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines import KaplanMeierFitter
    chance = random.Random(3)
    tools, pilots, ends = [], [], []
    for number in range(40):
        handoff = dt.date(2024, 11, 1) + dt.timedelta(days=chance.randint(0, 300))
        lost = chance.choice([None, *range(2, 12)])
        named = {"business_unit": "Claims", "name": "x", "initiative_id": f"i{number}"}
        pilots.append(named | {"reporting_on": "2025-12-31", "stage": "production", "handoff_on": handoff})
        tools += [
            named
            | {
                "period": month,
                "deployment_id": f"d{number}",
                "status": "live",
                "built_by": "vendor",
                "active_users": 50 if lost is None or at < lost else 1,
            }
            for at, month in enumerate(MONTHS)
        ]
        entered = max(handoff, dt.date(2025, 1, 1))
        shown = [] if lost is None else [days(month) for month in MONTHS[lost:] if days(month)[1] > handoff]
        # at worst its users left in the last month that shows them
        first = max(days(MONTHS[(lost or 1) - 1])[0], entered + dt.timedelta(days=1))
        end = first if shown else dt.date(2025, 12, 31)
        ends.append(((end - handoff).days, bool(shown), (entered - handoff).days))
    durations, events, entries = zip(*[end for end in ends if end[0] > end[2]], strict=True)
    fit = KaplanMeierFitter().fit(durations, events, entry=entries)
    frame = listing(book(deployments=tools, pilots=pilots), VIEWS["handoff_curve"]).frame
    first = frame[(frame["dated_to"] == "first") & (frame["events"] > 0)]
    assert len(first) > 5
    for row in first.itertuples():
        assert row.survival == pytest.approx(float(fit.predict(row.days)), abs=1e-9)
