"""How has each unit's level moved, quarter by quarter?"""

from collections.abc import Mapping

import pandas as pd

from components.charts.layouts.squares import EDGE, KEY, Square, squares
from components.text import format, maturity_levels
from components.theme import Drawn, Viewport, canvas, finish, nothing
from components.theme import quarters as quarters_axis
from queries import Listing

MOST = 14  # units drawn: the highest first, those that moved before those that did not
MOST_QUARTERS, MOST_QUARTERS_NARROW = 20, 10  # the latest are drawn


def chart(then: Mapping[str, Listing], viewport: Viewport) -> Drawn:
    """A square for each unit and quarter, from the levels as they stood at each quarter's end (oldest first)."""
    labels = list(then)
    every = pd.concat([listing.frame.assign(period=label) for label, listing in then.items()] or [pd.DataFrame()])
    known = every[~maturity_levels.is_unknown(every)] if len(every) else every
    if known.empty:
        return nothing("No unit's level is known in any quarter yet", ("active users",))
    most = MOST_QUARTERS_NARROW if viewport.is_narrow else MOST_QUARTERS
    shown_labels = labels[-most:]
    columns = {label: place for place, label in enumerate(shown_labels)}
    month = then[labels[-1]].scope.settings.get("fiscal_start_month", "1")
    units = _units(known)
    shown = units[:MOST]
    found = [
        Square(
            str(row["business_unit"]),
            columns[row["period"]],
            None if is_unknown else int(row["level"]),
            bool(row["is_at_least"]),
            f"{row['business_unit']}, {format.quarter(row['period'], month)}: {maturity_levels.level_phrase(row)}",
        )
        for is_unknown, (_, row) in zip(maturity_levels.is_unknown(every), every.iterrows(), strict=True)
        if row["period"] in columns
    ]
    figure = canvas()
    height = squares(figure, viewport, shown, found, len(shown_labels))
    quarters_axis(figure, viewport, shown_labels, month)
    figure.update_xaxes(showline=False)
    sentence = maturity_levels.movement_finding(known, labels, month)
    left_out = every["business_unit"].nunique() - len(shown)
    return Drawn(
        finish(figure, viewport, height=height, margin={"b": EDGE - 8}),
        finding=sentence,
        subtitle=f"Each unit's level at each quarter's end, by the gates as they are set now. {KEY}"
        + (f". {format.plural(left_out, 'more unit')} not drawn" if left_out else ""),
        n=f"n = {format.plural(every['business_unit'].nunique(), 'unit')}, {format.plural(len(labels), 'quarter')}",
        alt=f"{sentence}. {'; '.join(_in_words(known, unit, month) for unit in shown)}.",
    )


def _units(known: pd.DataFrame) -> list[str]:
    """The highest at the end first, then those that moved."""
    order = known.groupby("business_unit")["level"].agg(["last", "nunique"])
    return list(order.sort_values(["last", "nunique"], ascending=False, kind="stable").index)


def _in_words(known: pd.DataFrame, unit: str, month: str) -> str:
    """A unit's levels in words: from which quarter on it is at each."""
    rows = known[known["business_unit"] == unit]
    turns = rows[rows["level"].ne(rows["level"].shift())]
    sentences = [f"level {row['level']} from {format.quarter(row['period'], month)}" for _, row in turns.iterrows()]
    return f"{unit} {format.join(sentences, last='then')}"
