"""An ssh-agent of our own for ``--ssh id=key``: it holds the given keys and dies with the build."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence

from pydock.errors import PydockError


def serve_keys(paths: Sequence[str]) -> tuple[str, Callable[[], None]]:
    """Start an agent with the private keys in ``paths``: its socket, and what ends it. Raises PydockError."""
    folder = tempfile.mkdtemp(prefix="pydock-ssh")
    path = os.path.join(folder, "agent")
    try:
        agent = subprocess.Popen(["ssh-agent", "-D", "-a", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise PydockError(f"--ssh with a key needs ssh-agent: {error.strerror}") from error
    try:
        _fill(path, agent, paths)
    except PydockError:
        _stop(agent, folder)
        raise
    return path, lambda: _stop(agent, folder)


def _fill(path: str, agent: subprocess.Popen[bytes], paths: Sequence[str]) -> None:
    _wait_for(path, agent)
    for key in paths:
        with open(key, "rb") as file:
            data = file.read()
        # By standard input: in files, ssh-add refuses keys that others may read.
        added = subprocess.run(
            ["ssh-add", "-q", "-"],
            env={**os.environ, "SSH_AUTH_SOCK": path, "SSH_ASKPASS_REQUIRE": "never"},
            input=data,
            capture_output=True,
            check=False,
            start_new_session=True,
        )
        if added.returncode:
            raise PydockError(f"failed to parse {key}: ssh: {_reason(data, added.stderr.decode(errors='replace'))}")


def _reason(data: bytes, told: str) -> str:
    """Why a key was not taken, as Go's ssh package says it where that is known."""
    if b"PRIVATE KEY-----" not in data:
        return "no key found"
    return "this private key is passphrase protected" if "passphrase" in told else told.strip()


def _wait_for(path: str, agent: subprocess.Popen[bytes]) -> None:
    from time import sleep

    while not os.path.exists(path):
        if agent.poll() is not None:
            raise PydockError("ssh-agent did not start")
        sleep(0.01)


def _stop(agent: subprocess.Popen[bytes], folder: str) -> None:
    from shutil import rmtree

    agent.terminate()
    agent.wait()
    rmtree(folder, ignore_errors=True)
