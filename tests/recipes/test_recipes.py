"""The recipes of CONTRIBUTING.md work: done word for word in a copy of the tree, each gives what it promises.

One run of `promised.py` in the copy tries them all; a promise that was not kept is a failure here.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.exports

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`([\w/]+\.\w+)`:\n\n```\w+\n(.*?\n)```", GUIDE, re.DOTALL))
"""What the recipes say to write: path and text."""
PROMISES = re.findall(
    r"^def test_(\w+)", (ROOT / "tests" / "recipes" / "promised.py").read_text(encoding="utf-8"), re.M
)
COPIED = ("app.py", "cli.py", "pyproject.toml", ".streamlit", "components", "data", "pages", "queries", "tests", "docs")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each promise, and how it was broken; empty where it was kept."""
    copy = copied_to(tmp_path_factory.mktemp("recipes") / "tree")
    for path, text in FILES.items():
        assert not (copy / path).exists(), f"{path} is there already: a recipe writes a new file"
        (copy / path).write_text(text, encoding="utf-8")
    report = copy / "promises.xml"
    command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", f"--junit-xml={report}"]
    ran = subprocess.run(
        [*command, "tests/recipes/promised.py"], cwd=copy, capture_output=True, text=True, check=False, timeout=300
    )
    assert report.exists(), ran.stdout + ran.stderr
    cases = ElementTree.parse(report).getroot().iter("testcase")
    return {str(case.get("name")).removeprefix("test_"): "".join(part.text or "" for part in case) for case in cases}


def copied_to(folder: Path) -> Path:
    """The tree, as far as the app and its tests need it, in a new folder."""
    folder.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def test_there_is_a_recipe_of_each_kind():
    assert [str(Path(path).parent) for path in FILES] == [
        "queries/metrics",
        "queries/views",
        "components/charts",
        "pages",
        "queries/detectors",
        "data/recognition/profiles",
    ]


def test_the_line_that_shows_a_chart_is_in_the_page():
    line = re.search(r"```python\n(page\.show\(.*)\n```", GUIDE)
    assert line
    assert line[1] in FILES["pages/sponsors.py"]


@pytest.mark.parametrize("promise", PROMISES)
def test_the_promise_is_kept(kept, promise):
    assert kept.get(promise, "it was not tried") == ""
