"""How people are divided among hidden groups shows nowhere: in no figure, no listing, no finding, under no filter, at no
earlier time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pandas as pd
import pytest

from data.store import open_store
from queries import (
    DETECTORS,
    METRICS,
    VIEWS,
    Answer,
    Book,
    Metric,
    by_unit,
    install,
    listing,
    over_time,
    resolve,
    total,
)
from queries.read import by_unit_over_time
from tests import twins

Told = dict[str, pd.DataFrame]
Grain = Callable[[Book, Metric], Answer]
GRAINS: tuple[Grain, ...] = (over_time, by_unit, by_unit_over_time, total)
SCOPES: dict[str, dict] = {
    "everything": {},
    "an earlier version": {"as_of": 1},
    "until an earlier quarter": {"until": "2026-Q1"},
    "the last quarter alone": {"since": twins.LAST},
    **{f"only {' and '.join(units)}": {"units": units} for units in twins.FILTERS},
    "a link locked to the small unit": {"allowed_units": [twins.SMALL], "withholds_rows": True},
    "a link locked to the unit hidden with it": {"allowed_units": [twins.WITH_IT], "withholds_rows": True},
}


def told(book: Book, grains: Sequence[Grain] = GRAINS) -> Told:
    """Everything that is answered under a scope."""
    said = {}
    for metric in METRICS.values():
        for grain in grains:
            answer = grain(book, metric)
            said[f"{metric.name} {grain.__name__}"] = pd.DataFrame([vars(row) for row in answer.rows])
    for subject in (*VIEWS.values(), *DETECTORS.values()):
        said[subject.name] = listing(book, subject).frame
    return said


def differing(one: Told, other: Told) -> Iterator[str]:
    """The subjects and columns that are not the same in both."""
    for name, frame in one.items():
        if len(frame) != len(other[name]):
            yield f"{name}: {len(frame)} rows or {len(other[name])}"
            continue
        for column in frame:
            for first, second in zip(frame[column], other[name][column], strict=True):
                if written(first) != written(second):
                    yield f"{name}: {column}: {written(first)} or {written(second)}"
                    break


def written(value: object) -> str:
    return f"{value:.9g}" if isinstance(value, float) else str(value)


@contextmanager
def both(*hidden: twins.Hidden) -> Iterator[tuple[Book, Book]]:
    """The portfolio with some hidden people, and with the same divided otherwise."""
    stores = [open_store(":memory:") for _ in hidden]
    books = []
    for store, groups in zip(stores, hidden, strict=True):
        twins.fill(store, groups)
        books.append(Book(install(store.connection), resolve(store.connection)))
    yield books[0], books[1]
    for store in stores:
        store.close()


@pytest.fixture(scope="module")
def twin_books() -> Iterator[tuple[Book, Book]]:
    with both(twins.ONE, twins.OTHER) as books:
        yield books


def under(book: Book, scope: dict) -> Book:
    return book.at(resolve(book.connection, **scope))


def hidden_groups(book: Book) -> list[list[tuple]]:
    """Which groups are hidden, of each fact that knows."""
    scoped = book.facts("tool_use", "people", "training", "survey", "deployments")
    return [
        scoped.execute(f"select {columns} from facts.{fact} where is_hidden order by all").fetchall()
        for fact, columns in {
            "tool_use": "business_unit, tool_key, quarter_start",
            "people": "business_unit, function, quarter_start",
            "training": "cohort_key",
            "survey": "business_unit, question, quarter_start",
            "deployments": "deployment_key",
        }.items()
    ]


def test_the_twins_hide_the_same_groups_of_which_there_are_many(twin_books):
    one, other = (hidden_groups(book) for book in twin_books)
    assert one == other
    assert all(len(groups) >= 2 for groups in one)


def test_what_is_shown_of_the_twins_holds_the_hidden_groups(twin_books):
    """Without that, they would differ nowhere because nothing is told."""
    rows = {name: total(twin_books[0], METRICS[name]).rows[0] for name in ("adoption_rate", "builders", "shelfware")}
    assert {row.state for row in rows.values()} == {"ok"}
    assert rows["shelfware"].left_out == 3


@pytest.mark.parametrize(
    ("scope", "grains"),
    [
        ("everything", (by_unit, total)),
        (f"only {twins.SMALL} and North", (total,)),
        *(pytest.param(scope, GRAINS, marks=pytest.mark.trust) for scope in SCOPES),
    ],
)
def test_how_people_are_divided_among_hidden_groups_shows_nowhere(twin_books, scope, grains):
    one, other = (told(under(book, SCOPES[scope]), grains) for book in twin_books)
    assert list(differing(one, other)) == []


@pytest.mark.trust
@pytest.mark.parametrize("seed", range(12))
def test_however_people_are_divided_it_shows_nowhere(seed):
    with both(*twins.drawn(np.random.default_rng(seed))) as books:
        for scope in ("everything", "until an earlier quarter", f"only {twins.SMALL} and North"):
            one, other = (under(book, SCOPES[scope]) for book in books)
            if hidden_groups(one) == hidden_groups(other):
                assert list(differing(told(one), told(other))) == [], (seed, scope)
