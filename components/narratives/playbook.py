"""What the successful few are said to do, what we do, and what to do next: practice by practice."""

from dataclasses import dataclass

from components.charts import playbook
from components.charts.playbook import Scored, by_practice, good
from components.page.page import Page, Point
from components.text import format
from components.theme import Drawn
from queries import BENCHMARKS, METRICS, Answer, Benchmark
from queries.benchmarks import ESTIMATES, compare, estimated


@dataclass(frozen=True)
class Measure:
    """A figure of a practice, how its line is called, and the quoted figure it stands beside."""

    metric: str
    label: str
    benchmark: str = ""


@dataclass(frozen=True)
class Practice:
    """Something the successful few are said to do: in their words, our measures, the next step, the page that says more."""

    name: str
    claim: str
    measures: tuple[Measure, ...]
    next_step: str
    source: str
    page: str
    link_label: str


PRODUCTION, BUILD = "The AI Production Gap", "The AI Build Gap"
PRACTICES = (
    Practice(
        "Concentrate",
        "They put their money on six or so use cases, and turn down four ideas of five.",
        (
            Measure("active_use_cases", "Active use cases", "focus_use_cases"),
            Measure("rejected_idea_share", "Ideas turned down", "say_no"),
            Measure("top_five_share_of_spend", "Spend on the five dearest"),
        ),
        "Rank the use cases by what they have proved, fund the first six for production, and stop the rest.",
        f"{PRODUCTION}: They Concentrate Investment in Fewer Use Cases",
        "funnel",
        "How far pilots get",
    ),
    Practice(
        "Build on a platform",
        "They share pipelines, prompts, governance and evaluation, and ship a new use case three to five times as fast.",
        (
            Measure("platform_reuse_share", "Built on the shared platform"),
            Measure("platform_speed_multiple", "Speed with the platform, in times", "platform_speed"),
        ),
        "Let no new use case start before somebody has said which parts of the platform it reuses.",
        f"{PRODUCTION}: They Build Internal AI Platforms, Not Snowflake Projects",
        "builders",
        "What the platform does",
    ),
    Practice(
        "Redesign the work",
        "They change roles, processes and incentives so that AI is the way the work begins, and add nothing on top.",
        (
            Measure("workflows_redesigned", "Workflows redesigned"),
            Measure("ai_default_start_rate", "AI is the default start"),
        ),
        "Name one workflow in each unit whose steps and targets are rewritten this quarter.",
        f"{PRODUCTION}: They Redesign the Operating Model",
        "adoption",
        "Who uses it, and how",
    ),
    Practice(
        "Pay for change",
        "For each dollar of technology they spend a dollar and a half on change management, training and redesign; a tenth "
        "of a dollar is the mark of pilots that fail quietly.",
        (Measure("change_to_tech_ratio", "Change for each 1 of technology", "change_ratio"),),
        "Put a change budget into every business case, before the licences.",
        f"{PRODUCTION}: They Invest in Change Management at 1.5x the Tech Budget",
        "spend",
        "Where the money goes",
    ),
    Practice(
        "Measure every month",
        "They review the effect of what runs each month, not each quarter.",
        (
            Measure("reviewed_lately", "Reviewed within a month"),
            Measure("review_cadence_months", "Months since the last review", "review_cadence"),
        ),
        "Put every live tool and every pilot on the agenda of one meeting a month, with its one figure.",
        f"{PRODUCTION}: They Measure in Months, Not Quarters",
        "return",
        "What is measured",
    ),
    Practice(
        "Stop early",
        "They stop what shows nothing before anybody has grown fond of it, and move the money.",
        (
            Measure("cheap_stop_share", "Stopped within 180 days"),
            Measure("days_to_stop", "Days until a stop"),
            Measure("stalled_share", "Stalled, of those in flight"),
        ),
        "Give each pilot the day on which it is stopped unless somebody argues for it.",
        f"{PRODUCTION}: They Measure in Months, Not Quarters",
        "funnel",
        "Where pilots stall",
    ),
    Practice(
        "Start from build anchors",
        "They begin with two or three workflows in which AI can cut the time to an output by 70 % or more.",
        (
            Measure("anchor_workflows", "Workflows cut by 70 % or more", "anchor_workflows"),
            Measure("time_to_output_reduction", "Time to an output, cut by"),
        ),
        "Measure minutes for each output before and after, and choose the next anchor by what is left to save.",
        f"{BUILD}: The Solution Architecture",
        "registry",
        "What gets better",
    ),
    Practice(
        "Have builders",
        "They have three to five people in each function whose job is to ship working tools, with protected time and "
        "permission to deploy.",
        (
            Measure("builders", "Builders"),
            Measure("builders_per_function", "Builders in each function", "builders_per_function"),
            Measure("training_transfer_rate", "Builders of those trained"),
        ),
        "Name the first three in the function with the best anchor, and give them a day a week.",
        f"{BUILD}: The Solution Architecture",
        "builders",
        "Who can build",
    ),
    Practice(
        "Keep a live registry",
        "They count the tools built, deployed and maintained inside, not the people who were trained or logged in.",
        (
            Measure("registered_share", "Live and in the registry"),
            Measure("live_tools", "Live tools"),
            Measure("internally_maintained_share", "Maintained inside"),
        ),
        "Put whatever is live and not in the registry into it, with its users and the person who keeps it.",
        f"{BUILD}: The Solution Architecture",
        "registry",
        "What is live",
    ),
)
SHORT = {
    "Spend on the five dearest": "Share of top five",
    "Built on the shared platform": "On the platform",
    "Speed with the platform, in times": "Platform speed",
    "AI is the default start": "AI as default start",
    "Change for each 1 of technology": "Change per 1 of tech",
    "Reviewed within a month": "Reviewed in a month",
    "Months since the last review": "Months since review",
    "Stopped within 180 days": "Stopped early",
    "Stalled, of those in flight": "Stalled in flight",
    "Workflows cut by 70 % or more": "Anchors (70 % cut)",
    "Time to an output, cut by": "Output time cut by",
    "Builders in each function": "Builders a function",
    "Builders of those trained": "Trained who build",
    "Live and in the registry": "In the registry",
    "Maintained inside": "Kept inside",
}
"""What a measure is called on a telephone, where its name is too long for it."""
REVIEWS = {
    "name": "Initiative",
    "business_unit": "Unit",
    "stage": "Stage",
    "owner": "Owner",
    "last_reviewed_on": "Last reviewed",
    "days_since": "Days before the list",
    "is_reviewed_lately": "Within a month",
}
"""The columns of the list of reviews and what they are called."""


