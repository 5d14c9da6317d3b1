"""What a schedule runs: the digest of what has changed, and a folder whose files are uploaded."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import cli
from components.commands.store_access import SAMPLE
from data.store import open_store

pytestmark = pytest.mark.exports

ROOT = Path(__file__).resolve().parents[1]
GOOD = "period,business_unit,category,amount\n2026-Q1,Claims,licences,10\n2026-Q2,Legal,training,5\n"


def run(*words: str, ends: int = 0, **environment: str) -> Result:
    result = CliRunner().invoke(cli, list(words), env=environment)
    assert result.exit_code == ends, result.output
    return result


@pytest.fixture(scope="module")
def url(tmp_path_factory) -> str:
    """A store of two uploads."""
    folder = tmp_path_factory.mktemp("scheduled")
    path = str(folder / "store.duckdb")
    for number, text in enumerate((GOOD, GOOD.replace(",10", ",12"))):
        (folder / f"{number}.csv").write_text(text)
        run("ingest", str(folder / f"{number}.csv"), "--store", path)
    return path


def test_a_digest_is_written_as_html_and_text_from_the_newest_backup_while_the_app_holds_the_store(url, tmp_path):
    html, text, backups = tmp_path / "d.html", tmp_path / "d.txt", tmp_path / "backups"
    run("backup", "--to", str(backups / "gapboard-20261101T000000Z.duckdb"), "--store", url)
    words = ("digest", "--since", "1", "--out", str(html), "--text", str(text), "--store", url)
    held = open_store(url)
    try:
        run(*words, ends=6)
        ended = run(*words, "--from-backup", str(backups), GAPBOARD_URL="https://gap.example/")
    finally:
        held.close()
    assert ended.stdout == f"{html}\n"
    assert "What changed since version 1" in html.read_text(encoding="utf-8")
    assert 'href="https://gap.example/history"' in html.read_text(encoding="utf-8")
    assert "https://gap.example/history" in text.read_text(encoding="utf-8")
    assert "+2 by rows corrected" in text.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--since", "9"), "There is no version 9"),
        (("--since", "yesterday"), "neither a version nor a date"),
        (("--since", "1", "--link-to", "javascript:alert(1)"), "is not the address of the app"),
    ],
)
def test_a_digest_of_what_is_not_there_is_wrong_usage(url, tmp_path, words, says):
    result = run("digest", *words, "--out", str(tmp_path / "d.html"), "--store", url, ends=2)
    assert says in result.output
    assert not (tmp_path / "d.html").exists()


def test_a_digest_from_a_folder_without_a_backup_is_wrong_usage(tmp_path):
    words = ("digest", "--since", "1", "--out", str(tmp_path / "d.html"), "--from-backup", str(tmp_path))
    assert "There is no backup" in run(*words, ends=2).output


def test_watching_once_ends_with_the_worst_that_became_of_a_file(tmp_path):
    folder, store = tmp_path / "in", str(tmp_path / "store.duckdb")
    folder.mkdir()
    words = ("watch", str(folder), "--once", "--still-for", "0.1", "--store", store)
    assert run(*words).stdout == ""
    (folder / "good.csv").write_text(GOOD)
    assert run(*words).stdout == "good.csv: stored as version 1.\n"
    (folder / "bad.csv").write_text(f"{GOOD}2026-Q1,Claims,fun,ten\n")
    (folder / "odd.csv").write_text(GOOD.replace("category", "cost type"))
    assert run(*words, ends=5).stdout.splitlines()[0] == "bad.csv: stopped by 2 problems; nothing was stored."
    (folder / "again.csv").write_text(GOOD.replace(",10", ",11"))
    held = open_store(store)
    try:
        assert "The files wait" in run(*words, ends=6).stdout
    finally:
        held.close()
    assert (folder / "again.csv").exists()


def test_the_folder_of_the_store_is_not_watched(tmp_path):
    store = tmp_path / "gapboard.duckdb"
    open_store(str(store)).close()
    assert "The store lies in" in run("watch", str(tmp_path), "--once", "--store", str(store), ends=2).output
    assert store.exists()


def test_watching_goes_on_until_it_is_told_to_end(tmp_path):
    folder, store = tmp_path / "in", str(tmp_path / "store.duckdb")
    folder.mkdir()
    (folder / "good.csv").write_text(GOOD)
    words = [sys.executable, "cli.py", "watch", str(folder), "--still-for", "0.1", "--store", store]
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "good.csv: stored as version 1.\n"
            until = time.monotonic() + 60
            while not (folder / "stored" / "good.csv").exists() and time.monotonic() < until:
                time.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()
    opened = open_store(store)
    assert opened.latest == 1
    opened.close()


def test_before_the_first_upload_a_digest_is_of_the_sample_and_says_so_in_the_message(tmp_path):
    out, text = tmp_path / "changes.html", tmp_path / "changes.txt"
    empty = str(tmp_path / "empty.duckdb")
    done = run("digest", "--since", "11", "--out", str(out), "--text", str(text), "--store", empty)
    assert (done.stdout, done.stderr) == (f"{out}\n", f"{SAMPLE}\n")
    assert "Sample data: a made-up portfolio" in out.read_text(encoding="utf-8")
    assert "Sample data: a made-up portfolio" in text.read_text(encoding="utf-8")
