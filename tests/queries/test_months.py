"""Months from the last day of a period: the last day of a month stays one, in leap years too."""

import calendar
import datetime as dt

import duckdb
import pytest

from queries import DETECTORS, METRICS, VIEWS, by_unit, listing
from queries.catalogue import HERE

STARTS = ("2023-12-01", "2024-03-01", "2024-06-01", "2024-09-01", "2024-12-01")
ENDS = ("2024-02-29", "2024-05-31", "2024-08-31", "2024-11-30", "2025-02-28")
"""The days of quarters of fiscal years that begin in March."""
MARCH = {"fiscal_start_month": "3"}


def moved(day: dt.date, months: int) -> tuple[dt.date, dt.date]:
    connection = duckdb.connect()
    connection.execute((HERE / "macros" / "basics.sql").read_text(encoding="utf-8"))
    row = connection.execute("select months_after($1::date, $2), months_before($1::date, $2)", [day, months]).fetchone()
    assert row is not None
    return row


def last_day(month: int) -> dt.date:
    """The last day of a month counted from the year 0."""
    year, at = divmod(month, 12)
    return dt.date(year, at + 1, calendar.monthrange(year, at + 1)[1])


@pytest.mark.parametrize("months", [1, 3, 6, 12, 18, 24])
def test_months_from_the_last_day_of_any_month_lead_to_the_last_day_of_another(months: int):
    for month in range(2023 * 12, 2026 * 12):
        assert moved(last_day(month), months) == (last_day(month + months), last_day(month - months))


@pytest.mark.parametrize(
    ("day", "months", "after", "before"),
    [
        ("2026-06-15", 6, "2026-12-15", "2025-12-15"),
        ("2024-02-28", 12, "2025-02-28", "2023-02-28"),
        ("2026-01-30", 1, "2026-02-28", "2025-12-30"),
        ("2026-06-01", 6, "2026-12-01", "2025-12-01"),
    ],
)
def test_from_any_other_day_they_lead_to_the_same_day_of_the_month(day: str, months: int, after: str, before: str):
    found = moved(dt.date.fromisoformat(day), months)
    assert [each.isoformat() for each in found] == [after, before]


SEATS = {
    "business_unit": "A",
    "tool": "Lens",
    "headcount": 100,
    "seats": 100,
    "ever_active": 20,
    "active_users": 10,
    "habitual_users": 5,
    "seat_price": 120,
    "owner": "O",
}


@pytest.mark.parametrize(("renewal_on", "count"), [("2025-12-31", 1), ("2026-01-01", 0)])
def test_a_renewal_on_31_december_is_within_six_months_of_30_june(book, renewal_on: str, count: int):
    seats = SEATS | {"renewal_on": renewal_on, "workflows_redesigned": 0}
    made = book(adoption=[seats | {"period": "2025-Q1"}, seats | {"period": "2025-Q2"}])
    queue = listing(made, VIEWS["decision_queue"]).frame
    assert queue["money"].tolist() == [10_800] * count
    assert listing(made, VIEWS["changes"]).frame["kind"].tolist() == ["renewal"] * count
    evidence = listing(made, DETECTORS["spend_without_output"]).frame["evidence"].iloc[0]
    assert ("renews on" in evidence) == (count == 1)


@pytest.mark.parametrize(("renewal_on", "count"), [("2025-02-28", 1), ("2025-03-01", 0)])
def test_the_renewals_of_a_year_end_on_the_last_day_of_a_month(book, renewal_on: str, count: int):
    row = SEATS | {"renewal_on": renewal_on, "period_start": "2023-12-01", "period_end": "2024-02-29"}
    assert len(listing(book(adoption=[row], settings=MARCH), VIEWS["renewals"]).frame) == count


PEOPLE = {
    "period": "2025-Q2",
    "business_unit": "A",
    "function": "IT",
    "headcount": 50,
    "ai_builders": 0,
    "ai_leaders": 2,
}


@pytest.mark.parametrize(("went_live_on", "built", "severity"), [("2024-12-31", 0, 2), ("2025-01-01", 1, 0)])
def test_what_went_live_on_31_december_is_not_of_the_two_quarters_to_30_june(
    book, went_live_on: str, built: int, severity: int
):
    tool = {
        "deployment_id": "D1",
        "name": "T",
        "business_unit": "A",
        "went_live_on": went_live_on,
        "status": "live",
        "built_by": "internal",
        "active_users": 30,
    }
    made = book(people=[PEOPLE], deployments=[tool | {"period": "2025-Q1"}, tool | {"period": "2025-Q2"}])
    assert listing(made, VIEWS["leaders_and_builders"]).frame["tools_built"].tolist() == [built]
    assert listing(made, DETECTORS["governance_without_builders"]).frame["severity"].tolist() == [severity]


def quarters(**row: object) -> list[dict[str, object]]:
    return [row | {"period_start": start, "period_end": end} for start, end in zip(STARTS, ENDS, strict=True)]


def test_the_last_four_quarters_before_28_february_leave_out_the_one_that_ended_on_29_february(book):
    spend = quarters(business_unit="A", category="licences", amount=1000)
    spend[0]["amount"] = 100_000
    built = spend[1] | {"category": "build_team", "amount": 10, "initiative_id": "I1"}
    answers = [
        {"business_unit": "A", "period_start": STARTS[-1], "period_end": ENDS[-1], "confidence": level}
        for level in [4] + [2] * 19
    ]
    tool = quarters(
        deployment_id="D1",
        name="T",
        business_unit="A",
        tool="Lens",
        initiative_id="I1",
        went_live_on="2023-12-05",
        status="live",
        built_by="internal",
        intended_users=200,
        active_users=100,
        benefit_amount=1000,
        benefit_kind="cash_releasing",
        benefit_evidence="controlled",
    )
    tool[0]["benefit_amount"] = 500_000
    pilot = {
        "reporting_on": "2025-02-28",
        "initiative_id": "I1",
        "name": "I one",
        "business_unit": "A",
        "stage": "production",
        "started_on": "2023-09-05",
        "production_on": "2023-12-05",
    }
    people = quarters(business_unit="A", function="IT", headcount=50, ai_builders=3, builders_left=1)
    people[0]["builders_left"] = 9
    use = [
        row
        for unit in "ABC"
        for row in quarters(
            business_unit=unit,
            tool="Lens",
            headcount=100,
            seats=100,
            ever_active=90,
            active_users=80,
            habitual_users=40,
        )
    ]
    made = book(
        spend=[*spend, built],
        survey=answers,
        deployments=tool,
        pilots=[pilot],
        people=people,
        adoption=use,
        settings=MARCH,
    )
    assert listing(made, DETECTORS["confidence_gap"]).frame["exposed"].tolist() == [4000]
    queue = listing(made, VIEWS["decision_queue"]).frame.set_index("action")
    assert queue.loc["scale", "money"] == 3600
    left = by_unit(made, METRICS["builders_left_share"]).rows[0]
    assert (left.numerator, left.denominator) == (4, 7)
    outcomes = listing(made, VIEWS["tool_outcomes"]).frame.set_index("business_unit")
    assert outcomes.loc["A", "value_per_seat"] == 36
