"""The judgements every figure rests on: looked up, changed, tried on the figures, saved as a version that says who and why.

A change waits in the visitor's session until it is saved or discarded. A composition root of the app, as uploading is.
"""

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd
import streamlit as st

from components import stores
from components.auth import authorization
from components.page import Page
from components.page.explain import settings_behind
from components.page.visit import leading
from components.text import format, maturity_levels
from components.text.headline import HEADLINE
from data.settings import GATES, SETTINGS, WORDS, InvalidSetting, Setting, normal, together, written
from data.store import Store
from queries import METRICS, VIEWS, Book, Metric, Row, Scope, listing, resolve, total
from queries.scope import quarters

MOST_GATES = 8  # gates named
MOST = 40  # changed figures listed; the rest are a number
ACROSS = 3  # settings beside each other on a desktop
STATES = {"met": "met", "missed": "missed", "insufficient": "not enough data", "off": "off"}
_DRAFT, _TRIED, _ROUND, _DONE = "settings.draft", "settings.tried", "settings.round", "settings.done"


@dataclass(frozen=True)
class Moved:
    """A figure that would change."""

    metric: Metric
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Tried:
    """What a draft would do: figures that move, how many were asked, and the levels' sentence where it changes."""

    draft: Mapping[str, str]
    version: int
    moved: Sequence[Moved]
    asked: int
    levels: tuple[str, str] | None
    gates: Sequence[str]


