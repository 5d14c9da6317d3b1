"""Every version: what it did and held, its original file, taken back or purged. A composition root of the app."""

import datetime as dt
from pathlib import PurePath
from typing import Literal

import pandas as pd
import streamlit as st

from components.auth import authorization
from components.history import text
from components.history.context import OWN_ONLY, Ledger, announce
from components.history.row_diff import TITLES
from components.page import explain
from components.page.filter_bar import AS_OF
from components.page.visit import leading
from components.share import preview
from components.text import downloads, format
from components.upload.draft import source_name
from data.settings import SETTINGS, written
from data.store import Version

TABLE_HEIGHT, MOST_ROWS = 430, 11
WHOLE = ("What", "File", "State", "Source")  # columns whose texts must not be cut
LETTER, MOST_LETTERS = 6.8, 44  # pixels of one; as many as a column is made wide for


def versions(ledger: Ledger) -> None:
    """Every version, newest first; the one that is chosen, and what can be done with it."""
    frame = text.ledger(ledger.versions, source_name)
    height: int | Literal["auto"] = TABLE_HEIGHT if len(frame) > MOST_ROWS else "auto"
    event = st.dataframe(
        frame,
        hide_index=True,
        height=height,
        key=f"history-ledger-{ledger.store.identity}-{ledger.store.latest}",
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        alt="Every version of the ledger",
        column_config={
            "Version": st.column_config.NumberColumn(width="small"),
            **{name: st.column_config.Column(width=_width(frame, name)) for name in WHOLE if name in frame},
        },
    )
    chosen = event.selection["rows"]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(format.typeset("Choose a version by the box at its left."), width="content")
        st.space("stretch")
        explain.download(frame, "versions of the ledger")
    _entry(ledger, ledger.versions[chosen[0] if chosen else 0])


def _entry(ledger: Ledger, entry: Version) -> None:
    """One version: what it did, what it held, what can be done with it."""
    with st.container(border=True):
        heading = f"Version {entry.version}: {entry.file_name or text.what(entry)}"
        st.subheader(format.typeset(format.escape_markdown(heading)), anchor=False)
        st.caption(format.typeset(format.escape_markdown(_circumstances(ledger, entry))))
        held = text.contents(entry, TITLES)
        if not held.empty:
            st.dataframe(held, hide_index=True, width=480, alt="What it held")
        for line in _changed_settings(ledger, entry):
            st.markdown(format.escape_markdown(line))
        with st.container(horizontal=not ledger.page.viewport.is_narrow, vertical_alignment="center", gap="small"):
            _original(ledger, entry)
            _look_back(ledger, entry)
            if ledger.is_own and entry.kind == "upload" and entry.purged_by is None:
                if not entry.is_withdrawn and st.button("Withdraw", key=f"withdraw-{entry.version}"):
                    _withdraw(ledger, entry)
                if st.button("Purge for privacy", type="tertiary", key=f"purge-{entry.version}"):
                    _purge(ledger, entry)
        if not ledger.is_own and entry.kind == "upload":
            st.caption(OWN_ONLY.format(what="a version can be withdrawn or purged"))


def _width(frame: pd.DataFrame, column: str) -> int:
    """The pixels of a column: Streamlit itself measures a little too narrow."""
    longest = max(len(column), int(frame[column].str.len().max()))
    return round(LETTER * min(longest, MOST_LETTERS)) + 24


def _look_back(ledger: Ledger, entry: Version) -> None:
    """The whole app as of a version: the filter of versions is set, and with it the address."""
    if entry.version == ledger.store.latest or ledger.page.is_empty:
        return
    if ledger.page.book.scope.as_of == entry.version:
        ledger.page.link("board", f"See the Board as of version {entry.version}")
        return
    st.button(
        f"See the app as of version {entry.version}",
        type="tertiary",
        icon=":material/history:",
        key=f"as-of-{entry.version}",
        on_click=_set_back,
        args=(entry.version,),
    )


def _set_back(version: int) -> None:
    """Set the filter before the shell draws it again."""
    st.session_state[AS_OF] = f"v{version}"
    announce(f"Every page now shows what stood as of version {version}. The filter above leads back to the latest.")


