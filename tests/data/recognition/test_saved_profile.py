"""What a person confirmed once is read so again by itself: where columns moved or were added; and where they were
renamed slightly it is proposed, with what changed."""

import datetime as dt
from dataclasses import replace

import pytest

from data.ingest.upload import accept, confirmed, prepare
from data.recognition.mapping import ENOUGH_FOR_YES, to_dict
from data.recognition.profiles import UnknownProfile, builtin
from data.recognition.recognise import given, recognise
from data.recognition.saved_profile import SavedProfile, profile, profiles, refuse_taken, renamed, text, to_save
from data.recognition.saved_profile_toml import from_toml, to_toml

TODAY, NOW = dt.date(2026, 11, 21), dt.datetime(2026, 11, 21, 12)
HEADER = ("Quarter", "Department", "Kind", "Amount")
ROW = ("2026-Q1", "Claims", "c) Licences - seats", 10)
COLUMNS = {"period": "Quarter", "business_unit": "Department", "category": "Kind", "amount": "Amount"}


def saved_of(file, dataset: str = "spend", columns=None, values=None, name: str = "Finance", **more) -> SavedProfile:
    """The profile of a file's one sheet, confirmed by a person."""
    (table,) = file.tables
    sheet = {"sheet": table.sheet, "dataset": dataset, "columns": columns or COLUMNS, "values": values or {}, **more}
    (reading,) = given({"sheets": [sheet]}, file).readings
    made = to_save(table, reading, f"{name}.xlsx", {}, "Ada", "2026-11-21 12:00:00")
    assert made is not None
    return made


def contents(*profiles_saved: SavedProfile) -> dict[str, str]:
    return {profile.shape: text(profile) for profile in profiles_saved}


@pytest.fixture
def finance(source) -> dict[str, str]:
    """A sheet whose `Kind` nothing but a person knows to be the category, and what they said its values mean."""
    return contents(saved_of(source(Costs=[HEADER, ROW]), values={"category": {ROW[2]: "licences"}}))


def read(mapping) -> dict[str, tuple[str, str]]:
    (reading,) = mapping.readings
    return {name: (match.header, match.letter) for name, match in reading.columns.items()}


def test_columns_that_moved_are_read_where_they_stand_without_asking(source, finance):
    moved = source(Costs=[("Amount", "Kind", "Quarter", "Department"), (10, ROW[2], "2026-Q2", "Claims")])
    mapping = recognise(moved, saved=finance)
    assert mapping.is_confirmed
    assert read(mapping)["category"] == ("Kind", "B")


def test_added_columns_are_kept_with_the_row_and_nothing_is_asked(source, finance):
    added = source(Costs=[("Ref", *HEADER, "Booked by"), ("7", *ROW, "Jo")])
    mapping = recognise(added, saved=finance)
    assert mapping.is_confirmed
    assert set(read(mapping)) == set(COLUMNS)


def test_an_added_column_of_our_own_name_is_read(source, finance):
    mapping = recognise(source(Costs=[(*HEADER, "vendor"), (*ROW, "Acme")]), saved=finance)
    assert read(mapping)["vendor"] == ("vendor", "E")


def test_an_added_column_of_people_is_not_kept(source, finance):
    mapping = recognise(source(Costs=[(*HEADER, "E-mail"), (*ROW, "jo@example.com")]), saved=finance)
    assert mapping.readings[0].personal == ("E-mail",)


@pytest.mark.parametrize(("now", "was"), [("Amount EUR", "Amount"), ("Amounts", "Amount"), ("amount ", "")])
def test_a_slightly_renamed_column_is_proposed_with_what_it_was(source, finance, now, was):
    mapping = recognise(source(Costs=[(*HEADER[:3], now), ROW]), saved=finance)
    reading = mapping.readings[0]
    assert reading.columns["amount"].header == now
    assert mapping.is_confirmed is (was == "")
    if was:
        assert reading.confidence < 0.95
        assert reading.columns["amount"].why == f'it stands for "{was}"'
        assert reading.why == f'it is like "Finance", which was confirmed before; here "{now}" stands for "{was}"'


