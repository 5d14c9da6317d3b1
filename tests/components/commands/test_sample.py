"""On a store to which nothing was uploaded, commands that read answer from the sample, as the app does, and say so."""

import json

import pytest
from click.testing import CliRunner, Result

from cli import cli
from components.commands.store_access import SAMPLE
from data.store import open_store
from tests.components.commands.conftest import run

READING = (
    ("metrics",),
    ("metric", "spend"),
    ("view", "stalled"),
    ("quality",),
    ("trace", "1", "Spend", "2"),
    ("bridge", "risk_adjusted_value", "--before", "11"),
    ("differences", "--before", "11"),
)
"""A line of each command that answers with figures or rows; `export`, `digest`, `link make` have tests of their own."""

EMPTY = (
    (("versions",), "The ledger has no version yet."),
    (("link", "list"), "No link was made yet."),
    (("people", "list"), "Nobody has a role by name."),
    (("people", "log"), "Nothing was done yet that is kept."),
    (("settings", "history"), "No setting was ever changed."),
)
"""What tells what a store itself holds is never the sample's."""


def asked(*words: str, url: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--store", url])


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_a_command_that_reads_answers_from_the_sample_and_says_so_on_standard_error(words, url):
    done = asked(*words, "--format", "json", url=url)
    assert (done.exit_code, done.stderr) == (0, f"{SAMPLE}\n")
    assert json.loads(done.stdout)


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_once_something_was_uploaded_it_answers_from_that_alone(words, filled):
    assert SAMPLE not in asked(*words, url=filled).stderr


def test_the_samples_figures_are_those_of_the_sample_loaded(url, loaded):
    of_sample, of_loaded = (asked("metric", "roi_risk_adjusted", url=path) for path in (url, loaded))
    assert of_sample.stdout == of_loaded.stdout
    assert (of_sample.stderr, of_loaded.stderr) == (f"{SAMPLE}\n", "")


def test_a_unit_that_the_sample_has_not_is_wrong_usage_and_the_sample_is_named(url):
    done = asked("metrics", "--units", "No such unit", url=url)
    assert done.exit_code == 2
    assert done.stderr.startswith(SAMPLE)


def test_reading_the_sample_writes_nothing_into_the_store(url):
    asked("metrics", url=url)
    store = open_store(url)
    assert (store.latest, store.has_uploads, store.versions()) == (0, False, ())
    store.close()


def test_after_everything_was_withdrawn_the_sample_does_not_come_back(all_withdrawn):
    done = asked("metric", "spend", url=all_withdrawn)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "There is no row to show.\n")


def test_the_samples_sheets_are_late_by_its_own_last_quarter_whenever_it_is_asked(url):
    done = asked("quality", "--format", "json", url=url)
    late = [sheet["days_late"] for sheet in json.loads(done.stdout)["sheets"] if sheet["state"] == "late"]
    assert all(days <= 1 for days in late)


@pytest.mark.parametrize(
    ("words", "says"), EMPTY, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_an_empty_list_is_said_to_be_empty_and_prints_no_line(words, says, url):
    done = asked(*words, url=url)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"{says}\n")
    as_json = asked(*words, "--format", "json", url=url)
    assert list(json.loads(as_json.stdout).values()) == [[]]


def test_no_made_up_row_is_handed_out_to_start_the_next_quarter_from(url, tmp_path):
    out = tmp_path / "rows.xlsx"
    done = asked("export-rows", "--out", str(out), url=url)
    assert (done.exit_code, done.stdout) == (0, f"{out}\n")
    assert "the workbook is the blank template" in done.stderr
    again = asked("ingest", str(out), "--yes", "--format", "json", url=url)
    assert again.exit_code == 3


def test_no_quarter_of_the_sample_is_locked(url):
    done = asked("lock", "2025-Q4", "--note", "shown", url=url)
    assert done.exit_code == 2
    assert "There is no data yet" in done.stderr


def test_a_finding_that_several_rows_expose_is_printed_with_all_of_them(url):
    rows = json.loads(run("view", "measurement_mirage", "--format", "json", url=url).stdout)["rows"]
    assert max(len(row["spend_rows"] or ()) for row in rows) > 1
