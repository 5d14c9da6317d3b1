"""Facts are worked out once for what is known, and kept: every figure of a page then reads them as tables.

What is known is the version, the day everything later is censored from, the candidate and the settings. The filters of
quarters and units are not part of it, for they never cut a fact. Versions never change, so nothing kept grows stale.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import duckdb

from queries.scope import Scope, cursor

MOST_ROWS = 5_000_000  # over all that is kept; beyond it what was used longest ago is forgotten
Known = tuple[object, ...]


@dataclass
class Kept:
    """What one connection has worked out: for each state of knowledge a number, and the rows of each fact."""

    facts: tuple[str, ...]
    known: OrderedDict[Known, tuple[int, dict[str, int]]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    numbers: int = 0


_kept: WeakKeyDictionary[duckdb.DuckDBPyConnection, Kept] = WeakKeyDictionary()


def keep(connection: duckdb.DuckDBPyConnection, facts: Iterable[str]) -> None:
    """Begin keeping these facts, given in the order in which they read each other. Nothing is worked out yet."""
    _kept[connection] = Kept(tuple(facts))


def reading(
    connection: duckdb.DuckDBPyConnection, scope: Scope, facts: Iterable[str] | None = None
) -> duckdb.DuckDBPyConnection:
    """A scoped cursor that can read these facts (None: all); those not kept yet are worked out first.

    Reading another fact through it is an error, never an empty answer.
    """
    one = cursor(connection, scope)
    kept = _kept[connection]
    wanted = kept.facts if facts is None else tuple(facts)
    known: Known = (scope.as_of, scope.until, scope.candidate, tuple(sorted(scope.settings.items())))
    with kept.lock:
        if known not in kept.known:
            kept.numbers += 1
            kept.known[known] = kept.numbers, {}
        kept.known.move_to_end(known)
        number, rows = kept.known[known]
        for fact in kept.facts:
            if fact in rows or fact in wanted:
                one.execute(f"set variable kept_{fact} = {number}")
            if fact in wanted and fact not in rows:
                (rows[fact],) = one.execute(
                    f"insert into kept.{fact} select {number}, * from computed.{fact}"
                ).fetchall()[0]
        _forget(one, kept)
    return one


def forget_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep nothing: what was purged, or rewritten, must be worked out anew."""
    kept = _kept[connection]
    with kept.lock:
        worked_out = {fact for _, rows in kept.known.values() for fact in rows}
        kept.known.clear()
        for fact in worked_out:
            connection.execute(f"delete from kept.{fact} where knowledge >= 0")


def _forget(one: duckdb.DuckDBPyConnection, kept: Kept) -> None:
    """Let go of what was used longest ago, until what is kept is small enough or only the newest is left."""
    while len(kept.known) > 1 and sum(sum(rows.values()) for _, rows in kept.known.values()) > MOST_ROWS:
        _, (number, rows) = kept.known.popitem(last=False)
        for fact in rows:
            one.execute(f"delete from kept.{fact} where knowledge = {number}")
