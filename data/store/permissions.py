"""Who may do what with a store: each of its names with the least role that may use it. What is not declared is refused."""

import functools
from collections.abc import Callable
from typing import Any, Literal, cast

import duckdb

from data.store import Store

Role = Literal["anonymous", "link", "viewer", "editor", "admin"]
ROLES: tuple[Role, ...] = ("anonymous", "link", "viewer", "editor", "admin")
"""From the least to the most. A link's visitor sees what the link allows, a viewer everything, an editor uploads,
comments and makes links, an admin changes settings and roles, and purges."""

NEEDS: dict[str, Role] = {
    "connection": "link",
    "fiscal_start": "link",
    "has_uploads": "link",
    "identity": "link",
    "is_shut": "link",
    "latest": "link",
    "require": "anonymous",
    "setting": "link",
    "settings": "link",
    "smallest_group": "link",
    "url": "viewer",
    "known_units": "viewer",
    "locks": "viewer",
    "published": "viewer",
    "restate": "viewer",
    "settings_changes": "viewer",
    "versions": "viewer",
    "add": "editor",
    "change_profile": "editor",
    "differences": "editor",
    "discard": "editor",
    "find": "editor",
    "forget_profile": "editor",
    "keep_profile": "editor",
    "lock": "editor",
    "locked_by": "editor",
    "original": "editor",
    "profiles": "editor",
    "propose": "editor",
    "salt": "editor",
    "withdraw": "editor",
    "writing": "link",
    "change_settings": "admin",
    "close": "admin",
    "purge": "admin",
    "unlock": "admin",
}
"""Names of a store. `connection` and `writing` are what services of their own are built on: each of those asks `require`."""

SERVICES: dict[str, dict[str, Role]] = {
    "people.People": {"listed": "admin", "give": "admin", "remove": "admin"},
    "sign_ins.SignIns": {"begin": "admin", "end": "admin", "end_all": "admin", "now": "admin"},
    "audit.Audit": {"note": "link", "acts": "admin"},
    "comments.Comments": {"written": "link", "is_locked": "link", "write": "editor", "withdraw": "editor"},
    "backup.Backups": {"to": "admin", "into": "admin"},
    "links.Links": {
        "find": "link",
        "named": "link",
        "admitted": "link",
        "unlocked": "link",
        "pinned": "link",
        "opened": "link",
        "make": "editor",
        "every": "editor",
        "revoke": "editor",
        "openings": "editor",
        "counts": "editor",
    },
}
"""What is built on a store: module and class in `data/store`, each public method with the least role that may use it."""


class NotAllowed(Exception):
    """Somebody's role does not allow what they asked for; the message says which role does."""


def allows(role: Role, need: Role) -> bool:
    """Whether a role may do what needs another."""
    return ROLES.index(role) >= ROLES.index(need)


def demand(role: Role, need: Role) -> None:
    """Raise NotAllowed where a role may not do what needs another."""
    if not allows(role, need):
        article = "an" if need[0] in "aeiou" else "a"
        raise NotAllowed(f"This takes the role of {article} {need}, and yours is {role}. Nothing was changed.")


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
    def connection(self) -> "_GuardedConnection":
        demand(self._role(), NEEDS["connection"])
        return _GuardedConnection(self._store.connection, self._role)

    def __getattr__(self, name: str) -> Any:
        if name not in NEEDS:
            raise AttributeError(f"nobody has declared who may use {name!r} of a store")
        demand(self._role(), NEEDS[name])
        found = getattr(self._store, name)
        if not callable(found):
            return found

        @functools.wraps(found)
        def asked(*args: Any, **named: Any) -> Any:
            demand(self._role(), NEEDS[name])
            return found(*args, **named)

        return asked


class _GuardedConnection:
    """A connection that asks for the role at each cursor; it stands for the one it guards wherever that is a key."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, role: Callable[[], Role]) -> None:
        self._connection = connection
        self._role = role

    def cursor(self) -> duckdb.DuckDBPyConnection:
        demand(self._role(), "link")
        return self._connection.cursor()

    def execute(self, sql: str, values: object = None) -> duckdb.DuckDBPyConnection:
        demand(self._role(), "admin")
        return self._connection.execute(sql, values)

    def __hash__(self) -> int:
        return hash(self._connection)

    def __eq__(self, other: object) -> bool:
        return bool(self._connection == (other._connection if isinstance(other, _GuardedConnection) else other))
