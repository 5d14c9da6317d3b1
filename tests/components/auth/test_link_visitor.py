"""What somebody who came by a link looks at: never a unit or a quarter more than it is locked to."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from components.auth import link_visitor
from components.stores import Opened
from data.store import Store
from data.store.links import Link, Links, Wanted
from queries import Warehouse
from tests.conftest import upload

NOW = dt.datetime(2026, 11, 21, 12, 0)
WANTED = Wanted(
    title="For the board",
    pages=("spend",),
    first_day=dt.date(2026, 1, 1),
    last_day=dt.date(2026, 6, 30),
    units=("HR",),
    as_of=None,
    code="0.1.0",
    is_sample=False,
    expires_at=NOW + dt.timedelta(days=30),
)


def spend(unit: str, *periods: str) -> list[dict]:
    return [{"business_unit": unit, "period": period, "category": "data", "amount": 1.0} for period in periods]


@pytest.fixture
def opened(store: Store, warehouse: Warehouse) -> Callable[[], Opened]:
    """The store as it stands now."""
    return lambda: Opened(store, warehouse, is_sample=False, latest=store.latest)


@pytest.fixture
def link(store: Store) -> Link:
    store.add(upload(spend=spend("HR", "2026-Q1", "2026-Q2") + spend("Legal", "2026-Q1")))
    return Links(store).make(WANTED, "ann", NOW)[0]


def test_a_link_is_locked_to_its_units_and_quarters_and_withholds_rows(store: Store, link: Link, opened):
    store.add(upload(spend=spend("HR", "2026-Q3")))
    scope = link_visitor.scope_of(link, opened())
    assert (scope.since, scope.until) == (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    assert (scope.units, scope.allowed_units, scope.withholds_rows) == (None, ("HR",), True)
    assert scope.as_of == store.latest
    assert link_visitor.gone(link, opened()) is None


def test_a_link_to_all_units_has_no_lock_of_units(store: Store, link: Link, opened):
    assert link_visitor.scope_of(replace(link, units=None), opened()).allowed_units is None


@pytest.mark.parametrize("units", [(), ("Nobody",)])
def test_where_none_of_its_units_is_there_it_shows_nothing_and_says_so(store: Store, link: Link, units: tuple, opened):
    closed = replace(link, units=units)
    assert link_visitor.gone(closed, opened()) == link_visitor.NOTHING
    assert link_visitor.scope_of(closed, opened()).allowed_units == ()


def test_where_a_quarter_is_gone_it_shows_nothing(store: Store, link: Link, opened):
    elsewhere = replace(link, last_day=dt.date(2026, 9, 30))
    assert link_visitor.gone(elsewhere, opened()) == link_visitor.NOTHING


def test_another_fiscal_year_cannot_widen_its_quarters(store: Store, link: Link, opened):
    store.change_settings({"fiscal_start_month": "2"}, "test", "", NOW)
    assert link_visitor.gone(link, opened()) == link_visitor.NOTHING


def test_a_link_to_the_sample_shows_nothing_of_real_figures(store: Store, link: Link, opened):
    head, _ = link_visitor.gone(replace(link, is_sample=True), opened()) or ("", "")
    assert "made-up portfolio" in head


def test_a_pin_has_the_settings_of_its_version(store: Store, link: Link, opened):
    store.change_settings({"minimum_n": "9"}, "test", "", NOW)
    assert link_visitor.scope_of(replace(link, as_of=1), opened()).settings["minimum_n"] == "5"


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        ("Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/156.0 Mobile Safari/537.36", "phone"),
        ("Mozilla/5.0 (Linux; Android 16; SM-X900) Chrome/156.0 Safari/537.36", "tablet"),
        ("Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) Mobile/15E148", "tablet"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0", "computer"),
        ("a crawler", "other"),
    ],
)
def test_of_a_device_only_its_kind_is_known(agent: str, kind: str):
    assert link_visitor.device(agent) == kind


def test_what_is_said_of_a_closed_link_says_which_way_it_closed(link: Link):
    assert link_visitor.closed(None, NOW)[0] == "There is no such link"
    assert link_visitor.closed(replace(link, revoked_at=NOW), NOW)[0] == "This link was taken back"
    assert link_visitor.closed(link, link.expires_at)[0] == "This link ended on 21 December 2026"
