"""From what units spent to what their initiatives cost: every step is named, and nothing is left."""

from collections.abc import Callable

import pytest

from components.text import money as words
from queries import METRICS, VIEWS, Book, by_unit, listing
from tests.queries.views.test_budget import money

PILOT = {"reporting_on": "2026-03-31", "initiative_id": "x", "name": "x", "business_unit": "A", "stage": "pilot"}
RUN = {"period": "2026-Q1", "deployment_id": "d", "name": "d", "business_unit": "A", "status": "live", "run_cost": 5.0}


def test_spend_refunds_what_moved_and_running_costs_make_the_cost(book: Callable[..., Book]) -> None:
    rows = [money(100), money(-40), money(30, unit="IT", initiative_id="x"), money(7, unit="IT")]
    made = book(spend=[*rows, money(9, currency="GBP")], pilots=[PILOT], deployments=[RUN])
    found = listing(made, VIEWS["cost_bridge"])
    columns = [
        "paid",
        "refunded",
        "spent",
        "paid_for_others",
        "paid_by_others",
        "run_cost",
        "cost",
        "rows_without_rate",
    ]
    assert {row["business_unit"]: [row[name] for name in columns] for row in found.frame.to_dict("records")} == {
        "A": [100, 40, 60, 0, 30, 5, 95, 1],
        "IT": [37, 0, 37, 30, 0, 0, 7, 0],
    }
    assert words.bridged(found) == (
        "Spent 97 (40 of refunds taken off), plus 5 running costs beside the spend sheet, is a cost of 102 USD, "
        "from the beginning; 1 row without a rate in neither."
    )
    assert words.bridged(listing(book(units=["IT"]), VIEWS["cost_bridge"])) == (
        "Spent 37, less 30 for initiatives of other units, is a cost of 7 USD, from the beginning."
    )
    assert words.bridged(listing(book(units=["A"]), VIEWS["cost_bridge"])).startswith(
        "Spent 60 (40 of refunds taken off), plus 5 running costs beside the spend sheet, plus 30 that others paid for "
        "initiatives of these units, is a cost of 95 USD"
    )


def test_where_spend_is_the_cost_nothing_is_bridged(book: Callable[..., Book]) -> None:
    assert words.bridged(listing(book(spend=[money(100)]), VIEWS["cost_bridge"])) == ""


def test_on_the_sample_every_unit_s_steps_come_to_its_cost(sample_book: Book) -> None:
    frame = listing(sample_book, VIEWS["cost_bridge"]).frame
    steps = frame["spent"] - frame["paid_for_others"] + frame["paid_by_others"] + frame["run_cost"]
    assert steps.tolist() == pytest.approx(frame["cost"].tolist())
    costs = {row.business_unit: row.value for row in by_unit(sample_book, METRICS["cost"]).rows}
    assert dict(zip(frame["business_unit"], frame["cost"], strict=True)) == pytest.approx(costs)
