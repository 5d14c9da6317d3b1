"""A chart as it was drawn, read once: plotly's own objects check every look at them, which takes a hundred times as long."""

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

T = TypeVar("T")
HEIGHT = 320.0  # pixels of a chart that does not say its own
Value = float | str | dt.date | np.datetime64 | None
"""A plotted value."""
Values: TypeAlias = list[T] | tuple[T, ...] | npt.NDArray[Any]
PerMark: TypeAlias = T | Values[T]
"""A setting of all marks of a trace, or of each of them."""


@dataclass(frozen=True)
class Settings:
    """Settings by plotly's names, those that a slide shows; None for what was not set."""

    @classmethod
    def read(cls, settings: Mapping[str, object]) -> Self:
        """The settings of plotly's JSON."""
        found = dict[str, Any]()
        for field in fields(cls):
            setting = settings.get(field.name)
            if isinstance(field.default, Settings) and isinstance(setting, Mapping):
                found[field.name] = field.default.read(setting)
            elif setting is not None:
                found[field.name] = _unpacked(setting)
        return cls(**found)


@dataclass(frozen=True)
class Line(Settings):
    color: str | None = None
    width: float | None = None
    dash: str | None = None
    shape: str | None = None


@dataclass(frozen=True)
class Rim(Settings):
    """The edges of marks."""

    color: PerMark[str] | None = None
    width: PerMark[float] | None = None


@dataclass(frozen=True)
class Pattern(Settings):
    shape: PerMark[str] | None = None
    bgcolor: PerMark[str] | None = None
    fgcolor: PerMark[str] | None = None


@dataclass(frozen=True)
class Marks(Settings):
    """The look of a trace's marks; a colour may be a number on a scale of colours."""

    symbol: PerMark[str] | None = None
    color: PerMark[str | float] | None = None
    size: PerMark[float] | None = None
    opacity: PerMark[float] | None = None
    colorscale: tuple[tuple[float, str], ...] | None = None
    cmin: float | None = None
    cmax: float | None = None
    line: Rim = Rim()
    pattern: Pattern = Pattern()


@dataclass(frozen=True)
class Font(Settings):
    size: float | None = None
    color: str | None = None


@dataclass(frozen=True)
class MarkFont(Settings):
    size: PerMark[float] | None = None
    color: PerMark[str] | None = None


@dataclass(frozen=True)
class Trace(Settings):
    type: str | None = None
    mode: str | None = None
    name: str | None = None
    x: Values[Value] | None = None
    y: Values[Value] | None = None
    xaxis: str | None = None
    yaxis: str | None = None
    base: PerMark[float] | None = None
    width: PerMark[float] | None = None
    text: PerMark[str] | None = None
    textfont: MarkFont = MarkFont()
    orientation: str | None = None
    opacity: float | None = None
    fill: str | None = None
    fillcolor: str | None = None
    hoveron: str | None = None
    line: Line = Line()
    marker: Marks = Marks()

    @property
    def axes(self) -> tuple[str, str]:
        """The names of the axes it is drawn on."""
        return self.xaxis or "x", self.yaxis or "y"


@dataclass(frozen=True)
class Annotation(Settings):
    text: str = ""
    x: Value = None
    y: Value = None
    xref: str | None = None
    yref: str | None = None
    xanchor: str | None = None
    yanchor: str | None = None
    xshift: float | None = None
    yshift: float | None = None
    font: Font = Font()
    bgcolor: str | None = None
    showarrow: bool | None = None
    ax: Value = None
    ay: Value = None
    axref: str | None = None
    ayref: str | None = None
    arrowhead: int | None = None
    arrowcolor: str | None = None
    arrowwidth: float | None = None
    standoff: float | None = None
    startstandoff: float | None = None


@dataclass(frozen=True)
class Shape(Settings):
    type: str | None = None
    layer: str | None = None
    x0: Value = None
    x1: Value = None
    y0: Value = None
    y1: Value = None
    xref: str | None = None
    yref: str | None = None
    fillcolor: str | None = None
    opacity: float | None = None
    line: Line = Line()


@dataclass(frozen=True)
class Title(Settings):
    text: str | None = None


@dataclass(frozen=True)
class AxisSettings(Settings):
    range: Values[Value] | None = None
    rangemode: str | None = None
    domain: Values[float] | None = None
    visible: bool | None = None
    side: str | None = None
    title: Title = Title()
    tickvals: Values[float] | None = None
    ticktext: Values[str] | None = None
    nticks: int | None = None
    tickformat: str | None = None
    tickangle: float | str | None = None
    tickfont: Font = Font()
    showticklabels: bool | None = None
    showline: bool | None = None
    linecolor: str | None = None
    showgrid: bool | None = None
    gridcolor: str | None = None


@dataclass(frozen=True)
class Margin(Settings):
    l: float | None = None  # noqa: E741  (plotly's name)
    r: float | None = None
    t: float | None = None
    b: float | None = None


@dataclass(frozen=True)
class Layout:
    """What stands around the traces; `axes` by their short names (`x`, `y2`)."""

    height: float
    barmode: str
    margin: Margin
    axes: Mapping[str, AxisSettings]
    shapes: tuple[Shape, ...]
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True)
class ChartSettings:
    """A chart."""

    data: tuple[Trace, ...]
    layout: Layout


def read(figure: go.Figure) -> ChartSettings:
    """A chart's settings. Numbers that were packed in text when the chart was kept are numbers again."""
    settings = figure.to_plotly_json()
    layout = settings.get("layout") or {}
    return ChartSettings(
        tuple(Trace.read(trace) for trace in settings.get("data") or ()),
        Layout(
            height=float(layout.get("height") or HEIGHT),
            barmode=str(layout.get("barmode") or ""),
            margin=Margin.read(layout.get("margin") or {}),
            axes={
                f"{name[0]}{name[5:]}": AxisSettings.read(axis)
                for name, axis in layout.items()
                if name.startswith(("xaxis", "yaxis"))
            },
            shapes=tuple(Shape.read(shape) for shape in layout.get("shapes") or ()),
            annotations=tuple(Annotation.read(annotation) for annotation in layout.get("annotations") or ()),
        ),
    )


def _unpacked(setting: object) -> object:
    if isinstance(setting, Mapping) and "bdata" in setting:
        return np.frombuffer(
            base64.b64decode(setting["bdata"]), dtype=np.dtype(str(setting["dtype"])).newbyteorder("<")
        )
    return setting
