"""GitHub Copilot: seats as CSV and JSON, and the 28-day metrics of an enterprise and of its users."""

import json

import pandas as pd
import pytest

from tests.data.recognition.profiles.conftest import accounted, rows

SEATS, METRICS = "github_copilot/enterprise_seats_response_sample.json", "github_copilot/enterprise-28-day-report.json"


def seats(*last_days, organisation="", reported="2026-05-20T08:00:00Z"):
    header = "Report Time,Login,Last Authenticated At,Last Activity At,Last Surface Used,Organization"
    return [header, *(f"{reported},user{at},,{day},vscode,{organisation}" for at, day in enumerate(last_days))]


def test_the_header_of_the_seats_report_is_the_real_one(real_files):
    header = (real_files / "vendor_headers/github_copilot_seat_activity_report.csv").read_text(encoding="utf-8-sig")
    assert header.strip() == seats()[0]


def test_a_seat_is_active_where_something_was_done_in_the_28_days_before_the_report(prepared):
    days = ("2026-05-20T07:00:00Z", "2026-04-23T00:00:00Z", "2026-04-22T23:00:00Z", "", "2025-01-01")
    read = prepared("seats.csv", *seats(*days, organisation="retail"))
    [row] = rows(read, "adoption")
    assert (row["seats"], row["ever_active"], row["active_users"]) == (5, 4, 2)
    assert (row["business_unit"], str(row["period_start"])) == ("retail", "2026-05-01")
    assert accounted(read, "adoption") == (5, 5, 0)


@pytest.mark.parametrize(("day", "month"), [("2026-05-14", "2026-04-01"), ("2026-05-15", "2026-05-01")])
def test_a_report_belongs_to_the_month_most_of_its_days_lie_in(prepared, day, month):
    read = prepared("seats.csv", *seats(*[day] * 5, reported=day))
    assert [str(row["period_start"]) for row in rows(read, "adoption")] == [month]


def test_the_real_seats_are_counted_as_pandas_counts_them(prepared, real_files):
    seats = pd.json_normalize(json.loads((real_files / SEATS).read_text())["seats"])
    days = pd.to_datetime(seats["last_activity_at"]).dt.tz_localize(None)
    latest = days.max()
    recent = seats[days > latest - pd.Timedelta(days=28)]
    read = prepared(real_files / SEATS)
    [row] = rows(read, "adoption")
    assert row["seats"] == seats["assignee.login"].nunique() == {"made": 6, "real": 8}[real_files.name]
    assert row["active_users"] == recent["assignee.login"].nunique()
    assert str(row["period_start"]) == str((latest - pd.Timedelta(days=14)).to_period("M").start_time.date())
    assert accounted(read, "adoption") == (len(seats), len(seats), 0)


def test_the_day_in_the_name_of_a_seats_file_is_its_day(prepared, tmp_path):
    seats = [
        {
            "created_at": "2025-01-01T00:00:00Z",
            "last_activity_at": "2026-05-01T12:00:00Z",
            "assignee": {"login": f"u{at}"},
        }
        for at in range(5)
    ]
    file = tmp_path / "seats-2026-07-31.json"
    file.write_text(json.dumps({"seats": [*seats, seats[0]]}))
    [row] = rows(prepared(file), "adoption")
    assert (row["seats"], row["active_users"], str(row["period_start"])) == (5, 0, "2026-07-01")


def test_the_real_metrics_are_those_of_their_last_day(prepared, real_files):
    days = pd.DataFrame(json.loads((real_files / METRICS).read_text())["day_totals"]).sort_values("day")
    read = prepared(real_files / METRICS, smallest_group=1)
    [row] = rows(read, "adoption")
    assert row["active_users"] == days["monthly_active_users"].iloc[-1] == 4
    assert (str(row["period_start"]), row["business_unit"]) == ("2026-02-01", "not stated")
    assert float(row["interactions started by people"]) == days["user_initiated_interaction_count"].sum()
    assert accounted(read, "adoption") == (len(days), len(days), 0)
    assert len(days) == {"made": 10, "real": 26}[real_files.name]


def test_an_enterprise_with_fewer_active_users_than_the_smallest_group_is_not_stored(prepared, real_files):
    read = prepared(real_files / METRICS)
    assert read.stored_rows == 0
    assert [problem.rule for problem in read.errors] == ["no_rows"]


def test_metrics_by_user_count_people_once(prepared, tmp_path):
    days = [
        {
            "report_end_day": "2026-03-03",
            "day": f"2026-02-{day:02}",
            "organization_id": "1",
            "user_id": at,
            "user_login": f"u{at}",
            "user_initiated_interaction_count": 2,
            "totals_by_ide": [{"ide": "vscode"}],
            "totals_by_feature": [{"feature": "chat"}],
        }
        for at in range(6)
        for day in (10, 11)
    ]
    file = tmp_path / "users-28-day.jsonl"
    file.write_text("\n".join(json.dumps(day) for day in days))
    read = prepared(file)
    [row] = rows(read, "adoption")
    assert (row["active_users"], row["interactions started by people"], str(row["period_start"])) == (
        6,
        "24",
        "2026-02-01",
    )
    assert accounted(read, "adoption") == (12, 12, 0)
