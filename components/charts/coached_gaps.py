"""Did confidence, clarity, skill and permission move with coaching?"""

import pandas as pd

from components.text import format
from components.theme import SIZE, SMALL, Drawn, Viewport, canvas, finish, nothing, write
from queries import Listing

NAMES = {"skill": "Skill", "confidence": "Confidence", "clarity": "Clarity", "permission": "Permission"}
ROW = 66
COACHED_AT, OTHERS_AT, NAME_AT = 0.05, -0.27, 0.34


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """For each question a line from before coaching (lighter) to after it; beneath it the units without coaching."""
    frame = listing.frame
    coached = frame[frame["is_coached"].astype(bool)] if len(frame) else frame
    if listing.missing or coached.empty:
        return nothing("What coaching moved is not known yet", listing.missing, _why_not(listing))
    figure, questions = canvas(), list(coached["question"])
    for place, question in enumerate(reversed(questions)):
        write(figure, viewport, f"<b>{NAMES.get(question, question)}</b>", x=0, y=place + NAME_AT, xshift=-3, size=SIZE)
        for _, row in frame[frame["question"] == question].iterrows():
            _line(figure, viewport, row, place)
    figure.update_xaxes(
        range=[0, 1.32 if viewport.is_narrow else 1.2],
        tickmode="array",
        tickvals=[0, 0.5, 1],
        showline=False,
        ticktext=["0", "50 %", "100 %"],
        showgrid=True,
        gridcolor=viewport.line,
    )
    figure.update_yaxes(visible=False, range=[-0.5, len(questions) - 0.45])
    finding = _finding(coached)
    others = frame[~frame["is_coached"].astype(bool)]
    beside = f"; grey: {format.plural(int(others['units'].max()), 'unit')} without" if len(others) else ""
    return Drawn(
        finish(figure, viewport, height=ROW * len(questions) + 34),
        finding=finding,
        subtitle="Share answering 4 or 5: light before a unit's first coached cohort, dark in its latest survey"
        f"{beside}; an association",
        n=f"n = {format.count(int(coached['judged_before'].max()))} answers before, "
        f"{format.count(int(coached['judged_after'].max()))} after, in {format.plural(int(coached['units'].max()), 'unit')}",
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in frame.iterrows())}.",
    )


def _why_not(listing: Listing) -> str:
    if listing.missing:
        return ""
    return "No unit with a coached cohort was asked both before its first one began and after it."


def _line(figure: object, viewport: Viewport, row: pd.Series, place: int) -> None:
    at = place + (COACHED_AT if row["is_coached"] else OTHERS_AT)
    colour = viewport.accent if row["is_coached"] else viewport.grey
    ends = [row["share_before"], row["share_after"]]
    figure.add_scatter(  # type: ignore[attr-defined]
        x=ends,
        y=[at, at],
        mode="lines+markers",
        line={"color": viewport.context, "width": 2},
        marker={"color": [viewport.context, colour], "size": [9, 9], "line": {"width": 0}, "opacity": 1},
        hovertext=[_spoken(row)] * 2,
        hoverinfo="text",
    )
    before, after = (format.percent(float(end)) for end in ends)
    text = f"{before} to {after}" + ("" if row["is_coached"] else " without")
    write(figure, viewport, text, x=max(ends), y=at, xshift=10, size=SMALL, colour=colour, bgcolor=viewport.paper)


def _finding(coached: pd.DataFrame) -> str:
    moved = coached[coached["is_apart"].astype(bool)]
    if moved.empty:
        first = coached.iloc[0]
        name = NAMES.get(str(first["question"]), str(first["question"])).lower()
        text = f"{format.percent(float(first['share_before']))} before, {format.percent(float(first['share_after']))} after"
        what = "None of the gaps" if len(coached) > 1 else "The gap"
        return f"{what} moved beyond chance where people were coached: {name} {text}"
    rose = [
        NAMES.get(str(row["question"]), "").lower()
        for _, row in moved.iterrows()
        if row["share_after"] > row["share_before"]
    ]
    fell = [
        NAMES.get(str(row["question"]), "").lower()
        for _, row in moved.iterrows()
        if row["share_after"] < row["share_before"]
    ]
    parts = [f"{format.join(names)} {verb}" for names, verb in ((rose, "rose"), (fell, "fell")) if names]
    return f"Where people were coached, {format.join(parts)} beyond chance"


def _spoken(row: pd.Series) -> str:
    who = "with coaching" if row["is_coached"] else "without coaching"
    before = format.interval(float(row["low_before"]), float(row["high_before"]))
    after = format.interval(float(row["low_after"]), float(row["high_after"]))
    return (
        f"{NAMES.get(str(row['question']), str(row['question']))} {who}: "
        f"{format.percent(float(row['share_before']))} ({format.of(row['agreeing_before'], row['judged_before'])}, {before}), then "
        f"{format.percent(float(row['share_after']))} ({format.of(row['agreeing_after'], row['judged_after'])}, {after})"
    )
