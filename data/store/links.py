"""Links by which people without an account see chosen pages: made, opened, counted, revoked.

A link is known by a token of 256 random bits, which is handed out once; the store keeps only its hash.
"""

import datetime as dt
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from data.store.roles import needs
from data.store.store import Store

TOKEN_BYTES, SALT_BYTES = 32, 16
SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # 16 MB and a twentieth of a second for each try
MOST_REMEMBERED = 1000
KEPT = dt.timedelta(days=400)
"""How long it is kept when a link was opened."""

State = Literal["open", "expired", "revoked"]
Device = Literal["phone", "tablet", "computer", "other"]


@dataclass(frozen=True)
class Link:
    """What a link shows and how long. `units` None: all of them; `as_of` None: whatever is newest, else a pin of it.

    `code` names the code that made it; `is_sample`: it shows the made-up portfolio, and nothing once that is replaced.
    """

    id: str
    title: str
    pages: tuple[str, ...]
    first_day: dt.date
    last_day: dt.date
    units: tuple[str, ...] | None
    as_of: int | None
    code: str
    is_sample: bool
    has_password: bool
    author: str
    created_at: dt.datetime
    expires_at: dt.datetime
    revoked_at: dt.datetime | None = None
    revoked_by: str = ""

    @property
    def is_pinned(self) -> bool:
        return self.as_of is not None

    def state(self, now: dt.datetime) -> State:
        """Whether it can be opened; at the very moment it expires it cannot."""
        if self.revoked_at is not None:
            return "revoked"
        return "open" if now < self.expires_at else "expired"


@dataclass(frozen=True)
class Wanted:
    """A link that somebody wants to hand out: see Link. A blank password is none."""

    title: str
    pages: tuple[str, ...]
    first_day: dt.date
    last_day: dt.date
    units: tuple[str, ...] | None
    as_of: int | None
    code: str
    is_sample: bool
    expires_at: dt.datetime
    password: str = ""


@dataclass(frozen=True)
class Opening:
    """A link was opened, or was refused to somebody, who is not known."""

    opened_at: dt.datetime
    device: str
    was_refused: bool


@dataclass(frozen=True)
class Pin:
    """All pages of a link as one look sees them (`light`, `wide`), compressed."""

    light: str
    width: str
    content: bytes


class _Remembered:
    """Links by what opened them; what was asked for before a revocation is not remembered after it."""

    def __init__(self) -> None:
        self._links: dict[tuple[str, str, str], Link] = {}
        self._turn = 0
        self._lock = threading.Lock()

    def get(self, by: tuple[str, str, str], ask: Callable[[], Link | None]) -> Link | None:
        if found := self._links.get(by):
            return found
        turn = self._turn
        asked = ask()
        with self._lock:
            if asked is not None and turn == self._turn:
                if len(self._links) >= MOST_REMEMBERED:
                    self._links.clear()
                self._links[by] = asked
        return asked

    def forget(self) -> None:
        with self._lock:
            self._turn += 1
            self._links.clear()


_remembered = _Remembered()


