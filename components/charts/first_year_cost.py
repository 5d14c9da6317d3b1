"""What does the first year of an initiative cost that reaches production?"""

from components.charts.layouts.swarms import Dot, Swarm, swarms
from components.text import format
from components.text.money import currency
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, write
from queries import BENCHMARKS, Listing

MOST = 12
QUOTED = BENCHMARKS["motion_cost"]


def chart(years: Listing, viewport: Viewport) -> Drawn:
    """A dot for each initiative that reached production, by unit; what is quoted of others in outline, never scored."""
    frame = years.frame
    reached = frame[frame["ever_production"].eq(True)] if len(frame) else frame
    over = reached[reached["is_over"]] if len(reached) else reached
    if years.missing or over.empty:
        return nothing("What a first year costs is not known yet", years.missing, _why_not(years, len(reached)))
    units = over.groupby("business_unit").size().sort_values(ascending=False, kind="stable").index[:MOST]
    rows = []
    for unit in units:
        cases = over[over["business_unit"] == unit]
        mean = float(cases["first_year_spent"].mean())
        dots = [
            Dot(max(0.0, float(cost)), str(key), format.escape_html(f"{name}: {format.money(cost)}"), True)
            for key, name, cost in zip(cases["initiative_id"], cases["name"], cases["first_year_spent"], strict=True)
        ]
        note = f"{format.money(mean)} each, {format.plural(len(cases), 'initiative')}"
        rows.append(Swarm(str(unit), note, dots, mean))
    rows.sort(key=lambda row: -(row.together or 0))
    in_dollars = currency(years.scope) == "USD"
    low, high = float(over["first_year_spent"].min()), float(over["first_year_spent"].max())
    figure = canvas()
    height = swarms(figure, viewport, rows, max(high, QUOTED.high if in_dollars else 0.0) * 1.02, "initiative_id")
    quoted = format.benchmark(QUOTED.low, QUOTED.high, QUOTED.unit)
    if in_dollars:
        for edge in (QUOTED.low, QUOTED.high):
            figure.add_vline(x=edge, line={"color": viewport.line, "width": 1, "dash": "dot"}, layer="below")
        write(
            figure,
            viewport,
            f"quoted {quoted}, of others",
            x=(QUOTED.low + QUOTED.high) / 2,
            y=1,
            yref="paper",
            yanchor="bottom",
            xanchor="center",
            colour=viewport.grey,
            size=SMALL,
        )
    each = float(over["first_year_spent"].mean())
    sentence = f"The first year of one that reached production cost {format.money(each)}"
    if len(over) > 1:
        sentence += f" each: from {format.money(low)} to {format.money(high)}"
    young = len(reached) - len(over)
    return Drawn(
        finish(figure, viewport, height=height + 28, margin={"t": 26, "l": 4, "r": 4, "b": 0}),
        finding=sentence,
        subtitle=f"Linked spend of the first four quarters, {currency(years.scope)}; tick: the unit together; quoted "
        f"beside, not scored: {quoted} for one high-value programme of a mid-market company, no source named",
        n=f"n = {format.plural(len(over), 'initiative')}"
        + (f"; {format.count(young)} more {format.inflect(young, 'is', 'are')} in the first year" if young else ""),
        alt=f"{sentence}. By unit: {'; '.join(f'{row.name} {row.note}' for row in rows)}.",
    )


def _why_not(years: Listing, young: int) -> str:
    if years.missing:
        return ""
    if young:
        return f"{format.plural(young, 'initiative')} reached production, none with a first year of spend that is over."
    return "No initiative that money was linked to has reached production."
