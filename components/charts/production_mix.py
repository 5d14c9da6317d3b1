"""Do initiatives that reach production spend their money otherwise?"""

from components.text import format
from components.text.money import PURPOSES
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, write
from queries import Listing

ROW = 52
FEWEST = 5  # initiatives on either side, below which nothing is judged
NAMES = PURPOSES | {"data": "Data", "building": "Building without data"}


def chart(mix: Listing, viewport: Viewport) -> Drawn:
    """Two bars for each purpose: its share of what those spent that reached production, and of what the others spent."""
    frame = mix.frame[mix.frame["outcome"].notna() & mix.frame["share"].notna()] if len(mix.frame) else mix.frame
    if mix.missing or frame.empty:
        return nothing("Whether those that arrive spend otherwise is not known yet", mix.missing, _why_not(mix))
    cases = frame.groupby("outcome")["initiatives"].first().to_dict()
    if len(cases) < 2:
        return nothing("Whether those that arrive spend otherwise is not known yet", (), _one_side(cases))
    table = frame.pivot_table(index="purpose", columns="outcome", values="share", aggfunc="sum").fillna(0.0)
    table["apart"] = table["reached"] - table["not reached"]
    table = table.loc[table["apart"].abs().sort_values(ascending=False, kind="stable").index]
    figure = canvas()
    places = list(range(len(table)))[::-1]
    for outcome, shift, colour in (("reached", -0.06, viewport.accent), ("not reached", -0.28, viewport.context)):
        figure.add_bar(
            x=table[outcome].clip(lower=0).tolist(),
            y=[place + shift for place in places],
            orientation="h",
            width=0.2,
            marker={"color": colour},
            hoverinfo="text",
            hovertext=[
                f"{NAMES.get(name, name)}, {outcome}: {format.percent(share)}" for name, share in table[outcome].items()
            ],
        )
    for place, (name, row) in zip(places, table.iterrows(), strict=True):
        note = f'<span style="color:{viewport.grey}">{_pair(row["reached"], row["not reached"])}</span>'
        write(
            figure, viewport, f"<b>{NAMES.get(str(name), str(name))}</b>&nbsp; {note}", x=0, xshift=-3, y=place + 0.28
        )
    key = (
        f'<span style="color:{viewport.accent}">■</span> reached production ({cases["reached"]})&nbsp;&nbsp; '
        f'<span style="color:{viewport.context}">■</span> did not ({cases["not reached"]})'
    )
    write(
        figure, viewport, key, x=0, xref="paper", xshift=-3, y=1, yref="paper", yanchor="bottom", yshift=4, size=SMALL
    )
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, (float(table[["reached", "not reached"]].max().max()) or 1.0) * 1.001])
    figure.update_yaxes(visible=False, range=[-0.5, len(table) - 0.5])
    first = table.iloc[0]
    what = NAMES.get(str(table.index[0]), str(table.index[0])).lower()
    sentence = (
        f"Those that reached production put {format.percent(first['reached'])} into {what}, "
        f"the others {format.percent(first['not reached'])}"
    )
    if min(cases.values()) < FEWEST:
        sentence = f"Too few to judge whether those that arrive spend otherwise: {cases['reached']} did, {cases['not reached']} did not"
    spoken = "; ".join(
        f"{NAMES.get(str(name), str(name))} {_pair(row['reached'], row['not reached'])}"
        for name, row in table.iterrows()
    )
    return Drawn(
        finish(figure, viewport, height=ROW * len(table) + 36, margin={"t": 28, "l": 4, "r": 0, "b": 0}),
        finding=sentence,
        subtitle="Share of linked spend up to production, without running costs; the others stopped, were retired or "
        "stalled. What goes together is not what causes it",
        n=f"n = {format.plural(sum(cases.values()), 'initiative')}; those still on their way are left out",
        alt=f"{sentence}. {spoken}.",
    )


def _pair(reached: float, other: float) -> str:
    return f"{format.percent(reached)} against {format.percent(other)}"


def _why_not(mix: Listing) -> str:
    return "" if mix.missing else "No spend is linked to an initiative that reached production, stopped or stalled."


def _one_side(cases: dict[str, int]) -> str:
    if "reached" in cases:
        return "Money is linked only to initiatives that reached production, to none that stopped or stalled."
    return "Money is linked to initiatives that stopped or stalled, to none that reached production."
