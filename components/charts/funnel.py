"""How many initiatives reach each stage, and where do they leave?"""

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens
from queries import Listing

BEFORE = {"pilot": "before proof", "proven": "before approval", "approved": "before production"}
"""Where an initiative left whose furthest stage was this one."""
LIVE = ("production", "scaled")
FEWEST = 5  # below that many only the counts are shown
FEW_STOPS = 3  # fewer stops than this do not make a place where most happen


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar for each stage: how many ever reached it, of how many at the stage before, and how many stopped there."""
    frame = listing.frame
    if listing.missing or frame.empty or not frame["reached"].iloc[0]:
        return nothing("How far initiatives get is not known yet", listing.missing or listing.view.needs)
    known, started = int(frame["reached"].iloc[0]), int(frame["reached"].iloc[1])
    if frame["is_stock"].iloc[0]:
        return nothing(
            "How many get beyond a stage cannot be said yet",
            subtitle="There is one list, and most of what it shows in production has no start date. What stands at a "
            "stage today is a stock, not a conversion: what was stopped earlier is not on it. A second list, or start "
            "and stop dates, would tell.",
        )
    figure = canvas()
    # Ideas stand above the pilots only where ideas are on record at all.
    stages = [row for _, row in frame.iterrows() if row["step"] > 0 or known > started]
    height = rows(figure, viewport, [_bar(row, viewport) for row in stages])
    finding = _finding(frame, started)
    unknown = int(frame["unknown"].iloc[0])
    return Drawn(
        finish(figure, viewport, height=height),
        finding=finding,
        subtitle="Initiatives that ever reached each stage, of those at the stage before",
        n=f"n = {format.plural(known, 'initiative')}"
        + (f", {format.count(unknown)} with no known stage" if unknown else ""),
        alt=f"{finding}. {'; '.join(_spoken(row) for row in stages)}.",
    )


def _finding(frame: pd.DataFrame, started: int) -> str:
    live = int(frame.loc[frame["stage"] == "production", "reached"].iloc[0])
    sentence = f"{format.of(live, started)} that started {format.inflect(live, 'has', 'have')} reached production"
    begun = frame[frame["step"] > 0]
    stops = begun[begun["stage"].isin(BEFORE)].sort_values("stopped", ascending=False)
    every = int(begun["stopped"].sum())
    most = stops.iloc[0]
    if every < FEW_STOPS or most["stopped"] * 2 < every:
        return f"{sentence}; {format.plural(every, 'was', 'were')} stopped" if every else sentence
    return f"{sentence}; most stops, {format.of(most['stopped'], every)}, come {BEFORE[most['stage']]}"


def _bar(row: pd.Series, viewport: Viewport) -> Bar:
    return Bar(
        name=str(row["stage"]).capitalize(),
        note=_note(row, viewport),
        size=float(row["reached"]),
        spoken=_spoken(row),
        is_accent=row["stage"] in LIVE,
        opens=opens("furthest_stage", [row["stage"]])[0],
    )


def _note(row: pd.Series, viewport: Viewport) -> str:
    reached, before, stopped = int(row["reached"]), int(row["reached_before"]), int(row["stopped"])
    ended = "turned down" if row["stage"] == "idea" else "stopped"
    if row["stage"] == "idea":
        sentence = f"{format.count(reached)} listed"
    elif row["stage"] == "pilot" and reached == before:
        sentence = f"{format.count(reached)} started"
    else:
        sentence = format.of(reached, before)
        if before >= FEWEST and not viewport.is_narrow:
            sentence = f"{sentence} ({format.percent(reached / before)})"
    parts = [(stopped, ended)]
    if not viewport.is_narrow:
        parts = [
            (int(row["here_now"]), "here now"),
            (stopped, f"{ended} here"),
            (int(row["retired"]), "retired"),
            (int(row["vanished"]), "gone from the list"),
        ]
    return format.DOT.join([sentence, *(f"{format.count(number)} {name}" for number, name in parts if number)])


def _spoken(row: pd.Series) -> str:
    of = "" if row["step"] == 0 else f" of {format.count(row['reached_before'])}"
    return (
        f"{str(row['stage']).capitalize()} {format.count(row['reached'])}{of}, "
        f"{format.count(row['here_now'])} there now, {format.count(row['stopped'])} stopped there"
    )
