"""Maturity: where each unit stands and what opens its next level."""


def test_on_the_sample_it_says_where_the_units_stand(open_page):
    app = open_page("maturity")
    assert app.title[0].value.replace("\u00a0", " ") == "5 of 6 units are at level 1; Claims is a Builder"
    assert len(app.get("plotly_chart")) == 3


def test_each_unit_is_told_what_its_next_level_asks_for(open_page):
    text = [markdown.value.replace("\\", "").replace("\u00a0", " ") for markdown in open_page("maturity").markdown]
    assert "Finance, to Integrator: workflows 1, needs 2; habitual users 32 %, needs 40 %." in text


def test_a_list_of_initiatives_alone_says_in_few_words_what_it_needs(open_page, stored):
    pilot = {"reporting_on": "2026-03-31", "initiative_id": "a", "name": "a", "stage": "pilot"}
    app = open_page("maturity", store=stored(pilots=[pilot | {"business_unit": f"U{n}"} for n in range(40)]))
    assert app.title[0].value.replace("\\", "") == "No unit's level can be told yet: that needs active users"
    text = " ".join(markdown.value for markdown in app.markdown).replace("\\", "")
    assert "U0, U1, U10 and 37 others, to Consumer: not enough data, needs active users." in text
    assert not app.get("plotly_chart")
