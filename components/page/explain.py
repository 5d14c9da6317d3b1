"""How is this computed? For any figure: in words, from which rows, by which SQL, beside which quoted figures."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import pandas as pd
import streamlit as st

from components.page import chart_downloads, lineage
from components.page.visit import Visit, link
from components.stores import SPREADSHEET, TEMPLATE_NAME, blank_workbook, settings_in_words
from components.text import downloads, format
from components.theme import Drawn
from queries import BENCHMARKS, VIEWS, Benchmark, Detector, Metric, Subject, View, listing
from queries.install import behind

LONG_NUMBER = 10_000  # from here on a number is easier to read with its thousands apart
LONG_TEXT, LETTER = (26, 44), 6.2  # letters of a text that must not be cut in a table; pixels of one
MOST_ROWS = 1000  # shown on the page; the download has them all
FRAME_WIDTH, FRAME_HEIGHT = 640, 420
KINDS = {
    "flow": "Summed over the quarters shown.",
    "state": "As it stood at the end of the last quarter shown.",
    "to_date": "From the beginning to the end of the last quarter shown.",
    "cohort": "By the quarter an initiative started in.",
}

JUDGEMENTS = {3: "severe", 2: "found", 1: "a sign, too few to judge", 0: "not found"}
NOT_JUDGED = "not enough data"
JUDGED = {
    "business_unit": "Unit",
    "subject_name": "What was looked at",
    "severity": "Judged",
    "exposed": "Exposed",
    "evidence": "Evidence",
}
EXPOSED = {
    "business_unit": "Unit",
    "subject_name": "Where",
    "period": "Quarter",
    "category": "Category",
    "vendor": "Vendor",
    "tool": "Tool",
    "initiative_id": "Initiative",
    "amount": "Amount",
    "upload": "Upload",
    "version": "Version",
    "sheet": "Sheet",
    "source_row": "Row",
}
"""The columns of what a detector judged, and of the spend it exposes, and what they are called."""


NO_PLACE = (0, "", 0)
"""Of a row that was put together from several."""


@dataclass
class OpenedRow:
    """Which row of a table is opened: where it stood in which sheet.

    `turn` counts the closings: each gives the table another key, for a selection cannot be taken back.
    """

    place: tuple[int, str, int] | None = None
    turn: int = 0

    def take(self, places: pd.DataFrame, event: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
        """Remember which row was selected."""
        if rows := event["selection"]["rows"]:
            self.place = lineage.place_of(places, rows[0]) or NO_PLACE

    def close(self) -> None:
        self.place, self.turn = None, self.turn + 1


@st.fragment
def footer(visit: Visit, subjects: Sequence[Subject], drawn: Drawn, key: str) -> None:
    """The line under a chart: n and source at the left, how it is computed at the right, asked only when opened."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        reading = format.DOT.join(part for part in (drawn.n, drawn.source) if part)
        st.caption(format.typeset(format.escape_markdown(reading)) or "\u00a0", width="content")
        st.space("stretch")
        if subjects or drawn.figure is not None:
            name = "How is this computed?" if subjects else "Download"
            how = st.popover(name, type="tertiary", on_change="rerun", key=f"how-{key}")
            # The frame stands even while it is closed and empty: a popover finds its place by the size it opens with.
            with how, st.container(height=FRAME_HEIGHT, width=FRAME_WIDTH, border=False):
                if how.open and subjects:
                    _explained(visit, subjects, drawn, key)
                elif how.open:
                    chart_downloads.offer(visit, subjects, drawn, key)


def definition(subject: Subject, settings: Mapping[str, str]) -> list[tuple[str, str]]:
    """A figure in words, each under its name: its question, its formula, what it counts over, what it needs, what it rests
    on of the settings in force."""
    lines = [("Question", subject.question), ("Formula", subject.formula)]
    if isinstance(subject, Metric):
        lines.append(("Counted", counted(subject)))
    if isinstance(subject, Detector):
        lines += [("What to do", subject.remedy), ("Next step", subject.next_step), ("Source", subject.source)]
    lines.append(("Needs", format.join(format.join(need.split("|"), last="or") for need in subject.needs)))
    rests_on = settings_in_words({key: settings[key] for key in settings_behind(subject, settings)})
    lines.append(("Rests on", "; ".join(f"{meaning}: {value}" for _, meaning, value in rests_on)))
    lines.append(("Note", subject.note))
    return [(name, text) for name, text in lines if text]


def counted(metric: Metric) -> str:
    """What a metric counts over, and from how many cases on it is judged."""
    interval = f" With its 95 % Wilson interval; below {metric.minimum_n} cases only the counts are shown."
    census = " All there are are counted, so it has no interval."
    return KINDS[metric.kind] + (interval if metric.interval else census if metric.census else "")


