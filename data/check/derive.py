"""A second dataset from the rows of the first: what is deployed in an inventory of use cases is a live tool too."""

from data.check.draft import Draft
from data.reading import cells
from data.recognition.mapping import Derived
from data.recognition.values import Value
from data.schema import DATASETS


def derive(made: Draft, fiscal_start: int) -> list[Draft]:
    """The datasets that a profile makes from this one, each row with the cells it came from."""
    return [_derived(made, rule, fiscal_start) for rule in made.reading.rules.derived]


def _derived(made: Draft, rule: Derived, fiscal_start: int) -> Draft:
    conditions = {name: made.get(name) for name in rule.where}
    rows = [at for at in range(len(made)) if all(conditions[name][at] in rule.where[name] for name in rule.where)]
    values: dict[str, list[Value]] = {}
    letters: dict[str, str] = {}
    texts: dict[str, list[str | None]] = {}
    for name, source in rule.columns.items():
        column = made.get(source)
        values[name] = [column[at] for at in rows]
        if source in made.letters:
            letters[name] = made.letters[source]
        if source in made.texts:
            texts[name] = [made.texts[source][at] for at in rows]
    for name, constant in rule.constants.items():
        values[name] = [constant] * len(rows)
    if rule.period_of:
        days = made.days(rule.period_of)
        periods = [cells.quarter_of(day, fiscal_start) if (day := days[at]) else None for at in rows]
        values["period_start"] = [period.start if period else None for period in periods]
        values["period_end"] = [period.end if period else None for period in periods]
    return Draft(
        table=made.part(rows),
        dataset=DATASETS[rule.dataset],
        reading=made.reading,
        values=values,
        letters=letters,
        texts=texts,
        is_out=bytearray(made.is_out[at] for at in rows),
        keeps_extra=False,
    )
