"""The slides of a deck in the house style: cover, a page's first slide, charts, tables, text."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.util import Emu

from components.exports.deck import letters, picture, tables
from components.exports.deck.colours import NAMESPACE, POINT, Ink
from components.exports.deck.labels import Area
from components.exports.deck.letters import BODY, HEADINGS, Run, Type
from components.exports.deck.outline import NOTE_SIZE, Paragraph, Slide
from components.exports.deck.reading import read
from components.exports.document import Document
from components.page.blocks import Figure
from components.page.streamlit_surface import waiting
from components.text import format

WIDTH, HEIGHT = 960.0, 540.0  # points: 16 to 9
LEFT, ACROSS = 43.0, 874.0
TOP, FOOT = 30.0, 512.0
TITLE_ONLY = 5  # the layout of the default template
TITLE, SMALLER_TITLE = 24.0, 20.0
GAP = 10.0
STRIP = 84.0
MOST_FIGURES = 6  # beside each other
LARGE = 28.0  # letters of a figure
BROADER = 1.2  # what letters may be where a machine has to take others
SCALES = (1.35, 1.2, 1.1, 1.0)  # of text, the largest that leaves air
AIRY = 0.85
WIDER = 4 / 3  # than the template


class Deck:
    """A presentation being written."""

    def __init__(self, document: Document) -> None:
        self.document, self.look = document, document.look
        self.presentation: Any = Presentation()
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
        headline = self.document.leaves[0].head.finding if self.document.leaves else "No page was chosen"
        slide = self._slide()
        sheet = slide.shapes
        self._text(sheet, [self.document.title], Area(LEFT, 64, ACROSS, 22), Type(14, self.look.grey))
        self._rule(sheet, 94, self.look.accent, 2.0)
        size = 40.0 if letters.rows(headline, 40, ACROSS - 40, family=HEADINGS) <= 4 else 30.0
        self._title(slide, headline, Area(LEFT, 112, ACROSS - 40, 220), size)
        lines = [self.document.caption, format.date(self.document.made_on)]
        self._text(sheet, lines, Area(LEFT, 400, ACROSS, 60), Type(14, self.look.ink, after=6))
        if self.document.is_sample:
            said = "Sample data: a made-up portfolio, not a company's own figures"
            self._text(sheet, [said], Area(LEFT, 464, ACROSS, 22), Type(14, self.look.accent, is_bold=True))

    def section(self, first: Slide) -> None:
        """A page's first slide: its finding, its question, the answer as a strip, its figures."""
        slide = self._slide()
        sheet = slide.shapes
        self._text(sheet, [first.kicker], Area(LEFT, 56, ACROSS, 20), Type(13, self.look.accent, is_bold=True))
        rows = letters.rows(first.title, 32, ACROSS, family=HEADINGS)
        size = 32.0 if rows <= 3 else 26.0
        high = letters.height([first.title], Type(size, "", family=HEADINGS), ACROSS) + 6
        self._title(slide, first.title, Area(LEFT, 80, ACROSS, high), size)
        top = 80 + high + 6
        self._text(sheet, [first.subtitle], Area(LEFT, top, ACROSS, 40), Type(15, self.look.grey))
        top += letters.height([first.subtitle], Type(15, ""), ACROSS) + 18
        if first.strip is not None and first.strip.drawn.figure is not None:
            drawn = first.strip.drawn
            strip = Area(LEFT, top, ACROSS, STRIP)
            picture.put(sheet, read(drawn.figure), strip, drawn.finding, drawn.alt or drawn.finding)
            top += STRIP + 24
        if first.figures:
            top = self._figures(sheet, first.figures, max(top, 280.0))
        self._paragraphs(sheet, replace(first, figures=()), top + GAP)
        self._foot(sheet, "")
        self._note(slide, first.notes)

    def add(self, said: Slide) -> None:
        """A slide of a chart, of rows or of text; a chart too tall to be read on one slide goes on on the next."""
        if said.chart is not None and said.chart.drawn.figure is not None:
            self._chart(said)
            return
        if said.frame is not None:
            self._rows(said)
            return
        slide, top = self._started(said, said.title)
        self._paragraphs(slide.shapes, said, top)

    def _started(self, said: Slide, title: str) -> tuple[Any, float]:
        """A new slide with its head, foot and notes, and where on it there is room."""
        slide = self._slide()
        top = self._head(slide, replace(said, title=title))
        self._foot(slide.shapes, said.foot)
        self._note(slide, said.notes)
        return slide, top

    def _chart(self, said: Slide) -> None:
        drawn = said.chart.drawn if said.chart else None
        if drawn is None or drawn.figure is None:
            return
        room = Area(LEFT, 110, ACROSS, FOOT - 8 - GAP - 110)
        parts = picture.parts(drawn.figure, room)
        for at, part in enumerate(parts, start=1):
            title = said.title if len(parts) == 1 else f"{said.title} ({format.of(at, len(parts))})"
            slide, top = self._started(said, title)
            sheet = slide.shapes
            small = self._small(sheet, said.paragraphs if at == len(parts) else ())
            area = Area(LEFT, top, ACROSS, small - GAP - top)
            picture.put(sheet, part, area, drawn.finding, drawn.alt or drawn.finding)

    def _rows(self, said: Slide) -> None:
        """The first rows; all of them, on further slides, where the page cuts none off."""
        rest, at = said.frame, 1
        while rest is not None and not rest.empty:
            slide, top = self._started(said, said.title if at == 1 else f"{said.title} ({at})")
            sheet = slide.shapes
            small = self._small(sheet, said.paragraphs if at == 1 else ())
            area = Area(LEFT, top, ACROSS, small - GAP - 18 - top)
            shown = tables.put(sheet, rest, area, self.look, said.title)
            if not said.is_whole and shown < said.rows:
                more = f"and {format.plural(said.rows - shown, 'more row')}: in the workbook"
                self._text(sheet, [more], Area(LEFT, small - GAP - 14, ACROSS, 16), Type(NOTE_SIZE, self.look.grey))
            rest, at = (rest.iloc[shown:] if said.is_whole else None), at + 1

    def _paragraphs(self, sheet: Any, said: Slide, top: float) -> None:
        if said.figures:
            top = self._figures(sheet, said.figures, top) + 14
        if not said.paragraphs:
            return
        room = FOOT - 14 - top
        scale = next(
            (scale for scale in SCALES if sum(one.height(scale) for one in said.paragraphs) <= room * AIRY), SCALES[-1]
        )
        box = sheet.add_textbox(*_placed(Area(LEFT, top, ACROSS, room)))
        for at, one in enumerate(said.paragraphs):
            if at == 0:
                letters.write(box.text_frame, [one.line], one.set_as(scale))
            else:
                letters.fill(box.text_frame.add_paragraph(), one.line, one.set_as(scale))

    def _small(self, sheet: Any, paragraphs: Sequence[Paragraph]) -> float:
        """Small print above the foot; returns where it begins."""
        if not paragraphs:
            return FOOT - 8
        set_as = Type(NOTE_SIZE, self.look.ink)
        top = FOOT - 12 - letters.height([one.text for one in paragraphs], set_as, ACROSS)
        self._text(sheet, [one.line for one in paragraphs], Area(LEFT, top, ACROSS, FOOT - 12 - top), set_as)
        return top

    def _head(self, slide: Any, said: Slide) -> float:
        """Where it stands, its title and what stands beneath; returns where there is room."""
        sheet = slide.shapes
        self._text(sheet, [said.kicker], Area(LEFT, 22, ACROSS, 14), Type(10.5, self.look.grey))
        size = TITLE if letters.rows(said.title, TITLE, ACROSS, family=HEADINGS) <= 2 else SMALLER_TITLE
        high = letters.height([said.title], Type(size, "", family=HEADINGS), ACROSS) + 2
        self._title(slide, said.title, Area(LEFT, TOP + 6, ACROSS, high), size)
        top = TOP + 6 + high + 4
        if said.subtitle:
            set_as = Type(12, self.look.grey)
            tall = letters.height([said.subtitle], set_as, ACROSS)
            self._text(sheet, [said.subtitle], Area(LEFT, top, ACROSS, tall), set_as)
            top += tall + 4
        self._rule(sheet, top + 2, self.look.line, 0.75)
        return top + 2 + GAP

    def _figures(self, sheet: Any, figures: Sequence[Figure], top: float) -> float:
        """Figures beside each other, those nobody can know yet in a line beneath; returns where they end."""
        known = [figure for figure in figures if figure.value != format.NOT_KNOWN]
        for start in range(0, len(known), MOST_FIGURES):
            row = known[start : start + MOST_FIGURES]
            top = self._row_of_figures(sheet, row, max(min(len(known), MOST_FIGURES), 4), top)
        if says := waiting(figures):
            set_as = Type(NOTE_SIZE, self.look.grey)
            tall = letters.height([says], set_as, ACROSS)
            self._text(sheet, [says], Area(LEFT, top, ACROSS, tall), set_as)
            top += tall
        return top

    def _row_of_figures(self, sheet: Any, row: Sequence[Figure], places: int, top: float) -> float:
        wide = ACROSS / places
        small = Type(11.5, self.look.grey)
        label = max(letters.height([figure.label], small, wide - 12) for figure in row)
        beside = max(letters.height([figure.beside or " "], small, wide - 12) for figure in row)
        widest = max(letters.width(figure.value, LARGE, family=HEADINGS) for figure in row)
        size = min(LARGE, LARGE * (wide - 14) / (widest * BROADER))
        high = size * 1.25
        table = sheet.add_table(3, len(row), *_placed(Area(LEFT, top, wide * len(row), label + high + beside + 8)))
        table.name = "Figures"
        tables.plain(table.table)
        for at, height in enumerate((label + 2, high + 2, beside + 4)):
            table.table.rows[at].height = Emu(round(height * POINT))
        for column, figure in enumerate(row):
            table.table.columns[column].width = Emu(round(wide * POINT))
            value = Type(size, self.look.ink, family=HEADINGS)
            for line, (text, set_as) in enumerate(
                ((figure.label, small), (figure.value, value), (figure.beside, small))
            ):
                cell = table.table.cell(line, column)
                cell.margin_left = cell.margin_top = cell.margin_bottom = 0
                cell.margin_right = Emu(round(12 * POINT))
                letters.write(cell.text_frame, [text], set_as)
        return top + label + high + beside + 8 + GAP

    def _foot(self, sheet: Any, reading: str) -> None:
        """n and source, scope and version at the left; the number of the slide at the right."""
        sample = "Sample data" if self.document.is_sample else ""
        said = format.DOT.join(part for part in (reading, self.document.caption, sample) if part)
        set_as = Type(9, self.look.grey, anchor="middle")
        wide = ACROSS - 40
        if letters.rows(said, 9, wide) > 2:
            set_as = replace(set_as, size=8)
        self._text(sheet, [said], Area(LEFT, FOOT, wide, 22), set_as)
        number = Area(LEFT + ACROSS - 36, FOOT, 36, 22)
        self._text(sheet, [str(len(self.presentation.slides))], number, replace(set_as, align="right", size=9))

    def _title(self, slide: Any, text: str, area: Area, size: float) -> None:
        """The slide's own title, so that an outline and a screen reader know it."""
        title = slide.shapes.title
        title.left, title.top, title.width, title.height = _placed(area)
        letters.write(title.text_frame, [text], Type(size, self.look.ink, family=HEADINGS))

    def _text(self, sheet: Any, paragraphs: Sequence[str | tuple[Run, ...]], area: Area, set_as: Type) -> None:
        box = sheet.add_textbox(*_placed(area))
        letters.write(box.text_frame, paragraphs, set_as)

    def _rule(self, sheet: Any, top: float, colour: str, width: float) -> None:
        at, left, right = (Emu(round(value * POINT)) for value in (top, LEFT, LEFT + ACROSS))
        line = sheet.add_connector(MSO_CONNECTOR.STRAIGHT, left, at, right, at)
        picture.inked(line, Ink(edge=colour, edge_width=width), is_line=True)
        line.name = "Rule"

    def _note(self, slide: Any, notes: Sequence[str]) -> None:
        text = "\n\n".join(note for note in notes if note)
        if text:
            slide.notes_slide.notes_text_frame.text = letters.INVALID.sub("", text)

    def _slide(self) -> Any:
        return self.presentation.slides.add_slide(self.presentation.slide_layouts[TITLE_ONLY])


def _placed(area: Area) -> tuple[Emu, Emu, Emu, Emu]:
    left, top, width, height = (Emu(round(value * POINT)) for value in (area.left, area.top, area.width, area.height))
    return left, top, width, height


def _typeset(presentation: Any) -> None:
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
