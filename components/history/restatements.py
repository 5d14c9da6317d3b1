"""A figure at two versions: what moved it, by cause and by upload, and the rows behind that. A composition root of the app."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from components.charts import restatement
from components.charts.restatement import CAUSES, METHOD, RESIDUAL, Ends, Step, finding, steps
from components.history import row_diff, text
from components.history.context import Ledger
from components.page import explain, lineage
from components.text import format
from components.text.headline import HEADLINE
from components.theme import Drawn
from data.store import Store
from queries import METRICS, Book, Metric, Row, total
from queries.bridge import Bridge, bridge, by_upload, figure
from queries.published import code as computed_by
from queries.published import is_same

UNMOVED = "No row, rate or setting behind it has changed."
DAY = "a day the board saw it"


@dataclass(frozen=True)
class Chosen:
    """A bridge to be shown: of which figure, of one unit or of what is looked at, between which versions.

    `published_value` is what was published, where that is known, and `code` what computed it; what the earlier version would say today
    may be another figure.
    """

    metric: Metric
    before: Book
    after: Book
    about: str
    unit: str | None = None
    published_value: float | None = None
    code: str = ""


def restatements(ledger: Ledger) -> None:
    """A figure at two versions: what moved it, by cause and by upload, and the rows behind that."""
    if ledger.before_last is None:
        ledger.page.note("There is one version so far. From the second on, any two can be set against each other here.")
        return
    chosen = _choose(ledger)
    if chosen is None:
        return
    show_bridge(ledger, chosen, "restated")
    _figures(ledger, chosen.before, chosen.after)


def show_bridge(ledger: Ledger, chosen: Chosen, key: str) -> None:
    """The way from one figure to the other, by cause and by upload, and the rows that changed."""
    with st.spinner("Taking one figure to the other, step by step"):
        causes, uploads = bridges(ledger, chosen)
    if causes is None or uploads is None:
        ledger.page.heading(f"{chosen.metric.title} cannot be compared")
        ledger.page.note(_why_none(ledger, chosen))
        return
    ledger.page.heading(f"{finding(causes)} ({chosen.about})")
    if has_moved := bool(steps(causes) or steps(uploads)):
        start, end = (ledger.entry(book.scope.as_of) for book in (chosen.before, chosen.after))
        ends = Ends(
            text.short(start) if chosen.published_value is None else "as published",
            text.short(end),
            chosen.about,
        )
        rest: dict[Step, str] = {RESIDUAL: unexplained(ledger, chosen)}
        left, right = ledger.page.columns(2)
        with left:
            _draw(ledger, chosen, restatement.chart(causes, ends, CAUSES | rest, ledger.page.narrow), "By cause", key)
        with right:
            names = text.step_names(ledger.versions) | rest
            _draw(ledger, chosen, restatement.chart(uploads, ends, names, ledger.page.narrow), "By upload", key)
    _rows(ledger, chosen, key, has_moved=has_moved)


def bridges(ledger: Ledger, chosen: Chosen) -> tuple[Bridge | None, Bridge | None]:
    """The way between two figures by cause and by upload; from what was published, where that is known."""
    return _bridges(ledger.key, _seen(chosen), chosen, ledger.store, ledger.moving)


def unexplained(ledger: Ledger, chosen: Chosen) -> str:
    """What a published figure differs by beyond all steps: a purge takes its rows out of every version since."""
    purged = _purges(ledger, chosen)
    if not purged:
        return METHOD
    by = format.join(purged)
    if chosen.code == computed_by():
        return f"rows purged by version {by}"
    return f"purged by version {by}, or another method"


def headline(
    ledger: Ledger, before: Book, after: Book, names: Sequence[str] = HEADLINE
) -> list[tuple[str, Row | None, Row | None]]:
    """Figures at two versions, both of the quarters and units that the earlier book looks at."""
    return _moves(ledger.key, (before.scope.key, after.scope.key), tuple(names), before, after)


def _draw(ledger: Ledger, chosen: Chosen, drawn: Drawn, by: str, key: str) -> None:
    """One of the two ways as a chart."""
    titled = replace(drawn, subtitle=f"{by}. {drawn.subtitle}")
    ledger.page.draw(titled, chosen.metric, key=f"{key}-{by.replace(' ', '-').lower()}")


def _purges(ledger: Ledger, chosen: Chosen) -> list[str]:
    """The versions that purged something since: they change what every version before them says."""
    return [
        str(entry.version) for entry in ledger.versions if entry.purges and entry.version > chosen.before.scope.as_of
    ]


def _choose(ledger: Ledger) -> Chosen | None:
    """Two versions and a figure, from the widgets; None where they have nothing in common, which is said."""
    places = st.columns(1 if ledger.page.viewport.is_narrow else 3) * 3
    entries = {entry.version: entry for entry in ledger.versions}
    earlier = [entry.version for entry in ledger.versions[1:]]
    with places[0]:
        default = _since(ledger)
        picked = st.selectbox(
            "From what stood as of",
            [*earlier, DAY],
            index=earlier.index(default) if default in earlier else 0,
            format_func=lambda version: version if version == DAY else text.label(entries[version]),
            key=f"history-from-{ledger.store.latest}",
        )
        start = _on_a_day(ledger) if picked == DAY else int(str(picked))
        if start is None:
            return None
    with places[1]:
        later = [entry.version for entry in ledger.versions if entry.version > start]
        seen = ledger.page.book.scope.as_of
        end = st.selectbox(
            "To what stood as of",
            later,
            index=later.index(seen) if seen in later else 0,
            format_func=lambda version: text.label(entries[version]),
            key=f"history-to-{ledger.store.latest}-{start}",
        )
    before, after = ledger.then(start), ledger.book(end)
    if before is None:
        st.caption(f"Version {start} knew nothing of the quarters that are shown.")
        return None
    with places[2]:
        moved = [name for name, then, now in headline(ledger, before, after) if not is_same(then, now)]
        names = [*dict.fromkeys([*moved, *HEADLINE, *METRICS])]
        name = st.selectbox(
            "Figure", names, format_func=lambda metric: METRICS[metric].title, key=f"history-figure-{start}-{end}"
        )
    return Chosen(METRICS[name], before, after, _span(before))


def _since(ledger: Ledger) -> int | None:
    """The version to look back to first: the one published by the newest lock, or else the one before the last."""
    newest = max(ledger.locks, key=lambda lock: lock.period_end, default=None)
    if newest is not None and newest.published_as_of < ledger.moving[-1]:
        return newest.published_as_of
    return ledger.before_last


def _on_a_day(ledger: Ledger) -> int | None:
    """The version that stood at the end of a day."""
    first, last = (entry.created_at.date() for entry in (ledger.versions[-1], ledger.versions[0]))
    day = st.date_input(
        "The board saw it on",
        value=max(first, last - dt.timedelta(days=1)),
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        key="history-day",
    )
    if not isinstance(day, dt.date):
        return None
    found = next((entry for entry in ledger.versions if entry.created_at.date() <= day), None)
    if found is None or found.version == ledger.store.latest:
        st.caption("Nothing has been stored since the end of that day.")
        return None
    st.caption(format.typeset(f"Then {text.short(found)} stood."))
    return int(found.version)


def _why_none(ledger: Ledger, chosen: Chosen) -> str:
    """Why a figure has no bridge: what is hidden, and what is not there, has none."""
    for book in (chosen.before, chosen.after.at(replace(chosen.before.scope, as_of=chosen.after.scope.as_of))):
        row = figure(book, chosen.metric, chosen.unit)
        if row is None or row.value is None:
            why = text.WHY_NONE.get(row.state, "not known") if row else "there is nothing to work it out from"
            if purged := _purges(ledger, chosen):
                why += f". Rows were purged since, by version {format.join(purged)}"
            return f"At version {book.scope.as_of} it has no figure: {why}."
    return "It has no figure at one of the two versions."


def _rows(ledger: Ledger, chosen: Chosen, key: str, *, has_moved: bool) -> None:
    """The rows behind the figure that are not the same at both versions; of the one that is chosen, its cells."""
    frame, others = _changed_rows(ledger.key, _seen(chosen), chosen, ledger.store)
    if frame.empty:
        ledger.page.note("No row behind it differs between the two versions." if has_moved else UNMOVED)
    else:
        st.markdown("**The rows behind it that changed**")
        shown = frame.head(explain.MOST_ROWS)
        event = st.dataframe(
            shown.drop(columns="Upload") if (shown["Upload"] == shown["By version"]).all() else shown,
            hide_index=True,
            height="auto" if len(shown) < 9 else 300,
            placeholder="",
            on_select="rerun",
            selection_mode="single-row",
            alt=f"Rows changed behind {chosen.metric.title}",
            key=f"history-rows-{key}-{hash(_seen(chosen))}",
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                "Choose a row by the box at its left to see its cells and the figures it feeds.", width="content"
            )
            st.space("stretch")
            explain.download(frame, f"rows changed behind {chosen.metric.title}", key)
        if picked := event.selection["rows"]:
            row = shown.iloc[picked[0]]
            with st.container(border=True):
                lineage.show(ledger.page.visit, int(row["Upload"]), row["Sheet"], int(row["Line"]), f"history-{key}")
    if others:
        ledger.page.note(
            f"{format.plural(others, 'row')} of other sheets changed as well; this figure does not read them."
        )


def _figures(ledger: Ledger, before: Book, after: Book) -> None:
    """The headline figures at both versions, those that moved first; all others where asked for."""
    ledger.page.heading("What other figures did")
    every = st.toggle(f"All {len(METRICS)} figures (takes some seconds)", key="history-every")
    with st.spinner("Working out the figures under both versions"):
        found = headline(ledger, before, after, tuple(METRICS) if every else HEADLINE)
    frame = text.moves(found)
    moved = int((frame["Then"] != frame["Now"]).sum())
    st.caption(f"{format.of(moved, len(frame))} moved, over the quarters that version {before.scope.as_of} knew")
    explain.rows(frame, "figures at two versions", "history-moves")


def _span(book: Book) -> str:
    """The quarters and units of a book: Q1 2024 to Q3 2026, all units."""
    month = book.scope.settings.get("fiscal_start_month", "1")
    shown = book.quarters()
    ends = dict.fromkeys(format.quarter(quarter.label, month) for quarter in (shown[0], shown[-1])) if shown else {}
    return ", ".join([format.join(ends, last="to"), format.join(book.scope.units) if book.scope.units else "all units"])


def _seen(chosen: Chosen) -> tuple[object, ...]:
    return chosen.before.scope.key, chosen.after.scope.key, chosen.metric.id, chosen.unit, chosen.published_value


@st.cache_data(show_spinner=False, max_entries=200)
def _moves(
    store: tuple[str, int], seen: tuple[object, ...], names: tuple[str, ...], _before: Book, _after: Book
) -> list[tuple[str, Row | None, Row | None]]:
    """Figures at two versions, both of the earlier one's quarters and units."""
    now = _before.at(replace(_before.scope, as_of=_after.scope.as_of, settings=_after.scope.settings))
    return [(name, total(_before, METRICS[name]).last, total(now, METRICS[name]).last) for name in names]


