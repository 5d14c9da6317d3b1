"""What stands, as a filled template: the workbook from which a program manager starts the next quarter.

Handed in again unchanged it changes nothing. Columns that our template does not have (`extra`) are not in it, and neither
are Units sheets: what is stored of them are keys of names, not names.
"""

import datetime as dt
import re
from typing import Any

from data.reading.cells import Grain, Period
from data.reading.table import Cell
from data.schema import DATASETS, Dataset, Field
from data.store import Store
from data.store.upload import TEMPLATE_FEED
from data.workbooks.example import Row
from data.workbooks.template import filled, template

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no spreadsheet holds them


def blank_workbook(store: Store, *, today: dt.date, offers_units: bool = True) -> bytes:
    """The blank template in a store's currency and fiscal year; the units it knows are offered in lists, where wanted."""
    return template(
        today=today,
        fiscal_start=store.fiscal_start,
        reporting_currency=store.setting("reporting_currency"),
        units=_units(store, None) if offers_units else (),
    )


def stored_workbook(
    store: Store,
    *,
    today: dt.date,
    as_of: int | None = None,
    feed: str | None = TEMPLATE_FEED,
    newest: bool = False,
) -> bytes:
    """The template with the rows that stand as of a version (default: now) in it.

    `feed` is whose rows: those of the template, of an export (`openai_costs`), or None for all; handing in a workbook with
    an export's rows as the template counts them twice. `newest` keeps only each unit's last period or list.
    """
    return filled(
        stored_rows(store, as_of=as_of, feed=feed, newest=newest),
        today=today,
        fiscal_start=store.fiscal_start,
        reporting_currency=store.setting("reporting_currency"),
        units=_units(store, as_of),
    )


def stored_rows(
    store: Store, *, as_of: int | None = None, feed: str | None = TEMPLATE_FEED, newest: bool = False
) -> dict[str, list[Row]]:
    """The same rows as a person would write them: dataset -> rows by column name."""
    fiscal_start = store.fiscal_start
    return {
        dataset.name: [
            {field.name: _written(field, row, fiscal_start) for field in dataset.fields}
            for row in _stored(store, dataset, as_of, feed, newest)
        ]
        for dataset in DATASETS.values()
        if not dataset.names_people
    }


def _stored(store: Store, dataset: Dataset, as_of: int | None, feed: str | None, newest: bool) -> list[dict[str, Any]]:
    """The rows of a dataset that stand, in the order they were handed in."""
    when = {"period": "period_end", "list": "reporting_on"}.get(dataset.replaces)
    only = f"qualify {when} = max({when}) over (partition by business_unit, feed)" if newest and when else ""
    cursor = store.connection.cursor()
    cursor.execute("set variable as_of = cast($1 as integer)", [store.latest if as_of is None else as_of])
    cursor.execute("set variable candidate = cast(null as varchar)")
    answer = cursor.execute(
        f"""
        select * from ledger.{dataset.name}
        where $feed is null or feed = $feed
        {only}
        order by version, line
        """,
        {"feed": feed},
    )
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _written(field: Field, row: dict[str, Any], fiscal_start: int) -> Cell:
    """A stored value as the template takes it."""
    if field.kind == "period":
        return _period(row["period_start"], row["period_end"], fiscal_start)
    value = row[field.name]
    if isinstance(value, list):
        return "; ".join(value) or None
    return _UNWRITABLE.sub("", value) if isinstance(value, str) else value


def _period(start: dt.date, end: dt.date, fiscal_start: int) -> str:
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    grains: dict[int, Grain] = {1: "month", 3: "quarter", 12: "year"}
    grain = grains.get(months)
    return Period(start, end, grain).label(fiscal_start) if grain else f"{start} to {end}"


def _units(store: Store, as_of: int | None) -> list[str]:
    """Every unit that stands, to be offered in the template's lists."""
    cursor = store.connection.cursor()
    cursor.execute("set variable as_of = cast($1 as integer)", [store.latest if as_of is None else as_of])
    cursor.execute("set variable candidate = cast(null as varchar)")
    found = cursor.execute(
        "select distinct business_unit from ledger.live_parts where business_unit <> '' order by all"
    )
    return [unit for (unit,) in found.fetchall()]
