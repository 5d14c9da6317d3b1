"""A trend says the last figure and how it moved, and draws small numbers hollow."""

import datetime as dt

from components.charts import trend
from components.theme import LIGHT, Viewport
from queries import Answer, Change, Metric, Row, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31), settings={"materiality": "0.05"})


def metric(**more) -> Metric:
    given = {"unit": "percent", "interval": True, "needs": ("pilots.started_on",), "benchmarks": ("poc_to_prod_40",)}
    return Metric("m", "metrics", "select 1", "Reached production", "How many?", "a / b", **(given | more))


def rate(period: str, part: int, whole: int, spread: float = 0.1) -> Row:
    state, value = "ok" if whole >= 5 else "few", part / whole
    return Row(period, None, part, whole, value, value * (1 - spread), value * (1 + spread), whole, state)


def amount(period: str, value: float | None) -> Row:
    return Row(period, None, value, None, value, None, None, None, "ok" if value is not None else "insufficient")


def drawn_of(answer: Answer, kind: str = "rose"):
    told = [row for row in answer.rows if row.value is not None]
    change = (
        Change(answer.metric, kind, str(told[-1].period), str(told[-2].period), told[-1], told[-2])  # type: ignore[arg-type]
        if len(told) > 1
        else Change(answer.metric, "not known", "", "")
    )
    return trend.chart(answer, change, Viewport())


def test_a_rate_says_where_it_stands_and_where_it_came_from():
    drawn = drawn_of(Answer(metric(), SCOPE, (rate("2025-Q4", 3, 10), rate("2026-Q1", 4, 10))))
    assert drawn.finding == "Reached production: 40 % in Q1 2026, up from 30 % in Q4 2025"
    assert "4 of 10" in drawn.alt


def test_a_rate_that_moved_within_its_interval_is_not_said_to_have_risen():
    rows = (rate("2025-Q4", 3, 10, spread=0.5), rate("2026-Q1", 4, 10, spread=0.5))
    assert (
        drawn_of(Answer(metric(), SCOPE, rows), "within chance").finding
        == "Reached production: 40 % in Q1 2026, 30 % in Q4 2025, no change beyond chance"
    )


def test_the_last_figure_with_too_few_cases_is_not_compared():
    drawn = drawn_of(Answer(metric(), SCOPE, (rate("2025-Q4", 3, 10), rate("2026-Q1", 2, 4))))
    assert drawn.finding == "Reached production: 2 of 4 in Q1 2026, too few to judge"
    line = drawn.figure.data[-1]
    assert line.marker.color == (LIGHT.accent, LIGHT.paper)


def test_a_quoted_figure_above_ours_is_in_sight():
    drawn = drawn_of(Answer(metric(), SCOPE, (rate("2025-Q4", 3, 20), rate("2026-Q1", 4, 20))))
    assert drawn.figure.layout.yaxis.range[1] > 0.4
    assert any("quoted" in note.text for note in drawn.figure.layout.annotations)
    assert "beyond the scale" not in drawn.subtitle


def test_a_quoted_figure_far_above_ours_is_said_in_words():
    far = metric(benchmarks=("pilot_to_prod_53",))
    drawn = drawn_of(Answer(far, SCOPE, (rate("2025-Q4", 1, 50), rate("2026-Q1", 2, 50))))
    assert drawn.figure.layout.yaxis.range[1] < 0.1
    assert not any("quoted" in note.text for note in drawn.figure.layout.annotations)
    assert drawn.subtitle.endswith("quoted 53 %, beyond the scale")


def test_money_is_drawn_as_bars_and_the_last_one_stands_out():
    money = metric(unit="money", interval=False, benchmarks=())
    drawn = drawn_of(Answer(money, SCOPE, (amount("2025-Q4", 2e6), amount("2026-Q1", 3e6))))
    assert drawn.finding.endswith("3.0m in Q1 2026, +50 % on Q4 2025")
    assert drawn.figure.data[0].marker.color == (LIGHT.context, LIGHT.accent)


def test_a_quarter_without_a_figure_is_a_gap_and_not_a_zero():
    drawn = drawn_of(Answer(metric(), SCOPE, (rate("2025-Q3", 3, 10), amount("2025-Q4", None), rate("2026-Q1", 4, 10))))
    assert drawn.figure.data[-1].y == (0.3, None, 0.4)


def test_what_is_missing_is_said_instead_of_drawn():
    drawn = drawn_of(Answer(metric(), SCOPE, (), ("pilots.started_on",)))
    assert drawn.figure is None
    assert drawn.subtitle == "Not enough data: needs pilots.started_on."


def test_quarters_are_fiscal_where_the_year_is():
    scope = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31), settings={"fiscal_start_month": "10"})
    assert "FY26 Q1" in drawn_of(Answer(metric(), scope, (rate("2026-Q1", 4, 10),))).finding
