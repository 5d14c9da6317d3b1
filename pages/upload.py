"""What does a new file say, and what would it change?

Nothing is stored before it is accepted: every column, every problem and every change is shown first.
"""

from components.page.page import open_page
from components.upload import flow

page = open_page(__doc__, needs_data=False)

arrived = flow.receive(page)

page.title(arrived.finding())
arrived.recognised()
arrived.problems()
arrived.changes()
arrived.decide()
