"""Parts: which rows stand for a dataset, feed, unit and period; written, replaced, restored.

A new part replaces the part of the same key, and every part of another grain that it overlaps in its feed. A part that
an upload empties stands no more, and nothing takes its place.
"""

import duckdb
import pyarrow as pa

from data.schema import DATASETS, PROVENANCE, Dataset
from data.store.upload import Emptied, Upload

CANDIDATE_VERSION = 2**31 - 1  # above every real version, so that a candidate's parts win

PART_KEYS = {
    "period": ("coalesce(business_unit, '')", "period_start", "period_end"),
    "list": ("coalesce(business_unit, '')", "reporting_on", "reporting_on"),
    "all": ("''", "date '0001-01-01'", "date '9999-12-31'"),
}
"""What a dataset's rows replace: a unit's period, a unit's list as of a date, or the feed's whole table."""


def content(dataset: Dataset) -> list[str]:
    """The columns that make a row what it is. The day of its list is not one: a list is compared with the one before."""
    return [name for name, _ in dataset.stored() if name != "reporting_on"]


def name_of_row(dataset: Dataset) -> str:
    """What names a row within its part, in SQL: its key without what its part says already; else all its content."""
    in_part = {"period": ("period", "business_unit"), "list": ("business_unit",), "all": ()}[dataset.replaces]
    key = [name for name in dataset.key if name not in in_part]
    if "period" in key:
        key[key.index("period") : key.index("period") + 1] = ["period_start", "period_end"]
    named = [f"coalesce(lower(cast({name} as varchar)), '')" for name in key or content(dataset)]
    return f"concat_ws('|', {', '.join(named)})"


def write_active(cursor: duckdb.DuckDBPyConnection, table: str, as_of: int, candidate: str | None = None) -> None:
    """Put the parts that stand as of a version, and under a candidate where one is named, into a table of the cursor's."""
    cursor.execute("set variable as_of = cast($1 as integer)", [as_of])
    cursor.execute("set variable candidate = cast($1 as varchar)", [candidate])
    cursor.execute(f"create or replace temp table {table} as from ledger.live_parts")


def write(
    cursor: duckdb.DuckDBPyConnection, home: str, upload: Upload, version: int, candidate: str | None = None
) -> None:
    """Put an upload's rows and parts into `home` (`store`, or `pending` for a candidate)."""
    for name, rows in upload.rows.items():
        if rows.num_rows:
            _write_dataset(cursor, home, DATASETS[name], rows, upload.feed, version, candidate)
    for emptied in upload.emptied:
        _empty(cursor, home, emptied, upload.feed, version, candidate)


def discard(cursor: duckdb.DuckDBPyConnection, candidate: str) -> None:
    """Remove a candidate's rows and parts."""
    for name in DATASETS:
        cursor.execute(
            f"delete from pending.{name} where part_id in (select part_id from pending.parts where candidate = ?)",
            [candidate],
        )
    cursor.execute("delete from pending.parts where candidate = ?", [candidate])


def restore(cursor: duckdb.DuckDBPyConnection, withdrawn: int, version: int) -> None:
    """In `version`, let what stood before the withdrawn upload stand again."""
    cursor.execute(
        """
        create or replace temp table groups as
        select distinct dataset, feed, business_unit
        from store.parts
        where origin = ?
        """,
        [withdrawn],
    )
    reinstate(cursor, "store", version)


def reinstate(cursor: duckdb.DuckDBPyConnection, home: str, version: int) -> None:
    """In `version`, let stand what the uploads not withdrawn by then leave of the datasets, feeds and units in `groups`.

    Of what they gave, a part stands unless a later one has its key, or overlaps it at another grain. An upload gives a
    part 0 where it emptied one. `home` holds the parts and versions.
    """
    # To bring back just the parts that an upload had replaced is not enough: where it brought months over a quarter and
    # another one came since, the month would be counted and its quarter too. So all that is left is asked anew. A part 0
    # hides only its own key: an emptied quarter says nothing of the months that somebody gave before.
    cursor.execute(
        f"""
        insert into {home}.parts
        with now as (
            select
                dataset, feed, business_unit, period_start, period_end,
                arg_max(part_id, version) as part_id,
            from {home}.parts
            inner join groups using (dataset, feed, business_unit)
            where version <= $version
            group by all
        ),
        uploads as (
            select version as origin
            from {home}.versions
            where kind = 'upload' and version <= $version
                and version not in (
                    select withdraws from {home}.versions where withdraws is not null and version <= $version
                )
        ),
        given as (
            select
                dataset, feed, business_unit, period_start, period_end,
                max(part_id) as part_id,
                origin,
            from {home}.parts
            inner join groups using (dataset, feed, business_unit)
            inner join uploads using (origin)
            where version <= $version
            group by all
        ),
        left_over as (
            select *
            from given
            anti join given as later
                on given.dataset = later.dataset
                and given.feed = later.feed
                and given.business_unit = later.business_unit
                and given.origin < later.origin
                and given.period_start <= later.period_end
                and given.period_end >= later.period_start
                and (
                    later.part_id <> 0
                    or (given.period_start, given.period_end) = (later.period_start, later.period_end)
                )
        )
        select
            now.* exclude (part_id),
            $version as version,
            coalesce(left_over.part_id, 0) as part_id,
            coalesce(left_over.origin, $version) as origin,
        from now
        left join left_over using (dataset, feed, business_unit, period_start, period_end)
        where now.part_id <> coalesce(left_over.part_id, 0)
        """,
        {"version": version},
    )


