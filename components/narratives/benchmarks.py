"""What others are quoted to have found: who said it, how good the evidence is, what contradicts it, how we stand."""

from collections.abc import Iterable, Sequence

import pandas as pd

from components.charts import ours_and_theirs
from components.charts.ours_and_theirs import Comparison
from components.page.page import Figure, Page
from components.text import format
from queries import BENCHMARKS, METRICS, VIEWS, Answer, Benchmark, Metric, View
from queries.benchmarks import ESTIMATES, compare, estimated

OVERVIEW = "Overview"
CHAPTERS = {
    "Value and money": ("outcome", "spend", "economics"),
    "Pilots": ("funnel", "barriers", "portfolio", "measurement"),
    "Ability": ("adoption", "capability", "maturity"),
    "Live tools": ("deployments", "governance"),
    "Cost of waiting": ("inaction",),
}
"""The themes of the quoted figures, in chapters."""
GRADES = {
    "primary": "the source itself",
    "second_hand": "quoted second-hand",
    "unattributed": "no source named",
    "illustration": "made up to illustrate",
}
"""How good the evidence is, in words."""
POPULATIONS = {
    "company": "about companies, not about the initiatives of one",
    "company (describes failure)": "describes what failure looks like: to beat it is no success",
    "respondent": "about people who were asked, not about initiatives",
    "market": "the size of a market",
}
"""Why a figure is quoted beside ours and not scored, by whom it is about."""
ONLY_CLAIMED = {
    "output_multiple": "no method is named by which it was measured; it is never used to compute value",
    "output_multiple_l1": "no method is named by which it was measured; it is never used to compute value",
    "output_multiple_l2": "no method is named by which it was measured; it is never used to compute value",
    "wage_premium": "a claim about the market for people; it is never used to compute value",
    "ai_hiring": "a claim about the market for people; it is never used to compute value",
    "entry_hiring": "a claim about the market for people; it is never used to compute value",
    "head_start": "it compares companies over years; one company's sheets cannot show it",
    "global_waste": "the size of a market; a company's sheets cannot show it",
    "genai_spend_2025": "the size of a market; a company's sheets cannot show it",
    "ai_spend_2028": "a forecast of a market; a company's sheets cannot show it",
    "leader_gain": "it compares companies with each other; one company's sheets cannot show it",
    "ebit_multiple": "it compares companies with each other; one company's sheets cannot show it",
}
"""The quoted figures beside which no figure of ours stands, and why not."""
UNITS = ("percent", "multiple")
"""The units that are drawn, each on a scale of its own; money, months and counts stand in the tables."""


def headline(comparisons: Sequence[Comparison]) -> str:
    """How far the quoted figures can be trusted and how we stand against those that may be compared, in one clause."""
    traced = sum(benchmark.grade == "primary" for benchmark in BENCHMARKS.values())
    trusted = f"{format.count(traced) if traced else 'None'} of {format.count(len(BENCHMARKS))} quoted figures can be traced to its source"
    scored = first_comparisons(comparisons, scored=True)
    better, worse = (
        sum(is_better(comparison) is True for comparison in scored),
        sum(is_better(comparison) is False for comparison in scored),
    )
    if not scored:
        return f"{trusted}, and none of ours can be scored against them yet"
    return f"{trusted}; of {format.count(len(scored))} that can be scored, we are better than {format.count(better)} and worse than {format.count(worse)}"


def figures() -> list[Figure]:
    """How the quoted figures divide by their evidence, and how many may be compared."""
    benchmarks = list(BENCHMARKS.values())
    grades = [
        Figure(
            text.capitalize(),
            format.count(sum(benchmark.grade == grade for benchmark in benchmarks)),
            f"of {len(benchmarks)}",
        )
        for grade, text in GRADES.items()
        if any(benchmark.grade == grade for benchmark in benchmarks)
    ]
    scored = sum(benchmark.is_scored for benchmark in benchmarks)
    disputed = sum(bool(benchmark.conflict_group) for benchmark in benchmarks)
    return [
        *grades,
        Figure("May be compared with ours", format.count(scored), "same population"),
        Figure("Contradicted by another", format.count(disputed), "all of them are shown"),
    ]


def all_comparisons(page: Page) -> list[Comparison]:
    """Every quoted figure that speaks of a metric of ours, with what ours is and how it stands."""
    comparisons = []
    for benchmark in BENCHMARKS.values():
        for metric in metrics_beside(benchmark):
            answer: Answer = page.metric(metric, "total")
            row = estimated(page.book, metric.id, answer.last)
            comparisons.append(Comparison(benchmark, metric, row, compare(row, benchmark)))
    return comparisons


