"""Where does the money go, and what does it buy?"""

from components import charts, money, spend
from components.page import open_page

page = open_page(__doc__)

cost = page.ask("cost", "total")
page.title(spend.headline(cost, page.ask("money_positions")))
page.write(*money.waiting(cost, page.ask("value_tiers")))
if not cost.missing:
    page.figures(spend.figures(page))

    bought, stands = page.columns(2)
    with bought:
        page.show(charts.spend_by_purpose, "spend_by_purpose")
    with stands:
        page.show(charts.money_positions, "money_positions")

became, contracts = page.columns(2)
if not cost.missing:
    with became:
        page.show(charts.money_flow, "money_flow")
with contracts:
    page.show(charts.renewals, "renewals")
if not cost.missing:
    page.note(money.left_out(page.ask("money_without_rate")))
