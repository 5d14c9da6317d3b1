"""What the Spend page says: where it went, what it bought, what seats and results cost, and what is quoted beside."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd

from components.charts import renewals
from components.page.page import Figure, Page, Panel, subject_of
from components.text import format, money
from queries import BENCHMARKS, Answer, Listing, Row

ADVICE = {
    "vendor": "Vendor",
    "business_unit": "Unit",
    "delivered_on": "Delivered",
    "months": "Months since",
    "cost": "Cost",
    "initiatives": "Linked initiatives",
    "became": "What became of it",
}
CURRENCIES = {
    "currency": "Currency",
    "quarter_period": "Quarter",
    "written": "Paid, as written",
    "rate_written": "Rate",
    "amount": "Counts as",
    "sheet_rows": "Rows",
    "rows_without_rate": "Rows without a rate",
}
CONSTANT_CURRENCY = {
    "currency": "Currency",
    "rate_before_written": "Rate before",
    "rate_now_written": "Rate now",
    "amount_before": "Spent before",
    "amount": "Spent now",
    "change": "Change",
    "volume": "By what was paid",
    "rates": "By exchange rates",
    "written_without_rate": "Without a rate",
}
LANDING = {
    "business_unit": "Unit",
    "quarters_known": "Quarters known",
    "landing": "Lands at",
    "from_forecast": "Of it expected",
    "compared": "In quarters with a budget",
    "budget": "Their budget",
    "on_budget": "Difference",
    "unbudgeted": "Without a budget",
}
RUN_RATE = {
    "name": "Tool",
    "business_unit": "Unit",
    "state": "In the last quarter",
    "full_quarters": "Full quarters",
    "risk_adjusted": "A year, risk-adjusted",
    "risk_adjusted_last": "Last quarter x 4",
    "claimed": "A year, as claimed",
    "run_cost": "Running cost a year",
}
RENEWALS = {
    "renewal_on": "Renews on",
    "days_left": "Days left",
    "tool": "Tool",
    "business_unit": "Unit",
    "owner": "Owner",
    "vendor": "Vendor",
    "seats": "Seats",
    "active_users": "Used",
    "annual_cost": "Price of a year",
    "reclaimable": "Reclaimable",
}


def headline(positions: Listing, plan: Listing) -> str:
    """What was spent and how much of it is stranded, in one clause; or what is planned; or what it takes to say it."""
    frame = positions.frame
    whole = float(frame["amount"].sum()) if len(frame) else 0.0
    if whole > 0:
        stranded = float(frame.loc[frame["position"] == "stranded", "amount"].sum())
        if stranded > 0:
            return f"We spent {format.money(whole)}; {format.money(stranded)} of it is stranded"
        if money.unlinked_finding(frame["position"], whole):
            return (
                f"We spent {format.money(whole)}; what became of it is not known, for none is linked to an initiative"
            )
        return f"We spent {format.money(whole)}; none of it is known to be stranded"
    planned = _sum(plan, "budget") or _sum(plan, "forecast")
    if planned > 0:
        return f"{format.money(planned)} is planned; what was spent has not been uploaded"
    return "No spend was uploaded, so where the money goes cannot be said"


def missing_data(page: Page) -> list[str]:
    """What this page lacks and what to upload for it."""
    positions: Listing = page.listing("money_positions")
    if len(positions.frame):
        return []
    if _sum(page.listing("plan_and_actual"), "budget") or _sum(page.listing("plan_and_actual"), "forecast"):
        return [
            "Of what was planned nothing is known to have been spent yet: rows of the spend sheet with basis = actual say so."
        ]
    return [
        "What is shown elsewhere rests on the lists of initiatives and tools. For money, upload a spend sheet: period, "
        "business unit, category and amount are enough; initiative_id links it to what it paid for, basis = budget "
        "says what was planned."
    ]


def figures(page: Page) -> list[Figure]:
    """The answer in five figures, each beside what is quoted; none where nothing was spent."""
    if page.listing("money_positions").frame.empty:
        return []
    return [
        page.figure("stranded_share", "Stranded", page.counts("stranded_share", "money")),
        page.figure("budget_variance", "Against budget", _against_budget(page)),
        page.figure("change_to_tech_ratio", "Change to technology", page.against("change_ratio")),
        page.figure("data_governance_share_of_spend", "Data and governance", page.against("data_share")),
        page.figure(
            "cost_per_production_initiative",
            "Cost of one in production",
            _initiative_count(page, "cost_per_production_initiative"),
        ),
    ]


def sections(page: Page) -> list[Any]:
    """A tab for each part of the answer; None for a part of which nothing was uploaded."""
    spent = len(page.listing("money_positions").frame) > 0
    planned = len(page.listing("plan_and_actual").frame) > 0
    used = any(len(page.listing(view).frame) for view in ("seats_in_use", "unused_seats", "renewals", "vendors"))
    reached = page.row("cost_per_production_initiative")
    known = {
        "Where it went": spent or planned,
        "What it bought": spent,
        "Seats and contracts": used,
        "What a result costs": spent and reached is not None,
    }
    names = [name for name, is_known in known.items() if is_known]
    tabs = dict(zip(names, page.tabs(*names), strict=True)) if names else {}
    return [tabs.get(name) for name in known]


def show_known(page: Page, *panels: Panel) -> None:
    """The charts whose answer is known, two side by side, a last one alone over the whole width; what the others wait
    for stands in one line."""
    page.in_pairs(*(partial(panel.show, page) for panel in panels if _is_known(panel.asked(page))))
    waiting = [
        f"{subject_of(panel.asked(page)[0]).title} ({_missing_data(missing)})"
        for panel in panels
        if (missing := panel.asked(page)[0].missing)
    ]
    if waiting:
        page.note(f"Not shown: {'; '.join(waiting)}.")


def stranded(page: Page) -> None:
    """What is stranded, of it what was spent in the last two years, and how old the oldest advice is, beside the quoted."""
    frame = page.listing("money_positions").frame
    rows = frame[frame["position"] == "stranded"] if len(frame) else frame
    if rows.empty:
        return
    two_years, advice_age = BENCHMARKS["spend_no_output"], BENCHMARKS["deck_age"]
    recent = float(rows["amount_two_years"].sum())
    shown = [
        page.figure("stranded_spend", "Stranded, from the beginning"),
        Figure("Of it in the last two years", format.money(recent), f"quoted {format.money(two_years.low)} USD"),
    ]
    if page.row("advice_age_months"):
        shown.append(
            page.figure(
                "advice_age_months", "Oldest advice not taken up", f"quoted {format.value(advice_age.low, 'months')}"
            )
        )
    page.figures(shown)
    page.note(
        f"Quoted beside, not scored: {format.money(two_years.low)} USD in two years without measurable output, said of an "
        f"average enterprise ({two_years.quoted_publisher}, second hand), another population; {format.value(advice_age.low, 'months')}, "
        "the age of a roadmap nobody implemented, made up to illustrate."
    )


def advice(page: Page) -> None:
    """Every contract for advice and what became of it, under how old the oldest is that nobody took up."""
    listing: Listing = page.listing("advice")
    if listing.missing or listing.frame.empty:
        return
    page.table("advice", _advice_finding(listing, page.row("advice_age_months")), ADVICE)
    page.note("Advice counts as taken up once an initiative it is linked to went past pilot.")


def currencies(page: Page) -> None:
    """What was paid in which currency at which rate, where there is more than one; what has none; and run costs that were added."""
    listing: Listing = page.listing("currencies")
    if len(listing.frame) and not listing.frame["is_reporting"].all():
        page.table("currencies", _currency_finding(listing), CURRENCIES)
    if left_out := money.left_out(page.listing("money_without_rate")):
        page.note(left_out)
    if bridge := money.bridged(page.listing("cost_bridge")):
        page.note(bridge)
    if named := partly_rated(page.listing("rates_in_part")):
        page.note(named)
    if added := money.added_run_costs(page.listing("run_costs_added")):
        page.note(added)


def _folded(
    page: Page,
    name: str,
    listing: Listing,
    finding: Callable[[Listing], str],
    columns: dict[str, str],
    note: str = "",
) -> None:
    """A listing's table under its finding, behind a fold; worked out once it is opened."""
    fold = page.expander(name, is_lazy=True)
    if not fold.open:
        return
    with fold:
        page.table(listing.view, finding(listing), columns)
        if note:
            page.note(note)


