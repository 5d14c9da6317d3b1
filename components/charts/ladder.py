"""How far do people get, from access to habit?"""

from itertools import pairwise

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import adoption, format
from components.theme import Drawn, Viewport, canvas, finish, nothing
from queries import Listing


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar for each step, counted once; a tick where each tool's users are counted; the largest loss stands out."""
    frame = listing.frame
    if listing.missing or frame.empty:
        why = "" if listing.missing else "Too few people stand behind each tool, or no tool gives a count of people."
        return nothing("How far people get is not known yet", listing.missing, why)
    shown = [row for _, row in frame.iterrows()]
    several = bool((frame["user_tools"] > frame["at_least"]).any())
    figure = canvas()
    before = [None, *(str(row["step"]) for row in shown)]
    height = rows(
        figure, viewport, [_bar(row, step, several, viewport) for row, step in zip(shown, before, strict=False)]
    )
    finding = _finding(shown)
    first = frame.iloc[0]
    length = {1: "a month", 3: "a quarter"}.get(int(first["months"]), f"{int(first['months'])} months")
    return Drawn(
        finish(figure, viewport, height=height),
        finding=finding,
        subtitle="People on each step in the last period, "
        + (
            "the largest tool of each unit; tick: user-tools, a person counted with each tool"
            if several
            else "one tool"
        )
        + f"; use within {length}",
        n=f"n = {format.plural(int(first['tools']), 'tool')} in {format.plural(int(first['units']), 'unit')}",
        alt=f"{finding}. {'; '.join(_spoken(row, step) for row, step in zip(shown, before, strict=False))}.",
    )


def _finding(shown: list[pd.Series]) -> str:
    for before, row in pairwise(shown):
        if bool(row["is_largest_loss"]):
            what = adoption.drop_off(str(row["step"]), str(before["step"]))
            return f"Most are lost here: {format.count(row['lost'])} of {format.count(before['at_least'])} {what}"
    if len(shown) == 1:
        row = shown[0]
        return f"{adoption.STEPS[str(row['step'])]}: {format.count(row['at_least'])}; no other step is known"
    return "Nobody is lost between the steps that are known"


def _bar(row: pd.Series, before: str | None, several: bool, viewport: Viewport) -> Bar:
    parts = [format.count(row["at_least"])]
    if several and row["user_tools"] > row["at_least"]:
        parts.append(f"{format.count(row['user_tools'])} user-tools")
    if before is not None and pd.notna(row["lost"]) and row["lost"] > 0:
        gone = format.count(row["lost"])
        what = adoption.drop_off(str(row["step"]), before)
        parts.append(f"{format.MINUS}{gone}" if viewport.is_narrow else f"{gone} {what}")
    return Bar(
        name=adoption.STEPS[str(row["step"])],
        note=format.DOT.join(parts),
        size=float(row["at_least"]),
        spoken=_spoken(row, before),
        is_accent=bool(row["is_largest_loss"]) if pd.notna(row["is_largest_loss"]) else False,
        mark=float(row["user_tools"]) if several else None,
    )


def _spoken(row: pd.Series, before: str | None) -> str:
    sentence = f"{adoption.STEPS[str(row['step'])]} {format.count(row['at_least'])}"
    if row["user_tools"] > row["at_least"]:
        sentence += f", {format.count(row['user_tools'])} user-tools"
    if before is not None and pd.notna(row["lost"]) and row["lost"] > 0:
        sentence += f", {format.count(row['lost'])} {adoption.drop_off(str(row['step']), before)}"
    return sentence
