"""What would an upload change? Rows added, changed and gone against what stands, by dataset, unit and period."""

import datetime as dt
from dataclasses import dataclass

import duckdb

from data.problems import Problem
from data.schema import DATASETS, Dataset
from data.store import Emptied, Store, Upload, locks, parts


@dataclass(frozen=True)
class Change:
    """Rows of a dataset, unit and period. `against` is the earlier list they are compared with, where a new list
    replaces nothing but shows what moved."""

    dataset: str
    business_unit: str
    period: str
    added: int
    changed: int
    removed: int
    against: str = ""


@dataclass(frozen=True)
class Staying:
    """What a unit has in the feed from the first to the last day, that the file lacks: it stays unless a person empties
    it. `says` is that in words."""

    dataset: str
    business_unit: str
    period_start: dt.date
    period_end: dt.date
    says: str

    @property
    def emptied(self) -> Emptied:
        """The same, to be handed in with the upload so that it stands no more."""
        return Emptied(self.dataset, self.business_unit, self.period_start, self.period_end)


@dataclass(frozen=True)
class Comparison:
    """What an upload changes; what the last upload of its feed had and this one lacks (it stays, unless it is emptied);
    what looks counted twice."""

    changes: tuple[Change, ...] = ()
    staying: tuple[Staying, ...] = ()
    problems: tuple[Problem, ...] = ()


def compare(store: Store, upload: Upload) -> Comparison:
    """An upload against what stands now. Nothing is stored."""
    fiscal_start = store.fiscal_start
    candidate = store.propose(upload)
    try:
        cursor = store.connection.cursor()
        parts.write_active(cursor, "parts_before", store.latest)
        parts.write_active(cursor, "parts_after", store.latest, candidate)
        concerned = {*upload.rows, *(emptied.dataset for emptied in upload.emptied)}
        datasets = [dataset for name, dataset in DATASETS.items() if name in concerned]
        changes = [change for dataset in datasets for change in _changes(cursor, dataset, upload.feed, fiscal_start)]
        staying = [part for dataset in datasets for part in _staying(cursor, dataset, upload.feed, fiscal_start)]
        problems = [
            problem
            for name, same in (("spend", "vendor"), ("spend", "tool"), ("adoption", "tool"))
            for problem in (_in_two_feeds(cursor, name, same, upload.feed) if name in upload.rows else ())
        ]
        cursor.close()
    finally:
        store.discard(candidate)
    return Comparison(tuple(changes), tuple(staying), tuple(problems))


def _changes(cursor: duckdb.DuckDBPyConnection, dataset: Dataset, feed: str, fiscal_start: int) -> list[Change]:
    """Rows are the same where their key is; of several rows with one key the first is compared with the first."""
    columns, named = parts.content(dataset), parts.name_of_row(dataset)
    is_list = dataset.replaces == "list"
    found = cursor.execute(
        f"""
        with incoming as (
            from parts_after
            where dataset = $dataset and part_id not in (select part_id from parts_before)
        ),
        outgoing as (
            from parts_before
            where dataset = $dataset and feed = $feed and part_id not in (select part_id from parts_after)
        ),
        replaced as (
            select
                business_unit, period_start, period_end,
                incoming.part_id as part_after,
                outgoing.part_id as part_before,
            from incoming
            full outer join outgoing using (business_unit, period_start, period_end)
        ),
        earlier as (
            select
                replaced.part_after,
                arg_max(parts_before.part_id, parts_before.period_start) as part_id,
                max(parts_before.period_start) as listed_on,
            from replaced
            inner join parts_before
                on parts_before.dataset = $dataset and parts_before.feed = $feed
                and parts_before.business_unit = replaced.business_unit
                and parts_before.period_start < replaced.period_start
            where $is_list and replaced.part_before is null
            group by replaced.part_after
        ),
        pairs as (
            select
                replaced.* replace (coalesce(replaced.part_before, earlier.part_id) as part_before),
                earlier.listed_on,
                row_number() over () as pair,
            from replaced
            left join earlier using (part_after)
        ),
        told_apart as (
            select part_id, {named} as named, hash({", ".join(columns)}) as content
            from (from pending.{dataset.name} union all by name from store.{dataset.name})
            where part_id in (select part_after from pairs union select part_before from pairs)
        ),
        numbered as (
            select *, row_number() over (partition by part_id, named order by content) as nth
            from told_apart
        ),
        after as (
            select pairs.pair, numbered.named, numbered.nth, numbered.content
            from pairs
            inner join numbered on numbered.part_id = pairs.part_after
        ),
        before as (
            select pairs.pair, numbered.named, numbered.nth, numbered.content
            from pairs
            inner join numbered on numbered.part_id = pairs.part_before
        ),
        compared as (
            select
                pair,
                count(*) filter (where before.content is null) as added,
                count(*) filter (where after.content <> before.content) as changed,
                count(*) filter (where after.content is null) as removed,
            from after
            full outer join before using (pair, named, nth)
            group by pair
        )
        select business_unit, period_start, period_end, listed_on, added, changed, removed
        from pairs
        inner join compared using (pair)
        order by period_start, business_unit
        """,
        {"dataset": dataset.name, "feed": feed, "is_list": is_list},
    ).fetchall()
    return [
        Change(
            dataset.name,
            unit,
            _label(dataset, start, end, fiscal_start),
            added,
            changed,
            removed,
            against=f"the list of {listed_on}" if listed_on else "",
        )
        for unit, start, end, listed_on, added, changed, removed in found
    ]