def _circumstances(ledger: Ledger, entry: Version) -> str:
    """Who, when, from where, why, and what became of it."""
    at = f"{format.date(entry.created_at.date())} at {entry.created_at:%H:%M}"
    circumstances = [f"{text.what(entry)} by {entry.author or 'somebody'} on {at}"]
    if entry.feed:
        circumstances.append(f"from {source_name(entry.feed)}")
    if rows := text.stored_rows(entry):
        circumstances.append(format.plural(rows, "row"))
    if entry.note:
        circumstances.append(entry.note)
    for later in ledger.versions:
        if later.withdraws == entry.version:
            circumstances.append(f"withdrawn by version {later.version} on {format.date(later.created_at.date())}")
        if later.version == entry.purged_by:
            circumstances.append(f"purged by version {later.version} on {format.date(later.created_at.date())}")
    return format.DOT.join(circumstances)


def _changed_settings(ledger: Ledger, entry: Version) -> list[str]:
    if entry.kind != "settings":
        return []
    changes = next(
        (change.changes for change in ledger.store.settings_changes() if change.version == entry.version), {}
    )
    return [
        f"{SETTINGS[key].meaning}: {written(key, before)} to {written(key, after)}"
        for key, (before, after) in changes.items()
        if key in SETTINGS
    ]


def _original(ledger: Ledger, entry: Version) -> None:
    """The file as it was handed in, or why there is none."""
    if entry.kind != "upload":
        return
    if entry.purged_by is not None:
        st.caption("The file was purged and cannot be had back from here.", width="content")
        return
    try:
        content = ledger.store.original(entry.sha256)
    except KeyError:
        content = b""
    if not content:
        st.caption("The file itself is not kept: it may hold names of people.", width="content")
        return
    path = PurePath(entry.file_name or "upload")
    st.download_button(
        f"Download the original ({_size(len(content))})",
        content,
        icon=":material/download:",
        on_click=_downloaded,
        args=(ledger, entry),
        file_name=downloads.name_for_header(f"{path.stem}-{entry.sha256[:10]}{path.suffix}"),
        mime="application/octet-stream",
        key=f"original-{entry.version}",
    )


def _downloaded(ledger: Ledger, entry: Version) -> None:
    """Write down who took an original; those of the sample are nobody's."""
    if ledger.is_own:
        authorization.note(dt.datetime.now(), "downloaded the original", f"version {entry.version}")


def _withdraw(ledger: Ledger, entry: Version) -> None:
    def draw() -> None:
        st.markdown(
            format.escape_markdown(
                f"What stood before {_named(entry)} stands again. Its rows and its file are kept, and any earlier "
                "state can still be looked at."
            )
        )
        why = st.text_input("Why? It stands beside the withdrawal for whoever asks later.", key="withdraw-why")
        if st.button(f"Withdraw version {entry.version}", type=leading(), key="withdraw-now"):
            ledger.change(
                why,
                lambda now: ledger.store.withdraw(entry.version, ledger.author, why.strip(), now),
                f"Version {entry.version} was withdrawn: what stood before it stands again.",
            )

    st.dialog(f"Withdraw version {entry.version}")(draw)()


def _purge(ledger: Ledger, entry: Version) -> None:
    def draw() -> None:
        st.markdown(
            format.escape_markdown(
                f"Every row of {_named(entry)}, its file and what was remembered of its columns are removed from the "
                "store, at every version since, and cannot be had back; what stood before stands again. Another upload "
                "of the very same file goes with it. The ledger keeps that it was purged, when, by whom and why. "
                "Figures published by a lock stay as they were published."
            )
        )
        st.markdown("Backups made until now still hold it: they disappear as they age out.")
        why = st.text_input("Why?", key="purge-why")
        number = st.text_input(f"Type the version's number, {entry.version}, to confirm", key="purge-number")
        if not st.button(f"Purge version {entry.version}", type=leading(), key="purge-now"):
            return
        if number.strip().removeprefix("v") != str(entry.version):
            st.error(f"Type {entry.version} to confirm: a purge cannot be taken back.")
            return
        ledger.change(why, lambda now: _purged(ledger, entry, why.strip(), now), f"Version {entry.version} was purged.")

    st.dialog(f"Purge version {entry.version}")(draw)()


def _purged(ledger: Ledger, entry: Version, why: str, now: dt.datetime) -> int:
    """Purge it, and forget everything that was worked out from its rows."""
    version = ledger.store.purge(
        entry.version, ledger.author, why, now, ledger.page.visit.opened.warehouse.forget_facts
    )
    st.cache_data.clear()
    st.cache_resource.clear()
    preview.forget()
    return version


def _named(entry: Version) -> str:
    return f"version {entry.version} ({entry.file_name})" if entry.file_name else f"version {entry.version}"


def _size(bytes_: int) -> str:
    return f"{bytes_ / 1e6:,.1f} MB" if bytes_ >= 1e6 else f"{max(1, round(bytes_ / 1e3)):,} kB"
