"""The views, made in a connection's own memory: the store holds facts, the code holds views."""

import datetime as dt
import functools
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter

import duckdb

from queries.cache import MOST_ROWS, Cache, announce
from queries.catalogue import HERE, LAYERS, SqlFile, Subject, sql_files
from queries.generated import generated_files
from queries.scope import Connection, Scope, cursor, settings

REFERENCE = re.compile(rf"\b(?:from|join)\s+({'|'.join(LAYERS)})\.(\w+)", re.IGNORECASE)

FACT = """
create view facts.{name} as
select * exclude (knowledge)
from kept.{name}
where
    case
        when list_contains(cast(getvariable('worked_out') as varchar[]), '{name}')
            then knowledge = cast(getvariable('knowledge') as bigint)
        else error('facts.{name} was not worked out for this cursor')
    end
"""
"""A fact is read from where it is kept (queries/cache.py); its own select is computed.{name}."""


@dataclass(eq=False)
class Created:
    """The views that a connection has so far. To make them all takes a second; a page, or a command, asks for a few."""

    views: set[tuple[str, str]] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, eq=False)
class Warehouse:
    """A store as figures are asked of it: its connection, the views made there so far, the facts worked out so far."""

    connection: Connection
    created: Created
    facts: Cache

    def through(self, connection: Connection) -> "Warehouse":
        """The same views and facts, asked through another connection to them: one that says who may ask."""
        return replace(self, connection=connection)

    def forget_facts(self) -> None:
        """Keep no fact: what was purged, or rewritten, must be worked out anew."""
        self.facts.forget_all(self.connection)


def install(connection: duckdb.DuckDBPyConnection, *, most_rows: int = MOST_ROWS) -> Warehouse:
    """Create every macro over the `ledger.*` that the connection has; a view is made once it is asked for (`create`).

    `most_rows`: how many rows of facts are kept.
    """
    for macros in sorted((HERE / "macros").glob("*.sql")):
        connection.execute(macros.read_text(encoding="utf-8"))
    for schema in (*LAYERS, "computed", "kept"):
        connection.execute(f"create schema {schema}")
    facts = tuple(name for layer, name in _in_order() if layer == "facts")
    return Warehouse(connection, Created(), Cache(facts, most_rows))


def create(warehouse: Warehouse, files: Iterable[SqlFile] | None = None) -> None:
    """Create the views of these files (None: all) that are not there yet, each after those it reads, which are given too."""
    created = warehouse.created
    wanted = set(_files()) if files is None else {(file.layer, file.name) for file in files}
    if wanted <= created.views:
        return
    with created.lock:
        # The default settings, so that every column of a fact has its type before there are rows.
        scope = Scope(as_of=0, since=dt.date.min, until=dt.date.min, settings=settings(warehouse.connection, 0))
        scoped = cursor(warehouse.connection, scope)
        announce(scoped, 0, warehouse.facts.facts)
        for layer, name in _in_order():
            if (layer, name) not in wanted or (layer, name) in created.views:
                continue
            select = _files()[layer, name].select
            if layer == "facts":
                _create_fact(scoped, name, select)
            else:
                scoped.execute(f"create view {layer}.{name} as {select}")
            created.views.add((layer, name))


def _create_fact(scoped: duckdb.DuckDBPyConnection, name: str, select: str) -> None:
    scoped.execute(f"create view computed.{name} as {select}")
    scoped.execute(f"create table kept.{name} as select cast(0 as bigint) as knowledge, * from computed.{name} limit 0")
    # A row of nobody's, for an error in the condition below is only raised where there is a row to ask about.
    scoped.execute(f"insert into kept.{name} (knowledge) values (-1)")
    scoped.execute(FACT.format(name=name))


def references(file: SqlFile) -> set[tuple[str, str]]:
    """The views a file reads."""
    return {(layer.lower(), name.lower()) for layer, name in REFERENCE.findall(file.select)}


@functools.cache
def behind(subject: Subject) -> frozenset[SqlFile]:
    """Every SQL file a figure is computed by: its own, and all that it reads."""
    return _read_by((subject.layer, subject.id))


@functools.cache
def behind_facts(*facts: str) -> frozenset[SqlFile]:
    """Facts by their names, and all that they read. Raises KeyError for one that is not there."""
    return _read_by(*(("facts", name) for name in facts))


def facts_among(files: Iterable[SqlFile]) -> tuple[str, ...]:
    """The names of the facts among files."""
    return tuple(sorted(file.name for file in files if file.layer == "facts"))


def _read_by(*keys: tuple[str, str]) -> frozenset[SqlFile]:
    waiting, seen = [*keys], set()
    while waiting:
        if (key := waiting.pop()) not in seen:
            seen.add(key)
            waiting += references(_files()[key])
    return frozenset(_files()[key] for key in seen)


@functools.cache
def _files() -> dict[tuple[str, str], SqlFile]:
    written = (file for layer in LAYERS for file in sql_files(layer))
    return {(file.layer, file.name): file for file in (*written, *generated_files())}


@functools.cache
def _in_order() -> tuple[tuple[str, str], ...]:
    """Every file, each after those it reads."""
    return tuple(TopologicalSorter({key: references(file) for key, file in _files().items()}).static_order())
