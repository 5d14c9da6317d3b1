"""What the app does by itself while it runs: backups into a folder, as often as it is told, the old ones aged out; files
taken in that land in a folder.

A DuckDB file has one owner, so the process that serves it backs it up too. A composition root of the app.
"""

import datetime as dt
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from components import stores
from components.jobs import folder_watcher
from data.store import Store, StoreBusy, StoreError
from data.store.backup import Backup, Backups, backups
from data.store.opening import path_of
from data.store.retention import Rule, age_out, expired, expired_beside

LOG = logging.getLogger("gapboard.schedule")
RETRY = dt.timedelta(hours=1)
LONGEST_SLEEP = 600  # seconds; a machine that slept, or whose clock was set, is noticed by then
PATIENCE = 20  # seconds that a backup has to finish when the app stops


@dataclass(frozen=True)
class Plan:
    """Where backups go and how often; `folder` is None where none are to be made."""

    folder: Path | None
    every: dt.timedelta = dt.timedelta(hours=24)
    rule: Rule = field(default_factory=Rule)


def plan(variables: Mapping[str, str]) -> Plan:
    """What the environment says. Raises ValueError where a number is none."""
    folder = variables.get("GAPBOARD_BACKUPS", "").strip()
    hours = _number(variables, "GAPBOARD_BACKUP_HOURS", 24, least=1)
    rule = Rule(
        daily=_number(variables, "GAPBOARD_BACKUP_DAILY", Rule.daily),
        monthly=_number(variables, "GAPBOARD_BACKUP_MONTHLY", Rule.monthly),
        purged_days=_number(variables, "GAPBOARD_PURGED_DAYS", Rule.purged_days),
    )
    return Plan(Path(folder).expanduser() if folder else None, dt.timedelta(hours=hours), rule)


@contextmanager
def running() -> Iterator[None]:
    """While the app runs, so does what it does by itself. Raises ValueError where the environment says it wrongly."""
    planned, stop = plan(os.environ), threading.Event()
    watched = folder_watcher.folder_to_watch(os.environ)
    threads = [_started("gapboard-backups", lambda: _back_up_on_time(planned, stop))] if planned.folder else []
    threads += [_started("gapboard-watch", lambda: folder_watcher.keep_watching(watched, stop))] if watched else []
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(PATIENCE)


def back_up(store: Store, planned: Plan, now: dt.datetime) -> Backup | None:
    """One backup now, and what has had its time gone; None where there is nothing to back up yet. Raises StoreError."""
    path = path_of(store.url)
    if planned.folder is None or path is None or store.latest == 0:
        return None
    made = Backups(store).into(planned.folder, now)
    age_out((*expired(planned.folder, planned.rule, now), *expired_beside(path, planned.rule, now)))
    return made


def seconds_until(planned: Plan, now: dt.datetime) -> float:
    """How long until the next backup is due: at once where there is none."""
    made = backups(planned.folder) if planned.folder is not None else ()
    return max(0.0, (made[0].made_at + planned.every - now).total_seconds()) if made else 0.0


def _back_up_on_time(planned: Plan, stop: threading.Event) -> None:
    wait = 0.0
    while not stop.wait(min(wait, LONGEST_SLEEP)):
        now = dt.datetime.now(dt.UTC)
        wait = seconds_until(planned, now)
        if wait > 0:
            continue
        wait = RETRY.total_seconds()
        try:
            made = back_up(stores.company_store(), planned, now)
        except (StoreError, StoreBusy, OSError) as error:
            LOG.error("no backup was made; the next try is in an hour: %s", error)
        except Exception as error:  # one of ours; the next backup must come all the same
            LOG.error("no backup was made; the next try is in an hour", exc_info=error)
        else:
            if made is not None:
                LOG.warning("backup %s, %.1f MB", made.path.name, made.bytes / 1e6)


def _started(name: str, work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, name=name, daemon=True)
    thread.start()
    return thread


def _number(variables: Mapping[str, str], name: str, usual: int, least: int = 0) -> int:
    text = variables.get(name, "").strip() or str(usual)
    if not text.isdecimal() or int(text) < least:
        raise ValueError(f"{name} is {text!r}. Give a whole number from {least}.")
    return int(text)
