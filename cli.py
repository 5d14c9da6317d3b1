"""Gapboard from scripts: the same store, the same checks and the same figures as in the app.

Standard output carries the answer only; progress goes to standard error. Exit codes: 0 stored (or would be), 1 our bug,
2 wrong usage, 3 stopped by problems, 4 unreadable, 5 needs confirmation, 6 the store is busy.
"""

import click

from components.commands.lazy_group import LazyGroup, lazy_commands


def _version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not context.resilient_parsing:
        from queries.published import VERSION  # half a second: not for --help

        click.echo(f"Gapboard {VERSION}")
        context.exit()


@click.group(cls=LazyGroup, commands=lazy_commands())
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Say which version it is."
)
def cli() -> None:
    """What did our AI money buy? Upload spreadsheets and ask for figures."""


if __name__ == "__main__":
    cli()
