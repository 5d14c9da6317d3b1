"""Do we spend what we planned, and what comes next?"""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.text import format, money
from components.theme import Drawn, Marker, Viewport, canvas, finish, hatched, nothing, opens, outlined, quarters, write
from queries import Listing

HEIGHT = 300
FEW = 6  # quarters of which each has room for its amount
NO_PLAN = "Rows of the spend sheet with basis = budget, and with basis = forecast for what is expected, would tell."


def chart(plan: Listing, viewport: Viewport) -> Drawn:
    """A bar for each quarter: spent solid, budget in outline around it, a forecast hatched where nothing is spent yet."""
    frame = plan.frame
    if plan.missing or frame.empty:
        return nothing("Spend and budget: not known yet", plan.missing or plan.view.needs)
    if frame[["budget", "forecast"]].isna().all(axis=None):
        return nothing("There is no budget to hold the spend against", subtitle=NO_PLAN)
    frame = frame.set_index("quarter_start").asfreq("QS-" + frame["quarter_start"].iloc[0].strftime("%b").upper())
    frame = frame.reset_index()  # a quarter nobody reported keeps its place, empty
    month = plan.scope.settings.get("fiscal_start_month", "1")
    labels = _labels(frame, plan)
    figure = canvas()
    kinds: list[tuple[str, str, float, Marker]] = [
        ("budget", "budget", 0.84, outlined(viewport)),
        ("actual", "spent", 0.56, {"color": viewport.accent}),
        ("forecast", "expected", 0.56, hatched(viewport)),
    ]
    for column, word, width, marker in kinds:
        amounts = pd.to_numeric(frame[column], errors="coerce")
        if column == "forecast":  # where it is spent already, what was expected is a tick
            amounts = amounts.where(frame["actual"].isna())
        if amounts.notna().any():
            figure.add_bar(
                x=list(range(len(frame))),
                y=amounts.tolist(),
                width=min(width, width * 0.25 * len(frame)),
                marker=marker,
                hoverinfo="text",
                hovertext=[
                    f"{format.quarter(label, month)}, {word}: {format.money(amount)}"
                    for label, amount in zip(labels, amounts, strict=True)
                ],
                customdata=opens("period", labels),
            )
    for place, row in enumerate(frame.to_dict("records")):
        if pd.notna(row["forecast"]) and pd.notna(row["actual"]):
            figure.add_scatter(
                x=[place - 0.42, place + 0.42],
                y=[row["forecast"]] * 2,
                mode="lines",
                hoverinfo="skip",
                line={"color": viewport.ink, "width": 2},
            )
    _names(figure, viewport, frame)
    figure.update_layout(barmode="overlay")
    quarters(figure, viewport, labels, month, tight=True)
    top = float(frame[["actual", "budget", "forecast"]].max().max())
    figure.update_yaxes(visible=False, range=[0, (top or 1.0) * 1.16])
    finding = _finding(frame, labels, month)
    spoken = "; ".join(
        f"{format.quarter(label, month)} {_spoken(row)}"
        for label, row in zip(labels, frame.to_dict("records"), strict=True)
    )
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 8}),
        finding=finding,
        subtitle=f"{_reading(frame)}, {money.currency(plan.scope)}, by the unit that pays",
        n=f"n = {format.plural(int(frame['sheet_rows'].sum()), 'row')}{_coverage(frame)}",
        alt=f"{finding}. {spoken}.",
    )


def _labels(frame: pd.DataFrame, plan: Listing) -> list[str]:
    """The quarters' names; one that no row stands for lies between its neighbours."""
    known = dict(zip(plan.frame["quarter_start"], plan.frame["period"], strict=True))
    return [str(known.get(start, "")) for start in frame["quarter_start"]]


