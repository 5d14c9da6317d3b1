"""Confidence, clarity, skill, permission: fewer than half agree, beyond chance."""

import pytest

GAPS = ("confidence", "clarity", "skill", "permission")
COST = [
    {"period": "2026-Q1", "business_unit": "Claims", "category": "licences", "amount": 40},
    {"period": "2025-Q1", "business_unit": "Claims", "category": "licences", "amount": 900},
]


def survey(gap, agreeing, answers=100, **more):
    return {
        "period": "2026-Q1",
        "business_unit": "Claims",
        gap: 3.0,
        f"{gap}_4_5": agreeing,
        "responses": answers,
    } | more


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize(("agreeing", "severity"), [(40, 2), (41, 1), (49, 1), (50, 0)])
def test_40_of_100_is_below_half_beyond_chance_and_41_only_seems_so(book, found, gap, agreeing, severity):
    assert found(book(survey=[survey(gap, agreeing)]), f"{gap}_gap")["Claims"][0] == severity


def test_single_answers_are_counted(book, found):
    rows = [{"period": "2026-Q1", "business_unit": "Claims", "skill": score} for score in [4.0] * 3 + [3.0] * 17]
    assert found(book(survey=rows), "skill_gap")["Claims"] == (2, None, "3 of 20 (15 %) answered 4 or 5 in 2026-Q1")


def test_averages_alone_give_no_share(book, found):
    assert found(book(survey=[survey("skill", None)]), "skill_gap")["Claims"][0] is None


@pytest.mark.parametrize(("agreeing", "answers"), [(1, 4), (0, 30)])
def test_small_and_unanimous_groups_stay_hidden(book, found, agreeing, answers):
    severity, exposed, evidence = found(book(survey=[survey("skill", agreeing, answers)], spend=COST), "skill_gap")[
        "Claims"
    ]
    assert (severity, exposed) == (None, None)
    assert str(agreeing) not in evidence


def test_the_last_four_quarters_of_access_are_exposed(book, found):
    assert found(book(survey=[survey("clarity", 20)], spend=COST), "clarity_gap")["Claims"][1] == 40
