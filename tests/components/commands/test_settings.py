"""Settings on the command line: each change is a version that says why."""

import json

import pytest

from tests.components.commands.conftest import run


def test_a_setting_is_changed_as_a_version_that_says_why(url):
    assert run("settings", "set", "gate_builders", "4", "--note", "our own bar", url=url).stdout.strip() == "1"
    (change,) = json.loads(run("settings", "history", "--format", "json", url=url).stdout)["changes"]
    assert (change["version"], change["note"], change["setting"]) == (1, "our own bar", "gate_builders")
    assert (change["before"], change["after"]) == ("3", "4")


def test_settings_are_listed_with_value_and_default_as_of_a_version(url):
    run("settings", "set", "realisation", "40 %", "--note", "finance asked", url=url)
    for options, value in (([], "40 %"), (["--as-of", "0"], "50 %")):
        found = json.loads(run("settings", "list", *options, "--format", "json", url=url).stdout)["settings"]
        (realisation,) = [row for row in found if row["setting"] == "realisation"]
        assert (realisation["value"], realisation["default"]) == (value, "50 %")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("realisation", "half", "Use a share from 0 to 100 %"),
        ("nonsense", "1", "is not a setting"),
        ("level_of_active_users", "off", "Keep at least one gate at level 1"),
    ],
)
def test_what_is_no_setting_is_refused_with_2_and_nothing_is_stored(url, name, value, says):
    assert says in run("settings", "set", name, value, "--note", "x", url=url, ends=2).output
    assert json.loads(run("versions", "--format", "json", url=url).stdout) == {"versions": []}


def test_a_change_needs_a_note(url):
    assert "--note" in run("settings", "set", "gate_builders", "4", url=url, ends=2).output
