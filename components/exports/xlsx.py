"""An Excel workbook that can be checked: figures as formulas over their counts, the rows behind, where each row stood."""

import datetime as dt
import io

import pandas as pd
from xlsxwriter import Workbook

from components.exports.document import Document, Report
from components.exports.workbook import figures, read_me, sources
from components.exports.workbook import rows as sheets_of_rows
from components.exports.workbook.contents import Contents, contents
from components.exports.workbook.sheet import UNWRITABLE, Names, WorkbookWriter
from components.exports.workbook.sums import views_of
from components.page import explain
from components.text import format
from components.theme import LIGHT
from queries import Book, Subject, listing
from queries.uploads import uploads

PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
FINDINGS, EXPOSED = "Findings", "finding_rows"


def write(document: Document, report: Report) -> bytes:
    """The document as a workbook."""
    book, on_pages = document.book, contents(document)
    month = book.scope.settings.get("fiscal_start_month", "1")
    names = Names(
        {name.casefold() for name in (read_me.NAME, figures.FIGURES, figures.UNITS, figures.QUARTERS, sources.NAME)}
    )
    answers = figures.asked(book, on_pages.metrics, lambda share: report("Asking for the figures", 0.5 * share))
    report("Asking for the rows", 0.5)
    rows = sheets_of_rows.behind(book, _views(on_pages), names)

    content = io.BytesIO()
    with Workbook(content, PLAIN) as workbook:
        writer = WorkbookWriter(workbook, _footer(document))
        subject = UNWRITABLE.sub("", document.caption)
        workbook.set_properties({"title": document.title, "subject": subject, "created": _made_at(document)})
        workbook.set_calc_mode("auto")
        writer.add_sheet(
            read_me.NAME, document.title, "What did our AI money buy? Figures, formulas and rows.", LIGHT.accent
        )
        listed: list[tuple[str, str]] = []
        if answers:
            report("Writing the figures", 0.6)
            figures.put(writer, answers, rows, month)
            listed += list(DESCRIPTIONS.items())
        report("Writing the tables", 0.65)
        listed += _tables(writer, book, on_pages, names, month)
        listed += _drawn(writer, book, on_pages, names, set(rows), month)
        for at, sheet in enumerate(rows.values()):
            report(f"Writing {sheet.view.title.lower()}", 0.75 + 0.2 * at / len(rows))
            sheets_of_rows.put(writer, sheet)
            listed.append((sheet.name, f"{format.plural(len(sheet.frame), 'row')}: {sheet.view.formula}."))
        sources.put(writer, uploads(book), list(rows.values()))
        listed.append((sources.NAME, "The uploads that stand in this version, and where each sheet's rows stood."))
        read_me.put(writer, document, listed, len(answers))
        report("Packing the workbook", 0.97)
    return content.getvalue()


DESCRIPTIONS = {
    figures.FIGURES: "Every figure of these pages for all that is shown, as a formula, compared with the app.",
    figures.UNITS: "The same for each unit.",
    figures.QUARTERS: "The same quarter by quarter.",
}


def _views(on_pages: Contents) -> list[str]:
    """The views whose rows stand behind anything on the pages, each once."""
    subjects: list[Subject] = [*on_pages.metrics, *on_pages.views]
    found = dict.fromkeys(subject.rows for subject in subjects if subject.rows)
    for metric in on_pages.metrics:
        found |= dict.fromkeys(sorted(views_of(metric.id)))
    if on_pages.detectors:
        found[EXPOSED] = None
    return list(found)


def _tables(writer: WorkbookWriter, book: Book, on_pages: Contents, names: Names, month: str) -> list[tuple[str, str]]:
    """What detectors found, and the tables of the pages: a sheet each; their names and what they are."""
    tables = [(table.title, f"A table of the page {table.page}.", table.frame) for table in on_pages.tables]
    if len(found := _found(book, on_pages)):
        tables.insert(
            0, (FINDINGS, "What each detector looked at and how it judged it, the worst and dearest first.", found)
        )
    written = []
    for title, description, frame in tables:
        name = names.unique(title)
        sheets_of_rows.table(writer, name, title, description, sheets_of_rows.named(frame, month), colour=LIGHT.range)
        written.append((name, description if name == title else f"{title}. {description}"))
    return written


def _drawn(
    writer: WorkbookWriter, book: Book, on_pages: Contents, names: Names, are_rows: set[str], month: str
) -> list[tuple[str, str]]:
    """What the charts of each page draw, where it stands on no sheet yet: one sheet a page, its name and what it is."""
    pages: dict[str, list[tuple[str, str, pd.DataFrame]]] = {}
    for view, on in on_pages.views.items():
        drawn = listing(book, view)
        if view.id not in are_rows and not drawn.missing and len(drawn.frame):
            pages.setdefault(on[0], []).append(
                (view.title, f"{view.formula}.", sheets_of_rows.named(drawn.frame, month))
            )
    written = []
    for page, tables in pages.items():
        title, description = (
            f"Drawn on {page}",
            f"What the charts of the page {page} draw: {format.plural(len(tables), 'table')}.",
        )
        name = names.unique(title)
        sheets_of_rows.stacked(writer, name, title, description, tables)
        written.append((name, description))
    return written


def _found(book: Book, on_pages: Contents) -> pd.DataFrame:
    parts = []
    for detector in on_pages.detectors:
        judged = listing(book, detector).frame
        judged = judged[judged["business_unit"].notna()].sort_values(
            ["severity", "exposed"], ascending=False, kind="stable", na_position="last"
        )
        judged_as = [explain.JUDGEMENTS.get(severity, explain.NOT_JUDGED) for severity in judged["severity"]]
        parts.append(
            judged.assign(severity=judged_as)[list(explain.JUDGED)]
            .rename(columns=explain.JUDGED)
            .assign(Detector=detector.title)
        )
    every = (
        pd.concat([part for part in parts if len(part)], ignore_index=True) if any(map(len, parts)) else pd.DataFrame()
    )
    return every[["Detector", *explain.JUDGED.values()]] if len(every) else every


def _footer(document: Document) -> str:
    """What stands at the foot of each printed page; an & in a unit's name stands for itself."""
    caption = UNWRITABLE.sub("", format.shorten(document.caption, 150)).replace("&", "&&")
    return (
        f"&L&8{document.title}{format.DOT}{caption}{'  Sample data' if document.is_sample else ''}&R&8&A, page &P of &N"
    )


def _made_at(document: Document) -> dt.datetime:
    return dt.datetime.combine(document.made_on, dt.time())
