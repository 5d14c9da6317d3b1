"""What an upload would change is said before anything is stored."""

import datetime as dt

import pytest

from data.ingest.compare import Change
from data.ingest.upload import accept, confirmed, prepare_tables

SPEND = ("period", "business_unit", "category", "amount")
PILOTS = ("reporting_on", "initiative_id", "name", "business_unit", "stage")


@pytest.fixture
def prepared(store, source):
    numbers = iter(range(1000))

    def make(feed: str | None = None, **sheets):
        file = source(name=f"{next(numbers)}.xlsx", **sheets)
        return prepare_tables(file, store, today=dt.date(2026, 11, 21), feed=feed)

    return make


@pytest.fixture
def stored(prepared, store):
    def make(feed: str | None = None, **sheets):
        accept(confirmed(prepared(feed, **sheets)), store, "test", dt.datetime(2026, 11, 21))

    return make


def spend(period: str, amount: float, unit: str = "Claims", category: str = "data"):
    return (period, unit, category, amount)


def test_into_an_empty_store_everything_is_added(prepared):
    found = prepared(Spend=[SPEND, spend("2026-Q1", 1), spend("2026-Q1", 2, category="training")])
    assert found.comparison.changes == (Change("spend", "Claims", "2026-Q1", 2, 0, 0),)


def test_the_same_rows_again_change_nothing(prepared, stored):
    stored(Spend=[SPEND, spend("2026-Q1", 1)])
    assert prepared(Spend=[SPEND, spend("2026-Q1", 1)]).comparison.changes == (
        Change("spend", "Claims", "2026-Q1", 0, 0, 0),
    )


def test_another_amount_is_a_change_another_category_comes_and_one_goes(prepared, stored):
    stored(Spend=[SPEND, spend("2026-Q1", 1), spend("2026-Q1", 2, category="training")])
    found = prepared(Spend=[SPEND, spend("2026-Q1", 9), spend("2026-Q1", 2, category="platform")])
    assert found.comparison.changes == (Change("spend", "Claims", "2026-Q1", 1, 1, 1),)


def test_months_over_a_quarter_replace_it(prepared, stored):
    stored(Spend=[SPEND, spend("2026-Q1", 3)])
    found = prepared(Spend=[SPEND, *(spend(f"2026-0{month}", 1) for month in (1, 2, 3))])
    assert {(change.period, change.added, change.removed) for change in found.comparison.changes} == {
        ("2026-01", 1, 0),
        ("2026-02", 1, 0),
        ("2026-03", 1, 0),
        ("2026-Q1", 0, 1),
    }


def test_a_new_list_is_compared_with_the_one_before(prepared, stored):
    stored(Pilots=[PILOTS, ("2026-03-31", "1", "A", "Claims", "idea"), ("2026-03-31", "2", "B", "Claims", "idea")])
    found = prepared(
        Pilots=[PILOTS, ("2026-06-30", "1", "A", "Claims", "pilot"), ("2026-06-30", "3", "C", "Claims", "idea")]
    )
    assert found.comparison.changes == (
        Change("pilots", "Claims", "2026-06-30", 1, 1, 1, against="the list of 2026-03-31"),
    )


def test_a_unit_that_the_last_file_had_and_this_one_lacks_is_named(prepared, stored):
    stored(Spend=[SPEND, spend("2026-Q1", 1), spend("2026-Q1", 1, unit="Legal")])
    (line,) = prepared(Spend=[SPEND, spend("2026-Q2", 1)]).comparison.staying
    assert "Legal" in line.says


def test_a_feed_does_not_touch_another(prepared, stored):
    stored(Spend=[SPEND, spend("2026-Q1", 1)])
    found = prepared("cloud", Spend=[SPEND, spend("2026-Q1", 2)])
    assert found.comparison.changes == (Change("spend", "Claims", "2026-Q1", 1, 0, 0),)


@pytest.mark.parametrize(("vendor", "warned"), [("OpenAI", True), ("openai", True), ("Other", False)])
def test_a_vendor_in_two_feeds_for_one_unit_and_period_looks_counted_twice(prepared, stored, vendor, warned):
    stored(Spend=[(*SPEND, "vendor"), (*spend("2026-Q1", 1), "OpenAI")])
    found = prepared("cloud", Spend=[(*SPEND, "vendor"), (*spend("2026-01", 1), vendor)])
    assert ("two_feeds" in {problem.rule for problem in found.problems}) == warned


def test_comparing_leaves_nothing_behind(prepared, store):
    prepared(Spend=[SPEND, spend("2026-Q1", 1)])
    cursor = store.connection.cursor()
    assert cursor.execute("select count(*) from pending.spend").fetchall() == [(0,)]
    assert store.latest == 0
