"""Sharing pages by a link: made in two clicks, listed with how often each was opened, taken back. A composition root."""

import datetime as dt
import os
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from components.auth import authorization, link_visitor, oidc, websockets
from components.auth.link_visitor import Link
from components.navigation import PAGES, SHAREABLE
from components.page import filter_bar
from components.page.notes import CommentsOf
from components.page.progress import worked
from components.page.visit import Visit, leading
from components.server import middleware
from components.share.snapshot_writer import write_snapshots
from components.streamlit_internals import url_path
from components.text import format
from data.store.links import Opening, Pin, Wanted
from queries.published import code

DAYS = {7: "7 days", 30: "30 days", 90: "90 days", 365: "a year"}
USUAL_DAYS = 30
LIVE, PINNED = "Live", "Pinned"
MEANINGS = {
    LIVE: "The figures follow each new upload.",
    PINNED: "The figures stay as they are now, whatever is uploaded later.",
}
LONGEST_TITLE = 80  # letters
MOST_OPENINGS = 200  # listed
_MADE = "share.made"


def offer(visit: Visit, comments_of: CommentsOf) -> None:
    """The button on every page that can be shared, for whoever may make links."""
    if visit.page in SHAREABLE and not visit.is_empty and visit.person.may("editor"):
        is_asked = st.button(
            "Share",
            type="tertiary",
            icon=":material/share:",
            key="share",
            on_click=_forget,
            help="A link for people without an account",
        )
        if is_asked:
            st.dialog("Share by a link", width="medium")(_dialog)(visit, comments_of)


def listed() -> None:
    """Every link: what it shows, how long, how often it was opened; and the way to take it back."""
    links = link_visitor.links(authorization.role)
    every, counts, now = links.every(), links.counts(), dt.datetime.now()
    is_open = [link for link in every if link.state(now) == "open"]
    if not every:
        st.caption("Nobody has made a link yet. Share, at the top of each page, makes one.")
        return
    if not is_open:
        st.caption("No link is open.")
    for link in is_open:
        _entry(link, counts.get(link.id, (0, 0, None)), now)
    if closed := [link for link in every if link not in is_open]:
        with st.expander(
            f"{format.plural(len(closed), 'link')} that ended or {'was' if len(closed) == 1 else 'were'} taken back"
        ):
            for link in closed:
                _entry(link, counts.get(link.id, (0, 0, None)), now)


def revoke(link: Link) -> None:
    """Take a link back; whoever has it open sees nothing more of it."""
    by, now = authorization.person().name, dt.datetime.now()
    link_visitor.links(authorization.role).revoke(link.id, by, now)
    websockets.close_link(link.id)
    authorization.note(now, "took a link back", _pages(link))


def _dialog(visit: Visit, comments_of: CommentsOf) -> None:
    new, so_far = st.tabs(["New link", "Links so far"], on_change="rerun", key="share-tabs")
    with new:
        _form(visit, comments_of)
    if so_far.open:
        with so_far:
            listed()


def _form(visit: Visit, comments_of: CommentsOf) -> None:
    if made := st.session_state.get(_MADE):
        _hand_over(*made)
        return
    names = {PAGES[page].title: page for page in SHAREABLE}
    st.caption(
        format.typeset(
            format.escape_markdown(
                "Whoever has the link sees these pages without an account: figures and charts, no rows. It is locked to "
                f"{filter_bar.of_what(visit.opened, visit.book.scope)}."
            )
        )
    )
    # In a form, for outside of one a field that was not left by a click elsewhere is not heard, and a password is lost.
    with st.form("share-form", border=False, enter_to_submit=False):
        chosen = st.multiselect(
            "Pages",
            list(names),
            default=[PAGES[visit.page].title],
            key="share-pages",
            placeholder="Choose at least one page",
        )
        kind = st.radio(
            "Figures",
            list(MEANINGS),
            captions=[format.escape_markdown(_meaning(visit, kind)) for kind in MEANINGS],
            key="share-kind",
        )
        left, right = st.columns(2)
        with left:
            days = st.selectbox(
                "Open for",
                list(DAYS),
                index=list(DAYS).index(USUAL_DAYS),
                format_func=lambda days: DAYS[days],
                key="share-days",
            )
        with right:
            password = st.text_input("Password, if it should ask for one", type="password", key="share-password")
        title = st.text_input(
            "Its name in the list of links",
            f"{PAGES[visit.page].title}, {format.date(dt.date.today())}",
            max_chars=LONGEST_TITLE,
            key="share-title",
        )
        is_wanted = st.form_submit_button("Make the link", type=leading(), key="share-make")
    pages = tuple(page for name, page in names.items() if name in chosen)
    if is_wanted and (not pages or not title.strip()):
        st.error("A link needs a name and at least one page.")
    elif is_wanted:
        _make(visit, _wanted(visit, pages, kind, days, password, title), comments_of)
    if not oidc.has_provider() and not middleware.is_open_to_all():
        st.caption("No sign-in is set up, so this app answers on this machine only, and so does a link to it.")


