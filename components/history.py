"""What stood when, and why it is another figure now: versions, restatements, locks. A composition root of the app.

Nothing here changes the sample's store: withdrawing, locking and purging are for a company's own.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import pandas as pd
import streamlit as st

from components import explain, past, words
from components.charts.restatement import CAUSES, Ends, amount_in_words, RESIDUAL, finding, restatement, steps, subject
from components.page import Page
from components.session import leading
from components.settings import HEADLINE
from components.upload import AUTHOR
from data.schema import DATASETS
from data.settings import SETTINGS, written
from data.store import Lock, NeedsReason, NoRoom, Published, Store, StoreBusy, Version
from queries import METRICS, Book, Metric, Row, kept, resolve, total
from queries.bridge import Bridge, bridge, by_upload
from queries.hiding import Hiding, hiding
from queries.install import behind
from queries.published import Restated, Shown, code, in_quarter, is_same, published, restated
from queries.scope import Quarter, quarters

TABS = ("Versions", "Restatements", "Locks")
LOOKED_AT = 4  # locked quarters whose headline figures are worked out for the title: a year
LEDGER_HEIGHT, LEDGER_ROWS = 430, 11
TITLES = {name: dataset.title for name, dataset in DATASETS.items()}
COUNTS = {
    name: frozenset(field.name for field in dataset.fields if field.kind not in ("text", "choice", "choices"))
    for name, dataset in DATASETS.items()
}
PERSONAL = {name: {field.name for field in dataset.fields if field.personal} for name, dataset in DATASETS.items()}
_DONE = "history.done"
DAY = "the board saw it on a day"
OWN_ONLY = (
    "This is the sample: it can be looked at, and nothing in it changed. Once you have uploaded your own data, "
    "{what} here."
)


@dataclass(frozen=True)
class Chosen:
    """A bridge to be shown: of which figure, of one unit or of what is looked at, between which versions.

    `told` is what was published, where that is known; what the earlier version would say today may be another figure.
    """

    metric: Metric
    before: Book
    after: Book
    about: str
    unit: str | None = None
    told: float | None = None


@dataclass(frozen=True)
class History:
    """The ledger of the store that is shown; `is_own`: it is the company's, and may be changed."""

    page: Page
    store: Store
    versions: Sequence[Version]
    locks: Sequence[Lock]
    is_own: bool

    @property
    def latest(self) -> Book:
        """The newest version, over everything it knows."""
        return _book(self.store, self.store.latest)

    def finding(self) -> str:
        """The page's headline: what was restated since it was locked, or else by the newest version."""
        newest_first = sorted(self.locks, key=lambda one: one.period_end, reverse=True)
        for lock in newest_first[:LOOKED_AT]:
            if moved := self._moved(lock, HEADLINE):
                return self._since_locked(lock, min(moved, key=lambda one: HEADLINE.index(one.metric.id)))
        if newest_first:
            names = [self._named(_quarter(self.store, lock)) for lock in newest_first[:LOOKED_AT]]
            return f"No headline figure of {words.joined(names)} has changed since it was locked"
        before = self._before_last()
        if before is None:
            return "There is one version so far, and nothing to set it against"
        last = next(one for one in self.versions if one.version > before and _moves_figures(one))
        moves = [one for one in self._headline(self._then(before), self.latest) if not is_same(one[1], one[2])]
        if not moves:
            return f"Version {last.version} restated none of the headline figures that version {before} showed"
        name, first, then = moves[0]
        said = past.change(first, then, METRICS[name])
        return (
            f"{subject(METRICS[name])} was restated by {said} by version {last.version}"
            if said
            else f"{subject(METRICS[name])} is not what version {before} showed: version {last.version} changed it"
        )

    def say_what_was_done(self) -> None:
        """What the visitor has just done, once."""
        if done := st.session_state.pop(_DONE, None):
            st.success(words.plain(done), icon=":material/check:")

    def ledger(self) -> None:
        """Every version, newest first; the one that is chosen, and what can be done with it."""
        frame = past.ledger(self.versions)
        height: Any = LEDGER_HEIGHT if len(frame) > LEDGER_ROWS else "auto"
        event = st.dataframe(
            frame, hide_index=True, height=height, key=f"history-ledger-{self.store.identity}-{self.store.latest}",
            on_select="rerun", selection_mode="single-row", placeholder="", alt="Every version of the ledger",
            column_config={"Version": st.column_config.NumberColumn(width="small")},
        )  # fmt: skip
        chosen = event.selection["rows"]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words.typeset("Choose a version by the box at its left."), width="content")
            st.space("stretch")
            explain.download(frame, "versions of the ledger")
        self._entry(self.versions[chosen[0] if chosen else 0])

    def restatements(self) -> None:
        """A figure at two versions: what moved it, by cause and by upload, and the rows behind that."""
        if self._before_last() is None:
            self.page.note(
                "There is one version so far. From the second on, any two can be set against each other here."
            )
            return
        chosen = self._choose()
        if chosen is None:
            return
        self._bridge(chosen, "restated")
        self._figures(chosen.before, chosen.after)

    def locked(self) -> None:
        """Quarters and their locks: lock one that the board has seen, let go of it, set what was published against today."""
        known = {quarter.label: quarter for quarter in quarters(self.store.connection, self.latest.scope)}
        by_label = {_quarter(self.store, lock).label: lock for lock in self.locks}
        known |= {label: _quarter(self.store, lock) for label, lock in by_label.items()}
        if not known:
            self.page.note("There is no quarter to lock: nothing stands in the store.")
            return
        self.page.write(
            "Lock a quarter once the board has seen it. Every figure of it is then kept as it was published, and whoever "
            "changes its rows, its rates or a setting must say why."
        )
        labels = sorted(known, reverse=True)
        st.dataframe(self._states(labels, by_label), hide_index=True, height="auto" if len(labels) < 9 else 300,
                     placeholder="", alt="Quarters and their locks")  # fmt: skip
        first = next((place for place, label in enumerate(labels) if label in by_label), 0)
        label = st.selectbox(
            "Quarter", labels, index=first, key=f"history-quarter-{self.store.latest}", width=240,
            format_func=lambda one: f"{self._named(known[one])}{', locked' if one in by_label else ''}",
        )  # fmt: skip
        if label in by_label:
            self._against_today(by_label[label], known[label])
        elif self.is_own:
            self._lock(known[label])
        if not self.is_own:
            self.page.note(OWN_ONLY.format(what="quarters can be locked"))

    # Versions

    def _entry(self, entry: Version) -> None:
        """One version: what it did, what it held, what can be done with it."""
        with st.container(border=True):
            head = f"Version {entry.version}: {entry.file_name or past.what(entry)}"
            st.subheader(words.typeset(words.plain(head)), anchor=False)
            st.caption(words.typeset(words.plain(self._circumstances(entry))))
            if entry.counts:
                st.dataframe(past.contents(entry, TITLES), hide_index=True, width=480, alt="What it held")
            for line in self._changed_settings(entry):
                st.markdown(words.plain(line))
            with st.container(horizontal=not self.page.look.is_narrow, vertical_alignment="center", gap="small"):
                self._original(entry)
                if entry.version != self.store.latest and "board" in self.page.visit.pages:
                    st.page_link(
                        "../pages/board.py", label=f"See the app as of version {entry.version}",
                        icon=":material/history:", query_params={"version": f"v{entry.version}"},
                    )  # fmt: skip
                if self.is_own and entry.kind == "upload" and entry.purged_by is None:
                    if not entry.is_withdrawn and st.button("Withdraw", key=f"withdraw-{entry.version}"):
                        self._withdraw(entry)
                    if st.button("Purge for privacy", type="tertiary", key=f"purge-{entry.version}"):
                        self._purge(entry)
            if not self.is_own and entry.kind == "upload":
                st.caption(OWN_ONLY.format(what="a version can be withdrawn or purged"))

    def _circumstances(self, entry: Version) -> str:
        """Who, when, from where, why, and what became of it."""
        at = f"{words.date(entry.created_at.date())} at {entry.created_at:%H:%M}"
        says = [f"{past.what(entry)} by {entry.author or 'somebody'} on {at}"]
        if entry.feed:
            says.append(f"feed {entry.feed}")
        if rows := past.stored_rows(entry):
            says.append(words.plural(rows, "row"))
        if entry.note:
            says.append(entry.note)
        for other in self.versions:
            if other.withdraws == entry.version:
                says.append(f"withdrawn by version {other.version} on {words.date(other.created_at.date())}")
            if other.version == entry.purged_by:
                says.append(f"purged by version {other.version} on {words.date(other.created_at.date())}")
        return words.DOT.join(says)

    def _changed_settings(self, entry: Version) -> list[str]:
        if entry.kind != "settings":
            return []
        changes = next((one.changes for one in self.store.settings_changes() if one.version == entry.version), {})
        return [
            f"{SETTINGS[key].meaning}: {written(key, before)} to {written(key, after)}"
            for key, (before, after) in changes.items()
            if key in SETTINGS
        ]

    def _original(self, entry: Version) -> None:
        """The file as it was handed in, or why there is none."""
        if entry.kind != "upload":
            return
        if entry.purged_by is not None:
            st.caption("The file was purged and cannot be had back from here.", width="content")
            return
        try:
            content = self.store.original(entry.sha256)
        except KeyError:
            content = b""
        if not content:
            st.caption("The file itself is not kept: it may hold names of people.", width="content")
            return
        path = PurePath(entry.file_name or "upload")
        st.download_button(
            f"Download the original ({_size(len(content))})", content, on_click="ignore", icon=":material/download:",
            file_name=f"{path.stem}-{entry.sha256[:10]}{path.suffix}", mime="application/octet-stream",
            key=f"original-{entry.version}",
        )  # fmt: skip

    def _withdraw(self, entry: Version) -> None:
        def draw() -> None:
            st.markdown(
                words.plain(
                    f"What stood before {_named(entry)} stands again. Its rows and its file are kept, and any earlier "
                    "state can still be looked at."
                )
            )
            why = st.text_input("Why? It stands beside the withdrawal for whoever asks later.", key="withdraw-why")
            if st.button(f"Withdraw version {entry.version}", type=leading(), key="withdraw-now"):
                self._do(
                    why,
                    lambda now: self.store.withdraw(entry.version, AUTHOR, why.strip(), now),
                    f"Version {entry.version} was withdrawn: what stood before it stands again.",
                )

        st.dialog(f"Withdraw version {entry.version}")(draw)()

    def _purge(self, entry: Version) -> None:
        def draw() -> None:
            st.markdown(
                words.plain(
                    f"Every row of {_named(entry)}, its file and what was remembered of its columns are removed from the "
                    "store, at every version since, and cannot be had back; what stood before stands again. Another upload "
                    "of the very same file goes with it. The ledger keeps that it was purged, when, by whom and why. "
                    "Figures published by a lock stay as they were published."
                )
            )
            st.markdown("Backups made until now still hold it: they disappear as they age out.")
            why = st.text_input("Why?", key="purge-why")
            number = st.text_input(f"Type the version's number, {entry.version}, to confirm", key="purge-number")
            if not st.button(f"Purge version {entry.version}", type=leading(), key="purge-now"):
                return
            if number.strip().removeprefix("v") != str(entry.version):
                st.error(f"Type {entry.version} to confirm: a purge cannot be taken back.")
                return
            self._do(why, lambda now: self._purged(entry, why.strip(), now), f"Version {entry.version} was purged.")

        st.dialog(f"Purge version {entry.version}")(draw)()

    def _purged(self, entry: Version, why: str, now: dt.datetime) -> int:
        """Purge it, and forget everything that was worked out from its rows."""
        version = self.store.purge(entry.version, AUTHOR, why, now)
        kept.forget_all(self.store.connection)
        st.cache_data.clear()
        st.cache_resource.clear()
        return version

    def _do(self, why: str, change: Callable[[dt.datetime], int], done: str) -> None:
        """A change of the store with its reason; what keeps it from being made is said."""
        if not why.strip():
            st.error("Say why in a few words: figures that were shown before may change.")
            return
        try:
            version = change(dt.datetime.now())
        except (LookupError, ValueError, NeedsReason, NoRoom, StoreBusy) as wrong:
            st.error(words.plain(str(wrong).strip("'")))
            return
        st.session_state[_DONE] = f"{done} This is version {version}."
        st.rerun()

    # Restatements

    def _choose(self) -> Chosen | None:
        """Two versions and a figure, from the widgets; None where they have nothing in common, which is said."""
        across = 1 if self.page.look.is_narrow else 3
        from_place, to_place, figure_place = (st.columns(across) * 3)[:3]
        entries = {one.version: one for one in self.versions}
        earlier = [one.version for one in self.versions[1:]]
        with from_place:
            default = self._before_last()
            picked = st.selectbox(
                "From what stood as of", [*earlier, DAY], index=earlier.index(default) if default in earlier else 0,
                format_func=lambda one: one if one == DAY else past.label(entries[one]),
                key=f"history-from-{self.store.latest}",
            )  # fmt: skip
            start = self._on_a_day() if picked == DAY else int(str(picked))
            if start is None:
                return None
        with to_place:
            later = [one.version for one in self.versions if one.version > start]
            seen = self.page.book.scope.as_of
            end = st.selectbox(
                "To what stood as of", later, index=later.index(seen) if seen in later else 0,
                format_func=lambda one: past.label(entries[one]), key=f"history-to-{self.store.latest}-{start}",
            )  # fmt: skip
        with figure_place:
            names = [*HEADLINE, *(name for name in METRICS if name not in HEADLINE)]
            name = st.selectbox("Figure", names, format_func=lambda one: METRICS[one].title, key="history-figure")
        before, after = self._then(start), _book(self.store, end)
        if before is None:
            st.caption(f"Version {start} knew nothing of the quarters that are shown.")
            return None
        return Chosen(METRICS[name], before, after, _span(before))

    def _on_a_day(self) -> int | None:
        """The version that stood at the end of a day."""
        first, last = (one.created_at.date() for one in (self.versions[-1], self.versions[0]))
        day = st.date_input(
            "The board saw it on", value=max(first, last - dt.timedelta(days=1)), min_value=first, max_value=last,
            format="YYYY-MM-DD", key="history-day",
        )  # fmt: skip
        if not isinstance(day, dt.date):
            return None
        found = next((one for one in self.versions if one.created_at.date() <= day), None)
        if found is None or found.version == self.store.latest:
            st.caption("Nothing has been stored since the end of that day.")
            return None
        st.caption(words.typeset(f"Then {past.short(found)} stood."))
        return int(found.version)

    def _bridge(self, chosen: Chosen, key: str) -> None:
        """The way from one figure to the other, by cause and by upload, and the rows that changed."""
        with st.spinner("Taking one figure to the other, step by step"):
            causes, uploads = _bridges(self._key(), _seen(chosen), chosen, self.store, self._moving())
        if causes is None or uploads is None:
            self.page.heading(f"{chosen.metric.title} cannot be compared")
            self.page.note(self._why_none(chosen))
            return
        self.page.heading(f"{finding(causes)} ({chosen.about})")
        entries = {one.version: one for one in self.versions}
        ends = Ends(
            past.short(entries[chosen.before.scope.as_of]) if chosen.told is None else "as published",
            past.short(entries[chosen.after.scope.as_of]),
            chosen.about,
        )
        if not steps(causes) and not steps(uploads):
            self.page.note("No row, rate or setting behind it has moved it.")
        else:
            left, right = self.page.columns(2)
            for place, found, names, by in (
                (left, causes, CAUSES, "cause"), (right, uploads, past.step_names(self.versions), "upload"),
            ):  # fmt: skip
                with place:
                    look = self.page.narrow
                    drawn = restatement(found, ends, names, look)
                    self.page.draw(
                        replace(drawn, subtitle=f"By {by}. {drawn.subtitle}"), chosen.metric, key=f"{key}-{by}"
                    )
        self._rows(chosen, key)

    def _why_none(self, chosen: Chosen) -> str:
        """Why a figure has no bridge: what is hidden, and what is not there, has none."""
        for book in (chosen.before, chosen.after.at(replace(chosen.before.scope, as_of=chosen.after.scope.as_of))):
            row = total(book, chosen.metric).last
            if row is None or row.value is None:
                why = past.SAID.get(row.state, "not known") if row else "there is nothing to work it out from"
                return f"At version {book.scope.as_of} it has no figure: {why}."
        return "It has no figure at one of the two versions."

    def _rows(self, chosen: Chosen, key: str) -> None:
        """The rows behind the figure that are not the same at both versions, each with the upload, sheet and row."""
        frame, others = _changed_rows(self._key(), _seen(chosen), chosen, self.store)
        if frame.empty:
            self.page.note("No row behind it differs between the two versions.")
        else:
            st.markdown("**The rows behind it that changed**")
            explain.rows(frame, f"rows changed behind {chosen.metric.title}", key)
        if others:
            self.page.note(
                f"{words.plural(others, 'row')} of other sheets or quarters changed as well; this figure does not read them."
            )

    def _figures(self, before: Book, after: Book) -> None:
        """The headline figures at both versions, those that moved first; all others where asked for."""
        self.page.heading("What other figures did")
        every = st.toggle(f"All {len(METRICS)} figures (takes some seconds)", key="history-every")
        with st.spinner("Working out the figures under both versions"):
            found = self._headline(before, after, tuple(METRICS) if every else HEADLINE)
        frame = past.moves(found)
        moved = int((frame["Then"] != frame["Now"]).sum())
        st.caption(f"{words.of(moved, len(frame))} moved, of the quarters that version {before.scope.as_of} knew")
        explain.rows(frame, "figures at two versions", "history-moves")

    def _headline(
        self, before: Book | None, after: Book, names: Sequence[str] = HEADLINE
    ) -> list[tuple[str, Row | None, Row | None]]:
        """Figures at two versions, of the quarters the earlier one knew; none where it knew none."""
        if before is None:
            return []
        return _moves(self._key(), (*_scope_key(before), after.scope.as_of), tuple(names), before, after)

    # Locks

    def _states(self, labels: Sequence[str], by_label: dict[str, Lock]) -> pd.DataFrame:
        return pd.DataFrame(
            [
                {
                    "Quarter": words.quarter(label, self._fiscal_start()),
                    "State": "locked" if lock else "open",
                    "Since": words.date(lock.created_at.date()) if lock else "",
                    "By": lock.author if lock else "", "Why": lock.note if lock else "",
                    "Figures of": f"version {lock.published_as_of}" if lock else "",
                }
                for label in labels
                for lock in [by_label.get(label)]
            ]
        )  # fmt: skip

    def _lock(self, quarter: Quarter) -> None:
        seen = self.page.book.scope.as_of
        self.page.note(f"What is kept are the figures as of version {seen}, which is what the app shows now.")
        why = st.text_input("Why? For instance: shown to the board on 14 May.", key="lock-why")
        if st.button(f"Lock {self._named(quarter)}", type=leading(), key="lock-now"):

            def lock(now: dt.datetime) -> int:
                with st.spinner("Working out every figure of the quarter"):
                    figures = published(_book(self.store, seen), quarter)
                return self.store.lock(
                    quarter.start, quarter.end, [Published(**vars(one)) for one in figures], seen, code(), AUTHOR,
                    why.strip(), now,
                )  # fmt: skip

            self._do(why, lock, f"{self._named(quarter)} is locked.")

    def _against_today(self, lock: Lock, quarter: Quarter) -> None:
        """What was published of a locked quarter against today's figures, those that moved first; the bridge of one."""
        with st.spinner("Working out every figure of the quarter as it is today"):
            moved, told = self._moved(lock), self.store.published(lock.version)
        name = self._named(quarter)
        if not moved:
            self.page.heading(f"All {words.count(len(told))} figures published of {name} are what they were")
        else:
            self.page.heading(f"{words.of(len(moved), len(told))} figures published of {name} are others today")
        notes = [f"Published as of version {lock.published_as_of}, computed by Gapboard {lock.code}"]
        if lock.code != code():
            notes.append(f"today's are computed by {code()}: some may differ because the method does")
        self.page.note(f"{'; '.join(notes)}.")
        if moved:
            self._moved_one(lock, quarter, moved)
        if self.is_own:
            with st.expander("Unlock this quarter"):
                why = st.text_input("Why? It stands beside the unlocking for whoever asks later.", key="unlock-why")
                if st.button(f"Unlock {name}", key="unlock-now"):
                    span = lock.period_start, lock.period_end
                    self._do(
                        why, lambda now: self.store.unlock(*span, AUTHOR, why.strip(), now), f"{name} is unlocked."
                    )

    def _moved_one(self, lock: Lock, quarter: Quarter, moved: Sequence[Restated]) -> None:
        frame = past.restatements(moved)
        event = st.dataframe(
            frame, hide_index=True, height="auto" if len(frame) < 9 else 300, key=f"history-moved-{lock.version}",
            on_select="rerun", selection_mode="single-row", placeholder="", alt="Published figures that are others today",
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("Choose a figure by the box at its left to see what moved it.", width="content")
            st.space("stretch")
            explain.download(frame, f"restated since the lock of {quarter.label}")
        chosen = event.selection["rows"]
        one = moved[chosen[0]] if chosen else next((each for each in moved if each.change is not None), moved[0])
        about = f"{self._named(quarter)}{f', {one.business_unit}' if one.business_unit else ''}"
        before = in_quarter(_book(self.store, lock.published_as_of), quarter)
        self._bridge(
            Chosen(
                one.metric, before, self.latest, about, one.business_unit or None,
                one.before.value if one.before is not None else None,
            ),
            f"locked-{lock.version}",
        )  # fmt: skip

    def _moved(self, lock: Lock, names: Sequence[str] = ()) -> Sequence[Restated]:
        """The published figures of a lock (of these metrics, the whole company's) that are others today."""
        is_untouched = not any(one.version > lock.published_as_of and _moves_figures(one) for one in self.versions)
        if is_untouched and lock.code == code():
            return ()
        told = [
            one
            for one in self.store.published(lock.version)
            if not names or (one.metric in names and not one.business_unit)
        ]
        now = _today(self._key(), lock.version, tuple(names), _quarter(self.store, lock), self.latest)
        order = {name: place for place, name in enumerate(HEADLINE)}
        return sorted(
            restated(told, now),
            key=lambda one: (bool(one.business_unit), one.change is None, order.get(one.metric.id, len(order))),
        )

    def _since_locked(self, lock: Lock, one: Restated) -> str:
        quarter = _quarter(self.store, lock)
        says, since = f"{subject(one.metric)} of {self._named(quarter)}", words.date(lock.created_at.date())
        if one.change is None:
            first, last = past.pair(one.before, one.now, one.metric)
            return f"{says} was {first} when it was locked on {since} and is {last} now"
        chosen = Chosen(one.metric, in_quarter(_book(self.store, lock.published_as_of), quarter), self.latest, "")
        _, uploads = _bridges(self._key(), _seen(chosen), chosen, self.store, self._moving())
        moved = [version for version, _ in steps(uploads) if isinstance(version, int)] if uploads else []
        by = past.uncancelled(moved, self.versions)
        who = f", by version {by[0]}" if len(by) == 1 else f", by {words.count(len(by))} versions" if by else ""
        return (
            f"{says} was restated by {amount_in_words(one.change, one.metric.unit)} since it was locked on {since}{who}"
        )

    # Shared

    def _then(self, version: int) -> Book | None:
        """An earlier version, over those of the quarters and units shown that it knew; None where it knew none."""
        base, seen = _book(self.store, version), self.page.book.scope
        inside = [
            one
            for one in quarters(self.store.connection, base.scope)
            if seen.since <= one.start and one.end <= seen.until
        ]
        if not inside:
            return None
        return base.at(replace(base.scope, since=inside[0].start, until=inside[-1].end, units=seen.units))

    def _before_last(self) -> int | None:
        """The version before the last one that moved figures; None where there is none."""
        moving = self._moving()
        if not moving:
            return None
        return max((one.version for one in self.versions if one.version < moving[-1]), default=None)

    def _moving(self) -> tuple[int, ...]:
        """The versions that can move a figure, oldest first."""
        return tuple(sorted(one.version for one in self.versions if _moves_figures(one)))

    def _named(self, quarter: Quarter) -> str:
        return words.quarter(quarter.label, self._fiscal_start())

    def _fiscal_start(self) -> str:
        return self.store.setting("fiscal_start_month")

    def _key(self) -> tuple[str, int]:
        return self.store.identity, self.store.latest


def unfold(page: Page) -> History:
    """The ledger of what is shown: the company's own, or the sample's."""
    visit = page.visit
    store = visit.opened.store
    return History(page, store, store.versions(), store.locks(), is_own=not visit.opened.is_sample)


def _book(store: Store, version: int) -> Book:
    """A version over everything it knows."""
    return Book(store.connection, resolve(store.connection, as_of=version))


def _moves_figures(entry: Version) -> bool:
    """Whether a version can move a figure: locking does not."""
    return entry.kind not in ("lock", "unlock")


def _quarter(store: Store, lock: Lock) -> Quarter:
    """The quarter of a lock, by the name under which its figures were published."""
    label = next((one.period for one in store.published(lock.version)), "")
    return Quarter(label or f"{lock.period_start} to {lock.period_end}", lock.period_start, lock.period_end)


def _named(entry: Version) -> str:
    return f"version {entry.version} ({entry.file_name})" if entry.file_name else f"version {entry.version}"


def _size(bytes_: int) -> str:
    return f"{bytes_ / 1e6:,.1f} MB" if bytes_ >= 1e6 else f"{max(1, round(bytes_ / 1e3)):,} kB"


def _span(book: Book) -> str:
    """The quarters and units of a book: Q1 2024 to Q3 2026, all units."""
    month = book.scope.settings.get("fiscal_start_month", "1")
    shown = book.quarters()
    ends = dict.fromkeys(words.quarter(one.label, month) for one in (shown[0], shown[-1])) if shown else {}
    return ", ".join(
        [words.joined(ends, last="to"), words.joined(book.scope.units) if book.scope.units else "all units"]
    )


def _scope_key(book: Book) -> tuple[Any, ...]:
    return book.scope.as_of, book.scope.since, book.scope.until, book.scope.units


def _seen(chosen: Chosen) -> tuple[Any, ...]:
    return (*_scope_key(chosen.before), chosen.after.scope.as_of, chosen.metric.id, chosen.unit, chosen.told)


@st.cache_data(show_spinner=False, max_entries=200)
def _moves(
    store: tuple[str, int], seen: tuple[Any, ...], names: tuple[str, ...], _before: Book, _after: Book
) -> list[tuple[str, Row | None, Row | None]]:
    """Figures at two versions, both of the earlier one's quarters and units."""
    now = _before.at(replace(_before.scope, as_of=_after.scope.as_of, settings=_after.scope.settings))
    return [(name, total(_before, METRICS[name]).last, total(now, METRICS[name]).last) for name in names]


@st.cache_data(show_spinner=False, max_entries=200)
def _today(
    store: tuple[str, int], lock: int, names: tuple[str, ...], _quarter: Quarter, _latest: Book
) -> tuple[Shown, ...]:
    """A locked quarter's figures as they are now: of these metrics for the whole company, or all."""
    found = published(_latest, _quarter, [METRICS[name] for name in names] or None)
    return tuple(one for one in found if not names or not one.business_unit)


@st.cache_data(show_spinner=False, max_entries=200)
def _bridges(
    store: tuple[str, int], seen: tuple[Any, ...], _chosen: Chosen, _store: Store, _moving: tuple[int, ...]
) -> tuple[Bridge | None, Bridge | None]:
    """The way between two figures by cause and by upload; from what was published, where that is known."""
    start, end = _chosen.before, _chosen.after
    candidates = _store.restate(start.scope.as_of, end.scope.as_of)
    try:
        causes = bridge(start, end, _chosen.metric, candidates, _chosen.unit)
    finally:
        for candidate in candidates.values():
            _store.discard(candidate)
    uploads = by_upload(start, end, _chosen.metric, _moving, _chosen.unit)
    if causes is None or uploads is None or _chosen.told is None:
        return causes, uploads
    return replace(causes, before=_chosen.told), replace(uploads, before=_chosen.told)


@st.cache_data(show_spinner=False, max_entries=200)
def _changed_rows(
    store: tuple[str, int], seen: tuple[Any, ...], _chosen: Chosen, _store: Store
) -> tuple[pd.DataFrame, int]:
    """The rows that differ between two versions and that a figure reads; how many others there are."""
    start, end = _chosen.before, _chosen.after
    reads = {file.name for file in behind(_chosen.metric) if file.layer == "staging"}
    units = {_chosen.unit} if _chosen.unit else set(start.scope.units or ())
    found = _store.differences(start.scope.as_of, end.scope.as_of)
    of_figure = [
        replace(one, key=_without(one.key, one.dataset), changes=_without(one.changes, one.dataset))
        for one in found
        if one.dataset in reads
        and one.period_start <= start.scope.until
        and (not units or not one.business_unit or one.business_unit in units)
    ]
    known = quarters(start.connection, end.scope)
    shown = past.rows(
        of_figure, TITLES, COUNTS, _hiding(start, end), int(float(_store.setting("suppression_k"))),
        lambda day: next((one for one in known if one.start <= day <= one.end), None),
        int(_store.setting("fiscal_start_month")),
    )  # fmt: skip
    return shown, len(found) - len(of_figure)


def _hiding(start: Book, end: Book) -> Hiding:
    """What either version hides of people: what was few then must not be told by what it is now."""
    then, now = hiding(start), hiding(end)
    names = {*then.quarters, *now.quarters}
    return Hiding(then.whole | now.whole, {name: then.quarters[name] | now.quarters[name] for name in names})


def _without(values: Mapping[str, Any], dataset: str) -> dict[str, Any]:
    """Without the columns that stand for people."""
    return {name: value for name, value in values.items() if name not in PERSONAL[dataset]}
