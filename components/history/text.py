"""What a ledger's entries, its restated figures and its changed rows are called and how they stand in tables.

Everything here is drawn from plain values; nothing is asked of the store.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import pandas as pd

from components.charts.restatement import amount_in_words, told_apart
from components.text import format
from queries import METRICS, Metric, Row
from queries.published import PublishedFigure, Restated, is_same
from queries.scope import Quarter
from queries.suppression import NEVER, Suppression

KINDS = {
    "upload": "Upload",
    "withdrawal": "Withdrawal",
    "settings": "Settings changed",
    "lock": "Lock",
    "unlock": "Unlock",
    "purge": "Purge",
}
ROWS = {"removed": "gone", "corrected": "corrected", "late": "came late"}
WHY_NONE = {
    "suppressed": format.HIDDEN,
    "insufficient": "nothing to divide by",
    "few": format.TOO_FEW,
}
HEADCOUNTS = ("active_users", "intended_users")  # of a tool in production: told only where they are not few
HIDDEN = "hidden: few people"
ANSWERS = "answers changed"
LONG_NAME = 46


class Entry(Protocol):
    """One version of the ledger."""

    @property
    def version(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def created_at(self) -> dt.datetime: ...
    @property
    def author(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    @property
    def feed(self) -> str: ...
    @property
    def withdraws(self) -> int | None: ...
    @property
    def is_withdrawn(self) -> bool: ...
    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]: ...
    @property
    def purged_by(self) -> int | None: ...
    @property
    def purges(self) -> tuple[int, ...]: ...


class Changed(Protocol):
    """A row that is not the same at two versions."""

    @property
    def dataset(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def business_unit(self) -> str: ...
    @property
    def period_start(self) -> dt.date: ...
    @property
    def period_end(self) -> dt.date: ...
    @property
    def key(self) -> Mapping[str, object]: ...
    @property
    def changes(self) -> Mapping[str, tuple[object, object]]: ...
    @property
    def version(self) -> int: ...
    @property
    def sheet(self) -> str: ...
    @property
    def source_row(self) -> int: ...
    @property
    def changed_in(self) -> int: ...


def what(entry: Entry) -> str:
    """What a version did: Upload, Withdrawal of version 7, Purge of versions 3 and 5."""
    if entry.withdraws:
        return f"{KINDS['withdrawal']} of version {entry.withdraws}"
    if entry.purges:
        noun = "version" if len(entry.purges) == 1 else "versions"
        return f"{KINDS['purge']} of {noun} {format.join(str(version) for version in entry.purges)}"
    return KINDS.get(entry.kind, entry.kind.capitalize())


def state(entry: Entry) -> str:
    """Whether an upload still stands; of what is no upload nothing is said."""
    if entry.purged_by is not None:
        return "purged"
    if entry.kind != "upload":
        return ""
    return "withdrawn" if entry.is_withdrawn else "stands"


def stored_rows(entry: Entry) -> int:
    """How many rows an upload brought."""
    return sum(count.get("stored", 0) for count in entry.counts.values())


def label(entry: Entry) -> str:
    """A version in a list to choose from: version 8, 21 October 2025, portfolio.xlsx."""
    return f"version {entry.version}, {format.date(entry.created_at.date())}{format.DOT}{_about(entry)}"


def short(entry: Entry) -> str:
    """A version with its day: version 8, 21 October 2025."""
    return f"version {entry.version}, {format.date(entry.created_at.date())}"


def step_names(entries: Iterable[Entry]) -> dict[int, str]:
    """What a bridge calls the step that each version made."""
    return {entry.version: f"version {entry.version} ({_about(entry)})" for entry in entries}


def ledger(entries: Sequence[Entry], source: Callable[[str], str] = str) -> pd.DataFrame:
    """Every version, one a line, in the order they come. A column that would be empty is left out, and so is where the
    rows came from, a name in words by `source`, where all came from the same."""
    frame = pd.DataFrame(
        [
            {
                "Version": entry.version,
                "What": what(entry),
                "File": entry.file_name,
                "Rows": stored_rows(entry) or None,
                "When": f"{entry.created_at:%Y-%m-%d %H:%M}",
                "Who": entry.author,
                "State": state(entry),
                "Note": entry.note,
                "Source": source(entry.feed) if entry.feed else "",
            }
            for entry in entries
        ]
    )
    frame["Rows"] = frame["Rows"].astype("Int64")
    filled = [name for name in frame if frame[name].notna().any() and (frame[name] != "").any()]
    is_one_source = len({entry.feed for entry in entries if entry.feed}) < 2
    return frame[[name for name in filled if not (name == "Source" and is_one_source)]]


def contents(entry: Entry, titles: Mapping[str, str]) -> pd.DataFrame:
    """What an upload held, a dataset a line: rows read, stored and left out; a sheet without rows is left out."""
    return pd.DataFrame(
        [
            {
                "Sheet": titles.get(name, name),
                "Read": count.get("read", 0),
                "Stored": count.get("stored", 0),
                "Left out": count.get("left_out", 0),
            }
            for name, count in entry.counts.items()
            if any(count.values())
        ]
    )


def figure(row: PublishedFigure | Row | None, metric: Metric) -> str:
    """A figure as a table says it: its value, or why there is none."""
    if row is None:
        return "none"
    if row.value is None:
        return WHY_NONE.get(row.state, format.NOT_KNOWN)
    return format.value(row.value, metric.unit)


def pair(before: PublishedFigure | Row | None, now: PublishedFigure | Row | None, metric: Metric) -> tuple[str, str]:
    """A figure then and now, told apart where the two differ."""
    if is_same(before, now) or not before or not now or before.value is None or now.value is None:
        return figure(before, metric), figure(now, metric)
    return told_apart(before.value, now.value, metric.unit)


def change(before: PublishedFigure | Row | None, now: PublishedFigure | Row | None, metric: Metric) -> str:
    """By how much a figure moved; blank where it did not, or where one of the two is not known."""
    if is_same(before, now) or not before or not now or before.value is None or now.value is None:
        return ""
    return amount_in_words(now.value - before.value, metric.unit)


def restatements(moved: Sequence[Restated]) -> pd.DataFrame:
    """Published figures that are others today, one a line."""
    lines = []
    for figure in moved:
        before, now = pair(figure.before, figure.now, figure.metric)
        lines.append(
            {
                "Figure": figure.metric.title,
                "Unit": figure.business_unit or "the whole company",
                "Published": before,
                "Today": now,
                "Change": change(figure.before, figure.now, figure.metric),
            }
        )
    return pd.DataFrame(lines)


def moves(figures: Sequence[tuple[str, Row | None, Row | None]]) -> pd.DataFrame:
    """Figures at two versions by their metric's name, those that moved first."""
    lines = []
    for name, before, now in figures:
        metric = METRICS[name]
        then, today = pair(before, now, metric)
        lines.append(
            (
                is_same(before, now),
                {
                    "Figure": metric.title,
                    "Then": then,
                    "Now": today,
                    "Change": change(before, now, metric),
                },
            )
        )
    return pd.DataFrame([line for _, line in sorted(lines, key=lambda line: line[0])])


