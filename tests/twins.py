"""Two portfolios that differ only in how people are divided among the groups that are hidden: whoever reads everything
that is told must not be able to say which of the two they read."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from data.store import Store
from tests.conftest import upload

EARLIER = ("2025-Q4", "2026-Q1", "2026-Q2")
LAST = "2026-Q3"
ENDS = {"2025-Q4": "2025-12-31", "2026-Q1": "2026-03-31", "2026-Q2": "2026-06-30", "2026-Q3": "2026-09-30"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Group:
    """Some people: how many they are; of them, who have ever used a tool, use it, by habit, a lot; who build, and so on."""

    people: int
    used: int
    active: int
    habitual: int
    power: int
    builders: int
    engineers: int
    leaders: int
    left: int
    agreeing: int


@dataclass(frozen=True)
class Hidden:
    """A small unit and the one hidden with it; two small parts of a large unit; the users of two tools that few use."""

    units: tuple[Group, Group]
    parts: tuple[Group, Group]
    users: tuple[int, int]


ONE = Hidden(
    (Group(3, 3, 1, 1, 0, 1, 1, 0, 0, 1), Group(6, 5, 5, 4, 2, 2, 1, 1, 1, 4)),
    (Group(3, 3, 3, 2, 1, 0, 0, 1, 0, 2), Group(8, 7, 4, 1, 0, 3, 2, 0, 1, 3)),
    (3, 4),
)
OTHER = Hidden(
    (Group(4, 2, 2, 2, 1, 2, 0, 1, 1, 2), Group(5, 6, 4, 3, 1, 1, 2, 0, 0, 3)),
    (Group(4, 3, 0, 0, 0, 2, 1, 0, 0, 1), Group(7, 7, 7, 3, 1, 1, 1, 1, 1, 4)),
    (4, 3),
)
LARGE = Group(120, 100, 60, 30, 10, 8, 4, 2, 1, 50)
MIDDLE = Group(60, 40, 20, 12, 3, 4, 2, 1, 1, 20)
SMALL, WITH_IT, PARTLY = "Bay", "Dell", "Elm"
FILTERS = (
    (SMALL,),
    (WITH_IT,),
    (SMALL, WITH_IT),
    (SMALL, "North"),
    (PARTLY,),
    (PARTLY, WITH_IT, "South"),
)


def drawn(chance: np.random.Generator) -> tuple[Hidden, Hidden]:
    """Hidden groups by chance, and the same people divided otherwise by chance."""
    units, parts = (_pairs(chance) for _ in range(2))
    users = [tuple(int(one) for one in chance.integers(1, 5, 2)) for _ in range(2)]
    return Hidden(units[0], parts[0], users[0]), Hidden(units[1], parts[1], users[1])  # type: ignore[arg-type]


def _pairs(chance: np.random.Generator) -> list[tuple[Group, Group]]:
    """Two divisions of the same people into a small group and a larger one, where no larger is small or of more than ten."""
    people = int(chance.integers(8, 12))
    sums = [
        people,
        *(int(chance.integers(0, people + 1)) for _ in range(4)),
        *(int(chance.integers(0, 5)) for _ in range(4)),
    ]
    sums[1:5] = sorted(sums[1:5], reverse=True)
    agreeing = int(chance.integers(3, people - 2))
    made = []
    for _ in range(2):
        few = int(chance.integers(2, min(5, people - 4)))
        first, second = [few], [people - few]
        for whole in sums[1:5]:  # who do more are among those who do less
            most_left = min(whole, first[-1])
            least_left = max(0, whole - second[-1])
            if least_left > most_left:
                least_left = most_left = first[-1]
            first.append(int(chance.integers(least_left, most_left + 1)))
            second.append(whole - first[-1])
        for whole in sums[5:]:
            first.append(int(chance.integers(max(0, whole - second[0]), min(whole, few) + 1)))
            second.append(whole - first[-1])
        agree = int(chance.integers(max(1, agreeing - second[0] + 1), min(few - 1, agreeing - 1) + 1))
        made.append((Group(*first, agree), Group(*second, agreeing - agree)))
    return made


def fill(store: Store, hidden: Hidden) -> None:
    """The portfolio, in two uploads that say the same of themselves in both stores."""
    for number, quarters in enumerate((EARLIER, (LAST,)), 1):
        sheets = [_quarter(quarter, hidden) for quarter in quarters]
        rows = {dataset: [row for sheet in sheets for row in sheet[dataset]] for dataset in sheets[0]}
        at = dt.datetime(2026, 7, 10) + dt.timedelta(days=90 * number)
        store.add(
            replace(upload(**rows), file_name=f"quarter {number}.xlsx", sha256=f"quarter {number}", created_at=at)
        )


def _quarter(quarter: str, hidden: Hidden) -> dict[str, list[Row]]:
    groups = [
        ("North", "all", LARGE),
        ("South", "all", MIDDLE),
        (SMALL, "all", hidden.units[0]),
        (WITH_IT, "all", hidden.units[1]),
        (PARTLY, "whole", MIDDLE),
        (PARTLY, "first", hidden.parts[0]),
        (PARTLY, "second", hidden.parts[1]),
    ]
    return {
        "adoption": [
            row for place, (unit, part, group) in enumerate(groups) for row in _used(quarter, place, unit, part, group)
        ],
        "people": [_working(quarter, unit, part, group) for unit, part, group in groups],
        "training": [_trained(quarter, unit, part, group) for unit, part, group in groups],
        "survey": [_asked(quarter, unit, group) for unit, part, group in groups if part in ("all", "whole")],
        "deployments": _deployed(quarter, hidden),
        "pilots": _piloted(quarter),
        "spend": _spent(quarter),
    }


def _used(quarter: str, place: int, unit: str, part: str, group: Group) -> list[Row]:
    tools = {"all": ["Lens"], "whole": ["Lens"], "first": ["Quill"], "second": ["Desk"]}[part]
    if unit == "North":
        tools = ["Lens", "Quill"]
    return [
        {
            "period": quarter,
            "business_unit": unit,
            "tool": tool,
            "vendor": "Lensmakers",
            "headcount": group.people,
            # seats are bought for more people than are there, or for fewer than use them
            "seats": {SMALL: 8, WITH_IT: 3}.get(unit, group.people if part in ("all", "whole") else 10),
            "ever_active": group.used,
            "active_users": group.active,
            "habitual_users": group.habitual,
            "power_users": group.power,
            "workflows_redesigned": 2 + place % 2,
            "seat_price": 1000 + 500 * place,
            "renewal_on": "2026-12-01",
            "owner": f"Buyer of {unit}",
            "embedded": place % 2 == 0,
        }
        for tool in tools
    ]


def _working(quarter: str, unit: str, part: str, group: Group) -> Row:
    return {
        "period": quarter,
        "business_unit": unit,
        "function": part,
        "headcount": group.people,
        "ai_builders": group.builders,
        "ai_engineers": group.engineers,
        "ai_leaders": group.leaders,
        "permission_to_deploy": unit != "South",
        "open_ai_roles": 1,
        "open_roles_days": 40,
        "builders_left": group.left,
    }


def _trained(quarter: str, unit: str, part: str, group: Group) -> Row:
    return {
        "reporting_on": ENDS[quarter],
        "cohort_id": f"{unit} {part}",
        "business_unit": unit,
        "started_on": "2025-11-03",
        "trained": group.people,
        "completed": group.used,
        "hours_per_person": 8,
        "protected_hours_per_week": 3,
        "first_build_on": None if unit == "South" else "2026-01-20",
        "builders": group.builders,
        "coached": group.leaders,
    }


def _asked(quarter: str, unit: str, group: Group) -> Row:
    return {
        "period": quarter,
        "business_unit": unit,
        "responses": group.people,
        "invited": group.people,
        **dict.fromkeys(("confidence_4_5", "clarity_4_5", "skill_4_5", "permission_4_5"), group.agreeing),
    }


def _deployed(quarter: str, hidden: Hidden) -> list[Row]:
    few, others = hidden.users
    earlier = quarter != LAST
    used = [  # unit, tool, users, users it is meant for
        ("North", "Letters", 60, 100),
        ("South", "Claims", 30, 40),
        ("South", "Fading", 20 if earlier else few, 60),
        (SMALL, "Quotes", few, 4),
        (WITH_IT, "Orders", others, 6),
        (PARTLY, "Forecast", 30 if earlier else others, 50),
    ]
    return [
        {
            "period": quarter,
            "deployment_id": f"{unit}-{name}",
            "name": name,
            "business_unit": unit,
            "initiative_id": f"{unit}-{name}",
            "tool": "Lens",
            "function": "all",
            "went_live_on": "2025-10-20",
            "status": "live",
            "built_by": "internal" if place % 2 else "vendor",
            "maintained_by": "internal",
            "maintainer": "the team",
            "intended_users": intended,
            "active_users": users,
            "benefit_amount": 5000 * place,
            "benefit_kind": "productivity",
            "benefit_evidence": "baseline" if place % 2 else "modelled",
            "outputs": 100,
            "run_cost": 200,
            "incidents": 1,
        }
        for place, (unit, name, users, intended) in enumerate(used, 1)
    ]


def _piloted(quarter: str) -> list[Row]:
    return [
        {
            "reporting_on": ENDS[quarter],
            "initiative_id": f"{unit}-{name}",
            "name": name,
            "business_unit": unit,
            "stage": "production",
            "function": "all",
            "sponsor": "Board",
            "owner": f"Owner in {unit}",
            "built_by": "vendor",
            "started_on": "2025-07-01",
            "production_on": "2025-10-20",
            "handoff_on": "2025-10-25",
            "kpi": "days",
            "kpi_baseline": 10,
            "kpi_current": 7,
            "planned_benefit": 40_000,
        }
        for unit, name in (
            ("North", "Letters"),
            ("South", "Claims"),
            ("South", "Fading"),
            (SMALL, "Quotes"),
            (WITH_IT, "Orders"),
            (PARTLY, "Forecast"),
        )
    ]


def _spent(quarter: str) -> list[Row]:
    return [
        {
            "period": quarter,
            "business_unit": unit,
            "category": category,
            "vendor": "Lensmakers",
            "tool": "Lens" if category == "licences" else None,
            "amount": amount * (place + 1),
            "basis": "actual",
        }
        for place, unit in enumerate(("North", "South", SMALL, WITH_IT, PARTLY))
        for category, amount in (("licences", 3000), ("training", 500), ("build_team", 2000))
    ]
