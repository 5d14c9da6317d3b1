"""Which safeguards does what is live or approved have?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, points, write
from queries import Listing

ROW = 32


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A point for each safeguard: the share that has it, of those that say; the least kept above."""
    frame = listing.frame
    if listing.missing or frame.empty or not frame["known"].sum():
        return nothing("Which safeguards are in place is not known yet", listing.missing, _why_not(listing))
    rows = [row for _, row in frame.iterrows()]
    figure = canvas()
    _draw(figure, viewport, rows)
    finding = _finding([row for row in rows if row["known"]])
    return Drawn(
        finish(figure, viewport, height=ROW * len(rows) + 16),
        finding=finding,
        subtitle="Initiatives live or approved that have it, of those for which it is stated",
        n=f"n = {format.plural(int((frame['known'] + frame['not_stated']).max()), 'initiative')} live or approved",
        alt=f"{finding}. {'; '.join(_spoken(row) for row in rows)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "Nothing that is live or approved says which safeguards it has."


def _finding(rows: list[pd.Series]) -> str:
    lacking = [row for row in rows if row["met"] < row["known"]]
    silent = max(int(row["not_stated"]) for row in rows)
    if not lacking:
        more = f", but up to {format.count(silent)} do not say" if silent else ""
        return f"Every safeguard that is stated is in place{more}"
    worst = min(lacking, key=lambda row: (row["met"] / row["known"], -row["known"]))
    missing = int(worst["known"] - worst["met"])
    if worst["known"] == 1:
        return f"{_name(worst)} is missing in the one that states it"
    return f"{_name(worst)} is missing most often: in {format.of(missing, worst['known'])} that state it"


def _name(row: pd.Series) -> str:
    return str(row["safeguard"]).capitalize()


def _note(row: pd.Series, is_narrow: bool = False) -> str:
    if not row["known"]:
        return "nobody says"
    silent = (
        f"{format.DOT}{format.count(row['not_stated'])} {'silent' if is_narrow else 'do not say'}"
        if row["not_stated"]
        else ""
    )
    return f"{format.of(row['met'], row['known'])}{silent}"


def _spoken(row: pd.Series) -> str:
    return f"{_name(row)} {_note(row)}"


def _draw(figure: go.Figure, viewport: Viewport, rows: list[pd.Series]) -> None:
    known = [(len(rows) - 1 - index, row) for index, row in enumerate(rows) if row["known"]]
    figure.add_scatter(
        x=[row["met"] / row["known"] for _, row in known],
        y=[place for place, _ in known],
        mode="markers",
        marker=points(viewport, ["ok"] * len(known)),
        hovertext=[_spoken(row) for _, row in known],
        hoverinfo="text",
        customdata=opens("safeguard", [row["safeguard"] for _, row in known]),
    )
    for index, row in enumerate(rows):
        write(
            figure,
            viewport,
            _note(row, viewport.is_narrow),
            x=1.04,
            y=len(rows) - 1 - index,
            colour=viewport.grey,
            size=SMALL,
        )
    figure.update_yaxes(
        tickmode="array",
        tickvals=[len(rows) - 1 - index for index in range(len(rows))],
        ticktext=[_name(row).replace(" before ", "<br>before ") if viewport.is_narrow else _name(row) for row in rows],
        range=[-0.6, len(rows) - 0.4],
        tickfont={"color": viewport.ink, "size": SMALL if viewport.is_narrow else 13},
    )
    figure.update_xaxes(
        tickmode="array",
        tickvals=[0, 0.5, 1],
        ticktext=["0", "50 %", "100 %"],
        range=[-0.03, 1.75 if viewport.is_narrow else 1.5],
        showgrid=True,
        gridcolor=viewport.line,
    )
