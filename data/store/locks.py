"""Periods that the board has seen: locked, let go of, and which of them a change would touch."""

import datetime as dt
from collections.abc import Iterable

import duckdb
import pyarrow as pa

from data.reading.cells import Grain, Period
from data.schema import DATASETS, Dataset
from data.store.upload import Lock, Published

_GRAINS: dict[int, Grain] = {1: "month", 3: "quarter", 12: "year"}


def label(start: dt.date, end: dt.date, fiscal_start: int) -> str:
    """A span in words: `2026-03`, `2026-Q1`, `2026`, or its first and last day."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    is_whole = start.day == 1 and (end + dt.timedelta(days=1)).day == 1
    if is_whole and months in _GRAINS:
        return Period(start, end, _GRAINS[months]).label(fiscal_start)
    return f"{start} to {end}"


def active(cursor: duckdb.DuckDBPyConnection) -> tuple[Lock, ...]:
    """The locks that nobody let go of, in the order of their periods."""
    found = cursor.execute(
        """
        with last_word as (
            select *
            from store.locks
            qualify version = max(version) over (partition by period_start, period_end)
        )
        select
            version, period_start, period_end, published_as_of, code,
            coalesce(author, ''), coalesce(note, ''), created_at,
        from last_word
        inner join store.versions using (version)
        where is_locked
        order by period_start, period_end
        """
    ).fetchall()
    return tuple(Lock(*row) for row in found)


def enter(
    cursor: duckdb.DuckDBPyConnection, version: int, span: tuple[dt.date, dt.date], published_as_of: int, code: str
) -> None:
    """Write that a span is locked from a version on."""
    cursor.execute("insert into store.locks values (?, ?, ?, true, ?, ?)", [version, *span, published_as_of, code])


def leave(cursor: duckdb.DuckDBPyConnection, version: int, span: tuple[dt.date, dt.date]) -> None:
    """Write that a span is no longer locked from a version on."""
    cursor.execute("insert into store.locks values (?, ?, ?, false, null, null)", [version, *span])


def publish(cursor: duckdb.DuckDBPyConnection, version: int, published: Iterable[Published]) -> None:
    """Write the figures that a lock published."""
    names = {"figure": "value"}
    types = {"figure": pa.float64(), "numerator": pa.float64(), "denominator": pa.float64(), "n": pa.int64()}
    columns = ("metric", "business_unit", "period", "figure", "numerator", "denominator", "n", "state")
    listed = list(published)
    rows = pa.table(
        {
            name: pa.array([getattr(lock, names.get(name, name)) for lock in listed], types.get(name, pa.string()))
            for name in columns
        }
    )
    cursor.register("published_rows", rows)
    try:
        cursor.execute("insert into store.published by name select ? as version, * from published_rows", [version])
    finally:
        cursor.unregister("published_rows")


def published(cursor: duckdb.DuckDBPyConnection, version: int) -> tuple[Published, ...]:
    """The figures that a lock published, as they were handed in."""
    found = cursor.execute(
        """
        select metric, business_unit, period, figure, numerator, denominator, n, state
        from store.published
        where version = ?
        order by rowid
        """,
        [version],
    ).fetchall()
    return tuple(Published(*row) for row in found)


def touched(cursor: duckdb.DuckDBPyConnection, locks: Iterable[Lock], rows: str = "store") -> tuple[Lock, ...]:
    """The locks whose rows are not the same in the cursor's tables `parts_before` and `parts_after`.

    Rows are compared by content: the same rows from another upload or feed are no change. A list counts for its
    reporting date, a rate or target for its own period. `rows` names the databases that hold them.
    """
    spans = list(locks)
    if not spans:
        return ()
    found = {version for dataset in DATASETS.values() for version in _touched(cursor, dataset, spans, rows)}
    return tuple(lock for lock in spans if lock.version in found)


def _touched(cursor: duckdb.DuckDBPyConnection, dataset: Dataset, locks: list[Lock], homes: str) -> list[int]:
    columns = [name for name, _ in dataset.stored()]
    dated = {"period_start", "period_end"} <= set(columns)
    if not dated and "reporting_on" not in columns:
        return []
    first, last = ("period_start", "period_end") if dated else ("reporting_on", "reporting_on")
    listed = ", ".join(columns)
    every = " union all ".join(f"select part_id, {listed} from {home}.{dataset.name}" for home in homes.split())
    found = cursor.execute(
        f"""
        with spans as (
            select unnest($versions) as lock, unnest($starts::date[]) as first_day, unnest($ends::date[]) as last_day
        ),
        gone as (
            select {listed}
            from ({every})
            where part_id in (
                select part_id
                from parts_before
                where dataset = $dataset and part_id not in (select part_id from parts_after)
            )
        ),
        come as (
            select {listed}
            from ({every})
            where part_id in (
                select part_id
                from parts_after
                where dataset = $dataset and part_id not in (select part_id from parts_before)
            )
        ),
        differing as (
            (from gone except all from come)
            union all
            (from come except all from gone)
        )
        select distinct lock
        from differing
        inner join spans on differing.{first} <= spans.last_day and differing.{last} >= spans.first_day
        """,
        {
            "dataset": dataset.name,
            "versions": [lock.version for lock in locks],
            "starts": [lock.period_start for lock in locks],
            "ends": [lock.period_end for lock in locks],
        },
    ).fetchall()
    return [version for (version,) in found]
