"""``build --ssh``: a step signs with keys that it never sees, those of the user's agent or of a file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live import LiveEngine, Result

_DOCKERFILE = """\
FROM busybox
COPY root /
COPY key.pub /
RUN --mount=type=ssh ssh-add -T /key.pub && echo the key signed
RUN --mount=type=ssh,id=other ! ssh-add -l
RUN ! test -S /run/buildkit/ssh_agent.0
"""


@pytest.fixture
def context(live: LiveEngine, tmp_path: Path) -> Path:
    """A client of ssh agents with the libraries it needs, and a key pair."""
    if live.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")
    client = shutil.which("ssh-add")
    if client is None:
        pytest.skip("ssh-add is not installed (make setup installs it)")
    words = subprocess.run(["ldd", client], capture_output=True, text=True, check=True).stdout.split()
    for path in [client, *(word for word in words if word.startswith("/"))]:
        copy = tmp_path / "root" / ("bin/ssh-add" if path == client else path.lstrip("/"))
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    _key(tmp_path / "key")
    (tmp_path / "Dockerfile").write_text(_DOCKERFILE)
    return tmp_path


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[str]:
    """The socket of an agent without keys."""
    path = str(tmp_path / "agent")
    with subprocess.Popen(["ssh-agent", "-D", "-a", path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline()
        try:
            yield path
        finally:
            process.terminate()


def _key(path: Path, passphrase: str = "") -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", str(path)], check=True)


def _build(live: LiveEngine, context: Path, *flags: str, sock: str = "") -> Result:
    arguments = ("build", "--no-cache", "--progress", "plain", *flags, ".")
    return live.pydock(*arguments, environ={"SSH_AUTH_SOCK": sock} if sock else None, cwd=context)


def test_a_key_file(live: LiveEngine, context: Path, agent: str) -> None:
    got = _build(live, context, "--ssh", "default=key", "--ssh", "other", sock=agent)
    assert got.exit_code == 0 and " the key signed" in got.stderr, got


def test_the_users_agent(live: LiveEngine, context: Path, agent: str) -> None:
    _key(context / "unused")
    subprocess.run(["ssh-add", "-q", "key"], env={"SSH_AUTH_SOCK": agent, "PATH": "/usr/bin"}, cwd=context, check=True)
    (context / "Dockerfile").write_text(_DOCKERFILE.replace("! ssh-add -l", "! ssh-add -T /key.pub"))
    got = _build(live, context, "--ssh", "default", "--ssh", "other=unused", sock=agent)
    assert got.exit_code == 0 and " the key signed" in got.stderr, got


def test_a_locked_key(live: LiveEngine, context: Path) -> None:
    _key(context / "locked", "a passphrase")
    got = _build(live, context, "--ssh", "default=locked")
    assert got.exit_code == 1 and "locked" in got.stderr and "passphrase" in got.stderr, got
    (context / "junk").write_text("no key\n")
    got = _build(live, context, "--ssh", "default=junk")
    assert got.exit_code == 1 and "failed to parse junk: ssh: no key found" in got.stderr, got


def test_no_agent(live: LiveEngine, context: Path) -> None:
    got = _build(live, context, "--ssh", "default")
    assert got.exit_code == 1 and "make sure SSH_AUTH_SOCK is set" in got.stderr
    got = _build(live, context)
    assert got.exit_code == 1 and "Error connecting to agent" in got.stderr, got
