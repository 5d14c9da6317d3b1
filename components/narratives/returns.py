"""What the Return page says: what it cost, what came back, whose judgement that rests on, and whether it is measured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from components.charts import (
    by_unit,
    improvements,
    j_curve,
    measurable_return,
    measurement,
    plan_against_actual,
    purpose_return,
    roi_tiers,
    trend,
    value_bridge,
    vanity_and_capability,
)
from components.page.page import Figure, Page, Panel, has_rows
from components.text import format, money
from queries import BENCHMARKS, METRICS, Answer, Listing, Row

INITIATIVES = {
    "business_unit": "Unit",
    "name": "Initiative",
    "stage": "Stage",
    "started_on": "Started",
    "production_on": "In production",
    "cost": "Direct cost",
    "planned_cost": "Planned cost",
    "claimed": "Claimed",
    "risk_adjusted": "Risk-adjusted",
    "evidenced": "Evidenced",
    "due": "Planned by now",
    "return_percent": "Return, %",
    "is_paid_back": "Paid back, evidenced",
}
CONFIRMED = {
    "evidence_stated": "Evidence stated",
    "counts_as": "Counts as",
    "confirmed_by": "Confirmed by",
    "last_confirmed_on": "Last confirmed",
    "tools": "Tools",
    "sheet_rows": "Rows",
    "claimed": "Claimed",
    "risk_adjusted": "Risk-adjusted",
}
DOUBLE = {
    "benefit_group": "Benefit",
    "business_unit": "Unit",
    "name": "Claimed by",
    "evidence": "Evidence",
    "first_period": "From",
    "last_period": "To",
    "counted": "Counted",
    "not_counted": "Not counted",
}
KPIS = {
    "business_unit": "Unit",
    "name": "Initiative",
    "kpi": "KPI",
    "kpi_better": "Better",
    "kpi_baseline": "Baseline",
    "kpi_baseline_on": "Baseline dated",
    "kpi_current": "Current",
    "kpi_current_on": "Current dated",
    "kpi_target": "Target",
    "control_baseline": "Control before",
    "control_current": "Control now",
    "effect": "Effect",
    "method": "Read as",
}
"""The tables: column and its name."""
NOT_ENOUGH = "Not enough data: "


def figures(page: Page) -> list[Figure]:
    """What it cost, what is claimed, what of it is evidenced, what that returns: five figures."""
    tiers = page.listing("value_tiers").frame
    last = tiers.iloc[-1] if len(tiers) else None
    return [
        page.figure("cost", "Spent so far", _last_quarter(page)),
        page.figure("claimed_value", "Claimed", _break_even(page)),
        page.figure("evidenced_value", "Evidenced", _evidenced_share(page)),
        page.figure("roi_risk_adjusted", "Return, risk-adjusted", _return_range(page)),
        page.figure(
            "soft_share_of_value",
            "Soft, of the risk-adjusted value",
            f"the rest, {format.money(last['cash'])}, is cash" if last is not None else "",
        ),
    ]


def weights_and_break_even(page: Page) -> str:
    """What the return rests on: whose judgement the weights are, what breaking even takes."""
    sentences = ["Risk-adjusted weighs each benefit by its evidence; the weights are our judgement, kept as settings."]
    factor = page.row("break_even_factor")
    if factor and factor.value is not None and factor.value > 0:
        sentences.append(
            f"Breaking even would take {format.multiple(factor.value)} all that is claimed."
            if factor.value > 1
            else f"To break even, {format.percent(factor.value)} of what is claimed would have to be true."
        )
    weights = page.listing("weights")
    return " ".join([*sentences, *most_sensitive(weights, page.row("roi_risk_adjusted")), *discounted_twice(weights)])


def most_sensitive(weights: Listing, roi: Row | None) -> list[str]:
    """By how much the weight that matters most moves the return."""
    known = weights.frame.dropna(subset=["return_by_ten_points"]) if len(weights.frame) else weights.frame
    if known.empty or roi is None or roi.value is None:
        return []
    most = known.loc[known["return_by_ten_points"].idxmax()]
    return [
        f"It hangs most on the weight of what is {str(most['evidence']).replace('_', ' ')}, {format.percent(most['weight'])}: "
        f"ten points more would add {format.money(most['value_by_ten_points'])} {money.currency(weights.scope)}, a return of "
        f"{format.percent(roi.value + most['return_by_ten_points'])} in place of {format.percent(roi.value)}."
    ]


def discounted_twice(weights: Listing) -> list[str]:
    """That saved hours are discounted by what is realised of them, and again by their evidence."""
    sums = (
        weights.frame[["hours", "hours_in_full", "from_hours", "from_hours_weighed"]].sum()
        if len(weights.frame)
        else {}
    )
    if not len(sums) or sums["hours_in_full"] <= 0:
        return []
    left = format.percent(sums["from_hours_weighed"] / sums["hours_in_full"])
    return [
        f"Saved hours are discounted twice: {format.count(sums['hours'])} hours would cost {format.money(sums['hours_in_full'])} "
        f"{money.currency(weights.scope)}; {format.money(sums['from_hours'])} of it counts as realised, and "
        f"{format.money(sums['from_hours_weighed'])}, {left}, after its evidence."
    ]


def people_time(page: Page) -> list[str]:
    """What people's time is worth beside the cost, exactly what of it is counted, and the return with it and without."""
    whole, without, counted = (page.row(name) for name in ("opportunity_cost", "roi_risk_adjusted", "roi_with_time"))
    if not whole or not whole.value:
        return []
    building = page.row("building_time")
    built = building.value if building and building.value else 0.0
    rate = format.money(float(page.book.scope.settings.get("hour_rate", "60")))
    parts = [f"{format.money(whole.value - built)} for hours spent in training"] if whole.value > built else []
    if built:
        parts.append(f"{format.money(built)} for the protected hours of those who build, counted as used")
    sentence = f"People's time in training and building is worth {format.money(whole.value)} at {rate} an hour: "
    sentence += f"{format.join(parts)}."
    if not counted or counted.value is None or not without or without.value is None:
        return [sentence]
    change = (
        f"Counted as cost it makes the return {format.percent(counted.value)}; without it, as everywhere else here, it is "
        f"{format.percent(without.value)}."
        if abs(counted.value - without.value) >= 0.005
        else f"Counted as cost it would hardly change the return of {format.percent(without.value)}, which leaves it out."
    )
    return [f"{sentence} {change} Time of people whom no training sheet lists is not known and not in it."]


