"""Which contracts can be cut, and by when? A calendar of the next twelve months."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal, TypedDict

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.text.money import currency
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

ROW, NARROW_ROW = 34, 50
READING_FROM = 0.38  # of the width: the bars end here and what they say begins
MONTHS = 12
Amount = Literal["annual_cost", "reclaimable"]


class Contract(TypedDict):
    """A tool's seats in a unit, which renew on a day; what they cost, and what of it nobody uses."""

    renewal_on: pd.Timestamp
    tool: str
    business_unit: str
    owner: str | None
    annual_cost: float
    reclaimable: float
    in_grace: bool
    is_hidden: bool


def chart(contracts: Listing, viewport: Viewport) -> Drawn:
    """A line for each month: the yearly price of what renews in it, what nobody uses in red, and whose it is."""
    frame = contracts.frame
    if contracts.missing:
        return nothing("Renewals: not known yet", contracts.missing)
    if frame.empty:
        return nothing("No contract renews within twelve months", subtitle="As far as the adoption sheets say.")
    months = _months(contracts.scope.until)
    rows: dict[str, list[Contract]] = {
        month: frame[frame["renewal_month"] == month].to_dict("records") for month in months
    }
    full = {month: found for month, found in rows.items() if found}
    if viewport.is_narrow:  # no room for months without a renewal
        months = list(full)
    places = {month: len(months) - 1 - index for index, month in enumerate(months)}
    figure = canvas()
    _bars(figure, viewport, full, places)
    for month, found in full.items():
        _say(figure, viewport, month, found, places[month])
    _axes(figure, viewport, places, max(_sum(found, "annual_cost") for found in full.values()))
    finding, first = _finding(frame), frame.iloc[0]
    return Drawn(
        finish(
            figure,
            viewport,
            height=(NARROW_ROW if viewport.is_narrow else ROW) * len(months) + 16,
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
        ),
        finding=finding,
        subtitle=f"What renews in each month, at the price of a year, {currency(contracts.scope)}; in red what nobody uses",
        n=format.plural(len(frame), "contract"),
        alt=f"{finding}. The first is {first['tool']} in {first['business_unit']} on {format.date(first['renewal_on'].date())}.",
    )


def _finding(frame: pd.DataFrame) -> str:
    reclaimable = float(pd.to_numeric(frame["reclaimable"]).sum())
    if reclaimable > 0:
        return f"{format.money(reclaimable)} a year of seats nobody uses renews within twelve months"
    renewing = (
        f"{format.plural(len(frame), 'contract')} {format.inflect(len(frame), 'renews', 'renew')} within twelve months"
    )
    if frame["reclaimable"].isna().all():
        return f"{renewing}; how much of {format.inflect(len(frame), 'it', 'them')} is unused is not known"
    return f"{renewing}, none with unused seats"


def _bars(figure: go.Figure, viewport: Viewport, full: Mapping[str, list[Contract]], places: Mapping[str, int]) -> None:
    """What renews in each month and, over it, what of that nobody uses."""
    bars: tuple[tuple[Amount, str], ...] = (("annual_cost", viewport.context), ("reclaimable", viewport.red))
    for amount, colour in bars:
        figure.add_bar(
            x=[_sum(found, amount) for found in full.values()],
            y=[places[month] - (0.2 if viewport.is_narrow else 0.0) for month in full],
            orientation="h",
            width=0.3 if viewport.is_narrow else 0.5,
            marker={"color": colour},
            hoverinfo="text",
            hovertext=[format.escape_html("; ".join(map(_spoken, found))) for found in full.values()],
            customdata=opens("renewal_month", full),
        )


def _axes(figure: go.Figure, viewport: Viewport, places: Mapping[str, int], dearest: float) -> None:
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(
        visible=False, range=[0, (dearest or 1.0) * 1.01], domain=[0, 1 if viewport.is_narrow else READING_FROM]
    )
    figure.update_yaxes(
        visible=not viewport.is_narrow,
        tickmode="array",
        tickvals=list(places.values()),
        ticktext=[_name(month) for month in places],
        tickfont={"color": viewport.ink},
        linecolor="rgba(0,0,0,0)",
        range=[-0.6, len(places) - (0.3 if viewport.is_narrow else 0.4)],
    )


def _months(until: dt.date) -> list[str]:
    """The months from the day after the last quarter on."""
    first = until + dt.timedelta(days=1)
    numbers = [first.year * 12 + first.month - 1 + step for step in range(MONTHS)]
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]


def _sum(contracts: list[Contract], column: Amount) -> float:
    return float(sum(contract[column] for contract in contracts if pd.notna(contract[column])))


def _name(month: str) -> str:
    return f"{dt.date.fromisoformat(f'{month}-01'):%b %Y}"


def _say(figure: go.Figure, viewport: Viewport, month: str, contracts: list[Contract], place: int) -> None:
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


def _short(contract: Contract) -> str:
    """DeskMate, Retail (Digital Stores programme): 538k of 720k unused."""
    owner = f" ({contract['owner']})" if isinstance(contract["owner"], str) and contract["owner"] else ""
    return f"{contract['tool']}, {contract['business_unit']}{owner}: {_state(contract)}"


def _state(contract: Contract) -> str:
    price, unused = contract["annual_cost"], contract["reclaimable"]
    if contract["in_grace"]:
        return "new, not judged"
    if contract["is_hidden"]:
        return format.HIDDEN
    if pd.isna(price) or pd.isna(unused):
        return "price or users not known"
    return f"{format.money(float(unused))} of {format.money(float(price))} unused"


def _spoken(contract: Contract) -> str:
    return f"{_short(contract)}, on {format.date(contract['renewal_on'].date())}"