def test_a_renamed_column_whose_cells_do_not_fit_is_not_taken_for_it(source, finance):
    mapping = recognise(source(Costs=[(*HEADER[:3], "Amount note"), (*ROW[:3], "see Jo")]), saved=finance)
    assert all("amount" not in reading.columns for reading in mapping.readings)


def test_a_column_that_stood_beside_before_is_not_taken_for_one_that_is_gone(source):
    file = source(Costs=[(*HEADER, "Amount net"), (*ROW, 8)])
    saved = contents(saved_of(file))
    mapping = recognise(source(Costs=[(*HEADER[:3], "Amount net"), (*ROW[:3], 8)]), saved=saved)
    assert all("confirmed before" not in reading.why for reading in mapping.readings)


def test_a_column_that_is_gone_is_said_and_has_to_be_confirmed(source):
    saved = contents(saved_of(source(Costs=[(*HEADER, "Remark"), (*ROW, "x")]), columns=COLUMNS | {"note": "Remark"}))
    mapping = recognise(source(Costs=[HEADER, ROW]), saved=saved)
    assert not mapping.is_confirmed
    assert mapping.readings[0].why == 'it is like "Finance", which was confirmed before; here "Remark" is missing'
    assert mapping.confidence >= ENOUGH_FOR_YES


def test_of_two_profiles_the_nearest_is_taken(source):
    near = saved_of(source(Costs=[(*HEADER, "Ref"), (*ROW, 1)]), columns=COLUMNS, name="near")
    far_header = ("Quarter", "Department", "Kind", "Amount", "A", "B")
    far = saved_of(source(Costs=[far_header, (*ROW, 1, 2)]), columns={**COLUMNS, "note": "B"}, name="far")
    for saved in (contents(near, far), contents(far, near)):
        (reading,) = recognise(source(Costs=[(*HEADER, "Ref", "New"), (*ROW, 1, 2)]), saved=saved).readings
        assert '"near"' in reading.why


def test_a_sheet_that_names_another_dataset_is_not_read_by_it(source, finance):
    assert all(
        "Finance" not in reading.why for reading in recognise(source(Adoption=[HEADER, ROW]), saved=finance).readings
    )
    longer = source(Adoption=[(*HEADER, "More"), (*ROW, 1)])
    assert all("Finance" not in reading.why for reading in recognise(longer, saved=finance).readings)


def test_a_sheet_whose_headers_speak_of_another_dataset_is_not_read_by_it(source):
    header, row = ("Quarter", "Department", "Product", "Seen"), ("2026-Q1", "Claims", "Copilot", 5)
    columns = {"period": "Quarter", "business_unit": "Department", "tool": "Product"}
    saved = contents(saved_of(source(Tools=[header, row]), "adoption", columns))
    costs = source(Data=[("Quarter", "Department", "Cost type", "Product", "Cost"), (*row[:2], "run", "Copilot", 9)])
    (reading,) = recognise(costs, saved=saved).readings
    assert reading.dataset == "spend"


def test_the_template_is_read_by_its_own_names_whatever_was_confirmed_before(source):
    saved = contents(
        saved_of(
            source(Spend=[("period", "business_unit", "category", "Amount EUR"), ROW]),
            columns={name: name for name in COLUMNS} | {"amount": "Amount EUR"},
        )
    )
    mapping = recognise(source(Spend=[tuple(COLUMNS), ("2026-Q1", "Claims", "licences", 1)]), saved=saved)
    assert mapping.is_confirmed
    assert mapping.readings[0].columns["amount"].header == "amount"


def test_known_values_mean_what_was_confirmed_and_new_ones_are_asked_about(source, finance):
    new = ("2026-Q2", "Legal", "z) Zeppelins", 5)
    (reading,) = recognise(source(Costs=[(*HEADER, "Ref"), (*ROW, 1), (*new, 2)]), saved=finance).readings
    assert reading.values["category"] == {ROW[2]: "licences", new[2]: None}


