"""What is live, who keeps it alive, does it survive handoff?"""

from components import charts, registry
from components.page import open_page

page = open_page(__doc__)

live, inside = page.ask("live_tools", "total"), page.ask("built_and_kept_inside", "total")
survival, dependency = page.ask("handoff_survival_90d", "total"), page.ask("vendor_dependency_of_value", "total")
page.title(registry.headline(live, inside, survival))
page.write(*registry.waiting(live, inside, survival, dependency))
page.figures([page.figure(metric, label) for metric, label in registry.FIGURES])

builders, units = page.columns(2)
with builders:
    page.show(charts.registry_mix, "registry_mix")
with units:
    page.show(charts.registry_by_unit, "registry_by_unit")

handoff, over_time = page.columns(2)
with handoff:
    page.show(charts.handoff_survival, "handoff_curve", "handoff_survival_90d", by="total")
with over_time:
    page.show(charts.trend, "live_tools")
page.table("registry", "Every live tool", registry.REGISTRY)
page.table("handoffs", "What became of the tools vendors handed over", registry.HANDOFFS)
