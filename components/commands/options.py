"""The options that commands share: which store, which backup, which scope, how the answer is written."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

import click

from components.stores import DEFAULT_STORE

store_option = click.option(
    "--store", "url", envvar="GAPBOARD_STORE", default=str(DEFAULT_STORE), metavar="URL", help="Path of the store."
)
backup_option = click.option(
    "--from-backup",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Read the newest backup in FOLDER, as the app holds the store while it runs.",
)
format_option = click.option(
    "--format", "form", type=click.Choice(["json", "csv", "table"]), default="table", help="How the answer is written."
)


class ScopeOptions(TypedDict):
    """What is looked at, as it was typed."""

    as_of: str
    until: str | None
    since: str | None
    units: Sequence[str]


def scoped(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what is looked at."""
    for option in (
        click.option("--as-of", default="latest", help="A version, a date, or latest."),
        click.option("--until", help="The last quarter, such as 2026-Q3."),
        click.option("--since", help="The first quarter."),
        click.option("--units", multiple=True, help="A business unit, or several separated by commas."),
    ):
        command = option(command)
    return command
