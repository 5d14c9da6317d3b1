"""Which slides a page becomes, before any is drawn: nothing that stands on the page is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from components.exports.deck import letters, speaker_notes
from components.exports.deck.letters import BODY, Line, Run, Type
from components.navigation import PAGES
from components.page import notes as page_notes
from components.page.blocks import (
    Block,
    Chart,
    Columns,
    Download,
    Expander,
    Figure,
    Figures,
    Grid,
    Heading,
    Link,
    Note,
    Quoted,
    RecordedPage,
    Sparkline,
    Table,
    Tabs,
    Text,
)
from components.page.streamlit_surface import not_known_yet
from components.text import format

TEXT = 13.0
NOTE_ROWS = 4  # rows of small print that a chart's slide has room for
NOTE_SIZE, NOTE_WIDTH = 11.0, 870.0
PAGE_HEIGHT = 360.0  # points of text on a slide
AFTER = 5.0
FULL = 0.92  # of a slide, up to which what says little shares it
FIGURES_HEIGHT = 110.0
FIRST_TEXT, FIRST_TEXT_BELOW_STRIP = 110.0, 50.0  # points of text on a page's first slide
INK, GREY = "#1F2328", "#5F6368"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a text slide. `is_head`: a finding or a heading over what follows; `stands_back`: small and grey."""

    line: Line
    is_heading: bool = False
    is_muted: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.line)

    def set_as(self, scale: float = 1.0) -> Type:
        """How it is set, larger by `scale` where a slide has room."""
        size = (15.0 if self.is_heading else 11.5 if self.is_muted else TEXT) * scale
        family = letters.HEADINGS if self.is_heading else BODY
        return Type(size, GREY if self.is_muted else INK, family=family, after=AFTER * scale)

    def height(self, scale: float = 1.0) -> float:
        """The points it takes on a slide."""
        return letters.height([self.text], self.set_as(scale), NOTE_WIDTH)


@dataclass
class Slide:
    """A slide: where it stands in the document, its title, and what stands on it: a chart, rows or text.

    `rows`: how many there are, of which `frame` may hold the first. `is_whole`: all of them are shown, on as many slides
    as it takes.
    """

    kicker: str
    title: str = ""
    subtitle: str = ""
    footer: str = ""
    chart: Chart | None = None
    frame: pd.DataFrame | None = None
    rows: int = 0
    is_whole: bool = False
    figures: tuple[Figure, ...] = ()
    strip: Sparkline | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        return self.chart is None and self.frame is None


def slides(page: RecordedPage, caption: str) -> list[Slide]:
    """The slides of a page after its first one."""
    found: list[Slide] = []
    for kicker, block in _placed(page.blocks, page.title):
        _add(found, kicker, block, caption)
    if page.comments:
        found.append(_notes_slide(page))
    return [part for slide in found for part in _split(slide)]


def first(page: RecordedPage, caption: str) -> tuple[Slide, RecordedPage]:
    """The page's first slide, with its strip, its first figures and what is said of them, and the page without these."""
    rest = list(page.blocks)
    strip = next((block for block in rest[:2] if isinstance(block, Sparkline)), None)
    figures = next((block for block in rest[:3] if isinstance(block, Figures)), None)
    remaining = [block for block in rest if block is not strip and block is not figures]
    slide = Slide(page.title, page.header.finding, page.header.question, strip=strip)
    while remaining and isinstance(block := remaining[0], Text | Note):
        paragraph = Paragraph((Run(letters.clean(block.text)),), is_muted=isinstance(block, Note))
        if sum(part.height() for part in (*slide.paragraphs, paragraph)) > (
            FIRST_TEXT_BELOW_STRIP if strip else FIRST_TEXT
        ):
            break
        slide.paragraphs.append(paragraph)
        remaining.pop(0)
    if figures is not None:
        slide.figures = figures.figures
        slide.notes.append(speaker_notes.of_figures(figures.figures, caption))
    if strip is not None:
        slide.notes.append(f"{strip.drawn.finding}\n{strip.drawn.subtitle}")
    return slide, replace(page, blocks=tuple(remaining))


