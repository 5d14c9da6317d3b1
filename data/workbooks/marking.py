"""What the marking process does: one file to a workbook in which the cells of its problems are filled and commented."""

import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, TypedDict

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from data.problems import SEVERITIES, Severity, UnreadableFile, counted
from data.reading import refusals
from data.reading.child import opened
from data.reading.formulas import NO_VALUE
from data.reading.limited import tell
from data.reading.look import kind_of
from data.reading.table import CellError
from data.workbooks.formula_results import Results, filled, results, with_results
from data.workbooks.marked import PROBLEM_SHEET
from data.workbooks.writing import to_bytes, write_cell, write_line

FILLS = {"error": "F6D5D2", "warning": "FCE6D4", "note": "E9E7E2", "corrected": "D5E0EA"}
"""The house's red, orange, grey and blue, light enough to read black ink on."""
AUTHOR = "Gapboard"
SAYS = f"{AUTHOR}: "
"""How our part of a comment begins; what stands before it is the person's own."""

MOST_BYTES = 120 * 1024**2  # of sheets, unpacked: some three million cells, for which openpyxl takes 70 s and 2 GB
MOST_CELLS = 3_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
WIDTH = 320  # of a comment
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?")
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
LOST = {  # what openpyxl says it drops -> what a person calls it
    "DrawingML": "shapes and text boxes",
    "Data Validation extension": "drop-down lists that point to other sheets (newer Excel's kind)",
    "Conditional Formatting extension": "newer kinds of conditional formatting",
    "Sparkline": "sparklines",
    "Slicer": "slicers",
    "wmf": "pictures of the kind WMF",
}
LOST_PARTS = {
    "xl/threadedComments/": "threads of comments (each is one plain note now)",
    "xl/slicers/": "slicers",
    "xl/ctrlProps/": "buttons and other controls",
    "xl/activeX/": "buttons and other controls",
}

Listed = Sequence[tuple[str | None, Severity, str, str]]
"""Problems as they are handed over: cell, severity, what is wrong, what to do."""
Remark = tuple[Severity, str, str]
"""The same without the cell."""


class Asked(TypedDict):
    """What is to be done with a file, as `data.workbooks.marked` asks it."""

    name: str
    problems: Listed
    corrections: Mapping[str, str]


@dataclass
class Copy:
    """The workbook that is handed back. `results` are what its formulas came to, `remarks` what it could not keep, `titles`
    how a sheet is called in it where that is not its name in the file."""

    book: Workbook
    results: Results = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)

    def cell(self, address: str | None) -> Cell | None:
        """The cell of an address; the first one of a merged range; None where there is none such."""
        name, _, at = (address or "").rpartition("!")
        title = self.titles.get(name, name)
        found = _CELL.fullmatch(at)
        if title not in self.book.sheetnames or not found or int(found[2]) > LAST_ROW:
            return None
        column = column_index_from_string(found[1])
        sheet = self.book[title]
        if column > LAST_COLUMN or not isinstance(sheet, Worksheet):
            return None
        cell = sheet.cell(int(found[2]), column)
        if isinstance(cell, MergedCell):
            merged = next(area for area in sheet.merged_cells.ranges if at in area)
            cell = sheet.cell(merged.min_row, merged.min_col)
        return cell


def work(content: bytes, asked: Asked, sink: BinaryIO) -> None:
    """Write the file called `asked["name"]` with its problems marked; without a file, the list of them."""
    tell("opening", 0)
    if not content:
        reason = "The file is too large to be marked: this is the list of what was found, cell by cell."
        copy = Copy(Workbook(), remarks=[reason])
        copy.book.remove(copy.book.worksheets[0])
    elif kind_of(content, asked["name"]) == "xlsx":
        try:
            sink.write(_bytes(_as_formatted(content), asked))
            return
        except (UnreadableFile, MemoryError):
            raise
        except Exception:  # openpyxl gives up in many ways on files that our reader takes
            reason = (
                "The workbook could not be copied with its formatting: this copy holds its values as they were read."
            )
        copy = _values(content, asked["name"], reason)
    else:
        copy = _values(content, asked["name"], "This copy holds the values as they were read, each in its own cell.")
    sink.write(_bytes(copy, asked))


