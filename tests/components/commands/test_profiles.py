"""Import profiles on the command line: confirmed, listed, named, carried over, forgotten."""

import json

from tests.components.commands.conftest import ingested, run


def test_a_confirmed_profile_is_listed_named_taken_out_brought_in_and_forgotten(url, file, tmp_path):
    own = "Quarter,Dept,Kind of spend,Total\n2026-Q1,Claims,licences,10\n"
    mapping = {
        "sheets": [
            {
                "sheet": "finance 2026-Q1",
                "dataset": "spend",
                "columns": {
                    "period": "Quarter",
                    "business_unit": "Dept",
                    "category": "Kind of spend",
                    "amount": "Total",
                },
            }
        ]
    }
    ingested(file(own, "finance 2026-Q1.csv"), "--map", file(json.dumps(mapping), "map.json"), url=url)

    def names() -> list[str]:
        listed = json.loads(run("profiles", "list", "--format", "json", url=url).stdout)["profiles"]
        assert {"openai_costs", "us_federal_inventory"} <= {
            profile["name"] for profile in listed if profile["by"] == "built in"
        }
        return [profile["name"] for profile in listed if profile["by"] != "built in"]

    assert names() == ["finance"]
    run("profiles", "rename", "finance", "Ledger", url=url)
    out = tmp_path / "ledger.toml"
    run("profiles", "export", "Ledger", "--out", str(out), url=url)
    assert run("profiles", "show", "ledger", url=url).stdout == out.read_text()
    assert 'amount" = "Total"' in out.read_text()
    run("profiles", "forget", "Ledger", url=url)
    assert names() == []
    run("profiles", "import", str(out), url=url)
    assert names() == ["Ledger"]
    again = "Dept,Ref,Total,Quarter,Kind of spend\nClaims,7,12,2026-Q2,licences\n"
    assert ingested(file(again, "finance 2026-Q2.csv"), url=url)["version"] == 2


def test_a_profile_that_does_not_fit_or_is_not_there_is_refused_with_2(url, file):
    bad = file('name = "x"\ndataset = "lunch"\n[columns]\namount = "Total"\n', "bad.toml")
    assert '"lunch" is not a dataset' in run("profiles", "import", bad, url=url, ends=2).output
    for command in (("show",), ("forget",), ("rename", "other")):
        words = ("profiles", command[0], "nope", *command[1:])
        assert 'No import profile is called "nope"' in run(*words, url=url, ends=2).output


def test_a_profile_that_comes_with_gapboard_is_shown_too(url):
    assert "recognised_by" in run("profiles", "show", "openai_costs", url=url).stdout
