"""Versions on the command line: withdrawn, purged, locked, and led from one to the other."""

import json
from pathlib import Path

from tests.components.commands.conftest import GOOD, run


def test_an_upload_is_withdrawn_and_stays_in_the_list(filled):
    assert run("withdraw", "1", url=filled).stdout == "2\n"
    kinds = [row["kind"] for row in json.loads(run("versions", "--format", "json", url=filled).stdout)["versions"]]
    assert kinds == ["withdrawal", "upload"]
    run("withdraw", "1", url=filled, ends=2)


def test_a_restated_figure_is_led_back_to_its_causes(filled, file):
    run("ingest", file(GOOD.replace(",5", ",8")), url=filled)
    answer = json.loads(run("bridge", "spend", "--before", "1", "--format", "json", url=filled).stdout)
    amounts = {step["step"]: step["amount"] for step in answer["steps"]}
    assert amounts["after"] - amounts["before"] == 3
    assert (amounts["corrected"] + amounts["removed"] + amounts["late"], amounts["residual"]) == (3, 0)


def bridged(*words: str, url: str) -> dict[str, float]:
    answer = json.loads(run("bridge", "spend", *words, "--format", "json", url=url).stdout)
    return {step["step"]: step["amount"] for step in answer["steps"]}


def test_a_restated_figure_is_led_back_to_its_uploads(url, file):
    for amount, name in (("5", "first.csv"), ("8", "second.csv"), ("6", "third.csv")):
        run("ingest", file(GOOD.replace(",5", f",{amount}"), name), url=url)
    amounts = bridged("--before", "1", "--by", "upload", url=url)
    assert amounts == {
        "before": 15,
        "version 2 (second.csv)": 3,
        "version 3 (third.csv)": -2,
        "residual": 0,
        "after": 16,
    }


def test_what_differs_between_two_versions_is_told_row_by_row(filled, file):
    run("ingest", file(GOOD.replace(",5", ",8")), url=filled)
    answer = json.loads(run("differences", "--before", "1", "--format", "json", url=filled).stdout)
    (row,) = answer["rows"]
    assert (answer["from_version"], answer["to_version"]) == (1, 2)
    assert (row["dataset"], row["unit"], row["column"], row["before"], row["after"]) == (
        "Spend",
        "Legal",
        "amount",
        "5",
        "8",
    )
    assert (row["by_version"], row["upload"], row["sheet"], row["line"]) == (2, 2, "spend", 3)
    assert "No row differs." in run("differences", "--before", "2", url=filled).stdout


def test_the_original_of_an_upload_is_written_byte_for_byte(url, file, tmp_path):
    path = Path(file())
    run("ingest", str(path), url=url)
    run("original", "1", "--out", str(tmp_path / "back.csv"), url=url)
    assert (tmp_path / "back.csv").read_bytes() == path.read_bytes()
    assert "is not an upload" in run("original", "7", "--out", str(tmp_path / "none"), url=url, ends=2).output


def test_a_locked_quarter_changes_only_with_a_reason_and_can_be_let_go_of(filled, file):
    assert run("lock", "2026-Q2", "--note", "shown to the board", url=filled).stdout.strip() == "2"
    (lock,) = json.loads(run("locks", "--format", "json", url=filled).stdout)["locks"]
    assert (lock["quarter"], lock["note"], lock["figures_as_of"]) == ("2026-Q2", "shown to the board", 1)
    assert lock["figures"] > 0
    corrected = file(GOOD.replace(",5", ",8"))
    assert "2026-Q2: locked" in run("ingest", corrected, url=filled, ends=2).output
    assert "--note" in run("withdraw", "1", url=filled, ends=2).output
    assert (
        run("metric", "spend", "--by", "total", "--as-of", "latest", "--format", "csv", url=filled).stdout.count("15")
        > 0
    )
    run("ingest", corrected, "--note", "the invoice came late", url=filled)
    assert "is locked already" in run("lock", "2026-Q2", "--note", "again", url=filled, ends=2).output
    run("unlock", "2026-Q2", "--note", "opened again", url=filled)
    assert "No quarter is locked." in run("locks", url=filled).stdout
    assert "is not locked" in run("unlock", "2026-Q2", "--note", "x", url=filled, ends=2).output


def test_a_purge_is_confirmed_and_leaves_neither_rows_nor_file(filled, file, tmp_path):
    run("ingest", file(GOOD.replace("Legal", "Canary"), "canary.csv"), url=filled)
    assert "--yes" in run("purge", "2", "--note", "privacy", url=filled, ends=2).output
    assert run("purge", "2", "--note", "privacy", "--yes", url=filled).stdout.strip() == "3"
    assert b"Canary" not in Path(filled).read_bytes()
    says = run("original", "2", "--out", str(tmp_path / "none"), url=filled, ends=2).output
    assert "purged by version 3" in says
