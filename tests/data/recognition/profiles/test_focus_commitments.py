"""FOCUS contract commitments: a promise of a span is a budget of its months."""

import pandas as pd
import pytest

from tests.data.recognition.profiles.conftest import accounted, rows

HEADER = (
    "ContractCommitmentId,ContractCommitmentType,ContractCommitmentCost,ContractCommitmentPeriodStart,"
    "ContractCommitmentPeriodEnd,BillingCurrency"
)


def test_the_real_commitments_add_up_over_their_months(prepared, real_files):
    file = real_files / "focus/focus_sample_contractcommitment_aws.EXCERPT.csv"
    read = prepared(file)
    asked = pd.read_csv(file)
    assert accounted(read, "spend") == (2, 2, 0)
    made = pd.DataFrame(rows(read, "spend"))
    assert set(made.basis) == {"budget"}
    for _, commitment in asked.iterrows():
        mine = made[made.note.str.endswith(commitment.ContractCommitmentId)]
        assert (len(mine), mine.amount.sum()) == (13, pytest.approx(commitment.ContractCommitmentCost, abs=0.005))


def test_a_month_has_the_share_of_its_days_and_the_end_is_not_in_the_span(prepared):
    read = prepared("c.csv", HEADER, "C1,Spend,590,2026-01-01T00:00:00Z,2026-03-01T00:00:00Z,EUR")
    assert [(row["period_start"].month, row["amount"], row["currency"]) for row in rows(read, "spend")] == [
        (1, 310, "EUR"),
        (2, 280, "EUR"),
    ]


@pytest.mark.parametrize("span", ["2026-01-01,2026-01-01", "2026-01-01,", "2026-01-01,2037-01-01"])
def test_a_span_that_is_none_is_left_out(prepared, span):
    read = prepared("c.csv", HEADER, "C1,Spend,31,2026-01-01,2026-02-01,USD", f"C2,Spend,590,{span},USD")
    assert accounted(read, "spend") == (2, 1, 1)


def test_it_is_said_that_a_commitment_is_not_for_ai_alone(prepared):
    read = prepared("c.csv", HEADER, "C1,Spend,31,2026-01-01,2026-02-01,USD")
    assert "not AI alone" in next(problem.says for problem in read.problems if problem.rule == "export_remark")
