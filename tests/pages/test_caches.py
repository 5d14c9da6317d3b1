"""What is kept between runs never outlives the rows it came from."""

from components import stores
from tests.conftest import upload


def spend(amount: float) -> list[dict[str, object]]:
    return [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": amount}]


def charts(app) -> str:
    return " ".join(chart.proto.spec for chart in app.get("plotly_chart"))


def test_a_new_upload_changes_the_charts_of_an_open_page(open_page, stored):
    app = open_page("spend", store=stored(spend=spend(1_000_000.0)))
    before = charts(app)
    stores.company_store().add(upload(spend=spend(2_000_000.0)))
    app.run()
    assert before
    assert charts(app) != before
    assert any("2.0m" in title.value for title in app.title)


def test_an_older_version_still_shows_what_stood_then(open_page, stored, store):
    path = stored(spend=spend(1_000_000.0))
    store.add(upload(spend=spend(2_000_000.0)))
    assert any("2.0m" in title.value for title in open_page("spend", store=path).title)
    assert any("1.0m" in title.value for title in open_page("spend", store=path, query={"version": "v1"}).title)


def test_who_looks_at_all_quarters_sees_a_new_one_and_who_chose_an_end_keeps_it(open_page, stored, store):
    quarters = [spend(1.0)[0] | {"period": period} for period in ("2026-Q1", "2026-Q2")]
    path = stored(spend=quarters)
    everything, chosen = open_page("spend", store=path), open_page("spend", store=path, query={"until": "2026-Q1"})
    store.add(upload(spend=[spend(1.0)[0] | {"period": "2026-Q3"}]))
    assert everything.run().selectbox(key="until").value == "2026-Q3"
    assert everything.selectbox(key="from").value == "2026-Q1"
    assert chosen.run().selectbox(key="until").value == "2026-Q1"
