"""The scorecard: as the few do, short of it, not to be told; too few and unknown are never a score."""

import pytest

from components.charts import playbook
from components.charts.playbook import Scored, by_practice, finding, good, short
from components.theme import Viewport
from queries import BENCHMARKS, METRICS, Row


def row(value: float | None, state: str = "ok", numerator: float | None = 3, denominator: float | None = 8) -> Row:
    return Row(None, None, numerator, denominator, value, None, None, None, state)


def scored(practice: str, stand: str | None, label: str = "Change", **units) -> Scored:
    return Scored(
        practice,
        label,
        METRICS["change_to_tech_ratio"],
        BENCHMARKS["change_ratio"],
        row(0.4),
        stand,
        {unit: (row(0.4), way) for unit, way in units.items()},
    )


@pytest.mark.parametrize(
    ("benchmark", "verdict", "says"),
    [
        ("change_ratio", "above", "as they do"),
        ("change_ratio", "inside", "as they do"),
        ("change_ratio", "below", "short of it"),
        ("change_ratio", "cannot tell", "cannot tell"),
        ("change_ratio", None, None),
        ("review_cadence", "below", "as they do"),
        ("review_cadence", "above", "short of it"),
        ("anchor_workflows", "below", "short of it"),
        ("anchor_workflows", "inside", "as they do"),
        ("anchor_workflows", "above", "as they do"),
    ],
)
def test_a_verdict_is_good_by_the_direction_of_what_is_quoted(benchmark, verdict, says):
    assert good(verdict, BENCHMARKS[benchmark]) == says


def test_a_practice_is_short_where_any_of_its_figures_is_and_not_scored_where_none_is():
    score = [
        scored("A", "as they do"),
        scored("A", "short of it"),
        scored("B", "cannot tell"),
        scored("B", "as they do"),
        scored("C", None),
        scored("D", "as they do"),
    ]
    assert by_practice(score) == {"A": "short of it", "B": "cannot tell", "C": None, "D": "as they do"}
    assert finding(score) == "We do as the successful few in 1 of 3 practices that can be scored; 1 cannot be told"


def test_nothing_scored_is_no_score():
    assert finding([scored("A", None)]) == "None of these practices can be scored against a quoted figure yet"


def test_each_unit_stands_beside_the_whole(listed):
    drawn = playbook.chart([scored("A", "short of it", Claims="as they do", HR="short of it")], Viewport())
    assert list(drawn.figure.layout.xaxis.ticktext) == ["All<br>units", "Claims", "HR"]
    grounds = [shape for shape in drawn.figure.layout.shapes if shape.type == "rect"]
    assert [shape.line.dash for shape in grounds] == ["dot", "solid", "dot"]
    assert drawn.n == "1 figure on 1 practice"
    assert "Change: 0.4x, short of it" in drawn.alt


def test_one_unit_stands_alone():
    drawn = playbook.chart([scored("A", None, HR=None)], Viewport(width="narrow"))
    assert list(drawn.figure.layout.xaxis.ticktext) == ["HR"]


def test_without_any_figure_there_is_no_frame():
    known = scored("A", None)
    unknown = Scored(known.practice, known.label, known.metric)
    assert playbook.chart([unknown], Viewport()).figure is None


@pytest.mark.parametrize(
    ("figure", "metric", "says"),
    [
        (row(0.375, "few"), "reviewed_lately", "3/8"),
        (row(None, "insufficient"), "reviewed_lately", "–"),
        (row(None, "suppressed"), "builders", "hidden"),
        (row(0.34), "review_cadence_months", "0.3"),
        (row(15.4), "review_cadence_months", "15"),
        (row(0.24), "reviewed_lately", "24 %"),
    ],
)
def test_a_figure_is_short_enough_for_a_narrow_column(figure, metric, says):
    assert short(figure, METRICS[metric]) == says
