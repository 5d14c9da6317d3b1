"""The charts of the Builders page: their findings, their marks, and what they say of few, of none and of hidden ones."""

import dataclasses

import pytest

from components.charts import (
    builders_by_function,
    coached_gaps,
    first_builds,
    leaders_and_builders,
    learning_curve,
    talent,
    training_transfer,
    transfer_compared,
)
from components.theme import Viewport
from queries import METRICS, Answer, Row, Scope
from tests.components.charts.conftest import SCOPE

WIDE, NARROW = Viewport(), Viewport(width="narrow")


def texts(drawn) -> str:
    return " | ".join(note.text for note in drawn.figure.layout.annotations)


def clicks(drawn) -> list[str]:
    return [opened for trace in drawn.figure.data if trace.customdata is not None for opened in trace.customdata]


# Leaders and builders


def staffed(unit: str, leaders, builders, engineers=1, tools=0, is_hidden=False) -> dict:
    return {
        "business_unit": unit,
        "is_hidden": is_hidden,
        "leaders": leaders,
        "engineers": engineers,
        "builders": builders,
        "functions": 1,
        "may_deploy": 1,
        "say_whether": 1,
        "tools_built": tools,
    }


def test_builders_are_counted_against_leaders_by_unit(listed):
    rows = [staffed("Claims", 1, 6, tools=2), staffed("HR", 0, 1), staffed("Legal", 3, 0, engineers=0)]
    drawn = leaders_and_builders.chart(listed("leaders_and_builders", rows), WIDE)
    assert drawn.finding == "Builders outnumber leaders in 2 of 3 units"
    assert drawn.n == "3 units"
    assert "Legal 3 leaders, no engineer, no builder, 0 tools built inside" in drawn.alt
    assert [list(bars.x) for bars in drawn.figure.data] == [[1, 0, 3], [6, 1, 0]]
    assert "business_unit=Legal" in clicks(drawn)
    assert "2 built in 2 quarters" in texts(drawn)
    assert "no builder" in texts(drawn)


def test_one_unit_is_said_by_name_and_a_hidden_one_only_counted(listed):
    rows = [staffed("Legal", 3, 0), staffed("HR", None, None, is_hidden=True)]
    drawn = leaders_and_builders.chart(listed("leaders_and_builders", rows), NARROW)
    assert drawn.finding == "Legal: no builder, 3 leaders"
    assert drawn.n == "1 unit · 1 hidden: too few people"
    assert "HR" not in texts(drawn) + drawn.alt


def test_leaders_alone_or_builders_alone_say_what_is_not_stated(listed):
    only_leaders = leaders_and_builders.chart(listed("leaders_and_builders", [staffed("A", 2, None)]), WIDE)
    assert only_leaders.finding == "2 leaders; how many builders there are is not stated"
    only_builders = leaders_and_builders.chart(listed("leaders_and_builders", [staffed("A", None, 1)]), WIDE)
    assert only_builders.finding == "1 builder; how many leaders there are is not stated"


# Builders by function


def function(name: str, builders, may=None, headcount=100, is_hidden=False) -> dict:
    hundred = None if builders is None else 100 * builders / headcount
    return {
        "business_unit": "Unit",
        "function": name,
        "headcount": headcount,
        "builders": builders,
        "per_hundred": hundred,
        "permission_to_deploy": may,
        "is_hidden": is_hidden,
    }


def test_functions_with_enough_builders_and_with_permission_are_counted(listed):
    rows = [
        function("Sales", 6, True),
        function("Tax", 3, False),
        function("Law", 2, False),
        function("IT", None, None, is_hidden=True),
    ]
    drawn = builders_by_function.chart(listed("builders_by_function", rows), WIDE)
    assert drawn.finding == "2 of 3 functions have 3 builders or more; 6 of 11 builders may deploy"
    assert drawn.n == "3 functions · 1 hidden: too few people"
    assert "quoted 3–5 people" in texts(drawn)
    bars = drawn.figure.data[0]
    assert list(bars.marker.pattern.shape) == ["", "/", "/"]
    assert list(bars.customdata) == ["function=Sales", "function=Tax", "function=Law"]


