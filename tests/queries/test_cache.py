"""Facts are worked out once for what is known; filters do not touch them; what is too much is forgotten."""

import re
from collections.abc import Iterator

import duckdb
import pytest

from data.store import open_store
from queries import METRICS, Book, install, resolve, total
from queries.catalogue import sql_files
from queries.install import behind, behind_facts, create, facts_among
from tests.conftest import upload


def spend(amount: float, unit: str = "A", period: str = "2026-Q1") -> dict:
    return {"period": period, "business_unit": unit, "category": "data", "amount": amount}


def kept_rows(book: Book) -> int:
    return book.connection.execute("select count(*) from kept.spend where knowledge >= 0").fetchone()[0]


def test_a_fact_is_worked_out_once(book):
    shown = book(spend=[spend(1), spend(2, "B")])
    shown.facts("spend")
    shown.facts("spend")
    assert kept_rows(shown) == 2


def test_filters_share_what_was_worked_out(book):
    shown = book(spend=[spend(1), spend(2, "B")])
    shown.facts("spend")
    filtered = shown.at(resolve(shown.connection, units=["B"]))
    assert filtered.facts("spend").execute("select count(*) from facts.spend").fetchone() == (2,)
    assert kept_rows(shown) == 2


def test_a_new_version_and_another_setting_are_known_anew(book, store):
    before = book(spend=[spend(1)])
    assert total(before, METRICS["spend"]).rows[0].value == 1
    store.add(upload(spend=[spend(5)]))
    after = before.at(resolve(store.connection))
    assert total(after, METRICS["spend"]).rows[0].value == 5
    assert total(before, METRICS["spend"]).rows[0].value == 1


def test_reading_a_fact_that_was_not_worked_out_is_an_error(book):
    shown = book(spend=[spend(1)])
    create(shown.warehouse)
    one = shown.warehouse.facts.reading(shown.connection, shown.scope, ["quarters"])
    with pytest.raises(duckdb.Error, match=r"facts\.spend was not worked out"):
        one.execute("from facts.spend").fetchall()


def test_a_view_is_made_once_it_is_asked_for_with_those_it_reads(asked_of):
    def views() -> set[str]:
        sql = "select concat_ws('.', schema_name, view_name) from duckdb_views() where not internal"
        return {name for (name,) in asked_of.connection.execute(sql).fetchall()}

    assert not [name for name in views() if name.startswith(("facts.", "metrics.", "views."))]
    asked_of.cursor(METRICS["spend"])
    made = views()
    assert {"metrics.spend", "facts.spend", "computed.spend", "staging.spend"} <= made
    assert "facts.survey" not in made
    asked_of.cursor(METRICS["spend"])
    assert views() == made
    with pytest.raises(duckdb.CatalogException):
        asked_of.cursor(METRICS["spend"]).execute("from facts.survey")


@pytest.fixture
def asked_of() -> Iterator[Book]:
    """A store of its own, of which nothing was asked yet."""
    opened = open_store(":memory:")
    yield Book(install(opened.connection), resolve(opened.connection))
    opened.close()


def test_a_fact_asked_for_by_name_comes_with_those_it_rests_on_alone(book):
    shown = book(spend=[spend(1)])
    create(shown.warehouse)
    one = shown.facts("spend")
    assert one.execute("select count(*) from facts.spend").fetchone() == (1,)
    assert one.execute("select count(*) from facts.rates").fetchone() == (0,)
    with pytest.raises(duckdb.Error, match=r"facts\.survey was not worked out"):
        one.execute("from facts.survey").fetchall()
    assert (
        {"spend", "rates"}
        <= set(facts_among(behind_facts("spend")))
        < set(facts_among(behind_facts("spend", "survey")))
    )


def test_without_a_scope_facts_are_an_error_not_an_empty_answer(book):
    shown = book(spend=[spend(1)])
    with pytest.raises(duckdb.Error, match="was not worked out"):
        shown.connection.cursor().execute("from facts.spend").fetchall()


def test_what_was_used_longest_ago_is_forgotten():
    store = open_store(":memory:")
    warehouse = install(store.connection, most_rows=0)
    store.add(upload(spend=[spend(1)]))
    first = Book(warehouse, resolve(store.connection))
    first.facts("spend")
    store.add(upload(spend=[spend(5), spend(6, "B")]))
    first.at(resolve(store.connection)).facts("spend")
    assert kept_rows(first) == 2
    assert total(first, METRICS["spend"]).rows[0].value == 1
    store.close()


def test_a_figure_knows_every_fact_it_rests_on():
    assert {"spend", "rates", "initiative_ids"} <= set(facts_among(behind(METRICS["return_per_unit_spent"])))


@pytest.mark.parametrize("layer", ["staging", "facts"])
def test_no_filter_cuts_a_fact(layer):
    """What is kept is shared by everyone who knows the same: it must not depend on who looks, or at what."""
    filtered = {
        file.name
        for file in sql_files(layer)
        if re.search(r"in_units|in_periods|getvariable\('(units|allowed_units|since)'\)", file.select)
    }
    assert not filtered
