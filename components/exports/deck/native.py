"""A native chart: what PowerPoint draws from a small workbook that a person can open and edit."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from components.exports.deck import letters
from components.exports.deck.colours import Ink, edge, fill, is_inked, solid
from components.exports.deck.letters import BODY, Line

Kind = Literal["bar", "line", "xy"]
Grouping = Literal["clustered", "stacked"]
Place = Literal["outEnd", "t", "b", "l", "r", "ctr"]
AXES = {"category": 111_111_111, "value": 222_222_222}
SYMBOLS = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "x-thin": "x",
    "x": "x",
    "triangle-up": "triangle",
}
SMALLEST_MARKER, LARGEST_MARKER = 2, 72  # what PowerPoint takes, in points


@dataclass(frozen=True)
class Marker:
    """A point's mark: its form, points across, ink. None in a series of which only the line is drawn."""

    symbol: str
    size: float
    ink: Ink


@dataclass(frozen=True)
class Label:
    """What is written at a mark, and on which side of it."""

    text: tuple[Line, ...]
    place: Place
    size: float
    colour: str


@dataclass(frozen=True)
class Series:
    """A row of values under a name. `inks` and `marks` are those of single points that differ from the whole."""

    name: str
    kind: Kind
    values: tuple[float | None, ...]
    xs: tuple[float, ...] = ()
    ink: Ink = field(default_factory=Ink)
    inks: Mapping[int, Ink] = field(default_factory=dict)
    marker: Marker | None = None
    markers: Mapping[int, Marker] = field(default_factory=dict)
    labels: Mapping[int, Label] = field(default_factory=dict)


@dataclass(frozen=True)
class Scale:
    """An axis of numbers from its lower to its upper end; `is_reversed`: the lower end stands right or above."""

    low: float
    high: float
    is_reversed: bool = False


@dataclass(frozen=True)
class AxisLabels:
    """The labels under the categories: points, colour, the colour of the line they stand on."""

    size: float
    colour: str
    line: str


