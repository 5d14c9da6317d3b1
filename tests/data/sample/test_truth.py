"""What the sample hides is there to be found: each entry of the truth is checked against the rows, by hand, without SQL."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from data.sample import truth
from data.sample.quarters import NEXT, QUARTERS, along
from data.sample.sheets import rows
from data.sample.stories import initiatives, units

LAST = QUARTERS[-1]
BY_ID = {initiative.id: initiative for initiative in initiatives()}
Row = dict[str, Any]


def sample_rows(dataset: str, quarters: Iterable[str] = ()) -> list[Row]:
    wanted = set(quarters) or {quarter.label for quarter in QUARTERS}
    return [dict(row) for quarter in QUARTERS if quarter.label in wanted for row in rows(quarter).get(dataset, ())]


def now(dataset: str) -> list[Row]:
    return sample_rows(dataset, [LAST.label])


def listed(name: str) -> Row:
    return next(row for row in now("pilots") if row["initiative_id"] == name)


def fires(detector: str) -> set[str]:
    return set(truth.HIDDEN[detector].fires)


def active(*, when: Any) -> set[str]:
    return {name for name in truth.active() if when(listed(name))}


def live() -> set[str]:
    return {row["initiative_id"] for row in now("deployments") if row["status"] in ("live", "degraded")} - {None}


def test_there_are_six_units_sixty_initiatives_and_about_fourteen_millions() -> None:
    rates = {(rate["currency"], rate["period"]): rate["per_reporting_unit"] for rate in now("rates")}
    spent = [row for row in sample_rows("spend") if row.get("basis") is None and row.get("currency") != "CHF"]
    dollars = sum(row["amount"] / rates.get((row.get("currency"), row["period"]), 1.0) for row in spent)
    assert tuple(unit.name for unit in units()) == truth.UNITS
    assert len(BY_ID) == len(initiatives()) == 60
    assert 13.2e6 < dollars < 14.2e6
    assert {row.get("currency") for row in sample_rows("spend")} == {None, "EUR", "GBP", "CHF"}


def test_every_name_of_the_truth_is_there() -> None:
    cohorts = {row["cohort_id"] for row in now("training")}
    tools = {row["deployment_id"] for row in now("deployments")}
    known = {*truth.UNITS, *BY_ID, *cohorts, *tools}
    for hidden in truth.HIDDEN.values():
        assert {*hidden.fires, *hidden.quiet, *hidden.signs} <= known
        assert not {*hidden.fires} & {*hidden.quiet}
    assert {name for names in truth.ALSO_THERE.values() for name in names} <= known


def test_spend_without_output() -> None:
    def utilisation(unit: str) -> float:
        seats = [row for row in now("adoption") if row["business_unit"] == unit]
        return sum(min(row["active_users"], row["seats"]) for row in seats) / sum(row["seats"] for row in seats)

    assert {unit for unit in truth.UNITS if utilisation(unit) < 0.35} == fires("spend_without_output")
    renewals = [row["renewal_on"] for row in now("adoption") if row["business_unit"] in ("Retail", "HR")]
    assert any(LAST.end < day <= dt.date(2027, 3, 31) for day in renewals)


def test_a_deck_nobody_implemented() -> None:
    advice = [row for row in sample_rows("spend") if row["category"] == "consulting" and row.get("delivered_on")]
    old = [row for row in advice if row["delivered_on"] <= dt.date(2025, 9, 30)]
    idle = [row for row in old if row["initiative_id"] is None or listed(row["initiative_id"])["stage"] == "pilot"]
    assert {row["business_unit"] for row in idle} == fires("deck_nobody_implemented")
    assert {row["amount"] for row in idle} == {500_000.0, 380_000.0}


def test_tools_that_died_after_handoff_lost_their_users_within_ninety_days() -> None:
    died = set()
    for initiative in initiatives():
        if "handoff" in initiative.dates:
            left = initiative.dates["handoff"]
            users = {
                quarter.end: row["active_users"]
                for quarter in QUARTERS
                for row in rows(quarter).get("deployments", ())
                if row["initiative_id"] == initiative.id
            }
            peak = max(users.values())
            if any(left <= day <= left + dt.timedelta(days=90) and count < 0.2 * peak for day, count in users.items()):
                died.add(initiative.id)
    assert died == fires("died_after_handoff")


def test_training_that_did_not_transfer() -> None:
    judged = [row for row in now("training") if row["trained"] >= 20 and row["started_on"] <= dt.date(2026, 7, 2)]
    poor = {row["business_unit"]: row["trained"] for row in judged if row["builders"] / row["trained"] < 0.05}
    assert {unit for unit, trained in poor.items() if trained >= 73} == fires("training_that_did_not_transfer")
    assert {unit for unit, trained in poor.items() if trained < 73} == set(
        truth.HIDDEN["training_that_did_not_transfer"].signs
    )


def test_governance_without_builders() -> None:
    idle = {row["business_unit"] for row in now("people") if row["ai_leaders"] and not row["ai_builders"]}
    shipped = {BY_ID[name].unit for name in live() if BY_ID[name].dates["production"] > dt.date(2026, 3, 31)}
    assert idle - shipped == fires("governance_without_builders")


def test_the_patterns() -> None:
    def baseline_before_start(row: Row) -> bool:
        return bool(row.get("kpi_baseline_on")) and row["kpi_baseline_on"] < row["started_on"]

    generic = active(when=lambda row: row["scope_kind"] == "generic_capability" and not row.get("kpi"))
    assert generic == fires("use_case_trap")
    assert active(when=lambda row: row.get("data_ready") is False) | {"RT-06"} == fires("data_readiness_illusion")
    assert "data_quality" in listed("RT-06")["barrier"]
    assert active(when=lambda row: row.get("workflow_embedded") is False) == fires("workflow_gap")
    governed = ("governance_reviewed", "audit_logged", "access_controlled")
    assert active(when=lambda row: any(row.get(flag) is False for flag in governed)) == fires("governance_vacuum")
    running = live() & set(truth.active())
    assert {name for name in running if not baseline_before_start(listed(name))} == fires("measurement_mirage")


def test_beside_the_work_means_few_of_those_it_was_meant_for_use_it() -> None:
    for row in now("deployments"):
        if row["initiative_id"] in fires("workflow_gap"):
            assert row["active_users"] / row["intended_users"] < 0.2


@pytest.mark.parametrize("gap", ["confidence", "clarity", "skill", "permission"])
def test_each_human_gap_is_in_one_unit_and_wide(gap: str) -> None:
    shares = {}
    for unit in truth.UNITS:
        answers = [row for row in now("survey") if row["business_unit"] == unit]
        high = sum(row.get(f"{gap}_4_5") or float(row[gap] >= 4 and "responses" not in row) for row in answers)
        shares[unit] = high / sum(row.get("responses") or 1 for row in answers)
    assert {unit for unit, share in shares.items() if share < 0.35} == fires(f"{gap}_gap")
    assert {unit for unit, share in shares.items() if share > 0.5} == set(truth.HIDDEN[f"{gap}_gap"].quiet)


def test_the_execution_gaps() -> None:
    assert active(when=lambda row: row.get("monitoring_in_place") is False) == fires("mlops_gap")
    assert active(when=lambda row: row.get("production_path") is False) == fires("mlops_gap")
    assert active(when=lambda row: "data_quality" in (row["barrier"] or "")) == fires("data_quality_gap")
    assert active(when=lambda row: row["sponsor"] is None) == fires("sponsorship_gap")
    assert active(when=lambda row: row["owner"] is None) == fires("ownership_gap")
    aimless = active(when=lambda row: row.get("kpi") is None or row["business_owner"] is None)
    assert aimless == fires("misaligned_success")


def also(story: str) -> set[str]:
    (names,) = [names for described, names in truth.ALSO_THERE.items() if described.startswith(story)]
    return set(names)


def test_initiatives_vanish_pause_stop_cheaply_and_start_before_their_units_first_list() -> None:
    ever = {row["initiative_id"] for row in sample_rows("pilots")}
    assert ever - {row["initiative_id"] for row in now("pilots")} == also("vanished")
    assert {row["initiative_id"] for row in now("pilots") if row["paused"]} == also("paused")
    days = {
        name: (it.dates["stopped"] - it.dates["started"]).days
        for name, it in BY_ID.items()
        if {"stopped", "started"} <= set(it.dates)
    }
    assert {name for name, open_for in days.items() if open_for <= 180} == also("cheap stops")
    first = {unit.name: next(quarter for quarter in QUARTERS if quarter.label == unit.first_list) for unit in units()}
    early = {name for name, it in BY_ID.items() if it.dates.get("started", LAST.end) < first[it.unit].start}
    assert early <= also("started before") == early | {"CL-01", "CL-07"}


def test_dates_are_missing_where_stages_must_be_inferred() -> None:
    assert also("stages without dates") == {
        row["initiative_id"]
        for row in now("pilots")
        if row["started_on"] and row["stage"] in ("proven", "approved", "production", "stopped")
        if not any(row[f"{name}_on"] for name in ("proven", "approved", "production", "stopped"))
    }
    missing = {row["initiative_id"] for row in now("pilots") if row["stage"] == "pilot" and not row["started_on"]}
    assert missing == also("no start date")


def test_one_benefit_is_claimed_twice_and_one_confirmation_lacks_its_name() -> None:
    claims = [row for row in now("deployments") if row["benefit_group"] == "INV-1"]
    assert {row["initiative_id"] or row["deployment_id"] for row in claims} == also("one benefit")
    nameless = [
        row["initiative_id"]
        for row in now("deployments")
        if row["benefit_evidence"] == "finance_confirmed" and not row["confirmed_by"]
    ]
    assert set(nameless) == also("finance_confirmed")


def test_the_slow_bloomer_pays_late_and_the_non_starter_never() -> None:
    def benefit(name: str, quarter: str) -> float:
        return sum(
            row["benefit_amount"] for row in sample_rows("deployments", [quarter]) if row["initiative_id"] == name
        )

    assert (
        benefit("CL-05", "2025-Q4") == 0 < benefit("CL-05", "2026-Q1") < 10_000 < 40_000 < benefit("CL-05", "2026-Q3")
    )
    assert benefit("RT-05", "2026-Q3") < 2_000
    assert benefit("FI-02", "2026-Q3") < 0


def test_the_five_builds_of_the_team_each_take_fewer_days() -> None:
    days = [
        (BY_ID[name].dates["production"] - BY_ID[name].dates["started"]).days
        for name in ("CL-01", "CL-02", "CL-03", "CL-05", "CL-06")
    ]
    assert days == [240, 170, 110, 75, 48]


def test_a_group_of_three_answers_stands_among_larger_ones() -> None:
    groups: dict[str, float] = {}
    for row in sample_rows("survey", ["2026-Q1"]):
        groups[row["business_unit"]] = groups.get(row["business_unit"], 0) + (row.get("responses") or 1)
    assert {unit for unit, answers in groups.items() if answers < 5} == also("a survey group of three")


def test_rates_are_known_for_every_quarter_that_needs_one() -> None:
    rates = {(row["currency"], row["period"]) for row in now("rates")}
    assert rates == {(currency, quarter.label) for currency in ("EUR", "GBP") for quarter in (*QUARTERS, NEXT)}
    assert along({"2023-Q4": 0.93, "2024-Q3": 0.91}, "2023-Q4") == 0.93
