"""What people upload: ten datasets and their columns, declared once.

The template, the recognition of headers, the checks, the stored tables and the documentation all come from here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "period", "date", "money", "number", "count", "score", "choice", "choices", "yes_no"]

SQL_TYPES: dict[Kind, str] = {
    "text": "varchar",
    "date": "date",
    "money": "double",
    "number": "double",
    "count": "bigint",
    "score": "double",
    "choice": "varchar",
    "choices": "varchar[]",
    "yes_no": "boolean",
}
"""How each kind is stored. A period is stored as two dates, `period_start` and `period_end` (its last day)."""

Replaces = Literal["period", "list", "all"]
"""What new rows replace in their feed: a unit's period, a unit's list as of a date, or everything."""


@dataclass(frozen=True)
class Field:
    """One column of a dataset: what it means, how it is written, what else people call it.

    `personal`: it names people. What is stored is a key that stands for the name, and the file itself is not kept.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    default: str | None = None
    personal: bool = False


@dataclass(frozen=True)
class Dataset:
    """One kind of sheet. `key` are the columns that make a row unique within what it replaces.

    `earned_by` are the columns that carry its meaning: a sheet without any of them is none of its kind. `measures` are
    those that a row says something by: one in which all of them are blank is no row. Neither asks anything where empty.
    """

    name: str
    title: str
    meaning: str
    replaces: Replaces
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    earned_by: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Field:
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name} has no column {name}")

    def __contains__(self, name: object) -> bool:
        return any(field.name == name for field in self.fields)

    @property
    def names_people(self) -> bool:
        """Whether one of its columns names people."""
        return any(field.personal for field in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.required)

    def is_earned(self, columns: Iterable[str]) -> bool:
        """Whether these columns, by their names, are enough to take a sheet for one of its kind."""
        return not self.earned_by or not set(self.earned_by).isdisjoint(columns)

    def stored(self) -> Iterator[tuple[str, str]]:
        """The columns as they are stored, each with its SQL type."""
        for field in self.fields:
            if field.kind == "period":
                yield "period_start", "date"
                yield "period_end", "date"
            else:
                yield field.name, SQL_TYPES[field.kind]


PROVENANCE: tuple[tuple[str, str], ...] = (
    ("part_id", "bigint"),
    ("line", "bigint"),
    ("sheet", "varchar"),
    ("source_row", "bigint"),
    ("letters", "varchar"),
    ("original", "varchar"),
    ("extra", "varchar"),
)
"""What every stored row keeps of where it came from. `line` counts an upload's rows of a dataset from 1, so that
part_id and line name one row; `sheet` and `source_row` say where it stood in the file.

`letters` is JSON: column -> the letter of the sheet's column that its value was read from; a column that is not there
was answered at upload, made by a rule, or rolled up from several rows.
`original` is JSON: column -> {"cell": "C14", "text": "1.2m"}, for each value whose text differs from what was stored.
`extra` is JSON: header -> text, for the columns the schema does not know.
"""

CATEGORIES = (
    "licences",
    "consulting",
    "training",
    "infrastructure",
    "model_usage",
    "data",
    "platform",
    "governance",
    "access_controls",
    "build_team",
    "vendor_build",
    "integration",
    "change_management",
    "coaching",
    "run",
    "leadership",
    "other",
)
STAGES = ("idea", "pilot", "proven", "approved", "production", "scaled", "stopped", "retired", "unknown")
BARRIERS = (
    "mlops",
    "data_quality",
    "sponsorship",
    "ownership",
    "integration",
    "infrastructure",
    "compliance",
    "talent",
    "cost",
    "unclear_value",
    "adoption",
    "other",
)
BUILT_BY = ("internal", "vendor", "hybrid", "bought")
BENEFIT_KINDS = ("cash_releasing", "cost_avoided", "revenue", "productivity", "qualitative")
EVIDENCE = ("finance_confirmed", "controlled", "baseline", "modelled", "self_reported")


def _text(name: str, meaning: str, *synonyms: str, required: bool = False) -> Field:
    return Field(name, "text", meaning, required=required, synonyms=synonyms)


def _date(name: str, meaning: str, *synonyms: str, required: bool = False) -> Field:
    return Field(name, "date", meaning, required=required, synonyms=synonyms)


