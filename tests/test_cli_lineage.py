"""From scripts: a row of an upload traced to its figures, and the quality of what was uploaded."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli

SHEET = "period,business_unit,category,amount,cost centre\nQ1/26,Claims,licences,1.2k,4711\n2026-Q2,Legal,training,5,\n"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with one sheet, which no test changes."""
    folder: Path = tmp_path_factory.mktemp("store")
    path = folder / "spend.csv"
    path.write_text(SHEET, encoding="utf-8")
    url = str(folder / "store.duckdb")
    assert CliRunner().invoke(cli, ["ingest", str(path), "--yes", "--store", url]).exit_code == 0
    return url


def printed(*words: str, url: str, ends: int = 0) -> str:
    result = CliRunner().invoke(cli, [*words, "--store", url])
    assert result.exit_code == ends, result.output
    return result.stdout


def test_a_row_is_traced_to_its_cells_and_its_figures(url):
    answer = json.loads(printed("trace", "1", "spend", "2", "--format", "json", url=url))
    (stored,) = answer["stored"]
    amount = next(cell for cell in stored["cells"] if cell["column"] == "amount")
    assert (amount["cell"], amount["said"], amount["stored"]) == ("D2", "1.2k", "1200")
    assert stored["extra"] == {"cost centre": "4711"}
    assert {(figure["metric"], figure["value"], figure["page"]) for figure in answer["figures"]} >= {
        ("spend", 1205, "spend")
    }


def test_in_a_terminal_it_is_told_in_words(url):
    text = printed("trace", "1", "spend", "2", url=url)
    assert text.startswith("spend, row 2, of spend.csv\n")
    assert 'amount: 1200 (D2 said "1.2k")' in text


def test_its_cells_are_a_table(url):
    rows = list(csv.DictReader(io.StringIO(printed("trace", "1", "spend", "2", "--format", "csv", url=url))))
    assert [row["cell"] for row in rows] == ["A2", "B2", "C2", "D2"]


def test_a_row_that_is_not_there_is_said(url):
    assert printed("trace", "1", "spend", "99", url=url).startswith("Nothing is stored from spend, row 99")


def test_quality_says_who_is_late_and_what_to_fill_in_first(url):
    answer = json.loads(printed("quality", "--format", "json", url=url))
    assert answer["first"][0]["unlocks"]
    assert {sheet["business_unit"] for sheet in answer["sheets"]} == {"Claims", "Legal"}
    text = printed("quality", url=url)
    assert "What to fill in first" in text
    assert "the Pilots sheet (all 2 units)" in text


def test_where_nothing_stands_quality_says_so(all_withdrawn):
    text = printed("quality", url=all_withdrawn)
    assert text == "Nothing has been uploaded that still stands.\n"
