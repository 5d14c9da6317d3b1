"""Is the value real, does it exceed the cost, and where does the money go?"""

from components import charts, money
from components.page import open_page

page = open_page(__doc__)

cost, tiers = page.ask("cost", "total"), page.ask("value_tiers")
page.title(money.headline(cost, tiers))
page.write(*filter(None, [money.waiting(cost, tiers), money.left_out(page.ask("money_without_rate"))]))

if not cost.missing:
    page.draw(charts.strip(tiers, page.look), "value_tiers", key="strip")
    page.figures([page.figure(metric, label) for metric, label in money.FIGURES])

    value, payback = page.columns(2)
    with value:
        page.show(charts.roi_tiers, "value_tiers")
    with payback:
        page.show(charts.j_curve, "j_curve", "appraisal")

    bought, stands = page.columns(2)
    with bought:
        page.show(charts.spend_by_purpose, "spend_by_purpose")
    with stands:
        page.show(charts.money_positions, "money_positions")

    page.show(charts.money_flow, "money_flow")

rate, contracts = page.columns(2)
with rate:
    page.show(charts.trend, "initiative_roi_rate")
with contracts:
    page.show(charts.renewals, "renewals")
