"""From access to habit, what holds people back, and what came of it."""

from typing import Any

import pytest

from queries import METRICS, VIEWS, listing, total


def use(unit: str, tool: str, *steps: int | None, **more: Any) -> dict[str, Any]:
    """A row of the adoption sheet: headcount, seats, ever active, active, habitual, power."""
    names = ("headcount", "seats", "ever_active", "active_users", "habitual_users", "power_users")
    return {"period": "2026-Q1", "business_unit": unit, "tool": tool} | dict(zip(names, steps, strict=False)) | more


def answers(
    unit: str, number: int, invited: int | None = None, period: str = "2026-Q1", **agreeing: int
) -> dict[str, Any]:
    said = {f"{question}_4_5": count for question, count in agreeing.items()}
    return {"period": period, "business_unit": unit, "responses": number, "invited": invited} | said


def worth(unit: str, amount: float, evidence: str = "controlled", **more: Any) -> dict[str, Any]:
    named = {"period": "2026-Q1", "business_unit": unit, "deployment_id": f"d {unit}", "name": "d", "status": "live"}
    return named | {"benefit_amount": amount, "benefit_evidence": evidence} | more


def frame(made, view: str):
    return listing(made, VIEWS[view]).frame


# the ladder


def test_the_ladder_counts_people_by_the_largest_tool_and_user_tools_beside(book):
    made = book(
        adoption=[
            use("A", "x", 100, 90, 60, 40, 20, 5),
            use("A", "y", 100, 30, 20, 10, 2, 1),
            use("B", "y", 50, 50, 40, 30, 9, 2),
        ]
    )
    found = frame(made, "ladder")
    assert found["at_least"].tolist() == [150, 140, 100, 70, 29, 7]
    assert found["user_tools"].tolist() == [250, 170, 120, 80, 31, 8]
    assert found["lost"].tolist()[1:] == [10, 40, 30, 41, 22]
    assert found.loc[found["is_largest_loss"].fillna(False), "step"].tolist() == ["habitual_users"]


def test_tried_and_left_is_ever_active_less_active(book):
    made = book(adoption=[use("A", "x", 100, 90, 60, 40, 20, 5)])
    assert frame(made, "ladder").set_index("step").loc["active_users", "tried_and_left"] == 20
    assert frame(made, "tool_ladders")["tried_and_left"].tolist() == [20]


def test_who_left_is_not_known_where_nobody_counted_who_ever_tried(book):
    made = book(adoption=[use("A", "x", 100, 90, None, 40)])
    assert frame(made, "ladder")["step"].tolist() == ["headcount", "seats", "active_users"]
    assert frame(made, "ladder")["tried_and_left"].isna().all()
    assert frame(made, "tool_ladders")["tried_and_left"].isna().all()


def test_a_step_half_of_the_tools_give_is_shown_and_the_others_leave_the_ladder(book):
    made = book(adoption=[use("A", "x", 100, 90, 60, 40), use("B", "x", 100, 80, None, 30)])
    found = frame(made, "ladder")
    assert found["step"].tolist() == ["headcount", "seats", "ever_active", "active_users"]
    assert (found["tools"].iloc[0], found["every_tool"].iloc[0], found["at_least"].iloc[0]) == (1, 2, 100)


def test_a_step_fewer_than_half_of_the_tools_give_is_not_shown(book):
    rows = [use("A", "x", 100, 90, 60, 40), use("B", "x", 100, 80, None, 30), use("C", "x", 100, 80, None, 30)]
    found = frame(book(adoption=rows), "ladder")
    assert found["step"].tolist() == ["headcount", "seats", "active_users"]
    assert found["tools"].iloc[0] == 3


def test_hidden_tools_are_on_no_step(book):
    made = book(adoption=[use("A", "x", 3, 3, 3, 2), use("B", "x", 6, 6, 6, 4), use("C", "x", 50, 40, 30, 20)])
    found = frame(made, "ladder")
    assert (found["at_least"].tolist(), found["hidden_tools"].iloc[0]) == ([50, 40, 30, 20], 2)


