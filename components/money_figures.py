"""The figures of the money page, each with what stands beside it."""

from components import words
from components.page import Figure, Page
from queries import BENCHMARKS, METRICS, Answer, Row
from queries.benchmarks import verdict


def value(page: Page) -> list[Figure]:
    """What it cost, what came back, what is lost: five figures."""
    tiers = page.ask("value_tiers").frame
    last = tiers.iloc[-1] if len(tiers) else None
    row = _row(page, "roi_verified"), _row(page, "roi_claimed")
    between = words.interval(row[0].value, row[1].value) if row[0] and row[1] else ""
    return [
        _figure(page, "cost", "Spent so far", _lately(page)),
        _figure(page, "roi_risk_adjusted", "Return, risk-adjusted", f"{between} verified to claimed" if between else ""),
        _figure(
            page, "soft_share_of_value", "Soft share of the value", f"the rest is cash, {words.money(last['cash'])}" if last is not None else ""
        ),
        _figure(page, "stranded_share", "Stranded", _counts(page, "stranded_share", "money")),
        _figure(page, "seat_utilisation", "Seats in use", _counts(page, "seat_utilisation", "count")),
    ]  # fmt: skip


def reading(page: Page) -> str:
    """What the return rests on: whose judgement the weights are, what breaking even takes, people's time."""
    says = ["Risk-adjusted weighs each benefit by its evidence; the weights are our judgement, kept as settings."]
    even = _row(page, "break_even_factor")
    if even and even.value is not None:
        says.append(
            f"Breaking even would take {words.multiple(even.value)} all that is claimed."
            if even.value > 1
            else f"To break even, {words.percent(even.value)} of what is claimed would have to be true."
        )
    time, counted = _row(page, "opportunity_cost"), _row(page, "roi_with_time")
    if time and counted and time.value and counted.value is not None:
        worth, result = words.money(time.value), words.percent(counted.value)
        says.append(f"Counting {worth} of people's time in training as cost, the return is {result}.")
    return " ".join(says)


def getting_there(page: Page) -> list[Figure]:
    """What it takes to get somewhere, each beside what is quoted: five figures."""
    return [
        _figure(page, "cost_per_production_initiative", "Cost for each one in production", _counted(page)),
        _figure(page, "change_to_tech_ratio", "Change work for 1 of technology", _against(page, "change_ratio")),
        _figure(page, "data_governance_share_of_spend", "Data and governance", _against(page, "data_share")),
        _figure(page, "cost_per_active_user", "An active user costs, a year", _price(page)),
        _figure(page, "budget_variance", "Against budget", _overrun(page)),
    ]


def _figure(page: Page, metric: str, label: str, beside: str) -> Figure:
    found = page.figure(metric, label)
    return (
        found if found.value == words.NOT_KNOWN else Figure(label, found.value, beside or found.beside, found.explains)
    )


def _row(page: Page, metric: str) -> Row | None:
    answer: Answer = page.ask(metric, "total")
    return answer.last


def _counts(page: Page, metric: str, unit: str) -> str:
    row = _row(page, metric)
    return f"{words.value(row.numerator, unit)} of {words.value(row.denominator, unit)}" if row else ""


def _counted(page: Page) -> str:
    row = _row(page, "cost_per_production_initiative")
    return words.plural(row.denominator or 0, "initiative") if row else ""


def _price(page: Page) -> str:
    row = _row(page, "cost_per_seat_year")
    return f"a seat: {words.money(row.value)}" if row and row.value is not None else ""


def _lately(page: Page) -> str:
    rows = page.ask("spend").rows
    month = page.book.scope.settings.get("fiscal_start_month", "1")
    return f"in {words.quarter(rows[-1].period, month)}: {words.money(rows[-1].value)}" if rows else ""


def _overrun(page: Page) -> str:
    row = _row(page, "budget_variance")
    return "" if row is None or not row.value else f"{'more' if row.value > 0 else 'less'} than planned"


def _against(page: Page, benchmark: str) -> str:
    """The verdict against a quoted figure; of full counts the interval is the figure itself."""
    one = BENCHMARKS[benchmark]
    row = _row(page, one.compares_with)
    if row is None:
        return ""
    says = verdict(row.value, row.value, one)
    return words.against(says, words.interval(one.low, one.high, METRICS[one.compares_with].unit))
