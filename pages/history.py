"""What did we tell the board then, and why is it another figure now?"""

from components import history
from components.page import open_page

page = open_page(__doc__, needs_data=False)

past = history.unfold(page)
page.title(past.finding())
past.say_what_was_done()

versions, restatements, locks = page.tabs(*history.TABS)

if versions.open:
    with versions:
        past.versions()
if restatements.open:
    with restatements:
        past.restatements()
if locks.open:
    with locks:
        past.locks()
