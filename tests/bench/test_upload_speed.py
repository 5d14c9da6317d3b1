"""A million rows from bytes to a version: what share of the time each phase takes, against reading alone."""

import datetime as dt
import time

import pytest

from data.ingest.upload import accept, confirmed, prepare
from data.store import open_store

ROWS = 1_000_000
HEADER = "period,business_unit,category,amount,currency,initiative_id,vendor,tool,basis,delivered_on,note,GL account"
KINDS = ("licences", "consulting", "Training", "infrastructure", "model_usage")

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def content() -> bytes:
    lines = (
        f"2026-{row % 12 + 1:02},Unit {row % 40},{KINDS[row % 5]},{row % 99_991}.{row % 90 + 10},USD,INI-{row % 500},"
        f"Vendor {row % 300},Tool {row % 100},actual,2026-03-{row % 28 + 1:02},note {row},4711{row % 1000}"
        for row in range(ROWS)
    )
    return "\n".join((HEADER, *lines)).encode()


def test_each_phase_of_a_million_rows_against_reading(content, capsys):
    store = open_store(":memory:")
    spent: dict[str, float] = {}
    last = [time.perf_counter(), "reading"]
    phases = ("recognising", "checking", "comparing", "storing")

    def told(phase: str) -> None:
        now = time.perf_counter()
        spent[last[1]] = spent.get(last[1], 0.0) + now - last[0]
        last[:] = [now, phase if phase in phases else "reading"]

    prepared = prepare(content, "Spend.csv", store, today=dt.date(2026, 11, 21), progress=lambda step: told(step.phase))
    told("storing")
    accept(confirmed(prepared), store, "bench", dt.datetime(2026, 11, 21))
    told("end")
    assert prepared.stored_rows == ROWS
    shares = ", ".join(f"{phase} {spent[phase] / spent['reading']:.1f}x" for phase in phases)
    with capsys.disabled():
        print(f"\n{ROWS:,} x 12 csv: {shares} the time of reading ({spent['reading']:.0f} s)")
