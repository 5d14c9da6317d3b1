"""The funnel's listings: stages reached, stocks, cohorts, curves, what is stalled, what stops it."""

from typing import Any

import pandas as pd
import pytest

from queries import VIEWS, listing

FIRST, LAST = "2024-12-31", "2026-03-31"


def row(number: str, stage: str, on: str = LAST, unit: str = "Claims", **more: Any) -> dict[str, Any]:
    return {
        "reporting_on": on,
        "business_unit": unit,
        "initiative_id": number,
        "name": number,
        "stage": stage,
    } | more


@pytest.fixture
def view(book):
    """A view's frame over rows written in the test."""

    def shown(name: str, *rows: dict[str, Any], **more: Any) -> pd.DataFrame:
        return listing(book(pilots=rows, **more), VIEWS[name]).frame

    return shown


def test_a_later_stage_reaches_every_stage_before_it(view):
    frame = view("funnel_stages", row("a", "production"), row("b", "pilot"), row("c", "idea"), row("d", "unknown"))
    assert frame["reached"].tolist() == [3, 2, 1, 1, 1, 0]
    assert set(frame["unknown"]) == {1}


def test_who_left_is_counted_where_they_came_to(view):
    frame = view(
        "funnel_stages",
        row("a", "stopped", proven_on="2025-05-01", stopped_on="2025-06-01"),
        row("b", "retired", production_on="2025-05-01", retired_on="2025-06-01"),
        row("c", "stopped"),
        row("d", "approved", on=FIRST),
    ).set_index("stage")
    assert frame.loc["proven", "stopped"] == 1
    assert frame.loc["production", "retired"] == 1
    assert frame.loc["approved", "vanished"] == 1
    assert frame["stopped"].sum() == 1


def test_one_list_without_start_dates_is_a_stock(view):
    frame = view("funnel_stages", row("a", "production", production_on="2025-05-01"), row("b", "pilot"))
    assert frame["is_stock"].all()


def test_a_second_list_makes_it_more_than_a_stock(view):
    frame = view("funnel_stages", row("a", "production", on=FIRST), row("a", "production"))
    assert not frame["is_stock"].any()


def test_the_stock_counts_each_initiative_once_and_the_vanished_apart(view):
    frame = view("stage_stock", row("a", "pilot", on=FIRST), row("a", "production"), row("b", "pilot", on=FIRST))
    assert frame[["stage", "initiatives"]].to_numpy().tolist() == [["gone", 1], ["production", 1]]


def test_a_cohort_says_whether_it_can_be_judged(view):
    frame = view(
        "conversion_cohorts",
        row("first", "idea", on=FIRST),
        row("early", "pilot", started_on="2024-12-01"),
        row("a", "production", started_on="2025-01-15", production_on="2025-05-01"),
        row("b", "pilot", started_on="2025-04-01"),
    )
    assert frame[["period", "state"]].to_numpy().tolist() == [
        ["2024-Q4", "survivors"],
        ["2025-Q1", "few"],
        ["2025-Q2", "too_young"],
    ]
    assert frame["reached_180"].tolist() == [0, 1, 0]


def test_incidence_counts_a_stop_as_a_stop_and_kaplan_meier_sets_it_aside(view):
    rows = [
        row("first", "idea", on=FIRST),
        row("a", "stopped", started_on="2025-01-01", stopped_on="2025-02-20"),
        row("b", "production", started_on="2025-01-01", production_on="2025-04-11"),
    ]
    frame = view("incidence", *rows)
    assert frame[["day", "incidence", "competing_incidence"]].to_numpy().tolist() == [[50, 0, 0.5], [100, 0.5, 0.5]]
    assert view("survival_curve")["survival"].tolist() == [1, 0]


def test_nobody_reaching_production_has_an_upper_bound(view):
    rows = [row("first", "idea", on=FIRST)] + [row(str(at), "pilot", started_on="2025-01-01") for at in range(5)]
    found = view("time_to_production", *rows).iloc[0]
    assert (found["by_365"], found["low_365"], found["state"]) == (0, 0, "ok")
    assert found["high_365"] == pytest.approx(0.434482, abs=1e-6)
    assert pd.isna(found["median_days"])


