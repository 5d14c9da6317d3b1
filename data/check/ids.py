"""What makes a row one of a kind: ids made where there are none, and rows that stand twice."""

import json
from collections import Counter
from collections.abc import Iterator

from data.check.draft import BLANK, Draft
from data.problems import counted
from data.reading import cells
from data.reading.table import Column
from data.recognition.values import without_mail
from data.recognition.vocabulary import plain


def make_ids(made: Draft) -> None:
    """Give an id to initiatives that have none, from unit and name, and say so once."""
    name = "initiative_id"
    if made.dataset.name != "pilots":
        return
    ids = made.values.setdefault(name, [None] * len(made))
    units, names = made.words("business_unit"), made.words("name")
    blank = [at for at in range(len(made)) if ids[at] is None and names[at] and not made.is_out[at]]
    if not blank:
        return
    for at in blank:
        _keep_words(made, name, at)
        ids[at] = slug(units[at] or "", names[at] or "")
    empty, words = _blank_cells(made, name, blank)
    says = f"No id in {counted(empty, 'row')}" + (f", and a word such as TBD in {words:,} more" if words else "")
    made.warn(
        name,
        blank[0],
        f"{says}: one is made from unit and name.",
        "Give each an id that stays; a renamed initiative looks like a new one.",
        "made_id",
    )


def slug(*words: str) -> str:
    """A lasting id made of words: the same words give the same id in every file."""
    return "-".join(plain(" ".join(words)).split())


def number_repeats(made: Draft) -> None:
    """Where a profile says so, a second row with one id gets a number instead of being an error."""
    if made.reading.rules.repeats != "number" or not made.dataset.key:
        return
    name = made.dataset.key[-1]
    ids = made.get(name)
    seen: Counter[tuple[object, ...]] = Counter()
    taken = set(_keys(made))
    made_up: list[int] = []
    given: list[int] = []
    for at, key in enumerate(_keys(made)):
        seen[key] += 1
        if seen[key] == 1 or made.is_out[at]:
            continue
        number = seen[key]
        while (*key[:-1], f"{ids[at]} ({number})") in taken:
            number += 1
        (given if _is_given(made, name, at) else made_up).append(at)
        _keep_words(made, name, at)
        ids[at] = f"{ids[at]} ({number})"
        taken.add((*key[:-1], ids[at]))
    for at in given:
        made.warn(
            name,
            at,
            f"This id stands in an earlier row of the same unit: stored as {ids[at]}.",
            "Give it an id of its own, or remove the row if it is the same.",
            "repeated_id",
        )
    made.say_once(
        name,
        made_up,
        "No id, and unit and name of an earlier row, in {n rows}: a number tells them apart.",
        "Give each an id that stays.",
        "repeated_id",
    )


def refuse_repeats(made: Draft, first_at: dict[tuple[object, ...], str]) -> None:
    """A row whose key stands already is an error. `first_at` holds the keys seen in the file so far."""
    if not made.dataset.key:
        return
    if any(part in made.dataset.required and part not in made.values for part in made.dataset.key if part != "period"):
        return
    if made.dataset.name == "spend":
        _warn_of_equals(made, first_at)
        return
    name = next((part for part in reversed(made.dataset.key) if part in made.letters), made.dataset.key[-1])
    what = " and ".join(part.replace("_", " ") for part in made.dataset.key)
    ids = made.get(name)
    for at, key in enumerate(_keys(made)):
        if (ids[at] is None and name in made.dataset.required) or (made.is_out[at] and None in key):
            continue
        cell = made.cell(name, at)
        if key in first_at:
            made.refuse(
                name,
                at,
                f"The same {what} stand in {first_at[key]}.",
                "Remove one of the rows, or tell them apart.",
                "duplicate",
            )
        else:
            first_at[key] = cell


def _warn_of_equals(made: Draft, first_at: dict[tuple[object, ...], str]) -> None:
    """Two payments of one kind are no mistake; two rows that are equal in everything may be."""
    columns = [made.get(name) for name, _ in made.dataset.stored()]
    for at, row in enumerate(zip(*columns, strict=True)):
        if made.is_out[at]:
            continue
        if row in first_at:
            made.warn(
                "amount",
                at,
                f"Every column of this row is as in {first_at[row]}.",
                "Remove one of them if it is the same payment.",
                "counted_twice",
            )
        else:
            first_at[row] = made.cell("amount", at)


def _keys(made: Draft) -> Iterator[tuple[object, ...]]:
    """Each row's key, with its period or its list's day."""
    names = []
    for part in made.dataset.key:
        names += ["period_start", "period_end"] if part == "period" else [part]
    if made.dataset.replaces == "list":
        names.insert(0, "reporting_on")
    return zip(*(made.get(name) for name in names), strict=True)


def _blank_cells(made: Draft, name: str, rows: list[int]) -> tuple[int, int]:
    """How many of these cells are empty, and how many hold a word for nothing."""
    column = _column(made, name)
    if column is None:
        return len(rows), 0
    words = sum(isinstance(cell, str) and bool(cell.strip()) for cell in (column.values[at] for at in rows))
    return len(rows) - words, words


def _keep_words(made: Draft, name: str, at: int) -> None:
    """Keep what a cell says before another value is stored in its place."""
    column, texts = _column(made, name), made.texts.get(name)
    if column is not None and texts is not None and texts[at] is None:
        cell = column.values[at]
        texts[at] = (
            BLANK if cell is None else json.dumps(without_mail(cells.text(cell) or str(cell)), ensure_ascii=False)
        )


def _is_given(made: Draft, name: str, at: int) -> bool:
    column = _column(made, name)
    return column is not None and not cells.is_blank(column.values[at])


def _column(made: Draft, name: str) -> Column | None:
    return next((column for column in made.table.columns if column.letter == made.letters.get(name)), None)
