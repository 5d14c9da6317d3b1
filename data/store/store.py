"""One store: versions are added, withdrawn and read back; readers take cursors of their own."""

import datetime as dt
import json
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb

from data import settings
from data.store import parts, restate
from data.store.opening import connect
from data.store.upload import Added, SettingsChange, Upload, Version


def open_store(url: str) -> "Store":
    """The store at `url` (a path, `duckdb:///path`, or `:memory:`). Raises StoreBusy, StoreError."""
    return Store(url, connect(url))


class Store:
    """The only writer. `connection` is for `queries`: views are installed on it and cursors made from it."""

    def __init__(self, url: str, connection: duckdb.DuckDBPyConnection) -> None:
        self.url = url
        self.connection = connection
        self.identity = uuid.uuid4().hex
        self._writing = threading.Lock()

    @property
    def latest(self) -> int:
        """The newest version; 0 where nothing was ever accepted."""
        (version,) = self._one("select coalesce(max(version), 0) from store.versions")
        return int(version)

    @property
    def has_uploads(self) -> bool:
        """Whether anything was ever uploaded, withdrawn since or not."""
        (found,) = self._one("select exists (from store.versions where kind = 'upload')")
        return bool(found)

    def versions(self) -> tuple[Version, ...]:
        """Every version, newest first."""
        withdrawn = {version for (version,) in self._all("select withdraws from store.versions where withdraws > 0")}
        columns = "version, kind, created_at, author, note, file_name, sha256, feed, withdraws, counts"
        return tuple(
            Version(
                version=row[0],
                kind=row[1],
                created_at=row[2],
                author=row[3] or "",
                note=row[4] or "",
                file_name=row[5] or "",
                sha256=row[6] or "",
                feed=row[7] or "",
                withdraws=row[8],
                is_withdrawn=row[0] in withdrawn,
                counts=json.loads(row[9]) if row[9] else {},
            )
            for row in self._all(f"select {columns} from store.versions order by version desc")
        )

    def find(self, sha256: str) -> int | None:
        """The standing version that this file already is, if it is one."""
        return next(
            (entry.version for entry in self.versions() if entry.sha256 == sha256 and not entry.is_withdrawn), None
        )

    def original(self, sha256: str) -> bytes:
        """The file as it was uploaded. Raises KeyError where no such file is kept."""
        found = self._all("select content from store.originals where sha256 = ?", [sha256])
        if not found:
            raise KeyError(sha256)
        return bytes(found[0][0])

    def add(self, upload: Upload) -> Added:
        """Store an upload as the next version, all of it or nothing. The same file twice is stored once."""
        with self._transaction() as cursor:
            if (known := self.find(upload.sha256)) is not None:
                return Added(known, already_stored=True)
            version = self._next(
                cursor, "upload", upload.created_at, upload.author, upload.note,
                file_name=upload.file_name, sha256=upload.sha256, feed=upload.feed, counts=upload.counts,
            )  # fmt: skip
            if not cursor.execute("from store.originals where sha256 = ?", [upload.sha256]).fetchall():
                cursor.execute("insert into store.originals values (?, ?)", [upload.sha256, upload.content])
            parts.write(cursor, "store", upload, version)
            return Added(version, already_stored=False)

    def propose(self, upload: Upload) -> str:
        """Hold an upload in memory as a candidate; a scope that names it sees the store as if it were accepted."""
        candidate = uuid.uuid4().hex
        with self._transaction() as cursor:
            parts.write(cursor, "pending", upload, parts.CANDIDATE_VERSION, candidate)
        return candidate

    def restate(self, before: int, after: int) -> dict[restate.Cause, str]:
        """What stood at one version taken step by step to another: for each cause a candidate, to be asked with
        `as_of=before` and discarded afterwards."""
        with self._transaction() as cursor:
            return restate.write(cursor, before, after)

    def discard(self, candidate: str) -> None:
        """Forget a candidate."""
        with self._transaction() as cursor:
            parts.discard(cursor, candidate)

    def withdraw(self, version: int, author: str, note: str, at: dt.datetime) -> int:
        """Take an upload back: a new version in which what stood before it stands again. Returns that version.

        Raises LookupError where there is no such upload, or it was withdrawn already.
        """
        with self._transaction() as cursor:
            entry = next((entry for entry in self.versions() if entry.version == version), None)
            if entry is None or entry.kind != "upload":
                raise LookupError(f"Version {version} is not an upload.")
            if entry.is_withdrawn:
                raise LookupError(f"Version {version} was already withdrawn.")
            new = self._next(cursor, "withdrawal", at, author, note, withdraws=version)
            parts.restore(cursor, version, new)
            return new

    def setting(self, name: str, as_of: int | None = None) -> str:
        """A setting's value as of a version (default: now), as text. Raises KeyError for an unknown name."""
        sql = "select arg_max(setting_value, version) from store.settings where setting = ? and version <= ?"
        (value,) = self._one(sql, [name, self.latest if as_of is None else as_of])
        if value is None:
            raise KeyError(name)
        return str(value)

    def settings(self, as_of: int | None = None) -> dict[str, str]:
        """Every setting's value as of a version (default: now), as text, in the order they are declared."""
        sql = "select setting, arg_max(setting_value, version) from store.settings where version <= ? group by setting"
        known = dict(self._all(sql, [self.latest if as_of is None else as_of]))
        return {name: str(known[name]) for name in settings.SETTINGS if name in known}

    def settings_changes(self) -> tuple[SettingsChange, ...]:
        """Every change of settings, newest first: who, when, why, and each value before and after."""
        changed: dict[int, dict[str, tuple[str, str]]] = {}
        sql = """
            select version, setting, lag(setting_value) over (partition by setting order by version), setting_value
            from store.settings
            qualify version > 0
            order by version, setting
        """
        for version, name, before, after in self._all(sql):
            changed.setdefault(version, {})[name] = (before or "", after)
        return tuple(
            SettingsChange(entry.version, entry.created_at, entry.author, entry.note, changed.get(entry.version, {}))
            for entry in self.versions()
            if entry.kind == "settings"
        )

    def change_settings(self, changes: Mapping[str, str], author: str, note: str, at: dt.datetime) -> int:
        """Change settings in a new version. Raises InvalidSetting (a ValueError) where one is not right, or where they
        are not right together."""
        parsed = {name: settings.normal(name, text) for name, text in changes.items()}
        with self._transaction() as cursor:
            settings.together(self.settings() | parsed)
            version = self._next(cursor, "settings", at, author, note)
            for name, value in parsed.items():
                cursor.execute("insert into store.settings values (?, ?, ?)", [version, name, value])
            return version

    def profiles(self) -> dict[str, str]:
        """The import profiles people confirmed, by the shape of their headers: the last word on each."""
        return dict(self._all("select profile, arg_max(content, version) from store.profiles group by profile"))

    def keep_profile(self, name: str, content: str) -> None:
        """Remember how sheets of one shape are read."""
        with self._transaction() as cursor:
            (number,) = cursor.execute("select coalesce(max(version), 0) + 1 from store.profiles").fetchall()[0]
            cursor.execute("insert into store.profiles values (?, ?, ?)", [number, name, content])

    def close(self) -> None:
        """Write everything to disk and let go of the file."""
        with self._writing:
            self.connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._writing:
            cursor = self.connection.cursor()
            cursor.execute("begin")
            try:
                yield cursor
            except BaseException:
                cursor.execute("rollback")
                raise
            cursor.execute("commit")

    def _next(
        self,
        cursor: duckdb.DuckDBPyConnection,
        kind: str,
        at: dt.datetime,
        author: str,
        note: str,
        *,
        file_name: str | None = None,
        sha256: str | None = None,
        feed: str | None = None,
        withdraws: int | None = None,
        counts: Mapping[str, Mapping[str, int]] | None = None,
    ) -> int:
        version = self.latest + 1
        cursor.execute(
            "insert into store.versions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [version, kind, at, author, note, file_name, sha256, feed, withdraws, json.dumps(counts or {})],
        )
        return version

    def _all(self, sql: str, values: list[object] | None = None) -> list[tuple]:
        return self.connection.cursor().execute(sql, values or []).fetchall()

    def _one(self, sql: str, values: list[object] | None = None) -> tuple:
        return self._all(sql, values)[0]
