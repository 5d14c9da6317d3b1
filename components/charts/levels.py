"""Consumer, Integrator or Builder: where is each unit?"""

import pandas as pd

from components import maturity, words
from components.house import SMALL, Drawn, Look, canvas, finish, nothing, write
from queries import Listing

MOST = 14  # units drawn; the rest are named by number
ROW = 48


def levels(listing: Listing, look: Look) -> Drawn:
    """A strip of three steps for each unit, filled up to its level, with what the next one still asks for."""
    frame = listing.frame
    if frame.empty:
        return nothing("No unit is known yet, so no level can be told", ("any sheet with a business unit",))
    told = frame[~maturity.unknown(frame)]
    says = _finding(told) if len(told) else maturity.headline(listing)
    if told.empty:
        lacking = list(dict.fromkeys(need for needs in frame["missing"] for need in needs))
        units = words.plural(len(frame), "unit")
        return nothing(
            says, subtitle=f"{units}: {words.needs(lacking).lower()}. Seats and use are in the adoption sheet."
        )
    shown = told.iloc[:MOST]
    figure = canvas()
    count = len(shown)
    for place, (_, row) in enumerate(shown.iterrows()):
        _strip(figure, look, row, count - 1 - place)
    figure.update_yaxes(visible=False, range=[-0.6, count - 0.35])
    figure.update_xaxes(visible=False, range=[0.85, 6.2 if look.is_narrow else 7.2])
    left_out = len(frame) - count
    return Drawn(
        finish(figure, look, height=ROW * count + 16),
        finding=says,
        subtitle="Level by the gates that evidence opens; a level needs all lower ones"
        + (f"; {words.plural(left_out, 'more unit')} not drawn" if left_out else ""),
        n=f"n = {words.plural(len(frame), 'unit')}",
        alt=f"{says}. {'; '.join(_spoken(row) for _, row in shown.iterrows())}.",
    )


def _finding(told: pd.DataFrame) -> str:
    """Who is nearest to the next level."""
    below = told[told["next_level_state"] != "none"]
    if below.empty:
        return f"Every gate is met in {words.plural(len(told), 'unit')}"
    nearest = (
        below.assign(left=below["next_gates"] - below["next_gates_met"]).sort_values("left", kind="stable").iloc[0]
    )
    step = maturity.next_step(nearest)
    if len(told) == 1:
        return f"{nearest['business_unit']} {maturity.at_level(nearest)}: {step}"
    return f"Nearest to the next level: {nearest['business_unit']}, {step}"


def _strip(figure: object, look: Look, row: pd.Series, place: int) -> None:
    """The unit's name and its next step above, the three steps and its level's name beneath."""
    level = int(row["level"])
    figure.add_scatter(  # type: ignore[attr-defined]
        x=[1, 2, 3], y=[place - 0.12] * 3, mode="lines+markers", line={"color": look.line, "width": 2},
        marker={
            "size": 13, "line": {"color": look.accent if level else look.context, "width": 1.5},
            "color": [look.accent if step <= level else look.paper for step in (1, 2, 3)],
        },
        hovertext=words.safe(_spoken(row)), hoverinfo="text",
    )  # fmt: skip
    name = words.safe(words.shortened(str(row["business_unit"]), 22 if look.is_narrow else 34))
    least = "at least " if row["is_at_least"] else ""
    kind = f"{least}{maturity.LEVELS[level]}" if level else maturity.LEVELS[0]
    write(figure, look, f"<b>{name}</b>", x=1, y=place + 0.29, xshift=-8)  # type: ignore[arg-type]
    step = maturity.next_step(row)
    if look.is_narrow:
        step = words.shortened(step.replace(" gates to", " to"), 26)
    write(
        figure, look, f"{kind}{words.DOT}<span style='color:{look.grey}'>{words.safe(step)}</span>",  # type: ignore[arg-type]
        x=3, y=place - 0.12, xshift=16, size=SMALL if look.is_narrow else 13,
    )  # fmt: skip


def _spoken(row: pd.Series) -> str:
    fragile = ", fragile" if row["is_fragile"] else ""
    return f"{row['business_unit']} {maturity.at_level(row)}{fragile}, {maturity.next_step(row)}"
