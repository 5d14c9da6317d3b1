"""How is every figure computed, and what does each listing and detector look at?"""

from components.narratives import methods
from components.page.page import open_page

page = open_page(__doc__, needs_data=False)

page.title(methods.finding())
methods.subjects(page)
