"""The command line: what it prints is the answer, and its exit code says how it ended."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from cli import cli
from data.store import open_store

ROOT = Path(__file__).resolve().parents[1]
GOOD = "period,business_unit,category,amount\n2026-Q1,Claims,licences,10\n2026-Q2,Legal,training,5\n"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return str(tmp_path / "store.duckdb")


@pytest.fixture
def file(tmp_path: Path):
    def make(text: str = GOOD, name: str = "spend.csv") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return make


def run(*words: str, url: str, ends: int = 0) -> Result:
    result = CliRunner().invoke(cli, [*words, "--store", url])
    assert result.exit_code == ends, result.output
    return result


def ingested(*words: str, url: str, ends: int = 0) -> dict:
    (told,) = json.loads(run("ingest", *words, "--format", "json", url=url, ends=ends).stdout)["files"]
    return told


def test_a_good_file_is_stored_and_its_rows_are_accounted_for(url, file):
    told = ingested(file(), url=url)
    assert told["version"] == 1
    assert told["already_stored"] is False
    assert told["datasets"] == {"spend": {"read": 2, "stored": 2, "left_out": 0}}
    assert [(one["business_unit"], one["added"]) for one in told["changes"]] == [("Claims", 1), ("Legal", 1)]


def test_the_same_file_again_is_already_stored(url, file):
    run("ingest", file(), url=url)
    told = ingested(file(name="again.csv"), url=url)
    assert (told["version"], told["already_stored"]) == (1, True)


def test_check_says_what_would_happen_and_stores_nothing(url, file):
    assert ingested(file(), "--check", url=url)["version"] is None
    assert json.loads(run("versions", "--format", "json", url=url).stdout) == {"versions": []}


def test_problems_stop_a_file_with_3_and_each_names_its_cell(url, file):
    told = ingested(file(GOOD + "2026-Q1,Claims,fun,ten\n"), url=url, ends=3)
    assert told["version"] is None
    assert [(one["cell"], one["severity"]) for one in told["problems"]] == [
        ("spend!C4", "error"),
        ("spend!D4", "error"),
    ]
    assert all(one["says"] and one["remedy"] for one in told["problems"])


def test_accept_valid_stores_the_rest(url, file):
    told = ingested(file(GOOD + "2026-Q1,Claims,licences,ten\n"), "--accept-valid", url=url)
    assert told["datasets"]["spend"] == {"read": 3, "stored": 2, "left_out": 1}


def test_an_unreadable_file_ends_with_4(url, file):
    told = ingested(file(GOOD, "spend.xlsx"), url=url, ends=4)
    assert (told["version"], told["mapping"]) == (None, None)
    assert told["problems"][0]["severity"] == "error"


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
def test_wrong_usage_ends_with_2(url, file, words):
    run("ingest", file(), url=url)
    run(*words, url=url, ends=2)


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


def test_a_metric_is_printed_with_its_scope_and_rows(url, file):
    run("ingest", file(), url=url)
    told = json.loads(run("metric", "spend", "--since", "2026-Q2", "--format", "json", url=url).stdout)
    assert (told["metric"], told["unit"]) == ("spend", "money")
    assert told["scope"] == {"units": None, "since": "2026-Q2", "until": "2026-Q2", "as_of": 1}
    (row,) = told["rows"]
    assert (row["period"], row["value"], row["state"]) == ("2026-Q2", 5, "ok")


def test_a_metric_by_unit_and_for_some_units(url, file):
    run("ingest", file(), url=url)
    told = json.loads(run("metric", "spend", "--by", "unit", "--units", "Legal", "--format", "json", url=url).stdout)
    assert [(row["business_unit"], row["value"]) for row in told["rows"]] == [("Legal", 5)]


def test_a_metric_says_what_it_is_missing(url, file):
    run("ingest", file(), url=url)
    assert json.loads(run("metric", "shelfware", "--format", "json", url=url).stdout)["missing"]


def test_every_metric_is_listed(url, file):
    run("ingest", file(), url=url)
    listed = {row["metric"] for row in json.loads(run("metrics", "--format", "json", url=url).stdout)["metrics"]}
    assert {"spend", "live_share"} <= listed


def test_a_view_names_the_rows_behind_a_figure(url, file):
    run("ingest", file(), url=url)
    rows = json.loads(run("view", "spend_rows", "--format", "json", url=url).stdout)["rows"]
    assert {(row["sheet"], row["source_row"]) for row in rows} == {("spend", 2), ("spend", 3)}


def test_csv_holds_no_live_formula(url, file):
    run("ingest", file(GOOD.replace("Legal", '"=cmd()"')), url=url)
    assert "'=cmd()" in run("metric", "spend", "--by", "unit", "--format", "csv", url=url).stdout


def test_as_of_an_earlier_version_the_figure_is_the_earlier_one(url, file):
    run("ingest", file(), url=url)
    run("ingest", file(GOOD.replace("10", "12"), "again.csv"), url=url)
    told = json.loads(run("metric", "spend", "--by", "total", "--as-of", "1", "--format", "json", url=url).stdout)
    assert told["rows"][0]["value"] == 15


def test_an_upload_is_withdrawn_and_stays_in_the_list(url, file):
    run("ingest", file(), url=url)
    assert run("withdraw", "1", url=url).stdout == "2\n"
    kinds = [row["kind"] for row in json.loads(run("versions", "--format", "json", url=url).stdout)["versions"]]
    assert kinds == ["withdrawal", "upload"]
    run("withdraw", "1", url=url, ends=2)


def test_the_template_is_written_and_its_blank_sheets_are_nothing_to_store(url, tmp_path):
    out = tmp_path / "template.xlsx"
    run("template", "--out", str(out), url=url)
    assert out.read_bytes()[:2] == b"PK"
    (problem,) = ingested(str(out), url=url, ends=3)["problems"]
    assert problem["says"] == "There is no row to store."


def test_the_sample_is_loaded_into_an_empty_store_only(url):
    run("sample", "--load", url=url)
    assert len(json.loads(run("versions", "--format", "json", url=url).stdout)["versions"]) == 12
    run("sample", "--load", url=url, ends=2)


def test_the_sample_as_a_workbook_goes_in_as_a_file(url, tmp_path):
    out = tmp_path / "sample.xlsx"
    run("sample", "--out", str(out), url=url)
    told = ingested(str(out), url=url)
    assert all(count["left_out"] == 0 for count in told["datasets"].values())
    assert len(told["datasets"]) == 10


def test_progress_goes_to_standard_error_and_only_the_answer_to_standard_output(url, file):
    done = subprocess.run(
        [sys.executable, "cli.py", "ingest", file(), "--format", "json", "--store", url],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert json.loads(done.stdout)["files"][0]["version"] == 1
    assert "stored as version 1" in done.stderr


def test_the_federal_inventory_goes_in_by_one_command(url, real_files):
    path = next((real_files / "inventories").glob("2025_individually*"))
    assert ingested(str(path), url=url, ends=5)["version"] is None
    told = ingested(str(path), "--yes", url=url)
    assert told["datasets"]["pilots"] == {"read": 3611, "stored": 3611, "left_out": 0}
    live = json.loads(run("metric", "live_share", "--by", "total", "--format", "json", url=url).stdout)["rows"][0]
    assert (live["numerator"], live["denominator"]) == (1040, 3611)


def test_a_restated_figure_is_led_back_to_its_causes(url, file):
    run("ingest", file(), url=url)
    run("ingest", file(GOOD.replace(",5", ",8")), url=url)
    told = json.loads(run("bridge", "spend", "--before", "1", "--format", "json", url=url).stdout)
    amounts = {step["step"]: step["amount"] for step in told["steps"]}
    assert amounts["after"] - amounts["before"] == 3
    assert (amounts["corrected"] + amounts["removed"] + amounts["late"], amounts["residual"]) == (3, 0)


def test_a_setting_is_changed_as_a_version_that_says_why(url):
    assert run("settings", "set", "gate_builders", "4", "--note", "our own bar", url=url).stdout.strip() == "1"
    (change,) = json.loads(run("settings", "history", "--format", "json", url=url).stdout)["changes"]
    assert (change["version"], change["note"], change["setting"]) == (1, "our own bar", "gate_builders")
    assert (change["before"], change["after"]) == ("3", "4")


def test_settings_are_listed_with_value_and_default_as_of_a_version(url):
    run("settings", "set", "realisation", "40 %", "--note", "finance asked", url=url)
    for options, value in (([], "40 %"), (["--as-of", "0"], "50 %")):
        found = json.loads(run("settings", "list", *options, "--format", "json", url=url).stdout)["settings"]
        (one,) = [row for row in found if row["setting"] == "realisation"]
        assert (one["value"], one["default"]) == (value, "50 %")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("realisation", "half", "Use a share from 0 to 100 %"), ("nonsense", "1", "is not a setting"),
     ("level_of_active_users", "off", "Keep at least one gate at level 1")],
)  # fmt: skip
def test_what_is_no_setting_is_refused_with_2_and_nothing_is_stored(url, name, value, says):
    assert says in run("settings", "set", name, value, "--note", "x", url=url, ends=2).output
    assert json.loads(run("versions", "--format", "json", url=url).stdout) == {"versions": []}


def test_a_change_needs_a_note(url):
    assert "--note" in run("settings", "set", "gate_builders", "4", url=url, ends=2).output


def bridged(*words: str, url: str) -> dict[str, float]:
    told = json.loads(run("bridge", "spend", *words, "--format", "json", url=url).stdout)
    return {step["step"]: step["amount"] for step in told["steps"]}


def test_a_restated_figure_is_led_back_to_its_uploads(url, file):
    for amount, name in (("5", "first.csv"), ("8", "second.csv"), ("6", "third.csv")):
        run("ingest", file(GOOD.replace(",5", f",{amount}"), name), url=url)
    amounts = bridged("--before", "1", "--by", "upload", url=url)
    assert amounts == {
        "before": 15, "version 2 (second.csv)": 3, "version 3 (third.csv)": -2, "residual": 0, "after": 16,
    }  # fmt: skip


def test_what_differs_between_two_versions_is_told_row_by_row(url, file):
    run("ingest", file(), url=url)
    run("ingest", file(GOOD.replace(",5", ",8")), url=url)
    told = json.loads(run("differences", "--before", "1", "--format", "json", url=url).stdout)
    (row,) = told["rows"]
    assert (told["from_version"], told["to_version"]) == (1, 2)
    assert (row["dataset"], row["unit"], row["column"], row["before"], row["after"]) == (
        "Spend", "Legal", "amount", "5", "8",
    )  # fmt: skip
    assert (row["by_version"], row["upload"], row["sheet"], row["line"]) == (2, 2, "spend", 3)
    assert "No row differs." in run("differences", "--before", "2", url=url).stdout


def test_the_original_of_an_upload_is_written_byte_for_byte(url, file, tmp_path):
    path = Path(file())
    run("ingest", str(path), url=url)
    run("original", "1", "--out", str(tmp_path / "back.csv"), url=url)
    assert (tmp_path / "back.csv").read_bytes() == path.read_bytes()
    assert "is not an upload" in run("original", "7", "--out", str(tmp_path / "none"), url=url, ends=2).output


def test_a_locked_quarter_changes_only_with_a_reason_and_can_be_let_go_of(url, file):
    run("ingest", file(), url=url)
    assert run("lock", "2026-Q2", "--note", "shown to the board", url=url).stdout.strip() == "2"
    (lock,) = json.loads(run("locks", "--format", "json", url=url).stdout)["locks"]
    assert (lock["quarter"], lock["note"], lock["figures_as_of"]) == ("2026-Q2", "shown to the board", 1)
    assert lock["figures"] > 0
    corrected = file(GOOD.replace(",5", ",8"))
    assert "2026-Q2: locked" in run("ingest", corrected, url=url, ends=2).output
    assert "--note" in run("withdraw", "1", url=url, ends=2).output
    assert (
        run("metric", "spend", "--by", "total", "--as-of", "latest", "--format", "csv", url=url).stdout.count("15") > 0
    )
    run("ingest", corrected, "--note", "the invoice came late", url=url)
    assert "is locked already" in run("lock", "2026-Q2", "--note", "again", url=url, ends=2).output
    run("unlock", "2026-Q2", "--note", "opened again", url=url)
    assert "No quarter is locked." in run("locks", url=url).stdout
    assert "is not locked" in run("unlock", "2026-Q2", "--note", "x", url=url, ends=2).output


def test_a_purge_is_confirmed_and_leaves_neither_rows_nor_file(url, file, tmp_path):
    run("ingest", file(), url=url)
    run("ingest", file(GOOD.replace("Legal", "Canary"), "canary.csv"), url=url)
    assert "--yes" in run("purge", "2", "--note", "privacy", url=url, ends=2).output
    assert run("purge", "2", "--note", "privacy", "--yes", url=url).stdout.strip() == "3"
    assert b"Canary" not in Path(url).read_bytes()
    says = run("original", "2", "--out", str(tmp_path / "none"), url=url, ends=2).output
    assert "purged by version 3" in says


BAD = GOOD + "2026-Q1,Risk,run,ten\n"


def test_a_cell_is_corrected_on_the_way_in_and_the_file_s_words_stay_beside_it(url, file):
    told = ingested(file(BAD), "--correct", "spend!D4=1.2m", url=url)
    assert told["datasets"]["spend"]["stored"] == 3
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


def test_a_confirmed_profile_is_listed_named_taken_out_brought_in_and_forgotten(url, file, tmp_path):
    own = "Quarter,Dept,Kind of spend,Total\n2026-Q1,Claims,licences,10\n"
    mapping = {"sheets": [{"sheet": "finance 2026-Q1", "dataset": "spend", "columns": {
        "period": "Quarter", "business_unit": "Dept", "category": "Kind of spend", "amount": "Total"}}]}  # fmt: skip
    ingested(file(own, "finance 2026-Q1.csv"), "--map", file(json.dumps(mapping), "map.json"), url=url)

    def names() -> list[str]:
        told = json.loads(run("profiles", "list", "--format", "json", url=url).stdout)["profiles"]
        assert {"openai_costs", "us_federal_inventory"} <= {one["name"] for one in told if one["by"] == "built in"}
        return [one["name"] for one in told if one["by"] != "built in"]

    assert names() == ["finance"]
    run("profiles", "rename", "finance", "Ledger", url=url)
    out = tmp_path / "ledger.toml"
    run("profiles", "export", "Ledger", "--out", str(out), url=url)
    assert run("profiles", "show", "ledger", url=url).stdout == out.read_text()
    assert 'amount" = "Total"' in out.read_text()
    run("profiles", "forget", "Ledger", url=url)
    assert names() == []
    run("profiles", "import", str(out), url=url)
    assert names() == ["Ledger"]
    again = "Dept,Ref,Total,Quarter,Kind of spend\nClaims,7,12,2026-Q2,licences\n"
    assert ingested(file(again, "finance 2026-Q2.csv"), url=url)["version"] == 2


def test_a_profile_that_does_not_fit_or_is_not_there_is_refused_with_2(url, file):
    bad = file('name = "x"\ndataset = "lunch"\n[columns]\namount = "Total"\n', "bad.toml")
    assert '"lunch" is not a dataset' in run("profiles", "import", bad, url=url, ends=2).output
    for command in (("show",), ("forget",), ("rename", "other")):
        words = ("profiles", command[0], "nope", *command[1:])
        assert 'No import profile is called "nope"' in run(*words, url=url, ends=2).output


def test_a_profile_that_comes_with_gapboard_is_shown_too(url):
    assert "recognised_by" in run("profiles", "show", "openai_costs", url=url).stdout
