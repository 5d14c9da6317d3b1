"""Which contracts can be cut, and by when? A calendar of the next twelve months."""

import datetime as dt
from typing import Any

import pandas as pd

from components.text import format
from components.text.money import currency
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

ROW, NARROW_ROW = 34, 50
READING_FROM = 0.38  # of the width: the bars end here and what they say begins
MONTHS = 12


def chart(contracts: Listing, viewport: Viewport) -> Drawn:
    """A line for each month: the yearly price of what renews in it, what nobody uses in red, and whose it is."""
    frame = contracts.frame
    if contracts.missing:
        return nothing("Renewals: not known yet", contracts.missing)
    if frame.empty:
        return nothing("No contract renews within twelve months", subtitle="As far as the adoption sheets say.")
    months = _months(contracts.scope.until)
    by_month = {month: frame[frame["renewal_month"] == month].to_dict("records") for month in months}
    if viewport.is_narrow:  # no room for months without a renewal
        months = [month for month in months if by_month[month]]
    places = {month: len(months) - 1 - index for index, month in enumerate(months)}
    full = [month for month in months if by_month[month]]
    shift = -0.2 if viewport.is_narrow else 0.0
    figure = canvas()
    for column, colour in (("annual_cost", viewport.context), ("reclaimable", viewport.red)):
        figure.add_bar(
            x=[_sum(by_month[month], column) for month in full],
            y=[places[month] + shift for month in full],
            orientation="h",
            width=0.3 if viewport.is_narrow else 0.5,
            marker={"color": colour},
            hoverinfo="text",
            hovertext=[
                format.escape_html("; ".join(_spoken(contract) for contract in by_month[month])) for month in full
            ],
            customdata=opens("renewal_month", full),
        )
    for month in full:
        _say(figure, viewport, month, by_month[month], places[month])
    dearest = max(_sum(by_month[month], "annual_cost") for month in full)
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(
        visible=False, range=[0, (dearest or 1.0) * 1.01], domain=[0, 1 if viewport.is_narrow else READING_FROM]
    )
    figure.update_yaxes(
        visible=not viewport.is_narrow,
        tickmode="array",
        tickvals=[places[month] for month in months],
        ticktext=[_name(month) for month in months],
        tickfont={"color": viewport.ink},
        linecolor="rgba(0,0,0,0)",
        range=[-0.6, len(months) - (0.3 if viewport.is_narrow else 0.4)],
    )
    reclaimable = float(pd.to_numeric(frame["reclaimable"]).sum())
    first = frame.iloc[0]
    renewing = (
        f"{format.plural(len(frame), 'contract')} {format.inflect(len(frame), 'renews', 'renew')} within twelve months"
    )
    if reclaimable > 0:
        sentence = f"{format.money(reclaimable)} a year of seats nobody uses renews within twelve months"
    elif frame["reclaimable"].isna().all():
        sentence = f"{renewing}; how much of {format.inflect(len(frame), 'it', 'them')} is unused is not known"
    else:
        sentence = f"{renewing}, none with unused seats"
    return Drawn(
        finish(
            figure,
            viewport,
            height=(NARROW_ROW if viewport.is_narrow else ROW) * len(months) + 16,
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
        ),
        finding=sentence,
        subtitle=f"What renews in each month, at the price of a year, {currency(contracts.scope)}; in red what nobody uses",
        n=format.plural(len(frame), "contract"),
        alt=f"{sentence}. The first is {first['tool']} in {first['business_unit']} on {format.date(first['renewal_on'].date())}.",
    )


def _months(until: dt.date) -> list[str]:
    """The months from the day after the last quarter on."""
    first = until + dt.timedelta(days=1)
    numbers = [first.year * 12 + first.month - 1 + step for step in range(MONTHS)]
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]


def _sum(contracts: list[dict[Any, Any]], column: str) -> float:
    return float(sum(contract[column] for contract in contracts if pd.notna(contract[column])))


def _name(month: str) -> str:
    return f"{dt.date.fromisoformat(f'{month}-01'):%b %Y}"


def _say(figure: Any, viewport: Viewport, month: str, contracts: list[dict[Any, Any]], place: int) -> None:
    """Whose contracts renew, the one with most to reclaim first."""
    order = sorted(
        contracts, key=lambda contract: -(contract["reclaimable"] if pd.notna(contract["reclaimable"]) else 0.0)
    )
    if viewport.is_narrow:
        more = f" +{len(order) - 1}" if len(order) > 1 else ""
        name = format.escape_html(format.shorten(f"{order[0]['tool']}, {order[0]['business_unit']}", 24))
        unused = _sum(order, "reclaimable")
        money = f" {format.money(unused)} unused" if unused > 0 else ""
        write(figure, viewport, f"<b>{_name(month)}</b> {name}{more}{money}", x=0, y=place + 0.2, size=SMALL)
        return
    others = [f"{contract['tool']}, {contract['business_unit']}" for contract in order[1:]]
    more = (
        f"; also {format.join(others[:2])}{f' and {len(others) - 2} more' if len(others) > 2 else ''}" if others else ""
    )
    text = format.escape_html(format.shorten(f"{_short(order[0])}{more}", 110))
    write(figure, viewport, text, x=READING_FROM + 0.02, xref="paper", y=place, size=SMALL)


def _short(contract: dict[Any, Any]) -> str:
    """DeskMate, Retail (Digital Stores programme): 538k of 720k unused."""
    owner = f" ({contract['owner']})" if isinstance(contract["owner"], str) and contract["owner"] else ""
    return f"{contract['tool']}, {contract['business_unit']}{owner}: {_state(contract)}"


def _state(contract: dict[Any, Any]) -> str:
    price, unused = contract["annual_cost"], contract["reclaimable"]
    if contract["in_grace"]:
        return "new, not judged"
    if contract["is_hidden"]:
        return format.HIDDEN
    if pd.isna(price) or pd.isna(unused):
        return "price or users not known"
    return f"{format.money(float(unused))} of {format.money(float(price))} unused"


def _spoken(contract: dict[Any, Any]) -> str:
    return f"{_short(contract)}, on {format.date(contract['renewal_on'].date())}"
