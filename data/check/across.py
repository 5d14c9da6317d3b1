"""Which rows do not fit the other sheets, or what stands? Warnings: they are said, and the rows stand."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.check.draft import Draft
from data.check.rules import grouped


@dataclass(frozen=True)
class Reference:
    """What the ledger knows that a file is checked against.

    `rated`: (currency, month) that have a rate, months counted from year 0. `initiatives`: ids. `lists`: unit -> the
    days of its lists in this feed -> id -> name. `spelled`: column -> folded name -> the name as it stands. `salt`: the
    store's own, for the keys of people.
    """

    home: str = "USD"
    fiscal_start: int = 1
    rated: frozenset[tuple[str, int]] = frozenset()
    initiatives: frozenset[str] = frozenset()
    lists: Mapping[str, Mapping[dt.date, Mapping[str, str]]] = field(default_factory=dict)
    spelled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    salt: str = ""


def look_at(drafts: Sequence[Draft], reference: Reference) -> None:
    """Every rule that needs the other sheets, or what stands."""
    named = {
        value.casefold()
        for made in drafts
        if made.dataset.name == "pilots"
        for at, value in enumerate(made.words("initiative_id"))
        if value is not None and not made.is_out[at]
    }
    known = named | {name.casefold() for name in reference.initiatives}
    rated = reference.rated | {pair for made in drafts if made.dataset.name == "rates" for pair in _rated(made)}
    for made in drafts:
        if made.dataset.name in ("spend", "deployments"):
            _unknown_initiatives(made, known)
        if "currency" in made.dataset and made.dataset.name != "rates":
            _unrated(made, rated, reference)
        if made.dataset.name == "pilots":
            _gone(made, reference)


def _unknown_initiatives(made: Draft, known: set[str]) -> None:
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


def _gone(made: Draft, reference: Reference) -> None:
    """Initiatives that the unit's list before this one had, and this one has not."""
    units, days, ids = made.words("business_unit"), made.days("reporting_on"), made.words("initiative_id")
    listed: dict[tuple[str, dt.date], set[str | None]] = {}
    first: dict[tuple[str, dt.date], int] = {}
    for at in range(len(made)):
        if (unit := units[at]) is not None and (day := days[at]) is not None:
            first.setdefault((unit, day), at)
            listed.setdefault((unit, day), set()).add(ids[at])
    for (unit, day), now in listed.items():
        earlier: dict[dt.date, Iterable[str | None]] = {
            **reference.lists.get(unit, {}),
            **{other: there for (name, other), there in listed.items() if name == unit},
        }
        before = max((other for other in earlier if other < day), default=None)
        gone = [] if before is None else sorted(name for name in earlier[before] if name and name not in now)
        if gone:
            shown = ", ".join(gone[:5]) + (f" and {len(gone) - 5} more" if len(gone) > 5 else "")
            made.warn(
                "business_unit",
                first[unit, day],
                f"{unit} listed {shown} on {before}, and does not on {day}.",
                "List what was stopped or retired with that stage; what is gone counts as vanished.",
                "gone",
            )
