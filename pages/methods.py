"""How is every figure computed, and what does each listing and detector look at?"""

from components.narratives import methods
from components.page import Page, PageInfo

PAGE = PageInfo("Methods", order=61, group="Reference", role="viewer", needs_data=False)


def render(page: Page) -> None:
    page.title(methods.finding())
    methods.subjects(page)
