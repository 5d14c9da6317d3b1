"""How many initiatives stand at each stage today, unit by unit?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

GROUPS = {
    "idea": "idea",
    "pilot": "on the way",
    "proven": "on the way",
    "approved": "on the way",
    "production": "live",
    "scaled": "live",
    "stopped": "ended",
    "retired": "ended",
    "unknown": "not stated",
    "gone": "gone",
}
COLUMNS = ("idea", "on the way", "live", "ended", "not stated", "gone")
MOST = 14  # units shown; those with most initiatives where there are more
ROW = 27
SQUARE = 24  # pixels: all but fills a row


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A table of counts, each square as dark as its share of the unit's initiatives; many units: the largest, and others."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("Where each unit's initiatives stand is not known yet", listing.missing or listing.view.needs)
    table = (
        frame.assign(group=frame["stage"].map(GROUPS))
        .pivot_table(index="business_unit", columns="group", values="initiatives", aggfunc="sum", fill_value=0)
        .reindex(columns=[name for name in COLUMNS if name in set(frame["stage"].map(GROUPS))])
    )
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    shown = _cut(table)
    figure = canvas()
    _cells(figure, viewport, shown, set(table.index))
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(shown))),
        ticktext=[
            format.escape_html(format.shorten(str(unit), 14 if viewport.is_narrow else 30)) for unit in shown.index
        ],
        tickfont={"color": viewport.ink, "size": SMALL if viewport.is_narrow else 13},
        range=[len(shown) - 0.5, -0.5],
    )
    names = ["<br>".join(name.rsplit(" ", 1)) if viewport.is_narrow else name for name in shown.columns]
    figure.update_xaxes(
        side="top", tickmode="array", tickvals=list(range(len(names))), ticktext=names, range=[-0.5, len(names) - 0.5]
    )
    finding = _finding(table)
    return Drawn(
        finish(
            figure,
            viewport,
            height=ROW * len(shown) + (68 if viewport.is_narrow else 48),
            margin={"t": 52 if viewport.is_narrow else 32},
        ),
        finding=finding,
        subtitle="Initiatives by unit and stage; darker: a larger share of the unit's own",
        n=f"n = {format.plural(int(table.to_numpy().sum()), 'initiative')} in {format.plural(len(table), 'unit')}",
        alt=f"{finding}. {'; '.join(_spoken(str(unit), row) for unit, row in shown.iterrows())}.",
    )


def _cells(figure: go.Figure, viewport: Viewport, shown: pd.DataFrame, units: set[str]) -> None:
    """A square and its count for each unit and group; a heat map could not be clicked."""
    shares = shown.div(shown.sum(axis=1), axis=0)
    most = float(shares.max().max()) or 1.0
    cells = [
        (place, row, str(unit), name, int(shown.loc[unit, name]), float(shares.loc[unit, name]) / most)
        for row, unit in enumerate(shown.index)
        for place, name in enumerate(shown.columns)
        if shown.loc[unit, name]
    ]
    figure.add_scatter(
        x=[place for place, *_ in cells],
        y=[row for _, row, *_ in cells],
        mode="markers",
        hoverinfo="text",
        marker={
            "symbol": "square",
            "size": SQUARE,
            "line": {"width": 0},
            "cmin": 0,
            "cmax": 1,
            "showscale": False,
            "color": [share for *_, share in cells],
            "colorscale": [[0, viewport.paper], [1, viewport.range]],
        },
        hovertext=[
            format.escape_html(f"{unit}: {format.count(number)} {name}") for _, _, unit, name, number, _ in cells
        ],
        customdata=[opens("business_unit", [unit])[0] if unit in units else "" for _, _, unit, *_ in cells],
    )
    for place, row, _, _, number, _ in cells:
        write(figure, viewport, format.count(number), x=place, y=row, xanchor="center", size=SMALL)


def _cut(table: pd.DataFrame) -> pd.DataFrame:
    if len(table) <= MOST:
        return table
    rest = table.iloc[MOST - 1 :]
    others = pd.DataFrame([rest.sum()], index=[f"and {format.count(len(rest))} others"])
    return pd.concat([table.iloc[: MOST - 1], others])


def _finding(table: pd.DataFrame) -> str:
    if len(table) == 1:
        return f"{table.index[0]} has {format.plural(int(table.to_numpy().sum()), 'initiative')}"
    live = table["live"] if "live" in table else pd.Series(0, index=table.index)
    without = int((live == 0).sum())
    if not live.sum():
        return f"None of the {format.count(len(table))} units has anything in production"
    most = live.idxmax()
    sentence = f"{most} has {format.of(live[most], live.sum())} that are live"
    return f"{sentence}; {format.plural(without, 'unit has', 'units have')} none" if without else sentence


def _spoken(unit: str, row: pd.Series) -> str:
    return f"{unit}: {format.join(f'{format.count(number)} {name}' for name, number in row.items() if number)}"
