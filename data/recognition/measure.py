"""What do figures measure whose headers name only months? What the sheet calls itself, else what its columns leave open."""

from collections.abc import Iterator, Sequence

from data.reading.table import Table
from data.recognition.names import matched, titles
from data.recognition.vocabulary import plain
from data.schema import DATASETS, Dataset, Field

UNCLEAR = "figures"
NUMERIC = ("money", "number", "count", "score")
ADDED_UP = frozenset(
    ("amount", "hours_saved", "benefit_amount", "run_cost", "outputs", "incidents", "security_incidents")
)
"""What adds up over time: twelve months of cost are a year's, twelve months of users are not."""

MEASURED = frozenset(
    word
    for dataset in DATASETS.values()
    for field in dataset.fields
    if field.name in ADDED_UP
    for word in (plain(field.name), *map(plain, field.synonyms), plain(f"{field.name} a column for each period"))
)


def measure_of(beside: Table, unit: str = "") -> str:
    """A header for figures that have none: the field the sheet speaks of, or `figures` where only the person can tell.

    `beside` is the table with just its other columns; `unit` is what stands with the periods: `EUR`, `k USD`.
    """
    candidates = [
        candidate for dataset in DATASETS.values() if "period" in dataset for candidate in _candidates(beside, dataset)
    ]
    _, measure = max(candidates, key=lambda candidate: candidate[0], default=((0,), UNCLEAR))
    within = f"{unit}, a column for each period" if unit else "a column for each period"
    return f"{measure} ({within})"


def _candidates(beside: Table, dataset: Dataset) -> Iterator[tuple[tuple[int, ...], str]]:
    """The fields of a dataset that the figures may be, each with how much speaks for it.

    A field that the sheet does not name is one only where it is all that the dataset still needs, and the sheet is surely
    of that dataset: `Unit` and months alone could be money, hours or people.
    """
    spoken = [plain(text) for text in (beside.sheet, *beside.notes)]
    known = matched(beside, dataset)
    missing = [name for name in dataset.required if name != "period" and name not in known]
    telling = set(dataset.required) & set(known) - {"business_unit"}
    is_named = plain(beside.sheet) in titles(dataset.name)
    for field in dataset.fields:
        if field.kind not in NUMERIC or field.name in known:
            continue
        longest = _longest(field, spoken)
        is_left = field.name in missing
        left = len(missing) - is_left
        is_sure = is_left and left == 0 and (is_named or telling)
        if is_sure or (longest and left <= 1 and known):
            yield (1 + (left == 0), int(longest > 0 or is_named), int(is_left), longest, len(known)), field.name


def _longest(field: Field, spoken: Sequence[str]) -> int:
    """How long the longest name of a field is that the sheet's own words hold; 0 where they hold none."""
    return max((len(word) for word in _words(field) if any(_holds(text, word) for text in spoken)), default=0)


def _words(field: Field) -> tuple[str, ...]:
    return tuple(plain(word) for word in (field.name, *field.synonyms))


def _holds(text: str, word: str) -> bool:
    return f" {word} " in f" {text} "
