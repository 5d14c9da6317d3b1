"""A link is known by a token of which only the hash is kept; it can be revoked, expires, and asks for a password if it has one."""

import datetime as dt
from dataclasses import replace

import pytest

from data.store import Store, open_store
from data.store.links import KEPT, Links, Pin, Wanted
from data.store.permissions import guarded
from data.store.roles import NotAllowed
from tests.conftest import upload

NOW = dt.datetime(2026, 11, 21, 12, 0)
WEEK = dt.timedelta(days=7)
WANTED = Wanted(
    title="For the board",
    pages=("funnel", "return"),
    first_day=dt.date(2026, 1, 1),
    last_day=dt.date(2026, 3, 31),
    units=("Claims",),
    as_of=None,
    code="0.1.0",
    is_sample=False,
    expires_at=NOW + WEEK,
)
PINS = (Pin("light", "wide", b"what it shows"),)


@pytest.fixture
def links(store: Store) -> Links:
    return Links(store)


def spend(unit: str) -> dict:
    return {"business_unit": unit, "period": "2026-Q1", "category": "data", "amount": 1.0}


def test_a_link_is_found_by_its_token_and_by_no_other(links: Links):
    link, token = links.make(WANTED, "ann", NOW)
    assert links.find(token) == link
    assert (link.title, link.pages, link.units, link.author) == (
        "For the board",
        ("funnel", "return"),
        ("Claims",),
        "ann",
    )
    assert links.find(token[:-1]) is None
    assert links.find("") is None
    assert links.find(link.id) is None


def test_neither_a_token_nor_a_password_stands_in_the_file(tmp_path):
    path = tmp_path / "gapboard.duckdb"
    store = open_store(str(path))
    link, token = Links(store).make(replace(WANTED, password="horse battery"), "ann", NOW)
    key = Links(store).unlocked(token, "horse battery")
    store.close()
    content = path.read_bytes()
    assert link.id.encode() in content
    assert not any(secret.encode() in content for secret in (token, "horse battery", key))


def test_every_token_is_another_of_at_least_256_bits(links: Links):
    tokens = {links.make(WANTED, "ann", NOW)[1] for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) == 43 for token in tokens)


def test_a_link_is_open_until_the_moment_it_expires(links: Links):
    link, _ = links.make(WANTED, "ann", NOW)
    assert link.state(NOW + WEEK - dt.timedelta(microseconds=1)) == "open"
    assert link.state(NOW + WEEK) == "expired"


def test_a_revoked_link_stays_revoked_and_its_pin_is_gone(links: Links):
    link, token = links.make(replace(WANTED, as_of=0), "ann", NOW, PINS)
    assert links.pinned(link.id, "light", "wide") == b"what it shows"
    assert links.pinned(link.id, "dark", "wide") is None
    links.revoke(link.id, "bob", NOW)
    again = links.find(token)
    assert again is not None
    assert (again.state(NOW), again.revoked_by) == ("revoked", "bob")
    assert links.pinned(link.id, "light", "wide") is None
    with pytest.raises(LookupError, match="revoked already"):
        links.revoke(link.id, "bob", NOW)


def test_a_password_opens_by_a_key_that_the_token_alone_does_not_give(links: Links):
    link, token = links.make(replace(WANTED, password="horse battery"), "ann", NOW)
    _, other = links.make(replace(WANTED, password="horse battery"), "ann", NOW)
    assert link.has_password
    key = links.unlocked(token, "horse battery")
    assert links.admitted(token, key) == link
    assert links.admitted(other, key) is None
    assert not any(links.admitted(token, wrong) for wrong in ("", "horse battery", key[:-1], "é"))
    assert not any(links.unlocked(token, wrong) for wrong in ("", "horse", "Horse battery"))


