"""What a reader is looking at: words become a version, quarters and units, or a sentence that says what is there."""

import datetime as dt
from dataclasses import fields, replace

import pytest

from queries import METRICS, Book, Scope, ScopeError, over_time, resolve, total
from queries.scope import business_units, cursor, quarters, versions
from tests.conftest import upload


def spend(unit: str = "A", period: str = "2026-Q1", **more) -> dict:
    return {"business_unit": unit, "period": period, "category": "data", "amount": 1.0} | more


@pytest.fixture
def filled(store):
    store.add(upload(spend=[spend(), spend("B", "2025-Q3")]))
    store.add(upload(spend=[spend("C", "2026-Q2"), spend("A", "2027-Q1", basis="budget")]))
    return store.connection


def test_everything_known_is_shown_unless_asked_otherwise(filled):
    scope = resolve(filled)
    assert (scope.as_of, scope.since, scope.until) == (2, dt.date(2025, 7, 1), dt.date(2026, 6, 30))


def test_a_budget_for_next_year_does_not_move_the_last_quarter(filled):
    assert quarters(filled, resolve(filled))[-1].label == "2026-Q2"


def test_an_earlier_version_knows_fewer_quarters(filled):
    assert resolve(filled, as_of=1).until == dt.date(2026, 3, 31)


def test_a_date_means_the_last_version_of_that_day(filled):
    assert resolve(filled, as_of=dt.date(2026, 1, 1)).as_of == 2
    assert resolve(filled, as_of="2025-12-31").as_of == 0


