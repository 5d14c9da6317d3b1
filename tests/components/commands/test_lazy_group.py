"""Commands by name: what is read from a module agrees with what the module is, and nothing else is loaded for it."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli import cli
from components.commands.lazy_group import FOLDER, LazyGroup, NotLoaded, lazy_commands

ROOT = Path(__file__).resolve().parents[3]


def modules_commands() -> dict[str, click.Command]:
    """Every command and group that the loaded modules hold, but for those of a group."""
    modules = [import_module(f"components.commands.{path.stem}") for path in sorted(FOLDER.glob("*.py"))]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, click.Command)]
    nested = {id(inner) for value in found if isinstance(value, click.Group) for inner in value.commands.values()}
    return {value.name or "": value for value in found if id(value) not in nested}


def short_help(commands: dict[str, click.Command]) -> dict[str, str]:
    return {name: command.get_short_help_str(60) for name, command in commands.items()}


def test_what_is_read_from_the_modules_is_what_they_declare():
    read, loaded = lazy_commands(), modules_commands()
    assert short_help(read) == short_help(loaded)
    assert {name for name, command in read.items() if isinstance(command, click.Group)} == {
        name for name, command in loaded.items() if isinstance(command, click.Group)
    }


def test_a_groups_commands_are_what_the_group_holds_and_it_takes_no_option():
    read, loaded = lazy_commands(), modules_commands()
    groups = {name: command for name, command in loaded.items() if isinstance(command, click.Group)}
    assert set(groups) >= {"link", "people", "profiles", "settings"}
    for name, group in groups.items():
        lazy = read[name]
        assert isinstance(lazy, LazyGroup)
        assert short_help(lazy.commands) == short_help(group.commands)
        assert (lazy.help, lazy.params) == (group.help, group.params)


def test_a_command_that_is_asked_for_is_the_modules_own():
    for name, command in modules_commands().items():
        declared = cli.commands[name]
        if isinstance(declared, NotLoaded):
            assert declared.load() is command
        elif isinstance(declared, LazyGroup) and isinstance(command, click.Group):
            for inner_name, inner in declared.commands.items():
                assert isinstance(inner, NotLoaded)
                assert inner.load() is command.commands[inner_name]


def test_a_command_is_a_function_in_a_file_of_its_own(tmp_path):
    (tmp_path / "hello.py").write_text('import click\n\n@click.command()\ndef say_hello():\n    """Say hello."""\n')
    commands = lazy_commands(tmp_path, "elsewhere")
    assert short_help(commands) == {"say-hello": "Say hello."}


def test_a_name_is_declared_once(tmp_path):
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text('import click\n\n@click.command("hello")\ndef hello():\n    """Say hello."""\n')
    with pytest.raises(ValueError, match="hello"):
        lazy_commands(tmp_path, "elsewhere")


@pytest.mark.parametrize("words", [["--help"], ["people", "--help"], ["no-such-command"]])
def test_help_loads_nothing_that_reads_or_draws(words):
    script = (
        "import sys\nfrom cli import cli\n"
        f"try:\n    cli({words!r})\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pandas', 'plotly', 'duckdb', 'streamlit', 'queries', 'data'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_command_that_is_not_there_is_wrong_usage_and_one_near_to_it_is_named():
    done = CliRunner().invoke(cli, ["peple"])
    assert done.exit_code == 2
    assert "people" in done.stderr
