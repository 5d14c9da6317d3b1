"""Does use lead to anything?"""

import pandas as pd

from components.text import adoption, format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

HEIGHT = 330
MOST = 12  # units named
PLOT = {"wide": (540, 240), "narrow": (300, 240)}  # pixels the names are laid out for
LETTER = 6.4


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A dot for each unit: how many of the active have a habit, and what was evidenced; no evidenced value is red."""
    frame = listing.frame
    visible = frame[frame["habitual_share"].notna()] if len(frame) else frame
    if listing.missing or visible.empty:
        hidden = len(frame) and frame["is_hidden"].all()
        return nothing(
            "Whether use leads to anything is not known yet",
            listing.missing or listing.view.needs,
            f"{format.HIDDEN.capitalize()}." if hidden else "",
        )
    gate = float(listing.scope.settings.get("gate_habitual_share", 0.4))
    values = visible["evidenced"].astype(float)
    idle = visible["is_without_impact"].fillna(False).astype(bool)
    low, high = min(0.0, values.min()), max(values.max(), 1.0)
    span = high - low
    across = max(1.05 * float(visible["habitual_share"].max()), gate * 1.25)
    figure = canvas()
    for at in (
        {"x0": gate, "x1": gate, "y0": low - 0.05 * span, "y1": high + 0.08 * span},
        {"x0": 0, "x1": across, "y0": 0, "y1": 0},
    ):
        figure.add_shape(type="line", layer="below", line={"color": viewport.line, "width": 1}, **at)
    figure.add_scatter(
        x=visible["habitual_share"].tolist(),
        y=values.tolist(),
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 12,
            "color": [viewport.accent if evidenced > 0 else viewport.context for evidenced in values],
            "line": {"color": [viewport.red if flag else viewport.paper for flag in idle], "width": 2},
        },
        hovertext=[format.escape_html(_spoken(row)) for _, row in visible.iterrows()],
        hoverinfo="text",
        customdata=opens("business_unit", visible["business_unit"]),
    )
    named = visible.head(MOST)
    for (_, row), (up, side) in zip(named.iterrows(), _labels(named, across, span, viewport), strict=True):
        write(
            figure,
            viewport,
            _name(row, viewport),
            x=row["habitual_share"],
            y=row["evidenced"],
            size=SMALL,
            xshift=11 * side,
            yshift=up,
            xanchor="left" if side > 0 else "right",
        )
    write(
        figure,
        viewport,
        f"habit for {format.percent(gate)}",
        x=gate,
        y=high + 0.1 * span,
        size=SMALL,
        colour=viewport.grey,
        xanchor="center",
        yanchor="bottom",
    )
    figure.update_xaxes(
        range=[-0.01 * across, across * 1.03],
        showline=False,
        showticklabels=False,
        title={"text": "with a habit, of the active →", "standoff": 4},
    )
    figure.update_yaxes(
        showline=False,
        range=[low - 0.08 * span, high + 0.2 * span],
        showticklabels=False,
        title={"text": "evidenced value →", "standoff": 2},
    )
    finding = _finding(frame)
    left_out = len(frame) - len(visible)
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"l": 26, "b": 30}),
        finding=finding,
        subtitle="Each unit by the share of its active users with a habit (last period) and its evidenced value from the "
        "beginning; grey: no evidenced value"
        + ("; ringed: a habit, no evidenced value, no workflow redesigned" if idle.any() else ""),
        n=f"n = {format.plural(len(visible), 'unit')}"
        + (f"; {format.plural(left_out, 'more unit')} without known habitual use" if left_out else ""),
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in visible.iterrows())}.",
    )


def _name(row: pd.Series, viewport: Viewport) -> str:
    name = format.escape_html(format.shorten(str(row["business_unit"]), 16 if viewport.is_narrow else 22))
    return f'{name} <span style="color:{viewport.grey}">{format.money(float(row["evidenced"]))}</span>'


def _labels(named: pd.DataFrame, across: float, span: float, viewport: Viewport) -> list[tuple[int, int]]:
    """How far above its dot each name stands, in pixels, and on which side: the lowest place where it covers nothing."""
    width, high = PLOT[viewport.width]
    spots = [
        (float(row["habitual_share"]) / across * width, float(row["evidenced"]) / span * high)
        for _, row in named.iterrows()
    ]
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
    found = []
    for (x, y), (_, row) in zip(spots, named.iterrows(), strict=True):
        side = -1 if x > 0.72 * width else 1
        length = LETTER * (len(str(row["business_unit"])[:22]) + 6)
        for up in range(0, 140, 4):
            left = x + 11 if side > 0 else x - 11 - length
            box = (left, y + up - 7, left + length, y + up + 7)
            if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
                break
        taken.append(box)
        found.append((up, side))
    return found


def _finding(frame: pd.DataFrame) -> str:
    idle = frame[frame["is_without_impact"].fillna(False).astype(bool)]["business_unit"].astype(str).tolist()
    if idle:
        return f"{adoption.unit_names(idle)} {format.inflect(len(idle), 'has', 'have')} the habit and no impact: no evidenced value, no workflow redesigned"
    used = frame[frame["active_users"] > 0]
    none = used[used["is_unevidenced"].fillna(False).astype(bool)]["business_unit"].astype(str).tolist()
    if len(none) == len(used) and len(used):
        return f"{'The unit uses' if len(used) == 1 else f'All {format.count(len(used))} units use'} AI, and none of its value is evidenced"
    if none:
        return f"{adoption.unit_names(none)} {format.inflect(len(none), 'uses', 'use')} AI and {format.inflect(len(none), 'has', 'have')} no evidenced value"
    if len(used) == 1:
        return f"{used.iloc[0]['business_unit']} uses AI, and {format.money(float(used.iloc[0]['evidenced']))} is evidenced"
    return "Every unit that uses AI has evidenced value"


def _spoken(row: pd.Series) -> str:
    flows = (
        f", {format.plural(int(row['workflows_redesigned']), 'workflow')} redesigned"
        if pd.notna(row["workflows_redesigned"])
        else ""
    )
    return (
        f"{row['business_unit']}: {format.percent(row['habitual_share'])} of the active have a habit, "
        f"{format.money(float(row['evidenced']))} evidenced{flows}"
    )
