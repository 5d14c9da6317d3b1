"""For a schedule: what has changed as a message, and files taken in as they land in a folder. Commands of `cli.py`."""

import datetime as dt
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from components.commands.options import backup_option, store_option
from components.commands.store_access import BUSY, answering, who
from components.jobs.folder_watcher import STILL_FOR, Watch, demand_apart
from components.jobs.unattended_upload import UNREADABLE, Wish
from data.recognition.mapping import ENOUGH_FOR_YES
from data.store import Store, StoreError, open_store
from queries import Book, Scope, ScopeError, resolve


@click.command()
@click.option("--since", required=True, metavar="VERSION|DATE", help="What it is set against: 11, or 2026-05-14.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The HTML that is written.")
@click.option("--text", type=click.Path(dir_okay=False, path_type=Path), help="The same as plain text, to send along.")
@backup_option
@click.option("--link-to", "app", envvar="GAPBOARD_URL", default="", help="The address of the app, for the links.")
@store_option
def digest(since: str, out: Path, text: Path | None, folder: Path | None, app: str, url: str) -> None:
    """Write what has changed since a version or a date as a message: figures, restatements, findings, decisions."""
    from components.streamlit_internals import log_errors_only

    log_errors_only()  # it warns that no browser is there
    from components.digest.digest import digest as made  # what draws charts takes half a second to import
    from components.digest.email import address, as_html, as_text
    from components.page.visit import Visit
    from components.theme import Viewport

    try:
        link = address(app) if app else ""
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    opened = answering(url, folder)
    book = opened.book(resolve(opened.store.connection))
    visit = Visit(opened, book, Viewport("light", "narrow"), "board")
    written = made(visit, _since(book, since), opened.store, dt.date.today())
    out.write_text(as_html(written, link), encoding="utf-8")
    if text is not None:
        text.write_text(as_text(written, link), encoding="utf-8")
    click.echo(str(out))


def _since(book: Book, since: str) -> Scope:
    try:
        return resolve(book.connection, as_of=since)
    except ScopeError as wrong:
        raise click.UsageError(str(wrong)) from wrong


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--once", is_flag=True, help="Take in what is there now, then end: for a schedule.")
@click.option("--yes", is_flag=True, help=f"Confirm what was recognised, from a confidence of {ENOUGH_FOR_YES}.")
@click.option("--accept-valid", is_flag=True, help="Store the rows without errors.")
@click.option("--note", default="", help="Why: needed where a locked quarter changes.")
@click.option(
    "--still-for",
    default=STILL_FOR,
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="Seconds that a file must have stayed the same: only then is it whole.",
)
@store_option
def watch(folder: Path, once: bool, yes: bool, accept_valid: bool, note: str, still_for: float, url: str) -> None:
    """Upload what lands in FOLDER. What was stored goes to stored/, what cannot be to refused/ with its problems and a
    marked workbook, what a person must look at to waiting/. What lies there stays until somebody removes it: a purge does
    not reach it.
    """
    try:
        demand_apart(folder.resolve(), url)
    except (ValueError, StoreError) as wrong:
        raise click.UsageError(str(wrong)) from wrong
    folder_watch = Watch(
        folder.resolve(), lambda: _held(url), click.echo, Wish(yes, accept_valid, note=note), who(), still_for
    )
    with _ended_by_a_signal() as stop:
        try:
            folder_watch.once(stop) if once else folder_watch.until(stop)
        except StoreError as wrong:
            raise click.UsageError(str(wrong)) from wrong
    sys.exit(
        BUSY if folder_watch.is_busy else UNREADABLE if folder_watch.is_away else folder_watch.worst if once else 0
    )


@contextmanager
def _held(url: str) -> Iterator[Store]:
    """The store, held only while files are taken in, so that others can use it in between."""
    store = open_store(url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _ended_by_a_signal() -> Iterator[threading.Event]:
    """Set once somebody ends the program: the file in hand is finished first."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
