"""What still works once ids were renamed as CONTRIBUTING says. Run in a copy of the tree: see `test_rename.py`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from components.share import snapshot
from queries import BENCHMARKS, DETECTORS, METRICS, VIEWS, named
from queries.published import Shown, restated
from tests.pages.conftest import nothing_uploaded, open_page
from tests.test_stores_of_earlier_versions import kept, open_link

__all__ = ["kept", "nothing_uploaded", "open_link", "open_page"]

KINDS = (METRICS, VIEWS, DETECTORS)
RENAMED = dict(
    zip(
        ("metrics", "views", "detectors"),
        ((old, f"renamed_{old}") for old in ("spend", "vendors", "measurement_mirage")),
        strict=True,
    )
)


def answer(*command: str) -> dict:
    """What a command answers of the sample."""
    url = str(Path(__file__).with_name("none.duckdb"))
    result = CliRunner().invoke(cli, [*command, "--format", "json", "--store", url])
    assert result.exit_code == 0, result.output
    # sums of floats differ in their last digits from run to run
    answered = json.loads(result.stdout, parse_float=lambda text: round(float(text), 2))
    return answered | ({"rows": sorted(answered["rows"], key=json.dumps)} if "rows" in answered else {})


def test_each_is_found_by_both_ids_and_listed_by_the_new_one():
    for kind, (old, new) in zip(KINDS, RENAMED.values(), strict=True):
        assert kind[old] is kind[new] is named(old) is named(new)
        assert [name for name in kind if name in (old, new)] == [new]


def test_a_command_answers_the_old_id_as_the_new_one():
    old, new = answer("metric", "spend"), answer("metric", "renamed_spend")
    assert old == new
    assert old["metric"] == "renamed_spend"
    assert old["rows"]
    before, now = RENAMED["views"]
    assert answer("view", before) == answer("view", now)
    assert answer("view", before)["view"] == now


def test_the_metrics_are_listed_by_their_new_ids():
    ids = [one["metric"] for one in answer("metrics")["metrics"]]
    assert ("renamed_spend" in ids, "spend" in ids) == (True, False)


@pytest.mark.parametrize("page", ["board", "spend", "diagnosis"])
def test_a_page_that_asks_by_the_old_id_opens_with_its_figures(open_page, page):
    app = open_page(page)
    assert not app.exception
    assert app.get("plotly_chart")


@pytest.mark.parametrize("link", ["pinned", "live, of one unit"])
def test_a_link_made_before_opens(kept, open_link, link):
    assert open_link(link).get("plotly_chart")


def test_a_pinned_page_explains_its_charts_by_what_was_renamed():
    written = [["metrics", "spend"], ["views", "vendors"], ["detectors", "measurement_mirage"]]
    assert [subject.id for subject in snapshot._subjects(written)] == [new for _, new in RENAMED.values()]


def test_a_figure_published_under_the_old_id_is_compared_with_that_of_the_new_one():
    then = Shown("spend", "", "2026-Q1", 10.0, None, None, None, "ok")
    now = Shown("renamed_spend", "", "2026-Q1", 10.0, None, None, None, "ok")
    assert restated([then], [now]) == ()
    (moved,) = restated([then], [Shown("renamed_spend", "", "2026-Q1", 12.0, None, None, None, "ok")])
    assert (moved.metric.id, moved.change) == ("renamed_spend", 2)


def test_quoted_figures_speak_of_metrics_by_their_ids_of_today():
    assert all(METRICS.id_of(one.compares_with) == one.compares_with for one in BENCHMARKS.values())
