"""A file is made of the pages somebody chose, and who made it is written down; of the sample nothing is."""

import pytest
from streamlit.testing.v1 import AppTest

from components import stores
from data.store import Store
from data.store.audit import Audit

pytestmark = pytest.mark.exports

SPEND = [{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}]


def made(app: AppTest) -> AppTest:
    """The workbook of the Spend page. A test knows no fragments: what opens the dialog is pressed again."""
    app.button(key="take-along").click().run()
    assert app.multiselect(key="take-along-pages-pptx").value == ["Board", "Spend"]
    app.segmented_control(key="take-along-form").set_value("xlsx")
    app.button(key="take-along").click().run()
    app.multiselect(key="take-along-pages-xlsx").set_value(["Spend"])
    app.button(key="take-along").click().run()
    app.button(key="take-along").click()
    app.button(key="take-along-make").click().run()
    assert not app.exception, app.exception[0].message
    return app


def is_offered(app: AppTest) -> bool:
    return any(button.label.startswith("Download the Excel file") for button in app.get("download_button"))


def test_who_takes_which_pages_along_is_written_down(open_page, stored, store: Store):
    store.connection.execute("delete from store.audit")
    assert is_offered(made(open_page("spend", store=stored(spend=SPEND))))
    (act,) = [act for act in Audit(store).acts(10) if act.did == "took along"]
    assert (act.who, act.about) == ("local admin", "Excel: Spend")


@pytest.mark.trust
def test_of_the_sample_nothing_is_written_down(open_page):
    assert is_offered(made(open_page("spend")))
    assert "took along" not in [act.did for act in Audit(stores.company_store()).acts(10)]
