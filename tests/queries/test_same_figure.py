"""A figure is one figure: alone or among others, summed or asked for at once, proposed or accepted."""

import functools
from collections.abc import Callable, Iterator

import pytest

from data.ingest.upload import Prepared, accept, confirmed, prepare_tables
from data.sample import AUTHOR
from data.sample.quarters import QUARTERS, Quarter
from data.sample.sheets import file, sent_on
from data.store import Store, open_store
from queries import METRICS, Book, Metric, by_unit, install, resolve, total
from queries.read import Row

Asked = Callable[[Metric], tuple[Row, ...]]
UNITS = ["Claims", "Retail"]
WORKBOOKS = QUARTERS[:6]  # from the sixth on, initiatives have stopped, gone live and been handed over


@pytest.fixture(params=METRICS)
def metric(request: pytest.FixtureRequest) -> Metric:
    return METRICS[request.param]


def figures(rows: tuple[Row, ...]) -> list[tuple[object, ...]]:
    return [(row.business_unit, row.state, *map(rounded, (row.numerator, row.denominator))) for row in rows]


def rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.9g}")


@pytest.fixture(scope="module", params=["units", "allowed_units"])
def alone(request: pytest.FixtureRequest, sample_book: Book) -> Book:
    """The sample with two units chosen, or with no others allowed."""
    return sample_book.at(resolve(sample_book.connection, **{request.param: UNITS}))


@pytest.fixture(scope="module")
def since(sample_book: Book) -> Book:
    """The sample shown from a later quarter on."""
    return sample_book.at(resolve(sample_book.connection, since="2026-Q1"))


@pytest.fixture(scope="module")
def every_unit(sample_book: Book) -> Asked:
    """A metric's figures of all units of the sample, asked for once."""
    return functools.cache(lambda metric: by_unit(sample_book, metric).rows)


@pytest.fixture(scope="module")
def whole(sample_book: Book) -> Asked:
    """A metric's total over the sample, asked for once."""
    return functools.cache(lambda metric: total(sample_book, metric).rows)


def test_a_units_figure_is_the_same_alone_as_among_others(metric: Metric, alone: Book, every_unit: Asked) -> None:
    among = [row for row in every_unit(metric) if row.business_unit in UNITS]
    assert figures(by_unit(alone, metric).rows) == figures(tuple(among))


ADDITIVE = [name for name, one in METRICS.items() if one.additive]
STANDING = [name for name, one in METRICS.items() if one.kind in ("state", "to_date")]


@pytest.mark.parametrize("metric", ADDITIVE, indirect=True)
def test_what_adds_up_adds_up_to_the_total(metric: Metric, whole: Asked, every_unit: Asked) -> None:
    (summed,) = whole(metric)
    rows = every_unit(metric)
    assert sum(row.numerator or 0 for row in rows) == pytest.approx(summed.numerator)
    assert sum(row.denominator or 0 for row in rows) == pytest.approx(summed.denominator or 0)


@pytest.mark.parametrize("metric", STANDING, indirect=True)
def test_the_first_quarter_shown_changes_no_figure_from_the_beginning(
    metric: Metric, since: Book, whole: Asked
) -> None:
    assert figures(total(since, metric).rows) == figures(whole(metric))


@pytest.fixture(scope="module")
def proposed() -> Iterator[tuple[dict[str, list[tuple[object, ...]]], Book]]:
    """Every metric by unit while a workbook is only proposed; and the store once it is accepted."""
    store = open_store(":memory:")
    warehouse = install(store.connection)
    for quarter in WORKBOOKS[:-1]:
        accept(_prepared(store, quarter), store, AUTHOR, sent_on(quarter), accept_valid=True)
    last, at = _prepared(store, WORKBOOKS[-1]), sent_on(WORKBOOKS[-1])
    candidate = store.propose(last.upload(AUTHOR, at))
    book = Book(warehouse, resolve(store.connection, candidate=candidate))
    before = {name: figures(by_unit(book, one).rows) for name, one in METRICS.items()}
    store.discard(candidate)
    accept(last, store, AUTHOR, at, accept_valid=True)
    yield before, Book(warehouse, resolve(store.connection))
    store.close()


def test_what_an_upload_would_do_is_what_it_does(
    metric: Metric, proposed: tuple[dict[str, list[tuple[object, ...]]], Book]
) -> None:
    before, after = proposed
    assert figures(by_unit(after, metric).rows) == before[metric.id]


def _prepared(store: Store, quarter: Quarter) -> Prepared:
    source, content = file(quarter)
    return confirmed(prepare_tables(source, store, today=sent_on(quarter).date(), content=content, comparing=False))
