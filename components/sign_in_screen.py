"""What stands in the place of the pages for whoever may see none of them, and who is signed in for all others."""

import streamlit as st

from components.auth import authorization, oidc
from components.auth.authorization import Person
from components.navigation import HOME, PAGES
from components.page import visit
from components.text import format

WIDTH = 560  # pixels: a few sentences and a button
PROVIDER = "default"


def in_place_of_pages() -> None:
    """The sign-in; or, for whoever is signed in and may see nothing, whom to ask for what."""
    page = st.navigation(
        [st.Page(_page, title="Gapboard", url_path=name, default=name == HOME) for name in PAGES], position="hidden"
    )
    page.run()


def refused(name: str) -> st.Page:
    """In the place of a page that somebody's role does not open: which role does. It is not in the navigation."""

    def says() -> None:
        need, person = PAGES[name].role, authorization.person()
        with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=WIDTH):
            st.space("large")
            st.title(f"{PAGES[name].title} is for {_plural(need)}", anchor=False)
            if person.link:
                st.markdown("The link that you came by does not show it.")
                return
            st.markdown(f"Your role is {person.role}. An admin of Gapboard can give you another in Settings.")
            account(person)

    says.__name__ = f"refused_{name}"
    return st.Page(says, title=PAGES[name].title, url_path=name, visibility="hidden")


def account(person: Person) -> None:
    """Who is signed in, and the way out; nothing where nobody signs in."""
    if not oidc.has_provider() or person.link:
        return
    with st.popover(format.escape_markdown(person.name), type="tertiary", icon=":material/account_circle:"):
        st.markdown(f"Signed in as {format.escape_markdown(person.name)}, {person.role}.")
        if st.button("Sign out", key="sign-out"):
            st.logout()


def _page() -> None:
    person = authorization.person()
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=WIDTH):
        st.space("large")
        if person.name:
            _without_a_role(person)
        else:
            _sign_in()


def _sign_in() -> None:
    st.title("What did our AI money buy?", anchor=False)
    st.markdown("Sign in to see the AI portfolio: what was spent, what came back, and what to decide.")
    for name in oidc.providers():
        label = "Sign in" if name == PROVIDER else f"Sign in with {name.replace('-', ' ').capitalize()}"
        if st.button(format.escape_markdown(label), type=visit.leading(), key=f"sign-in-{name}"):
            st.login(None if name == PROVIDER else name)
    st.caption("You have a link instead? Open it again as it was sent to you.")


def _without_a_role(person: Person) -> None:
    st.title("You are signed in, but have no role here yet", anchor=False)
    if person.address:
        st.markdown(
            f"Ask an admin of Gapboard to add **{format.escape_markdown(person.address)}** in Settings, under People and roles: as"
            " viewer to see the pages, as editor to upload files as well."
        )
    else:
        st.markdown(
            f"Your identity provider calls you {format.escape_markdown(person.name)} and has not confirmed an e-mail address, so"
            " that you cannot be added by one. Ask whoever runs your sign-in to confirm it, or to add you to a group that"
            " has a role here."
        )
    if st.button("Sign out", key="sign-out"):
        st.logout()


def _plural(role: str) -> str:
    return f"{role}s" if role == "admin" else f"{role}s and admins"
