"""Is the value real, and does it exceed the cost?"""

from components import charts, money, returns
from components.page import open_page

page = open_page(__doc__)

cost, tiers = page.ask("cost", "total"), page.ask("value_tiers")
page.title(money.headline(cost, tiers))
page.write(*money.waiting(cost, tiers))
page.strip(charts.strip, "value_tiers")
if not cost.missing:
    page.figures(returns.figures(page))
    page.note(returns.reading(page))

    value, payback = page.columns(2)
    with value:
        page.show(charts.roi_tiers, "value_tiers")
    with payback:
        page.show(charts.j_curve, "j_curve", "appraisal")

measured, where = page.columns(2)
with measured:
    page.show(charts.trend, "initiative_roi_rate")
if not cost.missing:
    with where:
        page.show(charts.by_unit, "return_per_unit_spent")
    page.table("initiative_money_rows", columns=returns.COLUMNS)
