"""Settings are looked up by group, tried on every figure, and saved as a version that says who and why."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.settings import SETTINGS
from data.store import Store
from tests.pages.conftest import Standing, Stored
from tests.queries.facts.test_gates import rows

OpenPage = Callable[..., AppTest]


STANDING = rows(kept=3, training=True)


@pytest.fixture
def claims(standing: Standing) -> Path:
    """A store in which one unit has every gate open."""
    return standing.path


@pytest.fixture
def claims_of_own(stored: Stored) -> Path:
    """The same, for a test that saves."""
    return stored(**STANDING)


def title(app: AppTest) -> str:
    return plain(app.title[0].value)


def plain(text: str) -> str:
    return text.replace("\\", "").replace("\u00a0", " ")


def cells(app: AppTest, number: int = 0) -> list[list[str]]:
    return [[plain(str(cell)) for cell in row] for row in app.table[number].value.to_numpy().tolist()]


def headings(app: AppTest) -> list[str]:
    return [plain(head.value) for head in app.subheader]


def group(app: AppTest, name: str) -> AppTest:
    app.button_group(key="settings.group").set_value(name).run()
    assert not app.exception
    return app


def wrote(app: AppTest, key: str, text: str) -> AppTest:
    fields = [
        element
        for element in (*app.text_input, *app.selectbox)
        if element.key and element.key.startswith(f"setting-{key}-")
    ]
    field = fields[0]
    (field.select(text) if field.type == "selectbox" else field.set_value(text)).run()
    assert not app.exception
    return app


def pressed(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_every_setting_stands_in_one_table_with_its_meaning_and_value(open_page: OpenPage, claims: Path) -> None:
    app = open_page("settings", store=claims)
    assert title(app) == f"All {len(SETTINGS)} settings are at their default"
    table = cells(app)
    assert [row[1] for row in table] == [setting.meaning for setting in SETTINGS.values()]
    assert ["", "Seats in use: open from this share of the seats paid", "50 %", ""] in table


def test_every_group_has_a_field_for_each_of_its_settings(open_page: OpenPage, claims: Path) -> None:
    app, found = open_page("settings", store=claims), set()
    for name in dict.fromkeys(setting.group for setting in SETTINGS.values()):
        group(app, name)
        found |= {
            element.key.split("-")[1]
            for element in (*app.text_input, *app.selectbox)
            if (element.key or "").startswith("setting-")
        }
    assert found == set(SETTINGS)


def test_a_change_is_tried_on_every_figure_before_it_is_saved(open_page: OpenPage, claims: Path) -> None:
    app = wrote(group(open_page("settings", store=claims), "Maturity gates"), "gate_builders", "4")
    assert title(app) == "1 setting would change; nothing is stored before you save"
    assert ["Builders with protected time: open from so many", "3", "4"] in cells(app, 1)
    assert not [button for button in app.button if button.key == "settings-save"]
    pressed(app, "settings-try")
    text = " ".join(plain(element.value) for element in app.markdown)
    assert "Maturity: Claims is at level 3, Builder. It would be: Claims is at level 2, Integrator." in text
    assert "Gates that would turn: Claims, Builders with protected time: met, then missed." in text
    assert headings(app)[1] == "Of 1 figure that rests on it, none would change"


def test_a_figure_that_moves_is_shown_from_what_to_what(open_page: OpenPage, claims: Path) -> None:
    app = wrote(group(open_page("settings", store=claims), "Value"), "factor_baseline", "50 %")
    pressed(app, "settings-try")
    assert ["Risk-adjusted value", "6.3k", "4.5k"] in cells(app, 2)


def test_it_is_saved_with_who_and_why_and_every_page_is_drawn_from_it(open_page: OpenPage, claims_of_own: Path) -> None:
    app = wrote(group(open_page("settings", store=claims_of_own), "Maturity gates"), "level_of_builders", "off")
    wrote(app, "gate_builders", "4")
    pressed(app, "settings-try")
    pressed(app, "settings-save")
    assert any("Say why" in element.value for element in app.error)
    app.text_input(key="settings-why").set_value("our own bar").run()
    pressed(app, "settings-save")
    assert title(app) == "Saved as version 2: 2 settings changed"
    (change,) = cells(app, -1)
    assert change[0] == "2"
    assert change[2:4] == ["local admin", "our own bar"]
    assert "Builders with protected time: open from so many: 3 to 4" in change[4]
    app.switch_page("../pages/maturity.py").run()
    assert "Builders with protected time" not in " ".join(plain(element.value) for element in app.markdown)


def test_a_value_that_is_none_is_refused_with_what_would_be(open_page: OpenPage, claims: Path) -> None:
    app = wrote(group(open_page("settings", store=claims), "Maturity gates"), "gate_habitual_share", "most")
    assert plain(app.error[0].value) == (
        'Habitual users, of the active: open from this share: "most" cannot be used. Use a share from 0 to 100 %.'
    )
    assert not [button for button in app.button if button.key == "settings-try"]


def test_what_does_not_go_together_is_refused(open_page: OpenPage, claims: Path) -> None:
    app = wrote(group(open_page("settings", store=claims), "Maturity gates"), "level_of_active_users", "off")
    assert plain(app.error[0].value).startswith("No gate would open level 1.")


def test_a_value_written_another_way_is_no_change(open_page: OpenPage, claims: Path) -> None:
    app = wrote(group(open_page("settings", store=claims), "Maturity gates"), "gate_habitual_share", "0.40")
    assert title(app).startswith("All ")


def test_let_go_the_values_in_force_stand_again(open_page: OpenPage, claims: Path) -> None:
    app = wrote(group(open_page("settings", store=claims), "Maturity gates"), "gate_builders", "4")
    pressed(app, "settings-discard")
    assert title(app).startswith("All ")
    assert {
        element.value for element in app.text_input if (element.key or "").startswith("setting-gate_builders-")
    } == {"3"}


def test_what_is_written_in_one_group_waits_while_another_is_looked_at(open_page: OpenPage, claims: Path) -> None:
    app = wrote(group(open_page("settings", store=claims), "Maturity gates"), "gate_builders", "4")
    group(group(app, "Value"), "Maturity gates")
    assert title(app).startswith("1 setting would change")
    assert {
        element.value for element in app.text_input if (element.key or "").startswith("setting-gate_builders-")
    } == {"4"}


def test_an_older_version_shows_the_older_settings_to_be_read_only(
    open_page: OpenPage, claims_of_own: Path, store: Store
) -> None:
    store.change_settings({"gate_builders": "4"}, "Ann", "our own bar", dt.datetime(2026, 5, 14))
    app = open_page("settings", store=claims_of_own)
    assert title(app) == f"1 of {len(SETTINGS)} settings differs from its default"
    assert ["", "Builders with protected time: open from so many", "4 people", "3 people"] in cells(app)
    app = open_page("settings", store=claims_of_own, query={"version": "v1"})
    assert ["", "Builders with protected time: open from so many", "3 people", ""] in cells(app)
    assert not app.text_input


def test_on_the_sample_a_change_is_tried_on_it_and_saved_for_the_companys_own_data(
    open_page: OpenPage, tmp_path: Path
) -> None:
    app = open_page("settings")
    assert any("The sample keeps its own settings" in element.value for element in app.caption)
    wrote(group(app, "Value"), "realisation", "40 %")
    pressed(app, "settings-try")
    assert "figures of the sample that rest on it, " in headings(app)[1]
    app.text_input(key="settings-why").set_value("finance asked").run()
    pressed(app, "settings-save")
    assert title(app) == "Saved as version 1: 1 setting changed"
    assert any("Sample data" in text.value for text in app.markdown)
