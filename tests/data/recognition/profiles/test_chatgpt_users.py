"""ChatGPT Enterprise: people by week or month, under their department or the unit it belongs to."""

import datetime as dt

import pytest

from data.recognition.keys import key_of
from data.recognition.roll_up import Known, rolled_up
from tests.data.conftest import source
from tests.data.recognition.profiles.conftest import accounted, rows

NAMES = ("cadence", "period_start", "period_end", "name", "email", "department", "user_status", "is_active", "messages")
HEADER = ",".join(NAMES)


def month(person, *, began="2026-03-01", department="Claims", status="enabled", active=1, messages=9):
    return f"Monthly,{began},,,{person}@example.com,{department},{status},{active},{messages}"


def weeks(person, messages):
    first = dt.date(2026, 1, 4)
    return [
        f"Weekly,{first + dt.timedelta(weeks=at)},,,{person}@example.com,Claims,enabled,{int(number > 0)},{number}"
        for at, number in enumerate(messages)
    ]


def test_the_real_report_is_one_person_of_no_department(prepared, real_files):
    read = prepared(real_files / "vendor_headers/chatgpt_enterprise_user_report.csv", smallest_group=1)
    [row] = rows(read, "adoption")
    assert (row["business_unit"], row["seats"], row["active_users"], row["messages"]) == ("not stated", 1, 1, "25")
    assert (str(row["period_start"]), accounted(read, "adoption")) == ("2025-03-01", (1, 1, 0))
    assert not prepared(real_files / "vendor_headers/chatgpt_enterprise_user_report.csv", smallest_group=5).rows


def test_monthly_rows_stay_months_by_department_and_open_invitations_are_no_seats(prepared):
    lines = [month(f"p{at}") for at in range(5)] + [
        month("p5", status="pending", active=0, messages=""),
        month("p6", status="disabled", active=0, messages=0),
        month("p0", began="2026-04-01", active=0, messages=0),
        *(month(f"r{at}", department="Retail") for at in range(5)),
    ]
    read = prepared("users.csv", HEADER, *lines)
    rows_of_month = [
        (row["business_unit"], str(row["period_start"]), row["seats"], row["active_users"])
        for row in rows(read, "adoption")
    ]
    assert rows_of_month == [("Claims", "2026-03-01", 5, 5), ("Retail", "2026-03-01", 5, 5)]
    assert accounted(read, "adoption") == (13, 12, 1)  # one person alone in April


@pytest.mark.parametrize(("busy", "habitual"), [(9, 1), (8, 0)])
def test_twelve_weeks_become_a_quarter_with_its_habits(prepared, busy, habitual):
    lines = weeks("ana", [20] * busy + [0] * (12 - busy)) + [
        line for at in range(4) for line in weeks(f"p{at}", [0] * 12)
    ]
    [row] = rows(prepared("users.csv", HEADER, *lines), "adoption")
    assert (str(row["period_start"]), str(row["period_end"])) == ("2026-01-01", "2026-03-31")
    assert (row["seats"], row["active_users"], row["habitual_users"], row["power_users"]) == (5, 1, habitual, habitual)


def test_eleven_weeks_become_months_without_habits(prepared):
    lines = [line for at in range(5) for line in weeks(f"p{at}", [20] * 11)]
    months = [
        (str(row["period_start"]), row["active_users"], "habitual_users" in row)
        for row in rows(prepared("users.csv", HEADER, *lines), "adoption")
    ]
    assert months == [("2026-01-01", 5, False), ("2026-02-01", 5, False), ("2026-03-01", 5, False)]


def test_the_lookup_goes_before_the_department_and_a_person_before_both(prepared):
    lines = [
        line.split(",")
        for line in (
            *(month(f"p{at}", department="Claims Ops") for at in range(3)),
            month("ana", department="Claims Ops"),
            month("bo", department="Legal"),
        )
    ]
    known = Known(
        smallest_group=1,
        salt="s",
        units={key_of("claims ops", "s"): "Claims", key_of("ana@example.com", "s"): "Retail"},
    )
    [table] = rolled_up(source(Users=[NAMES, *lines]), known).tables
    seats = dict(zip(table.column("business_unit").values, table.column("seats").values, strict=True))
    assert seats == {"Claims": 3, "Retail": 1, "Legal": 1}


def test_a_line_that_sums_up_the_users_is_no_user(prepared):
    lines = [
        *(month(f"p{at}") for at in range(5)),
        "Monthly,2026-03-01,,,12 active users,Claims,,1,99",
        "Monthly,soon,,,x@example.com,Claims,,1,1",
    ]
    read = prepared("users.csv", HEADER, *lines)
    assert [(row["seats"], row["messages"]) for row in rows(read, "adoption")] == [(5, "45")]
    assert accounted(read, "adoption") == (7, 5, 2)
