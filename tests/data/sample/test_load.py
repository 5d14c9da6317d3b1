"""The sample goes into a store the way any workbook does, and tells its story there."""

import datetime as dt

import pytest

from data.ingest.upload import accept, prepare
from data.sample import truth, workbook
from data.sample.odd import REFUSED
from data.sample.quarters import QUARTERS
from data.sample.sheets import sent_on
from data.store import Store, open_store
from queries import Book, install, resolve
from queries.catalogue import METRICS
from queries.read import by_unit, total
from queries.scope import business_units


def test_there_is_a_version_for_each_quarter_dated_three_weeks_after_it(sample_store: Store) -> None:
    versions = sample_store.versions()[::-1]
    assert [entry.version for entry in versions] == list(range(1, 13))
    assert {entry.author for entry in versions} == {"Sample"}
    assert [entry.created_at.date() - quarter.end for entry, quarter in zip(versions, QUARTERS, strict=True)] == (
        [dt.timedelta(days=21)] * 12
    )


def test_only_the_refused_rows_are_left_out(sample_store: Store) -> None:
    left_out = {
        (entry.version, name): count["left_out"]
        for entry in sample_store.versions()
        for name, count in entry.counts.items()
        if count["left_out"]
    }
    numbers = {quarter.label: at for at, quarter in enumerate(QUARTERS, start=1)}
    assert left_out == {(numbers[label], name): len(odd) for label, by in REFUSED.items() for name, odd in by.items()}


def test_the_originals_are_kept(sample_store: Store) -> None:
    assert all(sample_store.original(entry.sha256)[:2] == b"PK" for entry in sample_store.versions())


def test_every_unit_is_there_under_one_spelling(sample_book: Book) -> None:
    assert set(business_units(sample_book.connection, sample_book.scope)) == set(truth.UNITS)


def test_fourteen_millions_were_spent_and_thirty_cents_of_each_dollar_came_back(sample_book: Book) -> None:
    (spent,) = total(sample_book, METRICS["spend"]).rows
    (came_back,) = total(sample_book, METRICS["return_per_unit_spent"]).rows
    assert spent.value == pytest.approx(13.7e6, rel=0.02)
    assert came_back.value == pytest.approx(0.30, abs=0.03)


def test_only_claims_earns_back_what_it_cost_by_evidenced_value(sample_book: Book) -> None:
    returns = {row.business_unit: row.value for row in by_unit(sample_book, METRICS["roi_evidenced"]).rows}
    assert {unit for unit, value in returns.items() if value is not None and value > 0} == {"Claims"}


def test_five_of_six_units_are_consumers(sample_book: Book) -> None:
    levels = {row.business_unit: row.numerator for row in by_unit(sample_book, METRICS["share_of_units_level1"]).rows}
    assert {unit for unit, at_level_one in levels.items() if not at_level_one} == {"Claims"}


def test_the_whole_history_in_one_workbook_gives_the_same_figures(sample_book: Book) -> None:
    store = open_store(":memory:")
    warehouse = install(store.connection)
    at = sent_on(QUARTERS[-1])
    accept(prepare(workbook(), "history.xlsx", store, today=at.date()), store, "Sample", at)
    book = Book(warehouse, resolve(store.connection))
    for metric in ("spend", "claimed_value", "risk_adjusted_value", "live_tools", "seat_utilisation"):
        (once,), (quarterly,) = total(book, METRICS[metric]).rows, total(sample_book, METRICS[metric]).rows
        assert once.value == pytest.approx(quarterly.value)
