"""How figures and names are written, everywhere: on pages, in charts, at the foot of an export."""

import datetime as dt
import html
import math
import re
from collections.abc import Iterable, Sequence

from queries import Row

EVIDENCE = {
    "finance_confirmed": "Finance confirmed",
    "controlled": "Controlled",
    "baseline": "Against a baseline",
    "modelled": "Modelled",
    "self_reported": "Self-reported",
}
"""What a benefit rests on, the strongest first."""
ORIGINS = {
    "built_by": {"internal": "inside", "hybrid": "with a vendor"},
    "maintained_by": {"internal": "inside"},
    "evidence": EVIDENCE,
    "evidence_stated": EVIDENCE,
    "counts_as": EVIDENCE,
}
"""Who built and who keeps a tool, what a benefit rests on, as it is said everywhere, where the sheet's word differs."""
NOT_KNOWN = "n/a"
TOO_FEW = "too few to judge"
HIDDEN = "hidden: too few people"
FEW_PEOPLE = "not enough people to say"
ABBREVIATIONS = frozenset({"ai", "id", "kpi"})
MINUS = "−"
DASH = "–"
DOT = " · "


def money(amount: float | None) -> str:
    """Money as a board reads it: 14_200_000 -> 14.2m, 640_000 -> 640k, 1_290 -> 1.3k, 87 -> 87."""
    if amount is None or not math.isfinite(amount):
        return NOT_KNOWN
    size = abs(amount)
    for unit, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if size >= unit * 0.9995:
            digits = 0 if size >= (9.95e3 if letter == "k" else 99.95 * unit) else 1
            return _minus(amount, f"{size / unit:,.{digits}f}{letter}")
    return _minus(amount, f"{size:,.0f}")


def signed(text: str) -> str:
    """A written change with its sign: 1.2m -> +1.2m; what is negative or zero stays as it is."""
    return text if text.startswith(MINUS) or not re.search(r"[1-9]", text) else f"+{text}"


def percent(share: float | None) -> str:
    """A fraction of one: 0.36 -> 36 %, 0.004 -> 0.4 %. Never 0 or 100 % where it is not exactly that."""
    if share is None or not math.isfinite(share):
        return NOT_KNOWN
    size = abs(share)
    if 0 < size < 0.0005:
        return _minus(share, "under 0.1 %") if share > 0 else f"over {MINUS}0.1 %"
    near_a_bound = 0 < size < 0.0095 or 0.99 < size < 1
    if 0.9995 <= size < 1:
        return _minus(share, "99.9 %")
    return _minus(share, f"{size * 100:,.{1 if near_a_bound else 0}f} %")


def count(number: float | None) -> str:
    """How many: 3611 -> 3,611."""
    return NOT_KNOWN if number is None or not math.isfinite(number) else _minus(number, f"{abs(number):,.0f}")


def multiple(number: float | None) -> str:
    """So many times: 1.5 -> 1.5x."""
    if number is None or not math.isfinite(number):
        return NOT_KNOWN
    digits = 2 if abs(number) < 1 and round(number, 1) != round(number, 2) else 1
    return _minus(number, f"{abs(number):,.{digits}f}x")


def days(number: float | None) -> str:
    """A length of time: 1 -> 1 day, 412.4 -> 412 days."""
    return NOT_KNOWN if number is None or not math.isfinite(number) else plural(round(number), "day")


def plural(number: float, noun: str, several: str | None = None) -> str:
    """So many of something: (1, tool) -> 1 tool, (3, tool) -> 3 tools, (2, list, lists) -> 2 lists."""
    return f"{count(number)} {noun if number == 1 else several or noun + 's'}"


def inflect(number: float | None, singular: str, several: str) -> str:
    """The form that goes with so many: 1 is, 3 are; 1 has, 0 have."""
    return singular if number == 1 else several


