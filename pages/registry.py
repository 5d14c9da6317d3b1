"""What is live, who keeps it alive, does it survive handoff?"""

from components import charts
from components.narratives import registry
from components.navigation import PageInfo
from components.page.page import Page

PAGE = PageInfo("Registry", order=21, group="Pilots")


def render(page: Page) -> None:
    live, kept = page.ask("live_tools", "total"), page.ask("built_and_kept_inside", "total")
    built, survival = page.ask("internally_built_share", "total"), page.ask("handoff_survival_90d", "total")
    page.title(registry.headline(live, kept, built, survival))

    alive, lasting, governed, better = page.tabs(*registry.TABS)
    if alive.open:
        with alive:
            users, halves = page.ask("tool_users"), page.ask("deployed_by_half_year")
            for figures in (registry.MADE, registry.KEPT):
                page.figures([page.figure(metric, label) for metric, label in figures if page.row(metric)])
            value = page.ask("vendor_dependency_of_value", "total")
            page.write(*registry.unknown(kept, value, users, halves, rests_on=live))
            if live.last:
                page.table("registry", "Every live tool, what needs attention first", registry.REGISTRY)
                if not value.missing:
                    page.note(registry.VALUE)
                makers, keepers = page.columns(2)
                with makers:
                    page.show(charts.registry_mix, "registry_mix")
                    page.show(charts.dependency, "dependency")
                    page.show(charts.registry_by_unit, "registry_by_unit")
                with keepers:
                    if not users.missing:
                        page.show(charts.tool_users, "tool_users")
                    if not halves.missing:
                        page.show(charts.deployed_by_half_year, "deployed_by_half_year")
                        page.note(registry.RIVALS)

    if lasting.open:
        with lasting:
            curve, by_builder, windows = (
                page.ask(view) for view in ("handoff_curve", "survival_by_builder", "loss_windows")
            )
            page.figures([page.figure(metric, label) for metric, label in registry.LASTING if page.row(metric)])
            page.write(
                *registry.lost(page.ask("tool_lives")),
                *registry.unknown(curve, by_builder, windows, rests_on=live),
            )
            handoff, builders = page.columns(2)
            with handoff:
                if not curve.missing:
                    page.show(charts.handoff_survival, "handoff_curve", "handoff_survival_90d", by="total")
            with builders:
                if not by_builder.missing:
                    page.show(charts.survival_by_builder, "survival_by_builder")
            soon, over_time = page.columns(2)
            with soon:
                if not windows.missing:
                    page.show(charts.loss_windows, "loss_windows")
            with over_time:
                if len(page.book.quarters()) > 1 and live.last:
                    page.show(charts.trend, "live_tools")
            if not windows.missing:
                page.table("tool_lives", "What became of every tool", registry.LIVES)
            if not curve.missing:
                page.table("handoffs", "What became of the tools vendors handed over", registry.HANDOFFS)

    if governed.open:
        with governed:
            coverage, safeguards = page.ask("governance_coverage", "total"), page.ask("governance_safeguards")
            incidents = page.ask("incidents_by_tool")
            page.figures([page.figure(metric, label) for metric, label in registry.GOVERNED if page.row(metric)])
            page.write(
                *registry.incidents(page.row("ai_incident_rate")), *registry.unknown(coverage, safeguards, incidents)
            )
            controlled, went_wrong = page.columns(2)
            with controlled:
                if not safeguards.missing:
                    page.show(charts.safeguards, "governance_safeguards")
            with went_wrong:
                if not incidents.missing:
                    page.show(charts.incidents_by_tool, "incidents_by_tool")
            if not safeguards.missing:
                page.table("governance_rows", "What each lacks, the most first", registry.LACKS)

    if better.open:
        with better:
            improvement, timed = page.ask("improvement_by_month"), page.ask("workflows")
            page.figures(
                [
                    page.figure(metric, label, page.against(benchmark))
                    for metric, label, benchmark in registry.BETTER
                    if page.row(metric)
                ]
            )
            page.write(*registry.unknown(improvement, timed))
            if not improvement.missing:
                grew, brought = page.columns(2)
                with grew:
                    page.show(charts.improvement_by_month, "improvement_by_month")
                with brought:
                    page.show(charts.benefit_by_month, "improvement_by_month")
            workflows, over_time = page.columns(2)
            with workflows:
                if not timed.missing:
                    page.show(charts.workflows, "workflows")
            with over_time:
                if len(page.book.quarters()) > 1 and page.row("time_to_output_reduction"):
                    page.show(charts.trend, "time_to_output_reduction")
