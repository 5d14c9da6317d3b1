"""What do seats cost that nobody uses?"""

import pandas as pd

from components.text import format
from components.text.money import currency
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens, outlined, quarters, write
from queries import Listing

HEIGHT = 260


def chart(unused: Listing, viewport: Viewport) -> Drawn:
    """A red bar for each quarter; above it in outline the unused seats of tools in their first quarter."""
    frame = unused.frame
    if unused.missing or frame.empty:
        return nothing("What unused seats cost is not known yet", unused.missing or unused.view.needs)
    month = unused.scope.settings.get("fiscal_start_month", "1")
    labels = [str(period) for period in frame["period"]]
    places = list(range(len(frame)))
    figure = canvas()
    for column, word, marker in (
        ("shelfware", "unused", {"color": viewport.red}),
        ("grace", "unused in a tool's first quarter", outlined(viewport)),
    ):
        figure.add_bar(
            x=places,
            y=frame[column].where(frame[column] > 0).tolist(),
            width=min(0.7, 0.2 * len(frame)),
            marker=marker,
            hoverinfo="text",
            hovertext=[
                f"{format.quarter(label, month)}, {word}: {format.money(amount)}"
                for label, amount in zip(labels, frame[column], strict=True)
            ],
            customdata=opens("period", labels),
        )
    tops = (frame["shelfware"] + frame["grace"]).tolist()
    named = {tops.index(max(tops)), len(tops) - 1} if viewport.is_narrow and len(tops) > 6 else set(places)
    for place in sorted(named):
        write(
            figure,
            viewport,
            _amounts(frame.iloc[place]),
            x=place,
            y=tops[place],
            yshift=10,
            xanchor="center",
            colour=viewport.ink if place == len(tops) - 1 else viewport.grey,
        )
    figure.update_layout(barmode="stack")
    quarters(figure, viewport, labels, month, tight=True)
    figure.update_yaxes(visible=False, range=[0, (max(tops) or 1.0) * 1.16])
    whole, price, grace = (float(frame[column].sum()) for column in ("shelfware", "price", "grace"))
    if whole > 0:
        share = f", {format.percent(whole / price)} of what the seats cost" if price > 0 else ""
        sentence = f"Seats nobody used cost {format.money(whole)}{share}"
    else:
        sentence = "No seat that was paid for stood unused"
    span = format.join(dict.fromkeys(format.quarter(label, month) for label in (labels[0], labels[-1])), last="to")
    spoken = "; ".join(
        f"{format.quarter(label, month)} {format.money(float(amount))}"
        for label, amount in zip(labels, frame["shelfware"], strict=True)
    )
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 8}),
        finding=sentence,
        subtitle=f"Unused seats x price x length of the period, {currency(unused.scope)}, {span}"
        + (f"; in outline {format.money(grace)} in a tool's first quarter, not counted" if grace > 0 else "")
        + (f"; {format.left_out(most)}" if (most := int(frame["left_out"].max())) else ""),
        n=format.plural(len(frame), "quarter"),
        alt=f"{sentence}. {spoken}.",
    )


def _amounts(row: pd.Series) -> str:
    """What is unused, and beside it what is unused of new tools."""
    text = format.money(float(row["shelfware"]))
    return f"{text} + {format.money(float(row['grace']))} new" if row["grace"] > 0.05 * row["shelfware"] else text