# the four gaps


def test_a_gap_binds_only_where_its_interval_lies_below_all_others(book):
    far = {"confidence": 80, "clarity": 70, "permission": 75, "skill": 40}
    near = {"confidence": 80, "clarity": 70, "permission": 75, "skill": 60}
    made = book(survey=[answers("A", 100, **far), answers("B", 100, **near)])
    found = frame(made, "gaps").query("is_binding")
    assert found[["business_unit", "question"]].to_numpy().tolist() == [["A", "skill"]]


def test_the_two_sides_of_apart(book):
    """Wilson, n = 100: 60 lies in 50.2-69.1 %, 41 in 31.9-50.8 %, 40 in 30.9-49.8 %."""
    same = {"confidence": 60, "clarity": 60, "permission": 60}
    made = book(survey=[answers("A", 100, **same, skill=41), answers("B", 100, **same, skill=40)])
    assert frame(made, "gaps").query("is_binding")["business_unit"].tolist() == ["B"]


def test_no_gap_binds_where_one_of_the_four_is_an_average(book):
    rows = [answers("A", 100, confidence=80, clarity=80, permission=80) | {"skill": 1.5}]
    found = frame(book(survey=rows), "gaps").set_index("question")
    assert not found["is_binding"].any()
    assert (found.loc["skill", "mean_score"], found["is_comparable"].any()) == (1.5, False)


def test_no_gap_binds_where_one_of_the_four_is_hidden(book):
    rows = [answers("A", 100, confidence=80, clarity=100, permission=80, skill=20)]
    found = frame(book(survey=rows), "gaps").set_index("question")
    assert found.loc["clarity", "is_hidden"]
    assert found.loc["clarity", ["answers", "judged", "agreeing", "share", "low", "high", "mean_score"]].isna().all()
    assert not found["is_binding"].any()


def test_a_gap_has_its_wilson_interval_and_the_reply_rate_stands_beside(book):
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    row = frame(book(survey=[answers("A", 64, 180, skill=20)]), "gaps").iloc[0]
    assert (row["low"], row["high"]) == pytest.approx(proportion.proportion_confint(20, 64, method="wilson"))
    assert (row["replied"], row["invited"]) == (64, 180)


def test_over_time_the_answers_are_added_not_the_shares(book):
    rows = [answers("A", 10, skill=5), answers("B", 90, skill=18), answers("A", 10, period="2025-Q3", skill=6)]
    found = frame(book(survey=rows), "gaps_over_time")
    assert found[["period", "agreeing", "judged"]].to_numpy().tolist() == [["2025-Q3", 6, 10], ["2026-Q1", 23, 100]]


def test_averages_are_told_of_trust_and_hidden_where_few_answered(book):
    rows = [
        {"period": "2026-Q1", "business_unit": unit, "trust": 3.2, "responses": number}
        for unit, number in (("A", 3), ("B", 6), ("C", 40))
    ]
    found = frame(book(survey=rows), "climate").set_index("business_unit")["mean_score"]
    assert found.isna().to_dict() == {"A": True, "B": True, "C": False}


@pytest.mark.parametrize("mean", [1.0, 5.0])
def test_an_average_at_the_end_of_the_scale_is_everybody_s_answer_and_hidden(book, mean):
    rows = [
        {"period": "2026-Q1", "business_unit": unit, "trust": score, "responses": 20}
        for unit, score in (("A", mean), ("B", 3.0), ("C", 3.0))
    ]
    found = frame(book(survey=rows), "climate").set_index("business_unit")["mean_score"]
    assert found.isna().to_dict() == {"A": True, "B": True, "C": False}


# same tool, different outcome


