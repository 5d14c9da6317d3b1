"""The views, made in a connection's own memory: the store holds facts, the code holds views."""

import datetime as dt
import functools
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from weakref import WeakKeyDictionary

import duckdb

from queries import cache
from queries.catalogue import HERE, LAYERS, SqlFile, Subject, sql_files
from queries.generated import generated_files
from queries.scope import Scope, cursor, settings

REFERENCE = re.compile(rf"\b(?:from|join)\s+({'|'.join(LAYERS)})\.(\w+)", re.IGNORECASE)

FACT = """
create view facts.{name} as
select * exclude (knowledge)
from kept.{name}
where
    case
        when getvariable('kept_{name}') is null then error('facts.{name} was not worked out for this cursor')
        else knowledge = getvariable('kept_{name}')
    end
"""
"""A fact is read from where it is kept (queries/cache.py); its own select is computed.{name}."""


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every macro over the `ledger.*` that the connection has; a view is made once it is asked for (`create`)."""
    for macros in sorted((HERE / "macros").glob("*.sql")):
        connection.execute(macros.read_text(encoding="utf-8"))
    for schema in (*LAYERS, "computed", "kept"):
        connection.execute(f"create schema {schema}")
    _created[connection] = Created()
    cache.keep(connection, [name for layer, name in _in_order() if layer == "facts"])


@dataclass
class Created:
    """The views that a connection has so far. To make them all takes a second; a page, or a command, asks for a few."""

    views: set[tuple[str, str]] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


_created: WeakKeyDictionary[duckdb.DuckDBPyConnection, Created] = WeakKeyDictionary()


def create(connection: duckdb.DuckDBPyConnection, files: Iterable[SqlFile] | None = None) -> None:
    """Create the views of these files (None: all) that are not there yet, each after those it reads, which are given too."""
    created = _created[connection]
    wanted = set(_files()) if files is None else {(file.layer, file.name) for file in files}
    if wanted <= created.views:
        return
    with created.lock:
        # The default settings, so that every column of a fact has its type before there are rows.
        scope = Scope(as_of=0, since=dt.date.min, until=dt.date.min, settings=settings(connection, 0))
        one = cursor(connection, scope)
        for layer, name in _in_order():
            if (layer, name) not in wanted:
                continue
            if layer == "facts":
                one.execute(f"set variable kept_{name} = 0")
            if (layer, name) in created.views:
                continue
            select = _files()[layer, name].select
            if layer == "facts":
                _create_fact(one, name, select)
            else:
                one.execute(f"create view {layer}.{name} as {select}")
            created.views.add((layer, name))


def _create_fact(one: duckdb.DuckDBPyConnection, name: str, select: str) -> None:
    one.execute(f"create view computed.{name} as {select}")
    one.execute(f"create table kept.{name} as select cast(0 as bigint) as knowledge, * from computed.{name} limit 0")
    # A row of nobody's, for an error in the condition below is only raised where there is a row to ask about.
    one.execute(f"insert into kept.{name} (knowledge) values (-1)")
    one.execute(FACT.format(name=name))


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
