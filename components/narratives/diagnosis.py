"""What the Diagnosis page says: the failure modes and their money, then each detector with its evidence and its remedy."""

from collections.abc import Iterable

import pandas as pd

from components.page.page import Figure, Page, Point
from components.text import format
from components.theme import Drawn
from queries import GROUPS, Detector, Listing, detectors_of

OVERVIEW, PLAYBOOK = "Overview", "Playbook"
TABS = (OVERVIEW, *GROUPS.values(), PLAYBOOK)
MOST = 4  # findings told of a detector; the table and the rows have them all
COLUMNS = {
    "how_bad": "How bad",
    "title": "What is wrong",
    "business_unit": "Unit",
    "subject_name": "Where",
    "evidence": "Evidence",
    "exposed": "Exposed",
}
"""The columns of the list of findings and what they are called."""
SEVERE, FOUND = 3, 2
SEVERITIES = {3: "Severe", 2: "Found", 1: "Sign"}


def headline(listing: Listing) -> str:
    """How many failure modes, where, and what they expose, in one clause; what else was found where none can be judged."""
    modes = _at_grain(listing.frame, kind="failure_mode", detector=True, unit=False)
    judged = modes[modes["severity"].notna()]
    overall = _total(listing.frame)
    if overall is None or pd.isna(overall["severity"]):
        return "Nothing can be judged yet, for no sheet says what a detector looks at"
    if judged.empty:
        return f"No failure mode can be judged yet; {_other_findings(listing.frame, overall)}"
    fired = judged[judged["findings"] > 0]
    units = _at_grain(listing.frame, kind="failure_mode", detector=False, unit=True)
    judged_units = units[units["severity"].notna()]
    place = _where(judged_units[judged_units["findings"] > 0], len(judged_units))
    if fired.empty:
        signs = int(judged["signs"].sum())
        signs_note = f"; {format.plural(signs, 'sign')}, {format.TOO_FEW}" if signs else ""
        if len(judged) == 1:
            return f"The one failure mode that can be judged was not found {_in_units(len(judged_units))}{signs_note}"
        qualifier = "" if len(judged) == len(detectors_of("failure_mode")) else " that can be judged"
        return f"None of {format.count(len(judged))} failure modes{qualifier} was found {_in_units(len(judged_units))}{signs_note}"
    failures = _total(listing.frame, "failure_mode")
    cost = ""
    if failures is not None and failures["exposed"] > 0:
        spent = (
            f" of the {format.money(failures['spent'])} spent"
            if pd.notna(failures["spent"]) and failures["spent"] > 0
            else ""
        )
        cost = f"; {format.inflect(len(fired), 'it exposes', 'they expose')} {format.money(failures['exposed'])}{spent}"
    # without the comma every unit would seem to have all of them
    comma = "," if len(fired) > 1 and (judged_units["findings"] > 0).sum() > 1 else ""
    return f"{_which(len(fired), len(judged))} {format.inflect(len(fired), 'is', 'are')} found{comma} {place}{cost}"


def _which(fired: int, judged: int) -> str:
    """All 5 failure modes; 3 of the 5 failure modes; 2 of 3 failure modes that can be judged."""
    if judged == len(detectors_of("failure_mode")):
        return f"{'All' if fired == judged else format.count(fired) + ' of the'} {format.count(judged)} failure modes"
    if judged == 1:
        return "The one failure mode that can be judged"
    return f"{format.of(fired, judged)} failure modes that can be judged"


