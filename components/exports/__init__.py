"""A document as a file somebody takes along: a deck, a PDF, a workbook, a page that opens offline."""

from dataclasses import dataclass

from components.stores import SPREADSHEET


@dataclass(frozen=True)
class Form:
    """A kind of file: what it is called, what it is good for, its ending and media type.

    `components/exports/<ending>.py` writes it.
    """

    name: str
    says: str
    ending: str
    mime: str


FORMS = {
    "pptx": Form(
        "PowerPoint",
        "a slide for each finding, with charts that can be edited",
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "pdf": Form("PDF", "all chosen pages, to print and to send", "pdf", "application/pdf"),
    "xlsx": Form("Excel", "the rows, formulas that come to the figures, and where each row stood", "xlsx", SPREADSHEET),
    "html": Form("HTML", "one file with live charts that opens offline", "html", "text/html"),
}
