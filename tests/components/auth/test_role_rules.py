"""Which role the operator's rules give: by what the provider says, by a confirmed address, to everybody else."""

import pytest

from components.auth.role_rules import RulesError, rules

WRITTEN = {
    "claim": "groups",
    "admin": ["ai-office", "ana@example.com"],
    "editor": ["pmo"],
    "viewer": ["*@example.com"],
}


@pytest.mark.parametrize(
    ("address", "claims", "role"),
    [
        ("", {"groups": ["pmo"]}, "editor"),
        ("", {"groups": "pmo"}, "editor"),
        ("", {"groups": ["pmo", "ai-office"]}, "admin"),
        ("ana@example.com", {}, "admin"),
        ("bob@example.com", {"groups": ["canteen"]}, "viewer"),
        ("bob@example.com", {"groups": ["PMO"]}, "viewer"),
        ("bob@example.com.evil.test", {}, None),
        ("bob@sub.example.com", {}, None),
        ("", {"groups": ["canteen"]}, None),
        ("", {"groups": None}, None),
        ("", {"groups": [["pmo"], {"pmo": 1}, 7]}, None),
        ("", {}, None),
    ],
)
def test_the_highest_rule_that_matches_gives_the_role(address, claims, role):
    assert rules(WRITTEN).role(address, claims) == role


def test_an_address_that_a_claim_says_is_not_a_confirmed_one():
    assert rules({"claim": "email", "admin": ["ana@example.com"]}).role("", {"email": "ana@example.com"}) is None


def test_a_claim_is_found_inside_what_another_holds():
    found = rules({"claim": "realm_access.roles", "editor": ["pmo"]})
    assert found.role("", {"realm_access": {"roles": ["pmo"]}}) == "editor"
    assert found.role("", {"realm_access": "pmo"}) is None


def test_a_claim_whose_own_name_has_dots_is_found_by_it():
    assert (
        rules({"claim": "https://acme.test/roles", "editor": "pmo"}).role("", {"https://acme.test/roles": "pmo"})
        == "editor"
    )


def test_without_a_default_nobody_else_gets_a_role_and_with_one_everybody_is_a_viewer():
    assert rules({}).role("bob@example.com", {}) is None
    assert rules({"default": "viewer"}).role("", {}) == "viewer"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ({"default": "admin"}, "only be"),
        ({"admins": ["ana@example.com"]}, "admins"),
        ({"admin": [""]}, "list of texts"),
        ({"admin": 5}, "list of texts"),
        ({"admin": ["ana@example.com", 5]}, "list of texts"),
        ({"admin": ["ai-office"]}, "add claim"),
    ],
)
def test_rules_that_say_nothing_or_too_much_are_refused_in_words(written, says):
    with pytest.raises(RulesError, match=says):
        rules(written)
