"""A chart too tall for a slide, cut between its rows into charts that are not."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from components.exports.deck.plan import Axis, number, numbers, plan
from components.exports.deck.reading import ChartSettings, read_again

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
    settings = dict(chart.settings)
    layout = dict(settings["layout"])
    axis = dict(layout.get("yaxis") or {})
    margin = layout.get("margin") or {}
    beside = float(margin.get("t") or 0) + float(margin.get("b") or 0)
    share = (high - low) / abs(whole.last - whole.first)
    axis["range"] = [high, low] if whole.first > whole.last else [low, high]
    layout["yaxis"] = axis
    layout["height"] = beside + (float(layout["height"]) - beside) * share
    layout["annotations"] = [
        annotation for annotation in layout.get("annotations") or () if _is_inside(annotation, "y", "yref", low, high)
    ]
    layout["shapes"] = [
        shape
        for shape in layout.get("shapes") or ()
        if _is_inside(shape, "y0", "yref", low, high) and _is_inside(shape, "y1", "yref", low, high)
    ]
    settings["layout"] = layout
    settings["data"] = [cut for trace in chart.data if (cut := _trace(trace, low, high))]
    return read_again(settings)


def _is_inside(item: Mapping[str, Any], what: str, ref: str, low: float, high: float) -> bool:
    at = number(item.get(what))
    return (item.get(ref) or "y") != "y" or at is None or low <= at <= high


def _trace(trace: ChartSettings, low: float, high: float) -> dict[str, Any]:
    """The marks of a trace that stand between two values; empty where none does."""
    ups = numbers(trace.y)
    inside = [at for at, up in enumerate(ups) if up is not None and low <= up <= high]
    if not inside:
        return {}
    if len(inside) == len(ups):
        return dict(trace.settings)
    return {key: _only_inside(key, value, inside, len(ups)) for key, value in _listed(trace).items()}


def _listed(trace: ChartSettings) -> dict[str, Any]:
    settings = dict(trace.settings)
    for name in ("x", "y", "base", "width"):
        if isinstance(settings.get(name), Mapping):
            settings[name] = list(getattr(trace, name))
    return settings


def _only_inside(key: str, value: Any, inside: Sequence[int], count: int) -> Any:
    if isinstance(value, Mapping) and "bdata" not in value:
        return {name: _only_inside(name, inner, inside, count) for name, inner in value.items()}
    if isinstance(value, str) or not hasattr(value, "__len__") or len(value) != count:
        return value
    return [value[at] for at in inside]
