"""A file read end to end, in the process of its own: what comes back, and what hostile files do not do."""

import datetime as dt
import io
import os
import threading
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from data.problems import UnreadableFile
from data.reading import CellError, Progress, SourceFile, handover, process, read_file

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OFFICE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{LINKS}">'
    f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}">'
    f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def raw_workbook(rows: str, **more: str) -> bytes:
    """A workbook of one sheet `S` from the XML of its rows."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**PARTS, **more}.items():
            archive.writestr(name, content)
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return buffer.getvalue()


def workbook(**sheets: Sequence[Sequence[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book


def read(book: openpyxl.Workbook) -> SourceFile:
    buffer = io.BytesIO()
    book.save(buffer)
    return read_file(buffer.getvalue(), "book.xlsx")


def test_every_kind_of_cell_comes_back_as_it_was() -> None:
    day, moment = dt.date(2026, 5, 14), dt.datetime(2026, 5, 14, 9, 30)
    source = read(workbook(Spend=[["text", "number", "flag", "day", "moment"], ["00123", 5, True, day, moment], ["x"]]))
    [table] = source.tables
    assert [column.values for column in table.columns] == [
        ["00123", "x"],
        [5.0, None],
        [True, None],
        [day, None],
        [moment, None],
    ]
    assert [column.letter for column in table.columns] == ["A", "B", "C", "D", "E"]


def test_a_value_is_found_by_its_address() -> None:
    book = workbook(Spend=[])
    for cell, value in {
        "C3": "Unit",
        "D3": "Amount",
        "C4": "Sales",
        "D4": 5,
        "C6": "Legal",
        "D6": 7,
        "C7": "Total",
        "D7": 12,
    }.items():
        book["Spend"][cell] = value
    [table] = read(book).tables
    assert (table.header_row, table.rows) == (3, [4, 6])
    assert table.address(table.column("Amount"), 1) == "Spend!D6"
    assert table.totals == ((7, {"C": "Total", "D": 12.0}),)


def test_hidden_and_empty_sheets_are_left_out_by_name() -> None:
    book = workbook(Spend=[["a", "b"], [1, 2]], Lists=[["x", "y"], [1, 2]], Blank=[], Notes=[["read me"]])
    book["Lists"].sheet_state = "hidden"
    source = read(book)
    assert [table.sheet for table in source] == ["Spend"]
    assert source.left_out == (("Lists", "hidden"), ("Blank", "empty"), ("Notes", "too narrow for a table"))


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    book = workbook(Spend=[["Unit", "Tool", "Cost"], ["Sales", "Copilot", 1], ["Legal", "Claude", 2]])
    book["Spend"].row_dimensions[3].hidden = True
    book["Spend"].column_dimensions["B"].hidden = True
    book["Spend"].column_dimensions["Z"].hidden = True
    source = read(book)
    assert source.tables[0].column("Tool").values == ["Copilot", "Claude"]
    [problem] = source.problems
    assert (problem.rule, problem.cell) == ("hidden_cells", "Spend!A3")
    assert "1 hidden row (the first is 3) and the hidden column B of this sheet were read" in problem.says


def test_formula_errors_and_formulas_never_computed_keep_their_place() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Unit</t></is></c><c r="B1" t="inlineStr"><is><t>Cost</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Sales</t></is></c><c r="B2" t="e"><f>NA()</f><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Legal</t></is></c><c r="B3"><f>1+1</f></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>HR</t></is></c><c r="B4"><f>1+1</f><v>2</v></c></row>'
        '<row r="5"><c r="A5" t="str"><f>""</f><v></v></c><c r="B5"><v>3</v></c></row>'
    )
    source = read_file(raw_workbook(rows), "book.xlsx")
    assert source.tables[0].column("Cost").values == [CellError("#N/A"), CellError("no value"), 2.0, 3.0]
    assert source.tables[0].column("Unit").values[-1] is None
    assert [(problem.rule, problem.cell) for problem in source.problems] == [("not_computed", "S!B3")]


def test_a_sheet_of_formulas_without_values_says_to_let_excel_calculate() -> None:
    source = read(workbook(Spend=[["Unit", "Cost"], ["Sales", "=1+1"], ["Legal", "=2+2"]]))
    assert source.tables[0].column("Cost").values == [CellError("no value"), CellError("no value")]
    assert str(source.problems[0]).startswith(
        "Spend!B2: 2 formula(s) from here on have no computed value. Open the file in Excel"
    )


def test_macros_are_not_run_and_said_so() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
    source = read_file(raw_workbook(rows, **{"xl/vbaProject.bin": "x"}), "book.xlsm")
    assert "macros" in {problem.rule for problem in source.problems}


def test_a_file_of_empty_sheets_is_refused() -> None:
    with pytest.raises(UnreadableFile, match='There is no table in this file: "Spend" is empty'):
        read(workbook(Spend=[]))


def test_two_cells_at_the_corners_of_a_sheet_do_not_take_the_server_down() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(UnreadableFile) as refused:
        read_file(raw_workbook(rows), "sparse.xlsx")
    assert refused.value.problem.rule == "too_much_memory"


def test_a_bomb_is_refused_in_less_than_a_second() -> None:
    bomb = raw_workbook(" " * (100 * 1024**2))
    before = sum(os.times()[:4])  # of this process and its children: how busy the machine is has no part in it
    with pytest.raises(UnreadableFile, match="unpacks to 100 MB"):
        read_file(bomb, "bomb.xlsx")
    assert sum(os.times()[:4]) - before < 1


def test_entities_do_not_explode() -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    listing = f"<!DOCTYPE workbook [{entities}]>" + PARTS["xl/workbook.xml"].replace('name="S"', 'name="&e9;"')
    with pytest.raises(UnreadableFile):
        read_file(raw_workbook("", **{"xl/workbook.xml": listing}), "book.xlsx")


def test_a_process_that_takes_too_long_is_ended() -> None:
    with pytest.raises(UnreadableFile, match="was stopped"):
        read_file(b"a,b\n1,2\n", "a.csv", seconds=0.01)


def test_progress_names_the_phase_and_counts_rows() -> None:
    heard: list[Progress] = []
    read_file(("a,b\n" + "1,2\n" * 200_000).encode(), "a.csv", heard.append)
    assert heard[0].phase == "looking"
    assert [step.seconds for step in heard] == sorted(step.seconds for step in heard)
    assert max(step.rows for step in heard) > 0
    assert heard[-1].bytes_read == 4 + 4 * 200_000


def test_all_phases_are_told_by_one_clock() -> None:
    heard: list[Progress] = []

    def slow(step: Progress) -> None:
        heard.append(step)
        if len(heard) == 1:  # before the file is looked at, which is before there is a process
            time.sleep(0.05)

    read_file(b"a,b\n1,2\n", "a.csv", slow)
    assert [step.phase for step in heard[:2]] == ["looking", "looking"]
    assert heard[1].seconds >= 0.05


def test_a_listener_that_gives_up_ends_the_reading() -> None:
    def gives_up(step: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_file(b"a,b\n1,2\n", "a.csv", gives_up)
    assert read_file(b"a,b\n1,2\n", "a.csv").tables


@pytest.mark.parametrize("phase", ["looking", "reading", "taking over the rows"])
def test_whoever_gives_up_in_any_phase_leaves_no_process_and_no_turn_taken(phase: str) -> None:
    def gives_up(step: Progress) -> None:
        if step.phase == phase:
            raise InterruptedError

    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    before = listed.read_text() if listed.exists() else ""
    for _ in range(process.AT_ONCE + 1):
        with pytest.raises(InterruptedError):
            read_file(b"a,b\n" + b"1,2\n" * 100_000, "a.csv", gives_up)
    assert (listed.read_text() if listed.exists() else "") == before


def test_the_reading_process_is_given_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAPBOARD_STORE", "secret")
    assert "GAPBOARD_STORE" not in process.ENVIRONMENT
    assert all(word not in " ".join(process.ENVIRONMENT) for word in ("HOME", "PATH", "TOKEN"))


def test_the_same_bytes_have_the_same_hash_under_any_name() -> None:
    first, other = read_file(b"a,b\n1,2\n", "a.csv"), read_file(b"a,b\n1,2\n", "b.csv")
    assert first.sha256 == other.sha256
    assert (first.name, other.name) == ("a.csv", "b.csv")


def test_a_sheet_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(raw_workbook(" " * (300 * 1024**2)))
    place = content.rfind(b"xl/worksheets/sheet1.xml") - 46  # its entry in the zip's table of contents
    content[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        read_file(bytes(content), "liar.xlsx")


def test_an_answer_cut_short_is_no_answer() -> None:
    with pytest.raises(pa.ArrowInvalid):
        handover.read(io.BytesIO(b"ARROW"))
