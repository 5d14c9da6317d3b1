"""Advice that nobody carried out."""

import pytest

from queries import DETECTORS, listing

ADVICE = {
    "period": "2025-Q1",
    "business_unit": "Finance",
    "category": "consulting",
    "amount": 500,
    "vendor": "Hall",
    "delivered_on": "2025-03-31",
}
PILOT = {
    "reporting_on": "2026-03-31",
    "business_unit": "Finance",
    "initiative_id": "F1",
    "name": "Close",
    "stage": "pilot",
    "started_on": "2025-05-01",
}


@pytest.mark.parametrize(("day", "severity"), [("2025-03-31", 3), ("2025-04-01", 0)])
def test_unlinked_advice_is_judged_after_twelve_months(book, found, day, severity):
    last = {"period": "2026-Q1", "business_unit": "Finance", "category": "data", "amount": 1}
    ((found_severity, _, _),) = found(
        book(spend=[ADVICE | {"delivered_on": day}, last], pilots=[PILOT]), "deck_nobody_implemented"
    ).values()
    assert found_severity == severity


@pytest.mark.parametrize(
    ("stage", "severity"), [("pilot", 3), ("stopped", 3), ("proven", 0), ("production", 0), ("unknown", None)]
)
def test_advice_is_carried_out_where_something_went_past_pilot(book, found, stage, severity):
    advice = ADVICE | {"initiative_id": "F1"}
    answers = found(book(spend=[advice], pilots=[PILOT | {"stage": stage}]), "deck_nobody_implemented")
    assert answers["Hall 2025-03-31"][0] == severity


def test_what_once_went_past_pilot_and_was_stopped_carried_the_advice_out(book, found):
    stopped = PILOT | {"stage": "stopped", "proven_on": "2025-09-01", "stopped_on": "2025-12-01"}
    answers = found(book(spend=[ADVICE | {"initiative_id": "F1"}], pilots=[stopped]), "deck_nobody_implemented")
    assert answers["Hall 2025-03-31"][0] == 0


def test_all_payments_for_one_piece_of_advice_are_exposed(book, found):
    rows = [
        ADVICE,
        ADVICE | {"period": "2025-Q2", "amount": 250},
        ADVICE | {"amount": 30, "delivered_on": "2026-02-01"},
        {"period": "2026-Q1", "business_unit": "Finance", "category": "data", "amount": 5},
    ]
    answers = found(book(spend=rows, pilots=[PILOT]), "deck_nobody_implemented")
    assert {name: exposed for name, (_, exposed, _) in answers.items()} == {
        "Hall 2025-03-31": 750,
        "Hall 2026-02-01": None,
    }


def test_without_a_delivery_date_the_first_payment_is_taken(book, found):
    rows = [
        ADVICE | {"delivered_on": None},
        {"period": "2026-Q1", "business_unit": "Finance", "category": "data", "amount": 5},
    ]
    severity, _, evidence = found(book(spend=rows, pilots=[PILOT]), "deck_nobody_implemented")["Hall"]
    assert severity == 3
    assert evidence.startswith("First paid for by 31 March 2025")


def test_nobody_knows_what_was_carried_out_without_a_list_of_initiatives(book):
    assert listing(book(spend=[ADVICE]), DETECTORS["deck_nobody_implemented"]).missing == ("pilots.stage",)
