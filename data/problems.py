"""What a person is told when a sheet cannot be taken as it is: where, what is wrong, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "good to know"}
"""The worst first, each as a person is told it."""
NOTHING_TO_DO = "Nothing needs to be done."


@dataclass(frozen=True)
class Problem:
    """One thing to put right. An error keeps its row out; a warning does not; a note only says what was made of it.

    `cell` is an address such as `Spend!D14`, or None where the whole file is meant. `says` and `remedy` are each a
    sentence. `rule` names the check, so that equal problems can be grouped and counted.
    """

    cell: str | None
    severity: Severity
    says: str
    remedy: str
    rule: str = ""

    def __str__(self) -> str:
        place = f"{self.cell}: " if self.cell else ""
        return f"{place}{self.says} {self.remedy}".strip()


class UnreadableFile(Exception):
    """The file could not be opened at all; `problem` says why, in words for the person who sent it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def good_to_know(cell: str | None, says: str, rule: str) -> Problem:
    """What was made of a sheet without asking, that nothing needs to be done about."""
    return Problem(cell, "note", says, NOTHING_TO_DO, rule)


def worst_first(problem: Problem) -> int:
    """Its place among others: errors, then warnings, then what is good to know."""
    return list(SEVERITIES).index(problem.severity)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that keep something out."""
    return tuple(problem for problem in problems if problem.severity == "error")


def counted(number: int, noun: str) -> str:
    """`1 row`, `338 rows`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
