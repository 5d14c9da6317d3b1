"""What is wrong with a file, told rule by rule, with the cells of each."""

from components.upload.cell_corrections import grouped, not_asked_above, places, verdict


def problem(cell: str, says: str, severity: str = "error", rule: str = "not_understood") -> dict[str, str]:
    return {"cell": cell, "severity": severity, "says": says, "remedy": "Correct it.", "rule": rule}


def test_problems_of_one_rule_are_one_group_with_its_cells_and_errors_come_first():
    listed = [
        problem("Spend!A2", "odd", "warning", "odd"),
        problem("Spend!A3", "odd", "warning", "odd"),
        problem("Spend!A4", "odd", "warning", "odd"),
        problem("Spend!D2", '"ten" is not a number.'),
        problem("Spend!D3", '"x" is not a number.'),
    ]
    first, second = grouped(listed)
    assert (first.severity, first.number, first.cells, first.are_alike) == ("error", 2, ("Spend!D2", "Spend!D3"), False)
    assert (second.severity, second.number, second.are_alike) == ("warning", 3, True)


def test_what_is_good_to_know_comes_after_errors_and_warnings():
    listed = [problem("A!1", "x", "note", "n"), problem("A!2", "y", "warning", "w"), problem("A!3", "z", rule="e")]
    assert [group.severity for group in grouped([*listed, problem("A!4", "x", "note", "n")])] == [
        "error",
        "warning",
        "note",
    ]


def test_cells_are_named_in_a_line_with_the_sheet_once():
    assert places(["Spend!D14", "Spend!D19", "Rates!A2"]) == "Spend!D14, D19, Rates!A2"
    assert places([f"Spend!D{row}" for row in range(1, 10)]) == "Spend!D1, D2, D3, D4, D5, D6 and 3 more"


def test_the_verdict_counts_errors_and_warnings():
    assert verdict([]) == "Nothing is wrong with it"
    assert verdict([problem("A!1", "x", "warning")]) == "No errors, 1 warning"
    assert verdict([problem("A!1", "x", "note")]) == "Nothing is wrong with it"
    assert verdict([problem("A!1", "x")]) == "1 error to put right"
    assert verdict([problem("A!1", "x"), problem("A!2", "y", "warning")]) == "1 error to put right, 1 warning"


def test_what_the_page_asks_about_is_no_error_as_well():
    asked, unread = problem("A!1", "When?", rule="asked_when"), problem("", "No sheet", rule="no_dataset")
    wrong = problem("A!2", "x")
    day = problem("A!B3", "the day or the month?", rule="two_readings")
    assert not_asked_above([day, wrong], has_tables=True, columns={"A!B"}) == [wrong]
    assert not_asked_above([day, wrong], has_tables=True, columns={"A!C"}) == [day, wrong]
    assert not_asked_above([asked, unread, wrong], has_tables=True) == [wrong]
    assert not_asked_above([asked, unread], has_tables=False) == [unread]


def test_rows_that_are_left_out_for_different_reasons_are_told_each():
    listed = [problem("A!2", "1 row is not in spend", "warning", "left_out_rows")]
    listed.append(problem("A!3", "1 row is not in adoption", "warning", "left_out_rows"))
    assert [group.says for group in grouped(listed)] == ["1 row is not in spend", "1 row is not in adoption"]
