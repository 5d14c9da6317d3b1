"""Lines and points of a chart as native charts: by category where its places have names, otherwise by numbers."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from components.exports.deck import inks, names
from components.exports.deck.bars import Plot, scale_of
from components.exports.deck.colours import Ink
from components.exports.deck.native import Label, Marker, Native, Scale, Series
from components.exports.deck.plan import Axis, Panel, Plan, numbers
from components.exports.deck.reading import Trace

NEAR = 1e-6
THIN = 0.75  # points of the edge of a band, which is itself drawn behind the chart
SHORT = 2  # points of a trace that is no row of its own: a whisker, a tick, one mark

Labelled = Callable[[Panel, float, float], Label | None]
"""The label that stands at a mark of a panel, by its values; None where there is none."""


@dataclass(frozen=True)
class Point:
    """A point of a line, with its mark; without a value, a gap in the line."""

    x: float
    y: float | None
    marker: Marker | None = None


@dataclass(frozen=True)
class Row:
    """A series as it is gathered: its points in order; `is_gathered` from several traces that look alike."""

    name: str
    ink: Ink
    points: list[Point]
    is_gathered: bool = False

    @property
    def markers(self) -> list[Marker]:
        return [point.marker for point in self.points if point.marker is not None]


def is_drawn(trace: Trace) -> bool:
    """Whether a trace has points or lines."""
    return trace.type == "scatter" and (trace.mode or "lines") not in ("text", "none")


def is_ribbon(trace: Trace, panel: Panel) -> bool:
    """Whether a trace is a surface whose edges are no numbers: a flow on a panel without any axis."""
    return (
        is_drawn(trace) and trace.fill == "toself" and not panel.x.ticks and not panel.y.ticks and bool(trace.hoveron)
    )


def charts(plan: Plan, panel: Panel, scale: float, labelled: Labelled, beneath: Sequence[Plot]) -> list[Plot]:
    """The lines and points of a panel: joined to a chart of bars of the same places, or a chart of their own.

    Returns the charts of bars `beneath` with what was joined, and what stands above them.
    """
    traces = [trace for trace in panel.traces if is_drawn(trace) and not is_ribbon(trace, panel)]
    if not traces:
        return list(beneath)
    places = _places(plan, panel, traces)
    if places is None:
        return [*beneath, *_by_numbers(plan, panel, traces, scale, labelled)]
    if beneath and not beneath[-1].native.is_horizontal and set(places) <= {round(at, 6) for at in beneath[-1].centres}:
        last = beneath[-1]
        series = _by_category(plan, panel, traces, last.centres, scale, labelled)
        return [*beneath[:-1], replace(last, native=replace(last.native, series=(*last.native.series, *series)))]
    centres = tuple(value for value, _ in names.ticks(plan, panel.x.name))
    step = min((after - before for before, after in itertools.pairwise(centres)), default=1.0)
    native = Native(
        series=tuple(_by_category(plan, panel, traces, centres, scale, labelled)),
        inner=(0, 0, 1, 1),
        value=_scale(panel.y),
        categories=tuple(names.place_names(plan, panel, centres, False, step)),
    )
    edges = sorted((panel.x.at(centres[0] - step / 2), panel.x.at(centres[-1] + step / 2)))
    return [*beneath, Plot(native, (edges[0], panel.y.end, edges[1], panel.y.start), centres)]


def _places(plan: Plan, panel: Panel, traces: Sequence[Trace]) -> list[float] | None:
    """The places that lines stand at, where all of them have a name along the foot; None where they are numbers."""
    named = {round(value, 6) for value, _ in names.ticks(plan, panel.x.name)}
    ordered = sorted(named)
    steps = {round(after - before, 6) for before, after in itertools.pairwise(ordered)}
    if not named or panel.x.side == "top" or len(steps) > 1:
        return None
    found: set[float] = set()
    for trace in traces:
        xs = [round(x, 6) for x in numbers(trace.x) if x is not None]
        is_once = len(set(xs)) == len(xs) and xs == sorted(xs)
        if not set(xs) <= named or not (is_once or trace.fill == "toself") or trace.line.shape == "hv":
            return None
        found |= set(xs)
    return sorted(found)


def _by_category(
    plan: Plan,
    panel: Panel,
    traces: Sequence[Trace],
    centres: Sequence[float],
    scale: float,
    labelled: Labelled,
) -> list[Series]:
    slot = {round(at, 6): index for index, at in enumerate(centres)}
    found: list[Series] = []
    bands: dict[str, tuple[list[float | None], list[float | None]]] = {}
    for trace in traces:
        pairs = _pairs(trace)
        if trace.fill == "toself":
            low, high = bands.setdefault(str(trace.fillcolor or ""), ([None] * len(centres), [None] * len(centres)))
            for x, y in pairs:
                if y is None:
                    continue
                at = slot[round(x, 6)]
                lowest, highest = low[at], high[at]
                low[at] = y if lowest is None else min(lowest, y)
                high[at] = y if highest is None else max(highest, y)
            continue
        values: list[float | None] = [None] * len(centres)
        markers: dict[int, Marker] = {}
        for index, (x, y) in enumerate(pairs):
            values[slot[round(x, 6)]] = y
            if marker := inks.marker(trace, index, scale):
                markers[slot[round(x, 6)]] = marker
        found.append(_series(plan, panel, trace, centres, values, markers, scale, labelled))
    ranges = [
        Series(f"Range, {end}", "line", tuple(values), ink=Ink(edge=colour, edge_width=THIN))
        for colour, (low, high) in bands.items()
        for end, values in (("lower", low), ("upper", high))
    ]
    return _named([*ranges, *found])


def _series(
    plan: Plan,
    panel: Panel,
    trace: Trace,
    centres: Sequence[float],
    values: Sequence[float | None],
    markers: dict[int, Marker],
    scale: float,
    labelled: Labelled,
) -> Series:
    usual = next(iter(markers.values()), None)
    return Series(
        _end_name(plan, panel, trace, centres, values),
        "line",
        tuple(values),
        ink=_line_ink(trace, scale),
        marker=usual,
        markers={at: marker for at, marker in markers.items() if marker != usual},
        labels=_labels(panel, centres, values, labelled),
    )


def _labels(panel: Panel, xs: Sequence[float], ys: Sequence[float | None], labelled: Labelled) -> dict[int, Label]:
    """The labels of a series, by the order of its points."""
    found = {}
    for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if y is not None and (label := labelled(panel, x, y)):
            found[at] = label
    return found


def _end_name(plan: Plan, panel: Panel, trace: Trace, xs: Sequence[float], ys: Sequence[float | None]) -> str:
    """What a line is called at its last point; nothing where it has none."""
    points = [(x, y) for x, y in zip(xs, ys, strict=True) if y is not None]
    if not points:
        return ""
    x, y = points[-1]
    return names.line_name(plan, panel, trace, panel.x.at(x), panel.y.at(y))


def _line_ink(trace: Trace, scale: float) -> Ink:
    """The ink of a line; of the edge of a band that has no line, a thin one in the band's colour."""
    ink = inks.line(trace, scale)
    if not ink.edge_width and trace.fill:
        return Ink(edge=str(trace.fillcolor or "#D5E0EA"), edge_width=THIN)
    return ink