def _money(name: str, meaning: str, *synonyms: str, required: bool = False) -> Field:
    return Field(name, "money", meaning, required=required, synonyms=synonyms)


def _number(name: str, meaning: str, *synonyms: str, required: bool = False) -> Field:
    return Field(name, "number", meaning, required=required, synonyms=synonyms)


def _count(name: str, meaning: str, *synonyms: str, required: bool = False) -> Field:
    return Field(name, "count", meaning, required=required, synonyms=synonyms)


def _score(name: str, meaning: str, *synonyms: str) -> Field:
    return Field(name, "score", meaning, synonyms=synonyms)


def _yes_no(name: str, meaning: str, *synonyms: str) -> Field:
    return Field(name, "yes_no", meaning, synonyms=synonyms)


def _choice(
    name: str,
    choices: tuple[str, ...],
    meaning: str,
    *synonyms: str,
    required: bool = False,
    default: str | None = None,
) -> Field:
    return Field(name, "choice", meaning, required=required, choices=choices, synonyms=synonyms, default=default)


_PERIOD = Field(
    "period",
    "period",
    "The month or quarter the row is about",
    required=True,
    synonyms=("quarter", "month", "fiscal period", "fiscal quarter", "reporting period", "time period"),
)
_UNIT = _text(
    "business_unit",
    "The part of the company the row belongs to",
    "unit",
    "department",
    "dept",
    "division",
    "team",
    "cost centre",
    "cost center",
    "agency",
    "bureau",
    "organisation",
    "organization",
    "function area",
    "bu",
    required=True,
)
_CURRENCY = _text(
    "currency", "Three-letter currency code; blank = the reporting currency", "ccy", "curr", "billing currency"
)
_INITIATIVE = _text(
    "initiative_id",
    "The initiative this belongs to, as in the pilots sheet",
    "initiative",
    "use case id",
    "project id",
    "pilot id",
    "project code",
    "use case",
)

SPEND = Dataset(
    "spend",
    "Spend",
    "One row is money of one kind in one period.",
    "period",
    (
        "business_unit",
        "period",
        "category",
        "initiative_id",
        "vendor",
        "tool",
        "basis",
        "treatment",
        "recurring",
        "note",
    ),
    (
        _PERIOD,
        _UNIT,
        _choice(
            "category",
            CATEGORIES,
            "What the money bought",
            "cost category",
            "spend category",
            "cost type",
            "type of spend",
            "expense type",
            "spend type",
            required=True,
        ),
        _money(
            "amount",
            "How much; refunds are negative",
            "cost",
            "spend",
            "amount spent",
            "total cost",
            "value",
            "actual spend",
            "cost amount",
            "expenditure",
            required=True,
        ),
        _CURRENCY,
        _INITIATIVE,
        _text("vendor", "Who was paid", "supplier", "provider", "payee"),
        _text("tool", "The product paid for", "product", "licence", "license", "software", "service"),
        _choice(
            "basis",
            ("actual", "budget", "forecast", "committed"),
            "Spent, planned, expected; or committed: the part of the forecast that is contracted, never added to it",
            "actual or budget",
            "version",
            "scenario",
            default="actual",
        ),
        _date(
            "delivered_on", "When the advice was delivered (consulting)", "delivery date", "delivered", "date delivered"
        ),
        _text("note", "Anything worth keeping", "comment", "comments", "notes", "description", "remark"),
        _choice(
            "treatment",
            ("opex", "capex"),
            "Expensed or capitalised; a capex amount counts whole when it is spent",
            "accounting treatment",
            "opex or capex",
            "opex capex",
            "capex opex",
        ),
        _yes_no("recurring", "Comes again every period (yes) or was paid once (no)", "is recurring", "recurrent"),
    ),
)

