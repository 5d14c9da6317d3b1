"""What the Registry page says: what is live, whose it is, and the page's one sentence."""

from components.text import format
from queries import BENCHMARKS, Answer, Listing, Row

TABS = ("What is live", "Does it survive", "Is it governed", "Does it get better")
ORIGIN = (
    ("live_tools", "Live tools"),
    ("internally_built_share", "Built inside"),
    ("built_inside_lately", "Built inside in six months"),
)
"""The figures of what is live and who made it: metric and label."""
MAINTENANCE = (
    ("internally_maintained_share", "Kept running inside"),
    ("unmaintained_share", "Kept running by nobody"),
    ("vendor_dependency", "Tools that hang on a vendor"),
    ("vendor_dependency_of_value", "Value that hangs on a vendor"),
)
"""The figures of who keeps it alive: metric and label."""
SURVIVAL = (
    ("handoff_survival_90d", "Surely alive 90 days after handoff"),
    ("survival_90d", "Surely alive 90 days after going live"),
)
"""The figures of what survives: metric and label."""
GOVERNANCE = (
    ("governance_coverage", "With every safeguard"),
    ("ai_incident_rate", "Units with a security incident"),
)
"""The figures of what is governed: metric and label."""
IMPROVEMENT = (
    ("time_to_output_reduction", "Cut in time to output", "anchor_reduction"),
    ("anchor_workflows", "Anchor workflows", "anchor_workflows"),
)
"""The figures of what gets better: metric, label and the quoted figure it stands against."""
VALUE = "Value: risk-adjusted, of the last four quarters. Incident: the last period that had one."
RIVALS = "Quoted beside, as an illustration: two competitors that shipped 4 AI tools in the past 6 months (The AI Build Gap)."
REGISTRY = {
    "name": "Tool",
    "business_unit": "Unit",
    "standing": "What speaks against it",
    "users": "Users",
    "meant_for": "Meant for",
    "age_days": "Days live",
    "risk_adjusted": "Value, a year",
    "evidenced": "Of it evidenced",
    "built_by": "Built by",
    "maintained_by": "Kept by",
    "maintainer": "Maintainer",
    "last_incident_period": "Incident",
}
"""The columns of the registry and what they are called."""
HANDOFFS = {
    "name": "Tool",
    "business_unit": "Unit",
    "handoff_on": "Vendor left",
    "outcome": "Since then",
    "days": "Days in use",
    "days_at_most": "At most",
    "users": "Users now",
    "most_users": "Most users",
    "maintained_by": "Kept by",
    "incidents_before": "Incidents before the loss",
}
"""The columns of the list of handoffs and what they are called."""
TOOL_LIVES = {
    "name": "Tool",
    "business_unit": "Unit",
    "outcome": "What became of it",
    "lost_as": "Lost as",
    "lost_period": "Lost in",
    "built_by": "Built by",
    "maintained_by": "Kept by",
    "days": "Days live",
    "users": "Users now",
    "most_users": "Most users",
    "incidents_before": "Incidents before",
    "incidents_then": "Incidents then",
}
"""The columns of the list of every tool's life and what they are called."""
SAFEGUARDS = {
    "name": "Initiative or tool",
    "business_unit": "Unit",
    "stage": "Stage",
    "lacks": "Lacks",
    "not_stated": "Not stated",
    "reviewed_on": "Reviewed on",
    "went_live_on": "Live since",
}
"""The columns of the list of safeguards and what they are called."""
SHEETS_NOTE = "These columns are in the pilots and deployments sheets of the template"


