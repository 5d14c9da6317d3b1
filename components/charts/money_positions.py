"""Where is the money, and how much of it is stranded?"""

import pandas as pd

from components import words
from components.house import SMALL, Drawn, Look, canvas, finish, nothing, write
from components.money import POSITIONS, currency, detail, untraced
from queries import Listing

ROW = 62
MOST_PARTS = 5  # named under a bar


def money_positions(positions: Listing, look: Look) -> Drawn:
    """A bar for each position with what it is made of beneath; the stranded in red."""
    frame = positions.frame
    if positions.missing or frame.empty:
        return nothing("Where the money is: not known yet", positions.missing or positions.view.needs)
    totals = frame.groupby("position")["amount"].sum()
    whole = float(totals.sum())
    shown = [name for name in POSITIONS if name in totals.index]
    shown.sort(key=lambda name: (name != "stranded", -float(totals[name])))
    figure = canvas()
    largest = max(float(totals.max()), 1.0)
    for row, name in enumerate(shown):
        place, amount = len(shown) - 1 - row, float(totals[name])
        parts = frame[frame["position"] == name]
        share = words.percent(amount / whole) if whole > 0 else words.NOT_KNOWN
        colour = look.red if name == "stranded" else look.accent if name == "live" else look.context
        figure.add_bar(
            x=[max(0.0, amount)], y=[place], orientation="h", width=0.24, marker={"color": colour}, hoverinfo="skip"
        )
        head = {"x": 0, "y": place, "yshift": 20}
        write(figure, look, f"<b>{POSITIONS[name]}</b> {words.money(amount)}, {share}", **head,
              colour=look.red if name == "stranded" else look.ink)  # fmt: skip
        write(figure, look, _made_of(parts, 54 if look.is_narrow else 90), x=0, y=place, yshift=-18, size=SMALL,
              colour=look.grey)  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, largest * 1.01])
    figure.update_yaxes(visible=False, range=[-0.55, len(shown) - 0.4])
    stranded = float(totals.get("stranded", 0.0))
    says = untraced(totals.index, whole) or f"None of the {words.money(whole)} is stranded"
    if stranded > 0:
        parts = frame[frame["position"] == "stranded"]
        says = f"{words.money(stranded)} of {words.money(whole)} is stranded: {_made_of(parts, 60, 3)}"
    recent = float(frame.loc[frame["position"] == "stranded", "amount_two_years"].sum())
    spoken = "; ".join(f"{POSITIONS[name]} {words.money(float(totals[name]))}" for name in shown)
    return Drawn(
        finish(figure, look, height=ROW * len(shown) + 12, margin={"l": 0, "r": 0, "t": 0, "b": 0}),
        finding=says,
        subtitle=f"Actual spend from the beginning, {currency(positions.scope)}, each amount once; "
        f"stranded = stalled, stopped or retired without paying back, and old advice nobody took up",
        n=f"n = {words.plural(int(frame['sheet_rows'].sum()), 'row')}"
        + (f"; of the stranded, {words.money(recent)} in the last two years" if stranded > 0 else ""),
        alt=f"{says}. {spoken}.",
    )


def _made_of(parts: pd.DataFrame, most: int, many: int = MOST_PARTS) -> str:
    """The largest parts of a position, and the shelfware inside: stalled 1.8m, stopped 1.1m, cheap stops 84k."""
    said = [f"{detail(str(part.detail))} {words.money(float(part.amount))}" for part in parts.itertuples()]
    unused = parts["shelfware"].dropna()
    if len(unused) and float(unused.sum()) > 0:
        said.insert(1, f"of which {words.money(float(unused.sum()))} seats unused")
    while len(said) > 1 and (len(", ".join(said)) > most or len(said) > many):
        said.pop()
    return ", ".join(said)
