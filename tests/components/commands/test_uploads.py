"""Files on the command line: stored, refused or asked about, and what each exit code says of it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.store import open_store
from tests.components.commands.conftest import GOOD, ingested, run

ROOT = Path(__file__).resolve().parents[3]
BAD = GOOD + "2026-Q1,Risk,run,ten\n"


def test_a_good_file_is_stored_and_its_rows_are_accounted_for(url, file):
    report = ingested(file(), url=url)
    assert report["version"] == 1
    assert report["already_stored"] is False
    assert report["datasets"] == {"spend": {"read": 2, "stored": 2, "left_out": 0}}
    assert [(change["business_unit"], change["added"]) for change in report["changes"]] == [("Claims", 1), ("Legal", 1)]


def test_the_same_file_again_is_already_stored(url, file):
    run("ingest", file(), url=url)
    report = ingested(file(name="again.csv"), url=url)
    assert (report["version"], report["already_stored"]) == (1, True)


def test_check_says_what_would_happen_and_stores_nothing(url, file):
    assert ingested(file(), "--check", url=url)["version"] is None
    assert json.loads(run("versions", "--format", "json", url=url).stdout) == {"versions": []}


def test_problems_stop_a_file_with_3_and_each_names_its_cell(url, file):
    report = ingested(file(GOOD + "2026-Q1,Claims,fun,ten\n"), url=url, ends=3)
    assert report["version"] is None
    assert [(problem["cell"], problem["severity"]) for problem in report["problems"]] == [
        ("spend!C4", "error"),
        ("spend!D4", "error"),
    ]
    assert all(problem["says"] and problem["remedy"] for problem in report["problems"])


def test_accept_valid_stores_the_rest(url, file):
    report = ingested(file(GOOD + "2026-Q1,Claims,licences,ten\n"), "--accept-valid", url=url)
    assert report["datasets"]["spend"] == {"read": 3, "stored": 2, "left_out": 1}


def test_an_unreadable_file_ends_with_4(url, file):
    report = ingested(file(GOOD, "spend.xlsx"), url=url, ends=4)
    assert (report["version"], report["mapping"]) == (None, None)
    assert report["problems"][0]["severity"] == "error"


def test_other_words_need_confirmation_with_5_and_yes_gives_it(url, file):
    renamed = file(GOOD.replace("category", "cost type"))
    assert ingested(renamed, url=url, ends=5)["mapping"]["sheets"][0]["columns"]["category"]["header"] == "cost type"
    assert ingested(renamed, "--yes", url=url)["version"] == 1


def test_yes_does_not_confirm_what_is_unsure(url, file):
    ingested(file(GOOD.replace("period", "wann")), "--yes", url=url, ends=5)


def test_a_printed_mapping_is_taken_back_corrected(url, file, tmp_path):
    odd = file(GOOD.replace("period", "wann"))
    mapping = ingested(odd, url=url, ends=5)["mapping"]
    written = tmp_path / "map.json"
    written.write_text(json.dumps(mapping))
    assert ingested(odd, "--map", str(written), url=url)["version"] == 1


def test_a_mapping_may_be_a_few_lines_of_toml(url, file, tmp_path):
    written = tmp_path / "map.toml"
    written.write_text(
        '[[sheets]]\nsheet = "spend"\ndataset = "spend"\n[sheets.columns]\nperiod = "wann"\n'
        'business_unit = "business_unit"\ncategory = "category"\namount = "amount"\n'
    )
    assert ingested(file(GOOD.replace("period", "wann")), "--map", str(written), url=url)["version"] == 1


def test_a_period_that_is_nowhere_is_said_on_the_command_line(url, file):
    bare = file("business_unit,category,amount\nClaims,licences,10\n")
    ingested(bare, url=url, ends=3)
    assert ingested(bare, "--period", "2026-Q1", url=url)["changes"][0]["period"] == "2026-Q1"


@pytest.mark.parametrize(
    "words",
    [
        ("ingest",),
        ("ingest", "nowhere.csv"),
        ("metric", "nope"),
        ("view", "nope"),
        ("metric", "spend", "--units", "Nope"),
    ],
)
def test_wrong_usage_ends_with_2(filled, words):
    run(*words, url=filled, ends=2)


@pytest.mark.parametrize("option", [("--profile", "nope"), ("--period", "soon")])
def test_a_profile_or_period_that_is_none_is_wrong_usage(url, file, option):
    run("ingest", file("business_unit,category,amount\nClaims,licences,10\n"), *option, url=url, ends=2)


def test_a_store_in_use_ends_with_6(url, file):
    open_store(url).close()
    code = f"from data.store import open_store; import time; s = open_store({url!r}); print('open', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        result = run("versions", url=url, ends=6)
        assert result.stdout == ""
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


def test_the_template_is_written_and_its_blank_sheets_are_nothing_to_store(url, tmp_path):
    out = tmp_path / "template.xlsx"
    run("template", "--out", str(out), url=url)
    assert out.read_bytes()[:2] == b"PK"
    (problem,) = ingested(str(out), url=url, ends=3)["problems"]
    assert problem["says"] == "There is no row to store."


def test_the_sample_is_loaded_into_an_empty_store_only(loaded):
    run("sample", "--load", url=loaded, ends=2)
    assert len(json.loads(run("versions", "--format", "json", url=loaded).stdout)["versions"]) == 12


def test_the_sample_as_a_workbook_goes_in_as_a_file(url, tmp_path):
    out = tmp_path / "sample.xlsx"
    run("sample", "--out", str(out), url=url)
    report = ingested(str(out), url=url)
    assert all(count["left_out"] == 0 for count in report["datasets"].values())
    assert len(report["datasets"]) == 10


def test_progress_goes_to_standard_error_and_only_the_answer_to_standard_output(url, file):
    done = subprocess.run(
        [sys.executable, "cli.py", "ingest", file(), "--format", "json", "--store", url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["files"][0]["version"] == 1
    assert "stored as version 1" in done.stderr


def test_the_federal_inventory_goes_in_by_one_command(url, real_files):
    path = next((real_files / "inventories").glob("2025_individually*"))
    cases, live_cases = {"made": (80, 24), "real": (3611, 1040)}[real_files.name]
    assert ingested(str(path), url=url, ends=5)["version"] is None
    report = ingested(str(path), "--yes", url=url)
    assert report["datasets"]["pilots"] == {"read": cases, "stored": cases, "left_out": 0}
    live = json.loads(run("metric", "live_share", "--by", "total", "--format", "json", url=url).stdout)["rows"][0]
    assert (live["numerator"], live["denominator"]) == (live_cases, cases)


def test_a_cell_is_corrected_on_the_way_in_and_the_file_s_words_stay_beside_it(url, file):
    report = ingested(file(BAD), "--correct", "spend!D4=1.2m", url=url)
    assert report["datasets"]["spend"]["stored"] == 3
    store = open_store(url)
    (original,) = store.connection.execute("select original from store.spend where amount = 1200000").fetchall()[0]
    store.close()
    assert json.loads(original) == {"amount": {"cell": "D4", "text": "ten", "corrected": "1.2m"}}


def test_corrections_come_from_a_csv_too(url, file):
    csv = file("cell,value\nspend!D4,12\nspend!C4,training\n", "corrections.csv")
    assert ingested(file(BAD), "--correct", csv, url=url)["datasets"]["spend"]["stored"] == 3


@pytest.mark.parametrize(
    ("typed", "says"),
    [("spend!Z9=1", "outside what was read"), ("nothing", "neither a correction"), ("spend!D1=1", "is a header")],
)
def test_a_correction_of_no_cell_is_refused_with_2(url, file, typed, says):
    assert says in run("ingest", file(BAD), "--correct", typed, url=url, ends=2).output


def test_a_marked_workbook_is_written_and_nothing_is_stored(url, file, tmp_path):
    out = str(tmp_path / "marked.xlsx")
    assert run("mark", file(BAD), "--out", out, url=url).stdout.strip() == out
    sheet = load_workbook(out)["spend"]
    assert "not an amount" in sheet["D4"].comment.text or "ten" in sheet["D4"].comment.text
    assert json.loads(run("versions", "--format", "json", url=url).stdout) == {"versions": []}
    run("mark", file(GOOD, "spend.xlsx"), "--out", out, url=url, ends=4)
