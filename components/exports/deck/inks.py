"""What the marks of a trace look like: each bar's and point's ink, from the trace's own settings."""

from numbers import Real

import numpy as np

from components.exports.deck.colours import Ink, is_seen, rgb
from components.exports.deck.native import Marker
from components.exports.deck.reading import Marks, PerMark, T, Trace

WHITE = (255, 255, 255)
PALE = 0.22  # of a colour


def bar(trace: Trace, at: int, scale: float) -> Ink:
    """The ink of a trace's bar. `scale`: points of a pixel."""
    marker, line = trace.marker, trace.marker.line
    pattern = marker.pattern
    shape = setting_at(pattern.shape, at)
    colour = str(setting_at(marker.color, at) or "")
    opacity, width = opacity_of(trace, at) * opacity_of(marker, at), setting_at(line.width, at)
    return Ink(
        fill=str(setting_at(pattern.bgcolor, at) or colour) if shape else colour,
        opacity=opacity,
        edge=str(setting_at(line.color, at) or ""),
        edge_width=float(width or 0) * scale,
        hatch=str(setting_at(pattern.fgcolor, at) or "") if shape else "",
    )


def line(trace: Trace, scale: float) -> Ink:
    """The ink of a trace's line; without width where only its marks are drawn."""
    if "lines" not in (trace.mode or "lines"):
        return Ink()
    width = trace.line.width
    return Ink(
        edge=str(trace.line.color or "#1F2328"),
        edge_width=(2.0 if width is None else float(width)) * scale,
        dash=str(trace.line.dash or "solid"),
        opacity=opacity_of(trace, 0),
    )


def marker(trace: Trace, at: int, scale: float) -> Marker | None:
    """The mark of a trace's point; None where only its line is drawn."""
    if "markers" not in (trace.mode or "lines"):
        return None
    marker, edge = trace.marker, trace.marker.line
    symbol, colour = (
        str(setting_at(marker.symbol, at) or "circle"),
        _shade(marker, setting_at(marker.color, at)) or "#12436D",
    )
    opacity, width, size = (
        opacity_of(trace, at) * opacity_of(marker, at),
        setting_at(edge.width, at),
        setting_at(marker.size, at),
    )
    is_open = symbol.endswith("-open")
    rim = str(setting_at(edge.color, at) or "")
    if is_seen(rim) and rim != colour and rgb(colour)[:3] == WHITE:
        colour = _pale(rim)
    ink = Ink(
        fill="" if is_open else colour,
        opacity=opacity,
        edge=colour if is_open else rim,
        edge_width=max(float(width or 0), 1.2 if is_open else 0) * scale,
    )
    return Marker(symbol, float(size or 6) * scale, ink)


def _pale(colour: str) -> str:
    """A hollow mark's ground: LibreOffice draws no rims, and white on white would be lost."""
    red, green, blue, _ = rgb(colour)
    return f"rgb({', '.join(str(round(255 - (255 - part) * PALE)) for part in (red, green, blue))})"


def _shade(marker: Marks, colour: object) -> str:
    """A colour as it is, or the one that stands for a number on the trace's scale of colours."""
    if not isinstance(colour, Real) or marker.colorscale is None:
        return str(colour or "")
    low, high = float(marker.cmin or 0), float(1 if marker.cmax is None else marker.cmax)
    share = min(max((float(colour) - low) / ((high - low) or 1), 0.0), 1.0)
    first, last = rgb(marker.colorscale[0][1]), rgb(marker.colorscale[-1][1])
    mixed = [round(a + (b - a) * share) for a, b in zip(first[:3], last[:3], strict=True)]
    return f"rgb({mixed[0]}, {mixed[1]}, {mixed[2]})"


def opacity_of(trace: Trace | Marks, at: int) -> float:
    """How opaque a trace or its marks are: wholly, where nothing is said."""
    opacity = setting_at(trace.opacity, at)
    return 1.0 if opacity is None else float(opacity)


def setting_at(setting: PerMark[T] | None, at: int) -> T | None:
    """A setting of one mark, where the trace has one for each; otherwise the one for all."""
    if isinstance(setting, list | tuple | np.ndarray):
        return setting[at] if at < len(setting) else None
    return setting
