"""Names from a sheet are data on every page: no link, no picture, no tag, in a heading, a sentence, a label or a chart."""

import datetime as dt
import re
from pathlib import Path

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py") if path.stem != "upload")
END = dt.date(2026, 3, 31)
PERIODS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
UNITS = (
    "[Claims](http://evil.example)",
    "![x](http://evil.example/x.png)",
    "<img src=x onerror=alert(1)>",
    '=cmd("calc")',
    "<a href='javascript:alert(1)'>Sales</a>",
)
SHOWN_AS_IT_IS = ("data", "spec", "code", "options", "raw_values", "alt")
LIVE = re.compile(r"(?<!\\)\]\(|(?<!\\)<(img|a|script)\b|https?:/|(?<!\\)!\[", re.IGNORECASE)
"""Markdown or HTML that would come to life; what a page links to itself is relative."""


def hostile(name: str, unit: str) -> str:
    return f"{name} {unit} [{name}](javascript:alert(1)) :material/lock: $x^2$ `=1+1`"


def rows() -> dict[str, list[dict[str, object]]]:
    """A portfolio in which everything that can have a name has a bad one, and every failure mode fires somewhere."""
    given: dict[str, list[dict[str, object]]] = {
        name: [] for name in ("spend", "adoption", "pilots", "deployments", "training", "people")
    }
    for at, unit in enumerate(UNITS):
        common = {"business_unit": unit}
        for number, stage in enumerate(("pilot", "production", "stopped", "pilot")):
            initiative = hostile(f"i{number}", unit)
            given["pilots"] += [
                common
                | {
                    "reporting_on": on,
                    "initiative_id": initiative,
                    "name": initiative,
                    "stage": stage,
                    "started_on": "2025-01-15",
                    "owner": initiative,
                    "sponsor": initiative,
                    "kpi": initiative,
                    "production_on": "2025-06-01" if stage == "production" else None,
                    "handoff_on": "2025-06-15" if stage == "production" else None,
                    "stopped_on": "2025-09-01" if stage == "stopped" else None,
                    "built_by": "vendor",
                    "vendor": initiative,
                    "barrier": ["data_quality"],
                    "barrier_note": initiative,
                }
                for on in ("2025-01-01", "2025-12-31", END)
            ]
        for place, period in enumerate(PERIODS):
            live = hostile("i1", unit)
            given["spend"] += [
                common
                | {
                    "period": period,
                    "category": category,
                    "amount": 1000.0 * (at + place + 1),
                    "vendor": live,
                    "tool": live,
                    "note": live,
                    "initiative_id": linked,
                    "currency": currency,
                }
                for category, linked, currency in (
                    ("licences", None, None),
                    ("consulting", None, None),
                    ("governance", None, None),
                    ("training", None, None),
                    ("data", live, None),
                    ("build_team", hostile("i0", unit), None),
                    ("data", hostile("nobody", unit), "CHF"),
                )
            ]
            given["adoption"].append(
                common
                | {
                    "period": period,
                    "tool": live,
                    "vendor": live,
                    "headcount": 200,
                    "seats": 100,
                    "active_users": 10,
                    "habitual_users": 2,
                    "workflows_redesigned": 0,
                    "seat_price": 360.0,
                    "renewal_on": "2026-06-30",
                    "owner": live,
                    "embedded": False,
                }
            )
            given["deployments"].append(
                common
                | {
                    "period": period,
                    "deployment_id": live,
                    "name": live,
                    "initiative_id": live,
                    "status": "live",
                    "went_live_on": "2025-01-20",
                    "built_by": "vendor",
                    "built_by_team": live,
                    "tool": live,
                    "maintained_by": "nobody",
                    "maintainer": live,
                    "intended_users": 100,
                    "active_users": 40 if place < 3 else 2,
                    "benefit_amount": 500.0,
                    "benefit_group": None,
                    "benefit_kind": "productivity",
                    "benefit_evidence": "self_reported",
                    "incidents": 1,
                }
            )
            given["people"].append(
                common | {"period": period, "function": live, "headcount": 200, "ai_builders": 0, "ai_leaders": 2}
            )
        given["training"].append(
            common
            | {
                "reporting_on": END,
                "cohort_id": hostile("t", unit),
                "started_on": "2025-03-01",
                "trained": 90,
                "builders": 0,
            }
        )
    return given


def texts(message: Message, path: str = "") -> list[tuple[str, str]]:
    """Every text of an element that is drawn as Markdown, a label or a help text."""
    found = []
    for field, value in message.ListFields():
        if field.name in SHOWN_AS_IT_IS or field.name in ("id", "form_id", "element_hash"):
            continue
        values = value if not isinstance(value, str | Message | int | float | bytes) else [value]
        if not isinstance(values, list) and not hasattr(values, "__iter__"):
            continue
        for part in values:
            if isinstance(part, Message):
                found += texts(part, f"{path}.{field.name}")
            elif isinstance(part, str):
                found.append((f"{path}.{field.name}", part))
    return found


def drawn(app: AppTest) -> list[tuple[str, str]]:
    return [
        (node.type + path, text)
        for node in app
        if isinstance(proto := getattr(node, "proto", None), Message)
        for path, text in texts(proto)
    ]


@pytest.fixture(scope="module")
def named_badly(stored_once) -> Path:
    return stored_once(**rows())


@pytest.mark.parametrize("name", PAGES)
def test_no_name_comes_to_life_in_a_text_or_a_chart(name: str, open_page, named_badly: Path):
    app = open_page(name, store=named_badly)
    found = drawn(app)
    charts = " ".join(chart.proto.spec for chart in app.get("plotly_chart"))
    assert name in ("history", "methods", "settings", "benchmarks") or any(
        "Claims" in text for text in (charts, *(text for _, text in found))
    )
    assert not [(where, text) for where, text in found if LIVE.search(text)]
    assert not re.search(r"<(img|a|script)\b", charts, re.IGNORECASE)