def figures(listing: Listing) -> list[Figure]:
    """What failure modes and all findings expose, how many are severe, where, and what cannot be judged."""
    frame = listing.frame
    overall, modes = _total(frame), _total(frame, "failure_mode")
    if overall is None or pd.isna(overall["severity"]):
        return []
    cells = _at_grain(frame, detector=True, unit=True)
    units = _at_grain(frame, kind=None, detector=False, unit=True)
    severe = units[units["severity"] == SEVERE]
    return [
        *_exposed("Failure modes expose", modes, "each amount of spend once"),
        *_exposed("All findings expose", overall, "each amount of spend once"),
        Figure("Findings", format.count(overall["findings"]), _judged_and_signs(overall), listing.view.formula),
        Figure(
            "Severe, by unit and detector",
            format.count((cells["severity"] == SEVERE).sum()),
            f"in {format.of(len(severe), len(units))} {format.inflect(len(units), 'unit', 'units')}",
            "exposes a tenth of the unit's spend or more",
        ),
        Figure(
            "Cannot be judged",
            format.count(overall["unknown"]),
            "a column is blank, or it is too early" if overall["unknown"] else "",
        ),
    ]


def ready_detectors(listing: Listing, kind: str) -> list[Detector]:
    """Those of a group that have what they need."""
    ready = set(_at_grain(listing.frame, detector=True, unit=False)["detector"])
    return [detector for detector in detectors_of(kind) if detector.id in ready]


def show(page: Page, listing: Listing, worst: Listing, kind: str) -> None:
    """Each detector of a group: what it found, the worst of it in words, what to do, and where the idea comes from."""
    detectors = ready_detectors(listing, kind)
    left, right = page.columns(2)
    for position, detector in enumerate(detectors):
        with left if position % 2 == 0 else right:
            drawn, points = detector_card(detector, listing, worst)
            page.draw(drawn, detector.id, key="detector", points=points)
    for detector in _detectors_without_data(listing, [kind]):
        page.note(
            f"{detector.title} is not looked for yet: it needs {format.join(format.join(need.split('|'), last='or') for need in detector.needs)}."
        )


def looks(listing: Listing) -> str:
    """How often the detectors looked, for who looks often finds something; empty where nothing was judged."""
    overall = _total(listing.frame)
    if overall is None or not _judged(overall):
        return ""
    cells = _at_grain(listing.frame, detector=True, unit=True)
    judged = cells[cells["severity"].notna()]
    return (
        f"{format.plural(judged['detector'].nunique(), 'detector')} in {format.plural(judged['business_unit'].nunique(), 'unit')} "
        f"made {format.plural(_judged(overall), 'judgement')}. Of those that go by a 95 % interval about 1 in 40 finds "
        "something by chance alone."
    )


def missing_data(listing: Listing) -> str:
    """The detectors that cannot be asked for want of a column, by the sheets that would answer; empty where all can."""
    by_sheet: dict[str, list[str]] = {}
    for detector in _detectors_without_data(listing, GROUPS):
        sheets = dict.fromkeys(need.partition(".")[0] for need in detector.needs)
        by_sheet.setdefault(format.join(sheets), []).append(detector.title)
    clauses = [f"{format.join(titles)} (columns of {sheets})" for sheets, titles in by_sheet.items()]
    return f"Not looked for yet: {'; '.join(clauses)}. The tab of each group names the columns." if clauses else ""


def _detectors_without_data(listing: Listing, kinds: Iterable[str]) -> list[Detector]:
    return [
        detector for kind in kinds for detector in detectors_of(kind) if detector not in ready_detectors(listing, kind)
    ]


def detector_card(detector: Detector, listing: Listing, worst: Listing) -> tuple[Drawn, list[Point]]:
    """A detector in words: its finding, its evidence, what to do about it."""
    row = _at_grain(listing.frame, detector=True, unit=False)
    row = row[row["detector"] == detector.id].iloc[0]
    findings = worst.frame[worst.frame["detector"] == detector.id]
    points = [_finding(finding, detector) for _, finding in findings.head(MOST).iterrows()]
    left_out = len(findings) - len(points)
    if left_out > 0:
        points.append(Point(f"{format.plural(left_out, 'more finding')} in the list on the Overview", ""))
    if len(findings):
        points += [
            Point(detector.remedy, "", "What to do."),
            Point(detector.next_step, "", "Next step.", detector.source),
        ]
    else:
        points.append(Point(detector.source, "", "Source."))
    return Drawn(None, _sentence(detector, row), detector.question, n=_sample(detector, row)), points


