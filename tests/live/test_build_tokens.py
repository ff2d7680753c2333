"""Builds with images of a registry that works with tokens: the password goes to the token server, by us alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live import LiveEngine
from tests.support.tokens import TokenRegistry


@pytest.fixture(scope="module")
def registry(session_engine: LiveEngine) -> TokenRegistry:
    if session_engine.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")
    return TokenRegistry(session_engine)


@pytest.fixture
def image(live: LiveEngine, registry: TokenRegistry) -> Iterator[str]:
    """A private image that only the registry has."""
    live.ok("login", "-u", "alice", "--password-stdin", registry.address, stdin=b"secret")
    name = f"{registry.address}/private:1"
    live.ok("tag", "busybox", name)
    live.ok("push", "-q", name)
    live.ok("rmi", name)
    yield name
    live.ok("logout", registry.address)


def _asked_in(registry: TokenRegistry, start: int) -> list[tuple[str, bool, str]]:
    """(scope, by an account, agent) of the requests since ``start``."""
    return [(scope, one["known"], one["agent"]) for one in registry.asked()[start:] for scope in one["scopes"]]


def test_from_a_private_image(live: LiveEngine, registry: TokenRegistry, image: str, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(f"FROM {image}\nRUN echo built\n")
    start = len(registry.asked())
    got = live.pydock("build", "--progress", "plain", "--no-cache", ".", cwd=tmp_path)
    assert got.exit_code == 0, got
    assert re.search(rf"^#\d+ \[auth\] private:pull token for {registry.address}$", got.stderr, re.M), got.stderr
    asked = _asked_in(registry, start)
    assert asked and set(asked) == {("repository:private:pull", True, "pydock")}
    assert (live.home / ".docker/.token_seed").stat().st_mode & 0o777 == 0o600


def test_the_engine_fetches_tokens_where_told(
    live: LiveEngine, registry: TokenRegistry, image: str, tmp_path: Path
) -> None:
    (tmp_path / "Dockerfile").write_text(f"FROM {image}\nRUN echo built elsewhere\n")
    start = len(registry.asked())
    environ = {"BUILDKIT_NO_CLIENT_TOKEN": "1"}
    got = live.pydock("build", "--progress", "plain", "--no-cache", "--pull", ".", environ=environ, cwd=tmp_path)
    assert got.exit_code == 0, got
    assert f"[auth] sharing credentials for {registry.address}" in got.stderr
    assert "pydock" not in {agent for _, _, agent in _asked_in(registry, start)}


def test_without_an_account(live: LiveEngine, registry: TokenRegistry, image: str, tmp_path: Path) -> None:
    live.ok("logout", registry.address)
    (tmp_path / "Dockerfile").write_text(f"FROM {image}\nRUN echo not built\n")
    got = live.pydock("build", "--progress", "plain", "--no-cache", "--pull", ".", cwd=tmp_path)
    assert got.exit_code == 1 and "[auth]" not in got.stderr
    assert "authorization failed" in got.stderr or "insufficient_scope" in got.stderr, got


def test_pushing_to_it(live: LiveEngine, registry: TokenRegistry, image: str, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(f"FROM {image}\nRUN echo pushed > /p\n")
    name = f"{registry.address}/made:1"
    got = live.pydock("build", "--push", "--progress", "plain", "-t", name, ".", cwd=tmp_path)
    assert got.exit_code == 0 and "secret" not in got.stderr, got
    live.ok("rmi", name)
    live.ok("pull", "-q", name)
