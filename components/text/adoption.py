"""Adoption in words: how far people get from access to habit, what holds them back, and what came of it."""

from collections.abc import Sequence

import pandas as pd

from components.text import format
from queries import BENCHMARKS, Answer, Listing, Row

STEPS = {
    "headcount": "Meant for",
    "seats": "Have a seat",
    "ever_active": "Ever tried it",
    "active_users": "Use it",
    "habitual_users": "Have a habit",
    "power_users": "Power users",
}
"""The steps from access to ability, as they are called."""
DROP_OFFS = {
    ("headcount", "seats"): "have no seat",
    ("seats", "ever_active"): "have a seat and never tried it",
    ("ever_active", "active_users"): "tried it and left",
    ("seats", "active_users"): "have a seat and do not use it",
    ("active_users", "habitual_users"): "use it without a habit",
    ("habitual_users", "power_users"): "have a habit and go no further",
}
"""What became of those who are on the one step and not on the next."""
GAPS = {"confidence": "Confidence", "clarity": "Clarity", "skill": "Skill", "permission": "Permission"}
CLIMATE = {"trust": "Trust", "support": "Support", "leader_uses": "Leaders use it", "safe_to_try": "Safe to try"}
FIGURES = (
    ("units_using_ai", "Units that use AI"),
    ("adoption_rate", "Active, of those meant to"),
    ("habitual_share", "With a habit, of the active"),
    ("workflows_redesigned", "Workflows redesigned"),
    ("evidenced_value", "Evidenced value so far"),
)
"""The figures under the page's title: metric and label. The last two stand beside the ladder, not on it."""
LADDER_COLUMNS = {
    "business_unit": "Unit",
    "tool": "Tool",
    "headcount": "Meant for",
    "seats": "Seats",
    "ever_active": "Ever tried it",
    "active_users": "Use it",
    "habitual_users": "Have a habit",
    "power_users": "Power users",
    "tried_and_left": "Tried it and left",
    "remark": "Remark",
}
"""The columns of the table of tools and what they are called."""
OUTCOME_COLUMNS = {
    "tool": "Tool",
    "business_unit": "Unit",
    "active_users": "Use it",
    "habitual_users": "Have a habit",
    "value_per_seat": "Value a seat and year",
    "embedded": "Inside the work",
    "binding_gap": "What holds people back",
    "is_trained": "Anyone trained",
    "workflows_redesigned": "Workflows redesigned",
    "remark": "Remark",
}
"""The columns of the table of tools that several units have."""
MOST_GAPS = 2  # gaps that a headline names
MOST_NAMED = 3  # units in a sentence before the rest are a number
NO_USE = (
    "No use is reported for the last quarter shown. How far people get is told by an adoption sheet: period, business unit and tool, with headcount, seats, "
    "ever_active, active_users and habitual_users as far as the vendor's report gives them."
)
NO_SURVEY = (
    "No survey is reported. What holds people back is told by a survey sheet: confidence, clarity, skill and permission from 1 to 5, an answer "
    "a row or a group's average with how many answered 4 or 5, and how many were invited."
)


def headline(ladder: Listing, tools: Listing, gaps: Listing) -> str:
    """How many people use what they have, how many have a habit, and what holds them back, in one clause."""
    people = steps(ladder)
    gap = binding_gaps(gaps)
    gap_note = f"; what holds people back is {gap}" if gap else ""
    if gap and gaps.frame[gaps.frame["is_binding"].fillna(False).astype(bool)]["question"].nunique() > MOST_GAPS:
        gap_note = "; what holds people back differs from unit to unit"
    if not people:
        unknown = f"who uses AI is {format.HIDDEN}" if is_known(tools) else "who uses AI has not been reported"
        if gap:
            return f"What holds people back is {gap}; {unknown}"
        if is_known(gaps):
            return f"No one gap stands apart in the survey, and {unknown}"
        if is_known(tools):
            return f"Who uses AI is {format.HIDDEN}, and no survey was reported"
        return "Neither use nor a survey has been reported, so access and ability cannot be told apart"
    active, habit = people.get("active_users"), people.get("habitual_users")
    if active is None:
        return (
            f"{format.plural(people.get('seats') or 0, 'seat')} paid for; who uses them has not been reported{gap_note}"
        )
    if "seats" in people:
        sentence = f"{format.count(people['seats'])} people have a seat, {format.count(active)} use it"
    elif "headcount" in people:
        sentence = f"{format.of(active, people['headcount'])} people use AI"
    else:
        sentence = f"{format.plural(active, 'person uses', 'people use')} AI"
    if habit is None:
        return f"{sentence}{gap_note}"
    return f"{sentence} and {format.count(habit)} {format.inflect(habit, 'has', 'have')} a habit{gap_note}"


