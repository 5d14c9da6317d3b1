"""The folder of published layouts, small: each file is called, headed and laid out as the real one, its rows are made up.

Tests that hold on any file of a layout run on this folder everywhere, and on the real files by `make trust`.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from tests.layouts.containers import CORPUS

HEADERS: dict[str, list[str]] = json.loads(Path(__file__).with_name("headers.json").read_text(encoding="utf-8"))
Row = Mapping[str, object]

VENDOR_ROWS: dict[str, list[dict[str, object]]] = {
    "anthropic_console_cost_export": [
        {"usage_date_utc": "2026-08-11", "model": "Small", "workspace": "Default", "cost_usd": 0.25},
        {"usage_date_utc": "2026-08-12", "model": "Large", "workspace": "Default", "cost_usd": 0.10},
    ],
    "chatgpt_enterprise_user_report": [
        {
            "cadence": "Weekly",
            "period_start": "2025-03-30",
            "period_end": "2025-04-05",
            "name": "Mara Muster",
            "email": "mara.muster@example.com",
            "user_status": "enabled",
            "is_active": 1,
            "messages": 25,
        }
    ],
    "cursor_usage_events_old": [
        {"Date": "2026-10-03T10:00:00.000Z", "Kind": "Included", "Model": "a", "Max Mode": "No", "Cost": "0.08"},
        {"Date": "2026-10-03T11:00:00.000Z", "Kind": "Included", "Model": "b", "Max Mode": "No", "Cost": "$0.05"},
    ],
    "openai_platform_costs_export": [
        {"start_time": 1790467200, "start_time_iso": "2026-09-27T00:00:00+00:00"},
        {
            "start_time": 1790553600,
            "start_time_iso": "2026-09-28T00:00:00",
            "amount_value": "0.003835980000000000000000000000",
            "amount_currency": "usd",
            "organization_name": "Made up",
            "user_email": "mara.muster@example.com",
        },
    ],
    "openai_platform_usage_export_empty_period": [
        {"start_time": 1, "end_time": 2, "start_time_iso": "2025-02-01T00:00:00+00:00"}
    ],
}
"""Rows below a vendor's header line; the others have none."""
NOT_OF_A_VENDOR = 10  # headers that come before those of vendors, each with a file of its own below


def made(folder: Path) -> Path:
    """Write every file below a folder."""
    folder.mkdir()
    for name in list(HEADERS)[NOT_OF_A_VENDOR:]:
        _csv(folder / "vendor_headers" / f"{name}.csv", HEADERS[name], VENDOR_ROWS.get(name, ()))
    _csv(folder / "focus/focus_sample.csv", HEADERS["focus_1_0"], _costs())
    _csv(folder / "focus/focus_sample_costandusage_azure.EXCERPT.csv", HEADERS["focus_1_3"], _costs_of_1_3())
    _csv(folder / "focus/focus_sample_contractcommitment_aws.EXCERPT.csv", HEADERS["focus_commitments"], COMMITMENTS)
    _csv(folder / "viva/Sample-VivaInsights-PersonQuery-Export.Csv", HEADERS["viva"], _weeks())
    billing = folder / "github_copilot/billing-credit-usage.pseudonymised.csv"
    _csv(billing, HEADERS["github_billing"], _billed(), encoding="utf-8-sig", quoting=csv.QUOTE_ALL)
    _json(folder / "github_copilot/enterprise_seats_response_sample.json", _seats())
    _json(folder / "github_copilot/enterprise-28-day-report.json", _days_of_an_enterprise())
    inventories = folder / "inventories"
    inventories.mkdir()
    _inventory(inventories / "2025_individually_reported_AI_use_cases.xlsx")
    _agency(inventories / "2025_0128_ocio-dhs-ai-use-case-inventory.xlsx")
    _products(inventories / "2025_consolidated_COTS_AI_use_cases.xlsx")
    _six_columns(inventories / "Artificial-Intelligence-Use-Case-Inventory-FY25.xlsx")
    header = HEADERS["agency_csv"]
    cases = [_case(header, at, "acde"[at % 4]) for at in range(12)]
    _csv(inventories / "hhs-ai-use-case-inventory-fy25.csv", header, cases, encoding="cp1252")
    for name, content in CORPUS.items():
        path = folder / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def _csv(
    path: Path, header: Sequence[str], rows: Iterable[Row], encoding: str = "utf-8", quoting: int = csv.QUOTE_MINIMAL
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))


