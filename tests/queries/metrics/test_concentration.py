"""Where the money rests: the five dearest, the Gini coefficient, spend per use case; what holds up, who gets beyond proof."""

from typing import Any

import pytest

from queries import METRICS, Answer, by_unit, total

ON = "2026-03-31"


def row(number: str, stage: str = "pilot", unit: str = "Claims", **more: Any) -> dict[str, Any]:
    return {
        "reporting_on": ON,
        "business_unit": unit,
        "initiative_id": number,
        "name": number,
        "stage": stage,
    } | more


def cost(
    amount: float, number: str | None = None, unit: str = "Claims", period: str = "2026-Q1", **more: Any
) -> dict[str, Any]:
    return {
        "period": period,
        "business_unit": unit,
        "category": "data",
        "amount": amount,
        "initiative_id": number,
    } | more


def costs(*amounts: float, unit: str = "Claims") -> dict[str, list[dict[str, Any]]]:
    """A use case for each amount, that has cost it."""
    ids = [f"{unit}{at}" for at in range(len(amounts))]
    return {
        "pilots": [row(name, unit=unit) for name in ids],
        "spend": [cost(amount, name, unit) for amount, name in zip(amounts, ids, strict=True)],
    }


def value(answer: Answer) -> float | None:
    return answer.last.value if answer.last else None


def test_k18_the_gini_of_one_one_one_one_and_sixteen_is_six_tenths(book):
    assert value(total(book(**costs(1, 1, 1, 1, 16)), METRICS["spend_concentration"])) == pytest.approx(0.6)


@pytest.mark.parametrize(("amounts", "expected"), [((5, 5, 5), 0.0), ((0, 7), None), ((7,), None), ((), None)])
def test_equal_costs_are_not_concentrated_and_one_alone_cannot_be(
    book, amounts: tuple[float, ...], expected: float | None
):
    made = book(**costs(*amounts)) if amounts else book(pilots=[row("a")], spend=[cost(3, "unknown")])
    assert value(total(made, METRICS["spend_concentration"])) == expected


def test_the_five_dearest_are_of_all_that_is_linked_to_initiatives(book):
    made = costs(1, 2, 3, 4, 5, 6)
    made["spend"] += [cost(100), cost(50, "nobody's"), cost(9, "Claims0", basis="budget")]
    last = total(book(**made), METRICS["top_five_share_of_spend"]).last
    assert (last.numerator, last.denominator) == (20, 21)


def test_of_five_initiatives_the_five_dearest_say_nothing(book):
    assert value(total(book(**costs(1, 2, 3, 4, 5)), METRICS["top_five_share_of_spend"])) is None


def test_the_totals_five_are_not_the_sum_of_the_units_five(book):
    ours, theirs = costs(*[1] * 6), costs(*[10] * 6, unit="HR")
    made = book(pilots=ours["pilots"] + theirs["pilots"], spend=ours["spend"] + theirs["spend"])
    assert total(made, METRICS["top_five_share_of_spend"]).last.numerator == 50
    units = {one.business_unit: one.numerator for one in by_unit(made, METRICS["top_five_share_of_spend"]).rows}
    assert units == {"Claims": 5, "HR": 50}
    only = book(units=["Claims"])
    assert total(only, METRICS["top_five_share_of_spend"]).last.denominator == 6
    assert value(total(only, METRICS["spend_concentration"])) == 0


def test_a_use_case_whose_money_came_back_does_not_count(book):
    made = costs(1, 1, 1, 1, 16, 3)
    made["spend"].append(cost(-5, "Claims5"))
    assert value(total(book(**made), METRICS["spend_concentration"])) == pytest.approx(0.6)


def test_spend_per_use_case_is_a_years_spend_by_those_that_are_active(book):
    pilots = [row("a"), row("b", "scaled"), row("c", "stopped"), row("d", "idea")]
    spend = [
        cost(30, "a"),
        cost(50),
        cost(20, period="2025-Q2"),
        cost(900, period="2025-Q1"),
        cost(70, basis="forecast"),
    ]
    last = total(book(pilots=pilots, spend=spend), METRICS["spend_per_active_use_case"]).last
    assert (last.numerator, last.denominator, last.value) == (100, 2, 50)


def test_without_an_active_use_case_there_is_no_spend_per_use_case(book):
    made = book(pilots=[row("c", "stopped")], spend=[cost(30)])
    assert total(made, METRICS["spend_per_active_use_case"]).last.state == "insufficient"


def test_a_barriers_share_is_of_the_stuck_and_stopped_that_name_any(book):
    old = {"started_on": "2024-01-01"}
    rows = [
        row("stuck", barrier=["mlops", "cost"], **old),
        row("stopped", "stopped", stopped_on="2025-01-01", barrier=["data_quality", "mlops", "mlops"], **old),
        row("silent", "stopped", stopped_on="2025-01-01", **old),
        row("fine", started_on="2026-03-01", barrier=["sponsorship"]),
        row("reached", "stopped", production_on="2024-06-01", stopped_on="2025-01-01", barrier=["sponsorship"], **old),
    ]
    made = book(pilots=rows)
    shares = {
        name: (one.numerator, one.denominator, one.state)
        for name in ("mlops", "data_quality", "sponsorship")
        for one in total(made, METRICS[f"barrier_share_{name}"]).rows
    }
    assert shares == {"mlops": (2, 2, "few"), "data_quality": (1, 2, "few"), "sponsorship": (0, 2, "few")}


def test_where_nothing_names_a_barrier_no_share_is_given(book):
    rows = [row("fine", started_on="2026-03-01", barrier=["cost"])]
    assert total(book(pilots=rows), METRICS["barrier_share_mlops"]).rows == ()


def test_units_beyond_the_proof_have_evidenced_value_from_production(book):
    def live(number: str, unit: str, evidence: str, amount: float = 10.0) -> dict[str, Any]:
        return {
            "period": "2026-Q1",
            "deployment_id": number,
            "name": number,
            "business_unit": unit,
            "status": "live",
            "initiative_id": number,
            "benefit_amount": amount,
            "benefit_kind": "cash_releasing",
            "benefit_evidence": evidence,
        }

    rows = [
        row("c", "production", "Claims"),
        row("h", "production", "HR"),
        row("l", "pilot", "Legal"),
        row("r", "production", "Retail"),
        row("i", "idea", "Finance"),
    ]
    tools = [
        live("c", "Claims", "baseline"),
        live("h", "HR", "self_reported"),
        live("l", "Legal", "baseline"),
        live("r", "Retail", "baseline", -5.0),
    ]
    last = total(book(pilots=rows, deployments=tools), METRICS["beyond_poc_capability"]).last
    assert (last.numerator, last.denominator, last.n, last.low) == (1, 4, 4, None)
