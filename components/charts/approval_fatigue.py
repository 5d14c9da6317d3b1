"""Do units tire of approving after others were stopped?"""

from typing import TypedDict

import pandas as pd

from components.charts.layouts.shares import Share, shares
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens
from queries import Listing

NAMES = {"0": "No stop before", "1–2": "1 or 2 stops before", "3 or more": "3 or more"}


class Decided(TypedDict):
    """What was decided where so many of the unit's had been stopped before."""

    stops_before: str
    decided: int
    approved: int
    share: float
    low: float
    high: float
    state: str


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A point and its interval for each number of earlier stops in the unit: the share that was approved."""
    frame = listing.frame
    decided = int(frame["decided"].sum()) if len(frame) else 0
    if listing.missing or not decided:
        return nothing("Whether stops make units tire is not known yet", listing.missing, _why_not(listing))
    shown: list[Decided] = frame[frame["decided"] > 0].to_dict("records")
    figure = canvas()
    height = shares(figure, viewport, [_share(row) for row in shown])
    finding = _finding(shown)
    return Drawn(
        finish(figure, viewport, height=height, margin={"l": 6, "r": 20, "t": 0}),
        finding=finding,
        subtitle="Approved for production, of those approved or stopped on the way, by how many of the unit's had been "
        f"stopped before (95 % interval); hollow: {format.TOO_FEW}",
        n=f"n = {format.plural(decided, 'initiative')} decided since the first lists",
        alt=f"{finding}. {'; '.join(_text(row) for row in shown)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "Nothing was approved or stopped since the units' first lists."


def _finding(shown: list[Decided]) -> str:
    judged = [row for row in shown if row["state"] == "ok"]
    if len(judged) < 2:
        return "Too few decisions to tell whether earlier stops make units tire"
    first, last = judged[0], judged[-1]
    counts = (
        f"{format.of(first['approved'], first['decided'])} approved after {_after(first)}, "
        f"{format.of(last['approved'], last['decided'])} after {_after(last)}"
    )
    if first["low"] > last["high"]:
        return f"Approvals fall after stops: {counts}"
    if last["low"] > first["high"]:
        return f"Approvals rise after stops: {counts}"
    return f"{counts}: no sign of fatigue beyond chance"


def _after(row: Decided) -> str:
    return {"0": "no stop", "1–2": "one or two"}.get(str(row["stops_before"]), "three stops or more")


def _share(row: Decided) -> Share:
    is_few = row["state"] != "ok"
    counts = f"{format.of(row['approved'], row['decided'])} approved"
    note = counts if is_few else f"{format.percent(row['share'])}, {counts}"
    return Share(
        name=NAMES[str(row["stops_before"])],
        note=note,
        share=float(row["share"]),
        low=float(row["low"]),
        high=float(row["high"]),
        spoken=_text(row),
        is_few=is_few,
        opens=opens("stops_before", [row["stops_before"]])[0],
    )


def _text(row: Decided) -> str:
    counts = f"{format.of(row['approved'], row['decided'])} approved"
    name = NAMES[str(row["stops_before"])]
    if row["state"] != "ok" or pd.isna(row["share"]):
        return f"{name}: {counts}, {format.TOO_FEW}"
    return f"{name}: {format.percent(row['share'])} ({format.interval(row['low'], row['high'])}), {counts}"
