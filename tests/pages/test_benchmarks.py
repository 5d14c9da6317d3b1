"""Benchmarks: no quoted figure is without its place, who said it, how good the evidence is, and how we stand."""

import pytest

from components.charts.ours_and_theirs import Comparison
from components.narratives import benchmarks
from components.narratives.benchmarks import (
    CHAPTERS,
    GRADES,
    ONLY_CLAIMED,
    OVERVIEW,
    is_better,
    listings_beside,
    metrics_beside,
    our_figure,
    verdict_in_words,
)
from queries import BENCHMARKS, METRICS, Row
from tests.pages.conftest import turn

OURS = METRICS["pilot_to_production_rate"]


def cells(app) -> str:
    """Every table's text, as it reads."""
    values = [str(value) for table in app.table for value in table.value.to_numpy().ravel()]
    return " ".join(values).replace("\\", "").replace("\u00a0", " ")


def row(value: float, low: float | None = None, high: float | None = None, state: str = "ok") -> Row:
    return Row(None, None, 11, 33, value, low, high, 33, state)


def stand(benchmark: str, verdict: str | None, state: str = "ok") -> Comparison:
    return Comparison(BENCHMARKS[benchmark], OURS, row(0.33, 0.2, 0.5, state), verdict)


def test_no_quoted_figure_is_without_a_chapter():
    themes = [theme for held in CHAPTERS.values() for theme in held]
    assert sorted(themes) == sorted({benchmark.theme for benchmark in BENCHMARKS.values()})


@pytest.mark.parametrize("name", BENCHMARKS)
def test_each_quoted_figure_stands_beside_a_figure_or_a_listing_or_says_why_it_cannot(name):
    benchmark = BENCHMARKS[name]
    assert bool(metrics_beside(benchmark) or listings_beside(benchmark)) != (name in ONLY_CLAIMED)
    assert benchmark.grade in GRADES
    assert benchmark.is_scored or verdict_in_words(benchmark, None) != "Not enough data"


def test_what_is_scored_has_a_figure_of_ours():
    assert all(metrics_beside(benchmark) for benchmark in BENCHMARKS.values() if benchmark.is_scored)


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_says_every_figure_of_its_themes_with_its_evidence(open_page, name):
    text = cells(turn(open_page("benchmarks"), "benchmarks", name))
    for benchmark in BENCHMARKS.values():
        if benchmark.theme in CHAPTERS[name]:
            assert benchmark.statement in text
            assert benchmarks.quoted_by(benchmark) in text
    assert any(grade in text for grade in GRADES.values())


def test_the_overview_shows_contradictions_and_what_is_never_scored(open_page):
    app = open_page("benchmarks")
    assert app.title[0].value.startswith("None of 55 quoted figures can be traced to its source")
    text = cells(app)
    assert all(benchmark.statement in text for benchmark in BENCHMARKS.values() if benchmark.conflict_group)
    written = " ".join(text.value for text in app.markdown).replace("\\", "").replace("\u00a0", " ")
    assert all(benchmark.statement in written for benchmark in BENCHMARKS.values() if not benchmark.is_scored)
    assert app.get("plotly_chart")


def test_on_a_store_that_says_little_every_chapter_still_stands(open_page, stored):
    pilot = {"reporting_on": "2026-03-31", "business_unit": "HR", "initiative_id": "a", "name": "a", "stage": "pilot"}
    path = stored(pilots=[pilot])
    for name in (OVERVIEW, *CHAPTERS):
        app = turn(open_page("benchmarks", store=path), "benchmarks", name)
        assert "nan" not in cells(app).split()


def test_below_is_worse_where_more_is_better_and_better_where_less_is():
    assert is_better(stand("pilot_to_prod_53", "below")) is False
    assert is_better(stand("fail_prod_roi", "below")) is True
    assert is_better(stand("pilot_to_prod_53", "cannot tell")) is None


def test_to_be_above_a_mark_of_failure_is_no_success_and_to_be_at_it_is_failure():
    assert is_better(stand("change_ratio_fail", "above")) is None
    assert is_better(stand("change_ratio_fail", "below")) is False
    assert "mark of failure" in verdict_in_words(BENCHMARKS["change_ratio_fail"], stand("change_ratio_fail", "below"))


def test_without_a_verdict_it_says_why():
    scored, quoted = BENCHMARKS["pilot_to_prod_53"], BENCHMARKS["org_adoption"]
    assert verdict_in_words(scored, stand("pilot_to_prod_53", None, "few")) == "Too few to judge"
    assert verdict_in_words(scored, Comparison(scored, OURS, None, None)).startswith("Not enough data: needs pilots")
    assert verdict_in_words(quoted, None).startswith("Quoted beside, not scored: about companies")
    assert our_figure(scored, Comparison(scored, OURS, None, None)) == f"{OURS.title}: not known yet"
    assert verdict_in_words(BENCHMARKS["output_multiple"], None).startswith("Not compared: no method is named")
