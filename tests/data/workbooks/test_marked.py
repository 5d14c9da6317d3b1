"""The person's own workbook back: bad cells filled and commented, the rest as it was, and nothing new to read in it."""

import datetime as dt
import io
import re
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from data.ingest.upload import prepare
from data.problems import Problem, UnreadableFile, errors
from data.reading import Cell, SourceFile, read_file
from data.workbooks.marked import PROBLEM_SHEET, marked, marked_name, without_marks
from data.workbooks.marking import FILLS

TODAY = dt.date(2026, 11, 21)
HEADER = ("period", "business_unit", "category", "amount")


def as_bytes(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def colour(cell) -> str:
    return str(cell.fill.fgColor.rgb)[-6:]


def cells(source: SourceFile) -> list[tuple]:
    """All that is read of a file: each table's place, headers, values, totals and notes."""
    return [
        (
            table.sheet,
            table.header_row,
            list(table.rows),
            [(column.letter, column.header) for column in table.columns],
            [[_to_15_digits(cell) for cell in column.values] for column in table.columns],
            table.totals,
            table.notes,
        )
        for table in source.tables
    ]


def _to_15_digits(cell: Cell) -> Cell:
    """openpyxl writes sixteen digits of a number: the seventeenth is noise of binary fractions."""
    return float(f"{cell:.15g}") if isinstance(cell, float) else cell


@pytest.fixture(scope="module")
def own() -> bytes:
    """A workbook as a person keeps it: title, merged header, formats, a formula, a note, a list, a hidden sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Q3 spend"
    sheet["A1"] = "Spend of the quarter"
    for at, name in enumerate(HEADER, start=1):
        sheet.cell(3, at, name)
    sheet["E2"] = "Notes of finance"
    sheet.merge_cells("E2:F2")
    sheet["E3"], sheet["F3"] = "first", "second"
    rows = [("2026-Q1", "Claims", "licences", 10), ("2026-Q1", "Legal", "fun", "ten"), ("31/31/2026", "Risk", "run", 3)]
    for at, row in enumerate(rows, start=4):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column, value)
        sheet.cell(at, 5, f"remark {at}")
    sheet["D7"], sheet["A7"] = "=SUM(D4:D6)", "Total"
    sheet["D4"].number_format, sheet["D4"].font = "#,##0.00", Font(bold=True)
    sheet["D4"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C5"].comment = Comment("Ask Jo about this.", "Ada", height=60, width=120)
    sheet.column_dimensions["B"].width = 33
    choices = DataValidation("list", formula1='"licences,run"')
    sheet.add_data_validation(choices)
    choices.add("C4:C6")
    hidden = book.create_sheet("Lists")
    hidden["A1"], hidden.sheet_state = "=1+1", "hidden"
    return calculated(as_bytes(book))


def calculated(content: bytes) -> bytes:
    """The same workbook as Excel saves it: with what the sum comes to."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            empty = rb"(?<=SUM\(D4:D6\)</f>)<v ?(?:/>|></v>)"  # as either of openpyxl's writers leaves it
            target.writestr(name, re.sub(empty, b"<v>13</v>", source.read(name)))
    return made.getvalue()


PROBLEMS = (
    Problem("Q3 spend!C5", "error", '"fun" is no category.', "Use one of: licences, run.", "a"),
    Problem("Q3 spend!D5", "error", '"ten" is no amount.', "Write 10.", "b"),
    Problem("Q3 spend!D5", "warning", "=SUM(A1) looks odd.", "=Check it.", "c"),
    Problem("Q3 spend!D4", "warning", "Twice as much as before.", "Check it.", "d"),
    Problem("Q3 spend!F2", "warning", "An odd header.", "Check it.", "e"),
    Problem(None, "note", "The file is old.", "Nothing needs to be done.", "f"),
    Problem("Q3 spend!D", "error", "5 more cells of this column.", "Correct them all.", "b"),
)


@pytest.fixture(scope="module")
def given_back(own) -> bytes:
    return marked(own, "q3.xlsx", PROBLEMS)


def test_a_bad_cell_is_filled_by_how_bad_it_is_and_says_what_is_wrong_and_what_to_do(given_back):
    sheet = opened(given_back)["Q3 spend"]
    assert (colour(sheet["C5"]), colour(sheet["D5"])) == (FILLS["error"], FILLS["error"])
    assert colour(sheet["D4"]) == FILLS["warning"]
    assert sheet["D4"].comment.text == "Gapboard: warning: Twice as much as before. Check it."


def test_several_problems_of_a_cell_are_in_one_comment_the_person_s_own_first(given_back):
    sheet = opened(given_back)["Q3 spend"]
    assert sheet["D5"].comment.text.splitlines() == [
        'Gapboard: error: "ten" is no amount. Write 10.',
        "warning: =SUM(A1) looks odd. =Check it.",
    ]
    assert sheet["C5"].comment.text.startswith("Ask Jo about this.\n\nGapboard: error:")
    assert sheet["C5"].comment.author == "Ada"


def test_a_problem_in_a_merged_cell_is_marked_where_the_merged_cell_begins(given_back):
    sheet = opened(given_back)["Q3 spend"]
    assert "An odd header." in sheet["E2"].comment.text
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["E2:F2"]


def test_the_rest_of_the_workbook_is_as_it_was(given_back):
    book = opened(given_back)
    sheet = book["Q3 spend"]
    assert book.sheetnames == [PROBLEM_SHEET, "Q3 spend", "Lists"]
    with zipfile.ZipFile(io.BytesIO(given_back)) as archive:
        drawn = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".vml"))
    assert drawn.count(b"width:320px") == 4
    assert book["Lists"].sheet_state == "hidden"
    assert (sheet["D4"].number_format, sheet["D4"].font.bold) == ("#,##0.00", True)
    assert sheet.column_dimensions["B"].width == 33
    assert (sheet["D7"].value, book["Lists"]["A1"].value) == ("=SUM(D4:D6)", "=1+1")
    assert [str(validation.sqref) for validation in sheet.data_validations.dataValidation] == ["C4:C6"]


