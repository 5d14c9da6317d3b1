"""The house style of every chart: its colours, its type, its marks for small numbers, ranges and benchmarks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

import plotly.graph_objects as go

from components.text import format
from queries import Benchmark

FONT = '"Source Sans", "Source Sans Pro", sans-serif'  # comes with Streamlit; no host is contacted
SIZE = 13
SMALL = 12
STANDS_BACK = 0.45  # opacity of the marks beside the one that was clicked
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


class Line(TypedDict, total=False):
    """A line of Plotly's, or the edge of a mark: one colour, or one for each mark."""

    color: str | list[str]
    width: float
    dash: str


class Pattern(TypedDict, total=False):
    """How a bar is hatched."""

    shape: str | list[str]
    fgcolor: str
    bgcolor: str
    size: float
    solidity: float


class Marker(TypedDict, total=False):
    """The points or bars of a trace of Plotly's."""

    color: str | list[str]
    size: float
    line: Line
    pattern: Pattern


class Position(TypedDict, total=False):
    """Where a text is written, as Plotly's annotations say it, and on what."""

    x: object
    y: object
    xref: str
    yref: str
    xanchor: str
    yanchor: str
    xshift: float
    yshift: float
    align: str
    bgcolor: str
    opacity: float
    borderpad: float


@dataclass(frozen=True)
class Palette:
    """Ink and warm greys, one accent, red for money being lost or stuck, six colours for series (3:1 on paper)."""

    paper: str
    ink: str
    grey: str
    line: str
    accent: str
    context: str
    range: str
    red: str
    series: tuple[str, ...]


LIGHT = Palette(
    paper="#FFFFFF",
    ink="#1F2328",
    grey="#5F6368",
    line="#DCD8CF",
    accent="#12436D",
    context="#C9C5BC",
    range="#D5E0EA",
    red="#B3261E",
    series=("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"),
)
DARK = Palette(
    paper="#14171A",
    ink="#E6E3DC",
    grey="#9AA0A6",
    line="#343A40",
    accent="#8AB4E0",
    context="#5A6068",
    range="#2B3A49",
    red="#F28B82",
    series=("#6FA8DC", "#5EC4BA", "#C77DA5", "#F79A6B", "#BDBDBD", "#C3AEE6"),
)


@dataclass(frozen=True)
class Viewport:
    """How the reader sees it: on light or dark paper, on a wide screen or a phone. Its colours by name."""

    type: Literal["light", "dark"] = "light"
    width: Literal["wide", "narrow"] = "wide"

    @property
    def palette(self) -> Palette:
        return DARK if self.type == "dark" else LIGHT

    @property
    def is_narrow(self) -> bool:
        return self.width == "narrow"

    @property
    def paper(self) -> str:
        return self.palette.paper

    @property
    def ink(self) -> str:
        return self.palette.ink

    @property
    def grey(self) -> str:
        """Text that stands back: subtitles, axis labels."""
        return self.palette.grey

    @property
    def line(self) -> str:
        """Rules and axes."""
        return self.palette.line

    @property
    def accent(self) -> str:
        """The one colour that says: look here."""
        return self.palette.accent

    @property
    def context(self) -> str:
        """Everything that is there to compare with."""
        return self.palette.context

    @property
    def range(self) -> str:
        """Intervals and benchmark bands."""
        return self.palette.range

    @property
    def red(self) -> str:
        """Money being lost or stuck, and nothing else."""
        return self.palette.red

    @property
    def series(self) -> tuple[str, ...]:
        return self.palette.series


@dataclass(frozen=True)
class Drawn:
    """A chart with everything that must stand around it. `figure` is None where there is nothing to draw.

    `finding` is the headline, one clause; `subtitle` says measure, unit and period; `n` what stands at the foot, such
    as `n = 60 initiatives`; `alt` what a screen reader says (the finding where empty). All plain text, no mark-up.
    """

    figure: go.Figure | None
    finding: str
    subtitle: str
    n: str = ""
    alt: str = ""
    source: str = ""


def nothing(finding: str, missing: Sequence[str] = (), subtitle: str = "") -> Drawn:
    """What stands where a chart would: the sentence, and what it is waiting for."""
    return Drawn(None, finding, subtitle or f"{format.needs(missing)}.")


def canvas() -> go.Figure:
    """An empty figure without Plotly's own template (6.5 KB a chart)."""
    return go.Figure(layout={"template": {}}).update_layout(template=None)


