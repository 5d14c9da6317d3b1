"""What is purged for privacy is nowhere any more; that it was purged stays."""

import datetime as dt
import shutil
import threading
import time
from collections import namedtuple
from pathlib import Path
from random import Random

import pytest

from data.ingest.upload import accept, confirmed, prepare
from data.store import Emptied, NeedsReason, NoRoom, Published, StoreBusy, open_store, rewriting
from queries import METRICS, Book, resolve
from queries.read import total
from tests.conftest import days, seeds, upload

AT = dt.datetime(2026, 11, 1, 12, 0)
TODAY = dt.date(2026, 11, 21)
CANARY = "Zyxwv-canary-1f7c"
SPEND = ("Period", "Business unit", "Category", "Amount", "Note", "Reviewer")


def spend(unit: str, period: str, amount: float, **more) -> dict:
    return {"business_unit": unit, "period": period, "category": "data", "amount": amount, **more}


def asking(store, as_of: int | None = None):
    """A cursor that sees the ledger as of a version, without the views of `queries`."""
    cursor = store.connection.cursor()
    cursor.execute("set variable as_of = cast(? as integer)", [store.latest if as_of is None else as_of])
    return cursor


def live_rows(store, what: str = "business_unit, amount", as_of: int | None = None) -> list[tuple]:
    with asking(store, as_of) as cursor:
        return cursor.execute(f"select {what} from ledger.spend order by all").fetchall()


@pytest.fixture
def on_disk(tmp_path):
    store = open_store(str(tmp_path / "gapboard.duckdb"))
    yield store
    store.close()


@pytest.fixture(params=["in memory", "on disk"])
def either(request):
    return request.getfixturevalue({"in memory": "store", "on disk": "on_disk"}[request.param])


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def found(folder: Path, text: str = CANARY) -> int:
    """How often a text stands in any file of a folder, in any of the forms a program writes text."""
    everything = bytes_in(folder).lower()
    return sum(everything.count(text.lower().encode(coding)) for coding in ("utf-8", "utf-16-le", "utf-16-be"))


Key = tuple[str, str]


def model(uploads: dict[int, tuple[dict[Key, float], set[Key]]], gone: set[int]) -> dict[Key, float]:
    """What uploads leave, told another way than by SQL: each in its turn takes out what it overlaps or empties. What an
    upload empties are the keys it found standing."""
    stood: dict[Key, float] = {}
    for number, (rows, emptied) in sorted(uploads.items()):
        if number in gone:
            continue
        for unit, period in rows:
            first, last = days(period)
            stood = {
                (other, each): amount
                for (other, each), amount in stood.items()
                if other != unit or days(each)[0] > last or days(each)[1] < first
            }
        stood = {key: amount for key, amount in stood.items() if key not in emptied} | rows
    return stood


def test_what_stood_before_stands_again_and_the_fact_stays(either):
    either.add(upload(spend=[spend("A", "2026-Q1", 10), spend("B", "2026-Q1", 20)]))
    either.add(upload(spend=[spend("A", "2026-Q1", 11)]))
    assert either.purge(2, "Ada", "a name in a note", AT) == 3
    assert live_rows(either) == [("A", 10), ("B", 20)]
    purge, purged, first = either.versions()
    assert (purge.kind, purge.author, purge.note, purge.created_at, purge.purges) == (
        "purge",
        "Ada",
        "a name in a note",
        AT,
        (2,),
    )
    assert (purged.kind, purged.is_purged, purged.is_withdrawn, purged.purged_by) == ("upload", True, True, 3)
    assert (purged.file_name, purged.sha256, purged.note, purged.author) == ("", "", "", "test")
    assert not first.is_withdrawn
    assert first.file_name
    with asking(either) as cursor:
        versions = cursor.execute("select version, is_withdrawn from ledger.versions order by all").fetchall()
    assert versions == [(1, False), (2, True), (3, False)]


