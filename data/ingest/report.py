"""What is said of an upload, as plain dictionaries: what `cli.py ingest` prints and scripts read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.ingest.upload import Prepared
from data.problems import SEVERITIES, Problem
from data.recognition.mapping import WrittenMapping, to_dict

Report = dict[str, Any]


def report(
    name: str, prepared: Prepared | None, version: int | None, problems: Iterable[Problem], *, sha256: str | None = None
) -> Report:
    """One file: what it was taken for, what was read, stored and left out, what is wrong, what changes.

    `prepared` is None where the file could not be read (then `sha256` is all that is known of it); `version` where it
    was not stored.
    """
    listed = [
        {
            "cell": problem.cell,
            "severity": problem.severity,
            "says": problem.says,
            "remedy": problem.remedy,
            "rule": problem.rule,
        }
        for problem in problems
    ]
    if prepared is None:
        empty: Report = {"sha256": sha256, "version": None, "already_stored": False, "mapping": None, "datasets": {}}
        return {"file": name, **empty, "problems": listed, "changes": [], "staying": []}
    return {
        "file": name,
        "sha256": prepared.file.source.sha256,
        "version": version or prepared.already_stored,
        "already_stored": prepared.already_stored is not None,
        "mapping": _mapping(prepared),
        "datasets": prepared.counts,
        "problems": listed,
        "changes": [vars(change) for change in prepared.comparison.changes],
        "staying": [problem.says for problem in prepared.comparison.staying],
    }


def _mapping(prepared: Prepared) -> WrittenMapping:
    """How the file is read; of each sheet also whether its rows are roll-ups of an export's."""
    plainly = to_dict(prepared.mapping)
    for sheet, reading in zip(plainly["sheets"], prepared.mapping.readings, strict=True):
        sheet["is_rolled_up"] = any(reading.is_of(table) and table.made_by for table in prepared.file.source.tables)
    return plainly


def lines(reports: Sequence[Report]) -> list[dict[str, object]]:
    """The same as one table: the counts of each dataset, then each problem."""
    counts = [
        {"file": report["file"], "version": report["version"], "about": dataset, **count}
        for report in reports
        for dataset, count in report["datasets"].items()
    ]
    problems = [
        {
            "file": report["file"],
            "about": each["severity"],
            "cell": each["cell"],
            "says": f"{each['says']} {each['remedy']}",
        }
        for report in reports
        for each in report["problems"]
    ]
    return [*counts, *problems]


def in_words(report: Report) -> list[str]:
    """The same in sentences, for a person at a terminal."""
    found = [f"{report['file']}: {_stored(report)}"]
    for reading in (report["mapping"] or {}).get("sheets", ()):
        found.append(
            f'  "{reading["sheet"].strip()}" is read as {" and ".join(reading["datasets"])}: {reading["why"]}.'
        )
        if reading.get("is_rolled_up"):
            continue  # its columns are the profile's own, not cells of the sheet
        for field, match in reading["columns"].items():
            found.append(f"    {field} <- {match['letter']} {_short(match['header'])} ({match['why']})")
    for dataset, count in report["datasets"].items():
        found.append(f"  {dataset}: {_counted(count)}")
    for each in report["problems"]:
        place = f"{each['cell']}: " if each["cell"] else ""
        found.append(f"  {SEVERITIES[each['severity']]}: {place}{each['says']} {each['remedy']}")
    added, changed, removed = (
        sum(change[what] for change in report["changes"]) for what in ("added", "changed", "removed")
    )
    if report["changes"]:
        found.append(f"  against what stands: {added:,} rows added, {changed:,} changed, {removed:,} removed")
    return found + [f"  {line}" for line in report["staying"]]


def _counted(count: Mapping[str, int]) -> str:
    """Where rows went: of an export how many were rolled up into how many."""
    if "rolled_up" not in count:
        return f"{count['read']:,} read, {count['stored']:,} fit, {count['left_out']:,} left out"
    into = f"{count['rolled_up']:,} of {count['read']:,} rows rolled up into {count['stored']:,}"
    return f"{into}, {count['left_out']:,} left out"


def _stored(report: Report) -> str:
    if report["already_stored"]:
        return f"already stored as version {report['version']}"
    return f"stored as version {report['version']}" if report["version"] else "not stored"


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return f'"{folded[:57]}..."' if len(folded) > 60 else f'"{folded}"'
