"""What a chart is computed from, as one table."""

import uuid

import pytest

from components.page import chart_downloads
from components.page.visit import Visit
from components.stores import Opened
from components.theme import Viewport
from data.store import Store
from queries import METRICS, VIEWS, Warehouse, resolve
from tests.conftest import upload

SPEND = [
    {"period": period, "business_unit": unit, "category": "licences", "amount": amount, "vendor": "Acme"}
    for period, unit, amount in (("2026-Q1", "HR", 10.0), ("2026-Q1", "Legal", 5.0), ("2026-Q2", "HR", 30.0))
]


@pytest.fixture
def visit(store: Store, warehouse: Warehouse) -> Visit:
    store.add(upload(spend=SPEND))
    store.identity = uuid.uuid4().hex
    opened = Opened(store, warehouse, False, store.latest)
    return Visit(opened, opened.book(resolve(store.connection)), Viewport(), "spend")


def test_a_metric_is_told_by_quarter_and_by_unit(visit: Visit):
    found = chart_downloads.behind(visit, [METRICS["spend"]])
    values = {(row.quarter, row.unit): row.value for row in found.itertuples()}
    assert set(found["figure"]) == {METRICS["spend"].title}
    assert values["2026-Q1", "all"] == 15
    assert values["2026-Q2", "all"] == 30
    assert values["all", "HR"] == 40


def test_a_listing_is_told_row_by_row_beside_the_metrics(visit: Visit):
    found = chart_downloads.behind(visit, [VIEWS["vendors"], METRICS["spend"]])
    rows = found[found["figure"] == VIEWS["vendors"].title]
    assert rows["amount"].sum() == 45
    assert len(found) > len(rows)


def test_a_figure_without_rows_adds_none(visit: Visit):
    assert set(chart_downloads.behind(visit, [VIEWS["vendors"], METRICS["live_tools"]])["figure"]) == {
        VIEWS["vendors"].title
    }
