"""What the SQL of profiles may rest on: habits by Microsoft's rule, people week by week, days however they are written."""

import datetime as dt

import duckdb
import pytest

from data.recognition.roll_up import MACROS

MONDAY = dt.date(2026, 1, 5)


@pytest.fixture(scope="module")
def connection():
    opened = duckdb.connect(":memory:")
    opened.execute("create table units (name_key varchar, business_unit varchar)")
    opened.execute("set variable salt = ''")
    opened.execute("set variable fiscal_start = 1")
    opened.execute(MACROS)
    yield opened
    opened.close()


@pytest.fixture
def asked(connection):
    """What an expression of macros gives: `asked("is_habitual($1)", [1, 2])`."""

    def ask(expression, *values):
        return connection.execute(f"select {expression}", list(values)).fetchall()[0][0]

    return ask


def habitual(asked, actions):
    return asked("is_habitual(cast($1 as double[]))", actions)


def power(asked, actions):
    return asked("is_power_user(cast($1 as double[]))", actions)


@pytest.mark.parametrize(("weeks", "expected"), [(9, True), (8, False)])
def test_nine_of_twelve_weeks_are_a_habit_and_eight_are_not(asked, weeks, expected):
    assert habitual(asked, [1] * weeks + [0] * (12 - weeks)) is expected


def test_only_the_last_twelve_weeks_count(asked):
    assert not habitual(asked, [5] * 40 + [0] * 4 + [5] * 8)


def test_k19_exactly_fifteen_actions_a_week_are_a_power_user_and_fourteen_are_not(asked):
    assert power(asked, [15] * 12)
    assert not power(asked, [15] * 11 + [14])


def test_many_actions_without_the_habit_are_no_power_user(asked):
    assert not power(asked, [100] * 8 + [0] * 4)


def test_fewer_weeks_than_twelve_are_counted_as_they_are(asked):
    assert habitual(asked, [1] * 9)
    assert not power(asked, [15] * 11)
    assert not habitual(asked, [])


def test_the_twelve_weeks_are_those_of_the_calendar_and_a_week_without_a_row_is_one_without_use(asked):
    weeks = [MONDAY + dt.timedelta(weeks=at) for at in (0, 1, 5, 11, 12)]
    active = asked(
        "twelve_weeks(cast($1 as date[]), cast($2 as double[]), cast($3 as date))", weeks, [1, 2, 3, 4, 5], weeks[3]
    )
    assert active == [1, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 4]


def test_two_rows_of_one_week_are_one_week(asked):
    active = asked(
        "twelve_weeks(cast($1 as date[]), cast($2 as double[]), cast($3 as date))", [MONDAY] * 2, [1, 2], MONDAY
    )
    assert active == [0] * 11 + [3]


def counted(connection, rows):
    """`people_by_period` of rows (person, unit, week from 0, number of actions), by person."""
    listed = [
        {
            "source_row": at,
            "person": person,
            "business_unit": unit,
            "period": "2026-Q1",
            "has_seat": True,
            "day": MONDAY + dt.timedelta(weeks=week),
            "is_use": actions > 0,
            "actions": float(actions),
            "hours": None,
        }
        for at, (person, unit, week, actions) in enumerate(rows)
    ]
    connection.execute("create or replace temp table said as select unnest($1, recursive := true)", [listed])
    answer = connection.execute("from people_by_period((select list(said) from said))")
    names = [column[0] for column in answer.description]
    return {row["person"]: row for row in (dict(zip(names, row, strict=True)) for row in answer.fetchall())}


def test_a_habit_is_told_where_the_file_has_all_twelve_weeks_and_not_known_where_it_lacks_one(connection):
    whole = [("ana", "A", week, 20 if week < 9 else 0) for week in range(12)] + [("bo", "A", 3, 1)]
    people = counted(connection, whole)
    assert [(people[who]["has_habit"], people[who]["has_power"]) for who in ("ana", "bo")] == [
        (True, True),
        (False, False),
    ]
    lacking = counted(connection, [row for row in whole if row[2] != 4])
    assert [lacking[who]["has_habit"] for who in ("ana", "bo")] == [None, None]
    assert lacking["ana"]["weeks_known"] == 11


def test_whoever_moved_is_counted_where_they_were_last(connection):
    people = counted(connection, [("ana", "A", 0, 1), ("ana", "B", 2, 0), ("ana", "A", 1, 1)])
    assert (people["ana"]["business_unit"], sorted(people["ana"]["rows_behind"])) == ("B", [0, 1, 2])


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("seats-2026-05-02.json", dt.date(2026, 5, 2)),
        ("Copilot_20260502.csv", dt.date(2026, 5, 2)),
        ("seats.json", None),
    ],
)
def test_the_day_in_a_file_s_name_is_read(connection, asked, name, day):
    connection.execute("set variable file_name = $1", [name])
    assert asked("day_in_name()") == day


@pytest.mark.parametrize(
    ("written", "day"), [("7/5/2023", 7), ("07.05.2023", 7), ("31-5-2023", 31), ("5/31/2023", None)]
)
def test_a_day_before_its_month_is_read_with_any_mark(asked, written, day):
    assert asked("day(european_day_of($1))", written) == day


def test_columns_of_one_row_add_up_and_none_is_not_zero(asked):
    assert asked("added_up(['2', null, 'x', '3.5'])") == 5.5
    assert asked("added_up([null, null])") is None
