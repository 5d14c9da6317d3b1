"""An upload purged for privacy: its rows, its file and what was remembered of its columns are gone, as if it had never
been; that it was purged, by whom and why, stays.

What is left is first written into a database of its own, which never held what was purged; `data.store.rewriting` then
puts that in the old one's place. A part that the upload had replaced stands again, at every version since.
"""

import datetime as dt

import duckdb

from data.schema import DATASETS
from data.store import parts


def same_file(cursor: duckdb.DuckDBPyConnection, version: int) -> tuple[int, ...]:
    """The upload and every other upload of that very file: the file is gone only if all of them are.

    A file whose cells were corrected is known by another hash; it is the same file by its bytes, where they are kept.
    """
    found = cursor.execute(
        """
        with files as (
            select version, sha256, nullif(content, ''::blob) as content
            from store.versions
            left join store.originals using (sha256)
            where kind = 'upload'
        )
        select other.version
        from files as purged
        inner join files as other
            on purged.sha256 = other.sha256 or purged.content = other.content
        where purged.version = ?
        order by other.version
        """,
        [version],
    ).fetchall()
    return tuple(number for (number,) in found)


def replay(
    cursor: duckdb.DuckDBPyConnection, purged: tuple[int, ...], version: int, author: str, note: str, at: dt.datetime
) -> None:
    """Put the versions and parts as they are without the purged uploads into the database `replay`, in memory.

    Name, hash and note of a purged upload are left out: a name can be a person's, a hash tells whoever has the file that
    it was here, and a note is written freely. When, by whom, its feed and how many rows stay.
    """
    cursor.execute("attach or replace ':memory:' as replay")
    values = {"purged": list(purged), "version": version}
    cursor.execute(
        """
        create table replay.versions as
        select * replace (
            case when version in (select unnest($purged)) then null else file_name end as file_name,
            case when version in (select unnest($purged)) then null else sha256 end as sha256,
            case when version in (select unnest($purged)) then null else note end as note,
            case when version in (select unnest($purged)) then $version else purged_by end as purged_by,
        )
        from store.versions
        """,
        values,
    )
    cursor.execute(
        "insert into replay.versions by name select $version as version, 'purge' as kind, $at as created_at,"
        " $author as author, $note as note, '{}' as counts",
        {"version": version, "at": at, "author": author, "note": note},
    )
    cursor.execute(
        """
        create or replace temp table groups as
        select distinct dataset, feed, business_unit
        from store.parts
        where origin in (select unnest($purged))
        """,
        {"purged": list(purged)},
    )
    # Of the groups that the purged uploads were in, only what each upload itself gave since is taken over; what then stood
    # at each version is found anew. A unit of which no rows are left is not even named.
    cursor.execute(
        """
        create table replay.parts as
        with given as (
            select parts.*, (dataset, feed, business_unit) in (from groups) as is_touched
            from store.parts
            where origin not in (select unnest($purged))
        )
        select * exclude (is_touched)
        from given
        where not is_touched
            or version < $first
            or (
                origin = version
                and origin in (select version from store.versions where kind = 'upload')
                and (dataset, feed, business_unit) in (
                    select (dataset, feed, business_unit) from given where part_id <> 0
                )
            )
        """,
        {"purged": list(purged), "first": min(purged)},
    )
    changing = "select version from replay.versions where kind in ('upload', 'withdrawal') and version > ? order by all"
    for (changed_in,) in cursor.execute(changing, [min(purged)]).fetchall():
        parts.reinstate(cursor, "replay", changed_in)
    cursor.execute(
        """
        create or replace temp table purged_parts as
        select distinct part_id
        from store.parts
        where origin in (select unnest($purged)) and part_id <> 0
        """,
        {"purged": list(purged)},
    )


def write_active_after(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Put the parts that stand without the purged uploads into a table of the cursor's."""
    cursor.execute(
        f"""
        create or replace temp table {table} as
        select
            dataset, feed, business_unit, period_start, period_end,
            arg_max(part_id, version) as part_id,
            arg_max(origin, version) as origin,
        from replay.parts
        group by all
        having arg_max(part_id, version) <> 0
        """
    )


def left(purged: tuple[int, ...]) -> dict[str, str]:
    """Where each table's rows come from that are left, by the table's name; a table that is not named stays as it is."""
    listed = ", ".join(str(int(version)) for version in purged)
    of_datasets = {
        name: f"select * from store.{name} where part_id not in (select part_id from purged_parts)" for name in DATASETS
    }
    return of_datasets | {
        "versions": "select * from replay.versions",
        "parts": "select * from replay.parts",
        "originals": "select * from store.originals"
        " where sha256 in (select sha256 from replay.versions where sha256 is not null)",
        # What was said of the same columns later was begun from what was said first, and may hold its values.
        "profiles": "select * from store.profiles as written where not exists (from store.profiles as gone"
        f" where gone.origin in ({listed}) and gone.profile = written.profile and gone.version <= written.version)",
        # What a pinned link shows may rest on it. A unit that is gone is not even named, and its link then shows nothing.
        "pins": f"select * from store.pins where as_of < {min(purged)}",
        "links": "select * replace (list_intersect(units, (select list(distinct business_unit) from replay.parts))"
        " as units) from store.links",
    }
