"""What the Funnel page says: how many get there, what stands still, and what the lists cannot say."""

from functools import partial

import pandas as pd

from components.page.page import Figure, Page, Panel
from components.text import format
from queries import Answer, Listing

TABS = FAR, FAST, STALLS, DIFFERENCE = ("How far", "How fast", "Where it stalls", "What makes the difference")
FIGURES = (
    ("abandoned_after_poc_rate", "Abandoned after proof", "genai_abandoned"),
    ("stalled_share", "Stalled, of those in flight", ""),
    ("rejected_idea_share", "Ideas turned down", "say_no"),
    ("active_use_cases", "Active use cases", ""),
)
"""What lists that follow each other answer: metric, label, the quoted figure it is scored against."""
STOCK_FIGURES = (
    ("live_share", "In production now", ""),
    ("active_use_cases", "Active use cases", ""),
    ("stalled_share", "Stalled, of those in flight", ""),
)
"""What one list can answer."""
FEW_CASES = "quoted: six at those that lead"
COHORTS = (
    ("production_within_180_days", "Cohorts: within 180 days", ""),
    ("production_within_a_year", "Cohorts: within a year", ""),
    ("pilot_to_production_rate", "Cohorts: ever, a year on", ""),
)
"""Start quarters that were listed from the start and are old enough, all together."""
CONCENTRATION = (
    ("spend_per_active_use_case", "Spend per active use case", "of the last four quarters"),
    ("top_five_share_of_spend", "On the five dearest", "of what is linked to initiatives"),
    ("spend_concentration", "Gini of that spend, uncorrected", "0: all cost the same; near 1: one has all"),
)
BEYOND = (
    ("beyond_poc_capability", "Units (quoted: firms) beyond proof", "quoted 26 %"),
    ("experiments_in_production_rate", "Live now, of all that started", "quoted under 30 %"),
)
"""What is quoted of another population stands beside, and is never scored."""
STALLED = {
    "name": "Initiative",
    "business_unit": "Unit",
    "stage": "Stage",
    "days_in_stage": "Days in stage",
    "limit_days": "Limit",
    "owner": "Owner",
    "barriers": "Barriers",
    "money_held_up": "Spent so far",
}
"""The columns of the stalled list and what they are called."""
MOST_NAMED = 3
LEFT_OUT = {
    "no start date": "without a start date",
    "in production since an unknown day": "in production since an unknown day",
    "retired, and whether it was ever in production is not known": "retired without a word on production",
    "stopped on an unknown day": "stopped on an unknown day",
    "ended before it started": "ended before they started",
    "ended before the first list": "ended before their unit's first list",
}
"""Why an initiative's days cannot be counted, after its number."""


def headline(speed: Listing, stalled: Answer, stock: Listing) -> str:
    """How many reach production and how many stand still, in one clause; or the stock, where that is all there is."""
    if stock.missing or stock.frame.empty:
        return "No initiative is on any list, so nothing can be said of the way to production"
    row, stalled_row = overall(speed), stalled.last
    stalled_note = (
        f"; {format.of(stalled_row.numerator, stalled_row.denominator)} in flight {format.inflect(stalled_row.numerator, 'has', 'have')} stalled"
        if stalled_row and stalled_row.n
        else ""
    )
    if row is not None and row["state"] == "ok" and pd.notna(row["by_365"]):
        stopped_note = f", {format.percent(row['stopped_by_365'])} are stopped first" if row["stopped_by_365"] else ""
        sure = f"({format.interval(row['low_365'], row['high_365'])}, {format.count(row['watched'])} watched)"
        within = f"{format.percent(row['by_365'])} of pilots {sure} reach production within a year"
        return f"{within}{stopped_note}{stalled_note}"
    if row is not None and row["watched"]:
        counts = format.of(row["in_production"], row["watched"])
        reason = format.TOO_FEW if row["state"] == "few" else "none watched for a year yet"
        return f"{counts} pilots {format.inflect(row['in_production'], 'has', 'have')} reached production, {reason}{stalled_note}"
    counts_by_stage = stock.frame.groupby("stage")["initiatives"].sum()
    live = counts_by_stage.get("production", 0) + counts_by_stage.get("scaled", 0)
    sentence = f"{format.of(live, counts_by_stage.sum())} initiatives {format.inflect(live, 'is', 'are')} in production"
    return f"{sentence}; how many pilots get there cannot be said yet"