ADOPTION = Dataset(
    "adoption",
    "Adoption",
    "One row is a tool in a unit in a period.",
    "period",
    ("business_unit", "period", "tool"),
    (
        _PERIOD,
        _UNIT,
        _text(
            "tool",
            "The product people were given",
            "product",
            "ai tool",
            "application",
            "software",
            "licence type",
            required=True,
        ),
        _text("vendor", "Who sells it", "supplier", "provider"),
        _count(
            "headcount", "People the tool is meant for", "intended users", "target users", "eligible users", "staff"
        ),
        _count(
            "seats",
            "Paid seats",
            "licences",
            "licenses",
            "paid seats",
            "seats purchased",
            "assigned licences",
            "licensed users",
            "total seats",
        ),
        _count("ever_active", "People who have used it at least once", "ever used", "users to date", "activated users"),
        _count(
            "active_users",
            "People with at least one intentional use in the period",
            "active",
            "monthly active users",
            "mau",
            "users",
            "active users in period",
        ),
        _count(
            "habitual_users",
            "People who used it in 9 of 12 weeks, or by the source's own rule",
            "habitual",
            "regular users",
            "weekly users",
            "frequent users",
        ),
        _count(
            "power_users",
            "Habitual with 15 actions a week or more, or by the source's own rule",
            "power",
            "super users",
            "heavy users",
        ),
        _count(
            "workflows_redesigned",
            "Documented workflows in which AI is the default first step",
            "redesigned workflows",
            "workflows changed",
            "processes redesigned",
        ),
        _number("hours_saved", "Hours saved in the period", "time saved", "hours saved total"),
        _money(
            "seat_price",
            "Price of a seat for a year",
            "price per seat",
            "annual seat price",
            "licence price",
            "cost per seat",
        ),
        _CURRENCY,
        _date("renewal_on", "When the contract renews", "renewal date", "renewal", "contract end", "expires on"),
        _text("owner", "Who answers for the contract", "contract owner", "licence owner"),
        _yes_no(
            "embedded", "Inside tools people already use (yes) or a separate place (no)", "is embedded", "integrated"
        ),
    ),
)

_FLAGS: tuple[tuple[str, str], ...] = (
    ("data_ready", "The data it needs is there, in the quality it needs"),
    ("workflow_embedded", "It is part of the workflow, not beside it"),
    ("governance_reviewed", "Governance has reviewed it"),
    ("audit_logged", "What it does is logged for audit"),
    ("access_controlled", "Who may use it is controlled"),
    ("vendor_reviewed", "Its vendor has been reviewed"),
    ("risk_assessed", "Its risks have been assessed"),
    ("human_in_loop", "A person checks what it does"),
    ("production_path", "There are tests and a way to deploy it"),
    ("platform_reused", "It is built on the shared platform"),
    ("monitoring_in_place", "Somebody is told when it degrades"),
)
READINESS_FLAGS = tuple(name for name, _ in _FLAGS)

