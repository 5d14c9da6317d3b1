"""What is wrong with an uploaded file, grouped, and the cells that can be put right in the page.

Drawn from the plain report of `data.ingest.report` alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd
import streamlit as st

from components.text import downloads, format

MOST_CELLS_NAMED = 6  # of one rule
MOST_RULES = 12  # told of in sentences; the download has all
KINDS = {"error": "Error", "warning": "Warning", "note": "Good to know"}
"""How grave a problem is, the worst first, each as a person is told it."""
CORRECTED = "corrected"
LISTED_EACH = ("left_out_rows",)  # rules whose sentences say different things, each to be told


class ReportedProblem(TypedDict):
    """A problem as `data.ingest.report` has it."""

    cell: str
    severity: str
    says: str
    remedy: str
    rule: str


@dataclass(frozen=True)
class ProblemGroup:
    """Problems of one rule: how grave, the first of them in words, what to do, the cells, and how many in all."""

    severity: str
    says: str
    remedy: str
    cells: tuple[str, ...]
    number: int
    are_alike: bool


@dataclass(frozen=True)
class BadCell:
    """A cell that something is wrong with, or was: what stands in the sheet, and what is wrong (empty where it is put right)."""

    cell: str
    text: str
    says: str


def verdict(listed: Sequence[ReportedProblem]) -> str:
    """How a file stands, in one clause."""
    errors, warned = (sum(problem["severity"] == severity for problem in listed) for severity in ("error", "warning"))
    warnings = format.plural(warned, "warning")
    if errors:
        return f"{format.plural(errors, 'error')} to put right" + (f", {warnings}" if warned else "")
    return f"No errors, {warnings}" if warned else "Nothing is wrong with it"


def not_asked_above(
    listed: Sequence[ReportedProblem], *, has_tables: bool, columns: Collection[str] = ()
) -> list[ReportedProblem]:
    """The problems but for those that the page asks about where it shows each sheet: a period nobody has said, sheets of
    which nobody has said what they are, and how the `columns` it asks about (`Spend!A`) are written."""
    asked = {"asked_when", "no_dataset"} if has_tables else {"asked_when"}
    return [
        problem
        for problem in listed
        if problem["rule"] not in asked
        and not (problem["rule"] == "two_readings" and problem["cell"].rstrip("0123456789") in columns)
    ]


def grouped(listed: Sequence[ReportedProblem]) -> list[ProblemGroup]:
    """Problems by their rule, errors first, then those met most often."""
    groups: dict[tuple[str, str, str, str], list[ReportedProblem]] = {}
    for problem in listed:
        says = problem["says"] if problem["rule"] in LISTED_EACH else ""
        groups.setdefault((problem["severity"], problem["rule"], problem["remedy"], says), []).append(problem)
    found = [
        ProblemGroup(
            severity,
            problems[0]["says"],
            remedy,
            tuple(dict.fromkeys(problem["cell"] for problem in problems if problem["cell"])),
            len(problems),
            len({problem["says"] for problem in problems}) == 1,
        )
        for (severity, _, remedy, _), problems in groups.items()
    ]
    return sorted(found, key=lambda group: (list(KINDS).index(group.severity), -group.number))


def show(groups: Sequence[ProblemGroup]) -> None:
    """Each rule in a sentence: what is wrong, how often, in which cells, what to do."""
    for group in groups[:MOST_RULES]:
        says = group.says
        if group.number > 1:
            says += (
                f" {'The same' if group.are_alike else 'Likewise'} in {format.plural(group.number - 1, 'more place')}."
            )
        with st.container(gap=None):
            st.markdown(f"**{KINDS[group.severity]}.** {format.typeset(format.escape_markdown(says))}")
            where = places(group.cells)
            st.caption(format.escape_markdown(f"{where}: {group.remedy}" if where else group.remedy))
    if len(groups) > MOST_RULES:
        st.caption(
            f"and {format.plural(len(groups) - MOST_RULES, 'more kind')} of warning or note: the download has all of them"
        )


def handed_over(listed: Sequence[ReportedProblem], name: str) -> None:
    """Every problem as a table to take away."""
    frame = pd.DataFrame(listed)[["severity", "cell", "says", "remedy"]].fillna("").replace({"severity": KINDS})
    frame.columns = ["Kind", "Cell", "What is wrong", "What to do"]
    content = downloads.table(frame)
    st.download_button(
        "Download the list (CSV)",
        content,
        file_name=downloads.file_name(f"problems of {name}", content),
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        key="problems",
    )


def places(cells: Sequence[str]) -> str:
    """Cells in a line, the sheet named once: Spend!D14, D19 and 3 more."""
    named, sheet = [], None
    for cell in cells[:MOST_CELLS_NAMED]:
        of, _, place = cell.rpartition("!")
        named.append(cell if of != sheet else place)
        sheet = of
    more = len(cells) - len(named)
    return ", ".join(named) + (f" and {format.count(more)} more" if more else "")


def editor(
    bad: Sequence[BadCell], corrections: Mapping[str, str], more: int, key: str, *, is_narrow: bool = False
) -> dict[str, str]:
    """The bad cells in a table with a column to write in what they should say; what is written there, by cell.

    `more` bad cells are not listed. The rows stay where they are while one after the other is put right.
    """
    frame = pd.DataFrame(
        {
            "Cell": [bad_cell.cell for bad_cell in bad],
            "In the sheet": [bad_cell.text for bad_cell in bad],
            "What is wrong": [bad_cell.says or CORRECTED for bad_cell in bad],
            "Correct to": pd.array([corrections.get(bad_cell.cell) for bad_cell in bad], dtype="string"),
        }
    )
    edited = st.data_editor(
        frame,
        hide_index=True,
        height="content" if len(frame) < 25 else 700,
        key=key,
        placeholder="",
        column_order=("Cell", "Correct to", "In the sheet", "What is wrong") if is_narrow else None,
        disabled=["Cell", "In the sheet", "What is wrong"],
        alt="Cells to be corrected",
        column_config={
            "Cell": st.column_config.TextColumn(width=110 if is_narrow else 130),
            "In the sheet": st.column_config.TextColumn(width=200),
            "What is wrong": st.column_config.TextColumn(width=440),
            "Correct to": st.column_config.TextColumn(
                width=130 if is_narrow else 200, help="Write what the cell should say, as in the sheet"
            ),
        },
    )
    note = "Your file stays as it is: what is corrected here is kept beside the original value."
    st.caption(f"{note} {format.plural(more, 'more cell')}: correct them in the workbook." if more else note)
    return {
        bad_cell.cell: str(written).strip()
        for bad_cell, written in zip(bad, edited["Correct to"], strict=True)
        if not pd.isna(written) and str(written).strip()
    }
