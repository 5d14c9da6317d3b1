"""The import profiles a company keeps: listed, renamed, forgotten, handed over as TOML and taken in. A composition root of
the app, drawn on the Upload page while no file waits there.
"""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from components.text import downloads, format
from data.recognition import saved_profile, saved_profile_toml
from data.recognition.profiles import UnknownProfile, builtin
from data.recognition.saved_profile import SavedProfile
from data.schema import DATASETS
from data.store import Store

MOST_BYTES = 1_000_000  # of a profile that is taken in
_MESSAGE, _ROUND = "profiles.message", "profiles.round"


def section(store: Store) -> None:
    """How sheets are read that came before: what each profile reads, since when, by whom, and what can be done with it."""
    known = saved_profile.profiles(store.profiles())
    message: str = st.session_state.pop(_MESSAGE, "")
    number = format.plural(len(known), "import profile") if known else "nothing kept yet"
    box = st.expander(f"How sheets were read before: {number}", on_change="rerun", key="profiles")
    if not box.open:
        return
    with box:
        if message:
            st.markdown(f"**{format.escape_markdown(message)}**")
        st.markdown(
            "How a sheet was read is kept as a profile when you accept it. The next sheet like it is read the same way by "
            "itself, even where columns were moved or slightly renamed."
        )
        if known:
            _listed(known)
            _chosen_profile(store, known)
        _add_from_file(store)
        exports = format.join(sorted({profile.title for profile in builtin().values() if not profile.refused}))
        st.caption(format.escape_markdown(f"Read as they are, without a profile of yours: {exports}."))


def _listed(known: Sequence[SavedProfile]) -> None:
    frame = pd.DataFrame(
        {
            "Profile": [profile.name for profile in known],
            "Reads": [DATASETS[profile.reading.dataset].title for profile in known],
            "From the columns": [
                ", ".join(profile.reading.columns[name].header for name in profile.reading.columns) for profile in known
            ],
            "Confirmed": [profile.at[:10] for profile in known],
            "By": [profile.by for profile in known],
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        height="content" if len(frame) < 12 else 420,
        placeholder="",
        alt="Import profiles",
        column_config={"From the columns": st.column_config.TextColumn(width=440)},
    )


def _chosen_profile(store: Store, known: Sequence[SavedProfile]) -> None:
    """One profile: handed over, called something else, forgotten."""
    turn = st.session_state.get(_ROUND, 0)
    by_shape = {profile.shape: profile for profile in known}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        shape = st.selectbox(
            "Profile",
            list(by_shape),
            format_func=lambda shape: by_shape[shape].name,
            key=f"profiles.one-{turn}",
            width=320,
        )
        profile = by_shape[shape]
        content = saved_profile_toml.to_toml(profile).encode()
        st.download_button(
            "Download as TOML",
            content,
            file_name=downloads.file_name(profile.name, content, "toml"),
            mime="application/toml",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            key="profiles.toml",
        )
        with st.popover("Rename or forget", type="tertiary"):
            name = st.text_input("Its name", value=profile.name, key=f"profiles.name-{shape}-{turn}")
            if st.button("Rename", key="profiles.rename"):
                _done(lambda: _rename(store, profile, name))
            st.caption("Forgotten, the next sheet of this kind is asked about again. What was uploaded stays.")
            if st.button("Forget this profile", key="profiles.forget"):
                _done(lambda: _forget(store, profile))


def _add_from_file(store: Store) -> None:
    """A profile from a file, of another store or edited by hand."""
    turn = st.session_state.get(_ROUND, 0)
    file = st.file_uploader("Add a profile, or one you edited (TOML)", ["toml"], key=f"profiles.file-{turn}", width=520)
    if file is not None:
        _done(lambda: _add(store, file.getvalue()))


def _rename(store: Store, profile: SavedProfile, name: str) -> str:
    renamed = saved_profile.renamed(store.profiles(), profile.name, name)
    store.change_profile(renamed.shape, saved_profile.text(renamed))
    return f'"{profile.name}" is now called "{renamed.name}".'


def _forget(store: Store, profile: SavedProfile) -> str:
    store.forget_profile(profile.shape)
    return f'"{profile.name}" is forgotten.'


def _add(store: Store, content: bytes) -> str:
    """Keep what a TOML file says. Raises ValueError, in words, where it is no profile."""
    if len(content) > MOST_BYTES:
        raise ValueError("The file is too large for a profile: 1 MB at most.")
    try:
        profile = saved_profile_toml.from_toml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise ValueError("The file is not text in UTF-8.") from wrong
    before = store.profiles()
    saved_profile.refuse_taken(profile, before)
    store.save_profile(profile.shape, saved_profile.text(profile))
    return f'"{profile.name}" is {"said anew" if profile.shape in before else "kept"}: it reads {DATASETS[profile.reading.dataset].title}.'


def _done(what: Callable[[], str]) -> None:
    """Do it and say so, with fresh widgets; or say why not."""
    try:
        st.session_state[_MESSAGE] = what()
    except (ValueError, UnknownProfile) as wrong:
        st.error(format.escape_markdown(str(wrong)))
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()
