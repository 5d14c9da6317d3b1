"""A store from before is brought up to date after a copy of it, all or nothing; one from later is left alone."""

import shutil
from pathlib import Path

import duckdb
import pytest

from data.store import StoreError, open_store
from data.store.copying import contents_of
from data.store.opening import connect
from data.store.upgrade import MIGRATIONS
from tests.conftest import upload

SPEND = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}]
FIRST_THREE = ("0001", "0002", "0003")


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """A folder with the first three migrations only."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in MIGRATIONS.glob("*.sql"):
        if file.stem[:4] in FIRST_THREE:
            shutil.copy(file, folder)
    return folder


@pytest.fixture
def old(tmp_path: Path, migrations: Path) -> Path:
    """A store as the third migration left it, with a row in it."""
    path = tmp_path / "store" / "gapboard.duckdb"
    connection = connect(str(path), migrations)
    connection.execute("insert into store.spend (part_id, business_unit, amount) values (1, 'HR', 10)")
    connection.execute("insert into store.versions (version, kind, created_at) values (1, 'upload', now()::timestamp)")
    connection.close()
    return path


def beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {path.name}


def test_a_new_store_is_made_without_a_copy(tmp_path):
    path = tmp_path / "store" / "gapboard.duckdb"
    open_store(str(path)).close()
    assert beside(path) == set()


def test_an_old_store_is_copied_before_it_is_upgraded(old):
    before = contents_of(old)
    store = open_store(str(old))
    assert store.add(upload(spend=SPEND)).version == 2
    store.close()
    assert beside(old) == {"gapboard.duckdb.before-0004"}
    assert contents_of(old.with_name("gapboard.duckdb.before-0004")) == before


def test_a_gate_s_settings_go_by_their_new_names_with_the_values_they_had(tmp_path, migrations):
    path = tmp_path / "gapboard.duckdb"
    connection = connect(str(path), migrations)
    connection.execute("delete from store.settings where setting like '%evidenced_roi'")
    connection.execute(
        "insert into store.settings values (0, 'gate_verified_roi', '0'), (1, 'gate_verified_roi', '0.2')"
    )
    connection.execute("insert into store.settings values (0, 'level_of_verified_roi', '3')")
    connection.execute(
        "insert into store.versions (version, kind, created_at) values (1, 'settings', now()::timestamp)"
    )
    connection.close()
    store = open_store(str(path))
    assert store.settings()["gate_evidenced_roi"] == "0.2"
    assert [change.changes for change in store.settings_changes()] == [{"gate_evidenced_roi": ("0", "0.2")}]
    store.close()


def test_a_store_that_is_up_to_date_is_not_copied_again(old):
    open_store(str(old)).close()
    copy = old.with_name("gapboard.duckdb.before-0004")
    copy.unlink()
    open_store(str(old)).close()
    assert beside(old) == set()


def test_a_migration_that_fails_leaves_the_store_as_it_was(old, migrations):
    before = contents_of(old)
    (migrations / "0004_right.sql").write_text("create table store.new (one integer); drop table store.profiles;")
    (migrations / "0005_wrong.sql").write_text("alter table store.versions drop column note; select no_such_thing;")
    with pytest.raises(
        StoreError, match=r"0005_wrong failed\. It is as it was before\. A copy from before is .*before-0004"
    ):
        connect(str(old), migrations)
    assert contents_of(old) == before
    connect(str(old), MIGRATIONS).close()  # nobody holds the file any more, and the right migrations run


def test_a_store_of_a_newer_version_is_left_alone(old, migrations):
    (migrations / "9999_later.sql").write_text("create table store.later (one integer)")
    connect(str(old), migrations).close()
    before = contents_of(old)
    with pytest.raises(StoreError, match="written by a newer version of Gapboard"):
        open_store(str(old))
    assert contents_of(old) == before


def test_without_room_for_the_copy_nothing_is_upgraded(old, monkeypatch):
    before = contents_of(old)
    usage = shutil.disk_usage(old.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=2**20))
    with pytest.raises(StoreError, match=r"An upgrade copies the store first and needs 0\.1 GB free"):
        open_store(str(old))
    assert contents_of(old) == before
    assert beside(old) == set()


def test_what_a_copy_that_was_cut_short_left_is_gone_at_the_next_opening(old):
    for name in ("upgrading", "backing-up"):
        old.with_name(f"{old.name}.{name}").write_bytes(b"half")
    open_store(str(old)).close()
    assert beside(old) == {"gapboard.duckdb.before-0004"}


def test_every_migration_runs_once(old):
    for _ in range(2):
        open_store(str(old)).close()
    with duckdb.connect(str(old), read_only=True) as connection:
        names = [name for (name,) in connection.execute("select migration from migrations order by all").fetchall()]
    assert names == sorted(file.stem for file in MIGRATIONS.glob("*.sql"))
