"""The frame of every page for whoever came by a link: its pages and no other, no filters, its scope in one line."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

import streamlit as st

from components.auth import authorization, link_visitor, oidc
from components.auth.link_visitor import Link
from components.navigation import HOME, PAGES
from components.page import filter_bar, notes, recording_surface
from components.page import visit as page_visit
from components.page.visit import Visit
from components.page.writing import write
from components.share import snapshot
from components.share.redaction import LinkScreen
from components.share.snapshot import Snapshot
from components.stores import shown
from components.streamlit_internals import redirect, running
from components.text import format
from queries.published import code

LEAVE = "s/leave"
WIDTH = 560  # pixels of a sentence that stands alone
SAMPLE = "A made-up portfolio: none of these figures is real."
_OPENED = "link.opened"


def is_asked() -> bool:
    """Whether this run is for somebody who came by a link, open or not."""
    return link_visitor.COOKIE in st.context.cookies


def run(show_note: Callable[[Visit], None]) -> None:
    """Everything, once, for one visitor of a link; `show_note` puts the note of a page that is written anew."""
    now, link = dt.datetime.now(), link_visitor.link_of_cookie(st.context.cookies)
    if link is None or link.state(now) != "open":
        _in_place_of_pages(*link_visitor.closed(link, now))
        return
    opened = shown(authorization.live_role())
    if gone := link_visitor.gone(link, opened):
        _in_place_of_pages(*gone)
        return
    page = st.navigation([*_pages(link), *_others(link)], position="top")
    if _has_own_view():
        _banner()
    name = page.url_path or link.pages[0]
    if name not in link.pages:
        page.run()
        return
    _note_opening(link, now)
    book = opened.book(link_visitor.scope_of(link, opened))
    visit = Visit(opened, book, page_visit.viewport(), name, frozenset(link.pages), authorization.person())
    if link.is_pinned:
        _show_snapshot(link, visit)
    else:
        _caption(filter_bar.caption(opened, replace(book.scope, units=link.units)), link)
        _ways_on(link, visit)
        with running(page):
            screen = LinkScreen(visit)
            show_note(visit)
            write(visit, screen)


def _pages(link: Link) -> list[st.Page]:
    """The link's pages; the first is where one lands."""
    return [
        st.Page(PAGES[name].path, title=PAGES[name].title, url_path=name, default=name == link.pages[0])
        for name in link.pages
    ]


def _others(link: Link) -> list[st.Page]:
    """In the place of every other page, that it is not part of the link. They are not in the navigation."""
    return [
        st.Page(partial(_not_part, link), title=info.title, url_path=name, visibility="hidden")
        for name, info in PAGES.items()
        if name not in link.pages
    ]


def _not_part(link: Link) -> None:
    _message(
        "This page is not part of the link",
        f"The link shows {format.join(PAGES[page].title for page in link.pages)}.",
    )
    page_visit.link(frozenset(link.pages), link.pages[0], f"To {PAGES[link.pages[0]].title}")


def _in_place_of_pages(heading: str, text: str) -> None:
    """What is said where there is nothing to show, whatever the address."""

    def page() -> None:
        with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=WIDTH):
            st.space("large")
            _message(heading, text)
            if _has_own_view():
                st.button("Back to my own view", on_click=_leave, key="link-leave")

    st.navigation(
        [st.Page(page, title="Gapboard", url_path=name, default=name == HOME) for name in PAGES], position="hidden"
    ).run()


def _message(heading: str, text: str) -> None:
    st.title(format.escape_markdown(heading), anchor=False)
    st.markdown(format.typeset(format.escape_markdown(text)))


def _show_snapshot(link: Link, visit: Visit) -> None:
    """The page as it was written out when the link was made."""
    content = link_visitor.links(authorization.live_role()).pinned(link.id, visit.viewport.type, visit.viewport.width)
    if content is None:
        _message(*link_visitor.PURGED)
        return
    stored = _read(content)
    _caption(stored.caption, link)
    _ways_on(link, visit)
    page = next(page for page in stored.pages if page.name == visit.page)
    screen = LinkScreen(visit, explains=stored.code == _code())
    screen.header(page.header)
    for comment in page.comments:
        notes.put(visit, comment)
    recording_surface.replay(screen, page.blocks)


def _caption(scope: str, link: Link) -> None:
    """What is looked at, and how long the link shows it."""
    if link.is_sample:
        st.markdown(f":primary-background[**Sample data.** {SAMPLE}]", width="content")
    line = format.DOT.join(part for part in ("AI portfolio", scope, link_visitor.until(link)) if part)
    st.caption(format.typeset(format.escape_markdown(line)))


def _ways_on(link: Link, visit: Visit) -> None:
    """The link's other pages, on a phone, where the navigation is folded away."""
    if visit.viewport.is_narrow and len(link.pages) > 1:
        with st.container(horizontal=True, gap="small"):
            for name in link.pages:
                if name != visit.page:
                    page_visit.link(visit.pages, name, PAGES[name].title)


def _banner() -> None:
    """For whoever has a view of their own: that this is not it, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown("This is what whoever opens the link sees.", width="content")
        st.space("stretch")
        st.button("Back to my own view", type="tertiary", on_click=_leave, key="link-leave")


def _has_own_view() -> bool:
    return not oidc.has_provider() or bool(st.user.get("is_logged_in"))


def _leave() -> None:
    """Lead the browser to where its cookie is taken away, as signing out does."""
    redirect(LEAVE)


def _note_opening(link: Link, now: dt.datetime) -> None:
    """Write down that the link was opened: once for each time somebody opens it, not for each page."""
    if st.session_state.get(_OPENED) != link.id:
        device = link_visitor.device(str(st.context.headers.get("User-Agent", "")))
        link_visitor.links(authorization.live_role()).opened(link.id, now, device)
        st.session_state[_OPENED] = link.id


@st.cache_resource(show_spinner=False, max_entries=20)
def _read(content: bytes) -> Snapshot:
    """A pin's pages, read once."""
    return snapshot.read(content)


@cache
def _code() -> str:
    return code()
