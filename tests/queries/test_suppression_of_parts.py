"""A figure over some rows of a hidden pair but not all gives nobody away: hidden rows are added all together or not at all."""

import pytest

from queries import METRICS, VIEWS, by_unit, listing, total


def use(unit: str, tool: str, people: int, seats: int, active: int, period: str = "2026-Q3") -> dict:
    return {
        "period": period,
        "business_unit": unit,
        "tool": tool,
        "headcount": people,
        "seats": seats,
        "ever_active": active,
        "active_users": active,
        "habitual_users": active // 2,
        "seat_price": 120,
    }


def function(unit: str, name: str, people: int, builders: int, left: int | None = None) -> dict:
    return {
        "period": "2026-Q3",
        "business_unit": unit,
        "function": name,
        "headcount": people,
        "ai_builders": builders,
        "builders_left": left,
    }


def cohort(unit: str, name: str, trained: int, completed: int | None, started_on: str) -> dict:
    return {
        "reporting_on": "2026-09-30",
        "business_unit": unit,
        "cohort_id": name,
        "trained": trained,
        "completed": completed,
        "builders": trained // 10,
        "hours_per_person": 10,
        "started_on": started_on,
    }


def of_unit(book, metric: str, unit: str = "A"):
    return {row.business_unit: row for row in by_unit(book, METRICS[metric]).rows}.get(unit)


def test_unused_seats_of_a_unit_of_few_people_are_in_no_sum_that_would_tell_them(book):
    rows = [use("A", "X", 3, 3, 1), use("B", "X", 50, 40, 20), use("C", "X", 60, 50, 10)]
    shelfware = {
        units: list(listing(book(adoption=rows, units=list(units)), VIEWS["unused_seats"]).frame["shelfware"])
        for units in (("A",), ("A", "B"), ("A", "C"), ("C",))
    }
    assert shelfware == {("A",): [], ("A", "B"): [], ("A", "C"): [1200], ("C",): [1200]}


def test_unused_seats_of_few_people_are_hidden_where_they_are_all_there_is(book):
    alone = book(adoption=[use("A", "X", 3, 3, 1)])
    assert listing(alone, VIEWS["unused_seats"]).frame.empty


def test_three_months_of_three_people_are_three_people(book):
    months = ("2026-07", "2026-08", "2026-09")
    alone = book(adoption=[use("A", "X", 3, 3, 1, period) for period in months])
    assert total(alone, METRICS["shelfware"]).rows[0].state == "suppressed"


def test_where_the_money_is_gives_no_unit_of_few_users_away(book):
    spend = [{"period": "2026-Q3", "business_unit": "A", "category": "licences", "amount": 1000}]
    rows = [use("A", "X", 3, 3, 1), use("B", "X", 50, 40, 20), use("C", "X", 60, 50, 10)]
    assert (
        listing(book(adoption=rows, spend=spend, units=["A"]), VIEWS["money_positions"]).frame["shelfware"].isna().all()
    )


@pytest.mark.parametrize(
    ("metric", "numerator"), [("shelfware", (150 - 80) * 120 / 4), ("seat_utilisation", 80), ("adoption_rate", 80)]
)
def test_a_hidden_tool_is_left_out_where_its_companion_is_in_its_first_quarter(book, metric, numerator):
    """Of small S, new G and large L, S is hidden with G: what counts S and L but not G would tell S, for L is shown."""
    known = [use("A", "L", 200, 150, 80, "2026-Q2"), use("A", "S", 3, 3, 1, "2026-Q2")]
    now = [use("A", "L", 200, 150, 80), use("A", "S", 3, 3, 1), use("A", "G", 100, 90, 40)]
    assert of_unit(book(adoption=known + now, since="2026-Q3"), metric).numerator == numerator


@pytest.mark.parametrize("metric", ["cost_per_active_user", "cost_per_habitual_user"])
def test_a_hidden_tool_is_left_out_where_its_companion_has_no_price(book, metric):
    rows = [use("A", "L", 200, 150, 80), use("A", "S", 3, 3, 2), use("A", "G", 100, 90, 40) | {"seat_price": None}]
    assert (
        of_unit(book(adoption=rows), metric).denominator
        == {"cost_per_active_user": 80, "cost_per_habitual_user": 40}[metric]
    )


def test_a_hidden_function_is_left_out_where_its_companion_does_not_say_how_many_left(book):
    """f2 is hidden with f3: left and staying of f1 and f2 together, less f1, would say how many of f2 can build."""
    some = [function("A", "f1", 100, 10, 1), function("A", "f2", 3, 2, 0), function("A", "f3", 50, 4)]
    every = [*some[:2], function("A", "f3", 50, 4, 1)]
    share = [of_unit(book(people=rows), "builders_left_share") for rows in (some, every)]
    assert [(row.numerator, row.denominator) for row in share] == [(1, 11), (2, 18)]


def test_a_small_cohort_that_is_hidden_alone_is_in_no_sum_with_those_shown(book):
    """The young cohort has none of its age to hide with: completions and hours of both, less the old one's, would tell it."""
    old = cohort("A", "old", 100, 90, "2026-01-05")
    small = book(training=[old, cohort("A", "young", 3, 2, "2026-09-01")])
    assert of_unit(small, "training_completions").numerator == 90
    assert of_unit(small, "opportunity_cost").numerator == 100 * 10 * 60


def test_small_cohorts_that_are_hidden_together_are_added_together(book):
    old = cohort("A", "old", 100, 90, "2026-01-05")
    young = [cohort("A", "young", 3, 2, "2026-09-01"), cohort("A", "younger", 20, 15, "2026-09-02")]
    pair = book(training=[old, *young])
    assert of_unit(pair, "training_completions").numerator == 107
    assert of_unit(pair, "opportunity_cost").numerator == 123 * 10 * 60


def test_small_cohorts_of_which_one_is_silent_are_left_out_of_what_it_does_not_say(book):
    old = cohort("A", "old", 100, 90, "2026-01-05")
    young = [cohort("A", "young", 3, 2, "2026-09-01"), cohort("A", "younger", 20, None, "2026-09-02")]
    assert of_unit(book(training=[old, *young]), "training_completions").numerator == 90
