"""How complete and how timely the inputs are, in words."""

import datetime as dt

import pytest

from components.text import completeness as text_completeness
from components.upload import completeness
from queries.quality import Fill, Gap, Quality, Sheet
from queries.scope import Quarter

QUARTER = Quarter("2026-Q3", dt.date(2026, 7, 1), dt.date(2026, 9, 30))
SEATS = Fill("adoption", ("seats",), ("Claims",), ("seats", "seat_utilisation", "shelfware", "cost_per_seat_year"), 5e6)


def sheets(**states: str) -> list[Sheet]:
    """`A_spend="late"` is unit A's sheet of spend."""
    return [
        Sheet(name.split("_")[1], name.split("_")[0], state, "2026-Q2", ("tool",) * (state == "partly"), 20)
        for name, state in states.items()
    ]  # type: ignore[arg-type]


def quality(*states: Sheet, first=(SEATS,), gaps=()) -> Quality:
    units = tuple(dict.fromkeys(sheet.business_unit for sheet in states))
    return Quality(QUARTER, units, states, tuple(gaps), tuple(first), {"seats": 1})


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ({"A_spend": "sent", "B_spend": "partly"}, "Nobody is late with 2026-Q3"),
        ({"A_spend": "late", "B_spend": "sent"}, "A has not sent 2026-Q3"),
        ({"A_spend": "late", "B_spend": "late", "C_spend": "sent"}, "2 of 3 units have not sent 2026-Q3"),
        ({"A_spend": "late", "B_spend": "late"}, "None of 2 units has sent 2026-Q3"),
        ({"A_spend": "late", "A_pilots": "sent", "B_spend": "sent"}, "1 sheet of A is late with 2026-Q3"),
        (
            {"A_spend": "late", "A_pilots": "sent", "B_spend": "sent", "B_people": "late"},
            "2 sheets of 2 units are late with 2026-Q3",
        ),
        ({"A_spend": "late", "A_pilots": "never", "B_spend": "sent"}, "A has not sent 2026-Q3"),
        ({"A_spend": "never", "B_spend": "sent"}, "Nobody is late with 2026-Q3"),
    ],
)
def test_the_finding_says_who_is_late(states, words):
    assert text_completeness.finding(quality(*sheets(**states))).split(";")[0] == words


def test_the_finding_says_what_would_unlock_the_most():
    one_unit = quality(*sheets(A_spend="sent"))
    assert text_completeness.finding(one_unit).endswith("; Adoption seats of Claims would unlock 4 figures")
    whole = Fill("pilots", (), ("A", "B"), ("seats",), None)
    assert text_completeness.finding(
        quality(*sheets(A_spend="sent", B_spend="sent", C_spend="sent"), first=[whole])
    ).endswith("; the Pilots sheet of 2 units would unlock up to 1 figure")
    assert text_completeness.finding(quality(*sheets(A_spend="sent"), first=[])).endswith(
        "; no figure waits for a column"
    )


@pytest.mark.parametrize(
    ("state", "blank", "words"),
    [
        ("sent", (), "sent"),
        ("partly", ("seat_price",), "blank: seat price"),
        ("partly", ("a", "b"), "2 columns blank"),
        ("late", (), "late, 20 days"),
        ("lapsed", (), "not since 2026-Q2"),
        ("never", (), "never"),
    ],
)
def test_a_sheet_in_a_word(state, blank, words):
    assert text_completeness.sheet_state(Sheet("spend", "A", state, "2026-Q2", blank, 20)) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [("A", "A"), ("AB", "A and B"), ("ABCD", "4 units: A, B, C and others"), ("ABCDE", "all 5 units")],
)
def test_units_in_a_line(names, words):
    assert text_completeness.unit_names(tuple(names), 5) == words


def test_a_sheet_nobody_ever_sent_has_no_column():
    frame, never = completeness.heat(
        quality(*sheets(A_spend="sent", A_pilots="never", B_spend="late", B_pilots="never"))
    )
    assert frame.to_dict("records") == [{"Unit": "A", "Spend": "sent"}, {"Unit": "B", "Spend": "late, 20 days"}]
    assert "pilots" in never


def test_the_ranked_list_is_short_on_the_page_and_whole_in_the_download():
    shown, whole = (
        completeness.ranked(quality(*sheets(A_spend="sent"))),
        completeness.ranked(quality(*sheets(A_spend="sent")), in_full=True),
    )
    assert shown.loc[0, "Unlocks"] == "4 figures"
    assert shown.loc[0, "Fill in"] == "Adoption: seats"
    assert shown.loc[0, "Figures"].endswith("and 2 more")
    assert whole.loc[0, "Figures"].count(",") >= 3
    assert (shown.loc[0, "Spent so far"], whole.loc[0, "Spent so far"]) == ("5.0m", 5e6)


def test_where_no_money_is_known_none_is_shown():
    assert "Spent so far" not in completeness.ranked(
        quality(*sheets(A_spend="sent"), first=[Fill("pilots", (), ("A",), ("seats",), None)])
    )


def test_blanks_of_the_most_figures_come_first():
    gaps = [
        Gap("adoption", "owner", 9, 9, ("A",), ("seats",)),
        Gap("adoption", "seats", 1, 9, ("A",), ("seats", "shelfware")),
    ]
    frame = completeness.blanks(quality(*sheets(A_spend="sent"), gaps=gaps))
    assert frame["Column"].tolist() == ["Adoption: seats", "Adoption: owner"]
    assert frame["Blank in"].tolist()[0] == "1 of 9 (11 %)"
