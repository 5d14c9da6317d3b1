"""Gapboard from scripts: the same store, the same checks and the same figures as in the app.

Standard output carries the answer only; progress goes to standard error. Exit codes: 0 stored (or would be), 1 our bug,
2 wrong usage, 3 stopped by problems, 4 unreadable, 5 needs confirmation, 6 the store is busy.
"""

import csv
import datetime as dt
import getpass
import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from components import changed, completeness, past, traced, words
from components.printed import write
from data import sample as sample_portfolio
from data.export import standing_workbook
from data.marked import marked
from data.problems import Problem, UnreadableFile
from data.reading import Progress
from data.recognise import kept
from data.recognise.exchange import from_toml, to_toml
from data.recognise.mapping import ENOUGH_FOR_YES
from data.recognise.profiles import HERE, UnknownProfile, builtin
from data.report import in_words, lines, report
from data.settings import SETTINGS, InvalidSetting, written
from data.store import Lock, NeedsReason, Published, Store, StoreBusy, StoreError, Version, open_store
from data.store.upload import TEMPLATE_FEED
from data.template import template as blank_workbook
from data.upload import Prepared, accept, confirmed, prepare
from queries import DETECTORS, METRICS, VIEWS, Book, ScopeError, install, lineage, listing, over_time, resolve, total
from queries import by_unit as for_each_unit
from queries.bridge import bridge, by_upload
from queries.published import code as computed_by
from queries.published import published
from queries.quality import quality
from queries.read import by_unit_over_time

DEFAULT_STORE = Path(__file__).resolve().parent / "store" / "gapboard.duckdb"
STOPPED, UNREADABLE, UNCONFIRMED, BUSY = 3, 4, 5, 6
GRAINS = {"period": over_time, "unit": for_each_unit, "total": total, "unit,period": by_unit_over_time}

store_option = click.option(
    "--store", "url", envvar="GAPBOARD_STORE", default=str(DEFAULT_STORE), metavar="URL", help="Path of the store."
)
format_option = click.option(
    "--format", "form", type=click.Choice(["json", "csv", "table"]), default="table", help="How the answer is written."
)


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


@click.group()
def cli() -> None:
    """What did our AI money buy? Upload spreadsheets and ask for figures."""


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Say what would happen; store nothing.")
@click.option("--yes", is_flag=True, help=f"Confirm what was recognised, from a confidence of {ENOUGH_FOR_YES}.")
@click.option("--accept-valid", is_flag=True, help="Store the rows without errors.")
@click.option("--period", help="The period (or reporting date) of sheets that do not say theirs.")
@click.option("--profile", help="Read the file as this known export.")
@click.option("--map", "map_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A mapping.")
@click.option("--feed", help="Where the rows come from, if not the template.")
@click.option(
    "--correct", "typed", multiple=True, help='A cell as it should be, "Spend!D14=1200"; or a CSV of cell, value.'
)
@click.option("--note", default="", help="Why: needed where a locked quarter changes.")
@store_option
@format_option
def ingest(
    files: Sequence[Path], only_check: bool, yes: bool, accept_valid: bool, period: str | None, profile: str | None,
    map_file: Path | None, feed: str | None, typed: Sequence[str], note: str, url: str, form: str,
) -> None:  # fmt: skip
    """Upload FILES, one version each."""
    if typed and len(files) > 1:
        raise click.UsageError("--correct is about the cells of one file: upload the files one by one.")
    corrections = _corrections(typed)
    mapping = _mapping(map_file) if map_file else None
    store, told, code = _opened(url), [], 0
    for path in files:
        prepared, version, content = None, None, path.read_bytes()
        try:
            prepared = prepare(
                content, path.name, store, today=dt.date.today(), period=period, profile=profile,
                mapping=mapping, feed=feed, corrections=corrections, progress=_say,
            )  # fmt: skip
            outcome = _outcome(prepared, yes, accept_valid)
            problems: Iterable[Problem] = prepared.problems
            if outcome == 0 and not only_check:
                version = accept(
                    confirmed(prepared), store, _who(), dt.datetime.now(), note, accept_valid=accept_valid
                ).version
        except UnreadableFile as unreadable:
            outcome, problems = UNREADABLE, [unreadable.problem]
        except NeedsReason as reason:
            raise click.UsageError(_locked(reason)) from reason
        except (UnknownProfile, ValueError) as wrong:
            raise click.UsageError(str(wrong)) from wrong
        code = max(code, outcome)
        told.append(report(path.name, prepared, version, problems, sha256=sha256(content).hexdigest()))
        click.echo(f"{path.name}: {_in_words(outcome, version, prepared, only_check)}", err=True)
    store.close()
    write({"files": told}, form, lines(told), [line for one in told for line in in_words(one)])
    sys.exit(code)


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@click.option("--period", help="The period (or reporting date) of sheets that do not say theirs.")
@click.option("--profile", help="Read the file as this known export.")
@click.option("--map", "map_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A mapping.")
@store_option
def mark(file: Path, out: Path, period: str | None, profile: str | None, map_file: Path | None, url: str) -> None:
    """Write FILE as a workbook with its bad cells filled, and on each a comment: what is wrong, what to do."""
    store, content = _opened(url), file.read_bytes()
    mapping = _mapping(map_file) if map_file else None
    try:
        prepared = prepare(
            content, file.name, store, today=dt.date.today(), period=period, profile=profile, mapping=mapping,
            progress=_say,
        )  # fmt: skip
        out.write_bytes(marked(content, file.name, prepared.problems, progress=_say))
    except UnreadableFile as unreadable:
        click.echo(str(unreadable), err=True)
        sys.exit(UNREADABLE)
    except (UnknownProfile, ValueError) as wrong:
        raise click.UsageError(str(wrong)) from wrong
    finally:
        store.close()
    click.echo(str(out))


