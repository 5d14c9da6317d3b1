"""cli.py export: the pages as a file, from a script."""

import pytest
from click.testing import CliRunner

from cli import cli
from components.commands.store_access import SAMPLE
from components.exports import FORMS

pytestmark = pytest.mark.exports

STARTS = {"pptx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>"}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> str:
    path = str(tmp_path_factory.mktemp("export") / "store.duckdb")
    assert CliRunner().invoke(cli, ["sample", "--load", "--store", path]).exit_code == 0
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_page_is_written_as_each_kind_of_file_and_its_progress_is_said_on_standard_error(store, tmp_path, form):
    out = tmp_path / f"board.{form}"
    done = CliRunner().invoke(cli, ["export", form, "--page", "board", "--out", str(out), "--store", store])
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{out}\n"
    assert "Writing Board" in done.stderr
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


def test_a_page_that_is_not_there_is_wrong_usage(store, tmp_path):
    done = CliRunner().invoke(
        cli, ["export", "html", "--page", "upload", "--out", str(tmp_path / "x"), "--store", store]
    )
    assert done.exit_code == 2