@dataclass(frozen=True)
class SettingsForm:
    """The settings in force in what is shown, and those a visitor has written but not saved.

    `is_open`: they may be changed, for the newest version is looked at.
    """

    page: Page
    store: Store
    values: Mapping[str, str]
    is_open: bool
    draft: dict[str, str] = field(default_factory=dict)

    def finding(self) -> str:
        """The page's headline: what was just saved, what waits, or how many settings are not at their default."""
        if done := st.session_state.get(_DONE):
            return str(done)
        if changed := self._changed():
            number = len(changed)
            return f"{format.plural(number, 'setting')} would change; nothing is stored before you save"
        differ = sum(_differs(key, value) for key, value in self.values.items())
        if not differ:
            return f"All {format.count(len(self.values))} settings are at their default"
        return (
            f"{format.of(differ, len(self.values))} settings {format.inflect(differ, 'differs', 'differ')} from "
            f"{format.inflect(differ, 'its', 'their')} default"
        )

    def edit(self) -> None:
        """Every setting of the group that is chosen, to be changed; or, of an older version, to be read."""
        if self.page.visit.opened.is_sample:
            self.page.note(
                "The sample keeps its own settings. What you save here counts for your own data, from your first upload "
                "on; until then you can try what a change does to the sample's figures."
            )
        if not self.is_open:
            self.page.note(
                f"These are the settings as of version {self.page.book.scope.as_of}. To change them, look at the latest version."
            )
            self._table(self.values)
            return
        groups = list(dict.fromkeys(setting.group for setting in SETTINGS.values()))
        group = st.segmented_control("Settings on", groups, default=groups[0], required=True, key="settings.group")
        chosen = [setting for setting in SETTINGS.values() if setting.group == group]
        if group == GATES:
            self._gates(chosen)
        else:
            self._grid(chosen)
        with st.expander("All settings in one table"):
            self._table(self.values)

    def preview(self) -> None:
        """What waits to be saved: from what to what, what is wrong with it, what it would do to the figures."""
        changed = self._changed()
        if not changed:
            return
        self.page.heading("What you changed")
        _table(
            ["Setting", "Now", "Then"],
            [
                (SETTINGS[key].meaning, written(key, self.values[key]), _tidy(key, text))
                for key, text in changed.items()
            ],
        )
        wrong = _wrong(self.values, changed)
        for sentence in wrong:
            st.error(format.escape_markdown(sentence))
        with st.container(horizontal=True, gap="small"):
            kind: Literal["primary", "secondary"] = "secondary" if self._is_tried(changed) else leading()
            if not wrong and st.button("See what this changes", type=kind, key="settings-try"):
                with st.spinner("Working out every figure under both"):
                    st.session_state[_TRIED] = self._try(changed)
            if st.button("Discard", type="tertiary", key="settings-discard"):
                _discard()
                st.rerun()
        if not wrong and self._is_tried(changed):
            self._show_effect(st.session_state[_TRIED])
            self._save(changed)

    def history(self) -> None:
        """Every change so far: when, by whom, why, from what to what."""
        changes = self.store.settings_changes()
        self.page.heading("Changes so far")
        if not changes:
            self.page.note("None: every setting is as it came.")
            return
        _table(
            ["Version", "When", "Who", "Why", "What"],
            [
                (
                    str(change.version),
                    format.date(change.at.date()),
                    change.author,
                    change.note,
                    "; ".join(
                        f"{SETTINGS[key].meaning}: {written(key, before)} to {written(key, after)}"
                        for key, (before, after) in change.changes.items()
                        if key in SETTINGS
                    ),
                )
                for change in changes
            ],
        )

    def _changed(self) -> dict[str, str]:
        """What was written that is another value than the one in force, or none at all."""
        found = {}
        for key, text in self.draft.items():
            try:
                is_same = normal(key, text) == normal(key, self.values[key])
            except InvalidSetting:
                is_same = False
            if not is_same:
                found[key] = text
        return found

    def _grid(self, chosen: Sequence[Setting]) -> None:
        """Settings with their fields, three beside each other on a desktop."""
        across = 1 if self.page.viewport.is_narrow else ACROSS
        for start in range(0, len(chosen), across):
            for place, setting in zip(st.columns(across), chosen[start : start + across], strict=False):
                with place:
                    self._field(setting, _label(setting))

    def _gates(self, chosen: Sequence[Setting]) -> None:
        """A line a gate: the level it opens, from what, and whether that grows with the unit."""
        gates: dict[str, list[Setting]] = {}
        for setting in chosen:
            gates.setdefault(setting.about, []).append(setting)
        self.page.note(
            "A level needs every gate of it and of all lower levels. A gate that opens no level is off. Where a count grows, "
            "it is asked for in proportion to the people of a unit larger than the size below."
        )
        is_narrow = self.page.viewport.is_narrow
        for title, settings in gates.items():
            if not title:
                continue
            with st.container(border=is_narrow, gap="small"):
                places = st.columns([2.2, 1, 1.6, 1.2], vertical_alignment="center")
                places[0].markdown(f"**{format.escape_markdown(title)}**")
                for place, label, kind in zip(
                    places[1:], ("Opens level", "", "Grows with the unit"), ("level", "", "yes_no"), strict=True
                ):
                    with place:
                        for setting in settings:
                            if kind == setting.kind or (not kind and setting.kind not in WORDS):
                                self._field(setting, label or _condition(setting))
        self._grid(gates.get("", []))

    def _field(self, setting: Setting, label: str) -> None:
        """One setting's field; what is written in it waits in the draft."""
        key = f"setting-{setting.key}-{st.session_state.get(_ROUND, 0)}"
        now = self.draft.get(setting.key, written(setting.key, self.values[setting.key]))
        default = written(setting.key, setting.default)
        widget: dict[str, Any] = {
            "key": key,
            "help": format.escape_markdown(f"{setting.meaning}. Default: {_in_words(setting, default)}. {setting.key}"),
            "on_change": _keep,
            "args": (setting.key, key),
        }
        if _differs(setting.key, self.values[setting.key]):
            label = f"{label} (default {_in_words(setting, default)})"
        label = format.escape_markdown(label)
        options = list(WORDS[setting.kind]) if setting.kind in WORDS else []
        if setting.unit == "month":
            options = [str(number) for number in range(1, 13)]
        if options:
            place = options.index(now) if now in options else 0
            st.selectbox(label, options, index=place, format_func=lambda option: _in_words(setting, option), **widget)
        else:
            st.text_input(label, now, **widget)

    def _table(self, values: Mapping[str, str]) -> None:
        """Every setting for reading and printing, with its default where it is another."""
        rows, last = [], ""
        for key, setting in SETTINGS.items():
            default, value = written(key, setting.default), written(key, values[key])
            group = "" if setting.group == last else setting.group
            is_changed = _differs(key, values[key])
            rows.append((group, setting.meaning, _full(setting, value), _full(setting, default) if is_changed else ""))
            last = setting.group
        _table(["On", "What it says", "Value", "Default, where it is another"], rows)

    def _try(self, changed: Mapping[str, str]) -> Tried:
        """Every figure of what is shown, under the settings in force and under these."""
        newest = self.page.book.at(resolve(self.page.book.connection))
        base = _under(newest, _own(self.values) if self._is_sample else self.values)
        then = _under(base, {key: normal(key, text) for key, text in changed.items()})
        if not base.quarters():
            return Tried(dict(changed), self.store.latest, (), 0, None, ())
        moved, asked = [], _resting_on(changed)
        for metric in sorted(asked, key=lambda metric: (metric.id not in HEADLINE, metric.title)):
            before, after = total(base, metric).last, total(then, metric).last
            if _shown(before, metric) != _shown(after, metric):
                moved.append(Moved(metric, before, after))
        levels = tuple(maturity_levels.headline(listing(book, VIEWS["levels"])) for book in (base, then))
        return Tried(
            dict(changed),
            self.store.latest,
            tuple(moved),
            len(asked),
            (levels[0], levels[1]) if levels[0] != levels[1] else None,
            _turned(base, then),
        )

    def _is_tried(self, changed: Mapping[str, str]) -> bool:
        """Whether what is shown of a draft was worked out for this very draft and version."""
        tried: Tried | None = st.session_state.get(_TRIED)
        return tried is not None and tried.draft == changed and tried.version == self.store.latest

    @property
    def _is_sample(self) -> bool:
        return self.page.visit.opened.is_sample

    def _show_effect(self, tried: Tried) -> None:
        """Which figures move, from what to what."""
        of = " of the sample" if self._is_sample else ""
        number = len(tried.moved)
        if not self.page.book.quarters():
            self.page.heading("Nothing is uploaded yet, so no figure changes")
            return
        resting = format.plural(tried.asked, f"figure{of} that rests on it", f"figures{of} that rest on it")
        self.page.heading(f"Of {resting}, {format.count(number) if number else 'none'} would change")
        if tried.levels:
            self.page.write(f"Maturity: {tried.levels[0]}. It would be: {tried.levels[1]}.")
        if tried.gates:
            more = len(tried.gates) - MOST_GATES
            named = "; ".join([*tried.gates[:MOST_GATES], *([f"{format.count(more)} more"] if more > 0 else [])])
            self.page.write(f"Gates that would turn: {named}.")
        if number:
            _table(
                ["Figure", "Now", "Then"],
                [
                    (figure.metric.title, _shown(figure.before, figure.metric), _shown(figure.after, figure.metric))
                    for figure in tried.moved[:MOST]
                ],
            )
        if number > MOST:
            self.page.note(f"And {format.plural(number - MOST, 'more figure')}.")

    def _save(self, changed: Mapping[str, str]) -> None:
        """Why, and the button: stored as the next version."""
        why = st.text_input("Why? It stands beside the change for whoever asks later.", key="settings-why")
        label = f"Save as version {format.count(self.store.latest + 1)}"
        if not st.button(label, type=leading(), key="settings-save"):
            return
        if not why.strip():
            st.error("Say why in a few words: a changed setting changes figures that were shown before.")
            return
        version = self.store.change_settings(changed, self.page.visit.person.name, why.strip(), dt.datetime.now())
        _discard()
        st.session_state[_DONE] = (
            f"Saved as version {format.count(version)}: {format.plural(len(changed), 'setting')} changed"
        )
        st.rerun()


