"""What has changed since an earlier version, told as the pages tell it: what a digest says before it is set as a message.

A composition root of the app: restatements and what was done are asked of the store.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.charts.restatement import CAUSES, amount_in_words, called, finding, steps
from components.history import notes
from components.history import text as history_text
from components.narratives import agenda, board
from components.page import Page, filter_bar
from components.page.blocks import Comment, Figure, Point
from components.page.recording_surface import RecordingSurface
from components.page.visit import Visit
from components.text import changes, completeness, format
from components.text.headline import HEADLINE
from data.store import Store, Version
from queries import FINDINGS, METRICS, Book, Listing, Metric, Scope, total
from queries.bridge import bridge
from queries.changes import kind_of
from queries.published import is_same
from queries.quality import Sheet, quality

MOST = 6  # lines of a section; the rest are a number
SEVERE = 2  # from here on a detector found something
NEWS = ["kind", "business_unit", "subject_name"]
FOUND = ["detector", "business_unit", "subject_kind", "subject_id"]
TO_DECIDE = ["action", "rule", "business_unit", "subject_id"]
"""What says that a row of a listing is the same as one of an earlier version."""
NO_FIGURE_THEN = "not known then"


@dataclass(frozen=True)
class Moved:
    """A figure of the Board then and now, and how it moved, in words; blank where there is nothing to compare."""

    label: str
    then: str
    now: str
    change: str


@dataclass(frozen=True)
class Section:
    """What is said under one head: a line that stands back, then points. `page` answers for all of it."""

    title: str
    note: str
    points: tuple[Point, ...] = ()
    page: str = ""


@dataclass(frozen=True)
class Digest:
    """What has changed between two versions of a store. `nothing` is a sentence where nothing has, else empty.

    `then` and `now` say which quarter and version the two columns of `figures` are of, `then` blank where there is nothing
    to compare with; `headline_then` is blank where it is the same now.
    """

    title: str
    caption: str
    made_on: dt.date
    nothing: str
    headline: str
    headline_then: str
    then: str
    now: str
    figures: tuple[Moved, ...]
    comments: tuple[Comment, ...]
    sections: tuple[Section, ...]


def digest(visit: Visit, since: Scope, store: Store, today: dt.date) -> Digest:
    """What has changed from what stood at `since` to what the visitor sees."""
    entries = {entry.version: entry for entry in store.versions()}
    version, newest = since.as_of, visit.book.scope.as_of
    done = [entry for entry in entries.values() if version < entry.version <= newest]
    title = _title(entries[version] if version else None, is_other=bool(done))
    nothing = "" if done else "No file was uploaded or withdrawn since, and no setting was changed."
    caption = filter_bar.caption(visit.opened, visit.book.scope)
    if visit.opened.is_sample:
        caption = f"Sample data: a made-up portfolio{format.DOT}{caption}"
    if visit.is_empty:
        return Digest(
            title,
            caption,
            today,
            nothing,
            "Nothing stands in the store",
            "",
            "",
            "",
            (),
            (),
            tuple(_given([_done(done)])),
        )
    page = Page("", visit, RecordingSurface())
    book_then = visit.book.at(since)
    earlier = Page("", replace(visit, book=book_then), RecordingSurface()) if book_then.quarters() else None
    headline, headline_then = _headline(page), _headline(earlier) if earlier else ""
    sections = [
        _news(page, earlier) if done else None,
        _restated(page, earlier, store) if earlier and done else None,
        _wrong(page, earlier) if done else None,
        _to_decide(page, earlier),
        _done(done),
        _late(page, visit.opened.judged_on(visit.book, today)),
    ]
    return Digest(
        title,
        caption,
        today,
        nothing,
        headline,
        headline_then if headline_then != headline else "",
        _called(earlier) if earlier and done else "",
        _called(page),
        tuple(_moved(page, earlier)),
        notes.comments_of(visit, "board"),
        tuple(_given(sections)),
    )


def _title(then: Version | None, *, is_other: bool) -> str:
    if then is None:
        return "What stands so far" if is_other else "Nothing has been stored yet"
    return f"{'What' if is_other else 'Nothing'} changed since {history_text.short(then)}"


def _given(sections: Sequence[Section | None]) -> list[Section]:
    return [section for section in sections if section is not None]


def _headline(page: Page) -> str:
    """The Board's."""
    return board.headline(page.metric("cost", "total"), page.listing("value_tiers"), page.metric("live_share", "total"))


def _called(page: Page) -> str:
    """The last quarter a page shows, and its version: Q2 2026, version 11."""
    return f"{agenda.quarters(page)[0]}, version {page.book.scope.as_of}"


