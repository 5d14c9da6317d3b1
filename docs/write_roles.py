"""Who may what, in one table: made from what pages, routes, messages and the store say of themselves.

`python -m docs.write_roles` writes roles.md anew; a test says when it is not up to date.
"""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import data.store
from components.auth.messages import MESSAGES
from components.navigation import PAGES
from components.server.routes import ALLOWED_ROUTES
from data.store.permissions import NEEDS
from data.store.roles import ROLES, declared_by

TABLE = Path(__file__).with_name("roles.md")
HEAD = """# Who may what

From the least to the most: {roles}. Each line says the least role; what is not in the table is refused to everybody. The roles are declared
where the thing itself is: in a page's `PAGE`, in `components/server/routes.py`, in `components/auth/messages.py`, at each method in
`data/store/`. A command of `cli.py` is run by whoever holds the store's file, who may do everything. Made by `python -m docs.write_roles`.

| What | Name | Least role |
|---|---|---|
"""


def services() -> Iterator[tuple[str, type]]:
    """Every class in `data/store` that is built on a store, by module and name."""
    for path in sorted(Path(data.store.__file__).parent.glob("*.py")):
        module = importlib.import_module(f"data.store.{path.stem}")
        for name, found in inspect.getmembers(module, inspect.isclass):
            built = found.__init__ if "__init__" in vars(found) else None
            if (
                found.__module__ == module.__name__
                and built
                and list(inspect.signature(built).parameters) == ["self", "store"]
            ):
                yield f"{path.stem}.{name}", found


def lines() -> Iterator[tuple[str, str, str]]:
    """(kind, name, least role) of everything that says one."""
    for info in PAGES.values():
        yield "page", info.title, info.role
    for route in ALLOWED_ROUTES:
        yield "route", f"`{' '.join(sorted(route.methods))} {route.path}`".replace("|", "\\|"), route.need
    for kind, role in MESSAGES.items():
        yield "websocket message", f"`{kind}`", role or "nobody"
    for name, role in sorted(NEEDS.items()):
        yield "store", f"`{name}`", role
    for service, built in services():
        for name, role in sorted(declared_by(built).items()):
            yield "service", f"`{service}.{name}`", role


def written() -> str:
    """The page."""
    rows = "".join(f"| {kind} | {name} | {role} |\n" for kind, name, role in lines())
    return HEAD.format(roles=", ".join(ROLES)) + rows


if __name__ == "__main__":
    TABLE.write_text(written(), encoding="utf-8")
