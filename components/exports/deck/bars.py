"""Bars of a chart as native bar charts: which stand together, where each group's plot stands."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from components.exports.deck import inks, letters, names
from components.exports.deck.colours import Ink
from components.exports.deck.names import place_names, style_names
from components.exports.deck.native import Grouping, Label, Native, Scale, Series
from components.exports.deck.plan import Axis, Box, Panel, Plan, number, numbers

NEAR = 1e-6
MOST_GAP = 500  # per cent of a bar, the widest room between bars that PowerPoint takes
SQUARE = 0.85  # of a place, from which bars of one length are squares of a table and no lengths


@dataclass(frozen=True)
class Bar:
    """A bar: its place along the axis of categories, where it begins, how far it goes, how broad it is."""

    trace: int
    index: int
    at: float
    base: float
    size: float
    width: float
    ink: Ink
    text: str = ""


@dataclass(frozen=True)
class Plot:
    """A native chart and the rectangle of its plot in pixels: left, top, right, bottom."""

    native: Native
    box: Box
    centres: tuple[float, ...] = ()


def bars(panel: Panel, scale: float) -> list[Bar]:
    """All bars of a panel."""
    found = []
    for number_of_trace, trace in enumerate(panel.traces):
        if trace.type != "bar":
            continue
        horizontal = trace.orientation == "h"
        places, sizes = numbers(trace.y if horizontal else trace.x), numbers(trace.x if horizontal else trace.y)
        for index, (at, size) in enumerate(zip(places, sizes, strict=True)):
            if at is None or size is None:
                continue
            base = number(inks.setting_at(trace.base, index)) or 0.0
            width = number(inks.setting_at(trace.width, index)) or 0.8
            text = str(inks.setting_at(trace.text, index) or "") if trace.text is not None else ""
            found.append(Bar(number_of_trace, index, at, base, size, width, inks.bar(trace, index, scale), text))
    return found


def is_horizontal(panel: Panel) -> bool:
    """Whether the bars of a panel lie."""
    return any(trace.type == "bar" and trace.orientation == "h" for trace in panel.traces)


def are_squares(found: Sequence[Bar]) -> bool:
    """Whether bars are the squares of a table: as broad as their places and all of one length, in several rows."""
    return (
        len(found) > 1
        and all(bar.width >= SQUARE for bar in found)
        and len({round(bar.size, 6) for bar in found}) == 1
        and len({round(bar.base, 6) for bar in found}) > 1
    )


def charts(plan: Plan, panel: Panel, scale: float) -> list[Plot]:
    """The bars of a panel as native charts, those beneath first."""
    found = bars(panel, scale)
    if not found or are_squares(found):
        return []
    horizontal = is_horizontal(panel)
    rows = _small_multiples(found, horizontal)
    if rows:
        return [_multiple(plan, panel, row, horizontal) for row in rows]
    groups: dict[float, list[Bar]] = {}
    for bar in found:
        groups.setdefault(round(bar.width, 4), []).append(bar)
    drawn = []
    for group in groups.values():
        for phases in _beside(group):
            layers = _layers(phases[0]) if len(phases) == 1 else []
            for layer in layers or [phases]:
                drawn.append(_chart(plan, panel, layer, horizontal))
    return drawn


def _small_multiples(found: Sequence[Bar], horizontal: bool) -> list[list[Bar]]:
    """Bars that stand on floors of their own, one above the other: a row for each floor; none where there is one floor."""
    floors: dict[float, list[Bar]] = {}
    for bar in found:
        floors.setdefault(round(bar.base, 6), []).append(bar)
    are_floors = (
        not horizontal
        and len(floors) > 1
        and all(float(floor).is_integer() for floor in floors)
        and all(bar.size <= 1 + NEAR for bar in found)
    )
    return list(floors.values()) if are_floors else []


def _beside(group: Sequence[Bar]) -> list[list[list[Bar]]]:
    """Bars of one width by their place within a category: those that stand side by side are one chart."""
    step = _step(group)
    phases: dict[float, list[Bar]] = {}
    for bar in group:
        # half a place on, so that a place's two sides are neighbours
        phase = round((bar.at + step / 2) % step, 3) % step
        phases.setdefault(phase, []).append(bar)
    order = [phases[phase] for phase in sorted(phases)]
    keys = sorted(phases)
    width = group[0].width
    if len(order) > 1 and all(after - before >= width - NEAR for before, after in itertools.pairwise(keys)):
        return [order]
    return [[phase] for phase in order]


def _layers(phase: Sequence[Bar]) -> list[list[list[Bar]]]:
    """Bars that begin elsewhere than at zero, so that in a layer none covers another; none where they need no layers."""
    if not any(bar.base for bar in phase):
        return []
    layers: list[tuple[list[Bar], dict[float, float]]] = []
    for bar in (bar for row in _by_style(phase) for bar in row):
        place, low = round(bar.at, 6), min(bar.base, bar.base + bar.size)
        least = low + NEAR * max(abs(low), 1)
        free = next((known for known in layers if known[1].get(place, -math.inf) <= least), None)
        if free is None:
            free = ([], {})
            layers.append(free)
        layer, reached = free
        layer.append(bar)
        reached[place] = max(bar.base, bar.base + bar.size)
    return [[layer] for layer, _ in layers]


def _step(group: Sequence[Bar]) -> float:
    """How far places stand from each other: 1 on all axes of places but those in pixels."""
    steps = []
    for trace in {bar.trace for bar in group}:
        places = sorted({bar.at for bar in group if bar.trace == trace})
        steps += [after - before for before, after in itertools.pairwise(places)]
    if not steps or all(abs(step - round(step)) < 0.01 for step in steps):
        return 1.0
    return min(steps)


def _multiple(plan: Plan, panel: Panel, row: Sequence[Bar], horizontal: bool) -> Plot:
    floor = row[0].base
    flat = [Bar(bar.trace, bar.index, bar.at, 0.0, bar.size, bar.width, bar.ink, bar.text) for bar in row]
    y = Axis(**(vars(panel.y) | {"first": 0.0, "last": 1.0, "start": panel.y.at(floor), "end": panel.y.at(floor + 1)}))
    return _chart(plan, Panel(panel.x, y, panel.traces, panel.barmode), [flat], horizontal)


def _chart(plan: Plan, panel: Panel, phases: Sequence[Sequence[Bar]], horizontal: bool) -> Plot:
    """One native chart of bars of one width; `phases` stand side by side in each category."""
    places_axis, value_axis = (panel.y, panel.x) if horizontal else (panel.x, panel.y)
    step, width = _step([bar for phase in phases for bar in phase]), phases[0][0].width
    first, centres = _places(plan, places_axis.name, phases, step, horizontal)
    order = list(range(len(centres)))
    if horizontal and places_axis.at(centres[0] + step) < places_axis.at(centres[0]):
        order.reverse()
    whole = _whole(phases, width, step)
    parts = _parts(step, whole, width)
    slots = [(at, part) for at in order for part in range(parts)]
    place_labels = place_names(plan, panel, centres, horizontal, step)
    where = {at: index for index, (at, part) in enumerate(slots) if part == parts // 2}
    series, grouping = _series(panel, phases, where, len(slots), first, step, horizontal)
    value = scale_of(
        value_axis, min(value_axis.first, value_axis.last, 0.0), max(value_axis.first, value_axis.last, 0.0)
    )
    apart = _apart(phases, step) if len(phases) > 1 else width
    native = Native(
        series=series,
        inner=(0, 0, 1, 1),
        value=value,
        categories=tuple(place_labels[at] if part == parts // 2 else "" for at, part in slots),
        is_horizontal=horizontal,
        grouping=grouping,
        gap=max(0, round((step / parts - whole) / width * 100)),
        overlap=100 if len(phases) == 1 or grouping == "stacked" else max(-100, -round((apart - width) / width * 100)),
    )
    across = sorted((places_axis.at(centres[0] - step / 2), places_axis.at(centres[-1] + step / 2)))
    along = sorted((value_axis.at(value.low), value_axis.at(value.high)))
    (left, right), (top, bottom) = (along, across) if horizontal else (across, along)
    return Plot(native, (left, top, right, bottom), tuple(centres[at] for at in order) if parts == 1 else ())


def scale_of(axis: Axis, low: float, high: float) -> Scale:
    """An axis of a native chart between two values, in the direction in which this one runs."""
    is_reversed = axis.at(low) > axis.at(high) if axis.name.startswith("x") else axis.at(low) < axis.at(high)
    return Scale(low, high, is_reversed)


def _places(
    plan: Plan, axis: str, phases: Sequence[Sequence[Bar]], step: float, horizontal: bool
) -> tuple[float, list[float]]:
    """The first place of a chart's bars, and the centres of all places from there to the last."""
    places = [bar.at - _centre(phase, step) for phase in phases for bar in phase]
    if not horizontal:
        places += _named_places(plan, axis, places)
    first, middle = min(places), sum(_centre(phase, step) for phase in phases) / len(phases)
    count = round((max(places) - first) / step) + 1
    return first, [first + middle + at * step for at in range(count)]


