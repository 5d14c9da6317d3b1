"""Which rows are odd though every cell was understood? Warnings: they are said, and the rows stand."""

import datetime as dt
import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from data.check.draft import Draft
from data.problems import Problem
from data.reading import cells
from data.reading.table import Cell

Key = TypeVar("Key")

STAGE_DATES = ("idea_on", "started_on", "proven_on", "approved_on", "production_on", "scaled_on")
ENDED_DATES = ("stopped_on", "retired_on", "handoff_on")
PRICES = frozenset(("seat_price",))  # nobody adds them up
ROUNDING = 0.005  # a totals row may differ from its column's sum by this share

_NOT_ABOVE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "adoption": (
        ("active_users", "seats", "more active users than paid seats"),
        ("active_users", "ever_active", "more active users than people who ever used it"),
        ("habitual_users", "active_users", "more habitual users than active users"),
        ("power_users", "active_users", "more power users than active users"),
    ),
    "training": (
        ("completed", "trained", "more people completed it than took part"),
        ("builders", "trained", "more builders than people who took part"),
        ("coached", "trained", "more people coached than took part"),
    ),
    "survey": tuple(
        (f"{name}_4_5", "responses", f"more people answered 4 or 5 on {name} than answered")
        for name in ("confidence", "clarity", "skill", "permission")
    ),
    "people": (("ai_builders", "headcount", "more builders than people"),),
}
"""Counts that are part of another: (part, whole, what to say)."""


def look_at(made: Draft, today: dt.date) -> None:
    """Every rule that needs only the table itself."""
    _parts_above_wholes(made)
    _stage_order(made)
    _future(made, today)
    _benefits_twice(made)
    _run_costs_added(made)
    _totals(made)


def _rows(made: Draft) -> Sequence[int]:
    return [at for at in range(len(made)) if not made.is_out[at]]


def _parts_above_wholes(made: Draft) -> None:
    for part, whole, what in _NOT_ABOVE.get(made.dataset.name, ()):
        parts, wholes = made.numbers(part), made.numbers(whole)
        for at in _rows(made):
            some, every = parts[at], wholes[at]
            if some is not None and every is not None and some > every:
                made.warn(
                    part,
                    at,
                    f"There are {what} ({some:,} of {every:,}).",
                    "Check both numbers.",
                    f"{part}_above_{whole}",
                )


def _stage_order(made: Draft) -> None:
    """An initiative goes through its stages in one order, and nothing ends before it started."""
    if made.dataset.name != "pilots":
        return
    columns = {name: made.days(name) for name in (*STAGE_DATES, *ENDED_DATES, "reporting_on")}
    for at in _rows(made):
        known = [(name, day) for name in STAGE_DATES if (day := columns[name][at]) is not None]
        for (earlier, first), (later, second) in itertools.pairwise(known):
            if second < first:
                _out_of_order(made, at, later, second, earlier, first)
                break
        for name in ENDED_DATES:
            end = columns[name][at]
            if end is not None and known and end < known[0][1]:
                _out_of_order(made, at, name, end, *known[0])
    _after_the_list(made, columns)


def _out_of_order(made: Draft, at: int, later: str, second: dt.date, earlier: str, first: dt.date) -> None:
    says = f'"{_in_words(later)}" ({second}) is before "{_in_words(earlier)}" ({first}).'
    made.warn(later, at, says, "Correct one of the dates.", "stage_order")


def _after_the_list(made: Draft, columns: dict[str, list[dt.date | None]]) -> None:
    """A list cannot know what happened after its own day."""
    listed = columns["reporting_on"]
    for name in (*STAGE_DATES, *ENDED_DATES):
        dates = columns[name]
        rows = [at for at in _rows(made) if (day := dates[at]) and (of_list := listed[at]) and day > of_list]
        made.say_once(
            name,
            rows,
            f'"{_in_words(name)}" is after the day of the list in {{n rows}}: it counts as not yet happened.',
            "Correct the date, or the list's reporting date.",
            "after_the_list",
        )


def _future(made: Draft, today: dt.date) -> None:
    starts = made.days("period_start" if made.dataset.replaces == "period" else "reporting_on")
    basis = made.get("basis")
    name = "period" if made.dataset.replaces == "period" else "reporting_on"
    plans = ("budget", "forecast", "committed")
    rows = [at for at in _rows(made) if (start := starts[at]) and start > today and basis[at] not in plans]
    made.say_once(name, rows, f"The time of {{n rows}} is after today ({today}).", "Check the period.", "future_period")


