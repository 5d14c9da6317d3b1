"""A figure then, a figure now, and every step between them."""

import pytest

from components.charts import restatement
from components.charts.restatement import CAUSES, RESIDUAL, Ends, finding, remaining, told_apart
from components.theme import Viewport
from queries import METRICS
from queries.bridge import Bridge

ENDS = Ends("version 8, 14 May 2026", "version 12, 2 June 2026", "Q2 2026, all units")
SPEND, LIVE = METRICS["spend"], METRICS["live_share"]


def spend(before: float, after: float, **steps: float) -> Bridge:
    return Bridge(SPEND, before, after, steps)


def test_each_step_begins_where_the_one_before_ended_and_the_last_ends_at_the_new_figure():
    drawn = restatement.chart(spend(1000, 1080, removed=-100, corrected=0, late=180), ENDS, CAUSES, Viewport())
    bars = [(bar.base[0], bar.base[0] + bar.x[0]) for bar in drawn.figure.data if bar.type == "bar"]
    assert bars == [(900, 1000), (900, 1080)]
    points = [mark.x[0] for mark in drawn.figure.data if mark.type == "scatter" and mark.mode == "markers"]
    assert points == [1000, 1080]


def test_the_finding_says_what_made_most_of_it_and_what_went_against_it():
    def says(**steps: float) -> str:
        return restatement.chart(spend(1000, 1000 + sum(steps.values()), **steps), ENDS, CAUSES, Viewport()).finding

    assert says(late=180) == "All of it: rows that came late"
    assert says(corrected=20, late=180) == "Most of it: rows that came late, +180"
    assert says(removed=-100, late=180) == "Rows that came late, +180; against it rows that stand no more, −100"


def test_an_upload_and_its_withdrawal_are_steps_but_no_finding():
    taken_back = Bridge(SPEND, 1000, 1003, {15: 3.0, 17: 90.0, 18: -90.0})
    names = {15: "version 15 (audit.xlsx)", 17: "version 17 (costs.csv)", 18: "version 18 (withdrawal of version 17)"}
    drawn = restatement.chart(taken_back, ENDS, names, Viewport())
    assert drawn.finding == "All of it: version 15 (audit.xlsx)"
    assert [step for step, _ in remaining(taken_back)] == [15]
    assert sum(bar.type == "bar" for bar in drawn.figure.data) == 3
    both = Bridge(SPEND, 1000, 1000, {17: 90.0, 18: -90.0})
    assert restatement.chart(both, ENDS, names, Viewport()).finding == "What moved it was taken back again"


def test_what_no_step_explains_is_named_a_step_of_its_own():
    drawn = restatement.chart(
        spend(1000, 1010, corrected=4), ENDS, CAUSES | {RESIDUAL: "rows purged since"}, Viewport()
    )
    assert "+6 rows purged since" in drawn.alt


def test_where_nothing_moved_a_sentence_stands_in_place_of_a_chart():
    drawn = restatement.chart(spend(1000, 1000, removed=0, late=0), ENDS, CAUSES, Viewport())
    assert drawn.figure is None
    assert "It is 1,000 at both" in drawn.subtitle or "It is 1.0k at both" in drawn.subtitle


def test_what_is_left_of_summing_in_another_order_is_no_step():
    drawn = restatement.chart(spend(9e6, 9e6 + 2e-9, late=2e-9), ENDS, CAUSES, Viewport())
    assert drawn.figure is None


def test_a_name_from_a_file_stays_text():
    bridge = Bridge(SPEND, 1000, 1100, {3: 100.0})
    drawn = restatement.chart(bridge, ENDS, {3: "version 3: <img src=x onerror=alert(1)>.xlsx"}, Viewport())
    assert not any("<img" in note.text for note in drawn.figure.layout.annotations)


@pytest.mark.parametrize(
    ("before", "after", "unit", "says"),
    [
        (1.2e6, 1.1e6, "money", ("1.2m", "1.1m")),
        (12_566_072.0, 12_569_072.0, "money", ("12,566,072", "12,569,072")),
        (-0.7153, -0.7221, "percent", ("−71.5 %", "−72.2 %")),
        (0.27, 0.27, "percent", ("27 %", "27 %")),
    ],
)
def test_two_figures_that_differ_never_read_alike(before, after, unit, says):
    first, last = told_apart(before, after, unit)
    assert (first, last) == says or before == after


def test_the_headline_says_by_how_much_and_from_what_to_what():
    assert finding(spend(1.2e6, 1.08e6, removed=-120e3)) == "Spend was restated by −120k: 1.2m, now 1.1m"
    moved = Bridge(LIVE, 0.30, 0.27, {"corrected": -0.03})
    assert finding(moved) == f'The figure "{LIVE.title}" was restated by −3.0 points: 30 %, now 27 %'
    assert finding(spend(1000, 1000)).startswith("Spend is what it was")
