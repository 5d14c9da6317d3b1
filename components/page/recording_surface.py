"""A page written out to the end, with every tab open: what a deck, a file or a pinned link is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType

from components.navigation import PAGES
from components.page.blocks import Block, Columns, Expander, Gap, Header, Part, RecordedPage, Surface, Tabs
from components.page.visit import Visit
from components.page.writing import write


def record(visit: Visit, page: str) -> RecordedPage:
    """A page of the app as this visitor sees it, all of it; `page` is its file's name (`funnel`)."""
    surface = RecordingSurface()
    write(replace(visit, page=page), surface)
    return surface.recorded(page, PAGES[page].title)


def replay(surface: Surface, blocks: Sequence[Block]) -> None:
    """Blocks that were recorded, on another surface."""
    for block in blocks:
        match block:
            case Tabs(parts):
                for tab, part in zip(surface.tabs([part.name for part in parts]), parts, strict=True):
                    if tab.open:
                        with tab:
                            replay(surface, part.blocks)
            case Expander(part):
                with surface.expander(part.name, is_lazy=False):
                    replay(surface, part.blocks)
            case Columns(widths, columns):
                for place, column in zip(surface.columns(widths, "large"), columns, strict=True):
                    with place:
                        replay(surface, column)
            case _:
                surface.put(block)


def flattened(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks in the order in which they are read, without the columns, tabs and expanders they stand in."""
    for block in blocks:
        match block:
            case Tabs(parts):
                for part in parts:
                    yield from flattened(part.blocks)
            case Expander(part):
                yield from flattened(part.blocks)
            case Columns(_, columns):
                for column in columns:
                    yield from flattened(column)
            case _:
                yield block


@dataclass
class RecordedPlace:
    """A place of a recording, always open: what is put while it is entered is recorded there."""

    surface: "RecordingSurface"
    blocks: list["Block | _Columns | _Tabs | _Expander"] = field(default_factory=list)
    open: bool = True

    def __enter__(self) -> "RecordedPlace":
        self.surface.entered.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.surface.entered.pop()


@dataclass(frozen=True)
class _Columns:
    widths: tuple[float, ...]
    places: tuple[RecordedPlace, ...]


@dataclass(frozen=True)
class _Tabs:
    places: tuple[tuple[str, RecordedPlace], ...]


@dataclass(frozen=True)
class _Expander:
    name: str
    place: RecordedPlace


class RecordingSurface:
    """The surface on which nothing is drawn and nothing is hidden."""

    def __init__(self) -> None:
        self.entered: list[RecordedPlace] = [RecordedPlace(self)]
        self._whole = self.entered[0]
        self._header = Header("", "")

    def header(self, header: Header) -> None:
        self._header = header

    def put(self, block: Block) -> None:
        self.entered[-1].blocks.append(block)

    def columns(self, spec: int | Sequence[float], gap: Gap) -> Sequence[RecordedPlace]:
        widths = (1.0,) * spec if isinstance(spec, int) else tuple(float(width) for width in spec)
        places = tuple(RecordedPlace(self) for _ in widths)
        self.entered[-1].blocks.append(_Columns(widths, places))
        return places

    def tabs(self, names: Sequence[str]) -> Sequence[RecordedPlace]:
        places = tuple(RecordedPlace(self) for _ in names)
        self.entered[-1].blocks.append(_Tabs(tuple(zip(names, places, strict=True))))
        return places

    def expander(self, name: str, is_lazy: bool) -> RecordedPlace:
        place = RecordedPlace(self)
        self.entered[-1].blocks.append(_Expander(name, place))
        return place

    def nothing(self) -> None:
        """What a reader is to upload is said on the screen alone."""

    def recorded(self, name: str, title: str) -> RecordedPage:
        """All that was put, in its places; places that stayed empty are left out."""
        return RecordedPage(name, title, self._header, _blocks(self._whole))


def _blocks(recorded: RecordedPlace) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for block in recorded.blocks:
        match block:
            case _Columns(widths, places):
                columns = tuple(_blocks(place) for place in places)
                if any(columns):
                    blocks.append(Columns(widths, columns))
            case _Tabs(named):
                parts = (Part(name, _blocks(place)) for name, place in named)
                if filled := tuple(part for part in parts if part.blocks):
                    blocks.append(Tabs(filled))
            case _Expander(name, place):
                if inside := _blocks(place):
                    blocks.append(Expander(Part(name, inside)))
            case _:
                blocks.append(block)
    return tuple(blocks)