def landing(page: Page) -> None:
    """Where the fiscal year lands, by unit, behind a fold; nothing where no budget or forecast says anything of it."""
    listing: Listing = page.listing("landing")
    if (
        listing.missing
        or listing.frame.empty
        or not listing.frame[["budget_of_the_year", "from_forecast"]].any(axis=None)
    ):
        return
    note = (
        "A quarter of which every month is reported lands at what was spent, another at what is expected of it. "
        "One of which neither is known is missing: it is neither nothing spent nor its budget."
    )
    _folded(page, "Where the year lands", listing, landing_finding, LANDING, note)


def landing_finding(listing: Listing) -> str:
    """Where the year lands against the budget of the quarters that are known, and how many those are."""
    frame = listing.frame
    known, every = int(frame["quarters"].sum()), 4 * len(frame)
    quarters = f"known for {format.of(known, every)} quarters of {format.plural(len(frame), 'unit')}"
    if frame["variance"].isna().all():
        lands = f"{format.money(_sum(listing, 'landing'))} {money.currency(listing.scope)}"
        return f"The year lands at {lands}, {quarters}; no budget to hold it against"
    variance, unbudgeted = _sum(listing, "variance"), _sum(listing, "unbudgeted")
    if format.money(abs(variance)) == format.money(0.0):
        sentence = "The year lands on its budget"
    else:
        sentence = f"The year lands {format.money(abs(variance))} {'above' if variance > 0 else 'below'} its budget"
    if unbudgeted:
        sentence += f", with {format.money(unbudgeted)} of units without one"
    if not_judged := int(frame["quarters_not_judged"].sum()):
        quarters += f", {format.count(not_judged)} of them without a budget to hold it against"
    compared, budget = (format.money(_sum(listing, name)) for name in ("compared", "budget"))
    against = f"{compared} against {budget} {money.currency(listing.scope)}"
    return f"{sentence}: {against}, {quarters}"


