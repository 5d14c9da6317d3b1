"""The commands of `cli.py` by name, without what they import: a module is loaded once one of its commands is asked for.

A command is declared where it is written: the name in its decorator, its help in its docstring. Both are read, not run.
"""

import ast
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import click

FOLDER = Path(__file__).resolve().parent


class NotLoaded(click.Command):
    """A command's name and help; `load` gives the command itself."""

    def __init__(self, name: str, help_text: str | None, load: Callable[[], click.Command]) -> None:
        super().__init__(name, help=help_text)
        self.load = load


class LazyGroup(click.Group):
    """A group that lists, completes and suggests from names and help alone, and loads the one command that is run."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, NotLoaded) else command, rest


def lazy_commands(folder: Path = FOLDER, package: str = __package__) -> dict[str, click.Command]:
    """The commands and groups that the modules of a folder declare. Raises ValueError where a name is declared twice."""
    found = dict[str, click.Command]()
    for path in sorted(folder.glob("*.py")):
        for command in _declared(path, f"{package}.{path.stem}"):
            if command.name is None or command.name in found:
                raise ValueError(f"{path.name}: there is a command {command.name} already")
            found[command.name] = command
    return found


def _declared(path: Path, module: str) -> Iterator[click.Command]:
    """What a module declares: `@click.command("name")`, `@click.group("name")` and `@that_group.command("name")`."""
    groups = dict[str, LazyGroup]()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in node.decorator_list:
            if not (isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute)):
                continue
            if not isinstance(decorator.func.value, ast.Name) or decorator.func.attr not in ("command", "group"):
                continue
            owner, kind = decorator.func.value.id, decorator.func.attr
            name = str(ast.literal_eval(decorator.args[0])) if decorator.args else node.name.replace("_", "-")
            help_text = ast.get_docstring(node)
            if kind == "group":
                groups[node.name] = LazyGroup(name, help=help_text)
                yield groups[node.name]
            elif owner in groups:
                groups[owner].add_command(NotLoaded(name, help_text, partial(_loaded, module, node.name)))
            else:
                yield NotLoaded(name, help_text, partial(_loaded, module, node.name))


def _loaded(module: str, function: str) -> click.Command:
    command = getattr(import_module(module), function)
    if not isinstance(command, click.Command):
        raise TypeError(f"{module}.{function} is no command")
    return command
