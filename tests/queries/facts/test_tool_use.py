"""How many people use a tool: its last period, small groups hidden, months and quarters never added."""

from typing import Any

import pytest

from queries import METRICS, VIEWS, by_unit, listing, total


def use(
    unit: str, tool: str, headcount: int | None, active: int, period: str = "2026-Q1", **more: Any
) -> dict[str, Any]:
    named = {"period": period, "business_unit": unit, "tool": tool, "headcount": headcount, "active_users": active}
    return named | {"habitual_users": active // 2} | more


def hidden(made) -> set[tuple[str, str]]:
    rows = made.facts("tool_use").execute("select business_unit, tool from facts.tool_use where is_hidden").fetchall()
    return set(rows)


def test_a_tool_of_four_people_is_hidden_and_of_five_is_not(book):
    assert hidden(book(adoption=[use("A", "x", 4, 3)])) == {("A", "x")}


def test_a_tool_of_five_people_is_shown(book):
    assert not hidden(book(adoption=[use("A", "x", 5, 3)]))


def test_without_a_headcount_those_known_to_have_it_are_the_group(book):
    rows = [use("A", "x", None, 4), use("B", "x", None, 4, seats=6), use("C", "x", None, 9)]
    assert hidden(book(adoption=rows)) == {("A", "x"), ("B", "x")}  # B goes with A, for the sum would tell


def test_another_tool_of_the_unit_goes_with_a_small_one(book):
    rows = [use("A", "x", 3, 2), use("A", "y", 50, 9), use("A", "z", 80, 9), use("B", "x", 40, 9)]
    assert hidden(book(adoption=rows)) == {("A", "x"), ("A", "y")}


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ({"A": 12, "B": 3, "C": 9, "D": 6}, {"B", "D"}),
        ({"A": 12, "B": 3}, {"A", "B"}),
        ({"A": 12, "B": 2, "E": 2, "C": 9}, {"B", "E", "C"}),
        ({"A": 3}, {"A"}),
    ],
)
def test_k14_the_figures_and_the_rows_hide_the_same_units(book, people, expected):
    made = book(adoption=[use(unit, "x", number, number - 1) for unit, number in people.items()])
    assert {unit for unit, _ in hidden(made)} == expected
    for metric in ("habitual_share", "adoption_rate"):
        rows = by_unit(made, METRICS[metric]).rows
        assert {row.business_unit for row in rows if row.state == "suppressed"} == expected
    rows = listing(made, VIEWS["adoption_rows"]).frame.set_index("business_unit")
    assert (
        rows.loc[sorted(expected), ["headcount", "active_users", "habitual_users", "unused_seats"]]
        .isna()
        .all(axis=None)
    )
    assert (
        listing(made, VIEWS["tool_ladders"]).frame.set_index("business_unit")["remark"] == "hidden: too few people"
    ).sum() == len(expected)


def test_a_hidden_row_that_lacks_a_count_takes_the_others_out_of_its_total(book):
    """B is hidden with A; were A alone in the total, what is shown of C would give it away."""
    rows = [use("A", "x", 3, 2), use("B", "x", 6, 4, habitual_users=None), use("C", "x", 30, 10)]
    (row,) = total(book(adoption=rows), METRICS["habitual_share"]).rows
    assert (row.numerator, row.denominator) == (5, 10)


def test_active_users_are_those_of_the_last_month(book):
    rows = [use("A", "x", 50, active, f"2026-0{month}") for month, active in ((1, 30), (2, 20), (3, 11))]
    (row,) = total(book(adoption=rows), METRICS["habitual_share"]).rows
    assert (row.numerator, row.denominator) == (5, 11)


def test_use_in_a_month_and_use_in_a_quarter_are_never_added(book):
    rows = [use("A", "x", 50, 11, "2026-03"), use("B", "x", 50, 20), use("C", "x", 50, 30)]
    made = book(adoption=rows)
    (row,) = total(made, METRICS["adoption_rate"]).rows
    assert (row.numerator, row.denominator) == (50, 100)
    ladder = listing(made, VIEWS["ladder"]).frame
    assert (ladder["months"].iloc[0], ladder["other_grain"].iloc[0]) == (3, 1)


def test_as_many_months_as_quarters_count_the_months(book):
    (row,) = total(
        book(adoption=[use("A", "x", 50, 11, "2026-03"), use("B", "x", 50, 20)]), METRICS["adoption_rate"]
    ).rows
    assert (row.numerator, row.denominator) == (11, 50)