@cli.group("profiles")
def profiles_group() -> None:
    """How known sheets are read: the exports that come with Gapboard, and what people confirmed."""


@profiles_group.command("list")
@store_option
@format_option
def list_profiles(url: str, form: str) -> None:
    """Every import profile: its name, what it reads, who confirmed it and when."""
    own = [
        {"name": one.name, "reads": one.reading.dataset, "headers": len(one.headers), "by": one.by, "at": one.at}
        for one in kept.profiles(_opened(url).profiles())
    ]
    known = [
        {
            "name": one.name, "reads": one.dataset or ", ".join(dict.fromkeys(each.dataset for each in one.becomes)),
            "headers": None, "by": "built in", "at": None,
        }
        for one in builtin().values()
    ]  # fmt: skip
    write({"profiles": own + known}, form, own + known)


@profiles_group.command("show")
@click.argument("name")
@store_option
def show_profile(name: str, url: str) -> None:
    """The import profile NAME as TOML."""
    click.echo(_profile_text(_opened(url), name), nl=False)


@profiles_group.command("export")
@click.argument("name")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@store_option
def export_profile(name: str, out: Path, url: str) -> None:
    """Write the import profile NAME to a TOML file."""
    out.write_text(_profile_text(_opened(url), name), encoding="utf-8")
    click.echo(str(out))


@profiles_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
def import_profile(file: Path, url: str) -> None:
    """Take in an import profile from a TOML file; one for the same headers is replaced."""
    store = _opened(url)
    with _in_usage(store):
        one = from_toml(file.read_text(encoding="utf-8"))
        kept.refuse_taken(one, store.profiles())
        store.keep_profile(one.shape, kept.text(one))
    click.echo(one.name)


@profiles_group.command("rename")
@click.argument("name")
@click.argument("to")
@store_option
def rename_profile(name: str, to: str, url: str) -> None:
    """Call the import profile NAME by another name."""
    store = _opened(url)
    with _in_usage(store):
        one = kept.renamed(store.profiles(), name, to)
        store.change_profile(one.shape, kept.text(one))
    click.echo(one.name)


@profiles_group.command("forget")
@click.argument("name")
@store_option
def forget_profile(name: str, url: str) -> None:
    """Forget the import profile NAME: the next sheet of its kind is asked about again."""
    store = _opened(url)
    with _in_usage(store):
        one = kept.profile(store.profiles(), name)
        store.forget_profile(one.shape)
    click.echo(one.name)


@cli.command()
@store_option
@format_option
@scoped
def metrics(url: str, form: str, **scope: Any) -> None:
    """Every metric with its figure for the scope."""
    book = _book(_answering(url), scope)
    found = [(metric, total(book, metric)) for metric in METRICS.values()]
    rows = [
        {
            "metric": metric.id, "title": metric.title, "unit": metric.unit, "missing": list(answer.missing),
            **({"value": answer.last.value, "n": answer.last.n, "state": answer.last.state} if answer.last else {}),
        }
        for metric, answer in found
    ]  # fmt: skip
    write({"scope": _scope(book), "metrics": rows}, form, rows)


