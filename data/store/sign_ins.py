"""Who is signed in. The provider's cookie lives for weeks and cannot be taken back; this record can."""

import datetime as dt
from dataclasses import dataclass

from data.store.roles import needs
from data.store.store import Store


@dataclass(frozen=True)
class SignedIn:
    """A sign-in that counts: its id, who it is, since when and until when."""

    id: str
    who: str
    began_at: dt.datetime
    ends_at: dt.datetime


class SignIns:
    """Sign-ins, from the provider's word to the sign-out, the end of their time or an admin's."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @needs("admin")
    def begin(self, id: str, who: str, at: dt.datetime, ends_at: dt.datetime) -> None:
        """Somebody signed in; sign-ins whose time is over are forgotten."""
        with self.store.writing() as cursor:
            cursor.execute("delete from store.sign_ins where ends_at <= ? or id = ?", [at, id])
            cursor.execute("insert into store.sign_ins values (?, ?, ?, ?)", [id, who, at, ends_at])

    @needs("admin")
    def end(self, id: str) -> None:
        """Somebody signed out."""
        with self.store.writing() as cursor:
            cursor.execute("delete from store.sign_ins where id = ?", [id])

    @needs("admin")
    def end_all(self, who: str) -> None:
        """Sign somebody out everywhere."""
        with self.store.writing() as cursor:
            cursor.execute("delete from store.sign_ins where who = ?", [who])

    @needs("admin")
    def now(self, at: dt.datetime) -> tuple[SignedIn, ...]:
        """Who is signed in at this time, the latest first. One that ends now has ended."""
        sql = "select id, who, began_at, ends_at from store.sign_ins where ends_at > ? order by began_at desc, id"
        return tuple(SignedIn(*row) for row in self.store.connection.cursor().execute(sql, [at]).fetchall())
