"""How do we compare with what others say, and how far can those numbers be trusted?"""

from components.narratives import benchmarks
from components.page.page import open_page

page = open_page(__doc__, needs_data=False)

found = benchmarks.standings(page)
page.title(benchmarks.headline(found))
page.figures(benchmarks.figures())

overview, *chapters = page.tabs(benchmarks.OVERVIEW, *benchmarks.CHAPTERS)
if overview.open:
    with overview:
        benchmarks.overview(page, found)
for tab, name in zip(chapters, benchmarks.CHAPTERS, strict=True):
    if tab.open:
        with tab:
            benchmarks.chapter(page, found, name)
