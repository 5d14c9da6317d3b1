"""What a link says of itself before anybody opens it: the finding of its first page, in words and as a picture."""

import functools
import json
from dataclasses import dataclass, replace
from pathlib import Path

import typst

from components.auth import link_visitor
from components.auth.link_visitor import Link
from components.page import filter_bar, recording_surface
from components.page.blocks import Figures, RecordedPage
from components.page.visit import Visit
from components.share import snapshot
from components.text import format
from components.theme import LIGHT, Viewport

PICTURE = Path(__file__).with_name("preview.typ")
VIEWPORT = Viewport("light", "wide")
MADE_UP = "A made-up portfolio"
MOST_FIGURES = 4
PPI = 144  # 1200 x 630 pixels, what messengers ask for


@dataclass(frozen=True)
class Preview:
    """The first page's name, its finding, the scope in one line, its first figures with their labels."""

    page: str
    finding: str
    scope: str
    figures: tuple[tuple[str, str], ...]


def preview(link: Link) -> Preview | None:
    """What an open link shows first; None where it shows nothing any more. Takes as long as its first page."""
    opened = link_visitor.opened()
    if link_visitor.gone(link, opened):
        return None
    link_preview = _of_snapshot(link) if link.is_pinned else _of_live_link(opened.identity, opened.latest, link)
    return (
        replace(link_preview, scope=f"{MADE_UP}{format.DOT}{link_preview.scope}")
        if link_preview and link.is_sample
        else link_preview
    )


@functools.lru_cache(maxsize=50)
def picture(link_preview: Preview) -> bytes:
    """The preview as a PNG, 1200 x 630."""
    texts = {
        "page": f"AI portfolio{format.DOT}{link_preview.page}",
        "finding": format.typeset(link_preview.finding),
        "scope": format.typeset(link_preview.scope),
        "figures": [{"label": label, "value": format.typeset(value)} for label, value in link_preview.figures],
        **{name: getattr(LIGHT, name) for name in ("paper", "ink", "grey", "line", "accent")},
    }
    drawn = typst.compile(
        PICTURE.read_bytes(), format="png", ppi=PPI, sys_inputs={"preview": json.dumps(texts)}, ignore_system_fonts=True
    )
    return drawn if isinstance(drawn, bytes) else drawn[0]


def forget() -> None:
    """Forget what was found and drawn: something of it was purged."""
    picture.cache_clear()
    _of_live_link.cache_clear()


def _of_snapshot(link: Link) -> Preview | None:
    content = link_visitor.links().pinned(link.id, VIEWPORT.type, VIEWPORT.width)
    if content is None:
        return None
    stored = snapshot.read(content)
    return _of_page(stored.pages[0], stored.caption)


@functools.lru_cache(maxsize=50)
def _of_live_link(store: str, version: int, link: Link) -> Preview:
    """A live link's first page, written out once for each version of a store."""
    opened = link_visitor.opened()
    scope = link_visitor.scope_of(link, opened)
    visit = Visit(opened, opened.book(scope), VIEWPORT, link.pages[0], frozenset(link.pages))
    page = recording_surface.record(visit, link.pages[0])
    return _of_page(page, filter_bar.caption(opened, replace(scope, units=link.units)))


def _of_page(page: RecordedPage, scope: str) -> Preview:
    figures = [
        (figure.label, figure.value)
        for block in recording_surface.flattened(page.blocks)
        if isinstance(block, Figures)
        for figure in block.figures
        if figure.value != format.NOT_KNOWN
    ]
    return Preview(page.title, page.header.finding, scope, tuple(figures[:MOST_FIGURES]))
