"""Workbooks of every kind: their visible sheets as grids, and what was left out."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice

import python_calamine as calamine

from data.problems import Problem, UnreadableFile
from data.reading import binary, opendocument, refusals
from data.reading.formulas import MAX_FOUND, Hidden, missing_values, sheet_parts
from data.reading.grid import Grid, grid_of
from data.reading.look import BROKEN_ZIP, Kind

Tell = Callable[[str, int], None]


@dataclass
class Workbook:
    """A workbook being read: `grids()` hands out one sheet after the other; `left_out` fills as it goes."""

    content: bytes
    kind: Kind
    tell: Tell
    left_out: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def grids(self) -> Iterator[Grid]:
        """Every visible sheet that holds anything. Raises UnreadableFile where the workbook cannot be opened."""
        self.tell("opening", 0)
        try:
            book = calamine.CalamineWorkbook.from_filelike(BytesIO(self.content))
            sheets = book.sheets_metadata
            archive = zipfile.ZipFile(BytesIO(self.content)) if self.kind in ("xlsx", "xlsb", "ods") else None
            parts = sheet_parts(archive) if archive and self.kind == "xlsx" else {}
            errors = _errors(archive, self.kind)
        except calamine.PasswordError as failure:
            raise UnreadableFile(refusals.password()) from failure
        except BaseException as failure:
            raise _refused(failure) from failure
        if archive and any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            self.problems.append(MACROS)
        for sheet in sheets:
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                self.left_out.append((sheet.name, "a chart or macro sheet"))
            elif sheet.visible != calamine.SheetVisibleEnum.Visible:
                self.left_out.append((sheet.name, "hidden"))
            else:
                self.tell(f"reading {sheet.name}", 0)
                hidden = Hidden()
                missing = errors.get(sheet.name) or _missing(archive, parts.get(sheet.name), hidden)
                grid = self._grid(book, sheet.name, missing)
                if grid.codes.any():
                    self.problems += _hidden_cells(grid, hidden)
                    yield grid
                else:
                    self.left_out.append((sheet.name, "empty"))

    def _grid(self, book: calamine.CalamineWorkbook, name: str, missing: list[tuple[int, int, str]]) -> Grid:
        try:
            sheet = book.get_sheet_by_name(name)
            start = sheet.start[1] if sheet.start else 0
            left = min([start, *(column for _, column, _ in missing)])
            return grid_of(
                name,
                _padded(sheet.iter_rows(), start - left) if sheet.start else (),
                first_column=left,
                merged=tuple(sheet.merged_cell_ranges or ()),
                missing=missing,
                tell=lambda rows: self.tell(f"reading {name}", rows),
            )
        except UnreadableFile:
            raise
        except BaseException as failure:
            raise _refused(failure) from failure


MACROS = Problem(
    cell=None,
    severity="warning",
    says="The workbook contains macros; they were not run.",
    remedy="Check that no value you need is only made by a macro.",
    rule="macros",
)


def _padded(rows: Iterator[Sequence[object]], blanks: int) -> Iterator[Sequence[object]]:
    """The reader leaves out blank columns at the left; put back those that an error cell stands in."""
    return ([""] * blanks + list(row) for row in rows) if blanks else rows


def _errors(archive: zipfile.ZipFile | None, kind: Kind) -> dict[str, list[tuple[int, int, str]]]:
    """Formula errors by sheet, for the kinds whose sheets are not looked through one by one. The old .xls has none to
    tell: its errors stay blank."""
    if archive is None or kind not in ("ods", "xlsb"):
        return {}
    found = opendocument.errors_by_sheet(archive) if kind == "ods" else binary.errors_by_sheet(archive)
    return {sheet: errors[:MAX_FOUND] for sheet, errors in found.items()}


def _hidden_cells(grid: Grid, hidden: Hidden) -> Iterator[Problem]:
    """Hidden rows and columns that hold something: they were read, and that is said once for the sheet."""
    height, width = grid.codes.shape
    rows = [row for row in hidden.rows if row < height and grid.codes[row].any()]
    places = sorted(column - grid.first_column for column in hidden.columns)
    columns = [place for place in places if 0 <= place < width and grid.codes[:, place].any()]
    if not rows and not columns:
        return
    letters = ", ".join(grid.letter(place) for place in columns[:10]) + (" ..." if len(columns) > 10 else "")
    found = [
        *([f"{len(rows):,} hidden row{'s' if len(rows) > 1 else ''} (the first is {rows[0] + 1})"] if rows else []),
        *([f"the hidden column{'s' if len(columns) > 1 else ''} {letters}"] if columns else []),
    ]
    first = f"{grid.sheet}!{grid.letter(columns[0] if columns and not rows else 0)}{rows[0] + 1 if rows else 1}"
    yield Problem(
        first,
        "warning",
        f"{' and '.join(found)[0].upper()}{' and '.join(found)[1:]} of this sheet were read like the others.",
        "Delete what should not be imported; hiding or filtering does not leave it out.",
        "hidden_cells",
    )


def _missing(archive: zipfile.ZipFile | None, part: str | None, hidden: Hidden) -> list[tuple[int, int, str]]:
    """Formula errors and formulas without a value in one sheet, where its XML can be read at all."""
    if archive is None or part is None:
        return []
    try:
        return list(islice(missing_values(archive, part, hidden), MAX_FOUND))
    except BROKEN_ZIP as failure:
        raise UnreadableFile(refusals.damaged()) from failure


def _refused(failure: BaseException) -> BaseException:
    """What the reader says when it gives up, in words; anything it did not say is ours to see."""
    if isinstance(failure, (calamine.CalamineError, *BROKEN_ZIP)):
        return UnreadableFile(refusals.damaged())
    if type(failure).__name__ == "PanicException":
        return UnreadableFile(refusals.damaged())
    return failure
