"""Does a tool get better the longer it is live, and which never start?"""

import pandas as pd

from components.charts.layouts.lives import LONGEST, lines, name, pattern, spoken, tools
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing
from queries import BENCHMARKS, Listing

HEIGHT = 320


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A line for each tool: how far its measure has come, by the month of its life; who grew late or never is named."""
    frame = listing.frame
    measured = frame[frame["measure"] != "benefit"] if len(frame) else frame
    if listing.missing or measured.empty:
        return nothing("Whether tools get better is not known yet", listing.missing, _why_not(listing))
    every = tools(measured)
    figure = canvas()
    lines(figure, viewport, every, "percent")
    figure.update_yaxes(tickformat=".0%", showgrid=True, gridcolor=viewport.line, nticks=5)
    finding = _finding(tools(frame))
    illustration = format.join(
        f"{format.percent(BENCHMARKS[benchmark].low)} in month {month}"
        for benchmark, month in (("slow_bloomer_m1", "one"), ("slow_bloomer_m4", "four"))
    )
    measures = set(measured["measure"])
    what = "KPI against its baseline" if "kpi" in measures else "Cut in time to output"
    what += "; without a KPI: cut in time to output" if len(measures) > 1 else ""
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 12}),
        finding=finding,
        subtitle=f"{what}, by months since going live; quoted as an illustration: {illustration}",
        n=f"n = {format.plural(len(every), 'tool')}, first {LONGEST} months",
        alt=f"{finding}. {'; '.join(spoken(rows, 'percent') for rows in every)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "No tool has a KPI, or minutes per output, measured since it went live."


def _finding(every: list[pd.DataFrame]) -> str:
    judged = [rows for rows in every if pattern(rows) not in ("no longer live", "too young to judge")]
    if not judged:
        return "No live tool has been measured into its fourth month yet"
    # where only the benefit came late, the other chart says so
    late = [rows for rows in judged if pattern(rows) == "slow bloomer" and rows["is_late_in_measure"].iloc[0]]
    never = [rows for rows in judged if pattern(rows) == "non-starter"]
    parts = [
        _of_these(late, len(judged), "was flat at first and grew late", "were flat at first and grew late"),
        _of_these(never, len(judged), "has not moved since it went live", "have not moved since they went live"),
    ]
    measured = [rows for rows in judged if (rows["measure"] != "benefit").any()]
    return "; ".join(part for part in parts if part) or _moved(measured)


def _of_these(found: list[pd.DataFrame], judged: int, singular: str, many: str) -> str:
    """Which or how many tools did so, and at what loss; empty where none did."""
    if not found:
        return ""
    losing = sum(bool(rows["is_losing"].iloc[0]) for rows in found)
    if len(found) == 1:
        return f"{name(found[0])} {singular}{' and costs more than it brings' if losing else ''}"
    return f"{format.of(len(found), judged)} live tools {many}{f', {format.count(losing)} at a loss' if losing else ''}"


def _moved(measured: list[pd.DataFrame]) -> str:
    """How many tools have moved, where none grew late and none never started."""
    still = [rows for rows in measured if pattern(rows) == "flat, but it pays"]
    if still:
        moved = len(measured) - len(still)
        return f"{format.of(moved, len(measured))} live tools {format.inflect(moved, 'has', 'have')} moved by month four; the others pay all the same"
    if not measured:
        return "No live tool that is measured is old enough to judge"
    if len(measured) == 1:
        return "The one live tool that is measured has moved"
    return f"All {format.count(len(measured))} live tools that are measured have moved by month four"
