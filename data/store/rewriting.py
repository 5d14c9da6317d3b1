"""A store's file written anew, so that nothing of what was purged is left in it, while people go on reading.

A database file keeps deleted rows until their place is needed. So what is left is written into a new file, which takes the
old one's name in one step: whoever pulls the plug finds the old file or the new one, whole.

A connection cannot open the new file under the old name while a reader still holds the old one. Until the last of them is
done, reading goes on in a second copy without a name of its own; whoever writes waits.
"""

import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import duckdb

from data.store.copying import quoted, to_disk
from data.store.disk_space import MARGIN
from data.store.errors import NoRoom, StoreBusy
from data.store.opening import copies, remove_copies

PATIENCE = 30  # seconds that readers have to finish with the old file; a page takes at most a few


def demand_room(path: Path) -> None:
    """Raise NoRoom where two copies of the file do not fit beside it."""
    needed = 2 * path.stat().st_size + MARGIN
    free = shutil.disk_usage(path.parent).free
    if free < needed:
        raise NoRoom(
            f"A purge writes the store anew and needs {needed / 1e9:.1f} GB free in {path.parent}; there are"
            f" {free / 1e9:.1f} GB. Make room and purge again. Nothing was changed."
        )


def rewrite(cursor: duckdb.DuckDBPyConnection, path: Path, left: Mapping[str, str]) -> None:
    """Write the store anew and read from the new file on. `left` gives, by table, what is left where that is not all.

    Raises NoRoom; StoreBusy where the old file cannot be brought to rest. Nothing was changed then.
    """
    demand_room(path)
    reading, purging = copies(path)
    _bring_to_rest(cursor, path)
    remove_copies(path)
    try:
        _write(cursor, reading, left, path)
        shutil.copy(reading, purging)
        to_disk(purging)  # before it takes the name: else a loss of power leaves the name with half a store
        cursor.execute(f"attach or replace '{quoted(reading)}' as store")
    except (OSError, duckdb.IOException) as error:
        remove_copies(path)
        raise NoRoom(f"The store could not be written anew in {path.parent}: {error}. Nothing was changed.") from error
    os.replace(purging, path)
    to_disk(path.parent)  # else a loss of power brings the old file back, and with it what was purged
    with suppress(OSError):  # what cannot be removed while it is read is removed when the store is next opened
        reading.unlink()


def settled(cursor: duckdb.DuckDBPyConnection, path: Path, patience: float) -> bool:
    """Whether the file could be opened under its own name, now that it was written anew."""
    until = time.monotonic() + patience
    while True:
        try:
            cursor.execute(f"attach or replace '{quoted(path)}' as store")
            return True
        except duckdb.BinderException:  # a reader still holds the old file
            if time.monotonic() > until:
                return False
            time.sleep(0.02)


def rewrite_in_memory(cursor: duckdb.DuckDBPyConnection, left: Mapping[str, str]) -> None:
    """The same for a store without a file: a table's rows are replaced by those that are left."""
    for table, rows in left.items():
        cursor.execute(f"create or replace temp table kept_rows as {rows}")
        cursor.execute(f"delete from store.{table}")
        cursor.execute(f"insert into store.{table} by name from kept_rows")
    cursor.execute("drop table kept_rows")


def _write(cursor: duckdb.DuckDBPyConnection, path: Path, left: Mapping[str, str], like: Path) -> None:
    cursor.execute(f"attach '{quoted(path)}' as rewritten")
    try:
        shutil.copymode(like, path)  # whoever may not read the one may not read the other
        cursor.execute("copy from database store to rewritten (schema)")
        tables = cursor.execute(
            "select table_name from duckdb_tables() where database_name = 'store' order by table_oid"
        ).fetchall()
        for (table,) in tables:
            rows = left.get(table, f"select * from store.{table}")
            cursor.execute(f"insert into rewritten.{table} by name {rows}")
        cursor.execute("checkpoint rewritten")
    finally:
        cursor.execute("detach rewritten")


def _bring_to_rest(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Everything in the file itself and nothing in its log, which would otherwise be read into the new file."""
    log = path.with_name(f"{path.name}.wal")
    until = time.monotonic() + PATIENCE
    while True:
        with suppress(duckdb.TransactionException):
            cursor.execute("checkpoint store")
        if not log.exists() or log.stat().st_size == 0:
            return
        if time.monotonic() > until:
            raise StoreBusy("Somebody is still reading. Purge again in a minute. Nothing was changed.")
        time.sleep(0.05)
