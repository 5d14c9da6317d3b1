"""Which contracts renew, and what nobody uses in them."""

from collections.abc import Callable

import pandas as pd

from components.charts.renewals import renewals
from components.house import LIGHT, Look
from queries import Listing

Listed = Callable[..., Listing]


def contract(tool: str, month: int, unused: float | None, **more: object) -> dict[str, object]:
    return {"tool": tool, "business_unit": "Claims", "renewal_on": pd.Timestamp(2026, month, 1), "owner": "Head of IT",
            "seats": 100, "active_users": 40, "annual_cost": 1000.0, "reclaimable": unused, "in_grace": False} | more  # fmt: skip


def test_what_nobody_uses_is_summed_and_in_red(listed: Listed):
    drawn = renewals(listed("renewals", [contract("Late", 9, 600.0), contract("Soon", 5, 100.0)]), Look())
    assert drawn.finding == "700 a year of seats nobody uses renews within twelve months"
    assert "Soon in Claims on 1 May 2026" in drawn.alt
    assert LIGHT.red in {bar.marker.color for bar in drawn.figure.data}


def test_a_new_tool_is_not_judged(listed: Listed):
    drawn = renewals(listed("renewals", [contract("New", 9, None, in_grace=True)]), Look())
    assert drawn.finding == "1 contract renews within twelve months, none with unused seats"
    assert any("not judged yet" in note.text for note in drawn.figure.layout.annotations)


def test_of_many_contracts_those_with_most_to_reclaim_are_shown(listed: Listed):
    drawn = renewals(listed("renewals", [contract(f"T{number}", 9, float(number)) for number in range(12)]), Look())
    assert drawn.n == "12 contracts"
    assert "the 8 with most to reclaim" in drawn.subtitle


def test_a_name_from_a_sheet_is_no_mark_up(listed: Listed):
    drawn = renewals(listed("renewals", [contract("<a href='x'>", 9, 1.0)]), Look())
    assert not any("<a" in note.text for note in drawn.figure.layout.annotations)


def test_none_within_a_year_is_a_sentence(listed: Listed):
    assert renewals(listed("renewals"), Look()).finding == "No contract renews within twelve months"
    assert renewals(listed("renewals", missing=("adoption.seats",)), Look()).figure is None
