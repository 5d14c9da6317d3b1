"""What is live in each unit, and how much of it was built inside?"""

import pandas as pd

from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

MOST = 14  # units drawn; the rest are summed in one row
ROW = 30


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar of live tools for each unit, the part built inside in the accent colour; many units: the largest and others."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("What is live is not known yet", listing.missing or listing.view.needs)
    shown = _cut(frame)
    figure, places = canvas(), list(range(len(shown)))
    bar = {
        "orientation": "h",
        "y": places,
        "width": 0.62,
        "hoverinfo": "text",
        "hovertext": [format.escape_html(_spoken(row)) for row in shown.itertuples()],
        "customdata": opens("business_unit", shown["business_unit"]) if len(shown) == len(frame) else None,
    }
    figure.add_bar(x=shown["built_inside"], marker={"color": viewport.accent}, **bar)
    figure.add_bar(x=shown["tools"] - shown["built_inside"], marker={"color": viewport.context}, **bar)
    figure.update_layout(barmode="stack")
    for place, row in zip(places, shown.itertuples(), strict=True):
        write(figure, viewport, _note(row), x=row.tools, y=place, xshift=6, colour=viewport.grey)
    figure.update_yaxes(
        tickmode="array",
        tickvals=places,
        range=[len(shown) - 0.4, -0.6],
        tickfont={"color": viewport.ink},
        ticktext=[
            format.escape_html(format.shorten(str(unit), 14 if viewport.is_narrow else 30))
            for unit in shown["business_unit"]
        ],
    )
    figure.update_xaxes(visible=False, range=[0, float(shown["tools"].max()) * (1.75 if viewport.is_narrow else 1.4)])
    finding = _finding(frame)
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 20),
        finding=finding,
        subtitle="Live tools by unit; coloured: built inside",
        n=_n(frame),
        alt=f"{finding}. {'; '.join(_spoken(row) for row in shown.itertuples())}.",
    )


def _cut(frame: pd.DataFrame) -> pd.DataFrame:
    if len(frame) <= MOST:
        return frame
    rest = frame.iloc[MOST - 1 :]
    others = rest.sum(numeric_only=True).to_dict() | {"business_unit": f"and {format.count(len(rest))} others"}
    return pd.concat([frame.iloc[: MOST - 1], pd.DataFrame([others])], ignore_index=True)


def _finding(frame: pd.DataFrame) -> str:
    if int(frame["tools"].sum()) == 1:
        built = f", {'' if frame['built_inside'].sum() else 'not '}built inside" if frame["known_builder"].sum() else ""
        return f"The one live tool is in {frame.iloc[0]['business_unit']}{built}"
    known, inside = int(frame["known_builder"].sum()), int(frame["built_inside"].sum())
    largest = frame.iloc[0]
    if not known:
        share = format.of(largest["tools"], frame["tools"].sum())
        return f"{share} live tools are in {largest['business_unit']}; who built them is not stated"
    builders = frame[frame["built_inside"] > 0]
    if builders.empty:
        return "No unit has built a live tool inside"
    most = builders.loc[builders["built_inside"].idxmax()]
    if len(frame) == 1:
        return f"{format.of(inside, known)} live tools in {most['business_unit']} were built inside"
    return f"{most['business_unit']} built {format.of(most['built_inside'], inside)} live tools that were built inside"


def _n(frame: pd.DataFrame) -> str:
    tools, known = int(frame["tools"].sum()), int(frame["known_builder"].sum())
    unknown = f"; who built {format.count(tools - known)} of them is not stated" if 0 < known < tools else ""
    return f"n = {format.plural(tools, 'live tool')} in {format.plural(len(frame), 'unit')}{unknown}"


def _note(row: object) -> str:
    return f"{format.of(row.built_inside, row.tools)} inside" if row.known_builder else format.count(row.tools)  # type: ignore[attr-defined]


def _spoken(row: object) -> str:
    built = f", {format.count(row.built_inside)} built inside" if row.known_builder else ""  # type: ignore[attr-defined]
    return f"{row.business_unit} {format.count(row.tools)}{built}"  # type: ignore[attr-defined]
