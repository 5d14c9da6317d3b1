"""An initiative that changes unit is one: the last unit's, from its beginning; the id of two units is two."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, by_unit, listing, total

Make = Callable[..., Book]
Q1, Q2, Q3 = "2026-03-31", "2026-06-30", "2026-09-30"


def listed(on: str, unit: str, number: str = "I1", stage: str = "pilot", **more: Any) -> dict[str, Any]:
    named = {"reporting_on": on, "business_unit": unit, "initiative_id": number, "name": f"No {number}", "stage": stage}
    return named | {"started_on": "2026-01-05"} | more


def spent(unit: str, amount: float, period: str = "2026-Q1", number: str | None = "I1") -> dict[str, Any]:
    return {"business_unit": unit, "period": period, "category": "data", "amount": amount, "initiative_id": number}


BROUGHT = {
    "period": "2026-Q3",
    "business_unit": "B",
    "deployment_id": "d",
    "name": "d",
    "initiative_id": "I1",
    "status": "live",
    "benefit_amount": 450.0,
    "benefit_kind": "cash_releasing",
    "benefit_evidence": "finance_confirmed",
    "confirmed_by": "CFO",
    "confirmed_on": "2026-09-30",
    "budget_line": "4711",
}
MOVED = [
    listed(Q1, "A"),
    listed(Q1, "A", "I2"),
    listed(Q2, "A"),
    listed(Q2, "A", "I2"),
    listed(Q3, "A", "I2"),
    listed(Q3, "B", stage="production", production_on="2026-07-01"),
]
"""I1 goes from A's lists to B's; I2 stays."""


def roi(made: Book) -> dict[str | None, float | None]:
    rows = (*by_unit(made, METRICS["roi_evidenced"]).rows, *total(made, METRICS["roi_evidenced"]).rows)
    return {row.business_unit: row.value for row in rows}


def test_until_it_moves_it_is_the_first_unit_s_and_then_the_last_s_from_the_beginning(book: Make) -> None:
    """K25."""
    rows = {"pilots": MOVED, "spend": [spent("A", 100)], "deployments": [BROUGHT]}
    assert roi(book(**rows, until="2026-Q2")) == {"A": -1, None: -1}
    assert roi(book(until="2026-Q3")) == {"B": pytest.approx(3.5), None: pytest.approx(3.5)}


def test_it_is_one_start_that_neither_vanished_nor_is_new(book: Make) -> None:
    made = book(pilots=MOVED, spend=[spent("A", 100)])
    found = listing(made, VIEWS["initiative_rows"]).frame.set_index("initiative_id")
    assert found["business_unit"].to_dict() == {"I1": "B", "I2": "A"}
    assert not found["is_vanished"].any()
    assert found.loc["I1", "start_quarter"] == "2026-Q1"
    assert listing(made, VIEWS["gone_from_list"]).frame.empty


def test_who_paid_stays_who_paid_and_the_bridge_says_what_moved(book: Make) -> None:
    made = book(pilots=MOVED, spend=[spent("A", 100)])
    bridge = listing(made, VIEWS["cost_bridge"]).frame.set_index("business_unit")
    assert bridge.loc["A", ["spent", "paid_for_others", "cost"]].tolist() == [100, 100, 0]
    assert bridge.loc["B", ["spent", "paid_by_others", "cost"]].tolist() == [0, 100, 100]


def test_case_13_the_whole_history_of_what_moved_is_the_last_units(book: Make) -> None:
    rows = [listed(Q1, "A"), listed(Q1, "A", "I2"), listed(Q2, "A", "I2"), listed(Q2, "B", stage="production")]
    controlled = BROUGHT | {"period": "2026-Q2", "benefit_amount": 500_000.0, "benefit_evidence": "controlled"}
    money = [spent("A", 100_000), spent("B", 1_000, "2026-Q2", None)]
    made = book(pilots=rows, spend=money, deployments=[controlled])
    assert roi(made)["B"] == pytest.approx(3.4554455)
    assert total(made, METRICS["documented_value"]).last.value == 0


def test_the_id_of_two_lists_of_one_date_is_two_initiatives(book: Make) -> None:
    """K26: a row means its own unit's; a third unit's means neither."""
    rows = [listed(Q1, "A"), listed(Q1, "B")]
    made = book(pilots=rows, spend=[spent("A", 10), spent("B", 20), spent("C", 100)])
    money = listing(made, VIEWS["initiative_money_rows"]).frame
    assert money.set_index("business_unit")["cost"].to_dict() == {"A": 10, "B": 20}
    positions = listing(made, VIEWS["money_positions"]).frame.groupby("position")["amount"].sum()
    assert positions["unlinked"] == 100


@pytest.mark.parametrize(
    "lists",
    [
        [listed(Q1, "A"), listed(Q2, "B")],
        [listed(Q1, "A"), listed(Q2, "A", "I2"), listed(Q2, "B", name="Another")],
        [listed(Q1, "A"), listed(Q2, "B"), listed(Q3, "A")],
    ],
    ids=["the first unit has sent no list since", "the name is another", "the first unit lists it again"],
)
def test_what_only_shares_an_id_has_not_moved(book: Make, lists: list[dict[str, Any]]) -> None:
    assert len(listing(book(pilots=lists), VIEWS["initiative_rows"]).frame) == len(
        {row["initiative_id"] + row["business_unit"] for row in lists}
    )


def test_a_setting_says_that_it_is_another_one(book: Make) -> None:
    made = book(pilots=MOVED, settings={"separate_initiatives": "P7;i1"})
    found = listing(made, VIEWS["initiative_rows"]).frame
    assert sorted(found.loc[found["initiative_id"] == "I1", "business_unit"]) == ["A", "B"]


def test_it_may_move_twice(book: Make) -> None:
    lists = [listed(Q1, "A"), listed(Q1, "A", "I2"), listed(Q2, "A", "I2"), listed(Q2, "B"), listed(Q2, "B", "I3")]
    lists += [listed(Q3, "B", "I3"), listed(Q3, "C")]
    found = listing(book(pilots=lists), VIEWS["initiative_rows"]).frame
    assert found.loc[found["initiative_id"] == "I1", "business_unit"].tolist() == ["C"]
