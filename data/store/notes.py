"""What was said of a page and a quarter: by whom, when, and what stood there before."""

import datetime as dt
import unicodedata
from dataclasses import dataclass

import duckdb

from data.store import locks
from data.store.roles import needs
from data.store.store import Store

MOST_LETTERS = 1_000
JOINERS = "\u200c\u200d"
"""Letters that cannot be seen and that some scripts are not written without."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Kinds of letters that cannot be seen: some make a text read otherwise than it is written."""


class NoteIsLocked(Exception):
    """The quarter is locked, and its note with it; nothing was changed."""


@dataclass(frozen=True)
class Written:
    """An entry: its text, blank where the note was withdrawn, who wrote it, when, and the newest version of then."""

    text: str
    author: str
    written_at: dt.datetime
    version: int


class Comments:
    """The notes of a store: plain text, one for each page and quarter. Nothing that was written is lost."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @needs("link")
    def written(self, page: str, start: dt.date, end: dt.date, as_of: int) -> tuple[Written, ...]:
        """Every entry of a page and a quarter that was made until a version, newest first: the first is what counts."""
        found = self.store.connection.cursor().execute(
            """
            select comment, author, written_at, version
            from store.comments
            where page = ? and period_start = ? and period_end = ? and version <= ?
            order by entry desc
            """,
            [page, start, end, as_of],
        )
        return tuple(Written(*row) for row in found.fetchall())

    @needs("editor")
    def write(self, page: str, start: dt.date, end: dt.date, text: str, author: str, at: dt.datetime) -> None:
        """Say something of a page and a quarter, in place of what was said before. The same once more is no entry.

        Raises ValueError where the text is blank or longer than `MOST_LETTERS`; NoteIsLocked.
        """
        plain = as_plain_text(text)
        if not plain:
            raise ValueError("The note is blank. Write what is to be said, or withdraw it.")
        if len(plain) > MOST_LETTERS:
            raise ValueError(f"The note has {len(plain):,} letters; {MOST_LETTERS:,} is the most.")
        self._enter(page, start, end, plain, author, at)

    @needs("editor")
    def withdraw(self, page: str, start: dt.date, end: dt.date, author: str, at: dt.datetime) -> None:
        """Take a note back: nothing is said there any more, and what was said stays in its history.

        Raises LookupError where there is none; NoteIsLocked.
        """
        self._enter(page, start, end, "", author, at)

    @needs("link")
    def is_locked(self, start: dt.date, end: dt.date) -> bool:
        """Whether a quarter is locked, and its notes with it."""
        return _is_locked(self.store.connection.cursor(), start, end)

    def _enter(self, page: str, start: dt.date, end: dt.date, text: str, author: str, at: dt.datetime) -> None:
        with self.store.writing() as cursor:
            if _is_locked(cursor, start, end):
                raise NoteIsLocked("The quarter is locked, and its note with it. Unlock it to change the note.")
            stood = cursor.execute(
                """
                select coalesce(arg_max(comment, entry), '')
                from store.comments
                where page = ? and period_start = ? and period_end = ?
                """,
                [page, start, end],
            ).fetchall()[0][0]
            if not text and not stood:
                raise LookupError("There is no note to withdraw.")
            if text != stood:
                cursor.execute(
                    """
                    insert into store.comments
                    select $page, $start, $end, (select coalesce(max(entry), 0) + 1 from store.comments),
                        (select coalesce(max(version), 0) from store.versions), $text, $author, $at
                    """,
                    {"page": page, "start": start, "end": end, "text": text, "author": author, "at": at},
                )


def as_plain_text(text: str) -> str:
    """A text as it is kept: single blanks between words, at most one blank line between lines, nothing that cannot be
    seen."""
    lines = [" ".join(_seen(line).split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    text = "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1])).strip()
    return text if text.strip(JOINERS + " \n") else ""


def _seen(line: str) -> str:
    return "".join(
        char for char in line.replace("\t", " ") if char in JOINERS or unicodedata.category(char) not in UNSEEN
    )


def _is_locked(cursor: duckdb.DuckDBPyConnection, start: dt.date, end: dt.date) -> bool:
    return any(lock.period_start <= end and lock.period_end >= start for lock in locks.active(cursor))
