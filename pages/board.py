"""What did our AI money buy, and what must we decide?"""

from components import charts
from components.narratives import agenda, board
from components.navigation import PageInfo
from components.page.page import Page

PAGE = PageInfo("Board", order=0)


def render(page: Page) -> None:
    cost, tiers, live = page.ask("cost", "total"), page.ask("value_tiers"), page.ask("live_share", "total")
    seats, stages = page.ask("seat_utilisation", "total"), page.ask("funnel_stages")
    page.title(board.headline(cost, tiers, live))
    page.strip(charts.strip, "value_tiers")
    page.figures(board.figures(page))
    page.write(*board.next_upload(("pilots", live), ("spend", cost), ("deployments", tiers), ("adoption", seats)))

    news, wrong, decide = page.columns((10, 12, 12))
    with news:
        told, points = agenda.changed(page.ask("changes"), stages, *agenda.quarters(page))
        page.draw(told, "changes", key="changes", points=points)
    with wrong:
        told, found, points = agenda.wrong(page)
        page.draw(told, *found, key="wrong", points=points)
    with decide:
        told, points = agenda.decided(page.ask("decision_queue"))
        page.draw(told, "decision_queue", key="decisions", points=points)

    went, reached, stand = page.columns(3)
    with went:
        if cost.missing:
            page.show(charts.stock_by_unit, "stage_stock", narrow=True)
        else:
            page.show(charts.money_flow, "money_flow", narrow=True)
    with reached:
        if agenda.is_followed(stages):
            page.show(charts.funnel, "funnel_stages", narrow=True)
            page.note(board.against_others(page.ask("pilot_to_production_rate", "total")))
        else:
            page.show(charts.stage_stock, "stage_stock", narrow=True)
    with stand:
        map_of_units = charts.positions(page.ask("positions"), page.ask_before("positions"), page.narrow)
        if map_of_units.figure is None:
            page.show(charts.registry_mix, "registry_mix", narrow=True)
        else:
            page.draw(map_of_units, "positions", key="positions")

    page.note(board.sources(page))
