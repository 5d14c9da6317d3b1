"""What a ledger's entries and its changed rows are called, and what of people is never told."""

import datetime as dt
from dataclasses import dataclass

from components.history import text
from data.store import Difference, Version
from queries import METRICS, Row
from queries.published import Restated
from queries.scope import Quarter
from queries.suppression import Suppression

AT = dt.datetime(2026, 5, 14, 9, 30)
Q2 = Quarter("2026-Q2", dt.date(2026, 4, 1), dt.date(2026, 6, 30))
NOTHING_HIDDEN = Suppression(frozenset(), {})
COUNTS = {"adoption": frozenset({"active_users"}), "deployments": frozenset({"active_users", "benefit_amount"})}


def version(number: int, kind: str = "upload", **more) -> Version:
    blank = {
        "file_name": "",
        "sha256": "",
        "feed": "",
        "withdraws": None,
        "is_withdrawn": False,
        "counts": {},
        "note": "",
    }
    return Version(version=number, kind=kind, created_at=AT, author="test", **(blank | more))


def difference(kind: str, changes: dict, dataset: str = "adoption", **more) -> Difference:
    fields = {
        "business_unit": "HR",
        "period_start": Q2.start,
        "period_end": Q2.end,
        "key": {"tool": "Chat"},
        "version": 4,
        "feed": "template",
        "sheet": "Adoption",
        "source_row": 7,
        "original": "{}",
        "changed_in": 5,
    }
    return Difference(dataset=dataset, kind=kind, changes=changes, **(fields | more))


def rows(*differences: Difference, suppression: Suppression = NOTHING_HIDDEN) -> list[dict]:
    frame = text.rows(
        differences,
        {"adoption": "Adoption"},
        COUNTS,
        suppression,
        5,
        lambda day: Q2 if Q2.start <= day <= Q2.end else None,
        1,
    )
    return frame.to_dict("records")


def test_every_version_says_what_it_did_and_whether_it_still_stands():
    entries = [
        version(5, "purge", purges=(1,)),
        version(4, "withdrawal", withdraws=3),
        version(3, file_name="b.xlsx", is_withdrawn=True),
        version(2, "settings", note="caution"),
        version(1, is_withdrawn=True, purged_by=5, counts={"spend": {"read": 3, "stored": 2, "left_out": 1}}),
    ]
    frame = text.ledger(entries)
    assert list(frame["What"]) == [
        "Purge of version 1",
        "Withdrawal of version 3",
        "Upload",
        "Settings changed",
        "Upload",
    ]
    assert list(frame["State"]) == ["", "", "withdrawn", "", "purged"]
    assert frame["Rows"].iloc[-1] == 2
    assert "Source" not in frame


def test_where_rows_came_from_is_said_where_it_is_not_the_same_for_all():
    both = [version(2, feed="openai_costs"), version(1, feed="template")]
    assert "Source" not in text.ledger(both[:1])
    assert list(text.ledger(both, str.upper)["Source"]) == ["OPENAI_COSTS", "TEMPLATE"]


def test_a_sheet_without_rows_is_not_told_of_an_upload():
    counts = {"spend": {"read": 2, "stored": 2, "left_out": 0}, "survey": {"read": 0, "stored": 0, "left_out": 0}}
    assert list(text.contents(version(1, counts=counts), {"spend": "Spend"})["Sheet"]) == ["Spend"]


def test_a_purged_upload_has_no_name_in_a_list():
    assert text.label(version(1, purged_by=5)) == "version 1, 14 May 2026 · purged by version 5"
    assert text.label(version(3, file_name="b.xlsx")) == "version 3, 14 May 2026 · b.xlsx"


