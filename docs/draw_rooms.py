"""The map in architecture.md: which room imports which, drawn from the imports as they stand.

`python -m docs.draw_rooms` writes it anew; a test says when it is not up to date. An arrow that follows from others
(a imports b, b imports c, so a may import c) is left out, so that what is left can be read.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: made by docs/draw_rooms.py -->", "<!-- rooms end -->"
TOP = ("app", "cli", "pages", "components", "queries", "data")


def room(module: str) -> str | None:
    """The room of a module: a folder of components/, a module that stands there by itself, or a top-level name."""
    parts = module.split(".")
    if parts[0] not in TOP or parts == ["components"]:
        return None
    return parts[1] if parts[0] == "components" else parts[0]


def imports() -> set[tuple[str, str]]:
    """Every (room, room that it imports)."""
    found = set()
    for path in sorted(path for name in TOP for path in [*ROOT.glob(f"{name}.py"), *ROOT.glob(f"{name}/**/*.py")]):
        here = room(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {(here, there) for name in names if here and (there := room(name)) and there != here}
    return found


def direct(arrows: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The arrows that do not follow from others."""
    leads_to: dict[str, set[str]] = {}
    for here, there in arrows:
        leads_to.setdefault(here, set()).add(there)

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(leads_to.get(start, ()))
        while waiting:
            if (name := waiting.pop()) not in seen:
                seen.add(name)
                waiting += leads_to.get(name, ())
        return seen

    return {
        (here, there)
        for here, there in arrows
        if not any(there in reached(between) for between in leads_to[here] - {there})
    }


def drawing() -> str:
    """The map as a Mermaid flowchart."""
    arrows = imports()
    lines = [f"    {here} --> {there}" for here, there in sorted(direct(arrows))]
    rooms = {name for arrow in arrows for name in arrow}
    return "\n".join(
        [BEGIN, f"{len(rooms)} rooms, {len(arrows)} arrows:", "", "```mermaid", "flowchart TD", *lines, "```", END]
    )


def drawn(text: str) -> str:
    """The page with its map as the imports are now."""
    before, rest = text.split(BEGIN)
    return before + drawing() + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
