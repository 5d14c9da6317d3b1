"""A document as a file somebody takes along: a deck, a PDF, a workbook, a page that opens offline."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from components.document import Document, Report
from components.opening import SPREADSHEET

Write = Callable[[Document, Report], bytes]


@dataclass(frozen=True)
class Form:
    """A kind of file: what it is called, what it is good for, its ending and media type."""

    name: str
    says: str
    ending: str
    mime: str

    def write(self, document: Document, report: Report) -> bytes:
        """The document as this kind of file; `report` is told how far it is. Raises CannotBeDrawn where a browser is wanting."""
        write: Write = import_module(f"components.exports.{self.ending}").write  # only what is asked for is imported
        return write(document, report)


class CannotBeDrawn(Exception):
    """A chart cannot be drawn on this machine; the message says what is wanting."""


FORMS = {
    "pptx": Form(
        "PowerPoint", "a slide for each finding, charts that can be edited", "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "pdf": Form("PDF", "all chosen pages, to print and to send", "pdf", "application/pdf"),
    "xlsx": Form("Excel", "the rows, formulas that come to the figures, where each row stood", "xlsx", SPREADSHEET),
    "html": Form("HTML", "one file with live charts that opens offline", "html", "text/html"),
}  # fmt: skip
