"""Which gates has each unit opened, and which keep it where it is?"""

import pandas as pd
import plotly.graph_objects as go

from components.charts import gates_tally
from components.text import format, maturity_levels
from components.theme import SMALL, Drawn, Position, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

MOST, MOST_NARROW = 10, 6  # units across; those with most gates judged where there are more
LEAST_ROOM = 4  # units there is room for: a lone one stands beside the gates' names, not far from them
LEAST_JUDGED = 0.25  # of all gates: with less there is nothing to compare unit by unit, and a tally says it shorter
ROW = 30
LONGEST = 16  # letters of a unit's name at the head of its column, which a telephone turns upright
NAME_ROOM = {"wide": 300, "narrow": 136}  # pixels kept for the gates' names


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A table of gates and units: a filled mark where met, a hollow one where missed, words where there is no data."""
    frame = listing.frame
    judged = frame[frame["state"] != "insufficient"]
    if judged.empty:
        return nothing(
            "No gate can be judged yet" if len(frame) else "No unit is known yet, so no gate can be judged",
            list(dict.fromkeys(frame["needs"].dropna())) or ("any sheet with a business unit",),
        )
    if len(judged) < LEAST_JUDGED * len(frame):
        return gates_tally.chart(listing, viewport, _only(judged, frame))
    units = _units(frame, MOST_NARROW if viewport.is_narrow else MOST)
    every = frame["business_unit"].nunique()
    rules = frame.drop_duplicates("gate").sort_values(["level", "position"])
    minimum_n = int(listing.scope.settings.get("minimum_n", 5))
    figure = canvas()
    places = _names(figure, viewport, rules, frame)
    for across, unit in enumerate(units):
        _unit(figure, viewport, frame[frame["business_unit"] == unit], across, places, minimum_n)
    _frame(figure, viewport, units, places)
    header = 20 + 7 * max(len(format.shorten(unit, LONGEST)) for unit in units) if viewport.is_narrow else 52
    finding = _finding(frame)
    left_out = every - len(units)
    return Drawn(
        finish(
            figure,
            viewport,
            height=ROW * (len(places) + 3) + 4 + header,
            margin={"l": NAME_ROOM[viewport.width], "t": header},
        ),
        finding=finding,
        subtitle="Filled: met; hollow: missed; "
        + (
            "a dash: not enough data"
            if viewport.is_narrow
            else "~ could be otherwise by chance, the 95 % interval straddles the threshold"
        )
        + (
            f". The {format.count(len(units))} units with most gates judged of {format.count(every)}"
            if left_out
            else ""
        ),
        n=f"n = {format.plural(len(frame), 'gate')} of {format.plural(every, 'unit')}",
        alt=f"{finding}. {'; '.join(_spoken(frame, unit) for unit in units)}.",
    )


def _units(frame: pd.DataFrame, most: int) -> list[str]:
    """The units across: the highest first; where there are many, those of which most is known."""
    scored = frame.assign(known=frame["state"] != "insufficient", met=frame["state"] == "met")
    order = scored.groupby("business_unit")[["unit_level", "met", "known"]].agg(
        {"unit_level": "max", "met": "sum", "known": "sum"}
    )
    most_known = order.sort_values("known", ascending=False, kind="stable").iloc[:most]
    return list(most_known.sort_values(["unit_level", "met"], ascending=False, kind="stable").index)


def _names(figure: go.Figure, viewport: Viewport, rules: pd.DataFrame, frame: pd.DataFrame) -> dict[str, float]:
    """Gates down the left under their level's name, each with its threshold; returns where each stands."""
    places: dict[str, float] = {}
    place = 0.0
    at: Position = {"x": 0, "xref": "paper", "xshift": -NAME_ROOM[viewport.width] + 8}
    for level, group in rules.groupby("level"):
        write(figure, viewport, f"<b>{level} {maturity_levels.LEVELS[int(level)]}</b>", size=SMALL, **at | {"y": place})
        place += 1
        for _, rule in group.iterrows():
            limits = frame.loc[frame["gate"] == rule["gate"], "at_least"]
            asks = maturity_levels.threshold(rule["gate"], limits.min(), rule["unit"])
            more = ", more by size" if limits.nunique() > 1 else ""
            text = maturity_levels.SHORT.get(rule["gate"], rule["title"]) if viewport.is_narrow else rule["title"]
            if not viewport.is_narrow:
                text += f' <span style="color:{viewport.grey}">{asks}{more}</span>'
            write(figure, viewport, text, size=11 if viewport.is_narrow else 13, **at | {"y": place})
            places[str(rule["gate"])] = place
            place += 1
    return places


