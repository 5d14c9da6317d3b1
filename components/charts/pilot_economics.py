"""Does more money at the start bring more pilots into production?"""

import pandas as pd

from components.charts.layouts.effect import Reached
from components.text import format
from components.text.money import currency
from components.theme import Drawn, Viewport, canvas, finish, nothing, points, write
from queries import Listing

ROW = 58
THIRDS = ("least", "middle", "most")
NAMES = {"least": "The least", "middle": "The middle third", "most": "The most", "not known": "Not known at the start"}


class Band(Reached):
    """A third of the initiatives by the money planned at their start, or those of which it is not known."""

    band: str
    from_funding: float
    to_funding: float
    spent_for_each: float


def chart(bands: Listing, viewport: Viewport) -> Drawn:
    """A point and its interval for each third of the money planned at the start; counts where there are too few."""
    frame = bands.frame
    thirds = frame[frame["band"].isin(THIRDS) & frame["by_365"].notna()] if len(frame) else frame
    if bands.missing or thirds.empty:
        return nothing("Whether money brings pilots into production is not known yet", bands.missing, _why_not(bands))
    shown = frame[frame["by_365"].notna()]
    rows: list[Band] = shown.to_dict("records")
    places = [len(shown) - 1 - row for row in range(len(shown))]
    figure = canvas()
    for place, row in zip(places, rows, strict=True):
        if row["state"] == "ok":
            figure.add_scatter(
                x=[row["low_365"], row["high_365"]],
                y=[place - 0.18] * 2,
                mode="lines",
                hoverinfo="skip",
                line={"color": viewport.context, "width": 5},
            )
        note = f'<span style="color:{viewport.grey}">{_note(row, viewport)}</span>'
        write(figure, viewport, f"<b>{_name(row)}</b>&nbsp; {note}", x=0, xref="paper", xshift=-3, y=place + 0.22)
    figure.add_scatter(
        x=shown["by_365"].tolist(),
        y=[place - 0.18 for place in places],
        mode="markers",
        hoverinfo="text",
        marker=points(viewport, shown["state"].tolist(), size=10),
        hovertext=[_spoken(row) for row in rows],
    )
    figure.update_xaxes(
        range=[-0.02, 1.02], tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1], showgrid=True, gridcolor=viewport.line
    )
    figure.update_yaxes(visible=False, range=[-0.55, len(shown) - 0.5])
    finding = _finding(thirds)
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 40, margin={"l": 6, "t": 0}),
        finding=finding,
        subtitle="In production by day 365 (cumulative incidence, 95 % interval), by thirds of the cost planned on the "
        f"first list soon after the start, {currency(bands.scope)}; hollow: {format.TOO_FEW}",
        n=f"n = {format.plural(int(shown['watched'].sum()), 'initiative')} watched",
        alt=f"{finding}. {'; '.join(_spoken(row) for row in rows)}.",
    )


def _finding(thirds: pd.DataFrame) -> str:
    judged = thirds[thirds["state"] == "ok"]
    if len(judged) < 2:
        return "Too few to tell whether more money at the start brings more pilots into production"
    least, most = judged.iloc[0], judged.iloc[-1]
    sentence = f"{format.percent(most['by_365'])} of the best funded are in production within a year, {format.percent(least['by_365'])} of the least funded"
    apart = least["low_365"] > most["high_365"] or most["low_365"] > least["high_365"]
    return sentence if apart else f"{sentence}: not apart beyond chance"


def _name(row: Band) -> str:
    if row["band"] == "not known":
        return NAMES["not known"]
    first, last = format.money(row["from_funding"]), format.money(row["to_funding"])
    return first if first == last else f"{first} to {last}"


def _note(row: Band, viewport: Viewport) -> str:
    counts = format.of(row["in_production"], row["watched"])
    rate = counts if row["state"] != "ok" else f"{format.percent(row['by_365'])}, {counts}"
    if pd.notna(row["spent_for_each"]) and not viewport.is_narrow:
        rate += f"{format.DOT}spent {format.money(row['spent_for_each'])} for each in production"
    return rate


def _spoken(row: Band) -> str:
    counts = f"{format.of(row['in_production'], row['watched'])} so far"
    if row["state"] != "ok":
        return f"{_name(row)} {counts}, {format.TOO_FEW}"
    return (
        f"{_name(row)} {format.percent(row['by_365'])} ({format.interval(row['low_365'], row['high_365'])}), {counts}"
    )


def _why_not(bands: Listing) -> str:
    if bands.missing:
        return ""
    return (
        "No initiative has a planned cost on a list made soon after its start; later plans know how it went and are "
        "not used."
    )
