"""Have the four gaps closed, survey by survey?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import adoption, format
from components.theme import SIZE, SMALL, Drawn, Viewport, canvas, finish, nothing, write
from queries import Listing

HEIGHT = 210
PITCH = 1.3  # columns stand so far apart, each being 1 wide


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A column for each gap, a point and its interval for each survey; those that moved beyond chance stand out."""
    frame = listing.frame
    visible = frame[frame["share"].notna()] if len(frame) else frame
    if listing.missing or visible.empty:
        why = (
            ""
            if listing.missing or frame.empty
            else f"{format.HIDDEN.capitalize()}."
            if frame["is_hidden"].all()
            else ""
        )
        return nothing("Whether the gaps close is not known yet", listing.missing or listing.view.needs, why)
    month = listing.scope.settings.get("fiscal_start_month", "1")
    periods = list(dict.fromkeys(frame["period"].astype(str)))
    figure = canvas()
    moves = {}
    for at, (question, name) in enumerate(adoption.GAPS.items()):
        rows = visible[visible["question"] == question]
        move = _move(rows)
        moves[question] = move
        _column(figure, viewport, rows, at * PITCH, periods, is_accent=move is not None, month=month)
        write(
            figure, viewport, f"<b>{name}</b>", x=at * PITCH - 0.03, y=1.12, size=SMALL if viewport.is_narrow else SIZE
        )
    figure.update_yaxes(visible=False, range=[-0.2, 1.2])
    figure.update_xaxes(visible=False, range=[-0.1, 4 * PITCH - (PITCH - 1) + (0.06 if viewport.is_narrow else 0.14)])
    finding = _finding(moves, visible, month)
    counts = sorted(set(visible["units"].astype(int)))
    return Drawn(
        finish(figure, viewport, height=HEIGHT),
        finding=finding,
        subtitle=f"Answers of 4 or 5 over the units shown, {_span(periods, month)}, with 95 % interval; surveys are "
        "compared where the same units answered; dotted: half",
        n=f"n = {format.interval(visible['judged'].min(), visible['judged'].max(), 'count')} answers a survey, "
        f"{format.interval(counts[0], counts[-1], 'count')} {'unit' if counts[-1] == 1 else 'units'}",
        alt=f"{finding}. {'; '.join(_spoken(row, month) for _, row in visible.iterrows())}.",
    )


def _span(periods: list[str], month: str) -> str:
    """From the first survey to the last."""
    return format.join(dict.fromkeys(format.quarter(period, month) for period in (periods[0], periods[-1])), last="to")


def _move(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series] | None:
    """The first survey that the same units answered, and the last, where they differ beyond chance."""
    if len(rows) < 2:
        return None
    last = rows.iloc[-1]
    same = [row for _, row in rows.iloc[:-1].iterrows() if list(row["answering"]) == list(last["answering"])]
    if not same or (same[0]["low"] <= last["high"] and last["low"] <= same[0]["high"]):
        return None
    return same[0], last


def _finding(moves: dict[str, tuple[pd.Series, pd.Series] | None], visible: pd.DataFrame, month: str) -> str:
    moved = {question: move for question, move in moves.items() if move is not None}
    if visible["period"].nunique() == 1:
        low = visible.loc[visible["share"].idxmin()]
        return f"One survey so far: {low['question']} is lowest, {format.percent(low['share'])} answer 4 or 5"
    if not moved:
        same = any(
            list(first["answering"]) == list(rows.iloc[-1]["answering"])
            for _, rows in visible.groupby("question")
            for _, first in rows.iloc[:-1].iterrows()
        )
        return "No gap has closed or opened beyond chance" if same else "No two surveys had the same units answering"
    sentence = format.join(
        f"{question} {'rose' if now['share'] > was['share'] else 'fell'} from {format.percent(was['share'])} to "
        f"{format.percent(now['share'])} since {format.quarter(str(was['period']), month)}"
        for question, (was, now) in moved.items()
    )
    return f"{sentence[:1].upper()}{sentence[1:]}" + (
        "; the others did not move beyond chance" if len(moved) < len(moves) else ""
    )


def _column(
    figure: go.Figure,
    viewport: Viewport,
    rows: pd.DataFrame,
    start: float,
    periods: list[str],
    *,
    is_accent: bool,
    month: str,
) -> None:
    if rows.empty:
        return
    step = 1 / max(1, len(periods) - 1)
    places = [start + periods.index(str(period)) * step for period in rows["period"]]
    colour = viewport.accent if is_accent else viewport.grey
    figure.add_shape(
        type="line",
        x0=start,
        x1=start + 1,
        y0=0.5,
        y1=0.5,
        layer="below",
        line={"color": viewport.grey, "width": 1, "dash": "dot"},
    )
    figure.add_scatter(
        x=[*places, *reversed(places)],
        y=[*rows["high"], *reversed(rows["low"].tolist())],
        fill="toself",
        mode="lines",
        fillcolor=viewport.range,
        line={"width": 0},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=places,
        y=rows["share"].tolist(),
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={"color": colour, "size": 7},
        hovertext=[format.escape_html(_spoken(row, month)) for _, row in rows.iterrows()],
        hoverinfo="text",
    )
    for index in sorted({len(places) - 1} if viewport.is_narrow else {0, len(places) - 1}):
        row = rows.iloc[index]
        write(
            figure,
            viewport,
            format.percent(row["share"]),
            x=places[index],
            y=row["high"],
            yshift=10,
            size=SMALL,
            xanchor="center",
            colour=colour,
        )
        label = format.quarter(str(row["period"]), month).replace(" ", "<br>", 1)
        write(
            figure,
            viewport,
            label,
            x=places[index],
            y=-0.02,
            yanchor="top",
            size=SMALL,
            colour=viewport.grey,
            xanchor="center",
            align="center",
        )


def _spoken(row: pd.Series, month: str) -> str:
    counts = f"{format.of(row['agreeing'], row['judged'])}, {format.interval(row['low'], row['high'])}"
    return f"{row['question']} {format.quarter(str(row['period']), month)} {format.percent(row['share'])} ({counts})"
