"""How what is wrong is told: the failure modes and their money, then each detector with its evidence and its remedy."""

from collections.abc import Iterable
from typing import Any

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
HOW_BAD = {3: "Severe", 2: "Found", 1: "Sign"}


def headline(found: Listing) -> str:
    """How many failure modes, where, and what they expose, in one clause; what else was found where none can be judged."""
    modes = _of(found.frame, kind="failure_mode", detector=True, unit=False)
    judged = modes[modes["severity"].notna()]
    every = _total(found.frame)
    if every is None or pd.isna(every["severity"]):
        return "Nothing can be judged yet, for no sheet says what a detector looks at"
    if judged.empty:
        return f"No failure mode can be judged yet; {_other_findings(found.frame, every)}"
    fired = judged[judged["findings"] > 0]
    units = _of(found.frame, kind="failure_mode", detector=False, unit=True)
    looked = units[units["severity"].notna()]
    where = _where(looked[looked["findings"] > 0], len(looked))
    if fired.empty:
        signs = int(judged["signs"].sum())
        seen = f"; {format.plural(signs, 'sign')}, {format.TOO_FEW}" if signs else ""
        if len(judged) == 1:
            return f"The one failure mode that can be judged was not found {_in(len(looked))}{seen}"
        can = "" if len(judged) == len(detectors_of("failure_mode")) else " that can be judged"
        return f"None of {format.count(len(judged))} failure modes{can} was found {_in(len(looked))}{seen}"
    total = _total(found.frame, "failure_mode")
    cost = ""
    if total is not None and total["exposed"] > 0:
        spent = (
            f" of the {format.money(total['spent'])} spent" if pd.notna(total["spent"]) and total["spent"] > 0 else ""
        )
        cost = f"; {format.inflect(len(fired), 'it exposes', 'they expose')} {format.money(total['exposed'])}{spent}"
    # without the comma every unit would seem to have all of them
    pause = "," if len(fired) > 1 and (looked["findings"] > 0).sum() > 1 else ""
    return f"{_which(len(fired), len(judged))} {format.inflect(len(fired), 'is', 'are')} found{pause} {where}{cost}"


def _which(fired: int, judged: int) -> str:
    """All 5 failure modes; 3 of the 5 failure modes; 2 of 3 failure modes that can be judged."""
    if judged == len(detectors_of("failure_mode")):
        return f"{'All' if fired == judged else format.count(fired) + ' of the'} {format.count(judged)} failure modes"
    if judged == 1:
        return "The one failure mode that can be judged"
    return f"{format.of(fired, judged)} failure modes that can be judged"


def figures(found: Listing) -> list[Figure]:
    """What failure modes and all findings expose, how many are severe, where, and what cannot be judged."""
    frame = found.frame
    every, modes = _total(frame), _total(frame, "failure_mode")
    if every is None or pd.isna(every["severity"]):
        return []
    cells = _of(frame, detector=True, unit=True)
    units = _of(frame, kind=None, detector=False, unit=True)
    bad = units[units["severity"] == SEVERE]
    return [
        *_exposed("Failure modes expose", modes, "each amount of spend once"),
        *_exposed("All findings expose", every, "each amount of spend once"),
        Figure("Findings", format.count(every["findings"]), _judged_and_signs(every), found.view.formula),
        Figure(
            "Severe, by unit and detector",
            format.count((cells["severity"] == SEVERE).sum()),
            f"in {format.of(len(bad), len(units))} {format.inflect(len(units), 'unit', 'units')}",
            "exposes a tenth of the unit's spend or more",
        ),
        Figure(
            "Cannot be judged",
            format.count(every["unknown"]),
            "a column is blank, or it is too early" if every["unknown"] else "",
        ),
    ]


def ready_detectors(found: Listing, kind: str) -> list[Detector]:
    """Those of a group that have what they need."""
    asked = set(_of(found.frame, detector=True, unit=False)["detector"])
    return [one for one in detectors_of(kind) if one.id in asked]


def show(page: Page, found: Listing, worst: Listing, kind: str) -> None:
    """Each detector of a group: what it found, the worst of it in words, what to do, and where the idea comes from."""
    asked = ready_detectors(found, kind)
    left, right = page.columns(2)
    for place, one in enumerate(asked):
        with left if place % 2 == 0 else right:
            drawn, points = detector_card(one, found, worst)
            page.draw(drawn, one.id, key="detector", points=points)
    for one in _detectors_without_data(found, [kind]):
        page.note(
            f"{one.title} is not looked for yet: it needs {format.join(format.join(need.split('|'), last='or') for need in one.needs)}."
        )


def missing_data(found: Listing) -> str:
    """The detectors that cannot be asked for want of a column, by the sheets that would answer; empty where all can."""
    by_sheet: dict[str, list[str]] = {}
    for one in _detectors_without_data(found, GROUPS):
        sheets = dict.fromkeys(need.partition(".")[0] for need in one.needs)
        by_sheet.setdefault(format.join(sheets), []).append(one.title)
    says = [f"{format.join(titles)} (columns of {sheets})" for sheets, titles in by_sheet.items()]
    return f"Not looked for yet: {'; '.join(says)}. The tab of each group names the columns." if says else ""


