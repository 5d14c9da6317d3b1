"""A kept import profile as a TOML file: written to be read and edited by people, taken back only where all of it fits."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping

from data.recognition.mapping import CERTAIN, Match, Reading, Rules, rules_from_dict
from data.recognition.saved_profile import LASTING, SavedProfile, lasting
from data.recognition.values import holds_mail
from data.schema import DATASETS, Dataset, Field

ABOUT = "# How Gapboard reads a sheet with these headers. Field = header; what is not named is kept with the row."
KEYS = (
    "name",
    "dataset",
    "headers",
    "personal",
    "confirmed_by",
    "confirmed_on",
    "columns",
    "values",
    "answers",
    "rules",
)
REPEATS = ("error", "number")
LONGEST_NAME = 300
MEANINGS = {"order": ("dmy", "mdy"), "mark": (".", ",")}


def to_toml(saved: SavedProfile) -> str:
    """A profile as TOML."""
    reading = saved.reading
    lines = [ABOUT, "", f"name = {_text(saved.name)}", f"dataset = {_text(reading.dataset)}"]
    lines.append(f"headers = {_list(saved.headers)}")
    if reading.personal:
        lines.append(f"personal = {_list(reading.personal)}")
    if saved.by:
        lines.append(f"confirmed_by = {_text(saved.by)}")
    if saved.at:
        lines.append(f"confirmed_on = {_text(saved.at)}")
    lines += _table("columns", {name: match.header for name, match in reading.columns.items()})
    for name, known in reading.values.items():
        lines += _table(f"values.{name}", {written: meaning or "" for written, meaning in known.items()})
    lines += _table("answers", reading.answers)
    rules = reading.rules
    for name, condition in rules.only.items():
        lines += ["", f"[rules.only.{name}]", *(f"{_text(key)} = {_list(each)}" for key, each in condition.items())]
    lines += _table("rules.blank", rules.blank)
    if rules.repeats != "error":
        lines += ["", "[rules]", f"repeats = {_text(rules.repeats)}"]
    for derived in rules.derived:
        lines += ["", "[[rules.derived]]", f"dataset = {_text(derived.dataset)}"]
        lines += [f"period_of = {_text(derived.period_of)}"] if derived.period_of else []
        lines += [f"columns = {_inline(derived.columns)}", f"constants = {_inline(derived.constants)}"]
        where = ", ".join(f"{_text(key)} = {_list(each)}" for key, each in derived.where.items())
        lines.append(f"where = {{ {where} }}")
    return "\n".join(lines) + "\n"


def from_toml(written: str) -> SavedProfile:
    """A profile from such a file. Raises ValueError, in words, for the first thing that does not fit."""
    profile = _parsed(written)
    name = _name(profile)
    dataset = _dataset(str(profile.get("dataset", "")))
    columns = _texts(profile, "columns")
    headers, never_kept = _listed(profile, "headers", list(columns.values())), _listed(profile, "personal", [])
    _refuse_columns(columns, headers, dataset)
    reading = Reading(
        sheet="",
        header_row=0,
        dataset=dataset.name,
        columns={field: Match(header, "", CERTAIN, "confirmed before") for field, header in columns.items()},
        rules=_rules(profile.get("rules", {}), dataset),
        values=_values(profile.get("values", {}), dataset),
        answers=_answers(_texts(profile, "answers"), dataset),
        personal=tuple(never_kept),
    )
    return SavedProfile(
        name, reading, tuple(headers), str(profile.get("confirmed_by", "")), str(profile.get("confirmed_on", ""))
    )


def _parsed(written: str) -> dict[str, object]:
    """What the file says under the keys that a profile has."""
    try:
        profile = tomllib.loads(written)
    except tomllib.TOMLDecodeError as wrong:
        raise ValueError(f"The file is not TOML: {wrong}.") from wrong
    except RecursionError as wrong:
        raise ValueError("The file is not TOML that a profile can be read from: it is nested too deep.") from wrong
    unknown = [key for key in profile if key not in KEYS]
    if unknown:
        raise ValueError(f'A profile has no "{unknown[0]}". It has: {", ".join(KEYS)}.')
    return profile


def _name(profile: Mapping[str, object]) -> str:
    name = " ".join(str(profile.get("name", "")).split())
    if not name:
        raise ValueError('The profile has no name. Add: name = "Finance spend".')
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise ValueError(f"A profile's name has up to {LONGEST_NAME} letters, each of which can be printed.")
    return name


def _dataset(name: str) -> Dataset:
    if name not in DATASETS:
        raise ValueError(f'"{name}" is not a dataset. There are: {", ".join(DATASETS)}.')
    return DATASETS[name]


def _listed(profile: Mapping[str, object], key: str, otherwise: list[str]) -> list[str]:
    """A list of texts, or what holds where the file does not have it."""
    listed = profile.get(key, otherwise)
    if not isinstance(listed, list) or not all(isinstance(header, str) for header in listed):
        raise ValueError(f'{key} is a list of texts: {key} = ["Unit", "Amount"].')
    return listed


def _refuse_columns(columns: Mapping[str, str], headers: list[str], dataset: Dataset) -> None:
    """Raises ValueError where there are no columns, or one is not the dataset's, or is read from no header."""
    if not columns:
        raise ValueError("A profile needs [columns]: at least one field and the header it is read from.")
    for field, header in columns.items():
        _known([field], dataset)
        if header not in headers:
            raise ValueError(f'{field} is read from "{header}", which is not among the headers.')


