"""Every figure and every quoted figure, written out from their own definitions."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from components import explain, opening, words
from components.charts.ours_and_theirs import Standing, ours_and_theirs
from components.page import Page
from queries import BENCHMARKS, DETECTORS, METRICS, VIEWS, Answer, Benchmark, Subject
from queries.benchmarks import verdict

GRADES = {
    "primary": "the source itself",
    "second_hand": "quoted second-hand",
    "unattributed": "no source named",
    "illustration": "made up to illustrate",
}


def finding() -> str:
    """How far the quoted figures can be trusted, in one clause."""
    named = sum(one.grade == "primary" for one in BENCHMARKS.values())
    scored = sum(one.is_scored for one in BENCHMARKS.values())
    return (
        f"Of {len(BENCHMARKS)} quoted figures {named or 'none'} can be traced to its source; "
        f"{scored} may be compared with ours"
    )


def everything(page: Page) -> None:
    """What others say and how we stand; our own figures; the settings: a tab each."""
    others, ours, judgements = page.tabs("What others say", "Our figures", "Settings")
    with others:
        against_others(page)
    if ours.open:
        with ours:
            subjects(page)
    if judgements.open:
        with judgements:
            settings(page)


def standings(page: Page) -> list[Standing]:
    """Every quoted figure that speaks of a metric of ours, with what ours is and how it stands."""
    found = []
    for one in BENCHMARKS.values():
        for metric in METRICS.values():
            if metric.id == one.compares_with or one.id in metric.benchmarks:
                answer: Answer = page.ask(metric, "total")
                row = answer.last
                judged = verdict(row.low, row.high, one) if row and row.state == "ok" and row.low is not None else None
                found.append(Standing(one, metric, row, judged))
    return found


def against_others(page: Page) -> None:
    """Ours beside theirs in one chart; then where the quoted figures contradict each other; then all of them."""
    found = standings(page)
    page.draw(ours_and_theirs(found, page.look), key="standings")
    groups: dict[str, list[Benchmark]] = {}
    for one in BENCHMARKS.values():
        if one.conflict_group:
            groups.setdefault(one.conflict_group, []).append(one)
    page.heading("These contradict each other")
    for name, members in groups.items():
        figures = words.joined(words.benchmark(one.low, one.high, one.unit) for one in members)
        st.markdown(f"**{words.plain(_title(name))}: {words.plain(figures)}**")
        rows = [(words.benchmark(one.low, one.high, one.unit), one.statement, _said(one)) for one in members]
        st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, hide_header=True)
    page.heading("Every quoted figure")
    for theme in dict.fromkeys(one.theme for one in BENCHMARKS.values()):
        of_theme = [one for one in BENCHMARKS.values() if one.theme == theme]
        with st.expander(f"{_title(theme)} ({len(of_theme)})"):
            explain.quoted(of_theme)


def subjects(page: Page) -> None:
    """Our metrics, listings and detectors: each opens to its definition and its SQL."""
    for heading, group in (
        ("Figures", METRICS.values()),
        ("Listings behind charts and tables", VIEWS.values()),
        ("What is looked for", DETECTORS.values()),
    ):
        listed: Sequence[Subject] = sorted(group, key=lambda one: one.title)  # type: ignore[call-overload]
        if listed:
            page.heading(f"{heading} ({len(listed)})")
            _each(page, listed)


def settings(page: Page) -> None:
    """The judgements every figure rests on, as they stand in the version that is shown."""
    in_force = opening.settings_in_words(page.book.scope.settings)
    page.heading(f"Settings as of version {page.book.scope.as_of}")
    for group in dict.fromkeys(group for group, _, _ in in_force):
        rows = [(meaning, value) for one, meaning, value in in_force if one == group]
        with st.expander(f"{group} ({len(rows)})"):
            st.table(pd.DataFrame(rows, columns=["What it says", "Value"]), border="horizontal", hide_index=True)


def _each(page: Page, listed: Iterable[Subject]) -> None:
    for subject in listed:
        with st.expander(words.plain(subject.title), on_change="rerun", key=f"{subject.layer}-{subject.id}") as opened:
            if opened.open:
                explain.definition(page.visit, subject)
                named = [BENCHMARKS[name] for name in subject.benchmarks if name in BENCHMARKS]
                explain.quoted(named)
                st.code(subject.sql, language="sql", wrap_lines=True)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _said(one: Benchmark) -> str:
    return words.joined([one.quoted_publisher, one.year, GRADES.get(one.grade, one.grade)]).replace(" and ", ", ")
