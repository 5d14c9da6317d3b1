"""Every figure, listing and detector, written out from its own definition."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

from components.page import Page, explain
from components.text import format
from queries import BENCHMARKS, DETECTORS, METRICS, VIEWS, Answer, Metric, Subject

S = TypeVar("S", bound=Subject)


def finding() -> str:
    """How many definitions stand here, in one clause."""
    return f"{len(METRICS)} figures, {len(VIEWS)} listings and {len(DETECTORS)} detectors, each written out from its own definition"


def subjects(page: Page) -> None:
    """Our figures, listings and detectors: one looked up with its definition and SQL, then all of them."""
    by_label: dict[str, Subject] = {
        f"{subject.title} ({kind} {subject.id})": subject
        for kind, group in (("figure", METRICS), ("listing", VIEWS), ("diagnosis", DETECTORS))
        for subject in _by_title(group)
    }
    chosen = st.selectbox(
        "Look one up", list(by_label), index=None, placeholder="Type a name to see its definition and its SQL"
    )
    if chosen:
        with st.container(border=True):
            chosen_subject = by_label[chosen]
            if isinstance(chosen_subject, Metric):
                st.markdown(f"**Now.** {format.escape_markdown(_now(page, chosen_subject))}")
            explain.defined(page.visit, chosen_subject)
            explain.quoted([BENCHMARKS[name] for name in chosen_subject.benchmarks if name in BENCHMARKS])
            st.code(chosen_subject.sql, language="sql", wrap_lines=True)
    figures, listings, detectors = page.tabs("Figures", "Listings", "Detectors")
    if figures.open:
        with figures:
            page.heading(f"{len(METRICS)} figures")
            _table(page, ["Figure", "What it answers", "Formula"], _definitions(METRICS))
    if listings.open:
        with listings:
            page.heading(f"{len(VIEWS)} listings behind charts and tables")
            _table(page, ["Listing", "What it answers", "How"], _definitions(VIEWS))
    if detectors.open:
        with detectors:
            page.heading(f"{len(DETECTORS)} things that are looked for")
            rows = [
                (subject.title, subject.formula, subject.remedy, subject.source) for subject in _by_title(DETECTORS)
            ]
            _table(page, ["Diagnosis", "When", "Remedy", "From"], rows)


def _now(page: Page, metric: Metric) -> str:
    answer: Answer = page.metric(metric, "total")
    row = answer.last
    if row is None:
        return format.needs(answer.missing)
    figure, beside = format.figure(row, metric.unit), format.beside(row, metric.unit)
    return f"{figure} ({beside})" if beside else figure


def _table(page: Page, headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """A table in plain sight, for reading and printing; the first column carries the name."""
    page.grid(pd.DataFrame(rows, columns=list(headings)))


def _definitions(group: Mapping[str, S]) -> list[tuple[str, ...]]:
    return [(subject.title, subject.question, subject.formula) for subject in _by_title(group)]


def _by_title(group: Mapping[str, S]) -> list[S]:
    return sorted(group.values(), key=lambda subject: subject.title)
