"""A unit or period that a file lacks stays, unless a person says it is empty."""

import datetime as dt

import pytest

from data.ingest.compare import Change, compare
from data.store import Emptied
from tests.conftest import days, upload

AT = dt.datetime(2026, 11, 1, 12, 0)


def spend(unit: str, period: str, amount: float) -> dict:
    return {"business_unit": unit, "period": period, "category": "data", "amount": amount}


def emptying(*emptied: Emptied, feed: str = "template", **sheets):
    made = upload(feed, **sheets)
    object.__setattr__(made, "emptied", emptied)
    return made


def live_rows(store, as_of: int | None = None, candidate: str | None = None) -> list[tuple]:
    with store.connection.cursor() as cursor:
        cursor.execute("set variable as_of = cast(? as integer)", [store.latest if as_of is None else as_of])
        cursor.execute("set variable candidate = cast(? as varchar)", [candidate])
        return cursor.execute("select business_unit, amount from ledger.spend order by all").fetchall()


LEGAL = Emptied("spend", "Legal", *days("2026-Q1"))


def test_what_was_emptied_stands_no_more_and_stood_before(store):
    store.add(upload(spend=[spend("Claims", "2026-Q1", 10), spend("Legal", "2026-Q1", 20)]))
    store.add(emptying(LEGAL, spend=[spend("Claims", "2026-Q1", 11)]))
    assert live_rows(store) == [("Claims", 11)]
    assert live_rows(store, as_of=1) == [("Claims", 10), ("Legal", 20)]


def test_only_the_days_unit_and_feed_that_were_named_are_emptied(store):
    store.add(upload("cloud", spend=[spend("Legal", "2026-Q1", 1)]))
    store.add(upload(spend=[spend("Legal", "2026-Q2", 2), spend("Legal", "2026-Q1", 3), spend("Legal", "2025-Q4", 4)]))
    store.add(emptying(LEGAL, spend=[spend("Claims", "2026-Q1", 11)]))
    assert live_rows(store) == [("Claims", 11), ("Legal", 1), ("Legal", 2), ("Legal", 4)]


def test_every_period_within_the_days_is_emptied_but_what_the_file_brings_stays(store):
    store.add(upload(spend=[spend("Legal", f"2026-0{month}", month) for month in (1, 2, 3, 4)]))
    store.add(emptying(LEGAL, spend=[spend("Legal", "2026-02", 22)]))
    assert live_rows(store) == [("Legal", 4), ("Legal", 22)]


def test_a_candidate_shows_it_and_nothing_is_stored(store):
    store.add(upload(spend=[spend("Claims", "2026-Q1", 10), spend("Legal", "2026-Q1", 20)]))
    candidate = store.propose(emptying(LEGAL, spend=[spend("Claims", "2026-Q1", 11)]))
    assert live_rows(store, candidate=candidate) == [("Claims", 11)]
    assert live_rows(store) == [("Claims", 10), ("Legal", 20)]
    store.discard(candidate)
    assert live_rows(store, candidate=candidate) == [("Claims", 10), ("Legal", 20)]


def test_withdrawing_the_upload_that_emptied_restores_it(store):
    store.add(upload(spend=[spend("Claims", "2026-Q1", 10), spend("Legal", "2026-Q1", 20)]))
    store.add(emptying(LEGAL, spend=[spend("Claims", "2026-Q1", 11)]))
    store.withdraw(2, "me", "", AT)
    assert live_rows(store) == [("Claims", 10), ("Legal", 20)]


@pytest.mark.parametrize("gone", ["withdraw", "purge"])
def test_it_stays_empty_when_another_upload_of_the_unit_goes(store, gone):
    store.add(upload(spend=[spend("Legal", "2026-Q1", 20)]))
    store.add(upload(spend=[spend("Legal", "2026-Q2", 30)]))
    store.add(emptying(LEGAL, spend=[spend("Claims", "2026-Q1", 11)]))
    getattr(store, gone)(2, "me", "why", AT)
    assert live_rows(store) == [("Claims", 11)]


def test_when_what_was_emptied_is_given_again_it_stands_again(store):
    store.add(upload(spend=[spend("Legal", "2026-Q1", 20)]))
    store.add(emptying(LEGAL, spend=[spend("Claims", "2026-Q1", 11)]))
    store.add(upload(spend=[spend("Legal", "2026-Q1", 21)]))
    assert live_rows(store) == [("Claims", 11), ("Legal", 21)]
    store.withdraw(3, "me", "", AT)
    assert live_rows(store) == [("Claims", 11)]


def test_a_list_is_emptied_as_of_its_date(store):
    def listed(unit: str, day: str) -> dict:
        return {"business_unit": unit, "initiative_id": "i", "name": "x", "stage": "pilot", "reporting_on": day}

    store.add(upload(pilots=[listed("Claims", "2026-03-31"), listed("Legal", "2026-03-31")]))
    day = dt.date(2026, 3, 31)
    store.add(emptying(Emptied("pilots", "Legal", day, day), pilots=[listed("Claims", "2026-03-31")]))
    with store.connection.cursor() as cursor:
        found = cursor.execute("set variable as_of = 2").execute("select business_unit from ledger.pilots").fetchall()
    assert found == [("Claims",)]


def test_the_comparison_names_what_stays_and_hands_back_what_empties_it(store):
    store.add(upload(spend=[spend("Claims", "2026-Q1", 10), spend("Legal", "2026-Q1", 20)]))
    rows = {"spend": [spend("Claims", "2026-Q1", 10)]}
    (stays,) = compare(store, upload(**rows)).staying
    assert stays.emptied == LEGAL
    assert stays.says == "Spend of Legal, 2026-Q1: not in this file, what stands stays."
    emptied = compare(store, emptying(stays.emptied, **rows))
    assert emptied.staying == ()
    assert emptied.changes == (
        Change("spend", "Claims", "2026-Q1", 0, 0, 0),
        Change("spend", "Legal", "2026-Q1", 0, 0, 1),
    )


def test_an_empty_unit_is_not_said_to_stay_the_next_time(store):
    store.add(upload(spend=[spend("Claims", "2026-Q1", 10), spend("Legal", "2026-Q1", 20)]))
    store.add(emptying(LEGAL, spend=[spend("Claims", "2026-Q1", 11)]))
    assert compare(store, upload(spend=[spend("Claims", "2026-Q1", 12)])).staying == ()
