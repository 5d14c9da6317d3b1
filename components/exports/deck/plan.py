"""Where everything of a chart stands: its axes and margins in pixels, as a browser would lay them out."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.exports.deck import letters
from components.exports.deck.reading import AxisSettings, ChartSettings, Trace, Value

SERIAL_ZERO = pd.Timestamp("1899-12-30")  # day 0 of a spreadsheet's dates
SIZE = 13
TICK_GAP = 5  # pixels between an axis and its labels
LINE = 1.3  # of a label's size from one line of it to the next
NICE = (1, 2, 2.5, 5, 10)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True)
class Axis:
    """An axis: the values at its two ends, the pixels they stand at, and what is written along it."""

    name: str
    first: float
    last: float
    start: float
    end: float
    ticks: tuple[tuple[float, str], ...] = ()
    side: str = "bottom"
    title: str = ""
    is_lined: bool = False
    grid: str = ""
    size: float = SIZE
    colour: str = ""
    line: str = ""
    angle: float = 0

    def at(self, value: float) -> float:
        """The pixel a value stands at."""
        span = (self.last - self.first) or 1.0
        return self.start + (value - self.first) / span * (self.end - self.start)


@dataclass(frozen=True)
class Panel:
    """A pair of axes with what is drawn on them."""

    x: Axis
    y: Axis
    traces: tuple[Trace, ...]
    barmode: str = ""

    @property
    def box(self) -> Box:
        """The rectangle between the ends of its axes."""
        return self.x.start, self.y.end, self.x.end, self.y.start


@dataclass(frozen=True)
class Plan:
    """A chart laid out: its size, the rectangle within its margins, its axes by name (`x`, `y2`), its panels."""

    figure: ChartSettings
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    axes: dict[str, Axis]
    panels: tuple[Panel, ...]

    def x(self, value: Value, ref: str | None) -> float:
        """The pixel from the left of a value that refers to an axis, to its domain or to the paper."""
        return self._pixel(number(value) or 0.0, ref or "x", self.left, self.right)

    def y(self, value: Value, ref: str | None) -> float:
        """The pixel from the top of a value that refers to an axis, to its domain or to the paper."""
        return self._pixel(number(value) or 0.0, ref or "y", self.bottom, self.top)

    def _pixel(self, value: float, ref: str, first: float, last: float) -> float:
        if ref == "paper":
            return first + value * (last - first)
        if ref.endswith(" domain"):
            axis = self.axes[ref.removesuffix(" domain")]
            return axis.start + value * (axis.end - axis.start)
        return self.axes[ref].at(value)


def plan(figure: ChartSettings, width: float) -> Plan:
    """The chart laid out on so many pixels across; its height is its own."""
    height, pairs = figure.layout.height, _pairs(figure)
    described = {name: _described(figure, name) for name in sorted({axis for pair in pairs for axis in pair})}
    box = _inside_margins(figure, [axis for axis, _ in described.values()], width, height)
    axes = {name: _placed(axis, domain, box) for name, (axis, domain) in described.items()}
    panels = tuple(
        Panel(axes[x], axes[y], traces, figure.layout.barmode)
        for x, y in pairs
        if (traces := tuple(trace for trace in figure.data if trace.axes == (x, y)))
    )
    return Plan(figure, width, height, *box, axes, panels)


def number(value: Value) -> float | None:
    """A plotted value as a number: a day as a spreadsheet counts it; None where there is none."""
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, str | dt.date | np.datetime64):
        return float((pd.Timestamp(value) - SERIAL_ZERO) / pd.Timedelta(days=1))
    found = float(value)
    return found if math.isfinite(found) else None


def numbers(values: Iterable[Value] | None) -> list[float | None]:
    """Plotted values as numbers."""
    return [] if values is None else [number(value) for value in values]


def _pairs(figure: ChartSettings) -> list[tuple[str, str]]:
    """The pairs of axes in use, in the order in which they are drawn on; the first pair always."""
    pairs = [trace.axes for trace in figure.data]
    for drawn in (*figure.layout.shapes, *figure.layout.annotations):
        x, y = ((getattr(drawn, f"{way}ref") or way).removesuffix(" domain") for way in "xy")
        pairs.append((x if x != "paper" else "x", y if y != "paper" else "y"))
    return list(dict.fromkeys(pairs or [("x", "y")]))


def _inside_margins(figure: ChartSettings, axes: Iterable[Axis], width: float, height: float) -> Box:
    """The rectangle within the margins: the chart's own, or wider ones where what stands along the axes needs them."""
    margin = figure.layout.margin
    left, top, bottom = float(margin.l or 0), float(margin.t or 0), float(margin.b or 0)
    for axis in axes:
        room = _room(axis)
        if axis.name.startswith("y") and axis.ticks:
            left = max(left, room)
        elif axis.side == "top":
            top = max(top, room)
        elif axis.ticks or axis.title:
            bottom = max(bottom, room)
    return min(left, width * 0.5), top, width - float(margin.r or 0), height - bottom