@st.cache_data(show_spinner=False, max_entries=200)
def _bridges(
    store: tuple[str, int], seen: tuple[object, ...], _chosen: Chosen, _store: Store, _moving: tuple[int, ...]
) -> tuple[Bridge | None, Bridge | None]:
    """What `bridges` says, kept by the store as it stands and what was chosen."""
    start, end = _chosen.before, _chosen.after
    candidates = _store.restate(start.scope.as_of, end.scope.as_of)
    try:
        causes = bridge(start, end, _chosen.metric, candidates, _chosen.unit)
    finally:
        for candidate in candidates.values():
            _store.discard(candidate)
    uploads = by_upload(start, end, _chosen.metric, _moving, _chosen.unit)
    if causes is None or uploads is None or _chosen.published_value is None:
        return causes, uploads
    return replace(causes, before=_chosen.published_value), replace(uploads, before=_chosen.published_value)


@st.cache_data(show_spinner=False, max_entries=200)
def _changed_rows(
    store: tuple[str, int], seen: tuple[object, ...], _chosen: Chosen, _store: Store
) -> tuple[pd.DataFrame, int]:
    """The rows that differ between two versions and that a figure reads; how many others there are."""
    start, end, reads = _chosen.before, _chosen.after, row_diff.read_by(_chosen.metric)
    units = frozenset({_chosen.unit} if _chosen.unit else start.scope.units or ())
    every = row_diff.changed_rows(_store, start, end, units)
    rows = [row for row in every if row.dataset in reads]
    return row_diff.redacted(rows, _store, start, end), len(every) - len(rows)
