"""How people are divided among hidden groups shows on no page, in no digest, no workbook and no answer of the command line."""

import dataclasses
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from cli import cli
from components.digest.digest import digest
from components.digest.email import as_text
from components.exports import xlsx
from components.exports.document import document
from components.navigation import SHAREABLE
from components.page.recording_surface import record
from components.page.visit import Visit
from components.stores import Installed, Opened
from components.theme import Viewport
from data.store import open_store
from queries import Book, Subject, install, resolve
from tests import twins

TODAY = dt.date(2026, 11, 21)
SCOPES: dict[str, dict] = {
    "everything": {},
    "an earlier version": {"as_of": 1},
    "only the small unit and another": {"units": [twins.SMALL, "North"]},
    "a link locked to the small unit": {"allowed_units": [twins.SMALL], "withholds_rows": True},
    "a link locked to the unit hidden with it": {"allowed_units": [twins.WITH_IT], "withholds_rows": True},
    "a link locked to a unit of small parts": {"allowed_units": [twins.PARTLY], "withholds_rows": True},
}
AT_ONCE = ("everything", "a link locked to the small unit")
"""The scopes looked at whenever all is tested."""


@pytest.fixture(scope="module")
def twin_stores() -> Iterator[tuple[Installed, Installed]]:
    made = [open_store(":memory:") for _ in range(2)]
    for store, hidden in zip(made, (twins.ONE, twins.OTHER), strict=True):
        twins.fill(store, hidden)
    yield tuple(Installed(store, install(store.connection)) for store in made)  # type: ignore[misc]
    for store in made:
        store.close()


def visit(installed: Installed, scope: dict[str, Any]) -> Visit:
    opened = Opened(installed.store, installed.warehouse, is_sample=False, latest=installed.store.latest)
    book = opened.book(resolve(installed.store.connection, **scope))
    return Visit(opened, book, Viewport("light", "wide"), "board", frozenset(SHAREABLE))


def words(told: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Everything that stands in what was recorded, down to the marks of its charts: where, and what."""
    if isinstance(told, Subject):
        yield at, told.id
    elif isinstance(told, pd.DataFrame):
        for column in told:
            yield f"{at}.{column}", " | ".join(map(written, told[column]))
    elif dataclasses.is_dataclass(told) and not isinstance(told, Book):
        for field in dataclasses.fields(told):
            yield from words(getattr(told, field.name), f"{at}.{field.name}")
    elif hasattr(told, "to_plotly_json"):
        yield from words(told.to_plotly_json(), at)
    elif isinstance(told, dict):
        for key, value in told.items():
            yield from words(value, f"{at}.{key}")
    elif isinstance(told, list | tuple):
        for place, value in enumerate(told):
            yield from words(value, f"{at}[{place}]")
    else:
        yield at, written(told)


def written(value: object) -> str:
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def differing(one: object, other: object) -> list[str]:
    first, second = dict(words(one)), dict(words(other))
    return [
        f"{place}: {first.get(place)} or {second.get(place)}"
        for place in [*first, *(place for place in second if place not in first)]
        if first.get(place) != second.get(place)
    ]


@pytest.mark.parametrize("page", SHAREABLE)
@pytest.mark.parametrize(
    "scope", [name if name in AT_ONCE else pytest.param(name, marks=pytest.mark.trust) for name in SCOPES]
)
def test_on_a_page_the_words_and_the_charts_are_the_same(twin_stores, scope, page):
    one, other = (record(visit(installed, SCOPES[scope]), page) for installed in twin_stores)
    assert differing(one, other) == []


@pytest.mark.parametrize("scope", ["everything", "a link locked to the small unit"])
def test_a_digest_is_the_same(twin_stores, scope):
    one, other = (
        as_text(
            digest(
                visit(installed, SCOPES[scope]),
                resolve(installed.store.connection, **SCOPES[scope] | {"as_of": 1}),
                installed.store,
                TODAY,
            )
        )
        for installed in twin_stores
    )
    assert one.splitlines() == other.splitlines()


@pytest.mark.exports
def test_the_cells_of_a_workbook_are_the_same(twin_stores):
    def cells(installed: Installed) -> list[tuple[str, str, str]]:
        pages = ("spend", "adoption", "maturity")
        taken = document(visit(installed, {}), pages, TODAY, lambda *_: None, lambda *_: ())
        book = openpyxl.load_workbook(io.BytesIO(xlsx.write(taken, lambda *_: None)))
        return [
            (sheet.title, cell.coordinate, written(cell.value))
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]

    one, other = (cells(installed) for installed in twin_stores)
    assert [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]] == []
    assert len(one) == len(other)


@pytest.mark.parametrize(
    "asked", [["metrics"], ["view", "gates"], ["metric", "shelfware", "--by", "unit"]], ids=" ".join
)
def test_the_command_line_answers_the_same(tmp_path, asked):
    said = []
    for name, hidden in (("one", twins.ONE), ("other", twins.OTHER)):
        path = tmp_path / f"{name}.duckdb"
        store = open_store(str(path))
        twins.fill(store, hidden)
        store.close()
        done = CliRunner().invoke(cli, [*asked, "--store", str(path), "--format", "json"])
        assert done.exit_code == 0, done.output
        said.append(done.stdout)
    assert said[0].splitlines() == said[1].splitlines()
