"""Where is the money, and how much of it is stranded?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.text.money import POSITIONS, currency, detail, share_of, unlinked_finding
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, outlined, write
from queries import Listing

ROW = 70
THICK, THIN = 0.22, 0.07
MOST_PARTS = 5  # named under a bar


def chart(positions: Listing, viewport: Viewport) -> Drawn:
    """A bar for each position with what it is made of beneath; the stranded in red."""
    frame = positions.frame
    if positions.missing or frame.empty:
        return nothing("Where the money is: not known yet", positions.missing or positions.view.needs)
    totals, recent = frame.groupby("position")["amount"].sum(), frame.groupby("position")["amount_two_years"].sum()
    whole, whole_recent = float(totals.sum()), float(recent.sum())
    is_older = whole_recent != whole  # otherwise everything was spent in the last two years
    shown = [name for name in POSITIONS if name in totals.index]
    shown.sort(key=lambda name: (name != "stranded", -float(totals[name])))
    figure = canvas()
    largest = max(float(totals.max()), 1.0)
    for row, name in enumerate(shown):
        place = len(shown) - 1 - row
        _bars(figure, viewport, place, name, frame[frame["position"] == name], is_older)
        header = f"<b>{POSITIONS[name]}</b> {_share(float(totals[name]), whole)}"
        if is_older:
            lately = (
                f"{'two years' if viewport.is_narrow else 'last two years'} {_share(float(recent[name]), whole_recent)}"
            )
            header += f'<span style="color:{viewport.grey}">{format.DOT}{lately}</span>'
        write(
            figure,
            viewport,
            header,
            x=0,
            y=place,
            yshift=21,
            colour=viewport.red if name == "stranded" else viewport.ink,
        )
        write(
            figure,
            viewport,
            _made_of(frame[frame["position"] == name], 54 if viewport.is_narrow else 90),
            x=0,
            y=place,
            yshift=-24,
            size=SMALL,
            colour=viewport.grey,
        )
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, largest * 1.01])
    figure.update_yaxes(visible=False, range=[-0.55, len(shown) - 0.4])
    stranded = float(totals.get("stranded", 0.0))
    sentence = unlinked_finding(totals.index, whole) or f"None of the {format.money(whole)} is stranded"
    if stranded > 0:
        parts = frame[frame["position"] == "stranded"]
        of_all = "" if share_of(stranded, whole) is None else f" of {format.money(whole)}"
        sentence = f"{format.money(stranded)}{of_all} is stranded: {_made_of(parts, 60, 3)}"
    spoken = "; ".join(f"{POSITIONS[name]} {format.money(float(totals[name]))}" for name in shown)
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 12, margin={"l": 0, "r": 0, "t": 0, "b": 0}),
        finding=sentence,
        subtitle=f"Actual spend from the beginning, {currency(positions.scope)}, each amount once"
        + (", beneath it the last two years" if is_older else ", all of it in the last two years")
        + "; stranded = stalled or ended without paying back, and old advice nobody took up"
        + _outlined(positions),
        n=f"n = {format.plural(int(frame['sheet_rows'].sum()), 'row')}",
        alt=f"{sentence}. {spoken}.",
    )


def _bars(figure: go.Figure, viewport: Viewport, place: int, name: str, parts: pd.DataFrame, is_older: bool) -> None:
    """What a position holds; in outline what cheap stops and unused seats are of it; beneath, the last two years."""
    amount, lately = float(parts["amount"].sum()), float(parts["amount_two_years"].sum())
    colour = viewport.red if name == "stranded" else viewport.accent if name == "live" else viewport.context
    early, unused = float(parts.loc[parts["detail"] == "cheap_stop", "amount"].sum()), min(_unused(parts), amount)
    start = 0.0
    for size, marker in (
        (amount - early - unused, {"color": colour}),
        (early, outlined(viewport)),
        (unused, outlined(viewport, viewport.red)),
    ):
        if size > 0:
            figure.add_bar(
                x=[size],
                base=[start],
                y=[place],
                orientation="h",
                width=THICK,
                marker=marker,
                hoverinfo="text",
                hovertext=f"{POSITIONS[name]} {format.money(amount)}",
                customdata=opens("position", [name]),
            )
            start += size
    if is_older:
        figure.add_bar(
            x=[max(0.0, lately)],
            y=[place - 0.185],
            orientation="h",
            width=THIN,
            marker={"color": colour},
            opacity=0.55,
            hoverinfo="skip",
        )


def _share(amount: float, whole: float) -> str:
    share = share_of(amount, whole)
    return format.money(amount) if share is None else f"{format.money(amount)}, {format.percent(share)}"


def _outlined(positions: Listing) -> str:
    """What stands in outline: stops so early that they are the price of finding out, and seats nobody uses."""
    frame = positions.frame
    early = float(frame.loc[frame["detail"] == "cheap_stop", "amount"].sum())
    days = format.days(float(positions.scope.settings.get("cheap_stop_days", 180)))
    parts = [
        f"cheap stops, {format.money(early)} (ended within {days} of the start: what a trial is for)"
        if early > 0
        else "",
        "unused seats" if _unused(frame) > 0 else "",
    ]
    return f"; in outline {format.join(parts)}" if any(parts) else ""


def _unused(parts: pd.DataFrame) -> float:
    return float(parts["shelfware"].dropna().sum())


def _made_of(parts: pd.DataFrame, most: int, many: int = MOST_PARTS) -> str:
    """The largest parts of a position, and the shelfware inside: stalled 1.8m, stopped 1.1m, cheap stops 84k."""
    texts = [f"{detail(str(part.detail))} {format.money(float(part.amount))}" for part in parts.itertuples()]
    unused = _unused(parts)
    if unused > 0:
        within = unused <= float(parts["amount"].sum())  # prices on the adoption sheets may say more than was booked
        texts.insert(1, f"{'of which ' if within else ''}{format.money(unused)} seats unused")
    while len(texts) > 1 and (len(", ".join(texts)) > most or len(texts) > many):
        texts.pop()
    return ", ".join(texts)
