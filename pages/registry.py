"""What is live, who keeps it alive, does it survive handoff?"""

from components import charts, registry
from components.page import open_page

page = open_page(__doc__)

live, kept = page.ask("live_tools", "total"), page.ask("built_and_kept_inside", "total")
built, survival = page.ask("internally_built_share", "total"), page.ask("handoff_survival_90d", "total")
page.title(registry.headline(live, kept, built, survival))
page.write(*registry.waiting(live, kept, survival, page.ask("vendor_dependency_of_value", "total")))
page.figures([page.figure(metric, label) for metric, label in registry.FIGURES if page.ask(metric, "total").last])

builders, units = page.columns(2)
with builders:
    page.show(charts.registry_mix, "registry_mix")
with units:
    page.show(charts.registry_by_unit, "registry_by_unit")

handoff, over_time = page.columns(2)
with handoff:
    page.show(charts.handoff_survival, "handoff_curve", "handoff_survival_90d", by="total")
if len(page.book.quarters()) > 1:
    with over_time:
        page.show(charts.trend, "live_tools")
page.table("registry", "Every live tool", registry.REGISTRY)
page.table("handoffs", "What became of the tools vendors handed over", registry.HANDOFFS)
