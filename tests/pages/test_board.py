"""The Board: the finding with the money, what changed, what is wrong, what to decide; and what it says without money."""

import json
import re

PILOT = {"reporting_on": "2026-03-31", "business_unit": "Claims", "stage": "pilot", "started_on": "2026-01-10"}


def texts(app) -> str:
    """What stands on the page as somebody reads it."""
    return read(" ".join(str(element.value) for element in [*app.title, *app.subheader, *app.caption, *app.markdown]))


def links(app) -> str:
    return " ".join(link.proto.label for link in app.get("page_link"))


def read(text: str) -> str:
    return text.replace("\\", "").replace("\u00a0", " ")


def charts(app) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def test_the_sample_leads_with_its_return_and_shows_every_part(open_page):
    app = open_page("board")
    assert app.title[0].value.startswith("We spent 13.7m; ")
    assert "cents on the dollar" in app.title[0].value
    heads = [head.value for head in app.subheader]
    assert heads[0] == "What changed in Q3 2026"
    assert heads[1].startswith("Failure modes expose 4.8m of the 13.7m spent")
    assert heads[2] == "Decide now"
    assert len(charts(app)) == 5
    assert [metric.label for metric in app.metric] == [
        "Spent so far",
        "Return, risk-adjusted",
        "Initiatives live",
        "Tools built and kept inside",
        "Units at level 1, Consumer",
    ]


def test_the_agenda_links_to_the_pages_that_answer(open_page):
    app = open_page("board")
    labels = read(links(app))
    assert "DeskMate renews: 538k a year unused" in labels
    assert "**Stop** Ask-anything portal" in labels
    assert "**Scale** " in labels
    assert "The evidence, and what to do" in labels


def test_one_units_board_is_that_units(open_page):
    app = open_page("board", query={"units": ["Legal"]})
    assert "Retail" not in texts(app)
    assert app.subheader[1].value.startswith("Failure modes expose 945k of the 1.9m spent")


def test_without_spend_it_leads_with_what_the_list_says(open_page, stored):
    rows = [
        PILOT | {"initiative_id": "A", "name": "A"},
        PILOT | {"initiative_id": "B", "name": "B", "stage": "production"},
    ]
    app = open_page("board", store=stored(pilots=rows))
    assert read(app.title[0].value) == "1 of 2 initiatives is live; no spend was uploaded, so return cannot be computed"
    assert "upload a spend sheet" in texts(app)
    assert all(metric.value != "n/a" for metric in app.metric)


def test_names_from_a_sheet_are_never_links_or_pictures(open_page, stored):
    name = "![x](http://evil.example/x.png) [here](http://evil.example)"
    rows = [PILOT | {"initiative_id": "A", "name": name, "stage": "production", "production_on": "2026-02-01"}]
    app = open_page("board", store=stored(pilots=rows))
    assert "reached production" in links(app)
    assert not re.search(r"(?<!\\)[\[\]<]", links(app))


def test_an_emptied_store_says_what_to_upload(open_page, emptied):
    app = open_page("board", store=emptied)
    assert app.title[0].value == "Nothing has been uploaded that still stands"


def test_what_few_people_use_is_told_by_what_was_bought_alone(open_page, stored):
    def seats(unit: str, people: int, paid: int, active: int, renewal_on: str) -> dict:
        return {
            "period": "2026-Q2",
            "business_unit": unit,
            "tool": "Lens",
            "headcount": people,
            "seats": paid,
            "active_users": active,
            "habitual_users": active // 2,
            "seat_price": 1000,
            "renewal_on": renewal_on,
        }

    tiny = {"business_unit": "Tiny", "initiative_id": "I1", "name": "Small"}
    live = {"stage": "production", "started_on": "2025-01-01", "production_on": "2026-01-01"}
    reviewed = {"governance_reviewed": True, "audit_logged": True, "access_controlled": True}
    brought = {"benefit_amount": 90_000, "benefit_kind": "cash_releasing", "benefit_evidence": "controlled"}
    store = stored(
        adoption=[
            seats("Tiny", 3, 40, 2, "2026-09-01"),
            seats("Big", 500, 400, 300, "2027-09-01"),
            seats("Mid", 90, 80, 70, "2027-09-01"),
        ],
        pilots=[tiny | live | reviewed | {"reporting_on": "2026-06-30"}],
        deployments=[
            tiny
            | brought
            | {
                "period": "2026-Q2",
                "deployment_id": "d1",
                "status": "live",
                "went_live_on": "2026-01-01",
                "active_users": 1,
                "intended_users": 4,
            }
        ],
        spend=[{"period": "2026-Q2", "business_unit": "Tiny", "category": "licences", "amount": 40_000}],
    )
    board = open_page("board", store=store)
    shown = texts(board) + links(board)
    assert "40k" in shown  # what was spent stays
    for hidden in ("38 of 40", "38k", "1 of 4", "(25 %)", "people use it", "seats unused"):
        assert hidden not in shown
    maturity = texts(open_page("maturity", store=store))
    assert "3 of 3" not in maturity
    assert "2 of 40" not in maturity
