"""The answer on one line: evidenced to claimed, risk-adjusted in it, what was spent beside it."""

from collections.abc import Callable
from itertools import pairwise

from components.charts import strip
from components.charts.strip import LETTER
from components.theme import Viewport
from queries import Listing

Listed = Callable[..., Listing]

TIERS = {"evidenced": 2.3e6, "risk_adjusted": 5.1e6, "claimed": 9.8e6, "cost": 14.2e6}


def test_the_four_figures_are_said_and_labelled(listed: Listed):
    drawn = strip.chart(listed("value_tiers", [TIERS]), Viewport())
    assert drawn.finding == "5.1m came back, risk-adjusted: 2.3m evidenced, 9.8m claimed, 14.2m spent"
    labels = {note.text for note in drawn.figure.layout.annotations}
    assert labels == {"<b>risk-adjusted 5.1m</b>", "evidenced 2.3m", "claimed 9.8m", "spent 14.2m"}


def test_the_labels_beneath_keep_their_distance_on_a_phone(listed: Listed):
    near = TIERS | {"claimed": 2.4e6, "risk_adjusted": 2.35e6}
    drawn = strip.chart(listed("value_tiers", [near]), Viewport(width="narrow"))
    places = sorted(note.x for note in drawn.figure.layout.annotations if note.y < 0)
    assert min(second - first for first, second in pairwise(places)) > 2e6


def test_nothing_known_is_a_sentence(listed: Listed):
    drawn = strip.chart(listed("value_tiers", missing=("spend.amount",)), Viewport())
    assert drawn.figure is None
    assert "spend.amount" in drawn.subtitle


def test_no_label_leaves_the_strip_and_what_was_spent_stands_under_its_mark(listed: Listed):
    drawn = strip.chart(listed("value_tiers", [TIERS]), Viewport())
    spent = next(note for note in drawn.figure.layout.annotations if note.text.startswith("spent"))
    assert (spent.x, spent.xanchor) == (TIERS["cost"], "right")


def test_labels_that_are_near_each_other_at_an_end_stand_apart(listed: Listed):
    few = TIERS | {"evidenced": 0.0, "claimed": TIERS["cost"] / 100, "risk_adjusted": TIERS["cost"] / 200}
    notes = strip.chart(listed("value_tiers", [few]), Viewport()).figure.layout.annotations
    evidenced, claimed = (
        next(note for note in notes if note.text.startswith(start)) for start in ("evidenced", "claimed")
    )
    wide = LETTER / 1250 * TIERS["cost"]
    assert (evidenced.x, evidenced.xanchor) == (0, "left")
    assert evidenced.x + len(evidenced.text) * wide < claimed.x - len(claimed.text) * wide / 2
