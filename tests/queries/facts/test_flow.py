"""The way to production as a flow: who came when, who left when and how, and what is in progress."""

from typing import Any

import pytest

from queries import VIEWS, listing

FIRST, LAST = "2024-12-31", "2026-03-31"
LISTS = (FIRST, "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", LAST)


def row(number: str, stage: str, on: str = LAST, unit: str = "Claims", **more: Any) -> dict[str, Any]:
    return {
        "reporting_on": on,
        "business_unit": unit,
        "initiative_id": number,
        "name": number,
        "stage": stage,
    } | more


def lists(unit: str = "Claims", *days: str) -> list[dict[str, Any]]:
    """An idea that stands on every list, so that the unit has them."""
    return [row("idea", "idea", on, unit) for on in days or LISTS]


@pytest.fixture
def quarters(book):
    """The flow by quarter, a dictionary per column: `quarters(rows)["starts"]`."""

    def found(*rows: dict[str, Any], **scope: Any) -> dict[str, dict[str, int]]:
        frame = listing(book(pilots=[*lists(), *rows], **scope), VIEWS["flow"]).frame.set_index("period")
        return {name: {key: int(value) for key, value in frame[name].items() if value} for name in frame.columns[1:]}

    return found


def balance(book, *rows: dict[str, Any], more: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return listing(book(pilots=[*lists(), *rows, *(more or [])]), VIEWS["flow_balance"]).frame.iloc[0].to_dict()


def test_a_start_a_finish_and_what_is_between_are_counted_by_quarter(quarters):
    found = quarters(
        row("a", "production", started_on="2025-01-01", production_on="2025-07-01"),
        row("b", "stopped", started_on="2025-04-01", stopped_on="2025-06-30"),
        row("c", "pilot", started_on="2025-05-05"),
    )
    assert found["starts"] == {"2025-Q1": 1, "2025-Q2": 2}
    assert found["production"] == {"2025-Q3": 1}
    assert found["stopped"] == {"2025-Q2": 1}
    assert found["in_progress"] == {"2025-Q1": 1, "2025-Q2": 2, "2025-Q3": 1, "2025-Q4": 1, "2026-Q1": 1}


def test_what_is_in_progress_is_what_came_less_what_left(quarters):
    found = quarters(
        row("early", "pilot", started_on="2024-10-01"),
        row("a", "production", started_on="2025-01-01", production_on="2025-07-01"),
        row("gone", "pilot", "2025-06-30", started_on="2025-02-01"),
        row("b", "stopped", started_on="2025-04-01", stopped_on="2025-04-01"),
    )
    came, left = ("starts", "first_listed"), ("production", "stopped", "gone")
    before = 0
    for quarter in ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"):
        now = (
            before
            + sum(found[name].get(quarter, 0) for name in came)
            - sum(found[name].get(quarter, 0) for name in left)
        )
        assert found["in_progress"].get(quarter, 0) == now
        before = now


def test_who_was_on_the_way_comes_with_the_first_list_and_not_as_a_start(quarters):
    found = quarters(row("early", "pilot", started_on="2024-06-01"))
    assert (found["first_listed"], found["starts"]) == ({"2024-Q4": 1}, {})


def test_one_that_vanished_leaves_with_the_first_list_that_lacks_it(quarters):
    found = quarters(row("gone", "pilot", "2025-06-30", started_on="2025-02-01"))
    assert found["gone"] == {"2025-Q3": 1}
    assert found["in_progress"] == {"2025-Q1": 1, "2025-Q2": 1}


def test_retired_before_production_counts_as_stopped_and_after_it_has_left_already(quarters):
    found = quarters(
        row("never", "retired", started_on="2025-01-01", proven_on="2025-02-01", retired_on="2025-04-01"),
        row("after", "retired", started_on="2025-01-01", production_on="2025-02-01", retired_on="2025-04-01"),
    )
    assert (found["production"], found["stopped"]) == ({"2025-Q1": 1}, {})


def test_without_a_usable_start_or_end_it_is_not_in_the_flow(quarters):
    found = quarters(row("undated", "pilot"), row("open", "stopped", started_on="2025-01-01"))
    assert (found["starts"], found["in_progress"]) == ({}, {})


def test_only_the_quarters_asked_for_are_shown_with_their_whole_history(quarters):
    found = quarters(row("a", "pilot", started_on="2025-01-01"), since="2025-Q4")
    assert found["in_progress"] == {"2025-Q4": 1, "2026-Q1": 1}


def steady(number: int = 6) -> list[dict[str, Any]]:
    """As many finishes as starts: each takes 73 days, one begins when the one before ends."""
    starts = ["2025-01-18", "2025-04-01", "2025-06-13", "2025-08-25", "2025-11-06", "2026-01-18"][:number]
    ends = [*starts[1:], "2026-04-01"]
    return [
        row(
            f"s{at}",
            "production" if end <= LAST else "pilot",
            started_on=start,
            production_on=end if end <= LAST else None,
        )
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def test_littles_law_gives_back_the_days_each_takes_where_starts_and_finishes_balance(book):
    found = balance(book, *steady())
    assert (found["days"], found["in_progress_before"], found["in_progress_after"]) == (365, 1, 1)
    assert (found["starts"], found["finishes"], found["state"]) == (5, 5, "ok")
    assert found["in_progress_average"] == pytest.approx(1)
    assert found["days_each"] == pytest.approx(73)


def test_where_more_start_than_finish_littles_law_is_not_used(book):
    found = balance(book, *steady(), row("more", "pilot", started_on="2025-05-01"))
    assert (found["in_progress_after"], found["state"]) == (2, "unbalanced")
    assert found["days_each"] != found["days_each"]  # not a number


@pytest.mark.parametrize(("more", "after", "state"), [(1, 11, "ok"), (2, 12, "unbalanced")])
def test_a_tenth_more_in_progress_is_balance_and_beyond_it_is_not(book, more: int, after: int, state: str):
    others = [row(f"o{at}", "pilot", started_on="2025-01-01") for at in range(9)]
    others += [row(f"m{at}", "pilot", started_on="2026-01-01") for at in range(more)]
    found = balance(book, *steady(), *others)
    assert (found["in_progress_before"], found["in_progress_after"], found["state"]) == (10, after, state)


def test_four_finishes_are_too_few(book):
    rows = steady()
    rows[0] = row("s0", "pilot", started_on="2025-01-18")
    rows[5] = row("s5", "idea")
    assert balance(book, *rows)["state"] == "few"


def test_a_unit_that_joins_with_what_was_on_the_way_upsets_the_count(book):
    joined = [*lists("HR", "2025-06-30", LAST), row("h", "pilot", LAST, "HR", started_on="2025-05-01")]
    assert balance(book, *steady(), more=joined)["state"] == "joined"


def test_watched_for_less_than_a_year_there_is_no_average(book):
    rows = [*lists("Claims", "2025-06-30", LAST), row("a", "pilot", started_on="2025-07-01")]
    assert listing(book(pilots=rows), VIEWS["flow_balance"]).frame["state"].tolist() == ["short"]


def test_with_nothing_on_the_way_there_is_no_flow(book):
    made = book(pilots=lists())
    assert listing(made, VIEWS["flow"]).frame.empty
    assert listing(made, VIEWS["flow_balance"]).frame.empty


def test_the_rows_say_when_each_came_and_left(book):
    made = book(pilots=[*lists(), row("a", "production", started_on="2025-01-01", production_on="2025-07-01")])
    (found,) = listing(made, VIEWS["flow_rows"]).frame.to_dict("records")
    assert (found["entered_as_in"], found["left_as_in"], found["sheet"]) == (
        "started 2025-Q1",
        "production 2025-Q3",
        "Pilots",
    )


def test_another_units_flow_is_not_counted(quarters):
    theirs = [*lists("HR"), row("h", "pilot", LAST, "HR", started_on="2025-05-01")]
    assert quarters(*theirs, units=["Claims"])["starts"] == {}
