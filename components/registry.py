"""How the registry is told: what is live, whose it is, and the page's one sentence."""

from components import words
from queries import Answer

FIGURES = (
    ("live_tools", "Live tools"),
    ("internally_built_share", "Built inside"),
    ("internally_maintained_share", "Kept running inside"),
    ("handoff_survival_90d", "Alive 90 days after handoff"),
    ("vendor_dependency_of_value", "Value that hangs on a vendor"),
)
"""The figures under the registry page's title: metric and label."""
REGISTRY = {
    "name": "Tool", "business_unit": "Unit", "standing": "What speaks against it", "users": "Users",
    "meant_for": "Meant for", "risk_adjusted": "Risk-adjusted value, 4 quarters",
    "verified": "Verified value, 4 quarters", "built_by": "Built by", "maintained_by": "Maintained by",
    "maintainer": "Maintainer", "age_days": "Days live", "last_incident_period": "Last incident", "status": "Status",
}  # fmt: skip
"""The columns of the registry and what they are called."""
HANDOFFS = {
    "name": "Tool", "business_unit": "Unit", "handoff_on": "Vendor left", "outcome": "Since then",
    "days": "Days in use", "days_at_most": "At most", "users": "Users now", "most_users": "Most users",
    "maintained_by": "Maintained by", "incidents_before": "Incidents before the loss",
}  # fmt: skip
"""The columns of the list of handoffs and what they are called."""
LIVES = {
    "name": "Tool", "business_unit": "Unit", "outcome": "What became of it", "lost_as": "Lost as",
    "lost_period": "Lost in", "built_by": "Built by", "maintained_by": "Maintained by", "days": "Days live",
    "users": "Users now", "most_users": "Most users", "incidents_before": "Incidents, two periods before",
    "incidents_then": "Incidents, in that period",
}  # fmt: skip
"""The columns of the list of every tool's life and what they are called."""
LACKS = {
    "name": "Initiative or tool", "business_unit": "Unit", "stage": "Stage", "lacks": "Lacks",
    "not_stated": "Not stated", "reviewed_on": "Reviewed on", "went_live_on": "Live since",
}  # fmt: skip
"""The columns of the list of safeguards and what they are called."""
BUILT = "How each tool came to be, what it brings and who answers for it are in the deployments sheet of the template"


def headline(live: Answer, kept: Answer, built: Answer, survival: Answer) -> str:
    """What is live, how much of it is ours, and what became of what vendors handed over, in one clause."""
    row = live.last
    if row is None or not row.value:
        return "Which tools are live is not known yet" if live.missing else "No tool is live"
    says = f"{words.plural(row.value, 'tool')} {'is' if row.value == 1 else 'are'} live"
    if kept.last is not None and kept.last.denominator:
        says += f", {words.count(kept.last.numerator)} built and kept inside"
    elif built.last is not None and built.last.denominator:
        says += f", {words.of(built.last.numerator, built.last.denominator)} built inside"
    if survival.last is not None and survival.last.denominator:
        lost = survival.last.denominator - (survival.last.numerator or 0)
        counts = words.of(lost, survival.last.denominator)
        says += f"; {counts} handed over by a vendor {'was' if lost == 1 else 'were'} soon lost"
    return says


def waiting(*answers: Answer) -> list[str]:
    """What the registry cannot say for want of columns, each once, with what would tell."""
    says = [
        f"{answer.metric.title}: {words.needs(answer.missing).removeprefix('Not enough data: ')}"
        for answer in answers
        if answer.missing
    ]
    return [f"The rows do not say everything. {'; '.join(says)}. {BUILT}."] if says else []
