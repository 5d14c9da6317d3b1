"""Gapboard from scripts: the same store, the same checks and the same figures as in the app.

Standard output carries the answer only; progress goes to standard error. Exit codes: 0 stored (or would be), 1 our bug,
2 wrong usage, 3 stopped by problems, 4 unreadable, 5 needs confirmation, 6 the store is busy.
"""

import click

from components.commands.lazy_group import LazyGroup, lazy_commands


@click.group(cls=LazyGroup, commands=lazy_commands())
def cli() -> None:
    """What did our AI money buy? Upload spreadsheets and ask for figures."""


if __name__ == "__main__":
    cli()
