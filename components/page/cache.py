"""Answers and charts for a visitor, kept until the store or the scope changes."""

from collections.abc import Callable

import streamlit as st

from components.page.visit import Visit
from components.theme import Drawn, Viewport
from queries import (
    METRICS,
    Answer,
    Book,
    Change,
    Listing,
    Metric,
    Subject,
    by_unit,
    change,
    findings,
    over_time,
    total,
)
from queries import listing as rows_of
from queries import named as subject_named
from queries.read import FINDINGS, Grain, by_unit_over_time
from queries.scope import Key


def metric(visit: Visit, asked: str | Metric, by: Grain) -> Answer:
    """The answer to a metric at a grain. Raises KeyError for a name there is not, NotAllowed where whoever asks may see
    nothing any more: what is cached is no more theirs than what is asked anew."""
    visit.opened.store.require("link")
    found = METRICS[asked] if isinstance(asked, str) else asked
    return _cached_answer(*seen(visit), found.id, by, visit.book, found)


def change_of(visit: Visit, asked: str | Metric) -> Change:
    """How a metric moved in the last quarter. Raises as `metric` does."""
    visit.opened.store.require("link")
    found = METRICS[asked] if isinstance(asked, str) else asked
    return _cached_change(*seen(visit), found.id, visit.book, found)


def listing(visit: Visit, asked: str | Subject) -> Listing:
    """A view's or a detector's rows, or all `FINDINGS` together. Raises as `metric` does."""
    visit.opened.store.require("link")
    subject = named(asked)
    return _cached_listing(*seen(visit), subject.name, visit.book, subject)


def drawing(visit: Visit, name: tuple[str, ...], viewport: Viewport, draw: Callable[[], Drawn]) -> Drawn:
    """What `draw` returns, kept under a name that says all it is drawn from but the visit: drawing takes longer than asking.

    Raises NotAllowed, as `metric` does.
    """
    visit.opened.store.require("link")
    return _cached_drawing(*seen(visit), name, viewport.type, viewport.width, draw)


def named(subject: str | Subject) -> Subject:
    """A subject by its id, or itself. Raises KeyError."""
    return subject if isinstance(subject, Subject) else subject_named(subject)


def seen(visit: Visit) -> tuple[tuple[str, int], Key]:
    """What a visitor looks at, as a key: the store with its version, and the scope. Never the frames themselves."""
    return (visit.opened.identity, visit.opened.latest), visit.book.scope.key


@st.cache_data(show_spinner=False, max_entries=1000)
def _cached_answer(store: tuple[str, int], seen: Key, name: str, by: Grain, _book: Book, _metric: Metric) -> Answer:
    """Answers by store, version, scope, metric and grain."""
    return _GRAINS[by](_book, _metric)


@st.cache_data(show_spinner=False, max_entries=1000)
def _cached_change(store: tuple[str, int], seen: Key, name: str, _book: Book, _metric: Metric) -> Change:
    """Changes by store, version, scope and metric."""
    return change(_book, _metric)


@st.cache_data(show_spinner=False, max_entries=1000)
def _cached_listing(store: tuple[str, int], seen: Key, name: str, _book: Book, _subject: Subject) -> Listing:
    """Listings by store, version, scope and subject."""
    return findings(_book) if _subject is FINDINGS else rows_of(_book, _subject)


@st.cache_resource(show_spinner=False, max_entries=300)
def _cached_drawing(
    store: tuple[str, int],
    seen: Key,
    named: tuple[str, ...],
    light: str,
    width: str,
    _draw: Callable[[], Drawn],
) -> Drawn:
    """Charts by what they are drawn from and for which viewport. One is shared by all who see it: nobody changes it."""
    return _draw()


_GRAINS: dict[str, Callable[[Book, Metric], Answer]] = {
    "quarter": over_time,
    "unit": by_unit,
    "unit and quarter": by_unit_over_time,
    "total": total,
}