def defined(visit: Visit, subject: Subject) -> None:
    """A figure's definition on the page."""
    for name, text in definition(subject, visit.book.scope.settings):
        st.markdown(f"**{name}.** {format.escape_markdown(text)}")


@dataclass(frozen=True)
class Quotation:
    """A quoted figure in words: the figure, the statement, who said it and how far it can be trusted."""

    value: str
    statement: str
    reading: str


def quotation(benchmark: Benchmark) -> Quotation:
    """What others are quoted to have found: who said it, how good the evidence is, what contradicts it."""
    notes = [part for part in (benchmark.quoted_publisher or "no source named", benchmark.year) if part]
    notes.append(f"evidence: {benchmark.grade.replace('_', ' ')}")
    if not benchmark.is_scored:
        notes.append(f"about another population ({benchmark.population}): quoted beside, never scored")
    rivals = [other for other in BENCHMARKS.values() if _contradicts(benchmark, other)]
    if rivals:
        figures = format.join(format.benchmark(other.low, other.high, other.unit) for other in rivals)
        notes.append(f"contradicted by {figures}")
    return Quotation(
        format.benchmark(benchmark.low, benchmark.high, benchmark.unit), benchmark.statement, format.DOT.join(notes)
    )


def quoted(benchmarks: Sequence[Benchmark]) -> None:
    """Each quoted figure with its statement, and beneath it what is said of it."""
    for quote in map(quotation, benchmarks):
        st.markdown(f"**{format.escape_markdown(quote.value)}** {format.escape_markdown(quote.statement)}")
        st.caption(format.escape_markdown(quote.reading))


def quoted_beside(subject: Subject) -> list[Benchmark]:
    """What others are quoted to have found on a figure."""
    return [BENCHMARKS[name] for name in subject.benchmarks if name in BENCHMARKS]


def quoted_on(subject: Subject) -> None:
    """What others are quoted to have found on a figure, or that nobody is."""
    found = quoted_beside(subject)
    quoted(found)
    if not found:
        st.caption("Nobody is quoted on this figure.")


def chosen(subjects: Sequence[Subject], key: str) -> Subject:
    """Which of a chart's figures is explained; asked where there are several."""
    if len(subjects) == 1:
        return subjects[0]
    titles = {subject.title: subject for subject in subjects}
    first = subjects[0].title
    return titles[st.segmented_control("Figure", list(titles), default=first, required=True, key=f"which-{key}")]


