"""The map of findings: what each mark says by its shape, what a click opens, what the finding is."""

from typing import Any

from components.charts import diagnosis
from components.charts.diagnosis import MARKERS
from components.theme import Viewport


def cell(unit: str | None, detector: str | None, severity: int | None, exposed: float | None = None, **more: Any):
    kind = more.pop("kind", None if detector is None else "execution")
    found = {
        "business_unit": unit,
        "kind": kind,
        "detector": detector,
        "title": detector and detector.capitalize(),
        "severity": severity,
        "findings": int((severity or 0) >= 2),
        "signs": int(severity == 1),
        "clear": int(severity == 0),
        "unknown": int(severity is None),
        "exposed": exposed,
        "spent": 1000.0,
    }
    return found | more


ROWS = [
    cell(None, None, 3, 300.0, findings=2),
    cell("Retail", None, 3, 250.0),
    cell("HR", None, 2, 50.0),
    cell("Claims", None, 0),
    cell(None, "ownership_gap", 3, 300.0),
    cell("Retail", "ownership_gap", 3, 250.0),
    cell("HR", "ownership_gap", 2, 50.0),
    cell("Claims", "ownership_gap", 0),
    cell(None, "use_case_trap", 1, kind="pattern"),
    cell("Retail", "use_case_trap", 1, kind="pattern"),
    cell("HR", "use_case_trap", None, kind="pattern"),
]


def marks(drawn, kind: str) -> list[str]:
    """What stands under marks of one shape, without the totals."""
    symbol, size = MARKERS[kind]
    return [
        text
        for trace in drawn.figure.data
        if trace.marker.symbol == symbol and trace.marker.size == size
        for text in trace.hovertext
    ]


def test_each_answer_has_a_shape_of_its_own(listed):
    drawn = diagnosis.chart(listed("diagnosis", ROWS), Viewport())
    assert len({(symbol, size) for symbol, size in MARKERS.values()}) == len(MARKERS)
    assert "Ownership_gap, Retail: 1 finding, 250 exposed" in marks(drawn, "severe")
    assert "Ownership_gap, HR: 1 finding, 50 exposed" in marks(drawn, "found")
    assert "Use_case_trap, Retail: a sign, too few to judge" in marks(drawn, "sign")
    assert "Ownership_gap, Claims: looked and not found" in marks(drawn, "clear")
    assert "Use_case_trap, HR: not enough data" in marks(drawn, "unknown")


def test_a_unit_filters_the_page_a_finding_opens_its_rows_and_a_detector_all_of_its_own(listed):
    drawn = diagnosis.chart(listed("diagnosis", ROWS), Viewport())
    clicks = {opened for trace in drawn.figure.data if trace.customdata is not None for opened in trace.customdata}
    assert {"business_unit=Retail", "finding=Retail: Ownership_gap", "title=Ownership_gap"} <= clicks
    assert "finding=Claims: Ownership_gap" not in clicks
    assert all(trace.hoverinfo == "text" for trace in drawn.figure.data)


def test_the_finding_is_the_unit_with_most_money_and_what_all_exposes_is_said_once(listed):
    drawn = diagnosis.chart(listed("diagnosis", ROWS), Viewport())
    assert drawn.finding == "Retail has most: 1 of 2 things looked for, 250 exposed"
    assert drawn.subtitle.startswith("All findings together expose 300, each amount of spend counted once")
    assert drawn.n == "n = 2 findings by 2 detectors in 3 units"
    assert "Ownership_gap: Retail 1 finding, 250 exposed and HR 1 finding, 50 exposed" in drawn.alt


def test_without_money_findings_are_still_findings(listed):
    rows = [
        cell(None, None, 2, findings=1),
        cell("HR", None, 2),
        cell(None, "ownership_gap", 2),
        cell("HR", "ownership_gap", 2),
    ]
    drawn = diagnosis.chart(listed("diagnosis", rows), Viewport())
    assert drawn.finding == "HR has 1 of 1 thing looked for"
    assert drawn.subtitle.startswith("Findings; no spend is linked to them")


def test_where_nothing_is_wrong_it_says_so(listed):
    rows = [cell(None, None, 0), cell("HR", None, 0), cell(None, "ownership_gap", 0), cell("HR", "ownership_gap", 0)]
    drawn = diagnosis.chart(listed("diagnosis", rows), Viewport())
    assert drawn.finding == "Nothing was found wrong by 1 detector"


def test_where_nothing_can_be_judged_there_is_no_frame(listed):
    drawn = diagnosis.chart(listed("diagnosis", [cell(None, None, None)]), Viewport())
    assert drawn.figure is None
    assert "a start" in drawn.subtitle


def test_many_units_stand_together_as_others_and_their_money_adds_up(listed):
    units = [f"U{number:02}" for number in range(12)]
    rows = [cell(None, None, 3, 12.0, findings=12), cell(None, "ownership_gap", 3, 12.0)]
    rows += [cell(unit, detector, 3, 1.0) for unit in units for detector in (None, "ownership_gap")]
    wide, narrow = (diagnosis.chart(listed("diagnosis", rows), Viewport(width=width)) for width in ("wide", "narrow"))
    assert "others: 5 units" in wide.subtitle
    assert "others: 7 units" in narrow.subtitle
    assert "Ownership_gap, others: 5 findings, 5 exposed" in marks(wide, "severe")
    clicks = [opened for trace in wide.figure.data if trace.customdata is not None for opened in trace.customdata]
    assert "business_unit=others" not in clicks


def test_a_unit_s_name_is_never_a_tag(listed):
    rows = [
        cell(None, None, 2, findings=1),
        cell("<b>HR", None, 2),
        cell(None, "ownership_gap", 2),
        cell("<b>HR", "ownership_gap", 2),
    ]
    drawn = diagnosis.chart(listed("diagnosis", rows), Viewport())
    assert "<b>HR" not in "".join(drawn.figure.layout.xaxis.ticktext)
    assert all("<b>HR" not in text for trace in drawn.figure.data for text in trace.hovertext)