def test_of_two_columns_of_one_header_the_one_that_was_confirmed_is_read_again(source):
    header, row = ("Quarter", "Department", "Kind", "Amount", "Amount"), (*ROW, 99)
    columns = COLUMNS | {"amount": {"header": "Amount", "letter": "E"}}
    file = source(Costs=[header, row])
    saved = saved_of(file, columns=columns)
    (reading,) = recognise(file, saved=contents(saved)).readings
    assert reading.columns["amount"].letter == saved.reading.columns["amount"].letter


def test_what_belongs_to_one_quarter_is_not_kept(source):
    header, row = HEADER[1:], ROW[1:]
    columns = {name: title for name, title in COLUMNS.items() if name != "period"}
    answers = {"period": "2026-Q1", "mark.amount": ","}
    made = saved_of(source(Costs=[header, row]), columns=columns, answers=answers)
    assert made.reading.answers == {"mark.amount": ","}
    (question,) = recognise(source(Costs=[header, row]), saved=contents(made)).readings[0].open_questions
    assert (question.key, question.proposed) == ("period", "")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("spend-2026-Q3.xlsx", "spend"),
        ("Finance Q1 2026 final.xlsx", "Finance final"),
        ("2026-03.csv", "Spend"),
        ("costs ada@example.com (marked).xlsx", "costs"),
    ],
)
def test_a_profile_is_named_after_its_file_without_the_period(source, file, name):
    (table,) = source(Costs=[HEADER, ROW]).tables
    reading = saved_of(source(Costs=[HEADER, ROW])).reading
    assert to_save(table, reading, file, {}, "", "").name == name


def test_a_second_profile_of_one_name_is_told_apart_by_its_sheet_then_by_number(source):
    held: dict[str, str] = {}
    names = []
    for extra in ("A", "B", "C"):
        file = source(Costs=[(*HEADER, extra), (*ROW, 1)])
        made = to_save(file.tables[0], saved_of(file).reading, "Finance.xlsx", held, "Ada", "")
        held[made.shape] = text(made)
        names.append(made.name)
    assert names == ["Finance", "Finance, Costs", "Finance (2)"]
    assert renamed(held, "finance (2)", "Third").shape == profile(held, "Finance (2)").shape
    for taken in ("FINANCE", " "):
        with pytest.raises(ValueError, match=r"Choose a name that is free|needs a name"):
            renamed(held, "Finance (2)", taken)
    with pytest.raises(UnknownProfile, match='"Finance, Costs"'):
        profile(held, "nope")


def test_a_profile_written_as_toml_is_read_back_the_same(source):
    hostile = 'say "no"\n\\x = [1]\x7f # é ☃'
    file = source(Costs=[(*HEADER, hostile, "E-mail"), (*ROW[:2], hostile, 1, "x", "jo@example.com")])
    values = {"category": {hostile: "licences", "blank": ""}}
    saved = saved_of(file, columns=COLUMNS | {"note": hostile}, values=values, answers={"order.period": "dmy"})
    back = from_toml(to_toml(saved))
    assert (back.name, back.headers, back.by, back.at, back.shape) == (
        saved.name,
        saved.headers,
        "Ada",
        saved.at,
        saved.shape,
    )
    assert {name: match.header for name, match in back.reading.columns.items()} == {
        name: match.header for name, match in saved.reading.columns.items()
    }
    for part in ("values", "answers", "personal", "rules", "dataset"):
        assert getattr(back.reading, part) == getattr(saved.reading, part)


