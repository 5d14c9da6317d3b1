"""What the board was shown of a quarter, and which of it is another figure today."""

import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from queries import METRICS, published
from queries.catalogue import SqlFile
from queries.published import Shown, code, files, fingerprint, restated
from queries.suppression import suppression


def spent(unit: str, amount: float, period: str = "2026-Q1") -> dict:
    return {"period": period, "business_unit": unit, "category": "licences", "amount": amount}


def used(unit: str, people: int) -> dict:
    return {
        "period": "2026-Q1",
        "business_unit": unit,
        "tool": "Chat",
        "headcount": people,
        "seats": people,
        "ever_active": people,
        "active_users": people - 1,
    }


def shown(book, *metrics: str) -> dict[tuple[str, str], Shown]:
    found = published.published(book, book.quarters()[-1], [METRICS[name] for name in metrics])
    return {(one.metric, one.business_unit): one for one in found}


def test_every_figure_is_published_in_total_and_by_unit_of_that_quarter_alone(book):
    found = shown(book(spend=[spent("HR", 7.0, "2025-Q4"), spent("HR", 10.0), spent("Legal", 5.0)]), "spend")
    assert {name: one.value for name, one in found.items()} == {
        ("spend", ""): 15,
        ("spend", "HR"): 10,
        ("spend", "Legal"): 5,
    }
    assert {one.period for one in found.values()} == {"2026-Q1"}


def test_a_filter_on_units_does_not_narrow_what_is_published(book):
    one = book(spend=[spent("HR", 10.0), spent("Legal", 5.0)], units=["HR"])
    assert shown(one, "spend")["spend", ""].value == 15


def test_a_small_group_is_published_as_hidden_without_any_number(book):
    found = shown(book(adoption=[used("HR", 300), used("Legal", 200), used("Audit", 3)]), "adoption_rate")
    hidden = found["adoption_rate", "Audit"]
    assert (hidden.state, hidden.value, hidden.numerator, hidden.denominator, hidden.n) == ("suppressed", *[None] * 4)


def test_a_metric_without_what_it_needs_publishes_nothing(book):
    one = book(spend=[spent("HR", 10.0)])
    names = {figure.metric for figure in published.published(one, one.quarters()[-1])}
    assert "spend" in names
    assert not {"adoption_rate", "live_share"} & names


def test_what_changed_is_restated_the_company_first_and_what_did_not_is_not(book):
    earlier = book(spend=[spent("HR", 10.0), spent("Legal", 5.0)])
    later = book(spend=[spent("HR", 12.0), spent("Legal", 5.0)])
    before, now = (list(shown(one, "spend").values()) for one in (earlier, later))
    moved = restated(before, now)
    assert [(one.business_unit, one.change) for one in moved] == [("", 2), ("HR", 2)]


def test_a_figure_that_is_gone_and_one_that_was_not_there_are_restated_without_a_change(book):
    earlier = book(spend=[spent("HR", 10.0)])
    later = book(spend=[spent("HR", 10.0), spent("Legal", 0.0)])
    before, now = (list(shown(one, "spend").values()) for one in (earlier, later))
    (came,), (went,) = restated(before, now), restated(now, before)
    assert (came.business_unit, came.before, came.change) == ("Legal", None, None)
    assert (went.business_unit, went.now, went.change) == ("Legal", None, None)


@pytest.mark.parametrize(
    ("before", "now", "is_restated"),
    [
        ({"value": 1e6}, {"value": 1e6 + 1e-4}, False),
        ({"value": 1e6}, {"value": 1e6 + 0.1}, True),
        ({"value": None, "state": "suppressed"}, {"value": None, "state": "suppressed"}, False),
        ({"value": None, "state": "suppressed"}, {"value": None, "state": "insufficient"}, True),
        ({"value": None, "state": "suppressed"}, {"value": 1.0}, True),
    ],
)
def test_what_counts_as_another_figure(before, now, is_restated):
    one = Shown("spend", "HR", "2026-Q1", 1.0, None, None, None, "ok")
    assert bool(restated([replace(one, **before)], [replace(one, **now)])) is is_restated


def test_a_figure_whose_method_is_gone_is_compared_with_nothing():
    one = Shown("a_metric_of_old", "", "2026-Q1", 1.0, None, None, None, "ok")
    assert restated([one], []) == ()


def test_a_figure_nothing_was_published_of_was_not_restated():
    one = Shown("spend", "", "2026-Q1", 1.0, None, None, None, "ok")
    assert restated([], [one]) == ()
    assert len(restated([one], [one, replace(one, business_unit="HR")])) == 1


def test_the_code_is_named_by_what_the_sql_behind_the_figures_says():
    assert code().endswith(f"+{fingerprint(files())}")
    spend = SqlFile("metrics", "spend", {}, "select 1")
    first = fingerprint([spend])
    assert fingerprint([spend]) == first
    assert fingerprint([replace(spend, select="select 2")]) != first
    assert fingerprint([replace(spend, name="cost")]) != first
    assert fingerprint([replace(spend, layer="facts")]) != first


def test_the_code_is_the_same_whatever_its_front_matter_its_comments_and_its_lines_say():
    spend = SqlFile("metrics", "spend", {"page": "spend"}, "select 1, 'a -- b'")
    first = fingerprint([spend])
    assert fingerprint([replace(spend, front={"page": "board", "title": "What it costs"})]) == first
    assert fingerprint([replace(spend, select="-- why\nselect\n    1, -- one\n    'a -- b'\n")]) == first
    assert fingerprint([replace(spend, select="select 1, 'a -- c'")]) != first
    assert fingerprint([replace(spend, select="select 1, 'a  -- b'")]) != first
    assert fingerprint([replace(spend, select="select 11, 'a -- b'")]) != first


def test_the_code_is_the_same_in_whatever_order_its_files_are_found():
    assert fingerprint(files()) == fingerprint(reversed(files()))


def test_macros_and_facts_are_code_behind_figures_and_detectors_are_not():
    named = {f"{file.layer}/{file.name}.sql" for file in files()}
    assert {"macros/basics.sql", "metrics/spend.sql", "facts/spend.sql", "staging/spend.sql"} <= named
    assert not any(name.startswith("detectors/") for name in named)


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text())
    assert code().startswith(f"{project['project']['version']}+")


def test_hidden_quarters_are_those_with_a_small_group_and_the_survey_always(book):
    one = suppression(book(adoption=[used("HR", 300), used("Audit", 3), used("HR", 200) | {"period": "2025-Q4"}]))
    assert one.hides("adoption", dt.date(2026, 1, 1))
    assert not one.hides("adoption", dt.date(2025, 10, 1))
    assert one.hides("adoption", None)
    assert one.hides("survey", dt.date(2026, 1, 1))
    assert not one.hides("spend", dt.date(2026, 1, 1))
