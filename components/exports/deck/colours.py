"""A chart's colours as PowerPoint takes them."""

import re
from dataclasses import dataclass

NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
DASHES = {"dot": "sysDot", "dash": "dash", "dashdot": "dashDot", "longdash": "lgDash"}
POINT = 12_700  # of PowerPoint's units


@dataclass(frozen=True)
class Ink:
    """What a mark is filled and edged with: colours as a chart says them (empty: none), points, a hatch's own colour."""

    fill: str = ""
    opacity: float = 1.0
    edge: str = ""
    edge_width: float = 0.0
    dash: str = "solid"
    hatch: str = ""


def rgb(colour: str) -> tuple[int, int, int, float]:
    """Red, green and blue from 0 to 255 and how opaque, of `#12436D`, `rgb(18, 67, 109)` or `rgba(0,0,0,0)`."""
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:4])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16), 1.0
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)]
    if len(numbers) < 3:
        raise ValueError(f"no colour: {colour!r}")
    return int(numbers[0]), int(numbers[1]), int(numbers[2]), numbers[3] if len(numbers) > 3 else 1.0


def is_seen(colour: str) -> bool:
    """Whether a colour leaves any trace."""
    return bool(colour) and rgb(colour)[3] > 0


def solid(colour: str, opacity: float = 1.0) -> str:
    """A solid fill in DrawingML."""
    return f"<a:solidFill>{_colour(colour, opacity)}</a:solidFill>"


def is_inked(ink: Ink) -> bool:
    """Whether a mark leaves any trace: some are there only to be pointed at."""
    return ink.opacity > 0 and (is_seen(ink.fill) or is_seen(ink.hatch) or (is_seen(ink.edge) and ink.edge_width > 0))


def fill(ink: Ink) -> str:
    """What a mark is filled with, in DrawingML."""
    if is_seen(ink.hatch):
        ground = ink.fill if is_seen(ink.fill) else "#FFFFFF"
        return (
            f'<a:pattFill prst="wdUpDiag"><a:fgClr>{_colour(ink.hatch)}</a:fgClr><a:bgClr>{_colour(ground)}</a:bgClr>'
            "</a:pattFill>"
        )
    return solid(ink.fill, ink.opacity) if is_seen(ink.fill) else "<a:noFill/>"


def edge(ink: Ink) -> str:
    """What a mark is edged with, or a line drawn with, in DrawingML."""
    if not is_seen(ink.edge) or ink.edge_width <= 0:
        return "<a:ln><a:noFill/></a:ln>"
    dash = f'<a:prstDash val="{DASHES[ink.dash]}"/>' if ink.dash in DASHES else ""
    return f'<a:ln w="{round(ink.edge_width * POINT)}" cap="flat">{solid(ink.edge, ink.opacity)}{dash}<a:round/></a:ln>'


def _colour(colour: str, opacity: float = 1.0) -> str:
    red, green, blue, own = rgb(colour)
    seen = own * opacity
    alpha = f'<a:alpha val="{round(seen * 100_000)}"/>' if seen < 1 else ""
    return f'<a:srgbClr val="{red:02X}{green:02X}{blue:02X}">{alpha}</a:srgbClr>'
