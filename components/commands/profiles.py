"""Import profiles from scripts: how known sheets are read. Commands of `cli.py`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from components.commands.options import format_option, store_option
from components.commands.output import write
from components.commands.store_access import opened
from data.recognition import saved_profile
from data.recognition.profiles import HERE, UnknownProfile, builtin
from data.recognition.saved_profile_toml import from_toml, to_toml
from data.store import Store


@click.group("profiles")
def profiles_group() -> None:
    """How known sheets are read: the exports that come with Gapboard, and what people confirmed."""


@profiles_group.command("list")
@store_option
@format_option
def list_profiles(url: str, form: str) -> None:
    """Every import profile: its name, what it reads, who confirmed it and when."""
    own = [
        {
            "name": saved.name,
            "reads": saved.reading.dataset,
            "headers": len(saved.headers),
            "by": saved.by,
            "at": saved.at,
        }
        for saved in saved_profile.profiles(opened(url).profiles())
    ]
    known: list[dict[str, object]] = [
        {
            "name": known_export.name,
            "reads": known_export.dataset or ", ".join(dict.fromkeys(each.dataset for each in known_export.becomes)),
            "headers": None,
            "by": "built in",
            "at": None,
        }
        for known_export in builtin().values()
    ]
    write({"profiles": own + known}, form, own + known)


@profiles_group.command("show")
@click.argument("name")
@store_option
def show_profile(name: str, url: str) -> None:
    """The import profile NAME as TOML."""
    click.echo(_profile_text(opened(url), name), nl=False)


@profiles_group.command("export")
@click.argument("name")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@store_option
def export_profile(name: str, out: Path, url: str) -> None:
    """Write the import profile NAME to a TOML file."""
    out.write_text(_profile_text(opened(url), name), encoding="utf-8")
    click.echo(str(out))


@profiles_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
def import_profile(file: Path, url: str) -> None:
    """Take in an import profile from a TOML file; one for the same headers is replaced."""
    store = opened(url)
    with _in_usage():
        profile = from_toml(file.read_text(encoding="utf-8"))
        saved_profile.refuse_taken(profile, store.profiles())
        store.save_profile(profile.shape, saved_profile.text(profile))
    click.echo(profile.name)


@profiles_group.command("rename")
@click.argument("name")
@click.argument("to")
@store_option
def rename_profile(name: str, to: str, url: str) -> None:
    """Call the import profile NAME by another name."""
    store = opened(url)
    with _in_usage():
        profile = saved_profile.renamed(store.profiles(), name, to)
        store.change_profile(profile.shape, saved_profile.text(profile))
    click.echo(profile.name)


@profiles_group.command("forget")
@click.argument("name")
@store_option
def forget_profile(name: str, url: str) -> None:
    """Forget the import profile NAME: the next sheet of its kind is asked about again."""
    store = opened(url)
    with _in_usage():
        profile = saved_profile.profile(store.profiles(), name)
        store.forget_profile(profile.shape)
    click.echo(profile.name)


def _profile_text(store: Store, name: str) -> str:
    """A profile as TOML: one that people confirmed, else one that comes with Gapboard."""
    contents = store.profiles()
    try:
        return to_toml(saved_profile.profile(contents, name))
    except UnknownProfile as unknown:
        if name in builtin():
            return (HERE / f"{name}.toml").read_text(encoding="utf-8")
        raise click.UsageError(str(unknown)) from unknown


@contextmanager
def _in_usage() -> Iterator[None]:
    """What a person said that does not fit is wrong usage."""
    try:
        yield
    except (UnknownProfile, ValueError) as wrong:
        raise click.UsageError(str(wrong)) from wrong
