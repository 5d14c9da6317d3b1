"""An id is renamed as CONTRIBUTING.md says, in a copy of the tree: a metric, a listing and a detector, and nothing else is touched.

`renamed.py` tries all that names them in the copy; what does not work any more is a failure here.
"""

import re

import pytest

from tests.recipes.conftest import ROOT, Tried

pytestmark = pytest.mark.exports

PROMISES = re.findall(r"^def test_(\w+)", (ROOT / "tests" / "recipes" / "renamed.py").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("promise", PROMISES)
def test_the_promise_is_kept(tried: Tried, promise: str):
    times = tried["renamed"].get(promise, ["it was not tried"])
    assert [broken for broken in times if broken] == []
