"""Who did what: what the versions say of themselves and what was noted besides, the latest first."""

import datetime as dt

import pytest

from data.store import Store
from data.store.audit import KEPT_DAYS, Audit
from tests.conftest import upload

NOW = dt.datetime(2026, 11, 21, 12)


@pytest.fixture
def audit(store: Store) -> Audit:
    store.connection.execute("delete from store.audit")
    return Audit(store)


def test_uploads_and_what_was_noted_stand_in_one_order(audit: Audit, store: Store):
    store.add(upload(spend=[{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 1.0}]))
    audit.note(NOW, "ana@example.com", "signed in")
    assert [(act.who, act.did, act.about) for act in audit.acts(10)] == [
        ("ana@example.com", "signed in", ""),
        ("test", "upload", "version 1"),
    ]
    assert len(audit.acts(1)) == 1


def test_a_note_is_kept_400_days_and_not_one_more(audit: Audit):
    audit.note(NOW, "ana@example.com", "signed in")
    audit.note(NOW + dt.timedelta(days=KEPT_DAYS), "bob@example.com", "signed in")
    assert len(audit.acts(10)) == 2
    audit.note(NOW + dt.timedelta(days=KEPT_DAYS, seconds=1), "eve@example.com", "signed in")
    assert {act.who for act in audit.acts(10)} == {"bob@example.com", "eve@example.com"}
