"""What happened in each of the six units: read from `units/*.toml`, one file a unit, written by hand.

The files say what matters (dates, people, money, what was said and left unsaid); everything else follows from them.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from data.sample.quarters import Points

GAPS = ("confidence", "clarity", "skill", "permission")
UNITS = ("claims", "retail", "finance", "legal", "supply_chain", "hr")

Steps = Mapping[str, str]
Toml = Mapping[str, Any]
"""A table of a unit's file as TOML gives it; what is wrong in it shows when the story is made of it."""


@dataclass(frozen=True)
class Live:
    """What an initiative became in production: its users, benefit (thousands a quarter), evidence and upkeep."""

    intended: int
    users: Points
    kind: str
    maintained: Steps
    evidence: Steps
    benefit: Points = field(default_factory=dict)
    hours: Points = field(default_factory=dict)
    outputs: Points = field(default_factory=dict)
    minutes: tuple[float, float] | None = None
    status: Steps = field(default_factory=dict)
    incidents: Points = field(default_factory=dict)
    security: Points = field(default_factory=dict)
    team: str | None = None
    tool: str | None = None
    line: str | None = None
    group: str | None = None
    run_cost: float | None = None


@dataclass(frozen=True)
class Initiative:
    """One of the sixty. `dates` are what really happened; `undated` says which of them the sheet never tells.

    `spend` and `plan` are in thousands of the reporting currency; `run` is per quarter once live.
    """

    id: str
    name: str
    unit: str
    dates: Mapping[str, dt.date]
    built_by: str | None
    scope: str = "narrow_workflow"
    workflow: str | None = None
    vendor: str | None = None
    sponsor: str | None = None
    owner: str | None = None
    business_owner: str | None = None
    undated: str = ""
    gone_after: str = ""
    paused_from: str = ""
    kpi: Toml = field(default_factory=dict)
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    barrier: tuple[str, ...] = ()
    spend: Mapping[str, float] = field(default_factory=dict)
    plan: Mapping[str, float] = field(default_factory=dict)
    live: Live | None = None

    def stage(self, on: dt.date) -> str | None:
        """How far it had come on a day, or None before it was an idea."""
        happened = [
            (when, order) for order, name in enumerate(_STAGE_DATES) if (when := self.dates.get(name)) and when <= on
        ]
        return _STAGE_OF[_STAGE_DATES[max(happened)[1]]] if happened else None


@dataclass(frozen=True)
class People:
    """How many the unit has, quarter by quarter; whether its own people may `deploy`; roles `open` and for how long."""

    headcount: Points
    builders: Points
    engineers: Points
    leaders: Points
    deploys: bool
    open_roles: Points
    open_days: Points
    left: Points = field(default_factory=dict)


@dataclass(frozen=True)
class Survey:
    """How many were asked and answered. `high`: the share that answers 4 or 5, by what was asked; `others` for the rest."""

    is_single: bool
    invited: int
    responses: Mapping[str, int]
    high: Mapping[str, Points]
    own_tools: Points
    default_start: Points


@dataclass(frozen=True)
class Seats:
    """A tool that the unit pays seats for: a year's `price` of one, the people it is `meant_for`, and who uses it."""

    tool: str
    vendor: str
    price: float
    embedded: bool
    renewal: dt.date
    owner: str
    meant_for: int
    seats: Points
    ever: Points
    active: Points
    habitual: Points
    power: Points
    workflows: Points
    hours: Points = field(default_factory=dict)


@dataclass(frozen=True)
class Cohort:
    """People trained together, and who of them built something."""

    id: str
    started: dt.date
    trained: int
    completed: int
    hours: float
    protected: float
    coached: int
    first_build: dt.date | None = None
    builders: Points = field(default_factory=dict)


@dataclass(frozen=True)
class Recurring:
    """A cost of every quarter, in thousands."""

    category: str
    amount: Points
    vendor: str | None = None
    tool: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Bought:
    """A cost of one quarter, in thousands."""

    quarter: str
    category: str
    amount: float
    note: str
    vendor: str | None = None
    tool: str | None = None
    initiative: str | None = None
    delivered: dt.date | None = None


