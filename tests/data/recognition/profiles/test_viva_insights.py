"""Viva Insights: weeks of persons become units and quarters, and nobody can be found in them."""

import datetime as dt

import pandas as pd
import pytest

from data.recognition.profiles import export_of
from tests.data.recognition.profiles.conftest import accounted, rows

FILE = "viva/Sample-VivaInsights-PersonQuery-Export.Csv"
HEADER = "PersonId,MetricDate,Organization,Total Copilot active days,Total Copilot enabled days,Copilot actions taken in Word"
SUNDAY = dt.date(2026, 1, 4)


def weeks(person, unit, uses, *, enabled=5, notation="{0.month}/{0.day}/{0.year}", actions=20):
    """A row a week from the first Sunday of 2026: on how many days the person used it."""
    days = (notation.format(SUNDAY + dt.timedelta(weeks=at)) for at in range(len(uses)))
    return [
        f"{person},{day},{unit},{use},{enabled},{actions if use else 0}" for day, use in zip(days, uses, strict=True)
    ]


def team(*persons):
    """Lines of five people of one unit, the first of them as given; the others never use it."""
    given = [weeks(f"p{at}", "Claims", uses) for at, uses in enumerate(persons)]
    length = len(persons[0])
    return [
        line
        for person in (*given, *(weeks(f"q{at}", "Claims", [0] * length) for at in range(5 - len(given))))
        for line in person
    ]


@pytest.fixture(scope="module")
def written(real_files):
    """The real file as pandas has it, without the one person of the smallest unit."""
    frame = pd.read_csv(real_files / FILE)
    frame["day"] = pd.to_datetime(frame["MetricDate"], format="%m/%d/%Y")
    frame["period"] = frame["day"].dt.to_period("Q").astype(str)
    apps = ["chat (work)", "Excel", "Outlook", "Powerpoint", "Teams", "Word"]
    frame["actions"] = frame[
        [
            next(
                name for name in frame if name == f"Copilot actions taken in {'Copilot ' if 'chat' in app else ''}{app}"
            )
            for app in apps
        ]
    ].sum(axis=1)
    return frame


def test_every_row_of_the_real_file_is_accounted_for(prepared, real_files, written):
    read = prepared(real_files / FILE)
    alone = int((written["Organization"] == "CEO").sum())
    lines = {"made": 187, "real": 979}[real_files.name]
    assert written.groupby("Organization")["PersonId"].nunique().loc[lambda people: people < 5].index.tolist() == [
        "CEO"
    ]
    assert accounted(read, "adoption") == (lines, lines - alone, alone)
    assert [problem.says for problem in read.problems if problem.rule == "left_out_rows"] == [
        f"{alone} of {lines} rows are not in adoption: groups of fewer than 5 people."
    ]


def test_seats_and_active_users_of_the_real_file_are_those_pandas_counts(prepared, real_files, written):
    shown = written[written["Organization"] != "CEO"]
    seats = shown[shown["Total Copilot enabled days"] > 0].groupby(["Organization", "period"])["PersonId"].nunique()
    used = shown[(shown["Total Copilot active days"] > 0) | (shown["actions"] > 0)]
    active = used.groupby(["Organization", "period"])["PersonId"].nunique()
    stored = rows(prepared(real_files / FILE), "adoption")
    assert len(stored) == len(seats) == {"made": 4, "real": 20}[real_files.name]
    for row in stored:
        key = (row["business_unit"], str(pd.Period(row["period_start"], "Q")))
        assert (row["seats"], row["active_users"]) == (seats[key], active[key])


