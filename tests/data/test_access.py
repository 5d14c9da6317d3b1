"""Who may do what with a store."""

import pytest

from data.access import NEEDS, ROLES, NotAllowed, guarded
from data.store import Store

DECLARED = sorted(NEEDS)


def public(store: Store) -> set[str]:
    return {name for name in dir(store) if not name.startswith("_")}


def test_every_name_of_a_store_is_declared_and_no_other(store: Store):
    assert set(NEEDS) == public(store)


@pytest.mark.parametrize("name", DECLARED)
def test_a_name_is_there_for_its_role_and_those_above_and_for_nobody_below(store: Store, name: str):
    for role in ROLES:
        held = guarded(store, lambda role=role: role)
        if ROLES.index(role) >= ROLES.index(NEEDS[name]):
            getattr(held, name)
        else:
            with pytest.raises(NotAllowed, match=NEEDS[name]):
                getattr(held, name)


def test_a_role_that_was_taken_away_ends_what_was_held_already(store: Store):
    role = ["editor"]
    withdraw = guarded(store, lambda: role[0]).withdraw
    role[0] = "viewer"
    with pytest.raises(NotAllowed, match="takes the role of an editor, and yours is viewer"):
        withdraw(1, "somebody", "", None)


def test_what_nobody_declared_is_refused_even_to_an_admin(store: Store):
    with pytest.raises(AttributeError, match="declared"):
        guarded(store, lambda: "admin")._path  # noqa: B018


def test_a_service_asks_for_the_role_it_needs(store: Store):
    held = guarded(store, lambda: "viewer")
    held.require("viewer")
    with pytest.raises(NotAllowed, match="admin"):
        held.require("admin")
    store.require("admin")