GOOD = """
name = "Finance"
dataset = "spend"
[columns]
amount = "Betrag"
category = "Kind"
[values.category]
"x" = "licences"
"""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("name = ", "name : "), "not TOML"),
        (('name = "Finance"', ""), "has no name"),
        (('"spend"', '"lunch"'), '"lunch" is not a dataset'),
        (("amount =", "amout ="), 'no column "amout"'),
        (('"licences"', '"fun"'), '"fun" is not a category'),
        (("values.category", "values.lunch"), 'no column "lunch"'),
        (("name =", "nmae = 1\nname ="), 'no "nmae"'),
        (('"Betrag"', "7"), "each a text"),
        (("[columns]", '[answers]\n"period" = "2026-Q1"\n[columns]'), '"period" is not an answer'),
        (("[columns]", '[answers]\n"order.period" = "ymd"\n[columns]'), "Use one of: dmy, mdy"),
        (("[columns]", 'headers = ["Kind"]\n[columns]'), "not among the headers"),
        (("[columns]", '[[rules.derived]]\ndataset = "x"\n[rules.derived.columns]\n[columns]'), '"x" is not a dataset'),
    ],
)
def test_a_toml_that_does_not_fit_is_refused_in_words(change, says):
    assert from_toml(GOOD).reading.columns["amount"].header == "Betrag"
    with pytest.raises(ValueError, match=says):
        from_toml(GOOD.replace(*change))


DERIVED = '[[rules.derived]]\ndataset = "deployments"\n'


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('[rules.blank]\n"note; drop table" = "x"', "no column"),
        ('[rules.blank]\namount = "much"', "cannot be filled"),
        ('[rules.blank]\ncategory = "fun"', "not a category"),
        ('[rules.blank]\nnote = "@amount"', "cannot hold"),
        ('[rules.only]\nnote = { lunch = ["x"] }', 'no column "lunch"'),
        ('[rules]\nrepeats = "eval"', "Use one of"),
        (DERIVED + 'columns = { "name); --" = "note" }', "no column"),
        (DERIVED + 'columns = { name = "amount" }', "cannot hold"),
        (DERIVED + 'columns = {}\nconstants = { status = "fun" }', "not a status"),
        (DERIVED + 'columns = {}\nperiod_of = "note"', "not a date"),
        ('[answers]\n"scale.amount" = "0"', "Use a number"),
        ('[answers]\n"scale.amount" = "²"', "Use a number"),
        ("[becomes]\nsql = 'drop table'", 'no "becomes"'),
    ],
)
def test_a_rule_that_would_store_what_a_column_cannot_hold_is_refused_in_words(written, says):
    with pytest.raises(ValueError, match=says):
        from_toml(f"{GOOD}\n{written}\n")


@pytest.mark.parametrize(
    "written",
    [
        f"a = {'[' * 20_000}{']' * 20_000}",
        GOOD.replace("[columns]", "personal = 5\n[columns]"),
        GOOD.replace('"Finance"', '"a\\u0000b"'),
        GOOD.replace("[columns]", 'headers = ["Betrag", "Kind", { a = 1 }]\n[columns]'),
    ],
)
def test_a_hostile_toml_is_refused_in_words(written):
    with pytest.raises(ValueError, match=r"(?i)nested|personal is a list|printed|headers is a list"):
        from_toml(written)


def test_the_rules_of_the_exports_that_come_with_us_survive_toml():
    rules = [profile.rules for profile in builtin().values() if profile.rules.derived or profile.rules.blank]
    assert rules
    for rule in rules:
        reading = replace(
            from_toml(GOOD.replace('"spend"', '"pilots"').split("amount")[0] + 'name = "Name"\n').reading, rules=rule
        )
        assert from_toml(to_toml(SavedProfile("Inventory", reading, ("Name",)))).reading.rules == rule


def test_an_address_among_the_values_of_a_toml_is_not_kept():
    known = from_toml(f'{GOOD}"kim@example.com" = "licences"\n').reading.values
    assert known == {"category": {"x": "licences"}}


