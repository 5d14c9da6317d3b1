"""Which of the four gaps binds in each unit: confidence, clarity, skill or permission?"""

import pandas as pd

from components.charts.layouts.panels import Dot, panels
from components.text import adoption, format
from components.theme import Drawn, Viewport, canvas, finish, nothing
from queries import Listing

HIDDEN = "Groups under 5 answers, groups that answered alike, and those that would give them away."
MOST = 14  # units drawn; those in which a gap binds first


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A row for each unit, a column for each gap: the share that agrees and its interval; what binds stands out."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("What holds people back is not known yet", listing.missing or listing.view.needs)
    if frame["is_hidden"].all():
        return nothing(f"What holds people back is {format.HIDDEN}", subtitle=HIDDEN)
    units = _units(frame)
    shown = units[:MOST]
    cells = {(str(row["business_unit"]), adoption.GAPS[str(row["question"])]): _dot(row) for _, row in frame.iterrows()}
    figure = canvas()
    height = panels(figure, viewport, list(adoption.GAPS.values()), shown, cells, half=0.5)
    finding = _finding(listing)
    visible = frame[~frame["is_hidden"].astype(bool)]
    return Drawn(
        finish(figure, viewport, height=height),
        finding=finding,
        subtitle="Answers of 4 or 5 in each unit's last survey, with 95 % interval; dotted: half"
        + ("; an average says nothing of how many agree" if visible["share"].isna().any() else "")
        + (f"; {format.plural(len(units) - MOST, 'more unit')} not drawn" if len(units) > MOST else ""),
        n=_n(frame),
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in frame.iterrows() if str(row['business_unit']) in shown)}.",
    )


def _units(frame: pd.DataFrame) -> list[str]:
    """The units, those in which a gap binds first, then by their lowest share."""
    by_unit = frame.assign(binds=frame["is_binding"].fillna(False).astype(bool)).groupby("business_unit")
    order = by_unit.agg(binds=("binds", "max"), lowest=("share", "min")).reset_index()
    order = order.sort_values(["binds", "lowest", "business_unit"], ascending=[False, True, True], na_position="last")
    return [str(unit) for unit in order["business_unit"]]


def _finding(listing: Listing) -> str:
    frame = listing.frame
    binds = adoption.binding_gaps(listing)
    units = frame["business_unit"].nunique()
    if binds:
        apart = frame[frame["is_binding"].fillna(False).astype(bool)]["business_unit"].nunique()
        rest = units - apart
        return f"What holds people back: {binds}" + (f"; no one gap in {format.plural(rest, 'unit')}" if rest else "")
    if frame["share"].isna().all():
        return "Only averages were uploaded, so how many agree, and which gap holds people back, cannot be said"
    if not frame["is_comparable"].any():
        return "Not all four gaps can be told in one unit, so which one holds people back cannot be said"
    return f"The four gaps are not apart beyond chance in {'the unit' if units == 1 else 'any unit'}"


def _n(frame: pd.DataFrame) -> str:
    """How many answered, over the units whose number is shown, and how many of those invited that is."""
    by_unit = frame.drop_duplicates("business_unit")
    answered = by_unit[by_unit["replied"].notna()]
    if answered.empty:
        return format.HIDDEN
    asked = answered[answered["invited"].notna()]
    rate = ""
    if len(asked) and len(asked) == len(answered) and asked["invited"].sum() > 0:
        rate = f" of {format.count(asked['invited'].sum())} invited ({format.percent(asked['replied'].sum() / asked['invited'].sum())})"
    return f"n = {format.plural(answered['replied'].sum(), 'answer')}{rate}"


def _dot(row: pd.Series) -> Dot:
    if bool(row["is_hidden"]):
        return Dot(text=format.HIDDEN, spoken=_spoken(row))
    if pd.isna(row["share"]):
        return Dot(text=f"average {row['mean_score']:.1f} of 5", spoken=_spoken(row))
    return Dot(
        at=float(row["share"]),
        low=float(row["low"]),
        high=float(row["high"]),
        label=format.percent(float(row["share"])),
        spoken=_spoken(row),
        is_accent=bool(row["is_binding"]),
    )


def _spoken(row: pd.Series) -> str:
    name = f"{row['business_unit']}, {row['question']!s}"
    if bool(row["is_hidden"]):
        return f"{name}: {format.HIDDEN}"
    if pd.isna(row["share"]):
        return f"{name}: average {row['mean_score']:.1f} of 5"
    counts = f"{format.of(row['agreeing'], row['judged'])}, {format.interval(row['low'], row['high'])}"
    return f"{name}: {format.percent(row['share'])} ({counts}){', holds people back' if row['is_binding'] else ''}"
