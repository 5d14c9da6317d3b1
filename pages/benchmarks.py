"""How do we compare with what others say, and how far can those numbers be trusted?"""

from components.narratives import benchmarks
from components.page import Page, PageInfo

PAGE = PageInfo("Benchmarks", order=60, group="Reference", needs_data=False)


def render(page: Page) -> None:
    found = benchmarks.all_comparisons(page)
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
