"""A whole store copied into a file of its own while people read on, and held against what it was copied from.

A plain copy of a live database's file loses what is still in its log; and reading that file by another way lets go of the
lock that keeps other processes out. So the database itself writes the copy.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import duckdb

from data.store.errors import StoreError

Contents = Mapping[str, tuple[int, int]]
"""By table, how many rows it has and the sum of their hashes: two stores with the same contents have the same rows."""

READING_MEMORY = "1GB"  # a second database in the same process, beside the store's own


def write_copy(cursor: duckdb.DuckDBPyConnection, target: Path, like: Path) -> None:
    """Write the attached `store` into the new file `target`, onto the disk, and check that all of it is there.

    `target` lies beside the store's file `like` and is as private as that. Raises StoreError; `target` is gone then.
    """
    remove(target)
    try:
        cursor.execute(f"attach '{quoted(target)}' as copied")
        try:
            target.chmod(like.stat().st_mode & 0o777)
            cursor.execute("copy from database store to copied")
            cursor.execute("checkpoint copied")
            expected = contents(cursor, "store")
        finally:
            cursor.execute("detach copied")
        to_disk(target)
        if contents_of(target) != expected:
            raise StoreError(
                f"The copy {target.name} does not hold what the store does. Nothing was kept of it; try again."
            )
    except (OSError, duckdb.Error) as error:
        remove(target)
        raise StoreError(
            f"The store could not be copied to {target.parent}: {error}. Nothing was kept of the copy."
        ) from error
    except BaseException:
        remove(target)
        raise


def contents(cursor: duckdb.DuckDBPyConnection, database: str) -> Contents:
    """What the tables of an attached database hold."""
    tables = cursor.execute(
        "select table_name from duckdb_tables() where database_name = ? order by table_name", [database]
    ).fetchall()
    found = {}
    for (table,) in tables:
        sql = f'select count(*) as rows, coalesce(sum(hash(stored)), 0) as hashes from {database}."{table}" as stored'
        found[table] = cursor.execute(sql).fetchall()[0]
    return found


def contents_of(path: Path) -> Contents:
    """What a store's file holds that nobody has open; every row of it is read. Raises duckdb.Error where it cannot be."""
    with duckdb.connect(":memory:", config={"memory_limit": READING_MEMORY}) as connection:
        connection.execute(f"attach '{quoted(path)}' as held (read_only)")
        return contents(connection, "held")


def backing_up(path: Path) -> Path:
    """Where a backup of a store is written before it is checked and put in its place: beside the store."""
    return path.with_name(f"{path.name}.backing-up")


def to_disk(path: Path) -> None:
    """A file, or which files a folder holds, as it is now: it outlasts a loss of power."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def remove(path: Path) -> None:
    """A file that nobody needs, and its log."""
    for each in (path, path.with_name(f"{path.name}.wal")):
        with suppress(FileNotFoundError):
            each.unlink()


def quoted(path: Path | str) -> str:
    """A path as it stands between quotes in SQL that takes no parameter."""
    return str(path).replace("'", "''")