def _rules(written: object, dataset: Dataset) -> Rules:
    """The rules of a profile, none of which names what is not there."""
    try:
        rules = rules_from_dict(written)  # type: ignore[arg-type]
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise ValueError(f"The rules are not of the form that an exported profile has: {wrong}.") from wrong
    for derived in rules.derived:
        _dataset(derived.dataset)
    _fitting(rules, dataset)
    return rules


def _values(written: object, dataset: Dataset) -> dict[str, dict[str, str | None]]:
    """What each written value means, every meaning one of the allowed values or blank."""
    if not isinstance(written, dict):
        raise ValueError("Values are tables: [values.category], then written = meaning.")
    found: dict[str, dict[str, str | None]] = {}
    for name, known in written.items():
        if name not in dataset or not isinstance(known, dict):
            raise ValueError(f'{dataset.name} has no column "{name}" whose values could mean something.')
        for meaning in known.values():
            _allowed(dataset[name], meaning)
        found[name] = {written: meaning for written, meaning in known.items() if not holds_mail(written)}
    return found


def _allowed(field: Field, meaning: object) -> None:
    allowed = ("yes", "no") if field.kind == "yes_no" else field.choices
    parts = [part.strip() for part in str(meaning).split(";")] if field.kind == "choices" else [meaning]
    if not isinstance(meaning, str) or not all(part in ("", *allowed) for part in parts):
        listed = f"Use one of: {', '.join(allowed)}." if allowed else "Its values are not chosen from a list."
        raise ValueError(f'"{meaning}" is not a {field.name.replace("_", " ")} that is known. {listed}')


def _fitting(rules: Rules, dataset: Dataset) -> None:
    """Raises ValueError where a rule names a column that is not there, or would store what a column cannot hold."""
    for name, condition in rules.only.items():
        _known([name, *condition], dataset)
    for name, meaning in rules.blank.items():
        _known([name], dataset)
        _holds(dataset[name], meaning, dataset)
    if rules.repeats not in REPEATS:
        raise ValueError(f'repeats is "{rules.repeats}". Use one of: {", ".join(REPEATS)}.')
    for derived in rules.derived:
        made = DATASETS[derived.dataset]
        _known([*derived.where, *derived.columns.values(), *filter(None, [derived.period_of])], dataset)
        _known([*derived.columns, *derived.constants, *(["period"] if derived.period_of else [])], made)
        for name, source in derived.columns.items():
            _holds(made[name], f"@{source}", dataset)
        for name, constant in derived.constants.items():
            _holds(made[name], constant, made)
        if derived.period_of and dataset[derived.period_of].kind != "date":
            raise ValueError(f"{derived.period_of} is not a date.")


def _known(names: Iterable[str], dataset: Dataset) -> None:
    unknown = [name for name in names if name not in dataset]
    if unknown:
        raise ValueError(f'{dataset.name} has no column "{unknown[0]}". It has: {", ".join(_names(dataset))}.')


def _holds(field: Field, meaning: object, dataset: Dataset) -> None:
    """Raises ValueError where a field cannot hold a constant, or (`@other`) what stands in another field."""
    if isinstance(meaning, str) and meaning.startswith("@"):
        _known([meaning[1:]], dataset)
        if dataset[meaning[1:]].kind != field.kind or field.kind == "period":
            raise ValueError(f"{field.name} cannot hold what stands in {meaning[1:]}.")
    elif field.kind == "choice":
        _allowed(field, meaning)
    elif field.kind != "text" or field.personal or not isinstance(meaning, str):
        raise ValueError(f'{field.name} cannot be filled with "{meaning}".')


def _answers(written: Mapping[str, str], dataset: Dataset) -> dict[str, str]:
    for key, answer in written.items():
        kind, _, field = key.partition(".")
        if key not in lasting(written) or field not in dataset:
            known = ", ".join(f"{start}<field>" for start in LASTING)
            raise ValueError(f'"{key}" is not an answer a profile can hold. It can hold: {known}.')
        if kind in MEANINGS and answer not in MEANINGS[kind]:
            raise ValueError(f'{key} is "{answer}". Use one of: {", ".join(MEANINGS[kind])}.')
        if kind == "scale" and not (re.fullmatch(r"\d{1,9}(\.\d{1,9})?", answer, re.ASCII) and float(answer) > 0):
            raise ValueError(f'{key} is "{answer}". Use a number such as 1000.')
    return dict(written)


def _texts(profile: Mapping[str, object], key: str) -> dict[str, str]:
    written = profile.get(key, {})
    if not isinstance(written, dict) or not all(isinstance(each, str) for each in written.values()):
        raise ValueError(f'[{key}] holds lines such as "amount" = "Total cost", each a text.')
    return dict(written)


def _names(dataset: Dataset) -> list[str]:
    return [field.name for field in dataset.fields]


def _table(name: str, entries: Mapping[str, str]) -> list[str]:
    lines = [f"{_text(key)} = {_text(value)}" for key, value in entries.items()]
    return ["", f"[{name}]", *lines] if lines else []


def _inline(entries: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{_text(key)} = {_text(value)}" for key, value in entries.items()) + " }"


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(map(_text, values)) + "]"


def _text(value: str) -> str:
    """A basic string of TOML: as JSON writes one, but for the one control character that JSON leaves."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
