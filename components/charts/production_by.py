"""Who reaches production, and how fast: by who built it, by unit, by when it started?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, points, write
from queries import Listing

ROW = 28
MOST = 12  # parts drawn of a split; those with most initiatives where there are more
SPLITS = {"built_by": "By who built it", "business_unit": "By unit", "start_year": "By the year it started"}
BUILDERS = {
    "internal": "Built inside",
    "vendor": "Built by a vendor",
    "hybrid": "Built with a vendor",
    "bought": "Bought",
}


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A point and its interval for each builder, unit and start year: the share in production by day 365, stops competing."""
    frame = listing.frame
    judged = frame[frame["by_365"].notna()] if len(frame) else frame
    splits = [split for split in SPLITS if len(judged[judged["split"] == split])]
    if listing.missing or judged.empty or not splits:
        return nothing("Who reaches production fastest is not known yet", listing.missing, _why_not(listing))
    lines: list[pd.Series | str] = []
    for split in splits:
        parts = judged[judged["split"] == split].head(MOST)
        lines.append(SPLITS[split])
        order = (
            parts.sort_values("part")
            if split == "start_year"
            else parts.sort_values("by_365", ascending=False, kind="stable")
        )
        lines += [row for _, row in order.iterrows()]
    figure = canvas()
    _draw(figure, viewport, lines)
    finding = _finding(judged)
    return Drawn(
        finish(figure, viewport, height=ROW * len(lines) + 24),
        finding=finding,
        subtitle=f"In production by day 365 (cumulative incidence, 95 % interval); hollow: {format.TOO_FEW}",
        n=f"n = {format.plural(int(judged[judged['split'] == splits[0]]['watched'].sum()), 'initiative')} watched",
        alt=f"{finding}. {'; '.join(_spoken(line) for line in lines if not isinstance(line, str))}.",
    )


def _why_not(listing: Listing) -> str:
    return (
        "" if listing.missing else "No initiative was watched for a year yet, from its start or its unit's first list."
    )


def _name(row: pd.Series) -> str:
    part = str(row["part"])
    return {"built_by": BUILDERS.get(part, part), "start_year": f"Started in {part}"}.get(str(row["split"]), part)


def _finding(judged: pd.DataFrame) -> str:
    built = judged[(judged["split"] == "built_by") & (judged["state"] == "ok")]
    if len(built) < 2:
        return "Too few to tell who reaches production more often"
    # The two that stand furthest apart beyond chance; where none do, the highest and the lowest.
    best, worst = built.loc[built["low_365"].idxmax()], built.loc[built["high_365"].idxmin()]
    if best["low_365"] > worst["high_365"]:
        return f"{_reached(best)}, {_reached(worst).lower()} within a year"
    best, worst = built.loc[built["by_365"].idxmax()], built.loc[built["by_365"].idxmin()]
    return f"{_reached(best)}, {_reached(worst).lower()} within a year: not apart beyond chance"


def _reached(row: pd.Series) -> str:
    return f"{_name(row)} {format.percent(row['by_365'])}"


def _draw(figure: go.Figure, viewport: Viewport, lines: list[pd.Series | str]) -> None:
    rows = [(len(lines) - 1 - index, line) for index, line in enumerate(lines)]
    parts = [(place, line) for place, line in rows if not isinstance(line, str)]
    for place, row in parts:
        if row["state"] == "ok":
            figure.add_scatter(
                x=[row["low_365"], row["high_365"]],
                y=[place, place],
                mode="lines",
                hoverinfo="skip",
                line={"color": viewport.context, "width": 5},
            )
    figure.add_scatter(
        x=[row["by_365"] for _, row in parts],
        y=[place for place, _ in parts],
        mode="markers",
        marker=points(viewport, [row["state"] for _, row in parts]),
        hovertext=[format.escape_html(_spoken(row)) for _, row in parts],
        hoverinfo="text",
        customdata=[opens(row["split"], [row["part"]])[0] for _, row in parts],
    )
    for place, row in parts:
        right = row["high_365"] if row["state"] == "ok" else row["by_365"]
        counts = format.of(row["in_production"], row["watched"])
        text = format.percent(row["by_365"]) if row["state"] == "ok" else counts
        write(figure, viewport, text, x=right, y=place, xshift=10, colour=viewport.grey, size=SMALL)
    most = 19 if viewport.is_narrow else 26
    names = [
        f"<b>{line}</b>" if isinstance(line, str) else format.escape_html(format.shorten(_name(line), most))
        for line in lines
    ]
    figure.update_yaxes(
        tickmode="array",
        tickvals=[place for place, _ in rows],
        ticktext=names,
        range=[-0.6, len(lines) - 0.4],
        tickfont={"color": viewport.ink},
    )
    figure.update_xaxes(visible=False, range=[-0.03, 1.32 if viewport.is_narrow else 1.15])


def _spoken(row: pd.Series) -> str:
    counts = f"{format.of(row['in_production'], row['watched'])} so far"
    if row["state"] != "ok":
        return f"{_name(row)} {counts}, {format.TOO_FEW}"
    return f"{_name(row)} {format.percent(row['by_365'])} ({format.interval(row['low_365'], row['high_365'])}) by day 365, {counts}"
