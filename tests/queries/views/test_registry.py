"""The registry: what speaks against each tool, who uses it, what hangs on whom, and what became of every tool."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from queries import METRICS, VIEWS, Book, listing, total

Make = Callable[..., Book]


def tool(name: str, period: str = "2026-Q1", users: int | None = 50, **more: Any) -> dict[str, Any]:
    row = {"period": period, "business_unit": "Claims", "deployment_id": name, "name": name, "status": "live"}
    sound = {
        "maintained_by": "internal",
        "benefit_amount": 100.0,
        "benefit_evidence": "controlled",
        "benefit_kind": "cash_releasing",
        "incidents": 0,
    }
    return row | sound | {"active_users": users, "intended_users": 100} | more


def view(name: str, made: Book) -> pd.DataFrame:
    return listing(made, VIEWS[name]).frame


@pytest.mark.parametrize(
    ("more", "standing"),
    [
        ({}, "in order"),
        ({"maintained_by": "nobody"}, "nobody maintains it"),
        ({"status": "degraded"}, "degraded"),
        ({"incidents": 1}, "recent incident"),
        ({"benefit_amount": None}, "no value claimed"),
        ({"benefit_amount": -5.0}, "it costs more than it brings"),
        ({"benefit_evidence": "modelled"}, "value not evidenced"),
        ({"maintained_by": None}, "too little known"),
        (
            {"maintained_by": "nobody", "status": "degraded", "incidents": 2},
            "nobody maintains it; degraded; recent incident",
        ),
    ],
)
def test_each_thing_that_speaks_against_a_tool_is_said(book: Make, more: dict[str, Any], standing: str) -> None:
    frame = view("registry", book(deployments=[tool("a", **more), tool("b")]))
    assert frame.set_index("name").loc["a", "standing"] == standing


@pytest.mark.parametrize(("users", "standing"), [(10, "in order"), (9, "hardly used any more")])
def test_below_a_fifth_of_its_peak_a_live_tool_is_hardly_used(book: Make, users: int, standing: str) -> None:
    frame = view("registry", book(deployments=[tool("a", "2025-Q4"), tool("a", users=users)]))
    assert frame["standing"].tolist() == [standing]


def test_what_needs_attention_first_stands_first_and_then_the_larger_value(book: Make) -> None:
    rows = [
        tool("sound"),
        tool("dearer", benefit_amount=900.0),
        tool("orphan", maintained_by="nobody"),
        tool("fallen", "2025-Q4"),
        tool("fallen", users=2),
        tool("vague", benefit_evidence=None),
    ]
    assert view("registry", book(deployments=rows))["name"].tolist() == [
        "fallen",
        "orphan",
        "vague",
        "dearer",
        "sound",
    ]


def test_where_nobody_states_value_no_tool_is_blamed_for_it(book: Make) -> None:
    frame = view("registry", book(deployments=[tool("a", benefit_amount=None), tool("b", benefit_amount=None)]))
    assert set(frame["standing"]) == {"too little known"}


@pytest.mark.parametrize(
    ("users", "says"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1204, "1,204")]
)
def test_fewer_than_five_users_are_not_counted_out(book: Make, users: int, says: str) -> None:
    made = book(deployments=[tool("a", users=users, intended_users=2000)])
    frame = view("registry", made)
    assert frame["users"].tolist() == [says]
    assert pd.isna(frame["share_of_intended"].iloc[0]) == (0 < users < 5)
    assert view("deployment_rows", made)["users"].tolist() == [says]
    assert view("tool_lives", made)["users"].tolist() == [says]
    drawn = view("tool_users", made)
    assert pd.isna(drawn["users"].iloc[0]) == bool(drawn["is_hidden"].iloc[0]) == (0 < users < 5)


def test_no_listing_adds_users_across_tools_or_shows_them_as_numbers(sample_book: Book) -> None:
    for name in ("registry", "registry_mix", "registry_by_unit", "deployment_rows", "tool_lives", "handoffs"):
        columns = listing(sample_book, VIEWS[name]).frame.columns
        assert not {"active_users", "peak_users"} & set(columns), name


def test_users_of_months_and_of_quarters_are_never_on_one_line(book: Make) -> None:
    rows = [tool("a", "2025-Q4", 90), tool("a", "2026-01", 40), tool("a", "2026-02", 45)]
    assert view("tool_users", book(deployments=rows))["users"].tolist() == [40, 45]


def test_users_of_the_quarters_shown_only_and_of_live_tools_only(book: Make) -> None:
    rows = [
        tool("a", "2025-Q4", 40),
        tool("a", users=50),
        tool("b", "2025-Q4", 9),
        tool("b", users=0, status="retired"),
    ]
    assert view("tool_users", book(deployments=rows, since="2026-Q1"))["users"].tolist() == [50]


def test_what_hangs_on_a_vendor_and_on_nobody_is_a_share_of_tools_and_of_value(book: Make) -> None:
    rows = [
        tool("ours", built_by="internal", benefit_amount=300.0),
        tool("bought", built_by="bought", benefit_amount=100.0),
        tool("alone", built_by="internal", maintained_by="nobody", benefit_amount=-50.0),
        tool("unknown", built_by=None, maintained_by=None, benefit_amount=999.0),
    ]
    made = book(deployments=rows)
    found = {(row.hangs, row.counted): (row.part, row.whole) for row in view("dependency", made).itertuples()}
    assert found == {
        ("on a vendor", "tools"): (1, 3),
        ("on a vendor", "value"): (pytest.approx(90), pytest.approx(360)),
        ("on nobody", "tools"): (1, 3),
        ("on nobody", "value"): (0, pytest.approx(360)),
    }
    for metric, hangs, counted in (
        ("vendor_dependency", "on a vendor", "tools"),
        ("vendor_dependency_of_value", "on a vendor", "value"),
        ("unmaintained_share", "on nobody", "tools"),
    ):
        row = total(made, METRICS[metric]).last
        assert (row.numerator, row.denominator) == found[hangs, counted]


def lives(made: Book) -> pd.DataFrame:
    return view("tool_lives", made).set_index("name")


def test_incidents_before_a_loss_are_those_of_the_two_periods_before_it(book: Make) -> None:
    counts = (("2025-Q1", 50, 9), ("2025-Q2", 50, 1), ("2025-Q3", 50, 2), ("2025-Q4", 1, 4), ("2026-Q1", 0, 7))
    rows = [tool("a", period, users, incidents=incidents) for period, users, incidents in counts]
    found = lives(book(deployments=rows)).loc["a"]
    assert (found["outcome"], found["lost_as"], found["lost_period"]) == ("lost", "few users", "2025-Q4")
    assert (found["periods_before"], found["incidents_before"], found["incidents_then"]) == (2, 3, 4)


def test_incidents_nobody_counted_are_not_known_and_not_none(book: Make) -> None:
    rows = [tool("a", "2025-Q4", 50, incidents=None), tool("a", users=1, incidents=None)]
    found = lives(book(deployments=rows)).loc["a"]
    assert pd.isna(found["incidents_before"])
    assert pd.isna(found["incidents_then"])


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ([tool("a")], "in use"),
        ([tool("a", maintained_by="nobody")], "in use, nobody maintains it"),
        ([tool("a", users=None)], "live, its users not counted"),
        ([tool("a", "2025-Q4"), tool("b"), tool("b", "2025-Q4")], "lost"),
        ([tool("a", "2025-Q3"), tool("a", "2025-Q4", 1), tool("a", users=60)], "lost, and in use again"),
        (
            [
                tool("a", "2025-Q4", went_live_on="2025-10-01", initiative_id="x"),
                tool("a", users=0, status="retired"),
                tool("b", went_live_on="2026-01-05", initiative_id="x"),
            ],
            "replaced",
        ),
    ],
)
def test_what_became_of_a_tool(book: Make, rows: list[dict[str, Any]], outcome: str) -> None:
    pilot = {
        "reporting_on": "2026-03-31",
        "business_unit": "Claims",
        "initiative_id": "x",
        "name": "x",
        "stage": "production",
    }
    assert lives(book(deployments=rows, pilots=[pilot])).loc["a", "outcome"] == outcome


def test_incidents_by_tool_are_those_of_four_quarters_and_security_incidents_are_incidents(book: Make) -> None:
    rows = [
        tool("a", "2025-Q1", incidents=9),
        tool("a", "2025-Q2", incidents=1),
        tool("a", incidents=2),
        tool("b", incidents=None, security_incidents=1),
        tool("c", incidents=None),
    ]
    frame = view("incidents_by_tool", book(deployments=rows)).set_index("name")
    assert frame["incidents"].to_dict() == {"a": 3, "b": 1}
    assert frame["security_incidents"].to_dict() == {"a": 0, "b": 1}
