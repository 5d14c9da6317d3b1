"""A file that arrived, as its sender sees it: what it was taken for, what is wrong with it, what it would change.

Everything here is drawn from the plain report of `data.report` and from names, never from the file itself. What stands in
a sheet is shown as plain text: in tables, in widgets, or escaped.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components import explain, words
from queries import Row

Report = Mapping[str, Any]
Sheet = dict[str, Any]

NOT_READ = "not read"
MOST_VALUES = 40  # of one column, offered for correction
ORDERS = {"dmy": "Day first: 31/01/2026", "mdy": "Month first: 01/31/2026"}
MARKS = {".": "A point: 1,234.50", ",": "A comma: 1.234,50"}


@dataclass(frozen=True)
class Offer:
    """What a dataset can be read into: its title, its columns with their meaning, which are required, the values
    each allows."""

    title: str
    meanings: Mapping[str, str]
    required: tuple[str, ...]
    allowed: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Arrived:
    """A table of the file: its sheet, header row and size, its columns as letter, header and an example."""

    sheet: str
    header_row: int
    rows: int
    columns: tuple[tuple[str, str, str], ...]


def questions(sheet: Sheet, key: str) -> dict[str, str]:
    """What the table does not say, asked; the answers, with what was proposed where nobody changed it."""
    answers = {}
    for one in sheet["questions"]:
        name, asks = one["key"], words.plain(one["asks"])
        wording = ORDERS if name.startswith("order.") else MARKS if name.startswith("mark.") else None
        if wording is not None:
            chosen = st.selectbox(
                asks, list(wording), index=None, format_func=wording.__getitem__, placeholder="Choose",
                key=f"{key}-{name}",
            )  # fmt: skip
            answers[name] = chosen or ""
        else:
            hint = "A day such as 2026-03-31" if name == "reporting_on" else "2026-Q1 or 2026-03"
            answers[name] = st.text_input(asks, value=one["proposed"], placeholder=hint, key=f"{key}-{name}").strip()
    return {name: answer for name, answer in answers.items() if answer}


def recognised(sheet: Sheet, arrived: Arrived, offer: Offer) -> None:
    """The proposed columns: which column of the sheet is read as what, how sure that is and why."""
    examples = {letter: example for letter, _, example in arrived.columns}
    frame = pd.DataFrame(
        [
            {
                "Read as": name.replace("_", " "),
                "Column": match["letter"],
                "Headed": " ".join(match["header"].split()),
                "For example": examples.get(match["letter"], ""),
                "Sure": round(100 * match["confidence"]),
                "Because": match["why"],
            }
            for name, match in _in_order(sheet, offer)
        ]
    )
    st.dataframe(
        frame, hide_index=True, height="content",
        column_config={"Sure": st.column_config.NumberColumn(format="%d %%", width="small"), "Column": st.column_config.TextColumn(width="small")},
    )  # fmt: skip
    used = {match["letter"] for match in sheet["columns"].values()}
    beside = sum(letter not in used and header not in sheet["personal"] for letter, header, _ in arrived.columns)
    notes = [f"{words.plural(beside, 'other column')} kept with each row"] if beside else []
    notes += [f"never stored: {words.joined(sorted(' '.join(one.split()) for one in sheet['personal']))}"] * bool(
        sheet["personal"]
    )
    if notes:
        st.caption(words.plain(words.DOT.join(notes)))
    values = [
        {"Column": name.replace("_", " "), "As written": written, "Read as": meaning or ("blank" if meaning == "" else "not understood")}
        for name, known in sheet["values"].items()
        for written, meaning in known.items()
    ]  # fmt: skip
    if values:
        st.dataframe(pd.DataFrame(values), hide_index=True, height="content" if len(values) < 12 else 420)


def columns(sheet: Sheet, arrived: Arrived, offer: Offer, key: str) -> dict[str, dict[str, Any]]:
    """Select boxes for what each column is read from; the columns as they are chosen."""
    labels = {letter: f"{letter}  {words.shortened(header, 60)}" for letter, header, _ in arrived.columns}
    headers = {letter: header for letter, header, _ in arrived.columns}
    listed = [
        *(name for name, _ in _in_order(sheet, offer)),
        *(one for one in offer.required if one not in sheet["columns"]),
    ]
    others = [name for name in offer.meanings if name not in listed]
    listed += st.multiselect(
        "Read another column too", others, format_func=lambda name: name.replace("_", " "), key=f"{key}-more"
    )
    chosen = {}
    for name in listed:
        match = sheet["columns"].get(name)
        options = [NOT_READ, *labels]
        letter = st.selectbox(
            words.plain(name.replace("_", " ") + (" (required)" if name in offer.required else "")), options,
            index=options.index(match["letter"]) if match else 0, format_func=lambda one: labels.get(one, one),
            help=words.plain(offer.meanings[name]), key=f"{key}-column-{name}",
        )  # fmt: skip
        if match and letter == match["letter"]:
            chosen[name] = dict(match)
        elif letter != NOT_READ:
            chosen[name] = {"header": headers[letter], "letter": letter, "confidence": 1.0, "why": "as you said"}
    return chosen


def values(sheet: Sheet, offer: Offer, key: str) -> dict[str, dict[str, str | None]]:
    """Select boxes for what each written value means, those not understood first; the values as they are chosen."""
    chosen: dict[str, dict[str, str | None]] = {}
    for name, known in sheet["values"].items():
        chosen[name] = dict(known)
        allowed = offer.allowed.get(name, ())
        if not allowed or name not in sheet["columns"]:
            continue
        unsure_first = sorted(known, key=lambda written: known[written] is not None)[:MOST_VALUES]
        for at, written in enumerate(unsure_first):
            options = ["not understood", "blank", *allowed]
            meaning = known[written]
            shown = "not understood" if meaning is None else meaning or "blank"
            picked = st.selectbox(
                words.plain(f"{name.replace('_', ' ')}: {words.shortened(written, 80)}"),
                options if shown in options else [shown, *options], index=None, placeholder=shown, key=f"{key}-value-{name}-{at}",
            )  # fmt: skip
            if picked is not None:
                chosen[name][written] = {"not understood": None, "blank": ""}.get(picked, picked)
    return chosen


def verdict(report: Report) -> str:
    """How a file stands, in one clause."""
    counts = Counter(one["severity"] for one in report["problems"])
    warnings = words.plural(counts["warning"], "warning")
    if counts["error"]:
        return f"{words.plural(counts['error'], 'error')} to put right" + (f", {warnings}" if counts["warning"] else "")
    return f"No errors, {warnings}" if counts["warning"] else "Nothing is wrong with it"


def problems(report: Report) -> None:
    """Everything that is wrong, errors first: how often each, where, what to do. With the whole list to take away."""
    listed = report["problems"]
    if not listed:
        return
    counts = Counter((one["severity"], one["rule"]) for one in listed)
    summary = [f"{count} × {rule.replace('_', ' ')} ({severity})" for (severity, rule), count in counts.most_common()]
    st.caption(words.plain(words.DOT.join(summary)))
    frame = pd.DataFrame(listed)[["severity", "cell", "says", "remedy"]]
    frame = frame.fillna("")
    frame.columns = ["", "Cell", "What is wrong", "What to do"]
    st.dataframe(frame, hide_index=True, height="content" if len(frame) < 12 else 420)
    explain.download(frame, f"problems of {report['file']}")


def changes(report: Report) -> None:
    """What would be added, changed and removed, by dataset, unit and period; what stays as it is."""
    listed = report["changes"]
    moved = [one for one in listed if one["added"] or one["changed"] or one["removed"]]
    if not listed:
        return
    added, changed, removed = (sum(one[what] for one in listed) for what in ("added", "changed", "removed"))
    st.markdown(
        words.typeset(
            f"{words.plural(added, 'row')} added, {words.count(changed)} changed, {words.count(removed)} removed."
        )
    )
    if moved:
        frame = pd.DataFrame(moved)
        frame.columns = ["Sheet", "Unit", "Period", "Added", "Changed", "Removed", "Against"]
        st.dataframe(
            frame if frame["Against"].any() else frame.drop(columns="Against"), hide_index=True,
            height="content" if len(frame) < 12 else 420,
        )  # fmt: skip
    for line in report["staying"][:8]:
        st.caption(words.plain(line))
    if len(report["staying"]) > 8:
        st.caption(f"and {len(report['staying']) - 8} more that stay as they are")


def headline(moves: Sequence[tuple[str, str, Row | None, Row | None]]) -> None:
    """The headline figures before and after: title, unit, the figure as it stands, the figure with the upload."""
    with st.container(horizontal=True, gap="large"):
        for title, unit, before, after in moves:
            now = words.figure(after, unit) if after else words.NOT_KNOWN
            was = words.figure(before, unit) if before else words.NOT_KNOWN
            if {now, was} == {words.NOT_KNOWN}:
                continue
            beside = "not known so far" if was == words.NOT_KNOWN else "as now" if now == was else f"now {was}"
            st.metric(
                words.plain(title), words.typeset(now), words.typeset(beside), delta_color="off", delta_arrow="off",
                width=220,
            )  # fmt: skip


def _in_order(sheet: Sheet, offer: Offer) -> list[tuple[str, Any]]:
    """The matched columns in the order the dataset declares them."""
    return [(name, sheet["columns"][name]) for name in offer.meanings if name in sheet["columns"]]
