from __future__ import annotations

import io
import sys
import tarfile
from base64 import b64encode
from json import dumps
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine
from tests.support.terminal import Terminal

ARCHIVE = "/containers/c1/archive"
DIR = 1 << 31


def _stat(mode: int) -> dict[str, str]:
    text = dumps({"name": "x", "size": 1, "mode": mode, "mtime": "2024-01-01T00:00:00Z", "linkTarget": ""})
    return {"X-Docker-Container-Path-Stat": b64encode(text.encode()).decode()}


def _tar(*infos: tarfile.TarInfo) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as made:
        for info in infos:
            made.addfile(info, io.BytesIO(bytes(info.size)))
    return buffer.getvalue()


def _file(name: str, size: int = 4) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    return info


def test_in_and_out(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "f").write_text("data")
    fake.on("HEAD", ARCHIVE, headers=_stat(DIR))
    fake.on("PUT", ARCHIVE)
    assert run("cp", "-a", "f", "c1:/tmp") == (0, "", "")
    assert fake.of("PUT", ARCHIVE)[0].query["copyUIDGID"] == ["true"]
    fake.on("GET", ARCHIVE, body=_tar(_file("g")), headers=_stat(0o644))
    assert run("cp", "c1:/tmp/g", "h") == (0, "", "")
    assert (run.cwd / "h").read_bytes() == bytes(4)


def test_streams(run: Runner, fake: FakeEngine) -> None:
    fake.on("HEAD", ARCHIVE, headers=_stat(DIR))
    fake.on("PUT", ARCHIVE)
    fake.on("GET", ARCHIVE, body=b"tar", headers=_stat(DIR))
    assert run("cp", "-", "c1:/tmp", stdin=b"archive").exit_code == 0
    assert fake.of("PUT", ARCHIVE)[0].body == b"archive"
    assert run("cp", "c1:/tmp", "-").stdout == "tar"


def test_progress_where_it_is_asked_for(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "f").write_text("data")
    fake.on("HEAD", ARCHIVE, headers=_stat(DIR))
    fake.on("PUT", ARCHIVE)
    fake.on("GET", ARCHIVE, body=_tar(_file("g")), headers=_stat(0o644))
    assert run("cp", "--quiet=false", "f", "c1:/tmp").stderr == "Successfully copied 2.05kB to c1:/tmp\n"
    assert run("cp", "--quiet=false", "c1:/g", "g").stderr == f"Successfully copied 10.2kB to {run.cwd}/g\n"


def test_progress_on_a_terminal(fake: FakeEngine, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(bytes(300_000))
    fake.on("HEAD", ARCHIVE, headers=_stat(DIR))
    fake.on("PUT", ARCHIVE)
    environ = {"DOCKER_HOST": fake.host, "HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "TERM": "xterm"}
    argv = [sys.executable, "-m", "pydock", "cp", f"{tmp_path}/f", "c1:/tmp"]
    with Terminal(argv, environ=environ) as terminal:
        terminal.expect(b"Copying to container - ")
        terminal.expect(b"Successfully copied 302kB to c1:/tmp")
        assert terminal.wait() == 0


def test_devices_are_told(run: Runner, fake: FakeEngine) -> None:
    device = tarfile.TarInfo("dev/sda")
    device.type, device.devmajor = tarfile.BLKTYPE, 8
    folder = tarfile.TarInfo("dev")
    folder.type = tarfile.DIRTYPE
    fake.on("GET", ARCHIVE, body=_tar(folder, device), headers=_stat(DIR))
    assert run("cp", "c1:/dev", ".") == (0, "", "dev/sda: device not copied\n")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("", "c1:/x"), "source can not be empty"),
        (("c1:/x", ""), "destination can not be empty"),
        (("c1:/x", "c2:/y"), "copying between containers is not supported"),
        (("a", "b"), "must specify at least one container source"),
    ],
)
def test_arguments_that_cannot_be(run: Runner, argv: tuple[str, str], message: str) -> None:
    assert run("cp", *argv) == (1, "", message + "\n")


def test_an_error_of_the_engine(run: Runner, fake: FakeEngine) -> None:
    message = "Could not find the file /x in container c1"
    fake.on("GET", ARCHIVE, Answer(404, json={"message": message}))
    assert run("cp", "c1:/x", "y") == (1, "", f"Error response from daemon: {message}\n")
