"""Who asks, and what their role allows. A composition root of the app.

Nothing here is decided once: a role, a sign-in or a link that was revoked ends at the next use.
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
from data.store.roles import NotAllowed, Role, allows
from data.store.sign_ins import SignIns

__all__ = ["ANONYMOUS", "LOCAL", "NotAllowed", "Person", "Role", "live_role", "person", "role"]

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
class Credentials:
    """What came with a connection: a sign-in, the cookies of a link. Who that is now is asked of `who_is`."""

    sign_in: SignIn | None = None
    cookies: Mapping[str, str] = field(default_factory=dict, hash=False)


def person() -> Person:
    """Whoever this run of a page is for."""
    return who_is(_credentials())


def role() -> Role:
    """Their role, asked anew."""
    return person().role


def live_role() -> Callable[[], Role]:
    """The role of whoever this run is for, asked anew at each use, even after the run: a download is made when it is pressed."""
    found = _credentials()
    return lambda: who_is(found).role


def credentials(cookies: Mapping[str, str]) -> Credentials:
    """The credentials in these cookies of a request."""
    return Credentials(oidc.signed_in(cookies), cookies)


def who_is(credentials: Credentials) -> Person:
    """Who somebody is at this moment. Raises StoreBusy, StoreError where the store cannot say."""
    if link_visitor.COOKIE in credentials.cookies:  # a link that is closed opens nothing else, not even on this machine
        link = link_visitor.open_link_of_cookie(credentials.cookies, dt.datetime.now())
        return Person("visitor of a link", "link", link=link.id) if link else ANONYMOUS
    if not oidc.has_provider():
        return LOCAL
    sign_in = credentials.sign_in
    if sign_in is None or not _permissions(_second()).counts(sign_in.id, dt.datetime.now()):
        return ANONYMOUS
    return Person(sign_in.who, _role(sign_in), sign_in.address)


def record_sign_in(sign_in: SignIn, now: dt.datetime) -> None:
    """Write down that somebody came back from the provider: from here on their sign-in counts, for so many hours."""
    hours = float(os.environ.get("GAPBOARD_SIGN_IN_HOURS") or SIGN_IN_HOURS)
    store = stores.company_store()
    SignIns(store).begin(sign_in.id, sign_in.who, now, now + dt.timedelta(hours=hours))
    Audit(store).note(now, sign_in.who, "signed in", "" if _role(sign_in) != "anonymous" else "without a role")
    forget()


def record_sign_out(sign_in: SignIn, now: dt.datetime) -> None:
    """Write down that somebody signed out: their sign-in counts no more."""
    store = stores.company_store()
    SignIns(store).end(sign_in.id)
    Audit(store).note(now, sign_in.who, "signed out")
    forget()


def note(now: dt.datetime, did: str, about: str) -> None:
    """Write down that whoever this run of a page is for did something."""
    Audit(stores.company_store(live_role())).note(now, person().name, did, about)


def forget() -> None:
    """Read anew who may what: something of it was changed."""
    _permissions.cache_clear()


@dataclass(frozen=True)
class _Permissions:
    """The roles an admin has given to addresses, and which sign-ins count until when."""

    roles: Mapping[str, str]
    until: Mapping[str, dt.datetime]

    def counts(self, id: str, now: dt.datetime) -> bool:
        return id in self.until and now < self.until[id]


def _role(sign_in: SignIn) -> Role:
    """The role an admin has given to somebody's address; else the one that the operator's rules give."""
    role = _permissions(_second()).roles.get(sign_in.address) or oidc.role_rules().role(sign_in.address, sign_in.claims)
    return role if role in ("viewer", "editor", "admin") else "anonymous"  # type: ignore[return-value]


@functools.lru_cache(maxsize=1)
def _permissions(second: int) -> _Permissions:
    """As the store says it in this second: another process may have changed it."""
    store = stores.company_store()
    roles = {listed.address: listed.role for listed in People(store).listed()}
    return _Permissions(roles, {sign_in.id: sign_in.ends_at for sign_in in SignIns(store).now(dt.datetime.now())})


def _second() -> int:
    return int(time.monotonic())


def _credentials() -> Credentials:
    """What came with this run's connection. Streamlit must agree that they are signed in: it has checked where from."""
    cookies = st.context.cookies.to_dict()
    if oidc.has_provider() and not st.user.get("is_logged_in"):
        cookies = {name: value for name, value in cookies.items() if not oidc.is_sign_in_cookie(name)}
    return credentials(cookies)
