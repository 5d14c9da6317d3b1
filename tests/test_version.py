"""There is one version number, in pyproject.toml, and everything that names a version names that."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from queries.published import VERSION, code

ROOT = Path(__file__).resolve().parents[1]
START = """
import asyncio
import threading
from components.server.http import warm

async def start():
    async with warm(None):  # what it warms in a thread must not be cut off by the end of the process
        [thread.join() for thread in threading.enumerate() if thread.name == "gapboard-warm"]

asyncio.run(start())
"""


@pytest.fixture(scope="module")
def version() -> str:
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", found)
    return found


def test_the_changelog_begins_with_it(version):
    headings = re.findall(r"^## (\S+) - ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == version


def test_the_command_line_says_it(version):
    done = CliRunner().invoke(cli, ["--version"])
    assert (done.exit_code, done.output) == (0, f"Gapboard {version}\n")


def test_the_code_that_figures_are_published_by_begins_with_it(version):
    assert version == VERSION
    assert code().startswith(f"{version}+")


@pytest.mark.browser
def test_the_app_logs_it_at_start(version, tmp_path):
    no_store = str(tmp_path)  # a folder: it starts all the same, and has no sample to load
    variables = os.environ | {"GAPBOARD_STORE": no_store, "GAPBOARD_LOG": "text"}
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=variables, capture_output=True, text=True, check=True
    )
    assert re.search(rf"info gapboard: Gapboard {re.escape(version)}\+[0-9a-f]{{12}}$", done.stderr, re.MULTILINE)
