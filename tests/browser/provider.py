"""A real identity provider beside the app, and people who sign in with it.

with provider() as issuer, served(secrets=secrets(issuer)) as url:
    page = signed_in(screen, url, "vera")
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import APIRequestContext, BrowserContext, Page, expect

from tests.browser.server import drawn, free_port, tab, wait_for

GROUPS = {"vera": ["board"], "edda": ["pmo"], "ada": ["ai-office"], "nora": ["canteen"], "uma": []}
"""A viewer, an editor, an admin, somebody who has no role, and one who would have one if her address were confirmed."""
ROLES = """
claim = "groups"
admin = ["ai-office", "uma@example.com"]
editor = ["pmo"]
viewer = ["board"]
"""
WAIT_MS = 30_000


@contextmanager
def provider() -> Iterator[str]:
    """The provider's address; it knows everybody in GROUPS."""
    port = free_port()
    known = [f"--user-claims={json.dumps({'sub': who} | claims(who))}" for who in GROUPS]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", f"--port={port}", *known],
        env=os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        issuer = f"http://127.0.0.1:{port}"
        wait_for(f"{issuer}/.well-known/openid-configuration", process)
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=20)


def claims(who: str) -> dict[str, Any]:
    """What the provider says of somebody."""
    return {"email": f"{who}@example.com", "email_verified": who != "uma", "groups": GROUPS[who]}


def called(who: str) -> re.Pattern[str]:
    """Somebody's address as a page shows it: so that it is no link."""
    return re.compile(f"{who}\u2060?@example.com")


def secrets(issuer: str) -> str:
    """A secrets file that names the provider; `{url}` stands for the app's address."""
    return f"""
[auth]
redirect_uri = "{{url}}/oauth2callback"
cookie_secret = "{"0123456789abcdef" * 4}"
client_id = "gapboard"
client_secret = "made up for the test"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[roles]
{ROLES}
"""


def signed_in(screen: BrowserContext, url: str, who: str, path: str = "/") -> Page:
    """A page on which somebody has signed in, after they asked for this one."""
    page = tab(screen)
    page.goto(f"{url}{path}")
    sign_in(page, who)
    return page


def sign_in_unseen(asking: APIRequestContext, begins: str, who: str) -> None:
    """Be whoever at the provider, to which this address leads, without a page being drawn."""
    at_provider = asking.get(begins)
    assert asking.post(at_provider.url, form={"sub": who}).ok


def sign_in(page: Page, who: str) -> None:
    """Press Sign in, be whoever at the provider, and come back."""
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=who, exact=True).click(timeout=WAIT_MS)
    expect(page.get_by_test_id("stApp")).to_be_visible(timeout=WAIT_MS)
    drawn(page)