def metrics_beside(benchmark: Benchmark) -> list[Metric]:
    """The metrics of ours that a quoted figure speaks of, the one it names first; none of what is only claimed."""
    if benchmark.id in ONLY_CLAIMED:
        return []
    named = [METRICS[benchmark.compares_with]] if benchmark.compares_with in METRICS else []
    return named + [metric for metric in METRICS.values() if benchmark.id in metric.benchmarks and metric not in named]


def listings_beside(benchmark: Benchmark) -> list[View]:
    """The listings of ours that show a quoted figure."""
    return [view for view in VIEWS.values() if benchmark.id in view.benchmarks]


def first_comparisons(comparisons: Iterable[Comparison], *, scored: bool = False) -> list[Comparison]:
    """Each quoted figure once, with the figure of ours it names first; or only those that are scored."""
    by_benchmark: dict[str, Comparison] = {}
    for comparison in comparisons:
        by_benchmark.setdefault(comparison.benchmark.id, comparison)
    return [comparison for comparison in by_benchmark.values() if comparison.verdict or not scored]


def is_better(comparison: Comparison) -> bool | None:
    """Whether ours is better (True) or worse (False) than the quoted figure; None where it is neither or not known."""
    if comparison.benchmark.describes_failure:
        return False if comparison.verdict in ("below", "inside") else None
    if comparison.verdict not in ("above", "below") or comparison.benchmark.direction not in ("higher", "lower"):
        return None
    return (comparison.verdict == "above") == (comparison.benchmark.direction == "higher")


def overview(page: Page, comparisons: Sequence[Comparison]) -> None:
    """Ours beside theirs, where they contradict each other, and what cannot be compared and why."""
    page.draw(ours_and_theirs.chart(comparisons, page.viewport), key="standings")
    page.heading("These contradict each other")
    page.note("None of them is left out, and none is chosen: how we stand depends on whom one believes.")
    by_benchmark = {comparison.benchmark.id: comparison for comparison in first_comparisons(comparisons)}
    _table(
        page,
        [
            (group, benchmark, by_benchmark.get(benchmark.id))
            for group in dict.fromkeys(
                benchmark.conflict_group for benchmark in BENCHMARKS.values() if benchmark.conflict_group
            )
            for benchmark in BENCHMARKS.values()
            if benchmark.conflict_group == group
        ],
    )
    page.heading("What is quoted beside ours and never scored")
    for reason, benchmarks in _unscored().items():
        page.write(
            f"{format.plural(len(benchmarks), 'figure')}: {reason}. {'; '.join(benchmark.statement for benchmark in benchmarks)}."
        )


def chapter(page: Page, comparisons: Sequence[Comparison], name: str) -> None:
    """The quoted figures of a chapter: drawn where they share a scale, then each with its evidence and ours."""
    in_chapter = [comparison for comparison in comparisons if comparison.benchmark.theme in CHAPTERS[name]]
    for unit in UNITS:
        if _can_draw(in_chapter, unit):
            page.draw(ours_and_theirs.chart(in_chapter, page.viewport, unit), key=f"standings-{name}-{unit}")
    by_benchmark = {comparison.benchmark.id: comparison for comparison in first_comparisons(comparisons)}
    rows = [
        (theme, benchmark, by_benchmark.get(benchmark.id))
        for theme in CHAPTERS[name]
        for benchmark in BENCHMARKS.values()
        if benchmark.theme == theme
    ]
    page.heading(f"{format.plural(len(rows), 'quoted figure')}, with the evidence and ours")
    _table(page, rows)


def _can_draw(comparisons: Sequence[Comparison], unit: str) -> bool:
    return any(
        comparison.benchmark.unit == unit == comparison.metric.unit
        and comparison.row is not None
        and comparison.row.value is not None
        for comparison in comparisons
    )