def _by_numbers(plan: Plan, panel: Panel, traces: Sequence[Trace], scale: float, labelled: Labelled) -> list[Plot]:
    """Whiskers and rules beneath, in a chart of their own: LibreOffice draws all lines of a chart over its marks."""
    rows = [part for row in _rows(plan, panel, traces, scale) for part in _parted(row)]
    last_marked = max((at for at, row in enumerate(rows) if row.markers), default=0)
    behind = [row for row in rows[:last_marked] if row.is_gathered and not row.markers]
    layers = (behind, [row for row in rows if row not in behind])
    return [_layer(layer, panel, labelled) for layer in layers if layer]


def _rows(plan: Plan, panel: Panel, traces: Sequence[Trace], scale: float) -> list[Row]:
    """A row for each trace; short ones without a name are gathered in one, where they look alike."""
    rows: list[Row] = []
    gathered: dict[tuple[Ink, str | None], Row] = {}
    for trace in traces:
        points, ink = _points(trace, scale), _line_ink(trace, scale)
        if not points:
            continue
        if trace.name or len(points) > SHORT:
            name = _end_name(plan, panel, trace, [point.x for point in points], [point.y for point in points])
            rows.append(Row(name, ink, points))
            continue
        first = points[0].marker
        look = (ink, first.symbol if first else None)
        if look not in gathered:
            gathered[look] = Row("", ink, [], is_gathered=True)
            rows.append(gathered[look])
        elif ink.edge_width:
            gathered[look].points.append(Point(gathered[look].points[-1].x, None))
        gathered[look].points.extend(points)
    return rows


