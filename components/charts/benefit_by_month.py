"""Does a tool bring more the longer it is live?"""

import pandas as pd

from components.charts.layouts.lives import LONGEST, lines, name, pattern, spoken, tools
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing
from queries import Listing

HEIGHT = 320


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A line for each tool: what it is said to bring a month, by the month of its life."""
    frame = listing.frame
    paying = frame[frame["measure"] == "benefit"] if len(frame) else frame
    if listing.missing or paying.empty:
        return nothing("What tools bring as they age is not known yet", listing.missing, _why_not(listing))
    every = tools(paying)
    figure = canvas()
    lines(figure, viewport, every, "money")
    figure.update_yaxes(tickformat="~s", showgrid=True, gridcolor=viewport.line, nticks=5)
    finding = _finding(every)
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 12}),
        finding=finding,
        subtitle="Benefit a month, claimed at 100 %, by months since going live; red: the initiative cost more than it "
        "brought, risk-adjusted, in the last four quarters",
        n=f"n = {format.plural(len(every), 'tool')}, first {LONGEST} months",
        alt=f"{finding}. {'; '.join(spoken(rows, 'money') for rows in every)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "No tool says what it brings since it went live."


def _finding(every: list[pd.DataFrame]) -> str:
    judged = [rows for rows in every if pattern(rows) not in ("no longer live", "too young to judge")]
    if not judged:
        return "No live tool has reached its fourth month with a benefit stated"
    paying = [rows for rows in judged if rows["value"].iloc[-1] > 0]
    others = [name(rows) for rows in judged if rows["value"].iloc[-1] <= 0]
    if len(judged) == 1:
        return f"{name(judged[0])} {'brings something' if paying else 'brings nothing'} from its fourth month on"
    sentence = f"{format.of(len(paying), len(judged))} live tools {format.inflect(len(paying), 'brings', 'bring')} something from their fourth month on"
    late = [name(rows) for rows in judged if pattern(rows) == "slow bloomer" and not rows["is_late_in_measure"].iloc[0]]
    sentence += f"; {others[0]} does not" if len(others) == 1 else ""
    return f"{sentence}; {late[0]} began late" if len(late) == 1 else sentence
