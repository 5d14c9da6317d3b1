"""Tables are found where people put them: below titles, beside each other, above totals and footnotes."""

from collections.abc import Sequence

import pytest

from data.reading.grid import Grid, grid_of
from data.reading.layout import Place, tables

HEADER = ["Unit", "Tool", "Seats"]
ROWS = [["Sales", "Copilot", 10.0], ["Legal", "Claude", 20.0]]
BLANK: list[object] = []


def found(*rows: Sequence[object], **options: object) -> list[Place]:
    return tables(grid_of("S", rows, **options))  # type: ignore[arg-type]


def shape(place: Place) -> tuple[int, int, int]:
    """(header row as the sheet numbers it, rows, columns)."""
    return place.lines[-1] + 1 if place.lines else 0, len(place.rows), len(place.columns)


def values(grid: Grid, place: Place, header: str) -> list[object]:
    return [grid.values[code] for code in place.codes[place.headers.index(header)]]


def test_the_header_is_the_first_row_of_a_plain_table() -> None:
    [place] = found(HEADER, *ROWS)
    assert shape(place) == (1, 2, 3)
    assert place.headers == ("Unit", "Tool", "Seats")


def test_titles_above_the_header_become_notes() -> None:
    [place] = found(["AI spend, Q1 2026"], BLANK, HEADER, *ROWS)
    assert shape(place) == (3, 2, 3)
    assert place.notes == ("AI spend, Q1 2026",)


def test_a_banner_over_groups_of_columns_is_not_the_header() -> None:
    banner = ["Section 1", "", "", "Section 2", "", ""]
    [place] = found(banner, ["a", "b", "c", "d", "e", "f"], ["x", "y", "", "", "", "z"], ["x", "", "", "", "", ""])
    assert shape(place) == (2, 2, 6)
    assert place.notes == ("Section 1 Section 2",)


def test_facts_in_two_columns_above_the_table_become_notes() -> None:
    [place] = found(["Report:", "AI spend"], ["Period:", "Q1 2026"], BLANK, HEADER, *ROWS)
    assert shape(place) == (4, 2, 3)
    assert place.notes == ("Report: AI spend", "Period: Q1 2026")


def test_line_breaks_in_a_header_stay_as_written() -> None:
    [place] = found(["Use Case ID\n\n[Agency]", "Name"], ["1", "a"])
    assert place.headers[0] == "Use Case ID\n\n[Agency]"


def test_a_header_of_two_lines_is_joined() -> None:
    [place] = found(
        ["Unit", "Q1", "", "Q2", ""],
        ["", "Seats", "Users", "Seats", "Users"],
        ["Sales", 1.0, 2.0, 3.0, 4.0],
        ["Legal", 5.0, 6.0, 7.0, 8.0],
    )
    assert place.headers == ("Unit", "Q1 Seats", "Q1 Users", "Q2 Seats", "Q2 Users")
    assert shape(place) == (2, 2, 5)


def test_a_line_above_tells_equal_headers_apart() -> None:
    [place] = found(
        ["", "Q1", "", "Q2", ""], ["Unit", "Seats", "Users", "Seats", "Users"], ["Sales", 1.0, 2.0, 3.0, 4.0]
    )
    assert place.headers == ("Unit", "Q1 Seats", "Q1 Users", "Q2 Seats", "Q2 Users")


def test_years_and_days_can_name_the_columns_of_a_wide_sheet() -> None:
    [place] = found(["Unit", 2024.0, 2025.0], ["Sales", 1.0, 2.0])
    assert place.headers == ("Unit", "2024", "2025")


def test_a_column_of_values_without_a_header_is_named_by_its_letter() -> None:
    [place] = found(["Unit", "Tool", ""], ["Sales", "Copilot", 3.0])
    assert place.headers == ("Unit", "Tool", "column C")


def test_a_column_without_anything_is_dropped_and_one_with_only_a_header_stays() -> None:
    [place] = found(["Unit", "", "Tool", "Note"], ["Sales", "", "Copilot", ""])
    assert place.headers == ("Unit", "Tool", "Note")
    assert place.columns == (0, 2, 3)


def test_blank_rows_are_skipped_and_rows_keep_their_numbers() -> None:
    [place] = found(HEADER, ROWS[0], BLANK, ROWS[1])
    assert place.rows.tolist() == [1, 3]


@pytest.mark.parametrize("label", ["Total", "Grand total", "TOTALS:", "Sum", "Subtotal", "Gesamt"])
def test_a_totals_row_at_the_foot_is_kept_apart(label: str) -> None:
    [place] = found(HEADER, *ROWS, [label, "", 30.0])
    assert (len(place.rows), place.totals) == (2, (3,))


def test_a_total_of_something_at_the_foot_is_a_total() -> None:
    [place] = found(HEADER, *ROWS, ["Total Q1 2026", "", 30.0])
    assert place.totals == (3,)


def test_a_tool_called_total_recall_is_a_row() -> None:
    [place] = found(HEADER, *ROWS, ["Sales", "Total Recall", 5.0])
    assert (len(place.rows), place.totals) == (3, ())


def test_totals_after_a_blank_row_belong_to_the_table_above() -> None:
    [place] = found(HEADER, *ROWS, BLANK, ["Total", "", 30.0])
    assert (len(place.rows), place.totals) == (2, (4,))


def test_a_footnote_after_a_blank_row_becomes_a_note() -> None:
    [place] = found(HEADER, *ROWS, BLANK, ["preliminary figures"])
    assert (len(place.rows), place.notes) == (2, ("preliminary figures",))


def test_a_last_row_of_one_cell_is_a_row_unless_it_reads_as_a_note() -> None:
    assert len(found(HEADER, *ROWS, ["Finance"])[0].rows) == 3
    assert len(found(HEADER, *ROWS, ["Source: finance"])[0].rows) == 2


