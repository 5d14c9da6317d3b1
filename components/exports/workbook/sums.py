"""Which counts are sums over rows that the workbook holds, so that a sheet can add them up again?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components.exports.workbook.rows import Rows
from components.exports.workbook.sheet import UNWRITABLE

LONGEST = 200  # letters of a name in a condition; Excel takes 255
NEAR = 1e-9
FILLED = object()
"""The condition that something stands in a column."""


@dataclass(frozen=True)
class Term:
    """The sum of a view's column, or (None) the number of its rows, where columns have values; added, or taken off."""

    view: str
    column: str | None
    where: Mapping[str, object]
    sign: int = 1

    def amount(self, frame: pd.DataFrame) -> float:
        """What it comes to over rows of its view."""
        is_counted = pd.Series(True, index=frame.index)
        for column, value in self.where.items():
            is_counted &= (
                frame[column].notna() & (frame[column] != "")
                if value is FILLED
                else frame[column].eq(value).fillna(False)
            )
        found = frame[is_counted.astype(bool)]
        return self.sign * float(len(found) if self.column is None else found[self.column].fillna(0).sum())

    def formula(self, rows: Rows, among: Mapping[str, str]) -> str:
        """The same as a formula, over those rows that are `among` these values of columns."""
        asked = [
            (column, _is_filled(rows.frame[column]) if value is FILLED else f"={_written(value)}")
            for column, value in self.where.items()
        ]
        asked += [(column, f"={_escaped(value)}") for column, value in among.items()]
        conditions = [f"{rows.range(column)},{_quoted(condition)}" for column, condition in asked]
        if self.column is None:
            return f"COUNTIFS({','.join(conditions)})"
        if not conditions:
            return f"SUM({rows.range(self.column)})"
        return f"SUMIFS({rows.range(self.column)},{','.join(conditions)})"


Sum = tuple[Term, ...]


def _of(view: str, column: str | None = None, /, **where: object) -> Sum:
    return (Term(view, column, where),)


def _each(view: str, column: str, name: str, values: Sequence[str], **where: object) -> Sum:
    return tuple(Term(view, column, {name: value, **where}) for value in values)


def _less(first: Sum, second: Sum) -> Sum:
    return (*first, *(Term(term.view, term.column, term.where, -term.sign) for term in second))


SPENT = _of("spend_rows", "amount", basis="actual")
SPENT_SO_FAR = _of("cost_rows", "amount")
COST = (*SPENT_SO_FAR, *_of("benefit_rows", "run_cost"))
CLAIMED, WEIGHED, EVIDENCED, DOCUMENTED, CONFIRMED = (
    _of("benefit_rows", tier) for tier in ("claimed", "risk_adjusted", "evidenced", "documented", "confirmed")
)
STRANDED = _of("cost_rows", "amount", position="stranded")
LIVE = {"is_live": True}
CHANGE = ("change_management", "training", "coaching")
TECHNOLOGY = ("licences", "model_usage", "infrastructure", "platform", "data", "integration", "vendor_build")
AFTER_PROOF = ("proven", "approved", "production", "scaled")

