"""What lands in a watched folder is taken in once it is whole, and lies afterwards where what became of it says."""

import datetime as dt
import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from openpyxl import load_workbook

from components import stores
from components.jobs import scheduler
from components.jobs.folder_watcher import FULL_FOR, Watch, folder_to_watch, keep_watching
from components.jobs.unattended_upload import STORED, Wish
from data.reading.look import MAX_BYTES
from data.store import Store, StoreBusy, open_store
from tests.conftest import days

GOOD = "period,business_unit,category,amount\n2026-Q1,Claims,licences,10\n2026-Q2,Legal,training,5\n"
BAD = f"{GOOD}2026-Q1,Claims,fun,ten\n"
GO = threading.Event()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def reported() -> list[str]:
    return []


@pytest.fixture
def watch(folder: Path, store: Store, reported: list[str]) -> Watch:
    return Watch(folder, lambda: nullcontext(store), reported.append)


@pytest.fixture
def land(folder: Path) -> Callable[..., Path]:
    def put(name: str, text: str = GOOD, minute: int = 0) -> Path:
        path = folder / name
        path.write_text(text)
        at = dt.datetime(2026, 11, 1, 12, minute).timestamp()
        os.utime(path, (at, at))
        return path

    return put


def looked(watch: Watch, *seconds: float) -> None:
    for now in seconds or (0, 10):
        watch.look(now, GO)


