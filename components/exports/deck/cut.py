"""A chart too tall for a slide, cut between its rows into charts that are not."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from components.exports.deck.plan import Axis, number, numbers, plan
from components.exports.deck.reading import AxisSettings, ChartSettings, Settings, Trace, Value

S = TypeVar("S", bound=Settings)
WIDTH = 900.0  # pixels across that are laid out to find where rows lie; cutting does not depend on it


def parts(chart: ChartSettings, tallest: float) -> list[ChartSettings]:
    """The chart in parts none of which is much taller than so many pixels; itself where it is not, or cannot be cut."""
    laid_out = plan(chart, WIDTH)
    ups = {panel.y.name for panel in laid_out.panels}
    if laid_out.height <= tallest or ups != {"y"}:
        return [chart]
    rows = _rows(chart)
    count = math.ceil(laid_out.height / tallest)
    axis = laid_out.axes["y"]
    cuts = _cuts(rows, _heads(chart), min(axis.first, axis.last), max(axis.first, axis.last), count)
    if not cuts:
        return [chart]
    bounds = [min(axis.first, axis.last), *cuts, max(axis.first, axis.last)]
    found = [_part(chart, low, high, axis) for low, high in itertools.pairwise(bounds)]
    return found if axis.first > axis.last else found[::-1]


def _rows(chart: ChartSettings) -> list[float]:
    """The values at which something stands."""
    found = {value for trace in chart.data for value in numbers(trace.y) if value is not None}
    for annotation in chart.layout.annotations:
        at = number(annotation.y)
        if at is not None and (annotation.yref or "y") == "y":
            found.add(at)
    return sorted(found)


def _heads(chart: ChartSettings) -> frozenset[float]:
    """The values at which a group's name stands, bold and alone."""
    texts: dict[float, list[str]] = {}
    for annotation in chart.layout.annotations:
        if (annotation.yref or "y") == "y" and (at := number(annotation.y)) is not None:
            texts.setdefault(at, []).append(str(annotation.text or ""))
    return frozenset(at for at, named in texts.items() if len(named) == 1 and named[0].startswith("<b>"))


def _cuts(rows: Sequence[float], heads: frozenset[float], low: float, high: float, count: int) -> list[float]:
    """Where to cut near each even share: before a group's name, otherwise in the widest gap between rows."""
    inside = [row for row in rows if low < row < high]
    gaps = [
        (after in heads, round(after - before, 3), (before + after) / 2) for before, after in itertools.pairwise(inside)
    ]
    if not gaps:
        return []
    reach = (high - low) / count / 5
    found = []
    for part in range(1, count):
        even = low + (high - low) * part / count
        near = [gap for gap in gaps if abs(gap[2] - even) <= reach]
        if near:
            found.append(max(near, key=lambda gap: (*gap[:2], -abs(gap[2] - even)))[2])
    return sorted(set(found))


def _part(chart: ChartSettings, low: float, high: float, whole: Axis) -> ChartSettings:
    """What stands between two values of the axis that goes up."""
    layout = chart.layout
    beside = float(layout.margin.t or 0) + float(layout.margin.b or 0)
    share = (high - low) / abs(whole.last - whole.first)
    axis = replace(layout.axes.get("y", AxisSettings()), range=(high, low) if whole.first > whole.last else (low, high))
    return ChartSettings(
        tuple(part for trace in chart.data if (part := _trace(trace, low, high))),
        replace(
            layout,
            height=beside + (layout.height - beside) * share,
            axes={**layout.axes, "y": axis},
            annotations=tuple(note for note in layout.annotations if _is_inside(note.y, note.yref, low, high)),
            shapes=tuple(
                shape
                for shape in layout.shapes
                if _is_inside(shape.y0, shape.yref, low, high) and _is_inside(shape.y1, shape.yref, low, high)
            ),
        ),
    )


def _is_inside(value: Value, ref: str | None, low: float, high: float) -> bool:
    at = number(value)
    return (ref or "y") != "y" or at is None or low <= at <= high


def _trace(trace: Trace, low: float, high: float) -> Trace | None:
    """The marks of a trace that stand between two values; None where none does."""
    ups = numbers(trace.y)
    inside = [at for at, up in enumerate(ups) if up is not None and low <= up <= high]
    if not inside:
        return None
    return trace if len(inside) == len(ups) else _only(trace, inside, len(ups))


def _only(settings: S, inside: Sequence[int], count: int) -> S:
    """The settings of some of the marks; what is set of all of them stays."""
    return replace(settings, **{name: _setting(value, inside, count) for name, value in vars(settings).items()})


def _setting(setting: object, inside: Sequence[int], count: int) -> object:
    if isinstance(setting, Settings):
        return _only(setting, inside, count)
    if isinstance(setting, list | tuple | np.ndarray) and len(setting) == count:
        return [setting[at] for at in inside]
    return setting