PILOTS = Dataset(
    "pilots",
    "Pilots",
    "One row is an initiative as it stands on the reporting date.",
    "list",
    ("business_unit", "initiative_id"),
    (
        _date(
            "reporting_on",
            "The day the list describes; asked for at upload where the sheet has none",
            "as of",
            "reporting date",
            "status date",
            "snapshot date",
        ),
        _text(
            "initiative_id",
            "A lasting id; made from unit and name where blank",
            "id",
            "use case id",
            "pilot id",
            "project id",
            "initiative id",
            "ref",
            "reference",
            required=True,
        ),
        _text(
            "name",
            "What people call it",
            "use case name",
            "pilot name",
            "initiative",
            "initiative name",
            "title",
            "project",
            "project name",
            "use case",
            required=True,
        ),
        _UNIT,
        _choice(
            "stage",
            STAGES,
            "How far it has come",
            "status",
            "stage of development",
            "phase",
            "lifecycle stage",
            "development stage",
            "current stage",
            required=True,
        ),
        _text(
            "function",
            "The business function it serves",
            "business function",
            "topic area",
            "use case topic area",
            "domain",
        ),
        _text("workflow", "The workflow it changes", "process", "business process"),
        _choice(
            "scope_kind",
            ("narrow_workflow", "generic_capability"),
            "A narrow workflow or a generic capability",
            "scope",
            "scope type",
        ),
        _text("sponsor", "The executive who stands for it", "executive sponsor"),
        _text("owner", "Who answers for it", "initiative owner", "product owner", "project lead", "lead"),
        _text("business_owner", "Who answers for its result in the business", "business lead", "process owner"),
        _choice(
            "built_by",
            BUILT_BY,
            "Who built it",
            "developed by",
            "build type",
            "developer",
            "source",
            "purchased or developed",
        ),
        _text("vendor", "The vendor, where there is one", "vendors name", "vendor name", "supplier", "partner"),
        _date("idea_on", "When it was proposed", "idea date", "proposed on", "submitted on"),
        _date(
            "started_on",
            "When the pilot started",
            "start date",
            "started",
            "pilot start",
            "kick off",
            "initiation date",
        ),
        _date("proven_on", "When it was shown to work", "proof date", "poc completed", "proven"),
        _date("approved_on", "When production was approved", "approval date", "approved"),
        _date(
            "production_on",
            "When it went into production",
            "go live",
            "go live date",
            "live date",
            "production date",
            "implementation date",
            "deployed on",
        ),
        _date("scaled_on", "When it was rolled out widely", "scale date", "scaled"),
        _date("stopped_on", "When it was stopped", "stop date", "cancelled on", "ended on", "stopped"),
        _date("retired_on", "When it was retired", "retirement date", "retired", "decommissioned on"),
        _date("handoff_on", "When the vendor left", "handoff date", "handover date", "handed over on"),
        _yes_no("paused", "On hold for now", "on hold", "is paused"),
        Field(
            "barrier",
            "choices",
            "What holds it up; several are separated by ;",
            choices=BARRIERS,
            synonyms=("barriers", "blocker", "blockers", "main barrier", "obstacle", "issue"),
        ),
        _text("barrier_note", "The barrier in words", "barrier comment", "blocker detail"),
        _text("kpi", "What it is measured by", "kpi name", "metric", "success metric"),
        _number("kpi_baseline", "The KPI before", "baseline", "baseline value"),
        _date("kpi_baseline_on", "When the baseline was taken", "baseline date"),
        _number("kpi_target", "The KPI aimed for", "target", "target value"),
        _number("kpi_current", "The KPI now", "current", "current value", "kpi actual"),
        _date("kpi_current_on", "When the KPI was last measured", "measured on", "kpi date"),
        _choice("kpi_better", ("higher", "lower"), "Which direction is better", "better", "direction"),
        _yes_no("control_group", "There is a group without it to compare with", "has control", "control"),
        _number("control_baseline", "The control group's KPI before", "control before"),
        _number("control_current", "The control group's KPI now", "control now", "control after"),
        *(_yes_no(name, meaning) for name, meaning in _FLAGS),
        _date("governance_reviewed_on", "When governance reviewed it", "review date", "governance review date"),
        _money(
            "planned_benefit",
            "Benefit planned, per year",
            "expected benefit",
            "business case",
            "planned value",
            "expected annual benefit",
        ),
        _money("planned_cost", "Cost planned, in all", "expected cost", "budget", "planned budget", "estimated cost"),
        _CURRENCY,
        _date("last_reviewed_on", "When its impact was last reviewed", "last review", "reviewed on"),
    ),
)

