"""Which failure modes do we have, where, and what do they cost?"""

from components.charts import diagnosis as diagnosis_chart
from components.narratives import diagnosis, playbook
from components.page import Page, PageInfo
from components.text import money
from queries import GROUPS

PAGE = PageInfo("Diagnosis", order=40, group="Action")


def render(page: Page) -> None:
    found, worst = page.listing("diagnosis"), page.listing("worst_findings")
    page.title(diagnosis.headline(found))
    page.figures(diagnosis.figures(found))

    tabs = dict(zip(diagnosis.TABS, page.tabs(*diagnosis.TABS), strict=True))
    if tabs[diagnosis.OVERVIEW].open:
        with tabs[diagnosis.OVERVIEW]:
            page.show(diagnosis_chart.chart, page.listing("diagnosis"))
            if note := diagnosis.missing_data(found):
                page.note(note)
            if looked := diagnosis.looks(found):
                page.note(looked)
            if bridge := money.in_question(page.listing("exposed_bridge")):
                page.note(bridge)
            page.table("worst_findings", "What was found, the worst and dearest first", diagnosis.COLUMNS)
    for kind, name in GROUPS.items():
        if tabs[name].open:
            with tabs[name]:
                diagnosis.show(page, found, worst, kind)
    if tabs[diagnosis.PLAYBOOK].open:
        with tabs[diagnosis.PLAYBOOK]:
            playbook.show(page)
