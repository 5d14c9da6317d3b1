"""What was told then is still there, and why it is another figure now is led back to uploads and rows."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from components.share import preview
from components.share.preview import Preview
from data.store import Published, Store
from data.store.audit import Audit
from tests.conftest import upload
from tests.pages.conftest import turn
from tests.pages.test_hostile_names import LIVE, UNITS, drawn
from tests.streamlit_internals import WidgetState

OpenPage = Callable[..., AppTest]
NOW = dt.datetime(2026, 5, 14)


def spent(amount: float, unit: str = "HR") -> dict:
    return {"period": "2026-Q1", "business_unit": unit, "category": "licences", "vendor": "V", "amount": amount}


def plain(text: str) -> str:
    return text.replace("\\", "").replace("\u00a0", " ").replace("\u2060", "")


def title(app: AppTest) -> str:
    return plain(app.title[0].value)


def text_of(app: AppTest) -> str:
    texts = (*app.caption, *app.markdown, *app.subheader, *app.success, *app.error)
    return plain(" | ".join(text.value for text in texts))


def pressed(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception[0].message
    return app


def wrote(app: AppTest, key: str, text: str) -> AppTest:
    app.text_input(key=key).set_value(text).run()
    return app


def in_dialog(app: AppTest, opens: str, does: str, **texts: str) -> AppTest:
    """Open a dialog, write into it and press its button. A test knows no fragments: the page is run whole, so what opens the
    dialog is pressed again with what stands in it."""
    pressed(app, opens)
    for key, text in texts.items():
        app.text_input(key=key.replace("_", "-")).set_value(text)
    app.button(key=opens).click()
    return pressed(app, does)


def tables(app: AppTest) -> list[list[dict]]:
    return [frame.value.to_dict("records") for frame in app.dataframe]


def test_the_sample_can_be_looked_at_and_nothing_in_it_changed(open_page: OpenPage):
    app = open_page("history")
    assert title(app) == "Version 12 restated none of the headline figures that version 11 showed"
    assert [row["Version"] for row in tables(app)[0]] == list(range(12, 0, -1))
    assert "a version can be withdrawn or purged here" in text_of(app)
    assert not [button for button in app.button if (button.key or "").startswith(("withdraw", "purge"))]
    turn(app, "history", "Locks")
    assert "quarters can be locked here" in text_of(app)
    assert not [button for button in app.button if (button.key or "").startswith("lock")]


def test_a_restated_figure_is_bridged_by_cause_and_by_upload_down_to_its_rows(
    open_page: OpenPage, stored, store: Store
):
    path = stored(spend=[spent(10.0), spent(5.0, "Legal")])
    app = open_page("history", store=path)
    assert title(app) == "There is one version so far, and nothing to set it against"
    store.add(replace(upload(spend=[spent(12.0)]), file_name="corrected.xlsx"))
    app.run()
    assert title(app) == "Spend was restated by +2 by version 2"
    turn(app, "history", "Restatements")
    assert len(app.get("plotly_chart")) == 2
    assert "Spend was restated by +2: 15, now 17 (Q1 2026, all units)" in text_of(app)
    assert "All of it: rows corrected" in text_of(app)
    assert "All of it: version 2 (corrected.xlsx)" in text_of(app)
    changed, figures = tables(app)[-2:]
    (row,) = changed
    assert (row["Sheet"], row["Unit"], row["Period"], row["Column"]) == ("Spend", "HR", "Q1 2026", "amount")
    assert (row["Before"], row["After"], row["By version"], row["Sheet in the file"], row["Line"]) == (
        "10",
        "12",
        2,
        "Spend",
        2,
    )
    assert (figures[0]["Figure"], figures[0]["Then"], figures[0]["Now"], figures[0]["Change"]) == (
        "Spend",
        "15",
        "17",
        "+2",
    )


def test_a_locked_quarter_is_set_against_today_and_let_go_of_with_a_reason(open_page: OpenPage, stored, store: Store):
    app = turn(open_page("history", store=stored(spend=[spent(10.0)])), "history", "Locks")
    pressed(app, "lock-now")
    assert "Say why in a few words" in text_of(app)
    assert store.locks() == ()
    pressed(wrote(app, "lock-why", "shown to the board"), "lock-now")
    assert "Q1 2026 is locked. This is version 2." in text_of(app)
    assert title(app) == "No headline figure of Q1 2026 has changed since it was locked"
    assert "are what they were" in text_of(app)
    (lock,) = store.locks()
    assert (lock.note, lock.published_as_of) == ("shown to the board", 1)

    store.add(replace(upload(spend=[spent(8.0)]), note="an invoice was counted twice"))
    app.run()
    since = f"{lock.created_at.day} {lock.created_at:%B %Y}"
    assert title(app) == f"Spend of Q1 2026 was restated by −2 since it was locked on {since}, by version 3"
    moved = tables(app)[1]
    assert (moved[0]["Figure"], moved[0]["Unit"], moved[0]["Published"], moved[0]["Today"]) == (
        "Spend",
        "the whole company",
        "10",
        "8",
    )
    assert len(app.get("plotly_chart")) == 2

    pressed(wrote(app, "unlock-why", "to be opened again"), "unlock-now")
    assert store.locks() == ()


def test_an_upload_is_withdrawn_and_purged_only_with_a_reason_and_the_number(open_page: OpenPage, stored, store: Store):
    path = stored(spend=[spent(10.0)])
    store.add(replace(upload(spend=[spent(12.0)]), file_name="canary.xlsx", content=b"the file itself"))
    app = open_page("history", store=path)
    assert [button.label for button in app.get("download_button") if "original" in button.label]
    in_dialog(app, "withdraw-2", "withdraw-now")
    assert "Say why in a few words" in text_of(app)
    assert store.latest == 2
    in_dialog(app, "withdraw-2", "withdraw-now", withdraw_why="the wrong file")
    assert store.versions()[0].note == "the wrong file"
    assert "Version 2 was withdrawn: what stood before it stands again. This is version 3." in text_of(app)

    store.add(replace(upload(spend=[spent(14.0)]), file_name="canary.xlsx"))
    app.run()
    in_dialog(app, "purge-4", "purge-now", purge_why="names of people", purge_number="2")
    assert "Type 4 to confirm" in text_of(app)
    assert store.latest == 4
    preview.picture(Preview("Spend", "We spent 14 with canary", "Q1 2026", ()))
    in_dialog(app, "purge-4", "purge-now", purge_why="names of people", purge_number="4")
    assert store.versions()[0].purges == (4,)
    assert preview.picture.cache_info().currsize == 0
    assert title(app) == "Version 5 restated none of the headline figures that version 4 showed"


def test_whoever_downloads_an_original_is_written_down(open_page: OpenPage, stored, store: Store):
    path = stored(spend=[spent(10.0)])
    store.add(replace(upload(spend=[spent(12.0)]), file_name="spend.xlsx", content=b"the file itself"))
    app = open_page("history", store=path)
    assert "downloaded the original" not in [act.did for act in Audit(store).acts(10)]
    (button,) = [download for download in app.get("download_button") if "original" in download.label]
    states = app._tree.get_widget_states()
    states.widgets.append(WidgetState(id=button.proto.id, trigger_value=True))
    app._run(states)
    (act,) = [act for act in Audit(store).acts(10) if act.did == "downloaded the original"]
    assert (act.who, act.about) == ("local admin", "version 2")


def test_where_nothing_stands_any_more_the_page_still_tells_what_was(open_page: OpenPage, emptied: Path):
    app = open_page("history", store=emptied)
    assert [row["What"] for row in tables(app)[0]] == ["Withdrawal of version 1", "Upload"]
    turn(app, "history", "Restatements")
    turn(app, "history", "Locks")
    assert "There is no quarter to lock" in text_of(app)


def test_no_name_of_a_file_a_unit_or_a_reason_comes_to_life_in_any_tab(open_page: OpenPage, stored, store: Store):
    bad = UNITS[0] + UNITS[2]
    path = stored(spend=[spent(10.0, bad)])
    named = {"file_name": f"{bad}.xlsx", "author": bad, "note": bad}
    store.add(replace(upload(spend=[spent(12.0, bad) | {"vendor": bad}]), **named))
    quarter = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
    store.lock(*quarter, [Published("spend", bad, "2026-Q1", 9.0, 9.0, None, None, "ok")], 1, bad, bad, bad, NOW)
    app = open_page("history", store=path)
    for tab in ("Versions", "Restatements", "Locks"):
        found = drawn(turn(app, "history", tab))
        charts = " ".join(chart.proto.spec for chart in app.get("plotly_chart"))
        assert len(app.get("plotly_chart")) == (0 if tab == "Versions" else 2)
        assert not [(where, text) for where, text in found if LIVE.search(text)]
        assert not re.search(r"<(img|a|script)\b", charts, re.IGNORECASE)
