"""Roles from scripts: who has which by name, given and taken away. Commands of `cli.py`.

The first admin is made here, or in the section `[roles]` of the secrets file; after that, in Settings.
"""

import datetime as dt

import click

from components.commands.options import format_option, store_option
from components.commands.output import write
from components.commands.store_access import opened, who
from data.store.audit import Audit
from data.store.people import NotPossible, People


@click.group("people")
def people_group() -> None:
    """Roles given by name; what a provider's sign-in gives counts after them."""


@people_group.command("list")
@store_option
@format_option
def list_people(url: str, form: str) -> None:
    """Every address on the list, with its role, who gave it and when."""
    rows = [
        {"address": person.address, "role": person.role, "by": person.by, "at": person.at}
        for person in People(opened(url)).listed()
    ]
    write({"people": rows}, form, rows, nothing="Nobody has a role by name.")


@people_group.command("give")
@click.argument("address")
@click.argument("role", type=click.Choice(["viewer", "editor", "admin", "nobody"]))
@store_option
def give_role(address: str, role: str, url: str) -> None:
    """Give ADDRESS a ROLE; `nobody` shuts it out."""
    store, now = opened(url), dt.datetime.now()
    try:
        People(store).give(address, role, who(), now)
    except NotPossible as refused:
        raise click.UsageError(str(refused)) from refused
    Audit(store).note(
        now, who(), "shut out" if role == "nobody" else f"gave the role of {role}", address.strip().lower()
    )


@people_group.command("remove")
@click.argument("address")
@store_option
def remove_person(address: str, url: str) -> None:
    """Take ADDRESS off the list: what its sign-in gives counts again."""
    store, now = opened(url), dt.datetime.now()
    try:
        People(store).remove(address)
    except (NotPossible, LookupError) as refused:
        raise click.UsageError(str(refused)) from refused
    Audit(store).note(now, who(), "took off the list", address.strip().lower())


@people_group.command("log")
@click.option("--most", type=click.IntRange(1, 100_000), default=100, show_default=True, help="How many are told.")
@store_option
@format_option
def log_of_acts(most: int, url: str, form: str) -> None:
    """Who did what and when, the latest first."""
    acts = Audit(opened(url)).acts(most)
    rows = [{"at": act.at, "who": act.who, "did": act.did, "about": act.about} for act in acts]
    write({"log": rows}, form, rows, nothing="Nothing was done yet that is kept.")
