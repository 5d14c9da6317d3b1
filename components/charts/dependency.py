"""How much of what is live hangs on a vendor, or on nobody?"""

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing
from queries import Listing

NAMES = {
    ("on a vendor", "tools"): "Live tools that hang on a vendor",
    ("on a vendor", "value"): "Value that hangs on a vendor",
    ("on nobody", "tools"): "Live tools nobody maintains",
    ("on nobody", "value"): "Value of tools nobody maintains",
}


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar for each: the share of the live tools, and of their value, that hangs on a vendor or on nobody."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("How much hangs on vendors is not known yet", listing.missing or listing.view.needs)
    shown = [row for _, row in frame.iterrows()]
    figure = canvas()
    height = rows(figure, viewport, [_bar(row) for row in shown])
    figure.update_xaxes(range=[0, 1])
    finding = _finding(frame)
    has_value = bool((frame["counted"] == "value").any())
    return Drawn(
        finish(figure, viewport, height=height),
        finding=finding,
        subtitle="Share of live tools built, bought or maintained by a vendor, and of those nobody maintains"
        + ("; value: risk-adjusted, last four quarters" if has_value else "; what they bring is not stated"),
        n=f"n = {format.plural(int(frame.loc[frame['counted'] == 'tools', 'whole'].max()), 'live tool')}",
        alt=f"{finding}. {'; '.join(_spoken(row) for row in shown)}.",
    )


def _share(row: pd.Series) -> float:
    return float(row["part"] / row["whole"])


def _counts(row: pd.Series) -> str:
    if row["counted"] == "tools":
        return format.of(row["part"], row["whole"])
    return f"{format.money(float(row['part']))} of {format.money(float(row['whole']))}"


def _bar(row: pd.Series) -> Bar:
    return Bar(
        name=NAMES[str(row["hangs"]), str(row["counted"])],
        note=f"{_counts(row)}{format.DOT}{format.percent(_share(row))}",
        size=_share(row),
        spoken=_spoken(row),
        is_accent=bool(row["hangs"] == "on a vendor"),
    )


def _spoken(row: pd.Series) -> str:
    return f"{NAMES[str(row['hangs']), str(row['counted'])]} {_counts(row)} ({format.percent(_share(row))})"


def _finding(frame: pd.DataFrame) -> str:
    known = {(str(row["hangs"]), str(row["counted"])): row for _, row in frame.iterrows()}
    tools, value = known.get(("on a vendor", "tools")), known.get(("on a vendor", "value"))
    alone = known.get(("on nobody", "tools"))
    sentence = ""
    if all(row is None or row["whole"] == 1 for row in (tools, alone)):
        hangs = "" if tools is None else f"hangs on {'a vendor' if tools['part'] else 'no vendor'}"
        nobody = "" if alone is None else f"{'nobody' if alone['part'] else 'somebody'} maintains it"
        return f"The one live tool {hangs}; {nobody}" if hangs and nobody else f"The one live tool: {hangs or nobody}"
    if tools is not None:
        part = int(tools["part"])
        sentence = f"{format.of(part, tools['whole'])} live tools {format.inflect(part, 'hangs', 'hang')} on a vendor"
        if value is not None:
            sentence += f", and {format.percent(_share(value))} of the value"
    if alone is not None and alone["part"]:
        sentence += f"; nobody maintains {format.count(alone['part'])}"
    return sentence
