"""Do protected hours and coaching go with training that leads to building?"""

import pandas as pd

from components.text import format
from components.theme import SIZE, SMALL, Drawn, Viewport, canvas, finish, nothing, points, write
from queries import Listing

NAMES = {"protected_hours": "Protected hours", "coaching": "Coaching"}
SIDES = {
    "protected_hours": ("with protected hours", "without"),
    "coaching": ("with coaching", "without"),
}
ROW, HEADER = 30, 34


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """For protected hours and for coaching, the rate with and the rate without, each with its interval."""
    frame = listing.frame
    both = frame.groupby("condition").filter(lambda sides: len(sides) == 2) if len(frame) else frame
    if listing.missing or both.empty:
        return nothing("What helps training to transfer is not known yet", listing.missing, _why_not(listing))
    figure, place, ticks, texts = canvas(), 0.0, [], []
    least = int(listing.scope.settings.get("minimum_n", 5))
    for condition, sides in both.groupby("condition", sort=False):
        write(
            figure,
            viewport,
            f"<b>{NAMES[str(condition)]}</b>",
            x=0,
            xref="paper",
            y=-place,
            size=SIZE,
            xshift=0,
        )
        place += 0.9
        for _, row in sides.iterrows():
            _draw(figure, viewport, row, -place, least)
            ticks.append(-place)
            texts.append(f"{'with' if row['had'] else 'without'}, {format.plural(int(row['cohorts']), 'cohort')}")
            place += 0.9
        place += 0.3
    highest = float(both["high"].max()) or 1
    figure.update_xaxes(visible=False, range=[-0.02 * highest, highest * (1.6 if viewport.is_narrow else 1.4)])
    figure.update_yaxes(
        tickmode="array",
        tickvals=ticks,
        ticktext=texts,
        range=[-place + 0.6, 0.5],
        linecolor="rgba(0,0,0,0)",
        tickfont={"color": viewport.grey},
    )
    finding = _finding(both)
    split = both["is_one_split"].iloc[0]
    same = pd.notna(split) and bool(split) and both["condition"].nunique() == 2
    return Drawn(
        finish(figure, viewport, height=int(36 * place) + 16),
        finding=finding,
        subtitle="Trained people who built something, with 95 % interval; an association"
        + (
            ": the cohorts with protected hours are those that were coached, so the two cannot be told apart"
            if same
            else ""
        ),
        n=f"n = {format.count(int(both.groupby('condition')['trained'].sum().max()))} trained in "
        f"{format.plural(int(both.groupby('condition')['cohorts'].sum().max()), 'cohort')} old enough",
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in both.iterrows())}.",
    )


def _why_not(listing: Listing) -> str:
    if listing.missing:
        return ""
    if listing.frame.empty:
        return "No cohort that is old enough says whether it had protected hours or coaching."
    sides = [
        f"{'every' if row['had'] else 'no'} cohort had {NAMES[row['condition']].lower()}"
        for _, row in listing.frame.iterrows()
    ]
    sentence = format.join(sides)
    return f"There is nothing to compare with: {sentence}."


def _draw(figure: object, viewport: Viewport, row: pd.Series, place: float, least: int) -> None:
    colour = viewport.accent if row["had"] else viewport.grey
    few = row["trained"] < least
    if not few:
        figure.add_scatter(  # type: ignore[attr-defined]
            x=[row["low"], row["high"]],
            y=[place, place],
            mode="lines",
            line={"color": viewport.context, "width": 5},
            hoverinfo="skip",
        )
    figure.add_scatter(  # type: ignore[attr-defined]
        x=[row["share"]],
        y=[place],
        mode="markers",
        marker=points(viewport, ["few" if few else "ok"], colour, 10),
        hovertext=[_spoken(row)],
        hoverinfo="text",
    )
    counts = format.of(row["builders"], row["trained"])
    write(
        figure,
        viewport,
        counts if few else f"{format.percent(row['share'])}, {counts}",
        x=row["share"] if few else row["high"],
        y=place,
        xshift=10,
        size=SMALL,
        colour=viewport.grey,
    )


def _finding(both: pd.DataFrame) -> str:
    apart = both[both["is_apart"].astype(bool)]
    if apart.empty:
        tried = [SIDES[str(condition)][0] for condition in both["condition"].unique()]
        return f"Cohorts {format.join(tried, last='or')} do not differ from those without beyond chance"
    names = list(apart["condition"].unique())
    sides = apart[apart["condition"] == names[0]].sort_values("had", ascending=False)
    share, other = (format.percent(float(side_share)) for side_share in sides["share"])
    return f"{share} of those trained {SIDES[str(names[0])][0]} built something, {other} of those without"


def _spoken(row: pd.Series) -> str:
    side = SIDES[str(row["condition"])][0]
    side = side if row["had"] else side.replace("with", "without")
    return (
        f"{side}: {format.percent(float(row['share']))} ({format.of(row['builders'], row['trained'])}, "
        f"{format.interval(float(row['low']), float(row['high']))})"
    )