def test_a_share_is_known_at_a_day_only_if_somebody_was_watched_that_long(view):
    rows = [row("first", "idea", on=FIRST), row("a", "pilot", started_on="2025-04-01")]
    found = view("time_to_production", *rows).iloc[0]
    assert found["by_180"] == 0
    assert pd.isna(found["by_365"])


def test_a_stalled_one_is_listed_with_the_money_it_holds_up(view):
    frame = view(
        "stalled",
        row("first", "idea", on=FIRST),
        row("stuck", "pilot", started_on="2025-01-01", barrier=["cost", "data_quality"], owner="Head of Claims"),
        row("new", "pilot", started_on="2026-03-01"),
        spend=[
            {
                "period": "2025-Q2",
                "business_unit": "Claims",
                "category": "data",
                "amount": 70.0,
                "initiative_id": "stuck",
            },
            {"period": "2025-Q2", "business_unit": "Claims", "category": "data", "amount": 9.0, "initiative_id": "new"},
        ],
    )
    assert frame[["name", "barriers", "money_held_up"]].to_numpy().tolist() == [["stuck", "cost, data quality", 70]]


def test_each_barrier_of_the_stalled_and_the_stopped_is_counted(view):
    frame = view(
        "barriers",
        row("first", "idea", on=FIRST),
        row("stuck", "pilot", started_on="2025-01-01", barrier=["cost", "mlops"]),
        row("over", "stopped", started_on="2025-01-01", stopped_on="2025-03-01", barrier=["cost"]),
        row("silent", "stopped", started_on="2025-01-01", stopped_on="2025-03-01"),
        row("fine", "pilot", started_on="2026-03-01", barrier=["cost"]),
    )
    assert frame[["barrier", "stalled", "stopped", "of_named", "of_all"]].to_numpy().tolist() == [
        ["cost", 1, 1, 2, 3],
        ["mlops", 1, 0, 2, 3],
    ]


def test_money_under_two_barriers_is_in_the_total_once(view):
    frame = view(
        "barriers",
        row("first", "idea", on=FIRST),
        row("both", "pilot", started_on="2025-01-01", barrier=["cost", "mlops", "cost"]),
        row("one", "stopped", started_on="2025-01-01", stopped_on="2025-03-01", barrier=["cost"]),
        row("silent", "stopped", started_on="2025-01-01", stopped_on="2025-03-01"),
        spend=[
            {
                "period": "2025-Q2",
                "business_unit": "Claims",
                "category": "data",
                "amount": amount,
                "initiative_id": number,
            }
            for number, amount in (("both", 70.0), ("one", 10.0), ("silent", 500.0))
        ],
    )
    assert frame[["barrier", "initiatives", "money_held_up"]].to_numpy().tolist() == [["cost", 2, 80], ["mlops", 1, 70]]
    assert set(frame["money_of_named"]) == {80}
    rows = view("barrier_rows")
    assert rows[["barrier", "name", "spent", "sheet"]].fillna("").to_numpy().tolist() == [
        ["cost", "both", 70, "Pilots"],
        ["cost", "one", 10, "Pilots"],
        ["mlops", "both", 70, "Pilots"],
        ["", "silent", 500, "Pilots"],
    ]


def test_a_date_between_two_lists_is_the_later_and_the_share_at_the_earliest_is_shown(view):
    begun = {"started_on": "2025-01-01"}
    rows = [
        row("first", "idea", on=FIRST),
        row("read", "pilot", on="2025-12-31", **begun),
        row("read", "production", on="2026-03-31", **begun),
        row("written", "production", production_on="2026-03-01", **begun),
    ]
    found = view("time_to_production", *rows)
    everybody = found[found["split"] == "all"].iloc[0]
    # Read: between day 365 (the day after the list of 31 December) and day 454; the other came on day 424.
    assert (everybody["by_365"], everybody["earliest_365"], everybody["inferred"]) == (0, 0.5, 1)
    assert found.loc[found["split"] != "all", "inferred"].isna().all()