def test_at_every_version_since_it_is_as_if_it_had_never_been(either):
    either.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    either.add(upload(spend=[spend("A", "2026-01", 1)]))
    either.add(upload(spend=[spend("B", "2026-Q1", 5)]))
    either.purge(2, "me", "why", AT)
    assert [live_rows(either, as_of=version) for version in (1, 2, 3, 4)] == [
        [("A", 10)],
        [("A", 10)],
        [("A", 10), ("B", 5)],
        [("A", 10), ("B", 5)],
    ]


@pytest.mark.parametrize("seed", seeds(4, 150))
def test_after_any_run_of_uploads_emptyings_withdrawals_and_purges_every_version_is_what_is_left(store, seed):
    chance = Random(seed)
    uploads: dict[int, tuple[dict[Key, float], set[Key]]] = {}
    withdrawals: dict[int, int] = {}
    purged: set[int] = set()

    def expected(as_of: int) -> dict[Key, float]:
        known = {number: given for number, given in uploads.items() if number <= as_of}
        return model(known, purged | {of for at, of in withdrawals.items() if at <= as_of})

    for version in range(1, 13):
        standing_uploads = sorted(set(uploads) - purged - set(withdrawals.values()))
        what = chance.choice(["upload", "upload", "upload", "withdraw", "purge"]) if standing_uploads else "upload"
        if what == "upload":
            rows = {
                (unit, chance.choice(("2026-Q1", "2026-01", "2026-02"))): float(version)
                for unit in chance.choice(("A", "B", "AB"))
            }
            unit, span = chance.choice("AB"), chance.choice(("2026-Q1", "2026-01"))
            first, last = days(span)
            within = {
                key
                for key in expected(version - 1)
                if key[0] == unit and days(key[1])[0] >= first and days(key[1])[1] <= last and key not in rows
            }
            is_emptying = chance.random() < 0.4
            uploads[version] = rows, within if is_emptying else set()
            made = upload(spend=[spend(*key, amount) for key, amount in rows.items()])
            if is_emptying:
                object.__setattr__(made, "emptied", (Emptied("spend", unit, first, last),))
            store.add(made)
        elif what == "withdraw":
            withdrawals[version] = chance.choice(standing_uploads)
            store.withdraw(withdrawals[version], "me", "", AT)
        else:
            victim = chance.choice(standing_uploads)
            store.purge(victim, "me", "why", AT)
            purged.add(victim)
    for as_of in range(13):
        left = sorted((unit, amount) for (unit, _), amount in expected(as_of).items())
        assert live_rows(store, as_of=as_of) == left


def test_a_withdrawn_upload_can_be_purged_and_is_purged_once(either):
    either.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    either.withdraw(1, "me", "", AT)
    either.purge(1, "me", "why", AT)
    with pytest.raises(LookupError, match="already purged"):
        either.purge(1, "me", "why", AT)
    with pytest.raises(LookupError, match="already withdrawn"):
        either.withdraw(1, "me", "", AT)
    assert live_rows(either) == []
    assert either.has_uploads


@pytest.mark.parametrize("version", [0, 2, 9])
def test_only_an_upload_can_be_purged(store, version):
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    store.change_settings({"hour_rate": "75"}, "me", "", AT)
    with pytest.raises(LookupError, match=f"Version {version} is not an upload"):
        store.purge(version, "me", "why", AT)


def test_a_purge_without_a_reason_changes_nothing(either):
    either.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    with pytest.raises(ValueError, match="says why"):
        either.purge(1, "me", "  ", AT)
    assert (either.latest, live_rows(either)) == (1, [("A", 10)])


def test_a_locked_period_is_named_when_the_reason_is_missing(either):
    either.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    either.lock(*days("2026-Q1"), [], 1, "code", "me", "the board saw it", AT)
    with pytest.raises(NeedsReason) as raised:
        either.purge(1, "me", "", AT)
    assert raised.value.periods == ("2026-Q1",)
    assert either.purge(1, "me", "a name in it", AT) == 3
    assert live_rows(either) == []


def test_the_file_uploaded_again_after_a_purge_is_a_version_of_its_own(either):
    purged = upload(spend=[spend("A", "2026-Q1", 10)])
    either.add(purged)
    either.purge(1, "me", "why", AT)
    assert either.find(purged.sha256) is None
    assert (either.add(purged).version, either.add(purged).already_stored) == (3, True)
    assert live_rows(either) == [("A", 10)]