def steps(ladder: Listing) -> dict[str, float]:
    """The steps of the ladder that are known, and the people on each."""
    if ladder.missing or ladder.frame.empty:
        return {}
    return dict(zip(ladder.frame["step"].astype(str), ladder.frame["at_least"].astype(float), strict=True))


def drop_off(step: str, before: str) -> str:
    """What became of those on the step before who are not on this one."""
    return DROP_OFFS.get((before, step), f"are not among: {STEPS[step].lower()}")


def binding_gaps(gaps: Listing) -> str:
    """Which gap binds where: confidence in Finance, skill in HR; empty where none stands apart."""
    frame = gaps.frame
    if gaps.missing or frame.empty:
        return ""
    binding = frame[frame["is_binding"].fillna(False).astype(bool)]
    by_question = {
        question: binding[binding["question"] == question]["business_unit"].astype(str).tolist()
        for question in GAPS
        if (binding["question"] == question).any()
    }
    return format.join(f"{question} in {unit_names(units)}" for question, units in by_question.items())


def unit_names(units: Sequence[str]) -> str:
    """Units in a sentence: A, B and C; A, B, C and 4 more."""
    shown = list(units[:MOST_NAMED])
    return format.join([*shown, f"{len(units) - MOST_NAMED} more"] if len(units) > MOST_NAMED else shown)


def hidden_units(answer: Answer) -> str:
    """The units whose figure is hidden; empty where none is."""
    units = [str(row.business_unit) for row in answer.rows if row.business_unit and row.state == "suppressed"]
    return f"{format.HIDDEN.capitalize()}: {unit_names(units)}." if units else ""


def left_out(ladder: Listing) -> str:
    """Which tools the ladder does not hold, and why; empty where it holds all."""
    frame = ladder.frame
    if ladder.missing or frame.empty:
        return ""
    row = frame.iloc[0]
    total, on_ladder = int(row["every_tool"]), int(row["tools"])
    hidden, other_period = int(row["hidden_tools"]), int(row["other_grain"])
    parts = [
        f"{format.plural(hidden, 'row')} {format.inflect(hidden, 'stands', 'stand')} for few people, or would give one away"
        if hidden
        else "",
        f"{format.plural(other_period, 'row')} {format.inflect(other_period, 'counts', 'count')} use over another length of time"
        if other_period
        else "",
        f"{format.plural(incomplete, 'row')} {format.inflect(incomplete, 'lacks', 'lack')} a step that most give"
        if (incomplete := total - on_ladder - hidden - other_period) > 0
        else "",
    ]
    reasons = format.join(parts)
    return f"Not on the ladder, of {format.plural(total, 'tool')} in units: {reasons}." if reasons else ""


def differences(outcomes: Listing) -> list[str]:
    """For each tool that several units have: what differs between the best and the weakest of them, a sentence each."""
    if outcomes.missing or outcomes.frame.empty:
        return []
    sentences = []
    for tool, rows in outcomes.frame.dropna(subset=["habitual_share"]).groupby("tool", sort=False):
        if len(rows) < 2:
            continue
        best, worst = rows.loc[rows["habitual_share"].idxmax()], rows.loc[rows["habitual_share"].idxmin()]
        if best["habitual_share"] == worst["habitual_share"]:
            continue
        sentences.append(
            f"{tool}: in {best['business_unit']}, where {format.percent(best['habitual_share'])} of the active have a "
            f"habit, {_circumstances(best)}; in {worst['business_unit']}, with "
            f"{format.percent(worst['habitual_share'])}, {_circumstances(worst)}."
        )
    return sentences


def _circumstances(row: pd.Series) -> str:
    """The circumstances of a tool in a unit, in words."""
    place = {True: "it is inside what people already use", False: "it is a place of its own"}
    workflows = row["workflows_redesigned"]
    parts = [
        place[bool(row["embedded"])] if pd.notna(row["embedded"]) else "",
        f"{format.plural(int(workflows), 'workflow')} {format.inflect(workflows, 'starts', 'start')} with it"
        if pd.notna(workflows) and workflows > 0
        else "no workflow starts with it"
        if pd.notna(workflows)
        else "",
        f"{row['binding_gap']} holds people back" if pd.notna(row["binding_gap"]) else "",
        "" if row["is_trained"] else "nobody was trained",
    ]
    return format.join(parts) or "nothing more is known"


def is_known(listing: Listing) -> bool:
    """Whether anything at all was reported."""
    return not listing.missing and not listing.frame.empty


