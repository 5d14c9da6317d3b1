"""Text on a slide: what a chart's label says and how, and how much room letters take."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu

from components.exports.deck.colours import NAMESPACE, solid

HEADINGS, BODY = "Georgia", "Arial"  # on every desktop; nothing is embedded, nothing is fetched
NARROW, WIDE = frozenset("iljtfrI.,:;'|!()[]· "), frozenset("mwMW%@—…")
SERIF = 1.13  # a letter of the headings beside one of the body
LEADING = 1.2
INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Run:
    """Letters of one kind. `colour` is a hex colour, empty for the text's own."""

    text: str
    is_bold: bool = False
    colour: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Type:
    """How text is set: points, colour, weight, family; how it stands in its box."""

    size: float
    colour: str
    is_bold: bool = False
    family: str = BODY
    align: str = "left"
    anchor: str = "top"
    is_wrapped: bool = True
    after: float = 0


def clean(text: object) -> str:
    """Text as XML can hold it, on one line."""
    return " ".join(INVALID.sub("", str(text)).split())


def lines(marked: str) -> list[Line]:
    """The lines of a chart's label, of which house and charts use bold, colour and breaks only."""
    found: list[list[Run]] = [[]]
    bold, colours = 0, [""]
    for part in re.split(r"(<[^>]*>)", marked):
        tag = re.fullmatch(r"<(/?)(\w+)([^>]*)>", part)
        if tag is None:
            if text := INVALID.sub("", html.unescape(part)).replace("\u00a0", " "):
                found[-1].append(Run(text, bold > 0, colours[-1]))
        elif tag[2] == "br":
            found.append([])
        elif tag[2] == "b":
            bold += -1 if tag[1] else 1
        elif tag[2] == "span":
            if tag[1]:
                colours = colours[:-1] or [""]
            else:
                colour = re.search(r"color:\s*(#\w+|rgba?\([^)]*\))", tag[3])
                colours.append(colour[1] if colour else colours[-1])
    return [tuple(line) for line in found]


def plain(marked: str) -> str:
    """A chart's label as a name: one line without mark-up."""
    return clean(" ".join("".join(run.text for run in line) for line in lines(marked)))


def width(text: str, size: float, *, is_bold: bool = False, family: str = BODY) -> float:
    """The width of a line, in the unit of `size`: letters counted by how broad they are, a little on the safe side."""
    across = sum(_across(letter) for letter in text)
    return across * size * (1.07 if is_bold else 1.0) * (SERIF if family == HEADINGS else 1.0)


def line_width(line: Line, size: float) -> float:
    """The width of a line of runs."""
    return sum(width(run.text, size, is_bold=run.is_bold) for run in line)


def rows(text: str, size: float, room: float, *, is_bold: bool = False, family: str = BODY) -> int:
    """How many rows a paragraph takes in a box as wide as `room`."""
    count, filled = 1, 0.0
    for word in text.split():
        word_width = width(word, size, is_bold=is_bold, family=family)
        gap = width(" ", size, family=family) if filled else 0.0
        if filled and filled + gap + word_width > room:
            count, filled = count + 1, 0.0
            gap = 0.0
        filled += gap + word_width
        while filled > room:
            count, filled = count + 1, filled - room
    return count


def height(texts: Iterable[str], set_as: Type, room: float) -> float:
    """The points that paragraphs take in a box as wide as `room`."""
    return sum(
        rows(text, set_as.size, room, is_bold=set_as.is_bold, family=set_as.family) * set_as.size * LEADING
        + set_as.after
        for text in texts
    )


def write(frame: TextFrame, paragraphs: Sequence[Line | str], set_as: Type) -> None:
    """Paragraphs into a text frame, without margins, links or fields; the frame keeps its size."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    frame.word_wrap = set_as.is_wrapped
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[
        set_as.anchor
    ]
    for at, paragraph in enumerate(paragraphs):
        written = frame.paragraphs[0] if at == 0 else frame.add_paragraph()  # type: ignore[no-untyped-call]
        line = (Run(clean(paragraph)),) if isinstance(paragraph, str) else paragraph
        fill(written, line, set_as)


def fill(paragraph: _Paragraph, line: Line, set_as: Type) -> None:
    """Runs into a paragraph, written at once: a run at a time takes five times as long."""
    element = paragraph._p
    for found in list(element):
        element.remove(found)
    side = {"left": "l", "center": "ctr", "right": "r"}[set_as.align]
    space = f'<a:spcAft><a:spcPts val="{round(set_as.after * 100)}"/></a:spcAft>' if set_as.after else ""
    runs = "".join(
        f"<a:r>{_properties('rPr', run, set_as)}<a:t>{escape(INVALID.sub('', run.text))}</a:t></a:r>"
        for run in line
        if run.text
    )
    content = f'<a:pPr algn="{side}">{space}</a:pPr>{runs}{_properties("endParaRPr", Run(""), set_as)}'
    for child in etree.fromstring(f'<x xmlns:a="{NAMESPACE}">{content}</x>'):
        element.append(child)


def _properties(name: str, run: Run, set_as: Type) -> str:
    is_bold = int(set_as.is_bold or run.is_bold)
    return (
        f'<a:{name} lang="en-GB" sz="{round(set_as.size * 100)}" b="{is_bold}">{solid(run.colour or set_as.colour)}'
        f'<a:latin typeface="{set_as.family}"/></a:{name}>'
    )


def _across(letter: str) -> float:
    if letter in NARROW:
        return 0.3
    if letter in WIDE:
        return 0.88
    if letter.isupper():
        return 0.68
    if ord(letter) > 0x2E80:
        return 1.0
    return 0.54
