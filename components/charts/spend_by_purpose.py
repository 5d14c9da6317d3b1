"""Where does the money go, quarter by quarter?"""

from components.text import format
from components.text.money import PURPOSES, currency, share_of
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens, quarters, write
from queries import Listing

ROW = 46
BAR = 0.78  # of a row's height, for the dearest quarter


def chart(spend: Listing, viewport: Viewport) -> Drawn:
    """A row of bars for each purpose on one scale, the dearest purpose above and in the accent."""
    frame = spend.frame.dropna(subset=["amount"]) if len(spend.frame) else spend.frame
    if spend.missing or frame.empty:
        return nothing("Spend: not known yet", spend.missing or spend.view.needs)
    periods = sorted(frame["period"].unique())
    table = frame.pivot_table(index="purpose", columns="period", values="amount", aggfunc="sum").fillna(0.0)
    table = table.reindex(columns=periods).loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    totals = table.sum(axis=1)
    whole = float(totals.sum())
    month = spend.scope.settings.get("fiscal_start_month", "1")
    scale = BAR / (float(table.to_numpy().max()) or 1)
    figure = canvas()
    for row, (purpose, amounts) in enumerate(table.iterrows()):
        name = PURPOSES.get(str(purpose), str(purpose))
        base = len(table) - 1 - row
        figure.add_bar(
            x=list(range(len(periods))),
            y=[max(0.0, amount) * scale for amount in amounts],
            base=[base] * len(periods),
            width=min(0.72, 0.18 * len(periods)),
            marker={"color": viewport.accent if row == 0 else viewport.context},
            hoverinfo="text",
            customdata=opens("purpose", [purpose] * len(periods)),
            hovertext=[
                f"{name}, {format.quarter(str(period), month)}: {format.money(amount)}"
                for period, amount in zip(periods, amounts, strict=True)
            ],
        )
        figure.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=base, y1=base, line={"color": viewport.line, "width": 1}
        )
        write(
            figure,
            viewport,
            f"<b>{name}</b>" if row == 0 else name,
            x=0,
            xref="paper",
            xanchor="right",
            xshift=-8,
            y=base + 0.28,
            colour=viewport.accent if row == 0 else viewport.ink,
        )
        share = _share(float(totals.iloc[row]), whole)
        write(figure, viewport, share, x=1, xref="paper", xshift=8, y=base + 0.28, colour=viewport.grey)
    quarters(figure, viewport, [str(period) for period in periods], month, tight=True)
    figure.update_yaxes(visible=False, range=[-0.04, len(table)])
    figure.update_layout(barmode="overlay")
    first = PURPOSES.get(str(table.index[0]), str(table.index[0]))
    amount = float(totals.iloc[0])
    largest = share_of(amount, whole)
    if largest is None:
        sentence = f"{first} cost {format.money(amount)}; with refunds it is {format.money(whole)} in all"
    else:
        sentence = (
            f"{first} takes {format.percent(largest)} of the money: {format.money(amount)} of {format.money(whole)}"
        )
    spoken = "; ".join(
        f"{PURPOSES.get(str(name), str(name))} {format.money(float(total))}" for name, total in totals.items()
    )
    return Drawn(
        finish(figure, viewport, height=ROW * len(table) + 44, margin={"l": 84, "r": 96, "t": 4}),
        finding=sentence,
        subtitle=f"Actual spend by what it buys, {currency(spend.scope)}, by quarter on one scale",
        n=f"n = {format.plural(int(frame['sheet_rows'].sum()), 'row')}",
        alt=f"{sentence}. {spoken}.",
    )


def _share(amount: float, whole: float) -> str:
    """1.2m, 8 %; only the amount where the share would be a fraction of a percent."""
    part = share_of(amount, whole)
    return format.money(amount) if part is None or part < 0.005 else f"{format.money(amount)}, {format.percent(part)}"
