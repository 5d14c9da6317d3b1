"""Who asks, and what their role allows. A composition root of the app.

Nothing here is decided once: a role, a sign-in or a link that was taken away ends at the next use.
"""

import datetime as dt
import functools
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from components import stores
from components.auth import link_visitor, oidc
from components.auth.oidc import SignIn
from data.store.audit import Audit
from data.store.people import People
from data.store.permissions import NotAllowed, Role, allows
from data.store.sign_ins import SignIns

__all__ = ["ANONYMOUS", "LOCAL", "NotAllowed", "Person", "Role", "asked", "person", "role"]

SIGN_IN_HOURS = 12  # a working day; then the provider is asked again who somebody is and what they may


@dataclass(frozen=True)
class Person:
    """Whoever looks at a page: the name that is written beside what they do, and their role. `link` is the link they came by."""

    name: str
    role: Role
    address: str = ""
    link: str = ""

    def may(self, need: Role) -> bool:
        """Whether their role allows what needs this one."""
        return allows(self.role, need)


LOCAL = Person("local admin", "admin")
"""Without an identity provider the app answers on this machine only, to whoever sits at it."""
ANONYMOUS = Person("", "anonymous")
"""Whoever has not signed in."""


@dataclass(frozen=True)
class Bearer:
    """What came with a connection: a sign-in, the cookies of a link. Who that is now is asked of `who_is`."""

    sign_in: SignIn | None = None
    cookies: Mapping[str, str] = field(default_factory=dict, hash=False)


def person() -> Person:
    """Whoever this run of a page is for."""
    return who_is(_bearer())


def role() -> Role:
    """Their role, asked anew."""
    return person().role


def asked() -> Callable[[], Role]:
    """The role of whoever this run is for, asked anew at each use, even after the run: a download is made when it is pressed."""
    bearer = _bearer()
    return lambda: who_is(bearer).role


def brought(cookies: Mapping[str, str]) -> Bearer:
    """What these cookies of a request bring."""
    return Bearer(oidc.signed_in(cookies), cookies)


def who_is(bearer: Bearer) -> Person:
    """Who somebody is at this moment. Raises StoreBusy, StoreError where the store cannot say."""
    if link_visitor.COOKIE in bearer.cookies:  # a link that is closed opens nothing else, not even on this machine
        link = link_visitor.link_of(bearer.cookies, dt.datetime.now())
        return Person("visitor of a link", "link", link=link.id) if link else ANONYMOUS
    if not oidc.has_provider():
        return LOCAL
    sign_in = bearer.sign_in
    if sign_in is None or not _standing(_second()).counts(sign_in.id, dt.datetime.now()):
        return ANONYMOUS
    return Person(sign_in.who, _role(sign_in), sign_in.address)


def began(sign_in: SignIn, now: dt.datetime) -> None:
    """Somebody came back from the provider: from here on their sign-in counts, for so many hours."""
    hours = float(os.environ.get("GAPBOARD_SIGN_IN_HOURS") or SIGN_IN_HOURS)
    store = stores.company_store()
    SignIns(store).begin(sign_in.id, sign_in.who, now, now + dt.timedelta(hours=hours))
    Audit(store).note(now, sign_in.who, "signed in", "" if _role(sign_in) != "anonymous" else "without a role")
    forget()


def ended(sign_in: SignIn, now: dt.datetime) -> None:
    """Somebody signed out."""
    store = stores.company_store()
    SignIns(store).end(sign_in.id)
    Audit(store).note(now, sign_in.who, "signed out")
    forget()


def note(now: dt.datetime, did: str, about: str) -> None:
    """Write down that whoever this run of a page is for did something."""
    Audit(stores.company_store(asked())).note(now, person().name, did, about)


def forget() -> None:
    """Read anew who may what: something of it was changed."""
    _standing.cache_clear()


@dataclass(frozen=True)
class _Standing:
    """What an admin has said of addresses, and which sign-ins count until when."""

    roles: Mapping[str, str]
    until: Mapping[str, dt.datetime]

    def counts(self, id: str, now: dt.datetime) -> bool:
        return id in self.until and now < self.until[id]


def _role(sign_in: SignIn) -> Role:
    """What an admin has said of somebody's address; else what the operator's rules give."""
    said = _standing(_second()).roles.get(sign_in.address)
    found = said or oidc.role_rules().role(sign_in.address, sign_in.claims)
    return found if found in ("viewer", "editor", "admin") else "anonymous"  # type: ignore[return-value]


@functools.lru_cache(maxsize=1)
def _standing(second: int) -> _Standing:
    """As the store says it in this second: another process may have changed it."""
    store = stores.company_store()
    roles = {one.address: one.role for one in People(store).listed()}
    return _Standing(roles, {one.id: one.ends_at for one in SignIns(store).now(dt.datetime.now())})


def _second() -> int:
    return int(time.monotonic())


def _bearer() -> Bearer:
    """What came with this run's connection. Streamlit must agree that they are signed in: it has checked where from."""
    cookies = st.context.cookies.to_dict()
    if oidc.has_provider() and not st.user.get("is_logged_in"):
        cookies = {name: value for name, value in cookies.items() if not oidc.is_ours(name)}
    return brought(cookies)