def _staying(cursor: duckdb.DuckDBPyConnection, dataset: Dataset, feed: str, fiscal_start: int) -> list[Staying]:
    """Units the feed's last upload had and this one lacks, and periods it lacks between its first and its last."""
    found = cursor.execute(
        """
        with mine as (
            from parts_after
            where dataset = $dataset and part_id not in (select part_id from parts_before)
        ),
        last as (
            from parts_before
            where dataset = $dataset and feed = $feed
                and origin = (select max(origin) from parts_before where dataset = $dataset and feed = $feed)
        ),
        span as (select min(period_start) as first_day, max(period_end) as last_day from mine)
        select last.business_unit, min(last.period_start), max(last.period_end), count(*)
        from last, span
        where part_id in (select part_id from parts_after)
            and $dataset in ('spend', 'adoption', 'pilots', 'deployments', 'training', 'survey', 'people')
            and (
                last.business_unit not in (select business_unit from mine)
                or (
                    last.period_start >= span.first_day and last.period_end <= span.last_day
                    and (last.business_unit, last.period_start) not in (select (business_unit, period_start) from mine)
                )
            )
        group by last.business_unit
        order by last.business_unit
        """,
        {"dataset": dataset.name, "feed": feed},
    ).fetchall()
    return [
        Staying(
            dataset.name,
            unit,
            start,
            end,
            f"{dataset.title} of {unit}, {_label(dataset, start, end, fiscal_start)}: not in this file, what stands stays.",
        )
        for unit, start, end, _ in found
    ]


def _in_two_feeds(cursor: duckdb.DuckDBPyConnection, dataset: str, same: str, feed: str) -> list[Problem]:
    """A vendor or tool that another feed already reports for the unit and period."""
    found = cursor.execute(
        f"""
        with mine as (
            select rows.*
            from pending.{dataset} as rows
            inner join parts_after using (part_id)
        ),
        others as (
            select rows.business_unit, rows.period_start, rows.period_end, rows.{same}, parts_before.feed
            from store.{dataset} as rows
            inner join parts_before using (part_id)
            where parts_before.feed <> $feed
        )
        select mine.{same}, mine.business_unit, others.feed, arg_min(mine.sheet, mine.source_row), min(mine.source_row)
        from mine
        inner join others
            on lower(mine.{same}) = lower(others.{same})
            and mine.business_unit = others.business_unit
            and mine.period_start <= others.period_end and mine.period_end >= others.period_start
        group by all
        order by all
        """,
        {"feed": feed},
    ).fetchall()
    return [
        Problem(
            f"{sheet}!A{row}",
            "warning",
            f'{unit} already reports "{name}" for this period in the feed {other}.',
            f"Say --feed {other} if this file replaces it; otherwise check that it is not counted twice.",
            "two_feeds",
        )
        for name, unit, other, sheet, row in found
    ]


def _label(dataset: Dataset, start: dt.date, end: dt.date, fiscal_start: int) -> str:
    if dataset.replaces == "list":
        return start.isoformat() if start == end else f"{start} to {end}"
    if dataset.replaces == "all":
        return "all periods"
    return locks.label(start, end, fiscal_start)
