"""What every command shares: the store it opens, the scope it asks for, how it changes the store, how far it is."""

import datetime as dt
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

import click

from components import stores
from components.commands.options import ScopeOptions
from components.stores import Opened
from components.text import format
from data.reading import Progress
from data.store import NeedsReason, Store, StoreBusy, StoreError, open_store
from data.store.backup import taken_out
from queries import Book, ScopeError, resolve

BUSY = 6
SAMPLE = "Nothing has been uploaded to this store yet: what follows is of the sample, a made-up portfolio."


def changed_by(store: Store, change: Callable[[dt.datetime], int]) -> None:
    """Change the store and print the new version's number; what keeps it from being made is wrong usage."""
    try:
        click.echo(str(change(dt.datetime.now())))
    except NeedsReason as reason:
        raise click.UsageError(locked(reason)) from reason
    except (LookupError, ValueError, StoreError) as wrong:
        raise click.UsageError(str(wrong.args[0] if wrong.args else wrong)) from wrong


def locked(reason: NeedsReason) -> str:
    """What to say where a locked quarter would change and nobody said why."""
    return f"{format.join(reason.periods)}: locked. Nothing was stored. Say why it changes: --note."


def who() -> str:
    """The person at the machine; a container's user may have no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "command line"


def opened(url: str) -> Store:
    """The store, closed however the command ends. Ends the command itself where another process has it open."""
    try:
        store = open_store(url)
    except StoreBusy as busy:
        click.echo(str(busy), err=True)
        sys.exit(BUSY)
    except StoreError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    click.get_current_context().call_on_close(store.close)
    return store


def answering(url: str, folder: Path | None = None) -> Opened:
    """The store, or the newest backup in a folder, with the views that figures are asked of.

    Nothing uploaded yet: the sample, as in the app, and a line on standard error that says so.
    """
    if folder is not None:
        try:
            url = str(click.get_current_context().with_resource(taken_out(folder)))
        except StoreError as wrong:
            raise click.UsageError(str(wrong)) from wrong
    return or_sample(opened(url))


def or_sample(company: Store) -> Opened:
    """What a command answers from: a store with its views; as long as nothing was uploaded to it, the sample."""
    if company.has_uploads:
        return stores.opened(company)
    click.echo(SAMPLE, err=True)
    return stores.sample_portfolio()


def book_of(shown: Opened, scope: ScopeOptions) -> Book:
    """What the scope's options ask for; those that are not there are wrong usage."""
    connection = shown.store.connection
    units = [unit.strip() for listed in scope["units"] for unit in listed.split(",")] or None
    try:
        return shown.book(
            resolve(connection, as_of=scope["as_of"], since=scope["since"], until=scope["until"], units=units)
        )
    except ScopeError as wrong:
        raise click.UsageError(str(wrong)) from wrong


def scope_of(book: Book) -> dict[str, object]:
    """A scope as it is printed beside an answer."""
    quarters = [quarter.label for quarter in book.quarters()]
    since, until = (quarters[0], quarters[-1]) if quarters else (None, None)
    return {"units": book.scope.units, "since": since, "until": until, "as_of": book.scope.as_of}


def show_progress(progress: Progress) -> None:
    """How far a file is, on standard error."""
    rows = f", {progress.rows:,} rows" if progress.rows else ""
    click.echo(f"{progress.phase}{rows}, {progress.seconds:.1f} s", err=True)
