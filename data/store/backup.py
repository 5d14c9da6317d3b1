"""Backups of a store: a file each, whole and checked, made while people work; and one of them put back in its place.

A backup in a folder is named for when it was made, in UTC: `gapboard-20261121T033000Z.duckdb`. Whatever is cut short
leaves the backups and the store that were there before.
"""

import datetime as dt
import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from data.store.copying import backing_up, contents_of, quoted, remove, to_disk, write_copy
from data.store.disk_space import demand_room
from data.store.errors import StoreBusy, StoreError
from data.store.opening import is_held, path_of
from data.store.roles import needs
from data.store.store import Store

NAMED = re.compile(r"gapboard-(\d{8}T\d{6}Z)\.duckdb")
STAMP = "%Y%m%dT%H%M%SZ"
ESSENTIAL = {"versions", "parts", "settings", "migrations"}
"""Tables without which a file is no store of ours."""


@dataclass(frozen=True)
class Backup:
    """A backup in a folder. `made_at` is in UTC; `bytes` how large it is."""

    path: Path
    made_at: dt.datetime
    bytes: int


@dataclass(frozen=True)
class Restored:
    """What a restore did: the newest version that stands now and how many rows there are; where the store from before is.

    `brings_back` are the versions that purged something the backup still holds: it is there again. So are the links that
    were taken back since, by their names (`reopens`), and the roles that were given or taken since, by address (`roles`).
    """

    version: int
    rows: int
    store_before: Path | None
    brings_back: tuple[int, ...]
    reopens: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class Backups:
    """Backups of one store, made in the process that has it open."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @needs("admin")
    def into(self, folder: Path, at: dt.datetime) -> Backup:
        """A new backup in a folder, named for `at`. Raises StoreError, NoRoom; what was there before stays."""
        made_at = at.astimezone(dt.UTC).replace(microsecond=0)
        path = self.to(folder / f"gapboard-{made_at:{STAMP}}.duckdb")
        return Backup(path, made_at, path.stat().st_size)

    @needs("admin")
    def to(self, target: Path) -> Path:
        """A backup as the file `target`; one that is there is replaced once the new one is whole. Raises StoreError, NoRoom."""
        path, target = path_of(self.store.url), target.resolve()
        if path is None:
            raise StoreError("A store in memory has no file to back up.")
        if target in (path, backing_up(path)):
            raise StoreError(f"{target} is the store itself. Name another file for its backup.")
        target.parent.mkdir(parents=True, exist_ok=True)
        # Nobody writes meanwhile, so that what is copied and what it is held against are one state.
        with self.store.writing(), self.store.connection.cursor() as cursor:
            demand_room(path.parent, path.stat().st_size, "A backup is first written beside the store and")
            write_copy(cursor, backing_up(path), path)
        try:
            _moved(backing_up(path), target)
        finally:
            remove(backing_up(path))
        return target


def backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, the newest first."""
    found = [(path, named) for path in folder.glob("*.duckdb") if (named := NAMED.fullmatch(path.name))]
    each = [Backup(path, _stamped(named[1]), path.stat().st_size) for path, named in found]
    return tuple(sorted(each, key=lambda copy: copy.made_at, reverse=True))


def newest(folder: Path) -> Path | None:
    """The newest backup in a folder."""
    return next((copy.path for copy in backups(folder)), None)


@contextmanager
def taken_out(folder: Path) -> Iterator[Path]:
    """The newest backup as a file to open as a store, gone afterwards: opening a store may write to it, and a backup stays
    as it is. Raises StoreError where there is none."""
    path = newest(folder)
    if path is None:
        raise StoreError(
            f"There is no backup in {folder}. Backups are made by the app (GAPBOARD_BACKUPS) or cli.py backup."
        )
    with TemporaryDirectory(prefix="gapboard-") as own:
        yield Path(shutil.copyfile(path, Path(own) / "gapboard.duckdb"))


def restore(source: Path, url: str, at: dt.datetime) -> Restored:
    """Put a backup in the place of a store, which is kept beside it. Raises StoreBusy, StoreError, NoRoom; nothing was
    changed then."""
    path, source = path_of(url), source.resolve()
    if path is None or source == path:
        raise StoreError("Name the backup to restore, and by --store the file that it becomes.")
    version, rows = checked(source)
    purged_there, opens_there = purges(source), _opens(source, at)
    path.parent.mkdir(parents=True, exist_ok=True)
    demand_room(path.parent, source.stat().st_size, "A restore")
    restoring = path.with_name(f"{path.name}.restoring")
    held = _hold(path) if path.exists() else None
    try:
        purged_here = _purges(held, "store") if held is not None else {}
        open_here = _what_opens(held, "store", at) if held is not None else opens_there
        _copied(source, restoring)
        if path.exists():
            restoring.chmod(path.stat().st_mode & 0o777)
        store_before = _set_aside(path, at) if path.exists() else None
        os.replace(restoring, path)
        to_disk(path.parent)
    finally:
        remove(restoring)
        if held is not None:
            held.close()
    return Restored(
        version,
        rows,
        store_before,
        tuple(sorted(version for version, _ in purged_here.items() - purged_there.items())),
        tuple(sorted(title for link, title in opens_there.links.items() if link not in open_here.links)),
        tuple(sorted({address for address, _ in opens_there.roles ^ open_here.roles})),
    )


