"""What is live, who built it, who keeps it: shares of live tools of which it is known."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, listing, over_time, total

Make = Callable[..., Book]


def tool(name: str, built_by: str | None, maintained_by: str | None, **more: Any) -> dict[str, Any]:
    row = {"period": "2026-Q1", "business_unit": "Claims", "deployment_id": name, "name": name, "status": "live"}
    return row | {"built_by": built_by, "maintained_by": maintained_by} | more


TOOLS = [
    tool("a", "internal", "internal"),
    tool("b", "internal", "nobody"),
    tool("c", "hybrid", "internal"),
    tool("d", "hybrid", "vendor"),
    tool("e", "bought", "internal"),
    tool("f", None, None),
    tool("g", "internal", "internal", status="idle"),
    tool("h", "vendor", None, status="degraded"),
]


@pytest.mark.parametrize(
    ("metric", "numerator", "denominator"),
    [
        ("live_tools", 7, None),
        ("internally_built_share", 2, 6),
        ("internally_maintained_share", 3, 5),
        ("built_and_kept_inside", 1, 5),
        ("unmaintained_share", 1, 5),
        ("vendor_dependency", 3, 6),
    ],
)
def test_shares_are_of_live_tools_of_which_it_is_known(
    book: Make, metric: str, numerator: int, denominator: int | None
) -> None:
    (row,) = total(book(deployments=TOOLS), METRICS[metric]).rows
    assert (row.numerator, row.denominator) == (numerator, denominator)


def test_a_tool_missing_from_its_units_last_period_is_not_live_then_but_was_before(book: Make) -> None:
    rows = [tool("a", None, None), tool("b", None, None), tool("b", None, None, period="2026-Q2")]
    assert [row.value for row in over_time(book(deployments=rows), METRICS["live_tools"]).rows] == [2, 1]


def test_a_unit_that_has_not_reported_yet_keeps_its_tools(book: Make) -> None:
    rows = [tool("a", None, None), tool("l", None, None, business_unit="Legal", period="2026-Q2")]
    assert [row.value for row in over_time(book(deployments=rows), METRICS["live_tools"]).rows] == [1, 2]


def test_value_that_depends_on_a_vendor_is_a_share_of_the_value_and_not_of_the_tools(book: Make) -> None:
    money = {"benefit_kind": "cash_releasing", "benefit_evidence": "controlled"}
    rows = [
        tool("a", "internal", "internal", benefit_amount=300.0, **money),
        tool("b", "bought", "internal", benefit_amount=100.0, **money),
    ]
    (row,) = total(book(deployments=rows), METRICS["vendor_dependency_of_value"]).rows
    assert row.value == pytest.approx(0.25)


def test_what_a_tool_is_keeps_its_last_word_where_a_later_row_is_blank(book: Make) -> None:
    rows = [tool("a", "internal", "internal"), tool("a", None, None, period="2026-Q2")]
    frame = listing(book(deployments=rows), VIEWS["registry"]).frame
    assert frame[["built_by", "maintained_by"]].values.tolist() == [["internal", "internal"]]


def test_rows_of_several_benefit_kinds_are_one_tool(book: Make) -> None:
    rows = [
        tool("a", "internal", "internal", benefit_kind=kind, active_users=9, incidents=2)
        for kind in ("cash_releasing", "productivity")
    ]
    found = (
        book(deployments=rows)
        .facts("deployments")
        .execute("select active_users, incidents from facts.deployments")
        .fetchall()
    )
    assert found == [(9, 2)]


def test_governance_covers_only_what_is_known_and_vendor_review_only_what_a_vendor_built(book: Make) -> None:
    flags = (
        "governance_reviewed",
        "audit_logged",
        "access_controlled",
        "risk_assessed",
        "human_in_loop",
        "monitoring_in_place",
    )
    row = {"reporting_on": "2026-03-31", "business_unit": "Claims", "name": "x", "stage": "production"}
    yes = row | dict.fromkeys(flags, True)
    pilots = [
        yes | {"initiative_id": "a", "built_by": "internal"},
        yes | {"initiative_id": "b", "built_by": "vendor", "vendor_reviewed": False},
        yes | {"initiative_id": "c", "built_by": "internal", "audit_logged": None},
        yes | {"initiative_id": "d", "built_by": "internal", "stage": "pilot"},
    ]
    (found,) = total(book(pilots=pilots), METRICS["governance_coverage"]).rows
    assert (found.numerator, found.denominator) == (1, 2)


def test_a_units_incident_counts_for_four_quarters(book: Make) -> None:
    rows = [
        tool("a", None, None, period="2025-Q1", security_incidents=1),
        tool("a", None, None, period="2026-Q1", security_incidents=0),
    ]
    assert [row.numerator for row in over_time(book(deployments=rows), METRICS["ai_incident_rate"]).rows] == [
        1,
        1,
        1,
        1,
        0,
    ]


def test_every_row_behind_names_its_upload_sheet_and_row(book: Make) -> None:
    frame = listing(book(deployments=TOOLS), VIEWS["deployment_rows"]).frame
    assert list(frame.columns[-4:]) == ["upload", "version", "sheet", "source_row"]
    assert frame["source_row"].tolist() == list(range(2, 10))


@pytest.mark.parametrize(("went_live_on", "counted"), [("2025-09-30", 0), ("2025-10-01", 1), ("2026-03-31", 1)])
def test_built_inside_lately_is_the_last_two_quarters_to_the_day(book: Make, went_live_on: str, counted: int) -> None:
    rows = [
        tool("a", "internal", None, went_live_on=went_live_on),
        tool("b", "vendor", None, went_live_on="2026-01-01"),
    ]
    answer = total(book(deployments=rows), METRICS["built_inside_lately"])
    assert (answer.last.value if answer.last else 0) == counted


def test_half_years_are_counted_back_from_the_last_quarter_and_an_empty_one_stands(book: Make) -> None:
    live = ("2024-09-30", "2024-10-01", "2025-10-01", "2026-03-31")
    rows = [tool(str(at), "internal" if at else None, None, went_live_on=day) for at, day in enumerate(live)]
    frame = listing(book(deployments=rows, since="2026-Q1"), VIEWS["deployed_by_half_year"]).frame
    assert frame[["tools", "built_inside", "known_builder"]].to_numpy().tolist() == [
        [1, 0, 0],
        [1, 1, 1],
        [0, 0, 0],
        [2, 2, 2],
    ]
    assert [str(day)[:10] for day in frame["first_day"]] == ["2024-04-01", "2024-10-01", "2025-04-01", "2025-10-01"]


def test_the_last_half_year_agrees_with_the_figure(sample_book: Book) -> None:
    half = listing(sample_book, VIEWS["deployed_by_half_year"]).frame.iloc[-1]
    assert half["built_inside"] == total(sample_book, METRICS["built_inside_lately"]).last.value
