"""The rows that are not the same at two versions, as they may be told. A composition root of the app and the scripts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from components.history import text
from data.schema import DATASETS
from data.store import Difference, Store
from queries import Book, Metric
from queries.install import behind
from queries.scope import quarters
from queries.suppression import Suppression, suppression

Value = TypeVar("Value")
TITLES = {name: dataset.title for name, dataset in DATASETS.items()}
COUNTS = {
    name: frozenset(field.name for field in dataset.fields if field.kind not in ("text", "choice", "choices"))
    for name, dataset in DATASETS.items()
}
PERSONAL = {name: {field.name for field in dataset.fields if field.personal} for name, dataset in DATASETS.items()}


def changed_rows(store: Store, before: Book, after: Book, units: frozenset[str] = frozenset()) -> list[Difference]:
    """Every row that differs between two versions, up to the earlier book's last quarter, of these units or all.

    What stands for people is left out of them; counts of few people are still in them: `redacted` hides these.
    """
    return [
        replace(row, key=_without(row.key, row.dataset), changes=_without(row.changes, row.dataset))
        for row in store.differences(before.scope.as_of, after.scope.as_of)
        if row.period_start <= before.scope.until and (not units or not row.business_unit or row.business_unit in units)
    ]


def read_by(metric: Metric) -> frozenset[str]:
    """The datasets that a figure reads."""
    return frozenset(file.name for file in behind(metric) if file.layer == "staging") & frozenset(DATASETS)


def redacted(rows: list[Difference], store: Store, before: Book, after: Book) -> pd.DataFrame:
    """Rows that changed as a table, with what either version hides of people hidden."""
    known = quarters(after.connection, after.scope)
    return text.rows(
        rows,
        TITLES,
        COUNTS,
        _hiding(before, after),
        store.smallest_group,
        lambda day: next((quarter for quarter in known if quarter.start <= day <= quarter.end), None),
        store.fiscal_start,
    )


def _hiding(before: Book, after: Book) -> Suppression:
    """What either version hides: what was few then must not be told by what it is now."""
    then, now = suppression(before), suppression(after)
    names = {*then.quarters, *now.quarters}
    return Suppression(then.whole | now.whole, {name: then.quarters[name] | now.quarters[name] for name in names})


def _without(values: Mapping[str, Value], dataset: str) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name not in PERSONAL[dataset]}
