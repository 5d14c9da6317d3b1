"""Cursor, team analytics: members day by day become months, or quarters where habits can be told."""

import datetime as dt

from data.recognition.profiles import export_of
from tests.data.recognition.profiles.conftest import accounted, rows

HEADER = "Date,User ID,Email,Is Active,Chat Total Applies,Edit Requests,Ask Requests,Agent Requests,Cmd+K Usages"


def days(person, number, active, requests=1, first=dt.date(2026, 3, 2), step=1):
    return [
        f"{first + dt.timedelta(days=at * step)}T00:00:00.000Z,u-{person},{person}@example.com,{str(active).lower()},7,{requests},,1,0"
        for at in range(number)
    ]


def test_the_real_header_line_is_known(real_files):
    header = (
        (real_files / "vendor_headers/cursor_team_analytics_2025.csv")
        .read_text(encoding="utf-8-sig")
        .strip()
        .split(",")
    )
    assert export_of(header).name == "cursor_team_analytics"
    assert set(HEADER.split(",")) <= set(header)


def test_days_of_members_become_seats_and_active_users_of_the_month(prepared):
    lines = [line for at in range(6) for line in days(f"p{at}", 4, active=at < 2, requests=1 if at < 2 else "")]
    read = prepared("cursor.csv", HEADER, *lines, "2026-03-02,,6 active users,true,1,1,1,1,1")
    [row] = rows(read, "adoption")
    assert (row["seats"], row["active_users"], str(row["period_start"])) == (6, 2, "2026-03-01")
    assert row["requests made"] == "32"  # two who edit and ask an agent, four whose agent alone is counted
    assert accounted(read, "adoption") == (25, 24, 1)


def test_twelve_weeks_tell_habits(prepared):
    first = dt.date(2026, 1, 5)
    lines = [
        line
        for at in range(5)
        for line in days(f"p{at}", 12 if at else 9, active=True, requests=14, first=first, step=7)
    ]
    [row] = rows(prepared("cursor.csv", HEADER, *lines), "adoption")
    assert (str(row["period_end"]), row["habitual_users"], row["power_users"]) == (
        "2026-03-31",
        5,
        4,
    )  # 15 a week, of nine weeks 11.25