def rows(
    changed: Iterable[Changed],
    titles: Mapping[str, str],
    counts: Mapping[str, frozenset[str]],
    suppression: Suppression,
    few: int,
    quarter_of: Callable[[dt.date], Quarter | None],
    fiscal_start: int,
) -> pd.DataFrame:
    """Rows that changed: a line for each that went or came, and for each column of one that was corrected.

    `titles` names the datasets, `counts` their columns of numbers; of people these stay untold where `suppression` says so, and
    headcounts of a tool below `few`. Each line ends with the version that made the difference, and with the upload, sheet
    and line that hold the row. Answers to the survey are one line a unit, period and version, without a place: one could
    count the people otherwise.
    """
    lines, answers = [], set()
    for row in changed:
        quarter = quarter_of(row.period_end)
        if row.dataset == NEVER:
            line = {
                "Sheet": titles.get(row.dataset, row.dataset),
                "Unit": row.business_unit,
                "Period": _period(row, quarter, fiscal_start),
                "Row": "",
                "What": ANSWERS,
                "Column": "",
                "Before": "",
                "After": "",
                "By version": row.changed_in,
                "Upload": row.version,
                "Sheet in the file": row.sheet,
                "Line": 0,
            }
            if tuple(line.values()) not in answers:
                answers.add(tuple(line.values()))
                lines.append(line)
            continue
        is_hidden = suppression.hides(row.dataset, quarter.start if quarter else None)
        shown = {
            name: (HIDDEN, HIDDEN)
            if (is_hidden and name in counts.get(row.dataset, frozenset())) or _is_few(name, values, few)
            else (_cell(values[0]), _cell(values[1]))
            for name, values in row.changes.items()
        }
        at = {
            "Sheet": titles.get(row.dataset, row.dataset),
            "Unit": row.business_unit,
            "Period": _period(row, quarter, fiscal_start),
            "Row": ", ".join(_cell(part) for part in row.key.values() if _cell(part)),
            "What": ROWS[row.kind],
        }
        where = {
            "By version": row.changed_in,
            "Upload": row.version,
            "Sheet in the file": row.sheet,
            "Line": row.source_row,
        }
        if row.kind == "corrected":
            lines += [
                at | {"Column": format.column(name), "Before": first, "After": last} | where
                for name, (first, last) in shown.items()
            ]
            continue
        side = 0 if row.kind == "removed" else 1
        whole = "; ".join(
            f"{format.column(name)} {both[side]}" for name, both in shown.items() if both[side] and name not in row.key
        )
        lines.append(at | {"Column": "", "Before": "" if side else whole, "After": whole if side else ""} | where)
    return pd.DataFrame(lines)


def _about(entry: Entry) -> str:
    if entry.purged_by is not None:
        return f"purged by version {entry.purged_by}"
    if entry.file_name:
        return format.shorten(entry.file_name, LONG_NAME)
    did = what(entry)
    in_words = f"{did[:1].lower()}{did[1:]}"
    return (
        f"{in_words}, {format.shorten(entry.note, LONG_NAME)}" if entry.note and entry.kind == "settings" else in_words
    )


def _is_few(name: str, values: tuple[object, object], few: int) -> bool:
    return name in HEADCOUNTS and any(isinstance(value, int | float) and 0 < value < few for value in values)


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        text = f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
        return text.replace("-", format.MINUS)
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _period(row: Changed, quarter: Quarter | None, fiscal_start: int) -> str:
    """The quarter or month a row is of, the day of its list; blank for what holds at all times."""
    if row.period_start.year == 1:
        return ""
    if row.period_start == row.period_end:
        return f"as of {format.date(row.period_end)}"
    if quarter and (quarter.start, quarter.end) == (row.period_start, row.period_end):
        return format.quarter(quarter.label, fiscal_start)
    return f"{row.period_start:%Y-%m}"
