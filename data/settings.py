"""Which judgements the figures rest on: every setting with its default, its meaning, its bounds.

Settings are versioned in the ledger beside the rows, as text. A figure computed under other settings is another figure,
so a change shows up as a restatement. Where a default comes from the specification's own judgement, `meaning` says so.
The gates of maturity are settings too: for each the level it opens, its threshold, and whether that grows with the unit.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from data.problems import Problem

Kind = Literal["currency", "share", "number", "whole", "level", "yes_no", "rates", "names"]
"""How a value is written: a three-letter code, a fraction of one (or `50 %`), a number, a whole number, a level from 1 to 3
(or `off`), yes or no, a number for each of several names (`Legal 120; Stores 30`), or names alone (`I1; P7`)."""
OFF = "off"
WORDS = {"yes_no": {"yes": "1", "no": "0"}, "level": {OFF: "0", "1": "1", "2": "2", "3": "3"}}
"""Values that are chosen from words, and what is stored for each."""


@dataclass(frozen=True)
class Setting:
    """One setting. `low` and `high` are its bounds, both allowed; shares are kept as fractions of one.

    Settings about one thing (a gate) say which in `about`; `aliases` are the keys it had before, by which it is found still.
    """

    key: str
    group: str
    kind: Kind
    default: str
    unit: str
    meaning: str
    low: float = 0.0
    high: float = math.inf
    about: str = ""
    aliases: tuple[str, ...] = ()


class InvalidSetting(ValueError):
    """A value that is no value for this setting; `problem` says why and what would be."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def key_of(name: str) -> str:
    """The key that a name stands for today: another where it was renamed, else itself, whether there is such a setting or not."""
    return RENAMED.get(name, name)


def parse(name: str, text: str) -> str | float | int:
    """The value a person wrote for a setting. Raises InvalidSetting, which says what would be right."""
    key = key_of(name)
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
    if setting.kind in WORDS:
        stored = WORDS[setting.kind]
        chosen = stored.get(written.lower(), written)
        if chosen not in stored.values():
            raise _invalid(setting, text, f"Use {', '.join(list(stored)[:-1])} or {list(stored)[-1]}.")
        return int(chosen)
    if setting.kind == "rates":
        return ";".join(f"{name}={rate:.12g}" for name, rate in _rates(setting, written).items())
    if setting.kind == "names":
        return ";".join(dict.fromkeys(filter(None, (name.strip() for name in written.split(";")))))
    value = _number(setting, written)
    if not setting.low <= value <= setting.high:
        raise _invalid(setting, text, _bounds(setting))
    return int(value) if setting.kind == "whole" else value


def normal(key: str, text: str) -> str:
    """The text that is stored for what a person wrote: `50 %` -> `0.5`. Raises InvalidSetting."""
    value = parse(key, text)
    return value if isinstance(value, str) else f"{value:.12g}"


def written(key: str, value: str) -> str:
    """A stored value as a person writes it, exactly: `0.125` -> `12.5 %`, a level's `0` -> `off`."""
    setting = SETTINGS[key]
    if setting.kind in WORDS:
        return next((word for word, stored in WORDS[setting.kind].items() if stored == value), value)
    if setting.kind == "rates":
        return value.replace("=", " ").replace(";", "; ")
    if setting.kind == "names":
        return value.replace(";", "; ")
    return f"{float(value) * 100:.10g} %" if setting.kind == "share" else value


def together(values: Mapping[str, str]) -> None:
    """Whether values that are right one by one are right together. Raises InvalidSetting, for the first that is not."""
    for level in ("1", "2", "3"):
        if not any(values[key] == level for key, setting in SETTINGS.items() if setting.kind == "level"):
            raise _conflict(
                f"No gate would open level {level}.",
                f"Keep at least one gate at level {level}; otherwise every unit would be given it.",
            )
    for weaker, stronger in pairwise(WEIGHED):
        if float(values[f"factor_{weaker}"]) > float(values[f"factor_{stronger}"]):
            weak, strong = weaker.replace("_", " "), stronger.replace("_", " ")
            raise _conflict(
                f"Benefits that are {weak} would weigh more than those that are {strong}.",
                "Weaker evidence must not weigh more than stronger.",
            )
    for axis, parts in POSITION_PARTS.items():
        if not any(float(values[f"position_{part}"]) for part in parts):
            raise _conflict(f"The {axis} would be made of nothing.", "Give at least one of its parts a weight.")


def _conflict(says: str, remedy: str) -> InvalidSetting:
    return InvalidSetting(Problem(None, "error", says, remedy, "settings_together"))


def _rates(setting: Setting, written: str) -> dict[str, float]:
    """A number for each name, as `Legal 120; Stores 30` says it; none where nothing is written."""
    found: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in written.split(";"))):
        match = re.fullmatch(r"([^=,]*[^=,\s])\s*[=\s]\s*(\d+(?:\.\d+)?)", part)
        if match is None or match[1].casefold() in {name.casefold() for name in found}:
            raise _invalid(setting, written, "Use a name and a number for each, as in: Legal 120; Stores 30.")
        found[match[1]] = float(match[2])
    return found


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
    noun = {"whole": "a whole number", "share": "a share"}.get(setting.kind, "a number")
    if setting.kind == "share":
        return f"Use a share from {setting.low * 100:g} to {setting.high * 100:g} %."
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


def _gate(name: str, title: str, level: int, threshold: Setting, grows: bool | None = None) -> tuple[Setting, ...]:
    """A gate's settings: the level it opens, its threshold and, where it counts things, whether that grows."""
    before = tuple(alias.replace("gate_", "level_of_", 1) for alias in threshold.aliases)
    opens = Setting(
        f"level_of_{name}", GATES, "level", str(level), "level", f"{title}: the level it opens", 0, 3, title, before
    )
    if grows is None:
        return opens, threshold
    meaning = f"{title}: whether the threshold grows with the unit's size"
    return opens, threshold, Setting(f"scales_{name}", GATES, "yes_no", str(int(grows)), "", meaning, 0, 1, about=title)