@pytest.mark.parametrize("text", ["2026-Q1", "2026-02", "2026-02-14"])
def test_a_quarter_a_month_and_a_day_name_a_quarter(filled, text):
    assert resolve(filled, until=text).until == dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"as_of": 3}, "no version 3. The latest is 2"),
        ({"as_of": "yesterday"}, "neither a version nor a date"),
        ({"until": "2030-Q1"}, "no data for '2030-Q1'. There is for 2025-Q3 to 2026-Q2"),
        ({"units": ["Nope"]}, "no unit 'Nope'. There are: A, B, C"),
        ({"since": "2026-Q2", "until": "2026-Q1"}, "2026-Q2 is after 2026-Q1"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(filled, words, says):
    with pytest.raises(ScopeError, match=says.replace("?", r"\?")):
        resolve(filled, **words)


def test_an_empty_store_has_a_scope_too(store):
    scope = resolve(store.connection)
    assert scope.as_of == 0
    assert quarters(store.connection, scope) == ()
    assert versions(store.connection) == ()


def test_a_list_of_people_s_units_moves_no_quarter_and_names_no_unit(filled, store, warehouse):
    before = resolve(filled)
    known = Book(warehouse, before).facts("quarters").execute("from facts.quarters order by all").fetchall()
    store.add(upload(units=[{"name": "a key", "business_unit": "Z"}]))
    after = resolve(filled)
    assert (after.since, after.until) == (before.since, before.until)
    one = Book(warehouse, after).facts("quarters", "unit_measures")
    assert one.execute("from facts.quarters order by all").fetchall() == known
    assert business_units(filled, after) == ("A", "B", "C")
    assert one.execute("select distinct business_unit from facts.unit_measures order by all").fetchall() == [
        ("A",),
        ("B",),
        ("C",),
    ]


def test_a_lock_is_not_widened_by_the_visitors_filter(filled):
    locked = resolve(filled, allowed_units=["A"])
    assert business_units(filled, locked) == ("A",)
    with pytest.raises(ScopeError, match="no unit 'B'") as error:
        resolve(filled, units=["B"], allowed_units=["A"])
    assert "C" not in str(error.value)


def test_cursors_do_not_see_each_others_scope(filled):
    one, other = cursor(filled, resolve(filled)), cursor(filled, resolve(filled, as_of=1))
    count = "select count(*) from ledger.spend"
    assert (one.execute(count).fetchone(), other.execute(count).fetchone()) == ((4,), (2,))


def test_fiscal_quarters_are_named_by_the_year_they_end_in(store):
    store.change_settings({"fiscal_start_month": "7"}, "test", "", dt.datetime(2026, 1, 1))
    store.add(upload(spend=[spend(period="2026-08"), spend(period="2026-06")]))
    assert [quarter.label for quarter in quarters(store.connection, resolve(store.connection))] == [
        "2026-Q4",
        "2027-Q1",
    ]


def test_a_fiscal_year_may_start_in_any_month(store):
    store.change_settings({"fiscal_start_month": "2"}, "test", "", dt.datetime(2026, 1, 1))
    store.add(upload(spend=[spend(period="2026-01"), spend(period="2026-02")]))
    first, second = quarters(store.connection, resolve(store.connection))
    assert (first.label, first.start, first.end) == ("2026-Q4", dt.date(2025, 11, 1), dt.date(2026, 1, 31))
    assert (second.label, second.start, second.end) == ("2027-Q1", dt.date(2026, 2, 1), dt.date(2026, 4, 30))


def test_a_calendar_quarter_counts_in_the_fiscal_quarter_it_ends_in(book):
    tool = {"business_unit": "A", "tool": "t", "period": "2026-Q1", "seats": 10, "active_users": 5}
    made = book(spend=[spend()], adoption=[tool], settings={"fiscal_start_month": "2"})
    assert [(row.period, row.value) for row in over_time(made, METRICS["spend"]).rows] == [("2027-Q1", 1)]
    assert total(made, METRICS["seat_utilisation"]).rows[0].value == 0.5


@pytest.mark.parametrize(
    ("starts", "sums"),
    [
        ("1", [("2026-Q1", 3), ("2026-Q2", 3)]),
        ("2", [("2026-Q4", 1), ("2027-Q1", 3), ("2027-Q2", 2)]),
        ("7", [("2026-Q3", 3), ("2026-Q4", 3)]),
    ],
)
def test_months_add_up_to_fiscal_quarters(book, starts, sums):
    rows = [spend(period=f"2026-0{month}") for month in range(1, 7)]
    made = book(spend=rows, settings={"fiscal_start_month": starts})
    assert [(row.period, row.value) for row in over_time(made, METRICS["spend"]).rows] == sums


OTHERWISE = {
    "as_of": 3,
    "since": dt.date(2025, 4, 1),
    "until": dt.date(2026, 3, 31),
    "units": ("A",),
    "allowed_units": ("A",),
    "candidate": "c",
    "settings": {"minimum_n": "6"},
    "withholds_rows": True,
}


@pytest.mark.parametrize("name", [item.name for item in fields(Scope)])
def test_a_scope_that_differs_in_anything_has_another_key(name):
    scope = Scope(2, dt.date(2025, 1, 1), dt.date(2026, 6, 30), settings={"minimum_n": "5"})
    other = replace(scope, **{name: OTHERWISE[name]})
    assert replace(scope).key == scope.key
    assert other.key != scope.key
    assert hash(other.key) != hash(scope.key)


def test_what_is_known_is_the_same_whatever_is_shown_of_it():
    scope = Scope(2, dt.date(2025, 1, 1), dt.date(2026, 6, 30), settings={"minimum_n": "5"})
    same = {name for name in OTHERWISE if replace(scope, **{name: OTHERWISE[name]}).knowledge == scope.knowledge}
    assert same == {"since", "units", "allowed_units", "withholds_rows"}


def test_no_unit_allowed_is_another_scope_than_all_allowed_and_the_order_of_settings_is_none():
    scope = Scope(2, dt.date(2025, 1, 1), dt.date(2026, 6, 30), settings={"a": "1", "b": "2"})
    assert replace(scope, allowed_units=()).key != scope.key
    assert replace(scope, settings={"b": "2", "a": "1"}).key == scope.key