def test_a_profile_that_was_brought_in_is_applied(source, store):
    brought = from_toml(GOOD.replace("[columns]", '[columns]\nperiod = "Wann"\nbusiness_unit = "Wer"'))
    refuse_taken(brought, store.profiles())
    store.save_profile(brought.shape, text(brought))
    file = source(Data=[("Wann", "Wer", "Kind", "Betrag"), ("2026-Q1", "Claims", "x", 5)])
    mapping = recognise(file, saved=store.profiles())
    assert mapping.is_confirmed
    assert mapping.readings[0].values == {"category": {"x": "licences"}}


def test_it_is_kept_with_who_and_when_renamed_and_forgotten(store, workbook):
    first = prepare(workbook(Costs=[("Quarter", "Department", "Cost type", "Cost"), ROW]), "Q.xlsx", store, today=TODAY)
    accept(confirmed(first), store, "Ada", NOW, accept_valid=True)
    (brought,) = profiles(store.profiles())
    assert (brought.name, brought.by, brought.at) == ("Q", "Ada", "2026-11-21 12:00:00")
    again = renamed(store.profiles(), "Q", "Ledger extract")
    store.change_profile(again.shape, text(again))
    assert [each.name for each in profiles(store.profiles())] == ["Ledger extract"]
    store.forget_profile(brought.shape)
    assert store.profiles() == {}


def test_correcting_one_sheet_of_the_template_keeps_no_profile_of_the_others(store, workbook):
    other = [("period", "business_unit", "tool", "seats"), ("2026-Q1", "Claims", "Copilot", 5)]
    content = workbook(Adoption=other, Costs=[HEADER, ROW])
    written = to_dict(prepare(content, "a.xlsx", store, today=TODAY).mapping)
    costs = {"sheet": "Costs", "dataset": "spend", "columns": COLUMNS, "values": {"category": {ROW[2]: "licences"}}}
    sheets = [*(sheet for sheet in written["sheets"] if sheet["sheet"] == "Adoption"), costs]
    accept(prepare(content, "a.xlsx", store, today=TODAY, mapping={"sheets": sheets}), store, "Ada", NOW)
    assert [profile.reading.dataset for profile in profiles(store.profiles())] == ["spend"]


def test_next_quarter_s_wide_sheet_is_read_by_what_was_confirmed_of_the_last(store, workbook):
    first = workbook(Costs=[("Dept", "Kind of spend", "Jan 2026", "Feb 2026"), ("Claims", "z) Seats", 1, 2)])
    (table,) = prepare(first, "wide.xlsx", store, today=TODAY).file.source.tables
    figures = table.columns[-1].header
    sheet = {
        "sheet": "Costs",
        "dataset": "spend",
        "values": {"category": {"z) Seats": "licences"}},
        "columns": {"period": "period", "business_unit": "Dept", "category": "Kind of spend", "amount": figures},
    }
    accept(prepare(first, "wide.xlsx", store, today=TODAY, mapping={"sheets": [sheet]}), store, "Ada", NOW)
    next_one = workbook(Costs=[("Kind of spend", "Dept", "Mar 2026", "Apr 2026"), ("z) Seats", "Claims", 3, 4)])
    prepared = prepare(next_one, "wide2.xlsx", store, today=TODAY)
    assert not prepared.needs_confirmation
    assert prepared.errors == ()
    assert prepared.rows["spend"].column("category").to_pylist() == ["licences", "licences"]


def test_a_sheet_without_an_answer_column_is_no_survey_though_it_was_confirmed_as_one_before(source):
    header, row = ("Quarter", "Department", "kWh"), ("2026-Q1", "Claims", 1200)
    columns = {"period": "Quarter", "business_unit": "Department"}
    saved = contents(saved_of(source(Carbon=[header, row]), "survey", columns))
    assert "survey" not in [
        reading.dataset for reading in recognise(source(Carbon=[header, row]), saved=saved).readings
    ]
    wider = source(Carbon=[(*header, "kg CO2"), (*row, 480)])
    assert "survey" not in [reading.dataset for reading in recognise(wider, saved=saved).readings]
