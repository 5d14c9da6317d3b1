"""Groups of few people stay hidden, with enough others that they cannot be worked out."""

import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from queries import Book

Make = Callable[..., Book]
K = 5


def answers(
    groups: Mapping[str, int], agreeing: Callable[[int], int] = lambda number: number // 2
) -> list[dict[str, Any]]:
    return [
        {"period": "2026-Q1", "business_unit": unit, "responses": number, "confidence_4_5": agreeing(number)}
        for unit, number in groups.items()
    ]


def hidden(made: Book) -> set[str]:
    return {
        unit
        for (unit,) in made.facts("survey").execute("select business_unit from facts.survey where is_hidden").fetchall()
    }


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({"A": 12, "B": 3, "C": 9, "D": 6}, {"B", "D"}),
        ({"A": 12, "B": 3}, {"A", "B"}),
        ({"A": 12, "B": 2, "E": 2, "C": 9}, {"B", "E", "C"}),
        ({"A": 3}, {"A"}),
        ({"A": 5, "B": 5}, set()),
    ],
)
def test_k14_small_groups_are_hidden_with_others(book: Make, groups: dict[str, int], expected: set[str]) -> None:
    assert hidden(book(survey=answers(groups))) == expected


def test_a_filter_changes_nothing_of_what_is_hidden(book: Make) -> None:
    assert hidden(book(survey=answers({"A": 12, "B": 3, "C": 9, "D": 6}), units=["A", "B"])) == {"B", "D"}


@pytest.mark.parametrize("agreeing", [0, 12])
def test_a_group_that_answered_alike_is_hidden(book: Make, agreeing: int) -> None:
    rows = [*answers({"A": 12}, lambda number: agreeing), *answers({"B": 20, "C": 30})]
    assert hidden(book(survey=rows)) == {"A", "B"}


def test_one_answer_agrees_from_4_and_an_average_says_nothing_of_how_many_agree(book: Make) -> None:
    single = [{"period": "2026-Q1", "business_unit": "A", "confidence": score} for score in (5, 4, 3, 4, 1, 2)]
    grouped = {"period": "2026-Q1", "business_unit": "B", "confidence": 4.2, "responses": 8}
    found = (
        book(survey=[*single, grouped])
        .facts("survey")
        .execute("select business_unit, answers, judged, agreeing, mean_score from facts.survey order by 1")
        .fetchall()
    )
    assert found == [("A", 6, 6, 3, pytest.approx(19 / 6)), ("B", 8, None, None, pytest.approx(4.2))]


def test_in_random_tables_nothing_hidden_follows_from_the_total(book: Make) -> None:
    chance = random.Random(14)
    tables = [{f"U{number}": chance.randint(1, 15) for number in range(chance.randint(1, 6))} for _ in range(200)]
    rows = [
        row | {"period": f"{1950 + at // 4}-Q{at % 4 + 1}"}
        for at, table in enumerate(tables)
        for row in answers(table, lambda number: (number + 1) // 2)
    ]
    found = (
        book(survey=rows)
        .facts("survey")
        .execute(
            "select period, count(*) filter (is_hidden), sum(answers) filter (is_hidden), count(*), sum(answers),"
            " bool_or(answers < 5 and not is_hidden) from facts.survey group by period"
        )
        .fetchall()
    )
    assert len(found) == 200
    for _, groups, people, every, total, shows_small in found:
        assert not shows_small
        assert groups == 0 or groups == every or (groups >= 2 and people >= K)
        assert not (groups == every and total >= K) or people >= K


def test_a_function_of_few_people_is_hidden_with_another(book: Make) -> None:
    people = [
        {"period": "2026-Q1", "business_unit": "A", "function": name, "headcount": number, "ai_builders": 1}
        for name, number in (("Legal", 3), ("Audit", 8), ("Claims", 90))
    ]
    found = book(people=people).facts("people").execute("select function from facts.people where is_hidden order by 1")
    assert found.fetchall() == [("Audit",), ("Legal",)]
