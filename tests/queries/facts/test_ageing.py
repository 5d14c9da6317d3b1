"""Days in stage against how long the stage takes, those still in it included, as the quarter before ended."""

import datetime as dt
from typing import Any

import pytest

from queries import VIEWS

END = dt.date(2026, 3, 31)  # of the quarter whose history is the limit of the quarter after it, which is looked at
NOW = "2026-Q2"
SINCE = [
    {"business_unit": "Claims", "period": period, "category": "other", "amount": 1.0} for period in (NOW, "2026-Q3")
]
EXITS = range(30, 121, 10)  # ten pilots proven after 30, 40 .. 120 days
HORIZON = 500


def ago(days: int) -> dt.date:
    return END - dt.timedelta(days=days)


def row(number: str, stage: str, on: dt.date = END, **more: Any) -> dict[str, Any]:
    return {
        "reporting_on": on,
        "business_unit": "Claims",
        "initiative_id": number,
        "name": number,
        "stage": stage,
    } | more


def watched() -> dict[str, Any]:
    """Something on a list long ago, so that everything below was watched from its start."""
    return row("first", "idea", on=ago(HORIZON))


def exits(days: range = EXITS) -> list[dict[str, Any]]:
    """Pilots that were proven after so many days, and stopped on the same day."""
    return [
        row(f"left{at}", "stopped", started_on=ago(400), proven_on=ago(400 - at), stopped_on=ago(400 - at))
        for at in days
    ]


def still(*days: int, **more: Any) -> list[dict[str, Any]]:
    return [row(f"open{at}", "pilot", started_on=ago(at), **more) for at in days]


def limit(book, *rows: dict[str, Any], **scope: Any) -> tuple[Any, ...]:
    found = book(pilots=[watched(), *rows], **{"until": NOW, "spend": SINCE} | scope).facts("stage_limits")
    found.execute("select p50, p85, limit_days, limit_from from facts.stage_limits where stage = 'pilot'")
    return found.fetchone()


def stalled(book, *rows: dict[str, Any]) -> list[str]:
    found = book(pilots=[watched(), *rows], spend=SINCE, until=NOW).facts("ageing")
    found.execute("select name from facts.ageing where is_stalled order by days_in_stage")
    return [name for (name,) in found.fetchall()]


def test_half_pass_by_day_90_and_85_percent_by_day_120(book):
    """K9, first case."""
    assert limit(book, *exits(), *still(20, 45, 95, 140)) == (90, 120, 120, "history")


def test_only_the_one_beyond_the_85_percent_is_stalled(book):
    """K9, first case."""
    assert stalled(book, *exits(), *still(20, 45, 95, 140)) == ["open140"]


def test_where_85_percent_is_not_reached_the_setting_is_the_limit(book):
    """K9, second case."""
    assert limit(book, *exits(), *still(20, 95, 140, 200, 260, 300)) == (100, None, 240, "no history")


def test_only_those_beyond_the_setting_are_stalled_then(book):
    """K9, second case: completed passages alone would flag four."""
    assert stalled(book, *exits(), *still(20, 95, 140, 200, 260, 300)) == ["open260", "open300"]


def test_nine_exits_are_too_little_history(book):
    assert limit(book, *exits(range(30, 111, 10)))[2:] == (240, "no history")


def test_ten_exits_are_enough(book):
    assert limit(book, *exits(), settings={"stage_days_pilot": "200"})[2:] == (110, "history")


@pytest.mark.parametrize(
    ("p85", "said"), [(120, (120, "history")), (300, (240, "setting")), (20, (120, "half the setting"))]
)
def test_a_limit_is_what_85_percent_took_but_no_more_than_the_setting_and_no_less_than_half_of_it(book, p85, said):
    """K39; where the 85 % is not reached, the second case of K9."""
    assert limit(book, *exits(range(p85 - 9, p85 + 1)), settings={"stage_quantile": "0.99"})[1:] == (p85, *said)


def test_what_leaves_in_this_quarter_does_not_move_its_limit(book):
    """K39: it moves the next one's."""
    later = dt.date(2026, 6, 30)
    here = [
        row(f"new{at}", "stopped", on=later, started_on=ago(at), proven_on=later, stopped_on=later) for at in (390, 400)
    ]
    without = limit(book, *exits()), limit(book, *exits(), until="2026-Q3")
    assert limit(book, *exits(), *here) == without[0]
    assert limit(book, *exits(), *here, until="2026-Q3") != without[1]


def test_what_is_only_listed_in_this_quarter_was_not_known_in_the_one_before(book):
    known_late = [one | {"reporting_on": dt.date(2026, 4, 1)} for one in exits()]
    assert limit(book, *known_late)[2:] == (240, "no history")


def test_a_day_beyond_the_limit_is_stalled_and_the_limit_is_not(book):
    assert stalled(book, *still(240, 241)) == ["open241"]


def test_a_paused_one_is_not_stalled(book):
    assert stalled(book, *still(300, paused=True)) == []


def test_another_setting_is_another_limit(book):
    assert limit(book, *still(20), settings={"stage_days_pilot": "60"})[2] == 60


def test_a_passage_over_before_the_first_list_was_never_watched(book):
    early = [row(f"early{at}", "stopped", started_on=ago(900), proven_on=ago(900 - at)) for at in EXITS]
    assert limit(book, *early)[2:] == (240, "no history")


def test_the_unit_filter_does_not_cut_the_history(book):
    rows = [watched() | {"business_unit": "HR"}, *(one | {"business_unit": "HR"} for one in exits()), *still(140)]
    found = book(pilots=[watched(), *rows], units=["Claims"], spend=SINCE, until=NOW).cursor(VIEWS["ageing"])
    assert found.execute("select limit_days, is_stalled from views.ageing where name = 'open140'").fetchall() == [
        (120, True)
    ]


def test_without_a_date_the_days_since_it_was_first_seen_there_are_the_least(book):
    rows = [row("undated", "pilot", on=ago(300)), row("undated", "pilot")]
    found = book(pilots=[watched(), *rows]).facts("ageing")
    found.execute("select days_in_stage, is_at_least, is_stalled from facts.ageing where name = 'undated'")
    assert found.fetchone() == (300, True, True)


@pytest.mark.parametrize("days", [0, 100])
def test_whether_an_undated_one_is_stalled_is_unknown_until_it_is_seen_beyond_the_limit(book, days: int):
    rows = [row("undated", "pilot", on=ago(days)), row("undated", "pilot")][: 2 if days else 1]
    found = book(pilots=[watched(), *rows]).facts("ageing")
    found.execute("select days_in_stage, is_stalled from facts.ageing where name = 'undated'")
    assert found.fetchone() == (days or None, None)


def test_one_that_vanished_is_not_on_its_way(book):
    found = book(pilots=[watched(), *still(20)]).facts("ageing")
    assert found.execute("select name from facts.ageing").fetchall() == [("open20",)]
