"""The sample stands until the first real upload, and never comes back."""

import datetime as dt
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from components import stores
from tests.conftest import upload

SPEND = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}]


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    url = str(tmp_path / "store.duckdb")
    monkeypatch.setenv("GAPBOARD_STORE", url)
    yield
    if url in stores.open_stores:
        stores.open_stores.pop(url).store.close()


def test_before_any_upload_the_sample_is_shown():
    shown = stores.shown()
    assert shown.is_sample
    assert shown.store is not stores.company_store()


def test_the_first_upload_replaces_the_sample():
    stores.company_store().add(upload(spend=SPEND))
    assert not stores.shown().is_sample


def test_when_everything_is_withdrawn_it_stays_empty():
    store = stores.company_store()
    store.withdraw(store.add(upload(spend=SPEND)).version, "test", "", dt.datetime(2026, 1, 2))
    assert not stores.shown().is_sample


def test_a_store_is_opened_once():
    assert stores.company_store().identity == stores.company_store().identity


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_store_that_a_full_disk_has_shut_is_opened_anew_with_all_that_was_stored(tmp_path: Path):
    before = stores.company_store()
    before.add(upload(spend=SPEND))
    reader = before.connection.cursor()  # somebody's page, in the middle of its run
    with full_disk((tmp_path / "store.duckdb").stat().st_size), pytest.raises(duckdb.IOException, match="invalidated"):
        before.connection.execute("checkpoint store")
    with pytest.raises(duckdb.IOException, match="invalidated"):
        reader.execute("from store.versions")
    assert stores.company_store().latest == 1
    stores.company_store().withdraw(1, "test", "", dt.datetime(2026, 1, 2))
    assert stores.shown().latest == 2


def test_settings_are_said_with_their_meaning_and_unit():
    settings = {"realisation": "0.5", "hour_rate": "60", "fiscal_start_month": "10", "grace_days": "90"}
    values = [value for _, _, value in stores.settings_in_words(settings)]
    assert values == ["October", "60 an hour", "50 %", "90 days"]
