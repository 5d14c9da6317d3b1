"""What stood at one version, taken step by step to what stands at another: first without what is gone, then with the same
value on other evidence, then with what was corrected, then with what came late, then under the new rates. Each step is a candidate that a figure can be asked of."""

import uuid
from typing import Literal

import duckdb

from data.schema import DATASETS, Dataset
from data.store import parts
from data.store.parts import CANDIDATE_VERSION

Cause = Literal["removed", "graded", "corrected", "late", "rates"]
ACTIVE_AFTER: dict[Cause, str] = {
    "removed": "side = 'before' and is_in_both",
    "graded": "side = 'before' and is_in_both",
    "corrected": "side = 'after' and is_in_both",
    "late": "side = 'after'",
    "rates": "side = 'after'",
}
"""Which rows of a part that changed stand after each step. Rates themselves change in the last."""
EVIDENCE = {"deployments": ("benefit_evidence", "evidence_ref", "confirmed_by", "confirmed_on", "budget_line")}
"""What says how well a value is evidenced: in the step `graded` rows have these as they are after, and all else as before."""


def write(cursor: duckdb.DuckDBPyConnection, before: int, after: int) -> dict[Cause, str]:
    """Put a candidate for each step into `pending`, to be asked with `as_of=before`; returns their names by cause.

    Rows are the same where their key is, as in `data.ingest.compare`; a row that moved to another unit or period is gone from
    the one and late in the other.
    """
    names: dict[Cause, str] = {cause: uuid.uuid4().hex for cause in ACTIVE_AFTER}
    changed_parts(cursor, before, after)
    for dataset in DATASETS.values():
        changed_rows(cursor, dataset)
        for cause, name in names.items():
            if dataset.name != "rates" or cause == "rates":
                _write_step(cursor, dataset, name, cause)
    return names


def discard_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Remove the candidates of every restatement: they hold rows that were stored, and those may have been purged."""
    found = cursor.execute(
        "select distinct candidate from pending.parts group by candidate having bool_or(origin <> ?)",
        [CANDIDATE_VERSION],
    ).fetchall()
    for (candidate,) in found:
        parts.discard(cursor, candidate)


def changed_parts(cursor: duckdb.DuckDBPyConnection, before: int, after: int) -> None:
    """Put the parts that are not the same at two versions into `changed_parts`, numbered, with the version that changed
    them last."""
    parts.write_active(cursor, "parts_before", before)
    parts.write_active(cursor, "parts_after", after)
    cursor.execute(
        """
        create or replace temp table changed_parts as
        with last_change as (
            select dataset, feed, business_unit, period_start, period_end, max(version) as changed_in
            from store.parts
            where version > least($before, $after) and version <= greatest($before, $after)
            group by all
        )
        select
            dataset, feed, business_unit, period_start, period_end,
            parts_before.part_id as part_before,
            parts_after.part_id as part_after,
            parts_before.origin as origin_before,
            parts_after.origin as origin_after,
            coalesce(parts_after.origin, parts_before.origin) as origin,
            last_change.changed_in,
            row_number() over () as number,
        from parts_before
        full outer join parts_after using (dataset, feed, business_unit, period_start, period_end)
        left join last_change using (dataset, feed, business_unit, period_start, period_end)
        where parts_before.part_id is distinct from parts_after.part_id
        """,
        {"before": before, "after": after},
    )


def changed_rows(cursor: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Put a dataset's rows in the parts that changed, from both sides, into `changed_rows`, and whether the other side has
    the same row. Of several rows with one key those that did not change are paired first, then the first with the first.
    """
    # A key need not name one row only: two payments may be alike in it. Of copies that are equal in everything the first is
    # paired with the first, so that three of them beside two are one row more. Were rows paired by their order alone, one
    # that is new above would make each below it look corrected.
    columns, named = parts.content(dataset), parts.name_of_row(dataset)
    cursor.execute(
        f"""
        create or replace temp table changed_rows as
        with sides as (
            select number, part_before as part_id, 'before' as side
            from changed_parts
            where dataset = $dataset
            union all
            select number, part_after as part_id, 'after' as side
            from changed_parts
            where dataset = $dataset
        ),
        named_rows as (
            select sides.number, sides.side, rows.*, {named} as named, hash({", ".join(columns)}) as content
            from store.{dataset.name} as rows
            inner join sides using (part_id)
        ),
        copies as (
            select *, row_number() over (partition by number, side, named, content) as copy
            from named_rows
        ),
        twins as (
            select *, count(*) over (partition by number, named, content, copy) = 2 as is_twin
            from copies
        ),
        numbered as (
            select
                *,
                row_number() over (
                    partition by number, side, named
                    order by is_twin desc, case when is_twin then content end, line
                ) as nth,
            from twins
        )
        select
            * exclude (content, copy, is_twin),
            count(*) over (partition by number, named, nth) = 2 as is_in_both,
        from numbered
        """,
        {"dataset": dataset.name},
    )


def _write_step(cursor: duckdb.DuckDBPyConnection, dataset: Dataset, candidate: str, cause: Cause) -> None:
    """Put what stands of a dataset's changed parts after a step under a candidate; a part without rows is emptied."""
    condition = ACTIVE_AFTER[cause]
    evidence = EVIDENCE.get(dataset.name, ()) if cause == "graded" else ()
    graded = ", ".join(f"pairs.{name} as {name}" for name in evidence)
    # A candidate's part ids are negative; these lie below those of every other candidate that is being looked at.
    (lowest,) = cursor.execute("select coalesce(min(part_id), 0) from pending.parts").fetchall()[0]
    values = {"lowest": lowest}
    cursor.execute(
        f"""
        insert into pending.parts by name
        select
            dataset, feed, business_unit, period_start, period_end, $version as version, origin,
            case when number in (select number from changed_rows where {condition}) then $lowest - number else 0 end
                as part_id,
            $candidate as candidate,
        from changed_parts
        where dataset = $dataset
        """,
        values | {"dataset": dataset.name, "candidate": candidate, "version": CANDIDATE_VERSION},
    )
    cursor.execute(
        f"""
        insert into pending.{dataset.name} by name
        select
            $lowest - number as part_id,
            row_number() over (partition by number) as line,
            standing.* exclude (number, side, named, nth, is_in_both, part_id, line)
            {f"replace ({graded})" if graded else ""},
        from (from changed_rows where {condition}) as standing
        {"inner join (from changed_rows where side = 'after') as pairs using (number, named, nth)" if graded else ""}
        """,
        values,
    )
