"""What a file would change, added up and in words."""

import pandas as pd

from components.upload.diff_preview import by_sheet, in_words


def change(**counts: int) -> dict[str, int]:
    return {"added": 0, "changed": 0, "removed": 0} | counts


def test_changes_are_added_up_in_a_sentence():
    assert in_words([change(added=2), change(added=1, changed=4)]) == "3 rows added, 4 changed, 0 removed."
    assert in_words([change(added=1), change(removed=2)]) == "1 row added, 0 changed, 2 removed."


def test_the_same_rows_again_are_said_to_stand_already():
    assert in_words([change()]) == "Every row stands already as it is in this file."


def test_many_changes_are_added_up_by_sheet_with_their_units_and_periods():
    frame = pd.DataFrame(
        [("Spend", "HR", "Q1", 1, 0, 2), ("Spend", "HR", "Q2", 3, 1, 0), ("Pilots", "Claims", "Q1", 5, 0, 0)],
        columns=["Sheet", "Unit", "Period", "Added", "Changed", "Removed"],
    )
    assert by_sheet(frame).to_numpy().tolist() == [["Spend", 1, 2, 4, 1, 2], ["Pilots", 1, 1, 5, 0, 0]]
    assert list(by_sheet(frame.drop(columns="Changed"))) == ["Sheet", "Units", "Periods", "Added", "Removed"]