def empty(visit: Visit) -> None:
    """What to upload where nothing stands in the store."""
    st.markdown(
        "Every figure here comes from rows somebody uploaded, and none of them stands any more. Fill in the template "
        "once a quarter (spend, pilots, deployments; adoption, training, survey and people where you have them), or "
        "drop in an export as it is."
    )
    with st.container(horizontal=True, gap="small"):
        link(visit.pages, "upload", "Upload a workbook", icon=":material/upload:")
        st.download_button(
            "Download the template",
            lambda: blank_workbook(visit.opened),
            file_name=TEMPLATE_NAME,
            mime=SPREADSHEET,
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def download(frame: pd.DataFrame, title: str, key: str = "") -> None:
    """A button that hands the rows over as CSV, with no live formula in them."""
    content = downloads.table(frame)
    name = downloads.file_name(title, content)
    st.download_button(
        f"Download {format.plural(len(frame), 'row')} (CSV)",
        content,
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        icon=None,
        key=f"download-{name}{key}",
    )


def settings_behind(subject: Subject, known: Iterable[str]) -> tuple[str, ...]:
    """The settings a figure rests on: those that its SQL names, or the SQL it reads; `'factor_' ||` names them all."""
    sql = " ".join(file.select for file in behind(subject))
    named = set(re.findall(r"'(\w+)'", sql))
    families = tuple(re.findall(r"'(\w+_)'\s*\|\|", sql))
    return tuple(key for key in known if key in named or (families and key.startswith(families)))


def _explained(visit: Visit, subjects: Sequence[Subject], drawn: Drawn, key: str) -> None:
    subject = chosen(subjects, key)
    in_words, rows, sql, beside, files = st.tabs(["In words", "Rows", "SQL", "Quoted figures", "Download"])
    with in_words:
        defined(visit, subject)
    with rows:
        _behind(visit, subject, key)
    with sql:
        st.code(subject.sql, language="sql", wrap_lines=True, height=320)
    with beside:
        quoted_on(subject)
    with files:
        chart_downloads.offer(visit, subjects, drawn, key)


def _behind(visit: Visit, subject: Subject, key: str) -> None:
    if visit.book.scope.withholds_rows:
        st.caption("A link tells figures and charts, not the rows behind them.")
        return
    if isinstance(subject, Detector):
        _judged(visit, subject, key)
        return
    view = VIEWS[subject.rows] if subject.rows else subject if isinstance(subject, View) else None
    if view is None:
        st.caption("This figure is computed from others; their rows stand with them.")
        return
    found = listing(visit.book, view)
    if found.missing:
        st.caption(format.escape_markdown(f"{format.needs(found.missing)}."))
        return
    rows(found.frame, subject.title, f"{key}-{subject.id}", visit=visit)


def _judged(visit: Visit, detector: Detector, key: str) -> None:
    """Everything a detector looked at, the worst first, and the rows of spend that what it found exposes."""
    found = listing(visit.book, detector)
    if found.missing:
        st.caption(format.escape_markdown(f"{format.needs(found.missing)}."))
        return
    judged = found.frame.sort_values(["severity", "exposed"], ascending=False, kind="stable", na_position="last")
    judged = judged.assign(severity=[JUDGEMENTS.get(severity, NOT_JUDGED) for severity in judged["severity"]])
    rows(judged[list(JUDGED)].rename(columns=JUDGED), detector.title, key)
    spend = listing(visit.book, VIEWS["finding_rows"]).frame
    spend = spend[(spend["detector"] == detector.id) & spend["amount"].notna()]
    if len(spend):
        st.markdown("**The spend it exposes**")
        title = f"{detector.title}, the spend it exposes"
        rows(spend[list(EXPOSED)].rename(columns=EXPOSED), title, f"{key}-{detector.id}", visit=visit, listed=spend)


def rows(
    frame: pd.DataFrame,
    title: str,
    key: str = "",
    *,
    formatted: pd.DataFrame | None = None,
    visit: Visit | None = None,
    listed: pd.DataFrame | None = None,
) -> None:
    """The rows as a table (as they are `formatted`, where that differs from how they are handed over), and their download.

    For a `visit` a row that stood in a sheet can be opened: its cells, and what it feeds. `listed` are the same rows with
    the columns that say where each stood, where the frame calls them by other names.
    """
    places = frame if listed is None else listed
    can_open = visit is not None and set(lineage.PLACE) <= set(places.columns)
    opened: OpenedRow = st.session_state.setdefault(f"opened-{key}", OpenedRow()) if can_open else OpenedRow()
    if visit is not None and opened.place:
        _opened(visit, opened, key)
        return
    seen = (frame if formatted is None else formatted).head(MOST_ROWS).dropna(axis="columns", how="all")
    seen = seen.round(dict.fromkeys(seen.select_dtypes("float").columns, 2))
    seen.columns = [str(column).replace("_", " ") for column in seen.columns]
    shapes = {
        column: st.column_config.NumberColumn(format="localized")
        for column in seen.select_dtypes("number").columns
        if seen[column].abs().max() >= LONG_NUMBER
    }
    shapes |= {
        column: st.column_config.DateColumn(format="YYYY-MM-DD") for column in seen.select_dtypes("datetime").columns
    }
    shapes |= {column: st.column_config.Column(width=width) for column, width in _widths(seen).items()}
    height: int | Literal["auto"] = "auto" if len(frame) < 8 else 300
    draw = partial(st.dataframe, seen, hide_index=True, height=height, column_config=shapes, placeholder="", alt=title)
    if can_open:
        name = f"rows-{key}-{opened.turn}"
        draw(key=name, selection_mode="single-row", on_select=lambda: opened.take(places, st.session_state[name]))
    else:
        draw()
    with st.container(horizontal=True, vertical_alignment="center"):
        cut = (
            f"the first {format.count(MOST_ROWS)} of {format.count(len(frame))} rows" if len(frame) > MOST_ROWS else ""
        )
        says = cut or format.plural(len(frame), "row")
        st.caption(f"{says}{format.DOT}select one to see its cells" if can_open else says, width="content")
        st.space("stretch")
        download(frame, title, key)


def _opened(visit: Visit, opened: OpenedRow, key: str) -> None:
    """A row as it came, in the place of the table it was selected in."""
    st.button(
        "Back to the rows",
        type="tertiary",
        icon=":material/arrow_back:",
        key=f"back-{key}",
        on_click=opened.close,
    )
    if opened.place and opened.place != NO_PLACE:
        version, sheet, source_row = opened.place
        lineage.show(visit, version, sheet, source_row, f"lineage-{key}")
    else:
        st.caption("This row was put together from several; it stands in no sheet.")


def _widths(seen: pd.DataFrame) -> dict[str, int]:
    """The pixels of the columns with long texts: Streamlit measures them a little too narrow and cuts their last letters."""
    texts = seen.select_dtypes(["object", "str"])
    longest = {column: int(texts[column].astype(str).str.len().max()) for column in texts} if len(texts) else {}
    least, most = LONG_TEXT
    return {column: round(LETTER * length) + 24 for column, length in longest.items() if least <= length <= most}


def _contradicts(benchmark: Benchmark, other: Benchmark) -> bool:
    return bool(benchmark.conflict_group) and (
        benchmark.conflict_group == other.conflict_group and benchmark.id != other.id
    )
