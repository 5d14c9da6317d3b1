"""How much of what is claimed is left, once it is weighed by its evidence?"""

import plotly.graph_objects as go

from components.text import format
from components.text.money import currency
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

ROW = 44
LEVELS = {
    "claimed": "Claimed",
    "risk_adjusted": "Risk-adjusted",
    "evidenced": "Evidenced",
    "cash": "Evidenced cash",
}
STEPS = {"unevidenced": "only modelled or self-reported", "soft": "cost avoided and productivity"}


def chart(bridge: Listing, viewport: Viewport) -> Drawn:
    """A bar for each level and, between them, what each step takes off, from claimed down to evidenced cash."""
    frame = bridge.frame
    if bridge.missing or frame.empty:
        return nothing("What came back is not known yet", bridge.missing, _why_not(bridge))
    steps = [
        (str(step), float(amount), int(rows))
        for step, amount, rows in zip(frame["step"], frame["amount"], frame["sheet_rows"], strict=True)
        if step in LEVELS or abs(amount) >= 0.5
    ]
    levels = {step: amount for step, amount, _ in steps if step in LEVELS}
    figure = canvas()
    reached, ends = 0.0, [0.0]
    for row, (step, amount, rows) in enumerate(steps):
        place = len(steps) - 1 - row
        start = 0.0 if step in LEVELS else reached
        reached = amount if step in LEVELS else reached + amount
        ends += [start, reached]
        _bar(figure, viewport, place, step, start, reached, rows)
        _name(figure, viewport, place, step, amount, _why(bridge, step, rows, viewport))
    low, high = min(ends), max(ends)
    span = (high - low) or 1
    figure.update_xaxes(visible=False, range=[low - 0.002 * span, high + 0.002 * span])
    figure.update_yaxes(visible=False, range=[-0.5, len(steps) - 0.5])
    finding = _finding(levels)
    return Drawn(
        finish(figure, viewport, height=ROW * len(steps) + 12),
        finding=finding,
        subtitle=f"Value from the beginning, {currency(bridge.scope)}: what each weaker kind of evidence takes off",
        n=f"n = {format.plural(steps[0][2], 'row')} of benefits",
        alt=f"{finding}. {'; '.join(f'{_called(step)} {format.money(amount)}' for step, amount, _ in steps)}.",
    )


def _why_not(bridge: Listing) -> str:
    return "" if bridge.missing else "No row of benefits in what is shown carries an amount of money."


def _finding(levels: dict[str, float]) -> str:
    claimed, adjusted, evidenced, cash = (levels[name] for name in LEVELS)
    if claimed <= 0:
        return f"What is claimed nets to {format.money(claimed)}; {format.money(cash)} of it is evidenced cash"
    if adjusted == claimed == evidenced:
        return f"All of the {format.money(claimed)} claimed is confirmed; {format.money(cash)} of it is cash"
    return (
        f"Of {format.money(claimed)} claimed, {format.money(adjusted)} is left when weighed by its evidence; "
        f"{format.money(cash)} is evidenced cash"
    )


def _called(step: str) -> str:
    return LEVELS.get(step) or f"less {STEPS.get(step) or format.EVIDENCE.get(step, step).lower()}"


def _bar(figure: go.Figure, viewport: Viewport, place: int, step: str, start: float, end: float, rows: int) -> None:
    is_level = step in LEVELS
    colour = viewport.accent if step == "risk_adjusted" else viewport.context if is_level else viewport.range
    figure.add_bar(
        base=[min(start, end)],
        x=[abs(end - start)],
        y=[place - 0.2],
        orientation="h",
        width=0.36,
        marker={
            "color": colour,
            "line": {"color": viewport.grey if not is_level else colour, "width": 0 if is_level else 1},
        },
        hovertext=[
            format.escape_html(
                f"{_called(step)}: {format.money(end if is_level else end - start)}, {format.plural(rows, 'row')}"
            )
        ],
        hoverinfo="text",
        customdata=opens("evidence", [step]) if step in format.EVIDENCE else None,
    )


def _why(bridge: Listing, step: str, rows: int, viewport: Viewport) -> str:
    """What a step takes off, and why: modelled, counted at 40 %."""
    if step in STEPS:
        return STEPS[step]
    factor = bridge.scope.settings.get(f"factor_{step}")
    at = f", counted at {format.percent(float(factor))}" if factor else ""
    counted = "" if viewport.is_narrow else f"{format.DOT}{format.plural(rows, 'row')}"
    return f"{format.EVIDENCE.get(step, step).lower()}{at}{counted}"


def _name(figure: go.Figure, viewport: Viewport, place: int, step: str, amount: float, why: str) -> None:
    if step in LEVELS:
        colour = viewport.accent if step == "risk_adjusted" else viewport.ink
        text = f"<b>{LEVELS[step]} {format.money(amount)}</b>"
    else:
        colour, text = viewport.grey, f"{format.money(amount)} {why}"
    write(figure, viewport, text, x=0, xref="paper", y=place + 0.24, xshift=-3, colour=colour)
