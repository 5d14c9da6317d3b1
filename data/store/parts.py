"""Parts: which rows stand for a dataset, feed, unit and period; written, replaced, restored.

A new part replaces the part of the same key, and every part of another grain that it overlaps in its feed.
"""

import duckdb
import pyarrow as pa

from data.schema import DATASETS, PROVENANCE, Dataset
from data.store.upload import Upload

CANDIDATE_VERSION = 2**31 - 1  # above every real version, so that a candidate's parts win

PART_KEYS = {
    "period": ("coalesce(business_unit, '')", "period_start", "period_end"),
    "list": ("coalesce(business_unit, '')", "reporting_on", "reporting_on"),
    "all": ("''", "date '0001-01-01'", "date '9999-12-31'"),
}
"""What a dataset's rows replace: a unit's period, a unit's list as of a date, or the feed's whole table."""


def write(
    cursor: duckdb.DuckDBPyConnection, home: str, upload: Upload, version: int, candidate: str | None = None
) -> None:
    """Put an upload's rows and parts into `home` (`store`, or `pending` for a candidate)."""
    for name, rows in upload.rows.items():
        if rows.num_rows:
            _write_dataset(cursor, home, DATASETS[name], rows, upload.feed, version, candidate)


def discard(cursor: duckdb.DuckDBPyConnection, candidate: str) -> None:
    """Remove a candidate's rows and parts."""
    for name in DATASETS:
        cursor.execute(
            f"delete from pending.{name} where part_id in (select part_id from pending.parts where candidate = ?)",
            [candidate],
        )
    cursor.execute("delete from pending.parts where candidate = ?", [candidate])


def restore(cursor: duckdb.DuckDBPyConnection, withdrawn: int, version: int) -> None:
    """In `version`, let what stood before the withdrawn upload stand again: what the other uploads would have left.

    Of those, a part stands unless a later one has its key, or overlaps it at another grain.
    """
    cursor.execute(
        """
        insert into store.parts
        with touched as (
            select distinct dataset, feed, business_unit
            from store.parts
            where origin = $withdrawn
        ),
        now as (
            select
                dataset, feed, business_unit, period_start, period_end,
                arg_max(part_id, version) as part_id,
            from store.parts
            inner join touched using (dataset, feed, business_unit)
            group by all
        ),
        given as (
            select
                dataset, feed, business_unit, period_start, period_end,
                max(part_id) as part_id,
                origin,
            from store.parts
            inner join touched using (dataset, feed, business_unit)
            where part_id <> 0
                and origin not in (select withdraws from store.versions where withdraws is not null)
            group by all
        ),
        standing as (
            select *
            from given
            anti join given as later
                on given.dataset = later.dataset
                and given.feed = later.feed
                and given.business_unit = later.business_unit
                and given.period_start <= later.period_end
                and given.period_end >= later.period_start
                and given.origin < later.origin
        )
        select
            now.* exclude (part_id),
            $version as version,
            coalesce(standing.part_id, 0) as part_id,
            coalesce(standing.origin, $version) as origin,
        from now
        left join standing using (dataset, feed, business_unit, period_start, period_end)
        where now.part_id <> coalesce(standing.part_id, 0)
        """,
        {"withdrawn": withdrawn, "version": version},
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
    """A part of another grain that the new rows overlap (months over a quarter) stands no more."""
    if values["dataset"] not in {name for name, dataset in DATASETS.items() if dataset.replaces == "period"}:
        return
    cursor.execute(
        f"""
        insert into {home}.parts by name
        with standing as (
            select business_unit, period_start, period_end, arg_max(part_id, version) as part_id
            from store.parts
            where dataset = $dataset and feed = $feed
            group by all
        )
        select distinct
            $dataset as dataset, $feed as feed, standing.business_unit,
            standing.period_start, standing.period_end,
            $version as version, 0 as part_id, $version as origin
            {_candidate_column(candidate)}
        from standing
        inner join incoming
            on incoming.part_unit = standing.business_unit
            and incoming.part_start <= standing.period_end
            and incoming.part_end >= standing.period_start
            and (incoming.part_start, incoming.part_end) <> (standing.period_start, standing.period_end)
        where standing.part_id <> 0
            and (standing.business_unit, standing.period_start, standing.period_end)
                not in (select (part_unit, part_start, part_end) from incoming)
        """,
        values,
    )


def _candidate_column(candidate: str | None) -> str:
    """The extra column of `pending.parts`; a candidate's name is our own hexadecimal."""
    return f", '{candidate}' as candidate" if candidate else ""