@cli.command()
@click.argument("name", metavar="ID")
@click.option("--by", type=click.Choice(list(GRAINS)), default="period", help="One figure for each of these.")
@store_option
@format_option
@scoped
def metric(name: str, by: str, url: str, form: str, **scope: Any) -> None:
    """One metric's figures."""
    if name not in METRICS:
        raise click.UsageError(f"There is no metric {name}. See: cli.py metrics.")
    book = _book(_answering(url), scope)
    answer = GRAINS[by](book, METRICS[name])
    rows = [vars(row) for row in answer.rows]
    told = {"metric": name, "unit": METRICS[name].unit, "scope": _scope(book), "rows": rows}
    write({**told, "missing": list(answer.missing)} if answer.missing else told, form, rows)


@cli.command()
@click.argument("name")
@store_option
@format_option
@scoped
def view(name: str, url: str, form: str, **scope: Any) -> None:
    """A listing's rows: a view's, or a detector's."""
    if name not in VIEWS and name not in DETECTORS:
        raise click.UsageError(f"There is no view {name}. There are: {', '.join([*VIEWS, *DETECTORS])}.")
    book = _book(_answering(url), scope)
    found = listing(book, VIEWS.get(name) or DETECTORS[name])
    rows = found.frame.astype(object).where(found.frame.notna(), None).to_dict("records")
    write({"view": name, "scope": _scope(book), "rows": rows, "missing": list(found.missing)}, form, rows)


@cli.command()
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@store_option
def template(out: Path, url: str) -> None:
    """Write the template workbook."""
    store = _opened(url)
    first_month, currency = int(store.setting("fiscal_start_month")), store.setting("reporting_currency")
    out.write_bytes(blank_workbook(today=dt.date.today(), fiscal_start=first_month, reporting_currency=currency))
    click.echo(str(out))


@cli.command("export-rows")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@click.option("--as-of", type=int, help="A version; the newest where none is given.")
@click.option("--feed", default=TEMPLATE_FEED, show_default=True, help="Whose rows: the template's, or an export's.")
@click.option("--newest", is_flag=True, help="Only each unit's last period, or list.")
@store_option
def export_rows(out: Path, as_of: int | None, feed: str, newest: bool, url: str) -> None:
    """Write what stands as a filled template, to start the next quarter from."""
    store = _opened(url)
    out.write_bytes(standing_workbook(store, today=dt.date.today(), as_of=as_of, feed=feed, newest=newest))
    store.close()
    click.echo(str(out))


@cli.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it as a workbook.")
@click.option("--load", is_flag=True, help="Load it into the store, a version a quarter.")
@store_option
def sample(out: Path | None, load: bool, url: str) -> None:
    """The made-up portfolio: as a workbook, or loaded into an empty store."""
    if load == (out is not None):
        raise click.UsageError("Give one of --out FILE and --load.")
    if out is not None:
        out.write_bytes(sample_portfolio.workbook())
        click.echo(str(out))
        return
    store = _opened(url)
    if store.has_uploads:
        raise click.UsageError("The store already holds uploads; the sample goes into an empty one.")
    sample_portfolio.load(store)
    click.echo(f"version {store.latest}")
    store.close()


@cli.command()
@store_option
@format_option
def versions(url: str, form: str) -> None:
    """Every version of the ledger, newest first."""
    rows = [vars(version) for version in _opened(url).versions()]
    shown = ("version", "kind", "created_at", "author", "file_name", "feed", "is_withdrawn", "note")
    write({"versions": rows}, form, [{name: row[name] for name in shown} for row in rows])


@cli.group("settings")
def settings_group() -> None:
    """The judgements every figure rests on: looked up, changed in a version of their own."""


@settings_group.command("list")
@click.option("--as-of", type=int, help="A version; the newest where none is given.")
@store_option
@format_option
def list_settings(as_of: int | None, url: str, form: str) -> None:
    """Every setting with its value, its default and what it means."""
    values = _opened(url).settings(as_of)
    rows = [
        {
            "setting": key, "group": one.group, "value": written(key, values[key]),
            "default": written(key, one.default), "unit": one.unit, "meaning": one.meaning,
        }
        for key, one in SETTINGS.items()
    ]  # fmt: skip
    shown = [{name: row[name] for name in ("setting", "value", "default", "meaning")} for row in rows]
    write({"settings": rows}, form, rows if form == "csv" else shown)