def _detectors_without_data(found: Listing, kinds: Iterable[str]) -> list[Detector]:
    return [one for kind in kinds for one in detectors_of(kind) if one not in ready_detectors(found, kind)]


def detector_card(one: Detector, found: Listing, worst: Listing) -> tuple[Drawn, list[Point]]:
    """A detector in words: its finding, its evidence, what to do about it."""
    row = _of(found.frame, detector=True, unit=False)
    row = row[row["detector"] == one.id].iloc[0]
    mine = worst.frame[worst.frame["detector"] == one.id]
    points = [_finding(each, one) for _, each in mine.head(MOST).iterrows()]
    left_out = len(mine) - len(points)
    if left_out > 0:
        points.append(Point(f"{format.plural(left_out, 'more finding')} in the list on the Overview", ""))
    if len(mine):
        points += [Point(one.remedy, "", "What to do."), Point(one.next_step, "", "Next step.", one.source)]
    else:
        points.append(Point(one.source, "", "Source."))
    return Drawn(None, _sentence(one, row), one.question, n=_sample(one, row)), points


def _sentence(one: Detector, row: pd.Series) -> str:
    if row["findings"]:
        judged = _judged(row)
        cost = f"; {format.money(row['exposed'])} exposed" if pd.notna(row["exposed"]) and row["exposed"] > 0 else ""
        return f"{one.title}: {format.of(row['findings'], judged)}{cost}"
    if row["signs"]:
        return f"{one.title}: {format.plural(int(row['signs']), 'sign')}, {format.TOO_FEW}"
    if pd.isna(row["severity"]):
        return f"{one.title}: not enough data to judge {format.count(row['unknown'])}"
    return f"{one.title}: not found in {format.count(_judged(row))}"


def _sample(one: Detector, row: pd.Series) -> str:
    unknown = f"; {format.count(row['unknown'])} cannot be judged" if row["unknown"] else ""
    return f"n = {format.count(_judged(row))} {one.subjects}{unknown}"


def _finding(row: pd.Series, one: Detector) -> Point:
    cost = f": {format.money(row['exposed'])}" if pd.notna(row["exposed"]) and row["exposed"] > 0 else ""
    name, unit = str(row["subject_name"]), str(row["business_unit"])
    where = name if name == unit else f"{name}, {unit}"
    return Point(f"{where}{cost}", one.page, HOW_BAD[int(row["severity"])], str(row["evidence"]))


def _exposed(label: str, row: pd.Series | None, formula: str) -> list[Figure]:
    """What findings expose, and its share of what was spent; nothing where no spend is linked to them."""
    if row is None or pd.isna(row["exposed"]) or row["exposed"] <= 0:
        return []
    is_known = pd.notna(row["spent"]) and row["spent"] > 0
    share = f"{format.percent(row['exposed'] / row['spent'])} of what was spent" if is_known else ""
    return [Figure(label, format.money(row["exposed"]), share, formula)]


def _other_findings(frame: pd.DataFrame, every: pd.Series) -> str:
    units = _of(frame, kind=None, detector=False, unit=True)
    hit = units[units["findings"] > 0]
    if hit.empty:
        return f"nothing else was found {_in(len(units))}"
    return f"the other detectors found {format.plural(int(every['findings']), 'thing')}, {_where(hit, len(units))}"


def _where(hit: pd.DataFrame, units: int) -> str:
    """In Retail; in 5 of 6 units."""
    if len(hit) == 1:
        return f"in {hit['business_unit'].iloc[0]}"
    return f"in {format.of(len(hit), units)} units"


def _in(units: int) -> str:
    return f"in {format.plural(units, 'unit')}"


def _judged_and_signs(row: pd.Series) -> str:
    """Of 342 judged, and 1 sign: what is on the list of findings without being one."""
    signs = f", and {format.plural(int(row['signs']), 'sign')}" if row["signs"] else ""
    return f"of {format.count(_judged(row))} judged{signs}"


def _judged(row: pd.Series) -> int:
    return int(row["findings"] + row["signs"] + row["clear"])


def _of(frame: pd.DataFrame, *, detector: bool, unit: bool, kind: Any = "") -> pd.DataFrame:
    """The rows at a grain: by detector or not, by unit or not; of one kind, of all kinds together (None), or any ("")."""
    rows = frame[(frame["detector"].notna() == detector) & (frame["business_unit"].notna() == unit)]
    if kind is None:
        return rows[rows["kind"].isna()]
    return rows[rows["kind"] == kind] if kind else rows


def _total(frame: pd.DataFrame, kind: str | None = None) -> pd.Series | None:
    rows = _of(frame, kind=kind, detector=False, unit=False)
    return None if rows.empty else rows.iloc[0]
