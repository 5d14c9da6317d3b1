"""The charts of adoption: the largest loss, what binds, what is hidden; one unit, none, many."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from components.charts import climate, gaps_over_time, own_tools, place_of_tools, tool_outcomes, use_and_value
from components.charts import gaps as gaps_chart
from components.charts import ladder as ladder_chart
from components.text import adoption
from components.theme import Drawn, Viewport
from queries import METRICS, VIEWS, Answer, Listing, Row, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))
WIDE, NARROW = Viewport(), Viewport(width="narrow")
STEPS = tuple(adoption.STEPS)


def listed(view: str, rows: list[dict[str, Any]], missing: tuple[str, ...] = ()) -> Listing:
    return Listing(VIEWS[view], SCOPE, pd.DataFrame(rows), missing)


def texts(drawn: Drawn) -> str:
    return " | ".join(note.text for note in drawn.figure.layout.annotations)


def clicks(drawn: Drawn) -> list[str]:
    return [opened for trace in drawn.figure.data if trace.customdata is not None for opened in trace.customdata]


def ladder(people: dict[str, int], *, user_tools: dict[str, int] | None = None) -> Listing:
    losses = [None, *(here - there for here, there in zip(people.values(), list(people.values())[1:], strict=False))]
    most = max((loss for loss in losses if loss), default=0)
    return listed(
        "ladder",
        [
            {
                "step": step,
                "at_least": number,
                "user_tools": (user_tools or people)[step],
                "lost": loss,
                "is_largest_loss": bool(loss) and loss == most,
                "tried_and_left": None,
                "tools": 3,
                "units": 2,
                "every_tool": 4,
                "hidden_tools": 1,
                "other_grain": 0,
                "months": 3,
            }
            for (step, number), loss in zip(people.items(), losses, strict=True)
        ],
    )


FULL = dict(zip(STEPS, (100, 90, 60, 40, 12, 4), strict=True))


def test_the_largest_loss_is_the_finding_and_the_one_bar_that_stands_out():
    drawn = ladder_chart.chart(ladder(FULL), WIDE)
    assert drawn.finding == "Most are lost here: 30 of 90 have a seat and never tried it"
    colours = drawn.figure.data[0].marker.color
    assert [colour == WIDE.accent for colour in colours] == [False, False, True, False, False, False]
    assert "20 tried it and left" in texts(drawn)
    assert drawn.n == "n = 3 tools in 2 units"


def test_a_step_nobody_gives_is_left_out_and_the_loss_is_named_by_the_steps_that_stand():
    drawn = ladder_chart.chart(ladder({"seats": 40, "active_users": 9, "habitual_users": 3}), NARROW)
    assert drawn.finding == "Most are lost here: 31 of 40 have a seat and do not use it"
    assert "one tool" in drawn.subtitle


def test_people_are_never_added_across_tools_but_user_tools_are_marked():
    drawn = ladder_chart.chart(ladder(FULL, user_tools={step: 2 * number for step, number in FULL.items()}), WIDE)
    assert "200 user-tools" in texts(drawn)
    assert "a person counted with each tool" in drawn.subtitle


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ({"seats": 40}, "Have a seat: 40; no other step is known"),
        ({"seats": 40, "active_users": 40}, "Nobody is lost between the steps that are known"),
    ],
)
def test_a_ladder_without_a_loss_claims_none(people, says):
    assert ladder_chart.chart(ladder(people), WIDE).finding == says


def test_no_ladder_is_a_sentence():
    assert ladder_chart.chart(listed("ladder", []), WIDE).subtitle.startswith("Too few people")
    assert "needs adoption.seats" in ladder_chart.chart(listed("ladder", [], ("adoption.seats",)), WIDE).subtitle


def gap(unit: str, question: str, share: float | None, **more: Any) -> dict[str, Any]:
    row = {
        "business_unit": unit,
        "period": "2026-Q1",
        "question": question,
        "answers": 50,
        "judged": 50,
        "agreeing": None if share is None else 50 * share,
        "share": share,
        "mean_score": None,
        "is_hidden": False,
        "low": None if share is None else share - 0.1,
        "high": None if share is None else share + 0.1,
        "replied": 50,
        "invited": 100,
        "is_comparable": True,
        "is_binding": False,
    }
    return row | more


def four(unit: str, binding: str = "", **more: Any) -> list[dict[str, Any]]:
    return [
        gap(unit, name, 0.2 if name == binding else 0.7, is_binding=name == binding, **more) for name in adoption.GAPS
    ]


def test_what_binds_is_the_finding_and_stands_out_and_its_unit_can_be_clicked():
    drawn = gaps_chart.chart(listed("gaps", [*four("Claims"), *four("HR", "skill")]), WIDE)
    assert drawn.finding == "What holds people back: skill in HR; no one gap in 1 unit"
    assert drawn.n == "n = 100 answers of 200 invited (50 %)"
    marks = next(trace for trace in drawn.figure.data if trace.customdata is not None)
    assert [
        opened for opened, colour in zip(marks.customdata, marks.marker.color, strict=True) if colour == WIDE.accent
    ] == ["business_unit=HR"]
    assert "HR, skill: 20 % (10 of 50, 10–30 %), holds people back" in drawn.alt


def test_where_none_is_apart_that_is_said():
    assert (
        gaps_chart.chart(listed("gaps", four("HR")), WIDE).finding
        == "The four gaps are not apart beyond chance in the unit"
    )


def test_a_hidden_answer_is_a_word_and_carries_no_number():
    rows = [
        gap("HR", "skill", None, is_hidden=True, is_comparable=False, replied=None),
        gap("HR", "clarity", 0.6, is_comparable=False),
    ]
    drawn = gaps_chart.chart(listed("gaps", rows), WIDE)
    assert "hidden: too few people" in texts(drawn)
    assert clicks(drawn) == ["business_unit=HR"]
    assert drawn.finding == "Not all four gaps can be told in one unit, so which one holds people back cannot be said"


def test_an_average_is_shown_as_one_and_never_as_a_share():
    drawn = gaps_chart.chart(
        listed("gaps", [gap("HR", name, None, mean_score=3.24, is_comparable=False) for name in adoption.GAPS]), WIDE
    )
    assert drawn.finding.startswith("Only averages were uploaded")
    assert "average 3.2 of 5" in texts(drawn)


def test_where_all_is_hidden_there_is_a_sentence_and_no_frame():
    rows = [gap("HR", name, None, is_hidden=True, is_comparable=False) for name in adoption.GAPS]
    drawn = gaps_chart.chart(listed("gaps", rows), WIDE)
    assert (drawn.figure, drawn.finding) == (None, "What holds people back is hidden: too few people")
    few = answer("shadow_use_rate", ("A", None, None))
    assert own_tools.chart(few, few, few, WIDE).figure is None


def over_time(*shares: tuple[str, float, list[str]]) -> Listing:
    return listed(
        "gaps_over_time",
        [
            {
                "period": period,
                "question": "clarity",
                "agreeing": 100 * share,
                "judged": 100,
                "share": share,
                "low": share - 0.08,
                "high": share + 0.08,
                "units": len(units),
                "answering": units,
                "is_hidden": False,
            }
            for period, share, units in shares
        ],
    )


def test_a_gap_that_closed_beyond_chance_is_named():
    drawn = gaps_over_time.chart(over_time(("2025-Q1", 0.3, ["A"]), ("2026-Q1", 0.6, ["A"])), WIDE)
    assert drawn.finding == "Clarity rose from 30 % to 60 % since Q1 2025; the others did not move beyond chance"


def test_within_chance_nothing_closed_and_other_units_are_not_compared():
    near = gaps_over_time.chart(over_time(("2025-Q1", 0.5, ["A"]), ("2026-Q1", 0.6, ["A"])), NARROW)
    assert near.finding == "No gap has closed or opened beyond chance"
    other = gaps_over_time.chart(over_time(("2025-Q1", 0.3, ["A"]), ("2026-Q1", 0.6, ["A", "B"])), WIDE)
    assert other.finding == "No two surveys had the same units answering"


def test_one_survey_names_its_lowest():
    assert (
        gaps_over_time.chart(over_time(("2026-Q1", 0.3, ["A"])), WIDE).finding
        == "One survey so far: clarity is lowest, 30 % answer 4 or 5"
    )


def mood(unit: str, question: str, mean: float | None, **more: Any) -> dict[str, Any]:
    row = {
        "business_unit": unit,
        "question": question,
        "mean_score": mean,
        "answers": 40,
        "agreeing": None,
        "judged": None,
        "is_hidden": mean is None,
    }
    return row | more


def test_the_lowest_average_stands_out_and_hidden_ones_are_a_word():
    drawn = climate.chart(
        listed("climate", [mood("A", "trust", 2.1), mood("B", "trust", 3.9), mood("C", "trust", None)]), WIDE
    )
    assert drawn.finding == "Lowest is “trust” in A, 2.1 of 5; highest “trust” in B, 3.9"
    assert "hidden: too few people" in texts(drawn)
    assert climate.chart(listed("climate", [mood("A", "trust", 2.1)]), NARROW).finding == "Trust averages 2.1 of 5 in A"
    assert "hidden" in climate.chart(listed("climate", [mood("A", "trust", None)]), WIDE).finding


def answer(metric: str, *rows: tuple[str | None, int | None, int | None], state: str = "ok") -> Answer:
    found = tuple(
        Row(None, unit, yes, number, yes / number, 0.1, 0.9, number, state)  # type: ignore[arg-type]
        if yes is not None and number
        else Row(None, unit, None, None, None, None, None, None, "suppressed")
        for unit, yes, number in rows
    )
    return Answer(METRICS[metric], SCOPE, found)


def test_tools_of_their_own_stand_beside_half_the_staff():
    own = answer("shadow_use_rate", ("A", 12, 40), ("B", None, None))
    none = Answer(METRICS["ai_default_start_rate"], SCOPE, (), ("survey.ai_is_default_start",))
    drawn = own_tools.chart(own, none, answer("shadow_use_rate", (None, 12, 40)), WIDE)
    assert drawn.finding == "30 % use AI tools of their own (12 of 40 answers)"
    assert "half, as quoted of staff elsewhere (50 %)" in drawn.subtitle
    assert drawn.n == "n = 40 answers, 1 hidden"
    assert "hidden: too few people" in texts(drawn)


def outcome(tool: str, unit: str, active: int, habit: int, value: float | None = None, **more: Any) -> dict[str, Any]:
    row = {
        "tool": tool,
        "business_unit": unit,
        "active_users": active,
        "habitual_users": habit,
        "habitual_share": habit / active,
        "value_per_seat": value,
        "embedded": True,
        "binding_gap": None,
        "is_trained": True,
        "workflows_redesigned": 2,
        "units_with_it": 3,
        "is_hidden": False,
    }
    return row | more


OUTCOMES = [
    outcome("DeskMate", "A", 40, 20, 130.0),
    outcome("DeskMate", "B", 40, 10, 60.0),
    outcome(
        "DeskMate", "C", 40, 4, 20.0, embedded=False, binding_gap="skill", is_trained=False, workflows_redesigned=0
    ),
]


def test_the_same_tool_is_a_dot_for_each_unit_with_its_best_and_weakest_named():
    drawn = tool_outcomes.chart(listed("tool_outcomes", OUTCOMES), WIDE)
    assert drawn.finding == "DeskMate is a habit for 50 % of the active in A, for 10 % in C"
    assert clicks(drawn) == [f"business_unit={unit}" for unit in "ABCABC"]
    assert "A<br>50 %" in texts(drawn)
    assert "C<br>20" in texts(drawn)


def test_what_differs_is_a_sentence():
    (says,) = adoption.differences(listed("tool_outcomes", OUTCOMES))
    assert says == (
        "DeskMate: in A, where 50 % of the active have a habit, it is inside what people already use and 2 workflows "
        "start with it; in C, with 10 %, it is a place of its own, no workflow starts with it, skill holds people back and nobody was trained."
    )


def test_no_tool_in_three_units_is_a_sentence():
    assert tool_outcomes.chart(listed("tool_outcomes", []), WIDE).subtitle == "No tool is used in three units or more."


def placed(unit: str, embedded: bool | None, share: float, **more: Any) -> dict[str, Any]:
    row = {
        "business_unit": unit,
        "tool": "x",
        "embedded": embedded,
        "active_share": share,
        "active_users": 100 * share,
        "headcount": 100,
        "in_grace": False,
    }
    return row | more


def test_where_a_tool_is_stands_beside_what_is_quoted():
    tools = listed(
        "tool_ladders",
        [
            placed("A", True, 0.5),
            placed("B", False, 0.1),
            placed("C", None, 0.3),
            placed("D", False, 0.9, in_grace=True),
        ],
    )
    inside, separate = (
        answer("adoption_rate_embedded", (None, 50, 100)),
        answer("adoption_rate_separate_tool", (None, 10, 100)),
    )
    drawn = place_of_tools.chart(tools, inside, separate, WIDE)
    assert drawn.finding == "Tools inside the work are used by 50 % of their people, separate ones by 10 %"
    assert clicks(drawn) == ["business_unit=A", "business_unit=B"]
    assert "quoted for separate tools, 0–20 %" in drawn.subtitle


def test_only_one_kind_of_place_is_not_compared():
    nobody = Answer(METRICS["adoption_rate_embedded"], SCOPE, ())
    drawn = place_of_tools.chart(
        listed("tool_ladders", [placed("B", False, 0.1)]),
        nobody,
        answer("adoption_rate_separate_tool", (None, 10, 100)),
        WIDE,
    )
    assert drawn.finding == "Tools that are a place of their own are used by 10 % of their people"


def unit_value(unit: str, share: float, evidenced: float, **more: Any) -> dict[str, Any]:
    row = {
        "business_unit": unit,
        "habitual_users": 100 * share,
        "active_users": 100,
        "habitual_share": share,
        "workflows_redesigned": 0,
        "is_hidden": False,
        "evidenced": evidenced,
        "claimed": evidenced,
        "share_of_value": 0.5,
        "gini": 0.5,
        "is_without_impact": share >= 0.4 and evidenced <= 0,
        "is_unevidenced": evidenced <= 0,
    }
    return row | more


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [unit_value("A", 0.5, 10), unit_value("B", 0.5, 0)],
            "B has the habit and no impact: no evidenced value, no workflow redesigned",
        ),
        ([unit_value("A", 0.5, 10), unit_value("B", 0.2, 0)], "B uses AI and has no evidenced value"),
        ([unit_value("A", 0.2, 0), unit_value("B", 0.2, 0)], "All 2 units use AI, and none of its value is evidenced"),
        ([unit_value("A", 0.2, 0)], "The unit uses AI, and none of its value is evidenced"),
        ([unit_value("A", 0.2, 1_200_000.0)], "A uses AI, and 1.2m is evidenced"),
        ([unit_value("A", 0.2, 10), unit_value("B", 0.2, 10)], "Every unit that uses AI has evidenced value"),
    ],
)
def test_use_without_impact_is_the_finding(rows, says):
    drawn = use_and_value.chart(listed("use_and_value", rows), WIDE)
    assert drawn.finding == says
    assert clicks(drawn) == [f"business_unit={row['business_unit']}" for row in rows]


def test_only_a_habit_without_impact_is_ringed_in_red():
    drawn = use_and_value.chart(listed("use_and_value", [unit_value("A", 0.5, 10), unit_value("B", 0.5, 0)]), WIDE)
    assert list(drawn.figure.data[0].marker.line.color) == [WIDE.paper, WIDE.red]


def test_names_from_a_sheet_are_no_mark_up():
    drawn = use_and_value.chart(listed("use_and_value", [unit_value("<b>x</b>", 0.5, 10)]), WIDE)
    assert "&lt;b&gt;x" in texts(drawn)


def test_concentration_is_the_first_unit_s_share_and_none_without_value():
    rows = [unit_value("A", 0.2, 30, share_of_value=0.75, gini=0.25), unit_value("B", 0.2, 10)]
    says = adoption.concentration(listed("use_and_value", rows))
    assert says.startswith("A has 75 % of the evidenced value of 2 units; 2 have any. Gini, uncorrected, 0.25")
    assert not adoption.concentration(listed("use_and_value", [unit_value("A", 0.2, 30)]))
    assert not adoption.concentration(listed("use_and_value", [unit_value("A", 0.2, 0), unit_value("B", 0.2, 0)]))


def test_the_headline_says_what_is_known():
    used, none = ladder(FULL), listed("ladder", [])
    gaps, tools = listed("gaps", four("HR", "skill")), listed("tool_ladders", [placed("A", True, 0.5)])
    assert (
        adoption.headline(used, tools, gaps)
        == "90 people have a seat, 40 use it and 12 have a habit; what holds people back is skill in HR"
    )
    assert adoption.headline(ladder({"headcount": 50, "active_users": 9}), tools, none) == "9 of 50 people use AI"
    assert adoption.headline(ladder({"active_users": 1}), tools, none) == "1 person uses AI"
    assert (
        adoption.headline(ladder({"seats": 40}), tools, none)
        == "40 seats paid for; who uses them has not been reported"
    )
    assert (
        adoption.headline(none, tools, gaps)
        == "What holds people back is skill in HR; who uses AI is hidden: too few people"
    )
    assert adoption.headline(none, none, none).startswith("Neither use nor a survey")


@pytest.mark.parametrize(
    ("rate", "habit", "says"),
    [
        (40, 40, ""),
        (None, None, ""),
        (45, 45, "The title counts a person once, 40 active; a rate counts them with each tool they use, 45."),
        (
            41,
            45,
            "The title counts a person once, 40 active; a rate counts them with each tool they use, 45, and 41 where "
            "tools in their first quarter are left out.",
        ),
    ],
)
def test_where_rates_stand_on_other_counts_than_the_title_it_is_said(rate, habit, says):
    def row(numerator: float, denominator: float) -> Row:
        return Row(None, None, numerator, denominator, numerator / denominator, None, None, None, "ok")

    rated = None if rate is None else row(rate, 100)
    assert adoption.rates_and_people(ladder(FULL), rated, None if habit is None else row(12, habit)) == says


def test_what_the_ladder_leaves_out_is_said():
    assert adoption.left_out(ladder(FULL)) == (
        "Not on the ladder, of 4 tools in units: 1 row stands for few people, or would give one away."
    )
