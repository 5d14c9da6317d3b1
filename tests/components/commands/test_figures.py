"""Figures and rows on the command line: what is printed is the answer, with its scope."""

import json

from tests.components.commands.conftest import GOOD, run


def test_a_metric_is_printed_with_its_scope_and_rows(filled):
    answer = json.loads(run("metric", "spend", "--since", "2026-Q2", "--format", "json", url=filled).stdout)
    assert (answer["metric"], answer["unit"]) == ("spend", "money")
    assert answer["scope"] == {"units": None, "since": "2026-Q2", "until": "2026-Q2", "as_of": 1}
    (row,) = answer["rows"]
    assert (row["period"], row["value"], row["state"]) == ("2026-Q2", 5, "ok")


def test_a_metric_by_unit_and_for_some_units(filled):
    answer = json.loads(
        run("metric", "spend", "--by", "unit", "--units", "Legal", "--format", "json", url=filled).stdout
    )
    assert [(row["business_unit"], row["value"]) for row in answer["rows"]] == [("Legal", 5)]


def test_a_metric_says_what_it_is_missing(filled):
    assert json.loads(run("metric", "shelfware", "--format", "json", url=filled).stdout)["missing"]


def test_every_metric_is_listed(filled):
    listed = {row["metric"] for row in json.loads(run("metrics", "--format", "json", url=filled).stdout)["metrics"]}
    assert {"spend", "live_share"} <= listed


def test_a_view_names_the_rows_behind_a_figure(filled):
    rows = json.loads(run("view", "spend_rows", "--format", "json", url=filled).stdout)["rows"]
    assert {(row["sheet"], row["source_row"]) for row in rows} == {("spend", 2), ("spend", 3)}


def test_csv_holds_no_live_formula(url, file):
    run("ingest", file(GOOD.replace("Legal", '"=cmd()"')), url=url)
    assert "'=cmd()" in run("metric", "spend", "--by", "unit", "--format", "csv", url=url).stdout


def test_as_of_an_earlier_version_the_figure_is_the_earlier_one(filled, file):
    run("ingest", file(GOOD.replace("10", "12"), "again.csv"), url=filled)
    answer = json.loads(run("metric", "spend", "--by", "total", "--as-of", "1", "--format", "json", url=filled).stdout)
    assert answer["rows"][0]["value"] == 15
