"""The agent that holds keys for a build."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pydock.build.buildkit.sshagent import serve_keys
from pydock.errors import PydockError

pytestmark = pytest.mark.skipif(shutil.which("ssh-agent") is None, reason="ssh-agent is not installed")


def _key(path: Path, passphrase: str = "") -> str:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", str(path)], check=True)
    path.chmod(0o644)
    return str(path)


def test_keys_are_held_until_the_end(tmp_path: Path) -> None:
    path, stop = serve_keys([_key(tmp_path / "a"), _key(tmp_path / "b")])
    environ = {**os.environ, "SSH_AUTH_SOCK": path}
    listed = subprocess.run(["ssh-add", "-L"], env=environ, capture_output=True, text=True, check=True).stdout
    public = [(tmp_path / name).read_text().split()[1] for name in ("a.pub", "b.pub")]
    assert [line.split()[1] for line in listed.splitlines()] == public
    stop()
    assert not os.path.exists(os.path.dirname(path))


def test_what_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "junk").write_text("x")
    (tmp_path / "cut").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\n")
    locked = _key(tmp_path / "locked", "passphrase")
    for path, reason in (
        (locked, "ssh: this private key is passphrase protected"),
        (str(tmp_path / "junk"), "ssh: no key found"),
        (str(tmp_path / "cut"), "ssh: Error loading key"),
    ):
        with pytest.raises(PydockError) as caught:
            serve_keys([path])
        assert caught.value.message.startswith(f"failed to parse {path}: {reason}")
