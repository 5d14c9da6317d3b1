"""Who asks, and what their role allows."""

from dataclasses import dataclass

from data.access import NotAllowed, Role, allows

__all__ = ["LOCAL", "NotAllowed", "Person", "Role", "person", "role"]


@dataclass(frozen=True)
class Person:
    """Whoever looks at a page: the name that is written beside what they do, and their role. `link` is the link they came by."""

    name: str
    role: Role
    address: str = ""
    link: str = ""

    def may(self, need: Role) -> bool:
        """Whether their role allows what needs this one."""
        return allows(self.role, need)


LOCAL = Person("local admin", "admin")
"""Without an identity provider the app answers on this machine only, to whoever sits at it."""


def person() -> Person:
    """Whoever this run of a page is for."""
    return LOCAL


def role() -> Role:
    """Their role, asked anew."""
    return person().role
