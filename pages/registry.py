"""What is live, who keeps it alive, does it survive handoff?"""

from components import charts, registry
from components.page import open_page

page = open_page(__doc__)

live, kept = page.ask("live_tools", "total"), page.ask("built_and_kept_inside", "total")
built, survival = page.ask("internally_built_share", "total"), page.ask("handoff_survival_90d", "total")
page.title(registry.headline(live, kept, built, survival))
page.write(*registry.waiting(live, kept, survival, page.ask("vendor_dependency_of_value", "total")))

alive, lasting, governed, better = page.tabs(*registry.TABS)
if alive.open:
    with alive:
        for figures in (registry.MADE, registry.KEPT):
            page.figures([page.figure(metric, label) for metric, label in figures if page.row(metric)])
        page.table("registry", "Every live tool, what needs attention first", registry.REGISTRY)
        makers, users = page.columns(2)
        with makers:
            page.show(charts.registry_mix, "registry_mix")
            page.show(charts.dependency, "dependency")
            page.show(charts.registry_by_unit, "registry_by_unit")
        with users:
            page.show(charts.tool_users, "tool_users")
            page.show(charts.deployed_by_half_year, "deployed_by_half_year")
            page.note(registry.RIVALS)

if lasting.open:
    with lasting:
        page.figures([page.figure(metric, label) for metric, label in registry.LASTING if page.row(metric)])
        page.write(*registry.lost(page.ask("tool_lives")))
        handoff, builders = page.columns(2)
        with handoff:
            page.show(charts.handoff_survival, "handoff_curve", "handoff_survival_90d", by="total")
        with builders:
            page.show(charts.survival_by_builder, "survival_by_builder")
        windows, over_time = page.columns(2)
        with windows:
            page.show(charts.loss_windows, "loss_windows")
        if len(page.book.quarters()) > 1:
            with over_time:
                page.show(charts.trend, "live_tools")
        page.table("tool_lives", "What became of every tool", registry.LIVES)
        page.table("handoffs", "What became of the tools vendors handed over", registry.HANDOFFS)

if governed.open:
    with governed:
        page.figures([page.figure(metric, label) for metric, label in registry.GOVERNED if page.row(metric)])
        page.write(*registry.incidents(page.row("ai_incident_rate")))
        safeguards, incidents = page.columns(2)
        with safeguards:
            page.show(charts.safeguards, "governance_safeguards")
        with incidents:
            page.show(charts.incidents_by_tool, "incidents_by_tool")
        page.table("governance_rows", "What each lacks, the most first", registry.LACKS)

if better.open:
    with better:
        page.figures(
            [
                page.figure(metric, label, page.against(benchmark))
                for metric, label, benchmark in registry.BETTER
                if page.row(metric)
            ]
        )
        improvement, benefit = page.columns(2)
        with improvement:
            page.show(charts.improvement_by_month, "improvement_by_month")
        with benefit:
            page.show(charts.benefit_by_month, "improvement_by_month")
        workflows, over_time = page.columns(2)
        with workflows:
            page.show(charts.workflows, "workflows")
        if len(page.book.quarters()) > 1 and page.row("time_to_output_reduction"):
            with over_time:
                page.show(charts.trend, "time_to_output_reduction")
