"""Beneath a chart: its files, as far as a role allows and the machine can draw."""

from streamlit.testing.v1 import AppTest

from components.auth import authorization
from components.auth.authorization import Person

LEVELS = "how-maturity-levels-levels"


def downloads(app: AppTest) -> set[str]:
    return {button.proto.label for button in app.get("download_button")} & {
        "Download PNG",
        "Download SVG",
        "Download CSV",
    }


def opened(app: AppTest) -> AppTest:
    app.session_state[LEVELS] = True
    app.run()
    assert not app.exception
    return app


def test_a_chart_is_offered_as_picture_drawing_and_figures_once_it_is_asked_how_it_is_computed(open_page):
    app = open_page("maturity")
    assert downloads(app) == set()
    assert downloads(opened(app)) == {"Download PNG", "Download SVG", "Download CSV"}


def test_without_a_browser_a_sentence_stands_in_place_of_the_pictures(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    app = opened(open_page("maturity"))
    assert downloads(app) == {"Download CSV"}
    assert any("apt install chromium" in caption.value for caption in app.caption)


def test_whoever_came_by_a_link_is_given_no_rows(open_page, monkeypatch):
    app = open_page("maturity")
    monkeypatch.setattr(authorization, "person", lambda: Person("link", "link", link="1"))
    assert downloads(opened(app)) == {"Download PNG", "Download SVG"}
