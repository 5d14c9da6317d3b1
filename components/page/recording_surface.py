"""A page written out to the end, with every tab open: what a deck, a file or a pinned link is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any

from components.navigation import PAGES
from components.page.blocks import Block, Columns, Fold, Gap, Head, Leaf, Part, Surface, Tabs
from components.page.visit import Visit
from components.page.writing import write


def leaf(visit: Visit, page: str) -> Leaf:
    """A page of the app as this visitor sees it, all of it; `page` is its file's name (`funnel`)."""
    paper = Paper()
    write(replace(visit, page=page), paper)
    return paper.leaf(page, PAGES[page].title)


def put(surface: Surface, blocks: Sequence[Block]) -> None:
    """Blocks that were written on paper, on another surface."""
    for block in blocks:
        match block:
            case Tabs(parts):
                for place, part in zip(surface.tabs([part.name for part in parts]), parts, strict=True):
                    if place.open:
                        with place:
                            put(surface, part.blocks)
            case Fold(part):
                with surface.fold(part.name, is_lazy=False):
                    put(surface, part.blocks)
            case Columns(widths, columns):
                for place, column in zip(surface.columns(widths, "large"), columns, strict=True):
                    with place:
                        put(surface, column)
            case _:
                surface.put(block)


def every(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks in the order in which they are read, without the columns, tabs and folds they stand in."""
    for block in blocks:
        match block:
            case Tabs(parts):
                for part in parts:
                    yield from every(part.blocks)
            case Fold(part):
                yield from every(part.blocks)
            case Columns(_, columns):
                for column in columns:
                    yield from every(column)
            case _:
                yield block


@dataclass
class Sheet:
    """A place on paper, always open: what is put while it is entered is written there."""

    paper: "Paper"
    blocks: list[Any] = field(default_factory=list)
    open: bool = True

    def __enter__(self) -> "Sheet":
        self.paper.entered.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.paper.entered.pop()


@dataclass(frozen=True)
class _Beside:
    widths: tuple[float, ...]
    places: tuple[Sheet, ...]


@dataclass(frozen=True)
class _Tabs:
    places: tuple[tuple[str, Sheet], ...]


@dataclass(frozen=True)
class _Fold:
    name: str
    place: Sheet


class Paper:
    """The surface on which nothing is drawn and nothing is hidden."""

    def __init__(self) -> None:
        self.entered: list[Sheet] = [Sheet(self)]
        self._whole = self.entered[0]
        self._head = Head("", "")

    def head(self, head: Head) -> None:
        self._head = head

    def put(self, block: Block) -> None:
        self.entered[-1].blocks.append(block)

    def columns(self, spec: int | Sequence[float], gap: Gap) -> Sequence[Sheet]:
        widths = (1.0,) * spec if isinstance(spec, int) else tuple(float(width) for width in spec)
        places = tuple(Sheet(self) for _ in widths)
        self.entered[-1].blocks.append(_Beside(widths, places))
        return places

    def tabs(self, names: Sequence[str]) -> Sequence[Sheet]:
        places = tuple(Sheet(self) for _ in names)
        self.entered[-1].blocks.append(_Tabs(tuple(zip(names, places, strict=True))))
        return places

    def fold(self, name: str, is_lazy: bool) -> Sheet:
        place = Sheet(self)
        self.entered[-1].blocks.append(_Fold(name, place))
        return place

    def nothing(self) -> None:
        """What a reader is to upload is said on the screen alone."""

    def leaf(self, page: str, name: str) -> Leaf:
        """All that was put, in its places; places that stayed empty are left out."""
        return Leaf(page, name, self._head, _written(self._whole))


def _written(sheet: Sheet) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for block in sheet.blocks:
        match block:
            case _Beside(widths, places):
                columns = tuple(_written(place) for place in places)
                if any(columns):
                    blocks.append(Columns(widths, columns))
            case _Tabs(named):
                parts = (Part(name, _written(place)) for name, place in named)
                if said := tuple(part for part in parts if part.blocks):
                    blocks.append(Tabs(said))
            case _Fold(name, place):
                if inside := _written(place):
                    blocks.append(Fold(Part(name, inside)))
            case _:
                blocks.append(block)
    return tuple(blocks)