def test_functions_that_do_not_say_whether_they_may_deploy_are_not_said_to_be_barred(listed):
    drawn = builders_by_function.chart(listed("builders_by_function", [function("A", 1), function("B", 0)]), WIDE)
    assert drawn.finding == "0 of 2 functions have 3 builders or more"
    assert list(drawn.figure.data[0].marker.pattern.shape) == ["", ""]
    alone = builders_by_function.chart(listed("builders_by_function", [function("all functions", 1, False)]), NARROW)
    assert alone.finding == "Unit has 1 builder and may not deploy"


def test_functions_of_one_name_are_told_apart_by_their_unit(listed):
    rows = [function("Tax", 3), function("Tax", 2) | {"business_unit": "Other"}, function("Law", 1)]
    drawn = builders_by_function.chart(listed("builders_by_function", rows), WIDE)
    names = [note.text.split("</b>")[0].removeprefix("<b>") for note in drawn.figure.layout.annotations[1:]]
    assert names == ["Unit, Tax", "Other, Tax", "Law"]


def test_all_hidden_is_a_sentence(listed):
    rows = [function("A", None, None, is_hidden=True)]
    assert builders_by_function.chart(listed("builders_by_function", rows), WIDE).subtitle == "Hidden: too few people."


# First builds


def cohort(name: str, days, is_built=True) -> dict:
    return {"cohort_id": name, "business_unit": "Unit", "started_on": "2025-01-01", "days": days, "is_built": is_built}


def curve(*steps) -> list[dict]:
    return [
        {
            "days": day,
            "at_risk": 6,
            "events": 1,
            "built": built,
            "built_low": built / 2,
            "built_high": min(1, built * 1.3),
        }
        for day, built in steps
    ]


FIVE = [cohort("a", 60), cohort("b", 80), cohort("c", 100), cohort("d", 120, False), cohort("e", 40, False)]


@pytest.mark.parametrize(("day", "says"), [(90, ", within the gate of 90"), (91, "; the gate is 90")])
def test_the_median_cohort_is_held_against_the_gate(listed, day, says):
    listing = listed("first_build_curve", curve((60, 0.2), (day, 0.5)))
    drawn = first_builds.chart(listed("first_build_cohorts", FIVE), listing, WIDE)
    assert drawn.finding == f"Half of the cohorts had built something after {day} days{says}"
    assert drawn.n == "n = 5 cohorts"


def test_open_cohorts_are_hollow_arrows_with_their_days_so_far(listed):
    drawn = first_builds.chart(listed("first_build_cohorts", FIVE), listed("first_build_curve", curve((60, 0.2))), WIDE)
    marks = next(trace for trace in drawn.figure.data if trace.customdata is not None)
    assert list(marks.marker.symbol) == ["circle", "circle", "circle", "triangle-right", "triangle-right"]
    assert set(marks.marker.color[3:]) == {WIDE.paper}
    assert "120 so far" in texts(drawn)
    assert drawn.finding == "3 of 5 cohorts have built something; half is not reached, the gate is 90 days"


def test_four_cohorts_are_counted_and_have_no_curve(listed):
    drawn = first_builds.chart(
        listed("first_build_cohorts", FIVE[:4]), listed("first_build_curve", curve((60, 0.5))), NARROW
    )
    assert drawn.finding == "3 of 4 cohorts have built something, too few to judge"
    assert "built" not in texts(drawn)


def test_a_small_cohort_has_no_mark_and_is_counted(listed):
    drawn = first_builds.chart(
        listed("first_build_cohorts", [cohort("a", 60), cohort("secret", None, None)]),
        listed("first_build_curve"),
        WIDE,
    )
    assert drawn.finding == "The one cohort has built something"
    assert drawn.n == "n = 1 cohort · 1 hidden: too few people"
    assert "secret" not in drawn.alt


# Training transfer


def transfer(*rows: Row) -> Answer:
    return Answer(METRICS["training_transfer_rate"], SCOPE, rows)


