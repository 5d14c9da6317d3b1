"""Units side by side: the best above, no difference claimed that chance could make, names drawn as text."""

import datetime as dt

from components.charts import by_unit
from components.charts.by_unit import MOST
from components.theme import Viewport
from queries import Answer, Metric, Row, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))


def metric(**more) -> Metric:
    given = {"unit": "percent", "interval": True, "good": "up", "needs": ("pilots.started_on",)}
    return Metric("m", "metrics", "select 1", "Reached production", "How many?", "a / b", **(given | more))


def rate(unit: str, value: float, low: float, high: float, n: int = 20) -> Row:
    return Row(None, unit, value * n, n, value, low, high, n, "ok" if n >= 5 else "few")


def drawn(*rows: Row, **more):
    return by_unit.chart(Answer(metric(**more), SCOPE, rows), Viewport())


def test_two_units_apart_are_said_to_be_apart():
    found = drawn(rate("HR", 0.1, 0.0, 0.2), rate("Claims", 0.6, 0.4, 0.8))
    assert found.finding == "Reached production: Claims 60 %, HR 10 %"
    assert found.figure.layout.yaxis.ticktext == ("HR", "Claims")


def test_two_units_within_chance_are_not():
    found = drawn(rate("HR", 0.3, 0.1, 0.5), rate("Claims", 0.6, 0.4, 0.8))
    assert found.finding.endswith("not apart beyond chance")


def test_where_less_is_better_the_least_stands_above():
    found = drawn(rate("HR", 0.1, 0.0, 0.2), rate("Claims", 0.6, 0.4, 0.8), good="down")
    assert found.figure.layout.yaxis.ticktext[-1] == "HR"


def test_too_few_cases_everywhere_is_said():
    assert drawn(rate("HR", 0.5, 0.1, 0.9, n=4)).finding == "Reached production: too few to judge in any unit"


def test_a_name_is_drawn_as_text():
    found = drawn(rate("<b>HR</b>", 0.5, 0.3, 0.7), rate("Claims", 0.6, 0.4, 0.8))
    assert "&lt;b&gt;HR&lt;/b&gt;" in found.figure.layout.yaxis.ticktext
    assert "<b>" not in str(found.figure.to_json().replace("\\u003c", "<"))


def test_of_many_units_those_with_most_cases_are_drawn_and_the_reader_is_told():
    found = drawn(*(rate(f"Unit {number}", 0.5, 0.4, 0.6, n=number + 5) for number in range(MOST + 3)))
    assert len(found.figure.layout.yaxis.ticktext) == MOST
    assert found.subtitle.endswith(f"the {MOST} units with most cases of {MOST + 3}")
    assert "Unit 0" not in found.figure.layout.yaxis.ticktext


def test_without_an_answer_nothing_is_drawn():
    assert by_unit.chart(Answer(metric(), SCOPE, (), ("pilots.started_on",)), Viewport()).figure is None


def test_a_quoted_figure_beyond_all_of_ours_is_still_in_sight():
    found = drawn(rate("HR", 0.01, 0.0, 0.02), rate("Claims", 0.02, 0.0, 0.04), benchmarks=("pilot_to_prod_53",))
    assert found.figure.layout.xaxis.range[1] > 0.53
