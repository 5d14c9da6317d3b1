"""How a figure has moved since the quarter before: of the units that reported both, in one word that SQL decides."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from queries.catalogue import Metric, columns_of
from queries.read import Answer, Book, Row, by_unit, row_of, total
from queries.scope import Quarter, cursor

Kind = Literal["rose", "fell", "unchanged", "within chance", "appeared", "ended", "few", "not known"]


@dataclass(frozen=True)
class Change:
    """A figure now and a quarter before. `now` and `before` are of the same units, those that reported both quarters; the
    others are `new` or `silent`, and `hidden` counts those that few people stand behind. `units`: all there are.

    `unlisted`: the datasets that say nothing of the last quarter, so that nothing is known of it.
    """

    metric: Metric
    kind: Kind
    until: str
    since: str
    now: Row | None = None
    before: Row | None = None
    new: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    hidden: int = 0
    units: int = 0
    unlisted: tuple[str, ...] = ()


def change(book: Book, metric: Metric) -> Change:
    """How a metric moved in the last quarter shown; `since` is blank where there is no quarter before, or it is of cohorts."""
    earlier = book.before()
    if earlier is None or metric.kind == "cohort":
        return Change(metric, "not known", "", "")
    last, first = book.quarters()[-1], earlier.quarters()[-1]
    now, before = _in_quarter(book, metric, last), _in_quarter(earlier, metric, first)
    made = Change(metric, "not known", last.label, first.label)
    if now.missing or before.missing:
        return made
    if not metric.additive or metric.kind == "to_date":
        totals = (total(book, metric).last, total(earlier, metric).last)
        return replace(made, kind=kind_of(book, metric, *totals), now=totals[0], before=totals[1])
    told, told_before = _told(book, now, last), _told(earlier, before, first)
    if metric.kind == "state" and not told:
        silent = [name for name in _datasets(metric) if not _heard(book, name, last)]
        return replace(made, unlisted=tuple(silent))
    hidden = {row.business_unit for rows in (now.rows, before.rows) for row in rows if row.state == "suppressed"}
    both = (told.keys() & told_before.keys()) - hidden
    rows = _sum(metric, told, both), _sum(metric, told_before, both)
    return replace(
        made,
        kind=kind_of(book, metric, *rows),
        now=rows[0],
        before=rows[1],
        new=tuple(sorted(told.keys() - told_before.keys() - hidden)),
        silent=tuple(sorted(told_before.keys() - told.keys() - hidden)),
        hidden=len(hidden),
        units=len(told.keys() | told_before.keys()),
    )


def kind_of(book: Book, metric: Metric, now: Row | None, before: Row | None) -> Kind:
    """The word for a figure that was one thing and is another, as `queries/macros/changes.sql` has it."""
    if "few" in {row.state for row in (now, before) if row}:
        return "few"
    made = cursor(book.connection, book.scope)
    if metric.unit in ("money", "count"):
        values = [row.value if row else None for row in (now, before)]
        floor = _spent(book) if metric.unit == "money" else 0.0
        found = made.execute(
            "select change_of(cast($1 as double), cast($2 as double), change_floor($3))", [*values, floor]
        )
    else:
        sides = [
            value for row in (now, before) for value in ((row.numerator, row.denominator) if row else (None, None))
        ]
        found = made.execute(
            """
            with sides as (
                select cast($1 as double) as a, cast($2 as double) as b, cast($3 as double) as c, cast($4 as double) as d
            )
            select change_of_share(
                a / nullif(b, 0), if($5, wilson_low(a, b), null), if($5, wilson_high(a, b), null),
                c / nullif(d, 0), if($5, wilson_low(c, d), null), if($5, wilson_high(c, d), null)
            )
            from sides
            """,
            [*sides, metric.interval],
        )
    (kind,) = found.fetchone() or ("not known",)
    return kind  # type: ignore[no-any-return]


def reporting(book: Book, dataset: str) -> tuple[int, int]:
    """How many of the units shown sent rows of a dataset for the last quarter, of how many that ever did."""
    quarter = book.quarters()[-1]
    ever = replace(quarter, start=dt.date.min)
    return len(_heard(book, dataset, quarter)), len(_heard(book, dataset, ever))


def _heard(book: Book, dataset: str, quarter: Quarter) -> frozenset[str]:
    """The units shown that sent rows of a dataset for a quarter."""
    rows = (
        cursor(book.connection, book.scope)
        .execute(
            "select distinct business_unit from ledger.live_parts"
            " where dataset = $1 and period_end between $2 and $3 and in_units(business_unit)",
            [dataset, quarter.start, quarter.end],
        )
        .fetchall()
    )
    return frozenset(unit for (unit,) in rows)


def _spent(book: Book) -> float:
    """What was spent in the last quarter, which says how large a move is worth telling."""
    quarter = book.quarters()[-1]
    found = (
        book.facts("spend")
        .execute(
            "select sum(amount) from facts.spend where basis = 'actual' and quarter_start = $1 and in_units(business_unit)",
            [quarter.start],
        )
        .fetchone()
    )
    return float(found[0] or 0) if found else 0.0


def _in_quarter(book: Book, metric: Metric, quarter: Quarter) -> Answer:
    return by_unit(book.at(replace(book.scope, since=quarter.start)), metric)


def _told(book: Book, answer: Answer, quarter: Quarter) -> dict[str, Row]:
    """The rows of the units that said something of the quarter: what is carried forward is no report."""
    rows = {str(row.business_unit): row for row in answer.rows if row.business_unit is not None}
    if answer.metric.kind != "state" or not (datasets := _datasets(answer.metric)):
        return rows
    heard = frozenset.intersection(*(_heard(book, name, quarter) for name in datasets))
    return {unit: row for unit, row in rows.items() if unit in heard}


def _datasets(metric: Metric) -> tuple[str, ...]:
    """The datasets that a metric cannot do without."""
    needed = [{dataset for dataset, _ in columns_of(need)} for need in metric.needs]
    return tuple(dict.fromkeys(next(iter(names)) for names in needed if len(names) == 1))


def _sum(metric: Metric, rows: dict[str, Row], units: Collection[str]) -> Row | None:
    """One figure of several units."""
    if not units:
        return None
    numerators, denominators = ([value for value in values if value is not None] for values in _counts(rows, units))
    return row_of(
        metric,
        None,
        None,
        sum(numerators) if numerators else None,
        sum(denominators) if denominators else None,
        None,
        None,
    )


def _counts(rows: dict[str, Row], units: Collection[str]) -> tuple[list[float | None], list[float | None]]:
    parts = [rows[unit] for unit in sorted(units)]
    return [row.numerator for row in parts], [row.denominator for row in parts]