DEPLOYMENTS = Dataset(
    "deployments",
    "Deployments",
    "One row is a live tool in a period: the registry of AI in production.",
    "period",
    ("business_unit", "period", "deployment_id", "benefit_kind"),
    (
        _PERIOD,
        _text(
            "deployment_id",
            "A lasting id of the live tool",
            "id",
            "tool id",
            "deployment",
            "registry id",
            required=True,
        ),
        _text("name", "What people call it", "tool name", "deployment name", "system name", "title", required=True),
        _UNIT,
        _INITIATIVE,
        _text("tool", "The product it runs on, as in the adoption sheet", "product", "platform"),
        _text("function", "The business function it serves", "business function", "domain"),
        _date(
            "went_live_on",
            "When it went live",
            "go live",
            "go live date",
            "live since",
            "production date",
            "launched on",
        ),
        _choice(
            "status",
            ("live", "degraded", "idle", "retired"),
            "How it stands in the period",
            "state",
            "current status",
            required=True,
        ),
        _choice("built_by", BUILT_BY, "Who built it", "developed by", "build type"),
        _text("built_by_team", "The team that built it", "team", "build team", "squad"),
        _choice(
            "maintained_by",
            ("internal", "vendor", "nobody"),
            "Who keeps it running",
            "maintenance",
            "supported by",
            "maintained",
        ),
        _text("maintainer", "Their name", "support contact", "maintainer name"),
        _count("intended_users", "People it is meant for", "target users", "audience"),
        _count(
            "active_users",
            "People who used it at least once in the period, or as users_count says",
            "users",
            "active",
            "monthly active users",
        ),
        _choice(
            "users_count",
            ("period", "last_month"),
            "Whom active_users counts: at least one use in the period (blank counts so), or in its last month",
            "users counted",
            "users counted over",
        ),
        _money(
            "benefit_amount",
            "Benefit in the period; blank where only hours are known",
            "benefit",
            "savings",
            "value delivered",
            "benefit realised",
            "realised benefit",
        ),
        _choice("benefit_kind", BENEFIT_KINDS, "What kind of benefit", "benefit type", "value type"),
        _choice(
            "benefit_evidence",
            EVIDENCE,
            "How well it is known; blank counts as self-reported",
            "evidence",
            "evidence level",
            "confidence of benefit",
        ),
        _text("evidence_ref", "Where the evidence is", "evidence reference", "evidence link"),
        _text("confirmed_by", "Who in finance confirmed it", "confirmed by finance", "approved by"),
        _date("confirmed_on", "When finance confirmed it", "confirmation date"),
        _text("budget_line", "The budget line it came out of", "budget code", "gl code"),
        _date("budget_reduced_on", "When that budget was cut by it", "budget cut on", "budget reduced"),
        _yes_no(
            "recurring",
            "The benefit comes again every period (yes) or came once (no)",
            "is recurring",
            "recurring benefit",
        ),
        _number("hours_saved", "Hours saved in the period", "time saved"),
        _text("time_reinvested_in", "What the saved time went into", "reinvested in", "time used for"),
        _number(
            "time_realised",
            "Share of the saved time that was put to that use (40 % or 0.4)",
            "time realised share",
            "realised share of time",
        ),
        _count("outputs", "Outputs produced in the period", "volume", "cases handled", "transactions"),
        _money("run_cost", "Running cost the spend sheet leaves out", "running cost", "opex", "operating cost"),
        _CURRENCY,
        _count("incidents", "Incidents in the period", "number of incidents", "outages"),
        _count("security_incidents", "Security incidents in the period", "security events"),
        _text("benefit_group", "Two claims with one group are one benefit", "benefit id", "claim group"),
        _number("minutes_before", "Minutes an output took before", "time before", "baseline minutes"),
        _number("minutes_after", "Minutes an output takes now", "time after", "current minutes"),
    ),
)

TRAINING = Dataset(
    "training",
    "Training",
    "One row is a training cohort as it stands on the reporting date.",
    "list",
    ("business_unit", "cohort_id"),
    (
        _date("reporting_on", "The day the list describes", "as of", "reporting date", "status date"),
        _text("cohort_id", "A lasting id of the cohort", "cohort", "course id", "class", "programme", required=True),
        _UNIT,
        _date("started_on", "When it started", "start date", "course date", required=True),
        _count("trained", "People who took part", "participants", "attendees", "enrolled", required=True),
        _count("completed", "People who completed it", "completions", "graduates", "certified"),
        _number("hours_per_person", "Hours of training a person", "training hours", "hours"),
        _number("protected_hours_per_week", "Hours a week protected for building", "protected hours", "build time"),
        _date("first_build_on", "When the cohort shipped its first working tool", "first build", "first tool shipped"),
        _count("builders", "People of the cohort who shipped a working tool", "shipped a tool"),
        _count("coached", "People with one-to-one support", "coached people", "people coached"),
    ),
)

_SURVEY_SCORES: tuple[tuple[str, str], ...] = (
    ("confidence", "I am confident using AI in my work"),
    ("clarity", "I know what AI is for in my role"),
    ("skill", "I have the skill to use it well"),
    ("permission", "I am allowed to use it and to change how I work"),
    ("safe_to_try", "It is safe to try and fail"),
    ("trust", "I trust what comes out"),
    ("support", "I get help when I need it"),
    ("leader_uses", "My leader uses AI"),
)
_SURVEY_YES_NO: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("uses_own_tools", "Uses AI tools the company did not provide", ("shadow use", "own tools")),
    ("ai_is_default_start", "Starts a task with AI by default", ("ai first", "default start")),
)
_SURVEY_AGREEING = ("confidence", "clarity", "skill", "permission")
_SURVEY_ANSWERS = (
    *(name for name, _ in _SURVEY_SCORES),
    *(name for name, _, _ in _SURVEY_YES_NO),
    *(f"{name}_4_5" for name in _SURVEY_AGREEING),
)

