"""Which backups are kept, and which have had their time: the last of each day, the last of each month, none for ever.

A purge reaches the store, not the backups from before it. So those go some days after the purge, whatever day they are of;
the days are there to undo a purge that was a mistake.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.store.backup import Backup, backups, purges, set_aside
from data.store.copying import remove, to_disk


@dataclass(frozen=True)
class Rule:
    """How many days' and months' last backups are kept, and how many days those that hold what was purged since, and
    the copies from before an upgrade or a restore."""

    daily: int = 7
    monthly: int = 12
    purged_days: int = 30


@dataclass(frozen=True)
class Expired:
    """A file that has had its time, and why."""

    path: Path
    why: str


def expired(folder: Path, rule: Rule, now: dt.datetime) -> tuple[Expired, ...]:
    """The backups of a folder that have had their time, the newest first. The newest of all is always kept."""
    found = backups(folder)
    held = _held_too_long(found, rule, now)
    rest = [file for file in found if file.path not in held]
    stay = {*found[:1], *_last_of_each(rest, "%Y-%m-%d", rule.daily), *_last_of_each(rest, "%Y-%m", rule.monthly)}
    return tuple(
        Expired(file.path, held.get(file.path, "a later one stands for its day or month"))
        for file in found
        if file not in stay
    )


def expired_beside(store: Path, rule: Rule, now: dt.datetime) -> tuple[Expired, ...]:
    """The copies beside a store, from before an upgrade or a restore, that have had their time."""
    until = (now - dt.timedelta(days=rule.purged_days)).timestamp()
    old = [path for path in set_aside(store) if path.stat().st_mtime < until]
    return tuple(
        Expired(path, f"a copy from before an upgrade or a restore, older than {rule.purged_days} days") for path in old
    )


def age_out(files: Iterable[Expired]) -> None:
    """Remove what has had its time."""
    for file in files:
        remove(file.path)
        to_disk(file.path.parent)


def _last_of_each(found: Iterable[Backup], span: str, count: int) -> list[Backup]:
    """The last backup of each day or month, for so many of them; `found` has the newest first."""
    last: dict[str, Backup] = {}
    for file in found:
        last.setdefault(file.made_at.strftime(span), file)
    return list(last.values())[:count]


def _held_too_long(found: tuple[Backup, ...], rule: Rule, now: dt.datetime) -> dict[Path, str]:
    """Backups that still hold what the newest one knows as purged, longer ago than the rule allows; and why."""
    if not found:
        return {}
    until = now.astimezone().replace(tzinfo=None) - dt.timedelta(days=rule.purged_days)
    due = {(version, at) for version, at in _purges(found[0].path) if at <= until}
    missed = {file.path: sorted(due - _purges(file.path)) for file in found[1:]} if due else {}
    return {path: f"it holds what version {entries[0][0]} purged" for path, entries in missed.items() if entries}


def _purges(path: Path) -> set[tuple[int, dt.datetime]]:
    """The purges that a backup knows of; one that cannot be read knows of none."""
    try:
        return set(purges(path).items())
    except duckdb.Error:
        return set()
