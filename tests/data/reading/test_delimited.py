"""Text tables: encodings, separators, quotation marks."""

import pytest

from data.problems import UnreadableFile
from data.reading.delimited import read_text, separator_of
from data.reading.grid import Grid


def grid_from(text: str | bytes) -> Grid:
    content = text if isinstance(text, bytes) else text.encode()
    return read_text(content, "spend.csv", lambda rows: None)[0]


def rows(grid: Grid) -> list[list[object]]:
    return [[grid.values[code] for code in row] for row in grid.codes]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^"])
def test_the_separator_is_found(separator: str) -> None:
    text = "\n".join(separator.join(row) for row in (["Unit", "Seats"], ["Sales", "1"], ["Legal", "2"]))
    assert separator_of(text) == separator


def test_decimal_commas_do_not_pass_for_separators() -> None:
    assert separator_of("Unit;Amount\nSales;1.234,50\nLegal;2,5\n") == ";"


def test_commas_in_sentences_do_not_pass_for_separators() -> None:
    assert separator_of("Name|Purpose\nA|find, sort, file\nB|sum, up\n") == "|"


def test_excels_own_line_names_the_separator_and_keeps_its_row_number() -> None:
    assert rows(grid_from("sep=;\na;b\n1;2\n")) == [[None, None], ["a", "b"], ["1", "2"]]


def test_line_breaks_and_doubled_quotes_inside_quotes() -> None:
    assert rows(grid_from('a,b\r\n"x\r\ny","he said ""no"""\r\n')) == [["a", "b"], ["x\r\ny", 'he said "no"']]


def test_rows_may_be_shorter_or_longer_than_the_header() -> None:
    assert rows(grid_from("a,b\n1\n1,2,3\n")) == [["a", "b", None], ["1", None, None], ["1", "2", "3"]]


def test_a_quotation_mark_never_closed_is_named_by_its_line() -> None:
    with pytest.raises(UnreadableFile, match="opened in line 3 is never closed"):
        grid_from('a,b\n1,2\n"x,3\n4,5\n6,7\n')


def test_a_quotation_mark_that_swallows_a_long_file_is_stopped() -> None:
    with pytest.raises(UnreadableFile, match="opened in line 2 is never closed"):
        grid_from('a,b\n"x,3\n' + "4,5\n" * 100_000)


def test_a_quotation_mark_inside_a_word_is_a_character() -> None:
    assert rows(grid_from('a,b\n5" pipe,2\n'))[1] == ['5" pipe', "2"]


def test_a_row_wider_than_any_sheet_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="Row 2 has more than 16,384 columns"):
        grid_from("a,b\n" + "," * 16_385)


def test_the_sheet_is_named_like_the_file() -> None:
    assert grid_from("a,b\n").sheet == "spend"