def overall(speed: Listing) -> pd.Series | None:
    """The row of `time_to_production` that stands for everybody."""
    if speed.missing or speed.frame.empty:
        return None
    everybody = speed.frame[speed.frame["split"] == "all"]
    return None if everybody.empty else everybody.iloc[0]


def is_followed(stages: Listing) -> bool:
    """Whether there is a second list, that shows what became of what stood on the first."""
    return not stages.missing and not stages.frame.empty and bool(stages.frame["is_followed"].iloc[0])


def is_stock(stages: Listing) -> bool:
    """Whether nothing is known but what stands at each stage today."""
    return stages.missing != () or stages.frame.empty or bool(stages.frame["is_stock"].iloc[0])


def figures(page: Page, speed: Listing, stages: Listing) -> list[Figure]:
    """The figures under the page's title; those of one list where there is no more."""
    if not is_followed(stages):
        return [_figure(page, *definition) for definition in STOCK_FIGURES]
    return [within_a_year(speed), *(_figure(page, *definition) for definition in FIGURES)]


def within_a_year(speed: Listing) -> Figure:
    """The headline's share with its interval; counts where there are too few."""
    label, row = "In production within a year", overall(speed)
    if row is None or not row["watched"]:
        return Figure(label, format.NOT_KNOWN, format.needs(speed.missing), speed.view.formula)
    if row["state"] != "ok" or pd.isna(row["by_365"]):
        reason = format.TOO_FEW if row["state"] != "ok" else "none watched for a year yet"
        return Figure(label, format.of(row["in_production"], row["watched"]), reason, speed.view.formula)
    beside = f"{format.interval(row['low_365'], row['high_365'])}, {format.plural(row['watched'], 'pilot')} watched"
    return Figure(label, format.percent(row["by_365"]), beside, speed.view.formula)


def _figure(page: Page, metric: str, label: str, benchmark: str) -> Figure:
    figure = page.figure(metric, label)
    beside = [figure.beside] if figure.beside else []
    if figure.value != format.NOT_KNOWN and benchmark and (comparison := page.against(benchmark)):
        beside.append(comparison.replace("undecided on the quoted", "undecided on"))
    if figure.value != format.NOT_KNOWN and metric == "active_use_cases":
        beside = [FEW_CASES]
    return Figure(label, figure.value, "; ".join(beside), figure.explains)


def show_known(page: Page, metrics: tuple[tuple[str, str, str], ...]) -> None:
    """A strip of those figures that are known, each with its counts and what is said beside it."""
    shown = []
    for metric, label, beside in metrics:
        figure = page.figure(metric, label)
        if figure.value != format.NOT_KNOWN:
            note = format.DOT.join(part for part in (figure.beside, beside) if part)
            shown.append(Figure(label, figure.value, note, figure.explains))
    if shown:
        page.figures(shown)


def show(page: Page, *panels: Panel) -> None:
    """Charts in twos; those that have nothing to draw yet together in a line beneath, with what they wait for."""
    drawings = [(panel, panel.draw(page)) for panel in panels]
    page.in_pairs(*(partial(panel.show, page) for panel, drawn in drawings if drawn.figure is not None))
    if waiting := [drawn for _, drawn in drawings if drawn.figure is None]:
        page.note(" ".join(f"{drawn.finding}. {drawn.subtitle}" for drawn in waiting))


def notes(page: Page, *sentences: str) -> None:
    """Lines that stand back, those that have something to say."""
    for sentence in filter(None, sentences):
        page.note(sentence)