def _meaning(visit: Visit, kind: str) -> str:
    """What live and pinned mean; of an older version, that a live link shows the newest."""
    if kind == LIVE and visit.book.scope.as_of != visit.opened.latest:
        return f"{MEANINGS[LIVE]} You look at version {visit.book.scope.as_of}; a live link shows the newest."
    return MEANINGS[kind]


def _wanted(visit: Visit, pages: tuple[str, ...], kind: str, days: int, password: str, title: str) -> Wanted:
    scope = visit.book.scope
    return Wanted(
        title=title,
        pages=pages,
        first_day=scope.since,
        last_day=scope.until,
        units=scope.units,
        as_of=scope.as_of if kind == PINNED else None,
        code=code(),
        is_sample=visit.opened.is_sample,
        expires_at=dt.datetime.now() + dt.timedelta(days=days),
        password=password,
    )


def _make(visit: Visit, wanted: Wanted, comments_of: CommentsOf) -> None:
    """Make it, saying how far its pages are where they are written out; then hand it over."""
    now, snapshots = dt.datetime.now(), tuple[Pin, ...]()
    if wanted.as_of is not None:
        with st.status("Writing the pages out", expanded=False) as line:
            opened = link_visitor.opened()
            work = partial(write_snapshots, opened, visit.book.scope, wanted.pages, now.date(), comments_of)
            snapshots = worked(work, line)
            line.update(label="The pages are written out", state="complete")
    link, token = link_visitor.links(authorization.role).make(wanted, visit.person.name, now, snapshots)
    authorization.note(now, "made a link", _pages(link))
    st.session_state[_MADE] = (address(token), link)
    st.rerun(scope="fragment")


def _hand_over(address: str, link: Link) -> None:
    """The address, this once."""
    st.markdown("The link is made. Copy it now: it cannot be shown again.")
    st.code(address, language=None, wrap_lines=True)
    _quiet(format.DOT.join((_pages(link), link_visitor.until(link))))
    _quiet(
        "It asks for the password. Send that another way than the link."
        if link.has_password
        else "It asks for no password: whoever has it can open it."
    )
    st.button("Make another", type="tertiary", key="share-another", on_click=_forget)


def address(token: str) -> str:
    """The whole address of a link, as the browser reaches this app, or as the operator says it is reached."""
    seen = urlsplit(os.environ.get("GAPBOARD_URL") or st.context.url or "")
    path = url_path(f"s/{token}")
    return f"{seen.scheme}://{seen.netloc}{path}" if seen.netloc else path


def _entry(link: Link, counted: tuple[int, int, dt.datetime | None], now: dt.datetime) -> None:
    """One link: what it shows, to when, how often it was opened."""
    opened, refused, last = counted
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{format.escape_markdown(link.title)}**", width="content")
            st.space("stretch")
            if opened or refused:
                with st.popover("Openings", type="tertiary", key=f"openings-{link.id}", on_change="rerun") as log:
                    if log.open:
                        _openings(link_visitor.links(authorization.role).openings(link.id))
            if link.state(now) == "open":
                st.button("Take back", type="tertiary", key=f"revoke-{link.id}", on_click=revoke, args=(link,))
        _quiet(format.DOT.join((_pages(link), _scope(link), _until(link, now))))
        _quiet(
            format.DOT.join(
                (f"made by {link.author} on {format.date(link.created_at.date())}", _used(opened, refused, last))
            )
        )


def _quiet(text: str) -> None:
    st.caption(format.typeset(format.escape_markdown(text)))


def _openings(found: Sequence[Opening]) -> None:
    frame = pd.DataFrame(
        [
            (f"{opening.opened_at:%Y-%m-%d %H:%M}", opening.device, "refused" if opening.was_refused else "opened")
            for opening in found[:MOST_OPENINGS]
        ],
        columns=["When", "On a", "What"],
    )
    st.dataframe(frame, hide_index=True, height="content" if len(found) < 10 else 360, alt="When the link was opened")
    if len(found) > MOST_OPENINGS:
        st.caption(f"The last {format.count(MOST_OPENINGS)} of {format.count(len(found))}.")


def _pages(link: Link) -> str:
    return format.join(PAGES[page].title if page in PAGES else page for page in link.pages)


def _scope(link: Link) -> str:
    units = "all units" if link.units is None else format.join(link.units) or "no unit any more"
    return f"{format.date(link.first_day)} to {format.date(link.last_day)}{format.DOT}{units}"


def _until(link: Link, now: dt.datetime) -> str:
    if link.revoked_at is not None:
        return f"taken back by {link.revoked_by} on {format.date(link.revoked_at.date())}"
    if link.state(now) == "expired":
        return f"ended on {format.date(link.expires_at.date())}"
    return link_visitor.until(link) + (f"{format.DOT}asks for a password" if link.has_password else "")


def _used(opened: int, refused: int, last: dt.datetime | None) -> str:
    often = f"opened {format.plural(opened, 'time')}" if opened else "never opened"
    when = f", last on {format.date(last.date())}" if last else ""
    return f"{often}{when}" + (f"{format.DOT}refused {format.plural(refused, 'time')}" if refused else "")


def _forget() -> None:
    st.session_state.pop(_MADE, None)
