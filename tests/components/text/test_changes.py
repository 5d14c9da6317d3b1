"""Changes and quantities in words."""

import pytest

from components.text import changes
from queries import METRICS, Change, Row


def rate(part: float, whole: float, state: str = "ok") -> Row:
    return Row(None, None, part, whole, part / whole, None, None, int(whole), state)  # type: ignore[arg-type]


def money(value: float) -> Row:
    return Row(None, None, value, None, value, None, None, None, "ok")


@pytest.mark.parametrize(
    ("kind", "now", "before", "says"),
    [
        ("rose", 106, 100, "+6 % on Q2"),
        ("fell", 80, 100, "−20 % on Q2"),
        ("unchanged", 105, 100, "about as in Q2"),
        ("unchanged", 100, 100, "as in Q2"),
        ("appeared", 900_000, None, "none before"),
        ("ended", None, 800_000, "nothing reported (800k in Q2)"),
        ("rose", 50, 0, "from 0 in Q2"),
        ("fell", -80_000, -50_000, "from a loss of 50k in Q2 to a loss of 80k"),
        ("rose", 30_000, -50_000, "from a loss of 50k in Q2 to 30k"),
        ("fell", -30_000, 50_000, "from 50k in Q2 to a loss of 30k"),
        ("rose", 1000, 100, "+900 % on Q2"),
        ("rose", 1001, 100, "from 100 in Q2"),
        ("not known", None, None, "not known for Q2"),
    ],
)
def test_k55_money_says_a_share_only_where_there_is_one(kind, now, before, says):
    assert changes.amount(kind, now, before, "money", "Q2") == says


def test_a_few_more_are_counted_and_not_said_as_a_share():
    assert changes.amount("rose", 15, 14, "count", "Q2") == "1 more than in Q2"
    assert changes.amount("fell", 14, 15, "count", "Q2") == "1 fewer than in Q2"
    assert changes.amount("unchanged", 15, 15, "count", "Q2") == "as in Q2"
    assert changes.amount("rose", 150, 99, "count", "Q2") == "+52 % on Q2"


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        (("fell", "rose", "fell"), "fell in Q4"),
        (("fell", "rose", "rose"), "rising since Q3"),
        (("rose", "rose", "rose"), "rising since Q2"),
        (("fell", "fell", "rose"), "rose in Q4"),
        (("rose", "fell", "fell"), "falling since Q3"),
        (("rose", "rose", "unchanged"), "unchanged in Q4"),
        (("rose", "rose", "not known"), ""),
        ((), ""),
    ],
)
def test_k55_rising_since_is_said_where_every_quarter_from_then_on_rose(kinds, says):
    assert changes.lately(kinds, ["Q1", "Q2", "Q3", "Q4"]) == says


def test_case_3_a_rate_says_what_it_was_and_how_many_are_new():
    change = Change(METRICS["live_share"], "fell", "2026-Q2", "2026-Q1", rate(3, 12), rate(3, 5), units=1)
    assert changes.sentence(change) == "down from 60 % in Q1 2026; 7 new"


def test_case_2_what_no_list_covers_is_not_known():
    change = Change(METRICS["live_share"], "not known", "2026-Q3", "2026-Q2", unlisted=("pilots",))
    assert changes.sentence(change) == "whether that has changed is not known: no list of initiatives covers Q3 2026"


def test_k56_whom_a_comparison_leaves_out_is_named():
    metric = METRICS["seat_utilisation"]
    new = Change(metric, "unchanged", "2026-Q2", "2026-Q1", rate(60, 100), rate(60, 100), new=("B",), units=2)
    assert changes.sentence(new) == "60 %, as in Q1 2026, in 1 of 2 units (B is new)"
    silent = Change(metric, "rose", "2026-Q2", "2026-Q1", rate(80, 100), rate(60, 100), silent=("B", "C", "D"), units=4)
    assert changes.sentence(silent) == "80 %, up from 60 % in Q1 2026, in 1 of 4 units (3 units reported nothing)"
    hidden = Change(metric, "rose", "2026-Q2", "2026-Q1", rate(80, 100), rate(60, 100), hidden=2, units=4)
    assert changes.sentence(hidden).endswith("in 2 of 4 units (2 units left out, small or hidden with a small one)")


def test_what_is_within_chance_or_of_few_is_not_said_to_have_moved():
    metric = METRICS["stalled_share"]
    chance = Change(metric, "within chance", "2026-Q2", "2026-Q1", rate(6, 10), rate(5, 10), units=1)
    assert changes.sentence(chance) == "50 % in Q1 2026, no change beyond chance"
    few = Change(metric, "few", "2026-Q2", "2026-Q1", rate(1, 4, "few"), rate(2, 4, "few"), units=1)
    assert changes.sentence(few) == "2 of 4 in Q1 2026, too few to judge"


def test_without_a_quarter_before_nothing_is_said():
    assert changes.sentence(Change(METRICS["spend"], "not known", "", "")) == ""


def test_none_all_both_and_the_only_one_have_words_of_their_own():
    said = [changes.how_many(part, whole, "unit") for part, whole in ((0, 5), (2, 5), (5, 5), (2, 2), (1, 1), (0, 1))]
    assert said == [
        "None of 5 units",
        "2 of 5 units",
        "All 5 units",
        "Both units",
        "The one unit",
        "None of the 1 unit",
    ]


def test_a_total_of_part_of_the_units_says_so():
    assert changes.asked(1, 6) == "asked in 1 of 6 units"
    assert changes.asked(6, 6) == ""
