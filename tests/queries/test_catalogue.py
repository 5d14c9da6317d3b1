"""Every SQL file states its own contract, and keeps it: on the sample, on an empty store, and behind a lock."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from data.schema import DATASETS
from data.store import open_store
from queries import BENCHMARKS, DETECTORS, GROUPS, METRICS, VIEWS, Book, Metric, detectors_of, install, listing, resolve
from queries.catalogue import LAYERS, Catalogue, check_names, detectors_in_order, named, sql_files
from queries.generated import generated_files
from queries.install import create

SUBJECTS = {subject.name: subject for subject in (*METRICS.values(), *VIEWS.values(), *DETECTORS.values())}
METRIC_COLUMNS = ["period", "business_unit", "numerator", "denominator"]
DETECTOR_COLUMNS = [
    "business_unit",
    "subject_kind",
    "subject_id",
    "subject_name",
    "severity",
    "exposed",
    "evidence",
    "spend_rows",
]


@pytest.fixture(params=SUBJECTS)
def subject(request):
    return SUBJECTS[request.param]


@pytest.fixture(scope="module")
def empty() -> Iterator[Book]:
    """A store nothing was ever uploaded to."""
    opened = open_store(":memory:")
    warehouse = install(opened.connection)
    create(warehouse)
    yield Book(warehouse, resolve(opened.connection))
    opened.close()


def columns(book: Book, name: str) -> list[str]:
    return [row[0] for row in book.facts().execute(f"describe {name}").fetchall()]


def test_says_what_it_is(subject):
    assert subject.title
    assert subject.question.endswith("?")
    assert subject.formula


def test_needs_columns_of_the_schema(subject):
    for need in subject.needs:
        for column in need.split("|"):
            dataset, _, name = column.strip().partition(".")
            assert name in DATASETS[dataset], f"{subject.id} needs {column}"


def test_compares_with_benchmarks_that_are_quoted(subject):
    assert set(subject.benchmarks) <= set(BENCHMARKS)


def test_its_rows_are_a_view_that_names_upload_sheet_and_row(subject, empty):
    if subject.rows is None:
        assert not isinstance(subject, Metric), "a metric names the rows behind it"
        return
    assert {"upload", "version", "sheet", "source_row"} <= set(columns(empty, VIEWS[subject.rows].name))


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_has_the_columns_of_every_metric(empty, name):
    assert columns(empty, METRICS[name].name) == METRIC_COLUMNS + (
        ["has_hidden", "is_hidden"] if METRICS[name].leaves_out else ["people"] if METRICS[name].people else []
    )


@pytest.mark.parametrize("name", DETECTORS)
def test_a_detector_has_the_columns_of_every_detector(empty, name):
    assert columns(empty, DETECTORS[name].name) == DETECTOR_COLUMNS


def test_a_detector_s_place_in_its_group_is_its_own():
    for group in GROUPS:
        places = [detector.order for detector in detectors_of(group)]
        assert len(places) == len(set(places)), f"two of {group} have the same order"


def test_detectors_stand_group_by_group_in_their_order():
    assert [detector.group for detector in detectors_in_order()] == [
        group for group in GROUPS for _ in detectors_of(group)
    ]
    assert sorted(detector.id for detector in detectors_in_order()) == sorted(DETECTORS)
    assert [detector.id for detector in detectors_of("human_gap")] == [
        "confidence_gap",
        "clarity_gap",
        "skill_gap",
        "permission_gap",
    ]


@pytest.mark.parametrize("name", DETECTORS)
def test_a_detector_says_what_it_judges_and_what_it_is_called_where_there_is_little_room(name):
    detector = DETECTORS[name]
    assert detector.subjects
    assert len(detector.short or detector.title) <= 18
    assert detector.remedy
    assert detector.next_step
    assert detector.source


def test_what_is_generated_of_the_detectors_is_read_as_views_like_the_others(empty):
    views = dict(
        empty.facts()
        .execute(
            "select schema_name || '.' || view_name, sql from duckdb_views() where schema_name in ('detectors', 'computed')"
        )
        .fetchall()
    )
    for name in DETECTORS:
        assert f"detectors.{name}" in views["detectors.every"]
        assert f"'{name}'" in views["computed.diagnoses"]


def test_no_sql_file_but_a_detector_s_own_and_a_rule_s_names_a_detector():
    """A list of detectors written by hand would not hold the next one. What is decided reads two of them by name."""
    naming = {
        f"{file.layer}/{file.name}"
        for layer in LAYERS
        for file in sql_files(layer)
        if any(re.search(rf"\b{name}\b", file.select) for name in DETECTORS)
    }
    assert naming <= {"views/decision_queue"}


def test_answers_on_an_empty_store(subject, empty):
    empty.cursor(subject).execute(f"from {subject.name}").fetchall()


@pytest.mark.parametrize("layer", LAYERS[:2])
def test_staging_and_facts_open_with_a_sentence(layer):
    for file in (*sql_files(layer), *(file for file in generated_files() if file.layer == layer)):
        assert file.select.startswith("-- "), f"{layer}/{file.name}.sql"


@pytest.fixture(scope="module")
def locked(sample_book) -> Book:
    """The sample, of which a link shows a unit that is not there."""
    return sample_book.at(resolve(sample_book.connection, allowed_units=["nobody"]))


def test_behind_a_lock_nothing_of_other_units_is_shown(subject, locked):
    if subject.layer == "metrics":
        sql = f"select * from {subject.name} where in_units(business_unit) or business_unit is null"
        frame = locked.cursor(subject).execute(sql).df()
    else:
        frame = listing(locked, subject).frame
    for column in frame.columns:
        if column == "business_unit":
            assert frame[column].isna().all(), f"{subject.id} shows {set(frame[column])}"
        elif frame[column].dtype.kind in "fiu" and column not in ("day", "at_least", "stage_order", "level"):
            assert (frame[column].fillna(0) == 0).all(), f"{subject.id}.{column} shows {list(frame[column][:5])}"


def test_what_was_renamed_is_found_by_its_old_ids_and_listed_by_its_new_one():
    spend = replace(METRICS["spend"], id="money_out", aliases=("spend", "expenses"))
    catalogue = Catalogue([spend, METRICS["cost"]])
    assert catalogue["spend"] is catalogue["expenses"] is catalogue.get("money_out") is spend
    assert [*catalogue] == ["money_out", "cost"]
    assert "spend" in catalogue
    assert "seats" not in catalogue
    assert [catalogue.id_of(name) for name in ("expenses", "cost", "seats")] == ["money_out", "cost", "seats"]


@pytest.mark.parametrize(
    "others",
    [
        [replace(METRICS["cost"], aliases=("spend",))],
        [replace(VIEWS["vendors"], aliases=("spend",))],
        [replace(METRICS["cost"], aliases=("old",)), replace(VIEWS["vendors"], aliases=("old",))],
        [replace(METRICS["cost"], aliases=("old", "old"))],
        [replace(METRICS["cost"], aliases=("cost",))],
    ],
)
def test_an_alias_that_is_another_id_or_given_twice_is_refused(others):
    with pytest.raises(ValueError, match="names both"):
        check_names([METRICS["spend"], *others])


def test_a_subject_is_named_whatever_its_kind():
    subjects = (METRICS["spend"], VIEWS["vendors"], DETECTORS["clarity_gap"])
    assert tuple(named(subject.id) for subject in subjects) == subjects
    with pytest.raises(KeyError, match="no metric, view or detector 'nothing'"):
        named("nothing")
