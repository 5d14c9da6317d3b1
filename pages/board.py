"""What did our AI money buy, and what must we decide?"""

from components.charts import funnel, money_flow, positions, registry_mix, stage_stock, stock_by_unit, strip
from components.narratives import agenda, board
from components.page import Page, PageInfo

PAGE = PageInfo("Board", order=0)


def render(page: Page) -> None:
    cost, tiers, live = page.metric("cost", "total"), page.listing("value_tiers"), page.metric("live_share", "total")
    seats, stages = page.metric("seat_utilisation", "total"), page.listing("funnel_stages")
    page.title(board.headline(cost, tiers, live))
    page.sparkline(strip.chart, page.listing("value_tiers"))
    page.figures(board.figures(page))
    page.write(*board.next_upload(("pilots", live), ("spend", cost), ("deployments", tiers), ("adoption", seats)))

    news, wrong, decide = page.columns((10, 12, 12))
    with news:
        drawn, points = agenda.changes(
            page.listing("changes"), stages, *agenda.quarters(page), page.reporting("pilots")
        )
        page.draw(drawn, "changes", key="changes", points=points)
    with wrong:
        drawn, found, points = agenda.failures(page)
        page.draw(drawn, *found, key="wrong", points=points)
    with decide:
        drawn, points = agenda.decisions(page.listing("decision_queue"))
        page.draw(drawn, "decision_queue", key="decisions", points=points)

    went, reached, stand = page.columns(3)
    with went:
        if cost.missing:
            page.show(stock_by_unit.chart, page.listing("stage_stock"), narrow=True)
        else:
            page.show(money_flow.chart, page.listing("money_flow"), narrow=True)
    with reached:
        if agenda.is_followed(stages):
            page.show(funnel.chart, page.listing("funnel_stages"), narrow=True)
            page.note(board.conversion_compared(page.metric("pilot_to_production_rate", "total")))
        else:
            page.show(stage_stock.chart, page.listing("stage_stock"), narrow=True)
    with stand:
        map_of_units = positions.chart(page.listing("positions"), page.listing_before("positions"), page.narrow)
        if map_of_units.figure is None:
            page.show(registry_mix.chart, page.listing("registry_mix"), narrow=True)
        else:
            page.draw(map_of_units, "positions", key="positions")

    page.note(board.sources(page))
