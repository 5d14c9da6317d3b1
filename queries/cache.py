"""Facts are worked out once for what is known, and kept: every figure of a page then reads them as tables.

What is known is the version, the day everything later is censored from, the candidate and the settings. The filters of
quarters and units are not part of it, for they never cut a fact. Versions never change, so nothing kept grows stale.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb

from queries.scope import Connection, Key, Scope, cursor

Column = tuple[str, str]  # a dataset of the ledger, and its column
MOST_ROWS = 5_000_000  # over all that is kept; beyond it what was used longest ago is forgotten


@dataclass
class Knowledge:
    """What was worked out of one state of knowledge: its number, the rows of each fact, which columns have a value."""

    number: int
    rows: dict[str, int] = field(default_factory=dict)
    has_value: dict[Column, bool] = field(default_factory=dict)


@dataclass(eq=False)
class Cache:
    """The facts that one store has worked out, for each state of knowledge.

    `facts` are given in the order in which they read each other. Nothing is worked out before it is read.
    """

    facts: tuple[str, ...]
    most_rows: int = MOST_ROWS
    _known: OrderedDict[Key, Knowledge] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _numbers: int = 0

    def reading(
        self, connection: Connection, scope: Scope, facts: Iterable[str] | None = None
    ) -> duckdb.DuckDBPyConnection:
        """A scoped cursor that can read these facts (None: all); those not kept yet are worked out first.

        Reading a fact that was not worked out is an error, never an empty answer.
        """
        scoped = cursor(connection, scope)
        wanted = frozenset(self.facts if facts is None else facts)
        with self._lock:
            known = self._knowledge(scope)
            announce(scoped, known.number, known.rows)
            # In the order in which facts read each other: each is worked out from those before it.
            for fact in self.facts:
                if fact in wanted and fact not in known.rows:
                    (known.rows[fact],) = scoped.execute(
                        f"insert into kept.{fact} select {known.number}, * from computed.{fact}"
                    ).fetchall()[0]
                    announce(scoped, known.number, known.rows)
            self._forget(scoped)
        return scoped

    def having_values(self, connection: Connection, scope: Scope, columns: Iterable[Column]) -> set[Column]:
        """Those columns of the ledger (`("spend", "amount")`) in which anything stands as of the scope."""
        asked = set(columns)
        with self._lock:
            has_value = self._knowledge(scope).has_value
        if unknown := sorted(asked - has_value.keys()):
            exists = (f"exists (from ledger.{dataset} where {name} is not null)" for dataset, name in unknown)
            found = cursor(connection, scope).execute(f"select {', '.join(exists)}").fetchall()[0]
            has_value.update(zip(unknown, found, strict=True))
        return {column for column in asked if has_value[column]}

    def _knowledge(self, scope: Scope) -> Knowledge:
        """What was worked out of what this scope knows, as what was used last; the lock is held."""
        known = scope.knowledge
        if known not in self._known:
            self._numbers += 1
            self._known[known] = Knowledge(self._numbers)
        self._known.move_to_end(known)
        return self._known[known]

    def forget_all(self, connection: Connection) -> None:
        """Keep nothing: what was purged, or rewritten, must be worked out anew."""
        with self._lock:
            # A row of nobody's (knowledge -1) stays in each table: without a row, reading it unscoped would be empty, not an
            # error.
            worked_out = {fact for known in self._known.values() for fact in known.rows}
            self._known.clear()
            for fact in worked_out:
                connection.cursor().execute(f"delete from kept.{fact} where knowledge >= 0")

    def _forget(self, scoped: duckdb.DuckDBPyConnection) -> None:
        """Let go of what was used longest ago, until what is kept is small enough or only the newest is left."""
        while len(self._known) > 1 and sum(sum(known.rows.values()) for known in self._known.values()) > self.most_rows:
            _, oldest = self._known.popitem(last=False)
            for fact in oldest.rows:
                scoped.execute(f"delete from kept.{fact} where knowledge = {oldest.number}")


def announce(scoped: duckdb.DuckDBPyConnection, knowledge: int, worked_out: Iterable[str]) -> None:
    """Tell a cursor which facts it can read, and of which state of knowledge: two statements, however many they are."""
    scoped.execute(f"set variable knowledge = {knowledge}")
    scoped.execute("set variable worked_out = cast($1 as varchar[])", [[*worked_out]])