def rate(unit: str, builders: int, trained: int, low: float, high: float, state="ok") -> Row:
    return Row(None, unit, builders, trained, builders / trained, low, high, trained, state)


HIDDEN = Row(None, "Secret", None, None, None, None, None, None, "suppressed")


def by_cohort(name: str, unit: str, builders=None, trained=None, state="ok") -> dict:
    share = None if builders is None else builders / trained
    return {
        "cohort_id": name,
        "business_unit": unit,
        "started_on": "2025-01-01",
        "state": state,
        "builders": builders,
        "trained": trained,
        "share": share,
        "low": share,
        "high": share,
    }


def test_units_apart_beyond_chance_are_named(listed):
    answer = transfer(rate("HR", 3, 200, 0.005, 0.043), rate("Claims", 10, 36, 0.158, 0.44))
    drawn = training_transfer.chart(answer, listed("transfer_by_cohort"), WIDE)
    assert drawn.finding == "13 of 236 trained people built something: 28 % in Claims, 2 % in HR"
    assert "quoted 1.5 %, an illustration" in texts(drawn)
    assert drawn.n == "n = 236 trained"


def test_a_zero_of_72_is_a_sign_and_of_73_a_finding(listed):
    sign = training_transfer.chart(transfer(rate("A", 0, 72, 0, 0.05065)), listed("transfer_by_cohort"), WIDE)
    assert sign.finding == ("0 of 72 trained people built something: a sign and no finding, for it may still be 5 %")
    assert sign.figure.data[-1].marker.color[0] == WIDE.paper
    found = training_transfer.chart(transfer(rate("A", 0, 73, 0, 0.04999)), listed("transfer_by_cohort"), WIDE)
    assert found.finding == "0 of 73 trained people built something"
    assert found.figure.data[-1].marker.color[0] == WIDE.accent


def test_a_sign_is_never_the_worst_that_is_named(listed):
    answer = transfer(rate("A", 10, 36, 0.158, 0.44), rate("B", 3, 200, 0.005, 0.043), rate("C", 0, 40, 0, 0.088))
    assert "2 % in B" in training_transfer.chart(answer, listed("transfer_by_cohort"), WIDE).finding


def test_cohorts_stand_beneath_a_unit_that_has_several_and_young_and_hidden_ones_are_counted(listed):
    rows = [
        by_cohort("c1", "A", 4, 14),
        by_cohort("c2", "A", 6, 22),
        by_cohort("c3", "A", state="young"),
        by_cohort("c4", "B", 1, 20),
    ]
    answer = transfer(rate("A", 10, 36, 0.1, 0.4), rate("B", 1, 20, 0.01, 0.2), HIDDEN)
    drawn = training_transfer.chart(answer, listed("transfer_by_cohort", rows), NARROW)
    assert drawn.n == "n = 56 trained · 1 cohort younger than 90 days · 1 unit hidden: too few people"
    names = [name.split(">")[-2].split("<")[0] if "<" in name else name for name in drawn.figure.layout.yaxis.ticktext]
    assert names == ["A", "c1", "c2", "B"]
    assert "Secret" not in drawn.alt


def test_hidden_units_alone_are_a_sentence(listed):
    drawn = training_transfer.chart(transfer(HIDDEN), listed("transfer_by_cohort"), WIDE)
    assert (drawn.figure, drawn.subtitle) == (None, "Hidden: too few people.")


# With and without


def side(
    condition: str, had: bool, builders: int, trained: int, is_apart: bool, is_one_split: bool | None = False
) -> dict:
    share = builders / trained
    return {
        "condition": condition,
        "had": had,
        "cohorts": 2,
        "builders": builders,
        "trained": trained,
        "share": share,
        "low": share / 2,
        "high": share * 1.5,
        "is_one_split": is_one_split,
        "is_apart": is_apart,
    }


def test_what_sets_cohorts_apart_is_the_finding(listed):
    rows = [side("protected_hours", True, 15, 75, True), side("protected_hours", False, 3, 300, True)]
    drawn = transfer_compared.chart(listed("transfer_compared", rows), WIDE)
    assert drawn.finding == "20 % of those trained with protected hours built something, 1 % of those without"
    assert drawn.n == "n = 375 trained in 4 cohorts old enough"
    assert "an association" in drawn.subtitle