def test_a_tool_in_three_units_is_compared_and_one_in_two_is_not(book):
    rows = [use(unit, "X ", 50, 40, None, 20, number) for unit, number in (("A", 4), ("B", 10), ("C", 6))]
    rows += [use(unit, "y", 50, 40, None, 20, 4) for unit in "AB"]
    found = frame(book(adoption=rows), "tool_outcomes")
    assert found["business_unit"].tolist() == ["B", "C", "A"]
    assert found["habitual_share"].tolist() == [0.5, 0.3, 0.2]


def test_a_units_filter_does_not_take_the_tool_out_of_the_comparison(book):
    rows = [use(unit, "x", 50, 40, None, 20, 4) for unit in "ABC"]
    assert frame(book(adoption=rows, units=["A"]), "tool_outcomes")["business_unit"].tolist() == ["A"]


def test_value_for_each_seat_is_a_year_s_over_the_seats_of_its_quarters(book):
    rows = [use(unit, "x", 50, 40, None, 20, 4, period=period) for unit in "ABC" for period in ("2025-Q4", "2026-Q1")]
    made = book(adoption=rows, deployments=[worth("A", 1000, "finance_confirmed", tool="X")])  # counts as a baseline
    found = frame(made, "tool_outcomes").set_index("business_unit")["value_per_seat"]
    assert found["A"] == pytest.approx(1000 * 0.7 / (40 * 2 / 4))
    assert found[["B", "C"]].isna().all()


# inside the work, or a place of its own


def test_use_is_told_apart_by_where_the_tool_is(book):
    rows = [
        use("A", "x", 100, 90, None, 40, embedded=True),
        use("B", "x", 100, 90, None, 10, embedded=False),
        use("C", "x", 300, 90, None, 20, embedded=False),
        use("D", "x", 100, 90, None, 50),
    ]
    made = book(adoption=rows)
    inside, separate = (total(made, METRICS[f"adoption_rate_{kind}"]).rows[0] for kind in ("embedded", "separate_tool"))
    assert (inside.numerator, inside.denominator) == (40, 100)
    assert (separate.numerator, separate.denominator) == (30, 400)


def test_a_tool_in_its_first_quarter_is_left_out(book):
    rows = [use("A", "x", 100, 90, None, 40, embedded=False, period=period) for period in ("2025-Q4", "2026-Q1")]
    rows.append(use("A", "new", 100, 90, None, 1, embedded=False))
    (row,) = total(book(adoption=rows), METRICS["adoption_rate_separate_tool"]).rows
    assert (row.numerator, row.denominator) == (40, 100)


def test_time_saved_is_of_what_was_made_and_only_inside_the_work(book):
    timed = {"tool": "x", "minutes_before": 40.0}
    made = book(
        adoption=[use("A", "x", 100, 90, None, 40, embedded=True), use("B", "x", 100, 90, None, 40, embedded=False)],
        deployments=[
            worth("A", 1, minutes_after=30.0, outputs=100, **timed),
            worth("A", 1, minutes_after=10.0, outputs=300, **timed) | {"deployment_id": "d2"},
            worth("B", 1, minutes_after=1.0, outputs=900, **timed),
        ],
    )
    (row,) = total(made, METRICS["productivity_gain_embedded"]).rows
    assert row.value == pytest.approx(1 - (30 * 100 + 10 * 300) / (40 * 400))


def test_nothing_made_is_no_time_saved(book):
    made = book(
        adoption=[use("A", "x", 100, 90, None, 40, embedded=True)],
        deployments=[worth("A", 1, tool="x", minutes_before=40.0, minutes_after=10.0, outputs=0)],
    )
    assert all(row.value is None for row in total(made, METRICS["productivity_gain_embedded"]).rows)


# what came of it


