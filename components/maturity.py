"""How maturity is told: a unit's level in words, a gate with its threshold, and the page's one sentence."""

import pandas as pd

from components import words
from queries import Listing

LEVELS = {0: "Not yet a Consumer", 1: "Consumer", 2: "Integrator", 3: "Builder"}
SHORT = {
    "active_users": "Used at all", "workflows_redesigned": "Workflows", "live_with_baseline": "Live with a baseline",
    "habitual_share": "Habitual users", "internal_live": "Built inside", "internally_maintained": "Kept inside",
    "builders": "Builders", "survival_90": "Alive at 90 days", "transfer": "Training to build",
    "verified_roi": "Verified return",
}  # fmt: skip
"""The names of gates where there is little room."""
HOLDS_BACK = {
    "active_users": "no use at all", "seat_utilisation": "unused seats",
    "workflows_redesigned": "too few redesigned workflows", "live_with_baseline": "too few live tools with a baseline",
    "habitual_share": "too little habitual use", "kpi_share": "pilots without a KPI",
    "internal_live": "too few tools built inside", "internally_maintained": "too few tools kept inside",
    "builders": "too few builders", "survival_90": "tools lost within 90 days",
    "transfer": "training that leads to no building", "verified_roi": "the lack of a verified return",
}  # fmt: skip
"""What it means for a unit that a gate is missed."""
FIGURES = (
    ("share_of_units_level1", "Units at level 1"),
    ("habitual_share", "Habitual users, of the active"),
    ("workflows_redesigned", "Workflows redesigned"),
    ("builders", "Builders with protected time"),
    ("training_transfer_rate", "Trained who built something"),
)
"""The figures under the maturity page's title: metric and label."""
ABOVE = frozenset({"active_users", "verified_roi"})
"""Gates that open beyond their threshold, not at it."""
NAMED = 3  # units named in a sentence before the rest are a number
TRAINING = {
    "cohort_id": "Cohort", "business_unit": "Unit", "started_on": "Started", "trained": "Trained",
    "builders": "Built a tool", "days_to_first_build": "Days to the first build, or so far",
    "protected_hours_per_week": "Protected hours a week",
}  # fmt: skip
"""The columns of the list of cohorts and what they are called."""


def headline(levels: Listing) -> str:
    """Where the units stand, in one clause; or what is missing to say so."""
    frame = levels.frame
    if frame.empty:
        return "No unit is known yet, so no level can be told"
    every = len(frame)
    told = frame[~unknown(frame)]
    if told.empty:
        lacking = words.joined(_lacking(frame)[:2])
        return f"{'The unit' if every == 1 else 'No unit'}'s level can{'not' if every == 1 else ''} be told yet: that needs {lacking}"
    if every == 1:
        return f"{told.iloc[0]['business_unit']} is {at_level(told.iloc[0])}"
    most = int(told["level"].mode().iloc[0])
    here = told[told["level"] == most]
    says = f"{words.of(len(here), every)} units {'is' if len(here) == 1 else 'are'} at level {most}"
    best = told[told["level"] == told["level"].max()]
    if int(best["level"].iloc[0]) > most:
        kind = LEVELS[int(best["level"].iloc[0])]
        if len(best) == 1:
            return f"{says}; {best['business_unit'].iloc[0]} is {'an' if kind[0] in 'AEIOU' else 'a'} {kind}"
        return f"{says}; {words.count(len(best))} are {kind}s"
    return f"{says}, {LEVELS[most]}" if len(here) == every else says


def unknown(frame: pd.DataFrame) -> pd.Series:
    """Units of which not even the first level can be judged."""
    return (frame["level"] == 0) & frame["is_at_least"]


def at_level(row: pd.Series) -> str:
    """A unit's level: `at level 1, Consumer`, `at least at level 2, Integrator`, or not known."""
    level = int(row["level"])
    if level == 0:
        return "at a level not known yet" if row["is_at_least"] else "not yet a Consumer"
    return f"at {'least at ' if row['is_at_least'] else ''}level {level}, {LEVELS[level]}"


def next_step(row: pd.Series) -> str:
    """What stands between a unit and its next level: `3 of 5 gates to Integrator`, or what that needs to be judged."""
    level = int(row["level"])
    if level == 3:
        return "all gates met"
    if row["next_level_state"] == "insufficient":
        more = f" and {words.count(len(row['missing']) - 1)} more" if len(row["missing"]) > 1 else ""
        return f"level {level + 1}: not enough data, needs {row['missing'][0]}{more}"
    return f"{words.of(row['next_gates_met'], row['next_gates'])} gates to {LEVELS[level + 1]}"


def measure(value: float | None, unit: str) -> str:
    """A gate's measure as it stands in a table."""
    if value is None or pd.isna(value):
        return ""
    return words.percent(value) if unit in ("percent", "multiple") else words.count(value)


def measured(row: pd.Series, minimum_n: int) -> str:
    """How far a unit has come at a gate: a share of fewer cases than the minimum as its counts."""
    if row["is_hidden"]:
        return "hidden, few people"
    if pd.notna(row["n"]) and row["n"] < minimum_n:
        return words.of(int(row["numerator"]), int(row["n"]))
    return measure(row["measured"], row["unit"])


def threshold(gate: str, at_least: float | None, unit: str) -> str:
    """What opens a gate: `at least 50 %`, or `above 0` where its threshold itself does not."""
    if gate in ABOVE:
        return f"above {measure(at_least, unit)}"
    return f"at least {measure(at_least, unit)}"


def path(listing: Listing) -> list[str]:
    """For each unit, in a sentence, what its next level still asks for; units that ask for the same stand together."""
    minimum_n = int(listing.scope.settings.get("minimum_n", 5))
    asks: dict[tuple[int, str], list[str]] = {}
    for unit, rows in listing.frame.groupby("business_unit", sort=False):
        asks.setdefault((int(rows["level"].iloc[0]), _asked(rows, minimum_n)), []).append(str(unit))
    says = []
    for (level, text), units in asks.items():
        rest = len(units) - NAMED
        named = units if rest <= 0 else [*units[:NAMED], words.plural(rest, "other")]
        says.append(f"{words.joined(named)}, to {LEVELS[level]}: {text}.")
    return says or ["Every gate is met."]


def _asked(rows: pd.DataFrame, minimum_n: int) -> str:
    """The gates that are not met: what each is, how far it has come, what it asks for; then what is not known."""
    says = []
    for _, row in rows[rows["state"] == "missed"].iterrows():
        title = SHORT.get(str(row["gate"]), str(row["title"])).lower().replace("kpi", "KPI")
        asks = threshold(str(row["gate"]), row["at_least"], row["unit"]).removeprefix("at least ")
        says.append(f"{title} {measured(row, minimum_n)}, needs {asks}")
    lacking = rows.loc[rows["state"] == "insufficient", "needs"]
    if len(lacking):
        says.append(f"not enough data, needs {words.joined(lacking)}")
    return "; ".join(says)


def _lacking(frame: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(need for needs in frame["missing"] for need in needs))
