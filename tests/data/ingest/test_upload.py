"""One upload from bytes to a version: stored whole, or not at all with every reason said."""

import datetime as dt

import pytest

from data.ingest.upload import NeedsConfirmation, Stopped, accept, confirmed, prepare
from data.problems import UnreadableFile

TODAY, NOW = dt.date(2026, 11, 21), dt.datetime(2026, 11, 21, 12)
SPEND = ("period", "business_unit", "category", "amount")
ROW = ("2026-Q1", "Claims", "licences", 10)


@pytest.fixture
def prepared(store, workbook):
    def make(name: str = "test.xlsx", period: str | None = None, mapping=None, feed=None, **sheets):
        return prepare(workbook(**sheets), name, store, today=TODAY, period=period, mapping=mapping, feed=feed)

    return make


def accepted(prepared, store, **how):
    return accept(prepared, store, "test", NOW, **how)


def count(store, dataset: str) -> int:
    cursor = store.connection.cursor()
    cursor.execute(f"set variable as_of = {store.latest}")
    return cursor.execute(f"select count(*) from ledger.{dataset}").fetchall()[0][0]


def test_a_sheet_with_our_names_is_stored_at_once(prepared, store):
    assert accepted(prepared(Spend=[SPEND, ROW]), store).version == 1
    assert count(store, "spend") == 1


def test_what_was_only_proposed_is_not_stored_before_somebody_confirms_it(prepared, store):
    found = prepared(Costs=[("Quarter", "Department", "Cost category", "Total cost"), ROW])
    with pytest.raises(NeedsConfirmation):
        accepted(found, store)
    assert accepted(confirmed(found), store).version == 1


def test_what_was_confirmed_needs_no_confirmation_next_quarter(prepared, store):
    header = ("Quarter", "Department", "Cost category", "Total cost")
    accepted(confirmed(prepared(Costs=[header, ROW])), store)
    assert not prepared(Costs=[header, ("2026-Q2", *ROW[1:])]).needs_confirmation


def test_one_error_keeps_the_whole_file_out(prepared, store):
    with pytest.raises(Stopped) as stopped:
        accepted(prepared(Spend=[SPEND, ROW, (*ROW[:3], "ten")]), store)
    assert [problem.cell for problem in stopped.value.problems] == ["Spend!D3"]
    assert (store.latest, count(store, "spend")) == (0, 0)


def test_the_good_rows_are_stored_where_the_person_says_so(prepared, store):
    accepted(prepared(Spend=[SPEND, ROW, (*ROW[:3], "ten")]), store, accept_valid=True)
    assert store.versions()[0].counts == {"spend": {"read": 2, "stored": 1, "left_out": 1}}


def test_a_file_without_a_good_row_is_not_stored_even_then(prepared, store):
    with pytest.raises(Stopped):
        accepted(prepared(Spend=[SPEND, (*ROW[:3], "ten")]), store, accept_valid=True)


def test_the_same_file_twice_is_stored_once(store, workbook):
    content = workbook(Spend=[SPEND, ROW])
    first = accepted(prepare(content, "a.xlsx", store, today=TODAY), store)
    again = prepare(content, "b.xlsx", store, today=TODAY)
    assert again.already_stored == first.version
    assert accepted(again, store).already_stored
    assert store.latest == 1


def test_the_file_is_kept_as_it_was_unless_it_holds_personal_columns(prepared, store):
    plain, personal = prepared(Spend=[SPEND, ROW]), prepared(Spend=[(*SPEND, "E-mail"), (*ROW, "jo@example.com")])
    accepted(plain, store)
    accepted(personal, store)
    assert store.original(plain.file.source.sha256) == plain.file.content
    with pytest.raises(KeyError):
        store.original(personal.file.source.sha256)


def test_a_spelling_that_stands_is_kept(prepared, store):
    accepted(prepared(Spend=[SPEND, ROW]), store)
    accepted(prepared(Spend=[SPEND, ("2026-Q2", "claims", *ROW[2:])]), store)
    cursor = store.connection.cursor()
    cursor.execute(f"set variable as_of = {store.latest}")
    assert cursor.execute("select distinct business_unit from ledger.spend").fetchall() == [("Claims",)]