def negative_amounts(page: Page) -> list[str]:
    """What counts against intuition: negative benefits, refunds."""
    sentences = []
    benefits, spend = page.listing("benefit_rows"), page.listing("cost_rows")
    for listing, column, noun, verbs in (
        (benefits, "claimed", "benefits", ("it counts whole at every tier", "they count whole at every tier")),
        (spend, "amount", "spend", ("a refund, taken off the cost", "refunds, taken off the cost")),
    ):
        rows = listing.frame[listing.frame[column] < 0] if len(listing.frame) else listing.frame
        if len(rows):
            count, amount = format.plural(len(rows), "row"), format.money(float(rows[column].sum()))
            sentences.append(
                f"{count} of {noun} {format.inflect(len(rows), 'is', 'are')} negative ({amount}): {format.inflect(len(rows), *verbs)}."
            )
    return sentences


def confirmations(page: Page) -> str:
    """Who stands for the value: how much finance confirmed, and what only says so."""
    frame = page.listing("confirmations").frame
    if frame.empty:
        return ""
    confirmed = frame[frame["counts_as"] == "finance_confirmed"]
    downgraded = frame[frame["is_downgraded"]]
    sentence = (
        f"Finance confirmed {format.money(float(confirmed['claimed'].sum()))} of "
        f"{format.money(float(frame['claimed'].sum()))} claimed, by name, date and budget line."
        if len(confirmed)
        else f"Finance has confirmed none of the {format.money(float(frame['claimed'].sum()))} claimed."
    )
    if len(downgraded):
        rows = int(downgraded["sheet_rows"].sum())
        sentence += (
            f" {format.plural(rows, 'row')} ({format.money(float(downgraded['claimed'].sum()))}) "
            f"{format.inflect(rows, 'says', 'say')} so without who, when and which budget line, and "
            f"{format.inflect(rows, 'counts', 'count')} as measured against a baseline."
        )
    return sentence


def double_claims(page: Page) -> str:
    """How much was claimed twice and is counted once."""
    frame = page.listing("double_claims").frame
    if frame.empty:
        return ""
    groups, left_out = frame["benefit_group"].nunique(), float(frame["not_counted"].sum())
    noun = format.inflect(groups, "benefit is", "benefits are")
    return (
        f"{format.count(groups)} {noun} claimed more than once; {format.money(left_out)} is not counted. In each period the "
        "claim with the strongest evidence counts; of equals, the smaller."
    )


