"""Money is told in one sentence, and what is lacking is named."""

import datetime as dt

import pandas as pd

from components.text import money
from queries import METRICS, VIEWS, Answer, Listing, Row, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31), settings={"reporting_currency": "USD"})


def spent(amount: float | None) -> Answer:
    if amount is None:
        return Answer(METRICS["cost"], SCOPE, (), ("spend.amount",))
    return Answer(METRICS["cost"], SCOPE, (Row(None, None, amount, None, amount, None, None, None, "ok"),))


def returned(*risk_adjusted: float) -> Listing:
    missing = () if risk_adjusted else ("deployments.benefit_amount",)
    return Listing(VIEWS["value_tiers"], SCOPE, pd.DataFrame({"risk_adjusted": risk_adjusted}), missing)


def test_the_headline_says_what_was_spent_and_what_came_back():
    sentence = money.headline(spent(14_200_000), returned(1_000_000, 5_100_000))
    assert sentence == "We spent 14.2m; 5.1m came back, risk-adjusted: 36 cents on the dollar"
    assert money.missing_data(spent(14_200_000), returned(5_100_000)) == []


def test_without_benefits_only_the_spend_is_said():
    assert money.headline(spent(1000), returned()) == "We spent 1.0k; what came back has not been reported"
    assert "benefit_amount" in money.missing_data(spent(1000), returned())[0]


def test_without_spend_there_is_neither_cost_nor_return():
    assert money.headline(spent(None), returned()) == "No spend was uploaded, so cost and return cannot be computed"
    assert "spend sheet" in money.missing_data(spent(None), returned())[0]


def test_on_no_cost_and_on_refunds_there_is_no_return():
    assert money.headline(spent(0.0), returned(5.0)) == "What was spent nets to nothing, so there is no return on it"
    assert money.headline(spent(-5.0), returned(5.0)).startswith("Refunds exceed what was spent by 5, so")
    assert money.missing_data(spent(0.0), returned(5.0)) == []


def test_money_without_a_rate_is_named_by_currency():
    rows = pd.DataFrame(
        {"currency": ["EUR", "CHF", "CHF"], "amount_written": [5.0, 4000.0, 200.0], "sheet_rows": [1, 1, 2]}
    )
    sentence = money.left_out(Listing(VIEWS["money_without_rate"], SCOPE, rows))
    assert sentence.startswith("Not in these figures: 4 rows (CHF 4.2k and EUR 5)")
    assert money.left_out(Listing(VIEWS["money_without_rate"], SCOPE, rows.head(0))) == ""


def test_what_is_not_linked_cannot_be_called_unstranded():
    assert "not known" in money.unlinked_finding(["enabling", "unlinked"], 9.0)
    assert money.unlinked_finding(["enabling", "live"], 9.0) == ""
