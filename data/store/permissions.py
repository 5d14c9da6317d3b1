"""The store as somebody may use it: each of its names asks for the role that it says it takes. What says none is refused."""

import functools
from collections.abc import Callable
from typing import cast

import duckdb

from data.store import Store
from data.store.roles import Role, declared_by, demand

NEEDS = declared_by(Store)
"""Each name of a store with the least role that may use it."""


def guarded(store: Store, role: Callable[[], Role]) -> Store:
    """The store as somebody may use it. `role` is asked at each use, so that a role that was taken away ends at once."""
    return cast(Store, _Guarded(store, role))


class _Guarded:
    def __init__(self, store: Store, role: Callable[[], Role]) -> None:
        self._store = store
        self._role = role

    def require(self, need: Role) -> None:
        demand(self._role(), need)

    @property
    def connection(self) -> "GuardedConnection":
        demand(self._role(), NEEDS["connection"])
        return GuardedConnection(self._store.connection, self._role)

    def __getattr__(self, name: str) -> object:
        if name not in NEEDS:
            raise AttributeError(f"nobody has declared who may use {name!r} of a store")
        demand(self._role(), NEEDS[name])
        found = getattr(self._store, name)
        if not callable(found):
            return found

        @functools.wraps(found)
        def asked(*args: object, **named: object) -> object:
            demand(self._role(), NEEDS[name])
            return found(*args, **named)

        return asked


class GuardedConnection:
    """A connection as somebody may use it: it asks for the role at each cursor."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, role: Callable[[], Role]) -> None:
        self._connection = connection
        self._role = role

    def cursor(self) -> duckdb.DuckDBPyConnection:
        demand(self._role(), "link")
        return self._connection.cursor()

    def execute(self, sql: str, values: object = None) -> duckdb.DuckDBPyConnection:
        demand(self._role(), "admin")
        return self._connection.execute(sql, values)