def test_a_mapping_by_hand_is_followed_and_remembered(prepared, store):
    by_hand = {
        "sheets": [
            {
                "sheet": "Blatt",
                "dataset": "spend",
                "columns": {"period": "Wann", "business_unit": "Wer", "category": "Was", "amount": "Wieviel"},
            }
        ]
    }
    header = ("Wann", "Wer", "Was", "Wieviel")
    accepted(prepared(mapping=by_hand, Blatt=[header, ROW]), store)
    assert not prepared(Blatt=[header, ("2026-Q2", *ROW[1:])]).needs_confirmation


# What a person may send by mistake: a sentence with the cell and the remedy, and nothing stored.


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "empty.xlsx"), (b"", "empty.csv"), (b"period,amount\n2026-Q1,10\n", "text.xlsx")],
)
def test_a_file_that_cannot_be_opened_says_why_and_what_to_do(store, content, name):
    with pytest.raises(UnreadableFile) as refused:
        prepare(content, name, store, today=TODAY)
    assert refused.value.problem.says
    assert refused.value.problem.remedy
    assert store.latest == 0


def test_an_encrypted_workbook_is_refused_in_words(real_files, store):
    encrypted = next((real_files / "corpus" / "msoffcrypto_encrypted").rglob("example_password.xlsx"))
    with pytest.raises(UnreadableFile, match="password"):
        prepare(encrypted.read_bytes(), encrypted.name, store, today=TODAY)


def test_everything_wrong_with_a_workbook_is_said_at_once(prepared, store):
    found = prepared(
        Spend=[(*SPEND, "currency"), (*ROW, "Talers"), (*ROW[:3], "=1+1", None), (*ROW[:3], "#N/A", None)],
        Adoption=[("period", "business_unit", "tool", "seats"), ("2026-Q1", "Claims", "Copilot", -5)],
        Pilots=[
            ("reporting_on", "initiative_id", "name", "business_unit", "stage", "started_on", "production_on"),
            ("2026-03-31", "CL-1", "Triage", "Claims", "pilot", "31/02/2026", None),
            ("2026-03-31", "CL-1", "Chat", "Claims", "pilot", "13/02/2026", "01/02/2026"),
        ],
        Training=[("reporting_on", "cohort_id", "business_unit", "trained"), ("2026-03-31", "T1", "Claims", 5)],
    )
    errors = [problem.cell for problem in found.errors]
    assert errors == [
        "Spend!E2",
        "Spend!D3",
        "Spend!D4",
        "Adoption!D2",
        "Pilots!F2",
        "Pilots!B3",
        "Pilots!G3",
        "Training!A1",
    ]
    assert all(problem.says and problem.remedy for problem in found.problems)
    with pytest.raises(Stopped):
        accepted(found, store)
    assert store.latest == 0


# The inventories as they are published, end to end.


@pytest.fixture
def inventory(real_files, store):
    def make(name: str):
        path = next((real_files / "inventories").glob(name))
        found = confirmed(prepare(path.read_bytes(), path.name, store, today=TODAY))
        accepted(found, store)
        return found

    return make


def spread(found, dataset: str, column: str) -> dict[str | None, int]:
    values = found.rows[dataset][column].to_pylist()
    return {value: values.count(value) for value in sorted(set(values), key=str)}


def test_every_use_case_of_the_federal_inventory_is_accounted_for(inventory, store, real_files):
    found = inventory("2025_individually*")
    cases, live = {"made": (80, 24), "real": (3611, 1040)}[real_files.name]
    assert found.counts["pilots"] == {"read": cases, "stored": cases, "left_out": 0}
    assert found.counts["deployments"] == {"read": live, "stored": live, "left_out": 0}
    assert (
        spread(found, "pilots", "stage")
        == {
            "made": {"idea": 28, "pilot": 12, "production": 24, "retired": 8, "unknown": 8},
            "real": {"idea": 1479, "pilot": 440, "production": 1040, "retired": 314, "unknown": 338},
        }[real_files.name]
    )
    assert (
        spread(found, "pilots", "built_by")
        == {
            "made": {"bought": 20, "hybrid": 20, "internal": 20, None: 20},
            "real": {"bought": 594, "hybrid": 429, "internal": 581, None: 2007},
        }[real_files.name]
    )
    assert set(found.rows["pilots"]["reporting_on"].to_pylist()) == {dt.date(2025, 12, 31)}
    assert (count(store, "pilots"), count(store, "deployments")) == (cases, live)


