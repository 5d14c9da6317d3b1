"""Maturity in words: a unit's level in words, a gate with its threshold, and the page's one sentence."""

import pandas as pd

from components.text import format
from queries import Listing

LEVELS = {0: "Not yet a Consumer", 1: "Consumer", 2: "Integrator", 3: "Builder"}
SHORT = {
    "active_users": "Used at all",
    "workflows_redesigned": "Workflows",
    "live_with_baseline": "Live with a baseline",
    "habitual_share": "Habitual users",
    "internal_live": "Built inside",
    "internally_maintained": "Kept inside",
    "builders": "Builders",
    "survival_90": "Alive at 90 days",
    "transfer": "Training to build",
    "evidenced_roi": "Evidenced return",
}
"""The names of gates where there is little room."""
HOLDS_BACK = {
    "active_users": "no use at all",
    "seat_utilisation": "unused seats",
    "workflows_redesigned": "too few redesigned workflows",
    "live_with_baseline": "too few live tools with a baseline",
    "habitual_share": "too little habitual use",
    "kpi_share": "pilots without a KPI",
    "internal_live": "too few tools built inside",
    "internally_maintained": "too few tools kept inside",
    "builders": "too few builders",
    "survival_90": "tools lost within 90 days",
    "transfer": "training that leads to no building",
    "evidenced_roi": "the lack of an evidenced return",
}
"""What it means for a unit that a gate is missed."""
FIGURES = (
    ("share_of_units_level1", "Units at level 1"),
    ("habitual_share", "Habitual users, of the active"),
    ("workflows_redesigned", "Workflows redesigned"),
    ("builders", "Builders with protected time"),
    ("training_transfer_rate", "Trained who built something"),
)
"""The figures under the maturity page's title: metric and label."""
ABOVE = frozenset({"active_users", "evidenced_roi"})
"""Gates that open beyond their threshold, not at it."""
PARTS = {
    "habitual": "habitual use",
    "workflows": "redesigned workflows",
    "survey": "the survey",
    "internal": "tools built inside",
    "maintained": "tools kept inside",
    "builders": "builders",
    "velocity": "build velocity",
}
"""What a unit's place on the map is made of."""
THRESHOLDS = {
    0.8: "a fifth lower",
    0.9: "a tenth lower",
    1.0: "as set",
    1.1: "a tenth higher",
    1.2: "a fifth higher",
}
"""All gates' thresholds moved together, in words."""
MOST_NAMED = 3  # units named in a sentence before the rest are a number


def headline(levels: Listing) -> str:
    """Where the units stand, in one clause; or what is missing to say so."""
    frame = levels.frame
    if frame.empty:
        return "No unit is known yet, so no level can be told"
    total = len(frame)
    known = frame[~is_unknown(frame)]
    if known.empty:
        missing = format.join(_missing_columns(frame)[:2])
        return f"{'The unit' if total == 1 else 'No unit'}'s level can{'not' if total == 1 else ''} be told yet: that needs {missing}"
    if total == 1:
        return f"{known.iloc[0]['business_unit']} is {level_phrase(known.iloc[0])}"
    commonest = int(known["level"].mode().iloc[0])
    at_commonest = known[known["level"] == commonest]
    sentence = (
        f"{format.of(len(at_commonest), total)} units {'is' if len(at_commonest) == 1 else 'are'} at level {commonest}"
    )
    best = known[known["level"] == known["level"].max()]
    if int(best["level"].iloc[0]) > commonest:
        kind = LEVELS[int(best["level"].iloc[0])]
        if len(best) == 1:
            return f"{sentence}; {best['business_unit'].iloc[0]} is {'an' if kind[0] in 'AEIOU' else 'a'} {kind}"
        return f"{sentence}; {format.count(len(best))} are {kind}s"
    return f"{sentence}, {LEVELS[commonest]}" if len(at_commonest) == total else sentence


def is_known(levels: Listing) -> bool:
    """Whether the level of at least one unit is known."""
    return bool(len(levels.frame) and not is_unknown(levels.frame).all())


def is_unknown(frame: pd.DataFrame) -> pd.Series:
    """Units of which not even the first level can be judged."""
    return (frame["level"] == 0) & frame["is_at_least"]


