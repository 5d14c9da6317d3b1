"""What a benefit counts for, by its evidence and its group."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from components.text import money
from queries import METRICS, VIEWS, Book, by_unit, listing, total

CONFIRMED = {"confirmed_by": "Controller", "confirmed_on": "2026-03-01", "budget_line": "4711"}
_ids = iter(range(1_000_000))


def claim(evidence: str | None, amount: float | None, **more: Any) -> dict[str, Any]:
    named = {"period": "2026-Q1", "business_unit": "Claims", "deployment_id": f"d{next(_ids)}", "name": "tool"}
    return named | {"status": "live", "benefit_evidence": evidence, "benefit_amount": amount} | more


def tiers(book: Book) -> tuple[float | None, ...]:
    """Claimed, risk-adjusted and evidenced value."""
    found = [total(book, METRICS[name]).rows for name in ("claimed_value", "risk_adjusted_value", "evidenced_value")]
    return tuple(rows[0].value if rows else None for rows in found)


K1 = [
    claim("finance_confirmed", 100_000, **CONFIRMED),
    claim("baseline", 200_000),
    claim("self_reported", 500_000),
    claim("modelled", None, hours_saved=1000.0),
]


def test_three_tiers(book: Callable[..., Book]) -> None:
    """K1: 830 claimed, 352 risk-adjusted, 240 evidenced (thousands)."""
    assert tiers(book(deployments=K1)) == (830_000, 352_000, 240_000)


def test_return_on_investment_at_three_tiers(book: Callable[..., Book]) -> None:
    """K1: of a cost of 400, 1.075, -0.12 and -0.40."""
    spend = [{"period": "2026-Q1", "business_unit": "Claims", "category": "data", "amount": 400_000.0}]
    made = book(deployments=K1, spend=spend)
    found = [total(made, METRICS[f"roi_{tier}"]).rows[0].value for tier in ("claimed", "risk_adjusted", "evidenced")]
    assert found == pytest.approx([1.075, -0.12, -0.40])


def named(made: Book, *metrics: str) -> list[float | None]:
    return [total(made, METRICS[metric]).rows[0].value for metric in metrics]


TIERS = ("claimed_value", "risk_adjusted_value", "evidenced_value", "confirmed_value")


def test_k1_what_finance_confirmed_is_a_tier_of_its_own(book: Callable[..., Book]) -> None:
    """K1: confirmed 100 thousand; of a cost of 400, a return of -0.75."""
    spend = [{"period": "2026-Q1", "business_unit": "Claims", "category": "data", "amount": 400_000.0}]
    assert named(book(deployments=K1, spend=spend), "confirmed_value", "roi_confirmed") == [100_000, -0.75]


def test_k20_a_negative_benefit_is_a_loss_in_every_tier(book: Callable[..., Book]) -> None:
    made = book(deployments=[*K1, claim("self_reported", -300_000.0)])
    assert named(made, *TIERS) == [530_000, 52_000, -60_000, -200_000]


def test_k21_without_a_budget_line_finance_confirmed_nothing(book: Callable[..., Book]) -> None:
    rows = [K1[0] | {"budget_line": None}, *K1[1:]]
    assert named(book(deployments=rows), *TIERS) == [830_000, 322_000, 210_000, 0]


def test_in_random_rows_the_tiers_never_change_places(book: Callable[..., Book]) -> None:
    """Each row a unit of its own beside their sum: confirmed <= evidenced <= risk-adjusted <= claimed; documented between."""
    chance, evidence = random.Random(11), ["finance_confirmed", "controlled", "baseline", "modelled", "self_reported"]
    rows = [
        claim(
            chance.choice(evidence),
            float(chance.randrange(-100, 100)),
            business_unit=f"unit {chance.randrange(60)}",
            evidence_ref=chance.choice([None, "SharePoint 12"]),
            **chance.choice([{}, CONFIRMED]),
        )
        for _ in range(300)
    ]
    made = book(deployments=rows)
    ladder = ("confirmed_value", "documented_value", "evidenced_value", "risk_adjusted_value", "claimed_value")
    units = [{row.business_unit: row.value for row in by_unit(made, METRICS[metric]).rows} for metric in ladder]
    for unit in units[0]:
        values = [found[unit] for found in units]
        assert values == pytest.approx(sorted(values)), unit


INITIATIVE = {"reporting_on": "2026-03-31", "business_unit": "Claims", "initiative_id": "I1", "name": "x"}
WATCHED = INITIATIVE | {"stage": "production", "production_on": "2026-01-10"}


@pytest.mark.parametrize(
    ("evidence", "row", "pilot", "documented"),
    [
        ("finance_confirmed", CONFIRMED, {}, 100),
        ("controlled", {}, {"control_group": True, "control_baseline": 4.0, "control_current": 3.0}, 90),
        ("controlled", {}, {"control_group": True, "control_baseline": 4.0}, 0),
        ("controlled", {"evidence_ref": "a report"}, {}, 90),
        ("controlled", {"evidence_ref": " "}, {}, 0),
        ("baseline", {}, {"kpi_baseline": 4.0, "kpi_baseline_on": "2026-01-09"}, 70),
        ("baseline", {}, {"kpi_baseline": 4.0, "kpi_baseline_on": "2026-01-10"}, 0),
        ("baseline", {"went_live_on": "2026-01-11"}, {"kpi_baseline": 4.0, "kpi_baseline_on": "2026-01-10"}, 70),
        ("baseline", {"minutes_before": 9.0, "minutes_after": 4.0}, {}, 70),
        ("baseline", {"minutes_before": 9.0}, {}, 0),
        ("modelled", {"evidence_ref": "a model"}, {}, 0),
    ],
)
def test_of_the_evidenced_that_is_documented_which_shows_its_papers(
    book: Callable[..., Book], evidence: str, row: dict[str, Any], pilot: dict[str, Any], documented: float
) -> None:
    made = book(deployments=[claim(evidence, 100.0, initiative_id="I1", **row)], pilots=[WATCHED | pilot])
    assert named(made, "documented_value") == [pytest.approx(documented)]


def test_without_cost_there_is_no_return_on_it(book: Callable[..., Book]) -> None:
    spend = [{"period": "2026-Q1", "business_unit": "Claims", "category": "data", "amount": 0.0}]
    (row,) = total(book(deployments=K1, spend=spend), METRICS["roi_claimed"]).rows
    assert (row.value, row.state) == (None, "insufficient")


@pytest.mark.parametrize("lacking", list(CONFIRMED))
def test_what_finance_confirmed_without_saying_who_when_and_where_counts_as_baseline(
    book: Callable[..., Book], lacking: str
) -> None:
    assert tiers(book(deployments=[claim("finance_confirmed", 100.0, **CONFIRMED | {lacking: None})])) == (100, 70, 70)


def test_blank_evidence_is_self_reported(book: Callable[..., Book]) -> None:
    assert tiers(book(deployments=[claim(None, 100.0)])) == (100, 20, 0)


def test_qualitative_is_never_money(book: Callable[..., Book]) -> None:
    assert tiers(book(deployments=[claim("baseline", 100.0, benefit_kind="qualitative"), claim("baseline", 10.0)])) == (
        10,
        7,
        7,
    )


def test_a_negative_benefit_counts_whole_at_every_tier(book: Callable[..., Book]) -> None:
    assert tiers(book(deployments=[claim("self_reported", -50.0), claim("baseline", 100.0)])) == (50, 20, 20)


def test_of_a_group_only_the_strongest_evidence_counts_before_any_filter(book: Callable[..., Book]) -> None:
    rows = [
        claim("modelled", 900.0, benefit_group="G"),
        claim("controlled", 100.0, benefit_group="g ", business_unit="HR"),
    ]
    assert tiers(book(deployments=rows)) == (100, 90, 90)
    assert tiers(book(units=["HR"])) == (100, 90, 90)
    assert tiers(book(units=["Claims"]))[0] == 0


def test_of_equal_evidence_the_smaller_claim_counts(book: Callable[..., Book]) -> None:
    rows = [claim("baseline", 300.0, benefit_group="G"), claim("baseline", 200.0, benefit_group="G")]
    assert tiers(book(deployments=rows))[0] == 200


def test_a_group_is_judged_period_by_period(book: Callable[..., Book]) -> None:
    rows = [
        claim("baseline", 1.0, benefit_group="G", period="2026-01"),
        claim("modelled", 10.0, benefit_group="G", period="2026-01"),
        claim("modelled", 100.0, benefit_group="G", period="2026-02"),
        claim("baseline", 1000.0, benefit_group="G", period="2026-02"),
    ]
    assert tiers(book(deployments=rows))[0] == 1001


def test_where_months_meet_a_quarter_the_stronger_claimant_counts_whole(book: Callable[..., Book]) -> None:
    monthly = [
        claim("baseline", 10.0, benefit_group="G", period=f"2026-0{month}", deployment_id="m") for month in (1, 2, 3)
    ]
    assert tiers(book(deployments=[*monthly, claim("modelled", 25.0, benefit_group="G")]))[0] == 30


def test_hours_of_a_tool_count_once_where_a_deployment_already_claims_them(book: Callable[..., Book]) -> None:
    hours = {"period": "2026-Q1", "business_unit": "Claims", "tool": "Desk", "hours_saved": 100.0}
    assert tiers(book(adoption=[hours])) == (3000, 600, 0)
    assert tiers(book(deployments=[claim("modelled", None, tool="desk ", hours_saved=10.0)]))[0] == 300


def test_cash_is_apart_from_soft(book: Callable[..., Book]) -> None:
    kinds = ("cash_releasing", "revenue", "cost_avoided", "productivity", None)
    made = book(deployments=[claim("baseline", 100.0, benefit_kind=kind) for kind in kinds])
    (row,) = total(made, METRICS["soft_share_of_value"]).rows
    assert row.value == pytest.approx(3 / 5)


def test_evidenced_never_exceeds_risk_adjusted_nor_that_claimed(book: Callable[..., Book]) -> None:
    evidence = ("finance_confirmed", "controlled", "baseline", "modelled", "self_reported")
    rows = [claim(one, amount, **CONFIRMED) for one in evidence for amount in (40.0, -7.0)]
    claimed, adjusted, evidenced = tiers(book(deployments=rows))
    assert claimed is not None
    assert adjusted is not None
    assert evidenced is not None
    assert evidenced <= adjusted <= claimed


def test_an_hour_costs_what_its_function_s_rate_says_and_else_the_rate_of_all(book: Callable[..., Book]) -> None:
    rows = [
        claim("baseline", None, hours_saved=10.0, function="Legal (EU) + tax"),
        claim("baseline", None, hours_saved=10.0, function="legal"),
        claim("baseline", None, hours_saved=10.0),
    ]
    rates = {"hour_rates": "Legal 100; Legal (EU) + tax 120", "realisation": "1"}
    assert total(book(deployments=rows, settings=rates), METRICS["claimed_value"]).rows[0].value == 1200 + 1000 + 600


@pytest.mark.parametrize(
    ("costs", "cost", "is_told"),
    [
        ((100.0, 100.0), 100, False),
        ((100.0, None), 100, False),
        ((100.0, 60.0), 160, True),
        ((100.0, 60.0, 60.0), 160, True),
    ],
)
def test_k28_equal_running_costs_of_a_tool_and_period_count_once(
    book: Callable[..., Book], costs: tuple[float | None, ...], cost: float, is_told: bool
) -> None:
    kinds = ("cash_releasing", "productivity", "revenue")
    rows = [
        claim(None, 500.0, deployment_id="d1", benefit_kind=kind, run_cost=run_cost)
        for kind, run_cost in zip(kinds, costs, strict=False)
    ]
    spend = [{"period": "2026-Q1", "business_unit": "Claims", "category": "data", "amount": 1.0}]
    made = book(deployments=rows, spend=spend)
    assert total(made, METRICS["cost"]).rows[0].value == 1 + cost
    assert total(made, METRICS["claimed_value"]).rows[0].value == 500 * len(costs)
    added = listing(made, VIEWS["run_costs_added"])
    assert added.frame["run_cost"].tolist() == ([160] if is_told else [])
    assert money.added_run_costs(added) == (
        "Different running costs stand on several rows of one period for d1 of Claims: they are added, 160 USD in all. "
        "Equal ones count once."
        if is_told
        else ""
    )


def test_equal_running_costs_of_two_months_two_tools_or_two_units_are_several(book: Callable[..., Book]) -> None:
    rows = [
        claim(None, 1.0, deployment_id="d1", run_cost=100.0, period="2026-01"),
        claim(None, 1.0, deployment_id="d1", run_cost=100.0, period="2026-02"),
        claim(None, 1.0, deployment_id="d2", run_cost=100.0, period="2026-02"),
        claim(None, 1.0, deployment_id="d1", run_cost=100.0, period="2026-02", business_unit="HR"),
    ]
    spend = [{"period": "2026-Q1", "business_unit": "Claims", "category": "data", "amount": 1.0}]
    made = book(deployments=rows, spend=spend)
    assert total(made, METRICS["cost"]).rows[0].value == 401
    assert listing(made, VIEWS["run_costs_added"]).frame.empty


def test_an_initiative_s_running_cost_is_counted_once_and_by_the_row_that_names_it(book: Callable[..., Book]) -> None:
    pilot = {"reporting_on": "2026-03-31", "initiative_id": "i", "name": "i", "business_unit": "Claims"}
    rows = [
        claim(None, 1.0, deployment_id="d1", benefit_kind="revenue", run_cost=100.0),
        claim(None, 1.0, deployment_id="d1", benefit_kind="productivity", run_cost=100.0, initiative_id="i"),
    ]
    made = book(deployments=rows, pilots=[pilot | {"stage": "production"}])
    found = made.facts("initiative_money").execute("select run_cost from facts.initiative_money").fetchall()
    assert found == [(100.0,)]


def test_k22_ten_points_of_a_weight_move_the_return_by_a_tenth_of_what_rests_on_it(book: Callable[..., Book]) -> None:
    """K22."""
    spend = [{"period": "2026-Q1", "business_unit": "Claims", "category": "data", "amount": 400_000.0}]
    made = book(deployments=[*K1, claim("self_reported", -300_000)], spend=spend)
    found = listing(made, VIEWS["weights"]).frame.set_index("evidence")
    assert found["value_by_ten_points"].to_dict() == pytest.approx(
        {"baseline": 20_000, "modelled": 3_000, "self_reported": 50_000}
    )
    assert found["return_by_ten_points"].to_dict() == pytest.approx(
        {"baseline": 0.05, "modelled": 0.0075, "self_reported": 0.125}
    )
    hours = ["hours", "hours_in_full", "from_hours", "from_hours_weighed"]
    assert found.loc["modelled", hours].tolist() == pytest.approx([1000, 60_000, 30_000, 12_000])


def test_k22_what_must_be_true_to_break_even(book: Callable[..., Book]) -> None:
    spend = [{"period": "2026-Q1", "business_unit": "Claims", "category": "data", "amount": 400_000.0}]
    assert named(book(deployments=K1, spend=spend), "break_even_factor") == pytest.approx([0.481928])
