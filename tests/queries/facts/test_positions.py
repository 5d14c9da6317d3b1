"""A unit's place is made of the parts that are known; those that are not drop out and are named."""

from collections.abc import Callable

import pytest

from queries import VIEWS, Book, listing

Make = Callable[..., Book]
SEATS = {"period": "2026-Q1", "business_unit": "Claims", "tool": "t", "active_users": 50}


def place(made: Book):
    return listing(made, VIEWS["positions"]).frame.iloc[0]


def test_a_part_that_is_not_known_drops_out_and_the_others_weigh_more(book: Make) -> None:
    found = place(book(adoption=[SEATS | {"habitual_users": 20, "workflows_redesigned": 2}]))
    assert found["ability"] == pytest.approx((0.5 * 0.4 + 0.3 * 0.4) / 0.8)
    assert found["ability_known"] == pytest.approx(0.8)
    assert list(found["left_out"])[:1] == ["survey"]


def test_no_part_is_worth_more_than_full_marks(book: Make) -> None:
    assert place(book(adoption=[SEATS | {"workflows_redesigned": 50}]))["ability"] == 1


def test_what_is_not_known_at_all_is_no_place(book: Make) -> None:
    assert place(book(adoption=[SEATS]))[["ability", "capacity"]].isna().all()


def test_a_hidden_survey_says_nothing_of_a_unit(book: Make) -> None:
    answers = {"period": "2026-Q1", "business_unit": "Claims", "responses": 4, "confidence_4_5": 2}
    made = book(adoption=[SEATS | {"habitual_users": 20}], survey=[answers])
    assert place(made)["ability"] == pytest.approx(0.4)