def of(part: float | None, whole: float | None) -> str:
    """A rate by its counts: 3 of 8."""
    return f"{count(part)} of {count(whole)}"


def band(least: float | None, most: float | None, whole: float | None) -> str:
    """A count that lies between two: 3 to 6 of 8; 3 of 8 where it is known."""
    return of(most, whole) if least == most else f"{count(least)} to {of(most, whole)}"


def interval(low: float | None, high: float | None, unit: str = "percent") -> str:
    """A range, the unit said once: 10–30 %, −84 to −31 %, 1.2–2.3m."""
    if low is None or high is None:
        return NOT_KNOWN
    first, last = value(low, unit), value(high, unit)
    if first == last:
        return first
    ending = re.search(r"(?: ?[^\d.,]+)$", last)
    if ending and first.endswith(ending.group()):
        first = first[: -len(ending.group())]
    return f"{first} to {last}" if low < 0 else f"{first}{DASH}{last}"


def value(number: float | None, unit: str) -> str:
    """A figure in the unit its metric declares."""
    if unit in ("percent", "share"):
        return percent(number)
    if unit == "money":
        return money(number)
    if unit == "multiple":
        return multiple(number)
    if unit == "for each 1":
        return NOT_KNOWN if number is None or not math.isfinite(number) else _minus(number, f"{abs(number):,.2f}")
    if unit in ("a function", "per 100"):
        if number is None or not math.isfinite(number):
            return NOT_KNOWN
        return f"{number:,.{2 if 0 < number < 0.95 else 1}f}".removesuffix(".0") + f" {unit}"
    if unit == "days":
        return days(number)
    if unit in ("months", "quarters"):
        if number is None or not math.isfinite(number):
            return NOT_KNOWN
        figure = f"{number:,.1f}".removesuffix(".0").replace("-", MINUS)
        return f"{figure} {unit[:-1] if figure == '1' else unit}"
    return count(number)


def cents(per_unit_spent: float | None, currency: str = "USD") -> str:
    """Money that came back for each unit spent: 36 cents on the dollar."""
    coins = {"USD": "dollar", "EUR": "euro", "AUD": "dollar", "CAD": "dollar"}
    if per_unit_spent is None or not math.isfinite(per_unit_spent):
        return NOT_KNOWN
    if per_unit_spent >= 1.995 or per_unit_spent < 0 or currency not in coins:
        return f"{_minus(per_unit_spent, f'{abs(per_unit_spent):.2f}')} for each 1 spent"
    return f"{plural(round(per_unit_spent * 100), 'cent')} on the {coins[currency]}"


def benchmark(low: float, high: float, unit: str) -> str:
    """A quoted figure or range, as exactly as it was quoted: 40 %, 1.5 %, 5–22 %, 14.2x, 0.5–2m USD, 3–5 people."""
    scale, ending = {"percent": (100.0, " %"), "multiple": (1.0, "x")}.get(unit, (1.0, f" {unit}"))
    if unit.startswith("million "):
        scale, ending = 1e-6, f"m {unit.removeprefix('million ')}"
    first, last = (f"{round(end * scale, 6):,g}".replace("-", MINUS) for end in (low, high))
    if unit in ("days", "months") and low == high == 1:
        ending = ending[:-1]
    return f"{first}{ending}" if first == last else f"{first}{DASH}{last}{ending}"


def join(parts: Iterable[str], *, last: str = "and") -> str:
    """A list in a sentence: a, b and c."""
    listed = [part.strip() for part in parts if part.strip()]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {last} {listed[-1]}" if listed else ""


def needs(missing: Sequence[str]) -> str:
    """What a figure that cannot be computed is waiting for: `a | b` is one of them."""
    listed = [join(need.split("|"), last="or") for need in missing]
    return f"Not enough data: needs {join(listed)}" if listed else "Not enough data"


