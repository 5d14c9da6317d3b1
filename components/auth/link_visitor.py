"""Who came by a link, what they look at, and why they see nothing where it is closed.

A visitor holds a cookie with the link's token, and beside it what only whoever knew its password can show.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from components import stores
from components.stores import Opened
from components.text import format
from data.store.links import Device, Link, Links
from data.store.roles import Role
from queries import Scope, ScopeError, resolve
from queries.scope import business_units, settings

__all__ = ["COOKIE", "Link", "Links"]

COOKIE = "gapboard_link"
REVOKED = "This link was taken back"
UNKNOWN = "There is no such link"
ASK = "Ask whoever sent it to you for another one."
NOTHING = (
    "Nothing stands any more in what this link shows",
    f"Its quarters or units are no longer in the data. {ASK}",
)
PURGED = (
    "What this link showed was removed",
    f"It rested on an upload that was removed from the store for privacy. {ASK}",
)


def link_role() -> Role:
    """The role of whoever came by a link, and of all that is done on their behalf."""
    return "link"


def links(role: Callable[[], Role] = link_role) -> Links:
    """The links of the company's store, as somebody of this role may use them."""
    return Links(stores.company_store(role))


def opened() -> Opened:
    """The store that is shown, as whoever came by a link may use it."""
    return stores.shown(link_role)


def cookie(token: str, key: str) -> str:
    """What a visitor holds: the token, and the key that the password gave where there is one."""
    return f"{token}.{key}" if key else token


def open_link_of_cookie(cookies: Mapping[str, str], now: dt.datetime) -> Link | None:
    """The link that somebody came by and that is open; None where they came by none, or it is closed."""
    link = link_of_cookie(cookies)
    return link if link is not None and link.state(now) == "open" else None


def link_of_cookie(cookies: Mapping[str, str]) -> Link | None:
    """The link that somebody came by, open or not; None where they came by none there is."""
    token, _, key = cookies.get(COOKIE, "").partition(".")
    return links().admitted(token, key) if token else None


def closed(link: Link | None, now: dt.datetime) -> tuple[str, str]:
    """The text in the place of a link that is not open: a headline, and what to do."""
    if link is None:
        return UNKNOWN, "Check that the whole address was copied, or ask whoever sent it to you."
    if link.state(now) == "revoked":
        return REVOKED, ASK
    return f"This link ended on {format.date(link.expires_at.date())}", ASK


def gone(link: Link, opened: Opened) -> tuple[str, str] | None:
    """The text where an open link has nothing to show any more; None where it has.

    A link pinned to what was purged since is known only when its pin is looked for.
    """
    if link.is_sample != opened.is_sample:
        return "This link showed a made-up portfolio", f"Real figures have taken its place since. {ASK}"
    return NOTHING if not link.is_pinned and _live(link, opened) is None else None


def device(agent: str) -> Device:
    """What kind of device a browser says it runs on."""
    if "iPad" in agent or "Tablet" in agent or ("Android" in agent and "Mobi" not in agent):
        return "tablet"
    if "Mobi" in agent:
        return "phone"
    return "computer" if any(name in agent for name in ("Windows", "Macintosh", "X11", "CrOS")) else "other"


def scope_of(link: Link, opened: Opened) -> Scope:
    """The scope that a link is locked to: never a unit or a quarter more. Nothing where nothing of it is there any more."""
    if link.as_of is None:
        return _live(link, opened) or Scope(0, dt.date.min, dt.date.min, allowed_units=(), withholds_rows=True)
    return Scope(
        link.as_of,
        link.first_day,
        link.last_day,
        allowed_units=link.units,
        withholds_rows=True,
        settings=settings(opened.store.connection, link.as_of),
    )


def _live(link: Link, opened: Opened) -> Scope | None:
    """The link's quarters and units as they stand now; None where a quarter or every unit is gone."""
    connection = opened.store.connection
    try:
        scope = resolve(
            connection,
            since=link.first_day.isoformat(),
            until=link.last_day.isoformat(),
            allowed_units=link.units,
            withholds_rows=True,
        )
    except ScopeError:
        return None
    is_within = link.first_day <= scope.since and scope.until <= link.last_day
    return scope if is_within and business_units(connection, scope) else None


def until(link: Link) -> str:
    """How a link shows its figures, and how long: live, until 21 December 2026."""
    kind = f"pinned on {format.date(link.created_at.date())}" if link.is_pinned else "live"
    return f"{kind}{format.DOT}open until {format.date(link.expires_at.date())}"
