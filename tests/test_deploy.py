"""What is deployed is what is there: the container copies every folder the app imports, and runs as nobody special."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()


def test_the_container_holds_every_part_of_the_app():
    for part in ("app.py", "cli.py", ".streamlit", "components", "data", "pages", "queries", "requirements.txt"):
        assert (ROOT / part).exists()
        assert f"COPY {part}" in DOCKERFILE or f" {part} " in DOCKERFILE, part


def test_the_container_does_not_run_as_root():
    assert "\nUSER gapboard\n" in DOCKERFILE


def test_without_sign_in_the_app_is_published_on_localhost_only():
    assert '"127.0.0.1:8501:8501"' in (ROOT / "deploy" / "compose.yaml").read_text()
    assert 'address = "127.0.0.1"' in (ROOT / ".streamlit" / "config.toml").read_text()


def test_every_requirement_is_pinned_with_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#", "-"))]
        assert packages
        assert all("==" in line and line.endswith("\\") for line in packages), name
        assert "--index-url" not in text
