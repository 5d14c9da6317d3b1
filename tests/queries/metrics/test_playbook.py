"""The disciplines of the playbook as figures: reviews, early stops, the platform, the registry."""

from typing import Any

import pytest

from queries import METRICS, by_unit, total

LAST = "2026-03-31"


def pilot(number: str, stage: str = "pilot", unit: str = "Claims", **more: Any) -> dict[str, Any]:
    return {
        "reporting_on": LAST,
        "business_unit": unit,
        "initiative_id": number,
        "name": number,
        "stage": stage,
        "started_on": "2025-03-31",
    } | more


def row(book, metric: str, *pilots: dict[str, Any], **more: Any):
    return total(book(pilots=list(pilots), **more), METRICS[metric]).last


def counts(book, metric: str, *pilots: dict[str, Any], **more: Any):
    found = row(book, metric, *pilots, **more)
    return found and (found.numerator, found.denominator)


@pytest.mark.parametrize(("reviewed", "counted"), [("2026-02-28", 1), ("2026-02-27", 0), (None, 0)])
def test_a_review_31_days_before_the_list_is_within_a_month_and_one_32_days_before_is_not(book, reviewed, counted):
    other = pilot("z", "stopped", last_reviewed_on="2026-01-01", stopped_on="2026-02-01")
    assert counts(book, "reviewed_lately", pilot("a", last_reviewed_on=reviewed), other) == (counted, 1)


def test_where_no_list_has_the_column_it_is_not_known_rather_than_zero(book):
    answer = total(book(pilots=[pilot("a")]), METRICS["reviewed_lately"])
    assert (answer.rows, answer.missing) == ((), ("pilots.last_reviewed_on",))


def test_half_of_them_were_reviewed_within_the_months_told_and_what_never_was_counts_from_its_start(book):
    rows = [
        pilot("a", last_reviewed_on="2026-03-01"),
        pilot("b", "production", last_reviewed_on="2026-01-29"),
        pilot("c"),
    ]
    assert row(book, "review_cadence_months", *rows).value == pytest.approx(61 / 30.4375)


def test_the_median_of_the_units_shown_is_not_the_mean_of_their_medians(book):
    rows = [
        *[pilot(f"a{number}", last_reviewed_on="2026-03-31") for number in range(3)],
        pilot("b", unit="HR", last_reviewed_on="2025-03-31"),
    ]
    both = book(pilots=rows)
    assert total(both, METRICS["review_cadence_months"]).last.value == 0
    assert {one.business_unit: round(one.value) for one in by_unit(both, METRICS["review_cadence_months"]).rows} == {
        "Claims": 0,
        "HR": 12,
    }
    only = book(units=["HR"])
    assert round(total(only, METRICS["review_cadence_months"]).last.value) == 12


@pytest.mark.parametrize(("stopped", "early"), [("2025-09-27", 1), ("2025-09-28", 0)])
def test_day_180_is_an_early_stop_and_day_181_is_not(book, stopped, early):
    rows = [pilot("a", "stopped", stopped_on=stopped), pilot("b", "stopped", started_on=None, stopped_on=stopped)]
    assert counts(book, "cheap_stop_share", *rows) == (early, 1)


def test_what_was_in_production_is_no_early_stop(book):
    one = pilot("a", "stopped", production_on="2025-05-01", stopped_on="2025-06-01")
    assert counts(book, "cheap_stop_share", one, pilot("b")) is None


def test_days_until_a_stop_are_all_days_over_all_stops(book):
    rows = [
        pilot("a", "stopped", stopped_on="2025-04-10"),
        pilot("b", "stopped", unit="HR", stopped_on="2025-04-30"),
        pilot("c", "stopped", unit="HR", stopped_on="2025-05-20"),
    ]
    assert counts(book, "days_to_stop", *rows) == (10 + 30 + 50, 3)


def test_reuse_of_the_platform_counts_only_where_it_is_known(book):
    rows = [
        pilot("a", platform_reused=True),
        pilot("b", platform_reused=False),
        pilot("c"),
        pilot("d", "stopped", platform_reused=False),
    ]
    assert counts(book, "platform_reuse_share", *rows) == (1, 2)


def test_a_live_initiative_is_registered_where_its_users_are_counted_in_the_last_period(book):
    rows = [pilot(name, "production", production_on="2025-06-01") for name in "abcd"]
    tool = {"business_unit": "Claims", "name": "t", "status": "live"}
    tools = [
        tool | {"period": "2026-Q1", "initiative_id": "a", "deployment_id": "1", "active_users": 0},
        tool | {"period": "2026-Q1", "initiative_id": "b", "deployment_id": "2"},
        tool | {"period": "2025-Q4", "initiative_id": "c", "deployment_id": "3", "active_users": 9},
    ]
    assert counts(book, "registered_share", *rows, deployments=tools) == (1, 4)