def _parts(step: float, whole: float, width: float) -> int:
    """How many slots a place is parted into, so that the room between bars is none that PowerPoint refuses."""
    parts = 1
    while (step / parts - whole) / width * 100 > MOST_GAP:
        parts += 2
    return parts


def _named_places(plan: Plan, axis: str, places: Sequence[float]) -> list[float]:
    """The places along the foot that have a name, where bars stand at such places: a quarter without a bar is one too."""
    named = [value for value, _ in names.ticks(plan, axis)]
    known = {round(value, 6) for value in named}
    return named if {round(place, 6) for place in places} <= known else []


def _centre(phase: Sequence[Bar], step: float) -> float:
    return (phase[0].at + step / 2) % step - step / 2


def _apart(phases: Sequence[Sequence[Bar]], step: float) -> float:
    return abs(_centre(phases[1], step) - _centre(phases[0], step))


def _whole(phases: Sequence[Sequence[Bar]], width: float, step: float) -> float:
    return width if len(phases) == 1 else width * len(phases) + (_apart(phases, step) - width) * (len(phases) - 1)


def _series(
    panel: Panel,
    phases: Sequence[Sequence[Bar]],
    where: dict[int, int],
    slots: int,
    first: float,
    step: float,
    horizontal: bool,
) -> tuple[tuple[Series, ...], Grouping]:
    """The series of a chart: a series for each trace, or for each look where a trace is a single bar."""

    def slot(bar: Bar, phase: Sequence[Bar]) -> int:
        at = round((bar.at - _centre(phase, step) - first) / step)
        return where[at]

    is_stacked = (
        any(
            len({slot(bar, phase) for bar in phase}) < len(phase) and any(bar.base for bar in phase) for phase in phases
        )
        or any(bar.base for phase in phases for bar in phase)
        or _is_piled(panel, phases)
    )
    if is_stacked and len(phases) == 1:
        return _stacked(panel, phases[0], lambda bar: slot(bar, phases[0]), slots), "stacked"
    # bars that lie are listed from above, so the first of a category is the one farthest up
    ordered = list(reversed(phases)) if horizontal and panel.y.at(1) < panel.y.at(0) else list(phases)
    groups: list[tuple[list[Bar], list[int]]] = []
    for phase in ordered:
        for row in _by_style(phase):
            groups.append((row, [slot(bar, phase) for bar in row]))
    called = style_names(panel, [row[0].ink for row, _ in groups], [row[0].trace for row, _ in groups])
    return tuple(
        _bar_series(name, row, slots_of, slots) for name, (row, slots_of) in zip(called, groups, strict=True)
    ), "clustered"