def test_no_difference_beyond_chance_is_said_and_the_same_split_too(listed):
    rows = [
        side(condition, had, 5, 50, False, True)
        for condition in ("protected_hours", "coaching")
        for had in (True, False)
    ]
    drawn = transfer_compared.chart(listed("transfer_compared", rows), NARROW)
    assert drawn.finding == (
        "Cohorts with protected hours or with coaching do not differ from those without beyond chance"
    )
    assert "so the two cannot be told apart" in drawn.subtitle


def test_one_side_alone_is_nothing_to_compare(listed):
    drawn = transfer_compared.chart(listed("transfer_compared", [side("coaching", True, 5, 50, False)]), WIDE)
    assert (drawn.figure, drawn.subtitle) == (None, "There is nothing to compare with: every cohort had coaching.")


# The gaps before and after coaching


def gap(question: str, before: int, after: int, is_apart: bool, is_coached: bool = True) -> dict:
    return {
        "question": question,
        "is_coached": is_coached,
        "units": 2,
        "unit_names": ["A", "B"],
        "agreeing_before": before,
        "judged_before": 100,
        "agreeing_after": after,
        "judged_after": 100,
        "share_before": before / 100,
        "low_before": before / 120,
        "high_before": before / 90,
        "share_after": after / 100,
        "low_after": after / 120,
        "high_after": after / 90,
        "is_apart": is_apart,
    }


def test_a_gap_that_moved_beyond_chance_is_named_with_its_direction(listed):
    rows = [gap("skill", 20, 60, True), gap("skill", 30, 31, False, is_coached=False), gap("clarity", 70, 30, True)]
    drawn = coached_gaps.chart(listed("coached_gaps", rows), WIDE)
    assert drawn.finding == "Where people were coached, skill rose and clarity fell beyond chance"
    assert "20 % to 60 %" in texts(drawn)
    assert "30 % to 31 % without" in texts(drawn)
    assert drawn.n == "n = 100 answers before, 100 after, in 2 units"


def test_gaps_within_chance_are_said_to_be(listed):
    drawn = coached_gaps.chart(
        listed("coached_gaps", [gap("skill", 50, 55, False), gap("clarity", 30, 33, False)]), NARROW
    )
    assert drawn.finding == (
        "None of the gaps moved beyond chance where people were coached: skill 50 % before, 55 % after"
    )


def test_nobody_asked_before_coaching_is_a_sentence(listed):
    assert coached_gaps.chart(listed("coached_gaps"), WIDE).subtitle.startswith("No unit with a coached cohort")
    only_others = coached_gaps.chart(listed("coached_gaps", [gap("skill", 5, 6, False, is_coached=False)]), WIDE)
    assert only_others.figure is None


# The learning curve


def build(team: str, number: int, days: int, is_finished: bool = True) -> dict:
    return {
        "team": team,
        "business_unit": f"{team} unit",
        "number": number,
        "initiative_id": f"{team}{number}",
        "name": f"tool {number}",
        "days": days,
        "is_finished": is_finished,
    }


def speed(reach: int, low: float, factor: float, high: float) -> dict:
    return {
        "teams": 2,
        "builds": 5,
        "finished": 4,
        "reach": reach,
        "factor": factor,
        "factor_low": low,
        "factor_high": high,
        "fifth": factor**4,
        "fifth_low": low**4,
        "fifth_high": high**4,
        "first_days": 100.0,
    }


