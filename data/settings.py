"""Which judgements the figures rest on: every setting with its default, its meaning, its bounds.

Settings are versioned in the ledger beside the rows, as text. A figure computed under other settings is another figure,
so a change shows up as a restatement. Where a default comes from the specification's own judgement, `meaning` says so.
"""

import math
import re
from dataclasses import dataclass
from typing import Literal

from data.problems import Problem

Kind = Literal["currency", "share", "number", "whole"]
"""How a value is written: a three-letter code, a fraction of one (or `50 %`), a number, a whole number."""


@dataclass(frozen=True)
class Setting:
    """One setting. `low` and `high` are its bounds, both allowed; shares are kept as fractions of one."""

    key: str
    group: str
    kind: Kind
    default: str
    unit: str
    meaning: str
    low: float = 0.0
    high: float = math.inf


class InvalidSetting(ValueError):
    """A value that is no value for this setting; `problem` says why and what would be."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def parse(key: str, text: str) -> str | float | int:
    """The value a person wrote for a setting. Raises InvalidSetting, which says what would be right."""
    if key not in SETTINGS:
        raise InvalidSetting(
            Problem(None, "error", f'"{key}" is not a setting.', "See the Settings page.", "unknown_setting")
        )
    setting = SETTINGS[key]
    written = text.strip()
    if setting.kind == "currency":
        if not re.fullmatch(r"[A-Za-z]{3}", written):
            raise _invalid(setting, text, "Use a three-letter currency code such as USD.")
        return written.upper()
    value = _number(setting, written)
    if not setting.low <= value <= setting.high:
        raise _invalid(setting, text, _bounds(setting))
    return int(value) if setting.kind == "whole" else value


def normal(key: str, text: str) -> str:
    """The text that is stored for what a person wrote: `50 %` -> `0.5`. Raises InvalidSetting."""
    value = parse(key, text)
    return value if isinstance(value, str) else f"{value:.12g}"


def _number(setting: Setting, written: str) -> float:
    percent = written.endswith("%") and setting.kind == "share"
    try:
        value = float(written[:-1] if percent else written)
    except ValueError:
        raise _invalid(setting, written, _bounds(setting)) from None
    if not math.isfinite(value) or (setting.kind == "whole" and value != int(value)):
        raise _invalid(setting, written, _bounds(setting))
    return value / 100 if percent else value


def _bounds(setting: Setting) -> str:
    noun = {"whole": "a whole number", "share": "a share", "number": "a number", "currency": "a code"}[setting.kind]
    if math.isinf(setting.high):
        return f"Use {noun} of {setting.low:g} or more ({setting.unit})."
    return f"Use {noun} from {setting.low:g} to {setting.high:g} ({setting.unit})."


def _invalid(setting: Setting, text: str, remedy: str) -> InvalidSetting:
    return InvalidSetting(
        Problem(None, "error", f'"{text.strip()}" is not a value for {setting.key}.', remedy, "setting_value")
    )


def _share(key: str, group: str, default: str, meaning: str, high: float = 1.0) -> Setting:
    return Setting(key, group, "share", default, "share of one", meaning, 0.0, high)


def _whole(
    key: str, group: str, default: str, unit: str, meaning: str, low: float = 0, high: float = 100_000
) -> Setting:
    return Setting(key, group, "whole", default, unit, meaning, low, high)


_ALL = (
    Setting("reporting_currency", "Company", "currency", "USD", "code", "The currency every figure is shown in"),
    _whole("fiscal_start_month", "Company", "1", "month", "First month of the fiscal year", 1, 12),
    # Value
    Setting("hour_rate", "Value", "number", "60", "money an hour", "Loaded cost of an hour where only hours are known"),
    _share("realisation", "Value", "0.5", "Share of saved hours that turns into something of value"),
    _share("factor_finance_confirmed", "Value", "1.0", "Weight of a benefit finance confirmed (our judgement)"),
    _share("factor_controlled", "Value", "0.9", "Weight of a benefit measured against a control group (our judgement)"),
    _share("factor_baseline", "Value", "0.7", "Weight of a benefit measured against a baseline (our judgement)"),
    _share("factor_modelled", "Value", "0.4", "Weight of a modelled benefit (our judgement)"),
    _share("factor_self_reported", "Value", "0.2", "Weight of a self-reported benefit (our judgement)"),
    _share("discount_rate", "Value", "0.08", "Yearly rate at which later money counts less", 10.0),
    _share("materiality", "Value", "0.05", "Money and seats rose or fell only beyond this share"),
    # Time
    _whole("advice_stranded_months", "Time", "12", "months", "Advice without a result is stranded after this long"),
    _whole("grace_days", "Time", "90", "days", "A tool's first days, in which unused seats are shown apart"),
    _whole("stage_days_idea", "Time", "180", "days", "An idea is stalled beyond this, where history is too short"),
    _whole("stage_days_pilot", "Time", "240", "days", "A pilot is stalled beyond this, where history is too short"),
    _whole("stage_days_proven", "Time", "120", "days", "Proven is stalled beyond this, where history is too short"),
    _whole("stage_days_approved", "Time", "180", "days", "Approved is stalled beyond this, where history is too short"),
    _share("stage_quantile", "Time", "0.85", "Quantile of days in stage beyond which an initiative is stalled"),
    _whole("stage_minimum_exits", "Time", "10", "exits", "Fewer exits than this: the stage's own setting is used", 1),
    _whole("cheap_stop_days", "Time", "180", "days", "A stop within this time of the start is a cheap stop"),
    _whole("readiness_list_days", "Time", "100", "days", "Readiness flags count from a list this soon after the start"),
    _whole("measurable_age_days", "Time", "365", "days", "Age from which an initiative can show a measurable return"),
    _whole("measurable_live_days", "Time", "180", "days", "Days in production needed for a measurable return"),
    _whole("review_days", "Time", "31", "days", "A live initiative reviewed within this time is reviewed monthly", 1),
    # Survival after handoff
    _share("survival_floor", "Survival", "0.20", "A tool is lost below this share of its running peak of users"),
    _whole("survival_minimum_peak", "Survival", "5", "users", "Tools that never had this many users are not judged"),
    _whole("handoff_days", "Survival", "90", "days", "Window after handoff in which a tool is said to die"),
    # Small numbers
    _whole("minimum_n", "Small numbers", "5", "cases", "Below this many cases only counts are shown", 1),
    _whole("suppression_k", "Small numbers", "5", "people", "Groups of fewer people are hidden", 1),
    # Detectors
    _share("severe_share", "Detectors", "0.10", "A finding is severe from this share of the unit's spend"),
    _share("low_utilisation", "Detectors", "0.35", "Seats used below this share are spend without output"),
    _whole("renewal_months", "Detectors", "6", "months", "A renewal within this time makes unused seats urgent"),
    _share(
        "low_transfer", "Detectors", "0.05", "Builders per person trained below this share: training did not transfer"
    ),
    _whole("transfer_minimum_trained", "Detectors", "20", "people", "Fewer trained than this are not judged", 1),
    _whole("transfer_age_days", "Detectors", "90", "days", "Younger cohorts are not judged"),
    _whole(
        "idle_quarters", "Detectors", "2", "quarters", "Nothing shipped for this long: governance without builders", 1
    ),
    _share("low_data_share", "Detectors", "0.20", "Data and governance below this share of the first year's cost"),
    _share(
        "low_adoption", "Detectors", "0.20", "Active users of those intended, below which a workflow did not change"
    ),
    _share("gap_share", "Detectors", "0.50", "A human gap: fewer than this share answer 4 or 5"),
    _share("anchor_reduction", "Detectors", "0.70", "Cut in time to output that makes a workflow an anchor"),
    # Gates: level 2, then level 3
    _share("gate_seat_utilisation", "Maturity gates", "0.5", "Level 2: seats used, of those paid"),
    _whole("gate_workflows_redesigned", "Maturity gates", "2", "workflows", "Level 2: redesigned workflows"),
    _whole("gate_live_with_baseline", "Maturity gates", "1", "tools", "Level 2: live deployments with a baseline"),
    _share("gate_habitual_share", "Maturity gates", "0.4", "Level 2: habitual users, of the active"),
    _share("gate_kpi_share", "Maturity gates", "0.5", "Level 2: pilots with a KPI"),
    _whole("gate_internal_live", "Maturity gates", "3", "tools", "Level 3: live tools built internally"),
    _share("gate_internally_maintained", "Maturity gates", "0.6", "Level 3: live tools maintained internally"),
    _whole("gate_builders", "Maturity gates", "3", "people", "Level 3: builders with protected time"),
    _share("gate_survival_90", "Maturity gates", "0.8", "Level 3: tools alive 90 days after handoff"),
    _share("gate_transfer", "Maturity gates", "0.10", "Level 3: builders, of the people trained (or the next gate)"),
    _whole("gate_first_build_days", "Maturity gates", "90", "days", "Level 3: days to a cohort's first build"),
    _whole("gate_people", "Maturity gates", "1000", "people", "Counts in gates hold to this size and grow with it", 1),
    Setting("gate_verified_roi", "Maturity gates", "number", "0", "ratio", "Level 3: verified ROI is above this", -1.0),
    # Position on the map
    _share("position_habitual", "Position", "0.5", "Weight of habitual use in the ability to use"),
    _share("position_workflows", "Position", "0.3", "Weight of redesigned workflows in the ability to use"),
    _share("position_survey", "Position", "0.2", "Weight of the survey in the ability to use"),
    _share("position_internal", "Position", "0.4", "Weight of internally built live tools in the capacity to build"),
    _share("position_maintained", "Position", "0.3", "Weight of internal maintenance in the capacity to build"),
    _share("position_builders", "Position", "0.2", "Weight of builders in the capacity to build"),
    _share("position_velocity", "Position", "0.1", "Weight of build velocity in the capacity to build"),
    _whole("full_workflows", "Position", "5", "workflows", "Redesigned workflows that earn full marks", 1),
    _whole("full_internal", "Position", "5", "tools", "Internally built live tools that earn full marks", 1),
    _whole("full_builders", "Position", "5", "people", "Builders that earn full marks", 1),
    Setting("full_velocity", "Position", "number", "5", "multiple", "Build velocity that earns full marks", 1.0),
)

SETTINGS: dict[str, Setting] = {setting.key: setting for setting in _ALL}
"""Every setting by its key, in the order of the Settings page."""
