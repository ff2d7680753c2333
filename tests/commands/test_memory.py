"""Half a gigabyte through every path that streams, in an address space that could not hold it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.measure import Cost, cost
from tests.support.engine import Answer, FakeEngine

SIZE = 1 << 29
BLOCK = 1 << 20
SPACE = 400 << 20  # the interpreter and its libraries take most of this, without touching it
PEAK = 60  # MiB

CONTAINER = {
    "Id": "c" * 64,
    "Name": "/c",
    "Config": {"Tty": False, "OpenStdin": False},
    "State": {"Running": True, "Paused": False, "Restarting": False},
    "HostConfig": {},
}

pytestmark = pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is not installed")


def limited(fake: FakeEngine, *argv: str, stdin: str = os.devnull) -> Cost:
    command = ["prlimit", f"--as={SPACE}", sys.executable, "-m", "pydock", *argv]
    environ = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "DOCKER_HOST": fake.host, "DOCKER_BUILDKIT": "0"}
    environ["PYTHONPATH"] = str(Path(__file__).parents[2])
    return cost(command, environ, stdin=stdin)


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """A sparse file of SIZE bytes, alone in its folder."""
    folder = tmp_path / "context"
    folder.mkdir()
    path = folder / "big"
    with path.open("wb") as file:
        file.truncate(SIZE)
    return path


def test_logs(fake: FakeEngine) -> None:
    def lines() -> Iterator[bytes]:
        payload = b"a line of the log\n" * 50_000
        frame = b"\x01\0\0\0" + len(payload).to_bytes(4, "big") + payload
        for _ in range(SIZE // len(frame)):
            yield frame

    fake.on("GET", "/containers/c/json", json=CONTAINER)
    for name in ("c", CONTAINER["Id"]):
        fake.may("GET", f"/containers/{name}/logs", Answer(chunks=lines()))
    assert limited(fake, "logs", "c").peak < PEAK


def test_save(fake: FakeEngine) -> None:
    fake.on("GET", "/images/get", chunks=(bytes(BLOCK) for _ in range(SIZE // BLOCK)))
    fake.may("GET", "/images/i/get", chunks=(bytes(BLOCK) for _ in range(SIZE // BLOCK)))
    assert limited(fake, "save", "i").peak < PEAK


def test_load(fake: FakeEngine, big: Path) -> None:
    fake.on("POST", "/images/load", discard=True, json={"stream": "loaded"})
    assert limited(fake, "load", stdin=str(big)).peak < PEAK


def test_build(fake: FakeEngine, big: Path) -> None:
    (big.parent / "Dockerfile").write_text("FROM scratch\n")
    fake.may("GET", "/info", json={})
    fake.on("POST", "/build", discard=True, chunks=[{"aux": {"ID": "sha256:" + "a" * 64}}])
    assert limited(fake, "build", "-q", str(big.parent)).peak < PEAK


def test_copy_in(fake: FakeEngine, big: Path) -> None:
    fake.may("HEAD", "/containers/c/archive", status=404, json={"message": "no"})
    fake.on("PUT", "/containers/c/archive", discard=True)
    assert limited(fake, "cp", str(big), "c:/tmp/big").peak < PEAK
