"""Files from scripts: uploaded, marked, and the workbooks to fill in. Commands of `cli.py`."""

import csv
import datetime as dt
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from components.commands.options import format_option, store_option
from components.commands.output import write
from components.commands.store_access import locked, opened, show_progress, who
from components.jobs.unattended_upload import UNREADABLE, Wish, take
from data import sample as sample_portfolio
from data.ingest.report import in_words, lines
from data.ingest.upload import prepare
from data.problems import UnreadableFile
from data.recognition.mapping import ENOUGH_FOR_YES
from data.recognition.profiles import UnknownProfile
from data.store import NeedsReason, StoreError
from data.store.upload import TEMPLATE_FEED
from data.workbooks.export import blank_workbook, stored_workbook
from data.workbooks.marked import marked


@click.command()
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
    files: Sequence[Path],
    only_check: bool,
    yes: bool,
    accept_valid: bool,
    period: str | None,
    profile: str | None,
    map_file: Path | None,
    feed: str | None,
    typed: Sequence[str],
    note: str,
    url: str,
    form: str,
) -> None:
    """Upload FILES, one version each."""
    if typed and len(files) > 1:
        raise click.UsageError("--correct is about the cells of one file: upload the files one by one.")
    corrections = _corrections(typed)
    mapping = _mapping(map_file) if map_file else None
    store, reports, code = opened(url), [], 0
    for path in files:
        try:
            taken = take(
                path.read_bytes(),
                path.name,
                store,
                who(),
                dt.datetime.now(),
                Wish(yes, accept_valid, only_check, note),
                period=period,
                profile=profile,
                mapping=mapping,
                feed=feed,
                corrections=corrections,
                progress=show_progress,
            )
        except NeedsReason as reason:
            raise click.UsageError(locked(reason)) from reason
        except (UnknownProfile, ValueError, StoreError) as wrong:
            raise click.UsageError(str(wrong)) from wrong
        code = max(code, taken.outcome)
        reports.append(taken.report)
        click.echo(f"{path.name}: {taken.says}", err=True)
    write({"files": reports}, form, lines(reports), [line for report in reports for line in in_words(report)])
    sys.exit(code)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@click.option("--period", help="The period (or reporting date) of sheets that do not say theirs.")
@click.option("--profile", help="Read the file as this known export.")
@click.option("--map", "map_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A mapping.")
@store_option
def mark(file: Path, out: Path, period: str | None, profile: str | None, map_file: Path | None, url: str) -> None:
    """Write FILE as a workbook with its bad cells filled, and on each a comment: what is wrong, what to do."""
    store, content = opened(url), file.read_bytes()
    mapping = _mapping(map_file) if map_file else None
    try:
        prepared = prepare(
            content,
            file.name,
            store,
            today=dt.date.today(),
            period=period,
            profile=profile,
            mapping=mapping,
            progress=show_progress,
        )
        out.write_bytes(marked(content, file.name, prepared.problems, progress=show_progress))
    except UnreadableFile as unreadable:
        click.echo(str(unreadable), err=True)
        sys.exit(UNREADABLE)
    except (UnknownProfile, ValueError) as wrong:
        raise click.UsageError(str(wrong)) from wrong
    click.echo(str(out))


@click.command()
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@store_option
def template(out: Path, url: str) -> None:
    """Write the template workbook."""
    out.write_bytes(blank_workbook(opened(url), today=dt.date.today()))
    click.echo(str(out))


@click.command("export-rows")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@click.option("--as-of", type=int, help="A version; the newest where none is given.")
@click.option("--feed", default=TEMPLATE_FEED, show_default=True, help="Whose rows: the template's, or an export's.")
@click.option("--newest", is_flag=True, help="Only each unit's last period, or list.")
@store_option
def export_rows(out: Path, as_of: int | None, feed: str, newest: bool, url: str) -> None:
    """Write what stands as a filled template, to start the next quarter from."""
    store = opened(url)
    if not store.has_uploads:  # made-up rows would come back as an upload
        click.echo("Nothing has been uploaded to this store yet: the workbook is the blank template.", err=True)
    out.write_bytes(stored_workbook(store, today=dt.date.today(), as_of=as_of, feed=feed, newest=newest))
    click.echo(str(out))


@click.command()
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
    store = opened(url)
    if store.has_uploads:
        raise click.UsageError("The store already holds uploads; the sample goes into an empty one.")
    sample_portfolio.load(store)
    click.echo(f"version {store.latest}")


def _corrections(typed: Sequence[str]) -> dict[str, str]:
    """Cells as they should be: each `Spend!D14=1200`, or a CSV file with a line for each: cell, value."""
    found: dict[str, str] = {}
    for correction in typed:
        cell, sign, value = correction.rpartition("!")[2].partition("=")
        if sign:
            found[f"{correction[: len(correction) - len(cell) - len(value) - 1]}{cell}"] = value
            continue
        try:
            lines = list(csv.reader(Path(correction).read_text(encoding="utf-8-sig").splitlines()))
        except (OSError, UnicodeDecodeError) as wrong:
            raise click.UsageError(
                f'"{correction}" is neither a correction such as Spend!D14=1200 nor a CSV file.'
            ) from wrong
        pairs = [line for line in lines if any(line)]
        if any(len(pair) != 2 for pair in pairs):
            raise click.UsageError(f"{correction}: each line is a cell and its value: Spend!D14,1200.")
        found |= {cell: value for cell, value in pairs if "!" in cell}
    return found


def _mapping(path: Path) -> Mapping[str, object]:
    """A mapping as `ingest --format json` prints it, or the same as TOML."""
    try:
        written = path.read_text(encoding="utf-8")
        return tomllib.loads(written) if path.suffix.lower() == ".toml" else json.loads(written)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, json.JSONDecodeError) as wrong:
        raise click.UsageError(f"{path.name} is neither JSON nor TOML: {wrong}") from wrong
