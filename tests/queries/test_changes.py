"""Rose, fell and unchanged: decided once, on both sides of each boundary, of the units that reported both quarters."""

import pytest

from queries import METRICS, change, listing
from queries.catalogue import VIEWS
from queries.changes import reporting
from queries.scope import cursor

SETTINGS = {"materiality": "0.05", "change_floor": "0.01"}
PILOT = {"business_unit": "Claims", "stage": "pilot", "started_on": "2025-09-10"}
LIVE = {"stage": "production", "production_on": "2025-10-01"}


def decided(book, now, before, floor=0.0):
    made = cursor(book.connection, book.scope)
    return made.execute(
        "select change_of(cast($1 as double), cast($2 as double), cast($3 as double))", [now, before, floor]
    ).fetchone()[0]


@pytest.fixture
def any_book(book):
    return book(spend=[{"period": "2026-Q1", "business_unit": "A", "category": "data", "amount": 1.0}])


@pytest.mark.parametrize(
    ("before", "now", "floor", "kind"),
    [
        (-10, -100, 0, "fell"),
        (-100, -50, 0, "rose"),
        (-50, -80, 0, "fell"),
        (-100_000, -99_999, 0, "unchanged"),
        (1, 2, 10, "unchanged"),
        (0, 50, 10, "rose"),
        (100, 105, 0, "unchanged"),
        (100, 105.001, 0, "rose"),
        (100, 95, 0, "unchanged"),
        (100, 94.999, 0, "fell"),
        (100, 110, 10, "unchanged"),
        (100, 110.001, 10, "rose"),
        (-50, 50, 10, "rose"),
        (None, 50, 10, "appeared"),
        (None, 10, 10, "unchanged"),
        (50, None, 10, "ended"),
        (50, 0, 10, "fell"),
        (None, None, 0, "not known"),
    ],
)
def test_money_moved_beyond_materiality_and_beyond_the_floor(any_book, before, now, floor, kind):
    """K55, and what lies on either side of each limit."""
    assert decided(any_book, now, before, floor) == kind


def test_the_floor_is_a_share_of_what_was_spent(any_book, book):
    floor = "select change_floor(1000), change_floor(-1000), change_floor(null)"
    assert cursor(any_book.connection, any_book.scope).execute(floor).fetchone() == (10, 10, 0)
    other = book(settings={"change_floor": "0.5"})
    assert cursor(other.connection, other.scope).execute(floor).fetchone() == (500, 500, 0)


def test_shares_move_where_their_intervals_lie_apart_and_full_counts_wherever_they_differ(any_book):
    def of_share(*values):
        casts = ", ".join(f"cast(${place} as double)" for place in range(1, 7))
        made = cursor(any_book.connection, any_book.scope)
        return made.execute(f"select change_of_share({casts})", list(values)).fetchone()[0]

    assert of_share(0.6, 0.5, 0.7, 0.4, 0.3, 0.5) == "within chance"
    assert of_share(0.6, 0.51, 0.7, 0.4, 0.3, 0.5) == "rose"
    assert of_share(0.4, 0.3, 0.5, 0.6, 0.51, 0.7) == "fell"
    assert of_share(0.25, None, None, 0.6, None, None) == "fell"
    assert of_share(0.6, 0.5, 0.7, 0.6, 0.5, 0.7) == "unchanged"
    assert of_share(None, None, None, 0.6, None, None) == "not known"


def test_k55_case_12_the_net_fell_again_and_is_not_rising(book):
    spend = [
        {"period": period, "business_unit": "A", "category": "data", "amount": amount}
        for period, amount in (("2025-Q1", 10_000), ("2025-Q2", 90_000), ("2025-Q3", 1), ("2025-Q4", 30_000))
    ]
    tool = {
        "period": "2025-Q3",
        "business_unit": "A",
        "deployment_id": "d",
        "name": "T",
        "status": "live",
        "benefit_amount": 50_001,
        "benefit_kind": "cash_releasing",
        "benefit_evidence": "finance_confirmed",
        "confirmed_by": "x",
        "confirmed_on": "2025-09-30",
        "budget_line": "b",
    }
    frame = listing(book(spend=spend, deployments=[tool]), VIEWS["j_curve"]).frame
    assert frame["net_to_date"].tolist() == [-10_000, -100_000, -50_000, -80_000]
    assert frame["change"].tolist()[1:] == ["fell", "rose", "fell"]


