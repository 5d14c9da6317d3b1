"""What stops initiatives on their way to production?"""

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens
from queries import BENCHMARKS, Listing

NAMES = {
    "mlops": "MLOps",
    "data_quality": "Data quality",
    "sponsorship": "Sponsorship",
    "ownership": "Ownership",
    "integration": "Integration",
    "infrastructure": "Infrastructure",
    "compliance": "Compliance",
    "talent": "Talent",
    "cost": "Cost",
    "unclear_value": "Unclear value",
    "adoption": "Adoption",
    "other": "Other",
}
QUOTED = {"mlops": "barrier_mlops", "data_quality": "barrier_data", "sponsorship": "barrier_sponsor"}


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar for each barrier, the commonest first: how many stalled and stopped initiatives name it, and their money."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("What stops initiatives is not known yet", listing.missing, _why_not(listing))
    named, every = int(frame["of_named"].iloc[0]), int(frame["of_all"].iloc[0])
    shown = [row for _, row in frame.iterrows()]
    figure = canvas()
    height = rows(figure, viewport, [_bar(row, named, viewport) for row in shown])
    sentence = (
        f"{_name(shown[0])} is named most: by {format.of(shown[0]['initiatives'], named)} that stalled or were stopped"
    )
    quoted = [row for row in shown if row["barrier"] in QUOTED]
    return Drawn(
        finish(figure, viewport, height=height),
        finding=sentence,
        subtitle="Initiatives that stalled, or were stopped before production, by what their list names (several each)"
        + ("; quoted: share of respondents, another population" if quoted else ""),
        n=_footer(frame, named, every),
        alt=f"{sentence}. {'; '.join(_spoken(row, named) for row in shown)}.",
    )


def _footer(frame: pd.DataFrame, named: int, every: int) -> str:
    money = frame["money_of_named"].iloc[0]
    held = f", {format.money(float(money))} spent on them in all" if pd.notna(money) else ""
    return f"n = {format.count(named)}{held}; {format.count(every - named)} more name none"


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "Nothing that stalled or was stopped before production names a barrier."


def _name(row: pd.Series) -> str:
    return NAMES.get(str(row["barrier"]), format.escape_html(row["barrier"]))


def _bar(row: pd.Series, named: int, viewport: Viewport) -> Bar:
    parts = [format.of(row["initiatives"], named)]
    if pd.notna(row["money_held_up"]):
        parts.append(
            f"{format.money(float(row['money_held_up']))} spent on them"
            if not viewport.is_narrow
            else format.money(float(row["money_held_up"]))
        )
    if row["barrier"] in QUOTED:
        parts.append(f"quoted {format.percent(BENCHMARKS[QUOTED[row['barrier']]].low)}")
    return Bar(
        name=_name(row),
        note=format.DOT.join(parts),
        size=float(row["initiatives"]),
        spoken=format.escape_html(_spoken(row, named)),
        opens=opens("barrier", [row["barrier"]])[0],
    )


def _spoken(row: pd.Series, named: int) -> str:
    counts = f"{format.count(row['stalled'])} stalled, {format.count(row['stopped'])} stopped"
    money = f", {format.money(float(row['money_held_up']))} spent on them" if pd.notna(row["money_held_up"]) else ""
    return f"{NAMES.get(str(row['barrier']), str(row['barrier']))} {format.of(row['initiatives'], named)} ({counts}{money})"
