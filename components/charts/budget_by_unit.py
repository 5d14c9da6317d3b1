"""Which unit spends more than it planned?"""

from typing import TypedDict

import pandas as pd

from components.text import format
from components.text.money import currency
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens, outlined, write
from queries import Listing

ROW = 44
MOST = 14


class Compared(TypedDict):
    """A unit that pays, over the quarters of which both are known: `variance` is what it spent beyond its budget."""

    business_unit: str
    actual: float
    budget: float
    variance: float
    variance_share: float


def chart(units: Listing, viewport: Viewport) -> Drawn:
    """For each unit that pays: what it spent, solid, and its budget in outline; the largest difference above."""
    frame = units.frame
    if units.missing:
        return nothing("Each unit against its budget: not known yet", units.missing)
    compared = frame[frame["budget"].notna()] if len(frame) else frame
    if compared.empty:
        return nothing("No unit can be held against a budget yet", subtitle=_why_not(frame))
    shown = compared.head(MOST)
    rows: list[Compared] = compared.to_dict("records")
    figure = canvas()
    places = [len(shown) - 1 - row for row in range(len(shown))]
    names = shown["business_unit"].tolist()
    for column, width, marker in (("budget", 0.44, outlined(viewport)), ("actual", 0.26, {"color": viewport.accent})):
        figure.add_bar(
            x=shown[column].clip(lower=0).tolist(),
            y=[place - 0.16 for place in places],
            orientation="h",
            width=width,
            marker=marker,
            hoverinfo="text",
            customdata=opens("business_unit", names),
            hovertext=[format.escape_html(_spoken(row)) for row in rows[:MOST]],
        )
    for place, row in zip(places, rows[:MOST], strict=True):
        name = format.escape_html(format.shorten(str(row["business_unit"]), 18 if viewport.is_narrow else 40))
        note = f'<span style="color:{viewport.grey}">{_difference(row)}</span>'
        write(figure, viewport, f"<b>{name}</b>&nbsp; {note}", x=0, xshift=-3, y=place + 0.28)
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, (float(shown[["actual", "budget"]].max().max()) or 1.0) * 1.005])
    figure.update_yaxes(visible=False, range=[-0.5, len(shown) - 0.45])
    over = int((compared["variance"] > 0).sum())
    first = compared.iloc[0]
    sentence = f"{format.of(over, len(compared))} {'unit' if len(compared) == 1 else 'units'} spent more than budgeted"
    if float(first["variance"]) > 0:
        sentence += f", {first['business_unit']} by {format.money(float(first['variance']))}"
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 12, margin={"l": 4, "r": 0, "t": 0, "b": 0}),
        finding=sentence,
        subtitle=f"Solid: spent, outline: budget, {currency(units.scope)}, by the unit that pays, over the quarters with both",
        n=_left_out(frame, compared),
        alt=f"{sentence}. {'; '.join(_spoken(row) for row in rows)}.",
    )


def _difference(row: Compared) -> str:
    share = row["variance_share"]
    sentence = f"{format.signed(format.money(float(row['variance'])))}"
    return f"{sentence}, {format.signed(format.percent(float(share)))}" if pd.notna(share) else sentence


def _spoken(row: Compared) -> str:
    return (
        f"{row['business_unit']} {format.money(float(row['actual']))} of {format.money(float(row['budget']))} budgeted "
        f"({_difference(row)})"
    )


def _left_out(frame: pd.DataFrame, compared: pd.DataFrame) -> str:
    waiting = int(frame["quarters_not_reported"].sum())
    sentence = format.plural(len(compared), "unit")
    if not waiting:
        return sentence
    return f"{sentence}; {format.plural(waiting, 'budgeted quarter')} of a unit without what was spent, left out"


def _why_not(frame: pd.DataFrame) -> str:
    if len(frame) and int(frame["quarters_not_reported"].sum()):
        return (
            "There are budgets, but for the same quarters nothing says what was spent: rows with basis = actual would."
        )
    return "Rows of the spend sheet with basis = budget, for quarters that also have actual ones, would tell."
