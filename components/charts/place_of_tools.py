"""Is a tool used more where it is inside the work than where it is a place of its own?"""

import pandas as pd

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import BENCHMARKS, Answer, Listing, Row

ROW = 112
KINDS = ((True, "Inside what people already use"), (False, "A place of its own"))


def chart(listing: Listing, inside: Answer, separate: Answer, viewport: Viewport) -> Drawn:
    """Two rows, a dot for each tool in a unit: the people who use it, of those it is meant for; a bar for them together."""
    frame = listing.frame
    known = frame[frame["embedded"].notna() & frame["active_share"].notna()] if len(frame) else frame
    known = known[known["in_grace"] != True] if len(known) else known  # noqa: E712 - three-valued
    if listing.missing or known.empty:
        lacking = [need for answer in (inside, separate) for need in answer.missing]
        return nothing(
            "Whether it matters where a tool is, is not known yet",
            listing.missing or list(dict.fromkeys(lacking)),
            ""
            if lacking or listing.missing
            else "Not enough data: needs adoption.embedded with headcount and active users.",
        )
    figure = canvas()
    pooled = {True: inside, False: separate}
    quoted = BENCHMARKS["separate_adoption"]
    for place, (kind, name) in zip((1, 0), KINDS, strict=True):
        rows = known[known["embedded"].astype(bool) == kind]
        row = pooled[kind].last
        figure.add_scatter(
            x=[0, 1], y=[place, place], mode="lines", hoverinfo="skip", line={"color": viewport.line, "width": 1}
        )
        if not kind:
            figure.add_shape(
                type="rect",
                x0=quoted.low,
                x1=quoted.high,
                y0=place - 0.2,
                y1=place + 0.2,
                fillcolor=viewport.range,
                opacity=0.55,
                line={"width": 0},
                layer="below",
            )
        finding = _pooled(row)
        write(figure, viewport, f"<b>{name}</b>", x=0, y=place + 0.4, size=SMALL)
        write(figure, viewport, finding, x=0, y=place - 0.36, size=SMALL, colour=viewport.grey)
        if rows.empty:
            continue
        figure.add_scatter(
            x=rows["active_share"].clip(upper=1).tolist(),
            y=[place] * len(rows),
            mode="markers",
            cliponaxis=False,
            marker={"size": 10, "color": viewport.context, "line": {"color": viewport.grey, "width": 1}},
            hovertext=[format.escape_html(_spoken(row)) for _, row in rows.iterrows()],
            hoverinfo="text",
            customdata=opens("business_unit", rows["business_unit"]),
        )
        if row is not None and row.value is not None:
            figure.add_shape(
                type="line",
                x0=row.value,
                x1=row.value,
                y0=place - 0.24,
                y1=place + 0.24,
                line={"color": viewport.accent, "width": 3},
            )
    ticks = [0, 0.25, 0.5, 0.75, 1]
    figure.update_yaxes(visible=False, range=[-0.6, 1.6])
    figure.update_xaxes(
        range=[-0.02, 1.04], tickmode="array", tickvals=ticks, ticktext=[format.percent(at) for at in ticks]
    )
    finding = _finding(inside, separate)
    return Drawn(
        finish(figure, viewport, height=ROW * 2 + 44),
        finding=finding,
        subtitle=f"Active users of those a tool is meant for, in the last period; a dot for each tool in a unit, the line all "
        f"of a kind; band: quoted for separate tools, {format.interval(quoted.low, quoted.high)}",
        n=f"n = {format.plural(len(known), 'tool')} in units; users of several tools count with each",
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in known.iterrows())}.",
    )


def _pooled(row: Row | None) -> str:
    if row is None or row.value is None:
        return format.HIDDEN if row is not None and row.state == "suppressed" else "no such tool with known use"
    return f"{format.percent(row.value)}, {format.of(row.numerator, row.denominator)}"


def _finding(inside: Answer, separate: Answer) -> str:
    within, other = inside.last, separate.last
    if within is not None and within.value is not None and other is not None and other.value is not None:
        return (
            f"Tools inside the work are used by {format.percent(within.value)} of their people, separate ones by "
            f"{format.percent(other.value)}"
        )
    if other is not None and other.value is not None:
        return f"Tools that are a place of their own are used by {format.percent(other.value)} of their people"
    if within is not None and within.value is not None:
        return f"Tools inside the work are used by {format.percent(within.value)} of their people"
    return f"The use of tools by where they are is {format.HIDDEN}"


def _spoken(row: pd.Series) -> str:
    kind = "inside the work" if row["embedded"] else "a place of its own"
    counts = format.of(row["active_users"], row["headcount"])
    return f"{row['tool']} in {row['business_unit']}, {kind}: {format.percent(row['active_share'])} ({counts})"
