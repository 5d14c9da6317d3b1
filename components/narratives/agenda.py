"""The board's agenda in lines: what changed, what is wrong, what to decide."""

import pandas as pd

from components.charts import exposed_money, findings
from components.page.page import FINDINGS, Page, Point
from components.text import changes as words
from components.text import format
from components.theme import Drawn
from queries import Listing

MOST_CHANGES = 4
MOST_EXPLAINED = 3  # detectors
REMEDIES = Point("The evidence, and what to do", "diagnosis", leads_on=True)
LONGEST, LONGEST_ALONE = 26, 38  # letters of a name in a line of a third of the page, with money behind it or without
ACTIONS = {"stop": "Stop", "fix": "Fix", "scale": "Scale"}
EVENTS = {
    "new": ("is new on the list", "are new on the lists"),
    "production": ("reached production", "reached production"),
    "stopped": ("was stopped", "were stopped"),
    "retired": ("was retired", "were retired"),
    "vanished": ("left the list without an end", "left the list without an end"),
    "died": ("lost its users after its vendor left", "lost their users after the vendor left"),
}
"""What happened to one initiative, and to several."""
AHEAD = "renewal"
"""What lies ahead and has not changed: it stands last, and is called so."""
REPORTED = {"spend": "spend", "value": "benefits"}
"""What a unit reports, for want of which it has neither risen nor fallen."""


def quarters(page: Page) -> tuple[str, str]:
    """The last quarter and the one before it, by name; empty where there is none."""
    month = page.book.scope.settings.get("fiscal_start_month", "1")
    now, before = page.book.quarters()[-1], page.book.before()
    return format.quarter(now.label, month), format.quarter(before.quarters()[-1].label, month) if before else ""


def changes(
    listing: Listing, stages: Listing, now: str, before: str, lists: tuple[int, int]
) -> tuple[Drawn, list[Point]]:
    """What changed since the quarter before: the dearest of each kind of news first, then what lies ahead.

    `lists`: how many units sent a list of initiatives for the quarter, of how many that ever did.
    """
    frame = listing.frame
    points = [_news(kind, rows, now, before) for kind, rows in _kinds(frame)]
    shown = points[:MOST_CHANGES]
    if is_followed(stages) and not (frame["kind"] == "production").any():
        on_the_way = int(
            stages.frame.loc[stages.frame["stage"].isin(["pilot", "proven", "approved"]), "here_now"].sum()
        )
        shown = [*points[: MOST_CHANGES - 1], _none_finished(now, on_the_way, *lists)]
    subtitle = _selection(listing) if points else "Nothing is known to have changed"
    ahead = int((frame["kind"] == AHEAD).sum()) if points else 0
    counted = format.plural(len(frame) - ahead, "change") + (f", {format.count(ahead)} ahead" if ahead else "")
    return Drawn(None, f"What changed in {now}", subtitle, n=counted), shown


def _none_finished(now: str, on_the_way: int, listing: int, ever: int) -> Point:
    """That nothing reached production, as far as lists of the quarter say so."""
    if not listing:
        return Point(
            f"What reached production in {now} is not known", "funnel", more="no list of initiatives covers the quarter"
        )
    whose = f" in the {format.of(listing, ever)} units that sent a list" if listing < ever else ""
    return Point(
        f"Nothing reached production{whose}", "funnel", more=f"{format.plural(on_the_way, 'initiative')} on the way"
    )


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
    """The changes of each kind, the kind with most money first, and last what lies ahead."""
    kinds = [(str(kind), rows) for kind, rows in frame.groupby("kind", sort=False)]
    return sorted(
        kinds,
        key=lambda item: (
            item[0] == AHEAD,
            -float(item[1]["money"].max() or 0) if item[1]["money"].notna().any() else 0.0,
        ),
    )


def _news(kind: str, rows: pd.DataFrame, now: str, before: str) -> Point:
    """All changes of a kind: the dearest by name, the others by their number."""
    dearest, others = rows.iloc[0], len(rows) - 1
    name, unit, page = (
        format.shorten(dearest["subject_name"], LONGEST),
        str(dearest["business_unit"]),
        str(dearest["page"]),
    )
    if kind == AHEAD:
        others_note = f"; {format.plural(others, 'other contract')} with unused seats" if others else ""
        return Point(
            f"{name} renews: {format.money(dearest['money'])} a year unused",
            page,
            "Ahead",
            more=f"{unit}, on {format.date(dearest['day'])}; {format.of(dearest['amount'], dearest['before'])} seats unused{others_note}",
        )
    if kind == "rates":
        by_rates = float((rows["amount"] - rows["before"]).sum())
        whose = unit if not others else format.plural(others + 1, "unit")
        return Point(
            f"Exchange rates {'raised' if by_rates > 0 else 'lowered'} spend by {format.money(abs(by_rates))}",
            page,
            more=f"{whose}; what was paid is compared at the rates of {before}",
        )
    if kind in REPORTED:
        return _moved(kind, unit, dearest, now, before, page, others)
    event, events = EVENTS[kind]
    total = float(rows["money"].sum())
    names = format.join(
        [
            *(f"{row['subject_name']} ({row['business_unit']})" for _, row in rows.head(2).iterrows()),
            *([format.plural(others - 1, "other")] if others > 1 else []),
        ]
    )
    late = int(rows["is_late"].fillna(False).astype(bool).sum())
    known_late = f"on {format.date(dearest['day'])}, known only now" if late and not others else ""
    details = [
        names if others else unit,
        known_late or (f"{format.count(late)} before {now}, known only now" if late else ""),
        f"{format.money(total)} spent so far" if total else "",
    ]
    return Point(
        f"{format.count(others + 1)} initiatives {events}" if others else f"{name} {event}",
        page,
        more="; ".join(part for part in details if part),
    )


def _moved(kind: str, unit: str, row: pd.Series, now: str, before: str, page: str, others: int) -> Point:
    """A unit whose spend or evidenced value rose, fell, appeared, or was not reported."""
    change, amount, was = str(row["change"]), *(None if pd.isna(row[end]) else row[end] for end in ("amount", "before"))
    others_note = f"; {format.plural(others, 'other unit')} changed too" if others else ""
    if change == "ended":
        return Point(
            f"{unit} reported no {REPORTED[kind]} for {now}", page, more=f"{format.money(was)} in {before}{others_note}"
        )
    label = f"{unit} spent" if kind == "spend" else f"Evidenced value in {unit}:"
    below = "net refunds of" if kind == "spend" else words.LOSS
    moved = words.amount(change, amount, was, "money", before, below)
    return Point(f"{label} {format.money(amount)}", page, more=f"{moved}{others_note}")


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
