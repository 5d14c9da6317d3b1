"""Do people trust it, find support, see leaders use it, and dare to try?"""

import pandas as pd

from components.charts.layouts.panels import Dot, panels
from components.text import adoption, format
from components.theme import Drawn, Viewport, canvas, finish, nothing
from queries import Listing

MOST = 14  # units drawn; those with the lowest average first
LOWEST, HIGHEST = 1, 5


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A row for each unit, a column for each question: the average answer; the lowest of all stands out."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("Trust, support and example are not known yet", listing.missing or listing.view.needs)
    visible = frame[frame["mean_score"].notna()]
    if visible.empty:
        return nothing(
            f"Trust, support and example are {format.HIDDEN}", subtitle="Few answered, or all answered alike."
        )
    order = frame.groupby("business_unit")["mean_score"].min().sort_values(na_position="last", kind="stable")
    units = order.index.astype(str).tolist()
    lowest = visible["mean_score"].min()
    figure = canvas()
    cells = {
        (str(row["business_unit"]), adoption.CLIMATE[str(row["question"])]): _dot(row, lowest)
        for _, row in frame.iterrows()
    }
    columns = [name for name in adoption.CLIMATE.values() if any(column == name for _, column in cells)]
    named = [column.replace(" ", "<br>", 1) if viewport.is_narrow else column for column in columns]
    renamed = dict(zip(columns, named, strict=True))
    height = panels(
        figure, viewport, named, units[:MOST], {(unit, renamed[column]): dot for (unit, column), dot in cells.items()}
    )
    finding = _finding(visible)
    return Drawn(
        finish(figure, viewport, height=height),
        finding=finding,
        subtitle="Average answer from 1 to 5 in each unit's last survey"
        + (f"; {format.plural(len(units) - MOST, 'more unit')} not drawn" if len(units) > MOST else ""),
        n=f"n = {format.plural(int(visible.groupby('business_unit')['answers'].max().sum()), 'answer')}",
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in frame.iterrows() if str(row['business_unit']) in units[:MOST])}.",
    )


def _finding(visible: pd.DataFrame) -> str:
    low = visible.loc[visible["mean_score"].idxmin()]
    name = adoption.CLIMATE[str(low["question"])].lower()
    if len(visible) == 1:
        return f"{name.capitalize()} averages {low['mean_score']:.1f} of 5 in {low['business_unit']}"
    high = visible.loc[visible["mean_score"].idxmax()]
    other = adoption.CLIMATE[str(high["question"])].lower()
    return (
        f"Lowest is “{name}” in {low['business_unit']}, {low['mean_score']:.1f} of 5; highest “{other}” in "
        f"{high['business_unit']}, {high['mean_score']:.1f}"
    )


def _dot(row: pd.Series, lowest: float) -> Dot:
    if pd.isna(row["mean_score"]):
        return Dot(text=format.HIDDEN if row["is_hidden"] else "", spoken=_spoken(row))
    return Dot(
        at=(float(row["mean_score"]) - LOWEST) / (HIGHEST - LOWEST),
        label=f"{row['mean_score']:.1f}",
        spoken=_spoken(row),
        is_accent=row["mean_score"] == lowest,
    )


def _spoken(row: pd.Series) -> str:
    name = f"{row['business_unit']}, {adoption.CLIMATE[str(row['question'])].lower()}"
    if pd.isna(row["mean_score"]):
        return f"{name}: {format.HIDDEN if row['is_hidden'] else 'not known'}"
    share = f", {format.of(row['agreeing'], row['judged'])} answered 4 or 5" if pd.notna(row["judged"]) else ""
    return f"{name}: {row['mean_score']:.1f} of 5{share}"