def figure(row: Row, unit: str) -> str:
    """What is shown large: the value; only the counts where there are too few cases to judge."""
    if row.state == "suppressed":
        return HIDDEN
    if row.state == "few":
        return of(row.numerator, row.denominator)
    return NOT_KNOWN if row.state == "insufficient" else value(row.value, unit)


def beside(row: Row, unit: str) -> str:
    """What stands beside the figure: its counts and, where it is no full count, its interval; or why it is no more than counts."""
    if row.state == "few":
        return TOO_FEW
    if row.state != "ok" or (row.low is None and row.n is None):
        return ""
    counts = of(row.numerator, row.denominator)
    return counts if row.low is None else f"{counts}, {interval(row.low, row.high, unit)}"


def left_out(units: int) -> str:
    """Of how many units a figure holds not all, because few people stand behind it; empty where it holds all."""
    # who is hidden only beside a small one is not told apart from it
    if units > 1:
        return f"{count(units)} units left out, small or hidden with a small one"
    return "1 small unit left out" if units else ""


def comparison(verdict: str | None, band: str) -> str:
    """A verdict of `queries.benchmarks` in words; `band` is the quoted range: below the quoted 40 %."""
    sentences = {
        "above": f"above the quoted {band}",
        "below": f"below the quoted {band}",
        "inside": f"within the quoted {band}",
        "cannot tell": f"undecided on the quoted {band}",
    }
    return sentences.get(verdict or "", "")


def quarter(label: str, fiscal_start_month: int | str = 1) -> str:
    """A quarter's name: 2026-Q4 -> Q4 2026, or FY26 Q4 where the fiscal year is not the calendar year."""
    match = re.fullmatch(r"(\d{4})-Q([1-4])", label)
    if not match:
        return label
    year, number = match.groups()
    return f"Q{number} {year}" if int(fiscal_start_month) == 1 else f"FY{year[2:]} Q{number}"


def column(name: str) -> str:
    """A column as it is read: ai_is_default_start -> AI is default start, kpi_target -> KPI target."""
    return " ".join(word.upper() if word in ABBREVIATIONS else word for word in name.split("_"))


def source(feed: str) -> str:
    """Where rows come from: sheets that people fill in, or an export by its name."""
    return "sheets that people fill in" if feed == "template" else feed.replace("_", " ")


def date(day: dt.date | None) -> str:
    """A day in full: 14 November 2026."""
    return NOT_KNOWN if day is None else f"{day.day} {day:%B %Y}"


def escape_html(name: object) -> str:
    """A name from a sheet as Plotly may draw it: never a tag, a link or a line of its own."""
    return html.escape(" ".join(str(name).split()), quote=True)


def escape_markdown(text: object) -> str:
    """A text that may hold names from a sheet, as Markdown may show it: no mark-up, no link, no picture, no formula."""
    line = " ".join(str(text).split())
    unlinked = re.sub(
        r"(?i)(https?|ftp|mailto|xmpp)(?=:)|(www)(?=\.)|(?<=\w)(?=@)", lambda match: f"{match.group()}\u2060", line
    )
    marked = re.sub(r"([\\`*_{}\[\]<>#|~$:&!^=])", r"\\\1", unlinked)
    return re.sub(r"^(\d+)([.)])|^([-+])", lambda match: f"{match[1] or ''}\\{match[2] or match[3]}", marked)


def typeset(text: str) -> str:
    """The same text with its figures kept on one line: no break before a percent sign, a unit or after `of`."""
    return re.sub(
        r"(?<=\d) (?=%|of \d|days?\b|months?\b|quarters?\b|[A-Z][a-z]+ \d{4})|(?<=\d of) (?=\d)", "\u00a0", text
    )


def shorten(name: str, length: int) -> str:
    """A long name cut at a word, with an ellipsis."""
    line = " ".join(str(name).split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:-") + "…"


def _minus(amount: float, written: str) -> str:
    return f"{MINUS}{written}" if amount < 0 and re.search(r"[1-9]", written) else written