def _moved(page: Page, earlier: Page | None) -> list[Moved]:
    """The Board's figures, each beside what it was."""
    if earlier is None:
        return [Moved(figure.label, "", figure.value, "") for figure in board.figures(page)]
    quarter, before = agenda.quarters(page)[0], agenda.quarters(earlier)[0]
    since = before if before != quarter else f"version {earlier.book.scope.as_of}"
    return [_one_moved(page, earlier, figure, since) for figure in board.figures(page)]


def _one_moved(page: Page, earlier: Page, figure: Figure, since: str) -> Moved:
    metric = next(metric for metric in METRICS.values() if metric.formula == figure.explains)
    now, then = page.row(metric.id), earlier.row(metric.id)
    if now is None or then is None:
        return Moved(figure.label, format.NOT_KNOWN, figure.value, NO_FIGURE_THEN)
    is_count = figure.value == format.of(now.numerator, now.denominator)
    was = format.of(then.numerator, then.denominator) if is_count else format.figure(then, metric.unit)
    if page.book.scope.as_of == earlier.book.scope.as_of or then.value is None or now.value is None:
        return Moved(figure.label, was, figure.value, "")
    return Moved(
        figure.label,
        was,
        figure.value,
        changes.moved(kind_of(page.book, metric, now, then), now, then, metric.unit, since),
    )


def _news(page: Page, earlier: Page | None) -> Section | None:
    """What happened in the quarters since, as the Board tells it; of a quarter that was known then what was not."""
    since = earlier.book.scope.until if earlier else dt.date.min
    ended = [quarter for quarter in page.book.quarters() if quarter.end > since]
    news: Listing = page.listing("changes")
    known = earlier.listing("changes").frame if earlier and not ended else None
    if len(ended) > 1 and earlier:  # of the quarters between what happened; money is told of the last
        passed = [page.book.ending(quarter) for quarter in ended[:-1]]
        frames = [
            Page("", replace(page.visit, book=book), RecordingSurface()).listing("changes").frame for book in passed
        ]
        happened = [frame[frame["kind"].isin(agenda.EVENTS)] for frame in frames]
        news = replace(news, frame=_one_below_the_other([news.frame, *happened]))
    news = replace(news, frame=_new(news.frame, known, NEWS))
    stages: Listing = page.listing("funnel_stages")
    if not ended:
        if news.frame.empty:
            return None
        stages = replace(stages, frame=stages.frame.head(0))
    drawn, points = agenda.changes(news, stages, *agenda.quarters(page), page.reporting("pilots"))
    ends = dict.fromkeys(_quarter(page, quarter.label) for quarter in (*ended[:1], *ended[-1:]))
    title = f"What changed in {format.join(ends, last='to')}" if earlier and ended else drawn.finding
    return Section(title, format.DOT.join((drawn.subtitle, drawn.n)), tuple(points), "board")


def _restated(page: Page, earlier: Page, store: Store) -> Section:
    """The headline figures of the quarters that were known then, where they are others now, and what made them so."""
    then = earlier.book
    now = then.at(replace(then.scope, as_of=page.book.scope.as_of, settings=page.book.scope.settings))
    moved = [
        metric
        for metric in (METRICS[name] for name in HEADLINE)
        if not is_same(total(then, metric).last, total(now, metric).last)
    ]
    ends = dict.fromkeys(_quarter(page, quarter.label) for quarter in (then.quarters()[0], then.quarters()[-1]))
    span = format.join(ends, last="to")
    if not moved:
        return Section(f"No headline figure of {span} was restated", "", (), "history")
    candidates = store.restate(then.scope.as_of, now.scope.as_of)
    try:
        points = [_why(then, now, metric, candidates) for metric in moved]
    finally:
        for candidate in candidates.values():
            store.discard(candidate)
    return Section(
        f"{format.count(len(moved))} of {format.plural(len(HEADLINE), 'headline figure')} of {span} restated",
        "",
        tuple(points),
        "history",
    )


def _quarter(page: Page, label: str) -> str:
    """A quarter's name: Q2 2026."""
    return format.quarter(label, page.book.scope.settings.get("fiscal_start_month", "1"))


def _why(then: Book, now: Book, metric: Metric, candidates: Mapping[Any, str]) -> Point:
    """A restated figure, and its causes."""
    way = bridge(then, now, metric, candidates)
    if way is None:
        was, is_now = history_text.pair(total(then, metric).last, total(now, metric).last, metric)
        return Point(f"{metric.title} was {was} and is {is_now} now", "history")
    causes = format.join(
        f"{amount_in_words(amount, metric.unit)} by {called(step, CAUSES)}" for step, amount in steps(way)
    )
    return Point(finding(way), "history", more=causes)


