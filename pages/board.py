"""What did our AI money buy, and what must we decide?"""

from components import board, charts
from components.page import open_page

page = open_page(__doc__)

cost, tiers, live = page.ask("cost", "total"), page.ask("value_tiers"), page.ask("live_share", "total")
page.title(board.headline(cost, tiers, live))
page.strip(charts.strip, "value_tiers")
page.figures(board.figures(page))
page.write(*board.next_upload(("spend", cost), ("deployments", tiers), ("pilots", live)))
page.note(board.against_others(page.ask("pilot_to_production_rate", "total")))

news, wrong, decide = page.columns((10, 13, 11))
with news:
    told, points = board.changed(page.ask("changes"), page.ask("funnel_stages"))
    page.draw(told, "changes", key="changes", points=points)
with wrong:
    page.show(charts.exposed_money, "exposed_money")
with decide:
    told, points = board.decided(page.ask("decision_queue"))
    page.draw(told, "decision_queue", key="decisions", points=points)

went, reached, stand = page.columns(3)
with went:
    page.show(charts.money_flow, "money_flow", narrow=True)
with reached:
    page.show(charts.funnel, "funnel_stages", narrow=True)
with stand:
    page.draw(
        charts.positions(page.ask("positions"), page.ask_before("positions"), page.narrow), "positions", key="positions"
    )

page.note(board.sources(page))
