"""How long an initiative is in progress, by Little's law, in a sentence."""

from components.text import format
from queries import Listing


def time_in_progress(balance: Listing) -> str:
    """How long an initiative is in progress on average by Little's law, or why that cannot be said; empty without a flow."""
    if balance.missing or balance.frame.empty:
        return ""
    row = balance.frame.iloc[0]
    ends = f"{format.count(row['in_progress_before'])} were in progress a year ago, {format.count(row['in_progress_after'])} are now"
    pace = f"{format.plural(row['finishes'], 'initiative')} left the way"
    if row["state"] == "ok":
        return (
            f"Starts and finishes balance ({ends}; {pace} in the four quarters): on average an initiative is in progress "
            f"for {format.days(row['days_each'])} (Little's law: {row['in_progress_average']:.1f} in progress, "
            f"{row['finishes_a_year']:.1f} finished a year)."
        )
    reason = {
        "short": "the lists go back less than a year",
        "joined": "a unit's first list brought in what was on the way already",
        "unbalanced": f"starts and finishes do not balance: {ends}",
        "few": f"only {pace} in the four quarters",
    }[str(row["state"])]
    return f"How long one is in progress on average cannot be read from the flow (Little's law), because {reason}."
