"""What an uploaded file would change: rows, headline figures, what it leaves as it is, and where its rows come from.

Drawn from plain values alone.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

import pandas as pd
import streamlit as st

from components.text import format
from queries import Row

TALL = 12  # rows from which on a table scrolls


class ReportedChange(TypedDict):
    """What changes of a dataset in a unit and a period, as `data.ingest.report` has it; `against` is what it was compared with."""

    dataset: str
    business_unit: str
    period: str
    added: int
    changed: int
    removed: int
    against: str


@dataclass(frozen=True)
class Stay:
    """What the last file of the same source had and this one lacks: a unit's rows of a dataset, from the first to the
    last day."""

    dataset: str
    business_unit: str
    period_start: dt.date
    period_end: dt.date


def headline(moves: Sequence[tuple[str, str, Row | None, Row | None]]) -> None:
    """The headline figures before and after: title, unit, the figure as it stands, the figure with the upload; each over
    every quarter and unit."""
    figures = [
        (title, *(format.figure(row, unit) if row else format.NOT_KNOWN for row in (before, after)))
        for title, unit, before, after in moves
    ]
    figures = [figure for figure in figures if figure[1:] != (format.NOT_KNOWN, format.NOT_KNOWN)]
    if figures:
        st.caption("With this file, over all quarters and units:")
    with st.container(horizontal=True, gap="small"):
        for title, was, now in figures:
            beside = (
                "no figure before" if was == format.NOT_KNOWN else "unchanged" if now == was else f"instead of {was}"
            )
            st.metric(
                format.escape_markdown(title),
                format.typeset(now),
                format.typeset(beside),
                delta_color="off",
                delta_arrow="off",
                width=165,
            )


def changes(listed: Sequence[ReportedChange], titles: Mapping[str, str]) -> None:
    """Rows added, changed and removed, by dataset, unit and period; `titles` are the datasets' own."""
    if not listed:
        return
    st.markdown(format.typeset(in_words(listed)))
    frame = pd.DataFrame(
        [
            {
                "Sheet": titles.get(change["dataset"], change["dataset"]),
                "Unit": change["business_unit"] or "all units",
                "Period": change["period"],
                "Added": change["added"],
                "Changed": change["changed"],
                "Removed": change["removed"],
                "Against": change["against"],
            }
            for change in listed
            if change["added"] or change["changed"] or change["removed"]
        ]
    )
    if frame.empty:
        return
    frame = frame if frame["Against"].any() else frame.drop(columns="Against")
    frame = frame.drop(columns=[name for name in ("Added", "Changed", "Removed") if not frame[name].any()])
    if len(frame) <= TALL:
        _counted(frame, "content")
        return
    _counted(by_sheet(frame), "content")
    with st.expander("By unit and period"):
        _counted(frame, 420)


def by_sheet(frame: pd.DataFrame) -> pd.DataFrame:
    """Changes by dataset, unit and period added up by dataset, with how many units and periods each concerns."""
    found = frame.groupby("Sheet", sort=False).agg(
        Units=("Unit", "nunique"),
        Periods=("Period", "nunique"),
        **{name: (name, "sum") for name in ("Added", "Changed", "Removed") if name in frame},
    )
    return found.reset_index()


def _counted(frame: pd.DataFrame, height: int | Literal["content"]) -> None:
    numbers = frame.select_dtypes("number").columns
    st.dataframe(
        frame,
        hide_index=True,
        height=height,
        alt="Rows added, changed and removed",
        column_config={name: st.column_config.NumberColumn(format="localized") for name in numbers},
    )


def in_words(listed: Sequence[ReportedChange]) -> str:
    """12 rows added, 3 changed, 0 removed; or that what stands is the same."""
    added, changed, removed = (
        sum(change["added"] for change in listed),
        sum(change["changed"] for change in listed),
        sum(change["removed"] for change in listed),
    )
    if not (added or changed or removed):
        return "Every row stands already as it is in this file."
    return f"{format.plural(added, 'row')} added, {format.count(changed)} changed, {format.count(removed)} removed."


def staying(listed: Sequence[Stay], emptied: Collection[Stay], titles: Mapping[str, str], key: str) -> frozenset[Stay]:
    """What stays though this file lacks it, with a tick to empty it; what is ticked."""
    if not listed:
        return frozenset()
    st.markdown(
        "**Not in this file, and so staying as it stands.** Tick what is no longer true: it is emptied when you accept."
    )
    frame = pd.DataFrame(
        {
            "Empty it": [stay in emptied for stay in listed],
            "Sheet": [titles.get(stay.dataset, stay.dataset) for stay in listed],
            "Unit": [stay.business_unit or "all units" for stay in listed],
            "From": [stay.period_start for stay in listed],
            "To": [stay.period_end for stay in listed],
        }
    )
    edited = st.data_editor(
        frame,
        hide_index=True,
        height="content" if len(frame) < TALL else 420,
        key=key,
        disabled=["Sheet", "Unit", "From", "To"],
        alt="What stays though this file lacks it",
        column_config={
            "Empty it": st.column_config.CheckboxColumn(width=90),
            "From": st.column_config.DateColumn(format="YYYY-MM-DD"),
            "To": st.column_config.DateColumn(format="YYYY-MM-DD"),
        },
    )
    return frozenset(stay for stay, ticked in zip(listed, edited["Empty it"], strict=True) if ticked)


def source(titles: Mapping[str, str], now: str, key: str, *, is_twice: bool = False) -> str:
    """Where the rows come from, chosen among the sources there are; nothing is asked where there is one. `is_twice`:
    another source reports some of it already."""
    if len(titles) < 2:
        return now
    if is_twice:
        st.markdown(
            "**Another source reports some of this already.** Choose that source below if this file takes its place; "
            "otherwise it is counted twice."
        )
    return st.selectbox(
        "These rows come from",
        list(titles),
        index=list(titles).index(now),
        key=key,
        width=420,
        format_func=lambda feed: titles[feed],
        help="A file replaces only what came from the same source. Choose another source where this file takes its place.",
    )
