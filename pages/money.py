"""Is the value real, does it exceed the cost, and where does the money go?"""

from components import charts, money, money_figures
from components.page import open_page

page = open_page(__doc__)

cost, tiers = page.ask("cost", "total"), page.ask("value_tiers")
page.title(money.headline(cost, tiers))
page.write(*money.waiting(cost, tiers))
page.strip(charts.strip, "value_tiers")
if not cost.missing:
    page.figures(money_figures.value(page))
    page.note(money_figures.reading(page))

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

    became, where = page.columns((3, 2))
    with became:
        page.show(charts.money_flow, "money_flow")
    with where:
        page.show(charts.by_unit, "return_per_unit_spent")

    page.heading("What it takes to get there")
    page.figures(money_figures.getting_there(page))

measured, contracts = page.columns(2)
with measured:
    page.show(charts.trend, "initiative_roi_rate")
with contracts:
    page.show(charts.renewals, "renewals")

if not cost.missing:
    page.table("initiative_money_rows", columns=money.COLUMNS)
    page.note(money.left_out(page.ask("money_without_rate")))
