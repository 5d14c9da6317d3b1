"""Roles given by name: an admin always remains, and nobody shuts themselves out."""

import datetime as dt

import pytest

from data.store import Store
from data.store.people import NotPossible, People

NOW = dt.datetime(2026, 11, 21, 12)


@pytest.fixture
def people(store: Store) -> People:
    store.connection.execute("delete from store.given_roles")
    return People(store)


def given(people: People) -> dict[str, str]:
    return {person.address: person.role for person in people.listed()}


def test_the_last_word_on_an_address_counts_however_it_is_written(people: People):
    people.give("Ana@Example.com ", "viewer", "local admin", NOW)
    people.give("ana@example.com", "editor", "local admin", NOW)
    assert given(people) == {"ana@example.com": "editor"}


def test_the_last_admin_on_the_list_stays_until_there_is_another(people: People):
    people.give("ana@example.com", "admin", "local admin", NOW)
    with pytest.raises(NotPossible, match="last admin"):
        people.remove("ana@example.com")
    with pytest.raises(NotPossible, match="last admin"):
        people.give("ana@example.com", "viewer", "local admin", NOW)
    people.give("bob@example.com", "admin", "local admin", NOW)
    people.remove("ana@example.com")
    assert given(people) == {"bob@example.com": "admin"}


def test_whoever_is_signed_in_as_admin_may_remove_the_last_on_the_list_for_they_remain(people: People):
    people.give("ana@example.com", "admin", "local admin", NOW)
    people.give("ana@example.com", "nobody", "eve@example.com", NOW, acting="eve@example.com")
    assert given(people) == {"ana@example.com": "nobody"}


def test_nobody_changes_their_own_role_or_takes_themselves_off(people: People):
    people.give("ana@example.com", "admin", "local admin", NOW)
    people.give("bob@example.com", "admin", "local admin", NOW)
    with pytest.raises(NotPossible, match="own role"):
        people.give("ana@example.com", "viewer", "ana@example.com", NOW, acting="Ana@example.com")
    with pytest.raises(NotPossible, match="own role"):
        people.remove("ana@example.com", acting="ana@example.com")


@pytest.mark.parametrize(
    "address", ["", "ana", "ana@", "ana@example.com, bob@example.com", "<b>@example.com", "a b@c.test"]
)
def test_what_is_no_address_is_refused(people: People, address: str):
    with pytest.raises(NotPossible, match="not an e-mail address"):
        people.give(address, "viewer", "local admin", NOW)


@pytest.mark.parametrize("role", ["owner", "anonymous", "link", ""])
def test_what_nobody_can_be_given_is_refused(people: People, role: str):
    with pytest.raises(NotPossible, match="is no role"):
        people.give("ana@example.com", role, "local admin", NOW)


def test_whoever_is_not_on_the_list_cannot_be_taken_off(people: People):
    with pytest.raises(LookupError, match="not on the list"):
        people.remove("ana@example.com")