def test_habits_of_the_real_file_are_told_for_the_one_quarter_that_has_its_twelve_weeks(prepared, real_files, written):
    last = written.loc[written["period"] == "2023Q3", "day"].max()
    span = written[(written["day"] <= last) & (written["day"] > last - pd.Timedelta(weeks=12))]
    assert span["day"].nunique() == 12
    in_quarter = (
        written[written["period"] == "2023Q3"].drop_duplicates("PersonId").set_index("PersonId")["Organization"]
    )
    span = span.assign(use=(span["Total Copilot active days"] > 0) | (span["actions"] > 0))
    people = span.groupby("PersonId").agg(
        uses=("use", "sum"), busy=("actions", lambda actions: (actions > 0).sum()), actions=("actions", "sum")
    )
    people = people.loc[in_quarter.index].assign(unit=in_quarter)
    habitual = people[people["uses"] >= 9].groupby("unit").size()
    power = people[(people["busy"] >= 9) & (people["actions"] / 12 >= 15)].groupby("unit").size()
    for row in rows(prepared(real_files / FILE), "adoption"):
        if str(row["period_start"]) == "2023-07-01":
            assert (row["habitual_users"], row["power_users"]) == (
                habitual[row["business_unit"]],
                power[row["business_unit"]],
            )
            assert row["weeks of the last 12 in the file"] == "12"
        else:
            assert "habitual_users" not in row
            assert int(row["weeks of the last 12 in the file"]) < 12


@pytest.mark.parametrize(("used", "habitual"), [(9, 1), (8, 0)])
def test_nine_of_the_twelve_weeks_are_a_habit(prepared, used, habitual):
    read = prepared("viva.Csv", HEADER, *team([3] * used + [0] * (12 - used)))
    assert [(row["habitual_users"], row["seats"], row["active_users"]) for row in rows(read, "adoption")] == [
        (habitual, 5, 1)
    ]


def test_a_habit_carries_over_the_end_of_a_quarter_and_a_file_of_eleven_weeks_says_nothing(prepared):
    read = prepared("viva.csv", HEADER, *team([1] * 15))
    assert [row.get("habitual_users") for row in rows(read, "adoption")] == [1, 1]
    short = prepared("viva.csv", HEADER, *team([1] * 11))
    assert [row.get("habitual_users") for row in rows(short, "adoption")] == [None]


def test_a_person_without_an_enabled_day_has_no_seat(prepared):
    lines = [*team([1] * 2), *weeks("guest", "Claims", [1, 1], enabled=0)]
    assert [(row["seats"], row["active_users"]) for row in rows(prepared("viva.csv", HEADER, *lines), "adoption")] == [
        (5, 2)
    ]


def test_an_order_of_day_and_month_that_spreads_weeks_over_weekdays_is_not_the_order(prepared):
    lines = [
        line
        for at in range(5)
        for line in weeks(f"p{at}", "Claims", [1, 1], notation="{0.day:02}/{0.month:02}/{0.year}")
    ]
    assert {line.split(",")[1] for line in lines} == {"04/01/2026", "11/01/2026"}
    assert [str(row["period_start"]) for row in rows(prepared("viva.csv", HEADER, *lines), "adoption")] == [
        "2026-01-01"
    ]


def test_one_week_alone_is_read_as_the_sunday_it_begins_on(prepared):
    lines = [f"p{at},4/1/2026,Claims,1,1,1" for at in range(5)]
    assert [str(row["period_start"]) for row in rows(prepared("viva.csv", HEADER, *lines), "adoption")] == [
        "2026-01-01"
    ]


def test_the_spanish_headers_are_known_and_its_total_of_actions_counts(prepared, real_files):
    header = (real_files / "vendor_headers/viva_insights_copilot_export_spanish_subset.csv").read_text(
        encoding="utf-8-sig"
    )
    columns = header.strip().split(",")
    assert export_of(columns).name == "viva_insights"
    given = {
        "MetricDate": "1/4/2026",
        "Total de acciones de Copilot realizadas": "2",
        "Total de días habilitados para Copilot": "7",
        "Horas asistidas por Copilot": "1.5",
    }
    lines = [",".join({"PersonId": f"p{at}", **given}.get(name, "0") for name in columns) for at in range(5)]
    [row] = rows(prepared("viva.csv", header.strip(), *lines), "adoption")
    assert (row["business_unit"], row["seats"], row["active_users"]) == ("not stated", 5, 5)
    assert row["assisted hours by Microsoft's estimate"] == "7.5"


def test_rows_without_a_person_or_a_day_are_counted_with_their_reason(prepared):
    lines = [*team([1]), ",1/4/2026,Claims,1,1,1", "p9,soon,Claims,1,1,1", "12 active users,1/4/2026,Claims,1,1,1"]
    read = prepared("viva.csv", HEADER, *lines)
    assert accounted(read, "adoption") == (8, 5, 3)
    assert [row["active_users"] for row in rows(read, "adoption")] == [1]