def checked(source: Path) -> tuple[int, int]:
    """The newest version in a backup and how many rows it has, every one of them read. Raises StoreError."""
    try:
        found = contents_of(source)
        if not found.keys() >= ESSENTIAL:
            raise StoreError(f"{source} is a database, but not a store of Gapboard. Nothing was changed.")
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"attach '{quoted(source)}' as held (read_only)")
            (version,) = connection.execute("select coalesce(max(version), 0) from held.versions").fetchall()[0]
    except (duckdb.Error, OSError) as error:
        raise StoreError(
            f"{source} is not a whole backup: it cannot be read to its end. Nothing was changed."
        ) from error
    return version, sum(rows for rows, _ in found.values())


def purges(path: Path) -> Mapping[int, dt.datetime]:
    """When each version of a backup purged something, by its number: what was purged before it was made is not in it."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{quoted(path)}' as held (read_only)")
        return _purges(connection, "held")


def set_aside(path: Path) -> tuple[Path, ...]:
    """The copies kept beside a store: from before an upgrade, from before a restore."""
    return tuple(sorted(each for each in path.parent.glob(f"{path.name}.before-*") if each.suffix != ".wal"))


def _purges(connection: duckdb.DuckDBPyConnection, database: str) -> Mapping[int, dt.datetime]:
    sql = f"select version, created_at from {database}.versions where kind = 'purge'"
    return dict(connection.execute(sql).fetchall())


@dataclass(frozen=True)
class _Opens:
    """What lets people in: the links that are open, by id with their names; who has which role by name."""

    links: Mapping[str, str]
    roles: frozenset[tuple[str, str]]


def _opens(path: Path, at: dt.datetime) -> _Opens:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{quoted(path)}' as held (read_only)")
        return _what_opens(connection, "held", at)


def _what_opens(connection: duckdb.DuckDBPyConnection, database: str, at: dt.datetime) -> _Opens:
    """Of a store from before there were links and roles, none."""
    sql = "select table_name from duckdb_tables() where database_name = ?"
    there = {name for (name,) in connection.execute(sql, [database]).fetchall()}
    links = f"select link, title from {database}.links where revoked_at is null and expires_at > ?"
    now = at.astimezone().replace(tzinfo=None)
    return _Opens(
        dict(connection.execute(links, [now]).fetchall()) if "links" in there else {},
        frozenset(connection.execute(f"select address, role from {database}.given_roles").fetchall())
        if "given_roles" in there
        else frozenset(),
    )


def _moved(written: Path, target: Path) -> None:
    """A finished file under its name in one step, also on another disk."""
    try:
        os.replace(written, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise StoreError(f"The backup could not be put at {target}: {error}.") from error
        demand_room(target.parent, written.stat().st_size, "A backup")
        partial = target.with_name(f".{target.name}.partial")
        try:
            _copied(written, partial)
            os.replace(partial, target)
        finally:
            remove(partial)
    to_disk(target.parent)


def _copied(source: Path, target: Path) -> None:
    """A file's copy, on the disk, with the same rows and as private. Raises StoreError."""
    try:
        target.unlink(missing_ok=True)
        target.touch(mode=0o600)  # nobody else reads it while it is written
        shutil.copy(source, target)
        to_disk(target)
        if contents_of(target) != contents_of(source):
            raise StoreError(f"The copy of {source} does not hold the same. Nothing was changed; try again.")
    except (OSError, duckdb.Error) as error:
        raise StoreError(f"{source} could not be copied to {target.parent}: {error}. Nothing was changed.") from error


def _hold(path: Path) -> duckdb.DuckDBPyConnection | None:
    """The store that is to be replaced, held so that nobody opens it meanwhile, all of it in the file itself.

    None where it is damaged: then nobody can open it. Raises StoreBusy where another process has it open.
    """
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"attach '{quoted(path)}' as store")
        connection.execute("checkpoint store")
    except duckdb.Error as error:
        connection.close()
        if is_held(error):
            raise StoreBusy(
                "The store is open in another process. Stop the app, then restore. Nothing was changed."
            ) from error
        return None
    return connection


def _set_aside(path: Path, at: dt.datetime) -> Path:
    """The store from before under a second name; with its log, where a damaged one still has any."""
    aside = path.with_name(f"{path.name}.before-restore-{at.astimezone(dt.UTC):{STAMP}}")
    log = path.with_name(f"{path.name}.wal")
    try:
        os.link(path, aside)  # not moved away: at no moment is there no store under its name
    except OSError:  # a disk without second names
        shutil.copy(path, aside)
    os.utime(aside, (at.timestamp(), at.timestamp()))
    if log.exists():
        os.replace(log, aside.with_name(f"{aside.name}.wal"))
    return aside


def _stamped(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, STAMP).replace(tzinfo=dt.UTC)