@settings_group.command("set")
@click.argument("name")
@click.argument("value")
@click.option("--note", required=True, help="Why: it stands beside the change.")
@store_option
def change_setting(name: str, value: str, note: str, url: str) -> None:
    """Change the setting NAME to VALUE, as a new version."""
    store = _opened(url)
    try:
        version = store.change_settings({name: value}, _who(), note, dt.datetime.now())
    except InvalidSetting as wrong:
        raise click.UsageError(str(wrong)) from wrong
    finally:
        store.close()
    click.echo(str(version))


@settings_group.command("history")
@store_option
@format_option
def settings_history(url: str, form: str) -> None:
    """Every change of settings, newest first: who, when, why, from what to what."""
    rows = [
        {
            "version": one.version, "at": one.at, "author": one.author, "note": one.note, "setting": key,
            "before": written(key, before), "after": written(key, after),
        }
        for one in _opened(url).settings_changes()
        for key, (before, after) in one.changes.items()
        if key in SETTINGS
    ]  # fmt: skip
    write({"changes": rows}, form, rows)


@cli.command("bridge")
@click.argument("name", metavar="ID")
@click.option("--before", required=True, help="The version to start from, or a date.")
@click.option("--by", type=click.Choice(["cause", "upload"]), default="cause", help="A step for each of these.")
@store_option
@format_option
@scoped
def restatement(name: str, before: str, by: str, url: str, form: str, **scope: Any) -> None:
    """Why one metric's figure is not what it was: step by step, from an earlier version to --as-of."""
    if name not in METRICS:
        raise click.UsageError(f"There is no metric {name}. See: cli.py metrics.")
    store = _answering(url)
    earlier, later = _book(store, scope | {"as_of": before}), _book(store, scope)
    versions = {one.version: one for one in store.versions()}
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
    told = {"metric": name, "scope": _scope(earlier), "to_version": later.scope.as_of, "by": by, "steps": rows}
    write(told, form, rows)
    store.close()


@cli.command()
@click.option("--before", required=True, help="The version to start from, or a date.")
@store_option
@format_option
@scoped
def differences(before: str, url: str, form: str, **scope: Any) -> None:
    """Every row that was removed, corrected or came late between an earlier version and --as-of."""
    store = _answering(url)
    earlier, later = _book(store, scope | {"as_of": before}), _book(store, scope)
    found = changed.changed_rows(store, earlier, later, frozenset(later.scope.units or ()))
    frame = changed.told(found, store, earlier, later)
    rows = frame.rename(columns=lambda name: name.lower().replace(" ", "_")).to_dict("records")
    told = {"from_version": earlier.scope.as_of, "to_version": later.scope.as_of, "rows": rows}
    write(told, form, rows, None if rows else ["No row differs."])


@cli.command()
@click.argument("version", type=int)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@store_option
def original(version: int, out: Path, url: str) -> None:
    """Write the file that was uploaded as VERSION, as it was handed in."""
    store = _opened(url)
    entry = next((one for one in store.versions() if one.version == version and one.kind == "upload"), None)
    if entry is None:
        raise click.UsageError(f"Version {version} is not an upload. See: cli.py versions.")
    try:
        out.write_bytes(store.original(entry.sha256))
    except KeyError:
        why = f"it was purged by version {entry.purged_by}" if entry.is_purged else "it may hold names of people"
        raise click.UsageError(f"The file of version {version} is not kept: {why}.") from None
    click.echo(str(out))


@cli.command("locks")
@store_option
@format_option
def list_locks(url: str, form: str) -> None:
    """The quarters that are locked, and how many figures of each were published."""
    store = _opened(url)
    rows = [
        {
            "quarter": _label(store, one), "version": one.version, "locked_at": one.created_at, "author": one.author,
            "note": one.note, "figures_as_of": one.published_as_of, "code": one.code,
            "figures": len(store.published(one.version)),
        }
        for one in store.locks()
    ]  # fmt: skip
    write({"locks": rows}, form, rows, None if rows else ["No quarter is locked."])


