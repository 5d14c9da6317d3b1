"""Which rows do not fit the other sheets, or what stands? Warnings: they are said, and the rows stand."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field

from data.check.draft import Draft
from data.check.rules import grouped
from data.problems import NOTHING_TO_DO


@dataclass(frozen=True)
class Reference:
    """What the ledger knows that a file is checked against.

    `rated`: (currency, month) that have a rate, months counted from year 0. `initiatives`: id -> the units that ever
    listed it. `lists`: unit -> the days of its lists in this feed -> id -> name. `spelled`: column -> folded name -> the name as it stands. `salt`: the
    store's own, for the keys of people.
    """

    home: str = "USD"
    fiscal_start: int = 1
    rated: frozenset[tuple[str, int]] = frozenset()
    initiatives: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lists: Mapping[str, Mapping[dt.date, Mapping[str, str]]] = field(default_factory=dict)
    spelled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    salt: str = ""


def look_at(drafts: Sequence[Draft], reference: Reference) -> None:
    """Every rule that needs the other sheets, or what stands."""
    pilots = [made for made in drafts if made.dataset.name == "pilots"]
    known = {name.casefold(): set(units) for name, units in reference.initiatives.items()}
    for made in pilots:
        for unit, name, is_out in zip(
            made.words("business_unit"), made.words("initiative_id"), made.is_out, strict=True
        ):
            if unit is not None and name is not None and not is_out:
                known.setdefault(name.casefold(), set()).add(unit)
    lists = _lists(pilots, reference)
    rated = reference.rated | {pair for made in drafts if made.dataset.name == "rates" for pair in _rated(made)}
    for made in drafts:
        if made.dataset.name in ("spend", "deployments"):
            _unknown_initiatives(made, known)
            _of_other_units(made, known)
        if "currency" in made.dataset and made.dataset.name != "rates":
            _unrated(made, rated, reference)
        if made.dataset.name == "pilots":
            _gone(made, lists)


def _unknown_initiatives(made: Draft, known: Collection[str]) -> None:
    ids = made.words("initiative_id")
    rows = [at for at, value in enumerate(ids) if value is not None and value.casefold() not in known]
    if not known:
        made.say_once(
            "initiative_id",
            rows,
            "Initiatives are named in {n rows}, and no pilots sheet was uploaded yet.",
            "Upload the pilots sheet too; until then these rows are not linked.",
            "unknown_initiative",
        )
        return
    for name, group in grouped(rows, lambda at: ids[at]).items():
        made.say_once(
            "initiative_id",
            group,
            f'"{name}" ({{n rows}}) is not an initiative of the pilots sheet.',
            "Correct the id, or add it to the pilots sheet; until then it is not linked.",
            "unknown_initiative",
        )


def _of_other_units(made: Draft, known: Mapping[str, Set[str]]) -> None:
    """Rows that name what their own unit never listed: they count with the unit that did; where several did, with none."""
    units, ids = made.words("business_unit"), made.words("initiative_id")
    theirs = [
        at
        for at, (unit, name) in enumerate(zip(units, ids, strict=True))
        if unit is not None and name is not None and unit not in known.get(name.casefold(), {unit})
    ]
    for (unit, name, owners), rows in grouped(
        theirs, lambda at: (units[at], ids[at], tuple(sorted(known[str(ids[at]).casefold()])))
    ).items():
        if len(owners) == 1:
            made.say_once(
                "initiative_id",
                rows,
                f'"{name}" ({{n rows}} of {unit}) is an initiative of {owners[0]}: what it costs and brings counts there.',
                NOTHING_TO_DO,
                "of_another_unit",
            )
        else:
            made.say_once(
                "initiative_id",
                rows,
                f'"{name}" ({{n rows}} of {unit}) is an initiative of {" and of ".join(owners)}: which is meant is not known.',
                "Give one of the two another id, or write the rows under the unit that is meant; until then they are not linked.",
                "of_several_units",
            )


def _rated(made: Draft) -> list[tuple[str, int]]:
    return [
        (code, month)
        for code, start, end in zip(
            made.words("currency"), made.days("period_start"), made.days("period_end"), strict=True
        )
        if code and start and end
        for month in range(_month(start), _month(end) + 1)
    ]


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _unrated(made: Draft, rated: frozenset[tuple[str, int]], reference: Reference) -> None:
    """Amounts in a currency that has no rate in their period cannot be added up."""
    is_of_periods = made.dataset.replaces == "period"
    codes, starts = made.words("currency"), made.days("period_start" if is_of_periods else "reporting_on")
    ends = made.days("period_end") if is_of_periods else starts
    rows = [
        at
        for at, code in enumerate(codes)
        if code not in (None, reference.home)
        and (start := starts[at])
        and (end := ends[at])
        and not any((code, month) in rated for month in range(_month(start), _month(end) + 1))
    ]
    for code, group in grouped(rows, lambda at: codes[at]).items():
        made.say_once(
            "currency",
            group,
            f"There is no rate for {code} in the period of {{n rows}}: they are in no figure.",
            "Give its rate on the Rates sheet.",
            "no_rate",
        )


Lists = Mapping[str, Mapping[dt.date, Mapping[str, str]]]
"""Unit -> the day of its list -> id -> name."""


def _lists(pilots: Sequence[Draft], reference: Reference) -> Lists:
    """The lists of initiatives that stand, and over them those of the file."""
    found = {unit: {day: dict(names) for day, names in by_day.items()} for unit, by_day in reference.lists.items()}
    here: dict[str, dict[dt.date, dict[str, str]]] = {}
    for made in pilots:
        columns = (
            made.words("business_unit"),
            made.days("reporting_on"),
            made.words("initiative_id"),
            made.words("name"),
        )
        for unit, day, number, name in zip(*columns, strict=True):
            if unit is not None and day is not None:
                names = here.setdefault(unit, {}).setdefault(day, {})
                if number is not None:
                    names[number] = name or ""
    for unit, by_day in here.items():
        found.setdefault(unit, {}).update(by_day)
    return found


def _gone(made: Draft, lists: Lists) -> None:
    """Initiatives that the unit's list before this one had, and this one has not: gone, or on another unit's list since."""
    first: dict[tuple[str, dt.date], int] = {}
    for at, (unit, day) in enumerate(zip(made.words("business_unit"), made.days("reporting_on"), strict=True)):
        if unit is not None and day is not None:
            first.setdefault((unit, day), at)
    for (unit, day), at in first.items():
        before = max((other for other in lists[unit] if other < day), default=None)
        if before is None:
            continue
        gone = sorted(name for name in lists[unit][before] if name and name not in lists[unit][day])
        moved = {name: new for name in gone if (new := _moved_to(name, unit, before, lists))}
        for name, new in moved.items():
            made.warn(
                "business_unit",
                at,
                f"{name} ({lists[unit][before][name]}) went from {unit}'s list to {new}'s: it counts as one initiative of "
                f"{new}, with its whole history.",
                "If it is another one, name its id under Settings, Company, separate initiatives.",
                "moved",
            )
        if left := [name for name in gone if name not in moved]:
            shown = ", ".join(left[:5]) + (f" and {len(left) - 5} more" if len(left) > 5 else "")
            made.warn(
                "business_unit",
                at,
                f"{unit} listed {shown} on {before}, and does not on {day}.",
                "List what was stopped or retired with that stage; what is gone counts as vanished.",
                "gone",
            )


def _moved_to(number: str, unit: str, last: dt.date, lists: Lists) -> str | None:
    """The unit that first listed what another's list has no more after that, by the same name."""
    name = lists[unit][last][number].strip().casefold()
    for other, by_day in lists.items():
        days = [day for day, names in by_day.items() if number in names]
        if other != unit and days and min(days) > last and by_day[min(days)][number].strip().casefold() == name:
            return other
    return None
