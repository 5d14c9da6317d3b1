"""How the board is told: the one sentence, five figures, what changed, what to decide."""

from collections.abc import Sequence

import pandas as pd

from components import money, words
from components.house import Drawn
from components.page import Figure, Page, Point
from queries import BENCHMARKS, METRICS, Answer, Listing, Row
from queries.benchmarks import verdict
from queries.scope import versions

MOST_CHANGES = 4
LONGEST = 26  # letters of a name in a line of a third of the page
ACTIONS = {"stop": "Stop", "fix": "Fix", "scale": "Scale"}
DONE = {
    "production": ("reached production", "reached production"),
    "stopped": ("was stopped", "were stopped"),
    "vanished": ("left the list without an end", "left the list without an end"),
    "died": ("lost its users after its vendor left", "lost their users after the vendor left"),
}
"""What happened to one initiative, and to several."""
NEXT = {
    "spend": "a spend sheet (period, business_unit, category, amount) to say what it cost",
    "deployments": "a deployments sheet (period, deployment_id, status, active_users, benefit_amount) to say what came back "
    "and what survives",
    "adoption": "an adoption sheet (period, tool, seats, active_users) to say who uses it",
    "pilots": "a pilots sheet (reporting_on, initiative_id, name, stage) to say how far initiatives get",
}  # fmt: skip
"""What to upload next, and what for, in the order of what a board asks first."""


def headline(cost: Answer, tiers: Listing, live: Answer) -> str:
    """What was spent and what came back; where nothing was spent on paper, what is live and what cannot be said."""
    row = live.last
    if cost.last is not None and cost.last.value:
        return money.headline(cost, tiers)
    if row is not None and row.denominator:
        return f"{words.of(row.numerator, row.denominator)} initiatives are live; without a spend sheet nobody can say what they return"
    return "What was uploaded says neither what AI cost nor how far it came"


def next_upload(*answers: tuple[str, Answer | Listing]) -> list[str]:
    """What to upload next, for those datasets whose answer is missing."""
    wanted = [NEXT[dataset] for dataset, answer in answers if answer.missing]
    return [f"To be told more, upload {words.joined(wanted)}."] if wanted else []


def figures(page: Page) -> list[Figure]:
    """Five figures: spend, return, what is live, what is ours, where the units stand."""
    cost, roi = page.figure("cost", "Spent so far"), page.figure("roi_risk_adjusted", "Return, risk-adjusted")
    ours, level = (
        page.figure("built_and_kept_inside", "Built and kept inside"),
        page.figure("share_of_units_level1", "Units at level 1"),
    )
    return [
        _beside(cost, _lately(page.ask("spend"))),
        _beside(roi, _range(page.ask("roi_verified", "total"), page.ask("roi_claimed", "total"))),
        _counted(page.figure("live_share", "Live"), page.ask("live_share", "total"), _moved(page, "live_share")),
        _counted(ours, page.ask("built_and_kept_inside", "total"), _moved(page, "built_and_kept_inside")),
        _counted(level, page.ask("share_of_units_level1", "total"), _moved(page, "share_of_units_level1"), is_sample=False),
    ]  # fmt: skip


def against_others(conversion: Answer) -> str:
    """How many pilots get to production, beside everything that is quoted on it; empty where too little is known."""
    row = conversion.last
    if row is None or row.state != "ok":
        return ""
    compared = [BENCHMARKS[name] for name in conversion.metric.benchmarks if name in BENCHMARKS]
    bands: dict[str, list[str]] = {}
    for one in compared:
        if found := verdict(row.low, row.high, one):
            bands.setdefault(found, []).append(words.interval(one.low, one.high))
    told = "; ".join(words.against(found, words.joined(dict.fromkeys(said))) for found, said in sorted(bands.items()))
    return (
        f"Of the pilots old enough, {words.of(row.numerator, row.denominator)} ever reached production "
        f"({words.interval(row.low, row.high)}){f': {told}' if told else ''}."
    )


