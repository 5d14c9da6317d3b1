"""What does the ledger know that a file is checked against? Settings, rates, ids, lists and spellings as they stand."""

import datetime as dt

import duckdb

from data.check.across import Reference
from data.check.draft import SPELLED
from data.schema import DATASETS
from data.store import Store


def reference_of(store: Store, feed: str) -> Reference:
    """The ledger as it stands now; `lists` are those of the feed."""
    cursor = store.connection.cursor()
    cursor.execute("set variable as_of = cast($1 as integer)", [store.latest])
    rated = cursor.execute(
        """
        select distinct currency, year(month) * 12 + month(month) - 1
        from ledger.rates,
            unnest(generate_series(
                cast(date_trunc('month', period_start) as timestamp), cast(period_end as timestamp), interval 1 month
            )) as months(month)
        """
    ).fetchall()
    lists: dict[str, dict[dt.date, dict[str, str]]] = {}
    for unit, day, initiative, name in cursor.execute(
        "select business_unit, reporting_on, initiative_id, name from ledger.pilots where feed = ?", [feed]
    ).fetchall():
        lists.setdefault(unit, {}).setdefault(day, {})[initiative] = name
    initiatives = cursor.execute(
        "select lower(trim(initiative_id)), list(distinct business_unit) from ledger.pilots group by all"
    ).fetchall()
    spelled = {name: _spelled(cursor, name) for name in SPELLED}
    cursor.close()
    return Reference(
        home=store.setting("reporting_currency"),
        fiscal_start=store.fiscal_start,
        rated=frozenset((str(code), int(month)) for code, month in rated),
        initiatives={name: frozenset(units) for name, units in initiatives},
        lists=lists,
        spelled=spelled,
        salt=store.salt,
    )


def _spelled(cursor: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """Each name that stands, by its folded form: the newest spelling."""
    columns = " union all ".join(
        f"select {name}, part_id from ledger.{dataset.name} where {name} is not null"
        for dataset in DATASETS.values()
        if name in dataset
    )
    rows = cursor.execute(f"select arg_max({name}, part_id) from ({columns}) group by lower({name})").fetchall()
    return {spelling.casefold(): spelling for (spelling,) in rows}