def _json(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2))


def _costs() -> list[Row]:
    """FOCUS 1.0 of three providers: three rows of AI, one of them a credit that is more than the others."""
    ai = "AI and Machine Learning"
    rows = [
        _cost(amount, ai, "Azure Machine Learning", "Microsoft", "Lab Seven", "2024-09-03 00:00:00")
        for amount in ("1.25", "2.5", "-9.125")
    ]
    services = [("Storage", "Disks", "Microsoft"), ("Compute", "EC2", "AWS"), ("Networking", "VPC", "Google Cloud")]
    for at in range(21):
        category, service, provider = services[at % 3]
        account = ("Lab Seven", "Shop", "NULL")[at % 3 if at % 2 else 0]
        rows.append(_cost(f"{at}.{at:02}", category, service, provider, account, f"2024-{9 + at % 2:02}-05 00:00:00"))
    return rows


def _cost(amount: str, category: str, service: str, provider: str, account: str, day: str) -> dict[str, object]:
    return {
        "BilledCost": amount,
        "BillingCurrency": "USD",
        "ChargePeriodStart": day,
        "EffectiveCost": amount,
        "ListCost": amount,
        "ProviderName": provider,
        "PublisherName": provider,
        "ServiceCategory": category,
        "ServiceName": service,
        "SubAccountName": account,
        "Tags": '{"env": "dev"}',
    }


def _costs_of_1_3() -> list[Row]:
    row = _cost("12.5", "Storage", "Blobs", "Microsoft Azure", "staging", "2026-05-01T00:00:00Z")
    tax = _cost("1.25", "Storage", "Blobs", "Microsoft Azure", "staging", "2026-05-01T00:00:00Z")
    return [
        row | {"ServiceProviderName": "Microsoft Azure", "ChargeCategory": "Usage"},
        tax | {"ChargeCategory": "Tax"},
    ]


COMMITMENTS: list[Row] = [
    {
        "ContractCommitmentId": f"CC-{name}",
        "ContractCommitmentType": f"{name} commitment",
        "ContractCommitmentCategory": category,
        "ContractCommitmentCost": cost,
        "ContractCommitmentPeriodStart": "2026-01-31T00:00:00Z",
        "ContractCommitmentPeriodEnd": "2027-01-31T00:00:00Z",
        "BillingCurrency": "USD",
    }
    for name, category, cost in (("MINIMUM", "Spend", 120_000), ("HOURS", "Usage", 36_500))
]


def _weeks() -> list[Row]:
    """Seventeen Sundays of two teams of five and of one who is alone: the third quarter has its twelve weeks."""
    people = [(f"person-{team}-{at}", team, at) for team in ("Product", "Finance") for at in range(5)]
    rows: list[Row] = []
    for week in range(17):
        day = dt.date(2023, 6, 4) + dt.timedelta(weeks=week)
        for person, team, at in [*people, ("person-alone", "CEO", 0)]:
            used = week % 5 >= at  # the first in every week, the last in one of five
            told: dict[str, object] = dict.fromkeys(HEADERS["viva"], 0)
            told |= {
                "PersonId": person,
                "MetricDate": f"{day.month}/{day.day}/{day.year}",
                "Copilot actions taken in Word": 12 * used,
                "Copilot actions taken in Excel": (9 if team == "Product" else 7) * used,
                "Total Copilot active days": 3 * used,
                "Total Copilot enabled days": 5 if at < 4 or team == "Product" else 0,
                "FunctionType": "Made up",
                "Organization": team,
                "WeekendDays": "[SUNDAY, SATURDAY]",
                "IsActive": "TRUE",
            }
            rows.append(told)
    return rows


