"""Which contracts renew, month by month, and what nobody uses in them."""

from collections.abc import Callable

import pandas as pd

from components.charts import renewals
from components.theme import LIGHT, Viewport
from queries import Listing

Listed = Callable[..., Listing]


def contract(tool: str, month: int, unused: float | None, **more: object) -> dict[str, object]:
    return {
        "tool": tool,
        "business_unit": "Claims",
        "renewal_on": pd.Timestamp(2026, month, 1),
        "owner": "Head of IT",
        "renewal_month": f"2026-{month:02d}",
        "seats": 100,
        "active_users": 40,
        "annual_cost": 1000.0,
        "reclaimable": unused,
        "in_grace": False,
        "is_hidden": False,
    } | more


def texts(listing: Listing, viewport: Viewport | None = None) -> str:
    return " | ".join(note.text for note in renewals.chart(listing, viewport or Viewport()).figure.layout.annotations)


def test_what_nobody_uses_is_summed_and_in_red(listed: Listed):
    drawn = renewals.chart(listed("renewals", [contract("Soon", 5, 100.0), contract("Late", 9, 600.0)]), Viewport())
    assert drawn.finding == "700 a year of seats nobody uses renews within twelve months"
    assert "Soon in Claims on 1 May 2026" in drawn.alt
    _, unused = drawn.figure.data
    assert (unused.marker.color, list(unused.x)) == (LIGHT.red, [100, 600])
    assert list(unused.customdata) == ["renewal_month=2026-05", "renewal_month=2026-09"]


def test_twelve_months_stand_in_their_order_from_the_day_after_the_last_quarter(listed: Listed):
    axis = renewals.chart(listed("renewals", [contract("Soon", 5, 100.0)]), Viewport()).figure.layout.yaxis
    assert (len(axis.ticktext), axis.ticktext[0], axis.ticktext[-1]) == (12, "Apr 2026", "Mar 2027")
    assert list(axis.tickvals) == sorted(axis.tickvals, reverse=True)


def test_a_line_says_whose_it_is_and_what_else_renews_then(listed: Listed):
    written = texts(listed("renewals", [contract("Small", 9, 1.0), contract("Large", 9, 600.0)]))
    assert written == "Large, Claims (Head of IT): 600 of 1.0k unused; also Small, Claims"


def test_on_a_phone_only_months_with_a_renewal_stand(listed: Listed):
    written = texts(
        listed("renewals", [contract("Soon", 5, 100.0), contract("Late", 9, None)]), Viewport(width="narrow")
    )
    assert written == "<b>May 2026</b> Soon, Claims 100 unused | <b>Sep 2026</b> Late, Claims"


def test_a_new_tool_is_not_judged_and_a_small_group_not_shown(listed: Listed):
    rows = [contract("New", 9, None, in_grace=True), contract("Few", 10, None, is_hidden=True, owner=None)]
    drawn = renewals.chart(listed("renewals", rows), Viewport())
    assert drawn.finding == "2 contracts renew within twelve months; how much of them is unused is not known"
    written = " ".join(note.text for note in drawn.figure.layout.annotations)
    assert "not judged" in written
    assert "Few, Claims: hidden: too few people" in written


def test_every_seat_used_is_said(listed: Listed):
    drawn = renewals.chart(listed("renewals", [contract("Full", 9, 0.0)]), Viewport())
    assert drawn.finding == "1 contract renews within twelve months, none with unused seats"


def test_a_name_from_a_sheet_is_no_mark_up(listed: Listed):
    assert "<a" not in texts(listed("renewals", [contract("<a href='x'>", 9, 1.0)]))


def test_none_within_a_year_is_a_sentence(listed: Listed):
    assert renewals.chart(listed("renewals"), Viewport()).finding == "No contract renews within twelve months"
    assert renewals.chart(listed("renewals", missing=("adoption.seats",)), Viewport()).figure is None
