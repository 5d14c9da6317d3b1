"""An editor says what is to be said of a quarter; a board member reads it on a telephone; it is changed and withdrawn."""

from playwright.sync_api import expect

from tests.browser.forms import WAIT_MS, press
from tests.browser.looking import errors, overflow
from tests.browser.server import drawn, opened


def say(page, text: str) -> None:
    area = page.get_by_role("dialog").get_by_role("textbox")
    area.fill(text)
    area.press("Control+Enter")
    page.get_by_role("dialog").get_by_role("button", name="Save the note").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=WAIT_MS)
    drawn(page)


def test_a_note_is_written_read_on_a_phone_changed_and_withdrawn(own_url, screens):
    with opened(own_url, inside=screens(False, False)) as page:
        press(page, "Write a note")
        say(page, "Claims is live in two countries.\n<b>not bold</b>")
        expect(page.get_by_text("Claims is live in two countries.")).to_be_visible(timeout=WAIT_MS)
        expect(page.get_by_text("<b>not bold</b>")).to_be_visible()
        with opened(own_url, inside=screens(True, False)) as phone:
            expect(phone.get_by_text("Claims is live in two countries.")).to_be_visible(timeout=WAIT_MS)
            assert overflow(phone) == 0
        press(page, "Change the note")
        say(page, "Claims is live in three countries.")
        expect(page.get_by_text("Claims is live in three countries.")).to_be_visible(timeout=WAIT_MS)
        press(page, "Change the note")
        page.get_by_role("dialog").get_by_role("button", name="Withdraw it").click()
        expect(page.get_by_text("Claims is live in three countries.")).to_have_count(0, timeout=WAIT_MS)
        assert errors(page) == []
