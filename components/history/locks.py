"""Quarters that the board has seen: locked, let go of, set against today's figures. A composition root of the app."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.history import text
from components.history.context import OWN_ONLY, Ledger
from components.history.restatements import Chosen, show_bridge
from components.page import explain
from components.page.visit import leading
from components.text import format
from components.text.headline import HEADLINE
from data.store import Lock, Published
from queries import METRICS, Book
from queries.published import Restated, Shown, code, in_quarter, published, restated
from queries.scope import Quarter, quarters

WHY_WIDTH = 640  # pixels of the field for a reason: a line


def locks(ledger: Ledger) -> None:
    """Quarters and their locks: lock one that the board has seen, let go of it, set what was published against today."""
    known = {quarter.label: quarter for quarter in quarters(ledger.store.connection, ledger.latest.scope)}
    by_label = {ledger.quarter(lock).label: lock for lock in ledger.locks}
    known |= {label: ledger.quarter(lock) for label, lock in by_label.items()}
    if not known:
        ledger.page.note("There is no quarter to lock: nothing stands in the store.")
        return
    ledger.page.write(
        "Lock a quarter once the board has seen it. Every figure of it is then kept as it was published, and whoever "
        "changes its rows, its rates or a setting must say why."
    )
    labels = sorted(known, reverse=True)
    if by_label:
        states = _states(ledger, labels, by_label)
        st.dataframe(
            states,
            hide_index=True,
            height="auto" if len(labels) < 9 else 300,
            placeholder="",
            alt="Quarters and their locks",
        )
    else:
        ledger.page.note(f"None of {format.plural(len(labels), 'quarter')} is locked.")
    if not ledger.is_own:
        ledger.page.note(OWN_ONLY.format(what="quarters can be locked"))
        return
    first = next((place for place, label in enumerate(labels) if label in by_label), 0)
    label = st.selectbox(
        "Quarter",
        labels,
        index=first,
        key=f"history-quarter-{ledger.store.latest}",
        width=240,
        format_func=lambda label: f"{ledger.named(known[label])}{', locked' if label in by_label else ''}",
    )
    if label in by_label:
        _against_today(ledger, by_label[label], known[label])
    else:
        _lock(ledger, known[label])


def moved_since(ledger: Ledger, lock: Lock, names: Sequence[str] = ()) -> Sequence[Restated]:
    """The published figures of a lock (of these metrics, the whole company's) that are others today."""
    if ledger.moving[-1] <= lock.published_as_of and lock.code == code():
        return ()
    ids = {METRICS.id_of(name) for name in names}
    published_figures = [
        figure
        for figure in ledger.published(lock)
        if not ids or (METRICS.id_of(figure.metric) in ids and not figure.business_unit)
    ]
    now = _today(ledger.key, lock.version, tuple(names), ledger.quarter(lock), ledger.latest)
    order = {name: place for place, name in enumerate(HEADLINE)}
    return sorted(
        restated(published_figures, now),
        key=lambda figure: (bool(figure.business_unit), figure.change is None, order.get(figure.metric.id, len(order))),
    )


def _states(ledger: Ledger, labels: Sequence[str], by_label: dict[str, Lock]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Quarter": format.quarter(label, ledger.store.setting("fiscal_start_month")),
                "State": "locked" if lock else "open",
                "Since": format.date(lock.created_at.date()) if lock else "",
                "By": lock.author if lock else "",
                "Why": lock.note if lock else "",
                "Figures of": f"version {lock.published_as_of}" if lock else "",
            }
            for label in labels
            for lock in [by_label.get(label)]
        ]
    )


def _lock(ledger: Ledger, quarter: Quarter) -> None:
    seen = ledger.page.book.scope.as_of
    ledger.page.note(f"What is kept are the figures as of version {seen}, which is what the app shows now.")
    why = st.text_input("Why? For instance: shown to the board on 14 May.", key="lock-why", width=WHY_WIDTH)
    if st.button(f"Lock {ledger.named(quarter)}", type=leading(), key="lock-now"):

        def lock(now: dt.datetime) -> int:
            with st.spinner("Working out every figure of the quarter"):
                figures = published(ledger.book(seen), quarter)
            return ledger.store.lock(
                quarter.start,
                quarter.end,
                [Published(**vars(figure)) for figure in figures],
                seen,
                code(),
                ledger.author,
                why.strip(),
                now,
            )

        ledger.change(why, lock, f"{ledger.named(quarter)} is locked.")


def _against_today(ledger: Ledger, lock: Lock, quarter: Quarter) -> None:
    """What was published of a locked quarter against today's figures, those that moved first; the bridge of one."""
    with st.spinner("Working out every figure of the quarter as it is today"):
        moved, published_figures = moved_since(ledger, lock), ledger.published(lock)
    name = ledger.named(quarter)
    if not moved:
        ledger.page.heading(
            f"All {format.count(len(published_figures))} figures published of {name} are what they were"
        )
    else:
        ledger.page.heading(
            f"{format.count(len(moved))} of the {format.count(len(published_figures))} figures published of {name} differ today"
        )
    notes = [f"Published as of version {lock.published_as_of}, computed by Gapboard {lock.code}"]
    if lock.code != code():
        notes.append(f"today's are computed by {code()}: some may differ because the method does")
    ledger.page.note(f"{'; '.join(notes)}.")
    if moved:
        _choose_moved(ledger, lock, quarter, moved)
    with st.expander("Unlock this quarter"):
        why = st.text_input(
            "Why? It stands beside the unlocking for whoever asks later.", key="unlock-why", width=WHY_WIDTH
        )
        if st.button(f"Unlock {name}", key="unlock-now"):
            span = lock.period_start, lock.period_end
            ledger.change(
                why, lambda now: ledger.store.unlock(*span, ledger.author, why.strip(), now), f"{name} is unlocked."
            )


def _choose_moved(ledger: Ledger, lock: Lock, quarter: Quarter, moved: Sequence[Restated]) -> None:
    frame = text.restatements(moved)
    event = st.dataframe(
        frame,
        hide_index=True,
        height="auto" if len(frame) < 9 else 300,
        key=f"history-moved-{lock.version}-{ledger.store.latest}",
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        alt="Published figures that are others today",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Choose a figure by the box at its left to see what moved it.", width="content")
        st.space("stretch")
        explain.download(frame, f"restated since the lock of {quarter.label}")
    chosen = event.selection["rows"]
    figure = moved[chosen[0]] if chosen else next((figure for figure in moved if figure.change is not None), moved[0])
    about = f"{ledger.named(quarter)}{f', {figure.business_unit}' if figure.business_unit else ''}"
    before = in_quarter(ledger.book(lock.published_as_of), quarter)
    show_bridge(
        ledger,
        Chosen(
            figure.metric,
            before,
            ledger.latest,
            about,
            figure.business_unit or None,
            figure.before.value if figure.before is not None else None,
            lock.code,
        ),
        f"locked-{lock.version}",
    )


@st.cache_data(show_spinner=False, max_entries=200)
def _today(
    store: tuple[str, int], lock: int, names: tuple[str, ...], _quarter: Quarter, _latest: Book
) -> tuple[Shown, ...]:
    """A locked quarter's figures as they are now: of these metrics for the whole company, or all."""
    found = published(_latest, _quarter, [METRICS[name] for name in names] or None)
    return tuple(figure for figure in found if not names or not figure.business_unit)
