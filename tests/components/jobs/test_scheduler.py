"""The app backs its store up by itself, when it is time, and says so; what is set wrongly keeps it from starting."""

import datetime as dt
import threading
import time
from pathlib import Path

import pytest

from components import stores
from components.jobs import scheduler
from components.jobs.scheduler import Plan, back_up, plan, seconds_until
from data.store import open_store
from data.store.backup import backups, checked
from data.store.retention import Rule
from tests.conftest import upload

SPEND = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}]
NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def on_disk(tmp_path: Path):
    store = open_store(str(tmp_path / "store" / "gapboard.duckdb"))
    yield store
    store.close()


def test_without_a_folder_nothing_is_planned():
    assert plan({}) == Plan(None)
    assert plan({"GAPBOARD_BACKUPS": " "}).folder is None


def test_the_environment_says_where_how_often_and_for_how_long():
    environment = {
        "GAPBOARD_BACKUPS": "/backups",
        "GAPBOARD_BACKUP_HOURS": "6",
        "GAPBOARD_BACKUP_DAILY": "3",
        "GAPBOARD_BACKUP_MONTHLY": "0",
        "GAPBOARD_PURGED_DAYS": "14",
    }
    assert plan(environment) == Plan(Path("/backups"), dt.timedelta(hours=6), Rule(3, 0, 14))


@pytest.mark.parametrize("wrong", ["0", "-1", "often", "1.5"])
def test_hours_that_are_none_are_said_at_the_start(wrong):
    with pytest.raises(ValueError, match="GAPBOARD_BACKUP_HOURS is"):
        plan({"GAPBOARD_BACKUP_HOURS": wrong})


def test_a_store_in_which_nothing_was_ever_done_is_not_backed_up(on_disk, tmp_path):
    assert back_up(on_disk, Plan(tmp_path / "backups"), NOW) is None


def test_a_backup_is_due_when_the_newest_is_old_enough(on_disk, tmp_path):
    on_disk.add(upload(spend=SPEND))
    planned = Plan(tmp_path / "backups")
    assert seconds_until(planned, NOW) == 0
    assert back_up(on_disk, planned, NOW) is not None
    assert seconds_until(planned, NOW) == 24 * 3600
    assert seconds_until(planned, NOW + dt.timedelta(hours=23, minutes=59)) == 60
    assert seconds_until(planned, NOW + dt.timedelta(hours=24)) == 0


def test_with_each_backup_those_that_had_their_time_go(on_disk, tmp_path):
    on_disk.add(upload(spend=SPEND))
    planned = Plan(tmp_path / "backups", rule=Rule(daily=2, monthly=0))
    for days in range(4):
        back_up(on_disk, planned, NOW + dt.timedelta(days=days))
    assert [backup.made_at.day for backup in backups(tmp_path / "backups")] == [24, 23]


def test_while_the_app_runs_a_backup_is_made_and_nothing_runs_on_afterwards(tmp_path, monkeypatch):
    url = str(tmp_path / "store" / "gapboard.duckdb")
    monkeypatch.setenv("GAPBOARD_STORE", url)
    monkeypatch.setenv("GAPBOARD_BACKUPS", str(tmp_path / "backups"))
    stores.company_store().add(upload(spend=SPEND))
    try:
        with scheduler.running():
            until = time.monotonic() + 30
            while not backups(tmp_path / "backups") and time.monotonic() < until:
                time.sleep(0.05)
        (made,) = backups(tmp_path / "backups")
        assert checked(made.path)[0] == 1
        assert "gapboard-backups" not in {thread.name for thread in threading.enumerate()}
    finally:
        stores.open_stores.pop(url).store.close()


def test_a_backup_that_cannot_be_made_is_logged_and_the_app_runs_on(tmp_path, monkeypatch, caplog):
    url = str(tmp_path / "store" / "gapboard.duckdb")
    (tmp_path / "backups").write_text("a file where a folder should be")
    monkeypatch.setenv("GAPBOARD_STORE", url)
    monkeypatch.setenv("GAPBOARD_BACKUPS", str(tmp_path / "backups"))
    stores.company_store().add(upload(spend=SPEND))
    try:
        with scheduler.running():
            until = time.monotonic() + 30
            while not caplog.records and time.monotonic() < until:
                time.sleep(0.05)
        assert "no backup was made; the next try is in an hour" in caplog.text
    finally:
        stores.open_stores.pop(url).store.close()