def headline(live: Answer, maintained: Answer, built: Answer, windows: Listing) -> str:
    """What is live, how much of it is ours, and what became of what vendors handed over, in one clause."""
    row = live.last
    if row is None or not row.value:
        return "Which tools are live is not known yet" if live.missing else "No tool is live"
    sentence = f"{format.plural(row.value, 'tool')} {'is' if row.value == 1 else 'are'} live"
    if maintained.last is not None and maintained.last.denominator:
        sentence += f", {format.count(maintained.last.numerator)} built and kept inside"
    elif built.last is not None and built.last.denominator:
        sentence += f", {format.of(built.last.numerator, built.last.denominator)} built inside"
    days = int(float(windows.scope.settings.get("handoff_days", 90)))
    frame = windows.frame
    if not frame.empty:
        frame = frame[(frame["origin"] == "handoff") & (frame["within_days"] == days)]
    if not frame.empty:
        surely, lost, tools = (int(frame[column].iloc[0]) for column in ("lost_surely", "lost_at_most", "tools"))
        if tools == 1:
            how = "not " if not lost else "" if surely else "perhaps "
            return f"{sentence}; the one handed over by a vendor was {how}soon lost"
        counts = format.band(surely, lost, tools)
        sentence += f"; {counts} handed over by a vendor {format.inflect(lost, 'was', 'were')} soon lost"
    return sentence


def missing_data(*answers: Answer | Listing, rests_on: Answer | None = None) -> list[str]:
    """What cannot be said for want of columns, in one sentence with what would tell; nothing where all can be said.

    Where what all of them rest on is not known, that alone is named.
    """
    by_need: dict[str, list[str]] = {}
    for answer in (rests_on,) if rests_on is not None and rests_on.missing else answers:
        if answer.missing:
            subject = answer.metric if isinstance(answer, Answer) else answer.view
            need = format.needs(answer.missing).removeprefix("Not enough data: ")
            by_need.setdefault(need, []).append(f"{subject.title[:1].lower()}{subject.title[1:]}")
    clauses = "; ".join(f"{format.join(titles)} ({need})" for need, titles in by_need.items())
    return [f"Not known yet: {clauses}. {SHEETS_NOTE}."] if clauses else []


def lost_tools(lives: Listing) -> list[str]:
    """How many tools were lost, whether something had gone wrong with them before, and which nobody keeps."""
    if lives.missing or lives.frame.empty:
        return []
    total, lost = len(lives.frame), lives.frame[lives.frame["is_lost"]]
    if lost.empty:
        counted = lives.frame["outcome"] != "live, its users not counted"
        return ["No tool that was ever named has been lost."] if counted.all() else []
    sentence = f"{format.of(len(lost), total)} tools ever named {format.inflect(len(lost), 'was', 'were')} lost."
    with_incidents = lost[lost["incidents_then"].notna() | lost["incidents_before"].notna()]
    if len(with_incidents):
        before_loss, at_loss = (
            _some(int((with_incidents[name] > 0).sum()), len(with_incidents))
            for name in ("incidents_before", "incidents_then")
        )
        sentence += f" {before_loss} had an incident in the two periods before, {at_loss.lower()} in the period that shows the loss."
    unmaintained = int((lives.frame["outcome"] == "in use, nobody maintains it").sum())
    if unmaintained:
        sentence += f" {format.count(unmaintained)} {format.inflect(unmaintained, 'is', 'are')} in use and nobody maintains {format.inflect(unmaintained, 'it', 'them')}."
    return [sentence]


def _some(part: int, whole: int) -> str:
    return format.of(part, whole) if part else f"None of {format.count(whole)}"


def incidents(row: Row | None) -> list[str]:
    """How many units had a security incident, and what is said of organisations elsewhere."""
    if row is None or not row.denominator:
        return []
    benchmark = BENCHMARKS["security_incident"]
    quoted = format.benchmark(benchmark.low, benchmark.high, benchmark.unit)
    subject = f"{_some(int(row.numerator or 0), int(row.denominator))} units that count them had"
    if row.denominator == 1:
        subject = f"The one unit that counts them had {'an' if row.numerator else 'no'}"
    else:
        subject += " an"
    return [
        f"{subject} AI security incident in the last four quarters. Quoted beside: {quoted} of organisations "
        f"({benchmark.quoted_publisher}, {benchmark.year}), which are not units."
    ]
