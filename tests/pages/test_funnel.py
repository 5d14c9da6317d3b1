"""The funnel page: the rate and its charts on the sample; on one list, the stock and what it cannot say."""

from tests.conftest import Rows

ONE_LIST: Rows = [
    {"reporting_on": "2025-12-31", "business_unit": unit, "initiative_id": str(number), "name": str(number), "stage": stage}
    for number, (unit, stage) in enumerate(
        [("HHS", "production"), ("HHS", "pilot"), ("DOE", "idea"), ("DOE", "unknown"), ("DOE", "retired")]
    )
]  # fmt: skip


def text(app) -> str:
    found = [*app.title, *app.subheader, *app.markdown, *app.caption]
    return " ".join(one.value for one in found).replace("\\", "").replace("\u00a0", " ")


def test_on_the_sample_the_title_is_the_rate_and_every_chart_stands(open_page):
    app = open_page("funnel")
    assert "were in production within a year" in app.title[0].value
    assert len(app.get("plotly_chart")) == 8
    assert len(app.metric) == 5
    assert app.dataframe


def test_one_list_shows_its_stock_and_says_what_it_cannot(open_page, stored):
    app = open_page("funnel", store=stored(pilots=ONE_LIST))
    says = text(app)
    assert "1 of 5 initiatives is in production" in app.title[0].value.replace("\u00a0", " ")
    assert "a stock, not a conversion rate" in says
    assert "needs pilots.barrier" in says
    assert len(app.get("plotly_chart")) == 2


def test_without_pilots_the_page_says_what_it_needs(open_page, stored):
    spend = [{"period": "2025-Q4", "business_unit": "HHS", "category": "licences", "amount": 1.0}]
    app = open_page("funnel", store=stored(spend=spend))
    assert app.title[0].value.startswith("No initiative is on any list")
    assert "needs pilots.stage" in text(app)
    assert "What one list cannot say" not in text(app)
    assert not app.get("plotly_chart")


def test_a_units_filter_changes_the_rate(open_page):
    everyone = open_page("funnel").title[0].value
    claims = open_page("funnel", query={"units": ["Claims"]}).title[0].value
    assert claims != everyone
