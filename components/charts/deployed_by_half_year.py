"""How many tools went live in each half-year, and how many of them did we build?"""

import pandas as pd

from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, write
from queries import Listing

MOST = 8  # half-years drawn, the latest
HEIGHT = 270


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar of tools for each half-year, the part built inside in the accent colour, the last six months at the right."""
    frame = listing.frame
    if listing.missing or frame.empty or not frame["tools"].sum():
        return nothing("When tools went live is not known yet", listing.missing or listing.view.needs)
    shown = frame.tail(5 if viewport.is_narrow else MOST).reset_index(drop=True)
    figure, places = canvas(), list(range(len(shown)))
    bar = {"x": places, "width": 0.62}
    figure.add_bar(y=shown["built_inside"], marker={"color": viewport.accent}, hoverinfo="skip", **bar)
    figure.add_bar(
        y=shown["tools"] - shown["built_inside"],
        marker={"color": viewport.context},
        hovertext=[_spoken(row) for row in _rows(shown)],
        hoverinfo="text",
        **bar,
    )
    figure.update_layout(barmode="stack")
    for place, row in zip(places, _rows(shown), strict=True):
        note = format.of(row["built_inside"], row["tools"]) if row["known_builder"] else format.count(row["tools"])
        write(
            figure,
            viewport,
            note if row["tools"] else "none",
            x=place,
            y=row["tools"],
            yshift=10,
            xanchor="center",
            colour=viewport.ink if row["tools"] else viewport.grey,
        )
    figure.update_xaxes(
        tickmode="array",
        tickvals=places,
        tickangle=0,
        showline=True,
        range=[-0.6, len(shown) - 0.4],
        ticktext=[
            f"{row['first_day']:%b}{format.DASH}{row['last_day']:%b}<br>{row['last_day']:%Y}" for row in _rows(shown)
        ],
    )
    figure.update_yaxes(visible=False, range=[0, float(shown["tools"].max()) * 1.15])
    finding = _finding(frame)
    earlier = int(frame["tools"].sum() - shown["tools"].sum())
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 16}),
        finding=finding,
        subtitle="Tools by the half-year they went live in; coloured: built inside",
        n=f"n = {format.plural(int(frame['tools'].sum()), 'tool')}"
        + (f", {format.count(earlier)} of them earlier" if earlier else ""),
        alt=f"{finding}. {'; '.join(_spoken(row) for row in _rows(shown))}.",
    )


def _rows(frame: pd.DataFrame) -> list[pd.Series]:
    return [row for _, row in frame.iterrows()]


def _finding(frame: pd.DataFrame) -> str:
    last, inside = frame.iloc[-1], int(frame.iloc[-1]["built_inside"])
    if not last["tools"]:
        return "No tool went live in the last six months"
    sentence = f"{format.plural(last['tools'], 'tool')} went live in the last six months"
    if not last["known_builder"]:
        return sentence
    if last["tools"] == 1:
        return f"{sentence}, built inside" if inside else f"{sentence}, not built inside"
    return f"{sentence}, {format.count(inside) if inside else 'none'} of them built inside"


def _spoken(row: pd.Series) -> str:
    built = f", {format.count(row['built_inside'])} built inside" if row["known_builder"] else ""
    return f"{row['first_day']:%B %Y} to {row['last_day']:%B %Y} {format.count(row['tools'])}{built}"