def _points(trace: Trace, scale: float) -> list[Point]:
    """A trace's points with their marks; a staircase has none."""
    pairs = _pairs(trace)
    corners = _stepped(pairs) if trace.line.shape == "hv" else pairs
    if len(corners) != len(pairs):
        return [Point(x, y) for x, y in corners]
    return [Point(x, y, inks.marker(trace, at, scale)) for at, (x, y) in enumerate(pairs)]


def _parted(row: Row) -> list[Row]:
    """A line and its marks as two rows where they differ in colour, which LibreOffice would draw in one."""
    colours = {marker.ink.fill for marker in row.markers}
    if not row.ink.edge_width or not colours or colours == {row.ink.edge}:
        return [row]
    line = [replace(point, marker=None) for point in row.points]
    return [Row(row.name, row.ink, line, is_gathered=True), Row("", Ink(), row.points)]


def _layer(rows: Sequence[Row], panel: Panel, labelled: Labelled) -> Plot:
    longest = max(len(row.points) for row in rows)
    series = tuple(_named([_gathered(row, longest, panel, labelled) for row in rows]))
    return Plot(Native(series, (0, 0, 1, 1), _scale(panel.y), across=_scale(panel.x)), panel.box)


def _gathered(row: Row, length: int, panel: Panel, labelled: Labelled) -> Series:
    """A row as a series, with empty points at its end: LibreOffice loses a series that is shorter than a later one."""
    points = [*row.points, *[Point(row.points[-1].x, None)] * (length - len(row.points))]
    xs, ys = tuple(point.x for point in points), tuple(point.y for point in points)
    usual = next(iter(row.markers), None)
    return Series(
        row.name or names.style_name(usual.ink if usual else Ink(fill=row.ink.edge)),
        "xy",
        ys,
        xs=xs,
        ink=row.ink,
        marker=usual,
        labels=_labels(panel, xs, ys, labelled),
        markers={at: point.marker for at, point in enumerate(points) if point.marker not in (None, usual)},
    )


def _pairs(trace: Trace) -> list[tuple[float, float | None]]:
    """A trace's points, in its order; a point without a value is a gap, one without a place is none."""
    return [(x, y) for x, y in zip(numbers(trace.x), numbers(trace.y), strict=True) if x is not None]


def _stepped(pairs: Sequence[tuple[float, float | None]]) -> list[tuple[float, float | None]]:
    """The corners of a staircase."""
    found: list[tuple[float, float | None]] = []
    for x, y in pairs:
        if found and found[-1][1] is not None and y is not None:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return found


def _scale(axis: Axis) -> Scale:
    return scale_of(axis, *sorted((axis.first, axis.last)))


def _named(series: Sequence[Series]) -> list[Series]:
    """Series with names that differ: those without one are called after their order."""
    found: list[Series] = []
    known: set[str] = set()
    for row in series:
        name = row.name or ("Value" if len(series) == 1 else "Line")
        unique, count = name, 1
        while unique in known:
            count += 1
            unique = f"{name} {count}"
        known.add(unique)
        found.append(replace(row, name=unique))
    return found