def test_every_upload_of_the_very_same_file_is_purged_with_it(either):
    purged, other = upload(spend=[spend("A", "2026-Q1", 10)]), upload(spend=[spend("B", "2026-Q1", 20)])
    object.__setattr__(purged, "content", b"the file")
    object.__setattr__(other, "content", b"another")
    either.add(purged)
    either.withdraw(1, "me", "", AT)
    either.add(purged)
    corrected = upload(spend=[spend("A", "2026-Q2", 12)])
    object.__setattr__(corrected, "content", b"the file")
    either.add(corrected)
    either.add(other)
    purge = either.versions()[0].version + 1
    assert either.purge(3, "me", "why", AT) == purge
    assert either.versions()[0].purges == (1, 3, 4)
    assert live_rows(either) == [("B", 20)]
    with pytest.raises(KeyError):
        either.original(purged.sha256)
    assert either.original(other.sha256) == b"another"


def test_nothing_of_it_is_left_in_any_file_of_the_folder(on_disk, tmp_path, workbook):
    row = ("2026-Q1", CANARY, "data", 12, f"asked {CANARY}", f"by {CANARY}")
    content = workbook(Spend=[SPEND, row, ("2026-Q1", "Claims", "data", 12, f"asked {CANARY}", f"by {CANARY}")])
    before = workbook(Spend=[SPEND, ("2026-Q1", "Claims", "data", 11, "", "")])
    for name, each in (("before.xlsx", before), (f"{CANARY}.xlsx", content)):
        accept(confirmed(prepare(each, name, on_disk, today=TODAY)), on_disk, "Ada", AT, f"note {CANARY}"[:99])
    on_disk.save_profile("shape", f'"{CANARY}" = "data"', 2)
    on_disk.save_profile("other", '"Cloud" = "infrastructure"', 1)
    on_disk.add(upload(spend=[spend("Legal", "2026-Q2", 3)]))
    on_disk.connection.execute("checkpoint store")
    assert found(tmp_path) > 0
    assert content in bytes_in(tmp_path)
    on_disk.purge(2, "Ada", "a name in it", AT)
    assert [path.name for path in tmp_path.iterdir()] == ["gapboard.duckdb"]
    on_disk.purge(1, "Ada", "its note names somebody too", AT)
    assert (found(tmp_path), content in bytes_in(tmp_path)) == (0, False)
    assert on_disk.profiles() == {}
    assert live_rows(on_disk) == [("Legal", 3)]


def test_what_was_later_remembered_of_the_same_columns_goes_with_it(either):
    for at in (1, 2, 3):
        either.add(upload(spend=[spend("A", "2026-Q1", at)]))
        either.save_profile("shape", f"confirmed on {at}", at)
        either.save_profile(f"shape {at}", "of its own", at)
    either.purge(2, "me", "why", AT)
    assert either.profiles() == {"shape": "confirmed on 1", "shape 1": "of its own", "shape 3": "of its own"}


def test_profiles_of_other_uploads_stay(either):
    for at in (1, 2):
        either.add(upload(spend=[spend("A", "2026-Q1", at)]))
        either.save_profile("shape", f"confirmed on {at}", at)
    either.save_profile("older", "by nobody knows whom")
    either.purge(2, "me", "why", AT)
    assert either.profiles() == {"shape": "confirmed on 1", "older": "by nobody knows whom"}


def test_what_is_not_purged_survives_and_is_there_after_reopening(on_disk):
    on_disk.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    on_disk.add(upload(spend=[spend("B", "2026-Q1", 20)]))
    on_disk.change_settings({"hour_rate": "75"}, "me", "new", AT)
    on_disk.lock(*days("2026-Q2"), [], 3, "code", "me", "seen", AT)
    was = on_disk.identity
    on_disk.purge(2, "me", "why", AT)
    on_disk.add(upload(spend=[spend("C", "2026-Q1", 30)]))
    versions, locks = on_disk.versions(), on_disk.locks()
    assert on_disk.identity != was
    on_disk.close()
    again = open_store(on_disk.url)
    try:
        assert (again.versions(), again.locks(), again.setting("hour_rate")) == (versions, locks, "75")
        assert live_rows(again) == [("A", 10), ("C", 30)]
    finally:
        again.close()


