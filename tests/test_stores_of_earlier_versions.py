"""A store that an earlier version of Gapboard wrote opens, and says what it said then.

`old_stores/` keeps the store of each of them, and beside it what its own code answered. Where a figure means something
else since, `CHANGED` says which and why.
"""

import datetime as dt
import hashlib
import json
import lzma
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from cli import cli
from components import stores
from components.auth.link_visitor import COOKIE, cookie
from data.store import Store, open_store
from data.store.audit import Audit
from data.store.links import Link, Links
from data.store.notes import Comments
from data.store.people import People
from data.store.sign_ins import SignIns
from queries import Book, Warehouse, install
from tests.components.share.test_routes import Visitor
from tests.old_stores.asked import SCOPES, books, difference, grains, plain, said, subjects
from tests.pages.conftest import SECONDS, SHELL
from tests.streamlit_internals import be_client

HERE = Path(__file__).parent / "old_stores"
NOW = dt.datetime(2026, 10, 30, 9, 30)
NOT_JUDGED = "a gate of few people, or hidden with such a unit, is not judged, and no level rests on it"
UNBUDGETED = "what units without a budget spent while others have one is part of the variance"
AGAINST_CLAIMS = "a plan is set against all that is claimed, and missed by more than 5 % of it"
BETWEEN = "a loss lies between the last sign of life and the first of death; what it perhaps is, it is not yet"
OF_ITS_DAY = "an interval is of the day of its share, and Wilson's where none or all got there"
LEFT_OUT = "what few people use is left out of what unused seats cost, and of how many are used"
CENSUS = "all there are are counted, which has no interval and is never too few"
CHANGED: dict[str, str] = {
    "metrics.beyond_poc_capability": CENSUS,
    "metrics.built_and_kept_inside": CENSUS,
    "metrics.experiments_in_production_rate": CENSUS,
    "metrics.governance_coverage": CENSUS,
    "metrics.internally_built_share": CENSUS,
    "metrics.internally_maintained_share": CENSUS,
    "metrics.kpi_tracking_rate": CENSUS,
    "metrics.live_share": CENSUS,
    "metrics.platform_reuse_share": CENSUS,
    "metrics.registered_share": CENSUS,
    "metrics.reviewed_lately": CENSUS,
    "metrics.spend_concentration": "units are not compared by a coefficient that goes with how many initiatives they have",
    "metrics.unmaintained_share": CENSUS,
    "metrics.vendor_dependency": CENSUS,
    "views.governance_safeguards": CENSUS,
    "detectors.deck_nobody_implemented": "advice is as old as what was first paid for it, and judged by a list of initiatives alone",
    "detectors.died_after_handoff": BETWEEN,
    "detectors.workflow_gap": "a live initiative is not judged by the users of tools that few use",
    "metrics.below_plan_share": AGAINST_CLAIMS,
    "metrics.budget_variance": UNBUDGETED,
    "metrics.seat_utilisation": LEFT_OUT,
    "metrics.share_of_units_level1": NOT_JUDGED,
    "metrics.shelfware": LEFT_OUT,
    "views.ageing": "a stage's limit is of the quarter before, and where it is from is said in place of whether it is its own",
    "views.budget_by_unit": UNBUDGETED,
    "views.changes": "unused seats of few people are no news",
    "views.decision_queue": BETWEEN,
    "views.diagnosis": "a live initiative is not judged by the users of tools that few use",
    "views.exposed_rows": BETWEEN,
    "views.finding_rows": BETWEEN,
    "views.first_build_curve": OF_ITS_DAY,
    "views.gaps": "how many were invited is hidden with how many answered",
    "views.gate_rows": "the users of a live tool of few people are hidden",
    "views.gates": NOT_JUDGED,
    "views.handoff_curve": OF_ITS_DAY,
    "views.handoffs": BETWEEN,
    "views.incidence": OF_ITS_DAY,
    "views.initiative_money_rows": AGAINST_CLAIMS,
    "views.judgements": BETWEEN,
    "views.level_flips": NOT_JUDGED,
    "views.levels": NOT_JUDGED,
    "views.levels_by_threshold": NOT_JUDGED,
    "views.money_positions": LEFT_OUT,
    "views.narrow_effect": OF_ITS_DAY,
    "views.path_to_next": NOT_JUDGED,
    "views.pilot_economics": OF_ITS_DAY,
    "views.plan_cohorts": AGAINST_CLAIMS,
    "views.platform_effect": OF_ITS_DAY,
    "views.positions": NOT_JUDGED,
    "views.readiness_outcomes": OF_ITS_DAY,
    "views.survey_rows": "how many were invited is hidden with how many answered",
    "views.survival_by_builder": OF_ITS_DAY,
    "views.survival_curve": OF_ITS_DAY,
    "views.time_to_production": OF_ITS_DAY,
    "views.unused_seats": LEFT_OUT,
    "views.worst_findings": BETWEEN,
}
"""Subjects, by their names in SQL, that mean something else since 0.4: why, in one sentence. A new column needs no entry."""
RENAMED = {"verified": "evidenced"}
"""Words in ids, columns and what they hold that are others since 0.4; the figures are the same."""
DROPPED_SETTINGS = {"factor_finance_confirmed"}
"""What finance confirmed counts whole since 0.6; its weight is no setting."""
Opened = Callable[..., AppTest]


