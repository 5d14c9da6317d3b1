"""Versions from scripts: what stood when, why a figure is another now, locks, withdrawals, purges. Commands of `cli.py`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Unpack

import click

from components import stores
from components.commands.options import ScopeOptions, format_option, scoped, store_option
from components.commands.output import write
from components.commands.store_access import answering, book_of, changed_by, opened, scope_of, who
from components.history import row_diff, text
from data.store import Lock, Published, Store, Version
from queries import METRICS
from queries.bridge import bridge, by_upload
from queries.published import code as computed_by
from queries.published import published


@click.command()
@store_option
@format_option
def versions(url: str, form: str) -> None:
    """Every version of the ledger, newest first."""
    rows = [vars(version) for version in opened(url).versions()]
    shown = ("version", "kind", "created_at", "author", "file_name", "feed", "is_withdrawn", "note")
    write(
        {"versions": rows},
        form,
        [{name: row[name] for name in shown} for row in rows],
        nothing="The ledger has no version yet.",
    )


@click.command("bridge")
@click.argument("name", metavar="ID")
@click.option("--before", required=True, help="The version to start from, or a date.")
@click.option("--by", type=click.Choice(["cause", "upload"]), default="cause", help="A step for each of these.")
@store_option
@format_option
@scoped
def restatement(name: str, before: str, by: str, url: str, form: str, **scope: Unpack[ScopeOptions]) -> None:
    """Why one metric's figure is not what it was: step by step, from an earlier version to --as-of."""
    if name not in METRICS:
        raise click.UsageError(f"There is no metric {name}. See: cli.py metrics.")
    shown = answering(url)
    store = shown.store
    earlier, later = book_of(shown, {**scope, "as_of": before}), book_of(shown, scope)
    versions = {entry.version: entry for entry in store.versions()}
    if by == "upload":
        found = by_upload(earlier, later, METRICS[name], list(versions))
    else:
        found = bridge(earlier, later, METRICS[name], store.restate(earlier.scope.as_of, later.scope.as_of))
    if found is None:
        raise click.UsageError(f"{name} has no figure at one of the two versions.")
    rows = [
        {"step": "before", "amount": found.before},
        *({"step": _step(step, versions), "amount": amount} for step, amount in found.steps.items()),
        {"step": "residual", "amount": found.residual},
        {"step": "after", "amount": found.after},
    ]
    metric = METRICS[name].id
    answer = {"metric": metric, "scope": scope_of(earlier), "to_version": later.scope.as_of, "by": by, "steps": rows}
    write(answer, form, rows)


@click.command("differences")
@click.option("--before", required=True, help="The version to start from, or a date.")
@store_option
@format_option
@scoped
def changed_rows(before: str, url: str, form: str, **scope: Unpack[ScopeOptions]) -> None:
    """Every row that was removed, corrected or came late between an earlier version and --as-of."""
    shown = answering(url)
    store = shown.store
    earlier, later = book_of(shown, {**scope, "as_of": before}), book_of(shown, scope)
    found = row_diff.changed_rows(store, earlier, later, frozenset(later.scope.units or ()))
    frame = row_diff.redacted(found, store, earlier, later)
    frame = frame.rename(columns={"Sheet": "dataset", "Sheet in the file": "sheet"})  # as every command names them
    rows = frame.rename(columns=lambda name: name.lower().replace(" ", "_")).to_dict("records")
    answer = {"from_version": earlier.scope.as_of, "to_version": later.scope.as_of, "rows": rows}
    write(answer, form, rows, None if rows else ["No row differs."])


@click.command()
@click.argument("version", type=int)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@store_option
def original(version: int, out: Path, url: str) -> None:
    """Write the file that was uploaded as VERSION, as it was handed in."""
    store = opened(url)
    entry = next((entry for entry in store.versions() if entry.version == version and entry.kind == "upload"), None)
    if entry is None:
        raise click.UsageError(f"Version {version} is not an upload. See: cli.py versions.")
    try:
        out.write_bytes(store.original(entry.sha256))
    except KeyError:
        why = f"it was purged by version {entry.purged_by}" if entry.is_purged else "it may hold names of people"
        raise click.UsageError(f"The file of version {version} is not kept: {why}.") from None
    click.echo(str(out))


@click.command()
@click.argument("version", type=int)
@click.option("--note", default="", help="Why.")
@store_option
def withdraw(version: int, note: str, url: str) -> None:
    """Take an upload back: what stood before it stands again."""
    store = opened(url)
    changed_by(store, lambda now: store.withdraw(version, who(), note, now))


@click.command()
@click.argument("version", type=int)
@click.option("--note", required=True, help="Why: it stands in the ledger.")
@click.option("--yes", is_flag=True, help="Confirm: a purge cannot be taken back.")
@store_option
def purge(version: int, note: str, yes: bool, url: str) -> None:
    """Remove the upload VERSION for privacy: its rows and its file, at every version since. Backups age out."""
    if not yes:
        raise click.UsageError(f"A purge cannot be taken back. Add --yes to remove version {version} for good.")
    store = opened(url)
    changed_by(store, lambda now: store.purge(version, who(), note, now))


@click.command("locks")
@store_option
@format_option
def list_locks(url: str, form: str) -> None:
    """The quarters that are locked, and how many figures of each were published."""
    store = opened(url)
    rows = [
        {
            "quarter": _label(store, lock),
            "version": lock.version,
            "locked_at": lock.created_at,
            "author": lock.author,
            "note": lock.note,
            "figures_as_of": lock.published_as_of,
            "code": lock.code,
            "figures": len(store.published(lock.version)),
        }
        for lock in store.locks()
    ]
    write({"locks": rows}, form, rows, None if rows else ["No quarter is locked."])


@click.command("lock")
@click.argument("quarter")
@click.option("--note", required=True, help="Why: it stands beside the lock.")
@click.option("--as-of", default="latest", help="The version whose figures were published, or a date.")
@store_option
def lock_quarter(quarter: str, note: str, as_of: str, url: str) -> None:
    """Lock QUARTER (2026-Q2), keeping every figure of it as it was published: a change then needs a reason."""
    store = opened(url)
    book = book_of(stores.opened(store), ScopeOptions(as_of=as_of, since=quarter, until=quarter, units=()))
    chosen = book.quarters()[-1]
    figures = [Published(**vars(figure)) for figure in published(book, chosen)]
    changed_by(
        store,
        lambda now: store.lock(chosen.start, chosen.end, figures, book.scope.as_of, computed_by(), who(), note, now),
    )


@click.command("unlock")
@click.argument("quarter")
@click.option("--note", required=True, help="Why: it stands beside the unlocking.")
@store_option
def unlock_quarter(quarter: str, note: str, url: str) -> None:
    """Let go of the locked QUARTER (2026-Q2); what was published stays."""
    store = opened(url)
    lock = next((lock for lock in store.locks() if _label(store, lock) == quarter), None)
    if lock is None:
        raise click.UsageError(f"{quarter} is not locked. See: cli.py locks.")
    changed_by(store, lambda now: store.unlock(lock.period_start, lock.period_end, who(), note, now))


def _label(store: Store, lock: Lock) -> str:
    """The quarter of a lock, by the name under which its figures were published; else its days."""
    return next(
        (figure.period for figure in store.published(lock.version)), f"{lock.period_start} to {lock.period_end}"
    )


def _step(step: int | str, versions: Mapping[int, Version]) -> str:
    """A cause as it is, or a version with what it was."""
    return text.step_names([versions[step]])[step] if isinstance(step, int) else step