def changed(changes: Listing, stages: Listing) -> tuple[Drawn, list[Point]]:
    """What changed since the quarter before: the dearest of each kind of news first."""
    now, before = _quarters(changes)
    points = [_news(kind, rows, before) for kind, rows in _kinds(changes.frame)]
    shown = points[:MOST_CHANGES]
    if _is_followed(stages) and not (changes.frame["kind"] == "production").any():
        waiting = int(stages.frame.loc[stages.frame["stage"].isin(["pilot", "proven", "approved"]), "here_now"].sum())
        still = Point("Nothing reached production", "funnel", more=f"{words.plural(waiting, 'initiative')} on the way")
        shown = [*points[: MOST_CHANGES - 1], still]
    told = "The dearest of each kind" if points else "Nothing is known to have changed"
    return Drawn(None, f"What changed in {now}", told, n=words.plural(len(changes.frame), "change")), shown


def decided(queue: Listing) -> tuple[Drawn, list[Point]]:
    """What to stop, to fix and to scale, the dearest first."""
    frame = queue.frame
    points = [_decision(row) for _, row in frame.drop_duplicates("rule").iterrows()]
    counts = frame.groupby("action").size()
    queued = words.joined(f"{words.count(counts[action])} to {action}" for action in ACTIONS if action in counts)
    return Drawn(None, "Decide now", f"The dearest of each kind; in the queue: {queued}" if points else "Nothing waits for a decision",
                 n=words.plural(len(frame), "item")), points  # fmt: skip


def sources(page: Page) -> str:
    """Where the figures come from, in one line."""
    scope = page.book.scope
    known = [(number, what) for number, _, what in versions(page.book.connection) if number <= scope.as_of]
    uploads = [(number, what.removeprefix("upload: ")) for number, what in known if what.startswith("upload: ")]
    if not uploads:
        return ""
    last = f"{uploads[0][1]} (version {uploads[0][0]})"
    said = last if len(uploads) == 1 else f"{words.plural(len(uploads), 'upload')}, the last {last}"
    return f"Sources: {said}{words.DOT}until {words.date(scope.until)}{words.DOT}quoted figures: see Methods"


def _is_followed(stages: Listing) -> bool:
    """Whether the lists say when initiatives moved, and not only where they stand."""
    return not stages.missing and not stages.frame.empty and not bool(stages.frame["is_stock"].iloc[0])


