"""A document as a PDF: set by typst as an annual report, its charts drawn as vectors, every page of it a page of paper."""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import takewhile
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import typst

from components.charts.rendering import HEIGHT, Picture, drawn
from components.exports.cells import cells
from components.exports.document import Document, Report
from components.page import explain, notes
from components.page.blocks import (
    Block,
    Chart,
    Columns,
    Expander,
    Figures,
    Grid,
    Heading,
    Note,
    Part,
    Point,
    Quoted,
    RecordedPage,
    Sparkline,
    Table,
    Tabs,
    Text,
)
from components.page.streamlit_surface import not_known_yet
from components.text import format
from components.theme import Drawn

TEMPLATE = Path(__file__).with_name("pdf.typ")
WIDTH, GUTTER = 267.0, 9.0  # millimetres of a page between its margins; between two columns
PIXELS = 1440  # of a chart over the whole width, as on a desktop, so that nothing in it stands closer than there

TALLEST, PART_HEADING = 140.0, 16.0  # millimetres of a chart, a taller one is made smaller; of the head of a part
LONGEST = 140  # letters of the scope at the foot of each page; the cover says it whole
MOST_ROWS = 20  # of a listing; a table that is told in plain sight is told whole
DRAWING = 0.9  # of the time it takes, spent on the charts
LEADING = frozenset({"text", "note", "figures"})  # what stays with what follows, at the head of a part or of a table
SAMPLE = "Sample data: a made-up portfolio."

Node = dict[str, object]


