"""One small quarter filled in: what the template's Example sheet shows. Invented, and coherent from sheet to sheet.

A claims unit pays for assistant seats, builds a triage tool for one initiative, trains a cohort and measures what came
of it. The reading of uploads leaves the Example sheet out by its name.
"""

import datetime as dt
from collections.abc import Mapping

from data.reading.table import Cell

Row = Mapping[str, Cell]

EXAMPLE: dict[str, tuple[Row, ...]] = {
    "spend": (
        {"period": "2026-Q1", "business_unit": "Claims", "category": "licences", "amount": 9000.0, "tool": "DeskMate"},
        {"period": "2026-Q1", "business_unit": "Claims", "category": "build_team", "amount": 42000.0,
         "initiative_id": "CL-01", "note": "Two builders, half their time"},
        {"period": "2026-Q1", "business_unit": "Claims", "category": "data", "amount": 18000.0,
         "initiative_id": "CL-01", "currency": "EUR"},
        {"period": "2026-Q1", "business_unit": "Claims", "category": "consulting", "amount": 60000.0,
         "vendor": "Northmark Advisory", "delivered_on": dt.date(2026, 2, 20), "note": "Operating model review"},
        {"period": "2026-Q1", "business_unit": "Claims", "category": "licences", "amount": 9500.0, "tool": "DeskMate",
         "basis": "budget"},
    ),
    "adoption": (
        {"period": "2026-Q1", "business_unit": "Claims", "tool": "DeskMate", "headcount": 140.0, "seats": 100.0,
         "ever_active": 82.0, "active_users": 61.0, "habitual_users": 27.0, "power_users": 9.0,
         "workflows_redesigned": 2.0, "seat_price": 360.0, "renewal_on": dt.date(2026, 11, 30),
         "owner": "Head of Claims Operations", "embedded": True},
    ),
    "pilots": (
        {"reporting_on": dt.date(2026, 3, 31), "initiative_id": "CL-01", "name": "First-notice triage",
         "business_unit": "Claims", "stage": "production", "workflow": "First notice of loss",
         "scope_kind": "narrow_workflow", "sponsor": "Chief Operating Officer", "owner": "Claims build team",
         "business_owner": "Head of Claims Operations", "built_by": "internal", "started_on": dt.date(2025, 9, 1),
         "proven_on": dt.date(2025, 11, 14), "approved_on": dt.date(2025, 12, 12), "production_on": dt.date(2026, 1, 26),
         "kpi": "Minutes to triage a notice", "kpi_baseline": 24.0, "kpi_baseline_on": dt.date(2025, 8, 15),
         "kpi_target": 10.0, "kpi_current": 9.0, "kpi_current_on": dt.date(2026, 3, 20), "kpi_better": "lower",
         "data_ready": True, "governance_reviewed": True, "monitoring_in_place": True, "planned_benefit": 240000.0,
         "planned_cost": 180000.0, "last_reviewed_on": dt.date(2026, 3, 20)},
        {"reporting_on": dt.date(2026, 3, 31), "initiative_id": "CL-02", "name": "Ask-anything assistant",
         "business_unit": "Claims", "stage": "pilot", "scope_kind": "generic_capability", "built_by": "vendor",
         "vendor": "Brightforge Labs", "started_on": dt.date(2025, 12, 1), "barrier": "data_quality; ownership"},
    ),
    "deployments": (
        {"period": "2026-Q1", "deployment_id": "CL-01-D1", "name": "First-notice triage", "business_unit": "Claims",
         "initiative_id": "CL-01", "went_live_on": dt.date(2026, 1, 26), "status": "live", "built_by": "internal",
         "built_by_team": "Claims build team", "maintained_by": "internal", "intended_users": 60.0, "active_users": 44.0,
         "benefit_amount": 31000.0, "benefit_kind": "cost_avoided", "benefit_evidence": "baseline",
         "hours_saved": 900.0, "outputs": 5200.0, "incidents": 1.0, "minutes_before": 24.0, "minutes_after": 9.0},
    ),
    "training": (
        {"reporting_on": dt.date(2026, 3, 31), "cohort_id": "CL-T1", "business_unit": "Claims",
         "started_on": dt.date(2025, 9, 15), "trained": 16.0, "completed": 15.0, "hours_per_person": 40.0,
         "protected_hours_per_week": 4.0, "first_build_on": dt.date(2025, 11, 28), "builders": 4.0, "coached": 12.0},
    ),
    "survey": (
        {"period": "2026-Q1", "business_unit": "Claims", "confidence": 3.8, "clarity": 4.0, "skill": 3.6,
         "permission": 4.1, "responses": 48.0, "invited": 140.0, "confidence_4_5": 29.0, "clarity_4_5": 33.0,
         "skill_4_5": 26.0, "permission_4_5": 35.0},
    ),
    "people": (
        {"period": "2026-Q1", "business_unit": "Claims", "function": "Operations", "headcount": 140.0,
         "ai_builders": 4.0, "ai_engineers": 2.0, "ai_leaders": 1.0, "permission_to_deploy": True, "open_ai_roles": 1.0,
         "open_roles_days": 45.0, "builders_left": 0.0},
    ),
    "targets": ({"metric": "spend", "period": "2026-Q1", "business_unit": "Claims", "target": 130000.0},),
    "rates": ({"currency": "EUR", "period": "2026-Q1", "per_reporting_unit": 0.92},),
    "units": ({"name": "Claims Operations", "business_unit": "Claims"},),
}  # fmt: skip
"""Dataset -> rows by column name."""
