"""A figure names the settings it rests on, however deep in its SQL they stand."""

import pandas as pd

from components.page import explain
from components.page.explain import settings_behind
from queries import METRICS, VIEWS

KNOWN = ("factor_modelled", "gate_kpi_share", "hour_rate")


def test_a_setting_named_in_a_view_beneath_is_found():
    assert "factor_modelled" in settings_behind(METRICS["risk_adjusted_value"], KNOWN)


def test_what_rests_on_no_weight_names_none():
    assert "factor_modelled" not in settings_behind(METRICS["spend"], KNOWN)


def test_a_threshold_kept_in_a_table_of_rules_is_found():
    assert "gate_kpi_share" in settings_behind(VIEWS["gates"], KNOWN)


def test_a_long_text_has_a_column_as_wide_as_it_is():
    seen = pd.DataFrame({"Short": ["in use"], "Long": ["nobody maintains it; no value claimed"], "Number": [3]})
    assert list(explain._widths(seen)) == ["Long"]
    assert explain._widths(seen.head(0)) == {}