def level_phrase(row: pd.Series) -> str:
    """A unit's level: `at level 1, Consumer`, `at least at level 2, Integrator`, or not known."""
    level = int(row["level"])
    if level == 0:
        return "at a level not known yet" if row["is_at_least"] else "not yet a Consumer"
    return f"at {'least at ' if row['is_at_least'] else ''}level {level}, {LEVELS[level]}"


def level_progress(row: pd.Series) -> str:
    """What stands between a unit and its next level: `3 of 5 gates to Integrator`, or what that needs to be judged."""
    level = int(row["level"])
    if level == 3:
        return "all gates met"
    if row["next_level_state"] == "insufficient" and row["lacks_people"]:
        return f"level {level + 1}: {format.FEW_PEOPLE}"
    if row["next_level_state"] == "insufficient":
        others = f" and {format.count(len(row['missing']) - 1)} more" if len(row["missing"]) > 1 else ""
        return f"level {level + 1}: not enough data, needs {row['missing'][0]}{others}"
    return f"{format.of(row['next_gates_met'], row['next_gates'])} gates to {LEVELS[level + 1]}"


def measure(value: float | None, unit: str) -> str:
    """A gate's measure as it stands in a table."""
    if value is None or pd.isna(value):
        return ""
    return format.percent(value) if unit in ("percent", "multiple") else format.count(value)


def measured_value(row: pd.Series, minimum_n: int) -> str:
    """How far a unit has come at a gate: a share of fewer cases than the minimum as its counts."""
    if row["is_hidden"]:
        return "hidden, few people"
    if pd.notna(row["n"]) and row["n"] < minimum_n:
        return format.of(int(row["numerator"]), int(row["n"]))
    return measure(row["measured"], row["unit"])


def threshold(gate: str, at_least: float | None, unit: str) -> str:
    """What opens a gate: `at least 50 %`, or `above 0` where its threshold itself does not."""
    if gate in ABOVE:
        return f"above {measure(at_least, unit)}"
    return f"at least {measure(at_least, unit)}"


def missing_data(listing: Listing) -> list[str]:
    """What the next level waits for where gates cannot be judged; units that wait for the same stand together."""
    if listing.frame.empty:
        return ["Every gate is met."]
    by_need: dict[tuple[int, str], list[str]] = {}
    for unit, rows in listing.frame[listing.frame["state"] == "insufficient"].groupby("business_unit", sort=False):
        by_need.setdefault((int(rows["level"].iloc[0]), format.join(rows["needs"])), []).append(str(unit))
    sentences = []
    for (level, needs), units in by_need.items():
        others = len(units) - MOST_NAMED
        named = units if others <= 0 else [*units[:MOST_NAMED], format.plural(others, "other")]
        sentences.append(f"{format.join(named)}, to {LEVELS[level]}: not enough data, needs {needs}.")
    return sentences


def change_to_open(row: pd.Series) -> str:
    """The smallest change that opens a gate, in what it counts: `20 more habitual users`."""
    if row["state"] == "insufficient":
        return f"not known: needs {row['needs']}"
    if pd.isna(row["steps"]):
        return f"{str(row['title']).lower().replace('kpi', 'KPI')} (hidden, few people)"
    if row["gate"] == "evidenced_roi":
        return f"over {format.money(row['steps'])} more evidenced value"
    change = f"{format.count(row['steps'])} more {row['one'] if row['steps'] == 1 else row['many']}"
    if pd.notna(row["fewer_seats"]) and row["fewer_seats"] > 0:
        change += f" (or {format.plural(row['fewer_seats'], 'seat')} given back)"
    return change


def _changes_to_rise(up: pd.DataFrame) -> str:
    """All that the next level takes: what can be counted, then what is not known."""
    missed = [change_to_open(row) for _, row in up[up["state"] == "missed"].iterrows()]
    needs = list(up.loc[up["state"] == "insufficient", "needs"])
    unknown = f"what cannot be told without data on {format.join(needs)}" if needs else ""
    return format.join([*missed, unknown])


