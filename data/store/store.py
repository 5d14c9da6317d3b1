"""One store: versions are added, withdrawn, locked and purged; readers take cursors of their own."""

import datetime as dt
import json
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import duckdb

from data import settings
from data.store import differences, locks, parts, purge, restate, rewriting
from data.store.errors import StoreBusy
from data.store.opening import connect, path_of
from data.store.records import Records
from data.store.roles import open_to
from data.store.upload import Added, Difference, Lock, NeedsReason, Published, Upload


def open_store(url: str, *, patience: float = rewriting.PATIENCE) -> "Store":
    """The store at `url` (a path, `duckdb:///path`, or `:memory:`). Who writes waits `patience` seconds for those who still
    read a file that a purge has replaced. Raises StoreBusy, StoreError."""
    return Store(url, connect(url), patience)


class Store(Records):
    """The only writer. `identity` names what a cache may keep of it: it is another once something was purged.

    `connection` and `writing` are what services of their own are built on: each of those asks `require`.
    """

    url: Annotated[str, "viewer"]
    identity: Annotated[str, "link"]

    def __init__(self, url: str, connection: duckdb.DuckDBPyConnection, patience: float) -> None:
        super().__init__(connection)
        self.url = url
        self._patience = patience
        self.identity = uuid.uuid4().hex
        self._writing = threading.Lock()
        self._path = path_of(url)
        self._is_settled = True

    @open_to("editor")
    def add(self, upload: Upload) -> Added:
        """Store an upload as the next version, all of it or nothing. The same file twice is stored once.

        Raises NeedsReason where it changes a locked period and has no note.
        """
        with self.writing() as cursor:
            if (known := self.find(upload.sha256)) is not None:
                return Added(known, already_stored=True)
            version = self._next(
                cursor,
                "upload",
                upload.created_at,
                upload.author,
                upload.note,
                file_name=upload.file_name,
                sha256=upload.sha256,
                feed=upload.feed,
                counts=upload.counts,
            )
            if not cursor.execute("from store.originals where sha256 = ?", [upload.sha256]).fetchall():
                cursor.execute("insert into store.originals values (?, ?)", [upload.sha256, upload.content])
            parts.write(cursor, "store", upload, version)
            self._demand_reason(cursor, version, upload.note)
            return Added(version, already_stored=False)

    @open_to("editor")
    def propose(self, upload: Upload) -> str:
        """Hold an upload in memory as a candidate; a scope that names it sees the store as if it were accepted."""
        candidate = uuid.uuid4().hex
        with self.writing() as cursor:
            parts.write(cursor, "pending", upload, parts.CANDIDATE_VERSION, candidate)
        return candidate

    @open_to("viewer")
    def restate(self, before: int, after: int) -> dict[restate.Cause, str]:
        """What stood at one version taken step by step to another: for each cause a candidate, to be asked with
        `as_of=before` and discarded afterwards."""
        with self.writing() as cursor:
            return restate.write(cursor, before, after)

    @open_to("editor")
    def discard(self, candidate: str) -> None:
        """Forget a candidate."""
        with self.writing() as cursor:
            parts.discard(cursor, candidate)

    @open_to("editor")
    def withdraw(self, version: int, author: str, note: str, at: dt.datetime) -> int:
        """Take an upload back: a new version in which what stood before it stands again. Returns that version.

        Raises LookupError where there is no such upload, or it was withdrawn already; NeedsReason where it changes a
        locked period and `note` is blank.
        """
        with self.writing() as cursor:
            if self._upload(version).is_withdrawn:
                raise LookupError(f"Version {version} was already withdrawn.")
            new = self._next(cursor, "withdrawal", at, author, note, withdraws=version)
            parts.restore(cursor, version, new)
            self._demand_reason(cursor, new, note)
            return new

    @open_to("admin")
    def purge(
        self, version: int, author: str, note: str, at: dt.datetime, forget: Callable[[], None] = lambda: None
    ) -> int:
        """Remove an upload for privacy: its rows, its file, what was remembered of its columns. Returns the new version.

        Every upload of the very same file goes with it. What stood before stands again, at every version since; the file
        of the store is written anew and `identity` is another, so that no cache is read again; `forget` is called before
        that, to let go of what was worked out from the rows and is kept by other names. Raises LookupError where
        there is no such upload, or it was purged already; NeedsReason where it changes a locked period and `note` is
        blank; ValueError where `note` is blank; NoRoom, StoreBusy. Nothing was changed then.
        """
        with self._writing, self.connection.cursor() as cursor:
            self._settle(cursor, self._patience)
            if self._upload(version).is_purged:
                raise LookupError(f"Version {version} was already purged.")
            purged = purge.same_file(cursor, version)
            new = self.latest + 1
            purge.replay(cursor, purged, new, author, note, at)
            try:
                parts.write_active(cursor, "parts_before", self.latest)
                purge.write_active_after(cursor, "parts_after")
                self._demand_reason_for(cursor, locks.touched(cursor, locks.active(cursor)), note)
                if not note.strip():
                    raise ValueError("A purge needs a note that says why.")
                self._rewrite(cursor, purge.left(purged))
                restate.discard_all(cursor)
            finally:
                cursor.execute("detach replay")
            try:
                forget()
            finally:
                self.identity = uuid.uuid4().hex
            return new

    @open_to("editor")
    def lock(
        self,
        start: dt.date,
        end: dt.date,
        published: Iterable[Published],
        published_as_of: int,
        code: str,
        author: str,
        note: str,
        at: dt.datetime,
    ) -> int:
        """Lock a span of days that the board has seen, with every figure as it was published. Returns the new version.

        `published_as_of` is the version that the figures, settings and rates are of; `code` names the code that computed
        them. Raises ValueError where the span is locked already, runs backwards, the version is not there, or no note
        says why.
        """
        with self.writing() as cursor:
            if not note.strip():
                raise ValueError("A lock needs a note that says why.")
            if start > end:
                raise ValueError(f"{start} is after {end}.")
            if not 0 <= published_as_of <= self.latest:
                raise ValueError(f"There is no version {published_as_of}.")
            if (start, end) in {(lock.period_start, lock.period_end) for lock in locks.active(cursor)}:
                raise ValueError(f"{self._label(start, end)} is locked already.")
            version = self._next(cursor, "lock", at, author, note)
            locks.enter(cursor, version, (start, end), published_as_of, code)
            locks.publish(cursor, version, published)
            return version

    @open_to("admin")
    def unlock(self, start: dt.date, end: dt.date, author: str, note: str, at: dt.datetime) -> int:
        """Let go of a locked span; what was published stays. Returns the new version.

        Raises LookupError where this very span is not locked, ValueError where no note says why.
        """
        with self.writing() as cursor:
            if not note.strip():
                raise ValueError("Unlocking needs a note that says why.")
            if (start, end) not in {(lock.period_start, lock.period_end) for lock in locks.active(cursor)}:
                raise LookupError(f"{self._label(start, end)} is not locked.")
            version = self._next(cursor, "unlock", at, author, note)
            locks.leave(cursor, version, (start, end))
            return version

    @open_to("editor")
    def locked_by(self, upload: Upload) -> tuple[str, ...]:
        """The labels of the locked periods that an upload would change; it needs a note that says why, where any."""
        with self.connection.cursor() as cursor:
            active = locks.active(cursor)
            if not active:
                return ()
            candidate = self.propose(upload)
            try:
                parts.write_active(cursor, "parts_before", self.latest)
                parts.write_active(cursor, "parts_after", self.latest, candidate)
                return self._labels(locks.touched(cursor, active, "store pending"))
            finally:
                self.discard(candidate)

    @open_to("editor")
    def differences(self, before: int, after: int) -> tuple[Difference, ...]:
        """Row by row, what was removed, corrected and came late between two versions; the same rows again are none."""
        with self.connection.cursor() as cursor:
            return differences.between(cursor, before, after)

    @open_to("admin")
    def change_settings(self, changes: Mapping[str, str], author: str, note: str, at: dt.datetime) -> int:
        """Change settings in a new version. Raises InvalidSetting (a ValueError) where one is not right, or where they
        are not right together; NeedsReason where periods are locked and `note` is blank."""
        parsed = {settings.key_of(name): settings.normal(name, text) for name, text in changes.items()}
        with self.writing() as cursor:
            now = self.settings()
            settings.together(now | parsed)
            if now != now | parsed:
                self._demand_reason_for(cursor, locks.active(cursor), note)
            version = self._next(cursor, "settings", at, author, note)
            for name, value in parsed.items():
                cursor.execute("insert into store.settings values (?, ?, ?)", [version, name, value])
            return version

    @open_to("editor")
    def save_profile(self, name: str, content: str, origin: int | None = None) -> None:
        """Remember how sheets of one shape are read; `origin` is the upload they were confirmed on, purged with it."""
        with self.writing() as cursor:
            (number,) = cursor.execute("select coalesce(max(version), 0) + 1 from store.profiles").fetchall()[0]
            cursor.execute(
                "insert into store.profiles (version, profile, content, origin) values (?, ?, ?, ?)",
                [number, name, content, origin],
            )

    @open_to("editor")
    def change_profile(self, name: str, content: str) -> None:
        """Say a remembered profile anew; it still belongs to the upload it was confirmed on."""
        with self.writing() as cursor:
            newest = "(select max(version) from store.profiles where profile = $name)"
            sql = f"update store.profiles set content = $content where profile = $name and version = {newest}"
            cursor.execute(sql, {"name": name, "content": content})

    @open_to("editor")
    def forget_profile(self, name: str) -> None:
        """Forget how sheets of one shape are read."""
        with self.writing() as cursor:
            cursor.execute("delete from store.profiles where profile = ?", [name])

    @open_to("admin")
    def close(self) -> None:
        """Write everything to disk and let go of the file."""
        with self._writing:
            self.connection.close()

    @open_to("anonymous")
    def require(self, need: str) -> None:
        """Whoever opened the file may do everything; a store in somebody's hands (`data/store/permissions.py`) asks for the role first."""

    @open_to("link")
    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction of the one writer: all of it is kept, or on an exception nothing."""
        with self._writing, self.connection.cursor() as cursor:
            self._settle(cursor, self._patience)
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
            "insert into store.versions (version, kind, created_at, author, note, file_name, sha256, feed, withdraws,"
            " counts) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [version, kind, at, author, note, file_name, sha256, feed, withdraws, json.dumps(counts or {})],
        )
        return version

    def _demand_reason(self, cursor: duckdb.DuckDBPyConnection, version: int, note: str) -> None:
        """Raise NeedsReason where this version changes a locked period and no note says why."""
        active = locks.active(cursor)
        if active and not note.strip():
            parts.write_active(cursor, "parts_before", version - 1)
            parts.write_active(cursor, "parts_after", version)
            self._demand_reason_for(cursor, locks.touched(cursor, active), note)

    def _demand_reason_for(self, cursor: duckdb.DuckDBPyConnection, touched: Iterable[Lock], note: str) -> None:
        labels = self._labels(touched)
        if labels and not note.strip():
            raise NeedsReason(labels)

    def _rewrite(self, cursor: duckdb.DuckDBPyConnection, left: Mapping[str, str]) -> None:
        """Put what is left in the place of all that was there, in the file or in memory."""
        if self._path is None:
            cursor.execute("begin")
            try:
                rewriting.rewrite_in_memory(cursor, left)
            except BaseException:
                cursor.execute("rollback")
                raise
            cursor.execute("commit")
        else:
            rewriting.rewrite(cursor, self._path, left)
            self._is_settled = rewriting.settled(cursor, self._path, patience=1)

    def _settle(self, cursor: duckdb.DuckDBPyConnection, patience: float) -> None:
        """Before anything is written: the file that a purge wrote is open under its own name. Raises StoreBusy."""
        if not self._is_settled and self._path is not None:
            self._is_settled = rewriting.settled(cursor, self._path, patience)
            if not self._is_settled:
                raise StoreBusy("Somebody is still reading what a purge has replaced. Try again in a minute.")
