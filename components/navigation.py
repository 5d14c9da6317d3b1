"""Which pages there are: each file of pages/ declares itself, and everything that lists pages is derived from that.

A declaration is read, not run: the server's routes and the command line know every page without loading what draws it.
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args

FOLDER = Path(__file__).resolve().parents[1] / "pages"
PageRole = Literal["link", "viewer", "editor", "admin"]


@dataclass(frozen=True)
class PageInfo:
    """How a page declares itself: `PAGE = PageInfo("Funnel", group="Pilots", order=20)`, in literals.

    `order` is its place among all pages, and so of its group among the groups; the first is where one lands. `role` is
    the least that may open it; what a link's visitor may open can be shared and exported. `needs_data`: on a store in
    which nothing is live it says what to upload, and is not rendered. `name` (the file's) and `question` (the first
    paragraph of its docstring) are read from the file.
    """

    title: str
    order: int
    group: str = ""
    role: PageRole = "link"
    needs_data: bool = True
    name: str = ""
    question: str = ""

    def __post_init__(self) -> None:
        if self.role not in get_args(PageRole):
            raise ValueError(f"{self.role!r} is no role of a page: {', '.join(get_args(PageRole))}")

    @property
    def path(self) -> Path:
        """The page's file."""
        return FOLDER / f"{self.name}.py"


def declared(path: Path) -> PageInfo:
    """What a page's file declares. Raises TypeError where it holds no `PAGE = PageInfo(...)` in literals."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    question = re.sub(r"\s+", " ", (ast.get_docstring(tree) or "").split("\n\n")[0])
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and ast.unparse(node.targets[0]) == "PAGE":
            named = {keyword.arg or "": ast.literal_eval(keyword.value) for keyword in node.value.keywords}
            info = PageInfo(*map(ast.literal_eval, node.value.args), **named)
            return replace(info, name=path.stem, question=question)
    raise TypeError(f"pages/{path.name} declares no PAGE = PageInfo(...)")


def in_order(folder: Path) -> Mapping[str, PageInfo]:
    """The pages of a folder by the names of their files, in their order."""
    found = sorted((declared(path) for path in folder.glob("*.py")), key=lambda info: (info.order, info.name))
    return {info.name: info for info in found}


def renderer(name: str) -> Callable[[Any], None]:
    """The function that writes a page; its module is loaded when it is first asked for."""
    render: Callable[[Any], None] = import_module(f"pages.{name}").render
    return render


PAGES = in_order(FOLDER)
"""Name of the file -> what it declares, in the order of the navigation."""

HOME = next(iter(PAGES))
"""The page on which one lands."""

SHAREABLE = tuple(name for name, info in PAGES.items() if info.role == "link")
"""Pages that can be shared and exported, in their order; the others are to work on or to look things up in."""
