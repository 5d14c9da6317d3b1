"""What an uploaded sheet was taken for, as its sender sees and corrects it: column by column, value by value.

Everything here is drawn from plain dictionaries and names, never from the file itself. What stands in a sheet is shown as
plain text: in tables, in widgets, or escaped.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd
import streamlit as st

from components.text import format

BY_NAME = "the sheet is named so"
LISTS_SHEET = "GapboardLists"  # of our own template, hidden: what its cells may be chosen from
KEPT_WITH_ROW = "kept with the row"
NEVER = "never stored"
NOT_UNDERSTOOD, BLANK = "not understood", "blank"
MOST_VALUES = 100  # of one column, offered for correction
QUESTION_WIDTH = 640
MOST_ROWS_SHOWN = 20  # of what an export became
ORDERS = {"dmy": "Day first: 31/01/2026", "mdy": "Month first: 01/31/2026"}
DECIMAL_MARKS = {".": "A point: 1,234.50", ",": "A comma: 1.234,50"}


class ReadColumn(TypedDict):
    """A column of a sheet that is read as one of ours: its header and letter, how sure that is, and why."""

    header: str
    letter: str
    confidence: float
    why: str


class OpenQuestion(TypedDict):
    """Something a sheet does not say: where the answer goes, the question, the answers there are, and a guess or nothing."""

    key: str
    asks: str
    options: Sequence[str]
    proposed: str


class SheetReading(TypedDict):
    """How a sheet is read, as `data.recognition.mapping.reading_to_dict` has it."""

    sheet: str
    header_row: int
    dataset: str
    datasets: list[str]
    columns: dict[str, ReadColumn]
    values: dict[str, dict[str, str | None]]
    answers: dict[str, str]
    personal: list[str]
    questions: list[OpenQuestion]
    rules: Mapping[str, object]
    confidence: float
    why: str


class FileReading(TypedDict):
    """How a file is read: by which profile, empty where by none, and each sheet that is read."""

    profile: str
    sheets: list[SheetReading]


@dataclass(frozen=True)
class Offer:
    """What a dataset can be read into: its title, its columns with their meaning, which are required, the values
    each allows."""

    title: str
    meanings: Mapping[str, str]
    required: tuple[str, ...]
    allowed: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class UploadedTable:
    """A table of the file: its sheet, header row and size, its columns as letter, header and a few of their values."""

    sheet: str
    header_row: int
    rows: int
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class RolledUp:
    """What an export became: its name in words, the dataset, how many of its rows are in how many rows, how many are in
    none and why, and the first of the rows it became."""

    title: str
    dataset: str
    read: int
    used: int
    made: int
    left_out: tuple[tuple[int, str], ...]
    columns: Mapping[str, Sequence[object]]

    def in_words(self) -> str:
        """Read as OpenAI costs: 940 of 979 rows are added up in 12 rows of spend; 39 left out: days without costs."""
        if not self.read:
            return f"Read as {self.title}: it has no row."
        are = format.inflect(self.read, "row is", "rows are")
        rows = format.plural(self.made, "row")
        text = f"Read as {self.title}: {format.of(self.used, self.read)} {are} added up in {rows} of {self.dataset}"
        out = "; ".join(f"{format.count(count)} left out: {because}" for count, because in self.left_out)
        return f"{text}; {out}." if out else f"{text}."


def clear(
    sheets: Mapping[int, SheetReading],
    names: Mapping[int, str],
    rows: Mapping[int, int],
    titles: Mapping[str, str],
    key: str,
) -> int | None:
    """The sheets that leave nothing open, in one table; the one that is opened to be looked at or corrected, by its place.

    `names` and `rows` are the sheets' own by their place, `titles` the datasets'.
    """
    frame = pd.DataFrame(
        {
            "Sheet": [names[at] for at in sheets],
            "Rows": [rows[at] for at in sheets],
            "Read as": [format.join(titles[dataset] for dataset in sheet["datasets"]) for sheet in sheets.values()],
            "Columns read": [len(sheet["columns"]) for sheet in sheets.values()],
            "Because": [_in_words(sheet["why"]) for sheet in sheets.values()],
        }
    )
    if (frame["Because"] == BY_NAME).all():
        frame = frame.drop(columns="Because")
    st.dataframe(
        frame,
        hide_index=True,
        height="content" if len(frame) < 20 else 600,
        alt="Sheets that leave nothing open",
        column_config={name: st.column_config.NumberColumn(format="localized") for name in ("Rows", "Columns read")},
    )
    return st.pills(
        "Look at a sheet, or correct how it is read",
        list(sheets),
        format_func=lambda at: names[at],
        key=key,
        default=None,
    )


def not_read(empty: Sequence[str], guides: Sequence[str], left_out: Sequence[tuple[str, str]]) -> list[str]:
    """The sheets that hold no row, and those that were left out, each with why: `guides` explain the template."""
    explained = dict.fromkeys(name.strip() for name in guides)
    named: dict[str, list[str]] = {}
    for name, why in left_out:
        if name.strip() != LISTS_SHEET:
            named.setdefault(why, []).append(f'"{name.strip()}"')
    reasons = [f"{format.join(names)} ({why})" for why, names in named.items()]
    if explained:
        explains = format.inflect(len(explained), "explains", "explain")
        quoted = format.join(f'"{name}"' for name in explained)
        reasons.append(f"{quoted} ({explains} the template)")
    lines = [f"Without a row in this file: {format.join(name.strip() for name in empty)}."] if empty else []
    return [*lines, *([f"Left out: {'; '.join(reasons)}."] if reasons else [])]


def questions(sheet: SheetReading, key: str) -> dict[str, str]:
    """What the table does not say, asked; the answers, with what was proposed where nobody changed it."""
    answers = {}
    for question in sheet["questions"]:
        name, asks = question["key"], format.escape_markdown(question["asks"])
        wording = ORDERS if name.startswith("order.") else DECIMAL_MARKS if name.startswith("mark.") else {}
        options = list(wording or question["options"])
        if options:
            answer = sheet["answers"].get(name) or question["proposed"]
            chosen = st.selectbox(
                asks,
                options,
                index=options.index(answer) if answer in options else None,
                placeholder="Choose",
                format_func=lambda option, wording=wording: wording.get(option, option),
                key=f"{key}-{name}",
                width=QUESTION_WIDTH,
            )
            answers[name] = chosen or ""
        else:
            hint = "A day such as 2026-03-31" if name == "reporting_on" else "2026-Q1 or 2026-03"
            answers[name] = st.text_input(
                asks, value=question["proposed"], placeholder=hint, key=f"{key}-{name}", width=QUESTION_WIDTH
            ).strip()
    return {name: answer for name, answer in answers.items() if answer}


def missing(sheet: SheetReading, offer: Offer, makeable: Sequence[str]) -> bool:
    """The required columns that no column of the sheet is read as, said before anything else; `makeable` are those that
    are asked for or made. Whether there is one."""
    gone = [name for name in offer.required if name not in sheet["columns"] and name not in makeable]
    if gone:
        named = format.join(_in_words(name) for name in gone)
        needs = format.inflect(len(gone), "a required column", "required columns")
        st.warning(
            format.escape_markdown(
                f"Not found: {named}, {needs} of {offer.title}. Say below which column it is, or leave the sheet out."
            )
        )
    return bool(gone)


def columns(
    sheet: SheetReading, table: UploadedTable, offer: Offer, key: str, *, is_narrow: bool = False
) -> tuple[dict[str, ReadColumn], list[str]]:
    """The sheet's columns in one table, each with what it is read as, to be corrected there.

    The columns as they are chosen, by name, and the headers that are never stored.
    """
    shown = read_as(sheet, table, offer)
    matches = {match["letter"]: match for match in sheet["columns"].values()}
    frame = pd.DataFrame(
        [
            {
                "Column": letter,
                "Header": " ".join(header.split()),
                "Holds": "" if label == NEVER else example,
                "Read as": label,
                "Sure": matches[letter]["confidence"] if letter in matches else None,
                "Because": _in_words(matches[letter]["why"]) if letter in matches else "",
            }
            for (letter, header, example), label in zip(table.columns, shown, strict=True)
        ]
    )
    edited = st.data_editor(
        frame,
        hide_index=True,
        height="content",
        key=f"{key}-columns",
        placeholder="",
        column_order=("Header", "Read as", "Holds", "Column", "Sure", "Because") if is_narrow else None,
        disabled=["Column", "Header", "Holds", "Sure", "Because"],
        alt=f"How each column of {table.sheet} is read",
        column_config={
            "Column": st.column_config.TextColumn(width=70),
            "Header": st.column_config.TextColumn(width=130 if is_narrow else 240),
            "Holds": st.column_config.TextColumn("For example", width=260),
            "Read as": st.column_config.SelectboxColumn(
                options=_options(shown, offer),
                required=True,
                width=150 if is_narrow else 190,
                help="Choose another to correct it. * is required",
            ),
            "Sure": st.column_config.NumberColumn(format="percent", width=70),
            "Because": st.column_config.TextColumn(width=240),
        },
    )
    return chosen_columns(sheet, table, offer, list(edited["Read as"]))


def read_as(sheet: SheetReading, table: UploadedTable, offer: Offer) -> list[str]:
    """What each column of the sheet is read as, as it is written in the table: one name or several, or what becomes of it."""
    names: dict[str, list[str]] = {}
    for name in offer.meanings:
        if name in sheet["columns"]:
            names.setdefault(sheet["columns"][name]["letter"], []).append(name)
    return [
        _label(names[letter], offer) if letter in names else NEVER if header in sheet["personal"] else KEPT_WITH_ROW
        for letter, header, _ in table.columns
    ]


def chosen_columns(
    sheet: SheetReading, table: UploadedTable, offer: Offer, chosen: Sequence[str]
) -> tuple[dict[str, ReadColumn], list[str]]:
    """The columns by name and the headers never stored, as `chosen` says of each column of the sheet what it is read as.

    A name that was given to another column leaves the one that had it; given to two at once, the later column has it.
    """
    before = read_as(sheet, table, offer)
    by_label: dict[str, tuple[str, ...]] = {_label([name], offer): (name,) for name in offer.meanings}
    by_label |= {
        label: tuple(
            name for name in offer.meanings if name in sheet["columns"] and sheet["columns"][name]["letter"] == letter
        )
        for (letter, _, _), label in zip(table.columns, before, strict=True)
        if label not in (KEPT_WITH_ROW, NEVER)
    }
    found: dict[str, ReadColumn] = {}
    for is_changed in (False, True):
        for (letter, header, _), was, now in zip(table.columns, before, chosen, strict=True):
            if (was != now) is not is_changed:
                continue
            for name in by_label.get(now, ()):
                corrected: ReadColumn = {"header": header, "letter": letter, "confidence": 1.0, "why": "as you said"}
                found[name] = corrected if is_changed else sheet["columns"][name].copy()
    never = [header for (_, header, _), now in zip(table.columns, chosen, strict=True) if now == NEVER]
    return {name: found[name] for name in offer.meanings if name in found}, never


def values(
    sheet: SheetReading, offer: Offer, counts: Callable[[str], Mapping[str, int]], key: str, *, is_narrow: bool = False
) -> dict[str, dict[str, str | None]]:
    """What the written values of a column mean, those not understood first, to be corrected in a table of one column at
    a time; the values as they are chosen. `counts` says how often each stands in a column."""
    chosen: dict[str, dict[str, str | None]] = {name: dict(known) for name, known in sheet["values"].items()}
    names = correctable(sheet, offer)
    if not names:
        return chosen
    unclear = {name: sum(meaning is None for meaning in chosen[name].values()) for name in names}
    names.sort(key=lambda name: -unclear[name])
    name = names[0]
    if len(names) > 1:
        name = st.pills(
            "The values of",
            names,
            default=names[0],
            key=f"{key}-values-of",
            required=True,
            format_func=lambda name: f"{_in_words(name)} ({format.count(len(chosen[name]))})",
        )
    often = counts(name)
    listed = sorted(chosen[name], key=lambda written: (chosen[name][written] is not None, -often.get(written, 0)))
    frame = pd.DataFrame(
        {
            "As written": [" ".join(written.split()) for written in listed[:MOST_VALUES]],
            "Rows": [often.get(written, 0) for written in listed[:MOST_VALUES]],
            "Means": [_meaning(chosen[name][written]) for written in listed[:MOST_VALUES]],
        }
    )
    options = list(dict.fromkeys([NOT_UNDERSTOOD, BLANK, *offer.allowed[name], *frame["Means"]]))
    edited = st.data_editor(
        frame,
        hide_index=True,
        height="content" if len(frame) < 20 else 600,
        key=f"{key}-values-{name}",
        column_order=("As written", "Means", "Rows") if is_narrow else None,
        disabled=["As written", "Rows"],
        alt=f"What the values of {_in_words(name)} mean",
        column_config={
            "As written": st.column_config.TextColumn(width=150 if is_narrow else 560),
            "Rows": st.column_config.NumberColumn(format="localized", width=80),
            "Means": st.column_config.SelectboxColumn(options=options, required=True, width=130 if is_narrow else 200),
        },
    )
    if len(listed) > MOST_VALUES:
        st.caption(f"The first {MOST_VALUES} of {format.count(len(listed))}: correct the rest in the sheet.")
    for written, was, now in zip(listed, frame["Means"], edited["Means"], strict=False):
        if was != now:
            chosen[name][written] = {NOT_UNDERSTOOD: None, BLANK: ""}.get(now, now)
    return chosen


def correctable(sheet: SheetReading, offer: Offer) -> list[str]:
    """The columns with a list of allowed values, some of which are written another way in the sheet."""
    return [
        name for name, known in sheet["values"].items() if known and name in offer.allowed and name in sheet["columns"]
    ]


def unclear(sheet: SheetReading, offer: Offer) -> int:
    """How many written values nobody has said the meaning of."""
    return sum(meaning is None for name in correctable(sheet, offer) for meaning in sheet["values"][name].values())


def columns_in_words(sheet: SheetReading, table: UploadedTable, offer: Offer) -> str:
    """How many of a sheet's columns are read, and what becomes of the others."""
    shown = read_as(sheet, table, offer)
    kept_with_row, never = shown.count(KEPT_WITH_ROW), shown.count(NEVER)
    text = f"Columns: {format.of(len(shown) - kept_with_row - never, len(shown))} read"
    text += f", {format.count(kept_with_row)} kept with each row as they are" if kept_with_row else ""
    return text + (f", {format.count(never)} never stored" if never else "")