def test_a_link_without_a_password_is_opened_by_its_token_and_known_as_revoked_at_once(links: Links):
    link, token = links.make(WANTED, "ann", NOW)
    assert links.admitted(token, "") == link
    links.revoke(link.id, "ann", NOW)
    again = links.admitted(token, "")
    assert again is not None
    assert again.state(NOW) == "revoked"


def test_the_same_password_is_kept_as_another_hash_for_each_link(links: Links, store: Store):
    for _ in range(2):
        links.make(replace(WANTED, password="horse battery"), "ann", NOW)
    hashes = store.connection.cursor().execute("select password_hash from store.links").fetchall()
    assert len(set(hashes)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"pages": ()},
        {"title": "  "},
        {"expires_at": NOW},
        {"last_day": dt.date(2025, 12, 31)},
        {"as_of": 3},
    ],
)
def test_a_link_that_shows_nothing_is_not_made(links: Links, wrong: dict):
    with pytest.raises(ValueError, match=r"^A (pinned )?link"):
        links.make(replace(WANTED, **wrong), "ann", NOW)
    assert links.every() == ()


def test_openings_are_counted_apart_from_refusals_and_forgotten_after_400_days(links: Links):
    link, _ = links.make(WANTED, "ann", NOW)
    links.opened(link.id, NOW, "phone")
    links.opened(link.id, NOW + KEPT, "computer", was_refused=True)
    assert [(opening.device, opening.was_refused) for opening in links.openings(link.id)] == [
        ("computer", True),
        ("phone", False),
    ]
    assert links.counts() == {link.id: (1, 1, NOW)}
    links.opened(link.id, NOW + KEPT + dt.timedelta(seconds=1), "other")
    assert [opening.device for opening in links.openings(link.id)] == ["other", "computer"]


def test_who_comes_by_a_link_can_open_it_and_do_nothing_else(store: Store):
    link, token = Links(store).make(WANTED, "ann", NOW)
    held = Links(guarded(store, lambda: "link"))
    assert held.find(token) == link
    held.opened(link.id, NOW, "phone")
    for asked in (
        lambda: held.make(WANTED, "me", NOW),
        held.every,
        held.counts,
        lambda: held.openings(link.id),
        lambda: held.revoke(link.id, "me", NOW),
    ):
        with pytest.raises(NotAllowed, match="editor"):
            asked()
    with pytest.raises(NotAllowed):
        Links(guarded(store, lambda: "anonymous")).find(token)


@pytest.fixture(params=["in memory", "on disk"])
def either(request, tmp_path):
    if request.param == "in memory":
        yield request.getfixturevalue("store")
        return
    store = open_store(str(tmp_path / "gapboard.duckdb"))
    yield store
    store.close()


def test_a_purge_takes_the_pins_that_rest_on_what_was_purged_and_no_other(either: Store):
    links = Links(either)
    either.add(upload(spend=[spend("Claims")]))
    before, _ = links.make(replace(WANTED, as_of=1), "ann", NOW, PINS)
    either.add(upload(spend=[spend("Legal")]))
    since, _ = links.make(replace(WANTED, as_of=2), "ann", NOW, PINS)
    either.purge(2, "bob", "a name in it", NOW)
    assert links.pinned(before.id, "light", "wide") == b"what it shows"
    assert links.pinned(since.id, "light", "wide") is None


def test_a_unit_that_was_purged_is_not_even_named_and_its_link_shows_no_other(either: Store):
    links = Links(either)
    either.add(upload(spend=[spend("Claims")]))
    either.add(upload(spend=[spend("Legal")]))
    legal, _ = links.make(replace(WANTED, units=("Legal",)), "ann", NOW)
    both, _ = links.make(replace(WANTED, units=("Claims", "Legal")), "ann", NOW)
    every, _ = links.make(replace(WANTED, units=None), "ann", NOW)
    either.purge(2, "bob", "a name in it", NOW)
    assert [links.named(link.id).units for link in (legal, both, every)] == [(), ("Claims",), None]
