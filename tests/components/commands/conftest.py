"""What tests of commands share: a store of the test's own, a sheet to upload, a command run to its end."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import cli

GOOD = "period,business_unit,category,amount\n2026-Q1,Claims,licences,10\n2026-Q2,Legal,training,5\n"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return str(tmp_path / "store.duckdb")


@pytest.fixture(scope="session")
def _filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    (folder / "spend.csv").write_text(GOOD, encoding="utf-8")
    run("ingest", str(folder / "spend.csv"), url=str(folder / "store.duckdb"))
    return folder / "store.duckdb"


@pytest.fixture
def filled(_filled_once: Path, url: str) -> str:
    """A store of the test's own into which GOOD was ingested, as its version 1."""
    shutil.copyfile(_filled_once, url)
    return url


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store into which the sample was loaded, for tests that change nothing in it."""
    url = str(tmp_path_factory.mktemp("loaded") / "store.duckdb")
    run("sample", "--load", url=url)
    return url


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    """A file with this text, to be uploaded."""

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
    (report,) = json.loads(run("ingest", *words, "--format", "json", url=url, ends=ends).stdout)["files"]
    return report