@dataclass(frozen=True)
class Native:
    """A chart. `inner` is where its plot stands within its frame: left, top, width and height as shares of the frame.

    `categories` name the places of bars and lines and are None where both axes are numbers. `is_horizontal`: bars lie.
    """

    series: tuple[Series, ...]
    inner: tuple[float, float, float, float]
    value: Scale
    across: Scale | None = None
    categories: tuple[str, ...] | None = None
    is_horizontal: bool = False
    grouping: Grouping = "clustered"
    gap: int = 50
    overlap: int = 0
    axis_labels: AxisLabels | None = None
    smallest: float = 9.0

    def xml_bytes(self, _: object) -> bytes:
        """The chart's part of the package."""
        return chart(self).encode("utf-8")

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart: text stays text, whatever it starts with."""
        return workbook(self)


def workbook(native: Native) -> bytes:
    """Categories in the first column and a column for each series; of points two columns for each."""
    content = io.BytesIO()
    book = Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    sheet = book.add_worksheet()
    if native.categories is not None:
        for row, name in enumerate(native.categories, start=1):
            sheet.write_string(row, 0, letters.clean(name))
    for at, series in enumerate(native.series):
        column = 1 + at if native.categories is not None else 2 * at + 1
        sheet.write_string(0, column, letters.clean(series.name))
        for row, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value)
        for row, x in enumerate(series.xs, start=1):
            sheet.write_number(row, column - 1, x)
    book.close()
    return content.getvalue()


def chart(native: Native) -> str:
    """The chart in DrawingML."""
    bars = [(at, row) for at, row in enumerate(native.series) if row.kind == "bar"]
    drawn_lines = [(at, row) for at, row in enumerate(native.series) if row.kind == "line"]
    points = [(at, row) for at, row in enumerate(native.series) if row.kind == "xy"]
    ids = f'<c:axId val="{AXES["category"]}"/><c:axId val="{AXES["value"]}"/>'
    plots = ""
    if bars:
        series = "".join(_series(native, at, row) for at, row in bars)
        plots += (
            f'<c:barChart><c:barDir val="{"bar" if native.is_horizontal else "col"}"/><c:grouping val="{native.grouping}"/>'
            f'<c:varyColors val="0"/>{series}<c:gapWidth val="{native.gap}"/><c:overlap val="{native.overlap}"/>{ids}'
            "</c:barChart>"
        )
    if drawn_lines:
        series = "".join(_series(native, at, row) for at, row in drawn_lines)
        plots += f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{ids}</c:lineChart>'
    if points:
        series = "".join(_series(native, at, row) for at, row in points)
        plots += (
            f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}{ids}</c:scatterChart>'
        )
    left, top, width, height = native.inner
    layout = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.6f}"/><c:y val="{top:.6f}"/><c:w val="{width:.6f}"/><c:h val="{height:.6f}"/></c:manualLayout></c:layout>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout}{plots}{_axes(native)}'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{_type(native.smallest, '#5F6368')}</c:chartSpace>"
    )


def _axes(native: Native) -> str:
    value = _scale(native.value)
    category, number = AXES["category"], AXES["value"]
    hidden = (
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    )
    ends = f'<c:crossAx val="{category}"/><c:crosses val="autoZero"/>'
    value_at, category_at = ("b", "l") if native.is_horizontal else ("l", "b")
    if native.categories is None:
        across = native.across or Scale(0, 1)
        return (
            f'<c:valAx><c:axId val="{category}"/>{_scale(across)}<c:delete val="1"/><c:axPos val="b"/>{hidden}'
            f'<c:tickLblPos val="none"/><c:crossAx val="{number}"/><c:crosses val="min"/><c:crossBetween val="midCat"/>'
            f"</c:valAx>"
            f'<c:valAx><c:axId val="{number}"/>{value}<c:delete val="1"/><c:axPos val="l"/>{hidden}'
            f'<c:tickLblPos val="none"/><c:crossAx val="{category}"/><c:crosses val="min"/><c:crossBetween val="midCat"/>'
            f"</c:valAx>"
        )
    direction = "maxMin" if native.is_horizontal else "minMax"
    if native.axis_labels is None:
        names = '<c:tickLblPos val="none"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
    else:
        line = edge(Ink(edge=native.axis_labels.line, edge_width=0.75))
        names = f'<c:tickLblPos val="low"/><c:spPr>{line}</c:spPr>{_type(native.axis_labels.size, native.axis_labels.colour)}'
    return (
        f'<c:catAx><c:axId val="{category}"/><c:scaling><c:orientation val="{direction}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{category_at}"/>{hidden}{names}<c:crossAx val="{number}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{number}"/>{value}<c:delete val="1"/><c:axPos val="{value_at}"/>{hidden}'
        f'<c:tickLblPos val="none"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{ends}<c:crossBetween val="between"/></c:valAx>'
    )


def _scale(scale: Scale) -> str:
    direction = "maxMin" if scale.is_reversed else "minMax"
    return f'<c:scaling><c:orientation val="{direction}"/><c:max val="{scale.high!r}"/><c:min val="{scale.low!r}"/></c:scaling>'


def _series(native: Native, at: int, series: Series) -> str:
    has_categories = native.categories is not None
    column = 1 + at if has_categories else 2 * at + 1
    letter, last = xl_col_to_name(column), len(series.values) + 1
    name = f'<c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{_text(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    start = f'<c:idx val="{at}"/><c:order val="{at}"/>{name}'
    values = _numbers(f"Sheet1!${letter}$2:${letter}${last}", series.values)
    labels = _labels(series)
    if series.kind == "bar":
        points = "".join(
            f'<c:dPt><c:idx val="{point}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{fill(ink)}{edge(ink)}</c:spPr></c:dPt>'
            for point, ink in sorted(series.inks.items())
        )
        return (
            f'<c:ser>{start}<c:spPr>{fill(series.ink)}{edge(series.ink)}</c:spPr><c:invertIfNegative val="0"/>{points}{labels}'
            f"{_categories(native)}<c:val>{values}</c:val></c:ser>"
        )
    markers, usual = _distinct_markers(series)
    points = "".join(
        f'<c:dPt><c:idx val="{point}"/>{_marker(marker)}<c:bubble3D val="0"/><c:spPr>{edge(series.ink)}</c:spPr></c:dPt>'
        for point, marker in sorted(markers.items())
    )
    drawn = f"<c:spPr>{edge(series.ink)}</c:spPr>{_marker(usual)}{points}{labels}"
    if series.kind == "line":
        return f'<c:ser>{start}{drawn}{_categories(native)}<c:val>{values}</c:val><c:smooth val="0"/></c:ser>'
    before = xl_col_to_name(column - 1)
    xs = _numbers(f"Sheet1!${before}$2:${before}${last}", series.xs)
    return f'<c:ser>{start}{drawn}<c:xVal>{xs}</c:xVal><c:yVal>{values}</c:yVal><c:smooth val="0"/></c:ser>'


def _distinct_markers(series: Series) -> tuple[Mapping[int, Marker], Marker | None]:
    """The marks of single points, and that of the series, which is a little larger where they differ.

    LibreOffice overlooks a point's own colour where its form and size are those of the series.
    """
    if series.marker is None or not series.markers:
        return series.markers, series.marker
    usual = series.marker
    own = {at: series.markers.get(at, usual) for at, value in enumerate(series.values) if value is not None}
    return own, Marker(usual.symbol, max(round(usual.size), SMALLEST_MARKER) + 1, usual.ink)


def _marker(marker: Marker | None) -> str:
    if marker is None or not is_inked(marker.ink):
        return '<c:marker><c:symbol val="none"/></c:marker>'
    size = min(max(round(marker.size), SMALLEST_MARKER), LARGEST_MARKER)
    symbol = SYMBOLS.get(marker.symbol.removesuffix("-open"), "circle")
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{fill(marker.ink)}{edge(marker.ink)}</c:spPr></c:marker>'


def _labels(series: Series) -> str:
    if not series.labels:
        return ""
    shown = "".join(
        f'<c:show{what} val="0"/>' for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    value_shown = shown.replace('showVal val="0"', 'showVal val="1"')
    each = "".join(
        f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>{_paragraphs(label)}</c:rich></c:tx>'
        f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val="{label.place}"/>{value_shown}</c:dLbl>'
        for at, label in sorted(series.labels.items())
    )
    return f"<c:dLbls>{each}{shown}</c:dLbls>"


def _paragraphs(label: Label) -> str:
    return "".join(
        "<a:p>"
        + "".join(
            f'<a:r><a:rPr lang="en-GB" sz="{round(label.size * 100)}" b="{int(run.is_bold)}">{solid(run.colour or label.colour)}'
            f'<a:latin typeface="{BODY}"/></a:rPr><a:t>{_text(run.text)}</a:t></a:r>'
            for run in line
        )
        + "</a:p>"
        for line in label.text
    )


def _categories(native: Native) -> str:
    names = native.categories or ()
    points = "".join(f'<c:pt idx="{at}"><c:v>{_text(name)}</c:v></c:pt>' for at, name in enumerate(names))
    return (
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${len(names) + 1}</c:f><c:strCache><c:ptCount val="{len(names)}"/>{points}'
        "</c:strCache></c:strRef></c:cat>"
    )


def _numbers(ref: str, values: Sequence[float | None]) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in enumerate(values) if value is not None
    )
    return (
        f"<c:numRef><c:f>{ref}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _type(size: float, colour: str) -> str:
    return (
        f'<c:txPr><a:bodyPr rot="0"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="0">{solid(colour)}'
        f'<a:latin typeface={quoteattr(BODY)}/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _text(text: str) -> str:
    return escape(letters.INVALID.sub("", text))
