"""The slides of a deck in the house style: cover, a page's first slide, charts, tables, text."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.presentation import Presentation as NativePresentation
from pptx.shapes.shapetree import SlideShapes
from pptx.slide import Slide as NativeSlide
from pptx.util import Emu

from components.exports.deck import letters, picture, tables
from components.exports.deck.colours import NAMESPACE, POINT, Ink
from components.exports.deck.labels import Area
from components.exports.deck.letters import BODY, HEADINGS, Run, Type
from components.exports.deck.outline import NOTE_SIZE, Paragraph, Slide
from components.exports.deck.reading import read
from components.exports.document import Document
from components.page.blocks import Figure
from components.page.streamlit_surface import not_known_yet
from components.text import format

WIDTH, HEIGHT = 960.0, 540.0  # points: 16 to 9
LEFT, ACROSS = 43.0, 874.0
TOP, FOOTER_TOP = 30.0, 512.0
TITLE_ONLY = 5  # the layout of the default template
TITLE, SMALLER_TITLE = 24.0, 20.0
GAP = 10.0
STRIP_HEIGHT = 84.0
MOST_FIGURES = 6  # beside each other
LARGE = 28.0  # letters of a figure
BROADER = 1.2  # what letters may be where a machine has to take others
SCALES = (1.35, 1.2, 1.1, 1.0)  # of text, the largest that leaves air
AIRY = 0.85
WIDER = 4 / 3  # than the template


class Deck:
    """A presentation being written."""

    def __init__(self, document: Document) -> None:
        self.document, self.viewport = document, document.viewport
        self.presentation: NativePresentation = Presentation()
        self.presentation.slide_width = Emu(round(WIDTH * POINT))
        self.presentation.slide_height = Emu(round(HEIGHT * POINT))
        properties = self.presentation.core_properties
        properties.title = document.title
        properties.subject = letters.clean(document.caption)
        properties.author = "Gapboard"
        properties.last_modified_by = "Gapboard"
        properties.created = properties.modified = dt.datetime.combine(document.made_on, dt.time())
        _typeset(self.presentation)

    def cover(self) -> None:
        """The title slide: the first page's finding, the scope, the day, whether it is a sample."""
        headline = self.document.pages[0].header.finding if self.document.pages else "No page was chosen"
        slide = self._slide()
        shapes = slide.shapes
        self._text(shapes, [self.document.title], Area(LEFT, 64, ACROSS, 22), Type(14, self.viewport.grey))
        self._rule(shapes, 94, self.viewport.accent, 2.0)
        size = 40.0 if letters.rows(headline, 40, ACROSS - 40, family=HEADINGS) <= 4 else 30.0
        self._title(slide, headline, Area(LEFT, 112, ACROSS - 40, 220), size)
        lines = [self.document.caption, format.date(self.document.made_on)]
        self._text(shapes, lines, Area(LEFT, 400, ACROSS, 60), Type(14, self.viewport.ink, after=6))
        if self.document.is_sample:
            text = "Sample data: a made-up portfolio, not a company's own figures"
            self._text(shapes, [text], Area(LEFT, 464, ACROSS, 22), Type(14, self.viewport.accent, is_bold=True))

    def section(self, first: Slide) -> None:
        """A page's first slide: its finding, its question, the answer as a strip, its figures."""
        slide = self._slide()
        shapes = slide.shapes
        self._text(shapes, [first.kicker], Area(LEFT, 56, ACROSS, 20), Type(13, self.viewport.accent, is_bold=True))
        rows = letters.rows(first.title, 32, ACROSS, family=HEADINGS)
        size = 32.0 if rows <= 3 else 26.0
        high = letters.height([first.title], Type(size, "", family=HEADINGS), ACROSS) + 6
        self._title(slide, first.title, Area(LEFT, 80, ACROSS, high), size)
        top = 80 + high + 6
        self._text(shapes, [first.subtitle], Area(LEFT, top, ACROSS, 40), Type(15, self.viewport.grey))
        top += letters.height([first.subtitle], Type(15, ""), ACROSS) + 18
        if first.strip is not None and first.strip.drawn.figure is not None:
            drawn = first.strip.drawn
            strip = Area(LEFT, top, ACROSS, STRIP_HEIGHT)
            picture.put(shapes, read(drawn.figure), strip, drawn.finding, drawn.alt or drawn.finding)
            top += STRIP_HEIGHT + 24
        if first.figures:
            top = self._figures(shapes, first.figures, max(top, 280.0))
        self._paragraphs(shapes, replace(first, figures=()), top + GAP)
        self._footer(shapes, "")
        self._note(slide, first.notes)

    def add(self, content: Slide) -> None:
        """A slide of a chart, of rows or of text; a chart too tall to be read on one slide goes on on the next."""
        if content.chart is not None and content.chart.drawn.figure is not None:
            self._chart(content)
            return
        if content.frame is not None:
            self._rows(content)
            return
        slide, top = self._started(content, content.title)
        self._paragraphs(slide.shapes, content, top)

    def _started(self, content: Slide, title: str) -> tuple[NativeSlide, float]:
        """A new slide with its head, foot and notes, and where on it there is room."""
        slide = self._slide()
        top = self._header(slide, replace(content, title=title))
        self._footer(slide.shapes, content.footer)
        self._note(slide, content.notes)
        return slide, top

    def _chart(self, content: Slide) -> None:
        drawn = content.chart.drawn if content.chart else None
        if drawn is None or drawn.figure is None:
            return
        room = Area(LEFT, 110, ACROSS, FOOTER_TOP - 8 - GAP - 110)
        parts = picture.parts(drawn.figure, room)
        for at, part in enumerate(parts, start=1):
            title = content.title if len(parts) == 1 else f"{content.title} ({format.of(at, len(parts))})"
            slide, top = self._started(content, title)
            shapes = slide.shapes
            small = self._small(shapes, content.paragraphs if at == len(parts) else ())
            area = Area(LEFT, top, ACROSS, small - GAP - top)
            picture.put(shapes, part, area, drawn.finding, drawn.alt or drawn.finding)

    def _rows(self, content: Slide) -> None:
        """The first rows; all of them, on further slides, where the page cuts none off."""
        rest, at = content.frame, 1
        while rest is not None and not rest.empty:
            slide, top = self._started(content, content.title if at == 1 else f"{content.title} ({at})")
            shapes = slide.shapes
            small = self._small(shapes, content.paragraphs if at == 1 else ())
            area = Area(LEFT, top, ACROSS, small - GAP - 18 - top)
            shown = tables.put(shapes, rest, area, self.viewport, content.title)
            if not content.is_whole and shown < content.rows:
                more = f"and {format.plural(content.rows - shown, 'more row')}: in the workbook"
                self._text(
                    shapes, [more], Area(LEFT, small - GAP - 14, ACROSS, 16), Type(NOTE_SIZE, self.viewport.grey)
                )
            rest, at = (rest.iloc[shown:] if content.is_whole else None), at + 1

    def _paragraphs(self, shapes: SlideShapes, content: Slide, top: float) -> None:
        if content.figures:
            top = self._figures(shapes, content.figures, top) + 14
        if not content.paragraphs:
            return
        room = FOOTER_TOP - 14 - top
        scale = next(
            (
                scale
                for scale in SCALES
                if sum(paragraph.height(scale) for paragraph in content.paragraphs) <= room * AIRY
            ),
            SCALES[-1],
        )
        box = shapes.add_textbox(*_placed(Area(LEFT, top, ACROSS, room)))
        for at, paragraph in enumerate(content.paragraphs):
            if at == 0:
                letters.write(box.text_frame, [paragraph.line], paragraph.set_as(scale))
            else:
                letters.fill(box.text_frame.add_paragraph(), paragraph.line, paragraph.set_as(scale))

    def _small(self, shapes: SlideShapes, paragraphs: Sequence[Paragraph]) -> float:
        """Small print above the foot; returns where it begins."""
        if not paragraphs:
            return FOOTER_TOP - 8
        set_as = Type(NOTE_SIZE, self.viewport.ink)
        top = FOOTER_TOP - 12 - letters.height([paragraph.text for paragraph in paragraphs], set_as, ACROSS)
        self._text(
            shapes, [paragraph.line for paragraph in paragraphs], Area(LEFT, top, ACROSS, FOOTER_TOP - 12 - top), set_as
        )
        return top

    def _header(self, slide: NativeSlide, content: Slide) -> float:
        """Where it stands, its title and what stands beneath; returns where there is room."""
        shapes = slide.shapes
        self._text(shapes, [content.kicker], Area(LEFT, 22, ACROSS, 14), Type(10.5, self.viewport.grey))
        size = TITLE if letters.rows(content.title, TITLE, ACROSS, family=HEADINGS) <= 2 else SMALLER_TITLE
        high = letters.height([content.title], Type(size, "", family=HEADINGS), ACROSS) + 2
        self._title(slide, content.title, Area(LEFT, TOP + 6, ACROSS, high), size)
        top = TOP + 6 + high + 4
        if content.subtitle:
            set_as = Type(12, self.viewport.grey)
            tall = letters.height([content.subtitle], set_as, ACROSS)
            self._text(shapes, [content.subtitle], Area(LEFT, top, ACROSS, tall), set_as)
            top += tall + 4
        self._rule(shapes, top + 2, self.viewport.line, 0.75)
        return top + 2 + GAP

    def _figures(self, shapes: SlideShapes, figures: Sequence[Figure], top: float) -> float:
        """Figures beside each other, those nobody can know yet in a line beneath; returns where they end."""
        known = [figure for figure in figures if figure.value != format.NOT_KNOWN]
        for start in range(0, len(known), MOST_FIGURES):
            row = known[start : start + MOST_FIGURES]
            top = self._row_of_figures(shapes, row, max(min(len(known), MOST_FIGURES), 4), top)
        if text := not_known_yet(figures):
            set_as = Type(NOTE_SIZE, self.viewport.grey)
            tall = letters.height([text], set_as, ACROSS)
            self._text(shapes, [text], Area(LEFT, top, ACROSS, tall), set_as)
            top += tall
        return top

    def _row_of_figures(self, shapes: SlideShapes, row: Sequence[Figure], places: int, top: float) -> float:
        width = ACROSS / places
        small = Type(11.5, self.viewport.grey)
        label = max(letters.height([figure.label], small, width - 12) for figure in row)
        beside = max(letters.height([figure.beside or " "], small, width - 12) for figure in row)
        widest = max(letters.width(figure.value, LARGE, family=HEADINGS) for figure in row)
        size = min(LARGE, LARGE * (width - 14) / (widest * BROADER))
        high = size * 1.25
        table = shapes.add_table(3, len(row), *_placed(Area(LEFT, top, width * len(row), label + high + beside + 8)))
        table.name = "Figures"
        tables.plain(table.table)
        for at, height in enumerate((label + 2, high + 2, beside + 4)):
            table.table.rows[at].height = Emu(round(height * POINT))
        for column, figure in enumerate(row):
            table.table.columns[column].width = Emu(round(width * POINT))
            value = Type(size, self.viewport.ink, family=HEADINGS)
            for line, (text, set_as) in enumerate(
                ((figure.label, small), (figure.value, value), (figure.beside, small))
            ):
                cell = table.table.cell(line, column)
                cell.margin_left = cell.margin_top = cell.margin_bottom = Emu(0)
                cell.margin_right = Emu(round(12 * POINT))
                letters.write(cell.text_frame, [text], set_as)
        return top + label + high + beside + 8 + GAP

    def _footer(self, shapes: SlideShapes, reading: str) -> None:
        """n and source, scope and version at the left; the number of the slide at the right."""
        sample = "Sample data" if self.document.is_sample else ""
        text = format.DOT.join(part for part in (reading, self.document.caption, sample) if part)
        set_as = Type(9, self.viewport.grey, anchor="middle")
        width = ACROSS - 40
        if letters.rows(text, 9, width) > 2:
            set_as = replace(set_as, size=8)
        self._text(shapes, [text], Area(LEFT, FOOTER_TOP, width, 22), set_as)
        number = Area(LEFT + ACROSS - 36, FOOTER_TOP, 36, 22)
        self._text(shapes, [str(len(self.presentation.slides))], number, replace(set_as, align="right", size=9))

    def _title(self, slide: NativeSlide, text: str, area: Area, size: float) -> None:
        """The slide's own title, so that an outline and a screen reader know it."""
        title = slide.shapes.title
        assert title is not None, "the layout has a title"
        title.left, title.top, title.width, title.height = _placed(area)
        letters.write(title.text_frame, [text], Type(size, self.viewport.ink, family=HEADINGS))

    def _text(self, shapes: SlideShapes, paragraphs: Sequence[str | tuple[Run, ...]], area: Area, set_as: Type) -> None:
        box = shapes.add_textbox(*_placed(area))
        letters.write(box.text_frame, paragraphs, set_as)

    def _rule(self, shapes: SlideShapes, top: float, colour: str, width: float) -> None:
        at, left, right = (Emu(round(value * POINT)) for value in (top, LEFT, LEFT + ACROSS))
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, left, at, right, at)
        picture.inked(line, Ink(edge=colour, edge_width=width), is_line=True)
        line.name = "Rule"

    def _note(self, slide: NativeSlide, notes: Sequence[str]) -> None:
        text = "\n\n".join(note for note in notes if note)
        if text:
            frame = slide.notes_slide.notes_text_frame
            assert frame is not None, "the layout of notes has text"
            frame.text = letters.INVALID.sub("", text)

    def _slide(self) -> NativeSlide:
        slide: NativeSlide = self.presentation.slides.add_slide(self.presentation.slide_layouts[TITLE_ONLY])
        return slide


def _placed(area: Area) -> tuple[Emu, Emu, Emu, Emu]:
    left, top, width, height = (Emu(round(value * POINT)) for value in (area.left, area.top, area.width, area.height))
    return left, top, width, height


def _typeset(presentation: NativePresentation) -> None:
    """The theme's fonts and colours are the house's, so that what a person adds looks alike."""
    master = presentation.slide_masters[0]
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    for kind, family in (("majorFont", HEADINGS), ("minorFont", BODY)):
        for found in theme.iter(f"{{{NAMESPACE}}}{kind}"):
            found.find(f"{{{NAMESPACE}}}latin").set("typeface", family)
    for layout in (master, *presentation.slide_layouts):  # the template's are made for 4 to 3
        for shape in layout.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * WIDER), round(shape.width * WIDER)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
