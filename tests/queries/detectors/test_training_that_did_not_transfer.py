"""Training that taught what AI is, and not how to build with it."""

import pytest

COHORT = {
    "reporting_on": "2026-03-31",
    "business_unit": "HR",
    "cohort_id": "C1",
    "started_on": "2025-10-01",
    "trained": 200,
    "builders": 3,
}
COURSE = {"business_unit": "HR", "category": "training", "amount": 50}


@pytest.mark.parametrize(
    ("trained", "builders", "severity"),
    [(73, 0, 2), (72, 0, 1), (200, 3, 2), (20, 0, 1), (19, 0, None), (100, 5, 0), (100, 4, 1)],
)
def test_a_zero_is_a_finding_from_73_trained_and_a_sign_below(book, found, trained, builders, severity):
    cohort = COHORT | {"trained": trained, "builders": builders}
    assert found(book(training=[cohort]), "training_that_did_not_transfer")["C1"][0] == severity


@pytest.mark.parametrize(("started", "severity"), [("2025-12-31", 2), ("2026-01-01", None)])
def test_a_cohort_is_judged_after_ninety_days(book, found, started, severity):
    answers = found(book(training=[COHORT | {"started_on": started}]), "training_that_did_not_transfer")
    assert answers["C1"][0] == severity


def test_not_knowing_the_builders_is_not_knowing(book, found):
    rows = [COHORT | {"builders": None}, COHORT | {"cohort_id": "C2"}]
    answers = found(book(training=rows), "training_that_did_not_transfer")
    assert answers["C1"] == (None, None, "Not known: how many shipped a working tool")


def test_training_belongs_to_the_last_cohort_that_had_started(book, found):
    second = COHORT | {"cohort_id": "C2", "started_on": "2026-01-01"}
    spend = [COURSE | {"period": quarter} for quarter in ("2025-Q3", "2025-Q4", "2026-Q1")]
    severity, exposed, _ = found(book(training=[COHORT, second], spend=spend), "training_that_did_not_transfer")["C1"]
    assert (severity, exposed) == (3, 50)
