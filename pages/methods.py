"""How is every figure computed, how do we compare with what others say, and how far can those numbers be trusted?"""

from components import methods
from components.page import open_page

page = open_page(__doc__, needs_data=False)

page.title(methods.finding())
methods.everything(page)