def rolled_up(found: RolledUp) -> None:
    """An export that was rolled up: the sentence, and the rows it became."""
    st.markdown(format.typeset(format.escape_markdown(found.in_words())))
    frame = pd.DataFrame({_in_words(name): list(column) for name, column in found.columns.items()})
    if frame.empty:
        return
    st.dataframe(
        frame.head(MOST_ROWS_SHOWN),
        hide_index=True,
        height="content" if len(frame) < 9 else 320,
        placeholder="",
        alt=f"The rows that {found.title} became",
        column_config={
            name: st.column_config.NumberColumn(format="localized") for name in frame.select_dtypes("number").columns
        },
    )
    if found.made > MOST_ROWS_SHOWN:
        st.caption(f"The first {MOST_ROWS_SHOWN} of {format.count(found.made)} rows")


def _options(shown: Sequence[str], offer: Offer) -> list[str]:
    """Everything a column can be read as, those that it is now among them."""
    return list(dict.fromkeys([KEPT_WITH_ROW, NEVER, *(_label([name], offer) for name in offer.meanings), *shown]))


def _label(names: Sequence[str], offer: Offer) -> str:
    return format.join(_in_words(name) + (" *" if name in offer.required else "") for name in names)


def _meaning(meaning: str | None) -> str:
    return NOT_UNDERSTOOD if meaning is None else meaning or BLANK


def _in_words(name: str) -> str:
    return name.replace("_", " ")
