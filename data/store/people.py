"""Which roles an administrator gave to which addresses."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, get_args

import duckdb

from data.store.roles import needs
from data.store.store import Store

Given = Literal["viewer", "editor", "admin", "nobody"]
"""What an address can be given; `nobody` shuts it out."""
_ADDRESS = re.compile(r"[^@\s,;<>\"']{1,64}@[^@\s,;<>\"']{1,190}")


class NotPossible(ValueError):
    """A change of roles that would lock people out; the message says why."""


@dataclass(frozen=True)
class Listed:
    """An address on the list."""

    address: str
    role: Given
    by: str
    at: dt.datetime


class People:
    """The list of addresses and their roles, which counts before what the provider says of somebody."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @needs("admin")
    def listed(self) -> tuple[Listed, ...]:
        """Everybody on the list, by address."""
        sql = "select address, role, given_by, given_at from store.given_roles order by address"
        return tuple(Listed(*row) for row in self.store.connection.cursor().execute(sql).fetchall())

    @needs("admin")
    def give(self, address: str, role: str, by: str, at: dt.datetime, *, acting: str = "") -> None:
        """Give an address a role instead of the one it had. `acting` is the address of whoever does it, where they have one.

        Raises NotPossible where nobody would be admin any more or somebody changes their own role, or where it is no
        address or no role.
        """
        address = tidy(address)
        if role not in get_args(Given):
            raise NotPossible(f'"{role}" is no role. There are {", ".join(get_args(Given))}.')
        self._demand_not_own(address, acting)
        with self.store.writing() as cursor:
            if role != "admin" and not acting:
                _demand_another_admin(cursor, address)
            cursor.execute("delete from store.given_roles where address = ?", [address])
            cursor.execute("insert into store.given_roles values (?, ?, ?, ?)", [address, role, by, at])

    @needs("admin")
    def remove(self, address: str, *, acting: str = "") -> None:
        """Take an address off the list: what the provider says of it counts again. Raises NotPossible, LookupError."""
        address = tidy(address)
        self._demand_not_own(address, acting)
        with self.store.writing() as cursor:
            if not cursor.execute("from store.given_roles where address = ?", [address]).fetchall():
                raise LookupError(f"{address} is not on the list.")
            if not acting:
                _demand_another_admin(cursor, address)
            cursor.execute("delete from store.given_roles where address = ?", [address])

    def _demand_not_own(self, address: str, acting: str) -> None:
        if acting and address == tidy(acting):
            raise NotPossible("Nobody changes their own role, so that an admin always remains. Ask another admin.")


def tidy(address: str) -> str:
    """An address as it is compared. Raises NotPossible where it is none."""
    written = address.strip().lower()
    if not _ADDRESS.fullmatch(written):
        raise NotPossible(f'"{address.strip()}" is not an e-mail address. Write one, such as ana@example.com.')
    return written


def _demand_another_admin(cursor: duckdb.DuckDBPyConnection, address: str) -> None:
    """Where whoever acts is not signed in as an admin themselves, the list must keep one."""
    admins = {
        admin for (admin,) in cursor.execute("select address from store.given_roles where role = 'admin'").fetchall()
    }
    if admins == {address}:
        raise NotPossible(f"{address} is the last admin on the list. Make somebody else admin first.")
