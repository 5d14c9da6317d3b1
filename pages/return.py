"""Is the value real, and does it exceed the cost?"""

from components.charts import strip
from components.narratives import returns
from components.page import Page, PageInfo
from components.text import money

PAGE = PageInfo("Return", order=10, group="Money")


def render(page: Page) -> None:
    cost, tiers = page.metric("cost", "total"), page.listing("value_tiers")
    page.title(money.headline(cost, tiers))
    page.write(*money.missing_data(cost, tiers))
    page.sparkline(strip.chart, page.listing("value_tiers"))
    if money.is_known(cost):
        page.figures(returns.figures(page))

    names = returns.sections(page)
    if len(names) == 1:
        returns.section(page, names[0])
    else:
        for name, tab in zip(names, page.tabs(*names) if names else [], strict=True):
            if tab.open:
                with tab:
                    returns.section(page, name)
