"""Settings have defaults that are valid, refuse what is not a value, and change in versions that say who and why."""

import datetime as dt

import pytest

from data.settings import RENAMED, SETTINGS, InvalidSetting, normal, parse, together, written
from data.store import Store

DEFAULTS = {key: normal(key, setting.default) for key, setting in SETTINGS.items()}
AT = dt.datetime(2026, 5, 14)


@pytest.mark.parametrize("key", SETTINGS)
def test_every_default_is_a_value_and_stored_as_it_stands(key: str) -> None:
    assert parse(key, normal(key, SETTINGS[key].default)) == parse(key, SETTINGS[key].default)


def test_the_weights_of_each_axis_of_the_map_add_up_to_one() -> None:
    for parts in (("habitual", "workflows", "survey"), ("internal", "maintained", "builders", "velocity")):
        assert sum(float(SETTINGS[f"position_{part}"].default) for part in parts) == pytest.approx(1)


def test_better_evidence_never_weighs_less() -> None:
    order = ("self_reported", "modelled", "baseline", "controlled")
    factors = [float(SETTINGS[f"factor_{evidence}"].default) for evidence in order]
    assert factors == sorted(factors)


def test_a_share_may_be_written_as_a_percentage() -> None:
    assert normal("realisation", "50 %") == normal("realisation", "0.5") == "0.5"


def test_a_currency_is_kept_in_capitals() -> None:
    assert parse("reporting_currency", " eur ") == "EUR"


@pytest.mark.parametrize(("key", "lowest", "highest"), [("fiscal_start_month", "1", "12"), ("realisation", "0", "1")])
def test_the_bounds_themselves_are_allowed(key: str, lowest: str, highest: str) -> None:
    assert parse(key, lowest) <= parse(key, highest)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("fiscal_start_month", "0"),
        ("fiscal_start_month", "13"),
        ("fiscal_start_month", "1.5"),
        ("realisation", "1.01"),
        ("realisation", "-0.1"),
        ("realisation", "half"),
        ("hour_rate", "nan"),
        ("hour_rate", "60 %"),
        ("hour_rate", ""),
        ("reporting_currency", "dollars"),
        ("level_of_builders", "4"),
        ("level_of_builders", "none"),
        ("scales_builders", "2"),
        ("scales_builders", ""),
        ("no_such_setting", "1"),
    ],
)
def test_what_is_not_a_value_is_refused_with_a_remedy(key: str, text: str) -> None:
    with pytest.raises(InvalidSetting) as refused:
        parse(key, text)
    assert refused.value.problem.remedy


@pytest.mark.parametrize(
    ("key", "text", "stored"),
    [
        ("level_of_builders", "Off", "0"),
        ("level_of_builders", "2", "2"),
        ("scales_builders", "yes", "1"),
        ("scales_builders", "no", "0"),
    ],
)
def test_a_choice_is_written_in_words_and_stored_as_a_number(key: str, text: str, stored: str) -> None:
    assert normal(key, text) == stored


@pytest.mark.parametrize("key", SETTINGS)
def test_what_is_stored_is_written_so_that_it_reads_as_the_same_value(key: str) -> None:
    assert normal(key, written(key, DEFAULTS[key])) == DEFAULTS[key]


def test_a_share_is_written_exactly() -> None:
    assert written("gate_habitual_share", "0.125") == "12.5 %"
    assert written("gate_habitual_share", "0.07") == "7 %"


def test_the_defaults_are_right_together() -> None:
    together(DEFAULTS)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"level_of_active_users": "0"}, "No gate would open level 1."),
        ({"factor_modelled": "0.8"}, "modelled would weigh more than those that are baseline"),
        (dict.fromkeys(("position_habitual", "position_workflows", "position_survey"), "0"), "ability to use"),
    ],
)
def test_what_contradicts_itself_is_refused_with_a_remedy(changes: dict[str, str], says: str) -> None:
    with pytest.raises(InvalidSetting, match=says) as refused:
        together(DEFAULTS | changes)
    assert refused.value.problem.remedy


def test_a_level_keeps_its_last_gate_but_another_may_take_its_place(store: Store) -> None:
    with pytest.raises(InvalidSetting, match="level 1"):
        store.change_settings({"level_of_active_users": "off"}, "Ann", "", AT)
    assert store.latest == 0
    store.change_settings({"level_of_active_users": "off", "level_of_seat_utilisation": "1"}, "Ann", "", AT)
    assert store.setting("level_of_active_users") == "0"


def test_a_change_is_a_version_that_says_who_when_why_and_from_what(store: Store) -> None:
    first = store.change_settings({"gate_builders": "4"}, "Ann", "our own bar", AT)
    second = store.change_settings({"gate_builders": "5", "realisation": "40 %"}, "Ben", "finance asked", AT)
    newest, oldest = store.settings_changes()
    assert (newest.version, newest.author, newest.note, newest.at) == (second, "Ben", "finance asked", AT)
    assert newest.changes == {"gate_builders": ("4", "5"), "realisation": ("0.5", "0.4")}
    assert (oldest.version, oldest.changes) == (first, {"gate_builders": ("3", "4")})


@pytest.mark.parametrize(("before", "now"), RENAMED.items())
def test_a_setting_that_was_renamed_is_changed_and_found_by_its_old_key_and_stored_under_the_new_one(
    store: Store, before: str, now: str
) -> None:
    store.change_settings({before: "2"}, "Ann", "from a script of last year", AT)
    assert store.setting(before) == store.setting(now) == store.settings()[now] == "2"
    assert [change.changes.keys() for change in store.settings_changes()] == [{now}]
    assert before not in SETTINGS


def test_an_older_version_has_the_older_settings(store: Store) -> None:
    first = store.change_settings({"gate_builders": "4"}, "Ann", "", AT)
    store.change_settings({"gate_builders": "5"}, "Ann", "", AT)
    assert [store.settings(version)["gate_builders"] for version in (0, first, first + 1)] == ["3", "4", "5"]
    assert store.settings(0) == {key: setting.default for key, setting in SETTINGS.items()}


def test_rates_are_a_number_for_each_name_and_none_where_nothing_is_written():
    assert normal("hour_rates", " Legal 120 ; Claims handling = 75.5") == "Legal=120;Claims handling=75.5"
    assert written("hour_rates", "Legal=120;Claims handling=75.5") == "Legal 120; Claims handling 75.5"
    assert normal("hour_rates", "  ") == ""


@pytest.mark.parametrize("text", ["Legal", "120", "Legal 120, Stores 30", "Legal 120; legal 90", "Legal -5"])
def test_rates_that_name_nothing_or_no_number_or_one_name_twice_are_refused(text):
    with pytest.raises(InvalidSetting, match="hour_rates"):
        normal("hour_rates", text)
