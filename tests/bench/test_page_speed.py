"""How long a person waits for the Board: in a new browser, in one that has been there, after changing a filter."""

import time

import pytest

from tests.browser.server import browser, drawn, opened, screen, served

pytestmark = [pytest.mark.bench, pytest.mark.browser]


def test_the_board_in_a_new_browser_again_and_after_a_filter(capsys):
    with served() as url, browser() as chrome:
        with opened(url, "", inside=chrome):
            pass  # the sample is loaded and the facts are worked out
        with screen(chrome) as visitor:
            start = time.perf_counter()
            with opened(url, "", inside=visitor):
                cold = time.perf_counter() - start
            start = time.perf_counter()
            with opened(url, "", inside=visitor):
                cached = time.perf_counter() - start
            with opened(url, "", inside=visitor) as page:
                page.get_by_role("combobox", name="Business units").click()
                start = time.perf_counter()
                page.get_by_role("option", name="Retail").click()
                page.wait_for_url("**units=Retail**")
                page.get_by_text("Retail", exact=False).first.wait_for()
                drawn(page)
                filtered = time.perf_counter() - start
    with capsys.disabled():
        print(
            f"\nthe Board: {cold:.1f} s in a new browser, {cached:.1f} s in one that has been there"
            f" ({cold / cached:.1f}x), {filtered:.1f} s after a filter that was never asked (0.45 s of each is waiting to see it still)"
        )
    assert filtered < cold