def _is_piled(panel: Panel, phases: Sequence[Sequence[Bar]]) -> bool:
    """Whether the browser would pile bars of one place on each other, several traces there being."""
    return len(phases) == 1 and len({bar.trace for bar in phases[0]}) > 1 and panel.barmode in ("stack", "relative")


def _by_style(phase: Sequence[Bar]) -> list[list[Bar]]:
    """Bars by trace; single bars of one look together, and never two of one place."""
    traces: dict[int, list[Bar]] = {}
    for bar in phase:
        traces.setdefault(bar.trace, []).append(bar)
    if all(len(row) > 1 for row in traces.values()):
        return list(traces.values())
    looks: list[list[Bar]] = []
    for row in traces.values():
        for known in looks:
            if known[0].ink == row[0].ink and not {bar.at for bar in known} & {bar.at for bar in row}:
                known += row
                break
        else:
            looks.append(list(row))
    return looks


def _bar_series(name: str, row: Sequence[Bar], at: Sequence[int], slots: int) -> Series:
    values: list[float | None] = [None] * slots
    own, labels = {}, {}
    for place, bar in zip(at, row, strict=True):
        values[place] = bar.size
        if bar.ink != row[0].ink:
            own[place] = bar.ink
        if bar.text:
            labels[place] = Label(tuple(letters.lines(bar.text)), "outEnd", 0, "")
    return Series(name, "bar", tuple(values), ink=row[0].ink, inks=own, labels=labels)


def _stacked(panel: Panel, phase: Sequence[Bar], slot: Callable[[Bar], int], slots: int) -> tuple[Series, ...]:
    """Bars on each other: a series for each trace or look; before a bar that begins elsewhere an unseen one."""
    rows = _by_style(phase)
    called = style_names(panel, [row[0].ink for row in rows], [row[0].trace for row in rows])
    has_bases = any(bar.base for bar in phase)
    reached: dict[int, float] = {}
    found: list[Series] = []
    for name, row in zip(called, rows, strict=True):
        gaps: list[float | None] = [None] * slots
        values: list[float | None] = [None] * slots
        own, labels = {}, {}
        for bar in row:
            place = slot(bar)
            gap = bar.base + min(bar.size, 0) - reached.get(place, 0.0) if has_bases else 0.0
            if abs(gap) > NEAR * max(abs(bar.base), 1):
                gaps[place] = gap
            values[place] = abs(bar.size) if has_bases and bar.size < 0 and bar.base > 0 else bar.size
            reached[place] = max(bar.base, bar.base + bar.size) if has_bases else 0.0
            if bar.ink != row[0].ink:
                own[place] = bar.ink
            if bar.text:
                labels[place] = Label(tuple(letters.lines(bar.text)), "ctr", 0, "")
        if any(gap is not None for gap in gaps):
            found.append(Series(f"Beneath {name}", "bar", tuple(gaps)))
        found.append(Series(name, "bar", tuple(values), ink=row[0].ink, inks=own, labels=labels))
    return tuple(found)
