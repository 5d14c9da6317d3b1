"""Periods: every notation of a month, a quarter, a year, in a fiscal year that starts in any month."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reading.cells import NotUnderstood, Period, TwoReadings, month, period, quarter, quarter_of, year


@pytest.mark.parametrize(
    "written",
    [
        "2026-Q1",
        "2026Q1",
        "2026 q1",
        "Q1 2026",
        "Q1/26",
        "Q1-2026",
        "Q1'26",
        "1Q26",
        "1Q 2026",
        "FY26 Q1",
        "FY2026-Q1",
        "Q1 FY26",
    ],
)
def test_every_notation_of_a_quarter(written: str) -> None:
    assert period(written) == Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31), "quarter")


@pytest.mark.parametrize(
    "written",
    [
        "2026-03",
        "2026/3",
        "202603",
        202603.0,
        "Mar 2026",
        "March 2026",
        "Mar-26",
        "März 2026",
        "03/2026",
        "3/26",
        "03.2026",
    ],
)
def test_every_notation_of_a_month(written: str | float) -> None:
    assert period(written) == month(2026, 3)


@pytest.mark.parametrize(
    "written", [dt.date(2026, 3, 31), dt.datetime(2026, 3, 1, 8), 46100.0, "2026-03-19", "19 Mar 2026"]
)
def test_a_day_stands_for_its_month(written: str | float | dt.date) -> None:
    assert period(written) == month(2026, 3)


@pytest.mark.parametrize("written", ["2026", 2026.0, "FY26", "FY2026", "FY2025/26", "2025-26"])
def test_every_notation_of_a_year(written: str | float) -> None:
    assert period(written, fiscal_start=10) == Period(dt.date(2025, 10, 1), dt.date(2026, 9, 30), "year")


def test_a_quarter_is_named_by_the_year_in_which_its_fiscal_year_ends() -> None:
    first = period("2026-Q1", fiscal_start=4)
    assert first == Period(dt.date(2025, 4, 1), dt.date(2025, 6, 30), "quarter")
    assert period("Q4 2026", fiscal_start=4) == Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31), "quarter")


def test_labels_are_those_of_the_fiscal_year() -> None:
    assert quarter(2026, 1, 4).label(4) == "2026-Q1"
    assert quarter(2026, 1, 4).label(1) == "2025-Q2"
    assert month(2026, 3).label(4) == "2026-03"
    assert year(2026).label() == "2026"
    assert year(2026, 10).label(10) == "FY2026"


def test_a_quarter_of_another_fiscal_year_is_labelled_by_its_months() -> None:
    assert quarter(2026, 1, 2).label(1) == "2025-02 to 2025-04"


def test_two_readings_of_a_day_are_two_months() -> None:
    with pytest.raises(TwoReadings) as asked:
        period("01/02/2026")
    assert asked.value.readings == (month(2026, 2), month(2026, 1))


def test_the_columns_order_settles_the_month() -> None:
    assert period("01/02/2026", order="mdy") == month(2026, 1)


@pytest.mark.parametrize("written", ["H1 2026", "2026-Q5", "2026-13", "Q0 2026", "next quarter", "2027-25", True, 3.0])
def test_what_is_no_period_is_refused(written: str | float) -> None:
    with pytest.raises(NotUnderstood, match="is not a period"):
        period(written)


@settings(max_examples=150, deadline=None)
@given(st.integers(1960, 2060), st.integers(1, 4), st.integers(1, 12))
def test_a_quarters_label_is_read_back(number: int, part: int, fiscal_start: int) -> None:
    made = quarter(number, part, fiscal_start)
    assert period(made.label(fiscal_start), fiscal_start) == made
    assert period(year(number, fiscal_start).label(fiscal_start), fiscal_start) == year(number, fiscal_start)


@settings(max_examples=150, deadline=None)
@given(st.dates(dt.date(1960, 1, 1), dt.date(2060, 1, 1)), st.integers(1, 12))
def test_every_day_lies_in_its_quarter_and_the_quarter_in_its_year(day: dt.date, fiscal_start: int) -> None:
    found = quarter_of(day, fiscal_start)
    whole = year(int(found.label(fiscal_start)[:4]), fiscal_start)
    assert found.start <= day <= found.end
    assert whole.start <= found.start <= found.end <= whole.end