def test_a_habit_with_nothing_evidenced_and_no_workflow_is_adoption_without_impact(book):
    rows = [
        use("A", "x", 100, 90, None, 50, 20, workflows_redesigned=0),
        use("B", "x", 100, 90, None, 50, 19),
        use("C", "x", 100, 90, None, 50, 20, workflows_redesigned=1),
        use("D", "x", 100, 90, None, 50, 20),
    ]
    made = book(adoption=rows, deployments=[worth("A", 500, "self_reported"), worth("D", 500)])
    found = frame(made, "use_and_value").set_index("business_unit")["is_without_impact"]
    assert found.to_dict() == {"A": True, "B": False, "C": False, "D": False}


def test_k18_the_gini_of_1_1_1_1_16_is_six_tenths(book):
    made = book(
        adoption=[use(unit, "x", 100, 90, None, 50, 20) for unit in "ABCDE"],
        deployments=[worth(unit, amount) for unit, amount in zip("ABCDE", (1, 1, 1, 1, 16), strict=True)],
    )
    found = frame(made, "use_and_value")
    assert found["gini"].tolist() == pytest.approx([0.6] * 5)
    assert found["share_of_value"].iloc[0] == pytest.approx(0.8)


def test_one_unit_has_it_all_and_no_gini_above_nought(book):
    made = book(adoption=[use("A", "x", 100, 90, None, 50, 20)], deployments=[worth("A", 10)])
    found = frame(made, "use_and_value").iloc[0]
    assert (found["share_of_value"], found["gini"]) == (1, 0)


def test_a_loss_is_no_share_of_value(book):
    rows = [use(unit, "x", 100, 90, None, 50, 20) for unit in "AB"]
    found = frame(book(adoption=rows, deployments=[worth("A", 10), worth("B", -5)]), "use_and_value")
    assert found["share_of_value"].tolist() == [1, 0]
    assert found["is_unevidenced"].tolist() == [False, True]


def test_the_evidenced_value_is_the_metric_s(sample_book):
    found = frame(sample_book, "use_and_value")
    assert found["evidenced"].sum() == pytest.approx(total(sample_book, METRICS["evidenced_value"]).rows[0].value)


# units, tools of one's own


def test_a_unit_uses_ai_where_anyone_does(book):
    made = book(
        adoption=[use("A", "x", 100, 90, None, 1), use("B", "x", 100, 90, None, 0), use("C", "x", 100, 90)],
        deployments=[worth("D", 1, active_users=7)],
    )
    (row,) = total(made, METRICS["units_using_ai"]).rows
    assert (row.numerator, row.denominator) == (2, 3)


def test_tools_of_one_s_own_are_a_share_of_the_answers_of_the_last_survey(book):
    said = {"period": "2026-Q1", "business_unit": "A"}
    rows = [
        said | {"uses_own_tools": True, "responses": 12},
        said | {"uses_own_tools": False, "responses": 28},
        said | {"confidence": 4.0, "responses": 10},
        said | {"period": "2025-Q1", "uses_own_tools": True, "responses": 9},
    ]
    (row,) = total(book(survey=rows), METRICS["shadow_use_rate"]).rows
    assert (row.numerator, row.denominator, row.low is not None) == (12, 40, True)


def test_single_answers_count_one_by_one(book):
    rows = [{"period": "2026-Q1", "business_unit": "A", "ai_is_default_start": yes} for yes in [True] * 3 + [False] * 6]
    (row,) = total(book(survey=rows), METRICS["ai_default_start_rate"]).rows
    assert (row.numerator, row.denominator) == (3, 9)


def test_all_who_say_yes_are_hidden(book):
    rows = [{"period": "2026-Q1", "business_unit": "A", "uses_own_tools": True, "responses": 30}]
    assert total(book(survey=rows), METRICS["shadow_use_rate"]).rows[0].state == "suppressed"


def test_who_answered_is_of_those_invited(book):
    made = book(survey=[answers("A", 30, 90, skill=10), answers("B", 20, 40, skill=10), answers("C", 50, skill=10)])
    (row,) = total(made, METRICS["survey_response_rate"]).rows
    assert (row.numerator, row.denominator, row.low) == (50, 130, None)
