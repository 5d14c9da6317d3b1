"""What the Board page says: the one sentence, five figures, what changed, what to decide."""

from components.page.page import Figure, Page
from components.text import changes, format, money
from queries import BENCHMARKS, Answer, Listing
from queries.benchmarks import verdict
from queries.scope import versions

SPARE_FIGURES = (
    ("stalled_share", "Stalled, of those in flight"),
    ("internally_built_share", "Live tools built inside"),
    ("active_use_cases", "Active use cases"),
    ("seat_utilisation", "Seats in use"),
)
"""Figures that stand in for those of which nothing is known, in this order."""
NEXT_UPLOADS = {
    "spend": "a spend sheet (period, business_unit, category, amount) to say what it cost",
    "deployments": "a deployments sheet (period, deployment_id, status, active_users, benefit_amount) to say what came back "
    "and what survives",
    "adoption": "an adoption sheet (period, tool, seats, active_users) to say who uses it",
    "pilots": "a pilots sheet (reporting_on, initiative_id, name, stage) to say how far initiatives get",
}
"""What to upload next, and what for, in the order of what a board asks first."""


def headline(cost: Answer, tiers: Listing, live: Answer) -> str:
    """What was spent and what came back; where nothing was spent on paper, what is live and what cannot be said."""
    row = live.last
    if cost.last is not None and cost.last.value:
        return money.headline(cost, tiers)
    if row is not None and row.denominator:
        live_of = format.of(row.numerator, row.denominator)
        return f"{live_of} initiatives {format.inflect(row.numerator, 'is', 'are')} live; no spend was uploaded, so return cannot be computed"
    return "What was uploaded says neither what AI cost nor how far it came"


def next_upload(*answers: tuple[str, Answer | Listing]) -> list[str]:
    """What to upload next, for those datasets whose answer is missing."""
    wanted = [NEXT_UPLOADS[dataset] for dataset, answer in answers if answer.missing]
    return [f"To be told more, upload {'; '.join(wanted)}."] if wanted else []


def figures(page: Page) -> list[Figure]:
    """Five figures: spend, return, what is live, what is ours, where the units stand; for those nobody can know yet,
    others that somebody can."""
    cost, roi = page.figure("cost", "Spent so far"), page.figure("roi_risk_adjusted", "Return, risk-adjusted")
    wanted = [
        _with_note(cost, _last_quarter(page)),
        _with_note(roi, _return_range(page.metric("roi_evidenced", "total"), page.metric("roi_claimed", "total"))),
        _counted(page, "live_share", "Initiatives live"),
        _counted(page, "built_and_kept_inside", "Tools built and kept inside"),
        _counted(page, "share_of_units_level1", "Units at level 1, Consumer"),
    ]
    known = [figure for figure in wanted if figure.value != format.NOT_KNOWN]
    spare = (_counted(page, metric, label) for metric, label in SPARE_FIGURES)
    while len(known) < len(wanted) and (figure := next(spare, None)):
        known += [figure] if figure.value != format.NOT_KNOWN else []
    return known


def conversion_compared(conversion: Answer) -> str:
    """How many pilots get to production, beside everything that is quoted on it; empty where too little is known."""
    row = conversion.last
    if row is None or row.state != "ok":
        return ""
    quoted = [BENCHMARKS[name] for name in conversion.metric.benchmarks if name in BENCHMARKS]
    bands: dict[str, list[str]] = {}
    for benchmark in quoted:
        if comparison := verdict(row.low, row.high, benchmark):
            bands.setdefault(comparison, []).append(format.interval(benchmark.low, benchmark.high))
    comparisons = "; ".join(
        format.comparison(comparison, format.join(dict.fromkeys(quoted_bands)))
        for comparison, quoted_bands in sorted(bands.items())
    )
    return (
        f"Of the pilots old enough, {format.of(row.numerator, row.denominator)} ever reached production "
        f"({format.interval(row.low, row.high)}){f': {comparisons}' if comparisons else ''}."
    )


def sources(page: Page) -> str:
    """Where the figures come from, in one line."""
    scope = page.book.scope
    known = [(number, title) for number, _, title in versions(page.book.connection) if number <= scope.as_of]
    uploads = [(number, title.removeprefix("upload: ")) for number, title in known if title.startswith("upload: ")]
    if not uploads:
        return ""
    last = f"{uploads[0][1]} (version {uploads[0][0]})"
    origin = last if len(uploads) == 1 else f"{format.plural(len(uploads), 'upload')}, the last {last}"
    return f"Sources: {origin}{format.DOT}until {format.date(scope.until)}{format.DOT}quoted figures: see Benchmarks"


def _with_note(figure: Figure, beside: str) -> Figure:
    return (
        figure
        if figure.value == format.NOT_KNOWN or not beside
        else Figure(figure.label, figure.value, beside, figure.explains)
    )


def _counted(page: Page, metric: str, label: str) -> Figure:
    """A rate by its counts, with its interval where it has one, and how it moved."""
    figure, row = page.figure(metric, label), page.metric(metric, "total").last
    if row is None or not row.denominator:
        return figure
    between = format.TOO_FEW if row.state == "few" else "" if row.low is None else format.interval(row.low, row.high)
    beside = ", ".join(
        part
        for part in (
            between,
            changes.sentence(page.change(metric), page.book.scope.settings.get("fiscal_start_month", "1")),
        )
        if part
    )
    return Figure(label, format.of(row.numerator, row.denominator), beside, figure.explains)


def _last_quarter(page: Page) -> str:
    """What was spent in the last quarter, and how that compares with the one before."""
    spend: Answer = page.metric("spend")
    row = spend.last
    if row is None or row.value is None:
        return ""
    month = spend.scope.settings.get("fiscal_start_month", "1")
    sentence = f"{format.money(row.value)} in {format.quarter(str(row.period), month)}"
    change = page.change("spend")
    moved = changes.sentence(change, month) if change.until == row.period else ""
    return f"{sentence}, {moved}" if moved else sentence


def _return_range(evidenced: Answer, claimed: Answer) -> str:
    low, high = evidenced.last, claimed.last
    return (
        f"{format.interval(low.value, high.value)}, evidenced to claimed"
        if low and high and low.value is not None
        else ""
    )
