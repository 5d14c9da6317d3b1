"""The ledger of the store that is shown: its versions and locks, and what pages about the past share. A composition root.

Nothing here changes the sample's store: withdrawing, locking and purging are for a company's own.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from components.page import Page
from components.text import format
from data.store import Lock, NeedsReason, NoRoom, Published, Store, StoreBusy, Version
from queries import Book, resolve
from queries.scope import Quarter, quarters

_DONE = "history.done"
OWN_ONLY = (
    "This is the sample: it can be looked at, and nothing in it changed. Once you have uploaded your own data, "
    "{what} here."
)


@dataclass(frozen=True)
class Ledger:
    """The ledger of the store that is shown; `is_own`: it is the company's, and may be changed."""

    page: Page
    store: Store
    versions: Sequence[Version]
    locks: Sequence[Lock]
    is_own: bool

    @property
    def key(self) -> tuple[str, int]:
        """The store as it stands, as a key of what is kept."""
        return self.store.identity, self.store.latest

    @property
    def author(self) -> str:
        """Whoever looks at it: the name written beside what they do."""
        return self.page.visit.person.name

    @property
    def latest(self) -> Book:
        """The newest version, over everything it knows."""
        return self.book(self.store.latest)

    @property
    def moving(self) -> tuple[int, ...]:
        """The versions that can move a figure, oldest first: locking does not."""
        return tuple(sorted(entry.version for entry in self.versions if entry.kind not in ("lock", "unlock")))

    @property
    def before_last(self) -> int | None:
        """The version before the last one that moved figures; None where there is none."""
        if not self.moving:
            return None
        return max((entry.version for entry in self.versions if entry.version < self.moving[-1]), default=None)

    def entry(self, version: int) -> Version:
        """The version of a number."""
        return next(entry for entry in self.versions if entry.version == version)

    def book(self, version: int) -> Book:
        """A version over everything it knows."""
        return self.page.visit.opened.book(resolve(self.store.connection, as_of=version))

    def then(self, version: int) -> Book | None:
        """An earlier version, over those of the quarters and units shown that it knew; None where it knew none."""
        base, seen = self.book(version), self.page.book.scope
        inside = [
            quarter
            for quarter in quarters(self.store.connection, base.scope)
            if seen.since <= quarter.start and quarter.end <= seen.until
        ]
        if not inside:
            return None
        return base.at(replace(base.scope, since=inside[0].start, until=inside[-1].end, units=seen.units))

    def published(self, lock: Lock) -> tuple[Published, ...]:
        """Every figure as a lock published it."""
        return _published(self.store.identity, lock.version, self.store)

    def quarter(self, lock: Lock) -> Quarter:
        """The quarter of a lock, by the name under which its figures were published."""
        label = next((figure.period for figure in self.published(lock)), "")
        return Quarter(label or f"{lock.period_start} to {lock.period_end}", lock.period_start, lock.period_end)

    def named(self, quarter: Quarter) -> str:
        """A quarter's name: Q2 2026."""
        return format.quarter(quarter.label, self.store.setting("fiscal_start_month"))

    def change(self, why: str, make: Callable[[dt.datetime], int], done: str) -> None:
        """A change of the store with its reason; what keeps it from being made is said, and then nothing was changed."""
        if not why.strip():
            st.error("Say why in a few words: figures that were shown before may change.")
            return
        try:
            version = make(dt.datetime.now())
        except LookupError as wrong:
            st.error(format.escape_markdown(wrong.args[0] if wrong.args else wrong))
            return
        except (ValueError, NeedsReason, NoRoom, StoreBusy) as wrong:
            st.error(format.escape_markdown(wrong))
            return
        announce(f"{done} This is version {version}.")
        st.rerun()

    def show_what_was_done(self) -> None:
        """What the visitor has just done, once."""
        if done := st.session_state.pop(_DONE, None):
            st.success(format.escape_markdown(done), icon=":material/check:")


def announce(done: str) -> None:
    """Say what was done when the page is next drawn."""
    st.session_state[_DONE] = done


def opened(page: Page) -> Ledger:
    """The ledger of what is shown: the company's own, or the sample's."""
    store = page.visit.opened.store
    return Ledger(page, store, store.versions(), store.locks(), is_own=not page.visit.opened.is_sample)


@st.cache_data(show_spinner=False, max_entries=100)
def _published(store: str, lock: int, _store: Store) -> tuple[Published, ...]:
    """What was published never changes."""
    return _store.published(lock)
