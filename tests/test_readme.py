"""The README is true: its examples are the files they name, its commands and links lead somewhere."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"`([\w/]+\.\w+)`:\n\n```\w+\n(.*?)\n```", README, re.DOTALL)


def test_there_is_an_example_of_each_kind():
    assert {Path(path).parts[0] for path, _ in EXAMPLES} == {"queries", "pages", "data", "tests"}
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize(("path", "text"), EXAMPLES)
def test_an_example_is_the_file_it_names(path, text):
    assert text in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_a_link_leads_to_a_file(target):
    assert (ROOT / target).exists()


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_a_make_target_is_there(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"cli\.py ([\w-]+)", README))))
def test_a_command_is_there(command):
    assert CliRunner().invoke(cli, [command, "--help"]).exit_code == 0
