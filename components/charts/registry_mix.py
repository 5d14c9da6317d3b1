"""Who built what is live, and who keeps it running?"""

import pandas as pd
import plotly.graph_objects as go

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

BUILDERS = {
    "internal": "Built inside",
    "hybrid": "With a vendor",
    "vendor": "By a vendor",
    "bought": "Bought",
    "not known": "Not stated",
}
MAINTAINERS = {
    "internal": "kept inside",
    "vendor": "by a vendor",
    "nobody": "by nobody",
    "not known": "not stated",
}
ROW = 44


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A table of counts, builder by maintainer, darker where there are more; bars where nobody says who maintains."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("Who built what is live is not known yet", listing.missing or listing.view.needs)
    table = (
        frame.pivot_table(index="built_by", columns="maintained_by", values="tools", aggfunc="sum", fill_value=0)
        .reindex(index=[name for name in BUILDERS if name in set(frame["built_by"])])
        .reindex(columns=[name for name in MAINTAINERS if name in set(frame["maintained_by"])])
    )
    finding, every = _finding(table), int(table.to_numpy().sum())
    is_one_sided = list(table.columns) == ["not known"]
    draw = _bars if is_one_sided else _cells
    return Drawn(
        draw(table, viewport),
        finding=finding,
        subtitle="Live tools by who built them" + ("" if is_one_sided else " and, across, who maintains them"),
        n=f"n = {format.plural(every, 'live tool')}",
        alt=f"{finding}. {'; '.join(_spoken(table))}.",
    )


def _finding(table: pd.DataFrame) -> str:
    every = int(table.to_numpy().sum())
    if list(table.columns) == ["not known"]:
        known = every - int(table.loc[table.index == "not known"].to_numpy().sum())
        inside = _count(table, "internal")
        if every == 1:
            return (
                f"The one live tool {'was built inside' if inside else 'was not built inside'}; who maintains it is not stated"
                if known
                else "Who built and who maintains the one live tool is not stated"
            )
        return f"{format.of(inside, known)} live tools were built inside; who maintains them is not stated"
    both = int(table.loc["internal", "internal"]) if {"internal"} <= set(table.index) & set(table.columns) else 0
    alone = int(table["nobody"].sum()) if "nobody" in table else 0
    if every == 1:
        return f"The one live tool is {'' if both else 'not '}built and kept inside{'; nobody maintains it' if alone else ''}"
    sentence = f"{format.of(both, every)} live tools {'is' if both == 1 else 'are'} built and kept inside"
    return f"{sentence}; nobody maintains {format.count(alone)}" if alone else sentence


def _count(table: pd.DataFrame, builder: str) -> int:
    return int(table.loc[table.index == builder].to_numpy().sum())


def _cells(table: pd.DataFrame, viewport: Viewport) -> go.Figure:
    figure = canvas()
    height, width = table.shape
    _clickable(figure, viewport, table)
    most = int(table.to_numpy().max()) or 1
    for down, builder in enumerate(table.index):
        for across, maintainer in enumerate(table.columns):
            tools = int(table.loc[builder, maintainer])
            _cell(figure, viewport, across, down, tools, most, is_ours=builder == maintainer == "internal")
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(width)),
        range=[-0.55, width - 0.45],
        ticktext=[
            MAINTAINERS[name].replace(" ", "<br>", 1) if viewport.is_narrow else MAINTAINERS[name].capitalize()
            for name in table.columns
        ],
        tickfont={"size": SMALL if viewport.is_narrow else 13},
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(height)),
        ticktext=[BUILDERS[name] for name in table.index],
        range=[height - 0.45, -0.55],
        tickfont={"color": viewport.ink},
    )
    return finish(figure, viewport, height=ROW * height + (60 if viewport.is_narrow else 44))


def _clickable(figure: go.Figure, viewport: Viewport, table: pd.DataFrame) -> None:
    """Squares nobody sees over the cells that hold tools: their colour is a shape's, which cannot be clicked."""
    height, width = table.shape
    cells = [(down, across) for down in range(height) for across in range(width) if table.iloc[down, across]]
    figure.add_scatter(
        x=[across for _, across in cells],
        y=[down for down, _ in cells],
        mode="markers",
        opacity=0,
        marker={"symbol": "square", "size": ROW - 6, "color": viewport.context},
        hoverinfo="text",
        hovertext=[format.plural(int(table.iloc[down, across]), "live tool") for down, across in cells],
        customdata=opens(
            "built_and_kept", [f"{table.index[down]} / {table.columns[across]}" for down, across in cells]
        ),
    )


def _cell(
    figure: go.Figure, viewport: Viewport, across: int, down: int, tools: int, most: int, *, is_ours: bool
) -> None:
    """How many tools: darker the nearer to the most, in the accent colour where they are built and kept inside."""
    if not tools:
        write(figure, viewport, "·", x=across, y=down, xanchor="center", colour=viewport.grey)
        return
    figure.add_shape(
        type="rect",
        x0=across - 0.48,
        x1=across + 0.48,
        y0=down - 0.46,
        y1=down + 0.46,
        line_width=0,
        fillcolor=viewport.accent if is_ours else viewport.context,
        layer="below",
        opacity=1 if is_ours else 0.35 + 0.65 * tools / most,
    )
    colour = viewport.paper if is_ours else viewport.ink
    write(figure, viewport, format.count(tools), x=across, y=down, xanchor="center", colour=colour)


def _bars(table: pd.DataFrame, viewport: Viewport) -> go.Figure:
    every = int(table.to_numpy().sum())
    figure = canvas()
    bars = [
        Bar(
            name=BUILDERS[builder],
            note=f"{format.count(tools)}{format.DOT}{format.percent(tools / every)}",
            size=float(tools),
            spoken=f"{BUILDERS[builder]} {format.count(tools)}",
            is_accent=builder == "internal",
        )
        for builder in table.index
        for tools in [_count(table, builder)]
    ]
    return finish(figure, viewport, height=rows(figure, viewport, bars))


def _spoken(table: pd.DataFrame) -> list[str]:
    return [
        f"{BUILDERS[builder].lower()} and {'maintainer ' if maintainer == 'not known' else ''}"
        f"{'' if maintainer in ('internal', 'not known') else 'maintained '}{MAINTAINERS[maintainer]} {format.count(tools)}"
        for builder, row in table.iterrows()
        for maintainer, tools in row.items()
        if tools
    ]
