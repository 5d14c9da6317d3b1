"""How much of an initiative's first year goes into data and governance?"""

import pandas as pd

from components.charts.layouts.swarms import Dot, Swarm, swarms
from components.text import format
from components.theme import Drawn, Viewport, band, canvas, finish, nothing
from queries import BENCHMARKS, Listing

MOST = 12
QUOTED = BENCHMARKS["data_share"]


def chart(years: Listing, viewport: Viewport) -> Drawn:
    """A dot for each initiative by unit, in the accent where it reached production; a tick for the unit together."""
    frame = years.frame
    over = frame[frame["is_over"] & frame["data_share"].notna()] if len(frame) else frame
    if years.missing or over.empty:
        return nothing("What first years go into is not known yet", years.missing, _why_not(years))
    units = over.groupby("business_unit").size().sort_values(ascending=False, kind="stable").index[:MOST]
    figure = canvas()
    rows = [_row(str(unit), over[over["business_unit"] == unit]) for unit in units]
    rows.sort(key=lambda row: -(row.together or 0))
    height = swarms(figure, viewport, rows, 1.0, "initiative_id")
    quoted = format.benchmark(QUOTED.low, QUOTED.high, "percent")
    band(figure, viewport, QUOTED.low, QUOTED.high, f"quoted {quoted}", axis="x")
    share = float(over["first_year_data_spent"].sum()) / float(over["first_year_spent"].sum())
    reach = int((over["data_share"] >= QUOTED.low).sum())
    sentence = (
        f"Data and governance took {format.percent(share)} of first years; "
        f"{format.of(reach, len(over))} initiatives {format.inflect(reach, 'reaches', 'reach')} the quoted {quoted}"
    )
    young = len(frame) - len(over)
    return Drawn(
        finish(figure, viewport, height=height + 28, margin={"t": 26, "l": 4, "r": 4, "b": 0}),
        finding=sentence,
        subtitle="Data, governance and access controls, of an initiative's first four quarters of spend; blue: reached "
        "production; tick: the unit together; the left edge is 0 %, the right edge 100 %",
        n=f"n = {format.plural(len(over), 'initiative')}"
        + (f"; {format.count(young)} more {format.inflect(young, 'is', 'are')} in the first year" if young else ""),
        alt=f"{sentence}. By unit: {'; '.join(f'{row.name} {row.note}' for row in rows)}.",
    )


def _why_not(years: Listing) -> str:
    if years.missing:
        return ""
    return "No initiative that money was linked to is a year old yet, counted from its first spend."


def _row(unit: str, cases: pd.DataFrame) -> Swarm:
    share = float(cases["first_year_data_spent"].sum()) / float(cases["first_year_spent"].sum())
    return Swarm(
        unit,
        f"{format.percent(share)} of {format.plural(len(cases), 'initiative')}",
        [
            Dot(
                min(1.0, max(0.0, float(row.data_share))),
                str(row.initiative_id),
                format.escape_html(
                    f"{row.name}: {format.percent(row.data_share)} of {format.money(row.first_year_spent)}"
                    f"{', reached production' if row.ever_production is True else ''}"
                ),
                row.ever_production is True,
            )
            for row in cases.drop(columns=["business_unit"]).itertuples(index=False)
        ],
        share,
    )
