"""Pages from scripts: a deck, a PDF, a workbook, a file for offline. Commands of `cli.py`."""

import datetime as dt
from pathlib import Path
from typing import Unpack

import click

from components.charts.rendering import CannotBeDrawn
from components.commands.options import ScopeOptions, backup_option, scoped, store_option
from components.commands.store_access import answering, book_of
from components.exports import FORMS
from components.navigation import SHAREABLE

NOTHING, CANNOT = 3, 4


@click.command()
@click.argument("form", type=click.Choice(list(FORMS)))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file that is written.")
@click.option("--page", "pages", multiple=True, type=click.Choice(list(SHAREABLE)), help="Only these pages.")
@backup_option
@store_option
@scoped
def export(
    form: str, out: Path, pages: tuple[str, ...], folder: Path | None, url: str, **scope: Unpack[ScopeOptions]
) -> None:
    """The pages of the app as a file: pptx, pdf, xlsx or html."""
    from components.streamlit_internals import log_errors_only

    log_errors_only()  # it warns that nobody looks on
    from components.exports.making import made  # what draws charts takes half a second to import
    from components.history.notes import comments_of
    from components.page.visit import Visit
    from components.theme import Viewport

    opened = answering(url, folder)
    book = book_of(opened, scope)
    if not book.quarters():
        click.echo("Nothing has been uploaded that still stands: there is no page to write.", err=True)
        raise SystemExit(NOTHING)
    visit = Visit(opened, book, Viewport("light", "wide"), "", frozenset())
    chosen = [page for page in SHAREABLE if page in (pages or SHAREABLE)]
    try:
        content = made(
            FORMS[form], visit, chosen, dt.date.today(), comments_of, lambda says: click.echo(says, err=True)
        )
    except CannotBeDrawn as wanting:
        click.echo(str(wanting), err=True)
        raise SystemExit(CANNOT) from wanting
    out.write_bytes(content)
    click.echo(str(out))
