"""What is wrong with an uploaded file, grouped, and the cells that can be put right in the page.

Drawn from the plain report of `data.ingest.report` alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components.page import downloads
from components.text import format

MOST_CELLS_NAMED = 6  # of one rule
MOST_RULES = 12  # told of in sentences; the download has all
KINDS = {"error": "Error", "warning": "Warning", "note": "Good to know"}
"""How grave a problem is, the worst first, each as a person is told it."""
CORRECTED = "corrected"
TOLD_EACH = ("left_out_rows",)  # rules whose sentences say different things, each to be told


@dataclass(frozen=True)
class Wrong:
    """Problems of one rule: how grave, the first of them in words, what to do, the cells, and how many in all."""

    severity: str
    says: str
    remedy: str
    cells: tuple[str, ...]
    number: int
    are_alike: bool


@dataclass(frozen=True)
class Bad:
    """A cell that something is wrong with, or was: what stands in the sheet, and what is wrong (empty where it is put right)."""

    cell: str
    text: str
    says: str


def verdict(listed: Sequence[Mapping[str, Any]]) -> str:
    """How a file stands, in one clause."""
    errors, warned = (sum(one["severity"] == severity for one in listed) for severity in ("error", "warning"))
    warnings = format.plural(warned, "warning")
    if errors:
        return f"{format.plural(errors, 'error')} to put right" + (f", {warnings}" if warned else "")
    return f"No errors, {warnings}" if warned else "Nothing is wrong with it"


def not_asked_above(
    listed: Sequence[Mapping[str, Any]], *, has_tables: bool, columns: Collection[str] = ()
) -> list[Mapping[str, Any]]:
    """The problems but for those that the page asks about where it shows each sheet: a period nobody has said, sheets of
    which nobody has said what they are, and how the `columns` it asks about (`Spend!A`) are written."""
    asked = {"asked_when", "no_dataset"} if has_tables else {"asked_when"}
    return [
        one
        for one in listed
        if one["rule"] not in asked
        and not (one["rule"] == "two_readings" and one["cell"].rstrip("0123456789") in columns)
    ]


def grouped(listed: Sequence[Mapping[str, Any]]) -> list[Wrong]:
    """Problems by their rule, errors first, then those met most often."""
    groups: dict[tuple[str, str, str, str], list[Mapping[str, Any]]] = {}
    for one in listed:
        says = one["says"] if one["rule"] in TOLD_EACH else ""
        groups.setdefault((one["severity"], one["rule"], one["remedy"], says), []).append(one)
    found = [
        Wrong(
            severity,
            ones[0]["says"],
            remedy,
            tuple(dict.fromkeys(one["cell"] for one in ones if one["cell"])),
            len(ones),
            len({one["says"] for one in ones}) == 1,
        )
        for (severity, _, remedy, _), ones in groups.items()
    ]
    return sorted(found, key=lambda one: (list(KINDS).index(one.severity), -one.number))


def told(groups: Sequence[Wrong]) -> None:
    """Each rule in a sentence: what is wrong, how often, in which cells, what to do."""
    for one in groups[:MOST_RULES]:
        says = one.says
        if one.number > 1:
            says += f" {'The same' if one.are_alike else 'Likewise'} in {format.plural(one.number - 1, 'more place')}."
        with st.container(gap=None):
            st.markdown(f"**{KINDS[one.severity]}.** {format.typeset(format.plain(says))}")
            where = places(one.cells)
            st.caption(format.plain(f"{where}: {one.remedy}" if where else one.remedy))
    if len(groups) > MOST_RULES:
        st.caption(
            f"and {format.plural(len(groups) - MOST_RULES, 'more kind')} of warning or note: the download has all of them"
        )


def handed_over(listed: Sequence[Mapping[str, Any]], name: str) -> None:
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
    bad: Sequence[Bad], corrections: Mapping[str, str], more: int, key: str, *, is_narrow: bool = False
) -> dict[str, str]:
    """The bad cells in a table with a column to write in what they should say; what is written there, by cell.

    `more` bad cells are not listed. The rows stay where they are while one after the other is put right.
    """
    frame = pd.DataFrame(
        {
            "Cell": [one.cell for one in bad],
            "In the sheet": [one.text for one in bad],
            "What is wrong": [one.says or CORRECTED for one in bad],
            "Correct to": pd.array([corrections.get(one.cell) for one in bad], dtype="string"),
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
        one.cell: str(written).strip()
        for one, written in zip(bad, edited["Correct to"], strict=True)
        if not pd.isna(written) and str(written).strip()
    }
