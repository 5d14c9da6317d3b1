"""What does a new file say, and what would it change?

Nothing is stored before it is accepted: every column, every problem and every change is shown first.
"""

from components.page import Page, PageInfo
from components.upload import flow

PAGE = PageInfo("Upload", order=50, group="Data", role="editor", needs_data=False)


def render(page: Page) -> None:
    arrived = flow.receive(page)

    page.title(arrived.finding())
    arrived.recognised()
    arrived.problems()
    arrived.changes()
    arrived.decide()
