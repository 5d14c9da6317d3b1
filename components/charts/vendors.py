"""How much depends on one vendor?"""

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.text.money import currency, share_of
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens
from queries import Listing

MOST = 8


def chart(paid: Listing, viewport: Viewport) -> Drawn:
    """A bar for each vendor, the largest above and in the accent; the smaller ones together, what names none hatched."""
    frame = paid.frame[paid.frame["amount"] > 0] if len(paid.frame) else paid.frame
    named = frame[frame["is_named"].astype(bool)] if len(frame) else frame
    if paid.missing or named.empty:
        return nothing("How much depends on one vendor is not known yet", paid.missing or paid.view.needs)
    whole = float(paid.frame["amount"].sum())
    bars: list[Bar] = []
    for row in named.head(MOST).to_dict("records"):
        units = "" if viewport.is_narrow else f"{format.DOT}{format.plural(row['units'], 'unit')}"
        text = f"{_share(float(row['amount']), whole)}{units}"
        name = format.escape_html(format.shorten(str(row["vendor"]), 22 if viewport.is_narrow else 40))
        bars.append(
            Bar(
                name,
                text,
                float(row["amount"]),
                format.escape_html(f"{row['vendor']} {text}"),
                not bars,
                opens=opens("vendor", [row["vendor"]])[0],
            )
        )
    rest, nobody = named.iloc[MOST:], frame[~frame["is_named"].astype(bool)]
    if len(rest):
        text = _share(float(rest["amount"].sum()), whole)
        bars.append(Bar(format.plural(len(rest), "other"), text, float(rest["amount"].sum()), text))
    if len(nobody):
        text = _share(float(nobody["amount"].sum()), whole)
        bars.append(Bar("No vendor named", text, float(nobody["amount"].sum()), text, is_hatched=True))
    figure = canvas()
    height = rows(figure, viewport, bars)
    finding = _finding(named["vendor"].tolist(), named["amount"].tolist(), whole)
    return Drawn(
        finish(figure, viewport, height=height, margin={"l": 4}),
        finding=finding,
        subtitle=f"Actual spend by vendor, {currency(paid.scope)}, and its share of all spend in the quarters shown; "
        "what names no vendor may be people of our own"
        f"{_refunded(paid.frame)}",
        n=f"n = {format.plural(int(paid.frame['sheet_rows'].sum()), 'row')}, {format.plural(len(named), 'vendor')}",
        alt=f"{finding}. {'; '.join(f'{row.vendor} {_share(float(row.amount), whole)}' for row in frame.head(MOST).itertuples())}.",
    )


def _share(amount: float, whole: float) -> str:
    share = share_of(amount, whole)
    return format.money(amount) if share is None else f"{format.money(amount)}, {format.percent(share)}"


def _finding(names: list[str], amounts: list[float], whole: float) -> str:
    largest, three = share_of(amounts[0], whole), share_of(sum(amounts[:3]), whole)
    if largest is None:
        return f"Most goes to {names[0]}"
    first = f"{names[0]} takes {format.percent(largest)} of all spend"
    if len(names) < 4 or three is None:
        return first
    return f"{first}, the three largest vendors {format.percent(three)}"


def _refunded(paid: pd.DataFrame) -> str:
    """What came back from vendors that no bar shows; empty where nothing did."""
    refunds = paid[paid["amount"] < 0]
    if refunds.empty:
        return ""
    return f"; {format.money(-float(refunds['amount'].sum()))} came back from {format.plural(len(refunds), 'other')}, not drawn"