def test_every_other_row_of_every_table_is_taken_over_and_nobody_else_may_read_it(on_disk, tmp_path):
    def everything() -> dict[str, list]:
        cursor = on_disk.connection.cursor()
        tables = cursor.execute("select table_name from duckdb_tables() where database_name = 'store'").fetchall()
        return {name: cursor.execute(f"select * from store.{name} order by rowid").fetchall() for (name,) in tables}

    (tmp_path / "gapboard.duckdb").chmod(0o600)
    on_disk.add(
        upload(
            spend=[spend("A", "2026-Q1", 10, note="first"), spend("A", "2026-Q1", 11)],
            pilots=[
                {
                    "business_unit": "A",
                    "initiative_id": "i",
                    "name": "x",
                    "stage": "idea",
                    "barrier": ["cost", "mlops"],
                    "reporting_on": "2026-03-31",
                }
            ],
            rates=[{"currency": "EUR", "period": "2026-Q1", "per_reporting_unit": 1.1}],
        )
    )
    on_disk.save_profile("shape", "content", 1)
    on_disk.change_settings({"hour_rate": "75"}, "me", "new", AT)
    published = (Published("spend", "", "2026-Q1", 21.0, None, None, 2, "ok"),)
    on_disk.lock(*days("2026-Q1"), published, 2, "code", "me", "seen", AT)
    before = everything()
    on_disk.add(upload(spend=[spend("B", "2026-Q2", 1)]))
    on_disk.purge(4, "me", "why", AT)
    after = everything()
    assert [entry.version for entry in on_disk.versions()] == [5, 4, 3, 2, 1]
    for name, rows in before.items():
        assert after[name][: len(rows)] == rows
        assert len(after[name]) == len(rows) + (2 if name == "versions" else 0)
    assert (tmp_path / "gapboard.duckdb").stat().st_mode & 0o777 == 0o600


def test_copies_that_a_purge_cut_short_left_behind_are_removed_on_opening(tmp_path):
    for name in ("reading", "reading.wal", "purging"):
        (tmp_path / f"gapboard.duckdb.{name}").write_text("half a copy")
    open_store(str(tmp_path / "gapboard.duckdb")).close()
    assert [path.name for path in tmp_path.iterdir()] == ["gapboard.duckdb"]


def test_without_room_for_it_nothing_is_changed_and_it_is_said(on_disk, tmp_path, monkeypatch):
    on_disk.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    on_disk.connection.execute("checkpoint store")
    needed = 2 * (tmp_path / "gapboard.duckdb").stat().st_size + rewriting.MARGIN
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(0, 0, needed - 1))
    with pytest.raises(NoRoom, match="Make room and purge again"):
        on_disk.purge(1, "me", "why", AT)
    assert (on_disk.latest, live_rows(on_disk)) == (1, [("A", 10)])
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(0, 0, needed))
    assert on_disk.purge(1, "me", "why", AT) == 2


def test_a_reader_in_the_middle_goes_on_and_never_sees_it_afterwards(on_disk):
    on_disk.add(upload(spend=[spend("A", "2026-Q1", 10), spend("B", "2026-Q1", 20)]))
    reader = asking(on_disk)
    reader.execute("begin")
    sql = "select sum(amount) from ledger.spend"
    assert reader.execute(sql).fetchall() == [(30,)]
    on_disk.purge(1, "me", "why", AT)
    assert reader.execute(sql).fetchall() == [(30,)]
    monkey = threading.Timer(0.3, lambda: reader.execute("commit"))
    monkey.start()
    on_disk.add(upload(spend=[spend("C", "2026-Q1", 5)]))  # waits for the reader
    monkey.join()
    assert reader.execute("set variable as_of = 3").execute(sql).fetchall() == [(5,)]


