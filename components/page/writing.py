"""A declared page, written on a surface."""

from components.navigation import PAGES, renderer
from components.page import all_figures
from components.page.blocks import Surface
from components.page.page import Page
from components.page.visit import Visit


def write(visit: Visit, surface: Surface) -> None:
    """The visit's page and, at its foot, all figures that stand on it; where nothing is live, what to upload."""
    info = PAGES[visit.page]
    page = Page(info.question, visit, surface)
    if info.needs_data and page.is_empty:
        page.title("Nothing has been uploaded that still stands")
        surface.nothing()
    else:
        renderer(info.name)(page)
        all_figures.show(page)