def show(page: Page) -> None:
    """The scorecard, then each practice, then what was reviewed when."""
    score = scores(page)
    page.draw(playbook.chart(score, page.viewport), key="playbook")
    practices = [
        (practice, [measure for measure in score if measure.practice == practice.name]) for practice in PRACTICES
    ]
    known = [
        (practice, measures) for practice, measures in practices if any(_is_known(measure) for measure in measures)
    ]
    left, right = page.columns(2)
    for position, (practice, measures) in enumerate(known):
        with left if position % 2 == 0 else right:
            drawn, points = practice_card(practice, measures)
            page.draw(drawn, *(measure.metric for measure in practice.measures), key="practice", points=points)
    unknown = [(practice, measures) for practice, measures in practices if (practice, measures) not in known]
    if unknown:
        page.heading("What they do besides, and what would tell whether we do")
        for practice, measures in unknown:
            page.write(f"{practice.name}. {practice.claim}")
            page.note(f"{_missing_data(measures)} {practice.source}.")
    reviews = page.listing("review_rows")
    if reviews.frame["last_reviewed_on"].notna().any():
        page.table("review_rows", "When each initiative was last reviewed", REVIEWS)


def scores(page: Page) -> list[Scored]:
    """Every measure with our figure, each unit's, and how they stand beside the quoted one."""
    scored = []
    for practice in PRACTICES:
        for measure in practice.measures:
            metric = METRICS[measure.metric]
            benchmark = BENCHMARKS[measure.benchmark] if measure.benchmark else None
            by_unit: Answer = page.metric(metric, "unit")
            whole: Answer = page.metric(metric, "total")
            row = estimated(page.book, metric.id, whole.last)
            scored.append(
                Scored(
                    practice.name,
                    _label(page, measure),
                    metric,
                    benchmark,
                    row,
                    None if benchmark is None else good(compare(row, benchmark), benchmark),
                    {
                        unit_row.business_unit: (
                            unit_row,
                            None if benchmark is None else good(compare(unit_row, benchmark), benchmark),
                        )
                        for unit_row in by_unit.rows
                        if unit_row.business_unit
                    },
                    whole.missing,
                )
            )
    return scored


