"""What is hidden in the sample, and where: the detectors are tested against this, as of the last quarter.

A name is a unit, the id of an initiative (`RT-02`) or of a cohort (`HR-T1`). What is neither under `fires` nor under
`quiet` is open: ideas, what was stopped or has vanished, and tools that belong to no initiative.
"""

from dataclasses import dataclass

from data.sample.stories import initiatives


@dataclass(frozen=True)
class Hidden:
    """Where a detector must fire, where it must have looked and found nothing, and where there is only a sign."""

    fires: tuple[str, ...]
    quiet: tuple[str, ...]
    because: str
    signs: tuple[str, ...] = ()


UNITS = ("Claims", "Retail", "Finance", "Legal", "Supply chain", "HR")


def _units(because: str, *fires: str, signs: tuple[str, ...] = (), unjudged: tuple[str, ...] = ()) -> Hidden:
    """All other units must be quiet, except those with nothing to judge."""
    return Hidden(fires, tuple(unit for unit in UNITS if unit not in (*fires, *signs, *unjudged)), because, signs)


def _initiatives(because: str, *fires: str) -> Hidden:
    """All other initiatives that are in flight or in production must be quiet."""
    return Hidden(fires, tuple(name for name in active() if name not in fires), because)


def active() -> tuple[str, ...]:
    """The initiatives in flight or in production on the last list."""
    ended = ("stopped", "retired")
    return tuple(
        initiative.id
        for initiative in initiatives()
        if "started" in initiative.dates and not any(name in initiative.dates for name in ended)
        if not initiative.gone_after
    )


HIDDEN: dict[str, Hidden] = {
    # Failure modes
    "spend_without_output": _units(
        "A quarter of Retail's seats are used and a third of HR's; both contracts renew within six months, and no"
        " workflow was redesigned",
        "Retail",
        "HR",
    ),
    "deck_nobody_implemented": _units(
        "Finance's roadmap of March 2025 has no initiative at all; Retail's of May 2025 led to a portal that never got"
        " past pilot. Claims' advice led to a live tool; other advice is too recent",
        "Finance",
        "Retail",
        unjudged=("HR",),
    ),
    "died_after_handoff": Hidden(
        ("RT-03", "SC-02", "SC-06"),
        ("CL-04", "FI-01"),
        "Users fell below a fifth of their peak within 89 days of the vendor leaving, and nobody keeps RT-03 and SC-06;"
        " CL-04 and FI-01 were taken over by their teams and grew",
    ),
    "training_that_did_not_transfer": _units(
        "HR trained 200 and 3 built anything; Finance trained 40 and nobody did, which is too few to be sure",
        "HR",
        signs=("Finance",),
        unjudged=("Legal", "Supply chain"),
    ),
    "governance_without_builders": _units(
        "Legal has the chief AI officer, two deputies and a framework, no builder, and nothing shipped since 2025-Q4",
        "Legal",
        unjudged=("HR",),
    ),
    # Patterns
    "use_case_trap": _initiatives(
        "Generic, and measured by nothing", "RT-02", "RT-08", "FI-06", "LG-02", "SC-07", "HR-01", "HR-03"
    ),
    "data_readiness_illusion": _initiatives(
        "RT-04 and SC-03 say their data is not ready; RT-06 spends a twentieth on data and names it as its barrier",
        "RT-04",
        "SC-03",
        "RT-06",
    ),
    "workflow_gap": _initiatives("Beside the work, and used by one in eight or fewer", "RT-02", "HR-01"),
    "governance_vacuum": _initiatives(
        "No audit log (RT-02), no review (FI-03), no access control (HR-01)", "RT-02", "FI-03", "HR-01"
    ),
    "measurement_mirage": _initiatives(
        "No baseline (RT-02, HR-01, FI-02, whose value is self-reported too), or one taken after the start (RT-05)",
        "RT-02",
        "RT-05",
        "FI-02",
        "HR-01",
    ),
    # Human gaps
    "confidence_gap": _units("31 % of Finance answer 4 or 5", "Finance"),
    "clarity_gap": _units("28 % of Retail answer 4 or 5", "Retail"),
    "skill_gap": _units("26 % of HR answer 4 or 5", "HR"),
    "permission_gap": _units("22 % of Legal answer 4 or 5", "Legal"),
    # Execution
    "mlops_gap": _initiatives("No monitoring and no way to deploy", "RT-06", "LG-01", "SC-08"),
    "data_quality_gap": _initiatives("Data quality is named as the barrier", "RT-04", "RT-06", "SC-03"),
    "sponsorship_gap": _initiatives("No sponsor", "RT-04", "FI-04", "HR-02"),
    "ownership_gap": _initiatives("No owner", "RT-08", "SC-04", "HR-03"),
    "misaligned_success": _initiatives(
        "No KPI; LG-02 has no business owner either",
        "RT-02",
        "RT-08",
        "RT-12",
        "FI-06",
        "LG-01",
        "LG-02",
        "LG-04",
        "SC-04",
        "SC-07",
        "SC-10",
        "HR-01",
        "HR-03",
        "HR-06",
    ),
}
"""Detector -> where it must fire."""

ALSO_THERE: dict[str, tuple[str, ...]] = {
    "slow bloomer: nothing for two quarters, then it pays": ("CL-05",),
    "non-starter: live for eight months, no improvement": ("RT-05",),
    "one benefit claimed twice (benefit_group INV-1)": ("FI-01", "SC-X1"),
    "vanished: on the list of 2025-Q2, gone in 2025-Q3": ("RT-11",),
    "stages without dates: inferred from consecutive lists": ("RT-07", "LG-01", "SC-04"),
    "no start date at all: left out of durations, and counted": ("LG-04",),
    "started before the unit's first list: survivors only": ("CL-01", "CL-07", "FI-01", "FI-05", "LG-01", "HR-01"),
    "paused": ("FI-06",),
    "cheap stops: within 180 days of the start": ("CL-08", "RT-10", "SC-09"),
    "stopped after proof": ("RT-07", "FI-05", "SC-05", "HR-04"),
    "retired, and had paid for itself": ("CL-07",),
    "built on the shared platform, and faster": ("CL-03", "CL-05", "CL-06", "CL-09", "CL-10"),
    "built on the shared platform, and still not in production": ("HR-02",),
    "a team's five builds, each faster than the last": ("CL-01", "CL-02", "CL-03", "CL-05", "CL-06"),
    "survived the handoff": ("CL-04", "FI-01"),
    "with a control group": ("CL-02",),
    "finance_confirmed without saying by whom: counts as baseline": ("SC-01",),
    "a negative benefit (2026-Q3)": ("FI-02",),
    "reviewed by governance after it went live": ("RT-01",),
    "cohort too young to judge": ("CL-T3",),
    "a survey group of three (2026-Q1), hidden": ("Supply chain",),
    "more users than seats (Codewright, 2025-Q1)": ("Finance",),
    "a tool in its grace period (Codewright, 2026-Q3)": ("Supply chain",),
}
"""What else is there to be seen, and whose it is. Rows that are refused or warned about are in `odd.py`."""
