"""Which unit spends more than it planned?"""

from typing import TypedDict

import pandas as pd

from components.text import format
from components.text.money import currency
from components.theme import Drawn, Marker, Viewport, canvas, finish, hatched, nothing, opens, outlined, write
from queries import Listing

ROW = 44
MOST = 14


class Compared(TypedDict):
    """A unit that pays: over the quarters of which both are known what it spent beyond its budget, and what it spent
    without one while others have one."""

    business_unit: str
    actual: float
    budget: float
    on_budget: float
    on_budget_share: float
    unbudgeted: float


def chart(units: Listing, viewport: Viewport) -> Drawn:
    """For each unit that pays: what it spent, solid, its budget in outline, and hatched what had no budget; the largest above."""
    frame = units.frame
    if units.missing:
        return nothing("Each unit against its budget: not known yet", units.missing)
    compared = frame[frame["variance"].notna()] if len(frame) else frame
    if compared.empty:
        return nothing("No unit can be held against a budget yet", subtitle=_why_not(frame))
    shown = compared.head(MOST)
    rows: list[Compared] = compared.to_dict("records")
    figure = canvas()
    places = [len(shown) - 1 - row for row in range(len(shown))]
    names = shown["business_unit"].tolist()
    spent = shown["actual"].fillna(0).clip(lower=0)
    kinds: list[tuple[str, float, Marker]] = [
        ("budget", 0.44, outlined(viewport)),
        ("actual", 0.26, {"color": viewport.accent}),
        ("unbudgeted", 0.26, hatched(viewport)),
    ]
    for column, width, marker in kinds:
        if column == "unbudgeted" and not shown[column].fillna(0).any():
            continue
        figure.add_bar(
            x=shown[column].clip(lower=0).tolist(),
            base=spent.tolist() if column == "unbudgeted" else None,
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
    figure.update_xaxes(visible=False, range=[0, (_longest(shown) or 1.0) * 1.005])
    figure.update_yaxes(visible=False, range=[-0.5, len(shown) - 0.45])
    sentence = _finding(compared)
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 12, margin={"l": 4, "r": 0, "t": 0, "b": 0}),
        finding=sentence,
        subtitle=(
            f"Solid: spent, outline: budget{', hatched: spent without one' if compared['unbudgeted'].any() else ''}, "
            f"{currency(units.scope)}, by the unit that pays, over the quarters with both"
        ),
        n=_left_out(frame, compared),
        alt=f"{sentence}. {'; '.join(_spoken(row) for row in rows)}.",
    )


def _longest(shown: pd.DataFrame) -> float:
    spent = shown["actual"].fillna(0).clip(lower=0) + shown["unbudgeted"].fillna(0).clip(lower=0)
    return float(pd.concat([spent, shown["budget"].fillna(0)]).max())


def _finding(compared: pd.DataFrame) -> str:
    """How many spent more than their budget, which by the most, and who spent most without one."""
    parts = []
    held = compared[compared["budget"].notna()]
    if len(held):
        over = int((held["on_budget"] > 0).sum())
        sentence = f"{format.of(over, len(held))} {'unit' if len(held) == 1 else 'units'} spent more than budgeted"
        first = held.loc[held["on_budget"].idxmax()]
        if over:
            sentence += (
                f", {first['business_unit']} {'most, ' if over > 1 else ''}by {format.money(float(first['on_budget']))}"
            )
        parts.append(sentence)
    without = compared[compared["unbudgeted"].fillna(0) > 0]
    if len(without):
        first = without.loc[without["unbudgeted"].idxmax()]
        who = str(first["business_unit"]) if len(without) == 1 else format.plural(len(without), "unit")
        parts.append(f"{who} spent {format.money(float(without['unbudgeted'].sum()))} without a budget")
    return "; ".join(parts) or "No unit spent anything without a budget"


def _difference(row: Compared) -> str:
    parts = []
    if pd.notna(row["on_budget"]):
        parts.append(format.signed(format.money(float(row["on_budget"]))))
        if pd.notna(row["on_budget_share"]):
            parts.append(format.signed(format.percent(float(row["on_budget_share"]))))
    if pd.notna(row["unbudgeted"]) and row["unbudgeted"]:
        parts.append(f"{format.money(float(row['unbudgeted']))} without a budget")
    return ", ".join(parts) or format.money(0.0)


def _spoken(row: Compared) -> str:
    if pd.isna(row["budget"]):
        return f"{row['business_unit']} {_difference(row)}"
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
