"""Would the levels be others had the gates been set otherwise?"""

import pandas as pd

from components.charts.layouts.squares import EDGE, KEY, Square, squares
from components.text import format, maturity_levels
from components.theme import Drawn, Viewport, canvas, finish, nothing
from queries import Listing

MOST = 14  # units drawn, those whose level would change first


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A square for each unit and threshold: all gates a fifth and a tenth lower, as set, a tenth and a fifth higher."""
    frame = listing.frame
    known = frame[~maturity_levels.is_unknown(frame)] if len(frame) else frame
    if known.empty:
        return nothing("Other thresholds cannot be tried yet: no unit's level is known", ("active users",))
    factors = sorted(frame["factor"].unique())
    units = _units(known)
    shown = units[:MOST]
    spoken = {factor: maturity_levels.THRESHOLDS[round(factor, 1)] for factor in factors}
    found = [
        Square(
            str(row["business_unit"]),
            factors.index(row["factor"]),
            None if is_unknown else int(row["level"]),
            bool(row["is_at_least"]),
            f"{row['business_unit']}, {spoken[row['factor']]}: {maturity_levels.level_phrase(row)}",
        )
        for is_unknown, (_, row) in zip(maturity_levels.is_unknown(frame), frame.iterrows(), strict=True)
    ]
    figure = canvas()
    height = squares(figure, viewport, shown, found, len(factors))
    figure.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(factors))),
        ticktext=[_sign(factor) for factor in factors],
        side="top",
        tickangle=0,
    )
    sentence = maturity_levels.robustness_finding(frame)
    left_out = frame["business_unit"].nunique() - len(shown)
    return Drawn(
        finish(figure, viewport, height=height, margin={"t": EDGE - 16}),
        finding=sentence,
        subtitle=f"Each unit's level with every gate's threshold moved. {KEY}"
        + (f". {format.plural(left_out, 'more unit')} not drawn" if left_out else ""),
        n=f"n = {format.plural(frame['business_unit'].nunique(), 'unit')}",
        alt=f"{sentence}. {'; '.join(_in_words(known, unit, spoken) for unit in shown)}.",
    )


def _units(known: pd.DataFrame) -> list[str]:
    """Units whose level would change first, then the highest."""
    order = known.groupby("business_unit")["level"].agg(["nunique", "max"])
    return list(order.sort_values(["nunique", "max"], ascending=False, kind="stable").index)


def _sign(factor: float) -> str:
    change = round((factor - 1) * 100)
    return "as set" if not change else f"{format.MINUS if change < 0 else '+'}{abs(change)} %"


def _in_words(known: pd.DataFrame, unit: str, spoken: dict[float, str]) -> str:
    rows = known[known["business_unit"] == unit]
    if rows["level"].nunique() == 1:
        return f"{unit} at level {rows['level'].iloc[0]} under every threshold"
    sentences = [f"{row['level']} {spoken[row['factor']]}" for _, row in rows.iterrows()]
    return f"{unit} at level {format.join(sentences)}"
