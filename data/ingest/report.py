"""What is said of an upload, as plain dictionaries: what `cli.py ingest` prints and scripts read."""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from typing import Any

from data.ingest.upload import Prepared
from data.problems import SEVERITIES, Problem
from data.recognition.mapping import to_dict

Report = dict[str, Any]


def report(
    name: str, prepared: Prepared | None, version: int | None, problems: Iterable[Problem], *, sha256: str | None = None
) -> Report:
    """One file: what it was taken for, what was read, stored and left out, what is wrong, what changes.

    `prepared` is None where the file could not be read (then `sha256` is all that is known of it); `version` where it
    was not stored.
    """
    listed = [
        {"cell": one.cell, "severity": one.severity, "says": one.says, "remedy": one.remedy, "rule": one.rule}
        for one in problems
    ]
    if prepared is None:
        empty: Report = {"sha256": sha256, "version": None, "already_stored": False, "mapping": None, "datasets": {}}
        return {"file": name, **empty, "problems": listed, "changes": [], "staying": []}
    return {
        "file": name,
        "sha256": prepared.source.sha256,
        "version": version or prepared.already_stored,
        "already_stored": prepared.already_stored is not None,
        "mapping": _mapping(prepared),
        "datasets": prepared.counts,
        "problems": listed,
        "changes": [vars(change) for change in prepared.comparison.changes],
        "staying": [one.says for one in prepared.comparison.staying],
    }


def _mapping(prepared: Prepared) -> dict[str, Any]:
    """How the file is read; of each sheet also whether its rows are roll-ups of an export's."""
    plainly = to_dict(prepared.mapping)
    for sheet, reading in zip(plainly["sheets"], prepared.mapping.readings, strict=True):
        sheet["is_rolled_up"] = any(reading.is_of(table) and table.made_by for table in prepared.source.tables)
    return plainly


def lines(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """The same as one table: the counts of each dataset, then each problem."""
    counts = [
        {"file": one["file"], "version": one["version"], "about": dataset, **count}
        for one in reports
        for dataset, count in one["datasets"].items()
    ]
    problems = [
        {
            "file": one["file"],
            "about": each["severity"],
            "cell": each["cell"],
            "says": f"{each['says']} {each['remedy']}",
        }
        for one in reports
        for each in one["problems"]
    ]
    return [*counts, *problems]


def in_words(one: Report) -> list[str]:
    """The same in sentences, for a person at a terminal."""
    told = [f"{one['file']}: {_stored(one)}"]
    for reading in (one["mapping"] or {}).get("sheets", ()):
        told.append(f'  "{reading["sheet"].strip()}" is read as {" and ".join(reading["datasets"])}: {reading["why"]}.')
        if reading.get("is_rolled_up"):
            continue  # its columns are the profile's own, not cells of the sheet
        for field, match in reading["columns"].items():
            told.append(f"    {field} <- {match['letter']} {_short(match['header'])} ({match['why']})")
    for dataset, count in one["datasets"].items():
        told.append(f"  {dataset}: {_counted(count)}")
    for each in one["problems"]:
        place = f"{each['cell']}: " if each["cell"] else ""
        told.append(f"  {SEVERITIES[each['severity']]}: {place}{each['says']} {each['remedy']}")
    added, changed, removed = (
        sum(change[what] for change in one["changes"]) for what in ("added", "changed", "removed")
    )
    if one["changes"]:
        told.append(f"  against what stands: {added:,} rows added, {changed:,} changed, {removed:,} removed")
    return told + [f"  {line}" for line in one["staying"]]


def _counted(count: Dict[str, int]) -> str:
    """Where rows went: of an export how many were rolled up into how many."""
    if "rolled_up" not in count:
        return f"{count['read']:,} read, {count['stored']:,} fit, {count['left_out']:,} left out"
    into = f"{count['rolled_up']:,} of {count['read']:,} rows rolled up into {count['stored']:,}"
    return f"{into}, {count['left_out']:,} left out"


def _stored(one: Report) -> str:
    if one["already_stored"]:
        return f"already stored as version {one['version']}"
    return f"stored as version {one['version']}" if one["version"] else "not stored"


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return f'"{folded[:57]}..."' if len(folded) > 60 else f'"{folded}"'
