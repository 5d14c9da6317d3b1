"""Who uses it, who can build, and what they say: adoption, people and survey of a quarter."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from data.reading.table import Cell
from data.sample.quarters import SEED, Quarter, along, held, noisy
from data.sample.stories import GAPS, Seats, Unit
from data.workbooks.example import Row

_OTHERS = ("safe_to_try", "trust", "support", "leader_uses")


def adoption(unit: Unit, quarter: Quarter) -> list[Row]:
    """A row for each tool the unit pays seats for."""
    return [_tool(unit, entry, quarter) for entry in unit.seats if held(entry.seats, quarter.label)]


def people(unit: Unit, quarter: Quarter) -> list[Row]:
    """How many people, builders, engineers and leaders the unit has."""
    stated = unit.people
    open_roles = held(stated.open_roles, quarter.label)
    left = held(stated.left, quarter.label)
    return [
        {
            "period": quarter.label,
            "business_unit": unit.name,
            "function": unit.function,
            "headcount": float(round(along(stated.headcount, quarter.label) or 0)),
            "ai_builders": _count(held(stated.builders, quarter.label)),
            "ai_engineers": _count(held(stated.engineers, quarter.label)),
            "ai_leaders": _count(held(stated.leaders, quarter.label)),
            "permission_to_deploy": stated.deploys,
            "open_ai_roles": _count(open_roles),
            "open_roles_days": float(round(along(stated.open_days, quarter.label) or 0)) if open_roles else None,
            "builders_left": _count(left),
        }
    ]


def survey(unit: Unit, quarter: Quarter) -> list[Row]:
    """The half-yearly survey: single answers in Claims, elsewhere a row for each of two groups."""
    asked = unit.survey
    if quarter.label not in asked.responses:
        return []
    answers = _answers(unit, quarter)
    head: dict[str, Cell] = {"period": quarter.label, "business_unit": unit.name, "invited": float(asked.invited)}
    if asked.is_single:
        return [{**head, **answer} for answer in answers]
    groups = [[answer for answer in answers if answer["uses_own_tools"] is own] for own in (True, False)]
    return [{**head, **_grouped(group)} for group in groups if group]


def _tool(unit: Unit, entry: Seats, quarter: Quarter) -> Row:
    seats = held(entry.seats, quarter.label)
    points = {"ever": entry.ever, "active": entry.active, "habitual": entry.habitual, "power": entry.power}
    counts = {name: along(figures, quarter.label) or 0 for name, figures in points.items()}
    settled = quarter.label in entry.active
    users = {
        name: round(count if settled else noisy(count, 0.03, unit.name, entry.tool, name, quarter.label))
        for name, count in counts.items()
    }
    hours = along(entry.hours, quarter.label)
    return {
        "period": quarter.label,
        "business_unit": unit.name,
        "tool": entry.tool,
        "vendor": entry.vendor,
        "headcount": float(entry.meant_for),
        "seats": _count(seats),
        "ever_active": float(max(users["ever"], users["active"])),
        "active_users": float(users["active"]),
        "habitual_users": float(min(users["habitual"], users["active"])),
        "power_users": float(min(users["power"], users["habitual"])),
        "workflows_redesigned": _count(held(entry.workflows, quarter.label)),
        "hours_saved": None
        if hours is None
        else float(round(noisy(hours, 0.06, unit.name, entry.tool, quarter.label))),
        "seat_price": float(entry.price),
        "renewal_on": _renewal(entry.renewal, quarter.end),
        "owner": entry.owner,
        "embedded": entry.embedded,
    }


def _renewal(last: dt.date, day: dt.date) -> dt.date:
    """The renewal that comes next, of a contract renewed every year."""
    while last.replace(year=last.year - 1) > day:
        last = last.replace(year=last.year - 1)
    return last


def _answers(unit: Unit, quarter: Quarter) -> list[dict[str, Cell]]:
    """One dict an answer. The share that answers 4 or 5 is the story's, to the nearest person."""
    asked = unit.survey
    count = asked.responses[quarter.label]
    random = Random(f"{SEED}:survey:{unit.name}:{quarter.label}")
    answers: list[dict[str, Cell]] = [{} for _ in range(count)]
    for name in (*GAPS, *_OTHERS):
        high = round((along(asked.high[name if name in GAPS else "others"], quarter.label) or 0) * count)
        scores = [
            float(random.choice((4, 4, 5))) if at < high else float(random.choice((1, 2, 2, 3, 3)))
            for at in range(count)
        ]
        random.shuffle(scores)
        for answer, score in zip(answers, scores, strict=True):
            answer[name] = score
    for name, points in (("uses_own_tools", asked.own_tools), ("ai_is_default_start", asked.default_start)):
        yes = round((along(points, quarter.label) or 0) * count)
        for at, answer in enumerate(random.sample(answers, count)):
            answer[name] = at < yes
    return answers


def _grouped(group: list[dict[str, Cell]]) -> dict[str, Cell]:
    """A group's averages, how many answered 4 or 5 to each of the four, and how many it stands for."""
    row: dict[str, Cell] = {"uses_own_tools": group[0]["uses_own_tools"], "responses": float(len(group))}
    for name in (*GAPS, *_OTHERS):
        scores = list(_scores(group, name))
        row[name] = round(sum(scores) / len(scores), 2)
        if name in GAPS:
            row[f"{name}_4_5"] = float(sum(score >= 4 for score in scores))
    return row


def _scores(group: list[dict[str, Cell]], name: str) -> Iterator[float]:
    for answer in group:
        score = answer[name]
        assert isinstance(score, float)
        yield score


def _count(value: float | None) -> Cell:
    return None if value is None else float(value)
