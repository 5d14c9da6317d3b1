"""A file that may fill the disk is not begun: a disk that is full shuts the store for everybody."""

import datetime as dt
import shutil

import pytest
from click.testing import CliRunner

from cli import cli
from data.ingest.upload import COPIES, accept, confirmed, prepare
from data.store import NoRoom, open_store
from data.store.disk_space import MARGIN

TODAY, NOW = dt.date(2026, 11, 21), dt.datetime(2026, 11, 21, 12)
SHEET = b"period,business_unit,category,amount\n2026-Q1,HR,licences,10\n"


@pytest.fixture
def free(monkeypatch, tmp_path):
    """Say how many bytes are free."""
    usage = shutil.disk_usage(tmp_path)
    return lambda count: monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=count))


def test_what_fits_is_stored_and_what_may_not_is_refused_in_a_sentence(tmp_path, free):
    store = open_store(str(tmp_path / "gapboard.duckdb"))
    prepared = confirmed(prepare(SHEET, "spend.csv", store, today=TODAY))
    needed = COPIES * (len(SHEET) + sum(rows.nbytes for rows in prepared.rows.values())) + MARGIN
    free(needed - 1)
    with pytest.raises(
        NoRoom, match=r"Storing this file needs 0\.1 GB free in .*; there are 0\.1 GB\. Make room and try"
    ):
        accept(prepared, store, "me", NOW)
    assert store.latest == 0
    free(needed)
    assert accept(prepared, store, "me", NOW).version == 1
    store.close()


def test_a_command_says_so_and_ends_as_one_that_cannot_be_done(tmp_path, free):
    (tmp_path / "spend.csv").write_bytes(SHEET)
    free(2**20)
    done = CliRunner().invoke(
        cli, ["ingest", str(tmp_path / "spend.csv"), "--yes", "--store", str(tmp_path / "s.duckdb")]
    )
    assert done.exit_code == 2
    assert "Storing this file needs" in done.stderr
