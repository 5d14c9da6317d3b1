"""What is missing for which figure, who is late, and what to fill in first: a section of the Upload page."""

import datetime as dt
from typing import Literal

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from components.page import Page, explain
from components.page.cache import seen
from components.text import completeness, format
from components.theme import Viewport
from queries import METRICS, Book
from queries.quality import SHEETS, Quality, quality
from queries.scope import Key

TABS = ("Who has sent what", "What to fill in first", "Blank in some rows")
MOST_LINES = 10  # of a ranked list on the page; the download has them all
RULE = (
    "A sheet is late where it came in one of the four quarters before and has not come for this one; days are counted from "
    "the quarter's end. Columns that can truly be blank (a barrier, a handoff) are not counted as blank."
)


def section(page: Page) -> None:
    """The finding as a heading; unit by sheet what was sent; what to fill in first; what is blank in some rows.

    Draws nothing where no unit has sent anything.
    """
    visit = page.visit
    found = _cached_quality(*seen(visit), visit.opened.judged_on(visit.book, dt.date.today()), visit.book)
    if found is None:
        return
    month = visit.book.scope.settings.get("fiscal_start_month", "1")
    page.heading(completeness.finding(found).replace(found.quarter.label, format.quarter(found.quarter.label, month)))
    sent, first, blank = page.tabs(*TABS)
    if sent.open:
        with sent:
            _sent(page, found)
    if first.open:
        with first:
            _first(page, found)
    if blank.open:
        with blank:
            _blank(page, found)


def heat(found: Quality) -> tuple[pd.DataFrame, list[str]]:
    """Unit by sheet how it stands, and the sheets that nobody ever sent, which have no column."""
    by_sheet = {name: [sheet for sheet in found.sheets if sheet.dataset == name] for name in SHEETS}
    never = [name for name, sheets in by_sheet.items() if all(sheet.state == "never" for sheet in sheets)]
    frame = pd.DataFrame({"Unit": list(found.units)})
    for name, sheets in by_sheet.items():
        if name not in never:
            frame[name.capitalize()] = [completeness.sheet_state(sheet) for sheet in sheets]
    return frame, never


def ranked(found: Quality, *, in_full: bool = False) -> pd.DataFrame:
    """What to fill in first, a line each; `in_full` with every unit and figure by name, for taking away."""
    every, rows = len(found.units), []
    for need in found.first:
        names = ", ".join(METRICS[name].title for name in need.unlocks)
        rows.append(
            {
                "Unlocks": format.plural(len(need.unlocks), "figure"),
                "Fill in": _upper(completeness.fill_label(need)),
                "Units": ", ".join(need.units) if in_full else completeness.unit_names(need.units, every),
                "Figures": names if in_full else completeness.figure_titles(need.unlocks),
                "Spent so far": need.spent if in_full else format.money(need.spent),
            }
        )
    frame = pd.DataFrame(rows)
    return frame if any(need.spent is not None for need in found.first) else frame.drop(columns="Spent so far")


def blanks(found: Quality, *, in_full: bool = False) -> pd.DataFrame:
    """The columns that are blank in some rows of the newest sheets, those of the most figures first."""
    every = len(found.units)
    gaps = sorted(found.gaps, key=lambda gap: (-len(gap.figures), -gap.blank / gap.rows))
    return pd.DataFrame(
        {
            "Column": [f"{gap.dataset.capitalize()}: {format.column(gap.column)}" for gap in gaps],
            "Blank in": [completeness.blank_share(gap) for gap in gaps],
            "Units": [", ".join(gap.units) if in_full else completeness.unit_names(gap.units, every) for gap in gaps],
            "Figures that need it": [
                ", ".join(METRICS[name].title for name in gap.figures)
                if in_full
                else completeness.figure_titles(gap.figures)
                for gap in gaps
            ],
        }
    )


def _sent(page: Page, found: Quality) -> None:
    frame, never = heat(found)
    page.note(RULE)
    height: int | Literal["content"] = "content" if len(frame) <= 12 else 400
    st.dataframe(_shaded(frame, page.viewport), hide_index=True, height=height, alt="Which unit has sent which sheet")
    if never:
        page.note(f"No unit has ever sent: {format.join(never)}.")
    sent = [sheet for sheet in found.sheets if sheet.state != "never"]
    whole = pd.DataFrame(
        {
            "Unit": [sheet.business_unit for sheet in sent],
            "Sheet": [sheet.dataset for sheet in sent],
            "State": [completeness.sheet_state(sheet) for sheet in sent],
            "Last sent": [sheet.last for sheet in sent],
            "Blank columns": [", ".join(map(format.column, sheet.blank)) for sheet in sent],
        }
    )
    _hand_over(whole, f"Sheets of {found.quarter.label}")


def _first(page: Page, found: Quality) -> None:
    if not found.first:
        page.note("Every figure has what it needs in every unit.")
        return
    waiting_figures = format.plural(len(found.waiting), "figure")
    page.note(
        f"{waiting_figures} of {len(METRICS)} {format.inflect(len(found.waiting), 'waits', 'wait')} for something in at least one "
        "unit. The most figures for each column to fill in come first, then the money behind."
    )
    _table(ranked(found).head(MOST_LINES), "What to fill in first")
    _hand_over(ranked(found, in_full=True), "What to fill in first")


def _blank(page: Page, found: Quality) -> None:
    if not found.gaps:
        page.note("No column that a figure needs is blank in any row of the newest sheets.")
        return
    page.note(
        "Each unit's newest sheet. Where a column is blank, the figures that need it leave the row out, or count it as not "
        "stated."
    )
    _table(blanks(found).head(MOST_LINES), "Columns that are blank in some rows")
    _hand_over(blanks(found, in_full=True), "Columns that are blank in some rows")


def _table(frame: pd.DataFrame, alt: str) -> None:
    st.dataframe(frame, hide_index=True, height="content", alt=alt)


def _hand_over(frame: pd.DataFrame, title: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="right"):
        explain.download(frame, title, "quality")


def _shaded(frame: pd.DataFrame, viewport: Viewport) -> Styler:
    """What is late stands out, what is partly there is tinted, what never came stands back."""
    shades = {
        "late": f"background-color: {viewport.accent}; color: {viewport.paper}",
        "blank": f"background-color: {viewport.range}; color: {viewport.ink}",
        "never": f"color: {viewport.grey}",
        "not since": f"color: {viewport.grey}",
    }
    return frame.style.map(
        lambda cell: next((shade for word, shade in shades.items() if word in str(cell)), ""),
        subset=[column for column in frame.columns if column != "Unit"],
    )


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


@st.cache_data(show_spinner=False, max_entries=100)
def _cached_quality(store: tuple[str, int], seen: Key, today: dt.date, _book: Book) -> Quality | None:
    """The quality of the inputs by store, version, scope and day."""
    return quality(_book, today)
