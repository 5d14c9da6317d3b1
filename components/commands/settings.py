"""Settings from scripts: the judgements every figure rests on. Commands of `cli.py`."""

import datetime as dt

import click

from components.commands.options import format_option, store_option
from components.commands.output import write
from components.commands.store_access import opened, who
from data.settings import SETTINGS, InvalidSetting, written


@click.group("settings")
def settings_group() -> None:
    """The judgements every figure rests on: looked up, changed in a version of their own."""


@settings_group.command("list")
@click.option("--as-of", type=int, help="A version; the newest where none is given.")
@store_option
@format_option
def list_settings(as_of: int | None, url: str, form: str) -> None:
    """Every setting with its value, its default and what it means."""
    values = opened(url).settings(as_of)
    rows = [
        {
            "setting": key,
            "group": setting.group,
            "value": written(key, values[key]),
            "default": written(key, setting.default),
            "unit": setting.unit,
            "meaning": setting.meaning,
        }
        for key, setting in SETTINGS.items()
    ]
    shown = [{name: row[name] for name in ("setting", "value", "default", "meaning")} for row in rows]
    write({"settings": rows}, form, rows if form == "csv" else shown)


@settings_group.command("set")
@click.argument("name")
@click.argument("value")
@click.option("--note", required=True, help="Why: it stands beside the change.")
@store_option
def change_setting(name: str, value: str, note: str, url: str) -> None:
    """Change the setting NAME to VALUE, as a new version."""
    store = opened(url)
    try:
        version = store.change_settings({name: value}, who(), note, dt.datetime.now())
    except InvalidSetting as wrong:
        raise click.UsageError(str(wrong)) from wrong
    click.echo(str(version))


@settings_group.command("history")
@store_option
@format_option
def settings_history(url: str, form: str) -> None:
    """Every change of settings, newest first: who, when, why, from what to what."""
    rows = [
        {
            "version": change.version,
            "at": change.at,
            "author": change.author,
            "note": change.note,
            "setting": key,
            "before": written(key, before),
            "after": written(key, after),
        }
        for change in opened(url).settings_changes()
        for key, (before, after) in change.changes.items()
        if key in SETTINGS
    ]
    write({"changes": rows}, form, rows, nothing="No setting was ever changed.")
