"""Roles from scripts: the first admin, the list, and who did what."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import cli


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.duckdb"


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["people", *words, "--store", str(store)])


def test_the_first_admin_is_made_listed_and_written_down(store: Path):
    assert run(store, "give", "Ana@Example.com", "admin").exit_code == 0
    listed = json.loads(run(store, "list", "--format", "json").stdout)["people"]
    assert [(person["address"], person["role"]) for person in listed] == [("ana@example.com", "admin")]
    log = json.loads(run(store, "log", "--format", "json").stdout)["log"]
    assert [(act["did"], act["about"]) for act in log] == [("gave the role of admin", "ana@example.com")]


def test_the_last_admin_is_not_removed_and_it_says_why(store: Path):
    run(store, "give", "ana@example.com", "admin")
    refused = run(store, "remove", "ana@example.com")
    assert refused.exit_code == 2
    assert "last admin" in refused.stderr


def test_somebody_else_is_taken_off_again(store: Path):
    run(store, "give", "bob@example.com", "nobody")
    assert run(store, "remove", "bob@example.com").exit_code == 0
    assert json.loads(run(store, "list", "--format", "json").stdout)["people"] == []
    assert run(store, "remove", "bob@example.com").exit_code == 2
