"""Days: one reading is taken, two are asked about, none is refused."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reading.days import date, date_order
from data.reading.values import NotUnderstood, TwoReadings

MAY_14 = dt.date(2026, 5, 14)


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-14",
        "2026/05/14",
        "20260514",
        20260514.0,
        "14/05/2026",
        "5/14/2026",
        "5/14/26",
        "14.05.2026",
        "14.5.26",
        "14-05-2026",
        "14 May 2026",
        "14th May 2026",
        "14-May-26",
        "May 14, 2026",
        "Thursday, May 14, 2026",
        "14. Mai 2026",
        "2026-05-14T10:00:00.000Z",
        "2026-05-14 23:59:59+00:00",
        "05/14/2026 12:00:00 AM",
        "5/14/2026 0:00",
        46156.0,
        "46156",
        46156.75,
        MAY_14,
        dt.datetime(2026, 5, 14, 9, 30),
    ],
)
def test_a_day_with_one_reading_is_understood(written: str | float | dt.date) -> None:
    assert date(written) == MAY_14


def test_the_31st_of_february_is_not_a_date() -> None:
    with pytest.raises(NotUnderstood) as refused:
        date("31/02/2026")
    assert (refused.value.says, refused.value.remedy) == ('"31/02/2026" is not a date.', "Use YYYY-MM-DD.")


def test_the_first_of_february_or_the_second_of_january_is_asked_about() -> None:
    with pytest.raises(TwoReadings, match="can be 1 February 2026 or 2 January 2026") as asked:
        date("01/02/2026")
    assert asked.value.readings == (dt.date(2026, 2, 1), dt.date(2026, 1, 2))


def test_the_columns_order_settles_it() -> None:
    assert date("01/02/2026", order="dmy") == dt.date(2026, 2, 1)
    assert date("01/02/2026", order="mdy") == dt.date(2026, 1, 2)


def test_equal_parts_need_no_order() -> None:
    assert date("03/03/2026") == dt.date(2026, 3, 3)


def test_points_put_the_day_first() -> None:
    assert date("01.02.2026") == dt.date(2026, 2, 1)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["01/02/2026", "13/02/2026"], "dmy"),
        (["01/02/2026", "02/13/2026 00:00:00"], "mdy"),
        (["13/02/2026", "02/13/2026"], None),
        (["01/02/2026", "12/12/2026", None, 45000.0], None),
        (["13.02.2026"], None),
    ],
)
def test_a_part_above_twelve_decides_for_its_column(column: list[str | float | None], order: str | None) -> None:
    assert date_order(column) == order


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("Jan-25", "2025-01-01", "2025-01-31"),
        ("March 2026", "2026-03-01", "2026-03-31"),
        ("03/2026", "2026-03-01", "2026-03-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        (2025.0, "2025-01-01", "2025-12-31"),
        ("Q1 2026", "2026-01-01", "2026-03-31"),
    ],
)
def test_a_month_quarter_or_year_is_its_first_or_last_day_where_that_will_do(
    written: str | float, start: str, end: str
) -> None:
    assert date(written, coarse="start") == dt.date.fromisoformat(start)
    assert date(written, coarse="end") == dt.date.fromisoformat(end)


def test_a_fiscal_year_starts_where_the_setting_says() -> None:
    assert date("FY25", coarse="start", fiscal_start=10) == dt.date(2024, 10, 1)


def test_a_month_is_no_day_where_a_day_is_needed() -> None:
    with pytest.raises(NotUnderstood, match='"Mar 2026" is a month, not a day'):
        date("Mar 2026")


def test_serial_numbers_count_from_1990_to_2100() -> None:
    assert date(32_874.0) == dt.date(1990, 1, 1)
    assert date(73_415.0) == dt.date(2100, 12, 31)
    for outside in (32_873.0, 73_416.0):
        with pytest.raises(NotUnderstood):
            date(outside)


@pytest.mark.parametrize(
    "written", ["soon", "14/13/2026", "0000-01-01", "1/2/3/4", 12.0, True, "0/0/2026", "01/02/0000"]
)
def test_what_is_no_day_is_refused(written: str | float) -> None:
    with pytest.raises(NotUnderstood):
        date(written)


@settings(max_examples=150, deadline=None)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2069, 12, 31)))
def test_every_day_is_read_back_from_each_notation(day: dt.date) -> None:
    for notation in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d-%b-%y", "%d.%m.%Y", "%Y%m%d"):
        assert date(day.strftime(notation)) == day
    assert date(day.strftime("%d/%m/%Y"), order="dmy") == day
    assert date(day.strftime("%m/%d/%Y"), order="mdy") == day


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789/-. :TZQFYJanMr'", max_size=14))
def test_any_text_is_a_day_or_blank_or_refused(written: str) -> None:
    for coarse in (None, "start"):
        try:
            day = date(written, coarse=coarse)  # type: ignore[arg-type]
        except NotUnderstood:
            continue
        assert day is None or isinstance(day, dt.date)
