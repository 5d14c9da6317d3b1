"""People and their roles, who is signed in, and who did what: for admins, in Settings. A composition root of the app."""

import datetime as dt
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from components import stores
from components.auth import authorization, oidc, websockets
from components.auth.role_rules import GIVEN, Rules
from components.page import Page
from components.page.visit import leading
from components.text import format
from data.store import Store
from data.store.audit import KEPT_DAYS, Audit
from data.store.people import NotPossible, People
from data.store.sign_ins import SignIns

MOST_ACTS = 1000
ROLES = {
    "viewer": "viewer: sees every page",
    "editor": "editor: uploads, writes notes, makes links",
    "admin": "admin: settings, roles, purging",
    "nobody": "nobody: is shut out, whatever the sign-in gives",
}
"""What an address can be given, and what it allows."""
SHUT_OUT = {"nobody": "shut out"}
KINDS = {
    "upload": "uploaded a file",
    "withdrawal": "withdrew an upload",
    "settings": "changed settings",
    "lock": "locked a quarter",
    "unlock": "unlocked a quarter",
    "purge": "purged an upload",
}
"""What a version is, as something that somebody did."""
NO_PROVIDER = (
    "Nobody signs in yet: the app answers on this machine only, and whoever sits at it is its admin. What you list here "
    "counts from the day on which sign-in is set up; docs/operating.md says how."
)
_DONE, _TURN = "people.done", "people.turn"


def roles(page: Page) -> None:
    """Who has which role, and who is signed in: looked up and changed."""
    store = stores.company_store(authorization.live_role())
    if not oidc.has_provider():
        page.note(NO_PROVIDER)
    if done := st.session_state.pop(_DONE, None):
        st.success(format.escape_markdown(done))
    page.heading("Roles given by name")
    listed = People(store).listed()
    _table(
        ("Address", "Role", "Given by", "Since"),
        [
            (person.address, SHUT_OUT.get(person.role, person.role), person.by, format.date(person.at.date()))
            for person in listed
        ],
        "Nobody is listed.",
    )
    _give(page, store)
    _take_off(page, store, [person.address for person in listed])
    if oidc.has_provider():
        _rules(page, oidc.role_rules())
        _signed_in(page, store)


def log(page: Page) -> None:
    """Who did what, the latest first."""
    acts = Audit(stores.company_store(authorization.live_role())).acts(MOST_ACTS)
    page.note(
        "Uploads, settings and locks stay here as long as the store. Sign-ins, roles, links and what was taken along are "
        f"forgotten after {KEPT_DAYS} days."
    )
    if not acts:
        page.write("Nothing was done yet.")
        return
    frame = pd.DataFrame(
        [(f"{act.at:%Y-%m-%d %H:%M}", act.who, KINDS.get(act.did, act.did), act.about) for act in acts],
        columns=["When", "Who", "What", "About"],
    )
    page.rows(frame, "Who did what")


def _give(page: Page, store: Store) -> None:
    turn = st.session_state.get(_TURN, 0)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        address = st.text_input("Address", key=f"people-address-{turn}", placeholder="ana@example.com", width=280)
        role = st.selectbox(
            "Role", list(ROLES), format_func=lambda role: ROLES[role], key=f"people-role-{turn}", width=320
        )
        is_pressed = st.button("Give this role", type=leading(), key="people-give")
    if is_pressed:
        _change(
            page,
            address,
            "shut out" if role in SHUT_OUT else f"gave the role of {role}",
            lambda now: People(store).give(
                address, role, page.visit.person.name, now, acting=page.visit.person.address
            ),
            f"{address.strip()} is {SHUT_OUT.get(role, role)} from now on",
        )


def _take_off(page: Page, store: Store, listed: Sequence[str]) -> None:
    if not listed:
        return
    with st.expander("Take somebody off the list"):
        page.note("Then they have the role that their sign-in gives them, if it gives one.")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            address = st.selectbox("Address on the list", listed, key="people-listed", width=280)
            is_pressed = st.button("Take off the list", key="people-remove")
        if is_pressed:
            _change(
                page,
                address,
                "took off the list",
                lambda now: People(store).remove(address, acting=page.visit.person.address),
                f"{address} is off the list",
            )


def _signed_in(page: Page, store: Store) -> None:
    found = SignIns(store).now(dt.datetime.now())
    page.heading("Signed in now")
    rows = [
        (sign_in.who, f"{sign_in.began_at:%Y-%m-%d %H:%M}", f"{sign_in.ends_at:%Y-%m-%d %H:%M}") for sign_in in found
    ]
    _table(("Who", "Since", "At the longest until"), rows, "Nobody.")
    others = sorted({sign_in.who for sign_in in found} - {page.visit.person.name})
    if others:
        with st.expander("Sign somebody out everywhere"):
            page.note("They can sign in again, unless their role was taken as well.")
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                who = st.selectbox("Who", others, key="people-signed-in", width=280)
                is_pressed = st.button("Sign out", key="people-sign-out")
            if is_pressed:
                _change(
                    page, who, "signed out everywhere", lambda now: SignIns(store).end_all(who), f"{who} is signed out"
                )


def _rules(page: Page, rules: Rules) -> None:
    page.heading("Roles given by the sign-in")
    page.note(
        "As whoever runs the app has written them in the section [roles] of the secrets file. What is given by name counts first."
    )
    where = f'"{rules.claim}" says' if rules.claim else "says"
    rows = [
        (role, "address" if "@" in value else f"{where} ", value)
        for role in GIVEN
        for value in rules.values.get(role, ())
    ]
    if rules.default:
        rows.append((rules.default, "anybody else who can sign in", ""))
    _table(("Role", "Where", "Value"), [tuple(cell.strip() for cell in row) for row in rows], "There are none.")


def _change(page: Page, whom: str, did: str, change: Callable[[dt.datetime], None], done: str) -> None:
    """Change what somebody may, write it down, and close the pages they have open: they come back as who they are now."""
    now = dt.datetime.now()
    try:
        change(now)
    except (NotPossible, LookupError) as refused:
        st.error(format.escape_markdown(str(refused)))
        return
    whom = whom.strip().lower() if "@" in whom else whom
    authorization.note(now, did, whom)
    websockets.close_person(whom)
    st.session_state[_DONE] = f"{done}."
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> None:
    if not rows:
        st.caption(empty)
        return
    cells = [[format.escape_markdown(cell) for cell in row] for row in rows]
    st.table(pd.DataFrame(cells, columns=list(headings)), border="horizontal", hide_index=True)
