"""Is this file known already? Its bytes and its corrections say so; of an export also whose unit each row was found to be.

The Units sheet may come after the exports it is for. The same export handed in again is then another upload, and what
the earlier one brought stands no more: otherwise its people would be counted under "not stated" and under their unit.
"""

import hashlib
import json
from collections.abc import Mapping

from data.problems import Problem, good_to_know
from data.reading.table import SourceFile, Table
from data.recognition.remarks import NOT_STATED
from data.store import Store
from data.store.upload import Emptied, Version

UNITS_MARK = ":"  # stands between what a file is known by and what was made of its rows


def known_as(source: SourceFile, corrections: Mapping[str, str], store: Store) -> str:
    """What a file is known by once stored: by its bytes, its corrections, and of an export by the units of its rows.

    Where an export's units went another way and back, it is not known by what it was the first time.
    """
    name = _as_corrected(source.sha256, corrections)
    made = [table for table in source.tables if table.made_by]
    if not made:
        return name
    digest = hashlib.sha256()
    for table in made:
        for part in (table.dataset, _units(table), [list(behind) for behind in table.rolled_up]):
            digest.update(repr(part).encode())
    units = f"{name}{UNITS_MARK}{digest.hexdigest()[:16]}"
    before = _of_one_file(store, name)
    if before and before[0].sha256.startswith(units):
        return before[0].sha256
    return f"{units}.{len(before)}" if any(entry.sha256.startswith(units) for entry in before) else units


def superseded(store: Store, name: str, feed: str) -> tuple[int | None, tuple[Emptied, ...]]:
    """The standing version that this export was under other units, and what of it stands, to be emptied; none if none."""
    before = _of_one_file(store, name.partition(UNITS_MARK)[0]) if UNITS_MARK in name else []
    earlier = [entry.version for entry in before if entry.feed == feed]
    if not earlier or before[0].sha256 == name:
        return None, ()
    cursor = store.connection.cursor()
    cursor.execute("set variable as_of = cast($1 as integer)", [store.latest])
    sql = (
        "select dataset, business_unit, period_start, period_end from ledger.live_parts where list_contains($1, origin)"
    )
    active = cursor.execute(f"{sql} order by all", [earlier]).fetchall()
    return earlier[0], tuple(Emptied(*part) for part in active)


def superseding_note(version: int) -> Problem:
    """That the file was stored before, and is replaced."""
    says = f"This file was stored as version {version}, with other units: what it brought then stands no more."
    return good_to_know(None, says, "stored_with_other_units")


def waiting(store: Store) -> tuple[Problem, ...]:
    """That exports stand under "not stated" whose people a new list may know: they are to be handed in again."""
    cursor = store.connection.cursor()
    cursor.execute("set variable as_of = cast($1 as integer)", [store.latest])
    found = cursor.execute(
        """
        select distinct origin
        from ledger.live_parts
        inner join ledger.versions on live_parts.origin = versions.version
        where business_unit = $1 and contains(versions.sha256, $2)
        order by origin
        """,
        [NOT_STATED, UNITS_MARK],
    ).fetchall()
    if not found:
        return ()
    named = ", ".join(str(version) for (version,) in found)
    says = (
        f'Exports stored before stand under "{NOT_STATED}" (version {named}): this list does not reach them by itself.'
    )
    remedy = "Upload those exports again after this list, and their people are counted under their units."
    return (Problem(None, "warning", says, remedy, "exports_without_units"),)


def _as_corrected(sha256: str, corrections: Mapping[str, str]) -> str:
    """A file's hash, or another one where cells were corrected (`made_in`).

    Without that, a file stored without its bad rows could not be handed in again with those rows corrected.
    """
    if not corrections:
        return sha256
    listed = json.dumps([sha256, sorted(corrections.items())], ensure_ascii=False)
    return hashlib.sha256(listed.encode()).hexdigest()


def _of_one_file(store: Store, name: str) -> list[Version]:
    """The standing versions of an export's file, under whatever units, newest first."""
    return [
        entry for entry in store.versions() if entry.sha256.startswith(name + UNITS_MARK) and not entry.is_withdrawn
    ]


def _units(table: Table) -> list[object]:
    return next((list(column.values) for column in table.columns if column.letter == "business_unit"), [])
