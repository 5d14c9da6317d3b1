"""Which detectors can be answered: as their own front matter says, column by column."""

import pytest

from data.schema import DATASETS
from queries import DETECTORS, Book
from queries.read import needs_missing

FILLED = {
    "varchar": "x",
    "double": 1.0,
    "bigint": 1,
    "boolean": True,
    "date": "2026-01-31",
    "varchar[]": ["cost"],
}
SAID = {
    "stage": "pilot",
    "status": "live",
    "category": "licences",
    "benefit_evidence": "baseline",
    "barrier": ["cost"],
    "scope_kind": "narrow_workflow",
    "maintained_by": "internal",
}
WHEN = {
    "pilots": {"reporting_on": "2026-03-31"},
    "training": {"reporting_on": "2026-03-31", "started_on": "2025-01-01"},
}


def rows(columns: list[str]) -> dict[str, list[dict[str, object]]]:
    """A row of each dataset in which just these columns are filled."""
    found: dict[str, dict[str, object]] = {}
    for column in columns:
        dataset, _, name = column.partition(".")
        kind = dict(DATASETS[dataset].stored())[name]
        row = found.setdefault(dataset, WHEN.get(dataset, {"period": "2026-Q1"}) | {"business_unit": "Claims"})
        row[name] = SAID.get(name, FILLED[kind])
    return {dataset: [row] for dataset, row in found.items()}


def answerable(book: Book) -> dict[str, bool]:
    return dict(book.facts("diagnoses").execute("select detector, is_answerable from facts.diagnoses").fetchall())


def as_front_matter_says(book: Book) -> dict[str, bool]:
    return {name: not needs_missing(book, one.needs) for name, one in DETECTORS.items()}


def choices(detector: str) -> list[list[str]]:
    return [[column.strip() for column in need.split("|")] for need in DETECTORS[detector].needs]


WAYS = [(name, way) for name in DETECTORS for way in range(max(map(len, choices(name))))]
"""Each detector with each way of filling one column of each of its needs."""


@pytest.mark.parametrize(("detector", "way"), WAYS)
def test_one_filled_column_of_each_need_is_enough(book, detector, way):
    one = book(**rows([columns[min(way, len(columns) - 1)] for columns in choices(detector)]))
    assert answerable(one)[detector]
    assert answerable(one) == as_front_matter_says(one)


@pytest.mark.parametrize("detector", [name for name in DETECTORS if len(choices(name)) > 1])
def test_without_the_last_need_it_cannot_be_answered(book, detector):
    one = book(**rows([columns[0] for columns in choices(detector)[:-1]]))
    assert not answerable(one)[detector]
    assert answerable(one) == as_front_matter_says(one)


def test_it_is_so_on_the_sample(sample_book):
    assert answerable(sample_book) == as_front_matter_says(sample_book)
    assert all(answerable(sample_book).values())


def test_without_anything_nothing_is_answerable(book):
    assert not any(answerable(book()).values())


def test_titles_and_groups_are_those_of_the_detectors(book):
    rows = (
        book().facts("diagnoses").execute("select detector, title, kind from facts.diagnoses order by place").fetchall()
    )
    assert {name: (title, kind) for name, title, kind in rows} == {
        name: (one.title, one.group) for name, one in DETECTORS.items()
    }
    kinds = [kind for _, _, kind in rows]
    assert list(dict.fromkeys(kinds)) == ["failure_mode", "pattern", "human_gap", "execution"]
