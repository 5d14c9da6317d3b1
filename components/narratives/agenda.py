"""The board's agenda in lines: what changed, what is wrong, what to decide."""

import pandas as pd

from components.charts import exposed_money, findings
from components.page.page import FINDINGS, Page, Point
from components.text import format
from components.theme import Drawn
from queries import Listing

MOST_CHANGES = 4
MOST_EXPLAINED = 3  # detectors
REMEDIES = Point("The evidence, and what to do", "diagnosis", leads_on=True)
LONGEST, LONGEST_ALONE = 26, 38  # letters of a name in a line of a third of the page, with money behind it or without
ACTIONS = {"stop": "Stop", "fix": "Fix", "scale": "Scale"}
EVENTS = {
    "production": ("reached production", "reached production"),
    "stopped": ("was stopped", "were stopped"),
    "vanished": ("left the list without an end", "left the list without an end"),
    "died": ("lost its users after its vendor left", "lost their users after the vendor left"),
}
"""What happened to one initiative, and to several."""


def quarters(page: Page) -> tuple[str, str]:
    """The last quarter and the one before it, by name; empty where there is none."""
    month = page.book.scope.settings.get("fiscal_start_month", "1")
    now, before = page.book.quarters()[-1], page.book.before()
    return format.quarter(now.label, month), format.quarter(before.quarters()[-1].label, month) if before else ""


def changes(listing: Listing, stages: Listing, now: str, before: str) -> tuple[Drawn, list[Point]]:
    """What changed since the quarter before: the dearest of each kind of news first."""
    points = [_news(kind, rows, before) for kind, rows in _kinds(listing.frame)]
    shown = points[:MOST_CHANGES]
    if is_followed(stages) and not (listing.frame["kind"] == "production").any():
        on_the_way = int(
            stages.frame.loc[stages.frame["stage"].isin(["pilot", "proven", "approved"]), "here_now"].sum()
        )
        none_finished = Point(
            "Nothing reached production", "funnel", more=f"{format.plural(on_the_way, 'initiative')} on the way"
        )
        shown = [*points[: MOST_CHANGES - 1], none_finished]
    subtitle = _selection(listing) if points else "Nothing is known to have changed"
    return Drawn(None, f"What changed in {now}", subtitle, n=format.plural(len(listing.frame), "change")), shown


def failures(page: Page) -> tuple[Drawn, tuple[str, ...], list[Point]]:
    """The failure modes and their money; where none can be judged, whatever else the detectors found. With the ids of
    what was drawn, and the way to the remedies."""
    drawn = exposed_money.chart(page.listing("exposed_money"), page.viewport)
    if drawn.figure is not None:
        return drawn, ("exposed_money",), [REMEDIES]
    listing = page.listing(FINDINGS)
    severe = listing.frame[listing.frame["severity"] >= 2] if not listing.frame.empty else listing.frame
    if severe.empty:
        return drawn, ("exposed_money",), []
    explained = tuple(severe["detector"].value_counts(sort=True).index[:MOST_EXPLAINED])
    return findings.chart(listing, page.viewport), explained, [REMEDIES]


def decisions(queue: Listing) -> tuple[Drawn, list[Point]]:
    """What to stop, to fix and to scale, the dearest first."""
    frame = queue.frame
    points = [_decision(row) for _, row in frame.drop_duplicates("rule").iterrows()]
    counts = frame.groupby("action").size()
    queued = format.join(f"{format.count(counts[action])} to {action}" for action in ACTIONS if action in counts)
    selection = "The dearest" if frame["money"].notna().any() else "The first"
    return Drawn(
        None,
        "Decide now",
        f"{selection} of {queued}" if points else "Nothing waits for a decision",
        n=format.plural(len(frame), "item"),
    ), points


def is_followed(stages: Listing) -> bool:
    """Whether the lists say when initiatives moved, and not only where they stand."""
    return not stages.missing and not stages.frame.empty and not bool(stages.frame["is_stock"].iloc[0])


def _selection(listing: Listing) -> str:
    """By what one of each kind was chosen."""
    return "The dearest of each kind" if listing.frame["money"].notna().any() else "One of each kind"


def _kinds(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The changes of each kind, the kind with most money first."""
    kinds = [(str(kind), rows) for kind, rows in frame.groupby("kind", sort=False)]
    return sorted(
        kinds, key=lambda item: -float(item[1]["money"].max() or 0) if item[1]["money"].notna().any() else 0.0
    )


def _news(kind: str, rows: pd.DataFrame, before: str) -> Point:
    """All changes of a kind: the dearest by name, the others by their number."""
    dearest, others = rows.iloc[0], len(rows) - 1
    name, unit, page = (
        format.shorten(dearest["subject_name"], LONGEST),
        str(dearest["business_unit"]),
        str(dearest["page"]),
    )
    if kind == "renewal":
        others_note = f"; {format.plural(others, 'other contract')} with unused seats" if others else ""
        return Point(
            f"{name} renews: {format.money(dearest['money'])} a year unused",
            page,
            more=f"{unit}, on {format.date(dearest['day'])}; {format.of(dearest['amount'], dearest['before'])} seats unused{others_note}",
        )
    if kind in ("spend", "value"):
        label = f"{unit} spent" if kind == "spend" else f"Evidenced value in {unit}:"
        movement = format.change(dearest["amount"], dearest["before"], "money", before, material=0)
        others_note = f"; {format.plural(others, 'other unit')} changed too" if others else ""
        return Point(f"{label} {format.money(dearest['amount'])}", page, more=f"{movement}{others_note}")
    event, events = EVENTS[kind]
    total = float(rows["money"].sum())
    names = format.join(
        [
            *(f"{row['subject_name']} ({row['business_unit']})" for _, row in rows.head(2).iterrows()),
            *([format.plural(others - 1, "other")] if others > 1 else []),
        ]
    )
    details = [names if others else unit, f"{format.money(total)} spent so far" if total else ""]
    return Point(
        f"{format.count(others + 1)} initiatives {events}" if others else f"{name} {event}",
        page,
        more="; ".join(part for part in details if part),
    )


def _decision(row: pd.Series) -> Point:
    """What to do, with what, for how much; and why."""
    name = format.shorten(row["subject_name"], LONGEST if pd.notna(row["money"]) else LONGEST_ALONE)
    unit, cost = str(row["business_unit"]), format.money(row["money"])
    evidence, rule = str(row["evidence"]), str(row["rule"])
    amount = {"seats": f": {cost} a year", "reach": f": up to {format.signed(cost)} a year"}.get(
        rule, f": {cost} spent"
    )
    due = f"; renews {format.date(row['due_on'])}" if rule == "seats" else ""
    return Point(
        f"{'unused seats of ' if rule == 'seats' else ''}{name}{amount if pd.notna(row['money']) else ''}",
        str(row["page"]),
        ACTIONS[str(row["action"])],
        f"{unit}; {evidence[:1].lower()}{evidence[1:]}{due}",
    )
