"""Do we concentrate the money, or spread it over many use cases?"""

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.text.money import currency
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens
from queries import Answer, Listing

MOST = 5
STAGES = {"production": "in production", "unknown": "stage not stated"}


def chart(listing: Listing, gini: Answer, viewport: Viewport) -> Drawn:
    """A bar for each of the five dearest initiatives and one for all the others."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("On which use cases the money rests is not known yet", listing.missing, _why_not(listing))
    first, rest = frame.head(MOST), frame.iloc[MOST:]
    bars = [_bar(row, viewport) for _, row in first.iterrows()]
    if len(rest):
        others = f"The {'other one' if len(rest) == 1 else 'other ' + format.count(len(rest))}"
        note = f"{format.money(float(rest['spent'].sum()))}{format.DOT}{format.percent(float(rest['share'].sum()))}"
        bars.append(Bar(others, note, float(rest["spent"].sum()), f"{others}: {note}", is_hatched=True))
    figure = canvas()
    height = rows(figure, viewport, bars)
    finding = _finding(frame, first)
    spread = gini.last.value if gini.last else None
    return Drawn(
        finish(figure, viewport, height=height),
        finding=finding,
        subtitle=f"Actual spend linked to each initiative so far, {currency(listing.scope)}"
        + (
            f"; Gini coefficient {spread:.2f} (0: all cost the same, towards 1: one has all)"
            if spread is not None
            else ""
        ),
        n=f"n = {format.plural(len(frame), 'initiative')} with spend",
        alt=f"{finding}. {'; '.join(bar.spoken for bar in bars)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "No spend is linked to an initiative: an initiative_id in the spend sheet would."


def _finding(frame: pd.DataFrame, first: pd.DataFrame) -> str:
    if len(frame) <= MOST:
        dearest = frame.iloc[0]
        takes = f"{dearest['name']} takes {format.percent(float(dearest['share']))}"
        return (
            f"{takes} of what initiatives cost" if len(frame) > 1 else f"All that is linked went to {dearest['name']}"
        )
    share = format.percent(float(first["share"].sum()))
    return f"The five dearest of {format.plural(len(frame), 'initiative')} take {share} of what they cost"


def _bar(row: pd.Series, viewport: Viewport) -> Bar:
    stage = STAGES.get(str(row["stage"]), str(row["stage"]))
    note = format.DOT.join([format.money(float(row["spent"])), format.percent(float(row["share"])), stage])
    name = format.shorten(str(row["name"]), 18 if viewport.is_narrow else 40)
    return Bar(
        name=format.escape_html(name),
        note=note,
        size=float(row["spent"]),
        spoken=format.escape_html(f"{row['name']} ({row['business_unit']}): {note}"),
        is_accent=bool(row["is_active"]),
        opens=opens("name", [row["name"]])[0],
    )
