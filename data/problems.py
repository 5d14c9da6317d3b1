"""What a person is told when a sheet cannot be taken as it is: where, what is wrong, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing to put right. An error keeps its row out; a warning does not.

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


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that keep something out."""
    return tuple(problem for problem in problems if problem.severity == "error")


def counted(number: int, noun: str) -> str:
    """`1 row`, `338 rows`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
