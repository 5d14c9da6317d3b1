"""Which judgements do our figures rest on, and what would another one change?"""

from components import settings
from components.page import open_page

page = open_page(__doc__, needs_data=False)

sheet = settings.unfold(page)
page.title(sheet.finding())
sheet.edit()
sheet.preview()
sheet.history()