def constant_currency(page: Page) -> None:
    """What exchange rates did to the spend of the last quarter, behind a fold; nothing where all is in one currency."""
    listing: Listing = page.listing("constant_currency")
    if listing.missing or listing.frame.empty or listing.frame["is_reporting"].all():
        return
    _folded(page, "What exchange rates changed", listing, constant_currency_finding, CONSTANT_CURRENCY)


def constant_currency_finding(listing: Listing) -> str:
    """The change of spend between the last two quarters: what more was paid, and what exchange rates made of it."""
    frame = listing.frame
    month = listing.scope.settings.get("fiscal_start_month", "1")
    before, now = (format.quarter(str(frame[name].iloc[0]), month) for name in ("before_period", "now_period"))
    change, volume, rates = (
        format.signed(format.money(round(_sum(listing, name), 6))) for name in ("change", "volume", "rates")
    )
    sentence = (
        f"From {before} to {now} spend changed by {change} {money.currency(listing.scope)}: "
        f"{volume} by what was paid, {rates} by exchange rates"
    )
    if isinstance(left_out := frame["units_left_out"].iloc[0], str):
        sentence += f", without {left_out}"
    unrated = frame[frame["written_without_rate"].notna()]
    if len(unrated):
        amounts = format.join(
            f"{row['currency']} {format.money(float(row['written_without_rate']))}" for _, row in unrated.iterrows()
        )
        sentence += f"; {amounts} now have no rate, and are no part of it"
    return sentence


def partly_rated(listing: Listing) -> str:
    """Which months of a period have no rate, where the rate of its other months is used for all of it; else empty."""
    frame = listing.frame
    if frame.empty:
        return ""
    months = {
        str(code): format.join(dict.fromkeys(", ".join(rows["months_without_rate"]).split(", ")))
        for code, rows in frame.groupby("currency", sort=True)
    }
    named = "; ".join(f"{code}: {missing} without a rate" for code, missing in months.items())
    return (
        f"{named}. What was paid in the quarter or year counts at the mean of the months that have one "
        f"({format.money(_sum(listing, 'amount'))} {money.currency(listing.scope)})."
    )