class Links:
    """The links of a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @needs("editor")
    def make(self, wanted: Wanted, author: str, at: dt.datetime, pins: Sequence[Pin] = ()) -> tuple[Link, str]:
        """A new link and its token, which cannot be had again. `pins` are what it shows, where it is pinned.

        Raises ValueError where it has no page or name, runs backwards, has expired already, or is pinned to nothing.
        """
        if not wanted.pages or not wanted.title.strip():
            raise ValueError("A link needs a name and at least one page.")
        if wanted.expires_at <= at or wanted.first_day > wanted.last_day:
            raise ValueError("A link must end after it begins.")
        if (wanted.as_of is None) == bool(pins):
            raise ValueError("A pinned link needs what it shows, and no other does.")
        token, salt, hashed = secrets.token_urlsafe(TOKEN_BYTES), None, None
        if wanted.password:
            salt = secrets.token_bytes(SALT_BYTES)
            hashed = _password(wanted.password, salt)
        name = secrets.token_hex(8)
        with self.store.writing() as cursor:
            cursor.execute(
                "insert into store.links values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, null)",
                [
                    name,
                    _hash(token),
                    wanted.title.strip(),
                    list(wanted.pages),
                    wanted.first_day,
                    wanted.last_day,
                    None if wanted.units is None else list(wanted.units),
                    wanted.as_of,
                    wanted.code,
                    wanted.is_sample,
                    salt,
                    hashed,
                    author,
                    at,
                    wanted.expires_at,
                ],
            )
            for pin in pins:
                values = [name, wanted.as_of, pin.light, pin.width, pin.content]
                cursor.execute("insert into store.pins values (?, ?, ?, ?, ?)", values)
        return self.named(name), token

    @needs("link")
    def find(self, token: str) -> Link | None:
        """The link of a token, open or not; None where there is none."""
        found = self._links("where token_hash = ?", [_hash(token)])
        return found[0] if found else None

    @needs("link")
    def named(self, link: str) -> Link:
        """A link by its id. Raises LookupError."""
        found = self._links("where link = ?", [link])
        if not found:
            raise LookupError("There is no such link.")
        return found[0]

    @needs("editor")
    def every(self) -> tuple[Link, ...]:
        """Every link ever made, the newest first."""
        return self._links("order by created_at desc, link", [])

    @needs("link")
    def admitted(self, token: str, key: str) -> Link | None:
        """The link that a token and the key of its password open, if it still stands or not; None where they open none.

        Asked at each step somebody takes, and so remembered until any link is revoked.
        """
        return _remembered.get((self.store.identity, token, key), lambda: self._admitted(token, key))

    @needs("link")
    def unlocked(self, token: str, password: str) -> str:
        """The key that opens a link with this password, to be shown instead of the password; blank where it is wrong."""
        secret = self._secret(token)
        if secret is None or not password:
            return ""
        salt, hashed = secret
        return _key(token, hashed) if hmac.compare_digest(_password(password, salt), hashed) else ""

    @needs("editor")
    def revoke(self, link: str, by: str, at: dt.datetime) -> None:
        """Take a link back; what it showed is forgotten. Raises LookupError where there is none, or it was revoked before."""
        with self.store.writing() as cursor:
            changed = cursor.execute(
                "update store.links set revoked_at = ?, revoked_by = ? where link = ? and revoked_at is null"
                " returning link",
                [at, by, link],
            ).fetchall()
            if not changed:
                raise LookupError("There is no such link, or it was revoked already.")
            cursor.execute("delete from store.pins where link = ?", [link])
        _remembered.forget()

    @needs("link")
    def pinned(self, link: str, light: str, width: str) -> bytes | None:
        """What a pinned link shows in a look; None where it was purged."""
        sql = "select content from store.pins where link = ? and light = ? and width = ?"
        found = self._all(sql, [link, light, width])
        return bytes(found[0][0]) if found else None

    @needs("link")
    def opened(self, link: str, at: dt.datetime, device: Device, *, was_refused: bool = False) -> None:
        """Write down that a link was opened, or refused; what is older than 400 days is forgotten."""
        with self.store.writing() as cursor:
            cursor.execute("delete from store.link_openings where opened_at < ?", [at - KEPT])
            cursor.execute("insert into store.link_openings values (?, ?, ?, ?)", [link, at, device, was_refused])

    @needs("editor")
    def openings(self, link: str) -> tuple[Opening, ...]:
        """When a link was opened, the last first."""
        sql = "select opened_at, device, was_refused from store.link_openings where link = ? order by opened_at desc"
        return tuple(Opening(*row) for row in self._all(sql, [link]))

    @needs("editor")
    def counts(self) -> Mapping[str, tuple[int, int, dt.datetime | None]]:
        """By link, how often it was opened, how often it was refused, and when it was last opened."""
        sql = """
            select
                link,
                count_if(not was_refused),
                count_if(was_refused),
                max(opened_at) filter (where not was_refused),
            from store.link_openings
            group by link
        """
        return {link: (opened, refused, last) for link, opened, refused, last in self._all(sql, [])}

    def _links(self, which: str, values: list[object]) -> tuple[Link, ...]:
        sql = f"""
            select
                link, title, pages, first_day, last_day, units, as_of, code, is_sample, password_hash is not null,
                author, created_at, expires_at, revoked_at, coalesce(revoked_by, ''),
            from store.links
            {which}
        """
        return tuple(
            Link(
                link,
                title,
                tuple(pages),
                first_day,
                last_day,
                None if units is None else tuple(units),
                as_of,
                code,
                is_sample,
                has_password,
                author,
                created_at,
                expires_at,
                revoked_at,
                revoked_by,
            )
            for link, title, pages, first_day, last_day, units, as_of, code, is_sample, has_password, author, created_at, expires_at, revoked_at, revoked_by in self._all(
                sql, values
            )
        )

    def _admitted(self, token: str, key: str) -> Link | None:
        found, secret = self.find(token), self._secret(token)
        is_right = secret is None or hmac.compare_digest(_key(token, secret[1]).encode(), key.encode())
        return found if is_right else None

    def _secret(self, token: str) -> tuple[bytes, bytes] | None:
        """The salt and hash of a link's password; None where it has none."""
        sql = "select password_salt, password_hash from store.links where token_hash = ? and password_hash is not null"
        found = self._all(sql, [_hash(token)])
        return (bytes(found[0][0]), bytes(found[0][1])) if found else None

    def _all(self, sql: str, values: list[object]) -> list[tuple[Any, ...]]:
        return self.store.connection.cursor().execute(sql, values).fetchall()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _password(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **SCRYPT)


def _key(token: str, password_hash: bytes) -> str:
    """What only whoever knew the password can show: it cannot be worked out from the token alone."""
    return hmac.new(password_hash, token.encode(), hashlib.sha256).hexdigest()
