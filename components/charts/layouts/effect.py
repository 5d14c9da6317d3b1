"""Two groups and how far each gets: the multiple of one by the other, and whether chance would make it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from components.charts.layouts.shares import Share, shares
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens
from queries import BENCHMARKS, Listing
from queries.benchmarks import verdict


class Reached(TypedDict):
    """Initiatives that were watched from their start, and the share in production by day 365."""

    watched: int
    in_production: int
    by_365: float
    low_365: float
    high_365: float
    state: str


class Group(TypedDict):
    """One of two groups, and the share in production by the day at which they are compared; in the first, what sets it
    apart from the second."""

    group: str | bool
    watched: int
    in_production: int
    stopped: int
    median_days: float
    by: float
    low: float
    high: float
    difference_low: float
    difference_high: float
    multiple: float
    multiple_low: float
    multiple_high: float
    state: str


@dataclass(frozen=True)
class Effect:
    """What is compared: the column that tells the groups apart, what the first and the second are called, in a sentence
    too, and who is quoted on it."""

    column: str
    values: tuple[str | bool, str | bool]
    names: tuple[str, str]
    spoken: tuple[str, str]
    benchmark: str
    unknown: str


def effect(listing: Listing, viewport: Viewport, comparison: Effect) -> Drawn:
    """A point and its interval for each group: the share in production by day 365, or 180 where a year is not known."""
    found, day = _groups(listing.frame, comparison)
    if listing.missing or len(found) < 2 or any(pd.isna(row["by"]) for row in found):
        return nothing(comparison.unknown, listing.missing, "" if listing.missing else _why_not(found, comparison))
    figure = canvas()
    height = shares(figure, viewport, [_share(row, comparison, day, at) for at, row in enumerate(found)])
    finding = _finding(found, comparison, day)
    late = "" if day == 365 else "; nobody with one of them was watched for a year yet"
    return Drawn(
        finish(figure, viewport, height=height, margin={"l": 6, "r": 20, "t": 0}),
        finding=finding,
        subtitle=f"In production by day {day} (cumulative incidence, 95 % interval), by what a list within "
        f"{_list_days(listing)} days of the start says{late}. {_multiple(found, comparison, day)}An association, not a cause",
        n=f"n = {format.plural(sum(int(row['watched']) for row in found), 'initiative')} of which it is known",
        alt=f"{finding}. {'; '.join(_text(row, comparison, day) for row in found)}.",
    )


def _groups(frame: pd.DataFrame, comparison: Effect) -> tuple[list[Group], int]:
    """The groups of which something is known, the first before the second; and the last day by which both are known."""
    known = [frame[frame[comparison.column] == value] for value in comparison.values] if len(frame) else []
    day = 365 if len(known) == 2 and all(len(rows) and rows["by_365"].notna().all() for rows in known) else 180
    names = {f"{end}_{day}": end for end in ("by", "low", "high", "difference_low", "difference_high")}
    renamed = [rows.rename(columns={comparison.column: "group"} | names) for rows in known]
    return [row for rows in renamed for row in rows.to_dict("records")], day


def _why_not(found: Sequence[Group], comparison: Effect) -> str:
    days = "says so only where a list soon after the start states it"
    if not found:
        return f"No initiative {days}."
    counts = format.join(
        f"{format.of(row['in_production'], row['watched'])} {_spoken(row, comparison)} reached production so far"
        for row in found
    )
    return f"Known: {counts}. It takes some of both, watched for 180 days."


def _finding(found: Sequence[Group], comparison: Effect, day: int) -> str:
    first = found[0]
    if any(row["state"] != "ok" for row in found):
        counts = format.join(
            (f"{format.of(row['in_production'], row['watched'])} {_spoken(row, comparison)}" for row in found),
            last="against",
        )
        return f"In production so far: {counts}, {format.TOO_FEW}"
    ends = format.join((f"{format.percent(row['by'])} {_spoken(row, comparison)}" for row in found), last="against")
    apart = first["difference_low"] > 0 or first["difference_high"] < 0
    when = "within a year" if day == 365 else f"by day {day}"
    return f"In production {when}: {ends}" + ("" if apart else ", not apart beyond chance")


def _multiple(found: Sequence[Group], comparison: Effect, day: int) -> str:
    quoted = BENCHMARKS[comparison.benchmark]
    band = format.benchmark(quoted.low, quoted.high, quoted.unit)
    first = found[0]
    if day != 365 or pd.isna(first["multiple"]) or pd.isna(first["multiple_low"]):
        return f"Quoted: {band}. "
    low, high = float(first["multiple_low"]), float(first["multiple_high"])
    against = format.comparison(verdict(low, high, quoted), band)
    return f"{format.multiple(first['multiple'])} ({format.interval(low, high, 'multiple')}), {against}. "


def _share(row: Group, comparison: Effect, day: int, at: int) -> Share:
    is_few = row["state"] != "ok"
    note = format.of(row["in_production"], row["watched"])
    parts = [f"{note} so far" if is_few else f"{format.percent(row['by'])}, {note} so far"]
    if pd.notna(row["median_days"]) and not is_few:
        parts.append(f"half by day {format.count(row['median_days'])}")
    return Share(
        name=comparison.names[at],
        note=format.DOT.join(parts),
        share=float(row["by"]),
        low=float(row["low"]),
        high=float(row["high"]),
        spoken=_text(row, comparison, day),
        is_few=is_few,
        is_accent=at == 0,
        opens=opens(comparison.column, [row["group"]])[0],
    )


def _spoken(row: Group, comparison: Effect) -> str:
    return comparison.spoken[comparison.values.index(row["group"])]


def _text(row: Group, comparison: Effect, day: int) -> str:
    name = comparison.names[comparison.values.index(row["group"])]
    counts = f"{format.of(row['in_production'], row['watched'])} in production so far, {format.count(row['stopped'])} stopped"
    if row["state"] != "ok":
        return f"{name}: {counts}, {format.TOO_FEW}"
    share = f"{format.percent(row['by'])} ({format.interval(row['low'], row['high'])})"
    return f"{name}: {share} by day {day}, {counts}"


def _list_days(listing: Listing) -> str:
    return format.count(float(listing.scope.settings.get("readiness_list_days", 100)))