@dataclass(frozen=True)
class Kept:
    """An earlier version's store, open under today's code, and what its own code said of it."""

    path: Path
    store: Store
    warehouse: Warehouse
    then: dict[str, Any]

    def link(self, name: str) -> Link:
        found = Links(self.store).find(self.then["links"][name]["token"])
        assert found is not None
        return found


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    path = unpacked(tmp_path_factory.mktemp("old") / "0.4.duckdb")
    store = open_store(str(path))
    yield Kept(path, store, install(store.connection), _under_todays_names((HERE / "0.4.json.xz").read_bytes()))
    store.close()


def _under_todays_names(content: bytes) -> dict[str, Any]:
    """What was answered then; ids, columns and settings that were renamed since under the names they have now."""
    then: dict[str, Any] = json.loads(lzma.decompress(content))
    for part in ("answers", "settings", "settings changes"):
        text = json.dumps(then[part])
        for before, now in RENAMED.items():
            text = text.replace(before, now)
        then[part] = json.loads(text)
    then["settings"] = {key: value for key, value in then["settings"].items() if key not in DROPPED_SETTINGS}
    return then


@pytest.fixture
def open_link(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A page as whoever holds a link's token sees it. Fails where the page raised."""

    def opened(name: str, page: str = "spend", key: str = "") -> AppTest:
        held = cookie(kept.then["links"][name]["token"], key)
        client = SimpleNamespace(cookies={COOKIE: held}, headers=[], remote_ip=None)
        be_client(monkeypatch, client)
        monkeypatch.setenv("GAPBOARD_STORE", str(kept.path))
        monkeypatch.setitem(stores.open_stores, str(kept.path), stores.Installed(kept.store, kept.warehouse))
        app = AppTest.from_file(str(SHELL), default_timeout=SECONDS)
        app.switch_page(f"../pages/{page}.py").run()
        assert not app.exception, app.exception[0].message
        return app

    return opened


def unpacked(path: Path) -> Path:
    path.write_bytes(lzma.decompress((HERE / "0.4.duckdb.xz").read_bytes()))
    return path


def changes(kept: Kept, book: Book, scope: str, names: Sequence[str], wanted: Sequence[str]) -> dict[str, str]:
    """The subjects that do not say under a scope what they said then, each with the first difference."""
    then, known = kept.then["answers"][scope], subjects()
    found = {}
    for name in names:
        if name not in known:
            found[name] = "is not there any more"
            continue
        now = said(book, known[name], wanted)
        if told := difference({part: then[name][part] for part in then[name] if part in now}, now):
            found[name] = told
    return found


def listed(found: dict[str, str]) -> str:
    return "\n".join(f"{name}: {told}" for name, told in found.items())


def test_every_figure_and_every_listing_says_what_it_said_then(kept: Kept):
    unlisted = [name for name in kept.then["answers"]["everything"] if name not in CHANGED]
    found = changes(kept, books(kept.warehouse)["everything"], "everything", unlisted, ("by unit",))
    assert not found, f"{len(found)} say something else now; fix them, or say why in CHANGED:\n{listed(found)}"


@pytest.mark.trust
@pytest.mark.parametrize("scope", SCOPES)
def test_under_every_scope_and_quarter_by_quarter_they_say_what_they_said_then(kept: Kept, scope: str):
    unlisted = [name for name in kept.then["answers"][scope] if name not in CHANGED]
    found = changes(kept, books(kept.warehouse)[scope], scope, unlisted, grains(scope))
    assert not found, f"{len(found)} say something else now; fix them, or say why in CHANGED:\n{listed(found)}"


def test_what_is_listed_as_changed_did_change(kept: Kept):
    looks = books(kept.warehouse).items()
    unchanged = [
        name for name in CHANGED if not any(changes(kept, book, scope, [name], grains(scope)) for scope, book in looks)
    ]
    assert not unchanged, f"these say what they said then; take them out of CHANGED: {unchanged}"


def test_a_difference_is_named_and_a_new_column_or_another_order_is_none():
    before = [{"unit": "A", "value": 0.3}, {"unit": "B", "value": None}]
    assert (
        difference(before, [{"unit": "B", "value": None, "new": 1}, {"unit": "A", "value": 0.1 + 0.2, "new": 2}])
        is None
    )
    assert difference(before, [{"unit": "A", "value": 0.31}, {"unit": "B", "value": None}], "rows") is not None
    assert difference([{"of": [1, 2]}], [{"of": [2, 1]}]) is None
    assert difference(before, before[:1], "rows") == "rows: 2 before, 1 now"
    assert difference(before, [{"unit": "A"}, {"unit": "B"}], "rows") is not None


def test_small_groups_of_people_are_hidden_in_it(kept: Kept):
    then = kept.then["answers"]["everything"]
    hidden = [
        name
        for name, told in then.items()
        if any(row["state"] == "suppressed" for row in told.get("by unit", {}).get("rows", ()))
    ]
    assert len(hidden) >= 5


def test_versions_differences_settings_and_published_figures_stand(kept: Kept):
    store, then = kept.store, kept.then
    now = {
        "versions": [plain(vars(one)) for one in store.versions()],
        "settings": store.settings(),
        "settings changes": [plain(vars(one)) for one in store.settings_changes()],
        "locks": [plain(vars(one)) for one in store.locks()],
        "published": {
            str(one.version): [plain(vars(each)) for each in store.published(one.version)] for one in store.locks()
        },
        "restated": [plain(vars(one)) for one in store.differences(4, store.latest)],
        "profiles": store.profiles(),
    }
    assert [told for name, value in now.items() if (told := difference(then[name], value, name))] == []
    assert len(now["versions"]) == store.latest == 19
    assert {lock["version"] for lock in now["locks"]} == {5, 18}
    assert min(map(len, now["published"].values())) > 50


def test_notes_roles_sign_ins_and_what_was_done_are_there(kept: Kept):
    for note in kept.then["notes"]:
        start, end = dt.date.fromisoformat(note["start"]), dt.date.fromisoformat(note["end"])
        written = [
            plain(vars(one)) for one in Comments(kept.store).written(note["page"], start, end, kept.store.latest)
        ]
        assert difference(note["written"], written, note["page"]) is None
        assert Comments(kept.store).is_locked(start, end) == (note["start"] == "2025-10-01")
    assert difference(kept.then["people"], [plain(vars(one)) for one in People(kept.store).listed()]) is None
    assert difference(kept.then["signed in"], [plain(vars(one)) for one in SignIns(kept.store).now(NOW)]) is None
    acts = [plain(vars(one)) for one in Audit(kept.store).acts(1000)]
    assert difference(kept.then["acts"], acts) is None
    assert [one["at"] for one in acts if one["did"] == "signed in"] == []  # it had had its time


def test_originals_are_handed_out_as_they_came_in(kept: Kept):
    first = kept.store.versions()[-1]
    assert first.file_name == "2025-Q2.xlsx"
    assert hashlib.sha256(kept.store.original(first.sha256)).hexdigest() == first.sha256


def test_a_cell_corrected_by_hand_stands_beside_what_the_file_says(kept: Kept):
    reader = kept.store.connection.cursor()
    reader.execute("set variable as_of = 4")
    found = reader.execute("select amount, original from ledger.spend where original like '%\"corrected\"%'").fetchall()
    assert [amount for amount, _ in found] == [4321.0]
    assert json.loads(found[0][1])["amount"]["text"] == "see mail"


def test_of_what_was_purged_nothing_is_left_but_that_it_was(kept: Kept):
    entries = {one.version: one for one in kept.store.versions()}
    assert entries[11].is_purged
    assert (entries[11].purged_by, entries[12].purges) == (12, (11,))
    assert (entries[11].file_name, entries[11].sha256, entries[11].note) == ("", "", "")
    assert entries[9].is_withdrawn
    assert kept.then["purged"].encode() not in lzma.decompress((HERE / "0.4.duckdb.xz").read_bytes())


def test_a_sheet_of_a_kind_that_was_confirmed_then_is_read_by_itself(kept: Kept, tmp_path: Path):
    told, book = kept.then["next of its kind"], Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Outgoings"
    for row in (told["headers"], *told["rows"]):
        sheet.append(row)
    file = tmp_path / told["name"]
    book.save(file)
    store = unpacked(tmp_path / "0.4.duckdb")
    words = ["ingest", str(file), "--check", "--feed", "treasury", "--format", "json", "--store", str(store)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    (read,) = json.loads(done.stdout)["files"]
    assert read["datasets"]["spend"] == {"read": 2, "stored": 2, "left_out": 0}


def test_links_are_what_they_were(kept: Kept):
    every = Links(kept.store)
    for name, told in kept.then["links"].items():
        assert difference(told["link"], plain(vars(kept.link(name))), name) is None
    openings = every.openings(kept.link("live").id)
    assert difference(kept.then["links"]["live"]["openings"], [plain(vars(one)) for one in openings][-2:]) is None
    states = {name: kept.link(name).state(NOW) for name in kept.then["links"]}
    assert (states.pop("taken back"), states.pop("ended")) == ("revoked", "expired")
    assert set(states.values()) == {"open"}


def test_a_live_link_opens_by_its_token(open_link: Opened):
    app = open_link("live, of one unit")
    assert app.get("plotly_chart")
    assert "Retail" not in " ".join(chart.proto.spec for chart in app.get("plotly_chart"))


def test_a_link_that_asked_for_a_password_asks_for_it_still(kept: Kept, open_link: Opened):
    told, links = kept.then["links"]["with a password"], Links(kept.store)
    assert "no such link" in open_link("with a password").title[0].value
    assert "Password" in Visitor("http://127.0.0.1").get(f"/s/{told['token']}").text
    assert links.unlocked(told["token"], "another") == ""
    app = open_link("with a password", key=links.unlocked(told["token"], told["password"]))
    assert app.get("plotly_chart")


@pytest.mark.parametrize("page", ["spend", "maturity"])
def test_a_pinned_link_shows_the_texts_and_the_figures_it_showed_then(kept: Kept, open_link: Opened, page: str):
    then, app = kept.then["shown"][page], open_link("pinned", page)
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.warning, app.metric)
    seen = tidy(" ".join(str(one.value) for kind in kinds for one in kind))
    assert [tidy(one.value) for one in app.title] == then["title"]
    assert [text for text in then["texts"] if text not in seen] == []
    assert difference(then["figures"], [[one.label, one.value, one.delta] for one in app.metric]) is None
    assert then["charts"]
    assert [traces(chart.proto.spec) for chart in app.get("plotly_chart")] == then["charts"]


@pytest.mark.parametrize(
    ("name", "says"), [("pinned to what was purged", "removed"), ("taken back", "taken back"), ("ended", "ended")]
)
def test_a_link_that_showed_nothing_any_more_shows_nothing(open_link: Opened, name: str, says: str):
    app = open_link(name)
    assert says in app.title[0].value
    assert not app.get("plotly_chart")
    assert not app.metric


def tidy(text: str) -> str:
    """A text without what Streamlit's markdown and the typesetting add to it."""
    for letter in "\\*":
        text = text.replace(letter, "")
    return " ".join(text.replace("\u00a0", " ").split())


def traces(spec: str) -> list[dict[str, Any]]:
    """The figures of a chart: what each of its marks stands for."""
    wanted = ("type", "name", "x", "y", "z", "text", "base")
    return [{name: trace[name] for name in wanted if name in trace} for trace in json.loads(spec)["data"]]
