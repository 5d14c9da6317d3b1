"""Settings have defaults that are valid, and refuse what is not a value."""

import pytest

from data.settings import SETTINGS, InvalidSetting, normal, parse


@pytest.mark.parametrize("key", SETTINGS)
def test_every_default_is_a_value_and_stored_as_it_stands(key: str) -> None:
    assert parse(key, normal(key, SETTINGS[key].default)) == parse(key, SETTINGS[key].default)


def test_the_weights_of_each_axis_of_the_map_add_up_to_one() -> None:
    for parts in (("habitual", "workflows", "survey"), ("internal", "maintained", "builders", "velocity")):
        assert sum(float(SETTINGS[f"position_{part}"].default) for part in parts) == pytest.approx(1)


def test_better_evidence_never_weighs_less() -> None:
    order = ("self_reported", "modelled", "baseline", "controlled", "finance_confirmed")
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
        ("no_such_setting", "1"),
    ],
)
def test_what_is_not_a_value_is_refused_with_a_remedy(key: str, text: str) -> None:
    with pytest.raises(InvalidSetting) as refused:
        parse(key, text)
    assert refused.value.problem.remedy
