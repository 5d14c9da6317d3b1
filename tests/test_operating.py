"""The operator's page is true: every variable the code reads is in its tables, every command and file it names is there."""

import re
from pathlib import Path

import click

from cli import cli
from components.commands.lazy_group import NotLoaded
from components.jobs.scheduler import plan
from data.store.retention import Rule

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "operating.md").read_text()
NAME = re.compile(r"GAPBOARD_[A-Z_]*[A-Z]")
SERVED = [ROOT / "app.py", ROOT / "cli.py", *(p for f in ("components", "data") for p in (ROOT / f).rglob("*.py"))]
DEPLOYED = [path for path in (ROOT / "deploy").rglob("*") if path.is_file()]


def tables() -> tuple[dict[str, str], dict[str, str]]:
    """The app's variables and the proxy's, each with what stands where nothing is set."""
    found: list[dict[str, str]] = []
    for part in PAGE.split("| Variable |")[1:]:
        rows = re.findall(r"^\| (`GAPBOARD_.+?) \| (.+?) \|", part.split("\n\n")[0], re.MULTILINE)
        found.append({name: usual for names, usual in rows for name in NAME.findall(names)})
    app, proxy = found
    return app, proxy


def named(files: list[Path]) -> set[str]:
    return {name for path in files for name in NAME.findall(path.read_text(encoding="utf-8"))}


def test_every_variable_that_the_code_reads_is_told_and_no_other():
    assert named(SERVED) == set(tables()[0])


def test_every_variable_of_the_deployment_is_told_and_no_other():
    app, proxy = tables()
    assert named(DEPLOYED) - set(app) == set(proxy)


def test_what_stands_where_nothing_is_set_is_what_is_told():
    app, _ = tables()
    usual = plan({})
    told = [int(app[f"GAPBOARD_{name}"]) for name in ("BACKUP_DAILY", "BACKUP_MONTHLY", "PURGED_DAYS", "BACKUP_HOURS")]
    assert told == [Rule.daily, Rule.monthly, Rule.purged_days, usual.every.total_seconds() / 3600]


def test_no_variable_is_told_that_is_in_no_table():
    app, proxy = tables()
    assert set(NAME.findall(PAGE)) == {*app, *proxy}


def test_every_command_and_option_that_is_named_is_there():
    for command, rest in re.findall(r"cli\.py ([a-z-]+)([^`\n]*)", PAGE):
        found: click.Command = cli.commands[command]
        words = rest.split("#")[0].split("then")[0].split()
        if isinstance(found, click.Group):
            found = found.commands[words[0].strip("`.,;")]
        assert isinstance(found, NotLoaded)
        found = found.load()
        known = {name for one in found.params for name in one.opts}
        assert {word for word in words if word.startswith("--")} <= known, command


def test_every_file_that_is_named_is_there():
    for name in set(re.findall(r"\bdeploy/[\w./-]+\w", PAGE)) | {"packages.txt", ".streamlit/config.toml"}:
        assert (ROOT / name).exists(), name


def test_readers_of_other_pages_find_this_one():
    assert "docs/operating.md" in (ROOT / "deploy" / "compose.yaml").read_text()
    assert "docs/operating.md" in (ROOT / "components" / "server" / "middleware.py").read_text()
