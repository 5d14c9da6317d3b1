"""A store's file brought up to what this version of Gapboard expects: after a copy, and all of it or nothing.

A migration is a file of SQL in `migrations/`, run once. A file that already holds rows is first copied beside itself, as
`gapboard.duckdb.before-0004`: whoever wants to go back to the version before has what it needs.
"""

import secrets
from contextlib import suppress
from pathlib import Path

import duckdb

from data.settings import SETTINGS
from data.store.copying import to_disk, write_copy
from data.store.disk_space import demand_room
from data.store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: duckdb.DuckDBPyConnection, path: Path | None, migrations: Path = MIGRATIONS) -> None:
    """Run the migrations that the attached `store` has not seen. Raises StoreError, and leaves it as it was."""
    connection.execute("create table if not exists store.migrations (migration varchar, applied_at timestamp)")
    done = {name for (name,) in connection.execute("select migration from store.migrations").fetchall()}
    files = {file.stem: file for file in sorted(migrations.glob("*.sql"))}
    if unknown := sorted(done - set(files)):
        raise StoreError(
            f"The store was written by a newer version of Gapboard ({unknown[-1]}). Start that version, or restore a"
            " backup from before it."
        )
    pending = [file for name, file in files.items() if name not in done]
    copy = _copied(connection, path, pending[0].stem) if path is not None and done and pending else None
    step = "the settings"
    connection.execute("begin")
    try:
        for step, file in ((file.stem, file) for file in pending):
            connection.execute(file.read_text(encoding="utf-8"))
            connection.execute("insert into store.migrations values (?, now()::timestamp)", [step])
        _fill(connection)
        connection.execute("commit")
    except duckdb.Error as error:
        with suppress(duckdb.Error):  # a commit that failed has rolled back by itself
            connection.execute("rollback")
        raise StoreError(_failed(step, error, copy)) from error


def upgrading(path: Path) -> Path:
    """Where the copy is written before it is checked."""
    return path.with_name(f"{path.name}.upgrading")


def _copied(connection: duckdb.DuckDBPyConnection, path: Path, first: str) -> Path:
    """The copy of a store beside it, named for the first migration that has not been run."""
    copy, unfinished = path.with_name(f"{path.name}.before-{first[:4]}"), upgrading(path)
    demand_room(path.parent, path.stat().st_size, "An upgrade copies the store first and")
    write_copy(connection, unfinished, path)
    unfinished.replace(copy)
    to_disk(copy.parent)
    return copy


def _fill(connection: duckdb.DuckDBPyConnection) -> None:
    """What every store has: its own salt, and each setting at its default."""
    connection.execute("insert into store.salts select $1 where not exists (from store.salts)", [secrets.token_hex(32)])
    for name, setting in SETTINGS.items():
        connection.execute(
            "insert into store.settings select 0, $1, $2"
            " where not exists (from store.settings where version = 0 and setting = $1)",
            [name, setting.default],
        )


def _failed(migration: str, error: Exception, copy: Path | None) -> str:
    spoken = f" A copy from before is {copy}." if copy else ""
    return (
        f"The store could not be upgraded: {migration} failed. It is as it was before.{spoken} Start the version of"
        f" Gapboard from before, and report this: {str(error).splitlines()[0]}"
    )
