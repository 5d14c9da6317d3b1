"""What others are quoted to have found: who said it, how good the evidence is, what contradicts it, how we stand."""

from collections.abc import Iterable, Sequence

import pandas as pd

from components.charts import ours_and_theirs
from components.charts.ours_and_theirs import Comparison
from components.page.page import Figure, Page
from components.text import format
from queries import BENCHMARKS, METRICS, VIEWS, Answer, Benchmark, Metric, View
from queries.benchmarks import ESTIMATES, estimated, standing

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


def headline(found: Sequence[Comparison]) -> str:
    """How far the quoted figures can be trusted and how we stand against those that may be compared, in one clause."""
    traced = sum(one.grade == "primary" for one in BENCHMARKS.values())
    trusted = f"{format.count(traced) if traced else 'None'} of {format.count(len(BENCHMARKS))} quoted figures can be traced to its source"
    scored = first_comparisons(found, scored=True)
    better, worse = sum(is_better(one) is True for one in scored), sum(is_better(one) is False for one in scored)
    if not scored:
        return f"{trusted}, and none of ours can be scored against them yet"
    return f"{trusted}; of {format.count(len(scored))} that can be scored, we are better than {format.count(better)} and worse than {format.count(worse)}"


def figures() -> list[Figure]:
    """How the quoted figures divide by their evidence, and how many may be compared."""
    every = list(BENCHMARKS.values())
    grades = [
        Figure(text.capitalize(), format.count(sum(one.grade == grade for one in every)), f"of {len(every)}")
        for grade, text in GRADES.items()
        if any(one.grade == grade for one in every)
    ]
    scored = sum(one.is_scored for one in every)
    disputed = sum(bool(one.conflict_group) for one in every)
    return [
        *grades,
        Figure("May be compared with ours", format.count(scored), "same population"),
        Figure("Contradicted by another", format.count(disputed), "all of them are shown"),
    ]


def comparisons(page: Page) -> list[Comparison]:
    """Every quoted figure that speaks of a metric of ours, with what ours is and how it stands."""
    found = []
    for one in BENCHMARKS.values():
        for metric in metrics_beside(one):
            answer: Answer = page.metric(metric, "total")
            row = estimated(page.book, metric.id, answer.last)
            found.append(Comparison(one, metric, row, standing(row, one)))
    return found


def metrics_beside(one: Benchmark) -> list[Metric]:
    """The metrics of ours that a quoted figure speaks of, the one it names first; none of what is only claimed."""
    if one.id in ONLY_CLAIMED:
        return []
    named = [METRICS[one.compares_with]] if one.compares_with in METRICS else []
    return named + [metric for metric in METRICS.values() if one.id in metric.benchmarks and metric not in named]


def listings_beside(one: Benchmark) -> list[View]:
    """The listings of ours that show a quoted figure."""
    return [view for view in VIEWS.values() if one.id in view.benchmarks]


def first_comparisons(found: Iterable[Comparison], *, scored: bool = False) -> list[Comparison]:
    """Each quoted figure once, with the figure of ours it names first; or only those that are scored."""
    firsts: dict[str, Comparison] = {}
    for one in found:
        firsts.setdefault(one.benchmark.id, one)
    return [one for one in firsts.values() if one.verdict or not scored]


def is_better(one: Comparison) -> bool | None:
    """Whether ours is better (True) or worse (False) than the quoted figure; None where it is neither or not known."""
    if one.benchmark.describes_failure:
        return False if one.verdict in ("below", "inside") else None
    if one.verdict not in ("above", "below") or one.benchmark.direction not in ("higher", "lower"):
        return None
    return (one.verdict == "above") == (one.benchmark.direction == "higher")


def overview(page: Page, found: Sequence[Comparison]) -> None:
    """Ours beside theirs, where they contradict each other, and what cannot be compared and why."""
    page.draw(ours_and_theirs.chart(found, page.viewport), key="standings")
    page.heading("These contradict each other")
    page.note("None of them is left out, and none is chosen: how we stand depends on whom one believes.")
    firsts = {one.benchmark.id: one for one in first_comparisons(found)}
    _table(
        page,
        [
            (group, one, firsts.get(one.id))
            for group in dict.fromkeys(one.conflict_group for one in BENCHMARKS.values() if one.conflict_group)
            for one in BENCHMARKS.values()
            if one.conflict_group == group
        ],
    )
    page.heading("What is quoted beside ours and never scored")
    for why, those in _unscored().items():
        page.write(f"{format.plural(len(those), 'figure')}: {why}. {'; '.join(one.statement for one in those)}.")


def chapter(page: Page, found: Sequence[Comparison], name: str) -> None:
    """The quoted figures of a chapter: drawn where they share a scale, then each with its evidence and ours."""
    those = [one for one in found if one.benchmark.theme in CHAPTERS[name]]
    for unit in UNITS:
        if _can_draw(those, unit):
            page.draw(ours_and_theirs.chart(those, page.viewport, unit), key=f"standings-{name}-{unit}")
    firsts = {one.benchmark.id: one for one in first_comparisons(found)}
    rows = [
        (theme, one, firsts.get(one.id))
        for theme in CHAPTERS[name]
        for one in BENCHMARKS.values()
        if one.theme == theme
    ]
    page.heading(f"{format.plural(len(rows), 'quoted figure')}, with the evidence and ours")
    _table(page, rows)


