"""What does the investment buy, and what produces return?"""

import math

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.text.money import PURPOSES, currency
from components.theme import Drawn, Viewport, canvas, finish, hatched, nothing, write
from queries import Listing

ROW = 44
HEADER = 34
LEFT, RIGHT = (0.0, 0.47), (0.53, 1.0)  # of the width: what was bought, what came back


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """Each purpose's spend at the left (hatched where linked to no initiative); at the right the value it earned."""
    frame = listing.frame
    named = frame[frame["purpose"].notna() & (frame["spent"].abs() > 0)] if len(frame) else frame
    if listing.missing or named.empty:
        return nothing("What produces return is not known yet", listing.missing or listing.view.needs)
    rows = [row for _, row in named.sort_values("spent", ascending=False, kind="stable").iterrows()]
    figure = canvas()
    for index, row in enumerate(rows):
        place = len(rows) - 1 - index
        _bought(figure, viewport, place, row)
        _came(figure, viewport, place, row)
    most = max(
        *(abs(_number(row["spent"])) for row in rows), *(abs(_number(row["risk_adjusted"])) for row in rows), 1.0
    )
    low = min(0.0, *(_number(row["risk_adjusted"]) for row in rows), *(_number(row["spent"]) for row in rows))
    for axis, domain in (("xaxis", LEFT), ("xaxis2", RIGHT)):
        figure.update_layout({axis: {"visible": False, "domain": domain, "range": [low, most]}})
    figure.update_layout(barmode="overlay", xaxis2={"anchor": "y"})
    figure.update_yaxes(visible=False, range=[-0.5, len(rows) - 0.5])
    for text, domain in (("What the investment buys", LEFT), ("What produces return", RIGHT)):
        write(
            figure,
            viewport,
            text,
            x=domain[0],
            xref="paper",
            y=1,
            yref="paper",
            yshift=18,
            xshift=-3,
            colour=viewport.grey,
        )
    finding = _finding(rows)
    return Drawn(
        finish(figure, viewport, height=ROW * len(rows) + HEADER + 12, margin={"t": HEADER}),
        finding=finding,
        subtitle=f"Actual spend from the beginning, {currency(listing.scope)}, hatched where linked to no initiative; "
        "beside it the risk-adjusted value of the initiatives it paid for, by its share of their cost",
        n=_left_out(frame, rows),
        alt=f"{finding}. {'; '.join(_spoken(row) for row in rows)}.",
    )


def _finding(rows: list[pd.Series]) -> str:
    linked = [row for row in rows if _number(row["linked"]) > 0]
    spent, unlinked = (
        sum(max(0.0, part) for part in parts)
        for parts in zip(
            *((_number(row["spent"]), _number(row["spent"]) - _number(row["linked"])) for row in rows), strict=True
        )
    )
    if not linked:
        return f"None of the {format.money(spent)} is linked to an initiative, so what it produced cannot be traced"
    best = max(linked, key=lambda row: _number(row["risk_adjusted"]))
    if _number(best["risk_adjusted"]) <= 0:
        return "Nothing that was bought has produced a return that can be traced"
    name, value, cost = _name(best), format.money(_number(best["risk_adjusted"])), format.money(_number(best["spent"]))
    idle = max(rows, key=lambda row: _number(row["spent"]) - _number(row["linked"]))
    traced = f"{name} produced {value} for {cost} spent"
    if idle is best or not _number(idle["spent"]) - _number(idle["linked"]) > 0 or _number(idle["risk_adjusted"]) > 0:
        return f"{traced}; {format.money(unlinked)} in all is linked to no initiative" if unlinked > 0 else traced
    return f"{traced}; {_name(idle)}, {format.money(_number(idle['spent']))}, nothing that can be traced"


def _bought(figure: go.Figure, viewport: Viewport, place: int, row: pd.Series) -> None:
    spent, linked = _number(row["spent"]), _number(row["linked"])
    text = format.escape_html(_spoken(row))
    figure.add_bar(
        x=[spent],
        y=[place - 0.2],
        orientation="h",
        width=0.36,
        marker=hatched(viewport, viewport.context),
        hovertext=[text],
        hoverinfo="text",
    )
    figure.add_bar(
        x=[min(linked, spent) if spent > 0 else linked],
        y=[place - 0.2],
        orientation="h",
        width=0.36,
        marker={"color": viewport.context},
        hovertext=[text],
        hoverinfo="text",
    )
    name = f"<b>{_name(row)}</b> {format.money(spent)}"
    write(figure, viewport, name, x=0, xref="paper", y=place + 0.24, xshift=-3)


def _came(figure: go.Figure, viewport: Viewport, place: int, row: pd.Series) -> None:
    value, spent = _number(row["risk_adjusted"]), _number(row["spent"])
    figure.add_bar(
        x=[value],
        y=[place - 0.2],
        xaxis="x2",
        orientation="h",
        width=0.36,
        marker={"color": viewport.accent},
        hovertext=[format.escape_html(_spoken(row))],
        hoverinfo="text",
    )
    if value and spent > 0:
        rest = f"{format.DOT}{format.value(value / spent, 'for each 1')} for each 1" if not viewport.is_narrow else ""
        text, colour = f"<b>{format.money(value)}</b>{rest}", viewport.accent
    else:
        text, colour = ("not linked" if not _number(row["linked"]) else "nothing reported"), viewport.grey
    write(figure, viewport, text, x=RIGHT[0], xref="paper", y=place + 0.24, xshift=-3, colour=colour)


def _left_out(frame: pd.DataFrame, rows: list[pd.Series]) -> str:
    spent, linked = (sum(_number(row[name]) for row in rows) for name in ("spent", "linked"))
    parts = [f"{format.money(linked)} of {format.money(spent)} is linked"]
    untraced = frame[frame["purpose"].isna()]
    if len(untraced) and abs(amount := _number(untraced.iloc[0]["risk_adjusted"])) >= 0.5:
        parts.append(f"{format.money(amount)} more came back, unlinked")
    return "; ".join(parts)


def _name(row: pd.Series) -> str:
    return PURPOSES.get(str(row["purpose"]), str(row["purpose"]))


def _spoken(row: pd.Series) -> str:
    spent, linked, value = (_number(row[name]) for name in ("spent", "linked", "risk_adjusted"))
    return f"{_name(row)} {format.money(spent)}, {format.money(linked)} of it linked, {format.money(value)} came back"


def _number(value: object) -> float:
    number = float(value) if value is not None and not pd.isna(value) else 0.0  # type: ignore[arg-type]
    return number if math.isfinite(number) else 0.0
