"""What did we tell the board then, and why is it another figure now?"""

from components.history import page as history_page
from components.page import Page, PageInfo

PAGE = PageInfo("History", order=51, group="Data", role="editor", needs_data=False)


def render(page: Page) -> None:
    past = history_page.unfold(page)
    page.title(past.finding())
    past.show_what_was_done()

    versions, restatements, locks = page.tabs(*history_page.TABS)

    if versions.open:
        with versions:
            past.versions()
    if restatements.open:
        with restatements:
            past.restatements()
    if locks.open:
        with locks:
            past.locks()