def test_a_stop_read_from_lists_may_have_come_earlier_too(view):
    begun = {"started_on": "2025-01-01"}
    rows = [
        row("first", "idea", on=FIRST),
        row("a", "pilot", on="2025-06-30", **begun),
        row("a", "stopped", **begun),
        row("b", "production", production_on="2025-08-01", **begun),
    ]
    found = view("time_to_production", *rows).iloc[0]
    assert (found["inferred"], found["by_365"], found["earliest_365"]) == (1, 0.5, 0.5)


def test_pilots_are_compared_by_the_year_they_started_in(view):
    rows = [
        row("first", "idea", on=FIRST),
        row("a", "production", started_on="2025-01-01", production_on="2025-02-01"),
        row("b", "pilot", started_on="2026-02-01"),
    ]
    found = view("time_to_production", *rows)
    years = found[found["split"] == "start_year"].sort_values("part")
    assert years[["part", "initiatives", "in_production"]].to_numpy().tolist() == [["2025", 1, 1], ["2026", 1, 0]]


def test_what_is_gone_from_the_last_list_is_named_with_the_day_it_was_last_listed(view):
    frame = view("gone_from_list", row("gone", "pilot", on=FIRST), row("here", "pilot", on=FIRST), row("here", "pilot"))
    assert [(one.name, str(one.last_listed_on)[:10]) for one in frame.itertuples(index=False)] == [("gone", FIRST)]


def test_the_rows_say_how_far_each_came_and_where_it_stands(view):
    frame = view(
        "initiative_rows",
        row("gone", "proven", on=FIRST),
        row("over", "stopped", started_on="2025-02-01", approved_on="2025-03-01", stopped_on="2025-04-01"),
    )
    assert frame[["name", "stands_at", "furthest_stage"]].to_numpy().tolist() == [
        ["gone", "gone", "proven"],
        ["over", "stopped", "approved"],
    ]
    assert frame["start_quarter"].tolist()[1] == "2025-Q1"


def test_what_the_rates_leave_out_is_counted_with_its_reason(view):
    frame = view(
        "funnel_left_out",
        row("first", "idea", on=FIRST),
        row("counted", "pilot", started_on="2025-01-01"),
        row("early", "pilot", started_on="2024-12-01"),
        row("over", "stopped", started_on="2024-11-01", stopped_on="2024-12-01"),
        row("undated", "pilot"),
        row("backwards", "production", started_on="2025-03-01", production_on="2025-02-01"),
    )
    assert dict(zip(frame["reason"], frame["initiatives"], strict=True)) == {
        "counted": 1,
        "started before the first list": 1,
        "ended before the first list": 1,
        "no start date": 1,
        "ended before it started": 1,
    }


def test_the_rows_behind_name_upload_sheet_and_row(view):
    found = view("initiative_rows", row("a", "pilot")).iloc[0]
    assert (found["version"], found["sheet"], found["source_row"]) == (1, "Pilots", 2)
    assert found["upload"].endswith(".xlsx")


@pytest.mark.parametrize(
    "name",
    [
        "funnel_stages",
        "stage_stock",
        "conversion_cohorts",
        "incidence",
        "time_to_production",
        "ageing",
        "stalled",
        "barriers",
        "barrier_rows",
        "funnel_left_out",
        "gone_from_list",
        "initiative_rows",
    ],
)
def test_another_units_initiatives_are_not_counted(view, name: str):
    ours = [row("first", "idea", on=FIRST), row("here", "pilot", started_on="2025-01-01", barrier=["cost"])]
    alone = view(name, *ours)
    theirs = [one | {"business_unit": "HR"} for one in ours]
    pd.testing.assert_frame_equal(view(name, *theirs, units=["Claims"]), alone)
