"""Share links from scripts: made, listed, taken back. Commands of `cli.py`."""

import datetime as dt
import os
from typing import Unpack

import click

from components.commands.options import ScopeOptions, format_option, scoped, store_option
from components.commands.output import write
from components.commands.store_access import book_of, opened, or_sample, who
from components.navigation import PAGES, SHAREABLE
from data.store.audit import Audit
from data.store.links import Link, Links, Pin, Wanted
from queries.published import code

NOTHING = 3


@click.group("link")
def link_group() -> None:
    """Links by which people without an account see chosen pages."""


@link_group.command("make")
@click.option(
    "--page", "pages", multiple=True, required=True, type=click.Choice(list(SHAREABLE)), help="A page it shows."
)
@click.option("--title", help="Its name in the list of links; the first page and the day where none is given.")
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="How long it is open.")
@click.option("--pinned", "is_pinned", is_flag=True, help="Its figures stay as they are now.")
@click.option("--password", is_flag=True, help="Ask for a password, which whoever opens it must know.")
@store_option
@scoped
def make_link(
    pages: tuple[str, ...],
    title: str | None,
    days: int,
    is_pinned: bool,
    password: bool,
    url: str,
    **scope: Unpack[ScopeOptions],
) -> None:
    """Make a link and print its address, this once: whole where GAPBOARD_URL says how the app is reached."""
    now = dt.datetime.now()
    secret = click.prompt("Password", hide_input=True, confirmation_prompt=True) if password else ""
    store = opened(url)
    shown = or_sample(store)
    book = book_of(shown, scope)
    if not book.quarters():
        click.echo("Nothing has been uploaded that still stands: there is nothing to share.", err=True)
        raise SystemExit(NOTHING)
    seen, chosen = book.scope, tuple(page for page in SHAREABLE if page in pages)
    pins = tuple[Pin, ...]()
    if is_pinned:
        from components.history.notes import comments_of  # what draws charts takes half a second to import
        from components.share.snapshot_writer import write_snapshots
        from components.streamlit_internals import log_errors_only

        log_errors_only()  # it warns that no browser is there
        pins = write_snapshots(
            shown,
            seen,
            chosen,
            now.date(),
            comments_of,
            lambda says: click.echo(says, err=True),
        )
    wanted = Wanted(
        title=title or f"{PAGES[chosen[0]].title}, {now.date()}",
        pages=chosen,
        first_day=seen.since,
        last_day=seen.until,
        units=seen.units,
        as_of=seen.as_of if is_pinned else None,
        code=code(),
        is_sample=shown.is_sample,
        expires_at=now + dt.timedelta(days=days),
        password=secret,
    )
    _, token = Links(store).make(wanted, who(), now, pins)
    Audit(store).note(now, who(), "made a link", ", ".join(PAGES[page].title for page in chosen))
    click.echo(f"{os.environ.get('GAPBOARD_URL', '').rstrip('/')}/s/{token}")


@link_group.command("list")
@store_option
@format_option
def list_links(url: str, form: str) -> None:
    """Every link, the newest first: what it shows, whether it is open, how often it was opened."""
    links, now = Links(opened(url)), dt.datetime.now()
    counts = links.counts()
    rows = [_row(link, counts.get(link.id, (0, 0, None)), now) for link in links.every()]
    shown = ("link", "title", "pages", "standing", "expires_at", "opened", "refused")
    write(
        {"links": rows},
        form,
        rows if form == "csv" else [{name: row[name] for name in shown} for row in rows],
        nothing="No link was made yet.",
    )


@link_group.command("revoke")
@click.argument("link")
@store_option
def revoke_link(link: str, url: str) -> None:
    """Take the link LINK back, by its name in `link list`."""
    store, now = opened(url), dt.datetime.now()
    try:
        Links(store).revoke(link, who(), now)
    except LookupError as wrong:
        raise click.UsageError(str(wrong.args[0])) from wrong
    Audit(store).note(now, who(), "took a link back")
    click.echo(link)


def _row(link: Link, counted: tuple[int, int, dt.datetime | None], now: dt.datetime) -> dict[str, object]:
    opened_times, refused, last = counted
    return {
        "link": link.id,
        "title": link.title,
        "pages": " ".join(link.pages),
        "standing": link.state(now),
        "first_day": link.first_day,
        "last_day": link.last_day,
        "units": "" if link.units is None else ", ".join(link.units),
        "is_pinned": link.is_pinned,
        "has_password": link.has_password,
        "author": link.author,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "opened": opened_times,
        "refused": refused,
        "last_opened_at": last,
    }
