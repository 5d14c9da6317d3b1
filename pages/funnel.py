"""How many pilots reach production, how fast, where do they stall, and what stops them?"""

from components import charts
from components.narratives import funnel
from components.navigation import PageInfo
from components.page.page import Page
from components.text import littles_law

PAGE = PageInfo("Funnel", order=20, group="Pilots")
REACHED = (charts.funnel, ("funnel_stages",))
STOCK = ((charts.stage_stock, ("stage_stock",)), (charts.stock_by_unit, ("stage_stock",)))
STUCK = ((charts.ageing, ("ageing",)), (charts.barriers, ("barriers",)))


def render(page: Page) -> None:
    speed, stages, stock = page.ask("time_to_production"), page.ask("funnel_stages"), page.ask("stage_stock")
    page.title(funnel.headline(speed, page.ask("stalled_share", "total"), stock))
    page.figures(funnel.figures(page, speed, stages))

    if funnel.is_followed(stages):
        far, fast, stalls, difference = page.tabs(*funnel.TABS)
        if far.open:
            with far:
                funnel.show(page, REACHED, STOCK[0])
                units, told = page.columns(2)
                with units:
                    page.show(charts.stock_by_unit, "stage_stock")
                with told:
                    if counted := funnel.counted(speed, stages, page.ask("production_within_a_year", "total")):
                        page.heading("One question, three counts")
                        page.write(*counted)
                    funnel.known(page, funnel.BEYOND)
                funnel.notes(page, funnel.gone(page.ask("gone_from_list")))
        if fast.open:
            with fast:
                funnel.show(
                    page,
                    (charts.incidence, ("incidence", "survival_curve")),
                    (charts.conversion_cohorts, ("conversion_cohorts",)),
                    (charts.production_by, ("time_to_production",)),
                    (charts.flow, ("flow", "flow_balance")),
                )
                funnel.known(page, funnel.COHORTS)
                left_out = funnel.left_out(page.ask("funnel_left_out"))
                funnel.notes(page, littles_law.little(page.ask("flow_balance")), left_out, funnel.inferred(speed))
        if stalls.open:
            with stalls:
                funnel.show(page, *STUCK)
                page.table("stalled", "What has stalled, the dearest and the longest first", funnel.STALLED)
        if difference.open:
            with difference:
                funnel.show(
                    page,
                    (charts.readiness_outcomes, ("readiness_outcomes",)),
                    (charts.narrow_effect, ("narrow_effect",)),
                    (charts.use_case_spend, ("concentration_rows", "spend_concentration")),
                    (charts.approval_fatigue, ("approval_fatigue",)),
                )
                funnel.known(page, funnel.CONCENTRATION)
    else:
        funnel.show(page, *STOCK if funnel.is_stock(stages) else (REACHED, *STOCK))
        if sentences := funnel.cannot_say(stock):
            page.heading("What one list cannot say")
            page.write(*sentences)
        funnel.show(page, *STUCK)
        page.table("stalled", "What has stalled, the dearest and the longest first", funnel.STALLED)