@cli.command("lock")
@click.argument("quarter")
@click.option("--note", required=True, help="Why: it stands beside the lock.")
@click.option("--as-of", default="latest", help="The version whose figures were published, or a date.")
@store_option
def lock_quarter(quarter: str, note: str, as_of: str, url: str) -> None:
    """Lock QUARTER (2026-Q2), keeping every figure of it as it was published: a change then needs a reason."""
    store = _answering(url)
    book = _book(store, {"as_of": as_of, "since": quarter, "until": quarter, "units": ()})
    one = book.quarters()[-1]
    figures = [Published(**vars(figure)) for figure in published(book, one)]
    _changed(
        store,
        lambda now: store.lock(one.start, one.end, figures, book.scope.as_of, computed_by(), _who(), note, now),
    )


@cli.command("unlock")
@click.argument("quarter")
@click.option("--note", required=True, help="Why: it stands beside the unlocking.")
@store_option
def unlock_quarter(quarter: str, note: str, url: str) -> None:
    """Let go of the locked QUARTER (2026-Q2); what was published stays."""
    store = _opened(url)
    lock = next((one for one in store.locks() if _label(store, one) == quarter), None)
    if lock is None:
        raise click.UsageError(f"{quarter} is not locked. See: cli.py locks.")
    _changed(store, lambda now: store.unlock(lock.period_start, lock.period_end, _who(), note, now))


@cli.command()
@click.argument("version", type=int)
@click.option("--note", required=True, help="Why: it stands in the ledger.")
@click.option("--yes", is_flag=True, help="Confirm: a purge cannot be taken back.")
@store_option
def purge(version: int, note: str, yes: bool, url: str) -> None:
    """Remove the upload VERSION for privacy: its rows and its file, at every version since. Backups age out."""
    if not yes:
        raise click.UsageError(f"A purge cannot be taken back. Add --yes to remove version {version} for good.")
    store = _opened(url)
    _changed(store, lambda now: store.purge(version, _who(), note, now))


@cli.command()
@click.argument("version", type=int)
@click.argument("sheet")
@click.argument("row", type=int)
@store_option
@format_option
@scoped
def trace(version: int, sheet: str, row: int, url: str, form: str, **scope: Any) -> None:
    """From ROW of a SHEET of the upload VERSION to what is stored, cell by cell, and to the figures it feeds."""
    book = _book(_answering(url), scope)
    found = lineage.trace(book, version, sheet, row)
    fed = lineage.uses(book, found)
    write(traced.told(found, fed), form, traced.cells(found), traced.lines(found, fed))


@cli.command("quality")
@store_option
@format_option
@scoped
def quality_of_inputs(url: str, form: str, **scope: Any) -> None:
    """Who is late, what is missing for which figure, and what to fill in first."""
    book = _book(_answering(url), scope)
    found = quality(book, dt.date.today())
    told = {"quality": None} if found is None else completeness.told(found)
    rows = [] if found is None else [vars(one) for one in found.sheets]
    write({"scope": _scope(book), **told}, form, rows, completeness.lines(found))


@cli.command()
@click.argument("version", type=int)
@click.option("--note", default="", help="Why.")
@store_option
def withdraw(version: int, note: str, url: str) -> None:
    """Take an upload back: what stood before it stands again."""
    store = _opened(url)
    _changed(store, lambda now: store.withdraw(version, _who(), note, now))


def _changed(store: Store, change: Callable[[dt.datetime], int]) -> None:
    """Change the store and print the new version's number; what keeps it from being made is wrong usage."""
    try:
        click.echo(str(change(dt.datetime.now())))
    except NeedsReason as reason:
        raise click.UsageError(_locked(reason)) from reason
    except (LookupError, ValueError, StoreError) as wrong:
        raise click.UsageError(str(wrong.args[0] if wrong.args else wrong)) from wrong


def _locked(reason: NeedsReason) -> str:
    return f"{words.joined(reason.periods)}: locked. Nothing was stored. Say why it changes: --note."


def _label(store: Store, lock: Lock) -> str:
    """The quarter of a lock, by the name under which its figures were published; else its days."""
    return next((one.period for one in store.published(lock.version)), f"{lock.period_start} to {lock.period_end}")


def _step(step: Any, versions: Mapping[int, Version]) -> str:
    """A cause as it is, or a version with what it was."""
    return past.step_names([versions[step]])[step] if step in versions else str(step)


