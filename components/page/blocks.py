"""What a page consists of before anybody has drawn it: the same blocks stand on the screen, in a deck, in a file.

A page (`components/page/page.py`) puts blocks on a surface. `components/page/streamlit_surface.py` is the surface of a browser,
`components/page/recording_surface.py` the one of everything that is taken along.
"""

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

import pandas as pd

from components.theme import Drawn
from queries import Benchmark, Subject

Gap = Literal["small", "medium", "large"]


@dataclass(frozen=True)
class Figure:
    """A figure of the strip under the title: what it is, the value, what stands beside it in words, what is behind it."""

    label: str
    value: str
    beside: str = ""
    explains: str = ""


@dataclass(frozen=True)
class Point:
    """A line of a list, with the page that answers for it; `lead` stands before it in bold, `more` beneath it.

    `leads_on`: it says nothing but where that page leads, so it is left out where the page is not there.
    """

    text: str
    page: str
    lead: str = ""
    more: str = ""
    leads_on: bool = False


@dataclass(frozen=True)
class Header:
    """A page's one headline, the finding in one clause, and beneath it the question it answers."""

    finding: str
    question: str


@dataclass(frozen=True)
class Sparkline:
    """The answer as one line under the title, which is its finding."""

    drawn: Drawn
    key: str


@dataclass(frozen=True)
class Figures:
    """A strip of figures under the title; those that nobody can know yet are among them."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Chart:
    """A chart under its finding, or sentences in its place. `subjects` are what it is computed from, the first its own."""

    drawn: Drawn
    subjects: tuple[Subject, ...]
    key: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows: `frame` as they are handed over, `formatted` as a page shows them; `message` stands in the place of rows.

    `is_headed`: whether its title stands over it; where not, a heading of its own stands there already.
    """

    title: str
    frame: pd.DataFrame
    formatted: pd.DataFrame | None = None
    message: str = ""
    is_headed: bool = True


@dataclass(frozen=True)
class Grid:
    """A table in plain sight whose sentences wrap: no row of it is cut off, and nothing in it can be pressed."""

    frame: pd.DataFrame


@dataclass(frozen=True)
class Download:
    """All rows of what was shown in part."""

    frame: pd.DataFrame
    title: str


@dataclass(frozen=True)
class Heading:
    """A section's head, where no chart brings its own."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Note:
    """A line that stands back."""

    text: str


@dataclass(frozen=True)
class Quoted:
    """What others are quoted to have found."""

    benchmarks: tuple[Benchmark, ...]


@dataclass(frozen=True)
class Link:
    """A way to another page of the app."""

    page: str
    label: str


@dataclass(frozen=True)
class Columns:
    """Blocks beside each other: the columns' relative widths, and what stands in each."""

    widths: tuple[float, ...]
    columns: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True)
class Part:
    """A part of a page under a name."""

    name: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Tabs:
    """Parts of which a reader opens one at a time."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Expander:
    """A part that a reader unfolds."""

    part: Part


Block = (
    Sparkline
    | Figures
    | Chart
    | Table
    | Grid
    | Download
    | Heading
    | Text
    | Note
    | Quoted
    | Link
    | Columns
    | Tabs
    | Expander
)


@dataclass(frozen=True)
class Comment:
    """What somebody has written of a page and a quarter (`2026-Q4`): who, and when."""

    page: str
    period: str
    text: str
    author: str
    written_at: dt.datetime


@dataclass(frozen=True)
class RecordedPage:
    """A page written to the end: its file's name and its title, its headline and question, its blocks, the notes on it."""

    name: str
    title: str
    header: Header
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()


Place = AbstractContextManager[object]
"""Where blocks are put in `with`."""


class Openable(Place, Protocol):
    """A place that a reader opens: whether it is open, and so worth working out."""

    @property
    def open(self) -> bool | None: ...


class Surface(Protocol):
    """What a page writes on."""

    def header(self, header: Header) -> None:
        """The headline; said again, it replaces what was said before."""

    def put(self, block: Block) -> None:
        """A block, beneath those that stand there."""

    def columns(self, spec: int | Sequence[float], gap: Gap) -> Sequence[Place]:
        """Places beside each other."""

    def tabs(self, names: Sequence[str]) -> Sequence[Openable]:
        """Places of which a reader opens one at a time."""

    def expander(self, name: str, is_lazy: bool) -> Openable:
        """A place that a reader unfolds; a lazy one says whether it is `open`."""

    def nothing(self) -> None:
        """What stands on a page where nothing stands in the store; nothing is put after it."""
