"""What a link is locked to: no unit, initiative, tool or row outside it, in any listing, figure or trace."""

import dataclasses

import pytest

from queries import DETECTORS, METRICS, VIEWS, Book, by_unit, listing, resolve, rows_behind
from queries.lineage import trace
from queries.read import PLACE, RowsWithheld

LOCKED = "Claims"
OWN_WORDS = frozenset({"Finance"})
"""Names of other units that the locked one's own rows say: who confirms a benefit is called as a unit is."""


@pytest.fixture(scope="module")
def locked(sample_book: Book) -> Book:
    """The sample as a link locked to one unit sees it."""
    scope = resolve(sample_book.connection, allowed_units=[LOCKED], withholds_rows=True)
    return sample_book.at(scope)


@pytest.fixture(scope="module")
def foreign(sample_book: Book) -> frozenset[str]:
    """The names of all other units, and of their initiatives and tools that the locked one has not."""
    one = sample_book.connection.cursor()
    one.execute("set variable as_of = 1000000")
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for dataset, columns in {
        "pilots": "business_unit, name, initiative_id",
        "deployments": "business_unit, name, deployment_id",
    }.items():
        for unit, *names in one.execute(f"select {columns} from ledger.{dataset}").fetchall():
            found[unit == LOCKED] |= {str(name) for name in (unit, *names) if name}
    return frozenset(found[False] - found[True] - OWN_WORDS)


def test_the_sample_has_foreign_names_to_be_found(foreign: frozenset[str]):
    assert "Legal" in foreign
    assert len(foreign) > 50


@pytest.mark.parametrize("subject", [*VIEWS.values(), *DETECTORS.values()], ids=lambda one: one.name)
def test_no_listing_names_anything_outside_the_lock(locked: Book, foreign: frozenset[str], subject):
    frame = listing(locked, subject).frame
    told = "\n".join(str(cell) for column in frame.select_dtypes(["object", "str"]) for cell in frame[column])
    assert not {name for name in foreign if name in told}


def test_no_figure_is_told_of_a_unit_outside_the_lock(locked: Book):
    units = {row.business_unit for metric in METRICS.values() for row in by_unit(locked, metric).rows}
    assert units <= {LOCKED, None}


def test_what_a_visitor_filters_cannot_widen_what_is_allowed(sample_book: Book):
    scope = resolve(sample_book.connection, allowed_units=[LOCKED], withholds_rows=True)
    wider = sample_book.at(dataclasses.replace(scope, units=("Legal", LOCKED)))
    assert {row.business_unit for row in by_unit(wider, METRICS["spend"]).rows} == {LOCKED}


@pytest.mark.parametrize("allowed", [[], ["Nobody"]])
def test_a_lock_that_matches_nothing_shows_nothing(sample_book: Book, allowed: list[str]):
    scope = resolve(sample_book.connection, allowed_units=allowed, withholds_rows=True)
    book = sample_book.at(scope)
    assert by_unit(book, METRICS["spend"]).rows == ()
    assert listing(book, VIEWS["initiative_rows"]).frame.empty


def test_a_listing_under_a_link_does_not_say_where_its_rows_stood(locked: Book):
    view = VIEWS["initiative_rows"]
    told = listing(locked, view).frame
    assert len(told)
    assert told[list(PLACE)].isna().all(axis=None)
    whole = listing(locked.at(dataclasses.replace(locked.scope, withholds_rows=False)), view).frame
    assert list(told.columns) == list(whole.columns)
    assert whole[list(PLACE)].notna().all(axis=None)


def test_the_rows_behind_a_figure_and_what_became_of_a_row_are_refused_to_a_link(locked: Book):
    with pytest.raises(RowsWithheld, match="not part of it"):
        rows_behind(locked, METRICS["spend"])
    with pytest.raises(RowsWithheld):
        trace(locked, 1, "Spend", 2)
