"""The Builders page's one sentence, from none to many units, and what it waits for."""

import datetime as dt

import pandas as pd
import pytest

from components.narratives import builders
from queries import METRICS, VIEWS, Answer, Listing, Row, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))
COLUMNS = ["business_unit", "leaders", "builders", "is_hidden"]


def staff(*rows: tuple, missing: tuple[str, ...] = ()) -> Listing:
    full = [(*row, False)[:4] for row in rows]
    return Listing(VIEWS["leaders_and_builders"], SCOPE, pd.DataFrame(full, columns=COLUMNS), missing)


def builder_count(number: float | None) -> Answer:
    rows = () if number is None else (Row(None, None, number, None, number, None, None, None, "ok"),)
    return Answer(METRICS["builders"], SCOPE, rows)


def built_inside(inside: int | None = None, tools: int = 8) -> Answer:
    rows = () if inside is None else (Row(None, None, inside, tools, inside / tools, 0.0, 1.0, tools, "ok"),)
    return Answer(METRICS["internally_built_share"], SCOPE, rows)


@pytest.mark.parametrize(
    ("listing", "total", "sentence"),
    [
        (staff(missing=("people.ai_builders",)), None, "Who can build AI here is not known yet"),
        (staff(("Legal", 3, 0)), 0, "3 leaders, 0 builders in Legal"),
        (staff(("Legal", None, 1)), 1, "1 builder in Legal"),
        (staff(("Claims", 1, 6), ("Legal", 3, 0)), 6, "6 builders, all in Claims; 3 leaders and no builder in Legal"),
        (staff(("Claims", 1, 1), ("HR", 0, 0)), 1, "1 builder in Claims"),
        (staff(("A", 2, 6), ("B", 1, 4)), 10, "10 builders, 6 of them in A"),
        (staff(("A", 0, 0), ("B", 0, 0)), 0, "Nobody builds"),
        (
            staff(("A", 1, 0), ("B", 2, 0), ("C", 5, 0)),
            0,
            "Nobody builds; 8 leaders and no builder in C and 2 other units",
        ),
        (staff(("A", 1, None), ("B", 2, None)), None, "3 leaders; how many builders there are is not stated"),
        (staff(("A", None, None, True)), None, "Who builds and who leads is hidden: too few people"),
    ],
)
def test_the_headline_says_who_builds_against_who_leads(listing, total, sentence):
    assert builders.headline(listing, builder_count(total), built_inside()) == sentence


@pytest.mark.parametrize(("inside", "verb"), [(1, "was"), (3, "were"), (0, "were")])
def test_without_people_the_registry_says_what_was_built_inside(inside, verb):
    sentence = builders.headline(staff(), builder_count(None), built_inside(inside))
    assert sentence == f"{inside} of 8 live tools {verb} built inside; by whom is not known yet"
    assert builders.figures(staff())[0][0] == "internally_built_share"
    assert builders.figures(staff(("A", 1, 1))) == builders.FIGURES


def test_a_hidden_total_is_not_given_away():
    hidden = Answer(METRICS["builders"], SCOPE, (Row(None, None, None, None, None, None, None, None, "suppressed"),))
    listing = staff(("A", 1, 6), ("B", 1, 2), ("C", None, None, True))
    assert builders.headline(listing, hidden, built_inside()) == "8 builders where it may be shown"


def test_what_is_missing_is_gathered_in_one_sentence():
    known, not_known = staff(("A", 1, 1)), staff()
    assert builders.missing_data(known, known, known) == []
    (sentence,) = builders.missing_data(not_known, known, not_known)
    assert sentence.startswith("Not in what was uploaded: who builds and who leads")
    assert "whether teams build faster" in sentence
    assert "training" not in sentence
