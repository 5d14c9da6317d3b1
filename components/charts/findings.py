"""What do the detectors find most often, money or not?"""

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing
from queries import Listing

MOST = 6  # detectors shown, those with most findings


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar for each detector that found something, as long as the number of units, initiatives or tools it fires for."""
    frame = listing.frame
    if frame.empty or frame["severity"].isna().all():
        return nothing(
            "Nothing can be judged yet",
            subtitle="The detectors look at pilots, live tools, seats, training, people and answers.",
        )
    counts = (
        frame.assign(found=(frame["severity"] >= 2).fillna(False).astype(bool), unknown=frame["severity"].isna())
        .groupby("title", sort=False)[["found", "unknown"]]
        .agg(found=("found", "sum"), unknown=("unknown", "sum"), every=("found", "count"))
    )
    counts = counts[counts["found"] > 0].sort_values("found", ascending=False, kind="stable")
    if counts.empty:
        looked = format.count(int(frame["severity"].notna().sum()))
        return nothing(
            f"Nothing was found wrong in {looked} checks", subtitle="By every detector that has enough data."
        )
    texts = [
        (str(title), int(row["found"]), int(row["every"]), int(row["unknown"]))
        for title, row in counts.head(MOST).iterrows()
    ]
    figure = canvas()
    bars = [
        Bar(
            format.escape_html(title),
            _of(found, every, unknown),
            found,
            f"{format.escape_html(title)}: {_of(found, every, unknown)}",
            place == 0,
        )
        for place, (title, found, every, unknown) in enumerate(texts)
    ]
    height = rows(figure, viewport, bars)
    title, found, every, unknown = texts[0]
    sentence = f"{title}: {_of(found, every, unknown)}"
    left_out = len(counts) - len(texts)
    return Drawn(
        finish(figure, viewport, height=height),
        finding=sentence,
        subtitle="What the detectors found, of all that can be judged"
        + (f"; {format.count(left_out)} more detectors fire" if left_out else ""),
        n=f"n = {format.plural(int(counts['found'].sum()), 'finding')}",
        alt=f"{sentence}. {'; '.join(f'{name} {_of(found, two, three)}' for name, found, two, three in texts)}.",
    )


def _of(found: int, every: int, unknown: int) -> str:
    """How many of those that can be judged, and how many cannot be: 3 of 8, 2 cannot be judged."""
    return format.of(found, every - unknown) + (f", {format.count(unknown)} cannot be judged" if unknown else "")
