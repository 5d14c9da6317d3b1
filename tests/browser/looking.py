"""What a person would notice on a page: charts that stand empty, errors, text cut off, foreign hosts asked."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

from tests.browser.server import drawn

MARKS = (
    "path.point",
    ".point path",
    "path.js-line",
    "path.js-fill",
    ".sankey-link",
    ".sankey-node",
    ".heatmaplayer image",
    ".hm",
    ".shapelayer path",
    "rect.bar",
)
"""Where Plotly draws what stands for a number."""

TAB = '[data-testid="stTab"]'
WITHOUT_CHARTS = {"history", "methods", "settings", "upload"}
CHART_MS = 30_000
ERRORS = '[data-testid="stException"], [data-testid="stAlertContentError"]'


@dataclass
class Notice:
    """What the browser said while a page was open."""

    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def notice(screen: BrowserContext, url: str) -> Notice:
    """Start noticing what a screen's pages do: requests to other hosts, and errors of scripts."""
    found = Notice()
    host = urlsplit(url).netloc
    screen.on("request", lambda request: _foreign(found, host, request.url))
    screen.on("weberror", lambda error: found.complaints.append(str(error.error)))
    return found


def _foreign(found: Notice, host: str, asked: str) -> None:
    parts = urlsplit(asked)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host:
        found.foreign.append(asked)


def marks(page: Page) -> list[int]:
    """How many marks each chart of the page has drawn."""
    return page.evaluate(
        """(marks) => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
            .map(chart => chart.querySelectorAll(marks).length)""",
        ", ".join(MARKS),
    )


def headline(page: Page) -> str:
    return page.locator("h1").first.inner_text().strip()


def errors(page: Page) -> list[str]:
    return page.locator(ERRORS).all_inner_texts()


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid="stMain"]') ?? document.documentElement;
            return Math.max(main.scrollWidth - main.clientWidth, 0);
        }"""
    )


def clipped(page: Page) -> list[str]:
    """Texts of charts that lie outside the chart's own frame by more than a letter's edge."""
    return page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].flatMap(chart => {
            const frame = chart.getBoundingClientRect();
            return [...chart.querySelectorAll('svg text')].filter(text => {
                const box = text.getBoundingClientRect();
                if (!box.width || !text.textContent.trim() || text.closest('.hoverlayer')) return false;
                return box.left < frame.left - 3 || box.right > frame.right + 3
                    || box.top < frame.top - 3 || box.bottom > frame.bottom + 3;
            }).map(text => text.textContent);
        })"""
    )


def texts(page: Page) -> list[str]:
    """What stands on the page and in its charts."""
    return page.locator("svg text, h1, h2, h3, p").all_text_contents()


def stands(page: Page, *, needs_charts: bool = True) -> None:
    """A page as it should be: a headline, no error, charts with marks, nothing cut off or wider than the window."""
    assert headline(page)
    assert errors(page) == []
    if needs_charts:
        page.wait_for_selector('[data-testid="stPlotlyChart"] svg.main-svg', timeout=CHART_MS)
    counted = marks(page)
    assert all(counted), f"blank charts among {counted}"
    assert counted or not needs_charts
    assert overflow(page) == 0
    assert clipped(page) == []


def stands_in_every_tab(page: Page) -> None:
    """A page as it should be, then each of its other tabs; one that is known to need no chart may have none."""
    name = page.url.partition("?")[0].rsplit("/", 1)[-1]
    stands(page, needs_charts=name not in WITHOUT_CHARTS)
    for tab in page.locator(TAB).all()[1:]:
        tab.click()
        drawn(page)
        stands(page, needs_charts=False)
