"""Can we build and maintain AI ourselves?"""

from components.narratives import builders
from components.page import Page, PageInfo

PAGE = PageInfo("Builders", order=32, group="Ability")


def render(page: Page) -> None:
    staff, cohorts, builds = (
        page.listing("leaders_and_builders"),
        page.listing("first_build_cohorts"),
        page.listing("build_rows"),
    )
    page.title(
        builders.headline(staff, page.metric("builders", "total"), page.metric("internally_built_share", "total"))
    )
    beside = {
        "builders_per_function": builders.per_function(
            page.against("builders_per_function"), page.row("builders_per_100_people")
        ),
        "time_to_first_build": builders.gate(cohorts),
        "build_velocity_multiple": builders.velocity(page.listing("build_speed")),
        "anchor_workflows": page.against("anchor_workflows"),
    }
    known = [(metric, label) for metric, label in builders.figures(staff) if page.row(metric)]
    page.figures([page.figure(metric, label, beside.get(metric, "")) for metric, label in known])
    page.write(*builders.missing_data(staff, cohorts, builds))

    shown = [section for section in builders.sections(staff) if section.is_known(page)]
    if len(shown) == 1:
        builders.show(page, shown[0])
    elif shown:
        for tab, section in zip(page.tabs(*(section.name for section in shown)), shown, strict=True):
            if tab.open:
                with tab:
                    builders.show(page, section)
