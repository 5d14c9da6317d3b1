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

from queries.scope import Key, Scope, cursor

MOST_ROWS = 5_000_000  # over all that is kept; beyond it what was used longest ago is forgotten


@dataclass
class Cache:
    """What one connection has worked out: for each state of knowledge a number, and the rows of each fact."""

    facts: tuple[str, ...]
    known: OrderedDict[Key, tuple[int, dict[str, int]]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    numbers: int = 0


_caches: WeakKeyDictionary[duckdb.DuckDBPyConnection, Cache] = WeakKeyDictionary()


def keep(connection: duckdb.DuckDBPyConnection, facts: Iterable[str]) -> None:
    """Begin keeping these facts, given in the order in which they read each other. Nothing is worked out yet."""
    _caches[connection] = Cache(tuple(facts))


def reading(
    connection: duckdb.DuckDBPyConnection, scope: Scope, facts: Iterable[str] | None = None
) -> duckdb.DuckDBPyConnection:
    """A scoped cursor that can read these facts (None: all); those not kept yet are worked out first.

    Reading another fact through it is an error, never an empty answer.
    """
    scoped = cursor(connection, scope)
    cache = _caches[connection]
    wanted = cache.facts if facts is None else tuple(facts)
    known = scope.knowledge
    with cache.lock:
        if known not in cache.known:
            cache.numbers += 1
            cache.known[known] = cache.numbers, {}
        cache.known.move_to_end(known)
        number, rows = cache.known[known]
        # In the order in which facts read each other: a fact is worked out from those before it, and its cursor must be told
        # their numbers first. One kept earlier is told too, so that what was once worked out is readable at no cost.
        for fact in cache.facts:
            if fact in rows or fact in wanted:
                scoped.execute(f"set variable kept_{fact} = {number}")
            if fact in wanted and fact not in rows:
                (rows[fact],) = scoped.execute(
                    f"insert into kept.{fact} select {number}, * from computed.{fact}"
                ).fetchall()[0]
        _forget(scoped, cache)
    return scoped


def forget_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep nothing: what was purged, or rewritten, must be worked out anew."""
    cache = _caches[connection]
    with cache.lock:
        # A row of nobody's (knowledge -1) stays in each table: without a row, reading it unscoped would be empty, not an error.
        worked_out = {fact for _, rows in cache.known.values() for fact in rows}
        cache.known.clear()
        for fact in worked_out:
            connection.execute(f"delete from kept.{fact} where knowledge >= 0")


def _forget(scoped: duckdb.DuckDBPyConnection, cache: Cache) -> None:
    """Let go of what was used longest ago, until what is kept is small enough or only the newest is left."""
    while len(cache.known) > 1 and sum(sum(rows.values()) for _, rows in cache.known.values()) > MOST_ROWS:
        _, (number, rows) = cache.known.popitem(last=False)
        for fact in rows:
            scoped.execute(f"delete from kept.{fact} where knowledge = {number}")
