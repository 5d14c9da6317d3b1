"""A file taken in without a page: read, checked, and stored where nothing stands against it. A composition root."""

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from data.ingest.report import Report, report
from data.ingest.upload import Prepared, accept, confirmed, prepare
from data.problems import Problem, UnreadableFile
from data.store import Store

STORED, STOPPED, UNREADABLE, UNCONFIRMED = 0, 3, 4, 5
"""What became of a file, as the exit code it deserves: stored (now, before, or it would be), stopped by problems, not
readable, in want of a confirmation."""


@dataclass(frozen=True)
class Wish:
    """What whoever hands a file in says beforehand: `yes` confirms what was recognised well enough, `accept_valid` stores
    the rows without errors, `only_check` stores nothing, `note` says why a locked quarter changes."""

    yes: bool = False
    accept_valid: bool = False
    only_check: bool = False
    note: str = ""


@dataclass(frozen=True)
class Taken:
    """What became of a file. `prepared` is None where it could not be read, `version` where it was not stored now."""

    name: str
    sha256: str
    outcome: int
    prepared: Prepared | None
    version: int | None
    problems: tuple[Problem, ...]

    @property
    def report(self) -> Report:
        """All that is to be said of it."""
        return report(self.name, self.prepared, self.version, self.problems, sha256=self.sha256)

    @property
    def says(self) -> str:
        """The same in one sentence."""
        prepared = self.prepared
        if prepared is not None and prepared.already_stored is not None:
            return f"already stored as version {prepared.already_stored}."
        if self.outcome == STOPPED and prepared is not None:
            return f"stopped by {len(prepared.errors):,} problems; nothing was stored."
        if self.outcome == UNCONFIRMED and prepared is not None:
            certainty = f"it is recognised with a confidence of {prepared.mapping.confidence:.2f}"
            return f"needs confirmation: {certainty}. Look at the mapping, then say --yes or --map FILE."
        if self.outcome == UNREADABLE:
            return "could not be read; nothing was stored."
        return f"stored as version {self.version}." if self.version is not None else "would be stored."


def take(content: bytes, name: str, store: Store, author: str, now: dt.datetime, wish: Wish, **options: Any) -> Taken:
    """A file read, checked and, where nothing stands against it, stored; `options` is what `prepare` may be told of it.

    Raises NeedsReason where a locked quarter would change; UnknownProfile or ValueError where what was said does not fit
    the file.
    """
    known_as = sha256(content).hexdigest()
    try:
        prepared = prepare(content, name, store, today=now.date(), **options)
        outcome = _outcome(prepared, wish)
        version = None
        if outcome == STORED and not wish.only_check:
            version = accept(confirmed(prepared), store, author, now, wish.note, accept_valid=wish.accept_valid).version
    except UnreadableFile as unreadable:
        return Taken(name, known_as, UNREADABLE, None, None, (unreadable.problem,))
    return Taken(name, known_as, outcome, prepared, version, prepared.problems)


def _outcome(prepared: Prepared, wish: Wish) -> int:
    if prepared.already_stored is not None:
        return STORED
    if prepared.errors and not (wish.accept_valid and prepared.stored_rows):
        return STOPPED
    is_sure = wish.yes and prepared.mapping.is_sure
    return UNCONFIRMED if prepared.needs_confirmation and not is_sure else STORED
