"""Consumer, Integrator or Builder: where is each unit?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format, maturity_levels
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

MOST = 14  # units drawn; the rest are named by number
ROW = 48


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A strip of three steps for each unit, filled up to its level, with what the next one still asks for."""
    frame = listing.frame
    if frame.empty:
        return nothing("No unit is known yet, so no level can be told", ("any sheet with a business unit",))
    visible = frame[~maturity_levels.is_unknown(frame)]
    if visible.empty:
        lacking = list(dict.fromkeys(need for needs in frame["missing"] for need in needs))
        units = format.plural(len(frame), "unit")
        return nothing(
            f"The {format.inflect(len(frame), 'level', 'levels')} of {units} {format.inflect(len(frame), 'waits', 'wait')} for data",
            subtitle=f"{format.needs(lacking)}. Seats and use are in the adoption sheet of the template.",
        )
    finding = _finding(visible)
    shown = visible.iloc[:MOST]
    figure = canvas()
    count = len(shown)
    for place, (_, row) in enumerate(shown.iterrows()):
        _row_of_dots(figure, viewport, row, count - 1 - place)
    for level, side in ((1, "left"), (2, "center"), (3, "right")):
        write(
            figure,
            viewport,
            f"{level} {maturity_levels.LEVELS[level]}",
            x=level,
            y=-0.5,
            xanchor=side,
            colour=viewport.grey,
            size=SMALL,
            xshift={"left": -8, "center": 0, "right": 8}[side],
        )
    figure.update_yaxes(visible=False, range=[-0.75, count - 0.4])
    figure.update_xaxes(visible=False, range=[0.95, 3.05])
    left_out = len(frame) - count
    return Drawn(
        finish(figure, viewport, height=ROW * count + 28),
        finding=finding,
        subtitle="Level by the gates that evidence opens; a level needs all lower ones"
        + (f"; {format.plural(left_out, 'more unit')} not drawn" if left_out else ""),
        n=f"n = {format.plural(len(frame), 'unit')}",
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in shown.iterrows())}.",
    )


def _finding(visible: pd.DataFrame) -> str:
    """Who is nearest to the next level."""
    below = visible[visible["next_level_state"] != "none"]
    if below.empty:
        return f"Every gate is met in {format.plural(len(visible), 'unit')}"
    nearest = (
        below.assign(left=below["next_gates"] - below["next_gates_met"]).sort_values("left", kind="stable").iloc[0]
    )
    step = maturity_levels.level_progress(nearest)
    if len(visible) == 1:
        return f"{nearest['business_unit']} is {maturity_levels.level_phrase(nearest)}; {step}"
    return f"Nearest to the next level: {nearest['business_unit']}, {step}"


def _row_of_dots(figure: go.Figure, viewport: Viewport, row: pd.Series, place: int) -> None:
    """The unit's name, its level and what the next one asks for above the three steps."""
    level = int(row["level"])
    figure.add_scatter(
        x=[1, 2, 3],
        y=[place - 0.12] * 3,
        mode="lines+markers",
        line={"color": viewport.line, "width": 2},
        marker={
            "size": 13,
            "line": {"color": viewport.accent if level else viewport.context, "width": 1.5},
            "color": [viewport.accent if step <= level else viewport.paper for step in (1, 2, 3)],
        },
        hovertext=format.escape_html(_spoken(row)),
        hoverinfo="text",
        customdata=opens("business_unit", [row["business_unit"]] * 3),
    )
    least = "at least " if row["is_at_least"] else ""
    kind = f"{least}{maturity_levels.LEVELS[level]}" if level else maturity_levels.LEVELS[0]
    name = format.shorten(str(row["business_unit"]), 14 if viewport.is_narrow else 34)
    step = maturity_levels.level_progress(row)
    if viewport.is_narrow:
        step = format.shorten(step.replace(" gates to", " to"), 40 - len(name) - len(least))
    note = f"{kind}{format.DOT}{step}"
    write(
        figure,
        viewport,
        f'<b>{format.escape_html(name)}</b>&nbsp; <span style="color:{viewport.grey}">{format.escape_html(note)}</span>',
        x=1,
        y=place + 0.26,
        xshift=-8,
        size=SMALL if viewport.is_narrow else 13,
    )


def _spoken(row: pd.Series) -> str:
    fragile = ", fragile" if row["is_fragile"] else ""
    return f"{row['business_unit']} {maturity_levels.level_phrase(row)}{fragile}, {maturity_levels.level_progress(row)}"
