"""The one filter bar: quarters, units, version. It lives in the URL, so that a copied link opens the same view."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components.stores import Opened
from components.text import format
from components.theme import Viewport
from queries import Scope, ScopeError, resolve
from queries.scope import Quarter, business_units, quarters, versions

FROM, UNTIL, UNITS, AS_OF = "from", "until", "units", "version"
LATEST = "latest"
_ENDS = "filters.ends"
"""The first and the last quarter that could be chosen on the visitor's last run."""


@dataclass(frozen=True)
class Choices:
    """What can be chosen in a store: quarters oldest first, units, versions newest first with their dates."""

    quarters: tuple[str, ...]
    units: tuple[str, ...]
    versions: tuple[tuple[str, dt.date], ...]


def bar(opened: Opened, viewport: Viewport) -> tuple[Scope, list[str]]:
    """The filters, in one line or, on a telephone, folded; the scope they choose, and a sentence for all they cannot."""
    choices = _choices(opened)
    says = _unknown(choices)
    if not choices.quarters:
        return resolve(opened.store.connection), says
    if viewport.is_narrow:
        with st.expander("Filter by quarter, unit, version"):
            since, until, units, as_of = _widgets(choices)
    else:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            since, until, units, as_of = _widgets(choices)
    scope, problems = _scope(opened, since, until, units, as_of)
    return scope, says + problems


def caption(opened: Opened, scope: Scope) -> str:
    """The scope in one line: quarters, units, version and its date."""
    choices = _choices(opened)
    if not choices.quarters:
        return ""
    stored = dict(choices.versions).get(f"v{scope.as_of}")
    version = f"as of version {scope.as_of}" + (f", {format.date(stored)}" if stored else "")
    return format.DOT.join((of_what(opened, scope), version))


def of_what(opened: Opened, scope: Scope) -> str:
    """The scope whatever the version: quarters and units."""
    first_month = scope.settings.get("fiscal_start_month", "1")
    inside = [
        quarter
        for quarter in quarters(opened.store.connection, scope)
        if scope.since <= quarter.start and quarter.end <= scope.until
    ]
    ends = dict.fromkeys(format.quarter(quarter.label, first_month) for quarter in (inside[:1] + inside[-1:]))
    units = format.join(scope.units) if scope.units else "all units"
    return format.DOT.join(part for part in (format.join(ends, last="to"), units) if part)


def _widgets(choices: Choices) -> tuple[str, str, list[str], str]:
    newest = choices.quarters[::-1]
    _follow(choices.quarters)
    since = _select("From the quarter", choices.quarters, FROM, 112)
    st.caption("to", width="content")
    until = _select("To the quarter", newest, UNTIL, 112)
    units = st.multiselect(
        "Business units",
        choices.units,
        key=UNITS,
        bind="query-params",
        label_visibility="collapsed",
        placeholder="All units",
        width=300,
    )
    as_of = _select("As of version", (LATEST, *(name for name, _ in choices.versions[1:])), AS_OF, 112)
    return since, until, list(units), as_of


def _follow(known: Sequence[str]) -> None:
    """Who looks at all quarters goes on doing so when a new one is uploaded: the ends move, unless they were chosen."""
    first, last = st.session_state.get(_ENDS, (known[0], known[-1]))
    for key, before, now in ((FROM, first, known[0]), (UNTIL, last, known[-1])):
        if before != now and st.session_state.get(key) == before:
            st.session_state[key] = now
    st.session_state[_ENDS] = known[0], known[-1]


def _select(label: str, options: Sequence[str], key: str, width: int) -> str:
    chosen = st.selectbox(
        label, options, key=key, bind="query-params", label_visibility="collapsed", width=width, required=True
    )
    return str(chosen)


def _scope(opened: Opened, since: str, until: str, units: list[str], as_of: str) -> tuple[Scope, list[str]]:
    """The scope chosen, or the nearest to it with a sentence: an older version may know fewer quarters and units."""
    connection = opened.store.connection
    for wanted in (
        {"since": since, "until": until, "units": units},
        {"until": until, "units": units},
        {"units": units},
    ):
        try:
            return resolve(connection, as_of=as_of, **wanted), []
        except ScopeError as error:
            says = [f"{error} Everything else is shown."]
            continue
    return resolve(connection, as_of=as_of), says


def _unknown(choices: Choices) -> list[str]:
    """A sentence for each value in the URL that is not there: Streamlit itself would drop it without a word."""
    known = {
        FROM: ("quarter", choices.quarters),
        UNTIL: ("quarter", choices.quarters),
        UNITS: ("unit", choices.units),
        AS_OF: ("version", (LATEST, *(name for name, _ in choices.versions))),
    }
    return [
        f'The link asks for the {noun} "{format.shorten(value, 40)}", which is not there. What is shown leaves it out.'
        for key, (noun, options) in known.items()
        for value in st.query_params.get_all(key)
        if value not in options
    ]


def _choices(opened: Opened) -> Choices:
    return _cached_choices(opened.identity, opened.latest, opened)


@st.cache_data(show_spinner=False, max_entries=64)
def _cached_choices(identity: str, latest: int, _opened: Opened) -> Choices:
    connection = _opened.store.connection
    scope = resolve(connection)
    known: Sequence[Quarter] = quarters(connection, scope)
    return Choices(
        quarters=tuple(quarter.label for quarter in known),
        units=business_units(connection, scope),
        versions=tuple((f"v{number}", at.date()) for number, at, _ in versions(connection)),
    )
