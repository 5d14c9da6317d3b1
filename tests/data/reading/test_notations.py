"""However a number, a day or a period is written, it is understood as that value or asked about; never as another one."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.reading.cells import (
    Money,
    Period,
    TwoReadings,
    WithoutYear,
    date,
    money,
    month,
    number,
    period,
    quarter,
    year,
)

QUICK = settings(max_examples=60, derandomize=True, deadline=None)
LONG = settings(max_examples=5_000, deadline=None)

GROUPS = ("", ",", ".", " ", "\u00a0", "\u202f", "'", "’")
DECIMALS = (".", ",")
SIGNED = ("-{}", "−{}", "- {}", "{}-", "({})", "({} )")
CURRENCIES = {"${}": "USD", "€ {}": "EUR", "{} €": "EUR", "EUR {}": "EUR", "{} CHF": "CHF", "US$ {}": "USD", "{}": None}
SCALES = {"k": 3, " k": 3, "m": 6, " mn": 6, "bn": 9, " mio": 6, "": 0}
DAYS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%a, %d %b %Y",
    "%Y%m%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%y",
    "%Y-%m-%dT%H:%M:%S",
    "%m/%d/%Y %I:%M %p",
)
MONTHS = (
    "{m:%Y-%m}",
    "{m:%m/%Y}",
    "{m:%b %Y}",
    "{m:%B %Y}",
    "{m:%b-%y}",
    "{m:%Y%m}",
    "{m:%Y-M%m}",
    "{m:%Y %b}",
    "{m:%m.%Y}",
)
QUARTERS = (
    "{y}-Q{q}",
    "{y}Q{q}",
    "Q{q} {y}",
    "Q{q}/{s}",
    "Q{q}'{s}",
    "FY{s} Q{q}",
    "FY{y}-Q{q}",
    "{q}Q{s}",
    "Q{q} FY{s}",
    "{y} q{q}",
)
YEARS = ("FY{y}", "FY{s}", "{y}", "FY{p}/{s}", "{p}-{s}")

amounts = st.decimals(Decimal(-(10**12)), Decimal(10**12), places=2, allow_nan=False)
fiscal_starts = st.integers(1, 12)


def never_another(understand: Callable[[], Any], meant: Any) -> None:
    """It means what was meant, or both readings are named and what was meant is one of them."""
    assert meant in _readings(understand)


def _readings(understand: Callable[[], Any]) -> Sequence[Any]:
    try:
        return [understand()]
    except TwoReadings as either:
        return either.readings


def grouped(amount: Decimal, group: str, decimal: str, places: int) -> str:
    whole, _, part = f"{abs(amount):,.{places}f}".partition(".")
    return whole.replace(",", group) + (decimal + part if part else "")


def numbers(amount: Decimal, group: str, decimal: str, places: int, sign: str) -> None:
    assume(group != decimal)
    amount = round(amount, places)
    written = grouped(amount, group, decimal, places)
    text = sign.format(written) if amount < 0 else written
    never_another(lambda: number(text), pytest.approx(float(amount)))
    assert number(text, decimal) == pytest.approx(float(amount))  # type: ignore[arg-type]


def sums_of_money(amount: Decimal, group: str, decimal: str, currency: str, scale: str) -> None:
    assume(group != decimal)
    places = 1 if SCALES[scale] else 2
    amount = round(abs(amount) % 10**6, places)
    text = currency.format(grouped(amount, group, decimal, places) + scale)
    meant = float(amount.scaleb(SCALES[scale]))
    found = money(text, decimal)  # type: ignore[arg-type]
    assert found is not None
    assert (found.amount, found.currency) == (pytest.approx(meant), CURRENCIES[currency])
    either = [reading.amount if isinstance(reading, Money) else reading for reading in _readings(lambda: money(text))]
    assert pytest.approx(meant) in either


def percentages(amount: Decimal, decimal: str) -> None:
    amount = round(amount % 1000, 1)
    written = f"{amount:.1f}%".replace(".", decimal)
    assert number(written) == pytest.approx(float(amount) / 100)


def days(day: dt.datetime, notation: str) -> None:
    text = day.strftime(notation)
    never_another(lambda: date(text), day.date())
    order = "mdy" if notation.startswith("%m") else "dmy"
    assert date(text, order) == day.date()  # type: ignore[arg-type]


def months(number_of_year: int, part: int, notation: str) -> None:
    meant = month(number_of_year, part)
    never_another(lambda: period(notation.format(m=meant.start)), meant)


def quarters(number_of_year: int, part: int, notation: str, fiscal_start: int) -> None:
    text = notation.format(y=number_of_year, s=f"{number_of_year % 100:02}", q=part)
    assert period(text, fiscal_start) == quarter(number_of_year, part, fiscal_start)


def years(number_of_year: int, notation: str, fiscal_start: int) -> None:
    assume(notation != "{p}-{s}" or number_of_year % 100 > 12)  # 2003-04 is April
    text = notation.format(y=number_of_year, s=f"{number_of_year % 100:02}", p=number_of_year - 1)
    assert period(text, fiscal_start) == year(number_of_year, fiscal_start)


def labels(meant: Period, fiscal_start: int) -> None:
    assert period(meant.label(fiscal_start), fiscal_start) == meant


def parts_of_years(number_of_year: int, part: int, is_fiscal: bool, fiscal_start: int) -> None:
    meant = month(number_of_year, part)
    with pytest.raises(WithoutYear):
        period(f"{meant.start:%B}", fiscal_start)
    written = f"FY{number_of_year}" if is_fiscal else str(number_of_year)
    found = period(f"{meant.start:%b}", fiscal_start, of_year=written)
    span = year(number_of_year, fiscal_start if is_fiscal else 1)
    assert found is not None
    assert (found.start.month, found.grain) == (part, "month")
    assert span.start <= found.start <= found.end <= span.end


two_digit_years = st.integers(2000, 2069)
every_period = st.integers(1, 12).flatmap(
    lambda fiscal_start: st.tuples(
        st.one_of(
            st.builds(month, two_digit_years, st.integers(1, 12)),
            st.builds(lambda written, part: quarter(written, part, fiscal_start), two_digit_years, st.integers(1, 4)),
            st.builds(lambda written: year(written, fiscal_start), two_digit_years),
        ),
        st.just(fiscal_start),
    )
)
RULES: dict[Callable[..., None], Sequence[st.SearchStrategy[Any]]] = {
    numbers: (
        amounts,
        st.sampled_from(GROUPS),
        st.sampled_from(DECIMALS),
        st.sampled_from([0, 2]),
        st.sampled_from(SIGNED),
    ),
    sums_of_money: (
        amounts,
        st.sampled_from(GROUPS),
        st.sampled_from(DECIMALS),
        st.sampled_from(list(CURRENCIES)),
        st.sampled_from(list(SCALES)),
    ),
    percentages: (amounts, st.sampled_from(DECIMALS)),
    days: (st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2068, 12, 31)), st.sampled_from(DAYS)),
    months: (two_digit_years, st.integers(1, 12), st.sampled_from(MONTHS)),
    quarters: (two_digit_years, st.integers(1, 4), st.sampled_from(QUARTERS), fiscal_starts),
    years: (two_digit_years, st.sampled_from(YEARS), fiscal_starts),
    parts_of_years: (two_digit_years, st.integers(1, 12), st.booleans(), fiscal_starts),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_notation_means_what_was_meant_or_is_asked_about(rule: Callable[..., None]) -> None:
    QUICK(given(*RULES[rule])(rule))()


@QUICK
@given(every_period)
def test_a_label_is_read_back_as_its_period_in_every_fiscal_year(labelled: tuple[Period, int]) -> None:
    labels(*labelled)


@pytest.mark.trust
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_thousands_of_notations_mean_what_was_meant(rule: Callable[..., None]) -> None:
    LONG(given(*RULES[rule])(rule))()
