"""Whoever pulls the plug during a purge finds the store as it was or as it is to be, whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from data.store import open_store
from tests.conftest import upload

CUT_SHORT = Path(__file__).with_name("cut_short.py")
ROOT = Path(__file__).resolve().parents[3]


def filled(folder: Path, rows: int) -> None:
    """A store in which the second upload has a file and rows that nobody else has."""
    store = open_store(str(folder / "gapboard.duckdb"))
    for number, name in enumerate(("kept", "canary"), start=1):
        made = upload(
            spend=[
                {
                    "business_unit": f"unit {at % 7}",
                    "period": "2026-Q1",
                    "category": "data",
                    "amount": number,
                    "note": name,
                }
                for at in range(rows)
            ]
        )
        object.__setattr__(made, "content", f"{name} file ".encode() * 1000)
        store.add(made)
    store.close()


def cut_short(folder: Path, *how: str) -> list[Path]:
    """The folders of the rounds, in their order."""
    subprocess.run([sys.executable, CUT_SHORT, folder, *how], cwd=ROOT, check=True, env={"PYTHONPATH": str(ROOT)})
    return sorted(folder.glob("round *"), key=lambda path: int(path.name.split()[1]))


def is_purged(folder: Path, rows: int) -> bool:
    """Whether the store in a folder is purged. Fails where it is neither as it was nor as it is to be."""
    store = open_store(str(folder / "gapboard.duckdb"))
    try:
        cursor = store.connection.cursor().execute("set variable as_of = 3")
        spend = cursor.execute("select count(*), min(amount), max(amount) from ledger.spend").fetchall()[0]
        purged = store.latest == 3
        assert spend == ((rows, 1, 1) if purged else (rows, 2, 2))
        assert [entry.is_purged for entry in store.versions()] == ([False, True, False] if purged else [False, False])
        store.change_settings({"hour_rate": "75"}, "me", "", store.versions()[0].created_at)
    finally:
        store.close()
    assert {path.name for path in folder.iterdir()} - {"begun"} == {"gapboard.duckdb"}
    assert ((folder / "gapboard.duckdb").read_bytes().count(b"canary file") == 0) == purged
    return purged


def test_killed_before_any_step_on_the_disk_the_old_or_the_new_store_stands_whole(tmp_path):
    filled(tmp_path, rows=50)
    ended = [is_purged(each, rows=50) for each in cut_short(tmp_path, "step")]
    assert len(ended) == 4  # before copying, before the new name, before opening it, and not at all
    assert ended == sorted(ended)
    assert ended[0] is False
    assert ended[-1] is True


@pytest.mark.trust
def test_killed_at_any_moment_the_old_or_the_new_store_stands_whole(tmp_path):
    filled(tmp_path, rows=100_000)
    ended = [is_purged(each, rows=100_000) for each in cut_short(tmp_path, "1.5", "40")]
    assert True in ended
    assert False in ended
