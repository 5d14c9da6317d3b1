"""Every figure and every quoted figure, written out from their own definitions."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

from components import explain, words
from components.charts.ours_and_theirs import Standing, ours_and_theirs
from components.page import Page
from queries import BENCHMARKS, DETECTORS, METRICS, VIEWS, Answer, Benchmark, Metric, Subject
from queries.benchmarks import standing

S = TypeVar("S", bound=Subject)
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
    """What others say and how we stand; our own figures: a tab each."""
    others, ours = page.tabs("What others say", "Our figures")
    with others:
        against_others(page)
    if ours.open:
        with ours:
            subjects(page)


def standings(page: Page) -> list[Standing]:
    """Every quoted figure that speaks of a metric of ours, with what ours is and how it stands."""
    found = []
    for one in BENCHMARKS.values():
        for metric in METRICS.values():
            if metric.id == one.compares_with or one.id in metric.benchmarks:
                answer: Answer = page.ask(metric, "total")
                row = answer.last
                found.append(Standing(one, metric, row, standing(row, one)))
    return found


def against_others(page: Page) -> None:
    """Ours beside theirs in one chart; then where the quoted figures contradict each other; then all of them."""
    found = standings(page)
    page.draw(ours_and_theirs(found, page.look), key="standings")
    page.heading("These contradict each other")
    _quoted(page, [(one.conflict_group, one) for one in BENCHMARKS.values() if one.conflict_group])
    page.heading("Every quoted figure")
    _quoted(page, [(one.theme, one) for one in BENCHMARKS.values()])


def subjects(page: Page) -> None:
    """Our figures, listings and detectors: one looked up with its definition and SQL, then all of them."""
    every: dict[str, Subject] = {
        f"{one.title} ({kind})": one
        for kind, group in (("figure", METRICS), ("listing", VIEWS), ("diagnosis", DETECTORS))
        for one in sorted(group.values(), key=lambda one: one.title)
    }
    chosen = st.selectbox(
        "Look one up", list(every), index=None, placeholder="Type a name to see its definition and its SQL"
    )
    if chosen:
        with st.container(border=True):
            subject = every[chosen]
            if isinstance(subject, Metric):
                st.markdown(f"**Now.** {words.plain(_now(page, subject))}")
            explain.definition(page.visit, subject)
            explain.quoted([BENCHMARKS[name] for name in subject.benchmarks if name in BENCHMARKS])
            st.code(subject.sql, language="sql", wrap_lines=True)
    page.heading(f"{len(METRICS)} figures")
    _table(
        ["Figure", "What it answers", "Formula"], [(one.title, one.question, one.formula) for one in _by_title(METRICS)]
    )
    page.heading(f"{len(VIEWS)} listings behind charts and tables")
    _table(["Listing", "What it answers", "How"], [(one.title, one.question, one.formula) for one in _by_title(VIEWS)])
    if DETECTORS:
        page.heading(f"{len(DETECTORS)} things that are looked for")
        _table(["Diagnosis", "When", "Remedy"], [(one.title, one.formula, one.remedy) for one in _by_title(DETECTORS)])


def _now(page: Page, metric: Metric) -> str:
    answer: Answer = page.ask(metric, "total")
    row = answer.last
    if row is None:
        return words.needs(answer.missing)
    figure, beside = words.figure(row, metric.unit), words.beside(row, metric.unit)
    return f"{figure} ({beside})" if beside else figure


def _quoted(page: Page, grouped: Sequence[tuple[str, Benchmark]]) -> None:
    """Quoted figures, those of a group together: one table, or a list on a telephone."""
    groups = dict.fromkeys(group for group, _ in grouped)
    if page.look.is_narrow:
        for name in groups:
            with st.expander(_title(name), type="compact"):
                explain.quoted([one for group, one in grouped if group == name])
        return
    rows = [
        (
            "" if place else _title(name),
            words.benchmark(one.low, one.high, one.unit),
            one.statement,
            _said(one),
            _evidence(one),
        )
        for name in groups
        for place, one in enumerate(one for group, one in grouped if group == name)
    ]
    _table(["On", "Quoted", "Of what", "By whom", "Evidence"], rows)


def _table(headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """A table in plain sight, for reading and printing; the first column carries the name."""
    cells = [[words.typeset(words.plain(cell)) for cell in row] for row in rows]
    frame = pd.DataFrame(cells, columns=list(headings))
    st.table(frame, border="horizontal", hide_index=True)


def _by_title(group: Mapping[str, S]) -> list[S]:
    return sorted(group.values(), key=lambda one: one.title)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _said(one: Benchmark) -> str:
    return " ".join(part for part in (one.quoted_publisher or "Nobody named", one.year) if part)


def _evidence(one: Benchmark) -> str:
    grade = GRADES.get(one.grade, one.grade)
    return grade if one.is_scored else f"{grade}; about another population, not scored"