SUMS: dict[str, tuple[Sum, Sum | None]] = {
    "spend": (SPENT, None),
    "change_to_tech_ratio": (
        _each("spend_rows", "amount", "category", CHANGE, basis="actual"),
        _each("spend_rows", "amount", "category", TECHNOLOGY, basis="actual"),
    ),
    "cost": (COST, None),
    "claimed_value": (CLAIMED, None),
    "risk_adjusted_value": (WEIGHED, None),
    "evidenced_value": (EVIDENCED, None),
    "documented_value": (DOCUMENTED, None),
    "confirmed_value": (CONFIRMED, None),
    "roi_claimed": (_less(CLAIMED, COST), COST),
    "roi_risk_adjusted": (_less(WEIGHED, COST), COST),
    "roi_evidenced": (_less(EVIDENCED, COST), COST),
    "roi_confirmed": (_less(CONFIRMED, COST), COST),
    "return_per_unit_spent": (WEIGHED, COST),
    "break_even_factor": (COST, CLAIMED),
    "stranded_spend": (STRANDED, None),
    "stranded_share": (STRANDED, SPENT_SO_FAR),
    "cost_per_production_initiative": (SPENT_SO_FAR, _of("initiative_rows", production_on=FILLED)),
    "proofs_of_concept": (
        tuple(Term("initiative_rows", None, {"furthest_stage": stage}) for stage in AFTER_PROOF),
        None,
    ),
    "live_tools": (_of("deployment_rows", **LIVE), None),
    "internally_built_share": (
        _of("deployment_rows", **LIVE, built_by="internal"),
        _of("deployment_rows", **LIVE, built_by=FILLED),
    ),
    "internally_maintained_share": (
        _of("deployment_rows", **LIVE, maintained_by="internal"),
        _of("deployment_rows", **LIVE, maintained_by=FILLED),
    ),
    "unmaintained_share": (
        _of("deployment_rows", **LIVE, maintained_by="nobody"),
        _of("deployment_rows", **LIVE, maintained_by=FILLED),
    ),
    "built_and_kept_inside": (
        _of("deployment_rows", **LIVE, built_by="internal", maintained_by="internal"),
        _of("deployment_rows", **LIVE, built_by=FILLED, maintained_by=FILLED),
    ),
    "builders": (_of("people_rows", "builders"), None),
    "open_ai_roles": (_of("people_rows", "open_ai_roles"), None),
    "training_completions": (_of("training_rows", "completed"), None),
    "training_transfer_rate": (
        _of("training_rows", "builders", is_old_enough=True),
        _of("training_rows", "trained", is_old_enough=True, builders=FILLED),
    ),
}
"""Metric -> its numerator and its denominator as sums over rows. Each is used only where it comes to the app's own count."""


def views_of(metric: str) -> set[str]:
    """The views whose rows a metric is added up from."""
    return {term.view for sum_ in SUMS.get(metric, ()) for term in sum_ or ()}


def formula(sum_: Sum | None, rows: Mapping[str, Rows], among: Mapping[str, str], comes_to: float | None) -> str | None:
    """A sum as a formula, over rows that are `among` these values; None where the workbook lacks a row of it, or where it
    would come to something else than the app's count."""
    if sum_ is None or comes_to is None or any(term.view not in rows or not rows[term.view].has_all for term in sum_):
        return None
    if any(not _can_be_asked(rows[term.view].frame, column, value) for term in sum_ for column, value in among.items()):
        return None
    amount = sum(term.amount(_among(rows[term.view].frame, among)) for term in sum_)
    if not math.isclose(amount, comes_to, rel_tol=NEAR, abs_tol=NEAR):
        return None
    terms = "".join(f"{'-' if term.sign < 0 else '+'}{term.formula(rows[term.view], among)}" for term in sum_)
    return f"={terms.removeprefix('+')}"


def _among(frame: pd.DataFrame, among: Mapping[str, str]) -> pd.DataFrame:
    for column, value in among.items():
        frame = frame[frame[column] == value]
    return frame


def _can_be_asked(frame: pd.DataFrame, column: str, value: str) -> bool:
    """Whether a condition finds this value alone: Excel does not tell capitals from small letters."""
    if column not in frame or len(value) > LONGEST or UNWRITABLE.search(value):
        return False
    same = {name for name in frame[column].dropna().unique() if str(name).casefold() == value.casefold()}
    return same <= {value}


def _is_filled(column: "pd.Series[object]") -> str:
    """The condition that something stands in a column: any number or day, any text of a letter or more."""
    is_counted = pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column)
    return ">=0" if is_counted else "?*"


def _written(value: object) -> str:
    return _escaped({True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value))


def _escaped(value: str) -> str:
    """A name in a condition, its own ~, * and ? standing for themselves."""
    for letter in "~*?":
        value = value.replace(letter, f"~{letter}")
    return value


def _quoted(condition: str) -> str:
    return f'"{condition.replace(chr(34), chr(34) * 2)}"'