def _sentence(detector: Detector, row: pd.Series) -> str:
    if row["findings"]:
        judged = _judged(row)
        cost = f"; {format.money(row['exposed'])} exposed" if pd.notna(row["exposed"]) and row["exposed"] > 0 else ""
        return f"{detector.title}: {format.of(row['findings'], judged)}{cost}"
    if row["signs"]:
        return f"{detector.title}: {format.plural(int(row['signs']), 'sign')}, {format.TOO_FEW}"
    if pd.isna(row["severity"]):
        return f"{detector.title}: not enough data to judge {format.count(row['unknown'])}"
    return f"{detector.title}: not found in {format.count(_judged(row))}"


def _sample(detector: Detector, row: pd.Series) -> str:
    unknown = f"; {format.count(row['unknown'])} cannot be judged" if row["unknown"] else ""
    return f"n = {format.count(_judged(row))} {detector.subjects}{unknown}"


def _finding(row: pd.Series, detector: Detector) -> Point:
    cost = f": {format.money(row['exposed'])}" if pd.notna(row["exposed"]) and row["exposed"] > 0 else ""
    name, unit = str(row["subject_name"]), str(row["business_unit"])
    place = name if name == unit else f"{name}, {unit}"
    return Point(f"{place}{cost}", detector.page, SEVERITIES[int(row["severity"])], str(row["evidence"]))


def _exposed(label: str, row: pd.Series | None, formula: str) -> list[Figure]:
    """What findings expose, and its share of what was spent; nothing where no spend is linked to them."""
    if row is None or pd.isna(row["exposed"]) or row["exposed"] <= 0:
        return []
    is_known = pd.notna(row["spent"]) and row["spent"] > 0
    share = f"{format.percent(row['exposed'] / row['spent'])} of what was spent" if is_known else ""
    return [Figure(label, format.money(row["exposed"]), share, formula)]


def _other_findings(frame: pd.DataFrame, overall: pd.Series) -> str:
    units = _at_grain(frame, kind=None, detector=False, unit=True)
    affected = units[units["findings"] > 0]
    if affected.empty:
        return f"nothing else was found {_in_units(len(units))}"
    return (
        f"the other detectors found {format.plural(int(overall['findings']), 'thing')}, {_where(affected, len(units))}"
    )


def _where(affected: pd.DataFrame, units: int) -> str:
    """In Retail; in 5 of 6 units."""
    if len(affected) == 1:
        return f"in {affected['business_unit'].iloc[0]}"
    return f"in {format.of(len(affected), units)} units"


def _in_units(units: int) -> str:
    return f"in {format.plural(units, 'unit')}"


def _judged_and_signs(row: pd.Series) -> str:
    """Of 342 judged, and 1 sign: what is on the list of findings without being one."""
    signs = f", and {format.plural(int(row['signs']), 'sign')}" if row["signs"] else ""
    return f"of {format.count(_judged(row))} judged{signs}"


def _judged(row: pd.Series) -> int:
    return int(row["findings"] + row["signs"] + row["clear"])


def _at_grain(frame: pd.DataFrame, *, detector: bool, unit: bool, kind: str | None = "") -> pd.DataFrame:
    """The rows at a grain: by detector or not, by unit or not; of one kind, of all kinds together (None), or any ("")."""
    rows = frame[(frame["detector"].notna() == detector) & (frame["business_unit"].notna() == unit)]
    if kind is None:
        return rows[rows["kind"].isna()]
    return rows[rows["kind"] == kind] if kind else rows


def _total(frame: pd.DataFrame, kind: str | None = None) -> pd.Series | None:
    rows = _at_grain(frame, kind=kind, detector=False, unit=False)
    return None if rows.empty else rows.iloc[0]
