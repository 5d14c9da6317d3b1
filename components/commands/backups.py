"""Backups from scripts: made, put back, aged out. Commands of `cli.py`."""

import datetime as dt
import sys
from pathlib import Path

import click

from components.commands.options import store_option
from components.commands.store_access import BUSY, opened
from components.text import format
from data.store import StoreBusy, StoreError
from data.store.backup import Backups, backups
from data.store.backup import restore as put_back
from data.store.opening import path_of
from data.store.retention import Expired, Rule, age_out, expired, expired_beside

a_file = click.Path(dir_okay=True, path_type=Path)
a_folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--to", "target", required=True, type=a_file, help="A file, or a folder in which it is named by the time."
)
@store_option
def backup(target: Path, url: str) -> None:
    """Write the whole store into one file, checked. While the app runs, it makes backups itself: GAPBOARD_BACKUPS."""
    made = Backups(opened(url))
    try:
        path = made.into(target, _now()).path if target.is_dir() else made.to(target)
    except (StoreError, OSError) as wrong:
        raise click.UsageError(str(wrong)) from wrong
    click.echo(str(path))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
def restore(file: Path, url: str) -> None:
    """Put the backup FILE in the place of the store. It is checked first; the store that it replaces is kept beside it."""
    try:
        done = put_back(file, url, _now())
    except StoreBusy as busy:
        click.echo(str(busy), err=True)
        sys.exit(BUSY)
    except (StoreError, OSError) as wrong:
        raise click.UsageError(str(wrong)) from wrong
    if done.brings_back:
        listed = format.join([f"version {number}" for number in done.brings_back])
        click.echo(f"This backup holds what {listed} had purged: it is there again. Purge it once more.", err=True)
    if done.reopens:
        click.echo(f"Links that were taken back since are open again: {format.join(done.reopens)}.", err=True)
    if done.roles:
        click.echo(f"Roles given by name are as they were then: {format.join(done.roles)}.", err=True)
    if done.store_before:
        click.echo(f"The store from before is {done.store_before}.", err=True)
    click.echo(f"version {done.version}, {format.plural(done.rows, 'row')}")


@click.command()
@click.argument("folder", type=a_folder)
@click.option(
    "--daily",
    type=click.IntRange(0),
    envvar="GAPBOARD_BACKUP_DAILY",
    default=Rule.daily,
    show_default=True,
    help="Keep the last backup of each of so many days.",
)
@click.option(
    "--monthly",
    type=click.IntRange(0),
    envvar="GAPBOARD_BACKUP_MONTHLY",
    default=Rule.monthly,
    show_default=True,
    help="Keep the last backup of each of so many months.",
)
@click.option(
    "--purged-days",
    type=click.IntRange(0),
    envvar="GAPBOARD_PURGED_DAYS",
    default=Rule.purged_days,
    show_default=True,
    help="Keep what holds purged rows for so many days after the purge.",
)
@click.option("--yes", is_flag=True, help="Remove what has had its time. Without it, only say what would go.")
@store_option
def retention(folder: Path, daily: int, monthly: int, purged_days: int, yes: bool, url: str) -> None:
    """List the backups in FOLDER, and remove those that have had their time, with the copies kept beside the store."""
    rule, now = Rule(daily, monthly, purged_days), _now()
    path = path_of(url)
    gone = (*expired(folder, rule, now), *(expired_beside(path, rule, now) if path else ()))
    for line in _lines(folder, gone, yes):
        click.echo(line)
    if yes:
        age_out(gone)


def _lines(folder: Path, gone: tuple[Expired, ...], yes: bool) -> list[str]:
    """Each backup and copy with what becomes of it."""
    why, verb = {each.path: each.why for each in gone}, "removed" if yes else "would go"
    kept = [
        f"{kept_file.path.name}  {kept_file.bytes / 1e6:.1f} MB  kept"
        for kept_file in backups(folder)
        if kept_file.path not in why
    ]
    return [*kept, *(f"{path.name}  {verb}: {reason}" for path, reason in why.items())]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
