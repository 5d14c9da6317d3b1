"""The first sheet: what this is, as of when, what the pages find, what was said of them, what each sheet holds."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from components.exports.document import Document
from components.exports.workbook.figures import FIGURES, WHOLE
from components.exports.workbook.sheet import FIRST, WorkbookWriter, quoted, tall, text, write
from components.page import notes
from components.text import format
from components.theme import LIGHT

NAME, WIDTH = "Read me", 110
HOW = (
    ("A figure", "stands on Figures as a formula over its counts: press a value to see it."),
    (
        "Its counts",
        "are the sum of the units', on By unit; where that cannot be, they are written as the app counts them.",
    ),
    ("The units' counts", "are sums over a sheet of rows, where rows add up to them: Recomputed from says so."),
    ("Each row", "says in its last columns which upload, sheet and row it stood in."),
    ("Hidden", "figures of few people have neither value nor counts, and nothing else gives them away."),
)
"""How a reader walks from a figure to its rows."""


def put(writer: WorkbookWriter, document: Document, sheets: Sequence[tuple[str, str]], figures: int) -> None:
    """The sheet; `sheets` are the others, each with what it is, `figures` how many figures there are."""
    sheet = writer.workbook.get_worksheet_by_name(NAME)
    at = FIRST - 1
    about = [("What is shown", document.caption), ("Written on", format.date(document.made_on))]
    if document.is_sample:
        about.append(("Sample data", "A made-up portfolio, not the company's own figures."))
    at = _lines(writer, sheet, at, about)
    if figures:
        write(writer, sheet, at, 0, "Checked", bold=True)
        same = f"{quoted(FIGURES)}!${_letter('Same')}${FIRST + 1}:${_letter('Same')}${FIRST + figures}"
        good = f"All {format.plural(figures, 'figure')} of this workbook come to what the app shows."
        description = f'=IF(COUNTIF({same},"no")=0,"{good}",COUNTIF({same},"no")&" of {figures} figures differ from what the app shows: see Same on {FIGURES}.")'
        sheet.write_formula(at, 1, description, writer.cell_format(bold=True, font_color=LIGHT.accent), good)
        at += 1
    at = _heading(writer, sheet, at + 1, "What the pages find")
    at = _lines(writer, sheet, at, [(page.title, page.header.finding) for page in document.pages])
    comments = [(page.title, comment) for page in document.pages for comment in page.comments]
    if comments:
        at = _heading(writer, sheet, at + 1, "Notes on them")
        lines = [(name, f"{comment.text} ({notes.signed(comment)})") for name, comment in comments]
        at = _lines(writer, sheet, at, lines)
    at = _heading(writer, sheet, at + 1, "From a figure to its rows")
    at = _lines(writer, sheet, at, HOW)
    at = _heading(writer, sheet, at + 1, "The sheets")
    for name, description in sheets:
        writer.link(sheet, at, 0, name, name)
        write(writer, sheet, at, 1, description, text_wrap=True)
        tall(sheet, at, (description, WIDTH))
        at += 1
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, WIDTH)


def _letter(column: str) -> str:
    return chr(ord("A") + WHOLE.index(column))


def _heading(writer: WorkbookWriter, sheet: Worksheet, at: int, heading: str) -> int:
    cell_format = writer.cell_format(font_name="Georgia", font_size=12, bold=True, bottom=1, bottom_color=LIGHT.line)
    text(sheet, at, 0, heading, cell_format)
    text(sheet, at, 1, "", cell_format)
    return at + 1


def _lines(writer: WorkbookWriter, sheet: Worksheet, at: int, lines: Sequence[tuple[str, str]]) -> int:
    for name, content in lines:
        write(writer, sheet, at, 0, name, bold=True)
        write(writer, sheet, at, 1, content, text_wrap=True)
        tall(sheet, at, (content, WIDTH))
        at += 1
    return at
