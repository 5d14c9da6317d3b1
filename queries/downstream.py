"""Which figures does a row of a sheet feed, and what was found about it?"""

from collections.abc import Iterable
from dataclasses import dataclass

from queries.catalogue import METRICS, VIEWS, Metric
from queries.lineage import Line, Trace
from queries.read import Book, Row, total


@dataclass(frozen=True)
class Fed:
    """A figure that lists a row among those it was computed from, with its value for what is shown."""

    metric: Metric
    row: Row | None


@dataclass(frozen=True)
class Found:
    """Something that was found about a row: by which detector, how bad (3 to 1), on what evidence."""

    detector: str
    title: str
    severity: int
    subject_name: str
    evidence: str


@dataclass(frozen=True)
class Downstream:
    """What a row feeds: the figures that list it among their rows, and what was found about it. `rests_on` are figures
    that are computed from its sheet as well, and list other rows: a later one of the same tool, or those of another sheet."""

    figures: tuple[Fed, ...] = ()
    rests_on: tuple[Metric, ...] = ()
    found: tuple[Found, ...] = ()


def downstream(book: Book, traced: Trace) -> Downstream:
    """The figures and findings that a row feeds, as they stand for what is shown; none where it no longer stands."""
    if not traced.lines or not traced.is_active:
        return Downstream()
    places = [(line.version, line.sheet, line.source_row) for line in traced.lines]
    datasets = {line.dataset for line in traced.lines}
    listing_it = {
        name for name in {metric.rows for metric in METRICS.values() if metric.rows} if _lists(book, name, places)
    }
    figures, rests_on = [], []
    for metric in METRICS.values():
        if metric.rows in listing_it:
            answer = total(book, metric)
            if not answer.missing:
                figures.append(Fed(metric, answer.last))
        elif datasets & {column.strip().partition(".")[0] for need in metric.needs for column in need.split("|")}:
            rests_on.append(metric)
    return Downstream(tuple(figures), tuple(rests_on), _found(book, traced.lines))


def _lists(book: Book, view: str, places: Iterable[tuple[int, str, int]]) -> bool:
    scoped = book.cursor(VIEWS[view])
    sql = f"select exists (from {VIEWS[view].name} where version = $1 and sheet = $2 and source_row = $3)"
    return any((scoped.execute(sql, list(place)).fetchone() or (False,))[0] for place in places)


def _found(book: Book, lines: Iterable[Line]) -> tuple[Found, ...]:
    """What detectors found: on the spend they expose, and on the initiative, tool or cohort that a row describes."""
    exposed, judged = VIEWS["finding_rows"], VIEWS["judgements"]
    found: dict[tuple[str, str], Found] = {}
    for line in lines:
        if line.dataset == "spend":
            answer = book.cursor(exposed).execute(
                f"select detector, title, severity, subject_name, evidence from {exposed.name}"
                " where version = $1 and sheet = $2 and source_row = $3",
                [line.version, line.sheet, line.source_row],
            )
        elif names := [str(value) for value in (line.names or {}).values()]:
            answer = book.cursor(judged).execute(
                f"select detector, title, severity, subject_name, evidence from {judged.name}"
                " where severity >= 1 and business_unit = $1 and list_contains(cast($2 as varchar[]), subject_id)"
                " and subject_kind <> 'unit'",
                [line.business_unit, names],
            )
        else:
            continue
        for detector, title, severity, subject_name, evidence in answer.fetchall():
            found.setdefault((detector, subject_name), Found(detector, title, severity, subject_name, evidence))
    return tuple(sorted(found.values(), key=lambda finding: (-finding.severity, finding.title, finding.subject_name)))
