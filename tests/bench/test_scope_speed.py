"""What versions and session variables cost: a scoped view against the same query on the bare table."""

import datetime as dt

import pyarrow as pa
import pytest

from data.store import Upload
from queries import METRICS, Book, over_time, resolve

ROWS = 1_000_000
QUARTERS = [dt.date(2024 + index // 4, 3 * (index % 4) + 1, 1) for index in range(12)]

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def million():
    from data.store import open_store
    from queries import install

    store = open_store(":memory:")
    warehouse = install(store.connection)
    starts = pa.array([QUARTERS[index % 12] for index in range(ROWS)], pa.date32())
    ends = pa.array(
        [(start.replace(day=28) + dt.timedelta(days=70)).replace(day=1) - dt.timedelta(days=1) for start in QUARTERS]
        * (ROWS // 12 + 1)
    )[:ROWS]
    rows = pa.table(
        {
            "period_start": starts,
            "period_end": ends,
            "business_unit": pa.array([f"Unit {index % 17}" for index in range(ROWS)]),
            "category": pa.array(["licences" if index % 3 else "data" for index in range(ROWS)]),
            "amount": pa.array([float(index % 1000) for index in range(ROWS)]),
            "sheet": pa.array(["Spend"] * ROWS),
            "source_row": pa.array(range(ROWS), pa.int64()),
        }
    )
    store.add(Upload("big.xlsx", "big", b"", "template", {"spend": rows}, "bench", dt.datetime(2026, 1, 1)))
    yield warehouse
    store.close()


def test_a_scoped_sum_against_the_bare_table(million, fastest, capsys):
    book = Book(million, resolve(million.connection))
    scoped = book.cursor()
    bare = million.connection.cursor()
    view = fastest(lambda: scoped.execute("select business_unit, sum(amount) from staging.spend group by 1").fetchall())
    table = fastest(lambda: bare.execute("select business_unit, sum(amount) from store.spend group by 1").fetchall())
    metric = fastest(lambda: over_time(book, METRICS["spend"]))
    with capsys.disabled():
        print(
            f"\n1M spend rows: scoped view {view / table:.1f}x the bare table; spend by quarter {metric / table:.1f}x"
        )
    assert len(over_time(book, METRICS["spend"]).rows) == 12
