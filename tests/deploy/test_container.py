"""What is deployed is what is there: every folder the app imports, no secret, and nobody special who runs it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE = (DEPLOY / "compose.yaml").read_text()
UNIT = (DEPLOY / "systemd" / "gapboard.service").read_text()


def copied() -> set[str]:
    """What the container copies from the repository."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return {name for line in lines for name in line.split()[:-1]}


def test_the_container_holds_every_part_of_the_app_and_nothing_else():
    parts = {path.name for path in ROOT.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert copied() == (parts | {"pages", ".streamlit/config.toml", "requirements.txt", "pyproject.toml"}) - {"tests"}
    assert all((ROOT / name).exists() for name in copied())


def test_what_is_copied_is_sent_to_the_builder_and_nothing_else_is():
    listed = (ROOT / ".dockerignore").read_text().split()
    assert listed[0] == "*"
    assert {one[1:] for one in listed if one.startswith("!")} == copied()


def test_no_secret_is_committed_or_copied():
    for name in (".streamlit/secrets.toml", "deploy/secrets.toml", "deploy/.env"):
        assert f"/{name}" in (ROOT / ".gitignore").read_text().split()
        assert not (ROOT / name).exists() or name not in copied()
    for text in (DOCKERFILE, (DEPLOY / "secrets.example.toml").read_text(), (DEPLOY / "env.example").read_text()):
        assert not re.search(r"(?im)^[^#\n]*(secret|password|token)\w*\s*=\s*\"?\w", text)


def test_the_container_runs_as_nobody_special_on_a_pinned_base():
    assert re.search(r"^USER gapboard$", DOCKERFILE, re.MULTILINE)
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.11\.\d+-slim-bookworm(@sha256:[0-9a-f]{64})?", bases[0])
    assert "--require-hashes" in DOCKERFILE


def test_the_container_brings_a_browser_and_says_where_it_is():
    assert re.search(r"apt-get install .*\bchromium\b", DOCKERFILE)
    assert "BROWSER_PATH=/usr/bin/chromium" in DOCKERFILE


def test_the_container_says_whether_it_is_well():
    assert "/healthz" in re.findall(r"HEALTHCHECK.+\\\n.+", DOCKERFILE)[0]


def block(name: str, text: str = COMPOSE, indent: int = 2) -> str:
    """What compose.yaml says under a name that stands so far in."""
    found = re.search(rf"(?ms)^ {{{indent}}}{name}:(.*?)(?=^ {{0,{indent}}}[a-z]|\Z)", text)
    assert found, name
    return re.sub(r"\s+#.*", "", found[1])


@pytest.mark.parametrize("name", ["gapboard", "proxy"])
def test_a_service_can_do_no_more_than_it_needs(name):
    service = block(name)
    for line in ("read_only: true", "cap_drop: [ALL]", 'security_opt: ["no-new-privileges:true"]', "mem_limit: "):
        assert f"    {line}" in service


def test_only_the_proxy_can_be_reached_and_only_it_is_believed():
    app, proxy = block("gapboard"), block("proxy")
    assert "ports:" not in app
    networks = [set(re.findall(r"networks: \[(.+)\]", one)[0].split(", ")) for one in (app, proxy)]
    assert networks[0] & networks[1] == {"inside"}
    (subnet,) = re.findall(r"subnet: (\S+)", block("inside"))
    assert f"FORWARDED_ALLOW_IPS: {subnet}\n" in app
    assert "internal: true" in block("inside")


def test_the_app_is_not_started_behind_the_proxy_without_its_sign_in():
    assert "target: /opt/gapboard/.streamlit/secrets.toml" in block("gapboard")
    assert "GAPBOARD_OPEN_WITHOUT_SIGN_IN" not in COMPOSE


def test_what_is_to_be_kept_is_in_volumes():
    kept = set(re.findall(r":(/[a-z/]+)\"?$", block("volumes", block("gapboard"), 4), re.MULTILINE))
    said = dict(re.findall(r"(GAPBOARD_STORE|GAPBOARD_BACKUPS)=(\S+)", DOCKERFILE))
    assert kept == {str(Path(said["GAPBOARD_STORE"]).parent), said["GAPBOARD_BACKUPS"]}


def test_without_a_proxy_the_app_listens_on_this_machine_only():
    assert 'address = "127.0.0.1"' in (ROOT / ".streamlit" / "config.toml").read_text()
    assert "--server.address 127.0.0.1" in UNIT


def test_the_unit_writes_only_where_the_store_and_its_backups_are():
    for line in (
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "UMask=0077",
        "CapabilityBoundingSet=",
    ):
        assert f"\n{line}\n" in UNIT
    assert re.findall(r"^ReadWritePaths=(.+)$", UNIT, re.MULTILINE) == ["/var/backups/gapboard"]
    assert "StateDirectory=gapboard" in UNIT


def test_systemd_understands_the_unit(tmp_path):
    if shutil.which("systemd-analyze") is None:
        assert not Path("/run/systemd/system").exists(), "a machine with systemd has systemd-analyze"
        return
    unit = tmp_path / "gapboard.service"
    unit.write_text(
        re.sub(r"/opt/gapboard/\.venv/bin/streamlit", sys.executable, UNIT).replace(
            "WorkingDirectory=/opt/gapboard", ""
        )
    )
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if "gapboard.service" in line] == []


def test_every_requirement_is_pinned_with_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#", "-"))]
        assert packages
        assert all("==" in line and line.endswith("\\") for line in packages), name
        assert "--index-url" not in text