def run_rate(page: Page) -> None:
    """What live tools bring and cost a year at today's pace, behind a fold; nothing where none says either."""
    listing: Listing = page.listing("run_rate")
    if listing.missing or listing.frame[["claimed", "run_cost"]].fillna(0).eq(0).all(axis=None):
        return
    note = (
        "Four times the mean of a tool's full quarters among the last four. It looks ahead and is no part of what was "
        "spent or came back; what the spend sheet pays for running stands in spend, not here."
    )
    _folded(page, "A year at the pace of today", listing, run_rate_finding, RUN_RATE, note)


def run_rate_finding(listing: Listing) -> str:
    """What tools that are live bring a year at their pace, beside four times the last quarter, and who is left out."""
    frame = listing.frame
    counts = frame["state"].value_counts()
    live = int(counts.get("live", 0))
    if not live:
        return "No tool was live for a full quarter, so there is no pace to tell"
    sentence = (
        f"{format.plural(live, 'live tool')} {format.inflect(live, 'brings', 'bring')} "
        f"{format.money(_sum(listing, 'risk_adjusted'))} {money.currency(listing.scope)} a year at today's pace, risk-adjusted "
        f"(last quarter x 4: {format.money(_sum(listing, 'risk_adjusted_last'))})"
    )
    if _sum(listing, "run_cost"):
        sentence += f", for {format.money(_sum(listing, 'run_cost'))} to run"
    others = format.join(
        f"{format.count(counts[state])} {words}"
        for state, words in (("too young", "too young to tell"), ("not reported", "not reported"))
        if state in counts
    )
    return f"{sentence}; {others}" if others else sentence


def change_ratio(page: Page) -> list[str]:
    """How the change ratio stands between the two quoted ones; nothing where there is no ratio."""
    row = page.row("change_to_tech_ratio")
    if row is None or row.value is None:
        return []
    failing, advised = BENCHMARKS["change_ratio_fail"], BENCHMARKS["change_ratio"]
    fails, pays = (
        f"{format.multiple(benchmark.low).removesuffix('x')} quoted where {condition}"
        for benchmark, condition in (
            (failing, "pilots fail quietly"),
            (advised, "they pay"),
        )
    )
    if row.value <= failing.high:
        comparison = f"no more than the {fails}, far from the {pays}"
    elif row.value < advised.low:
        comparison = f"between the {fails} and the {pays}"
    else:
        comparison = f"at least the {pays}"
    ratio = format.multiple(row.value).removesuffix("x")
    return [f"For each 1 spent on technology, {ratio} went into change work: {comparison}."]


def seats(page: Page) -> None:
    """Seats in figures: how many are used, and what one, an active and a habitual user cost."""
    known = [page.metric(metric, "total") for metric in ("seat_utilisation", "cost_per_seat_year")]
    if all(answer.last is None for answer in known):
        return
    page.figures(
        [
            page.figure("seat_utilisation", "Seats in use", page.counts("seat_utilisation")),
            page.figure("shelfware", "Paid for and not used", "in the quarters shown"),
            page.figure("cost_per_seat_year", "A seat costs, a year", _quoted_price(page)),
            page.figure("cost_per_active_user", "An active user", _user_count(page, "cost_per_active_user")),
            page.figure("cost_per_habitual_user", "A habitual user", _user_count(page, "cost_per_habitual_user")),
        ]
    )
    quoted = BENCHMARKS["licence_adoption"]
    page.note(
        f"The quoted {format.benchmark(quoted.low, quoted.high, quoted.unit)} describes failure: to be above it is no "
        "success. A tool in its first quarter is not judged; its unused seats are shown apart."
    )


def contracts(page: Page) -> None:
    """What renews within a year: a calendar over the whole width, and every contract as a table."""
    listing: Listing = page.listing("renewals")
    if listing.missing:
        page.note(f"Not shown: renewals ({_missing_data(listing.missing)}).")
        return
    page.show(renewals.chart, page.listing("renewals"))
    if len(listing.frame):
        page.table("renewals", "What renews, the next first", RENEWALS)


