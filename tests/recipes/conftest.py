"""One copy of the tree, in which the recipes of CONTRIBUTING.md were done, and one run in it that tries what they promise."""

import fcntl
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`([\w/]+\.\w+)`:\n\n```\w+\n(.*?\n)```", GUIDE, re.DOTALL))
"""What the recipes say to write: path and text."""
RENAMED = ("metrics/spend", "views/vendors", "detectors/measurement_mirage")
COPIED = (
    *("app.py", "cli.py", "pyproject.toml", "CONTRIBUTING.md", ".streamlit"),
    *("components", "data", "pages", "queries", "tests", "docs"),
)
TRYING = ("promised", "renamed")
"""The files of tests that are run in the copy."""

Tried = Mapping[str, Mapping[str, list[str]]]
"""File of tests, name of a test without its `test_`, and for each time it was run how it failed: empty where it did not."""


@pytest.fixture(scope="session")
def tried(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Tried:
    """What came of it. Tests that run side by side share the one run: whoever comes first does it."""
    folder = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        folder = folder.parent
    report = folder / "recipes.xml"
    with (folder / "recipes.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not report.exists():
            _run(folder / "recipes", report)
    found: dict[str, dict[str, list[str]]] = {file: {} for file in TRYING}
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        file = str(case.get("classname")).rpartition(".")[2]
        name = str(case.get("name")).removeprefix("test_").partition("[")[0]
        broken = "".join(part.text or "" for part in case if part.tag != "system-out")
        found[file].setdefault(name, []).append(broken)
    return found


def _run(copy: Path, report: Path) -> None:
    _copy_to(copy)
    for path, text in FILES.items():
        assert not (copy / path).exists(), f"{path} is there already: a recipe writes a new file"
        (copy / path).write_text(text, encoding="utf-8")
    for name in RENAMED:
        _rename(copy / "queries" / f"{name}.sql")
    command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", f"--junit-xml={report}"]
    files = [f"tests/recipes/{name}.py" for name in TRYING]
    ran = subprocess.run([*command, *files], cwd=copy, capture_output=True, text=True, check=False, timeout=300)
    assert report.exists(), ran.stdout + ran.stderr


def _copy_to(folder: Path) -> None:
    """The tree, as far as the app and its tests need it."""
    folder.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)


def _rename(path: Path) -> None:
    """The recipe: the file has another name, and its front matter says the old one."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("/*\n")
    path.with_stem(f"renamed_{path.stem}").write_text(
        text.replace("/*\n", f'/*\naliases = ["{path.stem}"]\n', 1), encoding="utf-8"
    )
    path.unlink()