def _described(figure: ChartSettings, name: str) -> tuple[Axis, tuple[float, float]]:
    """An axis without its place yet, and the share of the rectangle it takes."""
    drawn = figure.layout.axes.get(name, AxisSettings())
    first, last = _range(figure, drawn, name)
    is_visible = drawn.visible is not False
    ticks: tuple[tuple[float, str], ...] = ()
    if is_visible and drawn.showticklabels is not False:
        ticks = _ticks(drawn, first, last)
    font = drawn.tickfont
    axis = Axis(
        name,
        first,
        last,
        0,
        0,
        ticks,
        side=str(drawn.side or ("bottom" if name.startswith("x") else "left")),
        title=letters.plain(drawn.title.text or "") if is_visible else "",
        is_lined=bool(is_visible and drawn.showline),
        grid=str(drawn.gridcolor or "") if is_visible and drawn.showgrid else "",
        size=float(font.size or SIZE),
        colour=str(font.color or "#5F6368"),
        line=str(drawn.linecolor or "#DCD8CF"),
        angle=float(drawn.tickangle or 0) if drawn.tickangle != "auto" else 0.0,
    )
    domain = drawn.domain or (0.0, 1.0)
    return axis, (float(domain[0]), float(domain[1]))


def _range(figure: ChartSettings, drawn: AxisSettings, name: str) -> tuple[float, float]:
    """The values at an axis' two ends: its own, or what its marks need with a little room."""
    first, last = (number(value) for value in drawn.range) if drawn.range is not None else (None, None)
    if first is not None and last is not None:
        return first, last
    way = name[0]
    traces = [trace for trace in figure.data if (getattr(trace, f"{way}axis") or way) == name]
    reached = [value for trace in traces for value in _reached(trace, way)]
    if not reached:
        return 0.0, 1.0
    low, high = min(reached), max(reached)
    room = 0.05 * ((high - low) or abs(high) or 1.0)
    is_from_zero = drawn.rangemode == "tozero" or any(_has_bars_along(trace, way) for trace in traces)
    if first is None:
        first = low if is_from_zero and low >= 0 else low - room
    return first, high + room if last is None else last


def _reached(trace: Trace, way: str) -> list[float]:
    """The values along an axis that the marks of a trace reach."""
    values = [value for value in numbers(getattr(trace, way)) if value is not None]
    if _has_bars_along(trace, way):
        bases = [] if trace.base is None or isinstance(trace.base, int | float) else numbers(trace.base)
        tops = [base + value for base, value in zip(bases, values, strict=False) if base is not None]
        return [*values, 0.0, *(base for base in bases if base is not None), *tops]
    if trace.type == "bar" and values:
        return [*values, min(values) - 0.5, max(values) + 0.5]
    return values


def _has_bars_along(trace: Trace, way: str) -> bool:
    """Whether a trace is bars whose lengths are measured along this axis."""
    return bool(trace.type == "bar" and (trace.orientation == "h") == (way == "x"))


def _ticks(drawn: AxisSettings, first: float, last: float) -> tuple[tuple[float, str], ...]:
    """What is written along an axis, and where."""
    low, high = min(first, last), max(first, last)
    if drawn.tickvals is not None:
        values = numbers(drawn.tickvals)
        texts = (
            [str(text) for text in drawn.ticktext]
            if drawn.ticktext is not None
            else [_tick_text(v, drawn) for v in values]
        )
        return tuple(
            (value, text)
            for value, text in zip(values, texts, strict=False)
            if value is not None and low <= value <= high
        )
    wanted = drawn.nticks or 6
    step = (high - low) / max(wanted - 1, 1) or 1.0
    size = 10 ** math.floor(math.log10(step))
    step = next(nice * size for nice in NICE if nice * size >= step)
    count = math.floor(high / step) - math.ceil(low / step) + 1
    return tuple(
        (value, _tick_text(value, drawn)) for value in ((math.ceil(low / step) + at) * step for at in range(count))
    )


def _tick_text(value: float | None, drawn: AxisSettings) -> str:
    """A value along an axis in the axis' own format."""
    if value is None:
        return ""
    form = str(drawn.tickformat or "")
    if form.endswith("%"):
        return f"{value:{form}}".replace("%", " %")
    if form == "~s":
        for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
            if abs(value) >= size:
                return f"{value / size:g}{letter}".replace("-", "−")
    return f"{value:,g}".replace("-", "−")


def _room(axis: Axis) -> float:
    """The pixels an axis' labels and title need beside the plot."""
    texts = [letters.lines(text) for _, text in axis.ticks]
    if axis.name.startswith("y"):
        widest = max((letters.line_width(line, axis.size) for text in texts for line in text), default=0.0)
        return widest + TICK_GAP + 4 + (axis.size * 1.6 if axis.title else 0)
    if axis.angle:
        return max((letters.line_width(line, axis.size) for text in texts for line in text), default=0.0) + TICK_GAP
    most = max((len(text) for text in texts), default=0)
    return most * axis.size * LINE + (TICK_GAP + 3 if most else 0) + (axis.size * 1.6 if axis.title else 0)


def _placed(axis: Axis, domain: tuple[float, float], box: Box) -> Axis:
    (left, top, right, bottom), (low, high) = box, domain
    if axis.name.startswith("x"):
        start, end = left + low * (right - left), left + high * (right - left)
    else:
        start, end = bottom - low * (bottom - top), bottom - high * (bottom - top)
    return Axis(**(vars(axis) | {"start": start, "end": end}))