def _gates() -> tuple[Setting, ...]:
    """Every gate of maturity, in the order of the levels they open."""

    def whole(
        name: str, title: str, level: int, default: int, unit: str, grows: bool, says: str = ""
    ) -> tuple[Setting, ...]:
        meaning = f"{title}: {says or 'open from so many'}"
        setting = Setting(f"gate_{name}", GATES, "whole", str(default), unit, meaning, 0, 100_000, about=title)
        return _gate(name, title, level, setting, grows)

    def share(
        name: str, title: str, level: int, default: str, says: str = "open from this share"
    ) -> tuple[Setting, ...]:
        setting = Setting(
            f"gate_{name}", GATES, "share", default, "share of one", f"{title}: {says}", 0, 1, about=title
        )
        return _gate(name, title, level, setting)

    first_build = Setting(
        "gate_first_build_days",
        GATES,
        "whole",
        "90",
        "days",
        "Training that led to building: or a first build so soon",
        0,
        100_000,
        about="Training that led to building",
    )
    roi = Setting(
        "gate_evidenced_roi",
        GATES,
        "number",
        "0",
        "ratio",
        "Evidenced return on cost: open above this",
        -1.0,
        1000,
        about="Evidenced return on cost",
        aliases=("gate_verified_roi",),
    )
    return (
        *whole("active_users", "Somebody uses it", 1, 0, "people", False, "open above so many active users"),
        *share("seat_utilisation", "Seats in use", 2, "0.5", "open from this share of the seats paid"),
        *whole("workflows_redesigned", "Workflows redesigned", 2, 2, "workflows", True),
        *whole("live_with_baseline", "Live tools with a baseline", 2, 1, "tools", True),
        *share("habitual_share", "Habitual users, of the active", 2, "0.4"),
        *share("kpi_share", "Pilots with a KPI", 2, "0.5"),
        *whole("internal_live", "Live tools built inside", 3, 3, "tools", True),
        *share("internally_maintained", "Live tools kept inside", 3, "0.6"),
        *whole("builders", "Builders with protected time", 3, 3, "people", True),
        *share("survival_90", "Tools alive after 90 days", 3, "0.8"),
        *share("transfer", "Training that led to building", 3, "0.10", "open from this share of the people trained"),
        first_build,
        *_gate("evidenced_roi", "Evidenced return on cost", 3, roi),
    )


GATES = "Maturity gates"
WEIGHED = ("self_reported", "modelled", "baseline", "controlled")
"""Kinds of evidence that are weighed, the weakest first; what finance confirmed counts whole."""
POSITION_PARTS = {
    "ability to use": ("habitual", "workflows", "survey"),
    "capacity to build": ("internal", "maintained", "builders", "velocity"),
}
"""What each axis of the map is made of."""

_ALL = (
    Setting("reporting_currency", "Company", "currency", "USD", "code", "The currency every figure is shown in"),
    _whole("fiscal_start_month", "Company", "1", "month", "First month of the fiscal year", 1, 12),
    Setting(
        "separate_initiatives",
        "Company",
        "names",
        "",
        "ids",
        "Ids that went from one unit's list to another's and are another initiative there, not the same that moved",
    ),
    # Value
    Setting("hour_rate", "Value", "number", "60", "money an hour", "Loaded cost of an hour where only hours are known"),
    Setting(
        "hour_rates", "Value", "rates", "", "money an hour", "Loaded cost of an hour by function, where it is another"
    ),
    _share("realisation", "Value", "0.5", "Share of saved hours that turns into something of value"),
    _share("factor_controlled", "Value", "0.9", "Weight of a benefit measured against a control group (our judgement)"),
    _share("factor_baseline", "Value", "0.7", "Weight of a benefit measured against a baseline (our judgement)"),
    _share("factor_modelled", "Value", "0.4", "Weight of a modelled benefit (our judgement)"),
    _share("factor_self_reported", "Value", "0.2", "Weight of a self-reported benefit (our judgement)"),
    _share("discount_rate", "Value", "0.08", "Yearly rate at which later money counts less", 10.0),
    _share("materiality", "Value", "0.05", "Money and seats rose or fell only beyond this share"),
    _share("change_floor", "Value", "0.01", "Money rose or fell only beyond this share of the period's spend, too"),
    # Time
    _whole("advice_stranded_months", "Time", "12", "months", "Advice without a result is stranded after this long"),
    _whole("grace_days", "Time", "90", "days", "A tool's first days, in which unused seats are shown apart"),
    _whole(
        "stage_days_idea",
        "Time",
        "180",
        "days",
        "An idea is stalled beyond this at the latest, and not within half of it",
    ),
    _whole(
        "stage_days_pilot",
        "Time",
        "240",
        "days",
        "A pilot is stalled beyond this at the latest, and not within half of it",
    ),
    _whole(
        "stage_days_proven",
        "Time",
        "120",
        "days",
        "Proven is stalled beyond this at the latest, and not within half of it",
    ),
    _whole(
        "stage_days_approved",
        "Time",
        "180",
        "days",
        "Approved is stalled beyond this at the latest, and not within half of it",
    ),
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
    *_gates(),
    _whole("gate_people", GATES, "1000", "people", "Counts in gates hold to this size of a unit and grow with it", 1),
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
RENAMED: dict[str, str] = {alias: key for key, setting in SETTINGS.items() for alias in setting.aliases}
"""Today's key of each setting that had another before."""