def test_the_first_sheet_lists_every_problem_those_without_a_cell_too(given_back):
    book = opened(given_back)
    listed = [[cell.value for cell in row[:4]] for row in book[PROBLEM_SHEET].iter_rows(min_row=1)]
    assert book.active.title == PROBLEM_SHEET
    assert (
        "3 errors (red) and 3 warnings (orange). 1 note on what was made of it (grey). Rows with errors are kept out."
        in [row[0] for row in listed]
    )
    assert ["the whole file", "good to know", "The file is old.", "Nothing needs to be done."] in listed
    assert len([row for row in listed if row[1] in ("error", "warning", "good to know")]) == len(PROBLEMS)
    links = {row[0].value: row[0].hyperlink for row in book[PROBLEM_SHEET].iter_rows() if row[0].hyperlink}
    assert links["Q3 spend!C5"].location == "'Q3 spend'!C5"
    assert "Q3 spend!D" not in links


def test_words_that_begin_like_a_formula_stay_words(given_back):
    cells = [cell for row in opened(given_back)[PROBLEM_SHEET].iter_rows() for cell in row]
    (marked_cell,) = [cell for cell in cells if cell.value == "=SUM(A1) looks odd."]
    assert (marked_cell.data_type, marked_cell.quotePrefix) == ("s", True)


def test_the_marked_workbook_reads_as_the_original_does_results_of_formulas_included(own, given_back):
    before, after = read_file(own, "q3.xlsx"), without_marks(read_file(given_back, "q3 (marked).xlsx"))
    assert before.tables[0].totals[0][1]["D"] == 13
    assert cells(after) == cells(before)
    assert after.problems == before.problems
    assert after.left_out == (*before.left_out, (PROBLEM_SHEET, "lists the problems found before"))


def test_macros_stay_in_the_workbook_and_what_is_lost_is_said(own):
    kind, with_macros = b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(kind, with_macros))
        target.writestr("xl/vbaProject.bin", b"a macro")
        target.writestr("xl/slicers/slicer1.xml", b"<slicers/>")
    content = marked(made.getvalue(), "q3.xlsm", PROBLEMS)
    with zipfile.ZipFile(io.BytesIO(content)) as back:
        assert back.read("xl/vbaProject.bin") == b"a macro"
        assert with_macros in back.read("[Content_Types].xml")
    book = opened(content)
    assert book[PROBLEM_SHEET]["A4"].value == "Not kept in this copy: slicers. Your own file still has them."
    assert book["Q3 spend"]["D5"].comment is not None


def test_what_was_corrected_in_the_page_stands_in_the_workbook_and_says_what_stood_there(own, store):
    typed = {"Q3 spend!D5": "1200", "Q3 spend!C5": "run", "Q3 spend!A6": "=2026-Q2"}
    sheet = opened(marked(own, "q3.xlsx", PROBLEMS[3:4], typed))["Q3 spend"]
    assert [sheet[cell].value for cell in ("D5", "C5", "A6")] == [1200, "run", "=2026-Q2"]
    assert sheet["A6"].data_type == "s"
    assert sheet["D5"].comment.text == 'Gapboard: corrected; "ten" stood here.'
    assert sheet["C5"].comment.text == 'Ask Jo about this.\n\nGapboard: corrected; "fun" stood here.'
    assert {colour(sheet[cell]) for cell in ("D5", "C5", "A6")} == {FILLS["corrected"]}


def test_a_file_too_large_for_a_workbook_comes_back_as_the_list_of_its_problems():
    content = b"a,b\n" + b"1,2\n" * 1_048_576
    book = opened(marked(content, "big.csv", [Problem("big!B2", "error", "No.", "Yes.", "x")]))
    listed = [row[0].value for row in book[PROBLEM_SHEET].iter_rows()]
    assert book.sheetnames == [PROBLEM_SHEET]
    assert "The file is too large to be marked: this is the list of what was found, cell by cell." in listed
    assert "big!B2" in listed


