"""What a page is declared and written with; beside it the surfaces it is drawn on, its filters, explanations and notes."""

from components.navigation import PageInfo
from components.page.page import Page, Panel

__all__ = ["Page", "PageInfo", "Panel"]