def _bytes(copy: Copy, asked: Asked) -> bytes:
    tell("marking", 0)
    problems = asked["problems"]
    for address, typed in asked["corrections"].items():
        if (cell := copy.cell(address)) is not None:
            _correct(cell, typed)
    found: dict[Cell, list[Remark]] = {}
    cells = [copy.cell(address) for address, *_ in problems]
    for cell, (_, severity, says, remedy) in zip(cells, problems, strict=True):
        if cell is not None:
            found.setdefault(cell, []).append((severity, says, remedy))
    for cell, comments in found.items():
        _mark(cell, comments)
    _list(copy, problems, cells)
    tell("writing", 0)
    return with_results(to_bytes(copy.book), copy.book, copy.results)


def _as_formatted(content: bytes) -> Copy:
    """The person's own workbook, marks of an earlier time taken off."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = "\n".join(archive.namelist())
        if sum(part.file_size for part in archive.infolist() if "/worksheets/" in part.filename) > MOST_BYTES:
            raise UnreadableFile(refusals.too_much_memory())
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        book = load_workbook(BytesIO(content), rich_text=True, keep_vba=b"vbaProject.bin" in content)
    if not book.worksheets:
        raise ValueError("openpyxl finds no sheet")
    for sheet in book.worksheets:
        for cell in filled(sheet):
            if isinstance(cell.value, CellRichText):
                cell.value = _whole(cell.value)
            if cell.comment is not None:  # openpyxl does not read how large a comment is
                cell.comment.width, cell.comment.height = WIDTH, _height(cell.comment.text)
    copy = Copy(book, results(content, book))
    lost = [words for sign, words in LOST.items() if any(sign in str(warning.message) for warning in warned)]
    lost += [words for part, words in LOST_PARTS.items() if part in names]
    if lost:
        copy.remarks.append(f"Not kept in this copy: {', '.join(dict.fromkeys(lost))}. Your own file still has them.")
    if any(getattr(sheet, "_charts", ()) for sheet in book.worksheets):
        copy.remarks.append("Charts were written anew and may look different from those in your own file.")
    if PROBLEM_SHEET in book.sheetnames:
        del book[PROBLEM_SHEET]
        for sheet in book.worksheets:
            _unmark(sheet)
    return copy


def _whole(text: CellRichText) -> CellRichText:
    """The same text with blank runs joined to the run before: openpyxl would lose the line breaks they hold."""
    runs: list[TextBlock | str] = []
    for run in text:
        words = run.text if isinstance(run, TextBlock) else str(run)
        if runs and (not words.strip() or not str(runs[-1]).strip()):
            before = runs.pop()
            font = before.font if isinstance(before, TextBlock) else run.font if isinstance(run, TextBlock) else None
            words = f"{before}{words}"
            runs.append(words if font is None else TextBlock(font, words))
        else:
            runs.append(run)
    return CellRichText(runs)


def _values(content: bytes, name: str, reason: str) -> Copy:
    """A new workbook of the values as read, each at its own address."""
    copy = Copy(Workbook(), remarks=[reason])
    copy.book.remove(copy.book.worksheets[0])
    grids, about = opened(content, name)
    for grid in grids:
        if grid.codes.shape[0] > LAST_ROW or grid.first_column + grid.codes.shape[1] > LAST_COLUMN:
            raise UnreadableFile(refusals.too_many_rows(LAST_ROW))
        sheet = copy.book.create_sheet(re.sub(r"[\[\]:*?/\\]", "_", grid.sheet)[:31])
        copy.titles[grid.sheet] = sheet.title
        if (grid.codes != 0).sum() > MOST_CELLS:
            raise UnreadableFile(refusals.too_much_memory())
        widths: dict[int, int] = {}
        for row, column in zip(*grid.codes.nonzero(), strict=True):
            value = grid.value(row, column)
            if value == CellError(NO_VALUE):
                continue
            at = grid.first_column + int(column) + 1
            write_cell(sheet.cell(int(row) + 1, at), _clean(value) if isinstance(value, str) else value)
            widths[at] = max(widths.get(at, 8), min(40, len(str(value))))
        for at, width in widths.items():
            sheet.column_dimensions[get_column_letter(at)].width = width + 2
    left_out = [f'"{sheet}" is not in this copy: {why}.' for sheet, why in about().left_out]
    copy.remarks += left_out[:20]
    return copy


def _correct(at: Cell, typed: str) -> None:
    """What was corrected in the page stands in the cell, a plain number as a number, and the comment says what stood."""
    stood = "" if at.value is None else str(at.value)
    write_cell(at, float(typed) if _NUMBER.fullmatch(typed) else _clean(typed) or None)
    at.fill = PatternFill("solid", fgColor=f"FF{FILLS['corrected']}")
    _say(at, f'corrected; "{stood}" stood here.' if stood else "filled in; the cell was blank.")


def _mark(at: Cell, found: Sequence[Remark]) -> None:
    """Fill a cell, and say in its comment all that is wrong with it."""
    worst = next(level for level in SEVERITIES if any(severity == level for severity, _, _ in found))
    at.fill = PatternFill("solid", fgColor=f"FF{FILLS[worst]}")
    _say(at, "\n".join(f"{SEVERITIES[severity]}: {says} {remedy}".strip() for severity, says, remedy in found))


def _say(at: Cell, message: str) -> None:
    """A comment on a cell, after what a person wrote there."""
    words = _clean(message)
    own = at.comment.text.rstrip() if at.comment else ""
    text = f"{own}\n\n{SAYS}{words}" if own else f"{SAYS}{words}"
    author = at.comment.author if at.comment and own else AUTHOR
    at.comment = Comment(text, author, height=_height(text), width=WIDTH)


def _height(text: str) -> int:
    """How high a comment must be to show its text whole, up to a third of a screen."""
    return min(400, 24 + 18 * sum(1 + len(line) // 45 for line in text.splitlines()))


def _unmark(sheet: Worksheet) -> None:
    """Take off what an earlier copy marked: our part of each comment and our fill."""
    for cell in filled(sheet):
        if isinstance(cell, MergedCell):
            continue
        if cell.comment is not None and SAYS in cell.comment.text:
            own = cell.comment.text.partition(SAYS)[0].rstrip()
            cell.comment = Comment(own, cell.comment.author) if own else None
        if cell.has_style and str(cell.fill.fgColor.rgb)[-6:] in FILLS.values():
            cell.fill = PatternFill()


def _list(copy: Copy, problems: Listed, cells: Sequence[Cell | None]) -> None:
    """The first sheet: how many problems there are, what to do with this file, and each problem with a link to its cell."""
    sheet = copy.book.create_sheet(PROBLEM_SHEET, 0)
    errors, warned, notes = (sum(severity == level for _, severity, _, _ in problems) for level in SEVERITIES)
    write_line(sheet, 1, ("What Gapboard found in this file",))
    sheet["A1"].font = Font(bold=True, size=16)
    found = f"{counted(errors, 'error')} (red) and {counted(warned, 'warning')} (orange)."
    found += f" {counted(notes, 'note')} on what was made of it (grey)." if notes else ""
    found += " Rows with errors are kept out." if errors else " No row is kept out."
    done = "Correct the marked cells and upload this workbook again: this sheet, the colours and the comments are not read."
    lines = (found, done, *copy.remarks) if len(copy.book.sheetnames) > 1 else (found, *copy.remarks)
    for row, line in enumerate(lines, start=2):
        write_line(sheet, row, (_clean(line),))
    head = len(lines) + 3
    write_line(sheet, head, ("Where", "", "What is wrong", "What to do"), bold=True)
    for row, ((address, severity, says, remedy), cell) in enumerate(zip(problems, cells, strict=True), start=head + 1):
        write_line(
            sheet, row, (_clean(address or "the whole file"), SEVERITIES[severity], _clean(says), _clean(remedy))
        )
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=f"FF{FILLS[severity]}")
        for at in (3, 4):
            sheet.cell(row, at).alignment = Alignment(wrap_text=True, vertical="top")
        if cell is not None:
            link = sheet.cell(row, 1)
            place = f"{quote_sheetname(cell.parent.title)}!{cell.coordinate}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
            link.font = Font(underline="single", color="FF12436D")
    for letter, width in zip("ABCD", (26, 11, 70, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    for other in copy.book.worksheets:
        other.sheet_view.tabSelected = False
    copy.book.active = 0


def _clean(text: str) -> str:
    """Without the control characters that no workbook can hold."""
    cleaned: str = ILLEGAL_CHARACTERS_RE.sub("", text)
    return cleaned