def _finding(frame: pd.DataFrame, labels: list[str], month: str) -> str:
    ahead = frame[frame["actual"].isna() & (frame["forecast"].notna() | frame["budget"].notna())]
    if frame["actual"].isna().all():
        planned = float(frame["budget"].sum() or frame["forecast"].sum())
        span = format.join(dict.fromkeys(format.quarter(label, month) for label in (labels[0], labels[-1])), last="to")
        word = "budgeted" if frame["budget"].notna().any() else "expected"
        return f"{format.money(planned)} is {word} for {span}; nothing is known to have been spent"
    sentence = _against_budget(frame)
    expected = ahead["forecast"].dropna()
    if len(expected):
        first = labels[int(expected.index[0])]
        sentence += f"; {format.money(float(expected.iloc[0]))} is expected in {format.quarter(first, month)}"
    return sentence


def _against_budget(frame: pd.DataFrame) -> str:
    """What was spent beyond the budgets: by units that have one, and by units without one while others have one."""
    spent = float(frame["actual"].sum())
    if frame["variance"].isna().all():
        reason = "is not held against a budget" if frame["budget"].notna().any() else "has no budget to compare it with"
        return f"We spent {format.money(spent)}, which {reason}"
    budgeted, planned = float(frame["budgeted_actual"].sum()), float(frame["budgeted"].sum())
    variance, unbudgeted = float(frame["variance"].sum()), float(frame["unbudgeted"].sum())
    if unbudgeted:
        whole = f"We spent {format.money(abs(variance))} {'beyond' if variance > 0 else 'below'} budget"
        if format.money(variance) == format.money(0.0):
            whole = "We spent what was budgeted in all"
        if format.money(budgeted - planned) == format.money(0.0):
            return f"{whole}, all of it by units without one" if variance > 0 else f"{whole}, by units without one"
        more = "more" if budgeted > planned else "less"
        return (
            f"{whole}: {format.money(abs(budgeted - planned))} {more} than budgeted, "
            f"and {format.money(unbudgeted)} by units without a budget"
        )
    share = abs(budgeted / planned - 1) if planned > 0 else None
    if share is not None and format.percent(share) == format.percent(0.0):
        return f"We spent what was budgeted: {format.money(budgeted)}"
    size = format.money(abs(variance)) if share is None else format.percent(share)
    return (
        f"We spent {size} {'more' if variance >= 0 else 'less'} than budgeted: "
        f"{format.money(budgeted)} against {format.money(planned)}"
    )


def _coverage(frame: pd.DataFrame) -> str:
    """Beside the number of rows: how much stood against a budget, and of how many budgets nothing was reported."""
    said = money.covered(float(frame["budgeted_actual"].sum()), float(frame["actual"].sum()))
    waiting = int(frame["units_not_reported"].sum())
    parts = [
        said if frame["variance"].notna().any() else "",
        f"of {format.plural(waiting, 'budgeted quarter')} of a unit nothing was reported" if waiting else "",
    ]
    return "".join(f"; {part}" for part in parts if part)


def _reading(frame: pd.DataFrame) -> str:
    parts = [
        "solid: spent" if frame["actual"].notna().any() else "",
        "outline: budget" if frame["budget"].notna().any() else "",
        "hatched: expected" if (frame["forecast"].notna() & frame["actual"].isna()).any() else "",
        "tick: what had been expected" if (frame["forecast"].notna() & frame["actual"].notna()).any() else "",
    ]
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _names(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame) -> None:
    """The amounts of each quarter; of many only the last and the dearest."""
    tops = frame[["actual", "budget", "forecast"]].max(axis=1)
    main = frame["actual"].fillna(frame["forecast"]).fillna(frame["budget"])
    if main.isna().all():
        return
    known = [int(place) for place in main.dropna().index]
    for place in known if len(frame) <= FEW else sorted({int(main.idxmax()), known[-1]}):
        write(
            figure,
            viewport,
            format.money(float(main[place])),
            x=place,
            y=float(tops[place]),
            yshift=10,
            xanchor="center",
            colour=viewport.ink,
        )


def _spoken(row: Mapping[str, float]) -> str:
    parts = [
        f"{word} {format.money(float(row[column]))}"
        for column, word in (("actual", "spent"), ("budget", "budget"), ("forecast", "expected"))
        if pd.notna(row[column])
    ]
    return ", ".join(parts) or "nothing reported"