def _who() -> str:
    """The person at the machine; a container's user may have no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "command line"


def _opened(url: str) -> Store:
    try:
        store = open_store(url)
    except StoreBusy as busy:
        click.echo(str(busy), err=True)
        sys.exit(BUSY)
    except StoreError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    click.get_current_context().call_on_close(store.close)  # whatever ends the command
    return store


def _answering(url: str) -> Store:
    """The store with the views that figures are asked of; making them takes longer than opening it."""
    store = _opened(url)
    install(store.connection)
    return store


def _book(store: Store, scope: dict[str, Any]) -> Book:
    connection = store.connection
    units = [unit.strip() for listed in scope["units"] for unit in listed.split(",")] or None
    try:
        return Book(
            connection,
            resolve(connection, as_of=scope["as_of"], since=scope["since"], until=scope["until"], units=units),
        )
    except ScopeError as wrong:
        raise click.UsageError(str(wrong)) from wrong


def _scope(book: Book) -> dict[str, Any]:
    quarters = [quarter.label for quarter in book.quarters()]
    since, until = (quarters[0], quarters[-1]) if quarters else (None, None)
    return {"units": book.scope.units, "since": since, "until": until, "as_of": book.scope.as_of}


def _mapping(path: Path) -> dict[str, Any]:
    """A mapping as `ingest --format json` prints it, or the same as TOML."""
    try:
        written = path.read_text(encoding="utf-8")
        return tomllib.loads(written) if path.suffix.lower() == ".toml" else json.loads(written)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, json.JSONDecodeError) as wrong:
        raise click.UsageError(f"{path.name} is neither JSON nor TOML: {wrong}") from wrong


def _corrections(typed: Sequence[str]) -> dict[str, str]:
    """Cells as they should be: each `Spend!D14=1200`, or a CSV file with a line for each: cell, value."""
    found: dict[str, str] = {}
    for one in typed:
        cell, sign, value = one.rpartition("!")[2].partition("=")
        if sign:
            found[f"{one[: len(one) - len(cell) - len(value) - 1]}{cell}"] = value
            continue
        try:
            lines = list(csv.reader(Path(one).read_text(encoding="utf-8-sig").splitlines()))
        except (OSError, UnicodeDecodeError) as wrong:
            raise click.UsageError(f'"{one}" is neither a correction such as Spend!D14=1200 nor a CSV file.') from wrong
        pairs = [line for line in lines if any(line)]
        if any(len(pair) != 2 for pair in pairs):
            raise click.UsageError(f"{one}: each line is a cell and its value: Spend!D14,1200.")
        found |= {cell: value for cell, value in pairs if "!" in cell}
    return found


def _profile_text(store: Store, name: str) -> str:
    """A profile as TOML: one that people confirmed, else one that comes with Gapboard."""
    contents = store.profiles()
    try:
        return to_toml(kept.profile(contents, name))
    except UnknownProfile as unknown:
        if name in builtin():
            return (HERE / f"{name}.toml").read_text(encoding="utf-8")
        raise click.UsageError(str(unknown)) from unknown


@contextmanager
def _in_usage(store: Store) -> Iterator[None]:
    """What a person said that does not fit is wrong usage; the store is written to disk in any case."""
    try:
        yield
    except (UnknownProfile, ValueError) as wrong:
        raise click.UsageError(str(wrong)) from wrong
    finally:
        store.close()


def _outcome(prepared: Prepared, yes: bool, accept_valid: bool) -> int:
    """The exit code a prepared file deserves: 0 where it is stored, was stored before, or would be."""
    if prepared.already_stored is not None:
        return 0
    if prepared.errors and not (accept_valid and prepared.stored_rows):
        return STOPPED
    is_sure = yes and prepared.mapping.confidence >= ENOUGH_FOR_YES
    return UNCONFIRMED if prepared.needs_confirmation and not is_sure else 0


def _in_words(outcome: int, version: int | None, prepared: Prepared | None, only_check: bool) -> str:
    if prepared is not None and prepared.already_stored is not None:
        return f"already stored as version {prepared.already_stored}."
    if outcome == STOPPED and prepared is not None:
        return f"stopped by {len(prepared.errors):,} problems; nothing was stored."
    if outcome == UNCONFIRMED and prepared is not None:
        certainty = f"it is recognised with a confidence of {prepared.mapping.confidence:.2f}"
        return f"needs confirmation: {certainty}. Look at the mapping, then say --yes or --map FILE."
    if outcome == UNREADABLE:
        return "could not be read; nothing was stored."
    return "would be stored." if only_check else f"stored as version {version}."


def _say(progress: Progress) -> None:
    rows = f", {progress.rows:,} rows" if progress.rows else ""
    click.echo(f"{progress.phase}{rows}, {progress.seconds:.1f} s", err=True)


if __name__ == "__main__":
    cli()
