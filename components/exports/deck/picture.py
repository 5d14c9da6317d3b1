"""A chart of a page on a slide: native charts where the numbers are, shapes and text boxes around them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import plotly.graph_objects as go
from lxml import etree
from pptx.chart.data import ChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Emu

from components.exports.deck import bars, cut, inks, letters, lines
from components.exports.deck.bars import Plot
from components.exports.deck.colours import NAMESPACE, POINT, Ink, edge, fill, is_seen
from components.exports.deck.labels import (
    LEGIBLE,
    LETTERS,
    SMALLEST_LABEL,
    Area,
    TextBox,
    annotation_box,
    axis_boxes,
    boxed,
    place,
    scale_for,
)
from components.exports.deck.letters import Type
from components.exports.deck.native import AxisLabels, Label
from components.exports.deck.plan import LINE, TICK_GAP, Axis, Panel, Plan, number, numbers, plan
from components.exports.deck.reading import Annotation, ChartSettings, Shape, read

ROOM = 10.0  # points around a plot for marks that stand at its edge
SHORT = 18  # letters of a label that stays with its mark


def parts(figure: go.Figure, area: Area) -> list[ChartSettings]:
    """A chart as one, or cut into as many as an area of a slide has to show one after the other to be legible."""
    return cut.parts(read(figure), area.height / LEGIBLE)


def put(shapes: SlideShapes, chart: ChartSettings, area: Area, name: str, alt: str) -> None:
    """Draw a chart into an area of a slide. `name` and `alt` are what its parts are called and read out as."""
    scale = scale_for(chart, area)
    ChartArea(shapes, area, scale, plan(chart, area.width / scale), name, alt).draw()


class ChartArea:
    """An area of a slide on which a chart is drawn."""

    def __init__(self, shapes: SlideShapes, area: Area, scale: float, laid_out: Plan, name: str, alt: str) -> None:
        self.shapes, self.area, self.scale, self.plan = shapes, area, scale, laid_out
        self.name, self.alt = name, alt
        self._placed_annotations: set[int] = set()  # annotations that stand with their marks
        self._labelled_axes: set[str] = set()  # axes whose labels stand in a native chart

    def draw(self) -> None:
        """From what lies beneath to what lies above."""
        figure = self.plan.figure
        for shape in figure.layout.shapes:
            if shape.layer == "below":
                self._shape(shape)
        for panel in self.plan.panels:
            self._grid(panel)
            self._surfaces(panel)
        for panel in self.plan.panels:
            found = bars.bars(panel, self.scale)
            if bars.are_squares(found):
                for bar in found:
                    self._square(panel, bar)
            drawn = bars.charts(self.plan, panel, self.scale)
            for plot in lines.charts(self.plan, panel, self.scale, self._labelled, drawn):
                self._native(panel, plot)
        for shape in figure.layout.shapes:
            if shape.layer != "below":
                self._shape(shape)
        for axis in self.plan.axes.values():
            self._axis(axis)
        self._texts()
        for at, annotation in enumerate(figure.layout.annotations):
            if _has_arrow(annotation):
                self._arrow(annotation)
            if annotation.text and at not in self._placed_annotations:
                self._text_box(annotation_box(self.plan, annotation, self.scale, self.area))

    def x(self, pixels: float) -> Emu:
        return Emu(round((self.area.left + pixels * self.scale) * POINT))

    def y(self, pixels: float) -> Emu:
        return Emu(round((self.area.top + pixels * self.scale) * POINT))

    def _labelled(self, panel: Panel, x: float, y: float) -> Label | None:
        """The short label that stands at a mark, which from then on goes with it."""
        for at, annotation in enumerate(self.plan.figure.layout.annotations):
            if at not in self._placed_annotations and _is_at(annotation, panel, x, y):
                label = self._mark_label(annotation)
                if label is not None:
                    self._placed_annotations.add(at)
                    return label
        return None

    def _mark_label(self, annotation: Annotation) -> Label | None:
        """An annotation as the label of a mark; None where it is too long for one, or stands too far from it."""
        text, side = tuple(letters.lines(annotation.text)), place(annotation)
        if side is None or len(text) > 1 or len(letters.plain(annotation.text)) > SHORT:
            return None
        size = max(float(annotation.font.size or 13) * self.scale * LETTERS, SMALLEST_LABEL)
        return Label(text, side, size, str(annotation.font.color or "#1F2328"))

    def _native(self, panel: Panel, drawn: Plot) -> None:
        """A native chart in its frame, the plot exactly where the browser has it."""
        left, top, right, bottom = drawn.box
        room = ROOM / self.scale
        room_below = room
        native = drawn.native
        if (
            native.categories is not None
            and not native.is_horizontal
            and abs(bottom - panel.y.start) < 1
            and self._is_lowest(panel)
        ):
            size = max(panel.x.size * self.scale * LETTERS * 0.92, SMALLEST_LABEL)
            native = replace(native, axis_labels=AxisLabels(size, panel.x.colour, panel.x.line))
            room_below = max(2 * panel.x.size * LINE + TICK_GAP + 6, room)
            self._labelled_axes.add(panel.x.name)
        frame_left, frame_top = left - room, top - room
        width, high = right - left + 2 * room, bottom - top + room + room_below
        labelled = [
            replace(series, labels={at: self._set(label) for at, label in series.labels.items()})
            for series in native.series
        ]
        native = replace(
            native,
            series=tuple(labelled),
            smallest=max(9 * self.scale, SMALLEST_LABEL),
            inner=(room / width, room / high, (right - left) / width, (bottom - top) / high),
        )
        frame = self.shapes.add_chart(
            XL_CHART_TYPE.COLUMN_CLUSTERED,
            self.x(frame_left),
            self.y(frame_top),
            Emu(round(width * self.scale * POINT)),
            Emu(round(high * self.scale * POINT)),
            cast(ChartData, native),  # asked only for a part and a workbook, which ours gives too
        )
        self._called(cast(BaseShape, frame), f"Chart: {self.name}", self.alt)

    def _set(self, label: Label) -> Label:
        """A label as it is set: those of bars come without a size and a colour of their own."""
        if label.size:
            return label
        return replace(label, size=max(12 * self.scale * LETTERS, SMALLEST_LABEL), colour="#1F2328")

    def _is_lowest(self, panel: Panel) -> bool:
        axis = panel.x
        if not axis.ticks or axis.side == "top" or axis.name in self._labelled_axes:
            return False
        return all(panel.y.start >= below.y.start - 1 for below in self.plan.panels if below.x.name == axis.name)

    def _called(self, shape: BaseShape, name: str, alt: str = "") -> None:
        properties = shape._element.xpath(".//p:cNvPr")[0]
        properties.set("name", letters.clean(name)[:120])
        if alt:
            properties.set("descr", letters.clean(alt))

    def _grid(self, panel: Panel) -> None:
        left, top, right, bottom = panel.box
        for axis in (panel.x, panel.y):
            if not axis.grid:
                continue
            for value, _ in axis.ticks:
                at = axis.at(value)
                ends = (at, top, at, bottom) if axis is panel.x else (left, at, right, at)
                self._line(*ends, Ink(edge=axis.grid, edge_width=self.scale))

    def _surfaces(self, panel: Panel) -> None:
        """Bands and flows, behind the marks."""
        before: list[tuple[float, float]] = []
        for trace in panel.traces:
            if not lines.is_drawn(trace):
                continue
            points = [
                (panel.x.at(x), panel.y.at(y))
                for x, y in zip(numbers(trace.x), numbers(trace.y), strict=True)
                if x is not None and y is not None
            ]
            if trace.line.shape == "hv":
                points = _corners(points)
            outline: Sequence[tuple[float, float]] = ()
            if trace.fill == "toself":
                outline = points
            elif trace.fill == "tonexty" and before:
                outline = [*points, *reversed(before)]
            elif trace.fill == "tozeroy" and points:
                zero = panel.y.at(0)
                outline = [(points[0][0], zero), *points, (points[-1][0], zero)]
            if len(outline) > 2:
                ink = Ink(fill=str(trace.fillcolor or "#D5E0EA"), opacity=inks.opacity_of(trace, 0))
                text = trace.text if isinstance(trace.text, str) else ""
                self._polygon(outline, ink, letters.plain(text) or "Range")
            before = points

    def _polygon(self, outline: Sequence[tuple[float, float]], ink: Ink, name: str) -> None:
        corners = [(self.x(x), self.y(y)) for x, y in outline]
        builder = self.shapes.build_freeform(*corners[0], scale=1.0)
        builder.add_line_segments(corners[1:], close=True)
        shape = builder.convert_to_shape()
        inked(shape, ink)
        self._called(shape, name, name if name != "Range" else "")

    def _square(self, panel: Panel, bar: bars.Bar) -> None:
        left, right = panel.x.at(bar.at - bar.width / 2), panel.x.at(bar.at + bar.width / 2)
        low, high = panel.y.at(bar.base), panel.y.at(bar.base + bar.size)
        if is_seen(bar.ink.fill) or is_seen(bar.ink.edge):
            self._rectangle(left, min(low, high), right, max(low, high), bar.ink, "Square")

    def _rectangle(self, left: float, top: float, right: float, bottom: float, ink: Ink, name: str) -> None:
        shape = self.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            self.x(left),
            self.y(top),
            Emu(max(self.x(right) - self.x(left), 1)),
            Emu(max(self.y(bottom) - self.y(top), 1)),
        )
        inked(shape, ink)
        self._called(shape, name)

    def _shape(self, shape: Shape) -> None:
        left, right = sorted((self.plan.x(shape.x0, shape.xref), self.plan.x(shape.x1, shape.xref)))
        first, last = self.plan.y(shape.y0, shape.yref), self.plan.y(shape.y1, shape.yref)
        width = 2.0 if shape.line.width is None else float(shape.line.width)
        ink = Ink(
            fill=str(shape.fillcolor or ""),
            opacity=float(1.0 if shape.opacity is None else shape.opacity),
            edge=str(shape.line.color or "#1F2328"),
            edge_width=width * self.scale,
            dash=str(shape.line.dash or "solid"),
        )
        if shape.type == "line":
            start = self.plan.x(shape.x0, shape.xref)
            end = self.plan.x(shape.x1, shape.xref)
            self._line(start, first, end, last, ink)
        elif shape.type == "circle":
            drawn = self.shapes.add_shape(
                MSO_SHAPE.OVAL,
                self.x(left),
                self.y(min(first, last)),
                Emu(self.x(right) - self.x(left)),
                Emu(self.y(max(first, last)) - self.y(min(first, last))),
            )
            inked(drawn, ink)
        else:
            self._rectangle(left, min(first, last), right, max(first, last), ink, "Band")

    def _line(self, x0: float, y0: float, x1: float, y1: float, ink: Ink, *, has_arrowhead: bool = False) -> None:
        drawn = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, self.x(x0), self.y(y0), self.x(x1), self.y(y1))
        inked(drawn, ink, is_line=True)
        if has_arrowhead:
            etree.SubElement(
                drawn._element.spPr.find(qn("a:ln")), qn("a:tailEnd"), {"type": "triangle", "w": "sm", "len": "sm"}
            )
        self._called(drawn, "Line")

    def _arrow(self, annotation: Annotation) -> None:
        x1, y1 = self.plan.x(annotation.x, annotation.xref), self.plan.y(annotation.y, annotation.yref)
        is_placed = str(annotation.axref or "pixel") != "pixel"
        x0 = self.plan.x(annotation.ax, annotation.axref) if is_placed else x1 + (number(annotation.ax) or 0.0)
        y0 = self.plan.y(annotation.ay, annotation.ayref) if is_placed else y1 + (number(annotation.ay) or 0.0)
        long = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
        before, after = float(annotation.standoff or 0) / long, float(annotation.startstandoff or 0) / long
        start = (x0 + (x1 - x0) * after, y0 + (y1 - y0) * after)
        end = (x1 - (x1 - x0) * before, y1 - (y1 - y0) * before)
        ink = Ink(
            edge=str(annotation.arrowcolor or "#5F6368"), edge_width=float(annotation.arrowwidth or 1) * self.scale
        )
        self._line(*start, *end, ink, has_arrowhead=bool(annotation.arrowhead is None or annotation.arrowhead > 0))

    def _axis(self, axis: Axis) -> None:
        """What is written along an axis, where no native chart writes it."""
        for box in axis_boxes(self.plan, axis, self.scale, self.area, has_labels=axis.name not in self._labelled_axes):
            self._text_box(box)
        if axis.is_lined and axis.name not in self._labelled_axes:
            ink = Ink(edge=axis.line, edge_width=self.scale)
            panels = [panel for panel in self.plan.panels if axis.name in (panel.x.name, panel.y.name)]
            for panel in panels[-1:]:
                left, top, right, bottom = panel.box
                if axis.name.startswith("x"):
                    at = min(top, bottom) if axis.side == "top" else max(top, bottom)
                    self._line(axis.start, at, axis.end, at, ink)
                else:
                    at = max(left, right) if axis.side == "right" else min(left, right)
                    self._line(at, axis.start, at, axis.end, ink)

    def _texts(self) -> None:
        """Traces that are text alone, or marks with text."""
        for panel in self.plan.panels:
            for trace in panel.traces:
                if trace.type != "scatter" or "text" not in (trace.mode or "") or trace.text is None:
                    continue
                xs, ys, font = numbers(trace.x), numbers(trace.y), trace.textfont
                texts = [trace.text] * len(xs) if isinstance(trace.text, str) else list(trace.text)
                for at, (x, y, text) in enumerate(zip(xs, ys, texts, strict=True)):
                    if x is None or y is None or not text:
                        continue
                    size = inks.setting_at(font.size, at)
                    set_as = Type(
                        max(float(size or 12) * self.scale * LETTERS, SMALLEST_LABEL),
                        str(inks.setting_at(font.color, at) or "#1F2328"),
                        align="center",
                        anchor="middle",
                        is_wrapped=False,
                    )
                    self._text_box(
                        boxed(
                            panel.x.at(x), panel.y.at(y), str(text), set_as, "center", "middle", self.scale, self.area
                        )
                    )

    def _text_box(self, text_box: TextBox) -> None:
        box = self.shapes.add_textbox(
            Emu(round(text_box.left * POINT)),
            Emu(round(text_box.top * POINT)),
            Emu(max(round(text_box.width * POINT), 1)),
            Emu(max(round(text_box.height * POINT), 1)),
        )
        letters.write(box.text_frame, text_box.text, text_box.set_as)
        if is_seen(text_box.ground):
            inked(box, Ink(fill=text_box.ground, opacity=0.85))
        self._called(box, letters.clean(" ".join(run.text for line in text_box.text for run in line)) or "Label")


def _has_arrow(annotation: Annotation) -> bool:
    return annotation.showarrow is not False and annotation.ax is not None


def _is_at(annotation: Annotation, panel: Panel, x: float, y: float) -> bool:
    """Whether an annotation is text alone that stands at these values of a panel."""
    if _has_arrow(annotation) or not annotation.text or annotation.bgcolor:
        return False
    if (annotation.xref or "x", annotation.yref or "y") != (panel.x.name, panel.y.name):
        return False
    across, up = number(annotation.x), number(annotation.y)
    return across is not None and up is not None and _equal(across, x) and _equal(up, y)


def _corners(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for x, y in points:
        if found:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return found


def _equal(first: float, second: float) -> bool:
    return abs(first - second) <= 1e-9 * max(abs(first), abs(second), 1.0)


def inked(shape: BaseShape, ink: Ink, *, is_line: bool = False) -> None:
    """A shape's fill and edge, without the theme's own effects."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)
    properties = shape._element.spPr
    for known in ("a:noFill", "a:solidFill", "a:pattFill", "a:gradFill", "a:ln"):
        for found in properties.findall(qn(known)):
            properties.remove(found)
    content = ("" if is_line else fill(ink)) + edge(ink)
    for element in etree.fromstring(f'<x xmlns:a="{NAMESPACE}">{content}</x>'):
        properties.append(element)
