"""Which role the operator's rules give to somebody who signed in: the section `[roles]` of the secrets file.

    [roles]
    claim = "groups"                              # where the provider says it; `realm_access.roles` goes into what it holds
    admin = ["ai-office-admins", "ana@example.com"]
    editor = ["programme-managers"]
    viewer = ["*@example.com"]
    default = "viewer"                            # for everybody else who can sign in; without it they see nothing

A value with an @ is an address, or with * all of a domain, and counts only where the provider has confirmed the address.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Given = Literal["admin", "editor", "viewer"]
GIVEN: tuple[Given, ...] = ("admin", "editor", "viewer")
"""What a rule can give, the most first."""


class RulesError(ValueError):
    """The rules cannot be read; the message says what to change."""


@dataclass(frozen=True)
class Rules:
    """The claim that is looked at, and for each role the values and addresses that give it."""

    claim: str = ""
    values: Mapping[Given, tuple[str, ...]] = field(default_factory=dict)
    default: Given | None = None

    def role(self, address: str, claims: Mapping[str, object]) -> Given | None:
        """The highest role that a confirmed address or what the provider says of somebody gives them."""
        claimed = _values_of(claims, self.claim) if self.claim else frozenset()
        for role in GIVEN:
            if any(_matches(value, address, claimed) for value in self.values.get(role, ())):
                return role
        return self.default


def rules(section: Mapping[str, object]) -> Rules:
    """The rules as they are written. Raises RulesError."""
    if unknown := sorted(set(section) - {"claim", "default", *GIVEN}):
        raise RulesError(
            f"[roles] has {unknown[0]!r}, which says nothing. It can have claim, admin, editor, viewer, default."
        )
    default = section.get("default")
    if default not in (None, "viewer"):
        raise RulesError(f'[roles] default is {default!r}. It can only be "viewer"; more is given by name.')
    values: dict[Given, tuple[str, ...]] = {}
    for role in GIVEN:
        written = section.get(role, ())
        listed: Sequence[object] = written if isinstance(written, list | tuple) else [written]
        texts = tuple(value.strip() for value in listed if isinstance(value, str))
        if len(texts) < len(listed) or not all(texts):
            raise RulesError(f"[roles] {role} must be a list of texts: values of the claim, or addresses.")
        values[role] = texts
    claim = str(section.get("claim", "")).strip()
    if not claim and any("@" not in value for listed in values.values() for value in listed):
        raise RulesError("[roles] lists values that are no addresses, but not the claim that holds them: add claim.")
    return Rules(claim, values, default)


def _matches(value: str, address: str, claimed: Iterable[str]) -> bool:
    if "@" not in value:
        return value in claimed
    rule = value.lower()
    return bool(address) and (address.endswith(rule[1:]) if rule.startswith("*@") else address == rule)


def _values_of(claims: Mapping[str, object], claim: str) -> frozenset[str]:
    """What a claim holds, one value or several; dots go into what it holds, unless it is called so."""
    value = claims.get(claim)
    if value is None:
        value = claims
        for name in claim.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return frozenset({value})
    return (
        frozenset(item for item in value if isinstance(item, str)) if isinstance(value, list | tuple) else frozenset()
    )
