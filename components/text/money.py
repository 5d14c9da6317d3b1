"""Money in words: what it bought, where it stands, what came back."""

from collections.abc import Iterable

from components.text import format
from queries import Answer, Listing, Scope

PURPOSES = {
    "access": "Access",
    "advice": "Advice",
    "training": "Training",
    "governance": "Governance",
    "building": "Building",
    "change": "Change",
    "running": "Running",
    "other": "Other",
}
POSITIONS = {
    "live": "Live",
    "in_flight": "In flight",
    "paid_back": "Paid back",
    "enabling": "Enabling",
    "unlinked": "Not linked",
    "stranded": "Stranded",
}
DETAILS = {
    "production": "in production",
    "scaled": "scaled",
    "idea": "ideas",
    "pilot": "pilots",
    "proven": "proven",
    "approved": "approved",
    "retired": "retired",
    "stopped": "stopped",
    "cheap_stop": "cheap stops",
    "stalled": "stalled",
    "advice": "advice on a shelf",
    "vanished": "gone from the list",
    "stage unknown": "stage unknown",
}


def detail(name: str) -> str:
    """What an amount's position is made of, in words: `model_usage` -> model usage, `cheap_stop` -> cheap stops."""
    return DETAILS.get(name, name.replace("_", " "))


def currency(scope: Scope) -> str:
    """The reporting currency of a scope."""
    return scope.settings.get("reporting_currency", "USD")


def share_of(amount: float, whole: float) -> float | None:
    """An amount's share of the whole; None where refunds leave no share to speak of: below nothing, or above all of it."""
    return amount / whole if whole > 0 and 0 <= amount <= whole * (1 + 1e-12) else None


def covered(with_budget: float, whole: float) -> str:
    """How much of the spend stood against a budget, where it was not all of it; else empty."""
    share = share_of(with_budget, whole)
    return "" if share is None or share >= 1 else f"{format.percent(share)} of the spend stood against a budget"


def unlinked_finding(positions: Iterable[str], whole: float) -> str:
    """That nothing is known about what became of the money, where none of it is linked to an initiative; else empty."""
    if set(positions) <= {"enabling", "unlinked"}:
        return f"None of the {format.money(whole)} is linked to an initiative, so what became of it is not known"
    return ""


def is_known(cost: Answer) -> bool:
    """Whether any cost is known, be it nought."""
    return not cost.missing and cost.last is not None and cost.last.value is not None


def headline(cost: Answer, tiers: Listing) -> str:
    """What was spent and what came back, in one clause; or what it takes to say it."""
    if not is_known(cost):
        return "No spend was uploaded, so cost and return cannot be computed"
    spent = float(cost.last.value or 0) if cost.last else 0.0
    if spent <= 0:
        net = f"Refunds exceed what was spent by {format.money(-spent)}" if spent else "What was spent nets to nothing"
        return f"{net}, so there is no return on it"
    if tiers.missing or tiers.frame.empty:
        return f"We spent {format.money(spent)}; what came back has not been reported"
    returned = float(tiers.frame["risk_adjusted"].iloc[-1])
    return (
        f"We spent {format.money(spent)}; {format.money(returned)} came back, risk-adjusted: "
        f"{format.cents(returned / spent, currency(cost.scope))}"
    )


def missing_data(cost: Answer, tiers: Listing) -> list[str]:
    """What the money pages lack and what to upload for it."""
    if not is_known(cost):
        return [
            "What is shown elsewhere rests on the lists of initiatives and tools. For money, upload a spend sheet: "
            "period, business unit, category and amount are enough; initiative_id links it to what it paid for."
        ]
    if tiers.missing or tiers.frame.empty:
        return [
            "For what came back, upload a deployments sheet with benefit_amount or hours_saved for each live tool; "
            "for unused seats, an adoption sheet with seats, active_users and seat_price."
        ]
    return []


def left_out(without_rate: Listing) -> str:
    """The money that no figure holds because its currency has no rate; empty where there is none."""
    frame = without_rate.frame
    if frame.empty:
        return ""
    rows = int(frame["sheet_rows"].sum())
    by_currency = frame.groupby("currency", sort=True)["amount_written"].sum()
    amounts = format.join(f"{code} {format.money(amount)}" for code, amount in by_currency.items())
    return (
        f"Not in these figures: {format.plural(rows, 'row')} ({amounts}), for want of a rate in their period. "
        "Add the rate to the rates sheet."
    )


def added_run_costs(added: Listing) -> str:
    """That different running costs of one tool and period were added up; empty where none were."""
    frame = added.frame
    if frame.empty:
        return ""
    tools = frame[["business_unit", "deployment_id"]].drop_duplicates()
    first = tools.iloc[0]
    which = str(first["deployment_id"]) if len(tools) == 1 else format.plural(len(tools), "tool")
    return (
        f"Different running costs stand on several rows of one period for {which} of "
        f"{format.join(sorted(set(tools['business_unit'].astype(str))))}: they are added, "
        f"{format.money(float(frame['run_cost'].sum()))} {currency(added.scope)} in all. Equal ones count once."
    )


def bridged(bridge: Listing) -> str:
    """From what was spent to the cost, in one line; empty where they are one."""
    frame = bridge.frame
    if frame.empty:
        return ""
    sums = {name: float(frame[name].sum()) for name in ("refunded", "spent", "run_cost", "cost")}
    moved = float(frame["paid_by_others"].sum()) - float(frame["paid_for_others"].sum())
    unrated = int(frame["rows_without_rate"].sum())
    steps = [
        f"{format.money(sums['run_cost'])} running costs beside the spend sheet" if sums["run_cost"] else "",
        f"{format.money(moved)} that others paid for initiatives of these units" if moved > 0 else "",
    ]
    less = f"{format.money(-moved)} for initiatives of other units" if moved < 0 else ""
    if not any((*steps, less, sums["refunded"])):
        return ""
    spent = f"Spent {format.money(sums['spent'])}"
    if sums["refunded"]:
        spent += f" ({format.money(sums['refunded'])} of refunds taken off)"
    sentence = spent + "".join(f", plus {step}" for step in steps if step) + (f", less {less}" if less else "")
    sentence += f", is a cost of {format.money(sums['cost'])} {currency(bridge.scope)}, from the beginning"
    return f"{sentence}; {format.plural(unrated, 'row')} without a rate in neither." if unrated else f"{sentence}."


def in_question(bridge: Listing) -> str:
    """From what is stranded, unused and found to what is exposed in all, in one line; empty where they are one."""
    if bridge.missing or bridge.frame.empty:
        return ""
    row = bridge.frame.iloc[0]
    names = {"stranded": "stranded", "unused": "of unused seats", "found": "behind findings"}
    parts = [f"{format.money(row[name])} {words}" for name, words in names.items() if row[name] > 0]
    beside = float(row["priced_not_paid"])
    unpaid = (
        f"Unused seats for {format.money(beside)} more have a price and no spend beside them." if beside > 0 else ""
    )
    if len(parts) < 2:
        return unpaid
    twice = f", less {format.money(row['counted_twice'])} counted twice," if row["counted_twice"] > 0 else ""
    whole = f"{format.money(row['exposed'])} {currency(bridge.scope)}"
    return f"{format.join(parts)}{twice} {'is' if twice else 'are'} {whole} in question, from the beginning. {unpaid}".rstrip()
