"""A backup holds what the store does, figure for figure; whatever goes wrong, the backup and the store of before stay."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from data.sample import load
from data.store import NoRoom, Store, StoreBusy, StoreError, open_store
from data.store.backup import Backups, backups, checked, newest, restore, taken_out
from data.store.copying import contents_of
from data.store.links import Links, Wanted
from data.store.people import People
from data.store.permissions import guarded
from data.store.roles import NotAllowed
from queries import METRICS, Answer, Book, by_unit, install, over_time, resolve, total
from tests.conftest import upload

ROOT = Path(__file__).resolve().parents[3]
SPEND = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}]
AT = dt.datetime(2026, 11, 21, 3, 30, tzinfo=dt.UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "gapboard.duckdb"


@pytest.fixture
def on_disk(path: Path):
    store = open_store(str(path))
    store.add(upload(spend=SPEND))
    yield store
    store.close()


def figures(store: Store, *ways: Callable[..., Answer]) -> dict[tuple, tuple]:
    """Every metric in each of these ways; floating-point sums to some digits, for rows may be added in another order."""
    book = Book(install(store.connection), resolve(store.connection))
    rows = [(name, row) for name, metric in METRICS.items() for way in ways for row in way(book, metric).rows]
    return {
        (name, row.period, row.business_unit): (
            _digits(row.numerator),
            _digits(row.denominator),
            _digits(row.value),
            row.n,
            row.state,
        )
        for name, row in rows
    }


def _digits(value: float | None) -> str:
    return "" if value is None else f"{round(value, 6) + 0.0:.11e}"


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


@pytest.mark.parametrize(
    "ways",
    [
        pytest.param([total], id="as a whole"),
        pytest.param([over_time, by_unit], id="by quarter and by unit", marks=pytest.mark.trust),
    ],
)
def test_a_restored_store_gives_every_figure_of_the_original(path, tmp_path, ways):
    original = open_store(str(path))
    load(original)
    backup = Backups(original).into(tmp_path / "backups", AT)
    before, versions = figures(original, *ways), original.versions()
    original.close()
    restore(backup.path, str(tmp_path / "other" / "gapboard.duckdb"), AT)
    restored = open_store(str(tmp_path / "other" / "gapboard.duckdb"))
    after = figures(restored, *ways)
    assert len({name for name, *_ in after}) > len(METRICS) * 0.9
    assert not {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert restored.versions() == versions
    restored.close()


def test_a_backup_is_one_file_named_for_when_it_was_made(on_disk, tmp_path):
    berlin = dt.timezone(dt.timedelta(hours=1))
    made = Backups(on_disk).into(tmp_path / "backups", dt.datetime(2026, 11, 21, 4, 30, tzinfo=berlin))
    assert made.made_at == AT
    assert names(tmp_path / "backups") == {"gapboard-20261121T033000Z.duckdb"}
    assert backups(tmp_path / "backups") == (made,)
    assert names(tmp_path / "store") <= {"gapboard.duckdb", "gapboard.duckdb.wal"}


def test_a_backup_holds_what_is_only_in_the_log_of_the_store(on_disk, path, tmp_path):
    assert path.with_name("gapboard.duckdb.wal").stat().st_size > 0
    assert checked(Backups(on_disk).to(tmp_path / "one.duckdb"))[0] == 1


def test_a_backup_is_as_private_as_the_store(on_disk, path, tmp_path):
    path.chmod(0o600)
    assert Backups(on_disk).to(tmp_path / "one.duckdb").stat().st_mode & 0o777 == 0o600


def test_people_read_and_write_on_while_backups_are_made(on_disk, tmp_path):
    wrong: list[BaseException] = []
    done = threading.Event()

    def write() -> None:
        try:
            while not done.is_set():
                on_disk.add(upload(spend=SPEND))
                assert on_disk.latest == len(on_disk.versions())
        except BaseException as error:
            wrong.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    made = [Backups(on_disk).into(tmp_path, AT + dt.timedelta(seconds=number)) for number in range(5)]
    done.set()
    writer.join()
    assert not wrong
    assert len({checked(copy.path) for copy in made}) > 1  # the store did change between them


def test_only_an_admin_makes_a_backup(on_disk, tmp_path):
    with pytest.raises(NotAllowed):
        Backups(guarded(on_disk, lambda: "editor")).to(tmp_path / "one.duckdb")
    assert Backups(guarded(on_disk, lambda: "admin")).to(tmp_path / "one.duckdb").exists()


def test_the_store_is_not_its_own_backup(on_disk, path):
    with pytest.raises(StoreError, match="is the store itself"):
        Backups(on_disk).to(path)


def test_without_room_no_backup_is_begun_and_the_one_before_stays(on_disk, tmp_path, monkeypatch):
    before = Backups(on_disk).to(tmp_path / "one.duckdb").read_bytes()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=2**20))
    with pytest.raises(NoRoom, match=r"A backup is first written beside the store and needs 0\.1 GB free"):
        Backups(on_disk).to(tmp_path / "one.duckdb")
    assert (tmp_path / "one.duckdb").read_bytes() == before


def test_a_backup_goes_to_another_disk_too(on_disk, path):
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == path.parent.stat().st_dev:
        other = path.parent
    target = other / f"gapboard-test-{os.getpid()}.duckdb"
    try:
        assert checked(Backups(on_disk).to(target))[0] == 1
    finally:
        target.unlink(missing_ok=True)


def test_a_store_that_is_open_is_not_restored_over(on_disk, path, tmp_path):
    backup = Backups(on_disk).to(tmp_path / "one.duckdb")
    with pytest.raises((StoreBusy, StoreError)):
        restore(backup, str(path), AT)
    assert on_disk.add(upload(spend=SPEND)).version == 2


def test_restoring_keeps_the_store_that_it_replaces(on_disk, path, tmp_path):
    backup = Backups(on_disk).to(tmp_path / "one.duckdb")
    on_disk.add(upload(spend=SPEND))
    on_disk.close()
    there = contents_of(path)
    restored = restore(backup, str(path), AT)
    assert (restored.version, restored.brings_back) == (1, ())
    assert names(path.parent) == {"gapboard.duckdb", "gapboard.duckdb.before-restore-20261121T033000Z"}
    assert contents_of(restored.store_before) == there
    assert contents_of(path) == contents_of(backup)


def test_a_damaged_store_is_restored_over_and_kept_with_its_log(on_disk, path, tmp_path):
    backup = Backups(on_disk).to(tmp_path / "one.duckdb")
    on_disk.close()
    path.write_bytes(b"not a database" * 1000)
    path.with_name("gapboard.duckdb.wal").write_bytes(b"a log")
    before = restore(backup, str(path), AT).store_before
    assert before.read_bytes().startswith(b"not a database")
    assert before.with_name(f"{before.name}.wal").read_bytes() == b"a log"
    assert contents_of(path) == contents_of(backup)


@pytest.mark.parametrize("spoil", ["cut off", "a byte turned", "another database", "no database", "not there"])
def test_what_is_no_whole_backup_is_refused_and_the_store_stays(on_disk, path, tmp_path, spoil):
    backup = Backups(on_disk).to(tmp_path / "one.duckdb")
    on_disk.close()
    content = bytearray(backup.read_bytes())
    if spoil == "cut off":
        backup.write_bytes(content[: len(content) // 2])
    elif spoil == "a byte turned":
        middle = content.index(b"licences")
        content[middle] ^= 0xFF
        backup.write_bytes(content)
    elif spoil == "no database":
        backup.write_bytes(b"period,amount\n")
    else:
        backup.unlink()
        if spoil == "another database":
            duckdb.connect(str(backup)).execute("create table one (a integer)").close()
    there = path.read_bytes()
    with pytest.raises(StoreError, match="Nothing was changed"):
        restore(backup, str(path), AT)
    assert path.read_bytes() == there
    assert names(path.parent) == {"gapboard.duckdb"}


def test_a_restore_says_what_it_brings_back_that_was_purged(on_disk, path, tmp_path):
    backup = Backups(on_disk).to(tmp_path / "one.duckdb")
    purged_in = on_disk.purge(1, "me", "asked for", dt.datetime(2026, 11, 21))
    on_disk.close()
    assert restore(backup, str(path), AT).brings_back == (purged_in,)


def test_a_restore_says_which_links_and_roles_are_as_they_were_again(on_disk, path, tmp_path):
    now = AT.astimezone().replace(tzinfo=None)
    links, people = Links(on_disk), People(on_disk)
    wanted = Wanted(
        "For the board", ("spend",), now.date(), now.date(), None, None, "0", False, now + dt.timedelta(days=9)
    )
    taken_back, _ = links.make(wanted, "ann", now)
    links.make(replace(wanted, title="For the auditor"), "ann", now)
    for address in ("ann@example.com", "bob@example.com"):
        people.give(address, "admin", "cli", now)
    backup = Backups(on_disk).to(tmp_path / "one.duckdb")
    links.revoke(taken_back.id, "ann", now)
    people.give("bob@example.com", "nobody", "cli", now)
    on_disk.close()
    restored = restore(backup, str(path), AT)
    assert restored.reopens == ("For the board",)
    assert restored.roles == ("bob@example.com",)
    assert restore(backup, str(path), AT + dt.timedelta(days=10)).reopens == ()


def test_what_is_restored_where_nothing_was_is_as_private_as_the_backup(on_disk, path, tmp_path):
    path.chmod(0o600)
    new = tmp_path / "new" / "gapboard.duckdb"
    restore(Backups(on_disk).to(tmp_path / "one.duckdb"), str(new), AT)
    assert new.stat().st_mode & 0o777 == 0o600


def test_a_backup_from_after_a_purge_holds_nothing_of_what_was_purged(on_disk, tmp_path):
    on_disk.add(upload(spend=[{**SPEND[0], "vendor": "CANARY Ltd"}]))
    before = Backups(on_disk).to(tmp_path / "before.duckdb")
    on_disk.purge(2, "me", "asked for", dt.datetime(2026, 11, 21))
    after = Backups(on_disk).to(tmp_path / "after.duckdb")
    assert (b"CANARY" in before.read_bytes(), b"CANARY" in after.read_bytes()) == (True, False)


def test_the_newest_backup_is_taken_out_and_stays_as_it_is(on_disk, tmp_path):
    made = [Backups(on_disk).into(tmp_path / "b", AT + dt.timedelta(days=days)) for days in (1, 0)]
    (tmp_path / "b" / "gapboard-of-mine.duckdb").write_bytes(b"")
    assert newest(tmp_path / "b") == made[0].path
    before = made[0].path.read_bytes()
    with taken_out(tmp_path / "b") as copy:
        store = open_store(str(copy))
        store.add(upload(spend=SPEND))
        store.close()
    assert made[0].path.read_bytes() == before
    assert not copy.exists()


def test_without_a_backup_none_is_taken_out(tmp_path):
    with pytest.raises(StoreError, match="There is no backup in"), taken_out(tmp_path):
        pass


KILLED = """
import datetime as dt, sys
from pathlib import Path
from data.store import open_store
from data.store.backup import Backups, restore
what, store, backup = sys.argv[1:]
print("begun", flush=True)
while True:
    if what == "backup":
        opened = open_store(store)
        Backups(opened).to(Path(backup))
        opened.close()
    else:
        restore(Path(backup), store, dt.datetime.now(dt.UTC))
"""


@pytest.mark.trust
@pytest.mark.parametrize("what", ["backup", "restore"])
def test_killed_at_any_moment_the_store_and_the_backup_are_whole(path, tmp_path, what):
    store = open_store(str(path))
    load(store)
    backup = Backups(store).to(tmp_path / "backups" / "one.duckdb")
    store.close()
    there = contents_of(path)
    for moment in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, what, str(path), str(backup)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moment * 0.03)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert contents_of(backup) == there
        opened = open_store(str(path))
        assert opened.latest == 12
        opened.close()
        assert contents_of(path) == there
        assert names(tmp_path / "backups") == {"one.duckdb"}