def finish(
    figure: go.Figure, viewport: Viewport, *, height: int = 320, margin: dict[str, int] | None = None
) -> go.Figure:
    """The figure in the house style: transparent, 13 px, quiet axes, no legend, room for what is written at its edges."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": viewport.line,
        "tickcolor": viewport.line,
        "ticks": "",
        "tickfont": {"color": viewport.grey, "size": SIZE},
        "title": {"font": {"color": viewport.grey, "size": SIZE}},
        "fixedrange": True,
        "automargin": True,
    }
    for drawn in (*figure.select_xaxes(), *figure.select_yaxes()) or (figure.layout.xaxis, figure.layout.yaxis):
        drawn.update(_beneath(axis, drawn.to_plotly_json()))
    for trace in figure.data:
        if trace.customdata is not None and isinstance(
            trace, go.Bar | go.Scatter
        ):  # its marks can be clicked: the others stand back, and can still be read
            trace.update(unselected={"marker": {"opacity": STANDS_BACK}})
    figure.update_layout(
        template=None,
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8, "pad": 4} | figure.layout.margin.to_plotly_json() | (margin or {}),
        font={"family": FONT, "size": SIZE, "color": viewport.ink},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": viewport.paper,
            "bordercolor": viewport.line,
            "align": "left",
            "font": {"family": FONT, "size": SIZE, "color": viewport.ink},
        },
        colorway=list(viewport.series),
        uniformtext={"mode": False},
    )
    return figure


def solid(viewport: Viewport, colour: str | None = None, size: int = 9) -> Marker:
    """A point that can be judged."""
    return {
        "color": colour or viewport.accent,
        "size": size,
        "line": {"color": colour or viewport.accent, "width": 1.5},
    }


def hollow(viewport: Viewport, colour: str | None = None, size: int = 9) -> Marker:
    """A point with too few cases behind it to be judged."""
    return {"color": viewport.paper, "size": size, "line": {"color": colour or viewport.accent, "width": 1.5}}


def points(viewport: Viewport, states: Sequence[str], colour: str | None = None, size: int = 9) -> Marker:
    """The marks of a row of points: filled where the state is `ok`, hollow where there are too few cases."""
    edge = colour or viewport.accent
    fill = [edge if state == "ok" else viewport.paper for state in states]
    return {"color": fill, "size": size, "line": {"color": edge, "width": 1.5}}


def hatched(viewport: Viewport, colour: str | None = None) -> Marker:
    """A bar that is not a result yet: a cohort too young, or a forecast."""
    edge = colour or viewport.grey
    return {
        "color": viewport.paper,
        "line": {"color": edge, "width": 1},
        "pattern": {"shape": "/", "fgcolor": edge, "bgcolor": viewport.paper, "size": 6, "solidity": 0.25},
    }


def outlined(viewport: Viewport, colour: str | None = None) -> Marker:
    """A bar that was planned."""
    return {"color": "rgba(0,0,0,0)", "line": {"color": colour or viewport.grey, "width": 1.2}}


def opens(column: str, values: Iterable[object]) -> list[str]:
    """The `customdata` of a trace whose marks can be clicked: each opens the rows where `column` has the mark's value.

    A business unit filters the whole page to it. A mark answers only where its trace has a hoverinfo other than `skip`.
    """
    return [f"{column}={value}" for value in values]


def band(
    figure: go.Figure, viewport: Viewport, low: float, high: float, label: str, *, axis: Literal["x", "y"] = "y"
) -> None:
    """A benchmark behind the marks: a band from low to high (a line where they are equal), named at its end."""
    line = {"color": viewport.grey, "width": 1, "dash": "dot"}
    if axis == "y":
        if low == high:
            figure.add_hline(y=low, line=line, layer="below")
        else:
            figure.add_hrect(y0=low, y1=high, fillcolor=viewport.range, opacity=0.55, line_width=0, layer="below")
        at: Position = {"x": 1, "xref": "paper", "xanchor": "right", "y": high, "yanchor": "bottom"}
    else:
        if low == high:
            figure.add_vline(x=low, line=line, layer="below")
        else:
            figure.add_vrect(x0=low, x1=high, fillcolor=viewport.range, opacity=0.55, line_width=0, layer="below")
        at = {"x": (low + high) / 2, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "center"}
    if label:
        write(figure, viewport, label, colour=viewport.grey, size=SMALL, **at)


def quoted(
    figure: go.Figure, viewport: Viewport, benchmarks: Iterable[Benchmark], unit: str, axis: Literal["x", "y"]
) -> str:
    """Every comparable benchmark behind the marks; returns their one name: those that contradict each other all stand."""
    shown = sorted(
        (benchmark for benchmark in benchmarks if benchmark.is_scored and benchmark.unit == unit),
        key=lambda benchmark: (benchmark.low, benchmark.high),
    )
    for benchmark in shown:
        band(figure, viewport, benchmark.low, benchmark.high, "", axis=axis)
    if not shown:
        return ""
    name = f"quoted {format.join(format.benchmark(benchmark.low, benchmark.high, unit) for benchmark in shown)}"
    if axis == "y":
        middle = sum(benchmark.low + benchmark.high for benchmark in shown) / (2 * len(shown))
        text = name.replace("quoted ", "quoted<br>").replace(" and ", "<br>and ")
        write(figure, viewport, text, colour=viewport.grey, size=SMALL, x=1, xref="paper", xshift=8, y=middle)
        figure.update_layout(margin={"r": 78})
    else:
        ends = max(benchmark.high for benchmark in shown)
        write(
            figure,
            viewport,
            name,
            colour=viewport.grey,
            size=SMALL,
            x=ends,
            y=1,
            yref="paper",
            xanchor="right",
            yshift=8,
        )
    return name


def quarters(
    figure: go.Figure,
    viewport: Viewport,
    labels: Sequence[str],
    fiscal_start_month: int | str = 1,
    *,
    tight: bool = False,
) -> None:
    """Quarters along the foot, at 0, 1, 2 ...: `Q1` each, the year under the first and under each first quarter.

    `tight`: only the years on a phone, where the quarters stand closer than their names are wide.
    """
    if tight and viewport.is_narrow and len(labels) > 6:
        _years(figure, labels, fiscal_start_month)
        return
    texts = []
    for index, label in enumerate(labels):
        year, _, quarter = label.partition("-")
        year = year if int(fiscal_start_month) == 1 else f"FY{year[2:]}"
        is_first = index == 0 and not (viewport.is_narrow and labels[1:2] and labels[1].endswith("Q1"))
        texts.append(f"{quarter}<br>{year}" if is_first or quarter == "Q1" else quarter)
    every = 2 if viewport.is_narrow and len(labels) > 14 else 1
    figure.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(labels)))[::every],
        ticktext=texts[::every],
        tickangle=0,
        range=[-0.6, len(labels) - 0.4],
        showline=True,
    )


def _years(figure: go.Figure, labels: Sequence[str], fiscal_start_month: int | str) -> None:
    firsts = [index for index, label in enumerate(labels) if label.endswith("-Q1")]
    years = [labels[index].partition("-")[0] for index in firsts]
    figure.update_xaxes(
        tickmode="array",
        tickvals=firsts,
        tickangle=0,
        range=[-0.6, len(labels) - 0.4],
        showline=True,
        ticktext=years if int(fiscal_start_month) == 1 else [f"FY{year[2:]}" for year in years],
    )


def write(
    figure: go.Figure, viewport: Viewport, text: str, *, colour: str = "", size: int = SIZE, **at: Unpack[Position]
) -> None:
    """A direct label. The text is written as it is given: names go through `format.escape_html` first."""
    figure.add_annotation(
        text=text,
        showarrow=False,
        font={"color": colour or viewport.ink, "size": size, "family": FONT},
        **({"xanchor": "left", "yanchor": "middle", "align": "left"} | at),
    )


def spread(places: Sequence[float], gap: float) -> list[float]:
    """The nearest places to these that stand at least `gap` apart, in the same order: labels that would collide."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    groups: list[tuple[float, list[int]]] = []  # centre, members from below
    for index in order:
        groups.append((places[index], [index]))
        while len(groups) > 1 and _top(groups[-2], gap) + gap > _bottom(groups[-1], gap):
            (_, first), (_, second) = groups[-2], groups[-1]
            members = [*first, *second]
            centre = sum(places[member] for member in members) / len(members)
            groups[-2:] = [(centre, members)]
    found = [0.0] * len(places)
    for group in groups:
        for step, member in enumerate(group[1]):
            found[member] = _bottom(group, gap) + step * gap
    return found


def _top(group: tuple[float, list[int]], gap: float) -> float:
    return group[0] + gap * (len(group[1]) - 1) / 2


def _bottom(group: tuple[float, list[int]], gap: float) -> float:
    return group[0] - gap * (len(group[1]) - 1) / 2


def _beneath(house: dict[str, object], chart: dict[str, object]) -> dict[str, object]:
    """The house's settings with the chart's own laid over them."""
    own = {
        key: _beneath(settings, over)
        for key, settings in house.items()
        if isinstance(settings, dict) and isinstance(over := chart.get(key), dict)
    }
    return house | chart | own
