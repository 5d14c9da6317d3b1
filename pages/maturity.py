"""Consumer, Integrator or Builder: where is each unit, and what opens the next level?"""

from components.charts import gates, level_history, levels_by_threshold, positions
from components.charts import levels as levels_chart
from components.narratives import next_level
from components.page import Page, PageInfo
from components.text import maturity_levels

PAGE = PageInfo("Maturity", order=30, group="Ability")


def render(page: Page) -> None:
    levels = page.listing("levels")
    page.title(maturity_levels.headline(levels))
    page.figures([page.figure(metric, label) for metric, label in maturity_levels.FIGURES if page.row(metric)])

    if maturity_levels.is_known(levels):
        map_of_units, steps = page.columns(2)
        with map_of_units:
            drawn = positions.chart(page.listing("positions"), page.listing_before("positions"), page.viewport)
            page.draw(drawn, "positions", key="positions")
        with steps:
            page.show(levels_chart.chart, page.listing("levels"))

    page.show(gates.chart, page.listing("gates"))

    ahead, firm, quarters, behind = page.tabs(
        "The next level", "How firm it is", "Quarter by quarter", "Behind the map"
    )
    with ahead:
        next_level.path(page)
    if firm.open:
        with firm:
            thresholds, changes = page.columns([2, 3])
            with thresholds:
                page.show(levels_by_threshold.chart, page.listing("levels_by_threshold"), narrow=True)
            with changes:
                next_level.level_changes(page)
    if quarters.open:
        with quarters:
            page.draw(level_history.chart(page.listing_each_quarter("levels"), page.viewport), "levels", key="history")
    if behind.open:
        with behind:
            next_level.parts(page)
            next_level.claims(page)
