"""Which judgements do our figures rest on, and what would another one change?"""

from components.page import Page, PageInfo
from components.settings import people, settings
from components.share import dialog

PAGE = PageInfo("Settings", order=52, group="Data", role="admin", needs_data=False)


def render(page: Page) -> None:
    sheet = settings.unfold(page)
    page.title(sheet.finding())

    judgements, links, roles, log = page.tabs("Behind the figures", "Links", "People and roles", "Who did what")

    if judgements.open:
        with judgements:
            sheet.edit()
            sheet.preview()
            sheet.history()
    if links.open:
        with links:
            dialog.listed()
    if roles.open:
        with roles:
            people.roles(page)
    if log.open:
        with log:
            people.log(page)
