"""Which contracts can be cut, and by when?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import words
from components.house import SMALL, Drawn, Look, canvas, finish, nothing, write
from components.money import currency
from queries import Listing

ROW = 58
MOST = 8


def renewals(contracts: Listing, look: Look) -> Drawn:
    """A bar for each contract's yearly price, what nobody uses in red, in the order of their renewal."""
    frame = contracts.frame
    if contracts.missing:
        return nothing("Renewals: not known yet", contracts.missing)
    if frame.empty:
        return nothing("No contract renews within twelve months", subtitle="As far as the adoption sheets say.")
    chosen = frame.sort_values("reclaimable", ascending=False, na_position="last", kind="stable").head(MOST)
    shown = chosen.sort_values("renewal_on", kind="stable")
    figure = canvas()
    prices = pd.to_numeric(shown["annual_cost"], errors="coerce")
    for row, (contract, price) in enumerate(zip(shown.to_dict("records"), prices, strict=True)):
        place = len(shown) - 1 - row
        unused = contract["reclaimable"]
        if pd.notna(price):
            figure.add_bar(x=[price], y=[place], orientation="h", width=0.24, marker={"color": look.context},
                           hoverinfo="skip")  # fmt: skip
        if pd.notna(unused) and unused > 0:
            figure.add_bar(x=[unused], y=[place], orientation="h", width=0.24, marker={"color": look.red},
                           hoverinfo="skip")  # fmt: skip
        name = words.safe(
            words.shortened(f"{contract['tool']}, {contract['business_unit']}", 30 if look.is_narrow else 48)
        )
        on = words.date(contract["renewal_on"].date())
        write(figure, look, f"<b>{name}</b> {on}", x=0, y=place, yshift=19)
        write(figure, look, words.safe(_beneath(contract, look.is_narrow)), x=0, y=place, yshift=-17, size=SMALL,
              colour=look.grey)  # fmt: skip
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, (float(prices.max()) if prices.notna().any() else 1.0) * 1.01])
    figure.update_yaxes(visible=False, range=[-0.55, len(shown) - 0.4])
    reclaimable = float(frame["reclaimable"].sum())
    first = shown.iloc[0]
    says = (
        f"{words.money(reclaimable)} a year of seats nobody uses renews within twelve months" if reclaimable > 0
        else f"{words.plural(len(frame), 'contract')} renew{'s' if len(frame) == 1 else ''} within twelve months, none with unused seats"
    )  # fmt: skip
    left_out = f"; the {MOST} with most to reclaim" if len(frame) > MOST else ""
    return Drawn(
        finish(figure, look, height=ROW * len(shown) + 12, margin={"l": 0, "r": 0, "t": 0, "b": 0}),
        finding=says,
        subtitle=f"Price of a year, {currency(contracts.scope)}, in red what is not used; by renewal date{left_out}",
        n=words.plural(len(frame), "contract"),
        alt=f"{says}. The first is {first['tool']} in {first['business_unit']} on {words.date(first['renewal_on'].date())}.",
    )


def _beneath(contract: Mapping[Any, Any], is_narrow: bool) -> str:
    """Under a bar: 538k of 720k reclaimable, 505 of 2,000 seats used, Digital Stores programme."""
    said = []
    price, unused = contract["annual_cost"], contract["reclaimable"]
    if contract["in_grace"]:
        said.append("new: not judged yet")
    elif pd.notna(unused) and pd.notna(price):
        said.append(f"{words.money(float(unused))} of {words.money(float(price))} unused")
    if pd.notna(contract["seats"]) and pd.notna(contract["active_users"]):
        said.append(f"{words.of(float(contract['active_users']), float(contract['seats']))} seats used")
    if contract["owner"] and not is_narrow:
        said.append(f"owner: {words.shortened(str(contract['owner']), 32)}")
    return ", ".join(said)
