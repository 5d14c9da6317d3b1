"""Labels of a chart on a slide: where each stands, how large all can be without standing over each other."""

from dataclasses import dataclass

from components.exports.deck import letters
from components.exports.deck.letters import Line, Type
from components.exports.deck.native import Place
from components.exports.deck.plan import LINE, TICK_GAP, Axis, Plan, plan
from components.exports.deck.reading import Annotation, ChartSettings

LARGEST, LEGIBLE, SMALLEST = 1.35, 0.72, 0.62  # points of a pixel: from letters of 16 points to letters of 8
STEP = 0.04
SHRINKING = 12  # collisions of labels that letters half as large would be worth
LETTERS = 0.92  # of a browser's letters, which are narrower than those of a slide
SMALLEST_LABEL = 7.5
FARTHEST_UP, FARTHEST_ASIDE = 20, 14  # pixels between a mark and a label that stands at it


@dataclass(frozen=True)
class Area:
    """A rectangle of a slide in points."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class TextBox:
    """A label laid out: the points of its box, what it says, how it is set."""

    left: float
    top: float
    width: float
    height: float
    text: tuple[Line, ...]
    set_as: Type
    ground: str = ""


def scale_for(figure: ChartSettings, area: Area) -> float:
    """The points of a pixel at which a chart fills its area and its labels stand clear of each other and of its edge."""
    highest = min(LARGEST, area.height / figure.layout.height)
    best, fewest = highest, None
    scale = highest
    while scale >= min(highest, SMALLEST) - 1e-9:
        found = _troubles(figure, area, scale) + SHRINKING * (1 - scale / highest)
        if found < 1e-9:
            return scale
        if fewest is None or found < fewest:
            best, fewest = scale, found
        scale -= STEP
    return best


def annotation_box(laid_out: Plan, annotation: Annotation, scale: float, area: Area) -> TextBox:
    """A direct label as a text box."""
    across, up = str(annotation.xanchor or "auto"), str(annotation.yanchor or "auto")
    at = laid_out.x(annotation.x if annotation.x is not None else 0, annotation.xref) + float(annotation.xshift or 0)
    down = laid_out.y(annotation.y if annotation.y is not None else 0, annotation.yref) - float(annotation.yshift or 0)
    set_as = Type(
        max(float(annotation.font.size or 13) * scale * LETTERS, SMALLEST_LABEL),
        str(annotation.font.color or "#1F2328"),
        align=across if across in ("left", "right") else "center",
        anchor="middle",
        is_wrapped=False,
    )
    return boxed(at, down, annotation.text, set_as, across, up, scale, area, ground=str(annotation.bgcolor or ""))


def axis_boxes(laid_out: Plan, axis: Axis, scale: float, area: Area, *, has_labels: bool) -> list[TextBox]:
    """The labels and the title of an axis as text boxes."""
    size = max(axis.size * scale * LETTERS, SMALLEST_LABEL)
    found = []
    beside = [panel for panel in laid_out.panels if axis.name in (panel.x.name, panel.y.name)]
    boxes = [panel.box for panel in beside] or [(laid_out.left, laid_out.top, laid_out.right, laid_out.bottom)]
    left, right = min(min(box[0], box[2]) for box in boxes), max(max(box[0], box[2]) for box in boxes)
    top, bottom = min(min(box[1], box[3]) for box in boxes), max(max(box[1], box[3]) for box in boxes)
    is_across = axis.name.startswith("x")
    if has_labels:
        for value, text in axis.ticks:
            if is_across:
                up = "bottom" if axis.side == "top" else "top"
                at = top - TICK_GAP if axis.side == "top" else bottom + TICK_GAP
                set_as = Type(size, axis.colour, align="center", anchor="middle", is_wrapped=False)
                found.append(boxed(axis.at(value), at, text, set_as, "center", up, scale, area))
            else:
                set_as = Type(size, axis.colour, align="right", anchor="middle", is_wrapped=False)
                found.append(boxed(left - TICK_GAP, axis.at(value), text, set_as, "right", "middle", scale, area))
    if axis.title:
        if is_across:
            down = bottom + TICK_GAP + (axis.size * LINE if axis.ticks else 0)
            set_as = Type(size, axis.colour, align="center", anchor="middle", is_wrapped=False)
            found.append(boxed((left + right) / 2, down, axis.title, set_as, "center", "top", scale, area))
        else:
            set_as = Type(size, axis.colour, align="left", anchor="middle", is_wrapped=False)
            found.append(boxed(left + 4, top - 2, axis.title, set_as, "left", "bottom", scale, area))
    return found


def _troubles(figure: ChartSettings, area: Area, scale: float) -> int:
    """Labels that stand over each other or beyond the edge at this scale."""
    laid_out = plan(figure, area.width / scale)
    boxes = [
        annotation_box(laid_out, annotation, scale, area) for annotation in figure.layout.annotations if annotation.text
    ]
    for axis in laid_out.axes.values():
        boxes += axis_boxes(laid_out, axis, scale, area, has_labels=True)
    beyond = sum(
        box.left < area.left - 2 or box.left + box.width > area.left + area.width + 2 for box in boxes if box.text
    )
    collisions = sum(_overlap(box, other_box) for at, box in enumerate(boxes) for other_box in boxes[at + 1 :])
    return beyond * 3 + collisions


def _overlap(first: TextBox, second: TextBox) -> bool:
    across = min(first.left + first.width, second.left + second.width) - max(first.left, second.left)
    up = min(first.top + first.height, second.top + second.height) - max(first.top, second.top)
    return across > 2 and up > 0.3 * min(first.height, second.height)


def boxed(
    x: float, y: float, text: str, set_as: Type, across: str, up: str, scale: float, area: Area, *, ground: str = ""
) -> TextBox:
    """Text in a box that is as large as it needs, at a pixel of the chart."""
    text_lines = tuple(letters.lines(text))
    width = max((letters.line_width(line, set_as.size) for line in text_lines), default=0.0) + 2
    high = len(text_lines) * set_as.size * letters.LEADING
    left = area.left + x * scale - {"left": 0.0, "right": width}.get(across, width / 2)
    top = area.top + y * scale - {"top": 0.0, "bottom": high}.get(up, high / 2)
    return TextBox(left, top, width, high, text_lines, set_as, ground)


def place(annotation: Annotation) -> Place | None:
    """On which side of its mark a label stands, as a native chart knows it; None where it stands farther off."""
    right, up = float(annotation.xshift or 0), float(annotation.yshift or 0)
    across, upwards = str(annotation.xanchor or "auto"), str(annotation.yanchor or "auto")
    if across == "center" and abs(up) <= FARTHEST_UP:
        return _above_or_below(up, upwards)
    if upwards == "middle" and up == 0:
        return _beside(right, across)
    return None


def _above_or_below(up: float, upwards: str) -> Place | None:
    if up > 0 or upwards == "bottom":
        return "t"
    return "b" if up < 0 or upwards == "top" else None


def _beside(right: float, across: str) -> Place | None:
    if across == "left" and 0 < right <= FARTHEST_ASIDE:
        return "r"
    if across == "right" and -FARTHEST_ASIDE <= right < 0:
        return "l"
    return None
