"""What a link says of itself before anybody opens it: the finding of its first page, in words and as a picture."""

import functools
import json
from dataclasses import dataclass, replace
from pathlib import Path

import typst

from components import filters, link_visit, paper, pins, words
from components.blocks import Figures, Leaf
from components.contents import NAMES
from components.house import LIGHT, Look
from components.link_visit import Link
from components.session import Visit
from queries import Book

PICTURE = Path(__file__).with_name("link_preview.typ")
LOOK = Look("light", "wide")
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
    opened = link_visit.opened()
    if link_visit.gone(link, opened):
        return None
    told = _pinned(link) if link.is_pinned else _live(opened.identity, opened.latest, link)
    return replace(told, scope=f"{MADE_UP}{words.DOT}{told.scope}") if told and link.is_sample else told


@functools.lru_cache(maxsize=50)
def picture(told: Preview) -> bytes:
    """The preview as a PNG, 1200 x 630."""
    said = {
        "page": f"AI portfolio{words.DOT}{told.page}",
        "finding": words.typeset(told.finding),
        "scope": words.typeset(told.scope),
        "figures": [{"label": label, "value": words.typeset(value)} for label, value in told.figures],
        **{name: getattr(LIGHT, name) for name in ("paper", "ink", "grey", "line", "accent")},
    }
    drawn = typst.compile(
        PICTURE.read_bytes(), format="png", ppi=PPI, sys_inputs={"told": json.dumps(said)}, ignore_system_fonts=True
    )
    return drawn if isinstance(drawn, bytes) else drawn[0]


def forget() -> None:
    """Forget what was told and drawn: something of it was purged."""
    picture.cache_clear()
    _live.cache_clear()


def _pinned(link: Link) -> Preview | None:
    content = link_visit.links().pinned(link.id, LOOK.type, LOOK.width)
    if content is None:
        return None
    pinned = pins.read(content)
    return _told(pinned.leaves[0], pinned.caption)


@functools.lru_cache(maxsize=50)
def _live(store: str, version: int, link: Link) -> Preview:
    """A live link's first page, written out once for each version of a store."""
    opened = link_visit.opened()
    scope = link_visit.scope_of(link, opened)
    visit = Visit(opened, Book(opened.store.connection, scope), LOOK, link.pages[0], frozenset(link.pages))
    leaf = paper.leaf(visit, link.pages[0], NAMES[link.pages[0]])
    return _told(leaf, filters.caption(opened, replace(scope, units=link.units)))


def _told(leaf: Leaf, scope: str) -> Preview:
    figures = [
        (one.label, one.value)
        for block in paper.every(leaf.blocks)
        if isinstance(block, Figures)
        for one in block.figures
        if one.value != words.NOT_KNOWN
    ]
    return Preview(leaf.name, leaf.head.finding, scope, tuple(figures[:MOST_FIGURES]))