def write(document: Document, report: Report) -> bytes:
    """The document as a PDF; A4, landscape. Raises CannotBeDrawn where there is no browser to draw its charts."""
    typesetting = _Nodes({page.name for page in document.pages})
    content = _content(document, [typesetting.page(page) for page in document.pages])
    charts = drawn(typesetting.pictures, "pdf", _progress(report, len(typesetting.pictures)))
    report("Setting the pages", DRAWING)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for at, chart in enumerate(charts):
            (folder / f"{at}.pdf").write_bytes(chart)
        (folder / "document.json").write_text(json.dumps(content), encoding="utf-8")
        (folder / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
        return typst.compile(folder / TEMPLATE.name, root=folder, format="pdf")


@dataclass
class _Nodes:
    """Blocks as plain data for the typesetter. `pages` are the pages of the document, `pictures` the charts met so far."""

    pages: set[str]
    pictures: list[Picture] = field(default_factory=list)

    def page(self, page: RecordedPage) -> Node:
        comments = [{"text": comment.text, "signed": notes.signed(comment)} for comment in page.comments]
        return {
            "id": _label(page.name),
            "name": page.title,
            "finding": format.typeset(page.header.finding),
            "question": page.header.question,
            "comments": comments,
            "blocks": self.nodes(page.blocks, WIDTH),
        }

    def nodes(self, blocks: Sequence[Block], width: float) -> list[Node]:
        """What stands of these blocks in a column of so many millimetres."""
        nodes = [node | {"leads": False} for block in blocks for node in self._node(block, width)]
        for heading, node, follows in zip(nodes, nodes[1:], nodes[2:], strict=False):
            node["leads"] = heading["kind"] == "heading" and node["kind"] in LEADING and follows["kind"] == "table"
        return nodes

    def _node(self, block: Block, width: float) -> list[Node]:
        match block:
            case Chart():
                return [self._chart(block, width)]
            case Sparkline(drawn, _) if drawn.figure is not None:
                return [{"kind": "strip", "picture": self._picture(drawn, drawn.figure, width)}]
            case Figures(figures):
                known = [asdict(figure) for figure in figures if figure.value != format.NOT_KNOWN]
                return [{"kind": "figures", "figures": known, "waiting": not_known_yet(figures)}]
            case Table(title, frame, formatted, message, is_headed):
                heading = title if is_headed else ""
                return [_table(frame if formatted is None else formatted, len(frame), heading, message, MOST_ROWS)]
            case Grid(frame):
                return [_table(frame, len(frame), "", "", len(frame))]
            case Heading(text):
                return [{"kind": "heading", "text": format.typeset(text)}]
            case Text(text):
                return [{"kind": "text", "text": format.typeset(text)}]
            case Note(text):
                return [{"kind": "note", "text": format.typeset(text)}]
            case Quoted(benchmarks):
                return [
                    {"kind": "quoted", "quoted": [asdict(explain.quotation(benchmark)) for benchmark in benchmarks]}
                ]
            case Columns(widths, columns):
                return [self._columns(widths, columns, width)]
            case Tabs(parts):
                return [self._part(part, width) for part in parts]
            case Expander(part):
                return [self._part(part, width)]
        return []  # a download and a way to another page are for the screen

    def _chart(self, chart: Chart, width: float) -> Node:
        drawn = chart.drawn
        return {
            "kind": "chart",
            "finding": format.typeset(drawn.finding),
            "subtitle": format.typeset(drawn.subtitle),
            "picture": None if drawn.figure is None else self._picture(drawn, drawn.figure, width),
            "points": [self._point(point) for point in chart.points],
            "foot": format.typeset(format.DOT.join(part for part in (drawn.n, drawn.source) if part)),
        }

    def _picture(self, drawn: Drawn, figure: go.Figure, width: float) -> Node:
        """A chart to be drawn for a column of so many millimetres, and how large it stands there."""
        pixels = round(PIXELS * width / WIDTH)
        height = (figure.layout.height or HEIGHT) * width / pixels
        shrunk = min(TALLEST / height, 1)
        self.pictures.append(Picture(figure, pixels))
        return {
            "file": f"{len(self.pictures) - 1}.pdf",
            "width": width * shrunk,
            "height": height * shrunk,
            "alt": drawn.alt or drawn.finding,
        }

    def _point(self, point: Point) -> Node:
        to = _label(point.page) if point.page in self.pages else ""
        text = "" if point.leads_on and not to else format.typeset(point.text)
        return {"says": text, "lead": point.lead, "more": format.typeset(point.more), "to": to}

    def _columns(self, widths: Sequence[float], columns: Sequence[Sequence[Block]], width: float) -> Node:
        left = width - GUTTER * (len(widths) - 1)
        inside = [self.nodes(blocks, left * share / sum(widths)) for share, blocks in zip(widths, columns, strict=True)]
        return {"kind": "columns", "widths": widths, "columns": inside}

    def _part(self, part: Part, width: float) -> Node:
        nodes = self.nodes(part.blocks, width)
        for node in takewhile(lambda node: node["kind"] in LEADING, nodes):
            node["leads"] = True
        return {"kind": "part", "name": part.name, "blocks": nodes}


def _content(document: Document, pages: list[Node]) -> Node:
    """Everything the typesetter is told."""
    made_on, palette = document.made_on, document.viewport.palette
    day = format.date(made_on)
    footer = [document.title, format.shorten(document.caption, LONGEST), f"made on {day}"]
    return {
        "title": document.title,
        "finding": pages[0]["finding"] if pages else document.title,
        "caption": format.typeset(document.caption),
        "made": f"Made on {day}",
        "footer": format.typeset(format.DOT.join([*(["Sample data"] if document.is_sample else []), *footer])),
        "sample": SAMPLE if document.is_sample else "",
        "year": made_on.year,
        "month": made_on.month,
        "day": made_on.day,
        "gutter": GUTTER,
        "head": PART_HEADING,
        "colours": {name: getattr(palette, name) for name in ("ink", "grey", "line", "accent", "range")},
        "pages": pages,
    }


def _table(frame: pd.DataFrame, whole: int, title: str, says: str, most: int) -> Node:
    """A table's first rows; `whole` is how many there are in all."""
    formatted = cells(frame, most)
    more = f"and {format.plural(whole - len(formatted.rows), 'row')} more" if whole > len(formatted.rows) else ""
    return {
        "kind": "table",
        "title": format.typeset(title),
        "says": says,
        "names": formatted.names,
        "numbers": formatted.are_numbers,
        "widths": formatted.widths,
        "rows": formatted.rows,
        "more": more,
    }


def _progress(report: Report, whole: int) -> Callable[[int], None]:
    """Tell how many of the charts are drawn."""
    return lambda done: report(f"Drawing chart {done + 1} of {whole}", DRAWING * done / whole)


def _label(page: str) -> str:
    return f"page-{page}"