def failure_rate(page: Page) -> str:
    """Our rate of failure, and that the quoted ones cannot all be right."""
    row = page.row("initiative_failure_rate")
    if row is None or row.value is None:
        return ""
    counted = format.beside(row, "percent")
    frame = page.listing("initiative_money_rows").frame
    undated = int((frame["ever_started"].fillna(False) & frame["started_on"].isna()).sum())
    undated_note = (
        f" {format.plural(undated, 'initiative')} without a start date {format.inflect(undated, 'is', 'are')} left out."
    )
    failing, succeeding = (
        format.join(
            f"{format.benchmark(benchmark.low, benchmark.high, benchmark.unit)} ({benchmark.quoted_publisher})"
            for benchmark in benchmarks
        )
        for benchmarks in (
            [BENCHMARKS[name] for name in METRICS["initiative_failure_rate"].benchmarks],
            [BENCHMARKS[name] for name in METRICS["initiative_roi_rate"].benchmarks],
        )
    )
    return (
        f"Without a measurable return: {format.figure(row, 'percent')}{f' ({counted})' if counted else ''}. Quoted are "
        f"{failing}, and for success {succeeding}: they contradict each other, and none can be traced to how it was "
        f"counted.{undated_note if undated else ''}"
    )


def below_plan(page: Page) -> str:
    """How many stay below what was planned, and what is quoted beside it."""
    row = page.row("below_plan_share")
    if row is None or row.value is None:
        return ""
    counted, benchmark = format.beside(row, "percent"), BENCHMARKS["expectations_missed"]
    return (
        f"Below plan: {format.figure(row, 'percent')}{f' ({counted})' if counted else ''} of those that went live. Quoted "
        f"beside it, and not scored: {format.benchmark(benchmark.low, benchmark.high, benchmark.unit)} of executives say their AI "
        f"investments have not met expectations ({benchmark.quoted_publisher} {benchmark.year}), a share of people and not of initiatives."
    )


def sections(page: Page) -> list[str]:
    """The names of the sections in which anything is known."""
    return [name for name, section in SECTIONS.items() if any(_is_known(page, panel) for panel in section.panels)]


def section(page: Page, name: str) -> None:
    """A section: its charts and then its words, two beside each other; its tables; in one line what is not known yet."""
    chosen = SECTIONS[name]
    known = [chart for chart in chosen.panels if _is_known(page, chart)]
    page.in_pairs(*(partial(chart.panel.show, page) for chart in known), partial(chosen.words, page))
    chosen.tables(page)
    if waiting := _missing_data(page, [chart for chart in chosen.panels if chart not in known]):
        page.note(waiting)


def _every_answer_has_rows(answers: Sequence[Answer | Listing]) -> bool:
    return all(map(has_rows, answers))


def _two_are_known(answers: Sequence[Answer | Listing]) -> bool:
    return sum(map(has_rows, answers)) > 1


def _has_two_quarters(answers: Sequence[Answer | Listing]) -> bool:
    return all(isinstance(answer, Answer) and len(answer.rows) > 1 for answer in answers)


@dataclass(frozen=True)
class TitledPanel:
    """A chart of a section, and its subject in words, for when that is not known."""

    panel: Panel
    subject: str
    is_known: Callable[[Sequence[Answer | Listing]], bool] = _every_answer_has_rows


@dataclass(frozen=True)
class Section:
    """Charts that answer together, the words that belong to them, and the tables beneath."""

    panels: tuple[TitledPanel, ...]
    words: Callable[[Page], None] = lambda page: None
    tables: Callable[[Page], None] = lambda page: None


def _show_basis(page: Page) -> None:
    sentences = [
        *([weights_and_break_even(page)] if has_rows(page.listing("value_tiers")) else []),
        *people_time(page),
        *negative_amounts(page),
    ]
    if sentences:
        page.heading("What this rests on")
        page.write(*sentences)


def _show_rates(page: Page) -> None:
    for sentence in (failure_rate(page), below_plan(page)):
        if sentence:
            page.note(sentence)


def _show_initiatives(page: Page) -> None:
    if has_rows(page.listing("initiative_money_rows")):
        heading = "Each initiative by its own direct cost: these do not add up to the portfolio's return"
        page.table("initiative_money_rows", heading, INITIATIVES)
    if has_rows(page.listing("confirmations")):
        page.table("confirmations", "Whose word the value rests on", CONFIRMED)
        page.note(confirmations(page))
    if has_rows(page.listing("double_claims")):
        page.table("double_claims", "Claimed more than once, counted once", DOUBLE)
        page.note(double_claims(page))


def _show_kpis(page: Page) -> None:
    if has_rows(page.listing("measurement_rows")) and page.listing("measurement_rows").frame["has_kpi"].any():
        page.table("measurement_rows", "Every KPI, from its baseline to now", KPIS)


def _vanity_and_capability(page: Page) -> tuple[Answer, Answer, Answer, Answer, Answer, Answer]:
    """What is easy to count, then what can be done."""
    return (
        page.metric("seats"),
        page.metric("training_completions"),
        page.metric("proofs_of_concept"),
        page.metric("live_tools"),
        page.metric("builders"),
        page.metric("evidenced_value"),
    )


