"""The classic builder on real engines."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.support.live import LiveEngine, Result

CLASSIC = {"DOCKER_BUILDKIT": "0"}


def _build(live: LiveEngine, *argv: str, stdin: bytes = b"", cwd: Path | None = None) -> Result:
    return live.pydock("build", *argv, stdin=stdin, environ=CLASSIC, cwd=cwd)


def _run(live: LiveEngine, image: str, *argv: str) -> str:
    return live.ok("run", "--rm", *live.run_flags, image, *argv)


def test_the_output_of_a_build(live: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM busybox\nLABEL a=b\n")
    done = _build(live, "-t", "app:1", "--iidfile", "iid", ".", cwd=tmp_path)
    assert done.exit_code == 0, done
    lines = done.stdout.replace("\r", "").splitlines()
    assert lines[0].startswith("Sending build context to Docker daemon  ")
    assert lines[1] == "Step 1/2 : FROM busybox"
    assert lines[-1] == "Successfully tagged app:1"
    assert live.ok("inspect", "-f", "{{.Id}}", "app:1").strip() == (tmp_path / "iid").read_text()


def test_a_failed_step_gives_its_exit_code(live: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM busybox\nRUN exit 3\n")
    done = _build(live, ".", cwd=tmp_path)
    assert done.exit_code == 3
    assert done.stderr.endswith("The command '/bin/sh -c exit 3' returned a non-zero code: 3\n")
    (tmp_path / "Dockerfile").write_text("BOGUS\n")
    assert _build(live, "-q", ".", cwd=tmp_path).exit_code == 1


@pytest.mark.parametrize("compression", ["", "gz", "bz2", "xz"])
def test_archives_as_contexts(live: LiveEngine, compression: str) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w:{compression}") as made:  # type: ignore[call-overload]
        for name, text in (("Dockerfile", b"FROM busybox\nCOPY a /a\n"), ("a", b"from the archive\n")):
            info = tarfile.TarInfo(name)
            info.size = len(text)
            made.addfile(info, io.BytesIO(text))
    done = _build(live, "-q", "-t", "app:1", "-", stdin=buffer.getvalue())
    assert done.exit_code == 0, done
    assert _run(live, "app:1", "cat", "/a") == "from the archive\n"


def test_dockerfiles_from_elsewhere(live: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "ctx").mkdir()
    (tmp_path / "ctx" / "a").write_text("a\n")
    (tmp_path / "outer.df").write_text("FROM busybox\nCOPY . /x\n")
    assert _build(live, "-q", "-t", "one", "-f", "outer.df", "ctx", cwd=tmp_path).exit_code == 0
    assert _run(live, "one", "ls", "-A", "/x")== "a\n"
    typed = _build(live, "-q", "-t", "two", "-f", "-", "ctx", stdin=b"FROM busybox\nCOPY a /b\n", cwd=tmp_path)
    assert typed.exit_code == 0, typed
    assert _run(live, "two", "cat", "/b") == "a\n"
    assert _build(live, "-q", "-t", "three", "-", stdin=b"FROM busybox\nENV A=1\n").exit_code == 0


def test_what_a_context_must_keep(live: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM busybox\nCOPY . /x\n")
    (tmp_path / "run").write_text("#!/bin/sh\necho ran\n")
    (tmp_path / "run").chmod(0o755)
    (tmp_path / "link").symlink_to("run")
    (tmp_path / ("n" * 200)).write_text("long")
    (tmp_path / ".dockerignore").write_text("*.log\n!keep.log\n")
    for name in ("a.log", "keep.log"):
        (tmp_path / name).write_text("")
    with open(os.fsencode(tmp_path) + b"/\xff", "wb"):
        pass
    assert _build(live, "-q", "-t", "app:1", ".", cwd=tmp_path).exit_code == 0
    assert _run(live, "app:1", "/x/link") == "ran\n"
    listing = _run(live, "app:1", "ls", "/x")
    assert "keep.log" in listing and "a.log" not in listing and "n" * 200 in listing


def test_arguments_and_targets(live: LiveEngine, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(
        "FROM busybox AS one\nARG V=1\nRUN echo $V > /v\nFROM one AS two\nRUN echo two >> /v\n"
    )
    done = _build(live, "-q", "-t", "app:1", "--target", "one", "--build-arg", "V=9", ".", cwd=tmp_path)
    assert done.exit_code == 0, done
    assert _run(live, "app:1", "cat", "/v") == "9\n"


def test_a_huge_context_in_little_memory(live: LiveEngine, tmp_path: Path) -> None:
    """Half a gigabyte goes to an engine that copies nothing of it."""
    (tmp_path / "Dockerfile").write_text("FROM busybox\nENV A=1\n")
    with open(tmp_path / "sparse", "wb") as file:
        file.truncate(512 << 20)
    prlimit = shutil.which("prlimit")
    assert prlimit is not None
    command = [prlimit, f"--as={100 << 20}", *live.command("build", "-q", str(tmp_path))]
    subprocess.run(command, env=live.environ(CLASSIC), stdout=subprocess.DEVNULL, check=True)
