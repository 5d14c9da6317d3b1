"""From a row of a figure to the row of the sheet: cell by cell what the file said and what is stored; and what it feeds."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import words
from components.session import Visit, link
from queries import Book
from queries.lineage import Cell, Fed, Line, Trace, Uses, trace, uses

PAGE_OF = {
    "Return": ("return", (
        "below_plan_share", "break_even_factor", "building_time", "claimed_value", "cost", "initiative_failure_rate",
        "initiative_roi_rate", "kpi_tracking_rate", "opportunity_cost", "proofs_of_concept", "return_per_unit_spent",
        "risk_adjusted_value", "roi_claimed", "roi_risk_adjusted", "roi_verified", "roi_with_time",
        "soft_share_of_value", "verified_value",
    )),
    "Spend": ("spend", (
        "advice_age_months", "budget_variance", "change_to_tech_ratio", "cost_per_active_user", "cost_per_habitual_user",
        "cost_per_production_initiative", "cost_per_seat_year", "data_cost_overrun_multiple",
        "data_governance_share_of_spend", "first_year_cost_per_production_initiative", "seat_utilisation", "seats",
        "shelfware", "spend", "stranded_share", "stranded_spend",
    )),
    "Funnel": ("funnel", (
        "abandoned_after_poc_rate", "active_use_cases", "beyond_poc_capability", "experiments_in_production_rate",
        "live_share", "pilot_to_production_rate", "production_within_180_days", "production_within_a_year",
        "rejected_idea_share", "spend_concentration", "spend_per_active_use_case", "stalled_share",
        "top_five_share_of_spend",
    )),
    "Registry": ("registry", (
        "ai_incident_rate", "anchor_workflows", "built_and_kept_inside", "built_inside_lately", "governance_coverage",
        "handoff_survival_90d", "internally_built_share", "internally_maintained_share", "live_tools", "survival_90d",
        "time_to_output_reduction", "unmaintained_share", "vendor_dependency", "vendor_dependency_of_value",
    )),
    "Maturity": ("maturity", ("share_of_units_level1",)),
    "Adoption": ("adoption", (
        "adoption_rate", "adoption_rate_embedded", "adoption_rate_separate_tool", "ai_default_start_rate",
        "habitual_share", "productivity_gain_embedded", "shadow_use_rate", "survey_response_rate", "units_using_ai",
        "workflows_redesigned",
    )),
    "Builders": ("builders", (
        "build_velocity_multiple", "builders", "builders_left_share", "builders_per_100_people",
        "builders_per_function", "days_roles_open", "open_ai_roles", "time_to_first_build", "training_completions",
        "training_transfer_rate",
    )),
    "Diagnosis": ("diagnosis", (
        "cheap_stop_share", "days_to_stop", "platform_reuse_share", "platform_speed_multiple", "registered_share",
        "review_cadence_months", "reviewed_lately",
    )),
    "Methods": ("methods", (
        "barrier_share_data_quality", "barrier_share_mlops", "barrier_share_sponsorship", "narrow_vs_generic_ratio",
    )),
}  # fmt: skip
"""Each page with the figures it answers for; what no page shows is looked up on Methods."""
JUDGED = {3: "Severe", 2: "Found", 1: "A sign"}
NOT_FROM_A_CELL = "no cell: answered at upload, or a rule's"
BLANK = "(blank)"
PLACE = ("version", "sheet", "source_row")
"""The columns that say where a row of a listing stood."""


def show(visit: Visit, version: int, sheet: str, source_row: int, key: str) -> None:
    """A row of a sheet as it came and as it is stored, and the figures it feeds. `key` tells one from the others on a page."""
    traced = _kept_trace(*_seen(visit), (version, sheet, source_row), visit.book)
    if not traced.lines:
        st.caption(
            words.plain(
                f"Nothing is stored from {sheet}, row {source_row}, of version {version}: the row was left out, the upload "
                "was purged, or it is not yours to see."
            )
        )
        return
    st.markdown(f"**{words.plain(headline(traced))}**")
    st.caption(words.typeset(words.plain(came(traced.lines[0]))))
    if not traced.stands:
        st.caption("It no longer stands: a later upload or a withdrawal has taken its place. Shown as it was uploaded.")
    for at, line in enumerate(traced.lines):
        _line(visit, line, len(traced.lines) > 1, f"{key}-{at}")
    if traced.stands:
        _uses(visit, _kept_uses(*_seen(visit), (version, sheet, source_row), visit.book, traced))


def headline(traced: Trace) -> str:
    """Which row of which file: Spend, row 14, of q3.xlsx."""
    return f"{traced.sheet}, row {traced.source_row}, of {traced.lines[0].file_name or 'a file that was purged'}"


def came(line: Line) -> str:
    """Which upload brought it, by whom, when, from which feed, and what was noted."""
    when = f" on {words.date(line.created_at.date())}" if line.created_at else ""
    said = [f"Version {line.version}", f"uploaded by {line.author or 'somebody not named'}{when}", f"feed: {line.feed}"]
    return words.DOT.join([*said, *([line.note] if line.note else [])])


def table(cells: Sequence[Cell]) -> pd.DataFrame:
    """The cells of a row: column, address, what the file said, what was typed instead, what is stored, how it counts."""
    rows = [
        {
            "Column": cell.column.replace("_", " "),
            "Cell": cell.cell or "–",
            "The file said": (cell.said or BLANK) if cell.cell else NOT_FROM_A_CELL,
            "Corrected to": cell.corrected,
            "Stored": cell.stored,
            "Counted as": cell.counted,
        }
        for cell in cells
    ]
    frame = pd.DataFrame(rows)
    return frame.loc[:, [name for name in frame.columns if (frame[name] != "").any()]]


def feeds(found: Sequence[Fed]) -> dict[str, list[str]]:
    """The figures by the name of their page, each with its value: Cost 14.2m."""
    told: dict[str, list[str]] = {}
    for title, (_, metrics) in PAGE_OF.items():
        for fed in found:
            if fed.metric.id in metrics:
                value = words.figure(fed.row, fed.metric.unit) if fed.row else words.NOT_KNOWN
                told.setdefault(title, []).append(f"{fed.metric.title} {value}")
    return told


def place_of(frame: pd.DataFrame, at: int) -> tuple[int, str, int] | None:
    """Where a row of a listing stood; None where it is no row of a sheet."""
    if not set(PLACE) <= set(frame.columns):
        return None
    version, sheet, row = (frame.iloc[at][name] for name in PLACE)
    if pd.isna(version) or pd.isna(sheet) or pd.isna(row):
        return None
    return int(version), str(sheet), int(row)


def _line(visit: Visit, line: Line, is_one_of_several: bool, key: str) -> None:
    if is_one_of_several:
        st.markdown(f"*{words.plain(_in_dataset(line))}*")
    if line.withheld:
        st.caption(line.withheld)
        return
    if line.rows_behind:
        st.caption(words.plain(f"Rolled up from the rows {line.rows_behind} of the file; its values stand in no cell."))
    frame = table(line.cells)
    alt = f"The cells of {line.sheet}, row {line.source_row}"
    st.dataframe(frame, hide_index=True, height="content", placeholder="", alt=alt, key=f"{key}-cells")
    if line.extra:
        said = words.DOT.join(f"{header}: {text}" for header, text in line.extra.items())
        st.caption(words.plain(f"Columns no figure uses, kept with the row: {said}"))


def _in_dataset(line: Line) -> str:
    what = next(iter((line.names or {}).values()), "")
    period = next((cell.stored for cell in line.cells if cell.column in ("period", "reporting_on")), "")
    return words.DOT.join(part for part in (f"In {line.dataset}", what, period) if part)


def _uses(visit: Visit, found: Uses) -> None:
    """The figures that list the row, page by page, and what was found about it."""
    if found.figures:
        st.markdown(f"**It is listed behind {words.plural(len(found.figures), 'figure')}**")
        for title, told in feeds(found.figures).items():
            with st.container(gap=None):
                name = PAGE_OF[title][0]
                if name in visit.pages and name != visit.page:
                    link(visit.pages, name, title)
                else:
                    st.markdown(f"{title}{' (this page)' if name == visit.page else ''}")
                st.caption(words.typeset(words.plain(words.DOT.join(told))))
    else:
        st.markdown("**No figure lists it**")
    if found.rests_on:
        number, verb = len(found.rests_on), words.agreeing(len(found.rests_on), "is", "are")
        st.caption(
            f"{words.plural(number, 'more figure' if found.figures else 'figure')} {verb} computed from this sheet as "
            "well, and may list another of its rows (the latest of a tool or an initiative), or rows of another sheet."
        )
    for one in found.found:
        said = f"{JUDGED[one.severity]}: {one.title}, {one.subject_name}. {one.evidence}"
        st.markdown(words.typeset(words.plain(said)))


def _seen(visit: Visit) -> tuple[tuple[str, int], tuple[Any, ...]]:
    """What a visitor looks at, as a key: the store with its version, and the scope."""
    scope = visit.book.scope
    seen = (scope.as_of, scope.since, scope.until, scope.units, scope.allowed_units, scope.candidate)
    return (visit.opened.identity, visit.opened.latest), seen


@st.cache_data(show_spinner=False, max_entries=200)
def _kept_trace(store: tuple[str, int], seen: tuple[Any, ...], place: tuple[int, str, int], _book: Book) -> Trace:
    """Traces by store, version, scope and row."""
    return trace(_book, *place)


@st.cache_data(show_spinner="Looking up the figures", max_entries=200)
def _kept_uses(
    store: tuple[str, int], seen: tuple[Any, ...], place: tuple[int, str, int], _book: Book, _traced: Trace
) -> Uses:
    """What a row feeds, by store, version, scope and row."""
    return uses(_book, _traced)