def _table(page: Page, rows: Sequence[tuple[str, Benchmark, Comparison | None]]) -> None:
    """Quoted figures by group: a table, or a list on a telephone."""
    if page.viewport.is_narrow:
        for group in dict.fromkeys(group for group, _, _ in rows):
            with page.expander(_title(group)):
                for _, benchmark, comparison in (row_of_group for row_of_group in rows if row_of_group[0] == group):
                    page.write(
                        f"{format.benchmark(benchmark.low, benchmark.high, benchmark.unit)}: {benchmark.statement}"
                    )
                    page.note(f"{quoted_by(benchmark)}{format.DOT}{GRADES.get(benchmark.grade, benchmark.grade)}")
                    page.note(f"Ours: {our_figure(benchmark, comparison)}; {verdict_in_words(benchmark, comparison)}")
        return
    last_group, cells = "", []
    for group, benchmark, comparison in rows:
        quoted = format.benchmark(benchmark.low, benchmark.high, benchmark.unit)
        row = (
            "" if group == last_group else _title(group),
            quoted,
            benchmark.statement,
            quoted_by(benchmark),
            GRADES.get(benchmark.grade, benchmark.grade),
            contradictions(benchmark),
            our_figure(benchmark, comparison),
            verdict_in_words(benchmark, comparison),
        )
        cells.append(row)
        last_group = group
    headings = ["On", "Quoted", "Of what", "By whom", "Evidence", "Contradicted by", "Ours", "How we stand"]
    frame = pd.DataFrame(cells, columns=headings)
    page.grid(frame if frame["Contradicted by"].any() else frame.drop(columns="Contradicted by"))


def quoted_by(benchmark: Benchmark) -> str:
    return " ".join(part for part in (benchmark.quoted_publisher or "Nobody named", benchmark.year) if part)


def contradictions(benchmark: Benchmark) -> str:
    """The figures that say otherwise about the same thing."""
    rivals = [
        rival
        for rival in BENCHMARKS.values()
        if benchmark.conflict_group and rival.conflict_group == benchmark.conflict_group and rival.id != benchmark.id
    ]
    return format.join(format.benchmark(rival.low, rival.high, rival.unit) for rival in rivals)


def our_figure(benchmark: Benchmark, comparison: Comparison | None) -> str:
    """Our figure with its counts and interval; where it is listed and not one figure, the listing; else why there is none."""
    if comparison is None:
        listings = listings_beside(benchmark)
        return f"listed: {listings[0].title}" if listings else "none"
    name = comparison.metric.title
    if comparison.row is None:
        return f"{name}: not known yet"
    value = format.figure(comparison.row, comparison.metric.unit)
    if (
        comparison.metric.unit not in ("percent", "money", "multiple", "count", "days", "months", "share")
        and comparison.row.value
    ):
        value = f"{comparison.row.value:,.1f} {comparison.metric.unit}"
    beside = format.beside(comparison.row, comparison.metric.unit)
    if comparison.metric.id in ESTIMATES and comparison.row.low is not None:
        beside = format.interval(comparison.row.low, comparison.row.high, comparison.metric.unit)
    return f"{name}: {value}{f' ({beside})' if beside else ''}"


def verdict_in_words(benchmark: Benchmark, comparison: Comparison | None) -> str:
    """The verdict in words, or why there is none."""
    if benchmark.id in ONLY_CLAIMED:
        return f"Not compared: {ONLY_CLAIMED[benchmark.id]}"
    if not benchmark.is_scored:
        made_up = "made up to illustrate a point" if benchmark.grade == "illustration" else ""
        return f"Quoted beside, not scored: {made_up or POPULATIONS.get(benchmark.population, benchmark.population)}"
    if comparison is None or comparison.row is None:
        sheets = dict.fromkeys(need.partition(".")[0] for need in (comparison.metric.needs if comparison else ()))
        return format.needs(tuple(sheets))
    if comparison.verdict is None:
        return (
            "Too few to judge"
            if comparison.row.state == "few"
            else "Hidden: too few people"
            if comparison.row.state == "suppressed"
            else "Not enough data"
        )
    if comparison.verdict == "cannot tell":
        return "Cannot tell: the interval crosses the quoted figure"
    if benchmark.describes_failure:
        return "Above this mark of failure" if comparison.verdict == "above" else "At or below this mark of failure"
    if comparison.verdict == "inside":
        return "As quoted"
    better = is_better(comparison)
    return comparison.verdict.capitalize() + (
        "" if better is None else ", which is better" if better else ", which is worse"
    )


def _unscored() -> dict[str, list[Benchmark]]:
    """The quoted figures that are never scored, by the reason."""
    by_reason: dict[str, list[Benchmark]] = {}
    for benchmark in BENCHMARKS.values():
        if not benchmark.is_scored:
            reason = (
                "made up to illustrate a point"
                if benchmark.grade == "illustration"
                else POPULATIONS.get(benchmark.population, benchmark.population)
            )
            by_reason.setdefault(reason, []).append(benchmark)
    return by_reason


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
