"""In which units is money stranded, and what stands behind the rest?"""

from components.text import format
from components.text.money import POSITIONS, currency, share_of, unlinked_finding
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

ROW = 46
MOST = 14
ORDER = ("stranded", "live", "paid_back", "in_flight", "enabling", "unlinked")


def chart(positions: Listing, viewport: Viewport) -> Drawn:
    """A bar for each unit, as long as its money, what is stranded in red at its beginning; most stranded above."""
    frame = positions.frame
    if positions.missing or frame.empty:
        return nothing("Where each unit's money is: not known yet", positions.missing or positions.view.needs)
    table = frame.pivot_table(index="business_unit", columns="position", values="amount", aggfunc="sum").fillna(0.0)
    table = table.reindex(columns=[name for name in ORDER if name in table.columns])
    stranded = table["stranded"] if "stranded" in table else table.sum(axis=1) * 0
    order = stranded.sort_values(ascending=False, kind="stable").index
    whole = float(table.to_numpy().sum())
    unknown = unlinked_finding(table.columns, whole) if whole > 0 else ""
    said = {str(unit): _said(float(stranded[unit]), float(table.loc[unit].sum()), bool(unknown)) for unit in order}
    shown = table.loc[order].head(MOST).clip(lower=0)  # what came back cannot be drawn
    figure = canvas()
    colours = _colours(viewport)
    places = list(range(len(shown)))[::-1]
    for name in shown.columns:
        amounts = shown[name].tolist()
        figure.add_bar(
            x=amounts,
            y=[place - 0.16 for place in places],
            orientation="h",
            width=0.36,
            marker=colours[name],
            hoverinfo="text",
            customdata=opens("business_unit", shown.index),
            hovertext=[
                format.escape_html(f"{unit}, {POSITIONS[name].lower()}: {format.money(amount)}")
                for unit, amount in zip(shown.index, amounts, strict=True)
            ],
        )
    for place, unit in zip(places, shown.index, strict=True):
        name = format.escape_html(format.shorten(str(unit), 22 if viewport.is_narrow else 40))
        write(
            figure,
            viewport,
            f'<b>{name}</b>&nbsp; <span style="color:{viewport.grey}">{said[str(unit)]}</span>',
            x=0,
            xshift=-3,
            y=place + 0.24,
        )
    write(
        figure,
        viewport,
        _key(shown.columns.tolist(), viewport),
        x=0,
        xref="paper",
        y=1,
        yref="paper",
        yanchor="bottom",
        xshift=-3,
        yshift=4,
        size=SMALL,
    )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(visible=False, range=[0, (float(shown.sum(axis=1).max()) or 1.0) * 1.001])
    figure.update_yaxes(visible=False, range=[-0.5, len(shown) - 0.5])
    left_out = f"; the {MOST} units with most of it, of {len(table)}" if len(table) > MOST else ""
    finding = unknown or _finding(stranded.sort_values(ascending=False, kind="stable").to_dict())
    spoken = "; ".join(f"{unit} {note}" for unit, note in said.items())
    return Drawn(
        finish(
            figure,
            viewport,
            height=ROW * len(shown) + (54 if viewport.is_narrow else 36),
            margin={"l": 4, "r": 0, "t": 42 if viewport.is_narrow else 26, "b": 0},
        ),
        finding=finding,
        subtitle=f"Actual spend from the beginning, {currency(positions.scope)}, by the unit it was spent for{left_out}",
        n=format.plural(len(table), "unit"),
        alt=f"{finding}. {'Spent' if unknown else 'Stranded, of all'}: {spoken}.",
    )


def _said(lost: float, whole: float, is_unknown: bool) -> str:
    """What is stranded of all, with its share; all alone where nothing is known of what became of it."""
    if is_unknown:
        return format.money(whole)
    share = share_of(lost, whole)
    return f"{format.money(lost)} of {format.money(whole)}" + ("" if share is None else f", {format.percent(share)}")


def _finding(stranded: dict[str, float]) -> str:
    whole = sum(stranded.values())
    if whole <= 0:
        return "No unit's money is known to be stranded"
    unit, most = next(iter(stranded.items()))
    having = sum(amount > 0 for amount in stranded.values())
    if having == 1:
        return f"All of the stranded {format.money(most)} is {unit}'s"
    return f"{format.percent(most / whole)} of what is stranded is {unit}'s: {format.money(most)}"


def _colours(viewport: Viewport) -> dict[str, dict[str, object]]:
    edge = {"width": 1, "color": viewport.paper}
    return {
        "stranded": {"color": viewport.red, "line": edge},
        "live": {"color": viewport.accent, "line": edge},
        "paid_back": {"color": viewport.ink, "line": edge},
        "in_flight": {"color": viewport.range, "line": edge},
        "enabling": {"color": viewport.context, "line": edge},
        "unlinked": {
            "color": viewport.line,
            "line": edge,
            "pattern": {"shape": "/", "fgcolor": viewport.grey, "size": 5, "solidity": 0.15, "fillmode": "overlay"},
        },
    }


def _key(names: list[str], viewport: Viewport) -> str:
    """What the parts of a bar are, in their order, each with its colour."""
    signs = {"unlinked": "▨"}
    parts = [
        f'<span style="color:{viewport.grey if name == "unlinked" else _colours(viewport)[name]["color"]}">'
        f"{signs.get(name, '■')}</span> {POSITIONS[name]}"
        for name in names
    ]
    if not viewport.is_narrow or len(parts) < 4:
        return "&nbsp;&nbsp; ".join(parts)
    return "&nbsp;&nbsp; ".join(parts[:3]) + "<br>" + "&nbsp;&nbsp; ".join(parts[3:])
