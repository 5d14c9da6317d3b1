"""Methods: every figure with its definition, every quoted figure with who said it and how good the evidence is."""

from queries import BENCHMARKS, METRICS


def cells(app) -> str:
    """Every table's text, as it reads."""
    values = [str(value) for table in app.table for value in table.value.to_numpy().ravel()]
    return " ".join(values).replace("\\", "").replace("\u00a0", " ")


def test_every_quoted_figure_is_there_with_its_evidence(open_page):
    text = cells(open_page("methods"))
    assert all(one.statement in text for one in BENCHMARKS.values())
    assert "quoted second-hand" in text
    assert "not scored" in text


def test_the_sample_stands_beside_the_quoted_figures(open_page):
    assert open_page("methods").get("plotly_chart")


def test_every_figure_is_listed_and_one_opens_to_its_definition_and_sql(open_page):
    app = open_page("methods")
    app.session_state["methods-What others say-Our figures"] = "Our figures"
    app.run()
    assert all(metric.title in cells(app) for metric in METRICS.values())
    app.selectbox[-1].select("Spend (figure)").run()
    assert METRICS["spend"].sql in [code.value for code in app.code]


def test_a_unit_in_the_link_that_is_not_there_is_named(open_page):
    app = open_page("board", query={"units": "Nope"})
    assert any("Nope" in warning.value for warning in app.warning)


def test_a_link_opens_the_quarters_and_units_it_names(open_page):
    app = open_page("board", query={"until": "2026-Q1", "units": ["Claims", "HR"]})
    assert any("to Q1 2026" in text.value and "Claims and HR" in text.value for text in app.caption)
