"""The views, made in a connection's own memory: the store holds facts, the code holds views."""

import re
from graphlib import TopologicalSorter

import duckdb

from queries.catalogue import HERE, LAYERS, SqlFile, sql_files

REFERENCE = re.compile(rf"\b(?:from|join)\s+({'|'.join(LAYERS)})\.(\w+)", re.IGNORECASE)


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every macro and view over the `ledger.*` that the connection has."""
    for macros in sorted(HERE.glob("*.sql")):
        connection.execute(macros.read_text(encoding="utf-8"))
    for layer in LAYERS:
        connection.execute(f"create schema if not exists {layer}")
    files = {(file.layer, file.name): file for layer in LAYERS for file in sql_files(layer)}
    order = TopologicalSorter({key: references(file) for key, file in files.items()})
    for key in order.static_order():
        file = files[key]
        connection.execute(f"create or replace view {file.layer}.{file.name} as {file.select}")


def references(file: SqlFile) -> set[tuple[str, str]]:
    """The views a file reads."""
    return {(layer.lower(), name.lower()) for layer, name in REFERENCE.findall(file.select)}
