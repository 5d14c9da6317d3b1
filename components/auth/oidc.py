"""Whose request this is: the claims of a provider about somebody, from the cookie that Streamlit signed.

The cookie is read by Streamlit's own functions. It proves who signed in, not that this still counts: see `authorization.py`.
"""

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from components import streamlit_internals
from components.auth.role_rules import Rules, RulesError, rules

SHORTEST_SECRET = 32  # letters of the secret that cookies are signed with; a shorter one can be guessed


@dataclass(frozen=True)
class SignIn:
    """Somebody as the provider vouches for them. `address` is empty where the provider has not confirmed it."""

    id: str
    name: str
    address: str
    claims: Mapping[str, object]

    @property
    def who(self) -> str:
        """The name that is written beside what they do, and that their sign-ins are found by."""
        return self.address or self.name


@functools.cache
def has_provider() -> bool:
    """Whether people sign in. Looked up once: a secrets file that is gone later opens nothing."""
    return bool(streamlit_internals.sign_in_settings())


@functools.cache
def role_rules() -> Rules:
    """The operator's rules. Raises RulesError."""
    return rules(streamlit_internals.secrets_section("roles"))


def providers() -> tuple[str, ...]:
    """The names of the providers to choose from; `default` where there is but one."""
    section = streamlit_internals.sign_in_settings()
    named = tuple(str(name) for name, entry in section.items() if isinstance(entry, Mapping) and "client_id" in entry)
    return (("default",) if "client_id" in section else ()) + named


def origin() -> str:
    """Where people sign in to, as a browser says it: https://gapboard.example.com. Empty without a provider."""
    return streamlit_internals.sign_in_origin()


def demand_sound() -> None:
    """Raise RulesError where sign-in is set up in a way that would let people in who should not be."""
    if has_provider():
        role_rules()
        if len(streamlit_internals.cookie_secret()) < SHORTEST_SECRET:
            raise RulesError(f"[auth] cookie_secret is shorter than {SHORTEST_SECRET} letters. Make one at random.")


def signed_in(cookies: Mapping[str, str]) -> SignIn | None:
    """Who signed in with these cookies; None where nobody did, or they are forged, too old or another host's."""
    if not has_provider() or not (raw := streamlit_internals.sign_in_cookie(cookies)):
        return None
    return _read(raw)


def is_sign_in_cookie(cookie: str) -> bool:
    """Whether a cookie of this name says who signed in."""
    return cookie.startswith(streamlit_internals.SIGN_IN_COOKIES)


@functools.lru_cache(maxsize=1000)
def _read(raw: bytes) -> SignIn | None:
    claims = streamlit_internals.claims_of(raw, origin())
    if not claims.get("is_logged_in"):
        return None
    is_confirmed = str(claims.get("email_verified", "")).lower() == "true"
    address = str(claims.get("email") or "").strip().lower() if is_confirmed else ""
    name = next((str(claims[key]) for key in ("preferred_username", "name", "sub") if claims.get(key)), "somebody")
    return SignIn(hashlib.sha256(raw).hexdigest(), name[:200], address, cast(Mapping[str, object], json.loads(raw)))