def _can_draw(those: Sequence[Comparison], unit: str) -> bool:
    return any(
        one.benchmark.unit == unit == one.metric.unit and one.row is not None and one.row.value is not None
        for one in those
    )


def _table(page: Page, rows: Sequence[tuple[str, Benchmark, Comparison | None]]) -> None:
    """Quoted figures by group: a table, or a list on a telephone."""
    if page.viewport.is_narrow:
        for group in dict.fromkeys(group for group, _, _ in rows):
            with page.fold(_title(group)):
                for _, one, stand in (row for row in rows if row[0] == group):
                    page.write(f"{format.benchmark(one.low, one.high, one.unit)}: {one.statement}")
                    page.note(f"{quoted_by(one)}{format.DOT}{GRADES.get(one.grade, one.grade)}")
                    page.note(f"Ours: {our_figure(one, stand)}; {verdict_in_words(one, stand)}")
        return
    last, cells = "", []
    for group, one, stand in rows:
        quoted = format.benchmark(one.low, one.high, one.unit)
        told = (
            "" if group == last else _title(group),
            quoted,
            one.statement,
            quoted_by(one),
            GRADES.get(one.grade, one.grade),
            contradictions(one),
            our_figure(one, stand),
            verdict_in_words(one, stand),
        )
        cells.append(told)
        last = group
    names = ["On", "Quoted", "Of what", "By whom", "Evidence", "Contradicted by", "Ours", "How we stand"]
    frame = pd.DataFrame(cells, columns=names)
    page.grid(frame if frame["Contradicted by"].any() else frame.drop(columns="Contradicted by"))


def quoted_by(one: Benchmark) -> str:
    return " ".join(part for part in (one.quoted_publisher or "Nobody named", one.year) if part)


def contradictions(one: Benchmark) -> str:
    """The figures that say otherwise about the same thing."""
    rivals = [
        other
        for other in BENCHMARKS.values()
        if one.conflict_group and other.conflict_group == one.conflict_group and other.id != one.id
    ]
    return format.join(format.benchmark(other.low, other.high, other.unit) for other in rivals)


def our_figure(one: Benchmark, stand: Comparison | None) -> str:
    """Our figure with its counts and interval; where it is listed and not one figure, the listing; else why there is none."""
    if stand is None:
        listings = listings_beside(one)
        return f"listed: {listings[0].title}" if listings else "none"
    name = stand.metric.title
    if stand.row is None:
        return f"{name}: not known yet"
    value = format.figure(stand.row, stand.metric.unit)
    if (
        stand.metric.unit not in ("percent", "money", "multiple", "count", "days", "months", "share")
        and stand.row.value
    ):
        value = f"{stand.row.value:,.1f} {stand.metric.unit}"
    beside = format.beside(stand.row, stand.metric.unit)
    if stand.metric.id in ESTIMATES and stand.row.low is not None:
        beside = format.interval(stand.row.low, stand.row.high, stand.metric.unit)
    return f"{name}: {value}{f' ({beside})' if beside else ''}"


def verdict_in_words(one: Benchmark, stand: Comparison | None) -> str:
    """The verdict in words, or why there is none."""
    if one.id in ONLY_CLAIMED:
        return f"Not compared: {ONLY_CLAIMED[one.id]}"
    if not one.is_scored:
        made_up = "made up to illustrate a point" if one.grade == "illustration" else ""
        return f"Quoted beside, not scored: {made_up or POPULATIONS.get(one.population, one.population)}"
    if stand is None or stand.row is None:
        sheets = dict.fromkeys(need.partition(".")[0] for need in (stand.metric.needs if stand else ()))
        return format.needs(tuple(sheets))
    if stand.verdict is None:
        return (
            "Too few to judge"
            if stand.row.state == "few"
            else "Hidden: too few people"
            if stand.row.state == "suppressed"
            else "Not enough data"
        )
    if stand.verdict == "cannot tell":
        return "Cannot tell: the interval crosses the quoted figure"
    if one.describes_failure:
        return "Above this mark of failure" if stand.verdict == "above" else "At or below this mark of failure"
    if stand.verdict == "inside":
        return "As quoted"
    better = is_better(stand)
    return stand.verdict.capitalize() + (
        "" if better is None else ", which is better" if better else ", which is worse"
    )


def _unscored() -> dict[str, list[Benchmark]]:
    """The quoted figures that are never scored, by the reason."""
    found: dict[str, list[Benchmark]] = {}
    for one in BENCHMARKS.values():
        if not one.is_scored:
            why = (
                "made up to illustrate a point"
                if one.grade == "illustration"
                else POPULATIONS.get(one.population, one.population)
            )
            found.setdefault(why, []).append(one)
    return found


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