def _write_dataset(
    cursor: duckdb.DuckDBPyConnection,
    home: str,
    dataset: Dataset,
    rows: pa.Table,
    feed: str,
    version: int,
    candidate: str | None,
) -> None:
    # A candidate's part ids are negative, so that they never meet a stored one.
    sign, furthest = ("-", "min") if candidate else ("+", "max")
    unit, start, end = PART_KEYS[dataset.replaces]
    cursor.register("incoming_rows", rows)
    try:
        cursor.execute(
            f"""
            create or replace temp table incoming as
            with keyed as (
                select
                    *,
                    row_number() over () as line,
                    {unit} as part_unit,
                    {start} as part_start,
                    {end} as part_end,
                from incoming_rows
            )
            select
                *,
                (select coalesce({furthest}(part_id), 0) from {home}.parts)
                {sign} dense_rank() over (order by part_unit, part_start, part_end) as part_id,
            from keyed
            """
        )
    finally:
        cursor.unregister("incoming_rows")
    values = {"dataset": dataset.name, "feed": feed, "version": version}
    _empty_overlapped(cursor, home, values, candidate)
    cursor.execute(
        f"""
        insert into {home}.parts by name
        select distinct
            $dataset as dataset, $feed as feed, part_unit as business_unit,
            part_start as period_start, part_end as period_end,
            $version as version, part_id, $version as origin
            {_candidate_column(candidate)}
        from incoming
        """,
        values,
    )
    given = [column for column, _ in (*dataset.stored(), *PROVENANCE) if column in rows.column_names]
    columns = ", ".join(("part_id", "line", *given))
    cursor.execute(f"insert into {home}.{dataset.name} by name select {columns} from incoming")
    cursor.execute("drop table incoming")


def _empty_overlapped(
    cursor: duckdb.DuckDBPyConnection, home: str, values: dict[str, object], candidate: str | None
) -> None:
    """A part of another grain that the new rows overlap (months over a quarter) stands no more: a figure would be counted
    once in the quarter and again in its months."""
    if values["dataset"] not in {name for name, dataset in DATASETS.items() if dataset.replaces == "period"}:
        return
    cursor.execute(
        f"""
        insert into {home}.parts by name
        with active as (
            select business_unit, period_start, period_end, arg_max(part_id, version) as part_id
            from store.parts
            where dataset = $dataset and feed = $feed
            group by all
        )
        select distinct
            $dataset as dataset, $feed as feed, active.business_unit,
            active.period_start, active.period_end,
            $version as version, 0 as part_id, $version as origin
            {_candidate_column(candidate)}
        from active
        inner join incoming
            on incoming.part_unit = active.business_unit
            and incoming.part_start <= active.period_end
            and incoming.part_end >= active.period_start
            and (incoming.part_start, incoming.part_end) <> (active.period_start, active.period_end)
        where active.part_id <> 0
            and (active.business_unit, active.period_start, active.period_end)
                not in (select (part_unit, part_start, part_end) from incoming)
        """,
        values,
    )


def _empty(
    cursor: duckdb.DuckDBPyConnection, home: str, emptied: Emptied, feed: str, version: int, candidate: str | None
) -> None:
    """What a unit has in the feed within the emptied days stands no more, but for what the upload itself brings."""
    mine = "where version = $version" + (f" and candidate = '{candidate}'" if candidate else "")
    cursor.execute(
        f"""
        insert into {home}.parts by name
        with active as (
            select dataset, feed, business_unit, period_start, period_end, arg_max(part_id, version) as part_id
            from store.parts
            where dataset = $dataset and feed = $feed and business_unit = $business_unit and version < $version
            group by all
        )
        select * replace (0 as part_id), $version as version, $version as origin {_candidate_column(candidate)}
        from active
        where part_id <> 0 and period_start >= $first_day and period_end <= $last_day
            and (dataset, feed, business_unit, period_start, period_end)
                not in (select (dataset, feed, business_unit, period_start, period_end) from {home}.parts {mine})
        """,
        {
            "dataset": DATASETS[emptied.dataset].name,
            "feed": feed,
            "business_unit": emptied.business_unit,
            "first_day": emptied.period_start,
            "last_day": emptied.period_end,
            "version": version,
        },
    )


def _candidate_column(candidate: str | None) -> str:
    """The extra column of `pending.parts`; a candidate's name is our own hexadecimal."""
    return f", '{candidate}' as candidate" if candidate else ""
