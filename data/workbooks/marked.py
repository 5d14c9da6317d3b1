"""The person's own workbook back, with its bad cells filled and a comment on each: what is wrong and what to do.

Fixed and handed in again it reads as the original would: fills, comments and the sheet of problems change nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath

from data.problems import Problem, UnreadableFile
from data.reading import Progress, SourceFile, process

PROBLEM_SHEET = "Gapboard problems"
"""The sheet put in front, which lists everything that was found. An upload leaves it out."""

TOO_MUCH = ("too_much_memory", "too_much_time", "too_many_rows")
KEPT_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")


def marked(
    content: bytes,
    name: str,
    problems: Iterable[Problem],
    corrections: Mapping[str, str] | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    seconds: float = process.WALL_SECONDS,
) -> bytes:
    """A workbook's bytes: the file `name` with the cells of `problems` marked, made in a process that may take so many `seconds`.

    An xlsx or xlsm stays as it is as far as openpyxl can keep it: values, formulas and their results, formats, widths,
    other and hidden sheets, data validations, existing comments, pictures, macros; charts are written anew, shapes,
    slicers, sparklines and threads of comments are lost, and the first sheet says so. Any other file becomes a workbook
    of its values as they were read, each in the cell of its address. `corrections` stand in it as typed, so that what
    was corrected in the page need not be corrected again. A file too large to be marked comes back as the list of its
    problems alone. Raises UnreadableFile where even that is refused.
    """
    asked = {
        "name": PurePath(name).name,
        "problems": [(problem.cell, problem.severity, problem.says, problem.remedy) for problem in problems],
        "corrections": dict(corrections or {}),
    }
    try:
        with process.work("data.workbooks.marking", content, asked, progress, seconds=seconds) as answer:
            return answer.read()
    except UnreadableFile as refusal:
        if refusal.problem.rule not in TOO_MUCH:
            raise
    with process.work("data.workbooks.marking", b"", asked, progress, seconds=seconds) as answer:
        return answer.read()


def marked_name(name: str) -> str:
    """How the marked file is called: `spend (marked).xlsx` for `spend.csv`; macros keep their ending."""
    path = PurePath(name)
    ending = path.suffix.lower() if path.suffix.lower() in KEPT_ENDINGS else ".xlsx"
    return f"{path.stem.removesuffix(' (marked)')} (marked){ending}"


def without_marks(source: SourceFile) -> SourceFile:
    """A file as it is read: without the sheet that lists the problems found before."""
    tables = tuple(table for table in source.tables if table.sheet != PROBLEM_SHEET)
    if len(tables) == len(source.tables):
        return source
    problems = tuple(problem for problem in source.problems if not (problem.cell or "").startswith(f"{PROBLEM_SHEET}!"))
    left_out = (*source.left_out, (PROBLEM_SHEET, "lists the problems found before"))
    return replace(source, tables=tables, problems=problems, left_out=left_out)