def test_what_was_odd_in_the_federal_inventory_is_said_with_its_number(inventory, real_files):
    says = " ".join(problem.says for problem in inventory("2025_individually*").problems)
    for oddity in {
        "made": ("No id in 6 rows", "No stage in 8 rows", "A date stands in 3 rows", "ABC-10 (2)"),
        "real": ("No id in 704 rows", "No stage in 338 rows", "A date stands in 138 rows", "DOJ-0160 (2)"),
    }[real_files.name]:
        assert oddity in says


def test_no_address_of_the_federal_inventory_is_stored(inventory):
    found = inventory("2025_individually*")
    for column in ("extra", "original", "name", "vendor"):
        assert not [text for text in found.rows["pilots"][column].to_pylist() if text and "@sec.gov" in text.lower()]
    assert found.upload("test", NOW).content == b""


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("2025_0128*", {"made": (12, 3), "real": (238, 110)}),
        ("hhs*", {"made": (12, 3), "real": (447, 167)}),
        ("Artificial*", {"made": (7, 0), "real": (223, 0)}),
    ],
)
def test_an_agency_s_own_inventory_goes_in_too(inventory, real_files, name, counted):
    found = inventory(name)
    pilots, live = counted[real_files.name]
    assert found.counts["pilots"] == {"read": pilots, "stored": pilots, "left_out": 0}
    assert found.counts["deployments"]["stored"] == live


def test_the_inventory_is_not_stored_before_it_is_confirmed(real_files, store):
    path = next((real_files / "inventories").glob("2025_individually*"))
    found = prepare(path.read_bytes(), path.name, store, today=TODAY)
    assert found.needs_confirmation
    assert [question.proposed for question in found.mapping.readings[0].open_questions] == ["2025-12-31"]


@pytest.mark.parametrize("phase", ["recognising", "checking", "comparing"])
def test_whoever_gives_up_after_the_reading_has_stored_nothing(store, workbook, phase):
    def gives_up(step):
        if step.phase == phase:
            raise InterruptedError

    content = workbook(Spend=[SPEND, ROW])
    with pytest.raises(InterruptedError):
        prepare(content, "a.xlsx", store, today=TODAY, progress=gives_up)
    assert store.versions() == ()
    assert accepted(prepare(content, "a.xlsx", store, today=TODAY), store).version == 1


def test_checking_is_told_column_by_column(store, workbook):
    heard = []
    prepare(workbook(Spend=[SPEND, ROW]), "a.xlsx", store, today=TODAY, progress=lambda step: heard.append(step.phase))
    assert heard.count("checking") > len(SPEND)
    assert list(dict.fromkeys(heard))[-3:] == ["recognising", "checking", "comparing"]


ANSWERS = ("Quarter", "Business unit", "Confidence", "Clarity", "Skill", "Permission")
AGENTS = ("Quarter", "Business unit", "Agent ID", "Platform", "Autonomy level", "Runs", "Tokens", "Status")


def test_a_list_of_agents_never_replaces_answers_to_a_survey(prepared, store):
    answers = [("2026-Q3", "Claims", *scores) for scores in ((4, 4, 5, 4), (2, 4, 3, 4), (5, 4, 2, 1))]
    accepted(confirmed(prepared(Answers=[ANSWERS, *answers])), store)
    agents = [AGENTS, ("2026-Q3", "Claims", "AG-1", "Copilot Studio", "Acts alone", 12000, 480000000, "Live")]
    with pytest.raises(Stopped):
        accepted(confirmed(prepared(Agents=agents)), store, accept_valid=True)
    assert (store.latest, count(store, "survey")) == (1, 3)


def test_a_sheet_that_a_person_calls_a_survey_needs_an_answer_column_and_says_which(prepared, store):
    columns = {"period": "Quarter", "business_unit": "Unit"}
    mapping = {"sheets": [{"sheet": "Carbon", "dataset": "survey", "columns": columns}]}
    found = prepared(mapping=mapping, Carbon=[("Quarter", "Unit", "kWh"), ("2026-Q3", "Claims", 1200)])
    assert [(problem.cell, problem.rule) for problem in found.errors] == [("Carbon!A1", "missing_column")]
    assert '"confidence", "clarity", "skill", "permission"' in found.errors[0].says
    with pytest.raises(Stopped):
        accepted(found, store, accept_valid=True)
