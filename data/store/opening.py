"""Where the ledger lives: opened, locked down, brought up to date, and published as `ledger.*`."""

import re
import shutil
from collections import defaultdict
from pathlib import Path

import duckdb

from data.schema import DATASETS, PROVENANCE
from data.store.copying import backing_up, quoted, remove
from data.store.errors import StoreBusy, StoreError
from data.store.upgrade import MIGRATIONS, upgrade, upgrading

HERE = Path(__file__).parent
MEMORY_LIMIT = "4GB"  # leaves room beside the reading child (3 GiB) on an 8 GB machine


def connect(url: str, migrations: Path = MIGRATIONS) -> duckdb.DuckDBPyConnection:
    """A locked-down connection with the store attached and `ledger.*` published.

    `url` is a path, `duckdb:///path` or `:memory:`. Raises StoreBusy where another process has it open, StoreError
    where it cannot be opened at all, or not be upgraded. A connection that was not made lets go of the file.
    """
    path = path_of(url)
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY_LIMIT})
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection.execute(f"set allowed_directories = ['{quoted(path.parent)}']")
        connection.execute(f"set temp_directory = '{quoted(_spill(path))}'")
    _attach(connection, path)
    if path is not None:
        remove_copies(path)
        for unfinished in (backing_up(path), upgrading(path)):
            remove(unfinished)
        shutil.rmtree(_spill(path), ignore_errors=True)  # rows that did not fit into memory when a process was killed
    connection.execute("attach ':memory:' as pending")
    _lock_down(connection)
    try:
        upgrade(connection, path, migrations)
    except BaseException:
        connection.close()
        raise
    _match_schema(connection)
    _publish(connection)
    return connection


def path_of(url: str) -> Path | None:
    """The file of a store; None for one in memory. Raises StoreError for a home that is not supported yet."""
    if url == ":memory:":
        return None
    for scheme, home in (("md:", "MotherDuck"), ("ducklake:", "DuckLake"), ("postgres", "PostgreSQL")):
        if url.startswith(scheme):
            raise StoreError(f"{home} stores cannot be opened yet. Give the path of a DuckDB file in GAPBOARD_STORE.")
    return Path(re.sub(r"^duckdb:(//)?", "", url)).resolve()


def _spill(path: Path) -> Path:
    """Where rows go that do not fit into memory: beside the store, where the disk is meant to hold them."""
    return path.with_name(f"{path.name}.tmp")


def copies(path: Path) -> tuple[Path, Path]:
    """The two copies that a purge writes beside the store's file: one to be read meanwhile, one to take its place."""
    return path.with_name(f"{path.name}.reading"), path.with_name(f"{path.name}.purging")


def remove_copies(path: Path) -> None:
    """Remove what a purge that was cut short left beside the store's file; the file itself is whole."""
    for copy in copies(path):
        remove(copy)


def is_held(error: duckdb.Error) -> bool:
    """Whether a file could not be opened because somebody else has it open."""
    return any(words in str(error) for words in ("lock on file", "already attached", "handle conflict", "being used"))


def _attach(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    target = ":memory:" if path is None else str(path)
    try:
        connection.execute(f"attach '{quoted(target)}' as store")
    except duckdb.Error as error:
        if is_held(error):
            raise StoreBusy(
                "The store is open in another process (the app, or another command). Stop that one, or wait for it."
            ) from error
        raise StoreError(
            f"The store could not be opened: {path} is not a DuckDB file, or cannot be written."
        ) from error


def _lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("set python_enable_replacements = false")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _match_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """A table per dataset in the store and in `pending`, with every column of the schema."""
    known: dict[str, set[str]] = defaultdict(set)
    sql = "select concat_ws('.', database_name, table_name), column_name from duckdb_columns()"
    for table, column in connection.execute(f"{sql} where database_name in ('store', 'pending')").fetchall():
        known[table].add(column)
    for home in ("store", "pending"):
        for dataset in DATASETS.values():
            name, columns = f"{home}.{dataset.name}", [*dataset.stored(), *PROVENANCE]
            if name not in known:
                connection.execute(f"create table {name} ({', '.join(' '.join(column) for column in columns)})")
            for column, kind in columns if name in known else ():
                if column not in known[name]:
                    connection.execute(f"alter table {name} add column {column} {kind}")
    connection.execute("create table pending.parts as select *, ''::varchar as candidate from store.parts where false")


def _publish(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create schema ledger")
    text = {path.stem: path.read_text() for path in (HERE / "ledger").glob("*.sql")}
    for name in ("live_parts", "versions", "settings"):
        connection.execute(f"create view ledger.{name} as {text[name]}")
    for dataset in DATASETS.values():
        names = ", ".join(f"rows.{column}" for column, _ in (*dataset.stored(), *PROVENANCE))
        select = text["rows"].format(dataset=dataset.name).replace("rows.*", names)
        connection.execute(f"create view ledger.{dataset.name} as {select}")