def _kinds(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The changes of each kind, the kind with most money first."""
    kinds = [(str(kind), rows) for kind, rows in frame.groupby("kind", sort=False)]
    return sorted(
        kinds, key=lambda item: -float(item[1]["money"].max() or 0) if item[1]["money"].notna().any() else 0.0
    )


def _news(kind: str, rows: pd.DataFrame, before: str) -> Point:
    """All changes of a kind: the dearest by name, the others by their number."""
    first, rest = rows.iloc[0], len(rows) - 1
    name, unit, page = words.shortened(first["subject_name"], LONGEST), str(first["business_unit"]), str(first["page"])
    if kind == "renewal":
        others = f"; {words.plural(rest, 'other contract')} with unused seats" if rest else ""
        return Point(
            f"{name} renews: {words.money(first['money'])} a year unused", page,
            more=f"{unit}, on {words.date(first['day'])}; {words.of(first['amount'], first['before'])} seats unused{others}",
        )  # fmt: skip
    if kind in ("spend", "value"):
        what = f"{unit} spent" if kind == "spend" else f"Verified value in {unit}:"
        moved = words.change(first["amount"], first["before"], "money", before, material=0)
        others = f"; {words.plural(rest, 'other unit')} changed too" if rest else ""
        return Point(f"{what} {words.money(first['amount'])}", page, more=f"{moved}{others}")
    does, many = DONE[kind]
    total = float(rows["money"].sum())
    names = words.joined([*(f"{row['subject_name']} ({row['business_unit']})" for _, row in rows.head(2).iterrows()),
                          *([words.plural(rest - 1, "other")] if rest > 1 else [])])  # fmt: skip
    more = [names if rest else unit, f"{words.money(total)} spent so far" if total else ""]
    return Point(
        f"{words.count(rest + 1)} initiatives {many}" if rest else f"{name} {does}", page,
        more="; ".join(part for part in more if part),
    )  # fmt: skip


def _decision(row: pd.Series) -> Point:
    """What to do, with what, for how much; and why."""
    name, unit, cost = (
        words.shortened(row["subject_name"], LONGEST),
        str(row["business_unit"]),
        words.money(row["money"]),
    )
    evidence, rule = str(row["evidence"]), str(row["rule"])
    amount = {"seats": f": {cost} a year", "reach": f": up to {words.signed(cost)} a year"}.get(rule, f": {cost} spent")
    due = f"; renews on {words.date(row['due_on'])}" if rule == "seats" else ""
    return Point(
        f"{'unused seats of ' if rule == 'seats' else ''}{name}{amount if pd.notna(row['money']) else ''}", str(row["page"]), ACTIONS[str(row["action"])],
        f"{unit}; {evidence[:1].lower()}{evidence[1:]}{due}",
    )  # fmt: skip


def _quarters(listing: Listing) -> tuple[str, str]:
    """The last quarter and the one before, by name."""
    until, month = listing.scope.until, int(listing.scope.settings.get("fiscal_start_month", "1"))
    return _label(until.year, until.month, month), _label(*((until.year - 1, until.month + 9) if until.month <= 3 else (until.year, until.month - 3)), month)  # fmt: skip


def _label(year: int, month: int, first: int) -> str:
    ends_in = year + (1 if first > 1 and month >= first else 0)
    return words.quarter(f"{ends_in}-Q{(month - first) % 12 // 3 + 1}", first)


def _beside(figure: Figure, beside: str) -> Figure:
    return (
        figure
        if figure.value == words.NOT_KNOWN or not beside
        else Figure(figure.label, figure.value, beside, figure.explains)
    )


def _counted(figure: Figure, answer: Answer, moved: str, *, is_sample: bool = True) -> Figure:
    """A rate by its counts, with its interval where its cases stand for more than themselves, and how it moved."""
    row = answer.last
    if row is None or not row.denominator:
        return figure
    between = words.TOO_FEW if row.state == "few" else words.interval(row.low, row.high)
    beside = ", ".join(part for part in (between if is_sample else "", moved) if part)
    return Figure(figure.label, words.of(row.numerator, row.denominator), beside, figure.explains)


def _moved(page: Page, metric: str) -> str:
    """How the count moved in a quarter: 1 more in a quarter."""
    before: Answer | None = page.ask_before(metric, "total")
    now: Row | None = page.ask(metric, "total").last
    then = before.last if before is not None else None
    if now is None or then is None or now.numerator is None or then.numerator is None:
        return ""
    moved = now.numerator - then.numerator
    return (
        f"{words.count(abs(moved))} {'more' if moved > 0 else 'fewer'} than a quarter ago"
        if moved
        else "as a quarter ago"
    )


def _lately(spend: Answer) -> str:
    """What was spent in the last quarter, and how that compares with the one before."""
    rows: Sequence[Row] = spend.rows[-2:]
    if not rows or rows[-1].value is None:
        return ""
    month = spend.scope.settings.get("fiscal_start_month", "1")
    name = words.quarter(str(rows[-1].period), month)
    says = f"{words.money(rows[-1].value)} in {name}"
    if len(rows) < 2:
        return says
    material = float(spend.scope.settings.get("materiality", 0.05))
    since = words.quarter(str(rows[0].period), month).split(" ")[0 if int(month) == 1 else 1]
    return f"{says}, {words.change(rows[-1].value, rows[0].value, METRICS['spend'].unit, since, material=material)}"


def _range(verified: Answer, claimed: Answer) -> str:
    low, high = verified.last, claimed.last
    return (
        f"{words.interval(low.value, high.value)}, verified to claimed"
        if low and high and low.value is not None
        else ""
    )