def unfold(page: Page) -> SettingsForm:
    """The settings of what is shown, with what this visitor has written; of the sample, those of the company's own store."""
    store = stores.company_store(authorization.live_role())
    visit = page.visit
    is_latest = visit.opened.is_sample or visit.book.scope.as_of == visit.opened.latest
    values = store.settings() if visit.opened.is_sample else store.settings(visit.book.scope.as_of)
    return SettingsForm(page, store, values, is_latest, st.session_state.setdefault(_DRAFT, {}))


def _keep(key: str, widget: str) -> None:
    """Take what was written in a field into the draft."""
    st.session_state[_DRAFT][key] = str(st.session_state[widget])
    st.session_state.pop(_DONE, None)


def _discard() -> None:
    st.session_state[_DRAFT] = {}
    st.session_state.pop(_TRIED, None)
    st.session_state.pop("settings-why", None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _wrong(values: Mapping[str, str], changed: Mapping[str, str]) -> list[str]:
    """What keeps a draft from being saved: each value that is none; else what does not go together."""
    errors, right = [], dict(values)
    for key, text in changed.items():
        try:
            right[key] = normal(key, text)
        except InvalidSetting as invalid:
            errors.append(f'{SETTINGS[key].meaning}: "{text.strip()}" cannot be used. {invalid.problem.remedy}')
    if not errors:
        try:
            together(right)
        except InvalidSetting as conflict:
            errors.append(f"{conflict.problem.says} {conflict.problem.remedy}")
    return errors


def _resting_on(changed: Mapping[str, str]) -> list[Metric]:
    """The figures that rest on settings, through every view they read: all, where a setting is in the formulas all share."""
    rests = {metric.id: set(settings_behind(metric, changed)) for metric in METRICS.values()}
    if set(changed) - set().union(*rests.values()):
        return list(METRICS.values())
    return [metric for metric in METRICS.values() if rests[metric.id]]


def _under(book: Book, changes: Mapping[str, str]) -> Book:
    """The same store with other settings, over all its quarters: another fiscal year has other quarters."""
    scope: Scope = replace(book.scope, settings={**book.scope.settings, **changes})
    known = quarters(book.connection, scope)
    return book.at(replace(scope, since=known[0].start, until=known[-1].end) if known else scope)


def _turned(base: Book, then: Book) -> tuple[str, ...]:
    """Units whose gates would be met, missed or gone under other settings."""
    before, after = (listing(book, VIEWS["gates"]).frame.set_index(["business_unit", "gate"]) for book in (base, then))
    both = before.join(after["state"].rename("state_then"), how="left").fillna({"state_then": "off"})
    turned = both[both["state"] != both["state_then"]].reset_index()
    return tuple(
        f"{row['business_unit']}, {row['title']}: {STATES[row['state']]}, then {STATES[row['state_then']]}"
        for _, row in turned.iterrows()
    )


def _own(values: Mapping[str, str]) -> dict[str, str]:
    """What a company has set itself."""
    return {key: value for key, value in values.items() if _differs(key, value)}


def _differs(key: str, value: str) -> bool:
    return normal(key, value) != normal(key, SETTINGS[key].default)


def _tidy(key: str, text: str) -> str:
    """What a person wrote as it would be written; as it is where it is no value."""
    try:
        return written(key, normal(key, text))
    except InvalidSetting:
        return text


def _shown(row: Row | None, metric: Metric) -> str:
    """A figure as it is read, with its counts or interval: two that read alike are not told of."""
    if row is None:
        return format.NOT_KNOWN
    beside = format.beside(row, metric.unit)
    return f"{format.figure(row, metric.unit)} ({beside})" if beside else format.figure(row, metric.unit)


def _label(setting: Setting) -> str:
    is_plain = setting.kind in (*WORDS, "share", "currency") or setting.unit in ("month", "ratio")
    return setting.meaning if is_plain else f"{setting.meaning} ({setting.unit})"


def _condition(setting: Setting) -> str:
    """What a gate asks for, without its name: `Open from this share of the seats paid`."""
    text = setting.meaning.removeprefix(f"{setting.about}: ")
    return f"{text[0].upper()}{text[1:]}"


def _in_words(setting: Setting, value: str) -> str:
    """A value that is chosen, or a default: a month by its name."""
    if setting.unit == "month":
        return calendar.month_name[int(value)]
    if setting.kind == "rates":
        return value or "the same for all"
    if setting.kind == "names":
        return value or "none"
    return "none (off)" if setting.kind == "level" and value == "off" else value


def _full(setting: Setting, value: str) -> str:
    """A value with its unit."""
    text = _in_words(setting, value)
    has_unit = setting.kind in ("whole", "number") and setting.unit not in ("month", "ratio")
    return f"{text} {setting.unit}" if has_unit else text


def _table(headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """A table in plain sight, for reading and printing."""
    cells = [[format.typeset(format.escape_markdown(cell)) for cell in row] for row in rows]
    st.table(pd.DataFrame(cells, columns=list(headings)), border="horizontal", hide_index=True)
