"""Builders besides the engine's own, on real engines: BuildKit in a container, and at an address.

No image of buildkitd can be had offline: a bridge to the engine's BuildKit stands in for it.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import buildkitd
from tests.support.live import GUARD, LiveEngine

_SCRIPT = Path(buildkitd.__file__)


@pytest.fixture
def context(live: LiveEngine, tmp_path: Path) -> Iterator[Path]:
    if live.kind != "dockerd":
        pytest.skip("the engine has no BuildKit")
    (tmp_path / "Dockerfile").write_text("FROM scratch\nCOPY a /b\n")
    (tmp_path / "a").write_text("text\n")
    yield tmp_path
    for name in ("boxed", "far", "blind"):
        live.pydock("buildx", "rm", "--force", name)


def _listen(live: LiveEngine, folder: Path, address: str) -> None:
    live.spawn([sys.executable, str(_SCRIPT), live.socket, address], folder / "bridge.log")
    kind, where = address.split(":")[:2]
    probe = [sys.executable, "-c", f"import socket; socket.create_connection(('127.0.0.1', {where}))"]
    deadline = time.monotonic() + GUARD
    while time.monotonic() < deadline:
        if kind == "unix":
            with socket.socket(socket.AF_UNIX) as sock:
                if not sock.connect_ex(where):
                    return
        elif not subprocess.run(live.inside(probe), capture_output=True, check=False).returncode:
            return
        time.sleep(0.1)
    raise AssertionError((folder / "bridge.log").read_text())


def _builds(live: LiveEngine, context: Path, builder: str) -> None:
    """A build whose result comes back through the session."""
    out = context / "out"
    live.ok("buildx", "--builder", builder, "build", "-o", str(out), ".", cwd=context)
    assert (out / "b").read_text() == "text\n"
    live.ok("buildx", "--builder", builder, "du")


@pytest.fixture
def image(live: LiveEngine, context: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    if live.pydock("run", "--rm", "--privileged", "--network=none", "busybox", "true").exit_code:
        pytest.skip("privileged containers cannot run here")
    live.ok("build", "-t", buildkitd.IMAGE, "-", stdin=buildkitd.DOCKERFILE.encode())
    _listen(live, tmp_path_factory.mktemp("bridge"), f"tcp:{buildkitd.PORT}")


def test_container(live: LiveEngine, context: Path, image: None) -> None:
    """Its whole life: made with its options, used, stopped, started by a build, removed with its volume."""
    (context / "config.toml").write_text("debug = true\n")
    options = ("--driver-opt", "network=host,memory=256m,env.A=b", "--buildkitd-config", "config.toml")
    made = live.pydock("buildx", "create", "--name", "boxed", *options, "--bootstrap", cwd=context)
    assert made.exit_code == 0 and made.stdout == "boxed\n", made
    assert "#1 [internal] booting buildkit" in made.stderr and "#1 DONE" in made.stderr, made
    seen = live.connection.call("GET", "/containers/buildx_buildkit_boxed0/json")
    host = seen["HostConfig"]
    assert (host["Privileged"], host["NetworkMode"], host["Memory"]) == (True, "host", 256 << 20)
    assert host["RestartPolicy"]["Name"] == "unless-stopped" and "A=b" in seen["Config"]["Env"]
    assert seen["Config"]["Cmd"][-2:] == ["--config", "/etc/buildkit/buildkitd.toml"]
    assert live.ok("exec", "buildx_buildkit_boxed0", "cat", "/etc/buildkit/buildkitd.toml") == "debug = true\n"
    assert "running" in live.ok("buildx", "inspect", "boxed")
    _builds(live, context, "boxed")
    live.ok("buildx", "stop", "boxed")
    assert "Status:                stopped" in live.ok("buildx", "inspect", "boxed")
    _builds(live, context, "boxed")
    unused = live.pydock("buildx", "--builder", "boxed", "build", ".", cwd=context)
    assert unused.stderr.endswith("use --load\n") and "No output specified with docker-container" in unused.stderr
    assert live.pydock("buildx", "rm", "boxed").stderr == "boxed removed\n"
    assert live.ok("volume", "ls", "-q", "--filter", "name=buildx_buildkit_boxed") == ""
    assert live.pydock("inspect", "buildx_buildkit_boxed0").exit_code == 1


def test_container_keeps_what_it_is_told_to(live: LiveEngine, context: Path, image: None) -> None:
    live.ok("buildx", "create", "--name", "boxed", "--bootstrap", "--driver-opt", "network=host")
    live.ok("buildx", "rm", "--keep-state", "boxed")
    assert live.ok("volume", "ls", "-q", "--filter", "name=buildx_buildkit_boxed") == "buildx_buildkit_boxed0_state\n"
    live.ok("buildx", "create", "--name", "boxed", "--bootstrap", "--driver-opt", "network=host")
    live.ok("buildx", "rm", "--keep-daemon", "boxed")
    assert live.ok("inspect", "-f", "{{.State.Running}}", "buildx_buildkit_boxed0") == "true\n"
    live.ok("rm", "-fv", "buildx_buildkit_boxed0")
    live.ok("volume", "rm", "buildx_buildkit_boxed0_state")


def test_container_that_cannot_be_made(live: LiveEngine, context: Path) -> None:
    options = ("--driver-opt", "image=localhost:1/none:1")
    got = live.pydock("buildx", "create", "--name", "boxed", *options, "--bootstrap")
    assert got.exit_code == 1 and "#1 ERROR: " in got.stderr and "ERROR: Error response" in got.stderr, got
    assert "Status:                inactive" in live.ok("buildx", "inspect", "boxed")
    live.ok("buildx", "rm", "boxed")


@pytest.mark.parametrize("kind", ["unix", "tcp", "tls"])
def test_remote(live: LiveEngine, context: Path, kind: str) -> None:
    folder, options = live.folder, list[str]()
    address = {"unix": f"unix:{context}/b.sock", "tcp": "tcp:2223"}.get(
        kind, f"tls:2224:{folder}/cert.pem:{folder}/key.pem:{folder}/cert.pem"
    )
    _listen(live, context, address)
    endpoint = f"unix://{context}/b.sock" if kind == "unix" else f"tcp://localhost:{address.split(':')[1]}"
    if kind == "tls":
        pairs = f"cacert={folder}/cert.pem,cert={folder}/cert.pem,key={folder}/key.pem"
        options = ["--driver-opt", pairs]
    live.ok("buildx", "create", "--name", "far", "--driver", "remote", *options, endpoint)
    assert "running" in live.ok("buildx", "inspect", "far")
    _builds(live, context, "far")
    if kind == "tls":
        blind = ("--driver", "remote", "--driver-opt", f"cacert={_SCRIPT}")
        live.ok("buildx", "create", "--name", "blind", *blind, endpoint)
        assert "inactive" in live.ok("buildx", "inspect", "blind")