def _billed() -> list[Row]:
    """Two months, two kinds of credit, two users; a row without use."""
    rows: list[Row] = []
    for at in range(13):
        is_used = at != 7
        rows.append(
            {
                "date": f"2026-{5 + at % 2:02}-2{at % 8}",
                "username": f"user-00{1 + at % 3 // 2}",
                "product": "copilot",
                "sku": ("copilot_premium_request", "copilot_ai_credit")[at % 4 // 2],
                "model": "Auto",
                "quantity": (at + 1) / 10 if is_used else 0,
                "unit_type": "requests",
                "applied_cost_per_quantity": 0.04,
                "gross_amount": (at + 1) * 0.004 if is_used else 0,
                "discount_amount": 0,
                "net_amount": (at + 1) * 0.003 if is_used else 0,
                "organization": "org-a",
            }
        )
    return rows


def _seats() -> dict[str, object]:
    days = ["2026-05-03T12:00:00Z", "2026-05-03T09:00:00Z", "2026-04-20T12:00:00Z", "2026-02-01T12:00:00Z"]
    seats = [
        {
            "created_at": "2026-01-03T09:00:00Z",
            "pending_cancellation_date": None,
            "last_activity_at": days[at % 4],
            "last_activity_editor": "vscode/1.0",
            "plan_type": "enterprise",
            "assignee": {"login": f"made-up-login-{at}", "id": at, "type": "User"},
            "assigning_team": {"id": 7, "name": "Everybody"},
        }
        for at in range(6)
    ]
    return {"total_seats": len(seats), "seats": seats}


def _days_of_an_enterprise() -> dict[str, object]:
    days = [
        {
            "day": f"2026-02-{4 + at:02}",
            "organization_id": "1",
            "enterprise_id": "2",
            "daily_active_users": 2 + at % 3,
            "weekly_active_users": 4,
            "monthly_active_users": 4,
            "user_initiated_interaction_count": 10 * at,
            "code_generation_activity_count": 3 * at,
            "code_acceptance_activity_count": at,
            "totals_by_ide": [{"ide": "vscode", "user_initiated_interaction_count": 10 * at}],
            "totals_by_feature": [{"feature": "agent_edit", "user_initiated_interaction_count": 10 * at}],
        }
        for at in range(10)
    ]
    span = {"report_start_day": "2026-02-04", "report_end_day": "2026-03-03", "created_at": "2026-03-04T00:00:00Z"}
    return {**span, "organization_id": "1", "enterprise_id": "2", "day_totals": days}


STAGES = {
    "a": "a) Pre-deployment – The use case is in a development or acquisition status.",
    "b": "b) Pilot – The use case has been deployed in a limited test.",
    "c": "c) Deployed – The use case is being used.",
    "d": "d) Retired – The use case was reported before and has been discontinued.",
    "e": None,
}
BUILT = (
    "a) Purchased from a vendor",
    "b) Developed in-house",
    "c) Developed with both contracting and in-house resources",
    None,
)


def _case(header: Sequence[str], at: int, stage: str) -> dict[str, object]:
    """A use case under the long headers that every agency's inventory shares."""
    said = {
        "Agency Abbreviation": ("ABC", "XYZ")[at % 2],
        "Agency Name": ("Agency of Bread", "Agency of Yarn")[at % 2],
        "Use Case ID": f"ABC-{at}",
        "Use Case Name": f"Use case {at} of many",
        "Bureau/Component": f"Bureau {at % 3}",
        "Email Address": "person@sec.gov",
        "Stage of": STAGES[stage],
        "Is the AI use case": "c) Not high-impact",
        "Use Case Topic": "Administrative Functions",
        "AI Classification": "Generative AI: AI that makes up text",
        "What problem": f"Problem {at}, which is written about at some length",
        "What are the expected": f"Benefit {at}",
        "Describe the AI": f"Output {at}",
        "Was the system": BUILT[at % 4],
        "Vendor(s)": "Made Up Inc." if at % 4 == 0 else None,
        "Does this AI use case have an associated": ("Yes", "No")[at % 2],
        "System(s)": f"System {at}",
        "Does this project": ("Yes", "No")[at % 2],
        "Does this AI use case  involve": "No",
        "Which, if any": "k) None of the above",
        "Date when": ("05/13/2024", "01/2024", "2023-02-01")[at % 3] if stage in "bc" else None,
    }
    return {name: next((value for start, value in said.items() if name.startswith(start)), None) for name in header}


def use_cases() -> list[dict[str, object]]:
    """Eighty: 28 ideas, 12 pilots, 24 live, 8 retired, 8 of no stage. Six have no id, two of a bureau have one id, three ideas a date."""
    header = HEADERS["individually_reported"]
    stages = "a" * 28 + "b" * 12 + "c" * 24 + "d" * 8 + "e" * 8
    cases = [_case(header, at, stage) for at, stage in enumerate(stages)]
    number = next(name for name in header if name.startswith("Use Case ID"))
    for at in range(6):
        cases[at][number] = None
    for name in (number, "Bureau/Component"):
        cases[12][name] = cases[10][name]
    began = next(name for name in header if name.startswith("Date when"))
    for at in (20, 21, 22):
        cases[at][began] = dt.datetime(2024, 5, at)
    return cases


def _workbook(path: Path, sheet: str, title: str | None, header: Sequence[str], cases: Sequence[Row]) -> Workbook:
    book = Workbook()
    book.active.title = sheet
    if title is not None:
        book.active.append([None, title])
    book.active.append(list(header))
    for case in cases:
        book.active.append([case.get(name) for name in header])
    book.save(path)
    return book


def _inventory(path: Path) -> None:
    header = HEADERS["individually_reported"]
    book = Workbook()
    sheet = book.active
    sheet.title = "Consolidated Inventory"
    for column, name in enumerate(header, 1):
        sheet.cell(2, column, name)
    for row, case in enumerate(use_cases(), 3):
        for column, name in enumerate(header, 1):
            sheet.cell(row, column, case[name])
    book.save(path)


def _agency(path: Path) -> None:
    """A banner of sections above the header, four hidden sheets, and a stray mark below the last use case."""
    header = HEADERS["agency"]
    book = Workbook()
    sheet = book.active
    sheet.title = "All Use Cases"
    for column, name in ((1, "SECTION 1: Identifiers"), (8, "SECTION 2: Summary"), (13, "SECTION 3: Documentation")):
        sheet.cell(1, column, name)
    sheet.merge_cells("A1:G1")
    sheet.append(header)
    for at in range(12):
        case = _case(header, at, "acbd"[at % 4])
        sheet.append([case[name] for name in header])
    sheet.cell(sheet.max_row + 3, 10, "`")
    for name in ("Sheet4", "Sheet3", "Sheet1", "Sheet2"):
        hidden = book.create_sheet(name)
        hidden.append(["Choice"])
        hidden.sheet_state = "hidden"
    book.save(path)


PRODUCTS = (
    "Microsoft 365 Copilot",
    "M365 Copilot",
    "Copilot for MS 365",
    "MS Copilot",
    "CoPilot",
    "Microsoft Copilot",
    "Github CoPilot",
    "GitHub Copilot",
    "Microsoft Copilot Studio",
    "ChatGPT",
    "chatgpt",
    "Various",
    None,
)


def _products(path: Path) -> None:
    """Tasks of two agencies, each with a product, or with none that can be counted."""
    header = HEADERS["products"]
    cases = []
    for at, product in enumerate(PRODUCTS * 2):
        said = (("Agency of Bread", "Agency of Yarn")[at % 2], f"Task {at}", "N" if product is None else "Y")
        band = None if product in (None, "Various") else ("1-100", "101-1000")[at % 3 // 2]
        cases.append(dict(zip(header, (*said, product, band), strict=True)))
    _workbook(path, "Sheet1", None, header, cases)


def _six_columns(path: Path) -> None:
    header = HEADERS["six_columns"]
    cases = [
        dict(
            zip(
                header,
                (f"D-{at}", f"Case {at}", "D", f"B{at % 2}", "someone@example.gov", f"It helps with {at}"),
                strict=True,
            )
        )
        for at in range(7)
    ]
    _workbook(path, "2025 AI Use Case Inventory ", "2025 AI Use Case Inventory", header, cases)
