"""cp on real engines: both ways, what a copy must keep, hostile containers, constant memory."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

from tests.support.live import LiveEngine

HUGE = 2 << 30
LIMIT = 100 << 20
"""Bytes of address space that a copy of HUGE bytes must do with."""


def _tree(folder: Path) -> None:
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "f").write_bytes(os.urandom(200_000))
    (folder / "run").write_text("#!/bin/sh\n")
    (folder / "run").chmod(0o4755)
    (folder / "empty").mkdir(mode=0o700)
    (folder / "link").symlink_to("run")
    (folder / "dangling").symlink_to("no/where")
    os.link(folder / "deep" / "er" / "f", folder / "second")
    (folder / ("n" * 200)).write_text("long")
    with open(os.fsencode(folder) + b"/\xff\xfe", "wb") as file:
        file.write(b"raw")
    os.utime(folder / "run", (1_600_000_000, 1_600_000_000))


def _listing(folder: Path) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for where, folders, files in os.walk(os.fsencode(folder)):
        for name in folders + files:
            path = os.path.join(where, name)
            status = os.lstat(path)
            link = os.readlink(path) if stat.S_ISLNK(status.st_mode) else b""
            content = b"" if not stat.S_ISREG(status.st_mode) else Path(os.fsdecode(path)).read_bytes()
            when = 0 if stat.S_ISDIR(status.st_mode) else int(status.st_mtime)
            found.append((os.path.relpath(path, os.fsencode(folder)), status.st_mode, when, link, content))
    return sorted(found)


def test_there_and_back(live: LiveEngine, tmp_path: Path) -> None:
    _there_and_back(live, tmp_path)


def test_there_and_back_with_podman(podman_engine: LiveEngine, tmp_path: Path) -> None:
    """Its archive of ``DIR/.`` names the entries without ``./``: they must not be strewn beside the target."""
    _there_and_back(podman_engine, tmp_path)
    podman_engine.clean()


def _there_and_back(live: LiveEngine, tmp_path: Path) -> None:
    _tree(tmp_path / "src")
    live.ok("create", "--name", "c1", *live.run_flags, "busybox")
    live.ok("cp", f"{tmp_path}/src", "c1:/tmp")
    live.ok("cp", "c1:/tmp/src", f"{tmp_path}/back")
    assert _listing(tmp_path / "back") == _listing(tmp_path / "src")
    assert (tmp_path / "back" / "second").samefile(tmp_path / "back" / "deep" / "er" / "f")
    live.ok("cp", "c1:/tmp/src/.", f"{tmp_path}/again")
    assert _listing(tmp_path / "again") == _listing(tmp_path / "src")
    assert sorted(os.listdir(tmp_path)) == ["again", "back", "src"]


def test_streams(live: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("data")
    live.ok("create", "--name", "c1", *live.run_flags, "busybox")
    live.ok("cp", f"{tmp_path}/f", "c1:/tmp/g")
    archive = live.ok("cp", "c1:/tmp/g", "-").encode("utf-8", "surrogateescape")
    live.ok("cp", "-", "c1:/root", stdin=archive)
    live.ok("cp", "c1:/root/g", f"{tmp_path}/h")
    assert (tmp_path / "h").read_text() == "data"


def test_owners(live: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("data")
    os.chown(tmp_path / "f", 1234, 4321)
    live.ok("run", "-d", "--name", "c1", *live.run_flags, "busybox", "sleep", "1000")
    for flags in ([], ["-a"]):  # the container names no user that archive mode could give the file to
        live.ok("cp", *flags, f"{tmp_path}/f", "c1:/tmp/f")
        assert live.ok("exec", "c1", "stat", "-c", "%u:%g", "/tmp/f") == "1234:4321\n"


def test_a_container_cannot_reach_out(live: LiveEngine, tmp_path: Path) -> None:
    """Links that lead to the host's files by name, and a folder in the destination that is a link."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("untouched")
    script = f"mkdir -p /d/in /d/sub; ln -s {outside} /d/abs; ln -s ../../outside /d/rel; echo x > /d/sub/precious"
    live.ok("run", "--name", "c1", *live.run_flags, "busybox", "sh", "-c", script)
    box = tmp_path / "box"
    box.mkdir()
    live.ok("cp", "c1:/d/.", str(box))
    assert os.readlink(box / "abs") == str(outside)
    (box / "sub" / "precious").unlink()
    (box / "sub").rmdir()
    (box / "sub").symlink_to(outside)
    again = live.pydock("cp", "c1:/d/.", str(box))
    assert again.exit_code == 1 and "cannot overwrite non-directory" in again.stderr
    assert [path.name for path in outside.iterdir()] == ["precious"]
    assert (outside / "precious").read_text() == "untouched"


def test_devices_stay_in_the_container(live: LiveEngine, tmp_path: Path) -> None:
    made = live.pydock("run", "--name", "c1", *live.run_flags, "busybox", "sh", "-c", "mkdir /d; mknod /d/n c 1 3")
    if made.exit_code:
        return  # the container may not make any, which is as good
    copied = live.pydock("cp", "c1:/d", str(tmp_path / "out"))
    assert (copied.exit_code, copied.stderr) == (0, "out/n: device not copied\n")
    assert os.listdir(tmp_path / "out") == []


def test_a_huge_file_in_little_memory(live: LiveEngine, tmp_path: Path) -> None:
    """Once in, from a file of holes, and once out; every byte of both ways is written to the disk."""
    prlimit = shutil.which("prlimit")
    assert prlimit is not None
    with open(tmp_path / "huge", "wb") as file:
        file.truncate(HUGE)
    live.ok("create", "--name", "c1", *live.run_flags, "busybox")

    def limited(*argv: str) -> None:
        subprocess.run([prlimit, f"--as={LIMIT}", *live.command(*argv)], env=live.environ(), check=True)

    limited("cp", f"{tmp_path}/huge", "c1:/tmp/huge")
    (tmp_path / "huge").unlink()
    limited("cp", "c1:/tmp/huge", f"{tmp_path}/back")
    assert (tmp_path / "back").stat().st_size == HUGE
    (tmp_path / "back").unlink()


def test_many_files(live: LiveEngine, tmp_path: Path) -> None:
    for folder in range(20):
        (tmp_path / "src" / str(folder)).mkdir(parents=True)
        for name in range(100):
            (tmp_path / "src" / str(folder) / str(name)).write_text(f"{folder} {name}")
    live.ok("create", "--name", "c1", *live.run_flags, "busybox")
    live.ok("cp", f"{tmp_path}/src", "c1:/tmp")
    live.ok("cp", "c1:/tmp/src", f"{tmp_path}/back")
    assert _listing(tmp_path / "back") == _listing(tmp_path / "src")
