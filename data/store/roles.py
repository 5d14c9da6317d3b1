"""Roles, and how a name of the store says which it takes: where it is defined."""

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, get_args, get_origin, get_type_hints

Role = Literal["anonymous", "link", "viewer", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most. A link's visitor sees what the link allows, a viewer everything, an editor uploads, writes
notes and makes links, an admin changes settings and roles, and purges."""

P = ParamSpec("P")
R = TypeVar("R")


class NotAllowed(Exception):
    """Somebody's role does not allow what they asked for; the message says which role does."""


def allows(role: Role, need: Role) -> bool:
    """Whether a role may do what needs another."""
    return ROLES.index(role) >= ROLES.index(need)


def demand(role: Role, need: Role) -> None:
    """Raise NotAllowed where a role may not do what needs another."""
    if not allows(role, need):
        article = "an" if need[0] in "aeiou" else "a"
        raise NotAllowed(f"This takes the role of {article} {need}, and yours is {role}. Nothing was changed.")


def open_to(role: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Says of a store's method or property the least role that may use it; the guard of the store asks for it."""

    def declared(method: Callable[P, R]) -> Callable[P, R]:
        setattr(method, _NEED, role)
        return method

    return declared


def needs(role: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Says it of a method of what is built on a store (`self.store`), and asks for it before anything else is done: a
    stranger learns nothing from what the method says of what it was given."""

    def declared(method: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(method)
        def asked(*args: P.args, **named: P.kwargs) -> R:
            service: Any = args[0]
            service.store.require(role)
            return method(*args, **named)

        setattr(asked, _NEED, role)
        return asked

    return declared


def declared_by(owner: type) -> dict[str, Role]:
    """Each public name of a class that says its role, with that role: methods, properties, and attributes that are
    `Annotated` with one."""
    found: dict[str, Role] = {}
    for name in dir(owner):
        member = inspect.getattr_static(owner, name)
        method = member.fget if isinstance(member, property) else member
        if not name.startswith("_") and hasattr(method, _NEED):
            found[name] = getattr(method, _NEED)
    for name, hint in get_type_hints(owner, include_extras=True).items():
        if get_origin(hint) is Annotated and hint.__metadata__[0] in ROLES:
            found[name] = hint.__metadata__[0]
    return found


_NEED = "_need"
