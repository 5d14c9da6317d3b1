"""What a store says of itself: its versions, the files, settings, locks and profiles it keeps."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Annotated, Any

import duckdb

from data import settings
from data.store import locks
from data.store.roles import open_to
from data.store.upload import Lock, Published, SettingsChange, Version


class Records:
    """The reading half of a store. `connection` is for `queries`: views are installed on it and cursors made from it."""

    connection: Annotated[duckdb.DuckDBPyConnection, "link"]

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    @property
    @open_to("link")
    def is_shut(self) -> bool:
        """Whether the database has shut itself, as it does where a full disk kept it from writing what it must. Closed and
        opened anew it answers again, with all that was stored."""
        try:
            self._row("select 1 from store.migrations limit 1")
        except duckdb.Error as error:
            return "has been invalidated" in str(error)
        return False

    @property
    @open_to("link")
    def latest(self) -> int:
        """The newest version; 0 where nothing was ever accepted."""
        (version,) = self._row("select coalesce(max(version), 0) from store.versions")
        return int(version)

    @property
    @open_to("link")
    def has_uploads(self) -> bool:
        """Whether anything was ever uploaded, withdrawn since or not."""
        (found,) = self._row("select exists (from store.versions where kind = 'upload')")
        return bool(found)

    @open_to("viewer")
    def versions(self) -> tuple[Version, ...]:
        """Every version, newest first."""
        columns = "version, kind, created_at, author, note, file_name, sha256, feed, withdraws, counts, purged_by"
        rows = self._all(f"select {columns} from store.versions order by version desc")
        withdrawn = {row[8] for row in rows}
        purges: dict[int, tuple[int, ...]] = {}
        for row in reversed(rows):
            if row[10] is not None:
                purges[row[10]] = (*purges.get(row[10], ()), row[0])
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
                is_withdrawn=row[0] in withdrawn or row[10] is not None,
                counts=json.loads(row[9]) if row[9] else {},
                purged_by=row[10],
                purges=purges.get(row[0], ()),
            )
            for row in rows
        )

    @open_to("editor")
    def find(self, sha256: str) -> int | None:
        """The standing version that this file already is, if it is one."""
        return next(
            (entry.version for entry in self.versions() if entry.sha256 == sha256 and not entry.is_withdrawn), None
        )

    @open_to("editor")
    def original(self, sha256: str) -> bytes:
        """The file as it was uploaded. Raises KeyError where it is not kept: it named people, or was purged."""
        found = self._all("select content from store.originals where sha256 = ? and content <> ''::blob", [sha256])
        if not found:
            raise KeyError(sha256)
        return bytes(found[0][0])

    @open_to("link")
    def setting(self, name: str, as_of: int | None = None) -> str:
        """A setting's value as of a version (default: now), as text. Raises KeyError for an unknown name."""
        sql = "select arg_max(setting_value, version) from store.settings where setting = ? and version <= ?"
        (value,) = self._row(sql, [settings.key_of(name), self.latest if as_of is None else as_of])
        if value is None:
            raise KeyError(name)
        return str(value)

    @property
    @open_to("link")
    def fiscal_start(self) -> int:
        """The month in which the fiscal year begins."""
        return int(float(self.setting("fiscal_start_month")))

    @property
    @open_to("link")
    def smallest_group(self) -> int:
        """How many people a group must have to be shown."""
        return int(float(self.setting("suppression_k")))

    @open_to("link")
    def settings(self, as_of: int | None = None) -> dict[str, str]:
        """Every setting's value as of a version (default: now), as text, in the order they are declared."""
        sql = "select setting, arg_max(setting_value, version) from store.settings where version <= ? group by setting"
        known = dict(self._all(sql, [self.latest if as_of is None else as_of]))
        return {name: str(known[name]) for name in settings.SETTINGS if name in known}

    @open_to("viewer")
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

    @open_to("viewer")
    def locks(self) -> tuple[Lock, ...]:
        """The spans that are locked now, in the order of their days."""
        return locks.active(self.connection.cursor())

    @open_to("viewer")
    def published(self, lock_version: int) -> tuple[Published, ...]:
        """Every figure as it was published when a span was locked, let go of since or not."""
        return locks.published(self.connection.cursor(), lock_version)

    @open_to("editor")
    def profiles(self) -> dict[str, str]:
        """The import profiles people confirmed, by the shape of their headers: the last word on each."""
        return dict(self._all("select profile, arg_max(content, version) from store.profiles group by profile"))

    @property
    @open_to("editor")
    def salt(self) -> str:
        """What makes this store's keys of people unlike those of another; made once."""
        (salt,) = self._row("select salt from store.salts")
        return str(salt)

    @open_to("viewer")
    def known_units(self) -> tuple[str, dict[str, str]]:
        """The store's salt, and the business unit of each person and department by the key of their name, as the Units
        sheets that stand now say it; where two feeds differ, as the newer one does."""
        cursor = self.connection.cursor()
        cursor.execute("set variable as_of = cast($1 as integer)", [self.latest])
        sql = "select name, arg_max(business_unit, (version, line)) from ledger.units group by name"
        return self.salt, dict(cursor.execute(sql).fetchall())

    def _upload(self, version: int) -> Version:
        entry = next((entry for entry in self.versions() if entry.version == version), None)
        if entry is None or entry.kind != "upload":
            raise LookupError(f"Version {version} is not an upload.")
        return entry

    def _labels(self, touched: Iterable[Lock]) -> tuple[str, ...]:
        return tuple(self._label(lock.period_start, lock.period_end) for lock in touched)

    def _label(self, start: dt.date, end: dt.date) -> str:
        return locks.label(start, end, self.fiscal_start)

    def _all(self, sql: str, values: list[object] | None = None) -> list[tuple[Any, ...]]:
        return self.connection.cursor().execute(sql, values or []).fetchall()

    def _row(self, sql: str, values: list[object] | None = None) -> tuple[Any, ...]:
        return self._all(sql, values)[0]