def results(page: Page) -> None:
    """What a result costs, in figures beside what is quoted of others."""
    row = page.row("cost_per_production_initiative")
    if row is None or row.value is None:
        return
    quoted = BENCHMARKS["motion_cost"]
    band = format.benchmark(quoted.low, quoted.high, quoted.unit)
    page.figures(
        [
            page.figure(
                "cost_per_production_initiative",
                "With all that was tried",
                _initiative_count(page, "cost_per_production_initiative"),
            ),
            page.figure(
                "first_year_cost_per_production_initiative",
                "Its own first year",
                _initiative_count(page, "first_year_cost_per_production_initiative"),
            ),
        ]
    )
    page.note(
        f"Quoted beside, not scored: {band}, the first year of one high-value programme of a mid-market company, no "
        "source named. With all that was tried: all spend over those that ever reached production, what was given up "
        "included. The first year: only what was linked to the initiative itself."
    )


def _is_known(answers: Sequence[Answer | Listing]) -> bool:
    """Whether a chart has anything to be drawn from."""
    for answer in answers:
        if isinstance(answer, Answer):
            if any(row.value is not None or row.state == "suppressed" for row in answer.rows):
                return True
        elif not answer.missing and len(answer.frame):
            return True
    return False


def _missing_data(missing: tuple[str, ...]) -> str:
    return format.needs(missing).removeprefix("Not enough data: ")


def _sum(listing: Listing, column: str) -> float:
    return float(pd.to_numeric(listing.frame[column]).sum()) if len(listing.frame) else 0.0


def _against_budget(page: Page) -> str:
    """What the variance is made of, and how much of the spend stood against a budget."""
    row, coverage = page.row("budget_variance"), page.row("budget_coverage")
    if row is None or row.value is None:
        return ""
    unbudgeted = _sum(page.listing("budget_by_unit"), "unbudgeted")
    if unbudgeted:
        made_of = f"{format.money(row.value - unbudgeted)} on budgets, {format.money(unbudgeted)} without one"
    elif row.value:
        made_of = f"{'more' if row.value > 0 else 'less'} than planned"
    else:
        made_of = "as planned"
    said = money.covered(coverage.numerator or 0, coverage.denominator or 0) if coverage else ""
    return f"{made_of}; {said}" if said else made_of


def _initiative_count(page: Page, metric: str) -> str:
    row = page.row(metric)
    return format.plural(row.denominator or 0, "initiative") if row else ""


def _quoted_price(page: Page) -> str:
    quoted = BENCHMARKS["seat_price"]
    return f"quoted {format.benchmark(quoted.low, quoted.high, 'USD')}" if page.row("cost_per_seat_year") else ""


def _user_count(page: Page, metric: str) -> str:
    row = page.row(metric)
    return f"{format.count(row.denominator)} of them" if row and row.denominator else ""


def _advice_finding(listing: Listing, oldest: Row | None) -> str:
    """How much advice came to nothing so far, and how old the oldest of it is."""
    frame = listing.frame
    shelved = frame[frame["is_taken_up"].eq(False)]
    if shelved.empty or oldest is None or oldest.value is None:
        unknown = frame["is_taken_up"].isna().any()
        return (
            "What became of advice is not known" if unknown else "All advice was taken up by an initiative past pilot"
        )
    cost = f"{format.money(float(shelved['cost'].sum()))} of {format.money(float(frame['cost'].sum()))} for advice"
    return f"{cost} led to nothing past pilot; the oldest is {format.value(oldest.value, 'months')} old"


def _currency_finding(listing: Listing) -> str:
    """How much was paid in other currencies, and how it was converted."""
    frame = listing.frame
    converted = frame[~frame["is_reporting"].astype(bool) & frame["amount"].notna()]
    whole = float(frame["amount"].sum())
    if converted.empty or whole <= 0:
        return "No other currency has a rate in its period"
    share = float(converted["amount"].sum()) / whole
    return f"{format.percent(share)} was paid in {format.join(sorted(set(converted['currency'])))}, each quarter at its own rate"
