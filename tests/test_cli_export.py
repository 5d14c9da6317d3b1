"""cli.py export: the pages as a file, from a script."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from components.commands.store_access import SAMPLE
from components.exports import FORMS
from data.store import open_store
from tests.conftest import upload

pytestmark = pytest.mark.exports

STARTS = {"pptx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>"}
FEW_FIGURES = "benchmarks"  # a page whose workbook has few formulas: those of the Board take ten seconds


@pytest.fixture
def own(tmp_path: Path) -> str:
    """The path of a store to which something was uploaded."""
    path = str(tmp_path / "own.duckdb")
    store = open_store(path)
    store.add(upload(spend=[{"business_unit": "HR", "period": "2026-Q1", "category": "licences", "amount": 10.0}]))
    store.close()
    return path


@pytest.mark.parametrize(
    ("form", "page"),
    [
        *((form, FEW_FIGURES if form == "xlsx" else "board") for form in FORMS),
        pytest.param("xlsx", "board", marks=pytest.mark.trust),
    ],
)
def test_a_page_is_written_as_each_kind_of_file_and_its_progress_is_said_on_standard_error(tmp_path, form, page):
    out = tmp_path / f"{page}.{form}"
    words = ["export", form, "--page", page, "--out", str(out), "--store", str(tmp_path / "empty.duckdb")]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{out}\n"
    assert f"Writing {page.capitalize()}" in done.stderr
    assert out.read_bytes().lower().startswith(STARTS[form].lower())


def test_where_nothing_stands_nothing_is_written(all_withdrawn, tmp_path):
    out = tmp_path / "board.html"
    done = CliRunner().invoke(cli, ["export", "html", "--out", str(out), "--store", all_withdrawn])
    assert done.exit_code == 3
    assert "Nothing has been uploaded" in done.stderr
    assert not out.exists()


def test_before_the_first_upload_the_sample_is_written_and_said_to_be_one(tmp_path):
    out = tmp_path / "board.html"
    words = ["export", "html", "--page", "board", "--out", str(out), "--store", str(tmp_path / "empty.duckdb")]
    done = CliRunner().invoke(cli, words)
    assert (done.exit_code, done.stdout) == (0, f"{out}\n")
    assert SAMPLE in done.stderr
    assert "Sample data" in out.read_text(encoding="utf-8")


def test_after_it_what_was_uploaded_is_written(own, tmp_path):
    out = tmp_path / "board.html"
    done = CliRunner().invoke(cli, ["export", "html", "--page", "board", "--out", str(out), "--store", own])
    assert (done.exit_code, done.stdout) == (0, f"{out}\n")
    assert SAMPLE not in done.stderr
    assert "Sample data" not in out.read_text(encoding="utf-8")


def test_a_page_that_is_not_there_is_wrong_usage(own, tmp_path):
    done = CliRunner().invoke(cli, ["export", "html", "--page", "upload", "--out", str(tmp_path / "x"), "--store", own])
    assert done.exit_code == 2