SECTIONS = {
    "The answer": Section(
        (
            TitledPanel(Panel.of(roi_tiers.chart, lambda page: (page.listing("value_tiers"),)), "the return"),
            TitledPanel(
                Panel.of(j_curve.chart, lambda page: (page.listing("j_curve"), page.listing("appraisal"))),
                "when it is paid back",
            ),
            TitledPanel(
                Panel.of(value_bridge.chart, lambda page: (page.listing("value_bridge"),)),
                "what weaker evidence takes off",
            ),
            TitledPanel(
                Panel.of(purpose_return.chart, lambda page: (page.listing("purpose_return"),)), "what produces return"
            ),
            TitledPanel(
                Panel.of(by_unit.chart, lambda page: (page.metric("return_per_unit_spent", "unit"),)),
                "which units get their money back",
            ),
        ),
        _show_basis,
    ),
    "By initiative": Section(
        (
            TitledPanel(
                Panel.of(measurable_return.chart, lambda page: (page.metric("initiative_roi_rate", "total"),)),
                "how many initiatives pay",
            ),
            TitledPanel(
                Panel.of(plan_against_actual.chart, lambda page: (page.listing("plan_cohorts"),)), "plan against actual"
            ),
        ),
        _show_rates,
        _show_initiatives,
    ),
    "Is it measured?": Section(
        (
            TitledPanel(
                Panel.of(measurement.chart, lambda page: (page.listing("measurement"),)), "how initiatives are measured"
            ),
            TitledPanel(
                Panel.of(improvements.chart, lambda page: (page.listing("measurement_rows"),)), "what they changed"
            ),
            TitledPanel(
                Panel.of(
                    trend.chart, lambda page: (page.metric("kpi_tracking_rate"), page.change("kpi_tracking_rate"))
                ),
                "whether more of them track a KPI",
                is_known=_has_two_quarters,
            ),
            TitledPanel(
                Panel.of(vanity_and_capability.chart, _vanity_and_capability),
                "what is easy to count beside what can be done",
                is_known=_two_are_known,
            ),
        ),
        tables=_show_kpis,
    ),
}


def _is_known(page: Page, chart: TitledPanel) -> bool:
    """Whether a chart has anything to show."""
    return chart.is_known(chart.panel.asked(page))


def _missing_data(page: Page, charts: Sequence[TitledPanel]) -> str:
    """What is not known yet, those that wait for the same together."""
    by_need: dict[tuple[str, ...], list[str]] = {}
    for chart in charts:
        by_need.setdefault(chart.panel.missing(page), []).append(chart.subject)
    parts = [
        f"{format.join(names)}{f' ({format.needs(missing).removeprefix(NOT_ENOUGH)})' if missing else ''}"
        for missing, names in by_need.items()
    ]
    return f"Not known yet: {'; '.join(parts)}." if parts else ""


def _break_even(page: Page) -> str:
    factor = page.row("break_even_factor")
    if not factor or factor.value is None or factor.value <= 0:
        return ""
    return (
        f"{format.percent(factor.value)} of it must be true to break even"
        if factor.value <= 1
        else "does not cover the cost"
    )


def _return_range(page: Page) -> str:
    low, high, confirmed = map(page.row, ("roi_evidenced", "roi_claimed", "roi_confirmed"))
    if not low or not high or low.value is None:
        return ""
    between = f"{format.interval(low.value, high.value)}, evidenced to claimed"
    if not confirmed or confirmed.value is None:
        return between
    return f"{between}; {format.percent(confirmed.value)} on what finance confirmed alone"


def _evidenced_share(page: Page) -> str:
    claimed, evidenced = page.row("claimed_value"), page.row("evidenced_value")
    if not claimed or not evidenced or not claimed.value or claimed.value <= 0 or evidenced.value is None:
        return ""
    share = f"{format.percent(evidenced.value / claimed.value)} of what is claimed"
    if evidenced.value <= 0:
        return share
    documented, confirmed = page.row("documented_value"), page.row("confirmed_value")
    said = [share]
    if documented and documented.value is not None:
        is_all = format.money(documented.value) == format.money(evidenced.value)
        said.append(f"{'all' if is_all else format.money(documented.value)} of it documented")
    if confirmed and confirmed.value is not None:
        said.append(f"{format.money(confirmed.value)} confirmed by finance")
    return ", ".join(said)


def _last_quarter(page: Page) -> str:
    last = page.metric("spend").last
    month = page.book.scope.settings.get("fiscal_start_month", "1")
    return f"in {format.quarter(last.period, month)}: {format.money(last.value)}" if last and last.period else ""
