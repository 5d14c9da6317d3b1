"""Do people use the seats that are paid for, tool by tool?"""

from typing import TypedDict

import pandas as pd

from components.text import format
from components.theme import SMALL, Drawn, Viewport, band, canvas, finish, nothing, opens, points, write
from queries import BENCHMARKS, Listing

ROW, NARROW_ROW = 30, 46
MOST = 14
QUOTED = BENCHMARKS["licence_adoption"]


class Seats(TypedDict):
    """A tool's seats in a unit, in the last quarter shown."""

    tool: str
    business_unit: str
    seats: float
    used: float
    utilisation: float
    in_grace: bool
    is_hidden: bool


def chart(seats: Listing, viewport: Viewport) -> Drawn:
    """A point for each tool in each unit, the least used above; hollow in its first quarter, words where it is hidden."""
    frame = seats.frame
    if seats.missing or frame.empty:
        return nothing("Whether seats are used is not known yet", seats.missing, _why_not(seats))
    chosen = frame.sort_values("seats", ascending=False, kind="stable").head(MOST)
    shown = chosen.sort_values(
        ["in_grace", "utilisation"], ascending=[False, False], na_position="first", kind="stable"
    )
    rows: list[Seats] = shown.to_dict("records")
    places = list(range(len(shown)))
    figure = canvas()
    figure.add_scatter(
        x=shown["utilisation"].tolist(),
        y=places,
        mode="markers",
        hoverinfo="text",
        marker=points(viewport, ["few" if new else "ok" for new in shown["in_grace"]], size=10),
        hovertext=[format.escape_html(_spoken(row)) for row in rows],
        customdata=opens("tool", shown["tool"]),
    )
    for place, row in zip(places, rows, strict=True):
        if viewport.is_narrow:
            name = format.escape_html(format.shorten(f"{row['tool']}, {row['business_unit']}", 30))
            note = f'<span style="color:{viewport.grey}">{_beside(row)}</span>'
            write(figure, viewport, f"<b>{name}</b>&nbsp; {note}", x=0, xshift=-3, y=place + 0.42, size=SMALL)
        else:
            is_known = pd.notna(row["utilisation"])
            write(
                figure,
                viewport,
                _beside(row),
                x=row["utilisation"] if is_known else 0,
                y=place,
                size=SMALL,
                xshift=10 if is_known else 0,
                colour=viewport.grey,
            )
    quoted = format.benchmark(QUOTED.low, QUOTED.high, "percent")
    band(figure, viewport, QUOTED.low, QUOTED.high, f"{quoted}: failure", axis="x")
    figure.update_yaxes(
        tickmode="array",
        tickvals=places,
        tickfont={"color": viewport.ink},
        visible=not viewport.is_narrow,
        range=[-0.6, len(shown) - (0.25 if viewport.is_narrow else 0.4)],
        ticktext=[
            format.escape_html(format.shorten(f"{row.tool}, {row.business_unit}", 34)) for row in shown.itertuples()
        ],
    )
    figure.update_xaxes(range=[-0.02, 1.02 if viewport.is_narrow else 1.3], visible=False)
    judged = frame[~frame["in_grace"].astype(bool) & frame["utilisation"].notna()]
    finding = _finding(judged)
    hidden = int(frame["is_hidden"].sum())
    return Drawn(
        finish(
            figure, viewport, height=(NARROW_ROW if viewport.is_narrow else ROW) * len(shown) + 48, margin={"t": 26}
        ),
        finding=finding,
        subtitle=f"People active in the last period, of the seats paid for; the quoted {quoted} describes failure, and "
        "being above it is no success; hollow: first quarter, not judged",
        n=f"n = {format.plural(len(frame), 'tool in a unit', 'tools in units')}"
        + (f"; the {MOST} with most seats are drawn" if len(frame) > MOST else "")
        + (f"; {format.count(hidden)} {format.HIDDEN}" if hidden else ""),
        alt=f"{finding}. {'; '.join(_spoken(row) for row in rows)}.",
    )


def _finding(judged: pd.DataFrame) -> str:
    if judged.empty:
        return "Every tool is too new, or held by too few people, to be judged"
    failing = int((judged["utilisation"] < QUOTED.high - 1e-9).sum())
    have, their = format.inflect(failing, "has", "have"), format.inflect(failing, "its", "their")
    if len(judged) == 1:
        row = judged.iloc[0]
        return (
            f"{format.percent(float(row['utilisation']))} of the {row['tool']} seats in {row['business_unit']} are used"
        )
    return f"{format.of(failing, len(judged))} tools {have} fewer than {format.percent(QUOTED.high)} of {their} seats in use"


def _beside(row: Seats) -> str:
    if row["is_hidden"]:
        return format.HIDDEN
    text = f"{format.percent(row['utilisation'])}, {format.of(row['used'], row['seats'])}"
    return f"{text}, new" if row["in_grace"] else text


def _spoken(row: Seats) -> str:
    name = f"{row['tool']} in {row['business_unit']}"
    if row["is_hidden"]:
        return f"{name}: {format.HIDDEN}"
    sentence = f"{name} {format.percent(row['utilisation'])} ({format.of(row['used'], row['seats'])} seats)"
    return f"{sentence}, in its first quarter" if row["in_grace"] else sentence


def _why_not(seats: Listing) -> str:
    return "" if seats.missing else "No tool has both its seats and its active users in the last quarter shown."
