"""Which uploads stand in a version: what each brought, when, and who handed it in."""

import datetime as dt
from dataclasses import dataclass

from queries.read import Book

UNCOUNTED = frozenset({"survey", "units"})
"""Datasets of which a row is a person: how many there are is not told."""


@dataclass(frozen=True)
class Delivery:
    """What an upload brought to a dataset that still stands; `rows` is None where a row of it is a person."""

    version: int
    file_name: str
    created_at: dt.datetime
    author: str
    note: str
    feed: str
    dataset: str
    rows: int | None


def uploads(book: Book) -> tuple[Delivery, ...]:
    """The uploads that stand as of the book's version, within what its reader may see, the newest first."""
    scoped = book.cursor()
    delivered = scoped.execute(
        """
        select distinct
            versions.version,
            coalesce(versions.file_name, '') as file_name,
            versions.created_at,
            coalesce(versions.author, '') as author,
            coalesce(versions.note, '') as note,
            coalesce(parts.feed, '') as feed,
            parts.dataset,
        from ledger.live_parts as parts
        inner join ledger.versions as versions on parts.origin = versions.version
        where parts.business_unit is null or parts.business_unit = '' or in_units(parts.business_unit)
        order by versions.version desc, parts.dataset
        """
    ).fetchall()
    return tuple(
        Delivery(version, file_name, created_at, author, note, feed, dataset, _count(book, dataset, version))
        for version, file_name, created_at, author, note, feed, dataset in delivered
    )


def _count(book: Book, dataset: str, version: int) -> int | None:
    if dataset in UNCOUNTED:
        return None
    scoped = book.cursor()
    columns = {name for name, *_ in scoped.execute(f"describe ledger.{dataset}").fetchall()}
    theirs = "in_units(business_unit)" if "business_unit" in columns else "true"
    found = scoped.execute(
        f"select count(*) from ledger.{dataset} where version = $1 and ({theirs} or feed is null)", [version]
    ).fetchone()
    return int(found[0]) if found else 0
