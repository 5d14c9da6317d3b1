"""How many initiatives stand at each stage today?"""

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens
from queries import Listing

STAGES = {
    "idea": "Idea",
    "pilot": "Pilot",
    "proven": "Proven",
    "approved": "Approved",
    "production": "In production",
    "scaled": "Scaled",
    "stopped": "Stopped",
    "retired": "Retired",
    "unknown": "Stage not stated",
    "gone": "Gone from the list",
}
LIVE = ("production", "scaled")


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar for each stage that anything stands at."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("Where initiatives stand is not known yet", listing.missing or listing.view.needs)
    counts = frame.groupby("stage")["initiatives"].sum()
    every = int(counts.sum())
    shown = [stage for stage in STAGES if counts.get(stage, 0)]
    figure = canvas()
    is_enough = every >= int(listing.scope.settings.get("minimum_n", 5))
    height = rows(figure, viewport, [_bar(stage, int(counts[stage]), every, is_enough) for stage in shown])
    finding = _finding(counts, every)
    return Drawn(
        finish(figure, viewport, height=height),
        finding=finding,
        subtitle="Initiatives by the stage they stand at. A stock, not a conversion",
        n=f"n = {format.plural(every, 'initiative')} in {format.plural(frame['business_unit'].nunique(), 'unit')}",
        alt=f"{finding}. {', '.join(f'{STAGES[stage]} {format.count(counts[stage])}' for stage in shown)}.",
    )


def _finding(counts: pd.Series, every: int) -> str:
    live = int(sum(counts.get(stage, 0) for stage in LIVE))
    on_the_way = int(sum(counts.get(stage, 0) for stage in ("pilot", "proven", "approved")))
    return f"{format.of(live, every)} {format.inflect(live, 'is', 'are')} in production, {format.count(on_the_way)} on the way"


def _bar(stage: str, number: int, every: int, is_enough: bool) -> Bar:
    return Bar(
        name=STAGES[stage],
        note=f"{format.count(number)}{format.DOT}{format.percent(number / every)}"
        if is_enough
        else format.count(number),
        size=number,
        spoken=f"{STAGES[stage]}: {format.of(number, every)}",
        is_accent=stage in LIVE,
        is_hatched=stage in ("unknown", "gone"),
        opens=opens("stands_at", [stage])[0],
    )