def there(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def test_a_good_file_is_stored_by_its_name_and_moved(watch, land, folder, store, reported):
    land("spend.csv")
    looked(watch)
    assert there(folder) == ["stored/spend.csv"]
    assert [(version.file_name, version.author) for version in store.versions()] == [("spend.csv", "watched folder")]
    assert reported == ["spend.csv: stored as version 1."]
    assert watch.worst == STORED


def test_a_file_is_taken_in_when_it_has_stayed_the_same_for_long_enough_and_not_before(watch, land, folder, store):
    land("spend.csv", GOOD[:40])
    looked(watch, 0, 4.9)
    land("spend.csv", GOOD)
    looked(watch, 5.0, 9.9)
    assert there(folder) == ["spend.csv"]
    looked(watch, 10.0)
    assert there(folder) == ["stored/spend.csv"]
    assert store.versions()[0].counts["spend"]["read"] == 2


@pytest.mark.parametrize("name", [".spend.csv", "~$spend.xlsx", "spend.csv.part", "SPEND.CSV.TMP", "spend.crdownload"])
def test_what_a_program_is_still_writing_is_not_touched(watch, land, folder, store, name):
    land(name)
    looked(watch)
    assert there(folder) == [name]
    assert store.latest == 0


def test_files_are_taken_in_in_the_order_in_which_they_came(watch, land, store):
    land("b.csv", GOOD, minute=1)
    land("a.csv", GOOD.replace(",10", ",20"), minute=2)
    looked(watch, 0)
    land("0.csv", GOOD.replace(",10", ",30"), minute=0)
    looked(watch, 1, 10)
    assert [version.file_name for version in store.versions()][::-1] == ["b.csv", "a.csv", "0.csv"]


def test_the_same_file_twice_is_stored_once_and_neither_lies_on_the_other(watch, land, folder, store, reported):
    land("spend.csv")
    looked(watch)
    land("spend.csv")
    looked(watch, 20, 30)
    assert there(folder) == ["stored/spend (2).csv", "stored/spend.csv"]
    assert store.latest == 1
    assert reported[-1] == "spend.csv: already stored as version 1."


def test_a_file_with_problems_is_refused_with_all_of_them_and_its_cells_marked(watch, land, folder, store):
    land("spend.csv", BAD)
    looked(watch)
    assert there(folder) == ["refused/spend (marked).xlsx", "refused/spend.csv", "refused/spend.csv.txt"]
    report = (folder / "refused" / "spend.csv.txt").read_text()
    assert report.startswith("spend.csv: stopped by 2 problems; nothing was stored.")
    assert "spend!C4" in report
    assert "spend!D4" in report
    book = load_workbook(folder / "refused" / "spend (marked).xlsx")
    assert book["spend"]["D4"].comment is not None
    assert (store.latest, watch.worst) == (0, 3)


def test_where_it_is_wished_the_rows_without_errors_are_stored(watch, land, folder, store):
    watch.wish = Wish(accept_valid=True)
    land("spend.csv", f"{GOOD}2026-Q1,Claims,licences,ten\n")
    looked(watch)
    assert there(folder) == ["stored/spend.csv"]
    assert store.versions()[0].counts["spend"]["left_out"] == 1


def test_an_unreadable_file_is_refused_in_a_sentence(watch, land, folder):
    land("spend.xlsx", "no workbook")
    looked(watch)
    assert there(folder) == ["refused/spend.xlsx", "refused/spend.xlsx.txt"]
    assert watch.worst == 4


def test_what_nobody_has_confirmed_waits_and_is_stored_where_that_is_wished(watch, land, folder, store):
    land("spend.csv", GOOD.replace("category", "cost type"))
    looked(watch)
    assert there(folder) == ["waiting/spend.csv", "waiting/spend.csv.txt"]
    report = (folder / "waiting" / "spend.csv.txt").read_text()
    assert "nobody has confirmed yet" in report
    assert '"cost type"' in report
    assert (store.latest, watch.worst) == (0, 5)
    watch.wish = Wish(yes=True)
    land("again.csv", GOOD.replace("category", "cost type"))
    looked(watch, 20, 30)
    assert store.latest == 1


def test_what_is_only_guessed_waits_for_a_person_though_the_folder_confirms(watch, land, folder, store):
    """A column found by the looks of its cells alone is below the confidence from which anything is confirmed unseen."""
    watch.wish = Wish(yes=True)
    land("spend.csv", GOOD.replace("period", "wann"))
    looked(watch)
    assert there(folder) == ["waiting/spend.csv", "waiting/spend.csv.txt"]
    assert "(confidence 0.55)" in (folder / "waiting" / "spend.csv.txt").read_text()
    assert (store.latest, watch.worst) == (0, 5)


def test_what_would_change_a_locked_quarter_waits_for_its_reason(watch, land, folder, store):
    store.lock(*days("2026-Q1"), [], 0, "code", "Ada", "shown", dt.datetime(2026, 11, 1))
    land("spend.csv")
    looked(watch)
    assert there(folder) == ["waiting/spend.csv", "waiting/spend.csv.txt"]
    assert "2026-Q1, which is locked" in (folder / "waiting" / "spend.csv.txt").read_text()
    assert store.latest == 1


def test_links_folders_and_pipes_stay_where_they_are_and_are_told_of_once(watch, folder, store, reported, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text(GOOD)
    (folder / "link.csv").symlink_to(secret)
    (folder / "folder.csv").mkdir()
    os.mkfifo(folder / "pipe.csv")
    looked(watch, 0, 10)
    (folder / "folder.csv" / "inside.csv").write_text(GOOD)
    looked(watch, 20, 30)
    assert there(folder) == ["folder.csv/inside.csv", "link.csv", "pipe.csv"]
    assert store.latest == 0
    assert sorted(reported) == [
        "folder.csv: is a folder. Put files themselves here.",
        "link.csv: is a link to elsewhere and is not followed. Put the file itself here.",
        "pipe.csv: is no file, and stays where it is.",
    ]


def test_a_file_of_the_most_bytes_is_opened_and_a_larger_one_is_refused_unread(watch, folder, reported):
    with (folder / "huge.csv").open("wb") as huge:
        huge.truncate(MAX_BYTES + 1)
    looked(watch)
    assert there(folder) == ["refused/huge.csv", "refused/huge.csv.txt"]
    assert reported == ["huge.csv: larger than 200 MB, the most that is read. Split it."]


def test_a_place_that_leads_elsewhere_is_not_written_to(watch, land, folder, tmp_path, reported):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "stored").symlink_to(elsewhere)
    land("spend.csv")
    looked(watch, 0, 10, 20, 30)
    assert list(elsewhere.iterdir()) == []
    assert reported[-1] == "spend.csv: could not be put into stored/ (stored/ is a link to elsewhere)."
    assert reported.count(reported[-1]) == 1


def test_a_name_that_is_none_is_said_on_one_line(watch, folder, store, reported):
    (folder / os.fsdecode(b"sp\nend\xff.csv")).write_text(GOOD)
    looked(watch)
    assert reported == ["sp?end?.csv: stored as version 1."]
    assert store.versions()[0].file_name == "sp?end?.csv"


def test_while_somebody_else_holds_the_store_files_wait_and_it_is_said_once(watch, land, folder, store, reported):
    def busy():
        raise StoreBusy("The store is open in another process.")

    land("spend.csv")
    free, watch.store = watch.store, busy
    looked(watch, 0, 10, 20)
    assert watch.is_busy
    assert reported == ["The store is open in another process. The files wait."]
    watch.store = free
    looked(watch, 30)
    assert not watch.is_busy
    assert there(folder) == ["stored/spend.csv"]


def test_while_the_disk_is_full_files_wait_and_are_tried_again_after_a_while(
    land, folder, reported, tmp_path, monkeypatch
):
    store = open_store(str(tmp_path / "store.duckdb"))
    watch = Watch(folder, lambda: nullcontext(store), reported.append)
    usage = shutil.disk_usage(tmp_path)
    land("spend.csv")
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
        looked(watch, 0, 10, 11, 9 + FULL_FOR)
        assert watch.is_busy
        assert len(reported) == 1
        assert reported[0].endswith("Make room and try again. Nothing was changed. The files wait.")
        assert there(folder) == ["spend.csv"]
    looked(watch, 9 + FULL_FOR)
    assert store.latest == 0
    looked(watch, 10 + FULL_FOR)
    assert not watch.is_busy
    assert there(folder) == ["stored/spend.csv"]
    store.close()


def test_whoever_ends_it_ends_it_between_two_files(watch, land, folder, store):
    stop = threading.Event()
    land("a.csv", GOOD, minute=1)
    land("b.csv", GOOD.replace(",10", ",20"), minute=2)
    watch.say = lambda _: stop.set()
    watch.look(0, stop)
    watch.look(10, stop)
    assert there(folder) == ["b.csv", "stored/a.csv"]


def test_a_folder_that_is_away_for_a_while_is_told_of_once_and_tried_again(watch, land, folder, store, reported):
    away = folder.rename(folder.with_name("away"))
    looked(watch, 0, 1)
    assert reported == [f"{folder} cannot be read (No such file or directory). It is tried again."]
    away.rename(folder)
    land("spend.csv")
    looked(watch, 2, 10)
    assert there(folder) == ["stored/spend.csv"]


def test_a_file_that_is_written_anew_while_it_is_read_is_taken_in_once_more(watch, land, folder, store):
    land("spend.csv")

    def and_writes(says: str) -> None:
        if store.latest == 1:
            land("spend.csv", GOOD.replace(",10", ",11"), minute=5)

    watch.say = and_writes
    looked(watch, 0, 10)
    assert there(folder) == ["spend.csv"]
    watch.say = lambda _: None
    looked(watch, 11, 20)
    assert there(folder) == ["stored/spend.csv"]
    assert store.latest == 2


def test_the_folder_of_the_store_is_not_watched(folder):
    variables = {"GAPBOARD_WATCH": str(folder), "GAPBOARD_STORE": str(folder / "gapboard.duckdb")}
    with pytest.raises(ValueError, match="The store lies in"):
        folder_to_watch(variables)


def test_the_environment_names_the_folder(folder, tmp_path):
    assert folder_to_watch({}) is None
    assert folder_to_watch({"GAPBOARD_WATCH": " "}) is None
    assert folder_to_watch({"GAPBOARD_WATCH": str(folder)}) == folder
    with pytest.raises(ValueError, match="which is not a folder"):
        folder_to_watch({"GAPBOARD_WATCH": str(tmp_path / "nowhere")})


def test_the_app_takes_in_what_lands_in_its_own_process_and_goes_on_after_a_failure(
    folder, land, tmp_path, monkeypatch
):
    monkeypatch.setenv("GAPBOARD_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.setenv("GAPBOARD_WATCH", str(folder))
    stop, failures = threading.Event(), iter([RuntimeError("ours")])

    def once_failing() -> Store:
        for failure in failures:
            raise failure
        return stores.company_store()

    land("spend.csv")
    watching = threading.Thread(target=keep_watching, args=(folder, stop, 0.1, once_failing))
    watching.start()
    try:
        until = time.monotonic() + 60
        while not (folder / "stored" / "spend.csv").exists() and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        stop.set()
        watching.join(60)
    assert there(folder) == ["stored/spend.csv"]
    assert stores.company_store().latest == 1
    stores.open_stores.pop(str(tmp_path / "store.duckdb")).store.close()


def test_the_app_does_not_start_with_a_folder_that_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("GAPBOARD_WATCH", str(tmp_path / "nowhere"))
    with pytest.raises(ValueError, match="not a folder"), scheduler.running():
        pass


def test_while_the_app_runs_it_watches_and_stops_when_the_app_does(folder, monkeypatch):
    monkeypatch.setenv("GAPBOARD_WATCH", str(folder))
    with scheduler.running():
        assert "gapboard-watch" in [thread.name for thread in threading.enumerate()]
    assert "gapboard-watch" not in [thread.name for thread in threading.enumerate()]