def practice_card(practice: Practice, score: list[Scored]) -> tuple[Drawn, list[Point]]:
    """A practice in words: what they do, what we do, what to do next, and where to read more."""
    verdict = by_practice(score).get(practice.name)
    verdicts = {
        "as they do": "as the few do",
        "short of it": "short of what the few do",
        "cannot tell": "it cannot be told",
    }
    known = [measure for measure in score if _is_known(measure)]
    judgement = verdicts[verdict] if verdict else ("not scored" if known else "not known yet")
    points = [Point(f"{measure.label}: {_figure(measure)}", "", more=_quoted_figure(measure)) for measure in known]
    unmeasured = [measure for measure in score if measure not in known]
    if unmeasured:
        points.append(
            Point(
                f"Not known yet: {format.join(measure.label for measure in unmeasured)}",
                "",
                more=_missing_data(unmeasured),
            )
        )
    if verdict != "as they do":
        points.append(Point(practice.next_step, "", "Next step."))
    points.append(Point(practice.link_label, practice.page, more=practice.source, leads_on=True))
    return Drawn(None, f"{practice.name}: {judgement}", practice.claim), points


def _is_known(measure: Scored) -> bool:
    return measure.row is not None and measure.row.state != "insufficient"


def _missing_data(unmeasured: list[Scored]) -> str:
    """What measures that are not known are waiting for."""
    needs = tuple(dict.fromkeys(need for measure in unmeasured for need in measure.missing))
    return f"{format.needs(needs) if needs else 'Too few cases, or none that it counts'}."


def _label(page: Page, measure: Measure) -> str:
    return SHORT.get(measure.label, measure.label) if page.viewport.is_narrow else measure.label


def _figure(measure: Scored) -> str:
    if measure.row is None:
        return format.NOT_KNOWN
    value = format.figure(measure.row, measure.metric.unit)
    if measure.metric.unit == "a function" and measure.row.value is not None:
        value = f"{measure.row.value:,.1f}"
    beside = format.beside(measure.row, measure.metric.unit)
    if measure.metric.id in ESTIMATES:
        beside = format.interval(measure.row.low, measure.row.high, measure.metric.unit)
    elif not beside and measure.row.denominator and measure.row.state == "ok":
        unit = "money" if measure.metric.id in ("change_to_tech_ratio", "top_five_share_of_spend") else "count"
        beside = f"{format.value(measure.row.numerator, unit)} of {format.value(measure.row.denominator, unit)}"
    return f"{value} ({beside})" if beside else value


def _quoted_figure(measure: Scored) -> str:
    """The quoted figure with who said it; that it is not scored, where its population differs from ours."""
    if measure.benchmark is None:
        return ""
    benchmark: Benchmark = measure.benchmark
    publisher = " ".join(part for part in (benchmark.quoted_publisher or "nobody named", benchmark.year) if part)
    figure = format.benchmark(benchmark.low, benchmark.high, benchmark.unit)
    if not benchmark.is_scored:
        return f"quoted {figure} ({publisher}), about another population: not scored"
    return f"{measure.verdict or 'not scored'}: quoted {figure} ({publisher})"