def test_who_writes_while_a_reader_never_ends_is_told(tmp_path):
    on_disk = open_store(str(tmp_path / "gapboard.duckdb"), patience=0.1)
    on_disk.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    reader = on_disk.connection.cursor()
    reader.execute("begin")
    reader.execute("from store.versions").fetchall()
    on_disk.purge(1, "me", "why", AT)
    with pytest.raises(StoreBusy, match="still reading"):
        on_disk.add(upload(spend=[spend("C", "2026-Q1", 5)]))
    reader.execute("commit")
    assert on_disk.add(upload(spend=[spend("C", "2026-Q1", 5)])).version == 3
    on_disk.close()


def test_people_read_on_through_purges_and_see_one_state_or_the_next(on_disk):
    for at in range(6):
        on_disk.add(upload(spend=[spend(unit, "2026-Q1", 10.0**at) for unit in "ABCDEFGH"]))
    allowed = [8 * 10.0**at for at in range(6)]
    seen: list[float] = []
    failed: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                with asking(on_disk) as cursor:
                    seen.extend(cursor.execute("select sum(amount) from ledger.spend").fetchall()[0])
        except Exception as error:
            failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for version in (6, 5):
        before = len(seen)
        on_disk.purge(version, "me", "why", AT)
        while len(seen) == before and not failed:
            time.sleep(0.001)
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert set(seen) <= set(allowed)
    assert live_rows(on_disk, "sum(amount)") == [(8 * 10.0**3,)]


def test_a_figure_that_was_kept_is_worked_out_anew_when_it_is_forgotten(store, warehouse):
    def spent() -> float | None:
        row = total(Book(warehouse, resolve(store.connection, as_of=2)), METRICS["spend"]).last
        return None if row is None else row.value

    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    store.add(upload(spend=[spend("A", "2026-Q1", 99)]))
    assert spent() == 99
    was, during = store.identity, []

    def forget() -> None:
        during.append(store.identity)
        warehouse.forget_facts()

    store.purge(2, "me", "why", AT, forget)
    assert spent() == 10
    assert (during, store.identity != was) == ([was], True)


def test_the_steps_of_a_restatement_that_hold_its_rows_are_gone(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    store.add(upload(spend=[spend("A", "2026-Q1", 99)]))
    waiting = store.propose(upload(spend=[spend("B", "2026-Q1", 7)]))
    store.restate(1, 2)
    store.purge(2, "me", "why", AT)
    assert store.connection.cursor().execute("select amount from pending.spend").fetchall() == [(7.0,)]
    store.discard(waiting)


def test_a_disk_that_fills_up_on_the_way_leaves_the_store_as_it_was(on_disk, tmp_path, monkeypatch):
    def full(source, target):
        Path(target).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    on_disk.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    monkeypatch.setattr(shutil, "copy", full)
    with pytest.raises(NoRoom, match="No space left on device"):
        on_disk.purge(1, "me", "why", AT)
    assert (on_disk.latest, live_rows(on_disk)) == (1, [("A", 10)])
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".reading", ".purging")]
    on_disk.add(upload(spend=[spend("B", "2026-Q1", 20)]))


def test_what_a_person_confirmed_of_its_columns_is_purged_with_it(either, workbook):
    header = ("Quarter of it", "Dept", "Kind of cost", "Total spent")
    content = workbook(Outgoings=[header, ("2026-Q1", "Claims", f"{CANARY} licences", 12)])
    columns = dict(zip(("period", "business_unit", "category", "amount"), header, strict=True))
    sheet = {"sheet": "Outgoings", "header_row": 1, "dataset": "spend", "columns": columns}
    mapping = {"sheets": [sheet | {"values": {"category": {f"{CANARY} licences": "licences"}}}]}
    accept(prepare(content, "costs.xlsx", either, today=TODAY, mapping=mapping), either, "Ada", AT)
    assert CANARY in str(either.profiles())
    either.purge(1, "Ada", "a name in it", AT)
    assert either.profiles() == {}