def _placed(blocks: Sequence[Block], kicker: str) -> Iterator[tuple[str, Block]]:
    """Every block with where it stands: page, tab, fold."""
    for block in blocks:
        match block:
            case Tabs(parts):
                for part in parts:
                    yield from _placed(part.blocks, f"{kicker}{format.DOT}{part.name}")
            case Expander(part):
                yield from _placed(part.blocks, f"{kicker}{format.DOT}{part.name}")
            case Columns(_, columns):
                for column in columns:
                    yield from _placed(column, kicker)
            case _:
                yield kicker, block


def _add(found: list[Slide], kicker: str, block: Block, caption: str) -> None:
    match block:
        case Chart():
            _chart(found, kicker, block, caption)
        case Sparkline(drawn, key):
            _chart(found, kicker, Chart(drawn, (), key), caption)
        case Figures(figures):
            _figures(found, kicker, figures, caption)
        case Table():
            _table(found, kicker, block)
        case Grid(frame):
            title, paragraphs = _heading(found, kicker)
            found.append(
                Slide(kicker, title, frame=frame.astype(str), rows=len(frame), is_whole=True, paragraphs=paragraphs)
            )
        case Heading(text):
            found.append(Slide(kicker, text))
        case Text(text):
            _add_paragraph(found, kicker, Paragraph((Run(letters.clean(text)),)))
        case Note(text):
            _add_paragraph(found, kicker, Paragraph((Run(letters.clean(text)),), is_muted=True))
        case Quoted(benchmarks):
            for benchmark in benchmarks:
                _add_paragraph(found, kicker, Paragraph((Run(letters.clean(speaker_notes.quoted(benchmark))),)))
        case Download() | Link():
            pass  # what can only be pressed
        case Columns() | Tabs() | Expander():
            raise TypeError("places are opened before their blocks are laid out")


def _figures(found: list[Slide], kicker: str, figures: tuple[Figure, ...], caption: str) -> None:
    """Figures beside each other, under the first that is known; those nobody can know yet and that wait for nothing say
    nothing."""
    known = next((figure for figure in figures if figure.value != format.NOT_KNOWN), None)
    if known is None and not not_known_yet(figures):
        return
    last = found[-1] if found else None
    if last is None or last.kicker != kicker or not last.figures or last.paragraphs:
        last = Slide(kicker, _part(kicker) if known is None else _finding(known))
        found.append(last)
    last.figures += figures
    last.notes.append(speaker_notes.of_figures(figures, caption))


def _finding(figure: Figure) -> str:
    """A figure as a title."""
    return f"{figure.label}{', ' if ':' in figure.label else ': '}{figure.value}"


def _part(kicker: str) -> str:
    """The part of the page that a slide stands in."""
    return kicker.split(format.DOT)[-1]


def _chart(found: list[Slide], kicker: str, chart: Chart, caption: str) -> None:
    drawn = chart.drawn
    footer = format.DOT.join(part for part in (drawn.n, drawn.source) if part)
    notes = speaker_notes.of_chart(chart, caption)
    points = _points(chart)
    if drawn.figure is not None:
        points = [*_introduction(found, kicker, points), *points]
        slide = Slide(kicker, drawn.finding, drawn.subtitle, footer, chart=chart, notes=[notes], paragraphs=points)
        found.append(slide)
        return
    subtitle = [Paragraph((Run(letters.clean(drawn.subtitle)),), is_muted=True)] if drawn.subtitle else []
    last = found[-1] if found else None
    heading = Paragraph((Run(letters.clean(drawn.finding)),), is_heading=True)
    if last is not None and last.kicker == kicker and last.is_text:
        filled = sum(part.height() for part in last.paragraphs) + (FIGURES_HEIGHT if last.figures else 0)
        if filled + sum(part.height() for part in (heading, *subtitle, *points)) < PAGE_HEIGHT * FULL:
            if last.title:
                last.paragraphs.append(heading)
            else:
                last.title = drawn.finding
            last.paragraphs += [*subtitle, *points]
            last.footer = "" if last.footer and last.footer != footer else footer
            last.notes.append(notes)
            return
    found.append(Slide(kicker, drawn.finding, drawn.subtitle, footer, paragraphs=points, notes=[notes]))


