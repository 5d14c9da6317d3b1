"""What belongs to one visitor: how they see the page, and what the shell opened for them on this run."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from components.auth.authorization import LOCAL, Person
from components.page.blocks import Surface
from components.stores import Opened
from components.theme import Look
from queries import Book

_VISIT = "gapboard.visit"
_HANDED: ContextVar["Visit | None"] = ContextVar("handed", default=None)


@dataclass(frozen=True)
class Visit:
    """One run for one visitor: the store that is shown, the scope they chose, how they look at it, which page
    they are on and which there are for them; who they are; what the page is written on, where that is not the screen."""

    opened: Opened
    book: Book
    look: Look
    page: str
    pages: frozenset[str] = frozenset()
    person: Person = LOCAL
    surface: Surface | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no quarter to show: nothing stands in the store."""
        return not self.book.quarters()


def link(pages: frozenset[str], name: str, label: str, icon: str | None = None) -> None:
    """A link to another page that keeps the filters; nothing where the visitor has no such page."""
    if name in pages:
        st.page_link(f"../pages/{name}.py", label=label, icon=icon)


def hand_over(visit: Visit) -> None:
    """Leave a visit for the page that the shell is about to run."""
    st.session_state[_VISIT] = visit


@contextmanager
def handed(visit: Visit) -> Iterator[None]:
    """Within it, a page that opens has this visit, whatever the shell left."""
    token = _HANDED.set(visit)
    try:
        yield
    finally:
        _HANDED.reset(token)


def take() -> Visit | None:
    """The visit the shell left for this run. None where the shell did not run before the page: then nothing is shown."""
    if visit := _HANDED.get():
        return visit
    left: Visit | None = st.session_state.pop(_VISIT, None)
    return left


def leading() -> Literal["primary", "secondary"]:
    """The kind of a page's one main button: Streamlit writes on it in white, which the dark theme's blue is too light for."""
    return "secondary" if st.context.theme.type == "dark" else "primary"


def look() -> Look:
    """Light or dark as Streamlit shows it; narrow on a telephone, which is all a server can know of a screen's width."""
    agent = str(st.context.headers.get("User-Agent", ""))
    return Look(
        type="dark" if st.context.theme.type == "dark" else "light",
        width="narrow" if "Mobi" in agent else "wide",
    )
