"""What is live, who keeps it alive, does it survive handoff?"""

from components.charts import (
    benefit_by_month,
    dependency,
    deployed_by_half_year,
    handoff_survival,
    improvement_by_month,
    incidents_by_tool,
    loss_windows,
    registry_by_unit,
    registry_mix,
    survival_by_builder,
    tool_users,
    trend,
)
from components.charts import safeguards as safeguards_chart
from components.charts import workflows as workflows_chart
from components.narratives import registry
from components.page import Page, PageInfo
from queries import Answer

PAGE = PageInfo("Registry", order=21, group="Pilots")


def render(page: Page) -> None:
    live, kept_inside = page.metric("live_tools", "total"), page.metric("built_and_kept_inside", "total")
    built = page.metric("internally_built_share", "total")
    page.title(registry.headline(live, kept_inside, built, page.listing("loss_windows")))

    alive, lasting, governed, better = page.tabs(*registry.TABS)
    if alive.open:
        with alive:
            _what_is_live(page, live, kept_inside)
    if lasting.open:
        with lasting:
            _does_it_last(page, live)
    if governed.open:
        with governed:
            _is_it_governed(page)
    if better.open:
        with better:
            _does_it_get_better(page)


def _what_is_live(page: Page, live: Answer, kept_inside: Answer) -> None:
    users, halves = page.listing("tool_users"), page.listing("deployed_by_half_year")
    for figures in (registry.ORIGIN, registry.MAINTENANCE):
        page.figures([page.figure(metric, label) for metric, label in figures if page.row(metric)])
    value = page.metric("vendor_dependency_of_value", "total")
    page.write(*registry.missing_data(kept_inside, value, users, halves, rests_on=live))
    if live.last:
        page.table("registry", "Every live tool, what needs attention first", registry.REGISTRY)
        if not value.missing:
            page.note(registry.VALUE)
        makers, keepers = page.columns(2)
        with makers:
            page.show(registry_mix.chart, page.listing("registry_mix"))
            page.show(dependency.chart, page.listing("dependency"))
            page.show(registry_by_unit.chart, page.listing("registry_by_unit"))
        with keepers:
            if not users.missing:
                page.show(tool_users.chart, page.listing("tool_users"))
            if not halves.missing:
                page.show(deployed_by_half_year.chart, page.listing("deployed_by_half_year"))
                page.note(registry.RIVALS)


def _does_it_last(page: Page, live: Answer) -> None:
    curve, by_builder, windows = (
        page.listing(view) for view in ("handoff_curve", "survival_by_builder", "loss_windows")
    )
    page.figures([page.figure(metric, label) for metric, label in registry.SURVIVAL if page.row(metric)])
    page.write(
        *registry.lost_tools(page.listing("tool_lives")),
        *registry.missing_data(curve, by_builder, windows, rests_on=live),
    )
    handoff, builders = page.columns(2)
    with handoff:
        if not curve.missing:
            page.show(
                handoff_survival.chart,
                page.listing("handoff_curve"),
                page.metric("handoff_survival_90d", "total"),
                windows,
            )
    with builders:
        if not by_builder.missing:
            page.show(survival_by_builder.chart, page.listing("survival_by_builder"))
    soon, over_time = page.columns(2)
    with soon:
        if not windows.missing:
            page.show(loss_windows.chart, page.listing("loss_windows"))
    with over_time:
        if len(page.book.quarters()) > 1 and live.last:
            page.show(trend.chart, page.metric("live_tools"), page.change("live_tools"))
    if not windows.missing:
        page.table("tool_lives", "What became of every tool", registry.TOOL_LIVES)
    if not curve.missing:
        page.table("handoffs", "What became of the tools vendors handed over", registry.HANDOFFS)


def _is_it_governed(page: Page) -> None:
    coverage, safeguards = page.metric("governance_coverage", "total"), page.listing("governance_safeguards")
    incidents = page.listing("incidents_by_tool")
    page.figures([page.figure(metric, label) for metric, label in registry.GOVERNANCE if page.row(metric)])
    page.write(
        *registry.incidents(page.row("ai_incident_rate")), *registry.missing_data(coverage, safeguards, incidents)
    )
    controlled, went_wrong = page.columns(2)
    with controlled:
        if not safeguards.missing:
            page.show(safeguards_chart.chart, page.listing("governance_safeguards"))
    with went_wrong:
        if not incidents.missing:
            page.show(incidents_by_tool.chart, page.listing("incidents_by_tool"))
    if not safeguards.missing:
        page.table("governance_rows", "What each lacks, the most first", registry.SAFEGUARDS)


def _does_it_get_better(page: Page) -> None:
    improvement, timed = page.listing("improvement_by_month"), page.listing("workflows")
    page.figures(
        [
            page.figure(metric, label, page.against(benchmark))
            for metric, label, benchmark in registry.IMPROVEMENT
            if page.row(metric)
        ]
    )
    page.write(*registry.missing_data(improvement, timed))
    if not improvement.missing:
        grew, brought = page.columns(2)
        with grew:
            page.show(improvement_by_month.chart, page.listing("improvement_by_month"))
        with brought:
            page.show(benefit_by_month.chart, page.listing("improvement_by_month"))
    workflows, over_time = page.columns(2)
    with workflows:
        if not timed.missing:
            page.show(workflows_chart.chart, page.listing("workflows"))
    with over_time:
        if len(page.book.quarters()) > 1 and page.row("time_to_output_reduction"):
            page.show(trend.chart, page.metric("time_to_output_reduction"), page.change("time_to_output_reduction"))
