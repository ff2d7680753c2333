"""pydock's own engine, alone and beside another dockerd in the same network."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.live import GUARD, LiveEngine, Result, base_image

_OUTSIDE = "192.0.2.9"
# The system's dockerd is known by its pid file, which a /run of the command's own holds.
_WITH_SYSTEM = 'mount -t tmpfs tmpfs /run; [ -z "$0" ] || echo "$0" >/run/docker.pid; exec "$@"'


class Own:
    """The embedded engine of a user whose folders are below ``folder``, in the network of ``system``."""

    def __init__(self, system: LiveEngine, folder: Path, *, beside: bool) -> None:
        self._system = system
        self._pid = str(system.process_id) if beside else ""
        names = ("state", "data", "run")
        xdg = zip(("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"), names, strict=True)
        self.environ = {
            **system.environ({name: f"{folder}/{value}" for name, value in xdg}),
            "PATH": system.path,
            "DOCKER_HOST": f"unix://{folder}/run/pydock/engine.sock",
        }

    def pydock(self, *argv: str, stdin: bytes = b"") -> Result:
        argv = ("unshare", "--mount", "sh", "-c", _WITH_SYSTEM, self._pid, *self._system.command(*argv)[2:])
        return self.inside(*argv, stdin=stdin)

    def inside(self, *argv: str, stdin: bytes = b"") -> Result:
        done = subprocess.run(
            self._system.inside(argv), input=stdin, capture_output=True, env=self.environ, timeout=GUARD, check=False
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def ok(self, *argv: str, stdin: bytes = b"") -> str:
        result = self.pydock(*argv, stdin=stdin)
        assert result.exit_code == 0, f"pydock {' '.join(argv)}: {result}"
        return result.stdout

    def network(self) -> tuple[list[str], list[str]]:
        """Interfaces and rules: what must be the same before and after."""
        links = self.inside("ip", "-brief", "link").stdout.splitlines()
        rules = self.inside("iptables-save").stdout.splitlines()
        return sorted(line.split()[0] for line in links), [line for line in rules if line[0] == "-"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short: the path of a socket is bounded."""
    with tempfile.TemporaryDirectory(prefix="pydock-own-") as made:
        yield Path(made)


@pytest.fixture
def beside(live: LiveEngine, folder: Path) -> Iterator[Own]:
    own = Own(live, folder, beside=True)
    yield own
    own.pydock("engine", "down")


@contextmanager
def _outside(live: LiveEngine) -> Iterator[None]:
    """A machine in a network of its own that the engine's reaches, and that knows no way to a container's address."""
    wire = "ip link add out1 type veth peer name eth0 netns $1; ip addr add 192.0.2.1/24 dev out1; ip link set out1 up"
    peer = f"nsenter --net=/proc/$1/ns/net sh -c 'ip addr add {_OUTSIDE}/24 dev eth0; ip link set eth0 up'"
    with subprocess.Popen(["unshare", "--net", "sh", "-c", "echo; exec sleep 600"], stdout=subprocess.PIPE) as machine:
        try:
            assert machine.stdout is not None
            machine.stdout.readline()
            subprocess.run(live.inside(["sh", "-ec", f"{wire}; {peer}", "sh", str(machine.pid)]), check=True)
            yield
        finally:
            machine.kill()


def test_beside_another_dockerd(live: LiveEngine, beside: Own) -> None:
    with _outside(live):
        before = beside.network()
        up = beside.pydock("engine", "up")
        assert up.exit_code == 0, up
        assert (
            "another dockerd runs here: this one has a bridge network of its own, pydock0 (10.213.0.0/16)" in up.stderr
        )
        assert "pydock0" in beside.network()[0]
        beside.ok("import", "--change", 'CMD ["sh"]', "--change", "ENV PATH=/bin", "-", "base", stdin=base_image())
        assert beside.ok("run", "--rm", "base", "ip", "-4", "-o", "addr", "show", "eth0").split()[3] == "10.213.0.2/24"
        beside.ok("run", "--rm", "base", "ping", "-c", "1", _OUTSIDE)
        built = beside.pydock("build", "-t", "made", "-", stdin=f"FROM base\nRUN ping -c 1 {_OUTSIDE}\n".encode())
        assert built.exit_code == 0, built
        beside.ok("network", "create", "inner")
        beside.ok("run", "-d", "--name=web", "--network=inner", "-p=8123:80", "base", "httpd", "-f", "-h", "/etc")
        got = beside.ok("run", "--rm", "--network=inner", "base", "wget", "-q", "-O-", "http://web/passwd")
        assert got == "root:x:0:0::/root:/bin/sh\n"
        assert beside.inside("busybox", "wget", "-q", "-O-", "http://127.0.0.1:8123/passwd").stdout == got
        address = beside.ok("inspect", "-f", "{{.NetworkSettings.Networks.inner.IPAddress}}", "web").strip()
        assert beside.pydock("run", "--rm", "base", "ping", "-c", "1", "-W", "1", address).exit_code == 1
        live.ok("run", "--rm", "busybox", "ping", "-c", "1", _OUTSIDE)
        down = beside.pydock("engine", "down")
        assert (down.exit_code, down.stderr) == (0, "these containers are stopped with it: web\n")
        assert beside.network() == before


def test_a_bridge_whose_engine_was_killed_goes_too(live: LiveEngine, beside: Own) -> None:
    before = beside.network()
    beside.ok("engine", "up")
    status = beside.ok("engine", "status")
    pid = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("Process:"))
    os.kill(pid, signal.SIGKILL)
    command_line = Path(f"/proc/{pid}/cmdline")
    while command_line.exists() and command_line.read_bytes():
        time.sleep(0.05)
    down = beside.pydock("engine", "down")
    assert (down.exit_code, down.stderr) == (0, "The embedded engine does not run.\n")
    assert beside.network() == before


def test_without_room_for_a_bridge(live: LiveEngine, beside: Own) -> None:
    taken = ("10.0.0.0/8", "172.16.0.0/12")
    for pool in taken:
        beside.inside("ip", "route", "add", "blackhole", pool)
    try:
        up = beside.pydock("engine", "up")
        assert up.exit_code == 0
        assert "goes without a bridge network of its own (all ranges of addresses" in up.stderr
        assert beside.ok("network", "ls", "--format", "{{.Name}}").split() == ["host", "none"]
    finally:
        for pool in taken:
            beside.inside("ip", "route", "delete", "blackhole", pool)


def test_options_of_an_engine_that_runs(live: LiveEngine, folder: Path) -> None:
    own = Own(live, folder, beside=False)
    options = ("--data-root", f"{folder}/images", "--registry-mirror", "https://mirror.example")
    try:
        host = own.ok("engine", "up", *options)
        again = own.pydock("engine", "up", *options)
        assert again == (0, host, "")
        assert own.ok("info", "-f", "{{.DockerRootDir}} {{.RegistryConfig.Mirrors}}") == (
            f"{folder}/images [https://mirror.example/]\n"
        )
        other = own.pydock("engine", "up", "--data-root", f"{folder}/other", "--insecure-registry", "10.0.0.0/8")
        assert (other.exit_code, other.stdout) == (1, "")
        assert f"--data-root: it runs with {folder}/images, you ask for {folder}/other" in other.stderr
        assert "--insecure-registry: it runs with none, you ask for 10.0.0.0/8" in other.stderr
        assert "pydock engine down" in other.stderr
        own.ok("engine", "down")
        own.ok("engine", "up", "--data-root", f"{folder}/other")
        assert own.ok("info", "-f", "{{.DockerRootDir}}") == f"{folder}/other\n"
    finally:
        own.pydock("engine", "down")