def test_a_cell_far_from_the_table_does_not_keep_a_workbook_from_being_marked(own):
    book = opened(own)
    book["Q3 spend"]["XFD1048576"].font = Font(bold=True)
    content = marked(as_bytes(book), "q3.xlsx", PROBLEMS)
    assert opened(content).sheetnames[1] == "Q3 spend"


def test_marked_again_only_the_new_problems_stand(given_back):
    again = opened(marked(given_back, "q3.xlsx", PROBLEMS[3:4]))
    sheet = again["Q3 spend"]
    assert again.sheetnames == [PROBLEM_SHEET, "Q3 spend", "Lists"]
    assert (sheet["D5"].comment, sheet["D5"].fill.fill_type) == (None, None)
    assert sheet["C5"].comment.text == "Ask Jo about this."
    assert sheet["D4"].comment.text.count("Gapboard:") == 1


def test_what_was_marked_corrected_and_uploaded_again_is_accepted(store, own):
    first = prepare(own, "q3.xlsx", store, today=TODAY)
    assert {problem.cell for problem in first.errors} == {"Q3 spend!C5", "Q3 spend!D5", "Q3 spend!A6"}
    book = opened(marked(own, "q3.xlsx", first.problems))
    sheet = book["Q3 spend"]
    assert all(sheet[cell].comment for cell in ("C5", "D5", "A6"))
    sheet["C5"], sheet["D5"], sheet["A6"], sheet["D7"] = "run", 10, "2026-Q2", 23
    second = prepare(as_bytes(book), marked_name("q3.xlsx"), store, today=TODAY)
    assert second.errors == ()
    assert second.counts["spend"] == {"read": 3, "stored": 3, "left_out": 0}


def test_a_text_table_becomes_a_workbook_with_each_value_in_its_cell():
    name = "spend-report-0123456789-2026-03-26-to-2026-06-24.csv"
    text = ",".join(HEADER) + '\n2026-Q1,Claims,licences,"1,200"\n2026-Q1,=1+1,fun,007\n'
    stem = name.removesuffix(".csv")
    problems = [Problem(f"{stem}!C3", "error", "No.", "Yes.", "x")]
    content = marked(text.encode(), name, problems)
    sheet = opened(content).worksheets[1]
    assert [cell.value for cell in sheet[2]] == ["2026-Q1", "Claims", "licences", "1,200"]
    assert [cell.data_type for cell in sheet[3]] == ["s", "s", "s", "s"]
    assert (sheet["C3"].comment.text, colour(sheet["C3"])) == ("Gapboard: error: No. Yes.", FILLS["error"])
    before, after = read_file(text.encode(), name), without_marks(read_file(content, marked_name(name)))
    assert [cell[1:] for cell in cells(after)] == [cell[1:] for cell in cells(before)]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("a.csv", "a (marked).xlsx"),
        ("a.XLSM", "a (marked).xlsm"),
        ("a (marked).xlsx", "a (marked).xlsx"),
        ("q.3.xls", "q.3 (marked).xlsx"),
    ],
)
def test_a_marked_file_is_called_after_the_person_s_own(name, called):
    assert marked_name(name) == called


def test_marking_that_takes_too_long_is_refused_in_words(own):
    with pytest.raises(UnreadableFile, match="was stopped"):
        marked(own, "q3.xlsx", PROBLEMS, seconds=0.01)


@pytest.mark.parametrize("pattern", ["2025_0128*dhs*.xlsx", "2025_individually*.xlsx"])
def test_a_real_inventory_marked_reads_as_before(real_files, store, pattern):
    (path,) = (real_files / "inventories").glob(pattern)
    before = prepare(path.read_bytes(), path.name, store, today=TODAY, period="2025-Q4")
    content = marked(path.read_bytes(), path.name, before.problems)
    after = prepare(content, marked_name(path.name), store, today=TODAY, period="2025-Q4")
    assert [cell[1:] for cell in cells(after.file.as_read) if cell[0] != PROBLEM_SHEET] == [
        cell[1:] for cell in cells(before.file.as_read)
    ]
    assert after.counts == before.counts
    assert [problem.cell for problem in errors(after.problems)] == [problem.cell for problem in before.errors]


@pytest.mark.parametrize("name", ["issue3.xlsm", "date.xls", "date.xlsb", "date.ods", "strict_iso_paths.xlsx"])
def test_other_kinds_come_back_too_macros_included(real_files, name):
    path = next((real_files / "corpus").rglob(name))
    before = read_file(path.read_bytes(), name)
    table = before.tables[0]
    address = table.address(table.columns[0], 0)
    content = marked(path.read_bytes(), name, [Problem(address, "error", "No.", "Yes.", "x")])
    after = without_marks(read_file(content, marked_name(name)))
    assert [cell[1:] for cell in cells(after)] == [cell[1:] for cell in cells(before)]
    assert (b"vbaProject.bin" in content) == (b"vbaProject.bin" in path.read_bytes())
    sheet, _, cell = address.rpartition("!")
    assert opened(content)[sheet][cell].comment.text == "Gapboard: error: No. Yes."
