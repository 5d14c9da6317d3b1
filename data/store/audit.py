"""Who did what, and when: what the versions say of themselves, and beside them sign-ins, roles, links, and what was taken along."""

import datetime as dt
from dataclasses import dataclass

from data.store.roles import needs
from data.store.store import Store

KEPT_DAYS = 400  # a year and a month, so that last year's quarter can be looked into; versions stay with the store


@dataclass(frozen=True)
class Act:
    """Something that somebody did: `about` names a version, an address or pages, never what is in a cell."""

    at: dt.datetime
    who: str
    did: str
    about: str


class Audit:
    """The log of who did what."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @needs("link")
    def note(self, at: dt.datetime, who: str, did: str, about: str = "") -> None:
        """Write down what somebody did; what is older than is kept is forgotten."""
        with self.store.writing() as cursor:
            cursor.execute("delete from store.audit where done_at < ?", [at - dt.timedelta(days=KEPT_DAYS)])
            cursor.execute("insert into store.audit values (?, ?, ?, ?)", [at, who, did, about])

    @needs("admin")
    def acts(self, most: int) -> tuple[Act, ...]:
        """What was done, the latest first, at most so many."""
        sql = """
            with told as (
                select done_at, who, did, about from store.audit
                union all
                select created_at as done_at, coalesce(author, ''), kind, format('version {}', version) from store.versions
                where version > 0
                union all
                select written_at, author, if(comment = '', 'withdrew a note', 'wrote a note'), page from store.comments
            )

            select * from told order by done_at desc, did, about limit ?
        """
        return tuple(Act(*row) for row in self.store.connection.cursor().execute(sql, [most]).fetchall())
