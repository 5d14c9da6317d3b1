"""What the recipes of CONTRIBUTING.md promise. Run in a copy of the tree in which they were done: see `test_recipes.py`."""

import csv
import io
import json
from io import BytesIO
from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from cli import cli
from components.page import all_figures
from tests.data.recognition.profiles.conftest import accounted, prepared, rows
from tests.pages.conftest import nothing_uploaded, open_page

__all__ = ["nothing_uploaded", "open_page", "prepared"]

ROOT = Path(__file__).resolve().parents[2]
HEADER = "token day,team name,model name,tokens used,charge,charge currency"


def all_figures_of(open_page, page: str) -> list[str]:
    """What stands under "All figures of this page", once it is open."""
    app = open_page(page)
    app.session_state[f"{page}-{all_figures.NAME}"] = True
    app.run()
    assert not app.exception
    return [name for frame in app.table if "What" in frame.value for name in frame.value["What"]]


def answer(*command: str) -> str:
    """What a command prints on the sample."""
    result = CliRunner().invoke(cli, [*command, "--store", str(ROOT / "none.duckdb")])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_metric_stands_on_its_page(open_page):
    assert "Refunds" in all_figures_of(open_page, "spend")


def test_the_view_stands_on_its_page(open_page):
    assert "Initiatives by sponsor" in all_figures_of(open_page, "funnel")


def test_the_detector_stands_on_the_page_that_shows_more(open_page):
    assert "No function stated" in all_figures_of(open_page, "funnel")


def test_the_detector_stands_on_diagnosis(open_page):
    app = open_page("diagnosis")
    assert "No function stated" in app.get("plotly_chart")[0].proto.spec


def test_metric_view_and_detector_are_looked_up_on_methods(open_page):
    app = open_page("methods")
    names = next(box.options for box in app.selectbox if box.label == "Look one up")
    assert {
        "Refunds (figure refunds)",
        "Initiatives by sponsor (listing initiatives_by_sponsor)",
        "No function stated (diagnosis function_gap)",
    } <= set(names)


def test_the_command_line_lists_and_answers_the_metric():
    assert "refunds" in answer("metrics")
    assert json.loads(answer("metric", "refunds", "--format", "json"))


def test_the_command_line_answers_the_view():
    listed = list(csv.DictReader(io.StringIO(answer("view", "initiatives_by_sponsor", "--format", "csv"))))
    assert listed[0].keys() >= {"business_unit", "sponsor", "initiatives"}


def test_the_page_is_in_the_navigation_and_shows_its_chart_and_table(open_page):
    app = open_page("sponsors")
    assert [title.value for title in app.title] == ["Who stands behind our initiatives"]
    assert "sponsors" in " ".join(heading.value for heading in app.subheader)
    assert app.get("plotly_chart")


def test_the_page_can_be_shared_and_its_route_is_open():
    from components.navigation import SHAREABLE
    from components.server.routes import allowed_route

    assert "sponsors" in SHAREABLE
    assert allowed_route("/sponsors", "GET") is not None


def test_the_page_and_the_metric_are_in_the_exports(tmp_path):
    made = tmp_path / "made.xlsx"
    answer("export", "xlsx", "--page", "sponsors", "--page", "spend", "--out", str(made))
    cells = [
        str(cell)
        for sheet in load_workbook(BytesIO(made.read_bytes()), read_only=True)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert any("Who stands behind our initiatives" in cell for cell in cells)
    assert any("Refunds" in cell for cell in cells)


def test_the_export_is_known_by_its_headers_and_rolled_up(prepared):
    read = prepared("tokens.csv", HEADER, "2026-03-01,Claims,m1,10,1.5,eur", "2026-03-09,Claims,m1,10,2.5,eur")
    assert accounted(read, "spend") == (2, 2, 0)
    assert [(row["business_unit"], row["amount"], row["currency"]) for row in rows(read, "spend")] == [
        ("Claims", 4.0, "EUR")
    ]