def change_to_close(row: pd.Series) -> str:
    """The smallest change that closes a gate: `2 fewer tools alive after 90 days`."""
    if row["gate"] == "evidenced_roi":
        return f"{format.money(row['steps'])} less evidenced value"
    return f"{format.count(row['steps'])} fewer {row['one'] if row['steps'] == 1 else row['many']}"


def level_changes(frame: pd.DataFrame) -> list[tuple[str, str, str, str, str]]:
    """For each unit: its name, its level, what takes it up, what takes it down, what could be otherwise by chance."""
    changes = []
    for unit, rows in frame.groupby("business_unit", sort=False):
        level = int(rows["level"].iloc[0])
        up, down = rows[rows["direction"] == "up"], rows[rows["direction"] == "down"]
        rise = "no higher level"
        if len(up):
            rise = f"to {LEVELS[int(up['level_then'].iloc[0])]}, with {_changes_to_rise(up)}"
        fall = [f"to {LEVELS[int(row['level_then'])]}, with {change_to_close(row)}" for row in nearest_losses(down)]
        fragile = format.join(
            str(title).lower().replace("kpi", "KPI") for title in rows.loc[rows["is_fragile"], "title"]
        )
        changes.append((str(unit), LEVELS[level], rise, format.join(fall, last="or"), fragile))
    return changes


def nearest_losses(down: pd.DataFrame) -> list[pd.Series]:
    """The gates a level hangs by: the one that closes by the fewest things, and the one that closes by the least share.

    Of a Consumer, whose one gate is that anybody uses it, none.
    """
    known = down[down["steps"].notna() & (down["level"] > 1)]
    things = known[known["gate"] != "evidenced_roi"]
    if known.empty:
        return []
    fewest = things.sort_values("steps", kind="stable").iloc[0] if len(things) else None
    least = known.sort_values("margin", kind="stable").iloc[0]
    return [least] if fewest is None or fewest["gate"] == least["gate"] else [fewest, least]


def flips_finding(frame: pd.DataFrame) -> str:
    """How near the units are to another level, in one clause: who is one gate away, and by what a level hangs."""
    up = frame[frame["direction"] == "up"]
    counts = up.groupby("business_unit", sort=False)["state"].agg(
        missed=lambda states: int((states == "missed").sum()), known=lambda states: bool((states == "missed").all())
    )
    single = [str(unit) for unit, row in counts.iterrows() if row["missed"] == 1 and row["known"]]
    clauses = []
    if len(single) == 1:
        row = up[up["business_unit"] == single[0]].iloc[0]
        clauses.append(f"{single[0]} is one gate from {LEVELS[int(row['level_then'])]}: {change_to_open(row)}")
    elif single:
        clauses.append(f"{format.plural(len(single), 'unit')} are one gate from the next level")
    elif len(counts) > 1 and (counts["missed"] > 1).all():
        clauses.append("No unit is one gate from its next level")
    elif len(counts) == 1 and counts["missed"].iloc[0] > 1:
        least = "" if counts["known"].iloc[0] else "at least "
        clauses.append(
            f"{counts.index[0]} is {least}{format.count(counts['missed'].iloc[0])} gates from its next level"
        )
    by_unit = frame[frame["direction"] == "down"].groupby("business_unit", sort=False)
    hanging = [(unit, losses[0]) for unit, rows in by_unit if (losses := nearest_losses(rows))]
    if hanging:
        unit, row = min(hanging, key=lambda loss: (loss[1]["gate"] == "evidenced_roi", loss[1]["steps"]))
        clauses.append(f"{unit} falls to {LEVELS[int(row['level_then'])]} with {change_to_close(row)}")
    return "; ".join(clauses) or "What would move a unit cannot be told yet"


def gate_progress(row: pd.Series, minimum_n: int) -> str:
    """How far a unit has come at a gate with the counts it is made of: `82 of 253, 32 %`."""
    progress = measured_value(row, minimum_n)
    if row["is_hidden"] or row["unit"] != "percent" or pd.isna(row["numerator"]) or " of " in progress:
        return progress
    return f"{format.of(row['numerator'], row['denominator'])}, {progress}"


