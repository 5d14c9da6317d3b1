"""What would move a unit is said in what its gates count: so many more together, so many fewer alone."""

from collections.abc import Callable

from components.text import maturity_levels
from queries import VIEWS, Book, listing
from tests.queries.facts.test_gates import rows

Make = Callable[..., Book]


def flips(made: Book):
    return listing(made, VIEWS["level_flips"]).frame


def test_one_missed_gate_is_named_with_what_it_takes(book: Make) -> None:
    sentence = maturity_levels.flips_finding(flips(book(**rows(kept=1, training=True))))
    assert (
        sentence
        == "Claims is one gate from Builder: 1 more live tool kept inside; Claims falls to Consumer with 1 fewer redesigned workflow"
    )


def test_a_builder_falls_by_what_is_nearest_and_rises_no_more(book: Make) -> None:
    ((unit, level, rise, fall, chance),) = maturity_levels.level_changes(flips(book(**rows(kept=3, training=True))))
    assert (unit, level, rise) == ("Claims", "Builder", "no higher level")
    assert fall == "to Consumer, with 1 fewer redesigned workflow or to Consumer, with 1 fewer habitual user"
    assert (
        chance
        == "pilots with a KPI, live tools kept inside, tools alive after 90 days and training that led to building"
    )
    assert maturity_levels.flips_finding(flips(book(**rows(kept=3, training=True)))).startswith(
        "Claims falls to Consumer with 1 fewer"
    )


def test_a_consumer_hangs_by_nothing_but_use(book: Make) -> None:
    seats = {
        "period": "2026-Q1",
        "business_unit": "HR",
        "tool": "t",
        "seats": 40,
        "active_users": 9,
        "habitual_users": 2,
    }
    frame = flips(book(adoption=[seats]))
    ((_, level, rise, fall, _),) = maturity_levels.level_changes(frame)
    assert (level, fall) == ("Consumer", "")
    assert rise == (
        "to Integrator, with 11 more seats in use (or 22 seats given back), 2 more habitual users and what cannot be told "
        "without data on redesigned workflows, evidence or baselines and KPIs"
    )
    assert maturity_levels.flips_finding(frame) == "HR is at least 2 gates from its next level"


def test_the_return_takes_more_than_the_money_that_is_missing(book: Make) -> None:
    given = rows(kept=3, training=True)
    given["spend"][0]["amount"] = 10_000.0
    assert maturity_levels.flips_finding(flips(book(**given))).startswith(
        "Claims is one gate from Builder: over 3.7k more evidenced value"
    )


def test_what_the_next_level_waits_for_is_said_once_for_all_that_wait_for_it(book: Make) -> None:
    pilot = {"reporting_on": "2026-03-31", "initiative_id": "a", "name": "a", "stage": "pilot"}
    made = book(pilots=[pilot | {"business_unit": f"U{n}"} for n in range(5)])
    assert maturity_levels.missing_data(listing(made, VIEWS["path_to_next"])) == [
        "U0, U1, U2 and 2 others, to Consumer: not enough data, needs active users."
    ]


def test_figures_of_few_people_are_named_as_hidden(book: Make) -> None:
    given = rows(training=True)
    given["people"].append(
        {"business_unit": "HR", "period": "2026-Q1", "function": "f", "headcount": 3, "ai_builders": 1}
    )
    gates = listing(book(**given), VIEWS["gates"]).frame.set_index(["business_unit", "gate"])
    assert maturity_levels.measured_value(gates.loc[("Claims", "builders")], 5) == "hidden, few people"
