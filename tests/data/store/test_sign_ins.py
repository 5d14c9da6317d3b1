"""A sign-in counts from the provider's word to the sign-out, an admin's word, or the end of its time."""

import datetime as dt

import pytest

from data.store import Store
from data.store.sign_ins import SignIns

NOW = dt.datetime(2026, 11, 21, 12)
LATER = NOW + dt.timedelta(hours=12)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def sign_ins(store: Store) -> SignIns:
    store.connection.execute("delete from store.sign_ins")
    found = SignIns(store)
    found.begin("one", "ana@example.com", NOW, LATER)
    found.begin("two", "ana@example.com", NOW, LATER)
    found.begin("three", "bob@example.com", NOW, LATER)
    return found


def ids(sign_ins: SignIns, at: dt.datetime = NOW) -> set[str]:
    return {who.id for who in sign_ins.now(at)}


def test_at_the_last_second_it_counts_and_at_its_end_it_does_not(sign_ins: SignIns):
    assert ids(sign_ins, LATER - SECOND) == {"one", "two", "three"}
    assert ids(sign_ins, LATER) == set()


def test_signing_out_ends_one_and_no_other(sign_ins: SignIns):
    sign_ins.end("one")
    assert ids(sign_ins) == {"two", "three"}


def test_an_admin_ends_all_of_somebody(sign_ins: SignIns):
    sign_ins.end_all("ana@example.com")
    assert ids(sign_ins) == {"three"}


def test_what_is_over_is_forgotten_when_somebody_signs_in(sign_ins: SignIns, store: Store):
    sign_ins.begin("four", "bob@example.com", LATER, LATER + dt.timedelta(hours=12))
    assert store.connection.execute("select id from store.sign_ins").fetchall() == [("four",)]
