"""What the Builders page says: who builds, where, against who leads, and the page's one sentence."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from components.charts import (
    builders_by_function,
    coached_gaps,
    first_builds,
    leaders_and_builders,
    learning_curve,
    platform_effect,
    registry_by_unit,
    talent,
    training_transfer,
    transfer_compared,
)
from components.page import Page, Panel
from components.text import format
from queries import Answer, Listing, Row

FIGURES = (
    ("builders_per_function", "Builders per function"),
    ("training_transfer_rate", "Trained who built something"),
    ("time_to_first_build", "Training to first build"),
    ("build_velocity_multiple", "Fifth build against the first"),
    ("anchor_workflows", "Anchor workflows"),
)
"""The figures under the page's title: metric and label."""
TOOLS = (
    ("internally_built_share", "Live tools built inside"),
    ("internally_maintained_share", "Kept running inside"),
    ("built_inside_lately", "Built inside and live in six months"),
)
"""What stands before them where nobody says who builds: what was built and kept, from the registry."""
COHORTS = {
    "cohort_id": "Cohort",
    "business_unit": "Unit",
    "started_on": "Started",
    "trained": "Trained",
    "completed": "Completed",
    "builders": "Built a tool",
    "coached": "Coached",
    "days_to_first_build": "Days to the first build, or so far",
    "protected_hours_per_week": "Protected hours a week",
}
"""The columns of the list of cohorts and what they are called."""
PEOPLE = {
    "business_unit": "Unit",
    "function": "Function",
    "headcount": "People",
    "builders": "Builders",
    "engineers": "Engineers",
    "leaders": "Leaders",
    "permission_to_deploy": "May deploy",
    "builders_left": "Left",
    "open_ai_roles": "Open AI roles",
    "open_roles_days": "Days open",
}
"""The columns of the list of people and what they are called."""
BUILDS = {
    "team": "Team",
    "business_unit": "Unit",
    "number": "Build",
    "name": "What",
    "started_on": "Started",
    "went_live_on": "Live since",
    "days": "Days to going live, or so far",
}
"""The columns of the list of builds and what they are called."""


@dataclass(frozen=True)
class Section:
    """One of the page's questions: its name, its charts, and its table (view, heading, columns) if it has one."""

    name: str
    panels: tuple[Panel, ...]
    table: tuple[str, str, dict[str, str]] | None = None

    def known(self, page: Page) -> list[Panel]:
        """The charts that have something to show: without an answer to the first of what it asks, a chart has nothing."""
        return [panel for panel in self.panels if is_known(panel.asked(page)[0])]

    def is_known(self, page: Page) -> bool:
        """Whether it has a chart or a table to show."""
        return bool(self.known(page)) or self.has_rows(page)

    def has_rows(self, page: Page) -> bool:
        """Whether its table has rows."""
        return self.table is not None and is_known(page.listing(self.table[0]))


WHO = Section(
    "Who builds",
    (
        Panel.of(leaders_and_builders.chart, lambda page: (page.listing("leaders_and_builders"),)),
        Panel.of(builders_by_function.chart, lambda page: (page.listing("builders_by_function"),)),
    ),
    ("people_rows", "People by unit and function", PEOPLE),
)
TRAINING = Section(
    "Does training lead there?",
    (
        Panel.of(
            training_transfer.chart,
            lambda page: (page.metric("training_transfer_rate", "unit"), page.listing("transfer_by_cohort")),
        ),
        Panel.of(
            first_builds.chart, lambda page: (page.listing("first_build_cohorts"), page.listing("first_build_curve"))
        ),
        Panel.of(transfer_compared.chart, lambda page: (page.listing("transfer_compared"),)),
        Panel.of(coached_gaps.chart, lambda page: (page.listing("coached_gaps"),)),
    ),
    ("training_rows", "Training cohorts", COHORTS),
)
FASTER = Section(
    "Do they get faster?",
    (
        Panel.of(
            learning_curve.chart,
            lambda page: (page.listing("build_rows"), page.listing("build_medians"), page.listing("build_speed")),
        ),
        Panel.of(platform_effect.chart, lambda page: (page.listing("platform_effect"),)),
    ),
    ("build_rows", "What each team has built", BUILDS),
)
STAY = Section(
    "Do they stay?",
    (
        Panel.of(
            talent.chart,
            lambda page: (
                page.metric("open_ai_roles"),
                page.metric("days_roles_open"),
                page.metric("builders_left_share"),
            ),
        ),
    ),
)
SECTIONS = (WHO, TRAINING, FASTER, STAY)
"""The page's questions in their order: who builds, whether training leads there, whether it gets faster, who stays."""
BUILT_INSIDE = Section(
    "What was built inside", (Panel.of(registry_by_unit.chart, lambda page: (page.listing("registry_by_unit"),)),)
)
"""What stands first where nobody says who builds."""
MOST_NAMED = 2  # units named in a sentence before the rest are a number