def has_several_units(answer: Answer) -> bool:
    """Whether a figure is known of more than one unit; of one alone the page's own figures say it."""
    return len({row.business_unit for row in answer.rows if row.business_unit}) > 1


def has_places(tools: Listing) -> bool:
    """Whether it is known of any tool where it is and how many of its people use it."""
    frame = tools.frame
    return bool(is_known(tools) and (frame["embedded"].notna() & frame["active_share"].notna()).any())


def has_outcomes(outcomes: Listing) -> bool:
    """Whether a tool is in several units, with known use."""
    return bool(is_known(outcomes) and outcomes.frame["habitual_share"].notna().any())


def missing_data(use: Listing, tools: Listing, outcomes: Listing) -> str:
    """What is not known of the difference that use makes, and what would tell, in one line; empty where all is."""
    parts = [
        "what came of it, which needs benefits or hours saved" if not is_known(use) else "",
        "whether it matters where a tool is, which needs embedded, headcount and active users"
        if not has_places(tools)
        else "",
        "whether a tool fares differently from unit to unit, which needs one that three units have"
        if not has_outcomes(outcomes)
        else "",
    ]
    unknown = format.join(parts)
    return f"Not known yet: {unknown}." if unknown else ""


def impact(listing: Listing) -> list[str]:
    """The sentences under the chart of use and value: where else no value is evidenced, and how the value is spread."""
    return [sentence for sentence in (use_without_value(listing), concentration(listing)) if sentence]


def concentration(listing: Listing) -> str:
    """How much of the evidenced value one unit has, and how uneven it is; empty where there is none to share."""
    frame = listing.frame
    if listing.missing or len(frame) < 2 or not (frame["evidenced"] > 0).any():
        return ""
    top = frame.iloc[0]
    with_any = int((frame["evidenced"] > 0).sum())
    return (
        f"{top['business_unit']} has {format.percent(float(top['share_of_value']))} of the evidenced value of "
        f"{format.plural(len(frame), 'unit')}; {format.count(with_any)} {format.inflect(with_any, 'has', 'have')} any. "
        f"Gini, uncorrected, {float(frame['gini'].iloc[0]):.2f}, where 0 is an equal share for each unit."
    )


def use_without_value(listing: Listing) -> str:
    """Units that use it without a habit and have no evidenced value, beside those with one; else the headline says it."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return ""
    idle = frame[frame["is_without_impact"].fillna(False).astype(bool)]["business_unit"].astype(str).tolist()
    unevidenced = frame[frame["is_unevidenced"].fillna(False).astype(bool)]["business_unit"].astype(str).tolist()
    others = [unit for unit in unevidenced if unit not in idle]
    if not idle or not others:
        return ""
    return (
        f"{unit_names(others)} {format.inflect(len(others), 'uses', 'use')} it too and "
        f"{format.inflect(len(others), 'has', 'have')} no evidenced value."
    )


def counts(row: Row | None) -> str:
    """The counts of a rate over people or units, beside it; empty where it is none."""
    return format.of(row.numerator, row.denominator) if row is not None and row.denominator else ""


def rates_and_people(ladder: Listing, rate: Row | None, habit: Row | None) -> str:
    """Why the rates stand on other counts than the ladder of people; empty where they stand on the same."""
    people = steps(ladder).get("active_users")
    if people is None or habit is None or not habit.denominator or habit.denominator == people:
        return ""
    sentence = f"The title counts a person once, {format.count(people)} active; a rate counts them with each tool they use, {format.count(habit.denominator)}"
    if rate is not None and rate.numerator and rate.numerator < habit.denominator:
        sentence += f", and {format.count(rate.numerator)} where tools in their first quarter are left out"
    return f"{sentence}."


def quoted_adoption(using: Row | None) -> str:
    """What is quoted of organisations that use AI, beside our units; empty where ours is not known."""
    if using is None or using.value is None:
        return ""
    benchmark = BENCHMARKS["org_adoption"]
    return (
        f"Quoted beside, of organisations and not of units: {format.benchmark(benchmark.low, benchmark.high, benchmark.unit)} use AI in at "
        "least one function. Redesigned workflows and evidenced value are no steps of the ladder: they are what it is for."
    )


def time_saved(answer: Answer, against: str) -> str:
    """How much time tools inside the work save, against what is quoted; empty where it is not measured."""
    row = answer.last
    if answer.missing or row is None or row.value is None:
        return ""
    compared = f", {against}" if against else ""
    return f"Live tools inside the work take {_saving(row)} time for what they make{compared}."


def _saving(row: Row) -> str:
    value = row.value or 0
    return f"{format.percent(abs(value))} {'less' if value >= 0 else 'more'}"
