"""Versions: what stands, what stood, and what a candidate would do."""

import datetime as dt
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import duckdb
import pytest

from data.schema import DATASETS, PROVENANCE
from data.store import StoreBusy, StoreError, open_store, opening
from queries import resolve
from queries.scope import cursor
from tests.conftest import days, seeds, upload

AT = dt.datetime(2026, 11, 1, 12, 0)
PERIODS = ("2026-Q1", "2026-01", "2026-02", "2026-03")


def spend(unit: str, period: str, amount: float) -> dict:
    return {"business_unit": unit, "period": period, "category": "data", "amount": amount}


def overlap(period: str, other: str) -> bool:
    return days(period)[0] <= days(other)[1] and days(other)[0] <= days(period)[1]


def live_rows(store, dataset: str = "spend", what: str = "business_unit, amount", **scope) -> list[tuple]:
    scoped = cursor(store.connection, resolve(store.connection, **scope))
    return scoped.execute(f"select {what} from ledger.{dataset} order by all").fetchall()


def test_a_unit_and_period_are_replaced_and_others_stay(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10), spend("B", "2026-Q1", 20)]))
    store.add(upload(spend=[spend("A", "2026-Q1", 11)]))
    assert live_rows(store) == [("A", 11), ("B", 20)]
    assert live_rows(store, as_of=1) == [("A", 10), ("B", 20)]


def test_months_replace_the_quarter_they_overlap(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10), spend("A", "2026-Q2", 5)]))
    store.add(upload(spend=[spend("A", "2026-02", 1), spend("A", "2026-03", 2)]))
    assert live_rows(store) == [("A", 1), ("A", 2), ("A", 5)]


def test_a_quarter_replaces_the_months_it_overlaps(store):
    store.add(upload(spend=[spend("A", "2026-02", 1), spend("A", "2026-04", 2)]))
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    assert live_rows(store) == [("A", 2), ("A", 10)]


def test_another_feed_never_erases_this_one(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    store.add(upload(feed="openai_costs", spend=[spend("A", "2026-Q1", 3)]))
    assert live_rows(store) == [("A", 3), ("A", 10)]


def test_an_older_list_stays_beside_a_newer_one(store):
    def listed(day):
        return {"business_unit": "A", "initiative_id": "i", "name": "x", "stage": "pilot", "reporting_on": day}

    store.add(upload(pilots=[listed("2026-03-31")]))
    store.add(upload(pilots=[listed("2026-06-30")]))
    assert [str(day) for (day,) in live_rows(store, "pilots", "reporting_on")] == ["2026-03-31", "2026-06-30"]


def test_the_same_file_twice_is_stored_once(store):
    made = upload(spend=[spend("A", "2026-Q1", 10)])
    first, again = store.add(made), store.add(made)
    assert (first.version, first.already_stored) == (1, False)
    assert (again.version, again.already_stored) == (1, True)
    assert store.latest == 1


def test_withdrawing_lets_what_stood_before_stand_again(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    store.add(upload(spend=[spend("A", "2026-01", 1), spend("B", "2026-Q1", 20)]))
    assert store.withdraw(2, "me", "wrong file", AT) == 3
    assert live_rows(store) == [("A", 10)]
    assert live_rows(store, as_of=2) == [("A", 1), ("B", 20)]


def test_withdrawing_an_older_upload_leaves_the_newer_one_standing(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10), spend("B", "2026-Q1", 20)]))
    store.add(upload(spend=[spend("A", "2026-Q1", 11)]))
    store.withdraw(1, "me", "", AT)
    assert live_rows(store) == [("A", 11)]


def test_withdrawing_all_leaves_nothing_not_the_older_withdrawn_one(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    store.add(upload(spend=[spend("A", "2026-Q1", 11)]))
    store.withdraw(1, "me", "", AT)
    store.withdraw(2, "me", "", AT)
    assert live_rows(store) == []
    assert store.has_uploads


def test_withdrawing_months_does_not_bring_a_quarter_back_beneath_a_later_month(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 300)]))
    store.add(upload(spend=[spend("A", "2026-01", 110), spend("A", "2026-02", 100)]))
    store.add(upload(spend=[spend("A", "2026-01", 120)]))
    store.withdraw(2, "me", "", AT)
    assert live_rows(store) == [("A", 120)]
    store.withdraw(3, "me", "", AT)
    assert live_rows(store) == [("A", 300)]


