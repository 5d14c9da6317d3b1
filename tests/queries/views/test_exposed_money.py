"""Failure modes by unit: what they expose, each row of spend once."""

import pandas as pd

from queries import VIEWS, listing

QUARTER = {"period": "2026-Q1", "business_unit": "Retail"}
PILOT = {
    "reporting_on": "2026-03-31",
    "business_unit": "Retail",
    "initiative_id": "R1",
    "name": "Returns",
    "stage": "production",
    "production_on": "2025-07-01",
    "handoff_on": "2025-09-30",
    "built_by": "vendor",
}
TOOL = {
    "business_unit": "Retail",
    "initiative_id": "R1",
    "deployment_id": "D1",
    "name": "Returns",
    "status": "live",
    "built_by": "vendor",
    "maintained_by": "nobody",
    "period": "2026-Q1",
    "active_users": 5,
}
COHORT = {
    "reporting_on": "2026-03-31",
    "business_unit": "Retail",
    "cohort_id": "C1",
    "started_on": "2025-10-01",
    "trained": 200,
    "builders": 0,
}
BOTH = {"period": "2025-Q4", "business_unit": "Retail", "category": "training", "initiative_id": "R1", "amount": 100}
ALONE = {"period": "2025-Q4", "business_unit": "Retail", "category": "training", "amount": 30}
OTHER = {"period": "2026-Q1", "business_unit": "Legal", "category": "data", "amount": 870}


def cells(book, **options):
    frame = listing(book, VIEWS["exposed_money"]).frame
    return {
        (
            row.business_unit if pd.notna(row.business_unit) else None,
            row.detector if pd.notna(row.detector) else None,
        ): row
        for row in frame.itertuples()
    }


def test_a_row_that_two_failure_modes_expose_counts_once_in_the_totals(book):
    found = cells(book(pilots=[PILOT], deployments=[TOOL], training=[COHORT], spend=[BOTH, ALONE, OTHER]))
    assert found["Retail", "died_after_handoff"].exposed == 100
    assert found["Retail", "training_that_did_not_transfer"].exposed == 130
    assert found["Retail", None].exposed == found[None, None].exposed == 130
    assert (found["Retail", None].findings, found["Retail", None].severity) == (2, 3)


def test_spend_stands_beside_what_is_exposed(book):
    found = cells(book(pilots=[PILOT], deployments=[TOOL], training=[COHORT], spend=[BOTH, ALONE, OTHER]))
    assert (found["Retail", None].spent, found[None, None].spent) == (130, 1000)


def test_the_filter_of_units_filters_the_totals(book):
    rows = {"pilots": [PILOT], "deployments": [TOOL], "training": [COHORT], "spend": [BOTH, ALONE, OTHER]}
    found = cells(book(units=["Legal"], **rows))
    assert pd.isna(found[None, None].exposed)
    assert found[None, None].spent == 870


def test_findings_without_linked_money_are_findings(book):
    found = cells(book(pilots=[PILOT], deployments=[TOOL]))
    assert found["Retail", "died_after_handoff"].findings == 1
    assert pd.isna(found["Retail", "died_after_handoff"].exposed)


def test_the_rows_behind_it_say_where_they_stood(book):
    one = book(pilots=[PILOT], deployments=[TOOL], training=[COHORT], spend=[BOTH, OTHER])
    frame = listing(one, VIEWS["exposed_rows"]).frame
    assert sorted(frame["failure_mode"]) == ["died_after_handoff", "training_that_did_not_transfer"]
    assert set(frame["source_row"]) == {2}
    assert set(frame["amount"]) == {100}


def test_a_failure_mode_whose_column_nobody_filled_in_is_not_said_to_be_absent(book):
    """The Board says what Diagnosis says: advice alone, without a list of initiatives, cannot be judged."""
    advice = {"period": "2026-Q1", "business_unit": "Claims", "category": "consulting", "amount": 5, "vendor": "Hall"}
    made = book(spend=[advice])
    assert listing(made, VIEWS["exposed_money"]).frame["severity"].notna().sum() == 0
