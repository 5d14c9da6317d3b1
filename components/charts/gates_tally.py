"""How many units have opened each gate, where most of what the gates ask for is not known?"""

import pandas as pd

from components.text import format, maturity_levels
from components.theme import SMALL, Drawn, Viewport, canvas, finish, opens, outlined, write
from queries import Listing

ROW = 44
STATES = ("met", "missed", "insufficient")
NAMES = {"met": "met it", "missed": "missed it", "insufficient": "without data"}


def chart(listing: Listing, viewport: Viewport, finding: str) -> Drawn:
    """A bar a gate over all units: filled for those that met it, outlined for those that missed it, the rest unknown."""
    frame = listing.frame
    every_gate = frame.drop_duplicates("gate").sort_values(["level", "position"])
    gates = every_gate[every_gate["gate"].isin(frame.loc[frame["state"] != "insufficient", "gate"])]
    waiting = format.join(sorted({need for need in frame["needs"].dropna() if need not in set(gates["needs"])}))
    counts = pd.crosstab(frame["gate"], frame["state"]).reindex(index=gates["gate"], columns=STATES, fill_value=0)
    places = list(range(len(gates)))[::-1]
    figure = canvas()
    markers = {
        "met": {"color": viewport.accent},
        "missed": outlined(viewport, viewport.accent),
        "insufficient": {"color": viewport.line},
    }
    for state in STATES:
        figure.add_bar(
            y=places,
            x=counts[state].to_numpy(),
            orientation="h",
            width=0.3,
            marker=markers[state],
            customdata=opens("gate", gates["gate"]),
            hoverinfo="text",
            hovertext=[
                format.escape_html(
                    f"{gate['title']}: {format.plural(counts.loc[gate['gate'], state], 'unit')} {NAMES[state]}"
                )
                for _, gate in gates.iterrows()
            ],
        )
    for place, (_, gate) in zip(places, gates.iterrows(), strict=True):
        met, missed, unknown = (int(counts.loc[gate["gate"], state]) for state in STATES)
        sentence = format.join(
            [f"{format.count(met)} met"] * bool(met)
            + [f"{format.count(missed)} missed"] * bool(missed)
            + [f"{format.count(unknown)} without data"] * bool(unknown)
        )
        name = maturity_levels.SHORT.get(gate["gate"], gate["title"]) if viewport.is_narrow else gate["title"]
        text = f'<b>{format.escape_html(name)}</b> <span style="color:{viewport.grey}">{sentence}</span>'
        write(figure, viewport, text, x=0, y=place, yshift=14, size=SMALL)
    figure.update_xaxes(visible=False, range=[0, counts.to_numpy().sum(axis=1).max()])
    figure.update_yaxes(visible=False, range=[-0.6, len(gates) - 0.2])
    figure.update_layout(barmode="stack")
    every = frame["business_unit"].nunique()
    return Drawn(
        finish(figure, viewport, height=ROW * len(gates) + 8),
        finding=finding,
        subtitle=f"Units by gate. Filled: met; outlined: missed; grey: not enough data. The other gates need {waiting}",
        n=f"n = {format.plural(every, 'unit')}",
        alt=f"{finding}. "
        + "; ".join(
            f"{gate['title']}: met by {format.of(counts.loc[gate['gate'], 'met'], every)}"
            for _, gate in gates.iterrows()
        )
        + ".",
    )
