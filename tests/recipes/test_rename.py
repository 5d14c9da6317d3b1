"""An id is renamed as CONTRIBUTING.md says, in a copy of the tree: a metric, a listing and a detector, and nothing else is touched.

One run of `renamed.py` in the copy tries all that names them; what does not work any more is a failure here.
"""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.recipes.test_recipes import ROOT, copied_to

pytestmark = pytest.mark.exports

RENAMED = ("metrics/spend", "views/vendors", "detectors/measurement_mirage")
PROMISES = re.findall(r"^def test_(\w+)", (ROOT / "tests" / "recipes" / "renamed.py").read_text(encoding="utf-8"), re.M)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Each promise, and for each time it was tried how it was broken; empty where it was kept."""
    copy = copied_to(tmp_path_factory.mktemp("renamed") / "tree")
    for name in RENAMED:
        rename(copy / "queries" / f"{name}.sql")
    report = copy / "promises.xml"
    command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", f"--junit-xml={report}"]
    ran = subprocess.run(
        [*command, "tests/recipes/renamed.py"], cwd=copy, capture_output=True, text=True, check=False, timeout=300
    )
    assert report.exists(), ran.stdout + ran.stderr
    found: dict[str, list[str]] = {}
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = str(case.get("name")).removeprefix("test_").partition("[")[0]
        found.setdefault(name, []).append("".join(part.text or "" for part in case if part.tag != "system-out"))
    return found


def rename(path: Path) -> None:
    """The recipe: the file has another name, and its front matter says the old one."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("/*\n")
    path.with_stem(f"renamed_{path.stem}").write_text(
        text.replace("/*\n", f'/*\naliases = ["{path.stem}"]\n', 1), encoding="utf-8"
    )
    path.unlink()


@pytest.mark.parametrize("promise", PROMISES)
def test_the_promise_is_kept(kept, promise):
    tried = kept.get(promise, ["it was not tried"])
    assert [broken for broken in tried if broken] == []
