"""Backups are kept for days and months and then go; those that hold what was purged go first."""

import datetime as dt
import os
from pathlib import Path

import pytest

from data.store import open_store
from data.store.backup import Backups, backups
from data.store.retention import Rule, age_out, expired, expired_beside
from tests.conftest import upload

SPEND = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}]
NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def on_disk(tmp_path: Path):
    store = open_store(str(tmp_path / "store" / "gapboard.duckdb"))
    store.add(upload(spend=SPEND))
    yield store
    store.close()


def made(folder: Path, *days_ago: float) -> None:
    """Files named as backups of so many days ago; they are not opened by a rule that knows of no purge."""
    folder.mkdir(exist_ok=True)
    for days in days_ago:
        at = NOW - dt.timedelta(days=days)
        (folder / f"gapboard-{at:%Y%m%dT%H%M%SZ}.duckdb").write_bytes(b"")


def left(folder: Path) -> list[str]:
    return sorted(backup.made_at.strftime("%m-%d %H") for backup in backups(folder))


def test_the_last_of_each_day_and_of_each_month_is_kept(tmp_path):
    made(tmp_path, 0, 0.25, 1, 2, 3, 30, 31, 60, 61)
    age_out(expired(tmp_path, Rule(daily=3, monthly=3), NOW))
    assert left(tmp_path) == ["09-22 12", "10-22 12", "11-19 12", "11-20 12", "11-21 12"]


def test_day_by_day_a_last_of_each_month_stays(tmp_path):
    first = dt.datetime(2026, 2, 25, 12, tzinfo=dt.UTC)
    for day in range(40):
        at = first + dt.timedelta(days=day)
        (tmp_path / f"gapboard-{at:%Y%m%dT%H%M%SZ}.duckdb").write_bytes(b"")
        age_out(expired(tmp_path, Rule(daily=2, monthly=3), at))
    assert left(tmp_path) == ["02-28 12", "03-31 12", "04-04 12", "04-05 12"]


def test_the_newest_is_kept_whatever_the_rule(tmp_path):
    made(tmp_path, 400, 500)
    age_out(expired(tmp_path, Rule(daily=0, monthly=0, purged_days=0), NOW))
    assert len(backups(tmp_path)) == 1


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    made(tmp_path, 0, 5)
    (tmp_path / "gapboard.duckdb").write_bytes(b"")
    (tmp_path / "gapboard-2025.duckdb").write_bytes(b"")
    age_out(expired(tmp_path, Rule(daily=1, monthly=1), NOW))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "gapboard-2025.duckdb",
        "gapboard-20261121T120000Z.duckdb",
        "gapboard.duckdb",
    ]


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (30, 1), (31, 1)])
def test_a_backup_that_holds_what_was_purged_goes_when_its_days_are_over(on_disk, tmp_path, days, gone):
    folder, purged_at = tmp_path / "backups", NOW - dt.timedelta(days=days)
    Backups(on_disk).into(folder, purged_at - dt.timedelta(days=1))
    on_disk.purge(1, "me", "asked for", purged_at.astimezone().replace(tzinfo=None))
    Backups(on_disk).into(folder, purged_at + dt.timedelta(days=1))
    found = expired(folder, Rule(daily=99, monthly=99), NOW)
    assert [file.why for file in found] == ["it holds what version 2 purged"] * gone
    age_out(found)
    assert len(backups(folder)) == 2 - gone


def test_a_backup_that_cannot_be_read_goes_with_those_from_before_a_purge(on_disk, tmp_path):
    made(tmp_path / "backups", 100)
    on_disk.purge(1, "me", "asked for", dt.datetime(2026, 10, 1))
    Backups(on_disk).into(tmp_path / "backups", NOW)
    assert len(expired(tmp_path / "backups", Rule(daily=99, monthly=99), NOW)) == 1


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (31, 1)])
def test_copies_beside_the_store_go_after_the_same_days(on_disk, tmp_path, days, gone):
    path = tmp_path / "store" / "gapboard.duckdb"
    copy = path.with_name("gapboard.duckdb.before-0004")
    copy.write_bytes(b"")
    at = (NOW - dt.timedelta(days=days)).timestamp()
    os.utime(copy, (at, at))
    age_out(expired_beside(path, Rule(), NOW))
    assert copy.exists() is not bool(gone)
    assert path.exists()