def three_shares(speed: Listing, stages: Listing, cohorts: Answer) -> list[str]:
    """Why the page holds three shares of pilots that get there, and how they differ; nothing where there is but one."""
    row, old = overall(speed), cohorts.last
    if (
        row is None
        or row["state"] != "ok"
        or pd.isna(row["by_365"])
        or not is_followed(stages)
        or old is None
        or not old.n
    ):
        return []
    reached = stages.frame.set_index("stage")["reached"]
    started, live = int(reached["pilot"]), int(reached["production"])
    return [
        f"{format.of(live, started)} that ever started {format.inflect(live, 'has', 'have')} reached production so far. That "
        "is no rate: the young ones have hardly had time.",
        f"Of the {format.count(old.denominator)} whose start quarter is a year old and that were listed from the start, "
        f"{format.count(old.numerator)} {format.inflect(old.numerator, 'was', 'were')} in production within a year. That is "
        "a rate, of the older ones only.",
        f"The headline, {format.percent(row['by_365'])}, takes each of {format.count(row['watched'])} for as long as it was "
        "watched, the young ones and the latecomers too. It is the one to go by.",
    ]


def inferred_dates(speed: Listing) -> str:
    """How many dates are read from two lists, and what that could change at most; empty where all are written."""
    row = overall(speed)
    if row is None or not row["inferred"] or pd.isna(row["inferred"]):
        return ""
    number = int(row["inferred"])
    sentence = (
        f"{format.plural(number, 'date')} of production or of a stop {format.inflect(number, 'is', 'are')} read from two "
        "lists, and the later one is taken."
    )
    if pd.isna(row["by_365"]) or pd.isna(row["earliest_365"]):
        return sentence
    share, at_most = format.percent(row["by_365"]), format.percent(row["earliest_365"])
    return (
        f"{sentence} At the earliest that would make {at_most} within a year in place of {share}."
        if share != at_most
        else f"{sentence} At the earliest, the share within a year would be {share} too."
    )


def vanished(listing: Listing) -> str:
    """Which initiatives the last list no longer names; empty where it names all."""
    if listing.missing or listing.frame.empty:
        return ""
    rows = listing.frame.to_dict("records")
    named = [
        f"{row['name']} ({row['business_unit']}, last listed {format.date(row['last_listed_on'])})"
        for row in rows[:MOST_NAMED]
    ]
    if len(rows) > MOST_NAMED:
        named.append(f"{format.count(len(rows) - MOST_NAMED)} more")
    verb = format.inflect(len(rows), "It stays", "They stay")
    return (
        f"Gone from the list without a word: {format.join(named)}. {verb} in every denominator, followed to that day."
    )


def left_out(reasons: Listing) -> str:
    """Which started initiatives no rate counts, and why; empty where all are counted."""
    if reasons.missing or reasons.frame.empty:
        return ""
    counts = dict(zip(reasons.frame["reason"], reasons.frame["initiatives"], strict=True))
    survivors = counts.get("started before the first list", 0)
    parts = [f"{format.count(counts[reason])} {text}" for reason, text in LEFT_OUT.items() if reason in counts]
    if survivors:
        parts.insert(
            0,
            f"{format.count(survivors)} that started before their unit's first list, on which those "
            "already stopped no longer stood",
        )
    return f"Not in the rates: {format.join(parts)}." if parts else ""


def missing_data(stock: Listing) -> list[str]:
    """What one list without dates leaves open, and what would tell; nothing where there is no list."""
    if stock.missing or stock.frame.empty:
        return []
    counts = stock.frame.groupby("stage")["initiatives"].sum()
    pilots = sum(counts.get(stage, 0) for stage in ("pilot", "proven", "approved"))
    live = counts.get("production", 0) + counts.get("scaled", 0)
    return [
        f"There is one list. {format.count(pilots)} on the way and {format.count(live)} in production is a stock, not a "
        "conversion rate: what was stopped before the list was made is not on it.",
        "A second list, a quarter later, starts the clock: from then on each change of stage is dated, and what "
        "vanishes is counted. Keep on it what was stopped, with start, production and stop dates where they are known.",
    ]