BUILDS = [build("T", 1, 200), build("T", 2, 100), build("T", 6, 50), build("U", 1, 300), build("U", 2, 90, False)]
MEDIANS = [
    {"number": 1, "builds": 2, "finished": 2, "median_days": 200},
    {"number": 2, "builds": 2, "finished": 1, "median_days": 100},
]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            speed(2, 1.1, 2, 3),
            "Each build is 2.0x as fast as the one before (1.1x to 3.0x): teams build faster with each build",
        ),
        (
            speed(2, 0.3, 0.5, 0.9),
            "Each build is 0.5x as fast as the one before (0.3x to 0.9x): teams build more slowly with each build",
        ),
        (
            speed(5, 0.5, 1.5, 2),
            "The fifth build is 5.1x as fast as the first, but anything from 0.06x to 16.0x fits as well: 5 builds cannot tell",
        ),
    ],
)
def test_the_pace_is_judged_by_its_interval(listed, row, says):
    drawn = learning_curve.chart(
        listed("build_rows", BUILDS), listed("build_medians", MEDIANS), listed("build_speed", [row]), WIDE
    )
    assert drawn.finding == says
    assert drawn.n == "n = 4 builds of 2 teams, 1 still open"
    assert "5–10x" in drawn.subtitle


def test_a_line_a_team_the_median_thick_and_open_builds_hollow(listed):
    drawn = learning_curve.chart(
        listed("build_rows", BUILDS), listed("build_medians", MEDIANS), listed("build_speed"), NARROW
    )
    assert [trace.line.width for trace in drawn.figure.data[:3]] == [1.5, 1.5, 3.5]
    marks = drawn.figure.data[-1]
    assert list(marks.marker.symbol) == ["circle", "circle", "circle", "triangle-up"]
    assert list(marks.customdata) == ["initiative_id=T1", "initiative_id=T2", "initiative_id=U1", "initiative_id=U2"]
    assert "U unit" in texts(drawn)
    assert drawn.finding == "Whether teams build faster cannot be told yet: 3 builds are live"


def test_no_build_is_a_sentence(listed):
    drawn = learning_curve.chart(listed("build_rows"), listed("build_medians"), listed("build_speed"), WIDE)
    assert drawn.subtitle == "No team of ours has put a tool live whose start is known."


# Those who come and go


def series(metric: str, *rows: Row, missing: tuple[str, ...] = (), scope: Scope = SCOPE) -> Answer:
    return Answer(METRICS[metric], scope, rows, missing)


def plain(period: str, value: float) -> Row:
    return Row(period, None, value, None, value, None, None, None, "ok")


def test_who_left_and_how_long_roles_are_open_are_one_finding():
    left = Row("2026-Q1", None, 3, 13, 3 / 13, 0.08, 0.5, 13, "ok")
    drawn = talent.chart(
        series("open_ai_roles", plain("2025-Q4", 9), plain("2026-Q1", 11)),
        series("days_roles_open", plain("2026-Q1", 156)),
        series("builders_left_share", left),
        WIDE,
    )
    assert drawn.finding == "3 of 13 builders left within a year; 11 AI roles have been open for 156 days on average"
    assert drawn.n == "n = 13 builders"
    assert "pay premium 56 %, growth of AI hiring 88 % and entry-level hiring −73 %" in drawn.subtitle
    assert len(drawn.figure.data) == 3


def test_few_builders_are_counted_and_no_open_role_is_said():
    left = Row("2026-Q1", None, 0, 4, 0.0, 0.0, 0.49, 4, "few")
    drawn = talent.chart(
        series("open_ai_roles", plain("2026-Q1", 0)),
        series("days_roles_open"),
        series("builders_left_share", left),
        NARROW,
    )
    assert drawn.finding == "0 of 4 builders left within a year, too few to judge; no AI role is open"


def test_hidden_builders_leave_the_roles():
    hidden = dataclasses.replace(HIDDEN, period="2026-Q1", business_unit=None)
    drawn = talent.chart(
        series("open_ai_roles", plain("2026-Q1", 1)),
        series("days_roles_open", plain("2026-Q1", 30)),
        series("builders_left_share", hidden),
        WIDE,
    )
    assert drawn.finding == "1 AI role has been open for 30 days"
    assert len(drawn.figure.data) == 2


def test_nothing_known_of_those_who_come_and_go_is_a_sentence():
    drawn = talent.chart(
        series("open_ai_roles", missing=("people.open_ai_roles",)),
        series("days_roles_open"),
        series("builders_left_share"),
        WIDE,
    )
    assert drawn.subtitle == "Not enough data: needs people.open_ai_roles."
