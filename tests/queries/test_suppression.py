"""Small groups of people stay hidden: on their own, by subtraction, under every filter."""

from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pytest

from queries import METRICS, VIEWS, by_unit, listing, over_time, total
from tests.conftest import seeds

K14 = [  # people of each unit, the units that must be hidden, whether the total must be too
    ({"A": 12, "B": 3, "C": 9, "D": 6}, {"B", "D"}, False),
    ({"A": 12, "B": 3}, {"A", "B"}, False),
    ({"A": 12, "B": 2, "E": 2, "C": 9}, {"B", "E", "C"}, False),
    ({"A": 3}, {"A"}, True),
]


def trained(people: dict[str, int]) -> list[dict]:
    return [
        {
            "reporting_on": "2026-09-30",
            "cohort_id": f"cohort {unit}",
            "business_unit": unit,
            "started_on": "2026-01-05",
            "trained": number,
            "builders": number // 2,
        }
        for unit, number in people.items()
    ]


def hidden_units(answer) -> set[str]:
    return {row.business_unit for row in answer.rows if row.state == "suppressed"}


@pytest.mark.parametrize(("people", "hidden", "is_total_hidden"), K14)
def test_the_known_cases(book, people, hidden, is_total_hidden):
    metric, shown = METRICS["training_transfer_rate"], book(training=trained(people))
    assert hidden_units(by_unit(shown, metric)) == hidden
    assert (total(shown, metric).rows[0].state == "suppressed") == is_total_hidden
    assert (over_time(shown, metric).rows[-1].state == "suppressed") == is_total_hidden


def test_what_is_hidden_carries_no_number(book):
    row = by_unit(book(training=trained({"A": 3})), METRICS["training_transfer_rate"]).rows[0]
    assert (row.numerator, row.denominator, row.value, row.low, row.high, row.n) == (None,) * 6


def test_a_total_of_some_hidden_units_but_not_all_is_hidden_and_of_all_or_none_is_shown(book):
    people, metric = trained({"A": 12, "B": 3, "C": 9, "D": 6}), METRICS["training_transfer_rate"]
    state = {
        units: total(book(training=people, units=list(units)), metric).rows[0].state
        for units in (("A", "B"), ("A", "C"), ("A", "B", "D"), ("B", "D"))
    }
    assert state == {("A", "B"): "suppressed", ("A", "C"): "ok", ("A", "B", "D"): "ok", ("B", "D"): "ok"}


@pytest.mark.parametrize("table", seeds(10, 100))
def test_no_hidden_unit_follows_from_everything_that_is_shown(book, table):
    """For random tables and every filter of units: no hidden unit lies in the span of the totals shown."""
    chance, metric = np.random.default_rng(table), METRICS["training_transfer_rate"]
    names = list("ABCDE")[: int(chance.integers(2, 6))]
    people = {name: int(chance.choice([1, 2, 3, 4, 5, 8, 13])) for name in names}
    whole = book(training=trained(people))
    hidden = hidden_units(by_unit(whole, metric))
    told = [[unit == name for name in names] for unit in set(names) - hidden]
    for units in chain.from_iterable(combinations(names, size) for size in range(1, len(names) + 1)):
        if total(whole.at(replace(whole.scope, units=units)), metric).rows[0].state != "suppressed":
            told.append([name in units for name in names])
    known = np.array(told, dtype=float).reshape(-1, len(names))
    few = {name for name, number in people.items() if number < 5}
    assert few <= hidden
    for name in hidden:
        wanted = np.array([[one == name for one in names]], dtype=float)
        assert np.linalg.matrix_rank(np.vstack([known, wanted])) > np.linalg.matrix_rank(known), (people, name)


def test_what_is_hidden_in_one_quarter_is_hidden_in_every_span_that_holds_it(book):
    def seats(period: str, unit: str, number: int) -> dict:
        return {
            "period": period,
            "business_unit": unit,
            "tool": "Desk",
            "seats": number,
            "active_users": 1,
            "seat_price": 100,
            "headcount": number,
        }

    rows = [seats(period, unit, 40) for period in ("2025-Q4", "2026-Q1", "2026-Q2") for unit in "AB"]
    rows += [seats("2025-Q4", "C", 40), seats("2026-Q1", "C", 40), seats("2026-Q2", "C", 3)]
    metric = METRICS["shelfware"]
    assert hidden_units(by_unit(book(adoption=rows, until="2026-Q1"), metric)) == set()
    assert hidden_units(by_unit(book(until="2026-Q2", since="2026-Q1"), metric)) == {"A", "C"}
    assert [row.state for row in over_time(book(units=["C"]), metric).rows] == ["ok", "ok", "suppressed"]


@pytest.mark.parametrize(
    "view", ["renewals", "decision_queue", "changes", "gates", "levels", "gate_rows", "level_flips"]
)
def test_how_people_are_divided_among_hidden_units_shows_nowhere_they_are_judged_by(book, view):
    def rows(people: dict[str, tuple[int, int]]) -> list[dict]:
        return [
            {
                "period": period,
                "business_unit": unit,
                "tool": "Lens",
                "headcount": number,
                "seats": 40,
                "active_users": active,
                "habitual_users": active - 1,
                "seat_price": 1000,
                "renewal_on": "2026-09-01",
            }
            for unit, (number, active) in people.items()
            for period in ("2026-Q1", "2026-Q2")
        ]

    shown = {"A": (12, 10), "C": (9, 8)}
    one = listing(book(adoption=rows({**shown, "B": (3, 1), "D": (6, 5)})), VIEWS[view]).frame
    other = listing(book(adoption=rows({**shown, "B": (2, 2), "D": (7, 4)})), VIEWS[view]).frame
    assert not one.empty
    frame = one.drop(columns=["version", "upload"], errors="ignore")
    assert frame.equals(other[frame.columns])


def test_money_leaves_out_what_few_people_use_and_says_so(book):
    """K57: of 40 seats of three people it is told when they renew, and nothing that follows from who uses them."""

    def rows(few: tuple[int, int], with_it: tuple[int, int]) -> list[dict]:
        return [
            {
                "period": "2026-Q2",
                "business_unit": unit,
                "tool": "Lens",
                "headcount": people,
                "seats": seats,
                "active_users": active,
                "seat_price": price,
                "renewal_on": "2026-09-01",
            }
            for unit, people, active, seats, price in (
                ("A", 240, 20, 200, 1440),
                ("Tiny", *few, 40, 1000),
                ("With it", *with_it, 30, 500),
            )
        ]

    for divided in (rows((3, 2), (9, 6)), rows((4, 1), (8, 7))):
        shown = book(adoption=divided)
        (row,) = total(shown, METRICS["shelfware"]).rows
        assert (row.value, row.left_out) == (64_800, 2)
        assert hidden_units(by_unit(shown, METRICS["shelfware"])) == {"Tiny", "With it"}
        renewals = listing(shown, VIEWS["renewals"]).frame.set_index("business_unit")
        assert renewals.loc["Tiny", ["seats", "reclaimable"]].isna().tolist() == [False, True]
