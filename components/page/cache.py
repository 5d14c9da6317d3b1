"""Answers and charts for a visitor, kept until the store or the scope changes."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.page.visit import Visit
from components.theme import Drawn, Viewport
from queries import (
    DETECTORS,
    METRICS,
    VIEWS,
    Answer,
    Book,
    Listing,
    Metric,
    Subject,
    by_unit,
    findings,
    over_time,
    total,
)
from queries import listing as rows_of
from queries.read import Grain, by_unit_over_time

FINDINGS = "findings"
"""The subject of everything that all detectors found."""


def metric(visit: Visit, asked: str | Metric, by: Grain) -> Answer:
    """The answer to a metric at a grain. Raises KeyError for a name there is not, NotAllowed where whoever asks may see
    nothing any more: what is cached is no more theirs than what is asked anew."""
    visit.opened.store.require("link")
    found = METRICS[asked] if isinstance(asked, str) else asked
    return _cached_answer(*_seen(visit), found.id, by, visit.book, found)


def listing(visit: Visit, asked: str | Subject) -> Listing:
    """A view's or a detector's rows, or all `FINDINGS` together. Raises as `metric` does."""
    visit.opened.store.require("link")
    return _cached_listing(*_seen(visit), identity(asked), visit.book, named(asked))


def drawing(visit: Visit, name: tuple[str, ...], viewport: Viewport, draw: Callable[[], Drawn]) -> Drawn:
    """What `draw` returns, kept under a name that says all it is drawn from but the visit: drawing takes longer than asking.

    Raises NotAllowed, as `metric` does.
    """
    visit.opened.store.require("link")
    return _cached_drawing(*_seen(visit), name, viewport.type, viewport.width, draw)


def named(subject: str | Subject) -> Subject | None:
    """A subject by its name; None for all findings together. Raises KeyError."""
    if isinstance(subject, Subject):
        return subject
    found = METRICS.get(subject) or VIEWS.get(subject) or DETECTORS.get(subject)
    if found is None and subject != FINDINGS:
        raise KeyError(f"there is no metric, view or detector {subject!r}")
    return found


def identity(subject: str | Subject) -> str:
    return subject if isinstance(subject, str) else subject.id


def _seen(visit: Visit) -> tuple[tuple[str, int], tuple[Any, ...]]:
    """What a visitor looks at, as a key: the store with its version, and the scope. Never the frames themselves."""
    scope = visit.book.scope
    seen = (
        scope.as_of,
        scope.since,
        scope.until,
        scope.units,
        scope.allowed_units,
        scope.candidate,
        scope.withholds_rows,
    )
    return (visit.opened.identity, visit.opened.latest), seen


@st.cache_data(show_spinner=False, max_entries=1000)
def _cached_answer(
    store: tuple[str, int], seen: tuple[Any, ...], name: str, by: Grain, _book: Book, _metric: Metric
) -> Answer:
    """Answers by store, version, scope, metric and grain."""
    return _GRAINS[by](_book, _metric)


@st.cache_data(show_spinner=False, max_entries=1000)
def _cached_listing(
    store: tuple[str, int], seen: tuple[Any, ...], name: str, _book: Book, _subject: Subject | None
) -> Listing:
    """Listings by store, version, scope and subject."""
    return findings(_book) if _subject is None else rows_of(_book, _subject)


@st.cache_resource(show_spinner=False, max_entries=300)
def _cached_drawing(
    store: tuple[str, int],
    seen: tuple[Any, ...],
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
