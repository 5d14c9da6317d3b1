"""A reader who adds and subtracts everything that is shown, under every filter of units, finds out no hidden group."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pytest

from queries import METRICS, VIEWS, by_unit, listing, total

TABLES = 1000
UNITS = ("A", "B", "C", "D", "E")
QUESTIONS = ("confidence", "skill")
FILTERS = tuple(chain.from_iterable(combinations(UNITS, size) for size in range(1, len(UNITS) + 1)))
SIZES = (1, 2, 3, 4, 5, 6, 8, 13, 21)
METRIC_TABLES = 4


def quarter(table: int) -> str:
    return f"{1700 + table // 4}-Q{table % 4 + 1}"


def group(chance: np.random.Generator, questions: Sequence[str]) -> dict:
    """A group's row: how many answered, and of each question how many agreed; nobody and everybody are not rare."""
    number = int(chance.choice(SIZES))
    counts = {f"{name}_4_5": int(chance.choice([0, number, chance.integers(0, number + 1)])) for name in questions}
    return {"responses": number, "invited": 30} | counts


def tables(number: int = TABLES) -> list[dict]:
    """Each quarter a table; in every second one some answer one question alone, so that the groups differ in size."""
    chance = np.random.default_rng(14)
    rows = []
    for table in range(number):
        for unit in UNITS[: int(chance.integers(1, 6))]:
            named = {"period": quarter(table), "business_unit": unit}
            rows.append(named | group(chance, QUESTIONS))
            if table % 2 and chance.random() < 0.4:
                rows.append(named | group(chance, QUESTIONS[1:]))
    return rows


def follows(known: Iterable[Sequence[bool]], names: Sequence[str]) -> set[str]:
    """The units whose number can be had from sums over these sets of units: those in the span of what is told."""
    told = np.unique(np.array(list(known), dtype=float).reshape(-1, len(names)), axis=0)
    span = np.linalg.pinv(told) @ told
    return {name for at, name in enumerate(names) if span[at, at] > 1 - 1e-9}


def test_in_a_thousand_random_surveys_nothing_hidden_follows_from_what_is_shown(book):
    whole = book(survey=tables())
    groups = listing(whole, VIEWS["survey_rows"]).frame
    truth = (
        whole.cursor(VIEWS["survey_rows"])
        .execute("select period, question, business_unit, judged, agreeing from facts.survey")
        .fetchall()
    )
    real = {tuple(key): (judged, agreeing) for *key, judged, agreeing in truth}
    totals: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for units in FILTERS:
        filtered = whole.at(replace(whole.scope, units=units))
        shown = listing(filtered, VIEWS["gaps_over_time"]).frame.query("not is_hidden")
        for period, question in zip(shown["period"], shown["question"], strict=True):
            totals.setdefault((period, question), []).append(units)
    hidden_groups = 0
    for (period, question), rows in groups.groupby(["period", "question"]):
        names = rows["business_unit"].tolist()
        hidden = rows[rows["is_hidden"]]
        hidden_groups += len(hidden)
        assert hidden[["answers", "judged", "agreeing", "mean_score"]].isna().all(axis=None)
        small = [
            unit
            for unit in names
            if real[period, question, unit][0] < 5
            or real[period, question, unit][1] in (0, real[period, question, unit][0])
        ]
        assert set(small) <= set(hidden["business_unit"])
        known = [[unit == name for name in names] for unit in rows[~rows["is_hidden"]]["business_unit"]]
        sets = [[name in units for name in names] for units in totals.get((period, question), [])]
        assert not follows([*known, *sets], names) & set(hidden["business_unit"]), (period, question)
        if any(set(hidden["business_unit"]) <= set(units) for units in totals.get((period, question), [])) and len(
            hidden
        ):
            judged, agreeing = (
                sum(real[period, question, unit][at] for unit in hidden["business_unit"]) for at in (0, 1)
            )
            assert judged >= 5
            assert 0 < agreeing < judged, (period, question, "the hidden together all answered alike")
    assert hidden_groups > TABLES


def test_a_unit_of_few_answers_is_hidden_in_every_question_and_its_number_never_follows(book):
    """Where everybody answers everything, a unit's number is the same in each question: one variable for all."""
    rows = [row for row in tables(400) if (int(row["period"][:4]) * 4 + int(row["period"][-1])) % 2]
    whole = book(survey=rows)
    groups = listing(whole, VIEWS["survey_rows"]).frame
    totals: dict[str, list[tuple[str, ...]]] = {}
    for units in FILTERS:
        shown = listing(whole.at(replace(whole.scope, units=units)), VIEWS["gaps_over_time"]).frame
        for period in shown.query("not is_hidden")["period"]:
            totals.setdefault(period, []).append(units)
    for period, rows in groups.groupby("period"):
        names = list(dict.fromkeys(rows["business_unit"]))
        told = set(rows[rows["replied"].notna()]["business_unit"]) | set(rows[rows["answers"].notna()]["business_unit"])
        known = [[unit == name for name in names] for unit in told]
        sets = [[name in units for name in names] for units in totals.get(period, [])]
        few = set(rows[rows["replied"].isna()]["business_unit"])
        assert not few & told
        assert not few & follows([*known, *sets], names), period


@pytest.mark.parametrize("table", range(METRIC_TABLES))
@pytest.mark.parametrize("metric", ["shadow_use_rate", "survey_response_rate"])
def test_figures_of_the_survey_give_no_hidden_unit_away(book, metric, table):
    chance = np.random.default_rng(table)
    rows = []
    for unit in UNITS[: int(chance.integers(2, 5))]:
        yes, no = (int(chance.choice((0, 1, 2, 3, 5, 8))) for _ in range(2))
        named = {"period": "2026-Q1", "business_unit": unit, "invited": None if chance.random() < 0.2 else 30}
        rows += [
            named | {"uses_own_tools": said, "responses": number}
            for said, number in ((True, yes), (False, no))
            if number
        ]
    if not rows:
        return
    whole = book(survey=rows)
    groups = listing(whole, VIEWS["survey_rows"]).frame
    column = "agreeing" if metric == "shadow_use_rate" else "replied"
    told = {unit for unit, number in zip(groups["business_unit"], groups[column], strict=True) if number == number}
    told |= {row.business_unit for row in by_unit(whole, METRICS[metric]).rows if row.state in ("ok", "few")}
    names = sorted(set(groups["business_unit"]))
    asked = {row.business_unit for row in by_unit(whole, METRICS[metric]).rows}
    known = [[unit == name for name in names] for unit in told]
    for units in FILTERS:
        if not set(units) <= set(names):
            continue
        found = total(whole.at(replace(whole.scope, units=units)), METRICS[metric]).rows
        if found and found[0].state in ("ok", "few"):
            known.append([name in units and name in asked for name in names])
    assert not follows(known, names) & (set(names) - told), rows
