"""Time to output: what it takes now against before, weighed by outputs; and which workflows are anchors."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import BENCHMARKS, METRICS, VIEWS, Book, by_unit, listing, over_time, total
from queries.benchmarks import compare

Make = Callable[..., Book]


def tool(name: str, before: float | None, after: float | None, outputs: float | None, **more: Any) -> dict[str, Any]:
    row = {"period": "2026-Q1", "business_unit": "Claims", "deployment_id": name, "name": name, "status": "live"}
    return row | {"minutes_before": before, "minutes_after": after, "outputs": outputs} | more


def cut(made: Book) -> Any:
    return total(made, METRICS["time_to_output_reduction"]).last


def test_the_cut_is_weighed_by_outputs_and_never_an_average_of_averages(book: Make) -> None:
    row = cut(book(deployments=[tool("a", 10, 1, 100), tool("b", 60, 60, 50)]))
    assert (row.numerator, row.denominator) == (900, 4000)
    assert row.value == pytest.approx(0.225)  # the average of 90 % and 0 % would be 45 %


def test_each_unit_has_its_own_cut(book: Make) -> None:
    made = book(deployments=[tool("a", 10, 5, 10), tool("b", 10, 8, 10, business_unit="HR")])
    found = {row.business_unit: row.value for row in by_unit(made, METRICS["time_to_output_reduction"]).rows}
    assert found == {"Claims": pytest.approx(0.5), "HR": pytest.approx(0.2)}


def test_only_the_last_quarter_a_tool_states_counts_and_its_months_add_up(book: Make) -> None:
    rows = [
        tool("a", 10, 9, 999, period="2025-Q4"),
        tool("a", 10, 4, 10, period="2026-01"),
        tool("a", 10, 2, 30, period="2026-02"),
        tool("a", None, None, None, period="2026-Q2"),
    ]
    assert cut(book(deployments=rows)).numerator == 300


def test_work_repeated_for_a_second_benefit_counts_once_and_other_work_is_added(book: Make) -> None:
    same = [tool("a", 10, 5, 20, benefit_kind=kind) for kind in ("cash_releasing", "cost_avoided")]
    assert cut(book(deployments=[*same, tool("a", 30, 15, 20, benefit_kind="revenue")])).denominator == 800


def test_what_takes_longer_with_the_tool_counts_whole(book: Make) -> None:
    assert cut(book(deployments=[tool("a", 10, 15, 10), tool("b", 10, 10, 10)])).value == pytest.approx(-0.25)


@pytest.mark.parametrize(
    ("before", "after", "outputs"), [(None, 1, 5), (10, None, 5), (10, 1, None), (0, 1, 5), (10, 1, 0)]
)
def test_without_minutes_before_and_after_and_outputs_a_tool_says_nothing(
    book: Make, before: float | None, after: float | None, outputs: float | None
) -> None:
    row = cut(book(deployments=[tool("a", before, after, outputs), tool("b", 10, 5, 10)]))
    assert row.denominator == 100


def test_a_tool_no_longer_live_is_left_out(book: Make) -> None:
    rows = [tool("a", 10, 1, 10, status="retired"), tool("b", 10, 5, 10)]
    assert cut(book(deployments=rows)).value == pytest.approx(0.5)


def test_no_minutes_anywhere_names_what_is_missing(book: Make) -> None:
    answer = total(book(deployments=[tool("a", None, None, 5)]), METRICS["time_to_output_reduction"])
    assert answer.missing == ("deployments.minutes_before", "deployments.minutes_after")


@pytest.mark.parametrize(("after", "anchors"), [(3, 1), (3.01, 0)])
def test_a_cut_of_seventy_percent_is_an_anchor_and_a_little_less_is_none(
    book: Make, after: float, anchors: int
) -> None:
    made = book(deployments=[tool("a", 10, after, 7)])
    assert total(made, METRICS["anchor_workflows"]).last.value == anchors


@pytest.mark.parametrize("before", [0.7, 1.1, 3.3, 9.9, 12.3])
def test_a_cut_of_exactly_the_share_is_an_anchor_whatever_a_float_makes_of_it(book: Make, before: float) -> None:
    made = book(deployments=[tool("a", before, before * 0.3, 7)])
    assert total(made, METRICS["anchor_workflows"]).last.value == 1


def test_the_share_that_makes_an_anchor_is_a_setting(book: Make) -> None:
    made = book(deployments=[tool("a", 10, 5, 7)], settings={"anchor_reduction": "0.5"})
    assert total(made, METRICS["anchor_workflows"]).last.value == 1


def test_two_anchors_are_within_the_quoted_two_to_three(book: Make) -> None:
    made = book(deployments=[tool("a", 10, 1, 7), tool("b", 10, 1, 7)])
    row = total(made, METRICS["anchor_workflows"]).last
    assert compare(row, BENCHMARKS["anchor_workflows"]) == "inside"
    assert compare(cut(made), BENCHMARKS["anchor_reduction"]) == "above"


def test_it_is_followed_quarter_by_quarter(book: Make) -> None:
    rows = [tool("a", 10, 9, 10, period="2025-Q4"), tool("a", 10, 2, 10)]
    found = over_time(book(deployments=rows), METRICS["time_to_output_reduction"]).rows
    assert [row.value for row in found] == [pytest.approx(0.1), pytest.approx(0.8)]


def test_the_list_of_workflows_has_the_largest_cut_first(book: Make) -> None:
    frame = listing(book(deployments=[tool("a", 10, 6, 7), tool("b", 20, 4, 30)]), VIEWS["workflows"]).frame
    assert frame["name"].tolist() == ["b", "a"]
    assert frame["minutes_after"].tolist() == [4, 6]
    assert frame["hours_saved"].tolist() == pytest.approx([8, 28 / 60])
