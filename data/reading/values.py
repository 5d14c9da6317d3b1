"""What every kind of cell shares: when it is blank, and how it says that it was not understood."""

import datetime as dt
import re
from collections.abc import Sequence

from data.reading.table import Cell, CellError

BLANK_WORDS = frozenset(
    [
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "..",
        "…",
        "?",
        "n/a",
        "n.a.",
        "n.a",
        "n/a.",
        "#n/a",
        "tbd",
        "tba",
        "t.b.d.",
        "t.b.d",
        "tbc",
        "none",
        "null",
        "(null)",
        "nil",
        "nan",
        "(blank)",
        "<na>",
    ]
)
"""Ways to write nothing. `NA` alone is not among them: it is also North America."""


UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""Control letters that are no blanks, and marks without width."""


class NotUnderstood(ValueError):
    """A cell whose value has no reading. `says` and `remedy` are each a sentence, for the person who typed it."""

    def __init__(self, says: str, remedy: str) -> None:
        super().__init__(f"{says} {remedy}")
        self.says = says
        self.remedy = remedy


class TwoReadings(NotUnderstood):
    """A cell that reads in two ways: `readings` are both, and the person says which."""

    also = "So can"

    def __init__(self, says: str, remedy: str, readings: Sequence[object]) -> None:
        super().__init__(says, remedy)
        self.readings = tuple(readings)


def is_blank(value: Cell) -> bool:
    """Nothing, or a word for nothing: `n/a`, `TBD`, `-`. Raises NotUnderstood for a formula without a value."""
    if isinstance(value, CellError):
        raise formula_error(value)
    return value is None or (isinstance(value, str) and folded(value).lower() in {"", *BLANK_WORDS})


def formula_error(error: CellError) -> NotUnderstood:
    """What to say of a cell whose formula gives no value."""
    if error.code == "no value":
        remedy = "Open the file in Excel, let it calculate, and save it; or type the value."
        return NotUnderstood("The formula has no computed value.", remedy)
    return NotUnderstood(f"The formula gives {error.code}.", "Correct the formula, or type the value.")


def folded(text: str) -> str:
    """The text without outer blanks, each run of blanks and line breaks inside as one space, and without letters that
    cannot be seen: no file can hold some of them, and others turn round the figures that follow a name."""
    return " ".join((text if text.isprintable() else UNSEEN.sub("", text)).split())


def shown(value: Cell) -> str:
    """A value as its sheet shows it, for a sentence about it; long ones are cut."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    text = folded(str(value))
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'
