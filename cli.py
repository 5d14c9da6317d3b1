"""Gapboard from scripts: the same store, the same checks and the same figures as in the app.

Standard output carries the answer only; progress goes to standard error. Exit codes: 0 stored (or would be), 1 our bug,
2 wrong usage, 3 stopped by problems, 4 unreadable, 5 needs confirmation, 6 the store is busy.
"""

import click

from components.commands import (
    backups,
    exports,
    figures,
    history,
    links,
    people,
    profiles,
    scheduled,
    settings,
    uploads,
)

COMMANDS = (
    uploads.ingest,
    uploads.mark,
    uploads.template,
    uploads.export_rows,
    uploads.sample,
    exports.export,
    figures.metrics,
    figures.metric,
    figures.view,
    figures.trace,
    figures.quality_of_inputs,
    history.versions,
    history.restatement,
    history.changed_rows,
    history.original,
    history.withdraw,
    history.purge,
    history.list_locks,
    history.lock_quarter,
    history.unlock_quarter,
    scheduled.digest,
    scheduled.watch,
    backups.backup,
    backups.restore,
    backups.retention,
    links.link_group,
    profiles.profiles_group,
    people.people_group,
    settings.settings_group,
)


@click.group()
def cli() -> None:
    """What did our AI money buy? Upload spreadsheets and ask for figures."""


for command in COMMANDS:
    cli.add_command(command)


if __name__ == "__main__":
    cli()
