"""Can we build and maintain AI ourselves?"""

from components.narratives import builders
from components.navigation import PageInfo
from components.page.page import Page

PAGE = PageInfo("Builders", order=32, group="Ability")


def render(page: Page) -> None:
    staff, cohorts, builds = page.ask("leaders_and_builders"), page.ask("first_build_cohorts"), page.ask("build_rows")
    page.title(builders.headline(staff, page.ask("builders", "total"), page.ask("internally_built_share", "total")))
    beside = {
        "builders_per_function": builders.per_function(
            page.against("builders_per_function"), page.row("builders_per_100_people")
        ),
        "time_to_first_build": builders.gate(cohorts),
        "build_velocity_multiple": builders.velocity(page.ask("build_speed")),
        "anchor_workflows": page.against("anchor_workflows"),
    }
    known = [one for one in builders.figures(staff) if page.ask(one[0], "total").last]
    page.figures([page.figure(metric, label, beside.get(metric, "")) for metric, label in known])
    page.write(*builders.waiting(staff, cohorts, builds))

    told = [
        section
        for section in builders.sections(staff)
        if any(builders.is_known(page.ask(subject)) for subject in section.subjects)
    ]
    if len(told) == 1:
        builders.show(page, told[0])
    elif told:
        for tab, section in zip(page.tabs(*(section.name for section in told)), told, strict=True):
            if tab.open:
                with tab:
                    builders.show(page, section)
