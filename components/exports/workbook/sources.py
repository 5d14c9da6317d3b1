"""Where it all comes from: the uploads that stand, and for each sheet of rows where its rows stood."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from components.exports.cells import Cell
from components.exports.workbook.rows import PLACE, Rows
from components.exports.workbook.sheet import FIRST, WorkbookWriter, widths, write
from components.text import format
from components.theme import LIGHT
from queries.uploads import Delivery

NAME = "Provenance"
UPLOADS = ("Version", "File", "Handed in", "By", "Note", "From", "Sheet of the template", "Rows that stand")
PLACES = ("Sheet of this workbook", "Version", "File", "Sheet of the file", "Rows", "First row", "Last row")
NOT_COUNTED = "not told: a row is a person"
NO_PLACE = "put together from several rows; each figure's formula says from which"


def put(writer: WorkbookWriter, uploads: Sequence[Delivery], rows: Sequence[Rows]) -> None:
    """The sheet: the uploads above, the rows' places beneath."""
    sheet = writer.add_sheet(
        NAME,
        "Where the rows come from",
        "The uploads that stand in this version; beneath them, where the rows of each sheet stood. Each row says itself in its "
        "last columns.",
        LIGHT.context,
    )
    lines = [
        (
            upload.version,
            upload.file_name,
            upload.created_at.date(),
            upload.author,
            upload.note,
            format.source(upload.feed),
            upload.dataset,
            NOT_COUNTED if upload.rows is None else upload.rows,
        )
        for upload in uploads
    ]
    _lines(writer, lines, sheet, FIRST)
    places = [line for sheet_of_rows in rows for line in _places(sheet_of_rows)]
    below = FIRST + len(lines) + 2
    _lines(writer, places, sheet, below + 1)
    writer.header(sheet, below, PLACES, (1, 4, 5, 6))
    writer.table_header(sheet, UPLOADS, len(lines), (0, 7))
    both = [[line[at] for line in (*lines, *places) if at < len(line)] for at in range(len(UPLOADS))]
    widths(sheet, both, UPLOADS)


def _lines(writer: WorkbookWriter, lines: Sequence[Sequence[Cell]], sheet: Worksheet, first: int) -> None:
    for row, line in enumerate(lines, start=first):
        for at, value in enumerate(line):
            write(writer, sheet, row, at, value, "0")


def _places(rows: Rows) -> list[tuple[Cell, ...]]:
    """Each sheet of each upload that rows of a sheet stood in: how many, from which row to which."""
    frame = rows.frame
    if not set(PLACE) <= set(frame.columns):
        return [(rows.name, "", "", NO_PLACE, len(frame))]
    by_place = frame.groupby(["version", "upload", "sheet"], dropna=False)["source_row"].agg(["size", "min", "max"])
    return [
        (rows.name, version, upload, sheet, size, first, last)
        for (version, upload, sheet), size, first, last in by_place.sort_index(ascending=False).itertuples()
    ]
