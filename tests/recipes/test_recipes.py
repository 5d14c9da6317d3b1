"""The recipes of CONTRIBUTING.md work: done word for word in a copy of the tree, each gives what it promises.

A promise of `promised.py` that was not kept in the copy is a failure here.
"""

import re
from pathlib import Path

import pytest

from tests.recipes.conftest import FILES, GUIDE, ROOT, Tried

pytestmark = pytest.mark.exports

PROMISES = re.findall(
    r"^def test_(\w+)", (ROOT / "tests" / "recipes" / "promised.py").read_text(encoding="utf-8"), re.M
)


@pytest.fixture(scope="module")
def kept(tried: Tried) -> dict[str, str]:
    """Each promise, and how it was broken; empty where it was kept."""
    return {name: "".join(times) for name, times in tried["promised"].items()}


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
