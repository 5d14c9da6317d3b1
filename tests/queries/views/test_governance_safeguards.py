"""Safeguards one by one: of those that state them, reviews before going live, and what each initiative lacks."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from queries import METRICS, VIEWS, Book, listing, total

Make = Callable[..., Book]
ALL = {
    "governance_reviewed": True,
    "audit_logged": True,
    "access_controlled": True,
    "risk_assessed": True,
    "human_in_loop": True,
    "monitoring_in_place": True,
}


def initiative(name: str, stage: str = "production", **more: Any) -> dict[str, Any]:
    row = {"reporting_on": "2026-03-31", "business_unit": "Claims", "initiative_id": name, "name": name, "stage": stage}
    return row | more


def flags(made: Book) -> dict[str, tuple[int, int, int]]:
    frame = listing(made, VIEWS["governance_safeguards"]).frame
    return {row.safeguard: (row.met, row.known, row.not_stated) for row in frame.itertuples()}


def rows(made: Book) -> pd.DataFrame:
    return listing(made, VIEWS["governance_rows"]).frame.set_index("name")


def test_each_safeguard_is_a_share_of_those_that_state_it_and_the_silent_are_counted_beside(book: Make) -> None:
    made = book(pilots=[initiative("a", audit_logged=True), initiative("b", audit_logged=False), initiative("c")])
    assert flags(made)["audit log"] == (1, 2, 1)


def test_only_what_is_live_or_approved_is_asked(book: Make) -> None:
    pilots = [
        initiative(stage, stage, audit_logged=True) for stage in ("idea", "pilot", "proven", "approved", "scaled")
    ]
    assert flags(book(pilots=pilots))["audit log"] == (2, 2, 0)


@pytest.mark.parametrize(
    ("reviewed_on", "expected"), [("2025-06-01", (1, 1, 0)), ("2025-06-02", (0, 1, 0)), (None, (0, 0, 1))]
)
def test_a_review_on_the_day_of_going_live_was_before_and_a_day_later_was_not(
    book: Make, reviewed_on: str | None, expected: tuple[int, int, int]
) -> None:
    one = initiative("a", production_on="2025-06-01", governance_reviewed=True, governance_reviewed_on=reviewed_on)
    assert flags(book(pilots=[one]))["review before going live"] == expected


def test_what_was_never_reviewed_or_is_not_live_has_no_review_before_going_live(book: Make) -> None:
    never = initiative("a", production_on="2025-06-01", governance_reviewed=False)
    waiting = initiative("b", "approved", governance_reviewed=True, governance_reviewed_on="2026-01-01")
    found = flags(book(pilots=[never, waiting]))
    assert "review before going live" not in found
    assert found["review"] == (1, 2, 0)


def test_what_was_built_inside_needs_no_vendor_review_and_what_a_vendor_built_does(book: Make) -> None:
    pilots = [
        initiative("ours", built_by="internal", audit_logged=True),
        initiative("theirs", built_by="vendor"),
        initiative("whose"),
    ]
    assert flags(book(pilots=pilots))["vendor review"] == (0, 0, 2)


def test_each_initiative_names_what_it_lacks_and_what_nobody_states(book: Make) -> None:
    pilots = [
        initiative(
            "sound", built_by="internal", production_on="2025-06-01", governance_reviewed_on="2025-05-01", **ALL
        ),
        initiative("late", built_by="internal", production_on="2025-06-01", governance_reviewed_on="2025-07-01", **ALL),
        initiative("open", "approved", built_by="internal", **ALL | {"audit_logged": False, "risk_assessed": None}),
    ]
    found = rows(book(pilots=pilots))
    assert found["lacks"].fillna("").to_dict() == {
        "open": "audit log",
        "late": "review before going live",
        "sound": "",
    }
    assert found.loc["open", "not_stated"] == "risk assessment"
    assert found.index.tolist() == ["open", "late", "sound"]
    assert found["is_covered"].tolist() == [False, False, True]


def test_a_live_tool_of_no_initiative_stands_among_them_with_nothing_stated(book: Make) -> None:
    tool = {"period": "2026-Q1", "business_unit": "HR", "deployment_id": "x", "name": "Stray", "status": "live"}
    found = rows(book(pilots=[initiative("a")], deployments=[tool])).loc["Stray"]
    assert (found["stage"], found["not_stated"]) == ("on no list", "everything")


def test_coverage_is_not_known_while_a_safeguard_is_stated_by_nobody(book: Make) -> None:
    answer = total(book(pilots=[initiative("a", governance_reviewed=False)]), METRICS["governance_coverage"])
    assert answer.missing[0] == "pilots.audit_logged"
    assert not answer.rows


def test_the_rows_behind_a_safeguard_are_the_initiatives_asked(book: Make) -> None:
    made = book(pilots=[initiative("a", audit_logged=True), initiative("b", audit_logged=False), initiative("c")])
    frame = listing(made, VIEWS["safeguard_rows"]).frame
    found = frame[frame["safeguard"] == "audit log"].set_index("name")["state"].to_dict()
    assert found == {"a": "yes", "b": "no", "c": "not stated"}