@dataclass(frozen=True)
class Tool:
    """A live tool that is no initiative's."""

    id: str
    name: str
    built_by: str
    vendor: str
    live_on: dt.date
    live: Live


@dataclass(frozen=True)
class Unit:
    """A unit's story: who is in it, what it bought, taught, asked and tried."""

    name: str
    function: str
    currency: str
    first_list: str
    monthly: bool
    reviewed_monthly: bool
    business_owner: str
    finance_partner: str
    people: People
    survey: Survey
    seats: tuple[Seats, ...]
    cohorts: tuple[Cohort, ...]
    recurring: tuple[Recurring, ...]
    bought: tuple[Bought, ...]
    tools: tuple[Tool, ...]
    initiatives: tuple[Initiative, ...]


_STAGE_DATES = ("idea", "started", "proven", "approved", "production", "scaled", "stopped", "retired")
_STAGE_OF = dict(zip(_STAGE_DATES, ("idea", "pilot", *_STAGE_DATES[2:]), strict=True))
_DATES = (*_STAGE_DATES, "handoff", "reviewed")
_AS_STATED = (
    "id",
    "name",
    "built_by",
    "scope",
    "workflow",
    "vendor",
    "undated",
    "gone_after",
    "paused_from",
    "kpi",
    "spend",
    "plan",
)


@cache
def units() -> tuple[Unit, ...]:
    """The six units, in the order of the story."""
    here = Path(__file__).parent / "units"
    return tuple(_unit(tomllib.loads((here / f"{name}.toml").read_text("utf-8"))) for name in UNITS)


def initiatives() -> tuple[Initiative, ...]:
    """All sixty."""
    return tuple(initiative for unit in units() for initiative in unit.initiatives)


def _unit(story: Toml) -> Unit:
    head = story["unit"]
    return Unit(
        name=head["name"],
        function=head["function"],
        currency=head["currency"],
        first_list=head["first_list"],
        monthly=head["registry"] == "monthly",
        reviewed_monthly=head["reviewed"] == "monthly",
        business_owner=head["business_owner"],
        finance_partner=head["finance_partner"],
        people=People(**story["people"]),
        survey=_survey(story["survey"]),
        seats=tuple(_seats(entry) for entry in story["seats"]),
        cohorts=tuple(Cohort(**entry) for entry in story.get("cohort", ())),
        recurring=tuple(Recurring(**entry) for entry in story.get("standing", ())),
        bought=tuple(Bought(**entry) for entry in story.get("bought", ())),
        tools=tuple(Tool(**{**entry, "live": _live(entry["live"])}) for entry in story.get("tool", ())),
        initiatives=tuple(_initiative(entry, head) for entry in story["initiative"]),
    )


def _survey(entry: Toml) -> Survey:
    return Survey(
        is_single=entry["answers"] == "single",
        invited=entry["invited"],
        responses=entry["responses"],
        high={name: entry[name] for name in (*GAPS, "others")},
        own_tools=entry["own_tools"],
        default_start=entry["default_start"],
    )


def _seats(entry: Toml) -> Seats:
    return Seats(meant_for=entry["for"], **{name: value for name, value in entry.items() if name != "for"})


def _initiative(entry: Toml, head: Toml) -> Initiative:
    stated: dict[str, Any] = {name: entry[name] for name in _AS_STATED if name in entry}
    stated |= {role: entry.get(role, head[role]) or None for role in ("sponsor", "owner", "business_owner")}
    stated |= {name: tuple(entry.get(name, ())) for name in ("yes", "no", "barrier")}
    return Initiative(
        unit=head["name"],
        dates={name: entry[name] for name in _DATES if name in entry},
        live=_live(entry["live"]) if "live" in entry else None,
        **stated,
    )


def _live(entry: Toml) -> Live:
    steps = {
        name: {"": entry[name]} if isinstance(entry[name], str) else entry[name] for name in ("maintained", "evidence")
    }
    minutes = tuple(entry["minutes"]) if "minutes" in entry else None
    return Live(**{**entry, **steps, "minutes": minutes})
