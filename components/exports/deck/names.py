"""What the rows and columns of a chart's workbook are called."""

import re
from collections.abc import Sequence

from components.exports.deck import letters
from components.exports.deck.colours import Ink, is_seen, rgb
from components.exports.deck.plan import Panel, Plan
from components.exports.deck.reading import AxisSettings, Trace

LONGEST = 60
NEAR_END = 14  # pixels between the end of a line and its own label


def place_names(plan: Plan, panel: Panel, centres: Sequence[float], horizontal: bool, step: float) -> list[str]:
    """What each place along an axis is called: by its tick, or by the label that stands at it."""
    axis = panel.y if horizontal else panel.x
    tick_texts = {round(value, 6): letters.plain(text) for value, text in ticks(plan, axis.name)}
    found = []
    for at in centres:
        near = [text for value, text in tick_texts.items() if abs(value - at) < step / 2]
        found.append(near[0] if near else (_label(plan, panel, at, step) if horizontal else ""))
    return _with_years(found)


def style_names(panel: Panel, inks: Sequence[Ink], traces: Sequence[int]) -> list[str]:
    """What series are called: their own name, or how they look, as the line above the chart says it."""
    found: list[str] = []
    for ink, trace in zip(inks, traces, strict=True):
        own = panel.traces[trace].name
        name = letters.plain(own) if own else _style(ink) if len(inks) > 1 else "Value"
        found.append(name)
    return _apart(found)


def line_name(plan: Plan, panel: Panel, trace: Trace, x: float, y: float) -> str:
    """What a line is called: its own name, or the label that stands at its end."""
    if trace.name:
        return letters.plain(trace.name)
    for annotation in plan.figure.layout.annotations:
        if annotation.showarrow or not annotation.text:
            continue
        at = plan.x(annotation.x, annotation.xref) if annotation.x is not None else 0.0
        up = plan.y(annotation.y, annotation.yref) if annotation.y is not None else 0.0
        if abs(up - y) <= NEAR_END and -NEAR_END <= at - x <= NEAR_END:
            return letters.plain(annotation.text)[:LONGEST]
    return ""


def style_name(ink: Ink) -> str:
    """How a mark looks, as a name."""
    return _style(ink)


def ticks(plan: Plan, name: str) -> list[tuple[float, str]]:
    drawn = plan.figure.layout.axes.get(name, AxisSettings())
    if drawn.tickvals is None or drawn.ticktext is None:
        return []
    return [(float(value), str(text)) for value, text in zip(drawn.tickvals, drawn.ticktext, strict=False)]


def _label(plan: Plan, panel: Panel, at: float, step: float) -> str:
    """The first words of the label nearest to a row."""
    middle, reach = panel.y.at(at), abs(panel.y.at(at + step / 2) - panel.y.at(at))
    near = []
    for annotation in plan.figure.layout.annotations:
        if annotation.y is None or not annotation.text or annotation.showarrow:
            continue
        up = plan.y(annotation.y, annotation.yref) - float(annotation.yshift or 0)
        if abs(up - middle) <= reach * 1.2:
            near.append((plan.x(annotation.x or 0, annotation.xref), abs(up - middle), annotation.text))
    if not near:
        return ""
    line = letters.lines(min(near)[2])[0]
    bold = [run.text for run in line if run.is_bold]
    return letters.clean(bold[0] if bold else " ".join(run.text for run in line))[:LONGEST]


def _with_years(names: Sequence[str]) -> list[str]:
    """Quarters with their year, where only the first of a year is written with it: `Q3` after `Q1 2026`."""
    found, year = [], ""
    for name in names:
        quarter = re.fullmatch(r"(Q[1-4])(?: (\S+))?", name)
        year = quarter[2] or year if quarter else ""
        found.append(f"{quarter[1]} {year}".strip() if quarter else name)
    return found


def _style(ink: Ink) -> str:
    if is_seen(ink.hatch):
        return "Hatched"
    if not is_seen(ink.fill):
        return "Outlined"
    red, green, blue, _ = rgb(ink.fill)
    if red > 140 and red > 1.6 * max(green, blue):
        return "Red"
    if blue > 1.35 * red:
        return "Blue"
    return "Grey" if max(red, green, blue) > 90 else "Black"


def _apart(names: Sequence[str]) -> list[str]:
    """The same names, told apart by a number where several are equal."""
    found: list[str] = []
    for name in names:
        count = sum(known == name or known.startswith(f"{name} ") for known in found)
        found.append(f"{name} {count + 1}" if count else name)
    return found
