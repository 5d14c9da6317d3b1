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

MOST_ROWS = 5_000_000  # over all that is kept; beyond it what was used longest ago is forgotten


@dataclass(eq=False)
class Cache:
    """The facts that one store has worked out: for each state of knowledge a number, and the rows of each fact.

    `facts` are given in the order in which they read each other. Nothing is worked out before it is read.
    """

    facts: tuple[str, ...]
    most_rows: int = MOST_ROWS
    _known: OrderedDict[Key, tuple[int, dict[str, int]]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _numbers: int = 0

    def reading(
        self, connection: Connection, scope: Scope, facts: Iterable[str] | None = None
    ) -> duckdb.DuckDBPyConnection:
        """A scoped cursor that can read these facts (None: all); those not kept yet are worked out first.

        Reading another fact through it is an error, never an empty answer.
        """
        scoped = cursor(connection, scope)
        wanted = self.facts if facts is None else tuple(facts)
        known = scope.knowledge
        with self._lock:
            if known not in self._known:
                self._numbers += 1
                self._known[known] = self._numbers, {}
            self._known.move_to_end(known)
            number, rows = self._known[known]
            # In the order in which facts read each other: a fact is worked out from those before it, and its cursor must be
            # told their numbers first. One kept earlier is told too, so that what was once worked out is readable at no cost.
            for fact in self.facts:
                if fact in rows or fact in wanted:
                    scoped.execute(f"set variable kept_{fact} = {number}")
                if fact in wanted and fact not in rows:
                    (rows[fact],) = scoped.execute(
                        f"insert into kept.{fact} select {number}, * from computed.{fact}"
                    ).fetchall()[0]
            self._forget(scoped)
        return scoped

    def forget_all(self, connection: Connection) -> None:
        """Keep nothing: what was purged, or rewritten, must be worked out anew."""
        with self._lock:
            # A row of nobody's (knowledge -1) stays in each table: without a row, reading it unscoped would be empty, not an
            # error.
            worked_out = {fact for _, rows in self._known.values() for fact in rows}
            self._known.clear()
            for fact in worked_out:
                connection.cursor().execute(f"delete from kept.{fact} where knowledge >= 0")

    def _forget(self, scoped: duckdb.DuckDBPyConnection) -> None:
        """Let go of what was used longest ago, until what is kept is small enough or only the newest is left."""
        while len(self._known) > 1 and sum(sum(rows.values()) for _, rows in self._known.values()) > self.most_rows:
            _, (number, rows) = self._known.popitem(last=False)
            for fact in rows:
                scoped.execute(f"delete from kept.{fact} where knowledge = {number}")
