"""How people write it: the same row with numbers as text, four notations of a quarter, stray blanks and their own words.

Every cell keeps exactly one reading. What an importer cannot take is in `odd.py`, row by row.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from random import Random

from data.reading.table import Cell
from data.sample.quarters import SEED
from data.schema import Dataset, Field

HEADERS: dict[str, Mapping[str, str]] = {
    "spend": {
        "period": "Quarter",
        "business_unit": "Department",
        "category": "Cost category",
        "amount": "Amount",
        "currency": "Ccy",
        "initiative_id": "Initiative",
        "vendor": "Supplier",
        "tool": "Product",
        "basis": "Actual or budget",
        "delivered_on": "Delivery date",
        "note": "Comments",
    },
    "adoption": {
        "period": "Quarter",
        "business_unit": "Department",
        "tool": "AI tool",
        "vendor": "Supplier",
        "headcount": "Eligible users",
        "seats": "Paid seats",
        "ever_active": "Ever used",
        "active_users": "Active users",
        "habitual_users": "Regular users",
        "power_users": "Heavy users",
        "workflows_redesigned": "Redesigned workflows",
        "hours_saved": "Time saved",
        "seat_price": "Price per seat",
        "renewal_on": "Renewal date",
        "owner": "Contract owner",
        "embedded": "Is embedded",
    },
    "pilots": {
        "reporting_on": "As of",
        "initiative_id": "Use case ID",
        "name": "Use case name",
        "business_unit": "Department",
        "stage": "Status",
        "function": "Business function",
        "workflow": "Process",
        "scope_kind": "Scope",
        "sponsor": "Executive sponsor",
        "owner": "Initiative owner",
        "business_owner": "Business lead",
        "built_by": "Build type",
        "vendor": "Vendor name",
        "idea_on": "Idea date",
        "started_on": "Start date",
        "proven_on": "Proof date",
        "approved_on": "Approval date",
        "production_on": "Go live date",
        "stopped_on": "Stop date",
        "handoff_on": "Handover date",
        "paused": "On hold",
        "barrier": "Blockers",
        "kpi": "KPI name",
        "planned_benefit": "Expected annual benefit",
        "planned_cost": "Estimated cost",
        "currency": "Ccy",
        "last_reviewed_on": "Last review",
    },
    "deployments": {
        "deployment_id": "Registry ID",
        "name": "Tool name",
        "business_unit": "Department",
        "initiative_id": "Use case ID",
        "tool": "Product",
        "went_live_on": "Live since",
        "status": "Current status",
        "built_by": "Build type",
        "built_by_team": "Build team",
        "maintained_by": "Maintenance",
        "maintainer": "Support contact",
        "intended_users": "Target users",
        "benefit_amount": "Savings",
        "benefit_kind": "Benefit type",
        "benefit_evidence": "Evidence",
        "confirmed_by": "Confirmed by finance",
        "confirmed_on": "Confirmation date",
        "budget_line": "GL code",
        "hours_saved": "Time saved",
        "outputs": "Volume",
        "run_cost": "Running cost",
        "currency": "Ccy",
        "incidents": "Number of incidents",
        "benefit_group": "Claim group",
    },
    "training": {
        "reporting_on": "As of",
        "cohort_id": "Cohort",
        "business_unit": "Department",
        "started_on": "Course date",
        "trained": "Participants",
        "completed": "Certified",
        "hours_per_person": "Training hours",
        "protected_hours_per_week": "Protected hours",
        "first_build_on": "First build",
        "coached": "People coached",
    },
    "survey": {"business_unit": "Department", "uses_own_tools": "Shadow use", "responses": "Respondents"},
    "people": {"period": "Quarter", "business_unit": "Department", "function": "Job family", "headcount": "FTE"},
    "targets": {"metric": "Metric ID", "period": "Quarter", "target": "Goal"},
    "rates": {"period": "Quarter", "per_reporting_unit": "FX rate"},
}
"""What the sheets call the columns; a column that is not here goes by its own name, written with blanks."""

_WORDS: dict[str, Mapping[str, tuple[str, ...]]] = {
    "stage": {
        "idea": ("Idea", "Proposed"),
        "pilot": ("Pilot", "In pilot", "PoC"),
        "proven": ("Proven", "Proof done"),
        "approved": ("Approved", "Approved for production"),
        "production": ("In production", "Production", "Live"),
        "scaled": ("Scaled", "Rolled out"),
        "stopped": ("Stopped", "Cancelled"),
        "retired": ("Retired", "Decommissioned"),
    },
    "built_by": {
        "internal": ("Internal", "In-house"),
        "vendor": ("Vendor", "External"),
        "bought": ("Purchased", "COTS"),
    },
    "scope_kind": {
        "narrow_workflow": ("Narrow workflow", "Workflow"),
        "generic_capability": ("Generic capability", "Generic"),
    },
    "category": {
        "licences": ("Licences", "Licenses"),
        "model_usage": ("Model usage", "API usage"),
        "run": ("Run", "Running costs"),
    },
    "basis": {"actual": ("Actual", "actual", "Actuals"), "budget": ("Budget", "Plan")},
    "maintained_by": {"nobody": ("Nobody", "No one")},
    "benefit_evidence": {"finance_confirmed": ("Finance confirmed", "Confirmed by finance"), "baseline": ("Baseline",)},
}
_BLANKS = ("n/a", "TBD", "-", " ")


def header(dataset: Dataset, field: Field) -> str:
    """What the sheet calls a column."""
    return HEADERS[dataset.name].get(field.name) or field.name.replace("_", " ").capitalize()


def written(dataset: Dataset, field: Field, value: Cell, *where: object) -> Cell:
    """A value as it was typed in one place; the same place is always typed the same way."""
    chance = Random(f"{SEED}:typed:{dataset.name}:{field.name}:{':'.join(map(str, where))}")
    if value is None:
        optional = not field.required and field.kind in ("text", "date", "choice")
        return chance.choice(_BLANKS) if optional and chance.random() < 0.04 else None
    return _HANDS[field.kind](dataset, field, value, chance)


def _text(dataset: Dataset, field: Field, value: Cell, chance: Random) -> Cell:
    text = str(value)
    if field.name == "business_unit" and chance.random() < 0.02:
        return text.upper() if chance.random() < 0.5 else text.lower()
    if chance.random() < 0.05:
        return text + " "
    return text.replace(" ", "  ", 1) if chance.random() < 0.03 else text


def _choice(dataset: Dataset, field: Field, value: Cell, chance: Random) -> Cell:
    plain = str(value).replace("_", " ").capitalize()
    return chance.choice(_WORDS.get(field.name, {}).get(str(value), (plain,)))


def _choices(dataset: Dataset, field: Field, value: Cell, chance: Random) -> Cell:
    return chance.choice(("; ", ";", "; ")).join(str(value).split("; "))


def _period(dataset: Dataset, field: Field, value: Cell, chance: Random) -> Cell:
    label = str(value)
    year, part = label.split("-")
    if part.startswith("Q"):
        return chance.choice((label, label, f"{part} {year}", f"{part}/{year[2:]}", f"{part[1]}Q{year[2:]}"))
    month = dt.date(int(year), int(part), 1)
    return chance.choice((label, f"{month:%b %Y}", month))


def _date(dataset: Dataset, field: Field, value: Cell, chance: Random) -> Cell:
    """Each date column has its own notation, and one in ten cells is a real Excel date whatever the column says."""
    assert isinstance(value, dt.date)
    notation = {
        "pilots.started_on": "%d/%m/%Y",
        "pilots.approved_on": "%d.%m.%Y",
        "adoption.renewal_on": "%d.%m.%Y",
        "spend.delivered_on": "%d %B %Y",
        "deployments.went_live_on": "%B %d, %Y",
        "training.started_on": "%Y-%m-%d",
    }.get(f"{dataset.name}.{field.name}")
    unambiguous = value.day > 12 or not notation or "/" not in notation
    return value.strftime(notation) if notation and unambiguous and chance.random() < 0.9 else value


def _money(dataset: Dataset, field: Field, value: Cell, chance: Random) -> Cell:
    assert isinstance(value, float)
    if value < 0:
        return f"({-value:,.2f})"
    if value >= 100_000 and value % 10_000 == 0 and dataset.name == "spend":
        return f"{value / 1e6:g}m"
    if value >= 1000 and value % 1000 == 0 and chance.random() < 0.1:
        return f"{value / 1000:g}k"
    if value < 1000 or chance.random() > 0.12:
        return value
    return chance.choice((f"{value:,.2f}", f"{value:,.0f}".replace(",", " "), f" {value:,.2f} "))


def _number(dataset: Dataset, field: Field, value: Cell, chance: Random) -> Cell:
    return str(int(value)) if isinstance(value, float) and value.is_integer() and chance.random() < 0.04 else value


def _yes_no(dataset: Dataset, field: Field, value: Cell, chance: Random) -> Cell:
    return chance.choice(("Yes", "Yes", "yes", "Y", "x")) if value else chance.choice(("No", "No", "no", "N"))


_HANDS: dict[str, Callable[[Dataset, Field, Cell, Random], Cell]] = {
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "period": _period,
    "date": _date,
    "money": _money,
    "number": _number,
    "count": _number,
    "score": _number,
    "yes_no": _yes_no,
}
