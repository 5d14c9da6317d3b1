"""What does a new file say, and what would it change?

Nothing is stored before it is accepted: every column, every problem and every change is shown first.
"""

from components import upload
from components.page import open_page

page = open_page(__doc__, needs_data=False)

arrived = upload.receive(page)

page.title(arrived.finding())
arrived.recognised()
arrived.problems()
arrived.changes()
arrived.decide()
