"""From a visitor's pages to a file of a kind, saying how far it is."""

import datetime as dt
from collections.abc import Callable, Sequence
from importlib import import_module

from components.exports import Form
from components.exports.document import Document, Report, document
from components.page.notes import CommentsOf
from components.page.visit import Visit
from components.text import format

Write = Callable[[Document, Report], bytes]
WRITING = 0.4  # of the whole, spent on writing the pages out before any file is made of them


def made(
    form: Form,
    visit: Visit,
    pages: Sequence[str],
    made_on: dt.date,
    comments_of: CommentsOf,
    report_in_words: Callable[[str], None],
) -> bytes:
    """The pages as this visitor sees them as a file; `report_in_words` is called with how far it is. Raises NotAllowed, CannotBeDrawn."""
    visit.opened.store.require("viewer")

    def report(start: float, width: float) -> Report:
        return lambda sentence, share: report_in_words(f"{sentence}{format.DOT}{format.percent(start + share * width)}")

    write: Write = import_module(f"components.exports.{form.ending}").write  # only what is asked for is imported
    written = document(visit, pages, made_on, report(0, WRITING), comments_of)
    return write(written, report(WRITING, 1 - WRITING))
