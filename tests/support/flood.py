"""Many bytes through one command, in an address space that could not hold them.

Each flow runs one command line against a fake engine that makes up, or throws away, the bytes: their number
costs no disk but in ``copy_out``, which writes a file of that size.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pydock.build import tarhead
from tests.bench.measure import Cost, cost
from tests.support.engine import Answer, FakeEngine

SPACE = 100 << 20
"""Bytes of address space for a whole process: its interpreter, libraries and stack as well."""

_BLOCK = 1 << 20
_CONTAINER = {
    "Id": "c" * 64,
    "Name": "/c",
    "Config": {"Tty": False, "OpenStdin": False},
    "State": {"Running": True, "Paused": False, "Restarting": False},
    "HostConfig": {},
}
Flow = Callable[[FakeEngine, Path, int], Cost]


def logs(fake: FakeEngine, folder: Path, size: int) -> Cost:
    """Lines of a log."""
    payload = b"a line of the log\n" * 50_000
    frame = b"\x01\0\0\0" + len(payload).to_bytes(4, "big") + payload
    fake.on("GET", "/containers/c/json", json=_CONTAINER)
    for name in ("c", _CONTAINER["Id"]):
        fake.may("GET", f"/containers/{name}/logs", Answer(chunks=(frame for _ in range(size // len(frame)))))
    return _limited(fake, "logs", "c")


def save(fake: FakeEngine, folder: Path, size: int) -> Cost:
    """An image's archive to standard output."""
    for path in ("/images/get", "/images/i/get"):
        fake.may("GET", path, chunks=_zeros(size))
    return _limited(fake, "save", "i")


def load(fake: FakeEngine, folder: Path, size: int) -> Cost:
    """An image's archive from standard input."""
    fake.on("POST", "/images/load", discard=True, json={"stream": "loaded"})
    return _limited(fake, "load", stdin=str(_sparse(folder, size)))


def build(fake: FakeEngine, folder: Path, size: int) -> Cost:
    """The context of a classic build."""
    _sparse(folder, size)
    (folder / "Dockerfile").write_text("FROM scratch\n")
    fake.may("GET", "/info", json={})
    fake.on("POST", "/build", discard=True, chunks=[{"aux": {"ID": "sha256:" + "a" * 64}}])
    return _limited(fake, "build", "-q", str(folder))


def copy_in(fake: FakeEngine, folder: Path, size: int) -> Cost:
    """A file into a container."""
    fake.may("HEAD", "/containers/c/archive", status=404, json={"message": "no"})
    fake.on("PUT", "/containers/c/archive", discard=True)
    return _limited(fake, "cp", str(_sparse(folder, size)), "c:/tmp/big")


def copy_out(fake: FakeEngine, folder: Path, size: int) -> Cost:
    """A file out of a container."""

    def archive() -> Iterator[bytes]:
        yield tarhead.encode(tarhead.Header(b"big", size=size))
        yield from _zeros(size)
        yield tarhead.END

    status = base64.b64encode(json.dumps({"name": "big", "size": size, "mode": 0o644}).encode()).decode()
    headers = {"X-Docker-Container-Path-Stat": status}
    fake.on("GET", "/containers/c/archive", Answer(chunks=archive(), headers=headers))
    taken = _limited(fake, "cp", "c:/big", str(folder / "back"))
    found = (folder / "back").stat().st_size
    (folder / "back").unlink()
    assert found == size
    return taken


FLOWS: dict[str, Flow] = {flow.__name__: flow for flow in (logs, save, load, build, copy_in, copy_out)}


def _limited(fake: FakeEngine, *argv: str, stdin: str = os.devnull) -> Cost:
    command = ["prlimit", f"--as={SPACE}", sys.executable, "-m", "pydock", *argv]
    environ = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "DOCKER_HOST": fake.host, "DOCKER_BUILDKIT": "0"}
    environ["PYTHONPATH"] = str(Path(__file__).parents[2])
    return cost(command, environ, stdin=stdin)


def _zeros(size: int) -> Iterator[bytes]:
    return (bytes(_BLOCK) for _ in range(size // _BLOCK))


def _sparse(folder: Path, size: int) -> Path:
    """A file without blocks of ``size`` bytes, alone in ``folder``."""
    path = folder / "big"
    with path.open("wb") as file:
        file.truncate(size)
    return path
