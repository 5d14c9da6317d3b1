"""How many pilots reach production, how fast, where do they stall, and what stops them?"""

from components.charts import (
    ageing,
    approval_fatigue,
    barriers,
    conversion_cohorts,
    flow,
    incidence,
    narrow_effect,
    production_by,
    readiness_outcomes,
    stage_stock,
    stock_by_unit,
    use_case_spend,
)
from components.charts import funnel as funnel_chart
from components.narratives import funnel
from components.page import Page, PageInfo, Panel
from components.text import littles_law

PAGE = PageInfo("Funnel", order=20, group="Pilots")
REACHED = Panel.of(funnel_chart.chart, lambda page: (page.listing("funnel_stages"),))
STOCK = (
    Panel.of(stage_stock.chart, lambda page: (page.listing("stage_stock"),)),
    Panel.of(stock_by_unit.chart, lambda page: (page.listing("stage_stock"),)),
)
STUCK = (
    Panel.of(ageing.chart, lambda page: (page.listing("ageing"),)),
    Panel.of(barriers.chart, lambda page: (page.listing("barriers"),)),
)


def render(page: Page) -> None:
    speed, stages, stock = (
        page.listing("time_to_production"),
        page.listing("funnel_stages"),
        page.listing("stage_stock"),
    )
    page.title(funnel.headline(speed, page.metric("stalled_share", "total"), stock))
    page.figures(funnel.figures(page, speed, stages))

    if funnel.is_followed(stages):
        far, fast, stalls, difference = page.tabs(*funnel.TABS)
        if far.open:
            with far:
                funnel.show(page, REACHED, STOCK[0])
                units, beside = page.columns(2)
                with units:
                    page.show(stock_by_unit.chart, page.listing("stage_stock"))
                with beside:
                    if counted := funnel.three_shares(speed, stages, page.metric("production_within_a_year", "total")):
                        page.heading("One question, three counts")
                        page.write(*counted)
                    funnel.show_known(page, funnel.BEYOND)
                funnel.notes(page, funnel.vanished(page.listing("gone_from_list")))
        if fast.open:
            with fast:
                funnel.show(
                    page,
                    Panel.of(incidence.chart, lambda page: (page.listing("incidence"), page.listing("survival_curve"))),
                    Panel.of(conversion_cohorts.chart, lambda page: (page.listing("conversion_cohorts"),)),
                    Panel.of(production_by.chart, lambda page: (page.listing("time_to_production"),)),
                    Panel.of(flow.chart, lambda page: (page.listing("flow"), page.listing("flow_balance"))),
                )
                funnel.show_known(page, funnel.COHORTS)
                left_out = funnel.left_out(page.listing("funnel_left_out"))
                funnel.notes(
                    page,
                    littles_law.time_in_progress(page.listing("flow_balance")),
                    left_out,
                    funnel.inferred_dates(speed),
                )
        if stalls.open:
            with stalls:
                funnel.show(page, *STUCK)
                page.table("stalled", "What has stalled, the dearest and the longest first", funnel.STALLED)
        if difference.open:
            with difference:
                funnel.show(
                    page,
                    Panel.of(readiness_outcomes.chart, lambda page: (page.listing("readiness_outcomes"),)),
                    Panel.of(narrow_effect.chart, lambda page: (page.listing("narrow_effect"),)),
                    Panel.of(
                        use_case_spend.chart,
                        lambda page: (page.listing("concentration_rows"), page.metric("spend_concentration")),
                    ),
                    Panel.of(approval_fatigue.chart, lambda page: (page.listing("approval_fatigue"),)),
                )
                funnel.show_known(page, funnel.CONCENTRATION)
    else:
        funnel.show(page, *STOCK if funnel.is_stock(stages) else (REACHED, *STOCK))
        if sentences := funnel.missing_data(stock):
            page.heading("What one list cannot say")
            page.write(*sentences)
        funnel.show(page, *STUCK)
        page.table("stalled", "What has stalled, the dearest and the longest first", funnel.STALLED)
