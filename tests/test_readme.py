"""The README and the other guides are true: their commands and links lead somewhere."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in GUIDES[:2])
LINKS = [
    (path, target)
    for path in GUIDES
    for target in re.findall(r"\]\((?!http)([^)#\s]+)", path.read_text(encoding="utf-8"))
]


def test_what_users_need_is_read_in_200_lines():
    assert len(README.splitlines()) <= 200


@pytest.mark.parametrize(("path", "target"), LINKS)
def test_a_link_leads_to_a_file(path, target):
    assert (path.parent / target).exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^|`)make (\w+)", TEXT, re.MULTILINE))))
def test_a_make_target_is_there(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"cli\.py ([\w-]+)", TEXT))))
def test_a_command_is_there(command):
    assert CliRunner().invoke(cli, [command, "--help"]).exit_code == 0
