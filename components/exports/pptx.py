"""A document as a PowerPoint deck: a slide for each finding, charts that can be edited."""

import io

from components.exports.deck import outline
from components.exports.deck.slides import Deck
from components.exports.document import Document, Report
from components.page.blocks import RecordedPage


def write(document: Document, report: Report) -> bytes:
    """The deck. `report` is told which page is being drawn."""
    deck = Deck(document)
    deck.cover()
    for at, page in enumerate(document.pages):
        report(f"Drawing {page.title}", at / max(len(document.pages), 1))
        _page(deck, page, document.caption)
    report("Saving the deck", 1.0)
    content = io.BytesIO()
    deck.presentation.save(content)
    return content.getvalue()


def _page(deck: Deck, page: RecordedPage, caption: str) -> None:
    """A page: its finding and figures, then a slide for each of its charts and tables."""
    first, rest = outline.first(page, caption)
    deck.section(first)
    for slide in outline.slides(rest, caption):
        deck.add(slide)