def _wrong(page: Page, earlier: Page | None) -> Section | None:
    """What the detectors find now and did not then, the most severe and dearest first; what they find no longer."""
    now = _severe(page)
    then = _severe(earlier) if earlier else None
    new = _new(now, then, FOUND)
    gone = 0 if then is None else len(_new(then, now, FOUND))
    if new.empty and not gone:
        return None
    points = [
        Point(
            f"{format.shorten(str(row['subject_name']), agenda.LONGEST_ALONE)}"
            + (f" ({row['business_unit']})" if row["business_unit"] != row["subject_name"] else ""),
            "diagnosis",
            f"{row['title']}:",
            "; ".join(part for part in (str(row["evidence"]), _exposed(row["exposed"])) if part),
        )
        for _, row in new.head(MOST).iterrows()
    ]
    more = len(new) - len(points)
    remarks = [f"{format.count(gone)} found then {format.inflect(gone, 'is', 'are')} found no longer"] if gone else []
    remarks += [f"the dearest {format.count(len(points))} are told"] if more else []
    says = format.plural(len(new), "new finding") if len(new) else "No new finding"
    return Section(says, _sentence("; ".join(remarks)), tuple(points), "diagnosis")


def _severe(page: Page) -> pd.DataFrame:
    frame: pd.DataFrame = page.listing(FINDINGS).frame
    return frame if frame.empty else frame[(frame["severity"] >= SEVERE).fillna(False).astype(bool)]


def _exposed(amount: float | None) -> str:
    return f"{format.money(amount)} exposed" if amount is not None and not pd.isna(amount) and amount else ""


def _to_decide(page: Page, earlier: Page | None) -> Section:
    """What waits for a decision that did not then; where nothing does, how much still waits."""
    queue: Listing = page.listing("decision_queue")
    new = _new(queue.frame, earlier.listing("decision_queue").frame if earlier else None, TO_DECIDE)
    drawn, points = agenda.decisions(replace(queue, frame=new))
    waiting = f"{format.plural(len(queue.frame), 'item')} {format.inflect(len(queue.frame), 'waits', 'wait')} in all"
    if new.empty:
        says = waiting if len(queue.frame) else "Nothing waits for a decision"
        return Section(
            "No new decision waits" if len(queue.frame) else "No decision waits", _sentence(says), (), "board"
        )
    return Section(
        drawn.finding,
        f"Newly in the queue: {drawn.subtitle[:1].lower()}{drawn.subtitle[1:]}; {waiting}",
        tuple(points),
        "board",
    )


def _done(done: Sequence[Version]) -> Section | None:
    """What was uploaded, taken back, locked and set, the newest first."""
    if not done:
        return None
    points = [
        Point(
            f"{history_text.what(entry)}{f': {format.shorten(entry.file_name, history_text.LONG_NAME)}' if entry.file_name else ''}",
            "history",
            f"Version {entry.version}",
            "; ".join(part for part in (_by(entry), _rows(entry), _state(entry), entry.note) if part),
        )
        for entry in sorted(done, key=lambda entry: -entry.version)[:MOST]
    ]
    more = len(done) - len(points)
    return Section(
        "What was done",
        f"The last {format.count(MOST)} of {format.plural(len(done), 'version')}" if more else "",
        tuple(points),
        "history",
    )


def _by(entry: Version) -> str:
    return f"by {entry.author or 'somebody'} on {format.date(entry.created_at.date())}"


def _rows(entry: Version) -> str:
    rows = history_text.stored_rows(entry)
    return format.plural(rows, "row") if rows else ""


def _state(entry: Version) -> str:
    state = history_text.state(entry)
    return f"{state} since" if state in ("withdrawn", "purged") else ""


def _late(page: Page, today: dt.date) -> Section | None:
    """Which units have not sent what is expected of them."""
    found = quality(page.book, today)
    if found is None:
        return None
    by_unit: dict[str, list[Sheet]] = {}
    for sheet in found.late:
        by_unit.setdefault(sheet.business_unit, []).append(sheet)
    points = [
        Point(
            format.join(f"{sheet.dataset.capitalize()} ({completeness.sheet_state(sheet)})" for sheet in sheets),
            "upload",
            f"{unit}:",
            f"last sent for {format.join(dict.fromkeys(_quarter(page, sheet.last) for sheet in sheets))}",
        )
        for unit, sheets in sorted(by_unit.items(), key=lambda item: -len(item[1]))
    ]
    more = len(points) - MOST
    note = f"{format.plural(more, 'other unit')} too" if more > 0 else ""
    return Section(completeness.finding(found).partition(";")[0], note, tuple(points[:MOST]), "upload")


def _new(now: pd.DataFrame, then: pd.DataFrame | None, by: Sequence[str]) -> pd.DataFrame:
    """The rows that were not there then."""
    if then is None or then.empty or now.empty:
        return now
    known = set(then[list(by)].astype(str).itertuples(index=False, name=None))
    return now[[row not in known for row in now[list(by)].astype(str).itertuples(index=False, name=None)]]


def _one_below_the_other(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if not frame.empty]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