def _unit(
    figure: go.Figure, viewport: Viewport, rows: pd.DataFrame, across: int, places: dict[str, float], minimum_n: int
) -> None:
    known = rows[rows["state"] != "insufficient"]
    figure.add_scatter(
        x=[across] * len(known),
        y=[places[gate] for gate in known["gate"]],
        mode="markers",
        marker={
            "size": 12,
            "line": {"color": viewport.accent, "width": 1.5},
            "color": [viewport.accent if state == "met" else viewport.paper for state in known["state"]],
        },
        hovertext=[format.escape_html(_hover(row, minimum_n)) for _, row in known.iterrows()],
        hoverinfo="text",
        customdata=opens("business_unit", known["business_unit"]),
    )
    for _, row in rows.iterrows():
        is_known = row["state"] != "insufficient"
        if viewport.is_narrow and is_known:
            continue
        if is_known:
            soon = _is_built_soon(row)
            sentence = "built soon" if soon else maturity_levels.measured_value(row, minimum_n)
            sentence += " ~" if row["is_fragile"] else ""
        else:
            sentence = "–" if viewport.is_narrow else "few people" if row["is_hidden"] else "no data"
        write(
            figure,
            viewport,
            sentence,
            x=across,
            y=places[row["gate"]],
            xshift=12 if is_known else 0,
            xanchor="left" if is_known else "center",
            size=SMALL,
            colour=viewport.ink if row["state"] == "met" else viewport.grey,
        )


def _is_built_soon(row: pd.Series) -> bool:
    """Whether training opened its gate by a first build soon enough, whatever share of people built."""
    return bool(row["gate"] == "transfer" and row["state"] == "met" and not row["measured"] >= row["at_least"])


def _frame(figure: go.Figure, viewport: Viewport, units: list[str], places: dict[str, float]) -> None:
    lowest = max(places.values())
    names = [format.escape_html(format.shorten(unit, LONGEST)) for unit in units]
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(units))),
        ticktext=names,
        tickangle=-90 if viewport.is_narrow else 0,
        range=[-0.5, max(len(units), LEAST_ROOM) - 0.5 + (0 if viewport.is_narrow else 0.2)],
        tickfont={"color": viewport.ink, "size": SMALL},
    )
    figure.update_yaxes(visible=False, range=[lowest + 0.6, -0.6])


def _finding(frame: pd.DataFrame) -> str:
    """The gate that keeps most units below their next level."""
    next_gates = frame[(frame["level"] == frame["unit_level"] + 1) & (frame["state"] == "missed")]
    every = frame["business_unit"].nunique()
    if next_gates.empty:
        met = int((frame["state"] == "met").sum())
        return f"{format.of(met, len(frame))} gates are met; none that can be judged keeps a unit from its next level"
    counts = (
        next_gates.groupby("gate", sort=False)["business_unit"].nunique().sort_values(ascending=False, kind="stable")
    )
    if every == 1:
        reasons = format.join(maturity_levels.HOLDS_BACK[str(gate)] for gate in counts.index[:2])
        return f"{next_gates.iloc[0]['business_unit']} is held back by {reasons}"
    held = format.of(counts.iloc[0], every)
    return f"{held} units {'is' if counts.iloc[0] == 1 else 'are'} held back by {maturity_levels.HOLDS_BACK[str(counts.index[0])]}"


def _only(judged: pd.DataFrame, frame: pd.DataFrame) -> str:
    """The gates that can be judged where hardly any can."""
    counts = judged.groupby("title", sort=False)["business_unit"].nunique()
    names = format.join(str(title).lower().replace("kpi", "KPI") for title in counts.index[:3])
    met = int((judged["state"] == "met").sum())
    gates = format.plural(frame["gate"].nunique(), "gate")
    if len(counts) > 1:
        return f"Of {gates} only {format.count(len(counts))} can be judged: {names}"
    return f"Of {gates} only one can be judged: {names}, met by {format.of(met, len(judged))} {format.inflect(len(judged), 'unit', 'units')}"


def _hover(row: pd.Series, minimum_n: int) -> str:
    asks = maturity_levels.threshold(row["gate"], row["at_least"], row["unit"])
    return f"{row['business_unit']}, {row['title']}: {maturity_levels.measured_value(row, minimum_n)}, {row['state']} ({asks})"


def _spoken(frame: pd.DataFrame, unit: str) -> str:
    states = frame[frame["business_unit"] == unit]["state"].value_counts()
    parts = [
        (states.get("met", 0), "met"),
        (states.get("missed", 0), "missed"),
        (states.get("insufficient", 0), "without data"),
    ]
    return f"{unit} {format.join(f'{format.count(number)} {name}' for number, name in parts if number)}"
