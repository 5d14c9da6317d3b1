"""Figures and names are written in one way, everywhere."""

import datetime as dt

import pytest

from components.text import format
from queries import Row


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (14_200_000, "14.2m"),
        (14_000_000, "14.0m"),
        (142_000_000, "142m"),
        (1_500_000_000, "1.5bn"),
        (640_000, "640k"),
        (1_290, "1.3k"),
        (999, "999"),
        (0, "0"),
        (-400_000, "−400k"),
        (None, "n/a"),
        (float("nan"), "n/a"),
    ],
)
def test_money_is_said_as_a_board_says_it(amount, written):
    assert format.money(amount) == written


@pytest.mark.parametrize(("amount", "written"), [(999_499, "999k"), (999_500, "1.0m"), (9_949, "9.9k"), (9_950, "10k")])
def test_money_changes_its_unit_where_it_would_round_into_the_next(amount, written):
    assert format.money(amount) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0.36, "36 %"),
        (0.004, "0.4 %"),
        (0.0096, "1 %"),
        (0, "0 %"),
        (1, "100 %"),
        (-0.64, "−64 %"),
        (1.075, "108 %"),
        (None, "n/a"),
    ],
)
def test_a_share_is_a_percentage(share, written):
    assert format.percent(share) == written


@pytest.mark.parametrize(("share", "written"), [(0.9999, "99.9 %"), (0.996, "99.6 %"), (0.00001, "under 0.1 %")])
def test_a_share_is_never_said_to_be_all_or_none_where_it_is_not(share, written):
    assert format.percent(share) == written


@pytest.mark.parametrize(
    ("low", "high", "unit", "written"),
    [
        (0.10558, 0.2992, "percent", "11–30 %"),
        (-0.84, -0.31, "percent", "−84 to −31 %"),
        (0.4, 0.4, "percent", "40 %"),
        (1_200_000, 2_300_000, "money", "1.2–2.3m"),
        (640_000, 2_300_000, "money", "640k–2.3m"),
        (1.5, 3, "multiple", "1.5–3.0x"),
        (120, 400, "days", "120–400 days"),
    ],
)
def test_a_range_names_its_unit_once(low, high, unit, written):
    assert format.interval(low, high, unit) == written


def test_a_calendar_quarter_and_a_fiscal_one_read_differently():
    assert format.quarter("2026-Q4") == "Q4 2026"
    assert format.quarter("2026-Q4", "10") == "FY26 Q4"


def test_cents_on_the_dollar_are_for_dollars():
    assert format.cents(0.36) == "36 cents on the dollar"
    assert format.cents(0.01) == "1 cent on the dollar"
    assert format.cents(0.36, "CHF") == "0.36 for each 1 spent"


def test_what_is_missing_is_named():
    assert format.needs(["pilots.started_on"]) == "Not enough data: needs pilots.started_on"
    assert format.needs(["a.x | b.y", "c.z"]) == "Not enough data: needs a.x or b.y and c.z"


def row(state, value=0.75, low=0.3, high=0.95):
    return Row("2026-Q1", None, 3, 4, value, low, high, 4, state)


def test_below_the_minimum_only_the_counts_are_shown():
    assert (format.figure(row("few"), "percent"), format.beside(row("few"), "percent")) == (
        "3 of 4",
        "too few to judge",
    )
    assert (format.figure(row("ok"), "percent"), format.beside(row("ok"), "percent")) == ("75 %", "3 of 4, 30–95 %")


def test_what_is_hidden_or_unknown_is_never_a_number():
    assert format.figure(row("suppressed"), "percent") == "hidden: too few people"
    assert format.figure(row("insufficient", None), "percent") == "n/a"


@pytest.mark.parametrize(
    ("low", "high", "unit", "written"),
    [
        (0.2, 0.4, "percent", "20–40 %"),
        (0.015, 0.015, "percent", "1.5 %"),
        (-0.73, -0.73, "percent", "−73 %"),
        (500_000, 2_000_000, "million USD", "0.5–2m USD"),
        (3, 5, "people", "3–5 people"),
        (14.2, 14.2, "multiple", "14.2x"),
        (200, 200, "billion USD per year", "200 billion USD per year"),
        (1, 1, "months", "1 month"),
    ],
)
def test_a_quoted_figure_is_said_as_it_was_quoted(low, high, unit, written):
    assert format.benchmark(low, high, unit) == written


@pytest.mark.parametrize("name", ["<b>x</b>", '<a href="http://x.example">y</a>', "&lt;script&gt;"])
def test_a_name_in_a_chart_is_no_tag(name):
    assert "<" not in format.escape_html(name)
    assert '"' not in format.escape_html(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("*bold* _it_", r"\*bold\* \_it\_"),
        ("[a](b)", r"\[a\](b)"),
        ("![a](b)", r"\!\[a\](b)"),
        ("$x$", r"\$x\$"),
        (":red[x]", r"\:red\[x\]"),
        ("# head", r"\# head"),
        ("1. one", r"1\. one"),
        ("- one", r"\- one"),
        ("<img src=x>", r"\<img src\=x\>"),
        ("a\n\nb", "a b"),
    ],
)
def test_a_name_in_a_sentence_is_no_markup(name, shown):
    assert format.escape_markdown(name) == shown


@pytest.mark.parametrize("name", ["https://x.example", "www.x.example", "someone@x.example", "HTTP://x.example"])
def test_an_address_in_a_sentence_is_broken_so_that_it_is_no_link(name):
    assert "\u2060" in format.escape_markdown(name)
    assert format.escape_markdown(name).replace("\u2060", "").replace("\\", "") == name


def test_a_figure_stays_on_one_line_with_its_unit():
    assert (
        format.typeset("36 % of 3 of 8 on 14 November 2026") == "36\u00a0% of 3\u00a0of\u00a08 on 14\u00a0November 2026"
    )


def test_a_long_name_is_cut_at_a_word():
    assert format.shorten("Supply chain planning", 14) == "Supply chain…"
    assert format.shorten("Claims", 14) == "Claims"


def test_a_date_is_said_in_full():
    assert format.date(dt.date(2026, 11, 14)) == "14 November 2026"


@pytest.mark.parametrize(("number", "verb"), [(0, "have"), (1, "has"), (2, "have")])
def test_a_verb_agrees_with_its_number(number, verb):
    assert format.inflect(number, "has", "have") == verb


def test_what_came_back_for_each_1_spent_is_money_not_a_share():
    assert (format.value(1.2, "for each 1"), format.value(None, "for each 1")) == ("1.20", "n/a")


def test_builders_are_so_many_a_function_or_per_100_people():
    assert [format.value(number, "a function") for number in (2.4, 3.0, 0.25, 0.0, None)] == [
        "2.4 a function",
        "3 a function",
        "0.25 a function",
        "0 a function",
        "n/a",
    ]
    assert format.value(0.241, "per 100") == "0.24 per 100"


def test_an_abbreviation_in_a_column_s_name_keeps_its_capitals():
    names = ("ai_is_default_start", "open_ai_roles", "kpi", "initiative_id", "seat_price", "said_by")
    assert list(map(format.column, names)) == [
        "AI is default start",
        "open AI roles",
        "KPI",
        "initiative ID",
        "seat price",
        "said by",
    ]
