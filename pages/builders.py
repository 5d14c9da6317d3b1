"""Can we build and maintain AI ourselves?"""

from components import builders
from components.page import open_page

page = open_page(__doc__)

staff, cohorts, builds = page.ask("leaders_and_builders"), page.ask("first_build_cohorts"), page.ask("build_rows")
page.title(builders.headline(staff, page.ask("builders", "total"), page.ask("internally_built_share", "total")))
beside = {
    "builders_per_function": page.against("builders_per_function"),
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
for tab, section in zip(page.tabs(*(section.name for section in told)) if told else (), told, strict=True):
    if tab.open:
        with tab:
            drawn = [place for place in section.places if builders.is_known(page.ask(place.subjects[0]))]
            for row in builders.pairs(drawn):
                for column, place in zip(page.columns(len(row)), row, strict=True):
                    with column:
                        page.show(place.chart, *place.subjects, by=place.by)
            if section.table and builders.is_known(page.ask(section.table[0])):
                page.table(*section.table)