def test_tables_below_each_other_are_told_apart() -> None:
    first, second = found(HEADER, *ROWS, BLANK, ["Vendor", "Amount"], ["OpenAI", 5.0], ["AWS", 6.0])
    assert (shape(first), shape(second)) == ((1, 2, 3), (5, 2, 2))
    assert second.headers == ("Vendor", "Amount")


def test_a_second_table_may_repeat_the_header_under_its_own_title() -> None:
    first, second = found(["Sales"], HEADER, ROWS[0], BLANK, ["Legal"], HEADER, ROWS[1])
    assert (first.notes, second.notes) == (("Sales",), ("Legal",))
    assert (shape(first), shape(second)) == ((2, 1, 3), (6, 1, 3))


def test_rows_of_words_after_a_blank_row_are_not_a_new_table() -> None:
    [place] = found(["Unit", "Tool"], ["Sales", "Copilot"], BLANK, ["Legal", "Claude"], ["Finance", "Gemini"])
    assert len(place.rows) == 3


def test_tables_beside_each_other_are_told_apart_by_equal_headers() -> None:
    left, right = found(["Unit", "Seats", "", "Unit", "Users"], ["Sales", 1.0, "", "Legal", 2.0], ["HR", 1.0])
    assert (left.columns, right.columns) == ((0, 1), (3, 4))
    assert (len(left.rows), len(right.rows)) == (2, 1)


def test_an_empty_column_inside_one_table_does_not_part_it() -> None:
    [place] = found(["Unit", "Seats", "", "Users", "Note"], ["Sales", 1.0, "", 2.0, ""], ["HR", 1.0, "", 2.0, "x"])
    assert place.headers == ("Unit", "Seats", "Users", "Note")


def test_a_header_repeated_inside_the_table_is_skipped() -> None:
    [place] = found(HEADER, ROWS[0], HEADER, ROWS[1])
    assert (place.rows.tolist(), place.repeated) == ([1, 3], (2,))


def test_a_word_merged_over_rows_stands_for_each_of_them_and_a_figure_does_not() -> None:
    grid = grid_of(
        "S",
        [["Unit", "Tool", "Cost"], ["Sales", "Copilot", 10.0], ["", "Claude", ""]],
        merged=(((1, 0), (2, 0)), ((1, 2), (2, 2))),
    )
    [place] = tables(grid)
    assert values(grid, place, "Unit") == ["Sales", "Sales"]
    assert values(grid, place, "Cost") == [10.0, None]


def test_a_sheet_of_figures_alone_has_no_header() -> None:
    [place] = found([1.0, 2.0], [3.0, 4.0])
    assert shape(place) == (0, 2, 2)
    assert place.headers == ("column A", "column B")


def test_one_column_is_a_table_in_a_text_file_only() -> None:
    assert found(["User"], ["a"]) == []
    assert shape(found(["User"], ["a"], delimited=True)[0]) == (1, 1, 1)


def test_a_header_without_rows_is_a_table_without_rows() -> None:
    assert shape(found(HEADER)[0]) == (1, 0, 3)


def test_true_and_one_are_different_values() -> None:
    grid = grid_of("S", [["a", "b"], [1.0, True], [True, 1.0]])
    assert [grid.value(1, 0), grid.value(1, 1)] == [1.0, True]
    assert type(grid.value(1, 1)) is bool
    assert type(grid.value(2, 1)) is float


def test_a_narrow_table_above_one_more_than_twice_as_wide_is_found() -> None:
    wide = [f"c{number}" for number in range(9)]
    first, second = found(["Spend"], HEADER, *ROWS, BLANK, ["Pilots"], wide, [1.0] * 9)
    assert (shape(first), shape(second)) == ((2, 2, 3), (7, 1, 9))
    assert (first.notes, second.notes) == (("Spend",), ("Pilots",))


def test_a_group_s_total_inside_the_table_is_kept_apart() -> None:
    claims, legal = ["Claims", "Copilot", 10.0], ["Legal", "Claude", 20.0]
    [place] = found(
        HEADER, claims, claims, ["Claims total", "", 20.0], legal, ["Total Legal", "", 20.0], ["Grand total", "", 40.0]
    )
    assert (place.rows.tolist(), place.totals) == ([1, 2, 4], (3, 5, 6))


@pytest.mark.parametrize("row", [["Total Rewards", "", 20.0], ["Claims total", "Copilot", 20.0]])
def test_a_unit_named_like_a_total_is_a_row(row: list[object]) -> None:
    [place] = found(HEADER, ["Claims", "Copilot", 10.0], row, ["Legal", "Claude", 20.0])
    assert (place.rows.tolist(), place.totals) == ([1, 2, 3], ())


def test_months_written_as_texts_or_figures_can_name_the_columns_of_a_wide_sheet() -> None:
    for months in (["2026-03", "2026-04"], ["03/2026", "04/2026"], [202603.0, 202604.0], ["2026-03-31", "2026-04-30"]):
        [place] = found(["Unit", *months], ["Sales", 1.0, 2.0])
        assert shape(place) == (1, 1, 3)


def test_a_row_with_two_days_is_not_a_header() -> None:
    [place] = found(["Name", "", "Start", "End"], ["A", "x", "2026-03-01", "2026-04-01"], ["B", "", "2026-05-01", ""])
    assert shape(place) == (1, 2, 4)


def test_a_year_beside_the_words_of_a_title_stays_with_it() -> None:
    [place] = found(["AI spend", 2026.0], BLANK, HEADER, *ROWS)
    assert place.notes == ("AI spend 2026",)