def robustness_finding(frame: pd.DataFrame) -> str:
    """Whether the portfolio's sentence holds when every threshold is a tenth or a fifth lower or higher.

    `frame` has business_unit, factor, level, is_at_least; at least one unit's level is known.
    """
    known = frame[~is_unknown(frame)]
    as_set = known[known["factor"] == 1.0]
    levels = known.pivot(index="business_unit", columns="factor", values="level")
    movers = levels[levels.nunique(axis="columns") > 1]
    total = frame["business_unit"].nunique()
    if as_set.empty:
        return "No unit's level is known under the thresholds as they are set"
    commonest = int(as_set["level"].mode().iloc[0])
    at_commonest = int((as_set["level"] == commonest).sum())
    if movers.empty:
        single = f"{as_set.iloc[0]['business_unit']} stays at level {commonest}"
        units = (
            single
            if total == 1
            else f"{format.of(at_commonest, total)} units {format.inflect(at_commonest, 'stays', 'stay')} at level {commonest}"
        )
        return f"{units}, whether every threshold is a fifth lower or a fifth higher"
    if total == 1:
        row = levels.iloc[0].dropna()
        variants = [
            f"{int(level)} with thresholds {THRESHOLDS[round(factor, 1)]}"
            for factor, level in row.items()
            if level != row[1.0]
        ]
        return f"{levels.index[0]} is at level {commonest} as set, but at {format.join(variants)}"
    counts = {factor: int((known.loc[known["factor"] == factor, "level"] == commonest).sum()) for factor in THRESHOLDS}
    variants = [
        f"{number} with thresholds {THRESHOLDS[factor]}" for factor, number in counts.items() if number != at_commonest
    ]
    if not variants:
        return f"{format.of(at_commonest, total)} units are at level {commonest} under every threshold tried, though {format.join(movers.index[:MOST_NAMED])} would move"
    return (
        f"{format.of(at_commonest, total)} units are at level {commonest} as the gates are set; {format.join(variants)}"
    )


def movement_finding(known: pd.DataFrame, labels: list[str], month: str) -> str:
    """How the levels moved over the quarters, in one clause: who rose, who fell, who stayed.

    `known` has business_unit, period, level, oldest first, without what is not known.
    """
    first = known.groupby("business_unit")[["period", "level"]].first()
    last = known.groupby("business_unit")[["period", "level"]].last()
    change = last["level"] - first["level"]
    rose, fell = change[change > 0], change[change < 0]
    total = len(change)
    since = format.quarter(labels[0], month)
    if rose.empty and fell.empty:
        subject = str(change.index[0]) if total == 1 else f"None of {format.plural(total, 'unit')}"
        return f"{subject} has {'stayed at its level' if total == 1 else 'changed its level'} since {since}"
    clauses = []
    for group, verb in ((rose, "risen"), (fell, "fallen")):
        if len(group) == 1:
            unit = group.index[0]
            reached = known[(known["business_unit"] == unit) & (known["level"] == last.loc[unit, "level"])][
                "period"
            ].iloc[0]
            clauses.append(
                f"{unit} has {verb} from level {first.loc[unit, 'level']} to {last.loc[unit, 'level']}, "
                f"reached in {format.quarter(reached, month)}"
            )
        elif len(group):
            clauses.append(f"{format.of(len(group), total)} units have {verb} a level since {since}")
    stayed = total - len(rose) - len(fell)
    if stayed and len(clauses) == 1:
        others = "the other unit has" if stayed == 1 else f"the other {format.count(stayed)} have"
        clauses.append(f"{others} not moved")
    return "; ".join(clauses)


def known_weights(row: pd.Series) -> str:
    """On how much of its weight a unit's place on the map rests, where parts of it are not known; else nothing."""
    if not len(row["left_out"]):
        return ""
    known = [
        f"{axis} on {format.percent(row[f'{axis}_known'])} of its weight"
        for axis in ("ability", "capacity")
        if row[f"{axis}_known"] < 0.999
    ]
    return f"{format.join(known)}, without {format.join(PARTS[part] for part in row['left_out'])}"


def _missing_columns(frame: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(need for needs in frame["missing"] for need in needs))
