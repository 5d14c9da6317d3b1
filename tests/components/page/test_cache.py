"""What is kept of answers and charts belongs to whoever may see it now."""

import uuid

import pytest

from components.page.cache import drawing, metric
from components.page.visit import Visit
from components.stores import Opened
from components.theme import Drawn, Viewport
from data.store import Store
from data.store.roles import NotAllowed, Role
from queries import Warehouse, resolve
from tests.conftest import upload

VIEWPORT = Viewport("light", "wide")
SPEND = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}]


def test_what_was_answered_and_drawn_once_is_not_handed_to_whoever_lost_their_role_since(
    store: Store, warehouse: Warehouse
):
    store.add(upload(spend=SPEND))
    store.identity = uuid.uuid4().hex  # what was cached of an earlier test is of another store
    role: list[Role] = ["viewer"]
    opened = Opened(store, warehouse, is_sample=False, latest=store.latest).as_used_by(lambda: role[0])
    visit = Visit(opened, opened.book(resolve(opened.store.connection)), VIEWPORT, "spend")
    drawn = Drawn(None, "A finding", "")
    assert metric(visit, "spend", "total").last.value == 10.0
    assert drawing(visit, ("one",), VIEWPORT, lambda: drawn).finding == "A finding"
    role[0] = "anonymous"
    with pytest.raises(NotAllowed):
        metric(visit, "spend", "total")
    with pytest.raises(NotAllowed):
        drawing(visit, ("one",), VIEWPORT, lambda: drawn)
