"""Two groups and how far each gets: the multiple of one by the other, and whether chance would make it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.charts._shares import Share, shares
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens
from queries import BENCHMARKS, Listing
from queries.benchmarks import verdict


@dataclass(frozen=True)
class Effect:
    """What is compared: the column that tells the groups apart, what the first and the second are called, in a sentence
    too, and who is quoted on it."""

    column: str
    values: tuple[Any, Any]
    names: tuple[str, str]
    spoken: tuple[str, str]
    benchmark: str
    unknown: str


def effect(listing: Listing, viewport: Viewport, comparison: Effect) -> Drawn:
    """A point and its interval for each group: the share in production by day 365, or 180 where a year is not known."""
    frame = listing.frame
    found = (
        [row for value in comparison.values for row in frame[frame[comparison.column] == value].to_dict("records")]
        if len(frame)
        else []
    )
    day = 365 if len(found) == 2 and all(pd.notna(row["by_365"]) for row in found) else 180
    if listing.missing or len(found) < 2 or any(pd.isna(row[f"by_{day}"]) for row in found):
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


def _why_not(found: Sequence[dict[str, Any]], comparison: Effect) -> str:
    days = "says so only where a list soon after the start states it"
    if not found:
        return f"No initiative {days}."
    counts = format.join(
        f"{format.of(row['in_production'], row['watched'])} {_spoken(row, comparison)} reached production so far"
        for row in found
    )
    return f"Known: {counts}. It takes some of both, watched for 180 days."


def _finding(found: Sequence[dict[str, Any]], comparison: Effect, day: int) -> str:
    first = found[0]
    if any(row["state"] != "ok" for row in found):
        counts = format.join(
            (f"{format.of(row['in_production'], row['watched'])} {_spoken(row, comparison)}" for row in found),
            last="against",
        )
        return f"In production so far: {counts}, {format.TOO_FEW}"
    ends = format.join(
        (f"{format.percent(row[f'by_{day}'])} {_spoken(row, comparison)}" for row in found), last="against"
    )
    apart = first[f"difference_low_{day}"] > 0 or first[f"difference_high_{day}"] < 0
    when = "within a year" if day == 365 else f"by day {day}"
    return f"In production {when}: {ends}" + ("" if apart else ", not apart beyond chance")


def _multiple(found: Sequence[dict[str, Any]], comparison: Effect, day: int) -> str:
    quoted = BENCHMARKS[comparison.benchmark]
    band = format.benchmark(quoted.low, quoted.high, quoted.unit)
    first = found[0]
    if day != 365 or pd.isna(first["multiple"]) or pd.isna(first["multiple_low"]):
        return f"Quoted: {band}. "
    low, high = float(first["multiple_low"]), float(first["multiple_high"])
    against = format.comparison(verdict(low, high, quoted), band)
    return f"{format.multiple(first['multiple'])} ({format.interval(low, high, 'multiple')}), {against}. "


def _share(row: dict[str, Any], comparison: Effect, day: int, at: int) -> Share:
    is_few = row["state"] != "ok"
    note = format.of(row["in_production"], row["watched"])
    parts = [f"{note} so far" if is_few else f"{format.percent(row[f'by_{day}'])}, {note} so far"]
    if pd.notna(row["median_days"]) and not is_few:
        parts.append(f"half by day {format.count(row['median_days'])}")
    return Share(
        name=comparison.names[at],
        note=format.DOT.join(parts),
        share=float(row[f"by_{day}"]),
        low=float(row[f"low_{day}"]),
        high=float(row[f"high_{day}"]),
        spoken=_text(row, comparison, day),
        is_few=is_few,
        is_accent=at == 0,
        opens=opens(comparison.column, [row[comparison.column]])[0],
    )


def _spoken(row: dict[str, Any], comparison: Effect) -> str:
    return comparison.spoken[comparison.values.index(row[comparison.column])]


def _text(row: dict[str, Any], comparison: Effect, day: int) -> str:
    name = comparison.names[comparison.values.index(row[comparison.column])]
    counts = f"{format.of(row['in_production'], row['watched'])} in production so far, {format.count(row['stopped'])} stopped"
    if row["state"] != "ok":
        return f"{name}: {counts}, {format.TOO_FEW}"
    share = f"{format.percent(row[f'by_{day}'])} ({format.interval(row[f'low_{day}'], row[f'high_{day}'])})"
    return f"{name}: {share} by day {day}, {counts}"


def _list_days(listing: Listing) -> str:
    return format.count(float(listing.scope.settings.get("readiness_list_days", 100)))
