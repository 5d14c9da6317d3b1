"""What is not the same at two versions, row by row: removed, corrected, come late."""

from typing import Any

import duckdb

from data.schema import DATASETS, Dataset
from data.store import parts, restate
from data.store.upload import Difference, Kind


def between(cursor: duckdb.DuckDBPyConnection, before: int, after: int) -> tuple[Difference, ...]:
    """The rows that differ, by dataset, unit and period. Rows are the same where their key is, as in `data.ingest.compare`; a row
    that moved to another unit or period is removed from the one and late in the other."""
    restate.changed_parts(cursor, before, after)
    return tuple(difference for dataset in DATASETS.values() for difference in _of(cursor, dataset))


def _of(cursor: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[Difference]:
    restate.changed_rows(cursor, dataset)
    of_part = ("business_unit", "period_start", "period_end")
    columns = [name for name in parts.content(dataset) if dataset.replaces == "all" or name not in of_part]
    key = [name for name in dataset.key if name in columns and name not in of_part]
    # A table that is replaced as a whole says its units and periods row by row.
    unit, start, end = (
        f"coalesce(after.{name}, before.{name}, changed_parts.{name})" if name in columns else f"changed_parts.{name}"
        for name in of_part
    )
    before, after = (", ".join(f"{side}.{name}" for name in columns) for side in ("before", "after"))
    same = " and ".join(f"before.{name} is not distinct from after.{name}" for name in columns)
    found = cursor.execute(
        f"""
        with before as (from changed_rows where side = 'before'),
        after as (from changed_rows where side = 'after')
        select
            {unit}, {start}, {end}, changed_parts.changed_in,
            before.number is not null, after.number is not null,
            coalesce(changed_parts.origin_after, changed_parts.origin_before), changed_parts.origin_before,
            changed_parts.feed,
            coalesce(after.sheet, before.sheet, ''), coalesce(after.source_row, before.source_row, 0),
            coalesce(case when after.number is null then before.original else after.original end, '{{}}'),
            {before}, {after}
        from before
        full outer join after using (number, named, nth)
        inner join changed_parts on changed_parts.number = coalesce(before.number, after.number)
        where not (before.number is not null and after.number is not null and {same})
        order by 2, 3, 1, 4, coalesce(after.line, before.line)
        """
    ).fetchall()
    return [_difference(dataset, columns, key, row) for row in found]


def _difference(dataset: Dataset, columns: list[str], key: list[str], row: tuple[Any, ...]) -> Difference:
    unit, start, end, changed_in, was, is_stored, origin, origin_before, feed, sheet, source_row, original, *values = (
        row
    )
    before = dict(zip(columns, values[: len(columns)], strict=True))
    after = dict(zip(columns, values[len(columns) :], strict=True))
    kind: Kind = "corrected" if was and is_stored else "late" if is_stored else "removed"
    named = after if is_stored else before
    return Difference(
        dataset.name,
        kind,
        unit,
        start,
        end,
        {name: named[name] for name in key},
        {name: (before[name], after[name]) for name in columns if before[name] != after[name]},
        origin if is_stored else origin_before,
        feed,
        sheet,
        source_row,
        original,
        changed_in,
    )