def test_a_corrected_row_is_told_column_by_column_and_one_that_went_or_came_in_one_line():
    corrected = difference("corrected", {"active_users": (40, 44), "owner": (None, "Kim")})
    gone = difference("removed", {"tool": ("Chat", None), "active_users": (1200, None), "owner": (None, None)})
    first, second, last = rows(corrected, gone)
    assert (first["Column"], first["Before"], first["After"]) == ("active users", "40", "44")
    assert (second["Column"], second["Before"], second["After"]) == ("owner", "", "Kim")
    assert (last["What"], last["Before"], last["After"]) == ("gone", "active users 1,200", "")
    assert (last["Period"], last["By version"], last["Upload"]) == ("Q2 2026", 5, 4)
    assert (last["Sheet in the file"], last["Line"]) == ("Adoption", 7)


def test_beside_a_small_group_no_count_of_its_quarter_is_told():
    suppression = Suppression(frozenset({"survey"}), {"adoption": frozenset({Q2.start})})
    (row,) = rows(difference("corrected", {"active_users": (40, 44)}), suppression=suppression)
    assert (row["Before"], row["After"]) == (text.HIDDEN, text.HIDDEN)
    (other,) = rows(difference("corrected", {"owner": ("Kim", "Lee")}), suppression=suppression)
    assert (other["Before"], other["After"]) == ("Kim", "Lee")
    march = {"period_start": dt.date(2026, 3, 1), "period_end": dt.date(2026, 3, 31)}
    (unknown,) = rows(difference("corrected", {"active_users": (40, 44)}, **march), suppression=suppression)
    assert unknown["After"] == text.HIDDEN


def test_few_users_of_a_tool_in_production_are_not_told_on_either_side():
    few = difference("corrected", {"active_users": (3, 40), "benefit_amount": (1.5, -2.0)}, dataset="deployments")
    users, money = rows(few)
    assert (users["Before"], users["After"]) == (text.HIDDEN, text.HIDDEN)
    assert (money["Before"], money["After"]) == ("1.5", "−2")


def test_a_list_is_told_by_its_day_and_a_rate_has_no_period():
    day = dt.date(2026, 6, 30)
    listed = difference("late", {}, "pilots", period_start=day, period_end=day)
    always = difference("late", {}, "rates", period_start=dt.date(1, 1, 1), period_end=dt.date(9999, 12, 31))
    assert [row["Period"] for row in rows(listed, always)] == ["as of 30 June 2026", ""]


def row(value: float | None, state: str = "ok") -> Row:
    return Row(None, None, value, None, value, None, None, None, state)


def test_figures_that_moved_stand_first_and_hidden_ones_are_told_as_hidden():
    frame = text.moves(
        [
            ("live_share", row(None, "suppressed"), row(None, "suppressed")),
            ("spend", row(1e6), row(1.2e6)),
            ("roi_risk_adjusted", row(None, "insufficient"), row(0.5)),
        ]
    )
    assert list(frame["Figure"])[-1] == METRICS["live_share"].title
    assert list(frame["Change"]) == ["+200k", "", ""]
    assert list(frame["Now"])[-1] == "hidden: too few people"


@dataclass
class Told:
    metric: str = "spend"
    business_unit: str = ""
    value: float | None = None
    state: str = "ok"


def test_a_published_figure_that_is_gone_is_none_today():
    (line,) = text.restatements([Restated(METRICS["spend"], "HR", Told(value=10.0), None)]).to_dict("records")
    assert (line["Unit"], line["Published"], line["Today"], line["Change"]) == ("HR", "10", "none", "")


def test_answers_to_the_survey_are_not_counted_out_line_by_line():
    key = {"key": {}, "dataset": "survey", "business_unit": "Legal"}
    came = [difference("late", {"skill": (None, 2.0)}, **key | {"source_row": at}) for at in (7, 8, 9)]
    gone = difference("removed", {"skill": (4.0, None)}, **key | {"source_row": 3})
    other = difference("late", {"skill": (None, 2.0)}, **key | {"business_unit": "HR", "source_row": 10})
    lines = rows(*came, gone, other)
    assert [(line["Unit"], line["What"], line["Line"]) for line in lines] == [
        ("Legal", "answers changed", 0),
        ("HR", "answers changed", 0),
    ]
    assert not [line for line in lines if line["Before"] or line["After"]]
