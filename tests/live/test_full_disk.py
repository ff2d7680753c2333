"""Disks that are full, the user's and the engine's: it is told, and nothing is left half-written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live import GUARD, LiveEngine, Result, mount_disk

_LARGE = "dd if=/dev/urandom of=/large bs=1M count=48"
_LEFT = 12 << 20
_NO_ROOM = "no space left on device"


@pytest.fixture
def disk(live: LiveEngine, tmp_path: Path) -> Iterator[Path]:
    """A folder with room for a megabyte, and the container ``c1``, which has two."""
    script = "mkdir /d; head -c 2000000 /dev/zero | tee /d/f"
    live.ok("run", "--name", "c1", *live.run_flags, "busybox", "sh", "-c", script)
    mount_disk(tmp_path / "disk", "1m")
    yield tmp_path / "disk"
    subprocess.run(["umount", str(tmp_path / "disk")], check=True)


@pytest.mark.parametrize(
    "argv",
    [
        ["save", "-o", "file", "busybox"],
        ["export", "-o", "file", "c1"],
        ["cp", "c1:/d/f", "file"],
        ["cp", "c1:/d/f", "new"],
        ["cp", "c1:/d", "new"],
        ["cp", "c1:/d/.", "folder"],
    ],
    ids=" ".join,
)
def test_what_there_was_stays(live: LiveEngine, disk: Path, argv: list[str]) -> None:
    (disk / "file").write_text("of old")
    (disk / "folder").mkdir()
    result = live.pydock(*argv, cwd=disk)
    assert result.exit_code == 1 and result.stderr.strip().endswith(_NO_ROOM), result
    assert (disk / "file").read_text() == "of old"
    left = [path for path in disk.rglob("*") if path.is_file()]
    assert left == [disk / "file"], result


@pytest.mark.parametrize("argv", [["save", "busybox"], ["export", "c1"], ["cp", "c1:/d", "-"], ["logs", "c1"]])
def test_the_disk_of_standard_output(live: LiveEngine, disk: Path, argv: list[str]) -> None:
    with open(disk / "output", "wb") as output:
        done = subprocess.run(
            live.command(*argv), stdout=output, stderr=subprocess.PIPE, env=live.environ(), timeout=GUARD, check=False
        )
    assert done.returncode == 1 and done.stderr.decode().splitlines()[-1].endswith(_NO_ROOM), done


@pytest.mark.parametrize(
    "argv", [["ps"], ["images", "--format", "json"], ["inspect", "c1"], ["version"], ["ps", "--help"]], ids=" ".join
)
def test_a_full_device_as_output(live: LiveEngine, argv: list[str]) -> None:
    live.ok("create", "--name", "c1", *live.run_flags, "busybox")
    with open("/dev/full", "wb") as output:
        done = subprocess.run(
            live.command(*argv), stdout=output, stderr=subprocess.PIPE, env=live.environ(), timeout=GUARD, check=False
        )
    assert done.returncode == 1 and done.stderr.decode().endswith(f"{_NO_ROOM}\n"), done


class Full:
    """An engine whose disk has too little room for what is asked of it, and what of that is on the user's disk."""

    def __init__(self, engine: LiveEngine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder
        self.pushed = f"{engine.registry().address}/large:1"
        engine.ok("run", "--name", "c2", *engine.run_flags, "busybox", "sh", "-c", _LARGE)
        engine.ok("commit", "c2", self.pushed)
        engine.ok("rm", "c2")
        engine.ok("push", self.pushed)
        engine.ok("save", "-o", f"{folder}/saved", self.pushed)
        engine.ok("rmi", self.pushed)
        (folder / "large").write_bytes(os.urandom(48 << 20))
        subprocess.run(["tar", "-cf", "large.tar", "large"], cwd=folder, check=True)
        (folder / "Dockerfile").write_text(f"FROM busybox\nRUN {_LARGE}\n")
        engine.ok("run", "-d", "--name", "c1", *engine.run_flags, "busybox", "sleep", "9999")
        self.images = engine.ok("images", "-a", "-q", "--no-trunc")

    def pydock(self, *argv: str) -> Result:
        """A command while but a few megabytes are left on the engine's disk."""
        filler = self.engine.folder / "data" / "filler"
        with open(filler, "wb") as file:
            data = os.statvfs(filler)
            os.posix_fallocate(file.fileno(), 0, data.f_bavail * data.f_frsize - _LEFT)
        try:
            return self.engine.pydock(*argv, cwd=self.folder, environ={"DOCKER_BUILDKIT": "0"})
        finally:
            filler.unlink()


@pytest.fixture(scope="module")
def full(session_engine: LiveEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    engine = session_engine.another(room="256m")
    try:
        yield Full(engine, tmp_path_factory.mktemp("full"))
    finally:
        engine.stop()


@pytest.mark.parametrize(
    "argv",
    [
        ["pull", "PUSHED"],
        ["load", "-i", "saved"],
        ["import", "large.tar"],
        ["cp", "large", "c1:/tmp/"],
        ["build", "-t", "made", "."],
        ["run", "--rm", "--name", "c3", "FLAGS", "busybox", "sh", "-c", _LARGE],
    ],
    ids=lambda argv: argv[0],
)
def test_the_engines_disk(full: Full, argv: list[str]) -> None:
    flags = {"PUSHED": [full.pushed], "FLAGS": full.engine.run_flags}
    result = full.pydock(*[word for given in argv for word in flags.get(given, [given])])
    full.engine.ok("exec", "c1", "rm", "-f", "/tmp/large")
    told = result.stdout + result.stderr  # buildah leaves the words to the step that failed
    assert result.exit_code == 1 and _NO_ROOM in told.lower(), result
    assert full.engine.ok("images", "-a", "-q", "--no-trunc") == full.images
    assert full.engine.ok("ps", "-a", "--format", "{{.Names}}") == "c1\n"


def test_a_process_on_the_engines_disk(full: Full) -> None:
    result = full.pydock("exec", "c1", "sh", "-c", _LARGE)
    full.engine.ok("exec", "c1", "rm", "-f", "/large")
    assert result.exit_code == 1 and _NO_ROOM in result.stderr.lower(), result