@pytest.mark.parametrize("seed", seeds(10, 150))
def test_what_stands_is_what_the_uploads_not_withdrawn_would_have_left(store, seed):
    chance = Random(seed)
    uploads = [
        [spend("A", period, 1000 * at + place) for place, period in enumerate(chance.sample(PERIODS, 2))]
        for at in range(5)
    ]
    for rows in uploads:
        store.add(upload(spend=rows))
    for gone in chance.sample(range(5), 3):
        store.withdraw(gone + 1, "me", "", AT)
        uploads[gone] = []
        stood: dict[str, float] = {}
        for rows in uploads:
            for row in rows:
                stood = {period: amount for period, amount in stood.items() if not overlap(period, row["period"])}
            stood |= {row["period"]: row["amount"] for row in rows}
        assert [amount for _, amount in live_rows(store)] == sorted(stood.values())


@pytest.mark.parametrize("version", [0, 9])
def test_what_is_no_upload_cannot_be_withdrawn(store, version):
    with pytest.raises(LookupError, match=f"Version {version} is not an upload"):
        store.withdraw(version, "me", "", AT)


def test_an_upload_is_withdrawn_once(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    store.withdraw(1, "me", "", AT)
    with pytest.raises(LookupError, match="already withdrawn"):
        store.withdraw(1, "me", "", AT)


def test_a_withdrawn_file_can_be_uploaded_again(store):
    made = upload(spend=[spend("A", "2026-Q1", 10)])
    store.add(made)
    store.withdraw(1, "me", "", AT)
    assert store.add(made).version == 3
    assert live_rows(store) == [("A", 10)]


def test_a_withdrawn_file_stays_withdrawn_at_its_first_version_when_it_is_uploaded_again(store):
    made = upload(spend=[spend("A", "2026-Q1", 10)])
    store.add(made)
    store.withdraw(1, "me", "", AT)
    store.add(made)
    assert [(entry.version, entry.kind, entry.is_withdrawn) for entry in store.versions()] == [
        (3, "upload", False),
        (2, "withdrawal", False),
        (1, "upload", True),
    ]
    assert store.find(made.sha256) == 3
    store.withdraw(3, "me", "", AT)
    assert (store.find(made.sha256), live_rows(store)) == (None, [])


def test_uploads_at_once_become_one_version_each_and_the_same_file_one_only(store):
    same = upload(spend=[spend("same", "2026-Q1", 1)])
    many = [same, same, *(upload(spend=[spend(f"unit {at}", "2026-Q1", at)]) for at in range(6))]
    start = threading.Barrier(len(many))

    def add(each):
        start.wait()
        return store.add(each)

    with ThreadPoolExecutor(len(many)) as pool:
        added = list(pool.map(add, many))
    assert sorted({each.version for each in added}) == list(range(1, 8))
    assert sorted(each.already_stored for each in added[:2]) == [False, True]
    assert [entry.version for entry in store.versions()] == list(range(7, 0, -1))
    assert live_rows(store, what="count(*), count(distinct part_id)") == [(7, 7)]


def test_a_version_keeps_how_many_rows_were_read_stored_and_left_out(store):
    made = upload(spend=[spend("A", "2026-Q1", 10)])
    counted = {"spend": {"read": 2, "stored": 1, "left_out": 1}}
    object.__setattr__(made, "counts", counted)
    store.add(made)
    store.withdraw(1, "me", "", AT)
    assert [entry.counts for entry in store.versions()] == [{}, counted]


def test_a_candidate_is_seen_only_by_the_scope_that_names_it(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    candidate = store.propose(upload(spend=[spend("A", "2026-01", 99), spend("C", "2026-Q1", 5)]))
    assert live_rows(store) == [("A", 10)]
    assert live_rows(store, candidate=candidate) == [("A", 99), ("C", 5)]
    store.discard(candidate)
    assert live_rows(store, candidate=candidate) == [("A", 10)]


def test_two_candidates_do_not_see_each_other(store):
    first = store.propose(upload(spend=[spend("A", "2026-Q1", 1)]))
    second = store.propose(upload(spend=[spend("A", "2026-Q1", 2)]))
    assert live_rows(store, candidate=first) == [("A", 1)]
    assert live_rows(store, candidate=second) == [("A", 2)]


def test_a_failed_upload_leaves_nothing_behind(store):
    broken = upload(spend=[spend("A", "2026-Q1", 10)])
    object.__setattr__(broken, "rows", {**broken.rows, "no_such_dataset": broken.rows["spend"]})
    with pytest.raises(KeyError):
        store.add(broken)
    assert (store.latest, live_rows(store)) == (0, [])


def test_without_a_scope_the_ledger_shows_nothing(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    assert store.connection.cursor().execute("from ledger.spend").fetchall() == []


@pytest.mark.parametrize("name", DATASETS)
def test_the_ledgers_columns_are_the_schemas(store, name):
    described = store.connection.execute(f"describe ledger.{name}").fetchall()
    expected = [column for column, _ in (*DATASETS[name].stored(), *PROVENANCE)]
    assert [row[0] for row in described] == [*expected, "feed", "version"]


def test_settings_are_versioned(store):
    assert store.setting("hour_rate") == "60"
    assert store.change_settings({"hour_rate": "75"}, "me", "new rate card", AT) == 1
    assert float(store.setting("hour_rate")) == 75
    assert float(store.setting("hour_rate", as_of=0)) == 60


def test_a_setting_out_of_bounds_changes_nothing(store):
    with pytest.raises(ValueError, match="realisation"):
        store.change_settings({"hour_rate": "75", "realisation": "7"}, "me", "", AT)
    assert store.latest == 0


def test_the_original_is_kept_by_its_hash(store):
    made = upload(spend=[spend("A", "2026-Q1", 10)])
    object.__setattr__(made, "content", b"the file")
    store.add(made)
    assert store.original(made.sha256) == b"the file"
    with pytest.raises(KeyError):
        store.original("unknown")


def test_what_was_stored_is_there_after_reopening(tmp_path):
    url = str(tmp_path / "it's here" / "gapboard.duckdb")
    store = open_store(url)
    store.add(upload(spend=[spend("A", "2026-Q1", 10)]))
    store.save_profile("mine", "dataset = 'spend'")
    store.close()
    again = open_store(url)
    assert (again.latest, again.versions()[0].kind, again.profiles()) == (1, "upload", {"mine": "dataset = 'spend'"})
    again.close()


def test_a_store_of_the_first_release_is_brought_up_to_date(tmp_path):
    path = tmp_path / "gapboard.duckdb"
    first = (Path(opening.__file__).parent / "migrations" / "0001_versions_and_parts.sql").read_text()
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as store")
        connection.execute("create table store.migrations (migration varchar, applied_at timestamp)")
        connection.execute(first)
        connection.execute("insert into store.migrations values ('0001_versions_and_parts', now()::timestamp)")
        connection.execute(
            "insert into store.versions values (1, 'upload', now()::timestamp, 'Ada', '', 'q1.xlsx', 'hash', 'template',"
            " null, '{}')"
        )
        connection.execute("insert into store.profiles values (1, 'mine', 'content')")
    store = open_store(str(path))
    entry = store.versions()[0]
    assert (entry.file_name, entry.is_purged, store.locks()) == ("q1.xlsx", False, ())
    assert "mine" in store.profiles()
    store.purge(1, "me", "why", AT)
    assert store.versions()[1].is_purged
    store.close()


def test_rows_that_do_not_fit_into_memory_stay_beside_the_store_and_not_after_it_is_opened_again(tmp_path):
    spilt = tmp_path / "gapboard.duckdb.tmp"
    spilt.mkdir()
    (spilt / "duckdb_temp_storage-0.tmp").write_text("rows of a process that was killed")
    store = open_store(str(tmp_path / "gapboard.duckdb"))
    assert store.connection.execute("select current_setting('temp_directory')").fetchall() == [(str(spilt),)]
    assert not spilt.exists()
    store.close()


def test_a_second_process_is_told_that_the_store_is_busy(tmp_path):
    url = str(tmp_path / "gapboard.duckdb")
    store = open_store(url)
    program = (
        "import sys\nfrom data.store import StoreBusy, open_store\n"
        "try:\n    open_store(sys.argv[1])\nexcept StoreBusy as busy:\n    print('busy:', busy)"
    )
    printed = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=True).stdout
    store.close()
    assert printed.startswith("busy: The store is open in another process")


def test_the_same_process_cannot_open_it_twice_either(tmp_path):
    url = str(tmp_path / "gapboard.duckdb")
    store = open_store(url)
    with pytest.raises(StoreBusy):
        open_store(url)
    store.close()


def test_a_file_that_is_no_store_is_refused_in_words(tmp_path):
    path = tmp_path / "gapboard.duckdb"
    path.write_text("not a database")
    with pytest.raises(StoreError, match="is not a DuckDB file"):
        open_store(str(path))


def test_the_connection_reads_no_files_and_stays_locked(store, tmp_path):
    (tmp_path / "x.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.Error, match="disabled"):
        store.connection.execute(f"from '{tmp_path}/x.csv'")
    with pytest.raises(duckdb.Error, match="locked"):
        store.connection.execute("set enable_external_access = true")
