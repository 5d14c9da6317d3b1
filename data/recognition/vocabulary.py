"""Which words mean which allowed value? Our own, what other sheets say, and near misses.

The stage and built-by words are those of the US federal AI use-case inventories of 2023 to 2025.
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz, process

from data.schema import Field

NEAR = 88.0
"""rapidfuzz ratio from which two words are taken for one: `Pilott` is `pilot`, `plan` is not `plant`."""

WORDS: dict[str, dict[str, str]] = {
    "stage": {
        "idea": "initiated, planned, ideation, concept, proposed, proposal, backlog, discovery, intake, exploration,"
        " exploring, pre deployment, predeployment, idea stage, not started, scoping",
        "pilot": "pilots, piloting, in pilot, poc, proof of concept, prototype, experiment, trial, test, testing,"
        " development, in development, acquisition and or development, implementation and assessment, mvp, in progress",
        "proven": "proof done, poc complete, poc completed, pilot complete, pilot completed, validated, proved",
        "approved": "approved for production, greenlit, green lit, ready for production, ready for deployment, funded",
        "production": "in production, live, deployed, operational, in use, in mission, operation and maintenance,"
        " operations and maintenance, launched, released, prod, go live, active, implemented, running",
        "scaled": "scaling, at scale, rolled out, rollout, enterprise wide, scaled up",
        "stopped": "cancelled, canceled, abandoned, killed, discontinued, terminated, rejected, ended, dropped, halted",
        "retired": "decommissioned, sunset, sunsetted, withdrawn, no longer in use, archived",
        "unknown": "not known, unclear, unspecified, other",
    },
    "built_by": {
        "internal": "in house, inhouse, developed in house, built in house, internally, internal team, own, own team,"
        " built, build, internally developed, developed internally, us",
        "vendor": "contracted, contractor, external, supplier, partner, third party, consultant, consultancy,"
        " developed under contract, built by vendor, vendor built, outsourced, agency",
        "hybrid": "both, combination, mixed, joint, co developed, internal and vendor, vendor and internal,"
        " developed with both contracting and in house resources, in house and vendor, co build",
        "bought": "purchased, buy, purchase, off the shelf, commercial off the shelf, commercial, cots, saas,"
        " purchased from a vendor, licensed, product",
    },
    "category": {
        "licences": "licence, license, licenses, licensing, subscription, subscriptions, seats, seat licences,"
        " seat licenses, saas, software, software licences, software licenses, licence fees, license fees, copilot",
        "consulting": "consultancy, consultants, advisory, advice, strategy, strategy consulting, professional services",
        "training": "trainings, learning, education, workshops, workshop, enablement, upskilling, courses, l d",
        "infrastructure": "cloud, hosting, compute, gpu, servers, infra, cloud infrastructure, hardware, storage",
        "model_usage": "tokens, token usage, api, api usage, api calls, llm, llm usage, inference, model api, usage,"
        " model costs, ai usage",
        "data": "data engineering, data preparation, data prep, data cleaning, data quality, data work, datasets",
        "platform": "mlops, ml platform, ai platform, tooling, platform engineering, tools",
        "governance": "compliance, risk, legal, audit, responsible ai, risk and compliance, policy",
        "access_controls": "access control, access, security, identity, iam, access management",
        "build_team": "internal team, internal build, engineers, developers, staff, salaries, payroll, internal staff,"
        " build, development, engineering, people, headcount, in house build, internal labour, internal labor",
        "vendor_build": "implementation, system integrator, contractors, external build, outsourced build,"
        " external developers, vendor development, implementation partner, build vendor, agency",
        "integration": "integrations, systems integration, system integration, api integration, connectors",
        "change_management": "change, change mgmt, adoption, communications, comms, process redesign, change programme",
        "coaching": "coach, coaches, one to one support, mentoring, office hours",
        "run": "running, run cost, run costs, running cost, running costs, operations, support, maintenance, opex, ops",
        "leadership": "steering, programme management, program management, pmo, committee, leadership team, caio",
        "other": "misc, miscellaneous, others, sonstiges, divers",
    },
    "basis": {
        "actual": "actuals, spent, act, real, paid, invoiced, booked, ist",
        "budget": "budgeted, plan, planned, approved budget, bud, soll",
        "forecast": "forecasted, expected, fc, fcst, outlook, estimate, estimated, projection",
        "committed": "commitment, contracted, obligated, on order, purchase order",
    },
    "treatment": {
        "opex": "operating, operating expense, operating expenditure, expense, expensed",
        "capex": "capital, capital expense, capital expenditure, capitalised, capitalized, investment",
    },
    "users_count": {
        "period": "whole period, in the period, quarter",
        "last_month": "last month, month, monthly, mau",
    },
    "status": {
        "live": "in use, active, running, production, in production, up, ok, operational, deployed, green, healthy",
        "degraded": "issues, impaired, partial, amber, partly working, unstable",
        "idle": "unused, not used, dormant, inactive, parked, on hold, red",
        "retired": "off, decommissioned, withdrawn, sunset, stopped, shut down, switched off, ended",
    },
    "maintained_by": {
        "internal": "in house, internal team, us, own team, it, business, internally",
        "vendor": "supplier, external, contractor, partner, third party",
        "nobody": "none, no one, no body, noone, unowned, orphaned, unmaintained",
    },
    "benefit_kind": {
        "cash_releasing": "cash, cashable, cost saving, cost savings, savings, hard savings, cost reduction, hard",
        "cost_avoided": "cost avoidance, avoided cost, avoided costs, avoidance",
        "revenue": "sales, income, growth, margin, revenue uplift",
        "productivity": "time, time saved, efficiency, hours, capacity, soft",
        "qualitative": "quality, non financial, experience, satisfaction, risk, intangible, other",
    },
    "benefit_evidence": {
        "finance_confirmed": "finance, confirmed, confirmed by finance, signed off, audited, verified by finance",
        "controlled": "control group, a b test, ab test, experiment, rct, controlled test",
        "baseline": "before after, before and after, measured, baselined, against baseline",
        "modelled": "model, modeled, estimated, estimate, projected, calculated, business case",
        "self_reported": "self reported, survey, reported, anecdotal, claimed, user reported",
    },
    "barrier": {
        "mlops": "ml ops, deployment pipeline, productionisation, productionization, model operations",
        "data_quality": "data, bad data, poor data, data issues, dirty data, data availability",
        "sponsorship": "sponsor, no sponsor, lack of sponsor, executive support, no executive sponsor",
        "ownership": "owner, no owner, unclear ownership, lack of ownership",
        "integration": "systems, legacy, legacy systems, system integration, it integration",
        "infrastructure": "infra, compute, cloud, environment",
        "compliance": "legal, risk, security, privacy, gdpr, regulation, regulatory, governance",
        "talent": "skills, people, capacity, staffing, resources, no builders, hiring",
        "cost": "budget, funding, money, price",
        "unclear_value": "value, no business case, roi, unclear roi, no value, business case",
        "adoption": "users, change, change management, usage, resistance",
        "other": "misc, miscellaneous",
    },
    "scope_kind": {
        "narrow_workflow": "narrow, workflow, specific, single workflow, task specific, use case",
        "generic_capability": "generic, general, capability, broad, horizontal, general purpose, platform",
    },
    "kpi_better": {
        "higher": "up, more, increase, higher is better, max, maximise",
        "lower": "down, less, decrease, lower is better, min, minimise",
    },
}
"""Field -> allowed value -> the other words for it."""

_ENUMERATOR = re.compile(r"^\s*\(?[a-z0-9]{1,2}[).:]\s*", re.IGNORECASE)
_EXPLANATION = re.compile(r"\s+[–—-]\s+|\s*[:(–—]\s*|\n")


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Text as it is compared: lower case, letters and digits, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())


def meant(field: Field, written: str) -> tuple[str | None, float]:
    """The allowed value that is meant, and how certain that is; (None, 0) where the words say nothing."""
    known = _known(field)
    for form, certainty in _forms(written):
        if form in known:
            return known[form], certainty
    found = process.extractOne(plain(written), known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return (known[found[0]], found[1] / 100 * 0.92) if found else (None, 0.0)


def _forms(written: str) -> list[tuple[str, float]]:
    """The words as written, then without `a)`, then without the explanation behind a dash."""
    bare = _ENUMERATOR.sub("", written)
    head = _EXPLANATION.split(bare, maxsplit=1)[0]
    return [(plain(written), 1.0), (plain(bare), 0.97), (plain(head), 0.95)]


@lru_cache(maxsize=256)
def _known(field: Field) -> dict[str, str]:
    words = {
        word: choice
        for choice, listed in WORDS.get(field.name, {}).items()
        if choice in field.choices
        for word in map(plain, listed.split(","))
    }
    return words | {plain(choice): choice for choice in field.choices}
