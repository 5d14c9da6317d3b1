"""Did what was planned come true? Planned and actual cost, benefit due and realised, by the quarter of the start."""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.text.money import currency
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens, outlined, quarters, write
from queries import Listing

HEIGHT = 380
UPPER, LOWER, ALONE = (0.56, 0.93), (0.0, 0.40), (0.0, 0.86)  # of the height: cost, value, the one that is known


def chart(cohorts: Listing, viewport: Viewport) -> Drawn:
    """For each start quarter what was planned, outlined, and what it is, solid: cost above, value beneath."""
    frame = cohorts.frame
    known = frame[(frame["costed"] > 0) | (frame["judged"] > 0)] if len(frame) else frame
    if cohorts.missing or known.empty:
        return nothing("Plan against actual: not known yet", cohorts.missing, _why_not(cohorts))
    known = _every_quarter(known)
    month = cohorts.scope.settings.get("fiscal_start_month", "1")
    figure = canvas()
    panels = _panels(known, viewport)
    for number, (header, planned, actual, colour) in enumerate(panels):
        axis = str(number + 1) if number else ""
        domain = ALONE if len(panels) == 1 else (UPPER, LOWER)[number]
        _pair(figure, viewport, known, planned, actual, axis, colour)
        figure.update_layout({f"yaxis{axis}": {"domain": domain, "visible": False}})
        write(figure, viewport, header, x=0, xref="paper", y=domain[1], yref="paper", yshift=12, xshift=-3)
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=0,
            y1=0,
            yref=f"y{axis}",
            line={"color": viewport.line, "width": 1},
        )
    quarters(figure, viewport, [str(quarter) for quarter in known["start_quarter"]], month, tight=True)
    figure.update_layout(barmode="overlay", xaxis={"anchor": "y2" if len(panels) > 1 else "y"})
    finding = _finding(known, int(cohorts.scope.settings.get("minimum_n", 5)))
    return Drawn(
        finish(figure, viewport, height=HEIGHT if len(panels) > 1 else HEIGHT // 2 + 30, margin={"t": 8}),
        finding=finding,
        subtitle=f"By the quarter of the start, {currency(cohorts.scope)}. Outlined: planned (yearly benefit by months "
        "live). Solid: actual direct cost, and all that is claimed, for a plan is a claim too",
        n=_reading(known, float(cohorts.scope.settings.get("realisation", 1))),
        alt=f"{finding}. {'; '.join(_spoken(row, month) for _, row in known.iterrows() if row['initiatives'])}.",
    )


def _every_quarter(known: pd.DataFrame) -> pd.DataFrame:
    """The cohorts with the quarters between them in which nothing started."""
    first, last = (_ordinal(str(label)) for label in (known["start_quarter"].min(), known["start_quarter"].max()))
    every = [f"{place // 4}-Q{place % 4 + 1}" for place in range(first, last + 1)]
    frame = known.set_index("start_quarter").reindex(every).rename_axis("start_quarter").reset_index()
    counts = ["initiatives", "costed", "over_cost", "judged", "below_plan"]
    return frame.fillna(dict.fromkeys(counts, 0))


def _ordinal(label: str) -> int:
    """2026-Q3 as a number of quarters."""
    return int(label[:4]) * 4 + int(label[-1]) - 1


def _why_not(cohorts: Listing) -> str:
    if cohorts.missing:
        return ""
    return (
        "A plan is compared where the list gives planned_cost and spend names the initiative, or where it gives "
        "planned_benefit and the tool is live and reported."
    )


def _pair(
    figure: go.Figure, viewport: Viewport, frame: pd.DataFrame, planned: str, actual: str, axis: str, colour: str
) -> None:
    places = list(range(len(frame)))
    texts = [_pair_spoken(row, planned, actual) for _, row in frame.iterrows()]
    figure.add_bar(
        x=places, y=frame[planned].tolist(), width=0.8, marker=outlined(viewport), yaxis=f"y{axis}", hoverinfo="skip"
    )
    figure.add_bar(
        x=places,
        y=frame[actual].tolist(),
        width=0.5,
        marker={"color": colour},
        yaxis=f"y{axis}",
        hovertext=texts,
        hoverinfo="text",
        customdata=opens("start_quarter", frame["start_quarter"]),
    )


def _panels(frame: pd.DataFrame, viewport: Viewport) -> list[tuple[str, str, str, str]]:
    """What is known of: its head, the column of what was planned and of what it is, its colour."""
    planned, actual, due, realised = (
        float(frame[name].sum()) for name in ("planned_cost", "actual_cost", "due", "realised")
    )
    found = []
    if int(frame["costed"].sum()):
        header = f"<b>Cost</b> {format.money(actual)} so far, {format.money(planned)} planned in all"
        found.append((header, "planned_cost", "actual_cost", viewport.context))
    if int(frame["judged"].sum()):
        header = f"<b>Value</b> {format.money(realised)} claimed, {format.money(due)} due by now"
        found.append((header, "due", "realised", viewport.accent))
    return found


def _finding(frame: pd.DataFrame, minimum_n: int) -> str:
    below, judged = int(frame["below_plan"].sum()), int(frame["judged"].sum())
    realised, due = float(frame["realised"].sum()), float(frame["due"].sum())
    if not judged:
        over, costed = int(frame["over_cost"].sum()), int(frame["costed"].sum())
        return f"No planned benefit is due or reported yet; {format.of(over, costed)} cost more than planned"
    sentence = (
        f"{format.of(below, judged)} that went live {format.inflect(below, 'is', 'are')} below their planned benefit"
    )
    if judged < minimum_n:
        return f"{sentence}: {format.TOO_FEW}"
    return f"{sentence}: {format.money(realised)} claimed of {format.money(due)} due"


def _reading(frame: pd.DataFrame, realisation: float) -> str:
    """How many are judged, and what the claim rests on: a plan is met by words as well as by money."""
    judged, over, costed = (int(frame[name].sum()) for name in ("judged", "over_cost", "costed"))
    parts = [f"n = {format.plural(judged, 'planned initiative')} that went live"] if judged else []
    kinds = {words: float(frame[f"claimed_{kind}"].sum()) for kind, words in format.EVIDENCE.items()}
    if split := ", ".join(f"{format.money(amount)} {words.lower()}" for words, amount in kinds.items() if amount):
        parts.append(f"claimed: {split}")
    if (hours := float(frame["claimed_from_hours"].sum())) and 0 < realisation < 1:
        parts.append(
            f"{format.money(hours)} of it from hours counted at {format.percent(realisation)}, "
            f"{format.money(hours / realisation)} in full"
        )
    if costed:
        parts.append(f"{format.of(over, costed)} cost more than planned")
    return "; ".join(parts)


def _pair_spoken(row: pd.Series, planned: str, actual: str) -> str:
    if pd.isna(row[planned]) and pd.isna(row[actual]):
        return ""
    word = "due" if planned == "due" else "planned"
    counted = (
        format.of(row["below_plan"], row["judged"]) if planned == "due" else format.of(row["over_cost"], row["costed"])
    )
    return (
        f"{format.money(_number(row[actual]))}, {format.money(_number(row[planned]))} {word}; {counted} "
        f"{'below plan' if planned == 'due' else 'over plan'}"
    )


def _spoken(row: pd.Series, month: str) -> str:
    parts = [
        ("cost", _pair_spoken(row, "planned_cost", "actual_cost")),
        ("value", _pair_spoken(row, "due", "realised")),
    ]
    return f"{format.quarter(str(row['start_quarter']), month)}: " + ", ".join(
        f"{name} {text}" for name, text in parts if text
    )


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
