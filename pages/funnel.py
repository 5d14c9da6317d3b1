"""How many pilots reach production, how fast, where do they stall, and what stops them?"""

from components import charts, funnel
from components.page import open_page

page = open_page(__doc__)

within_a_year, stalled = page.ask("production_within_a_year", "total"), page.ask("stalled_share", "total")
stages, stock = page.ask("funnel_stages"), page.ask("stage_stock")
page.title(funnel.headline(within_a_year, stalled, stock))
page.figures([page.figure(metric, label) for metric, label in funnel.figures(stages)])

if funnel.is_followed(stages):
    reached, cohorts = page.columns(2)
    with reached:
        page.show(charts.funnel, "funnel_stages")
    with cohorts:
        page.show(charts.conversion_cohorts, "conversion_cohorts")

    speed, builders = page.columns(2)
    with speed:
        page.show(charts.incidence, "incidence", "survival_curve")
    with builders:
        page.show(charts.production_by, "time_to_production")
    if note := funnel.left_out(page.ask("funnel_left_out")):
        page.note(note)

stands, units = page.columns(2)
with stands:
    page.show(charts.stage_stock, "stage_stock")
with units:
    page.show(charts.stock_by_unit, "stage_stock")

if not funnel.is_followed(stages) and (sentences := funnel.cannot_say(stock)):
    page.heading("What one list cannot say")
    page.write(*sentences)

stuck, barriers = page.columns(2)
with stuck:
    page.show(charts.ageing, "ageing")
with barriers:
    page.show(charts.barriers, "barriers")
page.table("stalled", "What has stalled, the dearest and the longest first", funnel.STALLED)
