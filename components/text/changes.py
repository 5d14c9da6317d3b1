"""Changes, quantities and comparisons in words: the one place where a page learns to say rose, fell, none and all.

What moved is decided by SQL (`queries/macros/changes.sql`); here it is only said.
"""

import itertools
from collections.abc import Sequence

from components.text import format
from queries import Change, Row

TIMES = 10.0  # beyond so many times as much a percentage says less than the two figures
FEW = 100  # below it counts are told by how many more, not by a share
LOSS = "a loss of"
MOST_NAMED = 2
NO_SHEET = {"pilots": "list of initiatives", "deployments": "list of live tools", "adoption": "adoption sheet"}


def sentence(change: Change, month: int | str = 1) -> str:
    """How a figure moved since the quarter before, and of whom that is said; empty where there is no quarter before.

    `month`: the first of the fiscal year, for the quarters' names.
    """
    if not change.since:
        return ""
    now, since = format.quarter(change.until, month), format.quarter(change.since, month)
    if change.unlisted:
        names = format.join((NO_SHEET.get(name, f"{name} sheet") for name in change.unlisted), last="or")
        return f"whether that has changed is not known: no {names} covers {now}"
    said = moved(change.kind, change.now, change.before, change.metric.unit, since)
    left_out = without(change)
    if left_out and change.now is not None and change.metric.unit not in ("money", "count"):
        said = f"{format.figure(change.now, change.metric.unit)}, {said}"
    return f"{said}{left_out}"


def moved(kind: str, now: Row | None, before: Row | None, unit: str, since: str) -> str:
    """How a figure moved that is now one row and was another."""
    if unit in ("money", "count"):
        return amount(kind, now.value if now else None, before.value if before else None, unit, since)
    return share(kind, now, before, unit, since)


def amount(kind: str, now: float | None, before: float | None, unit: str, since: str, below: str = LOSS) -> str:
    """How money or a count moved: +20 % on Q2; none before; from a loss of 50k to a loss of 80k; about as in Q2.

    `below`: what an amount below zero is called.
    """
    if (now is None and before is None) or kind == "not known":
        return f"not known for {since}"
    if before is None:
        return "none before" if kind == "appeared" else f"as in {since}"
    if now is None:
        return f"nothing reported ({format.value(before, unit)} in {since})"
    if kind == "unchanged":
        return f"as in {since}" if now == before else f"about as in {since}"
    if unit == "count" and max(now, before) < FEW:
        return f"{format.count(abs(now - before))} {'more' if now > before else 'fewer'} than in {since}"
    if before < 0 or now < 0:
        return f"from {worth(before, unit, below)} in {since} to {worth(now, unit, below)}"
    if before == 0 or now > TIMES * before:
        return f"from {format.value(before, unit)} in {since}"
    return f"{format.signed(format.percent(now / before - 1))} on {since}"


def share(kind: str, now: Row | None, before: Row | None, unit: str, since: str) -> str:
    """How a rate moved, with what it is a share of where that grew: from 60 % in Q2; 7 new."""
    if now is None or before is None or now.value is None or before.value is None:
        return f"not known for {since}"
    was = format.figure(before, unit)
    said = {
        "unchanged": f"as in {since}",
        "rose": f"up from {was} in {since}",
        "fell": f"down from {was} in {since}",
        "within chance": f"{was} in {since}, no change beyond chance",
        "few": f"{was} in {since}, {format.TOO_FEW}",
    }.get(kind, f"{was} in {since}")
    more = (now.denominator or 0) - (before.denominator or 0) if unit == "percent" else 0
    return f"{said}; {format.count(more)} new" if more > 0 else said


def worth(value: float, unit: str, below: str = LOSS) -> str:
    """An amount, with a word in place of its sign: a loss of 50k."""
    return f"{below} {format.value(-value, unit)}" if value < 0 else format.value(value, unit)


def without(change: Change) -> str:
    """Of whom a comparison is: , in 1 of 2 units (Legal is new). Empty where it is of all."""
    parts = [
        f"{names(change.new)} {format.inflect(len(change.new), 'is', 'are')} new" if change.new else "",
        f"{names(change.silent)} reported nothing" if change.silent else "",
        format.left_out(change.hidden),
    ]
    compared = change.units - len(change.new) - len(change.silent) - change.hidden
    return f", in {format.of(compared, change.units)} units ({format.join(parts)})" if any(parts) else ""


def names(units: Sequence[str]) -> str:
    """Units in a few words: A and B; 3 units."""
    return format.join(units) if len(units) <= MOST_NAMED else format.plural(len(units), "unit")


def lately(kinds: Sequence[str], quarters: Sequence[str]) -> str:
    """How an amount last moved: rising since Q2 where every quarter from Q2 on rose, else what the last one did.

    `kinds`: how it moved from each quarter to the next; `quarters` names all of them. Empty where there is but one.
    """
    if not kinds or kinds[-1] == "not known":
        return ""
    run = len(list(itertools.takewhile(lambda kind: kind == kinds[-1], reversed(kinds))))
    if kinds[-1] == "unchanged":
        return f"unchanged in {quarters[-1]}"
    if run == 1:
        return f"{kinds[-1]} in {quarters[-1]}"
    return f"{'rising' if kinds[-1] == 'rose' else 'falling'} since {quarters[-run]}"


def how_many(part: float, whole: float, noun: str, nouns: str | None = None) -> str:
    """So many of so many, with words of their own for none, all and the only one: None of 5 units; All 5 units; 2 of 5 units."""
    several = nouns or f"{noun}s"
    if whole == 1:
        return f"The one {noun}" if part else f"None of the 1 {noun}"
    if not part:
        return f"None of {format.plural(whole, noun, several)}"
    if part == whole:
        return f"{'Both' if whole == 2 else f'All {format.count(whole)}'} {several}"
    return f"{format.of(part, whole)} {several}"


def asked(part: int, whole: int, done: str = "asked") -> str:
    """That a total is of a part of the units: asked in 1 of 6 units; empty where it is of all."""
    return f"{done} in {format.of(part, whole)} units" if part < whole else ""
