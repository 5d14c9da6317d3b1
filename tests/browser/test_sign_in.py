"""People sign in with a real provider: each sees what their role allows, and nothing a moment after it is taken away."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from tests.browser.conftest import Screens, own_store
from tests.browser.forms import press, tab
from tests.browser.looking import headline
from tests.browser.provider import called, provider, secrets, sign_in_unseen, signed_in
from tests.browser.server import NOTHING, drawn, opened, screen, served

CLOSED_MS = 5000  # until a page is closed; what it says then comes as fast as it is run
BACK_MS = 20_000
ROLES = ("vera", "edda", "ada")
NO_ROLE = "have no role here"
SIGN_IN = "What did our AI money buy?"
SCREENS = ("nobody", "nora", *ROLES)
THROUGH = {
    ("GET", "/"): SCREENS,
    ("GET", "/funnel"): SCREENS,
    ("GET", "/healthz"): SCREENS,
    ("GET", "/_stcore/health"): SCREENS,
    ("GET", "/_stcore/host-config"): SCREENS,
    ("GET", "/media/none.csv"): ROLES,
    ("PUT", "/_stcore/upload_file/none/none"): ("edda", "ada"),
    ("DELETE", "/_stcore/upload_file/none/none"): ("edda", "ada"),
    ("GET", "/_stcore/metrics"): ("ada",),
    ("GET", "/_stcore/agent/openapi.json"): (),
    ("GET", "/component/any/index.html"): (),
    ("GET", "/_stcore/bidi-components/any/any.js"): (),
    ("GET", "/_stcore/script-health-check"): (),
    ("GET", "/app/static/any"): (),
    ("GET", "/no-such-page"): (),
    ("POST", "/"): (),
    ("OPTIONS", "/_stcore/upload_file/none/none"): (),
}
"""Who gets through the gate to what; Streamlit may still say that it is not there, or ask for its own token."""
REFUSALS = ("This takes the role of", "There is nothing at this address")


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider() as one:
        yield one


@pytest.fixture(scope="module")
def url(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(own_store(tmp_path_factory.mktemp("own")), secrets=secrets(issuer)) as one:
        yield one


@pytest.fixture(scope="module")
def people(chrome: Browser, screens: Screens, url: str) -> Iterator[dict[str, BrowserContext]]:
    """A screen of nobody, of somebody without a role, and of each role; all but the first signed in."""
    with ExitStack() as kept:
        found = {"nobody": screens(False, False)}
        for who in ("nora", *ROLES):
            found[who] = kept.enter_context(screen(chrome))
        with found["nora"].expect_event("request", lambda asked: "/auth/login" in asked.url) as begins:
            signed_in(found["nora"], url, "nora", "/settings").goto(f"{url}{NOTHING}")
        for who in ROLES:
            sign_in_unseen(found[who].request, begins.value.url, who)
        yield found


@pytest.fixture
def new_screen(screens: Screens, url: str) -> Iterator[BrowserContext]:
    """A screen on which nobody has signed in; whoever does is forgotten."""
    one = screens(False, False)
    one.clear_cookies()
    yield one
    one.clear_cookies()
    for page in one.pages[1:]:
        page.close()
    one.pages[0].goto(f"{url}{NOTHING}")


def test_nobody_sees_but_the_sign_in_and_asks_for_nothing_else(people, url: str):
    with opened(url, "settings", inside=people["nobody"]) as page:
        assert headline(page) == SIGN_IN
        expect(page.get_by_test_id("stPlotlyChart")).to_have_count(0)
        expect(page.get_by_test_id("stTopNavLink")).to_have_count(0)


@pytest.mark.parametrize(("method", "path"), THROUGH)
def test_a_route_answers_whom_it_is_for(people, url: str, method: str, path: str):
    answers = {who: one.request.fetch(f"{url}{path}", method=method, max_redirects=0) for who, one in people.items()}
    through = {who for who, answer in answers.items() if not answer.text().startswith(REFUSALS)}
    assert through == set(THROUGH[method, path])
    assert all(answers[who].status in (403, 404) for who in answers if who not in through)


@pytest.mark.parametrize("who", ROLES)
def test_the_navigation_has_the_pages_of_the_role_and_the_others_say_who_may(people, url: str, who: str):
    with opened(url, "settings", inside=people[who]) as page:
        expect(page.get_by_text(called(who))).to_be_visible()
        assert ("is for admins" in headline(page)) == (who != "ada")
        page.goto(f"{url}/upload")
        drawn(page)
        assert ("is for editors and admins" in headline(page)) == (who == "vera")
        assert page.locator('input[type="file"]').count() == (0 if who == "vera" else 1)
        groups = page.get_by_test_id("stTopNavSection").all_inner_texts()
        assert any("Data" in one for one in groups) == (who != "vera")


def test_whoever_signs_in_lands_on_the_page_they_asked_for_with_its_filters(new_screen, url: str):
    page = signed_in(new_screen, url, "vera", "/funnel?units=HR")
    assert page.url == f"{url}/funnel?units=HR"
    expect(page.get_by_text("AI portfolio")).to_contain_text("HR")


def test_whoever_has_no_role_is_told_whom_to_ask_for_what(people, url: str):
    with opened(url, inside=people["nora"]) as page:
        assert NO_ROLE in headline(page)
        expect(page.get_by_text(called("nora"))).to_be_visible()
        expect(page.get_by_test_id("stPlotlyChart")).to_have_count(0)


def test_an_address_the_provider_has_not_confirmed_gives_no_role(new_screen, url: str):
    page = signed_in(new_screen, url, "uma")
    assert NO_ROLE in headline(page)
    expect(page.get_by_text("has not confirmed an e-mail address")).to_be_visible()


def test_an_open_page_closes_within_five_seconds_when_the_role_is_taken_and_opens_when_it_is_given_back(
    people, url: str
):
    with opened(url, "upload", inside=people["edda"]) as page, opened(url, "settings", inside=people["ada"]) as admin:
        expect(page.locator('input[type="file"]')).to_have_count(1)
        stream = stream_of(page)
        give(admin, "edda@example.com", "nobody")
        expect(admin.get_by_text("is shut out from now on")).to_be_visible(timeout=BACK_MS)
        closes(stream)
        expect(page.locator("h1")).to_contain_text(NO_ROLE, timeout=BACK_MS)
        expect(page.locator('input[type="file"]')).to_have_count(0)
        asked = people["edda"].request
        assert asked.fetch(f"{url}/_stcore/upload_file/none/none", method="PUT").text().startswith(REFUSALS)
        give(admin, "edda@example.com", "viewer")
        expect(page.locator("h1")).to_contain_text("is for editors and admins", timeout=BACK_MS)


def test_an_admin_cannot_take_their_own_role(people, url: str):
    with opened(url, "settings", inside=people["ada"]) as admin:
        give(admin, "ada@example.com", "viewer")
        expect(admin.get_by_test_id("stAlertContentError")).to_contain_text("Nobody changes their own role")


def test_signing_out_ends_every_page_of_that_browser_and_its_cookie_opens_nothing_any_more(new_screen, url: str):
    page, other = signed_in(new_screen, url, "vera", "/settings"), new_screen.new_page()
    other.goto(f"{url}/upload")
    drawn(other)
    stream, kept = stream_of(other), new_screen.cookies()
    page.get_by_role("button", name=called("vera")).click()
    press(page, "Sign out")
    page.wait_for_url("**/end_session**")
    closes(stream)
    expect(other.locator("h1")).to_have_text(SIGN_IN, timeout=BACK_MS)
    new_screen.add_cookies(kept)
    assert new_screen.request.get(f"{url}/media/none.csv").status == 403
    page.goto(url)
    drawn(page)
    assert headline(page) == SIGN_IN


@pytest.mark.trust
def test_a_sign_in_ends_when_its_time_is_over(chrome: Browser, issuer: str):
    hours = {"GAPBOARD_SIGN_IN_HOURS": str(20 / 3600)}
    with served(secrets=secrets(issuer), environment=hours) as url, screen(chrome) as one:
        page = signed_in(one, url, "vera", "/settings")
        stream_of(page).wait_for_event("close", timeout=20_000 + CLOSED_MS)
        expect(page.locator("h1")).to_have_text(SIGN_IN, timeout=BACK_MS)


def stream_of(page: Page) -> WebSocket:
    """The websocket of a page, which is loaded anew."""
    with page.expect_websocket() as waiting:
        page.reload()
    drawn(page)
    return waiting.value


def closes(stream: WebSocket) -> None:
    """A page is closed within five seconds from now, if it is not yet."""
    if not stream.is_closed():
        stream.wait_for_event("close", timeout=CLOSED_MS)


def give(admin: Page, address: str, role: str) -> None:
    """Give an address a role, in Settings."""
    tab(admin, "People and roles")
    admin.get_by_label("Address", exact=True).fill(address)
    admin.get_by_label("Address", exact=True).press("Tab")
    drawn(admin)
    if role != "viewer":  # which is offered first
        admin.get_by_test_id("stSelectbox").filter(has_text="Role").first.locator("input").click()
        admin.get_by_role("option", name=role).click()
    press(admin, "Give this role")