def _introduction(found: list[Slide], kicker: str, points: Sequence[Paragraph]) -> list[Paragraph]:
    """What is said before a part's first chart, taken onto the chart's slide where it has room for it."""
    last = found[-1] if found else None
    if last is None or last.kicker != kicker or last.title != _part(kicker) or not last.is_text or last.figures:
        return []
    return found.pop().paragraphs if _is_small([*last.paragraphs, *points]) else []


def _points(chart: Chart) -> list[Paragraph]:
    found = []
    for point in chart.points:
        text = f"{point.text}: see {PAGES[point.page].title}" if point.leads_on else point.text
        line: Line = (Run(letters.clean(text)),)
        if point.lead:
            line = (Run(f"{letters.clean(point.lead)} ", is_bold=True), *line)
        found.append(Paragraph(line))
        if point.more:
            found.append(Paragraph((Run(letters.clean(point.more)),), is_muted=True))
    return found


def _table(found: list[Slide], kicker: str, table: Table) -> None:
    if table.message:
        if table.is_headed:
            _add_paragraph(found, kicker, Paragraph((Run(letters.clean(table.title)),), is_heading=True))
        _add_paragraph(found, kicker, Paragraph((Run(letters.clean(table.message)),)))
        return
    title, paragraphs = (table.title, []) if table.is_headed else _heading(found, kicker)
    frame = table.frame if table.formatted is None else table.formatted
    shown = frame.dropna(axis="columns", how="all")
    found.append(Slide(kicker, title, frame=shown, rows=len(table.frame), paragraphs=paragraphs))


def _heading(found: list[Slide], kicker: str) -> tuple[str, list[Paragraph]]:
    """The heading that stands over what comes next, which takes its place, with what is said under it; the part's name
    where there is none."""
    last = found[-1] if found else None
    if last is not None and last.is_text and last.kicker == kicker and not last.figures and _is_small(last.paragraphs):
        found.pop()
        return last.title, last.paragraphs
    return _part(kicker), []


def _is_small(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a slide of a chart or of rows has room for these as small print."""
    small = letters.height([paragraph.text for paragraph in paragraphs], Type(NOTE_SIZE, GREY), NOTE_WIDTH)
    return (
        not any(paragraph.is_heading for paragraph in paragraphs)
        and small <= NOTE_ROWS * NOTE_SIZE * letters.LEADING + 1
    )


def _add_paragraph(found: list[Slide], kicker: str, paragraph: Paragraph) -> None:
    """A paragraph on the slide before it, where it belongs to it and has room; on one of its own otherwise."""
    last = found[-1] if found else None
    if last is not None and last.kicker == kicker:
        if last.is_text:
            last.paragraphs.append(paragraph)
            return
        if _is_small([*last.paragraphs, paragraph]):
            last.paragraphs.append(paragraph)
            return
    found.append(Slide(kicker, _part(kicker), paragraphs=[paragraph]))


def _notes_slide(page: RecordedPage) -> Slide:
    """What was written of the page."""
    slide = Slide(page.title, "A note on this page")
    for comment in page.comments:
        for line in page_notes.paragraphs(comment.text):
            slide.paragraphs.append(Paragraph((Run(letters.clean(line)),)))
        slide.paragraphs.append(Paragraph((Run(letters.clean(page_notes.signed(comment))),), is_muted=True))
    return slide


def _split(slide: Slide) -> list[Slide]:
    """A slide of text as so many as its paragraphs fill; a chart's points that are too many on a slide of their own."""
    if not slide.is_text:
        if _is_small(slide.paragraphs):
            return [slide]
        rest = Slide(slide.kicker, slide.title, slide.subtitle, slide.footer, paragraphs=slide.paragraphs)
        return [replace(slide, paragraphs=[]), *_split(rest)]
    room = PAGE_HEIGHT - (FIGURES_HEIGHT if slide.figures else 0)
    pages: list[list[Paragraph]] = [[]]
    filled = 0.0
    for paragraph in slide.paragraphs:
        if pages[-1] and filled + paragraph.height() > room:
            pages.append([])
            filled = 0.0
        pages[-1].append(paragraph)
        filled += paragraph.height()
    found = [replace(slide, paragraphs=pages[0])]
    for at, page in enumerate(pages[1:], start=2):
        found.append(Slide(slide.kicker, f"{slide.title} ({at})", slide.subtitle, slide.footer, paragraphs=page))
    return found
