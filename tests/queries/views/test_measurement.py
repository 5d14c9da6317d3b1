"""What is measured, by initiative; what changed, and against what."""

from collections.abc import Callable
from typing import Any

import pytest
from statsmodels.stats.proportion import proportion_confint

from queries import VIEWS, Book, listing

MEASURED = {
    "kpi": "minutes",
    "kpi_better": "lower",
    "kpi_baseline": 40.0,
    "kpi_baseline_on": "2025-01-09",
    "kpi_target": 30.0,
    "kpi_current": 28.0,
    "kpi_current_on": "2026-03-01",
}


def initiative(name: str, **more: Any) -> dict[str, Any]:
    one = {"reporting_on": "2026-03-31", "initiative_id": name, "name": name, "business_unit": "A"}
    return one | {"stage": "pilot", "started_on": "2025-01-10"} | more


def counts(book: Book) -> dict[str, int]:
    frame = listing(book, VIEWS["measurement"]).frame
    return dict(zip(frame["step"], frame["initiatives"], strict=True))


def row(book: Book, name: str = "x") -> dict[str, Any]:
    return listing(book, VIEWS["measurement_rows"]).frame.set_index("name").loc[name].to_dict()


def test_the_effect_is_what_changed_beyond_the_control_group(book: Callable[..., Book]) -> None:
    """K17: lower is better, treated 40 -> 28, control 40 -> 37: -9 minutes."""
    found = row(book(pilots=[initiative("x", **MEASURED, control_baseline=40.0, control_current=37.0)]))
    assert (found["change"], found["effect"], found["method"]) == (-12, -9, "difference in differences")
    assert (found["improvement"], found["effect_share"]) == pytest.approx((0.3, 0.225))


@pytest.mark.parametrize("half", [{"control_baseline": 40.0}, {"control_current": 37.0}, {"control_group": True}])
def test_without_both_sides_of_a_control_it_is_an_association(book: Callable[..., Book], half: dict[str, Any]) -> None:
    found = row(book(pilots=[initiative("x", **MEASURED, **half)]))
    assert (found["effect"], found["method"]) == (-12, "association")


@pytest.mark.parametrize(("better", "improvement"), [("lower", 0.3), ("higher", -0.3), (None, None)])
def test_the_list_says_which_direction_is_better(
    book: Callable[..., Book], better: str | None, improvement: float | None
) -> None:
    found = row(book(pilots=[initiative("x", **MEASURED | {"kpi_better": better})]))
    assert found["improvement"] == (
        pytest.approx(float("nan"), nan_ok=True) if better is None else pytest.approx(improvement)
    )


def test_of_a_baseline_of_nought_there_is_no_share(book: Callable[..., Book]) -> None:
    found = row(book(pilots=[initiative("x", **MEASURED | {"kpi_baseline": 0.0})]))
    assert found["change"] == 28
    assert not found["is_comparable"]


def test_a_negative_baseline_keeps_the_direction(book: Callable[..., Book]) -> None:
    found = row(book(pilots=[initiative("x", **MEASURED | {"kpi_baseline": -10.0, "kpi_current": -15.0})]))
    assert found["improvement"] == pytest.approx(0.5)


def test_each_step_is_counted_by_itself_with_its_interval(book: Callable[..., Book]) -> None:
    worth = {"period": "2026-Q1", "business_unit": "A", "deployment_id": "d", "name": "d", "status": "live"}
    made = book(
        pilots=[
            initiative("all", **MEASURED, control_group=True),
            initiative("kpi", kpi="minutes", kpi_current=3.0),
            initiative("evidenced"),
            initiative("blank", kpi=" "),
            initiative("target", kpi_target=1.0),
            initiative("idea", **MEASURED, stage="idea", started_on=None),
        ],
        deployments=[worth | {"initiative_id": "evidenced", "benefit_amount": 5.0, "benefit_evidence": "baseline"}],
    )
    assert counts(made) == {"kpi": 2, "baseline": 1, "target": 2, "tracked": 1, "control": 1, "evidenced": 1}
    frame = listing(made, VIEWS["measurement"]).frame
    assert set(frame["started"]) == {5}
    assert tuple(frame.loc[0, ["low", "high"]]) == pytest.approx(proportion_confint(2, 5, method="wilson"), rel=1e-9)


@pytest.mark.parametrize(("day", "counted"), [("2025-01-09", 1), ("2025-01-10", 0), (None, 0)])
def test_a_baseline_counts_when_it_is_dated_before_the_start(
    book: Callable[..., Book], day: str | None, counted: int
) -> None:
    assert counts(book(pilots=[initiative("x", **MEASURED | {"kpi_baseline_on": day})]))["baseline"] == counted


@pytest.mark.parametrize("lacking", ["kpi", "kpi_current", "kpi_current_on"])
def test_a_kpi_is_tracked_with_a_name_a_value_and_a_date(book: Callable[..., Book], lacking: str) -> None:
    made = book(pilots=[initiative("x", **MEASURED | {lacking: None}), initiative("y", **MEASURED)])
    assert counts(made)["tracked"] == 1


def test_where_nothing_started_nothing_is_counted(book: Callable[..., Book]) -> None:
    made = book(pilots=[initiative("x", **MEASURED, stage="idea", started_on=None)])
    assert listing(made, VIEWS["measurement"]).frame.empty