def _benefits_twice(made: Draft) -> None:
    """One benefit claimed by two tools: said to be one by its group, or looking like one by its amount."""
    if made.dataset.name != "deployments":
        return
    groups, amounts = made.words("benefit_group"), made.numbers("benefit_amount")
    initiatives, starts = made.words("initiative_id"), made.days("period_start")
    first: dict[tuple[object, ...], str] = {}
    for at in _rows(made):
        key: tuple[object, ...]
        if (group := groups[at]) is not None:
            key = (starts[at], group.casefold())
            says = "The benefit group {key} is claimed in {cell} too: it counts once."
        elif amounts[at] and initiatives[at]:
            key = (starts[at], initiatives[at], amounts[at])
            says = "The same initiative claims the same amount in {cell}: is it one benefit?"
        else:
            continue
        if key in first:
            remedy = "Give both rows the same benefit_group if it is one benefit."
            text = says.format(key=f'"{groups[at]}"', cell=first[key])
            made.warn("benefit_amount", at, text, remedy, "benefit_twice")
        else:
            first[key] = made.cell("benefit_amount", at)


def _run_costs_added(made: Draft) -> None:
    """Rows of one tool and period that say different running costs: equal ones count once, different ones are added."""
    if made.dataset.name != "deployments":
        return
    columns = ("business_unit", "deployment_id", "period_start", "period_end")
    tools = list(zip(*(made.get(name) for name in columns), strict=True))
    costs, currencies = made.numbers("run_cost"), made.words("currency")
    said: dict[tuple[object, ...], dict[tuple[object, ...], str]] = defaultdict(dict)
    for at in _rows(made):
        if costs[at] is None:
            continue
        others, cost = said[tools[at]], (costs[at], currencies[at])
        if others and cost not in others:
            made.warn(
                "run_cost",
                at,
                f"Another running cost of the same tool and period stands in {next(iter(others.values()))}: both are added.",
                "Write the cost on one of the rows, or the same on each, if it is one cost.",
                "run_costs_added",
            )
        others.setdefault(cost, made.cell("run_cost", at))


def _totals(made: Draft) -> None:
    """Totals rows that say another sum than the rows above them: those since the total before, or all."""
    rows = [row for row, _ in made.table.totals]
    for name, letter, places, sums in _added_up(made) if rows else ():
        before = 0.0
        for row, foot in made.table.totals:
            whole = sums[bisect_left(places, row)]
            group, before = whole - before, whole
            total = _total(made, name, foot.get(letter))
            if total is None or min(abs(group - total), abs(whole - total)) <= max(0.5, ROUNDING * abs(total)):
                continue
            made.problems.append(
                Problem(
                    f"{made.table.sheet}!{letter}{row}",
                    "warning",
                    f"The totals row says {total:,.2f}, the rows above add up to {whole if row == rows[-1] else group:,.2f}.",
                    "Check for rows that are missing, or counted twice.",
                    "totals_row",
                )
            )


def _added_up(made: Draft) -> Iterator[tuple[str, str, list[int], list[float]]]:
    """Each column of the sheet that a totals row can add up: its field, its letter, the sheet rows that hold amounts,
    and their running sums from 0."""
    for name in made.letters:
        if made.dataset[name].kind not in ("money", "count") or name in PRICES:
            continue
        amounts: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, value in enumerate(made.numbers(name)):
            if value is not None:
                amounts[made.letter(name, at)].append((made.table.rows[at], value))
        for letter, found in amounts.items():
            yield name, letter, [row for row, _ in found], [0.0, *itertools.accumulate(value for _, value in found)]


def _total(made: Draft, name: str, cell: Cell) -> float | None:
    """What a totals row says of a field, read as its column is."""
    mark = made.reading.answers.get(f"mark.{name}")
    try:
        total = cells.money(cell, mark)  # type: ignore[arg-type]
    except cells.NotUnderstood:
        return None
    return None if total is None else total.amount * float(made.reading.answers.get(f"scale.{name}", 1))


def grouped(rows: Sequence[int], key: Callable[[int], Key]) -> dict[Key, list[int]]:
    """Rows by what `key` says of them, in the order they stand."""
    groups: dict[Key, list[int]] = defaultdict(list)
    for at in rows:
        groups[key(at)].append(at)
    return groups


def _in_words(name: str) -> str:
    return name.replace("_", " ")