SURVEY = Dataset(
    "survey",
    "Survey",
    "One row is an answer, or a group's average.",
    "period",
    (),
    (
        _PERIOD,
        _UNIT,
        *(_score(name, f"{meaning} (1 to 5)") for name, meaning in _SURVEY_SCORES),
        *(_yes_no(name, meaning, *synonyms) for name, meaning, synonyms in _SURVEY_YES_NO),
        _count(
            "responses",
            "How many answers the row stands for; blank = 1",
            "n",
            "answers",
            "respondents",
            "number of responses",
        ),
        _count("invited", "How many people of the unit were asked in the period", "sample size", "people invited"),
        *(_count(f"{name}_4_5", f"How many answered 4 or 5 on {name}") for name in _SURVEY_AGREEING),
    ),
    earned_by=_SURVEY_ANSWERS,
    measures=(*_SURVEY_ANSWERS, "responses"),
)

PEOPLE = Dataset(
    "people",
    "People",
    "One row is a unit and function in a period.",
    "period",
    ("business_unit", "period", "function"),
    (
        _PERIOD,
        _UNIT,
        _text("function", "The business function", "business function", "job family"),
        _count("headcount", "People in it", "staff", "fte", "employees", required=True),
        _count("ai_builders", "People who shipped a working tool in 12 months and have protected time", "builders"),
        _count("ai_engineers", "AI, data and platform engineers", "engineers"),
        _count("ai_leaders", "Chief AI officer, programme leads, committees", "leaders"),
        _yes_no("permission_to_deploy", "Builders may deploy without asking outside the unit", "may deploy"),
        _count("open_ai_roles", "AI roles open", "open roles", "vacancies"),
        _number("open_roles_days", "Days those roles have been open, on average", "days open", "vacancy days"),
        _count("builders_left", "Builders who left in the period", "builder leavers", "attrition"),
    ),
)

TARGETS = Dataset(
    "targets",
    "Targets",
    "One row is what a metric should be in a period.",
    "all",
    ("metric", "period", "business_unit"),
    (
        _text("metric", "The metric's id, as on the Methods page", "metric id", "measure", required=True),
        _PERIOD,
        _text("business_unit", "The unit; blank = the whole company", "unit", "department"),
        _number("target", "The value aimed for", "goal", "target value", required=True),
        _CURRENCY,
        _date("set_on", "When it was set", "target set on", "agreed on"),
    ),
)

RATES = Dataset(
    "rates",
    "Rates",
    "One row is a currency's rate in a period.",
    "all",
    ("currency", "period"),
    (
        _text("currency", "Three-letter currency code", "ccy", "curr", required=True),
        _PERIOD,
        _number(
            "per_reporting_unit",
            "Units of this currency for one of the reporting currency",
            "rate",
            "fx rate",
            "exchange rate",
            required=True,
        ),
    ),
)

UNITS = Dataset(
    "units",
    "Units",
    "One row says which business unit a person or a department of an export belongs to.",
    "all",
    ("name",),
    (
        Field(
            "name",
            "text",
            "A person (as the export names them: e-mail address, login) or a department; never stored",
            required=True,
            personal=True,
            synonyms=(
                "person or department",
                "person",
                "person id",
                "user",
                "user name",
                "username",
                "login",
                "user principal name",
                "email",
                "e mail",
                "email address",
                "mail",
                "department name",
                "cost centre name",
                "workspace",
                "team name",
            ),
        ),
        _UNIT,
    ),
)

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (SPEND, ADOPTION, PILOTS, DEPLOYMENTS, TRAINING, SURVEY, PEOPLE, TARGETS, RATES, UNITS)
}
"""Every dataset by name, in the order of the template's sheets."""
