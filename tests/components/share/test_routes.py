"""A link's address lands on its first page and tells nobody more than it must."""

import asyncio
import datetime as dt
import uuid
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from components import stores
from components.auth.link_visitor import COOKIE
from components.share.routes import LinkRoutes
from data.store import Store
from data.store.links import Link, Links, Wanted
from queries import Warehouse
from tests.conftest import upload

ROW = {"business_unit": "HR", "period": "2026-Q1", "category": "licences", "amount": 2_000_000.0}


@pytest.fixture
def links(store: Store, warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Links:
    """The links of a store with one row of spend, open in the app."""
    store.add(upload(spend=[ROW]))
    store.identity = uuid.uuid4().hex  # what was cached of an earlier test is of another store
    path = str(tmp_path / "in-memory")
    monkeypatch.setenv("GAPBOARD_STORE", path)
    monkeypatch.setitem(stores.open_stores, path, stores.Installed(store, warehouse))
    return Links(store)


class Visitor:
    """Somebody who asks for addresses, and keeps no cookies."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.routes = LinkRoutes(preview_seconds=60).every()

    def get(self, path: str, **more) -> httpx.Response:
        return self._ask("GET", path, **more)

    def post(self, path: str, **more) -> httpx.Response:
        return self._ask("POST", path, **more)

    def _ask(self, method: str, path: str, **more) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(Starlette(routes=self.routes), client=("192.0.2.1", 1))
            async with httpx.AsyncClient(transport=transport, base_url=self.host) as client:
                return await client.request(method, path, **more)

        return asyncio.run(asked())


@pytest.fixture
def visitor(links: Links) -> Visitor:
    return Visitor("https://board.example.com")


def wanted(**more) -> Wanted:
    plain = Wanted(
        title="For the board",
        pages=("spend",),
        first_day=dt.date(2026, 1, 1),
        last_day=dt.date(2026, 3, 31),
        units=None,
        as_of=None,
        code="0.1.0",
        is_sample=False,
        expires_at=dt.datetime.now() + dt.timedelta(days=1),
    )
    return replace(plain, **more)


def made(links: Links, **more) -> tuple[Link, str]:
    return links.make(wanted(**more), "ann", dt.datetime.now() - dt.timedelta(hours=1))


def refused(links: Links, link: Link) -> int:
    return sum(opening.was_refused for opening in links.openings(link.id))


def test_it_lands_on_the_first_page_with_the_token_in_a_cookie_no_script_can_read(links: Links, visitor: Visitor):
    link, token = made(links)
    answer = visitor.get(f"/s/{token}")
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0; url=../"' in answer.text
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}={token};")
    assert {"HttpOnly", "SameSite=lax", "Secure", "Path=/"} <= set(cookie.split("; "))
    assert answer.headers["cache-control"] == "no-store"
    assert links.openings(link.id) == ()


def test_over_plain_http_the_cookie_is_not_for_https_alone(links: Links):
    assert "Secure" not in Visitor("http://127.0.0.1").get(f"/s/{made(links)[1]}").headers["set-cookie"]


def test_in_a_frame_of_another_site_the_cookie_comes_along(links: Links, visitor: Visitor, monkeypatch):
    monkeypatch.setenv("GAPBOARD_FRAMES", "https://intranet.example.com")
    cookie = visitor.get(f"/s/{made(links)[1]}").headers["set-cookie"]
    assert {"SameSite=none", "Secure"} <= set(cookie.split("; "))


def test_a_messenger_is_told_the_finding_the_scope_and_a_picture(links: Links, visitor: Visitor):
    _, token = made(links)
    text = visitor.get(f"/s/{token}").text
    assert 'property="og:title" content="We spent 2.0m' in text
    assert 'property="og:description" content="Q1 2026 · all units · as of version 1' in text
    assert f'content="https://board.example.com/s/{token}/preview.png"' in text
    drawn = visitor.get(f"/s/{token}/preview.png")
    assert drawn.headers["content-type"] == "image/png"
    assert drawn.content.startswith(b"\x89PNG")
    assert int.from_bytes(drawn.content[16:20], "big") == 1200
    assert int.from_bytes(drawn.content[20:24], "big") == 630


def test_behind_a_password_nothing_is_told_until_it_is_right(links: Links, visitor: Visitor):
    link, token = made(links, password="horse battery")
    form = visitor.get(f"/s/{token}")
    assert form.status_code == 200
    assert "og:" not in form.text
    assert "set-cookie" not in form.headers
    assert visitor.get(f"/s/{token}/preview.png").status_code == 404
    wrong = visitor.post(f"/s/{token}", data={"password": "Horse battery"})
    assert (wrong.status_code, "set-cookie" in wrong.headers) == (403, False)
    assert refused(links, link) == 1
    right = visitor.post(f"/s/{token}", data={"password": "horse battery"})
    assert right.status_code == 200
    assert "og:" not in right.text
    value = right.headers["set-cookie"].split(";")[0].removeprefix(f"{COOKIE}=")
    assert value.split(".")[0] == token
    assert links.admitted(*value.split(".")) == link
    assert links.admitted(token, "") is None


def test_a_password_is_tried_ten_times_a_minute_and_no_more(links: Links, visitor: Visitor):
    _, token = made(links, password="horse battery")
    answers = [visitor.post(f"/s/{token}", data={"password": str(at)}).status_code for at in range(11)]
    assert answers == [403] * 10 + [429]
    assert visitor.post(f"/s/{token}", data={"password": "horse battery"}).status_code == 429
    assert visitor.get(f"/s/{token}").status_code == 200


def test_a_whole_board_opens_a_link_with_its_password_in_the_same_minute(links: Links, visitor: Visitor):
    _, token = made(links, password="horse battery")
    answers = {visitor.post(f"/s/{token}", data={"password": "horse battery"}).status_code for _ in range(11)}
    assert answers == {200}


def test_a_form_longer_than_any_password_is_not_read(links: Links, visitor: Visitor):
    _, token = made(links, password="horse battery")
    assert visitor.post(f"/s/{token}", content=b"password=" + b"x" * 100_000).status_code == 200
    assert "password" in visitor.get(f"/s/{token}").text


def test_an_unknown_link_is_not_found_and_one_that_is_closed_is_gone(links: Links, visitor: Visitor):
    revoked, token = made(links)
    links.revoke(revoked.id, "ann", dt.datetime.now())
    expired, old = made(links, expires_at=dt.datetime.now() - dt.timedelta(minutes=1))
    assert visitor.get("/s/not-a-token").status_code == 404
    for link, address in ((revoked, token), (expired, old)):
        answer = visitor.get(f"/s/{address}")
        assert answer.status_code == 410
        assert "Ask whoever sent it to you" in answer.text
        assert "set-cookie" not in answer.headers
        assert refused(links, link) == 1
        assert visitor.get(f"/s/{address}/preview.png").status_code == 410


def test_who_asks_for_a_closed_link_over_and_over_fills_no_store(links: Links, visitor: Visitor):
    link, token = made(links)
    links.revoke(link.id, "ann", dt.datetime.now())
    assert {visitor.get(f"/s/{token}").status_code for _ in range(15)} == {410}
    assert refused(links, link) == 10


def test_a_link_whose_units_are_gone_says_so(links: Links, visitor: Visitor):
    _, token = made(links, units=("Nobody",))
    answer = visitor.get(f"/s/{token}")
    assert answer.status_code == 410
    assert "Nothing stands any more" in answer.text


def test_the_tenth_wrong_token_of_a_minute_is_answered_and_the_eleventh_waits(links: Links, visitor: Visitor):
    _, token = made(links)
    assert [visitor.get(f"/s/{'x' * 43}{at}").status_code for at in range(11)] == [404] * 10 + [429]
    late = visitor.get(f"/s/{token}")
    assert (late.status_code, late.headers["retry-after"]) == (429, "60")


def test_right_tokens_are_not_counted(links: Links, visitor: Visitor):
    _, token = made(links, password="a password")
    assert {visitor.get(f"/s/{token}").status_code for _ in range(20)} == {200}


def test_who_is_asking_is_what_the_proxy_saw_only_where_there_is_one(links: Links, visitor: Visitor, monkeypatch):
    def wrong(number: int) -> int:
        headers = {"x-forwarded-for": f"10.0.0.{number}, 198.51.100.{number}"}
        return visitor.get("/s/wrong", headers=headers).status_code

    assert [wrong(at) for at in range(11)][-1] == 429
    monkeypatch.setenv("GAPBOARD_PROXY", "yes")
    assert {wrong(at) for at in range(11)} == {404}
    forged = [
        visitor.get("/s/wrong", headers={"x-forwarded-for": f"10.0.0.{at}, 192.0.2.77"}).status_code for at in range(11)
    ]
    assert forged[-1] == 429


def test_the_way_back_takes_the_cookie_away(visitor: Visitor):
    answer = visitor.get("/s/leave")
    assert (answer.status_code, answer.headers["location"]) == (303, "../")
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_what_is_written_of_a_name_in_a_sheet_is_text(links: Links, visitor: Visitor, store: Store):
    store.add(upload(spend=[ROW | {"business_unit": '"><script>x</script>'}]))
    _, token = made(links, units=('"><script>x</script>',))
    text = visitor.get(f"/s/{token}").text
    assert "<script" not in text
    assert "&lt;script&gt;" in text
