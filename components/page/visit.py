"""What belongs to one visitor: how they see the page, and what the shell opened for them on this run."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from components.auth.authorization import LOCAL, Person
from components.stores import Opened
from components.theme import Viewport
from queries import Book


@dataclass(frozen=True)
class Visit:
    """One run for one visitor: the store that is shown, the scope they chose, how they look at it, which page
    they are on and which there are for them; who they are."""

    opened: Opened
    book: Book
    viewport: Viewport
    page: str
    pages: frozenset[str] = frozenset()
    person: Person = LOCAL

    @property
    def is_empty(self) -> bool:
        """Whether there is no quarter to show: nothing stands in the store."""
        return not self.book.quarters()


def link(pages: frozenset[str], name: str, label: str, icon: str | None = None) -> None:
    """A link to another page that keeps the filters; nothing where the visitor has no such page."""
    if name in pages:
        st.page_link(f"../pages/{name}.py", label=label, icon=icon)


def leading() -> Literal["primary", "secondary"]:
    """The kind of a page's one main button: Streamlit writes on it in white, which the dark theme's blue is too light for."""
    return "secondary" if st.context.theme.type == "dark" else "primary"


def viewport() -> Viewport:
    """Light or dark as Streamlit shows it; narrow on a telephone, which is all a server can know of a screen's width."""
    agent = str(st.context.headers.get("User-Agent", ""))
    return Viewport(
        type="dark" if st.context.theme.type == "dark" else "light",
        width="narrow" if "Mobi" in agent else "wide",
    )
