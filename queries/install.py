"""The views, made in a connection's own memory: the store holds facts, the code holds views."""

import datetime as dt
import functools
import re
from collections.abc import Iterable
from graphlib import TopologicalSorter

import duckdb

from queries import kept
from queries.catalogue import HERE, LAYERS, SqlFile, Subject, sql_files
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
"""A fact is read from where it is kept (queries/kept.py); its own select is computed.{name}."""


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every macro and view over the `ledger.*` that the connection has."""
    for macros in sorted(HERE.glob("*.sql")):
        connection.execute(macros.read_text(encoding="utf-8"))
    for schema in (*LAYERS, "computed", "kept"):
        connection.execute(f"create schema {schema}")
    # The default settings, so that every column of a fact has its type before there are rows.
    one = cursor(connection, Scope(as_of=0, since=dt.date.min, until=dt.date.min, settings=settings(connection, 0)))
    facts = []
    for layer, name in _in_order():
        select = _files()[layer, name].select
        if layer != "facts":
            one.execute(f"create view {layer}.{name} as {select}")
            continue
        facts.append(name)
        one.execute(f"set variable kept_{name} = 0")
        one.execute(f"create view computed.{name} as {select}")
        one.execute(
            f"create table kept.{name} as select cast(0 as bigint) as knowledge, * from computed.{name} limit 0"
        )
        # A row of nobody's, for an error in the condition below is only raised where there is a row to ask about.
        one.execute(f"insert into kept.{name} (knowledge) values (-1)")
        one.execute(FACT.format(name=name))
    kept.keep(connection, facts)


def references(file: SqlFile) -> set[tuple[str, str]]:
    """The views a file reads."""
    return {(layer.lower(), name.lower()) for layer, name in REFERENCE.findall(file.select)}


@functools.cache
def behind(subject: Subject) -> frozenset[SqlFile]:
    """Every SQL file a figure is computed by: its own, and all that it reads."""
    return _read_by((subject.layer, subject.id))


def facts_behind(subject: Subject) -> tuple[str, ...]:
    """The facts a figure rests on, through every view it reads."""
    return _facts(behind(subject))


@functools.cache
def with_facts_behind(*facts: str) -> tuple[str, ...]:
    """Facts by their names, and those they rest on. Raises KeyError for one that is not there."""
    return _facts(_read_by(*(("facts", name) for name in facts)))


def _read_by(*keys: tuple[str, str]) -> frozenset[SqlFile]:
    waiting, seen = [*keys], set()
    while waiting:
        if (key := waiting.pop()) not in seen:
            seen.add(key)
            waiting += references(_files()[key])
    return frozenset(_files()[key] for key in seen)


def _facts(files: Iterable[SqlFile]) -> tuple[str, ...]:
    return tuple(sorted(file.name for file in files if file.layer == "facts"))


@functools.cache
def _files() -> dict[tuple[str, str], SqlFile]:
    return {(file.layer, file.name): file for layer in LAYERS for file in sql_files(layer)}


def _in_order() -> list[tuple[str, str]]:
    """Every file, each after those it reads."""
    return list(TopologicalSorter({key: references(file) for key, file in _files().items()}).static_order())