def is_known(answer: Answer | Listing) -> bool:
    """Whether an answer or a listing has anything to show."""
    rows = answer.rows if isinstance(answer, Answer) else answer.frame
    return not answer.missing and len(rows) > 0


def figures(staff: Listing) -> tuple[tuple[str, str], ...]:
    """The figures under the page's title: metric and label."""
    return FIGURES if is_known(staff) else (*TOOLS, *FIGURES)


def sections(staff: Listing) -> tuple[Section, ...]:
    """The page's questions; where nobody says who builds, first what was built inside in each unit."""
    return SECTIONS if is_known(staff) else (BUILT_INSIDE, *SECTIONS)


def show(page: Page, section: Section) -> None:
    """A question's charts, two beside each other, and its table; only those that have something to show."""
    page.in_pairs(*(partial(panel.show, page) for panel in section.known(page)))
    if section.table and section.has_rows(page):
        page.table(*section.table)


def headline(staff: Listing, builders: Answer, built: Answer) -> str:
    """How many build and where, against how many lead, in one clause; or what is missing to say so."""
    if not is_known(staff):
        if built.last and built.last.denominator:
            counts = format.of(built.last.numerator, built.last.denominator)
            return f"{counts} live tools {format.inflect(built.last.numerator, 'was', 'were')} built inside; by whom is not known yet"
        return "Who can build AI here is not known yet"
    shown = staff.frame[~staff.frame["is_hidden"].astype(bool)]
    if shown.empty:
        return "Who builds and who leads is hidden: too few people"
    if shown["builders"].isna().all():
        return f"{_people(shown['leaders'].sum(), 'leader')}; how many builders there are is not stated"
    if len(shown) == 1:
        row = shown.iloc[0]
        leaders = f"{_people(row['leaders'], 'leader')}, " if pd.notna(row["leaders"]) else ""
        return f"{leaders}{_people(row['builders'], 'builder')} in {row['business_unit']}"
    without_builders = _units_without_builders(shown)
    total = builders.last.value if builders.last and builders.last.state == "ok" else None
    if not total:
        sentence = (
            "Nobody builds" if total == 0 else f"{_people(shown['builders'].sum(), 'builder')} where it may be shown"
        )
    else:
        largest = shown.iloc[0]
        share = f"{format.count(largest['builders'])} of them" if largest["builders"] < total else "all"
        place = f", {share} in {largest['business_unit']}" if total > 1 else f" in {largest['business_unit']}"
        sentence = f"{_people(total, 'builder')}{place}"
    return f"{sentence}; {without_builders}" if without_builders else sentence


def _units_without_builders(staff: pd.DataFrame) -> str:
    """The units that have leaders and no builder: 3 leaders and no builder in Legal."""
    without_builders = staff[(staff["leaders"] > 0) & (staff["builders"] == 0)]
    if without_builders.empty:
        return ""
    leaders = without_builders["leaders"].sum()
    units = [
        str(unit) for unit in without_builders.sort_values("leaders", ascending=False, kind="stable")["business_unit"]
    ]
    named = (
        units
        if len(units) <= MOST_NAMED
        else [*units[: MOST_NAMED - 1], format.plural(len(units) - MOST_NAMED + 1, "other unit")]
    )
    return f"{_people(leaders, 'leader')} and no builder in {format.join(named)}"


def _people(number: float, noun: str) -> str:
    return format.plural(float(number), noun)


def missing_data(staff: Listing, cohorts: Listing, builds: Listing) -> list[str]:
    """What the page cannot say for want of a sheet, and what to upload for it; nothing where all is known."""
    questions = [
        text
        for listing, text in (
            (staff, "who builds and who leads (the people sheet: ai_builders, ai_leaders, permission_to_deploy)"),
            (cohorts, "whether training leads to building (the training sheet: trained, builders, first_build_on)"),
            (
                builds,
                "whether teams build faster (the deployments sheet: built_by, built_by_team, went_live_on, with the initiative's started_on)",
            ),
        )
        if not is_known(listing)
    ]
    return (
        [f"Not in what was uploaded: {format.join(questions)}. Each is a sheet of the template."] if questions else []
    )


def per_function(comparison: str, per_hundred: Row | None) -> str:
    """What stands beside the builders per function: how that is against the quoted, and how many that is in 100 people."""
    share = (
        ""
        if per_hundred is None or per_hundred.value is None
        else f"{format.value(per_hundred.value, 'per 100')} people"
    )
    return "; ".join(part for part in (comparison, share) if part)


def velocity(speed: Listing) -> str:
    """The interval of the fifth build's speed against the first, as it stands beside the figure."""
    if not is_known(speed) or pd.isna(speed.frame["fifth"].iloc[0]):
        return ""
    row = speed.frame.iloc[0]
    return f"anything from {format.multiple(row['fifth_low'])} to {format.multiple(row['fifth_high'])} fits"


def gate(cohorts: Listing) -> str:
    """What the days to a first build are held against."""
    return f"the gate is {format.days(float(cohorts.scope.settings.get('gate_first_build_days', 90)))}"