def seats(unit: str, quarter: str, active: int, paid: int = 100) -> dict[str, object]:
    return {"period": quarter, "business_unit": unit, "tool": "Desk", "seats": paid, "active_users": active}


def test_k56_only_units_that_reported_both_quarters_are_compared(book):
    """A stays at 60 of 100; B, new, makes it 35 % of all, which is no fall of A."""
    history = [seats("A", quarter, 60) for quarter in ("2025-Q3", "2025-Q4", "2026-Q1")]
    lens = [seats("B", "2025-Q3", 10) | {"tool": "Lens"}]  # so that B's first quarter with seats is no grace period
    found = book(adoption=[*history, *lens, seats("B", "2026-Q1", 10) | {"tool": "Lens"}])
    moved = change(found, METRICS["seat_utilisation"])
    assert (moved.kind, moved.now.value, moved.before.value, moved.new, moved.units) == (
        "unchanged",
        0.6,
        0.6,
        ("B",),
        2,
    )


def test_k56_a_unit_that_reported_nothing_is_neither_nought_nor_as_before(book):
    rows = [seats(unit, quarter, 60) for unit in "AB" for quarter in ("2025-Q3", "2025-Q4")]
    moved = change(book(adoption=[*rows, seats("A", "2026-Q1", 80)]), METRICS["seat_utilisation"])
    assert (moved.kind, moved.now.value, moved.before.value, moved.silent) == ("rose", 0.8, 0.6, ("B",))


def pilots(day: str, live: int, of: int) -> list[dict[str, object]]:
    return [
        PILOT
        | {"reporting_on": day, "initiative_id": f"I{number}", "name": f"Case {number}"}
        | (LIVE if number < live else {})
        for number in range(of)
    ]


def test_case_2_what_no_list_covers_is_not_known(book):
    money = [
        {"period": quarter, "business_unit": "Claims", "category": "licences", "amount": 1000.0}
        for quarter in ("2025-Q3", "2025-Q4", "2026-Q1")
    ]
    lists = [*pilots("2025-09-30", 0, 3), *pilots("2025-12-31", 0, 3)]
    found = book(pilots=lists, spend=money)
    moved = change(found, METRICS["live_share"])
    assert (moved.kind, moved.unlisted) == ("not known", ("pilots",))
    assert reporting(found, "pilots") == (0, 1)
    moved = change(book(pilots=pilots("2026-01-01", 0, 3)), METRICS["live_share"])
    assert (moved.kind, moved.unlisted) == ("unchanged", ())


def test_case_3_a_rate_is_compared_as_a_rate(book):
    moved = change(book(pilots=[*pilots("2025-12-31", 3, 5), *pilots("2026-03-31", 3, 12)]), METRICS["live_share"])
    assert (moved.kind, moved.now.value, moved.before.value) == ("fell", 0.25, 0.6)
    assert moved.now.denominator - moved.before.denominator == 7


def test_without_a_quarter_before_there_is_no_change(book):
    assert not change(book(pilots=pilots("2026-03-31", 3, 5)), METRICS["live_share"]).since


def test_few_people_are_in_no_comparison(book):
    rows = [
        {
            "period": quarter,
            "business_unit": unit,
            "tool": "Desk",
            "headcount": people,
            "active_users": people,
            "habitual_users": habit,
        }
        for quarter in ("2025-Q4", "2026-Q1")
        for unit, people, habit in (("A", 12, 6), ("B", 3, 2), ("C", 9, 3), ("D", 20, 10))
    ]
    moved = change(book(adoption=rows), METRICS["habitual_share"])
    assert (moved.hidden, moved.now.denominator) == (2, 32)
