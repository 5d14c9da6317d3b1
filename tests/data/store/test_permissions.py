"""Who may do what with a store, and with what is built on one: what nobody has declared fails here."""

import inspect
from contextlib import suppress

import duckdb
import pytest

from data.store import Store
from data.store.permissions import NEEDS, guarded
from data.store.roles import ROLES, NotAllowed, Role, declared_by
from docs.write_roles import services
from queries import Book, Warehouse, resolve

DECLARED = sorted(NEEDS)


SERVICES = {service: declared_by(built) for service, built in services()}
ACTIONS = [(service, action) for service, actions in SERVICES.items() for action in actions]


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


def test_every_action_of_every_service_says_its_role():
    found = {
        service: {name for name, _ in inspect.getmembers(owner, inspect.isfunction) if not name.startswith("_")}
        for service, owner in services()
    }
    assert found == {service: set(actions) for service, actions in SERVICES.items()}


@pytest.mark.parametrize(("service", "action"), ACTIONS)
def test_a_service_does_what_it_does_for_its_role_and_those_above_and_for_nobody_below(store, service, action):
    """Before it looks at what it was given: a stranger learns nothing from what it says of that."""
    made = dict(services())[service]
    for role in ROLES:
        method = getattr(made(guarded(store, lambda role=role: role)), action)
        given = [None] * sum(
            parameter.default is parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
            for parameter in inspect.signature(method).parameters.values()
        )
        if ROLES.index(role) < ROLES.index(SERVICES[service][action]):
            with pytest.raises(NotAllowed):
                method(*given)
        else:
            with suppress(ValueError, LookupError, AttributeError, TypeError, duckdb.Error):
                method(*given)  # what it was given is nothing, which it may say, but not that it is not allowed


def test_a_book_that_somebody_still_holds_gives_no_cursor_once_their_role_is_gone(store: Store, warehouse: Warehouse):
    role: list[Role] = ["viewer"]
    connection = guarded(store, lambda: role[0]).connection
    book = Book(warehouse.through(connection), resolve(connection))
    book.cursor().execute("select 1")
    role[0] = "anonymous"
    with pytest.raises(NotAllowed, match="yours is anonymous"):
        book.cursor()
    with pytest.raises(NotAllowed):
        resolve(connection)


def test_nobody_but_an_admin_runs_a_statement_past_the_cursors(store: Store):
    with pytest.raises(NotAllowed, match="admin"):
        guarded(store, lambda: "editor").connection.execute("select 1")
    guarded(store, lambda: "admin").connection.execute("select 1")
